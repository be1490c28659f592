import { byCodeUnit } from "../core/compare.ts";
import { grouped } from "../core/grouped.ts";
import { count, listed } from "../core/prose.ts";
import type { ImpactAssessment } from "../core/impact.ts";
import { isAtLeast, type Severity } from "../core/severity.ts";
import { lastingWitness } from "../review/fingerprint.ts";
import { whatCallersCould } from "./answers.ts";
import { callersOf } from "./callers.ts";
import type { DutyRead } from "./duties.ts";
import { peopleOf } from "./people.ts";
import { ratingOf } from "./rating.ts";
import { readsOf } from "./scope/carried.ts";
import { entityOf } from "./scope/entity.ts";
import { isOfCredential, scopeOf, type Scope } from "./scope/scope.ts";
import { siteOf, type ImpactSource } from "./source.ts";
import { dataOf } from "./what/data.ts";

/** A time in the history in which more was exposed than is today, or to more callers. */
export interface FormerTime {
  readonly commit: string;
  /** YYYY-MM-DD, and the day of the commit that changed it. */
  readonly from: string;
  readonly until: string;
  /** The operations that were followed there, and the lasting ways to their fields. */
  readonly operations: readonly string[];
  readonly witnesses: readonly string[];
  /** What was not reported and gave the same there. */
  readonly also: readonly string[];
  /** The description of that time; `undefined` where it cannot be read any more. */
  readonly source: () => Promise<ImpactSource | undefined>;
}

type Worst = NonNullable<ImpactAssessment["worst"]>;

/** What was exposed at former times: an incident is as bad as it was at its worst, whatever is left of it. */
export interface Former {
  readonly worst: Worst | null;
  readonly people: ImpactAssessment["people"];
  readonly reads: readonly DutyRead[];
  /** Of what things it was, by the keys of their entities: the kinds of data. */
  readonly given: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Judges the descriptions of former times, one after another: none of them is kept. */
export async function formerOf(
  scope: Scope,
  today: ImpactAssessment["rating"],
  times: readonly FormerTime[],
  stated: Severity | undefined,
): Promise<Former> {
  let worst: Worst | null = null;
  const people: ImpactAssessment["people"] = [];
  const reads: DutyRead[] = [];
  const given = new Map<string, Set<string>>();
  // A function of its own: a variable of a loop that waits keeps what it had until it gets the next.
  const judge = async (time: FormerTime): Promise<void> => {
    const source = await time.source();
    if (source === undefined) return;
    const then = scopeAt(source, time, scope);
    const rating = ratingOf(then, [], stated);
    const callers = [...callersOf(then)];
    if (worst === null && isAtLeast(rating.severity, today.severity) && !opensMoreNow(scope, then, rating, today))
      worst = worstOf(then, time, rating, callers);
    people.push(...peopleOf(then));
    for (const flow of then.reads) {
      const { key } = entityOf(flow);
      given.set(key, (given.get(key) ?? new Set()).add(flow.field.category));
    }
    reads.push(
      ...then.reads.map(({ field: { category, called, isPersonal, name }, operation: { id, lexicon } }) => ({
        field: { category, called, isPersonal, name },
        operation: { id, lexicon },
      })),
    );
  };
  for (const time of times) await judge(time);
  return { worst, people, reads, given };
}

/** Whether a reported credential opens more now than then, of the same severity: what it opens grew, and was not at its worst. */
function opensMoreNow(now: Scope, then: Scope, was: Rating, is: Rating): boolean {
  return isOfCredential(now) && was.severity === is.severity && then.operations.length < now.operations.length;
}

type Rating = ImpactAssessment["rating"];

/** Whether all that was reported is of whole calls, and not of some of their fields. */
export function isWholeCall({ items }: Scope): boolean {
  return items.some(({ kind }) => kind !== "field");
}

/** The people of today, and those of former times. */
export function peopleOfAll(people: ImpactAssessment["people"]): ImpactAssessment["people"] {
  return [...grouped(people, ({ kind, called }) => `${kind} ${called}`).values()].map((group) => ({
    ...group[0]!, // a group has one
    operations: [...new Set(group.flatMap(({ operations }) => operations))],
  }));
}

function scopeAt(source: ImpactSource, { operations: ids, also, witnesses }: FormerTime, reported: Scope): Scope {
  const { api } = source;
  const isWhole = isWholeCall(reported);
  const wanted = new Set(ids);
  const own = api.operations.filter(({ id }) => wanted.has(id));
  const ownFlows = own.flatMap((operation) =>
    readsOf(api, operation).filter(({ witness }) => isWhole || witnesses.includes(lastingWitness(witness, operation))),
  );
  const categories = new Set([...ownFlows, ...reported.reads].map(({ field }) => field.category));
  const others = api.operations.filter(({ id }) => also.includes(id) && !wanted.has(id));
  const otherFlows = others.flatMap((operation) =>
    readsOf(api, operation).filter(({ field, whose }) => categories.has(field.category) && whose !== "caller"),
  );
  const operations = [...own, ...others];
  const flows = [...ownFlows, ...otherFlows];
  const [first] = reported.items;
  const [kind, name] = isOfCredential(reported)
    ? (["credential", first?.name ?? ""] as const)
    : ([isWhole ? "operation" : "field", ""] as const);
  return scopeOf(source, [{ kind, name, text: "", ...siteOf(source, api), operations, flows }]);
}

function worstOf(
  { source, operations, reads, flows }: Scope,
  { commit, from, until }: FormerTime,
  { severity, because }: ImpactAssessment["rating"],
  callers: ImpactAssessment["callers"],
): Worst {
  const data = [...dataOf(source, flows)];
  const ids = operations.map(({ id }) => id).toSorted(byCodeUnit);
  const able = (who: ImpactAssessment["callers"], of: readonly string[]): string =>
    whatCallersCould({
      callers: who,
      data: dataOf(
        source,
        flows.filter(({ operation }) => of.includes(operation.id)),
      ),
      actions: [],
      people: peopleOf({ source, reads: reads.filter(({ operation }) => of.includes(operation.id)) }),
      affected: of.map((id) => ({ id, understood: true })),
    });
  // The widest way first: what anyone could do is not to be looked for among what some could.
  const [widest, ...narrower] = callers;
  const rest = narrower.flatMap((one) => one.operations);
  const text =
    widest === undefined || rest.length === 0
      ? able(callers, ids)
      : `${able([widest], widest.operations)}; ${listed(
          narrower.map(({ who }) => who),
          3,
        )} could with ${rest.length === 1 ? rest[0] : count(rest.length, "other operation")}`;
  return {
    commit,
    from,
    until,
    severity,
    because,
    text,
    data,
    operations: ids,
  };
}
