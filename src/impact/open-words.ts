import { daysBetween } from "../core/day.ts";
import type { ImpactAssessment } from "../core/impact.ts";
import { count, listed } from "../core/prose.ts";

type Since = NonNullable<ImpactAssessment["since"]>;
type OpenTime = NonNullable<Since["opened"]>[number];

/**
 * When anybody could have it without a credential, where that is not the time in which it was exposed at all: the day from
 * which strangers could read it is the one that is asked for, whoever could before. Empty where it says nothing more.
 */
export function openWords(since: Since, asOf: string): string {
  const times = since.opened ?? [];
  const [first] = times;
  if (first === undefined) return "";
  const began = since.events.findLast(({ kind }) => kind === "began");
  const isAll = times.every(({ from, until, isReported }) => isReported && until === null && from === began?.date);
  if (isAll) return "";
  const days = daysWords(times, asOf);
  const ways = listed(
    times.map(
      ({ operation, from, until }) =>
        `${operation} (${until === from ? from : until === null ? `since ${from}` : `${from} to ${until}`})`,
    ),
    MOST_TOLD,
  );
  return `Without a credential ${over(times, asOf)} (${days}), commit ${first.commit.slice(0, 12)}: ${ways}.`;
}

const MOST_TOLD = 4;

/** The days on which something was opened, the oldest first. */
export function openDays(since: ImpactAssessment["since"]): readonly string[] {
  return (since?.opened ?? []).map(({ from }) => from);
}

function daysWords(times: readonly OpenTime[], asOf: string): string {
  const days = openFor(times, asOf);
  // What was open in the first commit may have been before.
  if (times.some(({ beganBefore }) => beganBefore)) return `at least ${count(days, "day")}`;
  return days === 0 ? "less than a day" : count(days, "day");
}

function over(times: readonly OpenTime[], asOf: string): string {
  const closed = times.flatMap(({ until }) => until ?? []).toSorted();
  const [{ from }] = times as [OpenTime]; // there is one
  const isOpen = closed.length < times.length;
  const until = isOpen ? asOf : (closed.at(-1) ?? asOf);
  if (until === from && !isOpen) return `on ${from}`;
  const isAlways = openFor(times, asOf) === daysBetween(from, until);
  return `${isAlways ? "" : "at times "}${isOpen ? `since ${from}` : `from ${from} to ${until}`}`;
}

/** Days on which at least one way was open. */
function openFor(times: readonly OpenTime[], asOf: string): number {
  let [sum, end] = [0, ""];
  for (const { from, until } of times) {
    const [start, last] = [from > end ? from : end, until ?? asOf];
    if (last > start) sum += daysBetween(start, last);
    if (last > end) end = last;
  }
  return sum;
}
