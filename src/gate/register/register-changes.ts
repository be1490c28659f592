import { canonicalJson } from "../../core/canonical-json.ts";
import { daysBetween } from "../../core/day.ts";
import { decidedTogether } from "../../core/decided-together.ts";
import { grouped } from "../../core/grouped.ts";
import { count, listed } from "../../core/prose.ts";
import { ended } from "../../core/sentence.ts";
import { SEVERITIES } from "../../core/severity.ts";
import { issueCauses } from "./issue-causes.ts";
import type { Attestation, Issue, Register, SignOff, SuiteRecord, TestRecord } from "./register.ts";

/** What a change alters in the register of one description. */
export interface RegisterChange {
  /** The id of the record; of several that are alike those of all. */
  readonly key: string;
  readonly effect: string;
  /** Whether it is more than what an update of the register writes down by itself. */
  readonly isMilder: boolean;
}

/** The registers that are held against each other: where the change began, what its target has now, and its own. */
export interface Registers {
  readonly base: Register;
  readonly target: Register;
  readonly head: Register;
}

/** The descriptions of which a change alters something in the register. */
export function descriptionsOfChanges(registers: Registers): ReadonlySet<string> {
  const names = new Set<string>();
  for (const section of ["issues", "tests", "suites", "signOffs", "attestations"] as const)
    for (const { was, is } of altered<Named>(registers, section)) {
      if (was !== undefined) names.add(was.description);
      if (is !== undefined) names.add(is.description);
    }
  return names;
}

/**
 * What a change alters in the register of the descriptions `names`, each with its effect. `isThere` tells whether a
 * place of an issue is still found.
 */
export function registerChanges(
  registers: Registers,
  names: readonly string[],
  isThere: (place: string) => boolean,
  /** What was done about an issue that does not close it, in words; `undefined` where nothing speaks against its fix. */
  openWords: (issue: Issue) => string | undefined = () => undefined,
): readonly RegisterChange[] {
  const isOwn = ({ was, is }: Altered<Named>): boolean =>
    [was, is].some((one) => one !== undefined && names.includes(one.description));
  const found = [
    ...altered<Issue>(registers, "issues")
      .filter(isOwn)
      .flatMap((one) => issueChanges(one, isThere, openWords, registers.head.issues)),
    ...altered<TestRecord>(registers, "tests")
      .filter(isOwn)
      .flatMap((one) => outcomeChanges("test", one)),
    ...altered<SuiteRecord>(registers, "suites")
      .filter(isOwn)
      .flatMap((one) => outcomeChanges("test suite", one)),
    ...altered<SignOff>(registers, "signOffs").filter(isOwn).flatMap(signOffChanges),
    ...altered<Attestation>(registers, "attestations")
      .filter(isOwn)
      .flatMap((one) => attestationChanges(one, names)),
  ];
  const milder = found.filter(({ isMilder }) => isMilder);
  return [...milder, ...together(found.filter(({ isMilder }) => !isMilder))];
}

type Named = { readonly id: string; readonly description: string };

interface Altered<T> {
  readonly id: string;
  readonly was: T | undefined;
  readonly is: T | undefined;
}

/** Records that the head has otherwise than both others: what its target has by now is no change of its own. */
function altered<T extends Named>(
  { base, target, head }: Registers,
  section: "issues" | "tests" | "suites" | "signOffs" | "attestations",
): readonly Altered<T>[] {
  const byId = (register: Register): ReadonlyMap<string, T> =>
    new Map((register[section] as unknown as readonly T[]).map((one) => [one.id, one])); // of the section that T names
  const [before, now, own] = [byId(base), byId(target), byId(head)];
  return [...new Set([...now.keys(), ...before.keys(), ...own.keys()])].toSorted().flatMap((id): Altered<T>[] => {
    const is = own.get(id);
    const text = written(is);
    return text === written(before.get(id)) || text === written(now.get(id)) ? [] : [{ id, was: now.get(id), is }];
  });
}

/** A record without where it stands. */
function written(record: (Named & { readonly line?: number }) | undefined): string {
  if (record === undefined) return "";
  const { line: _line, ...rest } = record;
  return canonicalJson(rest);
}

