import { grouped } from "../core/grouped.ts";
import type { DismissalEntry, Finding, FindingPlace, Review, WaiverEntry } from "../core/review.ts";
import { needsName } from "../core/nameless-dismissal.ts";
import { isAtLeast, moreSevere, SEVERITIES } from "../core/severity.ts";
import type { Budget } from "../load/limits.ts";
import type { Waiver } from "../policy/waivers.ts";
import { accountIndex, isFull, MOST_MISSING, type Account, type AccountIndex } from "./account-index.ts";
import { placeNames, withoutParameterNames, type PlaceNames } from "./place-names.ts";

/** What is accepted of, or after it was. */
export type Acceptable = Pick<Review, "findings" | "assumptions" | "fields">;
export interface Accepted extends Pick<Review, "findings" | "assumptions" | "waivers"> {
  /** What was dismissed: it stands nowhere else. */
  readonly dismissed: Finding[];
  readonly dismissals: DismissalEntry[];
}

export interface AcceptOptions {
  /** Today, YYYY-MM-DD; without it nothing holds any longer. */
  readonly asOf?: string | undefined;
  readonly acceptsRequests?: boolean;
  /** Asked before each place: throws once the time is up. */
  readonly budget?: Budget;
}

/** After every day. */
const NEVER = "9999-12-31";

/**
 * What waivers make of findings, and of those under an assumption. A finding is accepted when each of its places is,
 * and each sensitive field that it is about; one of whose places a waiver has run out is open and one step more severe.
 * Every waiver comes back with what it covers, in the order in which they were given.
 */
export function accept(
  { findings, assumptions, fields }: Acceptable,
  waivers: readonly Waiver[],
  options: AcceptOptions = {},
): Accepted {
  if (waivers.length === 0 && ![findings, ...assumptions.map(({ ifTrue }) => ifTrue)].some(hasDismissed))
    return { findings, assumptions, waivers: [], dismissed: [], dismissals: [] };
  const ledger = ledgerOf(waivers, fields, options);
  const dismissed = new Map<string, Finding>();
  const standing = (before: readonly Finding[]): Finding[] => {
    const settled = before.map(ledger.settled);
    for (const finding of settled)
      if (finding.status === "dismissed" && !dismissed.has(finding.fingerprint))
        dismissed.set(finding.fingerprint, finding);
    return worstFirst(settled.filter(({ status }) => status !== "dismissed"));
  };
  return {
    findings: standing(findings),
    assumptions: assumptions.map((assumption) => ({ ...assumption, ifTrue: standing(assumption.ifTrue) })),
    ...ledger.entries(),
    dismissed: worstFirst([...dismissed.values()]),
  };
}

/**
 * Whether a waiver in force covers one place of a finding, whatever becomes of the others. Made once, asked for each
 * place.
 */
export function waivedPlaces(
  { fields }: Pick<Review, "fields">,
  waivers: readonly Waiver[],
  options: AcceptOptions,
): (place: FindingPlace, finding: Finding) => boolean {
  return ledgerOf(waivers, fields, options).isWaived;
}

/** What `rules` of the configuration turns off is dismissed before any entry is read. */
function hasDismissed(findings: readonly Finding[]): boolean {
  return findings.some(({ status }) => status === "dismissed");
}

interface Ledger {
  readonly settled: (finding: Finding) => Finding;
  readonly isWaived: (place: FindingPlace, finding: Finding) => boolean;
  readonly entries: () => Pick<Accepted, "waivers" | "dismissals">;
}

function ledgerOf(
  waivers: readonly Waiver[],
  fields: Review["fields"],
  { asOf = NEVER, acceptsRequests = false, budget }: AcceptOptions,
): Ledger {
  const accounts = waivers.map((waiver, rank): Account => ({
    waiver,
    rank,
    operations: new Set(waiver.operations.map(withoutParameterNames)),
    fields: new Set(waiver.fields),
    state: waiver.kind === "request" && !acceptsRequests ? "requested" : waiver.until < asOf ? "expired" : "in-force",
    findings: new Set(),
    places: new Set(),
    missing: new Map(),
    tooSevere: new Set(),
  }));
  const indexes = new Map(
    [...grouped(accounts, ({ waiver }) => waiver.rule)].map(([rule, of]) => [rule, accountIndex(of)]),
  );
  const names = new Map(
    fields.map(({ file, pointer, owner, name }) => [`${file}${pointer}`, owner === null ? name : `${owner}.${name}`]),
  );
  /** What accepts the place, and what its names are. */
  const at = (index: AccountIndex, finding: Finding, place: FindingPlace): Accepting => {
    budget?.checkTime(place.file);
    const named = placeNames(place, names);
    const found = index.covering(finding, place, named).filter((account) => isAccepted(account, finding, place, named));
    return { named, found: inFull(found, finding, place) };
  };
  return {
    settled(finding) {
      const index = indexes.get(finding.rule);
      if (index === undefined || finding.status === "fixed" || finding.status === "dismissed") return finding;
      return settledBy(index, (place) => at(index, finding, place), finding, names);
    },
    isWaived(place, finding) {
      const index = indexes.get(finding.rule);
      return index !== undefined && at(index, finding, place).found.some(({ state }) => state === "in-force");
    },
    entries: () => ({
      waivers: accounts.flatMap((account) => entryOf(account) ?? []),
      dismissals: accounts.flatMap((account) => dismissalEntry(account) ?? []),
    }),
  };
}

