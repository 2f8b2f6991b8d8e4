// Two custom elements, defined when `plan-reader/elements` is imported.

import type { Plan } from "./index.js";

/** What both elements have in common. */
declare class PlanElement extends HTMLElement {
  /** The plan to show; the bundled one if nothing is set. */
  plan: Plan | undefined;
  /** The address of a site of the plan (`https://plan.example.org/`), to link to. */
  site: string;
}

/** `<plan-indicator indicator="14-12">`: an indicator's chart with its sentence and table. */
export class PlanIndicator extends PlanElement {
  indicator: string;
}

/** `<plan-quotation block="4.1.3">`: a paragraph with its source. */
export class PlanQuotation extends PlanElement {
  block: string;
}

declare global {
  interface HTMLElementTagNameMap {
    "plan-indicator": PlanIndicator;
    "plan-quotation": PlanQuotation;
  }
}
