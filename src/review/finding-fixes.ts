import { addTo, grouped } from "../core/grouped.ts";
import { lastToken, parentPointer, type Place } from "../core/place.ts";
import type { FindingFix } from "../core/review.ts";
import type { AssessedApi } from "../exposure/assessed-api.ts";
import type { Document } from "../load/document.ts";
import { isInferredAt } from "../model/inferred-schemas.ts";
import { claimOf, nodeAt, type DescriptionChange, type Fix } from "../operations/fixes/fix.ts";
import type { Fault, FaultPlace } from "../operations/fault.ts";
import type { Rule } from "../rules/rule.ts";
import { changedLines } from "./text/changed-lines.ts";
import type { LineEdit } from "./text/line-edits.ts";
import { maskFor } from "./mask.ts";
import { textEdits } from "./text/text-edits.ts";

/** What one fix of a rule makes of a fault: as it is made, which may repeat a credential. */
export interface PlannedFix {
  readonly fix: Fix;
  /** What the service must do for the changed description to be true; `null` where nothing is claimed about it. */
  readonly requires: string | null;
  /** The changes of each place that it closes, by the fingerprint of the place. */
  readonly changes: ReadonlyMap<string, readonly DescriptionChange[]>;
}

/** The fixes of a fault: each of its places is in the first of the rule's that knows a change for it. */
export function plannedFixes(
  api: AssessedApi,
  rule: Rule,
  fault: Fault,
  spots: readonly FaultPlace[],
  fingerprintOf: (spot: FaultPlace) => string,
): readonly PlannedFix[] {
  // What an example shows is no schema that could be changed.
  const left = new Set(spots.filter((spot) => !isInferredAt(api, spot.at)));
  return (rule.fixes ?? []).flatMap((fix): PlannedFix[] => {
    const requires = claimOf(fix, fault);
    if (requires === undefined) return [];
    const changes = new Map<string, DescriptionChange[]>();
    for (const spot of left) {
      api.document.budget.checkTime(spot.at.file);
      const own = fix.changes(api, spot, fault);
      if (own.length === 0) continue;
      left.delete(spot);
      const fingerprint = fingerprintOf(spot);
      for (const change of own) addTo(changes, fingerprint, change);
    }
    return changes.size === 0 ? [] : [{ fix, requires, changes }];
  });
}

/** The fixes of a finding as a report shows them; none where its remedy is no matter of the description alone. */
export function findingFixes(
  api: AssessedApi,
  rule: Rule,
  fault: Fault,
  spots: readonly FaultPlace[],
  fingerprintOf: (spot: FaultPlace) => string,
): FindingFix[] {
  return plannedFixes(api, rule, fault, spots, fingerprintOf).flatMap((planned): FindingFix[] => {
    const { fix, requires, changes } = planned;
    const all = [...changes.values()].flat();
    if (areMeeting(all)) return [];
    const ordered = orderedChanges(api.document, all);
    const edits = textEdits(api.document, ordered, { keepsComments: fix.certainty === "safe" });
    const changed = ordered.map(written);
    if (showsSecret(api, [changed, edits?.text])) return [];
    const lines = isShort(edits?.lines) && !showsSecret(api, edits?.lines) ? edits?.lines : undefined;
    const [first = []] = changes.values();
    return [
      {
        name: fix.name,
        certainty: fix.certainty,
        requires,
        changes: changed,
        closes: [...changes.keys()],
        shown: shownChange(api, first),
        ...(edits === undefined ? {} : { text: edits.text.map((one) => ({ ...one })) }),
        ...(lines === undefined ? {} : { lines: lines.map((one) => ({ ...one })) }),
      },
    ];
  });
}

/** Whether lines are few enough to be read in a review; one of a minified file is not. */
function isShort(lines: readonly LineEdit[] | undefined): boolean {
  return (
    lines !== undefined &&
    lines.length <= MOST_BLOCKS &&
    lines.every(({ line, endLine, text }) => endLine - line < MOST_LINES && text.length < MOST_CHARACTERS)
  );
}

const MOST_BLOCKS = 20;
const MOST_LINES = 40;
const MOST_CHARACTERS = 3000;

/** Whether a fix would repeat a credential, as the name of a security scheme may be one: masked it would be another fix. */
function showsSecret(api: AssessedApi, fix: unknown): boolean {
  const text = JSON.stringify(fix);
  return maskFor(api).line(text).text !== text;
}

/**
 * Changes as a JSON Patch makes them one after the other, each once: items are removed from the end of a list on, so that
 * what is before them keeps its index.
 */
export function inOrder(changes: readonly DescriptionChange[]): readonly DescriptionChange[] {
  const once = [
    ...new Map(
      changes.map((change) => [
        `${change.at.file}${change.at.pointer}${change.at.pointer.endsWith("/-") ? JSON.stringify(change) : ""}`,
        change,
      ]),
    ).values(),
  ];
  const index = ({ at }: DescriptionChange): number => Number(/\/(\d+)$/.exec(at.pointer)?.[1] ?? -1);
  return [
    ...once.filter(({ op }) => op !== "remove"),
    ...once.filter(({ op }) => op === "remove").toSorted((a, b) => index(b) - index(a)),
  ];
}

/** Whether two changes put something different in one place: one after the other, the second would undo the first. */
export function areMeeting(changes: readonly DescriptionChange[]): boolean {
  const known = new Map<string, string>();
  return changes.some((change) => {
    if (change.at.pointer.endsWith("/-")) return false;
    const place = JSON.stringify(change.at);
    const text = JSON.stringify(change);
    const before = known.get(place) ?? text;
    known.set(place, text);
    return before !== text;
  });
}

/** Changes in their order, where what an object requires goes as a whole with the last of it: empty it is invalid before 3.1. */
export function orderedChanges(
  document: Document,
  changes: readonly DescriptionChange[],
): readonly DescriptionChange[] {
  const ordered = inOrder(changes);
  const lists = grouped(
    ordered.filter(({ op, at }) => op === "remove" && lastToken(parentPointer(at.pointer)) === "required"),
    ({ at }) => JSON.stringify({ file: at.file, pointer: parentPointer(at.pointer) }),
  );
  const gone = new Set<DescriptionChange>();
  const whole: DescriptionChange[] = [];
  for (const [key, removals] of lists) {
    const at = JSON.parse(key) as Place; // as written above
    const value = nodeAt(document, at)?.value;
    if (!Array.isArray(value) || value.length > removals.length) continue;
    for (const removal of removals) gone.add(removal);
    whole.push({ op: "remove", at });
  }
  return [...ordered.filter((change) => !gone.has(change)), ...whole];
}

function written(change: DescriptionChange): FindingFix["changes"][number] {
  const { op, at } = change;
  if (op === "move") return { op, ...at, from: change.from };
  return { op, ...at, ...(op === "remove" ? {} : { value: change.value }) };
}

/** The changes of one place as lines of YAML, masked: what surrounds them is of the description. */
function shownChange(api: AssessedApi, changes: readonly DescriptionChange[]): FindingFix["shown"] {
  const place: Place = changes[0]!.at; // there is one at least
  const mask = maskFor(api);
  return {
    ...place,
    line: api.document.lineOf(place),
    // A credential that is cut in two would not be known: so a line is cut when it is masked.
    excerpt: changedLines(api.document, changes).map(({ change, text }) => ({
      change,
      text: cut(mask.line(text).text),
    })),
  };
}

const WIDTH = 120;

function cut(text: string): string {
  return text.length > WIDTH ? `${text.slice(0, WIDTH - 1)}…` : text;
}
