// Uses every function of the package as a strict program does. A line below `@ts-expect-error` must
// not compile, so that types that say nothing are noticed.

import { open, parse, Plan } from "plan-reader";
import type { Basis, Block, Indicator, Passage, Reference } from "plan-reader";
import { PlanIndicator, PlanQuotation } from "plan-reader/elements";

export async function uses(bytes: ArrayBuffer): Promise<Reference> {
  const plan: Plan = await open();
  (await open(new URL("https://plan.example.org/other.bin"))).free();
  (await open("other.bin")).free();
  (await open(bytes)).free();
  (await open(new Uint8Array(bytes))).free();
  const other = await parse("第一章  开篇", { title: "规划", city: "无锡" });

  const years: number = (plan.period?.last_year ?? 0) - (plan.period?.first_year ?? 0);
  const digests: string[] = plan.sources.map((source) => source.sha256);
  const labels: (string | null)[] = plan.outline().flatMap((entry) => entry.children.map((child) => child.label));
  const block: Block = plan.block("4.1.3");
  const cells: string[] = plan.blocks("t1").flatMap((it) => it.table?.rows ?? []).flatMap((row) => row.cells);
  const all: number = plan.blocks().length;

  const { literal, looser, literalHits, reasons } = plan.search("养老");
  const passages: Passage[] = [...literal, ...looser];
  const why: "official" | undefined = reasons.map((it) => it.why).find((it) => it === "official");

  const indicators: Indicator[] = plan.indicators();
  const values: (number | undefined)[] = plan.indicator("14-12").values.map((value) => value.value);
  const bases: Basis[] = plan.targets().map((target) => target.basis);
  const quotes: string[] = plan.topics().flatMap((topic) => topic.quotations.map((it) => it.quote));
  const tiles: [number, number][] = plan.places().flatMap((place) => (place.tile ? [place.tile] : []));
  const statements: number = plan.checks().reduce((sum, check) => sum + check.statements.length, 0);
  const terms: string[] = plan.glossary().map((term) => term.name);
  const lines: number[] = other.diagnostics().map((diagnostic) => diagnostic.line);
  const drawing: string | null = plan.chart("14-12").drawing;
  const address: string = plan.address(block.id, "https://plan.example.org/");
  void [years, digests, labels, cells, all, passages, literalHits, why, indicators, values, bases];
  void [quotes, tiles, statements, terms, lines, drawing];

  const element: PlanIndicator = document.createElement("plan-indicator");
  element.indicator = "14-12";
  element.plan = plan;
  const quotation: PlanQuotation = document.createElement("plan-quotation");
  quotation.block = "4.1.3";
  quotation.site = "https://plan.example.org/";

  // @ts-expect-error: a plan is opened, not made
  new Plan();
  // @ts-expect-error: an id is a string
  plan.block(4);
  // @ts-expect-error: there is no such kind
  const isHeading: boolean = block.kind === "heading";
  // @ts-expect-error: a title cannot be changed
  plan.title = "";
  // @ts-expect-error: not every value is a number
  const first: number = plan.indicator("14-12").values[0]!.value;
  // @ts-expect-error: not every block has a table
  block.table.rows;
  // @ts-expect-error: what is cited has an address
  plan.cite("4.1.3", {});
  // @ts-expect-error: a plan is waited for
  open().title;
  // @ts-expect-error: an element shows an opened plan
  element.plan = open();
  void [isHeading, first];

  plan.cite(null, { address });
  return plan.cite("4.1.3", { address, until: "4.1.4", accessed: new Date() });
}