function issueChanges(
  { id, was, is }: Altered<Issue>,
  isThere: (place: string) => boolean,
  openWords: (issue: Issue) => string | undefined,
  issues: readonly Issue[],
): readonly RegisterChange[] {
  if (is === undefined)
    return was === undefined
      ? []
      : [
          {
            key: id,
            effect: `the issue would be removed (${issueWords(was)})${stillThere(was, isThere)}`,
            isMilder: was.status !== "fixed",
          },
        ];
  if (was === undefined)
    return is.status === "accepted" && is.acceptance !== undefined
      ? [
          {
            key: id,
            effect: `accepted until ${is.acceptance.until}, by ${is.acceptance.approver}${acceptedWhat(is)}`,
            isMilder: true,
          },
        ]
      : is.status === "fixed" || is.status === "dismissed"
        ? [{ key: id, effect: `new, and ${is.status} at once${stillThere(is, isThere)}`, isMilder: true }]
        : [{ key: id, effect: `new (${is.severity})`, isMilder: false }];
  const changes: RegisterChange[] = [];
  const tell = (effect: string, isMilder: boolean): number => changes.push({ key: id, effect, isMilder });
  if (was.status !== is.status) {
    const open = is.status === "fixed" && !hasPlaces(is, isThere) ? openWords(is) : undefined;
    const isGone = is.status === "fixed" && !hasPlaces(is, isThere) && open === undefined;
    const isRecorded = isGone || is.status === "regressed" || (is.status === "open" && was.status !== "regressed");
    const accepted =
      is.status === "accepted" && is.acceptance !== undefined
        ? `, until ${is.acceptance.until}, by ${is.acceptance.approver}${acceptedWhat(is)}`
        : "";
    tell(
      `${is.status} (was ${was.status})${accepted}${is.status === "fixed" ? stillThere(is, isThere) : ""}${open === undefined ? "" : `, and ${open}`}`,
      !isRecorded,
    );
  }
  if (was.due !== is.due)
    tell(dueWords(was.due, is.due), is.due === undefined || (was.due !== undefined && is.due > was.due));
  const { coveredBy } = is;
  if (coveredBy !== undefined && coveredBy.issue !== was.coveredBy?.issue) {
    const report = issues.find((one) => one.id === coveredBy.issue);
    const due = `, due ${report?.due ?? "on no day"}`;
    tell(
      `covered by ${coveredBy.issue}${due} (${coveredBy.places} of ${count(coveredBy.of, "place")})`,
      is.due !== undefined && (report?.due === undefined || report.due > is.due),
    );
  }
  if (was.severity !== is.severity)
    tell(
      `${is.severity} (was ${was.severity})`,
      // What is accepted as worse lets worse pass.
      is.status === "accepted" || SEVERITIES.indexOf(is.severity) > SEVERITIES.indexOf(was.severity),
    );
  if (
    was.status === "accepted" &&
    is.status === "accepted" &&
    JSON.stringify(was.acceptance) !== JSON.stringify(is.acceptance)
  )
    tell(acceptanceWords(was, is), true);
  if (was.owner !== is.owner)
    tell(`owner ${is.owner ?? "nobody"} (was ${was.owner ?? "nobody"})`, is.owner === undefined);
  if (was.firstSeen !== is.firstSeen) tell(`first seen ${is.firstSeen} (was ${was.firstSeen})`, true);
  if (was.rule !== is.rule || was.description !== is.description)
    tell(`of ${is.rule} in ${is.description} (was ${was.rule} in ${was.description})`, was.rule !== is.rule);
  const lost = Object.keys(was.places).filter((place) => !Object.hasOwn(is.places, place));
  const more = Object.keys(is.places).filter((place) => !Object.hasOwn(was.places, place));
  if (lost.length > 0)
    tell(
      `${count(lost.length, "place")} would be removed${lost.some(isThere) ? ", still there" : ""}`,
      lost.some(isThere),
    );
  for (const effect of causeEffects(was, is)) tell(effect, true);
  if (more.length > 0) {
    const places = listed(
      more.map((place) => is.places[place] ?? place),
      3,
    );
    tell(`${count(more.length, "place")} more (${places})`, is.status !== "open" && is.status !== "regressed");
  }
  return changes;
}

/** What an issue takes its places for otherwise than before: another rule, or a higher severity, lets other findings pass. */
function causeEffects(was: Issue, is: Issue): readonly string[] {
  if (was.causes === undefined && is.causes === undefined) return [];
  const before = new Map(issueCauses(was).flatMap((cause) => cause.places.map((place) => [place, cause] as const)));
  const effects = issueCauses(is).flatMap((cause) =>
    cause.places.flatMap((place) => {
      const known = before.get(place);
      if (known === undefined) return [];
      const fields = (cause.fields ?? []).filter((field) => !(known.fields ?? []).includes(field));
      return [
        ...(known.rule === cause.rule ? [] : [`${cause.rule} (was ${known.rule})`]),
        ...(SEVERITIES.indexOf(cause.severity) < SEVERITIES.indexOf(known.severity)
          ? [`${cause.rule} as ${cause.severity} (was ${known.severity})`]
          : []),
        ...(fields.length === 0 ? [] : [`${cause.rule} with ${listed(fields)} too`]),
      ].map((effect) => ({ effect, words: is.places[place] ?? place }));
    }),
  );
  return [...grouped(effects, ({ effect }) => effect)].map(
    ([effect, places]) =>
      `${effect}, at ${listed(
        places.map(({ words }) => words),
        3,
      )}`,
  );
}

function issueWords({ severity, status, due, title }: Issue): string {
  return `${severity}, ${status}${due === undefined ? "" : `, due ${due}`}: ${title}`;
}

