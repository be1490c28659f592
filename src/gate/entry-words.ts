import { isNameless, NAMELESS } from "../core/nameless-dismissal.ts";
import { canonicalJson } from "../core/canonical-json.ts";
import { daysBetween } from "../core/day.ts";
import { count, listed } from "../core/prose.ts";
import type { DismissalEntry, Finding, Review, WaiverEntry } from "../core/review.ts";
import type { Policy } from "../policy/policy.ts";

/** As many entries are told by themselves. */
const MOST_ENTRIES = 3;

/**
 * What each entry of `waivers:` or `dismissed:` covers that a policy has more than the one before, who answers for it and
 * why, or why it has no effect; nothing of other settings. `judged` and `after` are the reviews under both.
 */
export function entryWords(
  key: string,
  judged: Review,
  after: Review,
  { acceptanceDays, register }: Pick<Policy, "acceptanceDays" | "register">,
  asOf: string | undefined,
): readonly string[] {
  if (key === "waivers") {
    const own = ({ waivers }: Review): readonly WaiverEntry[] =>
      waivers.filter(({ kind, file }) => kind === "waiver" && file !== register);
    return shown(
      newOf(own(judged), own(after), waiverIdentity).map((one) => waiverWords(one, after, acceptanceDays, asOf)),
    );
  }
  if (key !== "dismissed") return [];
  return shown(
    newOf(judged.dismissals ?? [], after.dismissals ?? [], dismissalIdentity).map((one) => dismissalWords(one, after)),
  );
}

function shown(words: readonly string[]): readonly string[] {
  const more = words.length - MOST_ENTRIES;
  return more > 0 ? [...words.slice(0, MOST_ENTRIES), `And ${count(more, "more entry", "more entries")}`] : words;
}

/** Entries that are not among those before, wherever they stand. */
function newOf<Entry>(
  before: readonly Entry[],
  after: readonly Entry[],
  identity: (entry: Entry) => unknown,
): readonly Entry[] {
  const known = new Set(before.map((entry) => canonicalJson(identity(entry))));
  return after.filter((entry) => !known.has(canonicalJson(identity(entry))));
}

function waiverIdentity({
  rule,
  operations,
  fields,
  severity,
  reason,
  owner,
  approver,
  until,
  places,
}: WaiverEntry): unknown {
  return { rule, operations, fields, severity, reason, owner, approver, until, places };
}

function dismissalIdentity({ fingerprint, rule, severity, because, by, on, places }: DismissalEntry): unknown {
  return { fingerprint, rule, severity, because, by, on, places };
}

/** `Accepts until 2027-10-31 (approved by Jo Marsh, owner: a): critical, … Reason: “…”`. */
function waiverWords(waiver: WaiverEntry, after: Review, days: number, asOf: string | undefined): string {
  const { rule, state, until, approver, owner, reason } = waiver;
  const who = `approved by ${approver ?? "nobody"}, owner: ${owner ?? "nobody"}`;
  const long =
    asOf === undefined || until <= asOf || daysBetween(asOf, until) <= days
      ? ""
      : `, longer than the ${count(days, "day")} for which the register accepts a risk`;
  const covered = coverageWords(waiver, after.findings);
  const what = state === "expired" ? "it has expired" : covered === "" ? nothingWords(waiver) : covered;
  return `The waiver of ${rule} until ${until}${long} (${who}): ${what}. Reason: “${reason}”`;
}

function dismissalWords(dismissal: DismissalEntry, after: Review): string {
  const { rule, state, by, on, because } = dismissal;
  const who = [...(by === null ? ["no name given"] : [`by ${by}`]), ...(on === null ? [] : [`on ${on}`])];
  const covered = coverageWords(dismissal, [...after.findings, ...(after.dismissed ?? [])]);
  const what =
    state === "not-allowed"
      ? `it has no effect, since ${isNameless(dismissal, after.findings) ? NAMELESS : "dismiss.upTo does not allow that severity"}`
      : covered === ""
        ? nothingWords(dismissal)
        : covered;
  return `The dismissal of ${rule} (${who.join(", ")}): ${what}. Reason: “${because}”`;
}

/** What an entry covers: findings as a whole, and how many places of those that stay open; "" where it covers nothing. */
function coverageWords(
  { rule, findings, places }: Pick<WaiverEntry, "rule" | "findings" | "places">,
  all: readonly Finding[],
): string {
  const covered = new Set(places);
  const own = all.filter((finding) => finding.rule === rule && findings.includes(finding.fingerprint));
  return listed(
    own.map(({ status, severity, message, places: of }) => {
      const n = of.filter(({ fingerprint }) => covered.has(fingerprint)).length;
      return status === "accepted" || status === "dismissed"
        ? `it covers ${severity}: ${message}`
        : `it covers ${n} of ${count(of.length, "place")} of ${rule} (${severity}), so the finding stays open`;
    }),
    MOST_ENTRIES,
  );
}

/** Why an entry covers nothing. */
function nothingWords({ missing }: { readonly missing: readonly (string | { readonly what: string })[] }): string {
  const near = missing.map((one) => (typeof one === "string" ? one : one.what));
  return near.length === 0
    ? "it has no effect: no finding matches it"
    : `it has no effect: it does not cover ${listed(near, MOST_ENTRIES)}`;
}
