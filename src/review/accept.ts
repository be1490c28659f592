import { grouped } from "../core/grouped.ts";
import type { Finding, FindingPlace, Review, WaiverEntry } from "../core/review.ts";
import { isAtLeast, moreSevere, SEVERITIES } from "../core/severity.ts";
import { globPattern } from "../policy/glob.ts";
import type { Waiver } from "../policy/waivers.ts";

/** What is accepted of, or after it was. */
export type Acceptable = Pick<Review, "findings" | "assumptions" | "fields">;
export type Accepted = Pick<Review, "findings" | "assumptions" | "waivers">;

/**
 * What waivers make of findings, and of those under an assumption. A finding is accepted when each of its places is,
 * and each sensitive field that it is about; one of whose places a waiver has run out is open and one step more severe.
 * Every waiver comes back with what it covers, in the order in which they were given. `asOf` is today, YYYY-MM-DD;
 * without it nothing holds any longer.
 */
export function accept(
  { findings, assumptions, fields }: Acceptable,
  waivers: readonly Waiver[],
  { asOf = "9999-12-31", acceptsRequests = false }: { readonly asOf?: string; readonly acceptsRequests?: boolean } = {},
): Accepted {
  if (waivers.length === 0) return { findings, assumptions, waivers: [] };
  const ledger = ledgerOf(waivers, fields, asOf, acceptsRequests);
  return {
    findings: worstFirst(findings.map(ledger.settled)),
    assumptions: assumptions.map((assumption) => ({
      ...assumption,
      ifTrue: worstFirst(assumption.ifTrue.map(ledger.settled)),
    })),
    waivers: ledger.entries(),
  };
}

/** What a waiver covers and comes near, as findings are settled. */
interface Account {
  readonly waiver: Waiver;
  /** Its operations without the names of path parameters, which may change, and its globs: made once, asked for each place. */
  readonly operations: ReadonlySet<string>;
  readonly operationGlobs: readonly RegExp[];
  readonly fields: ReadonlySet<string>;
  readonly fieldGlobs: readonly RegExp[];
  readonly state: "in-force" | "expired" | "requested";
  readonly findings: Set<string>;
  readonly places: Set<string>;
  /** By what it is, so that each stands once. */
  readonly missing: Map<string, WaiverEntry["missing"][number]>;
}

interface Ledger {
  readonly settled: (finding: Finding) => Finding;
  readonly entries: () => WaiverEntry[];
}

/** As many near misses of one waiver are told: a description decides how many there are. */
const MOST_MISSING = 100;

function ledgerOf(
  waivers: readonly Waiver[],
  fields: Review["fields"],
  asOf: string,
  acceptsRequests: boolean,
): Ledger {
  const accounts = waivers.map((waiver): Account => ({
    waiver,
    operations: new Set(waiver.operations.map(withoutParameterNames)),
    operationGlobs: waiver.operations.map(globPattern),
    fields: new Set(waiver.fields),
    fieldGlobs: waiver.fields.map(globPattern),
    state: waiver.kind === "request" && !acceptsRequests ? "requested" : waiver.until < asOf ? "expired" : "in-force",
    findings: new Set(),
    places: new Set(),
    missing: new Map(),
  }));
  const byRule = grouped(accounts, ({ waiver }) => waiver.rule);
  const names = new Map(
    fields.map(({ file, pointer, owner, name }) => [`${file}${pointer}`, owner === null ? name : `${owner}.${name}`]),
  );
  return {
    settled: (finding) => settledBy(byRule.get(finding.rule) ?? [], finding, names),
    entries: () => accounts.map(entryOf),
  };
}

type FieldNames = ReadonlyMap<string, string>;