interface Accepting {
  readonly named: PlaceNames;
  /** Those that accept a place, in the order of waivers. */
  readonly found: readonly Account[];
}

type FieldNames = ReadonlyMap<string, string>;

function settledBy(
  index: AccountIndex,
  at: (place: FindingPlace) => Accepting,
  finding: Finding,
  names: FieldNames,
): Finding {
  const covering = new Set<Account>();
  const lapsed = new Set<Account>();
  const open: { readonly place: FindingPlace; readonly named: PlaceNames }[] = [];
  for (const place of finding.places) {
    const { named, found } = at(place);
    for (const account of found) {
      account.findings.add(finding.fingerprint);
      account.places.add(place.fingerprint);
      index.noteCovered(account, finding);
    }
    const inForce = found.filter(({ state }) => state === "in-force");
    const expired = found.filter(({ state }) => state === "expired");
    for (const account of inForce) covering.add(account);
    if (inForce.length > 0) continue;
    for (const account of expired) lapsed.add(account);
    if (expired.length === 0) open.push({ place, named });
  }
  for (const { place, named } of open) noteMissing(index.near(finding, place, named), finding, place);
  if (lapsed.size > 0) return returned(finding, [...lapsed]);
  if (covering.size === 0 || open.length > 0) return finding;

  // What is no fault is none of any field; what makes it graver opens it again.
  const because = [...covering].map(({ waiver }) => waiver);
  if (because.every(({ kind }) => kind === "dismissal")) return dismissedBy(finding, because);
  const named = new Set([...covering].flatMap((account) => [...account.fields]));
  const further = fieldsBesidePlaces(finding, names).filter(({ name }) => !named.has(name));
  for (const account of covering)
    for (const { id, name } of further.slice(0, MOST_MISSING))
      note(account, id, {
        fingerprint: null,
        operation: null,
        what: `the field ${name}, which the finding is about too`,
      });
  return further.length === 0 ? acceptedBy(finding, [...covering]) : finding;
}

/** Those that accept a place; of a place of no operation only where together they name each operation of the finding. */
function inFull(found: readonly Account[], finding: Finding, place: FindingPlace): readonly Account[] {
  const isOfAll = found.some(({ waiver, operations }) => waiver.places !== undefined || operations.size === 0);
  if (place.operation !== null || isOfAll) return found;
  const named = new Set(found.flatMap(({ operations }) => [...operations]));
  return finding.operations.every((id) => named.has(withoutParameterNames(id))) ? found : [];
}

function dismissedBy(finding: Finding, dismissals: readonly Waiver[]): Finding {
  return {
    ...finding,
    status: "dismissed",
    due: null,
    evidence: [
      ...finding.evidence,
      ...dismissals.map(({ reason }) => `Dismissed as a false positive: ${sentence(reason)}`),
    ],
  };
}

function acceptedBy(finding: Finding, accounts: readonly Account[]): Finding {
  const waivers = accounts.map(({ waiver }) => waiver);
  const granted = waivers.filter(({ kind }) => kind !== "dismissal");
  const due = granted.map(({ until }) => until).toSorted()[0] ?? null;
  return {
    ...finding,
    status: "accepted",
    owner: granted.find(({ owner }) => owner !== undefined)?.owner ?? finding.owner,
    due,
    evidence: [
      ...finding.evidence,
      ...granted.flatMap((waiver) => [
        `Accepted until ${waiver.until}${approvedBy(waiver)}: ${sentence(waiver.reason)}`,
        ...(waiver.control === undefined ? [] : [`${CONTROL}${sentence(waiver.control)}`]),
      ]),
    ],
  };
}

/** How the evidence of an accepted finding begins that says what is done instead of a fix. */
export const CONTROL = "Control instead of a fix: ";

