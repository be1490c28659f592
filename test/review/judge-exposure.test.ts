import { expect, test } from "vitest";
import { LIMITS, newBudget } from "../../src/load/limits.ts";
import { defaultPolicy } from "../../src/policy/default-policy.ts";
import { judgeDescription, judgeExposure } from "../../src/review.ts";
import { filesOf } from "../gate/judged.ts";

const FILES = filesOf(
  new Map([
    [
      "a.yaml",
      `openapi: 3.1.0
info: { title: Meters, version: "1" }
servers: [{ url: https://api.meters.example }]
security: [{ password: [] }]
paths:
  /meters/{meterId}:
    get:
      parameters: [{ name: meterId, in: path, required: true, schema: { type: string } }]
      responses: { "200": { description: One. } }
components:
  securitySchemes: { password: { type: http, scheme: basic } }
`,
    ],
  ]),
);

test.each([
  ["judgeDescription", judgeDescription, "found at once"],
  ["judgeExposure", judgeExposure, "looked for when they are read"],
] as const)("when the faults of %s are found", async (_, judge, when) => {
  let time = 0;
  const budget = newBudget(LIMITS, () => time);
  const { stated, open, closed } = await judge("a.yaml", FILES, defaultPolicy(), budget);
  expect(stated.api.operations.map(({ id }) => id)).toEqual(["GET /meters/{meterId}"]);
  time = LIMITS.milliseconds + 1;
  for (const judgement of [stated, open, closed])
    if (when === "found at once") expect(judgement.faults.map(({ rule }) => rule.id)).toContain("basic-auth");
    else expect(() => judgement.faults).toThrow("its review takes longer than 60 s");
});
