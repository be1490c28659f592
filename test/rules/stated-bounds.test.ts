import { expect, test } from "vitest";
import { unauthenticatedWrite } from "../../src/rules/exposure/unauthenticated-write.ts";
import { unboundedInput } from "../../src/rules/resources/unbounded-input.ts";
import { unrestrictedUpload } from "../../src/rules/resources/unrestricted-upload.ts";
import { faultsIn } from "./faults-in.ts";

/* Bounds that stand in a text alone, numbers that are one, and what is meant for anonymous callers. */

const NUMBER = { type: "integer" };
const open = { security: [] };
const inQuery = (name: string, description: string): object => ({
  ...open,
  parameters: [{ name, in: "query", description, schema: NUMBER }],
});
const inPath = (name: string, summary: string, description?: string): object => ({
  ...open,
  summary,
  parameters: [{ name, in: "path", required: true, schema: NUMBER, ...(description && { description }) }],
});

test.each<[string, string, object, number]>([
  ["the size of a picture", "GET /avatars/image/resize", inQuery("width", "Width in pixels."), 1],
  ["… between two figures", "GET /avatars/image/resize", inQuery("width", "Pass an integer between 0 to 2000."), 0],
  ["… in German", "GET /avatars/image/resize", inQuery("width", "Zahl zwischen 0 und 2000."), 0],
  ["what a summary counts", "GET /bytes/{n}", inPath("n", "Returns n random bytes"), 1],
  ["… with a maximum", "GET /bytes/{n}", inPath("n", "Returns n random bytes (max of 100)"), 0],
  ["what a summary only names", "GET /pages/{n}", inPath("n", "Returns page n of the book"), 0],
  ["a number that identifies", "GET /lines/{num}", inPath("num", "Line num stops here", "The number of the line."), 0],
])("how much work a call is: %s", async (_name, id, operation, faults) => {
  const operations = { [id]: operation, "POST /other": {} };
  expect(await faultsIn(unboundedInput, operations)).toHaveLength(faults);
});

const upload = (description: string, more: object = {}): object => ({
  description: "Any file can be uploaded.",
  requestBody: {
    content: {
      "multipart/form-data": {
        schema: { type: "object", properties: { media: { type: "string", format: "binary", description } } },
      },
    },
  },
  responses: { "200": { description: "OK" }, ...more },
});
const refused = { "413": { description: "Too large." } };

test.each<[string, object, number]>([
  ["has a size and a refusal", upload("Limited to files less than 2GB in size.", refused), 0],
  ["has a size that nothing refuses", upload("Limited to files less than 2GB in size."), 1],
  ["has a refusal of no size", upload("The file.", refused), 1],
])("an upload of any file that %s", async (_name, operation, faults) => {
  const found = await faultsIn(unrestrictedUpload, { "POST /jobs": operation });
  expect(found.filter(({ cause }) => cause?.startsWith("said"))).toHaveLength(faults);
});

const LIMITS = "Published anonymously. You will not be able to update or remove it.";

test.each<[string, string, string, number]>([
  ["named so, with limits", "POST /publish/anon", LIMITS, 1],
  ["named so, without limits", "POST /publish/anon", "Published anonymously.", 0],
  ["told only", "POST /publish", LIMITS, 0],
  ["a change of what exists", "PUT /publish/anon", LIMITS, 0],
])("what anybody may do without a credential: %s", async (_name, id, description, steps) => {
  const [fault] = await faultsIn(unauthenticatedWrite, { [id]: { ...open, description }, "GET /versions": {} });
  expect(fault?.mitigations ?? []).toHaveLength(steps);
});
