// The plan's chapters out of the built site's `data/plan.json`, in the forms that other tools read.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * The plan of a built site.
 *
 * @param {string} site the site's folder
 * @returns {Promise<{title: string, blocks: object[], chapterOf: (id: string) => number | null}>}
 *     its blocks, and the number of the chapter that a block stands in, or `null`
 */
export async function readPlan(site) {
    const { title, blocks } = JSON.parse(await readFile(join(site, 'data/plan.json'), 'utf8'));
    const byId = new Map(blocks.map(block => [block.id, block]));
    const chapterOf = id => {
        let block = byId.get(id);
        while (block && block.kind !== 'chapter') block = byId.get(block.parent);
        return block ? block.number : null;
    };
    return { title, blocks, chapterOf };
}

/**
 * The chapters, each with its own blocks in the plan's order.
 *
 * @param {Awaited<ReturnType<typeof readPlan>>} plan
 */
export function chapters(plan) {
    const chapters = plan.blocks.filter(block => block.kind === 'chapter');
    return chapters.map(chapter => ({
        number: chapter.number,
        title: oneLine(chapter.text),
        blocks: plan.blocks.filter(block => plan.chapterOf(block.id) === chapter.number),
    }));
}

/** The words of a block, a line a text, without the breaks inside; a table's are those of its cells too. */
export function words(block) {
    const cells = block.table ? grid(block.table).flat() : [];
    return [block.text, ...cells].map(text => text.replace(/\s/g, '')).join('\n');
}

/** A chapter as HTML without a style: what any page of it has to have. */
export function html({ blocks }) {
    return blocks.map(block => {
        const text = escaped(block.text).replaceAll('\n', '<br>');
        const element = { chapter: 'h1', section: 'h2', box: 'h3', table: 'h3' }[block.kind] ?? 'p';
        return `<${element} id="${block.id}">${text}</${element}>${block.table ? htmlTable(block.table) : ''}\n`;
    }).join('');
}

/** A chapter as Markdown. */
export function markdown({ blocks }) {
    return blocks.map(block => {
        const mark = { chapter: '# ', section: '## ', box: '### ', table: '### ' }[block.kind] ?? '';
        const text = mark ? oneLine(block.text) : block.text;
        return `${mark}${escaped(text)}\n\n${block.table ? markdownTable(block.table) : ''}`;
    }).join('');
}

/** The cells of a table, its head first; where a row is one of several of its number, with its name. */
function grid({ columns, rows }) {
    const hasParts = rows.some(it => it.sub_indicator);
    const part = text => (hasParts ? [text ?? ''] : []);
    return [
        [...columns.map(it => it.text), ...part()],
        ...rows.map(it => [...it.cells, ...part(it.sub_indicator)]),
    ];
}

function htmlTable(table) {
    const [head, ...rows] = grid(table);
    const row = (cells, element) =>
        `<tr>${cells.map(cell => `<${element}>${escaped(cell)}</${element}>`).join('')}</tr>\n`;
    return `<table>\n${row(head, 'th')}${rows.map(it => row(it, 'td')).join('')}</table>`;
}

function markdownTable(table) {
    const [head, ...rows] = grid(table);
    const row = cells => `| ${cells.map(cell => escaped(oneLine(cell)).replaceAll('|', '\\|')).join(' | ')} |\n`;
    return `${row(head)}|${' --- |'.repeat(head.length)}\n${rows.map(row).join('')}\n`;
}

function oneLine(text) {
    return text.replace(/\s*\n\s*/g, ' ');
}

/** Text as HTML; Markdown's own marks and Vue's braces lose their meaning too. */
function escaped(text) {
    return text.replace(/[&<>*_`[\]{}#~]/g, mark => `&#${mark.codePointAt(0)};`);
}
