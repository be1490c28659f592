import { expect, test } from "vitest";
import type { FixUnit } from "../../src/fix/fix-units.ts";
import { fixedDescription, filesOf } from "./fixed.ts";

/* What is made, and what is left, of the fixes of a description. */

const FILE = "api.yaml";

async function fixed(text: string, isWanted?: (unit: FixUnit) => boolean) {
  const { result } = await fixedDescription(FILE, filesOf({ [FILE]: text }), isWanted);
  return { ...result, text: result.texts.get(FILE) ?? text };
}

const SECRETS = `openapi: 3.0.3
info: { title: Accounts, version: "1" }
servers: [{ url: https://api.acme.io }]
security: [{ token: [] }]
paths:
  /accounts/{id}:
    get:
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      responses:
        "200":
          description: ok
          content: { application/json: { schema: { $ref: "#/components/schemas/Account" } } }
components:
  securitySchemes: { token: { type: http, scheme: bearer } }
  schemas:
    Account:
      type: object
      required: [passwordHash]
      properties:
        name: { type: string }
        passwordHash: { type: string }
`;

test.each([
  ["one", SECRETS],
  [
    "two",
    SECRETS.replace("[passwordHash]", "[passwordHash, mfaSecret]").concat("        mfaSecret: { type: string }\n"),
  ],
])("what an object requires goes with the last of it: %s", async (_what, text) => {
  const { made, undone, text: after } = await fixed(text, ({ certainty }) => certainty === "asked");
  expect(undone).toEqual([]);
  expect(made.length).toBeGreaterThan(0);
  expect(after).not.toMatch(/required: \[[^{]*\]|passwordHash|mfaSecret/);
});
