import { inKeyOrder } from "../../core/canonical-json.ts";
import { grouped } from "../../core/grouped.ts";
import { count } from "../../core/prose.ts";
import { SEVERITIES, worse, type Severity } from "../../core/severity.ts";
import { isChangeKind } from "../change.ts";
import type { Acceptance, Issue, IssueCause } from "./register.ts";

/** What an issue is of: what was decided together, else its one rule. Every place is of exactly one cause. */
export function issueCauses(issue: Issue): readonly IssueCause[] {
  const { rule, title, severity, places, causes = [], acceptance } = issue;
  const told = new Set<string>();
  const own = causes.flatMap((cause): IssueCause[] => {
    const left = cause.places.filter((place) => Object.hasOwn(places, place) && !told.has(place));
    for (const place of left) told.add(place);
    return left.length === 0 ? [] : [{ ...cause, places: left }];
  });
  const others = Object.keys(places).filter((place) => !told.has(place));
  if (others.length === 0) return own;
  const fields = acceptance?.fields;
  return [...own, { rule, title, severity, places: others, ...(fields === undefined ? {} : { fields }) }];
}

/** The rule of each place of an issue. */
export function rulesOfPlaces(issue: Issue): ReadonlyMap<string, string> {
  return new Map(issueCauses(issue).flatMap(({ rule, places }) => places.map((place) => [place, rule] as const)));
}

/** Whether an issue is of a rule, be it among others. */
export function isOfRule(issue: Issue, rule: string): boolean {
  return issueCauses(issue).some((cause) => cause.rule === rule);
}

/** Whether all that an issue is of are changes of the gate: no review finds them. */
export function isOfChanges(issue: Issue): boolean {
  const causes = issueCauses(issue);
  return causes.length === 0 ? isChangeKind(issue.rule) : causes.every(({ rule }) => isChangeKind(rule));
}

/** An issue that a decision is about, with the fields that its finding is about beside those at its places. */
export interface DecidedPart {
  readonly issue: Issue;
  readonly fields: readonly string[];
}

/**
 * What was accepted in one decision, as one issue: of the worst rule, with what else it is of beside it. `parts` are of one
 * description, and one at least.
 */
export function issueOfDecision(parts: readonly DecidedPart[], acceptance: Acceptance): Issue {
  const all = parts.flatMap(({ issue, fields }) => issueCauses(issue).map((cause) => ({ ...cause, fields })));
  const causes = [...grouped(all, ({ rule, severity }) => `${severity} ${rule}`).values()]
    .map((alike): IssueCause => {
      const [first] = alike as [(typeof alike)[number]]; // a group has one at least
      const fields = [...new Set(alike.flatMap((cause) => cause.fields))].toSorted();
      return {
        rule: first.rule,
        title: first.title,
        severity: first.severity,
        places: [...new Set(alike.flatMap((cause) => cause.places))].toSorted(),
        ...(fields.length === 0 ? {} : { fields }),
      };
    })
    .toSorted(worstCauseFirst);
  const [worst] = causes as [IssueCause];
  const most = parts.find(({ issue }) => issue.rule === worst.rule && issue.severity === worst.severity) ?? parts[0]!;
  const { fields } = worst;
  return {
    ...most.issue,
    rule: worst.rule,
    title: titleOfCauses(causes),
    severity: worst.severity,
    status: "accepted",
    places: inKeyOrder(Object.fromEntries(parts.flatMap(({ issue }) => Object.entries(issue.places)))),
    // One rule needs no list of them.
    ...(causes.length > 1
      ? { causes, acceptance }
      : { acceptance: fields === undefined ? acceptance : { ...acceptance, fields } }),
  };
}

/** The worst of them, and how many others there are. */
export function titleOfCauses(causes: readonly IssueCause[]): string {
  const [worst, ...others] = causes.toSorted(worstCauseFirst);
  if (worst === undefined) return "";
  return others.length === 0 ? worst.title : `${worst.title} (decided with ${count(others.length, "other")})`;
}

/** Findings before changes of the gate, which are what made them; the worst first. */
function worstCauseFirst(a: IssueCause, b: IssueCause): number {
  return (
    Number(isChangeKind(a.rule)) - Number(isChangeKind(b.rule)) ||
    SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
    b.places.length - a.places.length ||
    (a.rule < b.rule ? -1 : 1)
  );
}

/** An issue of several causes with what each of them is now. */
export function withCauses(issue: Issue, now: (cause: IssueCause) => IssueCause): Issue {
  return issue.causes === undefined ? issue : { ...issue, causes: issueCauses(issue).map(now) };
}

/** A part of an issue, with those of its places that are meant. */
export function issuePart(issue: Issue, isMeant: (place: string) => boolean): Issue {
  const places = Object.fromEntries(Object.entries(issue.places).filter(([place]) => isMeant(place)));
  if (issue.causes === undefined) return { ...issue, places };
  const { causes: _all, ...rest } = issue;
  const causes = issueCauses({ ...issue, places });
  const severity = causes.map((cause) => cause.severity).reduce<Severity>(worse, causes[0]?.severity ?? issue.severity);
  const [worst] = causes.toSorted(worstCauseFirst);
  if (worst === undefined) return { ...rest, places };
  const own = { ...rest, rule: worst.rule, title: titleOfCauses(causes), severity, places };
  return causes.length === 1 ? own : { ...own, causes };
}
