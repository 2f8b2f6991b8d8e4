// What the package's functions take and give. Answers are plain objects, made anew at every call,
// with the names of the published data (`data/*.json` of a site). Offsets count UTF-16 code units,
// as JavaScript's strings do; in the published files they count code points.
//
// `tests/package` holds this file true: every answer about the bundled plan is checked against it.

/** Opens a plan: the bundled one, or a file that the same version made, by its URL or its bytes. */
export function open(data?: string | URL | ArrayBuffer | ArrayBufferView): Promise<Plan>;

/**
 * Reads a plan's text. Text is never an error: see {@link Plan.diagnostics}. What rests on a
 * person's reading (topics, places, checks, terms) is empty, and a search finds literal matches.
 */
export function parse(text: string, options?: ParseOptions): Promise<Plan>;

export interface ParseOptions {
  /** The plan's title, where the text does not open with it. */
  title?: string;
  /** The city's name as it is spoken of: `无锡`. */
  city?: string;
}

/** An open plan. Methods throw an `Error` for an id that names nothing. */
export class Plan {
  private constructor();
  readonly title: string;
  /** Empty where nobody gave it. */
  readonly city: string;
  readonly period: Period | null;
  readonly sources: readonly SourceFile[];

  /** Headings, and the titles of tables, boxes and maps, one below the other. */
  outline(): OutlineEntry[];
  /** A block by its id: `4`, `4.1`, `4.1.3`, `t1`, `b2.1`, `n1`, `q5.1`. */
  block(id: string): Block;
  /** A block with all below it, in order; all blocks without an id. */
  blocks(id?: string): Block[];
  /** Every occurrence of the words, and apart from them other words with the reason. */
  search(words: string): SearchAnswer;
  indicators(): Indicator[];
  /** An indicator, or a part of one: `14-12`, `13-31-2`. */
  indicator(id: string): Indicator;
  /** The quantified targets in the running text. */
  targets(): Target[];
  /** Matters of everyday life, each with the sentences on it. */
  topics(): Topic[];
  /** Districts and neighbours, each with the sentences that name it. */
  places(): Place[];
  /** Figures that disagree or are easily taken for one. */
  checks(): Check[];
  /** The terms that the plan explains. */
  glossary(): Term[];
  /** What the parser found that a person should look at; nothing for the bundled plan. */
  diagnostics(): Diagnostic[];
  /** An indicator in words and as a drawing. */
  chart(id: string): Chart;
  /** Where a block or an indicator is on a site of this plan, whose own address is `site`. */
  address(id: string, site: string): string;
  /** How to cite a block, a run of blocks, an indicator, or with `null` the whole plan. */
  cite(id: string | null, options: CiteOptions): Reference;
  /** Gives the plan's memory back; it cannot be asked any more. */
  free(): void;
}

export interface Period {
  ordinal: number;
  first_year: number;
  last_year: number;
}

export interface SourceFile {
  file: string;
  description: string;
  n_bytes: number;
  sha256: string;
}

export type BlockKind =
  | "title"
  | "preface"
  | "part"
  | "chapter"
  | "section"
  | "paragraph"
  | "box"
  | "box_item"
  | "table"
  | "appendix"
  | "figure"
  | "note"
  | "question"
  | "answer";

export interface OutlineEntry {
  id: string;
  kind: BlockKind;
  /** `第四章`, `专栏1`. */
  label: string | null;
  /** The title without its label, on one line. */
  title: string;
  children: OutlineEntry[];
}

export interface Lines {
  file: string;
  first_line: number;
  last_line: number;
}

export interface Block {
  id: string;
  kind: BlockKind;
  parent: string | null;
  /** The source's characters; of a table its title. */
  text: string;
  source: Lines;
  number?: number;
  label?: string;
  title?: string;
  run_in_heading?: string;
  /** The term that a note explains. */
  term?: string;
  /** Of a map: the text form of a plan never holds the image. */
  image?: "missing";
  /** Where marks of notes stand in the text. */
  note_references?: { offset: number; note: string }[];
  table?: Table;
}

export interface Table {
  columns: { text: string; role: "group" | "number" | "name" | "nature" | "value" }[];
  rows: {
    id: string | null;
    number: number | null;
    cells: string[];
    /** The cells that the source merges with the one above. */
    merged?: number[];
    sub_indicator?: string;
    source: Lines;
  }[];
}

export interface SearchAnswer {
  /** How many occurrences the literal matches have. */
  literalHits: number;
  /** The passages that have every term, the best first. */
  literal: Passage[];
  /** What other words were looked for, and why. */
  reasons: {
    typed: string;
    why: "simplified" | "official" | "pinyin" | "short" | "similar" | "part";
    words: string[];
  }[];
  /** The passages that have these, the best first. */
  looser: Passage[];
}

