// Makes the same chapters into sites of other kinds, each as its tool's own guide says.
//
// usage: node peers.mjs SITE OUT, with mdbook on PATH
//
// OUT/floor, OUT/pagefind, OUT/mdbook, OUT/vitepress; a chapter is `chapter-4.html` in each.

import { execFile } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';

import { chapters, html, markdown, readPlan } from './text.mjs';

const run = promisify(execFile);
const here = import.meta.dirname;
const program = name => join(here, 'node_modules/.bin', name);

const [site, out] = process.argv.slice(2).map(it => resolve(it));
if (!out) throw new Error('expected the folder of a site and one to write to');
const plan = await readPlan(site);
const all = chapters(plan);
await rm(out, { recursive: true, force: true });
await floor(join(out, 'floor'));
await pagefind(join(out, 'pagefind'));
await mdbook(join(out, 'mdbook'));
await vitepress(join(out, 'vitepress'));

/** Bare HTML: what no other way to show the chapter can be faster than. */
async function floor(folder) {
    for (const chapter of all) await write(folder, `chapter-${chapter.number}.html`, page(chapter));
}

/** Bare HTML with Pagefind's interface for searching. */
async function pagefind(folder) {
    const interface_ = `<link href="/pagefind/pagefind-ui.css" rel="stylesheet">
<script src="/pagefind/pagefind-ui.js"></script>
<div id="search"></div>
<script>addEventListener('DOMContentLoaded', () => new PagefindUI({ element: '#search' }));</script>
`;
    for (const chapter of all) {
        await write(folder, `chapter-${chapter.number}.html`, page(chapter, interface_));
    }
    await run(program('pagefind'), ['--site', folder]);
}

async function mdbook(folder) {
    const sources = `${folder}-source`;
    await write(sources, 'book.toml', `[book]\ntitle = ${JSON.stringify(plan.title)}\nlanguage = "zh"\n`);
    const lines = all.map(it => `- [${it.title}](chapter-${it.number}.md)\n`);
    await write(sources, 'src/SUMMARY.md', `# Summary\n\n${lines.join('')}`);
    for (const chapter of all) {
        await write(sources, `src/chapter-${chapter.number}.md`, markdown(chapter));
    }
    await run('mdbook', ['build', sources, '--dest-dir', folder]);
}

async function vitepress(folder) {
    // Beside the tool, which its configuration has to find.
    const sources = join(here, 'vitepress-source');
    await rm(sources, { recursive: true, force: true });
    const sidebar = all.map(it => ({ text: it.title, link: `/chapter-${it.number}` }));
    const config = {
        lang: 'zh-CN',
        title: plan.title,
        themeConfig: { search: { provider: 'local' }, sidebar },
    };
    await write(sources, '.vitepress/config.mjs', `export default ${JSON.stringify(config)};\n`);
    for (const chapter of all) {
        await write(sources, `chapter-${chapter.number}.md`, markdown(chapter));
    }
    await run(program('vitepress'), ['build', sources, '--outDir', folder]);
}

function page(chapter, head = '') {
    return `<!doctype html>
<html lang="zh-CN">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${chapter.title}</title>
${head}<main>
${html(chapter)}</main>
`;
}

async function write(folder, name, content) {
    const path = join(folder, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content);
}
