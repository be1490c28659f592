import { expect, test } from "vitest";
import { filesBelow, withBuffers } from "../../../src/load/files.ts";
import { defaultPolicy } from "../../../src/policy/default-policy.ts";
import { judgeDescription } from "../../../src/review.ts";

test("fields with abbreviated names are classified by what these stand for, and shown as they are written", async () => {
  const names = ["OFNDR_NM", "PHN_NBR", "GRS_MO_INC", "STAT_CD", "VCTM_NM", "LST_UPD_TS"];
  const description = {
    openapi: "3.1.0",
    info: { title: "Supervision", version: "1" },
    tags: [{ name: "Offenders" }],
    paths: {
      "/ofndr/{OFNDR_ID}": {
        get: {
          parameters: [{ name: "OFNDR_ID", in: "path", required: true, schema: { type: "string" } }],
          responses: {
            200: {
              description: "OK",
              content: { "application/json": { schema: { $ref: "#/components/schemas/OFNDR_SEG" } } },
            },
          },
        },
      },
    },
    components: {
      schemas: {
        OFNDR_SEG: {
          type: "object",
          properties: Object.fromEntries(names.map((name) => [name, { type: "string" }])),
        },
      },
    },
  };
  const files = withBuffers(
    filesBelow(import.meta.dirname),
    new Map([["openapi.json", Buffer.from(JSON.stringify(description))]]),
  );
  const { stated } = await judgeDescription("openapi.json", files, defaultPolicy());
  const { fields } = stated.api.data;
  expect(fields.map(({ name, category, because }) => [name, category, because])).toMatchInlineSnapshot(`
    [
      [
        "OFNDR_NM",
        "user.name",
        [
          "named "OFNDR_NM" (offender name)",
        ],
      ],
      [
        "PHN_NBR",
        "user.contact.phone_number",
        [
          "named "PHN_NBR" (phone number)",
          "in "OFNDR_SEG" (offender), which holds data about a person",
        ],
      ],
      [
        "GRS_MO_INC",
        "user.financial",
        [
          "named "GRS_MO_INC" (gross monthly income)",
          "in "OFNDR_SEG" (offender), which holds data about a person",
        ],
      ],
      [
        "VCTM_NM",
        "user.name",
        [
          "named "VCTM_NM" (victim name)",
        ],
      ],
    ]
  `);
});