export interface Passage {
  block: string;
  /** The row's id, where the passage is a row of the block's table. */
  row?: string;
  kind:
    | "indicator"
    | "term"
    | "heading"
    | "target"
    | "paragraph"
    | "box"
    | "table"
    | "note"
    | "figure"
    | "answer";
  hits: {
    start: number;
    end: number;
    /** Row and column; the header has no row, a sub-indicator's name no column. */
    cell?: [number | null, number | null];
  }[];
}

export type Comparator = "exactly" | "at_least" | "at_most" | "more_than" | "less_than" | "about";
export type Basis = "level" | "annual_average" | "five_year_total" | "difference" | "multiple";

export interface Indicator {
  id: string;
  period: number;
  number: number;
  group: string;
  name: string;
  /** For a part the name of the whole. */
  whole_name?: string;
  unit: string | null;
  nature: "anticipatory" | "binding" | null;
  values: IndicatorValue[];
  /** Of a finished period, by the table's own numbers. */
  outcome?: "met" | "not_met" | "pending" | "not_comparable";
  outcome_reason?: "target_not_in_text" | "no_value" | "another_basis" | "unread";
  /** The indicators of the table before that it goes back to. */
  earlier?: { id: string; measure: "same" | "another"; note: string }[];
  /** The sentences that speak of it. */
  mentions: { block: string; quote: string }[];
}

export interface IndicatorValue {
  role: "target" | "actual" | "baseline" | "expected";
  year: number;
  /** As printed. */
  raw: string;
  /** The typed number, with its comparator and basis; else there is an absence, or neither. */
  value?: number;
  comparator?: Comparator;
  basis?: Basis;
  /** A unit printed in the cell itself. */
  unit?: string;
  /** The part of the city that the number is for. */
  place?: string;
  absence?: "pending" | "set_by_province" | "not_available" | "not_applicable";
}

export interface Target {
  id: string;
  block: string;
  /** The whole sentence. */
  quote: string;
  subject: string;
  verb: string;
  raw: string;
  value: number;
  unit: string;
  comparator: Comparator;
  basis: Basis;
  year: number;
  indicator: string | null;
}

/** Words of the plan or the press: in a block, or in an indicator's cell. */
export interface Quotation {
  at: string;
  quote: string;
  /** The header of the cell's column. */
  column?: string;
}

export interface Topic {
  slug: string;
  name: string;
  words: string[];
  quotations: { at: string; quote: string; is_press?: boolean }[];
}

export interface Place extends Topic {
  full_name: string;
  kind: "district" | "neighbour";
  /** Column and row in a schematic map of the districts. */
  tile?: [number, number];
  /** Runs of the text that hold the name and are not counted. */
  namesakes: { words: string; note: string; at: string[] }[];
}

export interface Check {
  id: string;
  title: string;
  class:
    | "contradiction"
    | "count"
    | "rounding"
    | "another_year"
    | "another_measure"
    | "estimate_and_final";
  note: string;
  statements: Quotation[];
}

export interface Term {
  name: string;
  explained: Quotation[];
  /** Where each chapter first uses it. */
  used_in: string[];
  /** What the press prints. */
  printed?: string;
}

export interface Diagnostic {
  line: number;
  /** In kebab case: `heading-out-of-order`. */
  kind: string;
  /** `expected …, but found …`. */
  message: string;
}

export interface Chart {
  id: string;
  name: string;
  unit: string | null;
  /** The printed values in words. */
  values: { label: string; raw: string; meaning: string }[];
  /** What follows from them, by us, not by the plan. */
  derived: string[];
  /** What the drawing shows, or why there is none. */
  sentence: string;
  /** An `<svg>` element as text, painted with `var(--ink)` and the like. */
  drawing: string | null;
  /** The drawing's marks, in reading order. */
  marks: { name: string; value: string; meaning: string; origin: "plan" | "derived" }[];
}

export interface CiteOptions {
  /** The address that opens what is cited. */
  address: string;
  /** The last block of a run. */
  until?: string;
  /** The day it was read, as a `Date` or `2026-03-09`; today if not given. */
  accessed?: Date | string;
}

export interface Reference {
  title: string;
  place: string;
  is_press: boolean;
  key: string;
  gbt_7714: string;
  plain: string;
  bibtex: string;
  csl: CslItem[];
}

/** An item of CSL-JSON. */
export interface CslItem {
  id: string;
  type: "webpage" | "article-newspaper";
  title: string;
  note?: string;
  URL: string;
  accessed: { "date-parts": number[][] };
  language: string;
}
