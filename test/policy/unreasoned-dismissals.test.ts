import { describe, expect, test } from "vitest";
import { UserError } from "../../src/core/user-error.ts";
import { loadPolicy } from "../../src/policy/load-policy.ts";
import { filesOf } from "../fix/fixed.ts";

const ID = "0123456789abcdef";
const entry = (rest: string): string => `{ fingerprint: ${ID}, rule: basic-auth, places: [${ID}]${rest} }`;
const policyOf = (text: string) =>
  loadPolicy("api.yaml", filesOf({ "sallyport.yaml": text }), { unreasoned: "passed-over" });

describe("a dismissal that does not say why", () => {
  test.each([[', because: ""'], [', because: " "'], [", because: "], [""]])(
    "%j is no waiver, and is told",
    async (rest) => {
      const policy = await policyOf(`dismissed:\n  - ${entry(", because: It is a test")}\n  - ${entry(rest)}\n`);
      expect(policy.waivers.map(({ reason }) => reason)).toEqual(["It is a test"]);
      expect(policy.unreasoned).toEqual([{ file: "sallyport.yaml", line: 3 }]);
    },
  );

  test("of apis is none either, and one of another description is not told", async () => {
    const policy = await policyOf(
      `apis:\n  - files: api.yaml\n    dismissed:\n      - ${entry("")}\n      - ${entry(", file: other.yaml")}\n`,
    );
    expect([policy.waivers, policy.unreasoned]).toEqual([[], [{ file: "sallyport.yaml", line: 4 }]]);
  });

  test.each([[`dismissed: [${entry(", because: 7")}]`], [`dismissed: [${entry(", bcause: x")}]`], ["dismissed: [{}]"]])(
    "is not excused of anything else: %s",
    async (text) => {
      await expect(policyOf(text)).rejects.toThrow(UserError);
    },
  );

  test("is refused where nobody asks that it is passed over", async () => {
    const files = filesOf({ "sallyport.yaml": `dismissed: [${entry(', because: ""')}]` });
    await expect(loadPolicy("api.yaml", files)).rejects.toThrow('dismissed[0].because is ""');
  });
});
