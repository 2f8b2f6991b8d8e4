// Two custom elements for other people's pages: an indicator's chart, and a paragraph with its
// source. Each renders into a shadow root, so that the page's styles and its own leave each other
// alone; colours and faces are custom properties that a page can set on the element.
//
// Events: `load` when the words stand, `error` when a message stands there instead.

import { open } from "./index.js";

const STYLE = `
:host {
  --paper: var(--plan-paper, #fbfaf6);
  --box: var(--plan-paper, #fbfaf6);
  --ink: var(--plan-ink, #20282d);
  --quiet: var(--plan-quiet, #566169);
  --line: var(--plan-line, #d9dbd3);
  --accent: var(--plan-accent, #1d5c78);
  --accent-soft: var(--plan-accent-soft, #e3edf0);
  color-scheme: light;
  display: block;
  box-sizing: border-box;
  max-width: 38em;
  padding: 1rem 1.25rem;
  border: 1px solid var(--line);
  border-radius: 0.5rem;
  background: var(--paper);
  color: var(--ink);
  font-family: var(--plan-font, "PingFang SC", "HarmonyOS Sans SC", MiSans, "Noto Sans CJK SC", "Microsoft YaHei", system-ui, sans-serif);
  line-height: 1.8;
  line-break: strict;
  overflow-wrap: anywhere;
}
@media (prefers-color-scheme: dark) {
  :host(:not([theme="light"])) { DARK }
}
:host([theme="dark"]) { DARK }
:host([hidden]) { display: none; }
figure, blockquote, p, h2 { margin: 0; }
h2 { font-size: 1.0625em; line-height: 1.5; }
.sentence, .message { margin-top: 0.25rem; }
blockquote p + p { margin-top: 0.75em; }
.source { margin-top: 0.75rem; font-size: 0.875em; line-height: 1.6; color: var(--quiet); }
a { color: var(--accent); }
a, summary { display: inline-block; padding-block: 0.625rem; }
summary { color: var(--accent); cursor: pointer; font-size: 0.9375em; }
svg { display: block; width: 100%; max-width: 30rem; height: auto; margin-top: 0.75rem; overflow: visible; }
.chart__mark:focus { outline: none; }
.chart__mark:focus-visible rect { stroke: var(--accent); stroke-width: 3; }
table { width: 100%; border-collapse: collapse; font-size: 0.875em; line-height: 1.5; font-variant-numeric: tabular-nums; }
th, td { padding: 0.375rem 0.5rem 0.375rem 0; border-bottom: 1px solid var(--line); font-weight: 400; text-align: start; vertical-align: baseline; }
thead th { color: var(--quiet); }
@media (forced-colors: active) {
  :host { --paper: Canvas; --box: Canvas; --ink: CanvasText; --quiet: CanvasText; --line: GrayText; --accent: LinkText; --accent-soft: Canvas; }
}
`.replaceAll(
  "DARK",
  `
  --paper: var(--plan-paper, #182126);
  --box: var(--plan-paper, #182126);
  --ink: var(--plan-ink, #dce3e4);
  --quiet: var(--plan-quiet, #9eabb1);
  --line: var(--plan-line, #303b41);
  --accent: var(--plan-accent, #83c4de);
  --accent-soft: var(--plan-accent-soft, #1d303a);
  color-scheme: dark;`,
);

let sheet;

/** A constructed style sheet, which no content security policy is asked about; in browsers that
 * have none a `<style>`, which a strict one leaves out: then the words stand unstyled. */
function style(root) {
  try {
    if (!sheet) {
      const made = new CSSStyleSheet();
      made.replaceSync(STYLE);
      sheet = made;
    }
    root.adoptedStyleSheets = [sheet];
  } catch {
    root.append(element("style", {}, STYLE));
  }
}

let opening;

/** The bundled plan, opened once for all elements. */
function bundled() {
  opening ??= open().catch((error) => {
    opening = undefined;
    throw error;
  });
  return opening;
}

function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

function table(head, rows) {
  const cells = (name, scope, texts) => texts.map((text) => element(name, scope ? { scope } : {}, text));
  return element(
    "table",
    {},
    element("thead", {}, element("tr", {}, ...cells("th", "col", head))),
    element(
      "tbody",
      {},
      ...rows.map(([first, ...rest]) =>
        element("tr", {}, element("th", { scope: "row" }, first), ...cells("td", "", rest)),
      ),
    ),
  );
}

/** A message for the page's readers, worded here; its cause goes with the event. */
class Message extends Error {}

const Base = globalThis.HTMLElement ?? class {};

class PlanElement extends Base {
  #root;
  #plan;
  #turn = 0;

  constructor() {
    super();
    this.#root = this.attachShadow({ mode: "open" });
  }

