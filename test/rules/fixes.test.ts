import { parse } from "yaml";
import { describe, expect, test } from "vitest";
import type { FindingFix } from "../../src/core/review.ts";
import type { AssessedApi } from "../../src/exposure/assessed-api.ts";
import type { Fault, FaultPlace } from "../../src/operations/fault.ts";
import { findingFixes } from "../../src/review/finding-fixes.ts";
import { placeFingerprint } from "../../src/review/findings.ts";
import type { Certainty } from "../../src/core/fix-certainty.ts";
import { WITHOUT_FIX } from "../../src/rules/without-fix.ts";
import { RULES } from "../../src/rules/index.ts";
import type { Rule } from "../../src/rules/rule.ts";
import { edited } from "./edited.ts";
import { apiOfPart, completed } from "./description-of.ts";

const FIXING = RULES.filter(({ fixes }) => fixes !== undefined);

test("every rule has a fix, or a reason why not", () => {
  const without = RULES.filter(({ fixes }) => fixes === undefined).map(({ id }) => id);
  expect(
    Object.keys(WITHOUT_FIX).toSorted(),
    "a rule without `fixes` has its reason in src/rules/without-fix.ts, and no other rule has one",
  ).toEqual(without.toSorted());
});

test("what takes something away, or opens it, is made on request only", () => {
  expect(namesOf("asked")).toMatchInlineSnapshot(`
    [
      "credential-in-response: Remove the secret from the response",
      "stored-credential-returned: Remove the secret from the response",
      "login-requires-authentication: Open the operation to callers without a credential",
    ]
  `);
  expect(namesOf("safe")).toMatchInlineSnapshot(`
    [
      "secret-in-description: Replace the credential with a placeholder",
      "personal-data-in-examples: Replace the data with test values",
      "undefined-security-scheme: Correct the name of the scheme",
      "misplaced-security: Correct the key",
      "misplaced-security: Move the key to where it has an effect",
      "unanchored-pattern: Anchor the pattern",
      "undeclared-scope: Correct the name of the scope",
      "invalid-structure: Correct the spelling",
    ]
  `);
});

function namesOf(certainty: Certainty): readonly string[] {
  return FIXING.flatMap(({ id, fixes = [] }) =>
    fixes.filter((fix) => fix.certainty === certainty).map(({ name }) => `${id}: ${name}`),
  );
}

describe.each(FIXING.map((rule) => [rule.id, rule] as const))("%s", (_id, rule) => {
  const examples = rule.examples.bad.map((example, index) => [index + 1, example] as const);

  test.each(examples)("closes with its fixes what it says it closes, in bad example %i", async (_index, example) => {
    const api = await apiOfPart(example);
    const fixes = fixesOf(rule, api);
    const after = edited(read(completed(example)), inPatchOrder(fixes.flatMap(({ changes }) => changes)));
    const left = new Set(faultsOf(rule, await apiOfPart(JSON.stringify(after))).map(({ fingerprint }) => fingerprint));
    expect(fixes.flatMap(({ closes }) => closes).filter((fingerprint) => left.has(fingerprint))).toEqual([]);
  });

  test.each(examples)(
    "says the same change of the text, as YAML and as JSON, in bad example %i",
    async (_index, example) => {
      const yamlText = completed(example);
      const jsonText = JSON.stringify(read(yamlText), undefined, 2);
      for (const text of [yamlText, jsonText, JSON.stringify(read(yamlText))])
        for (const edit of fixesOf(rule, await apiOfPart(text))) {
          if (edit.text === undefined) continue;
          expect(read(withEdits(text, edit.text))).toEqual(edited(read(text), edit.changes));
        }
    },
  );

  test("has a fix in one of its bad examples, and one of the text", async () => {
    const all = await Promise.all(rule.examples.bad.map(async (example) => fixesOf(rule, await apiOfPart(example))));
    expect(all.flat()).not.toEqual([]);
    expect(all.flat().filter((edit) => edit.text !== undefined)).not.toEqual([]);
  });
});

/** The later of two keys of one name counts. */
function read(text: string): unknown {
  return parse(text, { uniqueKeys: false });
}

function fixesOf(rule: Rule, api: AssessedApi): FindingFix[] {
  return [...rule.check(api)].flatMap((fault) =>
    findingFixes(api, rule, fault, spotsOf(fault), (spot) => placeFingerprint(rule, fault, spot)),
  );
}

/** A text with stretches of it replaced, from its end on. */
function withEdits(text: string, edits: NonNullable<FindingFix["text"]>): string {
  const starts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
  const at = (line: number, column: number): number => starts[line - 1]! + column - 1;
  return edits
    .toSorted((a, b) => at(b.line, b.column) - at(a.line, a.column))
    .reduce(
      (now, edit) => now.slice(0, at(edit.line, edit.column)) + edit.text + now.slice(at(edit.endLine, edit.endColumn)),
      text,
    );
}

/** What is removed comes last, from the end of a list on. */
function inPatchOrder(changes: FindingFix["changes"]): FindingFix["changes"] {
  return [...changes.filter(({ op }) => op !== "remove"), ...changes.filter(({ op }) => op === "remove").toReversed()];
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
