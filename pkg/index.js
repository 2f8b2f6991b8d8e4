// The package's face: opens plans, checks what it is given, and hands it to the WASM module.
//
// The module holds no state but the plans that were opened. It is loaded once, when the first plan
// is; in Node from the disk, elsewhere by `fetch`, always from where this file lies.

import init, { Face } from "./plan_reader.js";

/** Only this file makes plans. */
const SECRET = Symbol("plan");
const WUXI = new URL("./wuxi.bin", import.meta.url);
const MODULE = new URL("./plan_reader_bg.wasm", import.meta.url);

let starting;

/** Loads the WASM module, once; after a failure the next call tries again. */
function start() {
  starting ??= init({ module_or_path: source(MODULE) }).catch((error) => {
    starting = undefined;
    throw error;
  });
  return starting;
}

/** Bytes of a file of this machine, a response of any other. */
async function source(url) {
  if (url.protocol === "file:" && globalThis.process?.getBuiltinModule) {
    return process.getBuiltinModule("node:fs/promises").readFile(url);
  }
  const response = await fetch(url);
  if (!response.ok) {
    throw new Error(`expected a file at ${url.href}, but found status ${response.status}`);
  }
  return response;
}

async function bytesOf(data) {
  if (typeof data === "string") data = new URL(data, globalThis.document?.baseURI ?? import.meta.url);
  if (data instanceof URL) {
    const found = await source(data);
    data = found instanceof Uint8Array ? found : await found.arrayBuffer();
  }
  if (data instanceof ArrayBuffer) return new Uint8Array(data);
  if (ArrayBuffer.isView(data)) return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  throw unexpected("a URL or bytes", data);
}

function unexpected(what, found) {
  let shown;
  try {
    shown = typeof found === "string" ? `\`${found}\`` : String(found);
  } catch {
    shown = typeof found;
  }
  return new TypeError(`expected ${what}, but found ${shown.slice(0, 80)}`);
}

function string(what, value) {
  if (typeof value !== "string") throw unexpected(`${what} as a string`, value);
  return value;
}

/** Year, month and day of a `Date` in local time, or of `2026-03-09`. */
function dayOf(value) {
  if (value instanceof Date && !Number.isNaN(value.getTime())) {
    return [value.getFullYear(), value.getMonth() + 1, value.getDate()];
  }
  const [, ...parts] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(String(value)) ?? [];
  const [year, month, day] = parts.map(Number);
  const date = new Date(Date.UTC(year, month - 1, day));
  if (date.getUTCMonth() + 1 !== month || date.getUTCDate() !== day) {
    throw unexpected("a day such as 2026-03-09", value);
  }
  return [year, month, day];
}

export async function open(data = WUXI) {
  const [bytes] = await Promise.all([bytesOf(data), start()]);
  return new Plan(SECRET, Face.open(bytes));
}

export async function parse(text, { title = "", city = "" } = {}) {
  string("a text", text);
  string("a title", title);
  string("a city", city);
  await start();
  return new Plan(SECRET, Face.parse(text, title, city));
}

export class Plan {
  #face;

  constructor(secret, face) {
    if (secret !== SECRET) throw new TypeError("expected open() or parse(), but found new Plan()");
    this.#face = face;
    Object.assign(this, face.about());
  }

  get #open() {
    if (!this.#face) throw new Error("expected an open plan, but found one that was freed");
    return this.#face;
  }

  outline() {
    return this.#open.outline();
  }

  block(id) {
    return this.#open.block(string("a block's id", id));
  }

  blocks(id) {
    return this.#open.blocks(id === undefined ? undefined : string("a block's id", id));
  }

  search(words) {
    return this.#open.search(string("words", words));
  }

  indicators() {
    return this.#open.indicators().indicators;
  }

  indicator(id) {
    string("an indicator's id", id);
    const found = this.indicators().find((indicator) => indicator.id === id);
    if (!found) throw new Error(`expected an indicator's id such as 14-12, but found \`${id.slice(0, 40)}\``);
    return found;
  }

  targets() {
    return this.#open.targets().targets;
  }

  topics() {
    return this.#open.topics().topics;
  }

  places() {
    return this.#open.places().places;
  }

  checks() {
    return this.#open.checks().checks;
  }

  glossary() {
    return this.#open.glossary().terms;
  }

  diagnostics() {
    return this.#open.diagnostics();
  }

  chart(id) {
    return this.#open.chart(string("an indicator's id", id));
  }

  address(id, site) {
    const path = this.#open.path(string("an id", id));
    const base = url(string("the site's address", site));
    if (!/^https?:$/.test(base?.protocol ?? "")) {
      throw unexpected("the site's address such as https://plan.example.org/", site);
    }
    if (!base.pathname.endsWith("/")) base.pathname += "/";
    return new URL(path, base).href;
  }

  cite(id, options) {
    const { until, address, accessed = new Date() } = options ?? {};
    const { csl, ...reference } = this.#open.cite(
      id === null ? undefined : string("an id", id),
      until === undefined ? undefined : string("a block's id", until),
      string("an address", address),
      ...dayOf(accessed),
    );
    return { ...reference, csl: JSON.parse(csl) };
  }

  free() {
    this.#face?.free();
    this.#face = undefined;
  }

  [Symbol.dispose ?? Symbol.for("Symbol.dispose")]() {
    this.free();
  }
}

function url(text) {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}
