import { addTo } from "../core/grouped.ts";
import { memo } from "../core/memo.ts";
import type { Finding, FindingPlace, WaiverEntry } from "../core/review.ts";
import { globIndex } from "../policy/glob-index.ts";
import type { Waiver } from "../policy/waivers.ts";
import { withoutParameterNames, type PlaceNames } from "./place-names.ts";

/** What a waiver covers and comes near, as findings are settled. */
export interface Account {
  readonly waiver: Waiver;
  /** Which of the waivers it is. */
  readonly rank: number;
  /** Its operations without the names of path parameters, which may change. */
  readonly operations: ReadonlySet<string>;
  readonly fields: ReadonlySet<string>;
  readonly state: "in-force" | "expired" | "requested";
  readonly findings: Set<string>;
  readonly places: Set<string>;
  /** By what it is, so that each stands once. */
  readonly missing: Map<string, WaiverEntry["missing"][number]>;
  /** Findings that it lists places of, and that are more severe than the policy lets it be for. */
  readonly tooSevere: Set<string>;
}

/** As many near misses of one waiver are told: a description decides how many there are. */
export const MOST_MISSING = 100;

/** Whether no more near misses of a waiver are told. */
export function isFull({ missing }: Account): boolean {
  return missing.size >= MOST_MISSING;
}

/** The waivers of one rule by what they are about: there may be as many of them as there are places. */
export interface AccountIndex {
  /** Those that may accept a place, in the order of waivers. */
  covering(finding: Finding, place: FindingPlace, named: PlaceNames): readonly Account[];
  /** Tells that one accepts some place of a finding. */
  noteCovered(account: Account, finding: Finding): void;
  /**
   * Of those that are not full: which list a place, whose patterns fit it, or that accept its finding in part.
   */
  near(finding: Finding, place: FindingPlace, named: PlaceNames): Iterable<Account>;
}

/** An index of the waivers of one rule. */
export function accountIndex(accounts: readonly Account[]): AccountIndex {
  const { byPlace, byOperation, ofAll } = byName(accounts);
  const ofOperation = (id: string): readonly Account[] => byOperation.get(id) ?? [];
  // A fault of something wider, such as a scheme, is that of the operations that they name.
  const ofItsOperations = memo(({ operations }: Finding) => [
    ...new Set(operations.flatMap((id) => ofOperation(withoutParameterNames(id)))),
  ]);
  const inPart = new Map<string, Set<Account>>();
  const fitting = byPattern(accounts);
  return {
    covering(finding, place, { operation }) {
      const listing = byPlace.get(place.fingerprint) ?? [];
      const naming = operation === undefined ? [...ofAll, ...ofItsOperations(finding)] : ofOperation(operation);
      return [...listing, ...naming].toSorted((a, b) => a.rank - b.rank);
    },
    noteCovered(account, { fingerprint }) {
      const covering = inPart.get(fingerprint);
      if (covering === undefined) inPart.set(fingerprint, new Set([account]));
      else covering.add(account);
    },
    near(finding, place, named) {
      const covering = inPart.get(finding.fingerprint) ?? NONE;
      // A full one is never asked again, or very many would be for each of very many places.
      for (const account of covering) if (isFull(account)) covering.delete(account);
      const close = [...(byPlace.get(place.fingerprint) ?? []), ...fitting(place, named)];
      return new Set([...close.filter((account) => !isFull(account)), ...covering]);
    },
  };
}

const NONE = new Set<Account>();

interface ByName {
  readonly byPlace: ReadonlyMap<string, readonly Account[]>;
  /** Those that list no places, by the operations that they name. */
  readonly byOperation: ReadonlyMap<string, readonly Account[]>;
  /** Those that list neither. */
  readonly ofAll: readonly Account[];
}

function byName(accounts: readonly Account[]): ByName {
  const byPlace = new Map<string, Account[]>();
  const byOperation = new Map<string, Account[]>();
  const ofAll: Account[] = [];
  for (const account of accounts) {
    const { waiver, operations } = account;
    if (waiver.places !== undefined) for (const place of waiver.places) addTo(byPlace, place, account);
    else if (operations.size === 0) ofAll.push(account);
    else for (const operation of operations) addTo(byOperation, operation, account);
  }
  return { byPlace, byOperation, ofAll };
}

/** Which waivers fit a place by what they are written with, patterns or names. */
function byPattern(accounts: readonly Account[]): (place: FindingPlace, named: PlaceNames) => readonly Account[] {
  const inFull = new Map<string, Account[]>();
  for (const account of accounts) for (const name of account.operations) addTo(inFull, name, account);
  const ofOperations = namedBy(accounts, ({ waiver }) => waiver.operations);
  const ofFields = namedBy(
    accounts.filter(({ waiver }) => waiver.operations.length === 0),
    ({ waiver }) => waiver.fields,
  );
  const fieldsOf = memo(({ waiver }: Account) => globIndex(waiver.fields));
  // One without places, operations and fields comes near all, until it is full.
  let ofAnything = accounts.filter(
    ({ waiver }) => waiver.operations.length === 0 && waiver.fields.length === 0 && waiver.places === undefined,
  );
  return ({ operation }, named) => {
    ofAnything = ofAnything.filter((account) => !isFull(account));
    const byOperation =
      operation === null ? [] : [...(inFull.get(named.operation ?? operation) ?? []), ...ofOperations([operation])];
    return [
      ...ofAnything,
      ...byOperation.filter(
        (account) =>
          account.waiver.fields.length === 0 ||
          named.fields.some((name) => fieldsOf(account).first(name) !== undefined),
      ),
      ...ofFields(named.fields),
    ];
  };
}

/** Finds waivers by patterns of theirs, one of which fits one of the texts. */
function namedBy(
  accounts: readonly Account[],
  patternsOf: (account: Account) => readonly string[],
): (texts: readonly string[]) => readonly Account[] {
  const written = accounts.flatMap((account) => patternsOf(account).map((pattern) => ({ account, pattern })));
  const globs = globIndex(written.map(({ pattern }) => pattern));
  return (texts) => texts.flatMap((text) => globs.all(text).map((position) => written[position]!.account));
}
