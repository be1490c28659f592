import { expect, test } from "vitest";
import { bolaClientSuppliedOwner } from "../../src/rules/authorization/bola-client-supplied-owner.ts";
import { massAssignmentAdditionalProperties } from "../../src/rules/data/mass-assignment-additional-properties.ts";
import { massAssignmentServerField } from "../../src/rules/data/mass-assignment-server-field.ts";
import { businessFlowAbuse } from "../../src/rules/flows/business-flow-abuse.ts";
import { missingRateLimit } from "../../src/rules/flows/missing-rate-limit.ts";
import { internalParameter } from "../../src/rules/inputs/internal-parameter.ts";
import { unboundedInput } from "../../src/rules/resources/unbounded-input.ts";
import { unrestrictedUpload } from "../../src/rules/resources/unrestricted-upload.ts";
import type { Rule } from "../../src/rules/rule.ts";
import { faultsIn, takes } from "./faults-in.ts";

const NUMBER = { type: "number" };
const MOMENT = { type: "string", format: "date-time" };
const CODE = { type: "string", maxLength: 20 };
const said = (schema: object, description: string): object => ({ ...schema, description });

/** Each pair differs in what a text says of what callers send. */
test.each<[Rule, string, string, Record<string, object>, string]>([
  [massAssignmentServerField, "POST /ventas", "", { tasa: said(NUMBER, "La tasa enviada es la que se cobra") }, "tasa"],
  [massAssignmentServerField, "POST /ventas", "", { tasa: said(NUMBER, "La tasa la calcula el servidor") }, ""],
  [
    massAssignmentServerField,
    "POST /filings",
    "",
    { seen: said(MOMENT, "Decides whether the deadline is met") },
    "seen",
  ],
  [massAssignmentServerField, "POST /filings", "", { seen: said(MOMENT, "When it is to be read aloud") }, ""],
  [
    bolaClientSuppliedOwner,
    "POST /notes",
    "",
    { signer: said(CODE, "Signed in the name of this colleague") },
    "signer",
  ],
  [bolaClientSuppliedOwner, "POST /notes", "", { signer: said(CODE, "Always the colleague of the session") }, ""],
  [internalParameter, "POST /loans", "", { mode: said(CODE, "Set to fast to bypass the credit check") }, "mode"],
  [internalParameter, "POST /loans", "", { mode: said(CODE, "Set to fast to be called by phone") }, ""],
])("%o: %s saying %j with %j is about %j", async (rule, id, description, properties, name) => {
  const faults = await faultsIn(rule, { "GET /me": {}, [id]: { description, requestBody: takes(properties) } });
  expect(faults.map(({ at }) => at.pointer.split("/").at(-1)).join()).toBe(name);
});

/** Each pair differs in what the text of an operation says. */
test.each<[Rule, string, string, string, number]>([
  [businessFlowAbuse, "POST /policies", "Insure a home", "Der Beginn kann in der Vergangenheit liegen.", 1],
  [businessFlowAbuse, "POST /policies", "Insure a home", "Der Beginn kann nicht in der Vergangenheit liegen.", 0],
  [businessFlowAbuse, "POST /tickets/{id}/refund", "Refund a ticket", "Possible even after the event.", 1],
  [businessFlowAbuse, "POST /tickets/{id}/refund", "Refund a ticket", "Possible until the doors open.", 0],
  [businessFlowAbuse, "PUT /loans/{id}", "Corriger la demande", "L'approbation reste acquise.", 1],
  [businessFlowAbuse, "GET /loans/{id}", "Lire la demande", "L'approbation reste acquise.", 0],
  [missingRateLimit, "POST /reminders", "Remind", "Each SMS costs us six cents.", 1],
  [missingRateLimit, "POST /reminders", "Remind", "Each SMS costs us six cents. Three requests a day.", 0],
])("%o: %s (%s) saying %j has %d faults", async (rule, id, summary, description, count) => {
  expect(await faultsIn(rule, { [id]: { summary, description } })).toHaveLength(count);
});

test("a number that keeps a process of the server needs a maximum", async () => {
  const poll = (wait: object): object => ({
    description: "The request stays open and occupies a process for the seconds of `waiting`.",
    parameters: [{ name: "waiting", in: "query", schema: wait }],
  });
  expect(await faultsIn(unboundedInput, { "GET /news": poll({ type: "integer" }) })).toHaveLength(1);
  expect(await faultsIn(unboundedInput, { "GET /news": poll({ type: "integer", maximum: 20 }) })).toHaveLength(0);
});

test("a file that is served as it comes is a fault where type and size are limited, too", async () => {
  const upload = (description: string): object => ({
    description,
    requestBody: { content: { "image/*": { schema: { type: "string", format: "binary", maxLength: 1000 } } } },
    responses: { "415": { description: "No picture" } },
  });
  const titles = async (description: string): Promise<readonly (string | undefined)[]> =>
    (await faultsIn(unrestrictedUpload, { "PUT /logo": upload(description) })).map(({ title }) => title);
  expect(await titles("The image is served directly from the web root.")).toContain(
    "Uploaded files are accepted or served without checks",
  );
  expect(await titles("The image is scanned and kept outside the web root.")).toEqual([]);
});

test("a request whose columns are any field of a record is open, and one whose columns are listed is not", async () => {
  const players = {
    responses: {
      "200": {
        description: "Players",
        content: { "application/json": { schema: { type: "array", items: { properties: { shirt: {}, ban: {} } } } } },
      },
    },
  };
  const load = (description: string): object => ({
    description,
    requestBody: { content: { "text/csv": { schema: { type: "string" } } } },
  });
  const found = async (description: string): Promise<number> =>
    (
      await faultsIn(massAssignmentAdditionalProperties, {
        "GET /players": players,
        "POST /players/import": load(description),
      })
    ).length;
  expect(await found("Every other column is written to the player.")).toBe(1);
  expect(await found("The only column is the number of the shirt.")).toBe(0);
});
