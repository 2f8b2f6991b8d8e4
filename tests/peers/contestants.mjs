// The sites that are measured: where their chapter 4 is, and how a reader searches there.

import { join } from 'node:path';

const chapterOfLink = href => Number(/chapter-(\d+)/.exec(href)?.[1]) || null;
const hrefs = (page, selector) => page.$$eval(selector, links => links.map(it => it.getAttribute('href')));

/**
 * @typedef {object} Contestant
 * @property {string} name
 * @property {string} folder of its files
 * @property {string} path of chapter 4
 * @property {Search} [search]
 *
 * @typedef {object} Search
 * @property {(page: import('puppeteer-core').Page) => Promise<void>} open shows the field
 * @property {string} field its selector
 * @property {string} results selector of what stands for a result
 * @property {(page: import('puppeteer-core').Page) => Promise<(number | null)[]>} chapters the
 *     chapters of the results, as they are listed
 * @property {(page: import('puppeteer-core').Page, words: string) => Promise<(number | null)[]>}
 *     [literal] the chapters of all places that have the words, where the site tells those apart
 */

/**
 * @param {string} site the built site
 * @param {string} peers what `peers.mjs` made
 * @param {(id: string) => number | null} chapterOf
 * @returns {Contestant[]}
 */
export function contestants(site, peers, chapterOf) {
    return [
        { name: 'bare HTML', folder: join(peers, 'floor'), path: 'chapter-4.html' },
        {
            name: 'Plan Reader',
            folder: site,
            path: 'plan/4/',
            search: {
                open: async page => {
                    await page.waitForSelector('html[data-ready]');
                    await page.$$eval('a[href$="/search/"]', links =>
                        links.find(it => it.checkVisibility()).click());
                },
                field: '#search-words',
                results: '.search__findings [data-block]',
                chapters: page => page.$$eval('.search__findings [data-block]', lines =>
                    lines.map(it => it.dataset.block)).then(ids => ids.map(chapterOf)),
                literal: (page, words) =>
                    page.evaluate(words => planReader.search(words).literal.map(it => it.block), words)
                        .then(ids => ids.map(chapterOf)),
            },
        },
        {
            name: 'mdBook',
            folder: join(peers, 'mdbook'),
            path: 'chapter-4.html',
            search: {
                open: async page => {
                    await page.waitForSelector('#mdbook-search-toggle');
                    await page.click('#mdbook-search-toggle');
                },
                field: '#mdbook-searchbar',
                results: '#mdbook-searchresults a',
                chapters: async page =>
                    (await hrefs(page, '#mdbook-searchresults a')).map(chapterOfLink),
            },
        },
        {
            name: 'VitePress',
            folder: join(peers, 'vitepress'),
            path: 'chapter-4.html',
            search: {
                open: async page => {
                    await page.waitForSelector('#local-search button');
                    // The button listens only when the page is alive.
                    await page.waitForFunction(() => {
                        document.querySelector('#local-search button').click();
                        return document.querySelector('#localsearch-input');
                    }, { polling: 100 });
                },
                field: '#localsearch-input',
                results: '.VPLocalSearchBox .result',
                chapters: async page =>
                    (await hrefs(page, '.VPLocalSearchBox a.result')).map(chapterOfLink),
            },
        },
        {
            name: 'Pagefind',
            folder: join(peers, 'pagefind'),
            path: 'chapter-4.html',
            search: {
                open: async page => { await page.waitForSelector('.pagefind-ui__search-input'); },
                field: '.pagefind-ui__search-input',
                results: '.pagefind-ui__result',
                chapters: async page => {
                    for (;;) {
                        const n = (await page.$$('.pagefind-ui__result')).length;
                        const more = await page.$('.pagefind-ui__button');
                        if (!more) break;
                        await more.evaluate(it => it.click());
                        await page.waitForFunction(n =>
                            document.querySelectorAll('.pagefind-ui__result').length > n, {}, n);
                    }
                    const titles = '.pagefind-ui__result-title a.pagefind-ui__result-link';
                    return (await hrefs(page, titles)).map(chapterOfLink);
                },
            },
        },
    ];
}
