import { AUDIENCES, wider, type Audience, type Sensitivity } from "../../../core/exposure-words.ts";
import { FROM_WORST } from "../../../core/decisions.ts";
import { grouped } from "../../../core/grouped.ts";
import type { Refusal, Review, ReviewEnvelope, WaiverEntry } from "../../../core/review.ts";
import { SEVERITIES, worse, type Severity } from "../../../core/severity.ts";
import { categoryTallies, countedFlows, type CategoryTally } from "../../words/data-tally.ts";
import { titleOf } from "../../../core/review-title.ts";
import { leadingSentence } from "../../words/decision-screen.ts";
import { firstWords } from "../../words/first-actions.ts";
import { isOpen } from "../../../core/open-findings.ts";
import { isOverdue, type Decision } from "../../words/decision-words.ts";
import { whoseOf } from "../../words/callers.ts";
import { ownerTallies, type OwnerTally } from "../../words/owner-tallies.ts";
import { across, shareableOf, type AcrossEntry, type Shareable } from "./across.ts";
import { firstOfAll, settlingSteps } from "./first.ts";
import {
  reviewCauses,
  portfolioOwners,
  recurringCauses,
  type PortfolioOwner,
  type RecurringCause,
  type ReviewCause,
} from "./recurring.ts";

/** Many reviews, made anywhere, as one programme. It is what `--format json` prints of it, version 1. */
export interface Portfolio {
  readonly version: 1;
  readonly kind: "portfolio";
  readonly tool: ReviewEnvelope["tool"];
  readonly asOf: string;
  /** What needs attention first, first. */
  readonly apis: readonly PortfolioEntry[];
  /** What to do first over all APIs, and how many things to do there are beside. */
  readonly first: ReturnType<typeof firstOfAll>;
  /** What several APIs share, what most share first. */
  readonly causes: readonly RecurringCause[];
  /** Who must act, and on how much. */
  readonly owners: readonly PortfolioOwner[];
  /** What shows only across documents. */
  readonly across: readonly AcrossEntry[];
  readonly refused: readonly Refusal[];
}

/** One API of a programme, as of its latest review. */
export interface PortfolioEntry {
  readonly title: string;
  /** What tells it apart: its title, with its file where another is called alike. */
  readonly name: string;
  readonly file: string;
  /** The SHA-256 of the file as it was reviewed, in hexadecimal digits. */
  readonly sha256: string;
  /** Where its review stands as a page, as an address relative to the portfolio; none where that is not known. */
  readonly page: string | null;
  readonly owner: string | null;
  readonly reviewedAsOf: string;
  readonly decision: Decision | null;
  /** The first of what the verdict rests on, as a sentence. */
  readonly reason: string | null;
  /** What to do first and who does it, as a sentence; none where no verdict was reached. */
  readonly first: string | null;
  /** The widest of what its operations are meant for; none where nothing is declared. */
  readonly audience: Audience | null;
  /** The widest of who can really call its operations. */
  readonly exposure: Audience | null;
  readonly assumed: boolean;
  readonly operations: number;
  readonly worst: Severity | null;
  readonly open: Readonly<Partial<Record<Severity, number>>>;
  readonly unsettled: number;
  readonly accepted: number;
  /** False positives, which nothing else counts. */
  readonly dismissed: number;
  /** What was waived or asks to be: what no longer holds first. */
  readonly waivers: readonly PortfolioWaiver[];
  readonly overdue: number;
  /** Of the open findings, how many have a due date: without, nothing can be overdue. */
  readonly dated: number;
  /** What it lets out, the most sensitive first. */
  readonly carries: readonly CarriedCategory[];
  /** Whether no response says what it returns, so that what it lets out is not known. */
  readonly isSilent: boolean;
  /** The review before, where there is one. */
  readonly before: {
    readonly asOf: string;
    readonly decision: Decision | null;
    readonly open: number;
    /** Open findings that were not open then, and those that no longer are. */
    readonly added: number;
    readonly gone: number;
  } | null;
}

export type PortfolioWaiver = Pick<WaiverEntry, "state" | "rule" | "reason" | "owner" | "approver" | "until"> & {
  /** How many findings it covers. */
  readonly findings: number;
};