/** What an acceptance covers, and why. */
function acceptedWhat(issue: Issue): string {
  const { severity, title, acceptance } = issue;
  const of = decidedTogether(issue.causes);
  return `: ${severity}, ${ended(title)}${of === undefined ? "" : ` Of ${of}.`}${acceptance === undefined ? "" : ` Reason: “${acceptance.reason}”`}`;
}

function hasPlaces({ places }: Issue, isThere: (place: string) => boolean): boolean {
  return Object.keys(places).some(isThere);
}

function stillThere(issue: Issue, isThere: (place: string) => boolean): string {
  return hasPlaces(issue, isThere) ? ", while it is still there" : "";
}

function dueWords(was: string | undefined, is: string | undefined): string {
  if (was === undefined || is === undefined)
    return `${is === undefined ? "no due date" : `due ${is}`} (was ${was ?? "none"})`;
  const isLater = is > was;
  const days = isLater ? daysBetween(was, is) : daysBetween(is, was);
  return `due ${is} (was ${was}), ${count(days, "day")} ${isLater ? "later" : "earlier"}`;
}

function acceptanceWords({ acceptance: was }: Issue, { acceptance: is }: Issue): string {
  if (was === undefined || is === undefined) return "its acceptance would change";
  const parts = (["until", "approver", "control", "reason", "on"] as const)
    .filter((key) => was[key] !== is[key])
    .map((key) => `${key} ${is[key] ?? "none"} (was ${was[key] ?? "none"})`);
  return `its acceptance would change: ${parts.length === 0 ? "other fields" : listed(parts, 5)}`;
}

function outcomeChanges(what: string, { id, was, is }: Altered<TestRecord | SuiteRecord>): readonly RegisterChange[] {
  const of = (record: TestRecord | SuiteRecord): string => ("operation" in record ? record.operation : record.boundary);
  if (is === undefined)
    return was === undefined
      ? []
      : [
          {
            key: id,
            effect: `the ${what} of ${of(was)} (${was.outcome}) would be removed`,
            isMilder: was.outcome === "failed",
          },
        ];
  const before =
    was === undefined ? "" : ` (was ${was.outcome}${was.until === undefined ? "" : ` until ${was.until}`})`;
  const until = is.until === undefined ? "" : ` until ${is.until}`;
  return [
    {
      key: id,
      effect: `${what} of ${of(is)}: ${is.outcome}${until}, by ${is.by}${before}`,
      isMilder: is.outcome !== "failed",
    },
  ];
}

function signOffChanges({ id, was, is }: Altered<SignOff>): readonly RegisterChange[] {
  if (is === undefined)
    return was === undefined
      ? []
      : [{ key: id, effect: `the sign-off by ${was.by} would be removed`, isMilder: false }];
  const before = was === undefined ? "" : ` (was ${was.verdict}, by ${was.by})`;
  return [{ key: id, effect: `signed off by ${is.by}: ${is.verdict}${before}`, isMilder: true }];
}

/**
 * What is attested, or no longer asked for, is milder; so is another claim, or the same of fewer places or elsewhere. `names`:
 * what the description is called, and was before it moved.
 */
function attestationChanges(
  { id, was, is }: Altered<Attestation>,
  names: readonly string[],
): readonly RegisterChange[] {
  if (is === undefined)
    return was === undefined
      ? []
      : [{ key: id, effect: `to attest no longer (was ${was.status}): ${was.claim}`, isMilder: was.status === "open" }];
  const changes: RegisterChange[] = [];
  const tell = (effect: string, isMilder: boolean): number => changes.push({ key: id, effect, isMilder });
  if (is.status === "attested") {
    const before = was?.status === "attested" ? ` (was by ${was.by ?? "nobody"})` : "";
    tell(`attested by ${is.by ?? "nobody"}${before}: ${is.claim}`, true);
  } else if (was?.status !== "open") tell(`to attest: ${is.claim}`, false);
  if (was === undefined) return changes;
  if (was.claim !== is.claim) tell(`claims "${is.claim}" (was "${was.claim}")`, true);
  if (was.rule !== is.rule || was.fix !== is.fix) tell(`of ${is.rule}, ${is.fix} (was ${was.rule}, ${was.fix})`, true);
  if (was.description !== is.description)
    tell(`to attest of ${is.description} (was of ${was.description})`, !names.includes(is.description));
  const lost = Object.keys(was.places).filter((place) => !Object.hasOwn(is.places, place));
  const more = Object.keys(is.places).filter((place) => !Object.hasOwn(was.places, place));
  if (lost.length > 0) tell(`to attest of ${count(lost.length, "place")} less: ${is.claim}`, true);
  if (more.length > 0)
    tell(
      `to attest of ${count(more.length, "further place", "further places")}: ${is.claim}`,
      is.status === "attested",
    );
  return changes;
}

/** What many records have alike is one line. */
function together(changes: readonly RegisterChange[]): readonly RegisterChange[] {
  return [...grouped(changes, ({ effect }) => effect).values()].map((alike): RegisterChange => {
    const [first] = alike as [RegisterChange]; // a group has one at least
    const keys = alike.map(({ key }) => key);
    return { ...first, key: listed(keys, 4) };
  });
}
