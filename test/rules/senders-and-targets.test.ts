import { expect, test } from "vitest";
import { excessiveDataExposure } from "../../src/rules/data/excessive-data-exposure.ts";
import { ssrfClientSuppliedUrl } from "../../src/rules/inputs/ssrf-client-supplied-url.ts";
import { unsignedWebhook } from "../../src/rules/authentication/unsigned-webhook.ts";
import { faultsIn } from "./faults-in.ts";

const AUTHORIZE = (description: string): object => ({
  security: [],
  parameters: ["response_type", "client_id", "redirect_uri"].map((name) => ({
    name,
    in: "query",
    required: true,
    schema: { type: "string" },
    ...(name === "redirect_uri" ? { description } : {}),
  })),
  responses: { "302": { description: "Back, with the code." } },
});

test.each<[string, string, boolean]>([
  ["en", "Any https address; need not be registered with the client.", true],
  ["de", "Beliebige Adresse, muss nicht registriert sein.", true],
  ["fr", "N'importe quelle adresse, sans enregistrement.", true],
  ["es", "Cualquier dirección, no hace falta registrarla.", true],
  ["pt", "Qualquer endereço, não precisa estar registado.", true],
  ["registered", "One of the URIs that are registered with the client.", false],
  ["refused", "Any address that is not registered is refused.", false],
])("a redirect URI that nobody registered takes codes and tokens anywhere: %s", async (_, text, isLoose) => {
  const faults = await faultsIn(ssrfClientSuppliedUrl, { "GET /oauth/authorize": AUTHORIZE(text) });
  expect(faults.some(({ title }) => title?.startsWith("Redirect URI is not compared") === true)).toBe(isLoose);
});

test.each<[string, string, boolean]>([
  ["money came", "deposit.received", true],
  ["money went", "payout settled", true],
  ["de", "Zahlung eingegangen", true],
  ["fr", "paiement confirmé", true],
  ["es", "pago aprobado", true],
  ["pt", "pagamento recebido", true],
  ["something was made", "booking.created", false],
  ["money is told of", "payment.updated", false],
])("a message that receivers act on is graver without a signature: %s", async (_, summary, isGraver) => {
  const [fault] = await faultsIn(
    unsignedWebhook,
    {},
    {
      webhooks: {
        one: { post: { summary, requestBody: { content: { "application/json": { schema: { type: "object" } } } } } },
      },
    },
  );
  expect(fault?.aggravations?.length).toBe(isGraver ? 1 : 0);
});

const PEOPLE = (summary: string, operationId: string): object => ({
  summary,
  operationId,
  security: [],
  parameters: [{ name: "id", in: "path", required: true, schema: { type: "string" } }],
  responses: {
    "200": {
      description: "One.",
      content: {
        "application/json": {
          schema: { type: "object", properties: { id: {}, name: { type: "string" }, born: { type: "integer" } } },
        },
      },
    },
  },
});

test.each<[string, string, string, boolean]>([
  ["makers", "A maker, with links", "getMaker", false],
  ["artists", "An artist", "showPerson", false],
  ["patients", "A patient", "getPatient", true],
  ["anybody", "One person", "getPerson", true],
])(
  "people whom a catalogue shows are told by the operation's name where its path says people: %s",
  async (_, ...args) => {
    const [summary, operationId, isFound] = args;
    const faults = await faultsIn(excessiveDataExposure, { "GET /people/{id}": PEOPLE(summary, operationId) });
    expect(faults.length > 0).toBe(isFound);
  },
);
