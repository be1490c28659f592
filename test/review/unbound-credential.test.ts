import { expect, test } from "vitest";
import { loadPolicy } from "../../src/policy/load-policy.ts";
import { filesOf } from "../gate/judged.ts";
import { reviewAlone } from "../review-alone.ts";

/*
 * Who gets the credential of a program, and whose records it reaches: a question where nothing says either and restricted data or
 * money of others is at stake; a test where a rule is stated, a person logs in, or nothing shows that several parties call.
 */

const TEXT = { type: "string" };
const NUMBER = { type: "integer" };

interface Written {
  readonly title?: string;
  readonly description?: string;
  readonly scheme: object;
  /** `GET /patients/{id}`: what it returns, or what it takes. */
  readonly paths: Readonly<Record<string, object>>;
  readonly summary?: string;
  readonly refusal?: string;
  readonly settings?: string;
  readonly server?: string;
}

async function decided(written: Written) {
  const {
    title = "T",
    description = "",
    scheme,
    paths,
    summary,
    refusal,
    settings,
    server = "https://api.acme.io",
  } = written;
  const text = JSON.stringify({
    openapi: "3.1.0",
    info: { title, version: "1", description, contact: { email: "api@acme.io" } },
    servers: [{ url: server }],
    security: [{ given: [] }],
    paths: Object.fromEntries(
      Object.entries(paths).map(([id, properties]) => {
        const [method = "", path = ""] = id.split(" ");
        const content = { "application/json": { schema: { type: "object", properties } } };
        const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
          name,
          in: "path",
          required: true,
          schema: NUMBER,
        }));
        const isRead = method === "GET";
        return [
          path,
          {
            [method.toLowerCase()]: {
              ...(summary === undefined ? {} : { summary }),
              parameters: named,
              ...(isRead ? {} : { requestBody: { required: true, content } }),
              responses: {
                ...(isRead ? { 200: { description: "OK", content } } : { 204: { description: "OK" } }),
                ...(refusal === undefined ? {} : { 404: { description: refusal } }),
              },
            },
          },
        ];
      }),
    ),
    components: { securitySchemes: { given: scheme } },
  });
  const files = filesOf(
    new Map([["openapi.json", text], ...(settings === undefined ? [] : [["sallyport.yaml", settings] as const])]),
  );
  const { verdict } = await reviewAlone("openapi.json", files, await loadPolicy("openapi.json", files));
  return verdict;
}

const KEY = { type: "apiKey", in: "header", name: "X-Api-Key" };
const CLIENT = {
  type: "oauth2",
  flows: { clientCredentials: { tokenUrl: "https://login.acme.io/token", scopes: { read: "read" } } },
};
const named = (parameter: string, description?: string): object => ({
  type: "apiKey",
  in: "header",
  name: parameter,
  ...(description === undefined ? {} : { description }),
});

const HEALTH = { name: TEXT, diagnosis: TEXT, medication: TEXT };
const ACCOUNT = { accountHolder: TEXT, iban: TEXT };

const ASKED: readonly (readonly [string, Written])[] = [
  [
    "a key, an account that the caller names",
    { scheme: KEY, paths: { "GET /accounts/{accountId}/bank-details": ACCOUNT } },
  ],
  [
    "laboratories and booking portals, in English",
    {
      description: "Connects surgeries with laboratories and booking portals.",
      scheme: KEY,
      paths: { "GET /patients/{id}/results": HEALTH },
    },
  ],
  [
    "German: Makler und Versicherer",
    {
      description: "Für Makler und Versicherer.",
      scheme: named("X-Zugang"),
      paths: { "GET /kunden/{id}": { name: TEXT, iban: TEXT, gesundheitsangaben: TEXT } },
    },
  ],
  [
    "French: laboratoires et prestataires",
    {
      description: "Échanges avec les laboratoires et les prestataires.",
      scheme: named("X-Cle"),
      paths: { "GET /patients/{id}/resultats": { nom: TEXT, diagnostic: TEXT, traitement: TEXT } },
    },
  ],
  [
    "Spanish: agencias y aseguradoras",
    {
      description: "Integración para agencias y aseguradoras.",
      scheme: named("X-Clave"),
      paths: { "GET /pacientes/{id}/informes": { nombre: TEXT, diagnostico: TEXT, medicacion: TEXT } },
    },
  ],
  [
    "Portuguese: laboratórios e parceiros",
    {
      description: "Para laboratórios e parceiros.",
      scheme: CLIENT,
      paths: { "GET /pacientes/{id}/exames": { nome: TEXT, diagnostico: TEXT, cpf: TEXT } },
    },
  ],
  [
    "the token of a service",
    { scheme: named("X-Service-Token"), paths: { "GET /customers/{id}": { name: TEXT, iban: TEXT, ssn: TEXT } } },
  ],
  [
    "the token of a game credits coins",
    {
      scheme: named("X-Key", "Token of the game"),
      paths: { "POST /players/{id}/wallet/credit": { amount: NUMBER, reason: TEXT } },
    },
  ],
  [
    "where an account is paid to is set",
    { scheme: KEY, paths: { "PUT /merchants/{merchantId}/payout-account": { iban: TEXT } } },
  ],
  [
    "recordings of callers for customers and consultancies, by number",
    {
      description: "For our customers and consultancies.",
      scheme: KEY,
      paths: { "GET /calls/{id}": { phone: TEXT, transcript: TEXT } },
    },
  ],
];

