import { expect, test } from "vitest";
import { reviewOf } from "../gate/judged.ts";

/* Programs of an organization that the description tells apart, each by what it may call: whether that holds is a test. */

const TEXT = { type: "string" };

interface Mesh {
  readonly whole?: string;
  /** What a call by another program is told, by operation. */
  readonly refused?: Readonly<Record<string, string>>;
  readonly scheme?: object;
}

const OPERATIONS = ["POST /postings", "POST /postings/{id}/reversal", "GET /postings"];

async function owed({ whole = "", refused = {}, scheme = { type: "mutualTLS" } }: Mesh) {
  const paths: Record<string, Record<string, object>> = {};
  for (const id of OPERATIONS) {
    const [method = "", path = ""] = id.split(" ");
    const said = refused[id];
    (paths[path] ??= {})[method.toLowerCase()] = {
      parameters: path.includes("{") ? [{ name: "id", in: "path", required: true, schema: TEXT }] : [],
      ...(method === "GET"
        ? {}
        : {
            requestBody: { content: { "application/json": { schema: { properties: { side: TEXT, minor: TEXT } } } } },
          }),
      responses: {
        200: { description: "OK", content: { "application/json": { schema: { properties: { side: TEXT } } } } },
        ...(said === undefined ? {} : { 403: { description: said } }),
      },
    };
  }
  const text = JSON.stringify({
    openapi: "3.1.0",
    info: { title: "ledger", version: "1", description: whole, contact: { email: "ledger@acme.io" } },
    servers: [{ url: "https://ledger.money.svc.cluster.local" }],
    security: [{ given: [] }],
    paths,
    components: { securitySchemes: { given: scheme } },
  });
  const { verdict, boundaries = [] } = await reviewOf(new Map([["openapi.json", text]]), "openapi.json");
  return { decision: verdict.decision, operations: boundaries.find(({ id }) => id.endsWith("-rights"))?.operations };
}

const CHANGES = ["POST /postings", "POST /postings/{id}/reversal"];
const table = (rows: readonly (readonly [string, string])[]): string =>
  ["| who | may |", "|---|---|", ...rows.map((row) => `| ${row.join(" | ")} |`)].join("\n");

test.each<[string, Mesh]>([
  ["English", { refused: { [CHANGES[0]!]: "Caller is not checkout", [CHANGES[1]!]: "Caller is not refunds" } }],
  ["English, only", { refused: { [CHANGES[0]!]: "Only the checkout service", [CHANGES[1]!]: "Only the refunds job" } }],
  [
    "German",
    { refused: { [CHANGES[0]!]: "Aufrufer ist nicht die Kasse", [CHANGES[1]!]: "Nur der Dienst Erstattung" } },
  ],
  [
    "German, anderer",
    { refused: { [CHANGES[0]!]: "Anderer Dienst als Kasse", [CHANGES[1]!]: "Anderer Dienst als Storno" } },
  ],
  [
    "French",
    {
      refused: {
        [CHANGES[0]!]: "L'appelant n'est pas la caisse",
        [CHANGES[1]!]: "Uniquement le service remboursement",
      },
    },
  ],
  [
    "Spanish",
    { refused: { [CHANGES[0]!]: "Quien llama no es caja", [CHANGES[1]!]: "Solamente el servicio de devoluciones" } },
  ],
  [
    "Portuguese",
    { refused: { [CHANGES[0]!]: "Quem chama não é o caixa", [CHANGES[1]!]: "Apenas o serviço de estornos" } },
  ],
  [
    "a table",
    {
      whole: table([
        ["checkout", "POST /postings"],
        ["refunds", "POST /postings/{id}/reversal"],
        ["reporting", "GET"],
      ]),
    },
  ],
  ["a list", { whole: "- checkout: `POST /postings`\n- refunds: `POST /postings/{id}/reversal`" }],
  [
    "clients with a token",
    {
      refused: { [CHANGES[0]!]: "Caller is not checkout", [CHANGES[1]!]: "Caller is not refunds" },
      scheme: { type: "oauth2", flows: { clientCredentials: { tokenUrl: "https://sso.acme.io/token", scopes: {} } } },
    },
  ],
])("it is a condition that others are refused: %s", async (_name, mesh) => {
  const { decision, operations } = await owed(mesh);
  expect(operations).toEqual(expect.arrayContaining(CHANGES));
  expect(decision).toBe("approve-with-conditions");
});

test.each<[string, Mesh]>([
  ["nothing is said of callers", {}],
  [
    "a refusal that names nobody",
    { refused: { [CHANGES[0]!]: "The caller is not allowed", [CHANGES[1]!]: "Forbidden" } },
  ],
  ["German, niemand", { refused: { [CHANGES[0]!]: "Aufrufer ist nicht berechtigt" } }],
  ["Spanish, nadie", { refused: { [CHANGES[0]!]: "Quien llama no está autorizado" } }],
  ["one caller of all", { refused: Object.fromEntries(OPERATIONS.map((id) => [id, "Caller is not checkout"])) }],
  ["a list of calls without callers", { whole: "- POST /postings: book\n- POST /postings/{id}/reversal: undo" }],
])("it is none where nothing tells programs apart: %s", async (_name, mesh) => {
  const { decision, operations } = await owed(mesh);
  expect(operations).toBeUndefined();
  expect(decision).toBe("approve");
});
