import { categoriesWords } from "../../../core/category-words.ts";
import { count, listed } from "../../../core/prose.ts";
import { SEVERITIES } from "../../../core/severity.ts";
import { verdictName } from "../../words/decision-words.ts";
import type { AcrossEntry } from "./across.ts";
import type { Portfolio, PortfolioEntry, PortfolioWaiver } from "./portfolio.ts";

/** How many categories are named of what an API lets out. */
const MOST_CATEGORIES = 5;

/** The programme in a sentence or two. */
export function portfolioAnswer({ apis }: Portfolio): string {
  const counts = (["reject", "insufficient-evidence", "approve-with-conditions", "approve"] as const).flatMap(
    (decision) => {
      const n = apis.filter((api) => api.decision === decision).length;
      return n === 0 ? [] : [`${n} ${verdictName(decision)}`];
    },
  );
  const wider = apis.filter(hasWiderThanMeant).length;
  const overdue = apis.reduce((sum, api) => sum + api.overdue, 0);
  const dismissed = apis.reduce((sum, api) => sum + api.dismissed, 0);
  return [
    `${count(apis.length, "API")}${counts.length === 0 ? "" : `: ${counts.join(", ")}`}.`,
    ...(wider === 0 ? [] : [`${wider} can be called by more than they are meant for.`]),
    ...(overdue === 0 ? [] : [`${count(overdue, "finding")} ${overdue === 1 ? "is" : "are"} overdue.`]),
    ...(dismissed === 0
      ? []
      : [
          `${count(dismissed, "finding")} ${dismissed === 1 ? "was" : "were"} dismissed as ${dismissed === 1 ? "a false positive" : "false positives"}.`,
        ]),
  ].join(" ");
}

/** Whether more can call an API than it is meant for. */
export function hasWiderThanMeant({ audience, exposure }: PortfolioEntry): boolean {
  const levels = ["private", "partner", "public"];
  return audience !== null && exposure !== null && levels.indexOf(exposure) > levels.indexOf(audience);
}

/** `2 high, 1 low`; `nothing` where nothing is open. */
export function openWords({ open }: PortfolioEntry): string {
  const counts = SEVERITIES.flatMap((severity) =>
    open[severity] === undefined ? [] : [`${open[severity]} ${severity}`],
  );
  return counts.length === 0 ? "nothing" : counts.join(", ");
}

/** What an API lets out: other people's data first. */
export function carriedWords({ carries }: PortfolioEntry): string {
  const others = carries.filter(({ ofOthers }) => ofOthers);
  const shown = others.length > 0 ? others : carries;
  if (shown.length === 0) return "";
  return `${listed(categoriesWords(shown, others.length > 0 ? "plural" : "singular"), MOST_CATEGORIES)}${others.length > 0 ? " of other people" : ""}`;
}

/** How it stands against the review before: `was reject, 5 open`. */
export function trendWords({ before, open }: PortfolioEntry): string {
  if (before === null) return "";
  const now = Object.values(open).reduce((sum, n) => sum + n, 0);
  const change =
    now === before.open
      ? "unchanged"
      : now < before.open
        ? `${before.open - now} fewer open`
        : `${now - before.open} more open`;
  return `${change} since ${before.asOf} (${verdictName(before.decision)})`;
}

/** Every waiver of the programme with its API. */
export function waiverRows({
  apis,
}: Portfolio): readonly { readonly api: PortfolioEntry; readonly waiver: PortfolioWaiver }[] {
  return apis.flatMap((api) => api.waivers.map((waiver) => ({ api, waiver })));
}

export const ACROSS_WORDS: Readonly<Record<AcrossEntry["kind"], string>> = {
  "schema-at-two-levels": "The same schema at two levels",
  "shared-scheme": "A credential that several APIs share",
  "field-in-two-classes": "The same field in two classes",
  "two-versions": "Versions side by side",
};
