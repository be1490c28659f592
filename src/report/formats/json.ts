import type { AgentsReport } from "../../core/agents.ts";
import type { ImpactAssessment } from "../../core/impact.ts";
import type { ReviewEnvelope } from "../../core/review.ts";
import { UNSAFE_IN_LINES } from "../words/shown-text.ts";
import type { Portfolio } from "./portfolio/portfolio.ts";

/** The review as JSON, version 1: see `schemas/review.schema.json`. */
export function jsonReport(envelope: ReviewEnvelope): string {
  return shownJson(envelope);
}

/** A portfolio as JSON. */
export function portfolioJson(portfolio: Portfolio): string {
  return shownJson(portfolio);
}

/** An impact assessment as JSON, version 1: see `schemas/impact.schema.json`. */
export function impactJson(impact: ImpactAssessment): string {
  return shownJson(impact);
}

/** What agents may call as JSON, version 1: see `schemas/agents.schema.json`. */
export function agentsJson(report: AgentsReport): string {
  return shownJson(report);
}

/**
 * Indented by one space, since a large API has a hundred thousand lines of it. What a terminal would obey stands escaped:
 * it can only be in a text, and means the same there.
 */
export function shownJson(value: object): string {
  const text = JSON.stringify(value, null, 1).replace(UNSAFE_IN_LINES, (character) =>
    Array.from({ length: character.length }, (_, at) => `\\u${hex(character.charCodeAt(at))}`).join(""),
  );
  return `${text}\n`;
}

function hex(unit: number): string {
  return unit.toString(16).padStart(4, "0");
}