test.each(ASKED)("it is asked who gets it and whose records it reaches: %s", async (_name, written) => {
  const { decision, reasons } = await decided(written);
  expect(reasons.filter(({ kind }) => kind === "depends").map(({ text }) => text)).toEqual([
    expect.stringContaining("whose records does it reach?"),
  ]);
  expect(decision).toBe("insufficient-evidence");
});

const TESTED: readonly (readonly [string, Written])[] = [
  [
    "the key belongs to one account",
    { description: "An API key belongs to one account.", scheme: KEY, paths: ASKED[0]![1].paths },
  ],
  [
    "the scheme says it",
    { scheme: { ...KEY, description: "The key is bound to the account." }, paths: ASKED[0]![1].paths },
  ],
  [
    "German: gilt nur für",
    {
      description: "Für Makler und Versicherer. Der Schlüssel gilt nur für die Kunden des Maklers.",
      scheme: named("X-Zugang"),
      paths: ASKED[2]![1].paths,
    },
  ],
  [
    "French: n'ouvre que",
    {
      description: "Échanges avec les laboratoires. La clé n'ouvre que les patients du cabinet.",
      scheme: named("X-Cle"),
      paths: ASKED[3]![1].paths,
    },
  ],
  [
    "Spanish: vinculada a",
    {
      description: "Integración para agencias. La clave está vinculada a la clínica.",
      scheme: named("X-Clave"),
      paths: ASKED[4]![1].paths,
    },
  ],
  [
    "Portuguese: limitado a",
    {
      description: "Para laboratórios e parceiros. O token é limitado aos pacientes da clínica.",
      scheme: CLIENT,
      paths: ASKED[5]![1].paths,
    },
  ],
  [
    "a refusal says it",
    {
      scheme: KEY,
      paths: ASKED[0]![1].paths,
      refusal: "Not found, or the account is not yours: other accounts are refused",
    },
  ],
  ["nobody but one account is said to call, by its key", { scheme: KEY, paths: { "GET /patients/{id}": HEALTH } }],
  [
    "a person logs in",
    {
      description: "For laboratories and partners.",
      scheme: { type: "openIdConnect", openIdConnectUrl: "https://login.acme.io/.well-known/openid-configuration" },
      paths: { "GET /patients/{id}": HEALTH },
    },
  ],
  [
    "who gets it is answered",
    {
      scheme: KEY,
      paths: ASKED[0]![1].paths,
      settings: "admission:\n  given: partner\n",
    },
  ],
  [
    "what it is bound to is answered",
    {
      scheme: KEY,
      paths: ASKED[0]![1].paths,
      settings: "tenancy: account\n",
    },
  ],
  ["nothing restricted is at stake", { scheme: KEY, paths: { "GET /accounts/{accountId}/colours": { colour: TEXT } } }],
];

test.each(TESTED)("it is a test: %s", async (_name, written) => {
  const { reasons } = await decided(written);
  expect(reasons.map(({ text }) => text).join()).not.toContain("whose records does it reach?");
});