export interface CarriedCategory {
  readonly category: string;
  readonly called: CategoryTally["called"];
  readonly sensitivity: Sensitivity;
  /** The widest that can read it. */
  readonly exposure: Audience | null;
  readonly ofOthers: boolean;
}

/** Where the page stands that a review of an envelope is in, as an address. */
export type PageOf = (envelope: ReviewEnvelope) => string | undefined;

/** The programme that reviews make; `asOf` is the date for what is overdue. Of one API the latest review counts. */
export function portfolioOf(
  envelopes: readonly ReviewEnvelope[],
  asOf: string,
  tool: ReviewEnvelope["tool"],
  pageOf: PageOf = () => undefined,
): Portfolio {
  return joined(
    envelopes.map((envelope) => extractOf(envelope, asOf, pageOf(envelope))),
    asOf,
    tool,
  );
}

/** What a programme takes from an envelope: a tenth of it, so that thousands of reviews can be joined as they are read. */
export interface Extract {
  readonly apis: readonly ReviewExtract[];
  readonly refused: readonly Refusal[];
  /** Where the page stands that its reviews are in; none where that is not known. */
  readonly page: string | undefined;
}

/** What a programme takes from one review. */
interface ReviewExtract extends ReturnType<typeof settlingSteps> {
  readonly file: string;
  /** The same of the reviews of one API. */
  readonly key: string;
  readonly entry: Omit<PortfolioEntry, "name" | "page" | "before">;
  /** Where on the page it stands. */
  readonly anchor: string;
  /** The fingerprints of its open findings. */
  readonly open: ReadonlySet<string>;
  readonly causes: readonly ReviewCause[];
  readonly owners: readonly OwnerTally[];
  readonly shareable: Shareable;
}

/** What a programme takes from an envelope. */
export function extractOf(
  { reviews, asOf: reviewedAsOf, refused }: ReviewEnvelope,
  asOf: string,
  page: string | undefined,
): Extract {
  const apis = reviews.map((review, index): ReviewExtract => {
    const { file, title, apiVersion } = review.document;
    return {
      file,
      key: JSON.stringify([file, title, apiVersion]),
      entry: entryOf(review, reviewedAsOf, asOf),
      anchor: reviews.length === 1 ? "" : `#review-${index + 1}`, // as `html.tsx` names them
      open: new Set(review.findings.filter(isOpen).map(({ fingerprint }) => fingerprint)),
      causes: reviewCauses(review),
      owners: ownerTallies(review, asOf),
      shareable: shareableOf(review),
      ...settlingSteps(review),
    };
  });
  return { apis, refused, page };
}

/** The programme that extracts make together; `addressOf` makes an address of where a page stands. */
export function joined(
  extracts: readonly Extract[],
  asOf: string,
  tool: ReviewEnvelope["tool"],
  addressOf: (page: string) => string = (page) => page,
): Portfolio {
  const dated = extracts
    .flatMap(({ apis, page }) =>
      apis.map((api) => ({ ...api, page: page === undefined ? null : `${addressOf(page)}${api.anchor}` })),
    )
    .toSorted((a, b) => descending(a.entry.reviewedAsOf, b.entry.reviewedAsOf));
  const byApi = [...grouped(dated, ({ key }) => key).values()];
  const titles = grouped(byApi, ([now]) => now!.entry.title); // grouped, so there is one
  const latest = byApi
    .map(([now, before]) => {
      const { title, file } = now!.entry;
      // Where two have one title, their files tell them apart.
      const name = titles.get(title)!.length > 1 ? `${title} (${file})` : title;
      return { ...now!, name, entry: { ...now!.entry, name, page: now!.page, before: changeSince(now!, before) } };
    })
    .toSorted((a, b) => urgency(a.entry) - urgency(b.entry) || (a.entry.title < b.entry.title ? -1 : 1));
  return {
    version: 1,
    kind: "portfolio",
    tool,
    asOf,
    apis: latest.map(({ entry }) => entry),
    first: firstOfAll(latest),
    causes: recurringCauses(latest),
    owners: portfolioOwners(latest),
    across: across(latest),
    refused: extracts.flatMap(({ refused }) => refused),
  };
}

function descending(a: string, b: string): number {
  return a < b ? 1 : a > b ? -1 : 0;
}