  connectedCallback() {
    if (this.#root.childNodes.length === 0) {
      style(this.#root);
      this.#show([element("p", { class: "message" }, "正在读取规划……")], true);
    }
    this.#update();
  }

  attributeChangedCallback() {
    this.#update();
  }

  get plan() {
    return this.#plan;
  }

  set plan(plan) {
    this.#plan = plan;
    this.#update();
  }

  get site() {
    return this.getAttribute("site") ?? "";
  }

  set site(site) {
    this.setAttribute("site", site);
  }

  async #update() {
    if (!this.isConnected) return;
    this.#turn += 1;
    const turn = this.#turn;
    let shown, error;
    try {
      const plan = this.#plan ?? (await bundled());
      shown = this.render(plan);
    } catch (caught) {
      error = caught;
      const text = caught instanceof Message ? caught.message : "规划的数据没有读到，请稍后再打开这一页。";
      shown = [element("p", { class: "message", role: "status" }, text)];
    }
    // Another change has come meanwhile.
    if (turn !== this.#turn) return;
    this.#show(shown, false);
    const event = new Event(error ? "error" : "load");
    this.dispatchEvent(error ? Object.assign(event, { error }) : event);
  }

  #show(nodes, isBusy) {
    const old = [...this.#root.children].filter((child) => child.localName !== "style");
    for (const child of old) child.remove();
    this.#root.append(element("div", { lang: "zh-CN", "aria-busy": String(isBusy) }, ...nodes));
  }

  /** `《…纲要》第二篇第四章第一节第3段`, with a link where there is a site. */
  source(plan, id) {
    const line = element("p", { class: "source" }, `来源：${plan.cite(id, { address: "" }).plain}`);
    const address = this.addressOf(plan, id);
    if (address) line.append(element("br", {}), element("a", { href: address }, "在规划原文中看"));
    return line;
  }

  /** The address of `id` on the site, or nothing where the attribute names none. */
  addressOf(plan, id) {
    try {
      return this.site && plan.address(id, new URL(this.site, document.baseURI).href);
    } catch {
      return "";
    }
  }
}

export class PlanIndicator extends PlanElement {
  static observedAttributes = ["indicator", "site"];

  constructor() {
    super();
    this.shadowRoot.addEventListener("keydown", onKey);
  }

  get indicator() {
    return this.getAttribute("indicator") ?? "";
  }

  set indicator(id) {
    this.setAttribute("indicator", id);
  }

  render(plan) {
    const id = this.indicator;
    const all = plan.indicators();
    if (!all.some((indicator) => indicator.id === id)) {
      const part = all.find((indicator) => indicator.id.startsWith(`${id}-`));
      throw new Message(
        !id
          ? "请用 indicator 属性写明指标的编号，例如 14-12。"
          : part
            ? `指标“${id}”分成几项，请写其中一项的编号，例如 ${part.id}。`
            : `没有找到指标“${id}”。指标的编号形如 14-12：第十四个五年规划的第12项。`,
      );
    }
    const { name, unit, sentence, drawing, marks, values, derived } = plan.chart(id);
    const figure = element(
      "figure",
      {},
      element("h2", {}, unit ? `${name}（${unit}）` : name),
      element("p", { class: "sentence" }, sentence),
    );
    if (drawing) {
      // The core has written it, and escaped the plan's words in it.
      const parsed = new DOMParser().parseFromString(drawing.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" '), "image/svg+xml");
      const rows = marks.map(({ name, value, meaning, origin }) => [
        name,
        value,
        meaning,
        origin === "plan" ? "规划原文" : "推算",
      ]);
      figure.append(
        document.importNode(parsed.documentElement, true),
        element(
          "details",
          {},
          element("summary", {}, "图上的数，列成表"),
          table(["哪一年的什么", "数", "意思", "出处"], rows),
        ),
      );
    } else {
      figure.append(
        table(["哪一年的什么", "原文", "意思"], values.map((it) => [it.label, it.raw, it.meaning])),
      );
    }
    for (const words of derived) figure.append(element("p", { class: "derived" }, words));
    figure.append(this.source(plan, id));
    return [figure];
  }
}

/** The arrow keys go from mark to mark; Tab comes back to the last of them. */
function onKey(event) {
  const mark = event.target.closest?.(".chart__mark");
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
  if (!mark || !step) return;
  event.preventDefault();
  const to = step > 0 ? mark.nextElementSibling : mark.previousElementSibling;
  if (!to?.matches(".chart__mark")) return;
  mark.setAttribute("tabindex", "-1");
  to.setAttribute("tabindex", "0");
  to.focus();
}

export class PlanQuotation extends PlanElement {
  static observedAttributes = ["block", "site"];

  get block() {
    return this.getAttribute("block") ?? "";
  }

  set block(id) {
    this.setAttribute("block", id);
  }

  render(plan) {
    const id = this.block;
    let found;
    try {
      found = plan.block(id);
    } catch {
      throw new Message(
        id
          ? `没有找到段落“${id}”。段落的编号形如 4.1.3：第四章第一节第3段。`
          : "请用 block 属性写明段落的编号，例如 4.1.3。",
      );
    }
    const quote = element("blockquote", {}, ...found.text.split("\n").map((line) => element("p", {}, line)));
    const address = this.addressOf(plan, id);
    if (address) quote.setAttribute("cite", address);
    return [element("figure", {}, quote, element("figcaption", {}, this.source(plan, id)))];
  }
}

if (globalThis.customElements) {
  customElements.define("plan-indicator", PlanIndicator);
  customElements.define("plan-quotation", PlanQuotation);
}
