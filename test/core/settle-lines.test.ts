import { expect, test } from "vitest";
import { parse } from "yaml";
import { settleLines } from "../../src/core/settle-lines.ts";

test.each([
  [[], []],
  [["admission.bearerAuth"], ["admission:", "  bearerAuth: # anonymous | self-registered | partner | own"]],
  [
    ["admission.a", "audience", "admission.b", "admission.a"],
    [
      "admission:",
      "  a: # anonymous | self-registered | partner | own",
      "  b: # anonymous | self-registered | partner | own",
      "audience: # private | partner | public",
    ],
  ],
  [["admission.*"], ["admission:", '  "*": # anonymous | self-registered | partner | own']],
  [["principal.app.key"], ["principal:", '  "app.key": # user | client | shared']],
  [["data.fields"], ["data:", "  fields:"]],
  [["data.no"], ["data:", '  "no":']],
])("%j", (keys, lines) => {
  expect(settleLines(keys)).toEqual(lines);
});

test.each(["a: b", "# x", '"', "\\", "a\nb", "\u202egnp", "\u001b[31m", "- a", "{", "é", "\u{1f6aa}", " a ", "~", "1"])(
  "%j is one key of YAML, and no more",
  (name) => {
    const lines = settleLines([`admission.${name}`]);
    expect(lines.join("")).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    expect(parse(lines.join("\n"))).toEqual({ admission: { [name]: null } });
  },
);

test("a key of which the answers are known has these, and no others", () => {
  const answers = new Map([["admission.a", ["self-registered", "own"]]]);
  expect(settleLines(["admission.a", "admission.b"], answers)).toEqual([
    "admission:",
    "  a: # self-registered | own",
    "  b: # anonymous | self-registered | partner | own",
  ]);
});
