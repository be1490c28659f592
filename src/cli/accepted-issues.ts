import { inKeyOrder } from "../core/canonical-json.ts";
import { grouped, partitioned } from "../core/grouped.ts";
import { memo } from "../core/memo.ts";
import type { Review } from "../core/review.ts";
import {
  issueOfDecision,
  issuePart,
  rulesOfPlaces,
  withCauses,
  type DecidedPart,
} from "../gate/register/issue-causes.ts";
import { placeWords } from "../gate/register/place-words.ts";
import type { Acceptance, Issue, Register } from "../gate/register/register.ts";
import { fieldsBesidePlaces } from "../review/accept.ts";
import type { NamedFinding } from "./named-finding.ts";
import type { Entry } from "./root.ts";

/**
 * A register in which somebody takes the risk of what is named: what it does not know yet becomes one issue for each
 * description.
 */
export function withAcceptance(register: Register, targets: readonly Target[], acceptance: Acceptance): Register {
  let { issues } = register;
  const replace = (found: Issue, by: readonly Issue[]): void => {
    issues = issues.flatMap((issue) => (issue === found ? by : [issue]));
  };
  const [named, placed] = partitioned(targets, ({ id }) => id !== undefined);
  for (const { id } of named)
    for (const issue of issues.filter((one) => one.id === id))
      replace(issue, [{ ...issue, status: "accepted", acceptance }]);
  const fresh: Issue[] = [];
  for (const [description, meant] of grouped(placed, (target) => target.description)) {
    const places = new Map(meant.flatMap((target) => [...target.places].map((place) => [place, target] as const)));
    const known = new Set<string>();
    for (const issue of issues.filter((one) => one.description === description)) {
      const own = meantPlaces(issue, places);
      if (own.length === 0) continue;
      replace(
        issue,
        withAccepted(issue, new Set(own), (place) => places.get(place)?.fields ?? [], acceptance),
      );
      for (const place of own) known.add(place);
    }
    const parts = meant.flatMap(({ issue, fields }): DecidedPart[] => {
      if (issue === undefined) return [];
      const left = issuePart(issue, (place) => !known.has(place));
      return Object.keys(left.places).length === 0 ? [] : [{ issue: left, fields }];
    });
    if (parts.length === 0) continue;
    const issue = issueOfDecision(parts, acceptance);
    const taken = new Set([...issues, ...fresh].map(({ id }) => id));
    fresh.push({ ...issue, id: freeId(issue, taken) });
  }
  return { ...register, issues: [...issues, ...fresh] };
}

/** What an ID names: an issue, or places of a description. */
export interface Target {
  /** The issue as a whole; else those that have some of the places. */
  readonly id: string | undefined;
  /** Fingerprints. */
  readonly places: ReadonlySet<string>;
  readonly description: string;
  /** Of what may be new to the register: the issue that it becomes. */
  readonly issue: Issue | undefined;
  /** Fields that the finding is about beside those at its places: who accepts the finding accepts these. */
  readonly fields: readonly string[];
}

/** Whether an issue of the register is what is named, or has a place of it. */
export function isMeant(issue: Issue, target: Target): boolean {
  const { id, places, description } = target;
  if (id !== undefined) return issue.id === id;
  return (
    issue.description === description &&
    meantPlaces(issue, new Map([...places].map((place) => [place, target] as const))).length > 0
  );
}

/** The places of an issue that are named. */
function meantPlaces(issue: Issue, targets: ReadonlyMap<string, Target>): readonly string[] {
  const named = Object.keys(issue.places).filter((place) => targets.has(place));
  if (issue.status !== "fixed" || named.length === 0) return named;
  // What was fixed, and is found, is back.
  const rules = rulesOfPlaces(issue);
  return named.filter((place) => {
    const { issue: fresh } = targets.get(place)!;
    return fresh !== undefined && rulesOfPlaces(fresh).get(place) === rules.get(place);
  });
}

/** An ID that no other issue has: that of its first place which is free. */
function freeId({ places }: Issue, taken: ReadonlySet<string>): string {
  const ids = Object.keys(places)
    .toSorted()
    .map((place) => `sp-${place.slice(0, 10)}`);
  return ids.find((id) => !taken.has(id)) ?? ids[0]!;
}

/** An issue that is accepted at some places: the others stay as they are, as an issue of their own. */
function withAccepted(
  found: Issue,
  places: ReadonlySet<string>,
  fieldsAt: (place: string) => readonly string[],
  acceptance: Acceptance,
): readonly Issue[] {
  const meant = accepted(
    issuePart(found, (place) => places.has(place)),
    fieldsAt,
    acceptance,
  );
  const rest = issuePart(found, (place) => !places.has(place));
  if (Object.keys(rest.places).length === 0) return [meant];
  const idOf = (some: Issue): string => `sp-${Object.keys(some.places).toSorted()[0]!.slice(0, 10)}`;
  const alone = { ...meant, id: idOf(meant) };
  return [{ ...rest, id: found.id === alone.id ? idOf(rest) : found.id }, alone];
}

/** An issue on record that is accepted, with the fields that are accepted at its places beside those that stand there. */
function accepted(issue: Issue, fieldsAt: (place: string) => readonly string[], acceptance: Acceptance): Issue {
  const fieldsOf = (places: readonly string[]): Pick<Acceptance, "fields"> => {
    const fields = [...new Set(places.flatMap(fieldsAt))].toSorted();
    return fields.length === 0 ? {} : { fields };
  };
  if (issue.causes === undefined)
    return { ...issue, status: "accepted", acceptance: { ...acceptance, ...fieldsOf(Object.keys(issue.places)) } };
  return {
    ...withCauses(issue, ({ fields: _before, ...cause }) => ({ ...cause, ...fieldsOf(cause.places) })),
    status: "accepted",
    acceptance,
  };
}

type FindingOf = Pick<NamedFinding, "finding" | "places" | "review"> & { readonly entry: Pick<Entry, "file"> };

/** A finding, or the places of it that are named, with the issue that it becomes where the register has none. */
export function targetOfFinding(
  { finding, places, entry: { file }, review }: FindingOf,
  { asOf, commit }: { readonly asOf: string; readonly commit: string | undefined },
): Target {
  const named = new Set(places);
  const meant = finding.places.filter(({ fingerprint }) => named.has(fingerprint));
  const owner = finding.owner ?? review.document.owner;
  return {
    id: undefined,
    places: named,
    description: file,
    issue: {
      id: `sp-${places.toSorted()[0]!.slice(0, 10)}`,
      rule: finding.rule,
      description: file,
      title: finding.message === "" ? finding.title : finding.message,
      severity: finding.severity,
      status: "open",
      ...(owner === null ? {} : { owner }),
      firstSeen: asOf,
      ...(commit === undefined ? {} : { commit: commit.slice(0, 12) }),
      places: inKeyOrder(Object.fromEntries(meant.map((place) => [place.fingerprint, placeWords(place)]))),
      line: 1,
    },
    fields:
      meant.length < finding.places.length
        ? []
        : fieldsBesidePlaces(finding, fieldNames(review))
            .map(({ name }) => name)
            .toSorted(),
  };
}

const fieldNames = memo(
  ({ fields }: Review): ReadonlyMap<string, string> =>
    new Map(
      fields.map((field) => [
        `${field.file}${field.pointer}`,
        field.owner === null ? field.name : `${field.owner}.${field.name}`,
      ]),
    ),
);
