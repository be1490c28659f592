import { parse } from "yaml";
import { describe, expect, test } from "vitest";
import type { FindingEdit } from "../../src/core/review.ts";
import type { AssessedApi } from "../../src/exposure/assessed-api.ts";
import type { Fault, FaultPlace } from "../../src/operations/fault.ts";
import { findingEdit } from "../../src/review/finding-edit.ts";
import { placeFingerprint } from "../../src/review/findings.ts";
import { RULES } from "../../src/rules/index.ts";
import type { Rule } from "../../src/rules/rule.ts";
import { edited } from "./edited.ts";
import { apiOfPart, completed } from "./description-of.ts";

const EDITING = RULES.filter(({ edit }) => edit !== undefined);

describe.each(EDITING.map((rule) => [rule.id, rule] as const))("%s", (_id, rule) => {
  const examples = rule.examples.bad.map((example, index) => [index + 1, example] as const);

  test.each(examples)("closes with its edit what it says it closes, in bad example %i", async (_index, example) => {
    const api = await apiOfPart(example);
    const edits = editsOf(rule, api);
    const after = edited(
      parse(completed(example)),
      edits.flatMap(({ changes }) => changes),
    );
    const left = new Set(faultsOf(rule, await apiOfPart(JSON.stringify(after))).map(({ fingerprint }) => fingerprint));
    expect(edits.flatMap(({ closes }) => closes).filter((fingerprint) => left.has(fingerprint))).toEqual([]);
  });

  test.each(examples)(
    "says the same change of the text, as YAML and as JSON, in bad example %i",
    async (_index, example) => {
      const yamlText = completed(example);
      const jsonText = JSON.stringify(parse(yamlText), undefined, 2);
      for (const text of [yamlText, jsonText, JSON.stringify(parse(yamlText))])
        for (const edit of editsOf(rule, await apiOfPart(text))) {
          if (edit.text === undefined) continue;
          expect(parse(withEdits(text, edit.text))).toEqual(edited(parse(text), edit.changes));
        }
    },
  );

  test("has an edit in one of its bad examples, and one of the text", async () => {
    const all = await Promise.all(rule.examples.bad.map(async (example) => editsOf(rule, await apiOfPart(example))));
    expect(all.flat()).not.toEqual([]);
    expect(all.flat().filter((edit) => edit.text !== undefined)).not.toEqual([]);
  });
});

function editsOf(rule: Rule, api: AssessedApi): FindingEdit[] {
  return [...rule.check(api)].flatMap(
    (fault) => findingEdit(api, rule, fault, spotsOf(fault), (spot) => placeFingerprint(rule, fault, spot)) ?? [],
  );
}

/** A text with stretches of it replaced, from its end on. */
function withEdits(text: string, edits: NonNullable<FindingEdit["text"]>): string {
  const starts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
  const at = (line: number, column: number): number => starts[line - 1]! + column - 1;
  return edits
    .toSorted((a, b) => at(b.line, b.column) - at(a.line, a.column))
    .reduce(
      (now, edit) => now.slice(0, at(edit.line, edit.column)) + edit.text + now.slice(at(edit.endLine, edit.endColumn)),
      text,
    );
}

function faultsOf(rule: Rule, api: AssessedApi): { fingerprint: string }[] {
  return [...rule.check(api)].flatMap((fault) =>
    spotsOf(fault).map((spot) => ({ fingerprint: placeFingerprint(rule, fault, spot) })),
  );
}

function spotsOf(fault: Fault): readonly FaultPlace[] {
  return (
    fault.places ??
    (fault.operations === undefined
      ? [{ at: fault.at }]
      : fault.operations.map((operation) => ({ at: fault.at, operation })))
  );
}
