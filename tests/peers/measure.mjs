// Measures the built site beside the same chapters made by other tools, all in one run.
//
// usage: node measure.mjs SITE PEERS QUESTIONS, with chromium on PATH
//
// Prints Markdown. Absolute times are this machine's; what counts is how they stand to each other.

import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import lighthouse from 'lighthouse';
import puppeteer from 'puppeteer-core';

import { contestants } from './contestants.mjs';
import { serve } from './serve.mjs';
import { chapters, readPlan, words as wordsOf } from './text.mjs';

/** How often Lighthouse looks at each page. */
const N_ROUNDS = 5;
/** A phone, as Lighthouse takes it. */
const PHONE = { width: 412, height: 823, deviceScaleFactor: 1.75, isMobile: true, hasTouch: true };
/** How much slower a phone's processor is, for the latency of a search. */
const SLOWDOWN = 4;
/** How long a list of results has to stay as it is. */
const SETTLED_MS = 1_000;
const DEADLINE_MS = 10_000;

const [site, peers, questionsFile] = process.argv.slice(2);
if (!questionsFile) throw new Error('expected the folders of the site and its peers, and the questions');
const programs = process.env.PATH.split(delimiter).map(folder => join(folder, 'chromium'));
const executablePath = programs.find(existsSync);
if (!executablePath) throw new Error('expected chromium on PATH');

const plan = await readPlan(site);
const texts = chapters(plan).map(it => [it.number, it.blocks.map(wordsOf).join('\n')]);
const withWords = words => texts.filter(it => it[1].includes(words)).map(it => it[0]);
const questions = readQuestions(await readFile(questionsFile, 'utf8'));
/** Ordinary words, each of which the plan has. */
const WORDS = JSON.parse(await readFile(new URL('words.json', import.meta.url), 'utf8'));
const missing = WORDS.filter(it => withWords(it).length === 0);
if (missing.length > 0) throw new Error(`expected words of the plan, but found ${missing}`);

const browser = await puppeteer.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'],
});
const chromiumVersion = await browser.version();
const sites = [];
for (const contestant of contestants(site, peers, plan.chapterOf)) {
    sites.push({ ...contestant, server: await serve(contestant.folder), runs: [] });
}
// Once, so that all files are compressed.
for (const site of sites) await visit(site, async (_, open) => open());
for (let round = 1; round <= N_ROUNDS; round += 1) {
    for (const site of sites) {
        console.error(`Lighthouse, round ${round} of ${N_ROUNDS}: ${site.name}`);
        site.runs.push(await lighthouseRun(site));
    }
}
const floor = sites[0];
for (const site of sites) site.loading = await loading(site);
printLoading();
for (const site of sites) site.memory = await memory(site);
printMemory();
for (const site of sites.filter(it => it.search)) {
    console.error(`search: ${site.name}`);
    site.searching = await searching(site);
    site.latency = await latency(site);
}
printSearch();
await browser.close();
for (const site of sites) site.server.close();

/** Opens a site's chapter 4 as a first visit and hands the page on. */
async function visit(site, look) {
    const context = await browser.createBrowserContext();
    const page = await context.newPage();
    await page.setViewport(PHONE);
    try {
        return await look(page, async () => {
            await page.goto(site.server.url + site.path, { waitUntil: 'load' });
            await page.waitForNetworkIdle({ idleTime: 500 });
        });
    } finally {
        await context.close();
    }
}

async function lighthouseRun(site) {
    const port = Number(new URL(browser.wsEndpoint()).port);
    const { lhr } = await lighthouse(site.server.url + site.path, {
        port, onlyCategories: ['performance'], logLevel: 'error',
    });
    if (lhr.runtimeError) throw new Error(`${site.name}: ${lhr.runtimeError.message}`);
    const value = name => lhr.audits[name].numericValue;
    return {
        fcp: value('first-contentful-paint'),
        lcp: value('largest-contentful-paint'),
        tbt: value('total-blocking-time'),
        interactive: value('interactive'),
        score: lhr.categories.performance.score * 100,
    };
}

