import type { Place } from "../core/place.ts";
import type { FindingEdit } from "../core/review.ts";
import type { AssessedApi } from "../exposure/assessed-api.ts";
import type { DescriptionChange } from "../operations/edits/edit.ts";
import type { Fault, FaultPlace } from "../operations/fault.ts";
import type { Rule } from "../rules/rule.ts";
import { changedLines } from "./changed-lines.ts";
import { maskFor } from "./mask.ts";
import { textEdits } from "./text-edits.ts";

/** The edit of the description that closes a finding; `undefined` where its remedy is no matter of the description alone. */
export function findingEdit(
  api: AssessedApi,
  rule: Rule,
  fault: Fault,
  spots: readonly FaultPlace[],
  fingerprintOf: (spot: FaultPlace) => string,
): FindingEdit | undefined {
  const requires = rule.edit?.requires(fault);
  if (rule.edit === undefined || requires === undefined) return undefined;
  const changes = new Map<string, DescriptionChange>();
  const closes = new Set<string>();
  let first: readonly DescriptionChange[] | undefined;
  for (const spot of spots) {
    api.document.budget.checkTime(spot.at.file);
    const own = rule.edit.changes(api, spot, fault);
    if (own.length === 0) continue;
    first ??= own;
    closes.add(fingerprintOf(spot));
    for (const change of own) changes.set(`${change.at.file}${change.at.pointer}`, change);
  }
  if (first === undefined) return undefined;
  const ordered = inOrder([...changes.values()]);
  const text = textEdits(api.document, ordered);
  const changed = ordered.map(written);
  if (showsSecret(api, [changed, text])) return undefined;
  return {
    requires,
    changes: changed,
    closes: [...closes],
    shown: shownChange(api, first),
    ...(text === undefined ? {} : { text: text.map((one) => ({ ...one })) }),
  };
}

/** Whether an edit would repeat a credential, as the name of a security scheme may be one: masked it would be another edit. */
function showsSecret(api: AssessedApi, edit: unknown): boolean {
  const text = JSON.stringify(edit);
  return maskFor(api).line(text).text !== text;
}

/** Items are removed from the end of a list on, so that what is before them keeps its index. */
function inOrder(changes: readonly DescriptionChange[]): readonly DescriptionChange[] {
  return [...changes.filter(({ op }) => op !== "remove"), ...changes.filter(({ op }) => op === "remove").toReversed()];
}

function written(change: DescriptionChange): FindingEdit["changes"][number] {
  const { op, at } = change;
  return { op, ...at, ...(change.op === "remove" ? {} : { value: change.value }) };
}

/** The changes of one place as lines of YAML, masked: what surrounds them is of the description. */
function shownChange(api: AssessedApi, changes: readonly DescriptionChange[]): FindingEdit["shown"] {
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