function returned(finding: Finding, accounts: readonly Account[]): Finding {
  return {
    ...finding,
    severity: moreSevere(finding.severity),
    evidence: [
      ...finding.evidence,
      ...accounts.map(
        ({ waiver }) =>
          `More severe because it was accepted until ${waiver.until}${approvedBy(waiver)}, and is still there.`,
      ),
    ],
  };
}

function approvedBy({ approver }: Waiver): string {
  return approver === undefined ? "" : ` by ${approver}`;
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

/** Whether a waiver accepts a place: one that it lists, or whose operation and field it names in full. */
function isAccepted(
  { waiver, operations, fields }: Account,
  finding: Finding,
  place: FindingPlace,
  named: PlaceNames,
): boolean {
  if (isTooSevere(waiver, finding)) return false;
  if (waiver.places !== undefined) return waiver.places.has(place.fingerprint);
  // A fault of something wider, such as a scheme, is that of the operations that it names.
  const isOperation =
    named.operation === undefined
      ? operations.size === 0 || finding.operations.some((id) => operations.has(withoutParameterNames(id)))
      : operations.has(named.operation);
  return isOperation && (place.witness === null || named.fields.some((name) => fields.has(name)));
}

/** Whether a finding is worse than what a waiver is for, or than what the policy lets it be for. */
function isTooSevere(waiver: Waiver, finding: Finding): boolean {
  const isWorse = waiver.severity !== undefined && !isAtLeast(waiver.severity, finding.severity);
  return isWorse || !isAllowed(waiver, finding);
}

/** Whether the policy lets anyone dismiss a finding of that severity, and whether somebody answers for it who must. */
function isAllowed({ dismissal }: Waiver, { severity }: Finding): boolean {
  if (dismissal === undefined) return true;
  if (dismissal.by === undefined && needsName(severity)) return false;
  return dismissal.upTo === undefined || isAtLeast(dismissal.upTo, severity);
}

/** Notes a place that nobody accepted with waivers that come near it: it may have become worse. */
function noteMissing(accounts: Iterable<Account>, finding: Finding, place: FindingPlace): void {
  const where = [place.operation, place.witness].filter((part) => part !== null).join(" ");
  const what = where === "" ? `${place.file}:${place.line}` : where;
  for (const account of accounts) {
    const { waiver, places } = account;
    if (places.has(place.fingerprint)) continue;
    const isWorse = isTooSevere(waiver, finding);
    if (!isAllowed(waiver, finding) && waiver.places?.has(place.fingerprint) === true)
      account.tooSevere.add(finding.fingerprint);
    note(account, place.fingerprint, {
      fingerprint: place.fingerprint,
      operation: place.operation,
      what: isWorse ? `${what}, which is ${finding.severity}` : what,
    });
  }
}

function note(account: Account, key: string, entry: WaiverEntry["missing"][number]): void {
  if (!isFull(account)) account.missing.set(key, entry);
}

/** The sensitive fields that a finding is about and that stand at none of its places. */
export function fieldsBesidePlaces(
  { fields, places }: Finding,
  names: FieldNames,
): readonly { id: string; name: string }[] {
  const shown = new Set(places.map(({ file, pointer }) => `${file}${pointer}`));
  return fields.filter((id) => !shown.has(id)).map((id) => ({ id, name: names.get(id) ?? id }));
}

function entryOf({ waiver, state, findings, places, missing }: Account): WaiverEntry | undefined {
  if (waiver.kind === "dismissal") return undefined;
  return {
    kind: waiver.kind,
    state: places.size === 0 && state !== "requested" ? "stale" : state,
    rule: waiver.rule,
    operations: [...waiver.operations],
    fields: [...waiver.fields],
    severity: waiver.severity ?? null,
    reason: waiver.reason,
    owner: waiver.owner ?? null,
    approver: waiver.approver ?? null,
    until: waiver.until,
    ...waiver.source,
    findings: [...findings],
    places: [...places],
    missing: [...missing.values()],
  };
}

function dismissalEntry({ waiver, findings, places, missing, tooSevere }: Account): DismissalEntry | undefined {
  const { dismissal, rule, severity, reason, source } = waiver;
  if (dismissal === undefined) return undefined;
  return {
    state: tooSevere.size > 0 ? "not-allowed" : places.size === 0 ? "stale" : "in-force",
    fingerprint: dismissal.fingerprint,
    rule,
    where: dismissal.where ?? null,
    severity: severity ?? null,
    because: reason,
    by: dismissal.by ?? null,
    on: dismissal.on ?? null,
    ...source,
    findings: [...findings],
    places: [...places],
    missing: [...missing.values()].map(({ what }) => what),
  };
}

/** Findings may have become more severe; those of one severity keep their order. */
function worstFirst(findings: readonly Finding[]): Finding[] {
  return findings.toSorted((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity));
}
