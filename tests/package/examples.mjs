// Runs the README's examples, one after the other as one program, and requires that each call of
// `console.log` that has a `// → …` behind it logs just that.
//
// node examples.mjs README.md

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

const blocks = [...readFileSync(process.argv[2], "utf8").matchAll(/^```js\n(.*?)^```$/gms)];
const imports = new Set();
const lines = [];
let n_expected = 0;
for (const line of blocks.flatMap(([, block]) => block.split("\n"))) {
  const [, names] = /^import \{ (.*) \} from "plan-reader";$/.exec(line) ?? [];
  if (names) {
    names.split(", ").forEach((name) => imports.add(name));
    continue;
  }
  const [, indent, logged, expected] = /^( *)console\.log\((.*)\); \/\/ → (.*)$/.exec(line) ?? [];
  assert(expected || !line.includes("→"), `expected a call of console.log, but found: ${line}`);
  n_expected += expected ? 1 : 0;
  lines.push(expected ? `${indent}same([${logged}], [${expected}]);` : line);
}
let n_same = 0;
const same = (found, expected) => {
  assert.deepEqual(found, expected);
  n_same += 1;
};
const AsyncFunction = (async () => {}).constructor;
const body = lines.join("\n");
const library = await import("plan-reader");
await new AsyncFunction("same", ...imports, body)(same, ...[...imports].map((name) => library[name]));
assert(n_same === n_expected && n_same > 15, `expected ${n_expected} values, but found ${n_same}`);
console.log(`${blocks.length} examples, ${n_same} values as the README says`);
