import { expect, test } from "vitest";
import { untestedWords, wordOfPeople } from "../../src/review/word-of-people.ts";

const claim = (by: string) => ({
  id: "at-1",
  rule: "mass-assignment",
  fix: "Mark it readOnly",
  claim: "The service ignores it.",
  places: {},
  by,
  on: "2026-11-27",
  because: null,
});
const passed = (by: string, evidence?: string, until?: string) => ({
  outcome: { outcome: "passed" as const, by, on: "2026-11-27", evidence, until },
});
const untested = { outcome: undefined };

test.each([
  ["nobody", [], [untested], undefined],
  ["one person", [claim("A. Berg")], [], "1 attestation (A. Berg, 2026-11-27)"],
  [
    "two",
    [claim("A. Berg")],
    [passed("QA"), passed("QA"), passed("QA", "run 7", "2027-06-30")],
    "1 attestation (A. Berg, 2026-11-27) and the tests of 3 operations (QA, 2026-11-27, no evidence given; QA, 2026-11-27, evidence: run 7, until 2027-06-30)",
  ],
  [
    "many",
    ["A", "B", "C", "D"].map(claim),
    [],
    "4 attestations (A, 2026-11-27; B, 2026-11-27; C, 2026-11-27; and others)",
  ],
])("an approval rests on the word of %s", (_who, attested, tests, words) => {
  expect(wordOfPeople({ open: [], attested, tests })).toBe(words);
});

test.each([
  [[passed("QA")], ""],
  [[untested], " 1 operation of the test list is not tested; the verdict does not depend on it."],
  [
    [untested, passed("QA"), untested],
    " 2 operations of the test list are not tested; the verdict does not depend on them.",
  ],
])("what is not tested, of %j", (tests, words) => {
  expect(untestedWords({ open: [], attested: [], tests })).toBe(words);
});