/** Bytes and requests of a first visit, without what a service worker fetches later. */
function loading(site) {
    return visit(site, async (page, open) => {
        site.server.forget(['/sw.js']);
        await open();
        const blocking = await page.evaluate(() => [
            location.pathname,
            ...performance.getEntriesByType('resource')
                .filter(it => it.renderBlockingStatus === 'blocking')
                .map(it => new URL(it.name).pathname),
        ]);
        const all = site.server.sent();
        const readable = all.filter(it => blocking.includes(it.path));
        return { readable: bytes(readable), all: bytes(all), nRequests: all.length };
    });
}

/** What a page holds once it rests, in bytes. */
function memory(site) {
    return visit(site, async (page, open) => {
        await page.evaluateOnNewDocument(() => {
            globalThis.wasmMemories = [];
            for (const name of ['instantiate', 'instantiateStreaming']) {
                const original = WebAssembly[name];
                WebAssembly[name] = async (...given) => {
                    const made = await original.apply(WebAssembly, given);
                    const { exports } = made.instance ?? made;
                    wasmMemories.push(...Object.values(exports).filter(it => it instanceof WebAssembly.Memory));
                    return made;
                };
            }
        });
        await open();
        await pause(5_000);
        const session = await page.createCDPSession();
        for (let n = 0; n < 2; n += 1) await session.send('HeapProfiler.collectGarbage');
        const heap = await session.send('Runtime.getHeapUsage');
        const wasm = await page.evaluate(() =>
            wasmMemories.reduce((sum, it) => sum + it.buffer.byteLength, 0));
        return { script: heap.usedSize, dom: heap.embedderHeapUsedSize, wasm };
    });
}

/** Bytes until a first query is answered, and how good the results are. */
function searching(site) {
    return visit(site, async (page, open) => {
        site.server.forget(['/sw.js']);
        await open();
        await site.search.open(page);
        await page.waitForSelector(site.search.field, { visible: true });
        await type(site, page, WORDS[0]);
        const toSearch = bytes(site.server.sent());

        let recall = 0;
        let precision = 0;
        let nFoundNothing = 0;
        for (const words of WORDS) {
            await type(site, page, words);
            const found = site.search.literal
                ? await site.search.literal(page, words)
                : await site.search.chapters(page);
            const wanted = new Set(withWords(words));
            const listed = new Set(found.filter(it => it !== null));
            const nRight = [...listed].filter(it => wanted.has(it)).length;
            recall += nRight / wanted.size / WORDS.length;
            precision += listed.size > 0 ? nRight / listed.size : 0;
            nFoundNothing += listed.size > 0 ? 0 : 1;
        }
        precision /= WORDS.length - nFoundNothing || 1;

        let nAnswered = 0;
        let nAnsweredFirst = 0;
        for (const { words, chapters } of questions) {
            await type(site, page, words);
            const first = (await site.search.chapters(page)).slice(0, 5);
            nAnswered += first.some(it => chapters.includes(it)) ? 1 : 0;
            nAnsweredFirst += chapters.includes(first[0]) ? 1 : 0;
        }
        return { toSearch, recall, precision, nFoundNothing, nAnswered, nAnsweredFirst };
    });
}

/**
 * The median time from the last keystroke to another list, with a phone's processor, in ms, and of
 * how many: words that find nothing have none.
 */
function latency(site) {
    return visit(site, async (page, open) => {
        await open();
        await site.search.open(page);
        await page.waitForSelector(site.search.field, { visible: true });
        await type(site, page, WORDS[0]);
        await page.emulateCPUThrottling(SLOWDOWN);
        const times = [];
        for (const words of WORDS) {
            const time = await page.evaluate(async (fieldSelector, resultsSelector, words, deadline) => {
                const list = () => [...document.querySelectorAll(resultsSelector)]
                    .map(it => it.getAttribute('href') ?? it.textContent).join('\n');
                const field = document.querySelector(fieldSelector);
                const before = list();
                field.value = words;
                const start = performance.now();
                field.dispatchEvent(new InputEvent('input', { bubbles: true }));
                field.dispatchEvent(new KeyboardEvent('keyup', { bubbles: true }));
                while (performance.now() - start < deadline) {
                    await new Promise(ok => requestAnimationFrame(ok));
                    const now = list();
                    if (now !== before && now !== '') return performance.now() - start;
                }
                return null;
            }, site.search.field, site.search.results, words, 3_000);
            if (time !== null) times.push(time);
            await pause(SETTLED_MS);
        }
        return { median: median(times), n: times.length };
    });
}