function settledBy(accounts: readonly Account[], finding: Finding, names: FieldNames): Finding {
  if (accounts.length === 0 || finding.status === "fixed") return finding;
  const covering = new Set<Account>();
  const lapsed = new Set<Account>();
  const open: FindingPlace[] = [];
  for (const place of finding.places) {
    const named = namesOf(place, names);
    const found = inFull(
      accounts.filter((account) => isAccepted(account, finding, place, named)),
      finding,
      place,
    );
    for (const { findings, places } of found) {
      findings.add(finding.fingerprint);
      places.add(place.fingerprint);
    }
    const inForce = found.filter(({ state }) => state === "in-force");
    const expired = found.filter(({ state }) => state === "expired");
    for (const account of inForce) covering.add(account);
    if (inForce.length > 0) continue;
    for (const account of expired) lapsed.add(account);
    if (expired.length === 0) open.push(place);
  }
  noteMissing(accounts, finding, open, names);
  if (lapsed.size > 0) return returned(finding, [...lapsed]);
  if (covering.size === 0 || open.length > 0) return finding;

  const further = fieldsBeside(finding, names).filter(
    ({ name }) => ![...covering].some((account) => account.fields.has(name)),
  );
  for (const { id, name } of further)
    for (const { missing } of covering)
      note(missing, id, {
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
  const isNamed = (id: string): boolean => found.some(({ operations }) => operations.has(withoutParameterNames(id)));
  return finding.operations.every(isNamed) ? found : [];
}

function acceptedBy(finding: Finding, accounts: readonly Account[]): Finding {
  const waivers = accounts.map(({ waiver }) => waiver);
  const due = waivers.map(({ until }) => until).toSorted()[0] ?? null;
  return {
    ...finding,
    status: "accepted",
    owner: waivers.find(({ owner }) => owner !== undefined)?.owner ?? finding.owner,
    due,
    evidence: [
      ...finding.evidence,
      ...waivers.map((waiver) => `Accepted until ${waiver.until}${approvedBy(waiver)}: ${sentence(waiver.reason)}`),
    ],
  };
}

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

/** What a waiver may call a place. */
interface PlaceNames {
  /** Without the names of path parameters. */
  readonly operation: string | undefined;
  /** Its way in or out, with and without the part of the message; its owner and name. */
  readonly fields: readonly string[];
}

function namesOf({ file, pointer, operation, witness }: FindingPlace, names: FieldNames): PlaceNames {
  const field = names.get(`${file}${pointer}`);
  return {
    operation: operation === null ? undefined : withoutParameterNames(operation),
    fields: [
      ...(witness === null ? [] : [witness, witness.replace(/^\S+ /, "")]),
      ...(field === undefined ? [] : [field]),
    ],
  };
}

function withoutParameterNames(id: string): string {
  return id.replace(/\{[^{}]*\}/g, "{}");
}

/** Whether a waiver accepts a place: one that it lists, or whose operation and field it names in full. */
function isAccepted(
  { waiver, operations, fields }: Account,
  finding: Finding,
  place: FindingPlace,
  named: PlaceNames,
): boolean {
  if (waiver.severity !== undefined && !isAtLeast(waiver.severity, finding.severity)) return false;
  if (waiver.places !== undefined) return waiver.places.has(place.fingerprint);
  // A fault of something wider, such as a scheme, is that of the operations that it names.
  const isOperation =
    named.operation === undefined
      ? operations.size === 0 || finding.operations.some((id) => operations.has(withoutParameterNames(id)))
      : operations.has(named.operation);
  return isOperation && (place.witness === null || named.fields.some((name) => fields.has(name)));
}

/** Of the places that nobody accepted: those that a pattern fits, that became worse, or whose finding is accepted in part. */
function noteMissing(
  accounts: readonly Account[],
  finding: Finding,
  open: readonly FindingPlace[],
  names: FieldNames,
): void {
  for (const account of accounts) {
    const { waiver, findings, places, missing } = account;
    const isInPart = findings.has(finding.fingerprint);
    for (const place of open) {
      if (missing.size >= MOST_MISSING) break;
      if (places.has(place.fingerprint) || (!isInPart && !isNear(account, place, names))) continue;
      const where = [place.operation, place.witness].filter((part) => part !== null).join(" ");
      const what = where === "" ? `${place.file}:${place.line}` : where;
      const isWorse = waiver.severity !== undefined && !isAtLeast(waiver.severity, finding.severity);
      note(missing, place.fingerprint, {
        fingerprint: place.fingerprint,
        operation: place.operation,
        what: isWorse ? `${what}, which is ${finding.severity}` : what,
      });
    }
  }
}

/** Whether a waiver lists a place, though it is worse now, or its patterns fit it. */
function isNear(account: Account, place: FindingPlace, names: FieldNames): boolean {
  const { waiver, operations, operationGlobs, fields, fieldGlobs } = account;
  if (waiver.places?.has(place.fingerprint) === true) return true;
  if (waiver.places !== undefined && operationGlobs.length + fieldGlobs.length === 0) return false;
  const named = namesOf(place, names);
  const fitsOperation =
    operationGlobs.length === 0 ||
    (named.operation !== undefined &&
      (operations.has(named.operation) || operationGlobs.some((glob) => glob.test(place.operation ?? ""))));
  return (
    fitsOperation &&
    (fieldGlobs.length === 0 ||
      named.fields.some((name) => fields.has(name) || fieldGlobs.some((glob) => glob.test(name))))
  );
}

function note(missing: Account["missing"], key: string, entry: WaiverEntry["missing"][number]): void {
  if (missing.size < MOST_MISSING) missing.set(key, entry);
}

/** The sensitive fields that a finding is about and that stand at none of its places. */
function fieldsBeside({ fields, places }: Finding, names: FieldNames): readonly { id: string; name: string }[] {
  const shown = new Set(places.map(({ file, pointer }) => `${file}${pointer}`));
  return fields.filter((id) => !shown.has(id)).map((id) => ({ id, name: names.get(id) ?? id }));
}

function entryOf({ waiver, state, findings, places, missing }: Account): WaiverEntry {
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

/** Findings may have become more severe; those of one severity keep their order. */
function worstFirst(findings: readonly Finding[]): Finding[] {
  return findings.toSorted((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity));
}
