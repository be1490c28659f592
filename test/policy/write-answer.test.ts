import { expect, test } from "vitest";
import { withAnswer } from "../../src/policy/write-answer.ts";

const answer = (before: string | undefined, keys: readonly string[], value: string, entry?: number) =>
  withAnswer(before, { keys, value, entry });

test.each([
  ["no file", undefined, ["admission.token"], "admission:\n  token: own\n"],
  ["an empty one", "\n", ["admission.token"], "admission:\n  token: own\n"],
  ["another key", "owner: A # us\n", ["admission.token"], "owner: A # us\nadmission:\n  token: own\n"],
  ["no line end", "owner: A", ["admission.token"], "owner: A\nadmission:\n  token: own\n"],
  ["CRLF", "owner: A\r\n", ["admission.token"], "owner: A\r\nadmission:\r\n  token: own\r\n"],
  [
    "another answer",
    "admission:\n    other: own # known\n\n# more\nowner: A\n",
    ["admission.token"],
    "admission:\n    other: own # known\n    token: own\n\n# more\nowner: A\n",
  ],
  [
    "the same key",
    "admission:\n  token: partner # once\nowner: A\n",
    ["admission.token"],
    "admission:\n  token: own # once\nowner: A\n",
  ],
  ["a flow mapping", "admission: { other: own }\n", ["admission.token"], "admission: { other: own, token: own }\n"],
  ["several keys", undefined, ["admission.a", "admission.b.c"], "admission:\n  a: own\n  b.c: own\n"],
  ["all schemes", undefined, ["admission.*"], 'admission:\n  "*": own\n'],
])("writes into what says %s", (_what, before, keys, after) => {
  expect(answer(before, keys, "own")).toBe(after);
});

test("an answer about one description stands in its entry", () => {
  const before = "apis:\n  - files: a.yaml\n    owner: A\n  - files: b.yaml # ours\nowner: B\n";
  expect(answer(before, ["admission.token"], "own", 1)).toBe(
    "apis:\n  - files: a.yaml\n    owner: A\n  - files: b.yaml # ours\n    admission:\n      token: own\nowner: B\n",
  );
});

test("tenancy is one word, or one for each scheme", () => {
  expect(answer("owner: A\n", ["tenancy"], "account")).toBe("owner: A\ntenancy: account\n");
  expect(answer("tenancy:\n  token: account\n", ["tenancy"], "none")).toBe('tenancy:\n  token: account\n  "*": none\n');
});
