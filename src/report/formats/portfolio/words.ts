import { FROM_WORST } from "../../../core/decisions.ts";
import { AUDIENCES, type Audience } from "../../../core/exposure-words.ts";
import { categoriesWords, listedCategories } from "../../../core/category-words.ts";
import { count } from "../../../core/prose.ts";
import { SEVERITIES } from "../../../core/severity.ts";
import { verdictName, type Decision } from "../../words/decision-words.ts";
import { REASON_WEIGHTS } from "../../words/reason-groups.ts";
import type { AcrossEntry } from "./across.ts";
import type { PortfolioAction } from "./first.ts";
import type { Portfolio, PortfolioEntry, PortfolioWaiver } from "./portfolio.ts";

/** How many categories are named of what an API lets out. */
const MOST_CATEGORIES = 5;
/** How many APIs are named that more can call than they are meant for. */
export const MOST_WIDER = 5;

/** The programme in a sentence or two; the APIs that more can call than they are meant for stand in a place of their own. */
export function portfolioAnswer({ apis, refused }: Portfolio): {
  readonly counts: string;
  /** What was given and is not among the APIs; none where all of it is. */
  readonly unread: string | undefined;
  /** `2 can be called by more callers than they are meant for: `, and which; none where there is none. */
  readonly wider: { readonly text: string; readonly apis: readonly PortfolioEntry[] } | undefined;
  readonly more: string;
} {
  const counts = FROM_WORST.flatMap((decision) => {
    const n = apis.filter((api) => api.decision === decision).length;
    return n === 0 ? [] : [`${n} ${verdictName(decision)}`];
  });
  const wider = apis.filter(hasWiderThanMeant);
  const overdue = apis.reduce((sum, api) => sum + api.overdue, 0);
  const dismissed = apis.reduce((sum, api) => sum + api.dismissed, 0);
  return {
    counts: `${count(apis.length, "API")}${counts.length === 0 ? "" : `: ${counts.join(", ")}`}.`,
    unread: refused.length === 0 ? undefined : `${count(refused.length, "description")} could not be reviewed.`,
    wider:
      wider.length === 0
        ? undefined
        : {
            text: `${wider.length} can be called by more callers than ${wider.length === 1 ? "it is" : "they are"} meant for: `,
            apis: wider,
          },
    more: [
      ...othersWords(apis),
      ...(overdue === 0 ? [] : [`${count(overdue, "finding")} ${overdue === 1 ? "is" : "are"} overdue.`]),
      ...(dismissed === 0
        ? []
        : [
            `${count(dismissed, "finding")} ${dismissed === 1 ? "was" : "were"} dismissed as ${dismissed === 1 ? "a false positive" : "false positives"}.`,
          ]),
    ].join(" "),
  };
}

/** How many APIs return other people's data, and how many do not say who they are meant for. */
function othersWords(apis: readonly PortfolioEntry[]): readonly string[] {
  const returning = apis.filter(({ carries }) => carries.some(({ ofOthers }) => ofOthers)).length;
  const restricted = apis.filter(({ carries }) =>
    carries.some(({ ofOthers, sensitivity }) => ofOthers && sensitivity === "restricted"),
  ).length;
  const undeclared = apis.filter(({ audience }) => audience === null).length;
  return [
    ...(returning === 0
      ? []
      : [
          `${returning} ${returning === 1 ? "returns" : "return"} other people's data to ${returning === 1 ? "its" : "their"} callers${restricted === 0 ? "" : returning === 1 ? ", some of it restricted" : `, ${restricted === returning ? "all" : restricted} of them restricted data`}.`,
        ]),
    ...(undeclared === 0
      ? []
      : [
          `${undeclared} ${undeclared === 1 ? "does" : "do"} not say who ${undeclared === 1 ? "it is" : "they are"} meant for.`,
        ]),
  ];
}

/** Whether more can call an API than it is meant for. */
export function hasWiderThanMeant({ audience, exposure }: PortfolioEntry): boolean {
  const levels = ["private", "partner", "public"];
  return audience !== null && exposure !== null && levels.indexOf(exposure) > levels.indexOf(audience);
}

/** How many are overdue; where none has a due date, that. */
export function overdueWords({ overdue, dated }: { readonly overdue: number; readonly dated: number }): string {
  return dated === 0 && overdue === 0 ? "no due date" : String(overdue);
}

/** `2 high, 1 low`; `nothing` where nothing is open. */
export function openFindingsWords({ open }: PortfolioEntry): string {
  const counts = SEVERITIES.flatMap((severity) =>
    open[severity] === undefined ? [] : [`${open[severity]} ${severity}`],
  );
  return counts.length === 0 ? "nothing" : counts.join(", ");
}

/** What an API lets out: other people's data first. */
export function carriedWords({ carries, isSilent }: PortfolioEntry): string {
  const others = carries.filter(({ ofOthers }) => ofOthers);
  const shown = others.length > 0 ? others : carries;
  if (shown.length === 0) return isSilent ? "not known: no response says what it returns" : "";
  return `${listedCategories(categoriesWords(shown, others.length > 0 ? "plural" : "singular"), MOST_CATEGORIES)}${others.length > 0 ? " of other people" : ""}`;
}

