// Asks the package for all that it has, in Node: compares it with the published data of a site,
// requires errors to be errors, measures the size, and writes every answer as a TypeScript constant
// of its declared type, for the compiler to say whether the types are true.
//
// node answers.mjs dist/data answers.ts

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { brotliCompressSync, constants } from "node:zlib";

import { Plan, open, parse } from "plan-reader";
import * as elements from "plan-reader/elements";

const [data, answers] = process.argv.slice(2);
const published = (name) => JSON.parse(readFileSync(`${data}/${name}.json`, "utf8"));
const plan = await open();

// The shapes and values of the published data.
const { blocks, title, period, sources } = published("plan");
assert.deepEqual(plan.blocks(), blocks);
assert.deepEqual({ ...plan }, { title, city: "无锡", period, sources });
for (const [name, list] of [
  ["indicators", "indicators"],
  ["targets", "targets"],
  ["topics", "topics"],
  ["places", "places"],
  ["checks", "checks"],
  ["glossary", "terms"],
]) {
  assert.deepEqual(plan[name](), published(name)[list], name);
}

// Whatever is asked wrongly is an error with both sides in it, and harms nothing.
const wrongly = [
  () => plan.block("99"),
  () => plan.block(""),
  () => plan.block(4),
  () => plan.block(undefined),
  () => plan.block(Object.create(null)),
  () => plan.block("\ud800".repeat(1000)),
  () => plan.blocks(null),
  () => plan.search(5),
  () => plan.indicator("14-99"),
  () => plan.chart("13-31"),
  () => plan.chart("4.1.3"),
  () => plan.address("4.1.3", "plan.example.org"),
  () => plan.address("4.1.3", "javascript:alert(1)"),
  () => plan.address("nowhere", "https://plan.example.org/"),
  () => plan.cite("4.1.3"),
  () => plan.cite("4.1.3", { address: "x", accessed: "2026-02-30" }),
  () => plan.cite("4.1.3", { address: "x", accessed: new Date(NaN) }),
  () => plan.cite("4.1.3", { address: "x", until: "4.1.2" }),
  () => plan.cite("14-12", { address: "x", until: "4.1.2" }),
  () => new Plan(),
  () => open(5),
  () => open(new Uint8Array(0)),
  () => open(new TextEncoder().encode("<!DOCTYPE html>")),
  () => parse(5),
  () => parse("", { title: 5 }),
];
const whole = readFileSync(new URL("./node_modules/plan-reader/wuxi.bin", import.meta.url));
for (let at = 0; at < whole.length; at += 4999) {
  const damaged = Uint8Array.from(whole);
  damaged[at] ^= 0x10;
  wrongly.push(() => open(damaged), () => open(whole.subarray(0, at)));
}
for (const ask of wrongly) {
  await assert.rejects(async () => ask(), /^(Type)?Error: expected .*, but found /s, String(ask));
}
const freed = await parse("");
freed.free();
freed.free();
assert.throws(() => freed.outline(), /found one that was freed/);

// Text is never an error: pieces of the plan, put together anyhow, and answers about them.
let seed = 1;
const random = (n) => (seed = (seed * 48271) % 2147483647) % n;
const texts = blocks.map((block) => block.text);
for (let n_texts = 0; n_texts < 60; n_texts += 1) {
  const pieces = Array.from({ length: random(60) }, () => {
    const text = texts[random(texts.length)];
    return text.slice(random(text.length + 1)) + ["\n", "\n\t", "[", "", "\u{20000}\n", "表1 \n\t"][random(6)];
  });
  const other = await parse(pieces.join(""));
  for (const { id } of other.blocks()) {
    other.address(id, "https://plan.example.org");
    other.cite(id, { address: "https://plan.example.org" });
  }
  for (const { id } of other.indicators()) other.chart(id);
  other.search(texts[random(texts.length)].slice(0, random(8)));
  for (const method of ["outline", "targets", "topics", "places", "checks", "glossary", "diagnostics"]) {
    other[method]();
  }
  other.free();
}
// Offsets are JavaScript's.
const other = await parse("第一章  一\n第一节  一\n\u{20000}\u{20000}养老。\n");
const [{ hits }] = other.search("养老").literal;
assert.deepEqual(hits, [{ start: 4, end: 6 }]);
// The elements can be imported where there is no page.
assert.equal(typeof elements.PlanIndicator, "function");

// The types.
const constants_of_types = [
  ["Plan['title']", [plan.title]],
  ["Block", plan.blocks()],
  ["OutlineEntry", plan.outline()],
  ["Indicator", plan.indicators()],
  ["Chart", plan.indicators().map(({ id }) => plan.chart(id))],
  ["Target", plan.targets()],
  ["Topic", plan.topics()],
  ["Place", plan.places()],
  ["Check", plan.checks()],
  ["Term", plan.glossary()],
  ["SearchAnswer", ["养老", "看病", "yanglao", "養老", "23", "预期性", "指标名称", "氨氮", "GDP"].map((words) => plan.search(words))],
  ["Reference", ["4.1.3", "q5.1", "14-12", "13-31", null].map((id) => plan.cite(id, { address: "https://plan.example.org/", accessed: "2026-03-09" }))],
  ["Diagnostic", other.diagnostics()],
  ["Plan['period']", [plan.period, other.period]],
  ["SourceFile", plan.sources],
];
let code = `import type { ${[...new Set(constants_of_types.map(([type]) => type.split("[")[0]))].join(", ")} } from "plan-reader";\n`;
let n_answers = 0;
for (const [type, values] of constants_of_types) {
  assert(values.length > 0, type);
  for (const value of values) {
    n_answers += 1;
    code += `export const answer_${n_answers}: ${type} = ${JSON.stringify(value)};\n`;
  }
}
writeFileSync(answers, code);

// The size without the plan's text.
const N_BYTES_ALLOWED = 150_000;
let n_bytes = 0;
for (const file of ["plan_reader_bg.wasm", "plan_reader.js", "index.js", "elements.js"]) {
  const bytes = readFileSync(new URL(`./node_modules/plan-reader/${file}`, import.meta.url));
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  const n_compressed = brotliCompressSync(bytes, { params }).length;
  console.log(`${file}: ${bytes.length} bytes, ${n_compressed} in brotli`);
  n_bytes += n_compressed;
}
assert(n_bytes < N_BYTES_ALLOWED, `expected at most ${N_BYTES_ALLOWED} bytes, but found ${n_bytes}`);
console.log(`${n_answers} answers, ${wrongly.length} errors, ${n_bytes} bytes without the plan`);