function entryOf(review: Review, reviewedAsOf: string, asOf: string): ReviewExtract["entry"] {
  const { document, operations, findings, verdict, coverage } = review;
  const open = findings.filter(isOpen);
  const exposures = operations.map(({ exposure }) => exposure).filter((one) => one !== null);
  const exposure = exposures.length === 0 ? null : exposures.reduce(wider);
  const audiences = operations.map(({ audience }) => audience).filter((one) => one !== null);
  return {
    title: titleOf(review),
    file: document.file,
    sha256: document.sha256,
    owner: document.owner,
    reviewedAsOf,
    decision: verdict.decision,
    reason: leadingSentence(review)?.text ?? null,
    first: verdict.decision === null ? null : firstWords(review, true),
    audience: audiences.length === 0 ? null : audiences.reduce(wider),
    exposure,
    assumed: operations.every((operation) => operation.exposure !== exposure || operation.assumed),
    operations: operations.length,
    worst: open.length === 0 ? null : open.map(({ severity }) => severity).reduce(worse),
    open: Object.fromEntries(
      SEVERITIES.flatMap((severity) => {
        const n = open.filter((finding) => finding.severity === severity).length;
        return n === 0 ? [] : [[severity, n] as const];
      }),
    ),
    unsettled: review.assumptions.length,
    accepted: findings.filter(({ status }) => status === "accepted").length,
    dismissed: (review.dismissed ?? []).length,
    waivers: waiversOf(review),
    overdue: findings.filter((finding) => isOverdue(finding, asOf)).length,
    dated: open.filter(({ due }) => due !== null).length,
    carries: carriedBy(review),
    isSilent:
      coverage.typedResponses + (coverage.exampleResponses ?? 0) + (coverage.fileResponses ?? 0) === 0 &&
      coverage.responses + (coverage.unanswered ?? 0) > 0,
  };
}

function changeSince(now: ReviewExtract, before: ReviewExtract | undefined): PortfolioEntry["before"] {
  if (before === undefined) return null;
  return {
    asOf: before.entry.reviewedAsOf,
    decision: before.entry.decision,
    open: Object.values(before.entry.open).reduce((sum, of) => sum + of, 0),
    added: [...now.open].filter((one) => !before.open.has(one)).length,
    gone: [...before.open].filter((one) => !now.open.has(one)).length,
  };
}

const WAIVER_ORDER: readonly WaiverEntry["state"][] = ["expired", "requested", "stale", "in-force"];

function waiversOf({ waivers }: Review): readonly PortfolioWaiver[] {
  return waivers
    .map(({ state, rule, reason, owner, approver, until, findings }) => ({
      state,
      rule,
      reason,
      owner,
      approver,
      until,
      findings: findings.length,
    }))
    .toSorted((a, b) => WAIVER_ORDER.indexOf(a.state) - WAIVER_ORDER.indexOf(b.state));
}

function carriedBy(review: Review): readonly CarriedCategory[] {
  const flows = countedFlows(review).filter(({ flow }) => flow.direction === "read");
  return categoryTallies(flows, "read").map(({ category, called, sensitivity }) => {
    const own = flows.filter(({ field }) => field.category === category);
    const exposures = own.map(({ operation }) => operation.exposure).filter((one) => one !== null);
    return {
      category,
      called,
      sensitivity,
      exposure: exposures.length === 0 ? null : exposures.reduce(wider),
      ofOthers: own.some((flow) => whoseOf(flow) === "others"),
    };
  });
}

/** What was not judged comes before what nothing is to be done about. */
const URGENCY: readonly (Decision | null)[] = [...FROM_WORST.slice(0, -1), null, ...FROM_WORST.slice(-1)];

/** What needs attention first: the verdict, then what is overdue, then the worst finding, then who can call. */
function urgency({ decision, overdue, worst, exposure }: PortfolioEntry): number {
  const severity = worst === null ? SEVERITIES.length : SEVERITIES.indexOf(worst);
  const width = exposure === null ? 0 : AUDIENCES.indexOf(exposure);
  return URGENCY.indexOf(decision) * 1000 + (overdue > 0 ? 0 : 100) + severity * 10 - width;
}