/** How it stands against the review before: `was reject, 5 open`. */
export function trendWords(api: PortfolioEntry): string {
  const { before } = api;
  if (before === null) return "";
  const now = openCount(api);
  const change =
    now === before.open
      ? "unchanged"
      : now < before.open
        ? `${before.open - now} fewer open`
        : `${now - before.open} more open`;
  return `${change} since ${before.asOf} (${verdictName(before.decision)})`;
}

/** `7 block now, 2 conditions; the verdict of 2 APIs rests on it alone`: what is settled when something is done. */
export function settledWords({ reasons, alone }: PortfolioAction): string {
  const parts = REASON_WEIGHTS.flatMap(({ weight, one, many }) => {
    const n = reasons[weight];
    return n === 0 ? [] : [`${n} ${n === 1 ? one : many}`];
  });
  return `${parts.join(", ")}${alone === 0 ? "" : `; the verdict of ${count(alone, "API")} rests on it alone`}`;
}

/** What is said where there is nothing to do first. */
export function nothingFirst({ apis }: Portfolio): string {
  return apis.every(({ decision }) => decision === "approve" || decision === null)
    ? "Nothing: no verdict depends on an open action."
    : "Not known: the version that made these reviews did not record how each finding affects the verdict. Make them again.";
}

/** How much there is to do beside what is shown; `undefined` where that is all. */
export function otherActions({ first: { others } }: Portfolio): string | undefined {
  return others === 0
    ? undefined
    : `${count(others, "other action")} ${others === 1 ? "is" : "are"} listed in the reviews.`;
}

export const DECISIONS: readonly (Decision | null)[] = [...FROM_WORST, null];

/** How many of the causes that recur are shown. */
const MOST_CAUSES = 5;

/** The causes that most APIs share, of these the worst first; and how many others recur. */
export function shownCauses({ causes }: Portfolio): { readonly causes: Portfolio["causes"]; readonly others: number } {
  const shown = causes.slice(0, MOST_CAUSES);
  return {
    causes: shown.toSorted((a, b) => SEVERITIES.indexOf(a.worst) - SEVERITIES.indexOf(b.worst)),
    others: causes.length - shown.length,
  };
}

/** Where no address of a review is known. */
export const NO_PAGE_KNOWN =
  "No review is linked, because none was found as a page. To link them, write each review to one folder as JSON and as HTML, under the same name.";

export const NO_CHANGE_KNOWN = "No API has two reviews here. To see what changed, give reviews from two dates.";

/** What stands above the matrix. */
export const MATRIX_WORDS =
  "The number of APIs with each verdict, by who can actually call them: anyone (public), approved partners, or the organization alone (private).";

/** APIs by verdict and by who can really call them, with those rows and columns that have one. */
export function matrixRows(apis: readonly PortfolioEntry[]): {
  readonly columns: readonly (Audience | null)[];
  readonly rows: readonly {
    readonly decision: Decision | null;
    readonly cells: readonly (readonly PortfolioEntry[])[];
  }[];
} {
  const columns = [...AUDIENCES.toReversed(), null].filter((column) =>
    apis.some(({ exposure }) => exposure === column),
  );
  return {
    columns,
    rows: DECISIONS.filter((decision) => apis.some((api) => api.decision === decision)).map((decision) => ({
      decision,
      cells: columns.map((column) => apis.filter((api) => api.decision === decision && api.exposure === column)),
    })),
  };
}

/** The APIs of which something changed since the review before, other verdicts first. */
export function changeRows(
  apis: readonly PortfolioEntry[],
): readonly { readonly api: PortfolioEntry; readonly before: NonNullable<PortfolioEntry["before"]> }[] {
  return apis
    .flatMap((api) => (api.before === null ? [] : [{ api, before: api.before }]))
    .filter(({ api, before }) => api.decision !== before.decision || before.added > 0 || before.gone > 0)
    .toSorted((a, b) => Number(isOtherwise(b)) - Number(isOtherwise(a)));
}

function isOtherwise({ api, before }: ReturnType<typeof changeRows>[number]): boolean {
  return api.decision !== before.decision;
}

/** How many findings of an API are open. */
export function openCount({ open }: PortfolioEntry): number {
  return Object.values(open).reduce((sum, n) => sum + n, 0);
}

/** Every waiver of the programme with its API. */
export function waiverRows({
  apis,
}: Portfolio): readonly { readonly api: PortfolioEntry; readonly waiver: PortfolioWaiver }[] {
  return apis.flatMap((api) => api.waivers.map((waiver) => ({ api, waiver })));
}

export const ACROSS_WORDS: Readonly<Record<AcrossEntry["kind"], string>> = {
  "schema-at-two-levels": "The same schema with different exposure",
  "shared-scheme": "A credential that several APIs share",
  "field-in-two-classes": "The same field with different classifications",
  "two-versions": "Versions side by side",
};