/** Fills the field and waits until the list stays as it is. */
async function type(site, page, words) {
    await page.$eval(site.search.field, (field, words) => {
        field.value = words;
        field.dispatchEvent(new InputEvent('input', { bubbles: true }));
        // mdBook listens to keys.
        field.dispatchEvent(new KeyboardEvent('keyup', { bubbles: true }));
    }, words);
    let before = null;
    let since = Date.now();
    const start = since;
    while (Date.now() - since < SETTLED_MS && Date.now() - start < DEADLINE_MS) {
        const now = await page.$$eval(site.search.results, list => list.map(it => it.textContent).join('\n'));
        if (now !== before) since = Date.now();
        before = now;
        await pause(50);
    }
}

function bytes(answers) {
    return answers.reduce((sum, it) => sum + it.bytes, 0);
}

function median(numbers) {
    const sorted = [...numbers].sort((a, b) => a - b);
    return sorted[Math.floor(sorted.length / 2)];
}

/** The questions of `questions.toml`, each with the chapters that answer it. */
function readQuestions(toml) {
    return toml.split('[[questions]]').slice(1).map(entry => {
        const words = JSON.parse(/^words = (".*")$/m.exec(entry)[1]);
        const sections = JSON.parse(/^sections = (\[.*\])$/m.exec(entry)[1]);
        const chapters = sections.filter(it => !it.includes('-')).map(it => Number(it.split('.')[0]));
        return { words, chapters };
    });
}

function printTable(head, rows) {
    console.log(`| ${head.join(' | ')} |\n| ${head.map((_, at) => (at ? '---:' : '---')).join(' | ')} |`);
    for (const row of rows) console.log(`| ${row.join(' | ')} |`);
    console.log();
}

function printLoading() {
    const of = (site, name) => median(site.runs.map(it => it[name]));
    console.log(`Chromium: ${chromiumVersion}. A phone of ${PHONE.width} × ${PHONE.height}.\n`);
    printTable(
        ['chapter 4', 'to read, KB', 'whole page, KB', 'requests', 'FCP, ms', 'to the floor', 'LCP, ms', 'to the floor',
            'TBT, ms', 'interactive, ms', 'score'],
        sites.map(site => [
            site.name, kb(site.loading.readable), kb(site.loading.all), site.loading.nRequests,
            ms(of(site, 'fcp')), times(of(site, 'fcp') / of(floor, 'fcp')),
            ms(of(site, 'lcp')), times(of(site, 'lcp') / of(floor, 'lcp')),
            ms(of(site, 'tbt')), ms(of(site, 'interactive')), of(site, 'score').toFixed(0),
        ]),
    );
}

function printMemory() {
    printTable(
        ['memory, MB', 'script', 'elements and styles', 'both, to the floor', 'WASM'],
        sites.map(({ name, memory }) => [
            name, (memory.script / 1e6).toFixed(2), (memory.dom / 1e6).toFixed(2),
            times((memory.script + memory.dom) / (floor.memory.script + floor.memory.dom)),
            (memory.wasm / 1e6).toFixed(2),
        ]),
    );
}

function printSearch() {
    printTable(
        ['search', 'to the first answer, KB', 'recall', 'precision', 'words that find nothing',
            'questions, first five', 'first', 'latency, ms'],
        sites.filter(site => site.searching).map(({ name, searching: it, latency }) => [
            name, kb(it.toSearch), it.recall.toFixed(3), it.precision.toFixed(3),
            `${it.nFoundNothing} of ${WORDS.length}`, `${it.nAnswered} of ${questions.length}`,
            `${it.nAnsweredFirst}`, latency.n > 0 ? `${ms(latency.median)} (${latency.n})` : '—',
        ]),
    );
}

function kb(nBytes) {
    return (nBytes / 1000).toFixed(1);
}

function ms(time) {
    return time.toFixed(0);
}

function times(ratio) {
    return `${ratio.toFixed(2)} ×`;
}
