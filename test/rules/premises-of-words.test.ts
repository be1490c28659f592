import { describe, expect, test } from "vitest";
import { guessableCredential } from "../../src/rules/authentication/guessable-credential.ts";
import { longLivedToken } from "../../src/rules/authentication/long-lived-token.ts";
import { missingScope } from "../../src/rules/authentication/missing-scope.ts";
import { bolaClientSuppliedOwner } from "../../src/rules/authorization/bola-client-supplied-owner.ts";
import { credentialInResponse } from "../../src/rules/data/credential-in-response.ts";
import { internalsInResponse } from "../../src/rules/data/internals-in-response.ts";
import { publicFileLink } from "../../src/rules/data/public-file-link.ts";
import { sensitiveDataInUrl } from "../../src/rules/data/sensitive-data-in-url.ts";
import { writeOnlyInExample } from "../../src/rules/data/write-only-in-example.ts";
import { negativeAmount } from "../../src/rules/inputs/negative-amount.ts";
import type { Rule } from "../../src/rules/rule.ts";
import { faultsIn, returns, SCHEMES, takes, type Operations } from "./faults-in.ts";

/* A premise needs its own evidence: whose a sentence is, what a word belongs to, and what a value opens. */

const TEXT = { type: "string" };
const NUMBER = { type: "number" };
const reads = (id: string, properties: object, more: object = {}): Operations => ({
  [id]: { responses: returns({ type: "object", properties }), ...more },
});
const named = (name: string, description = ""): object => ({ name, in: "query", description, schema: TEXT });

async function causesIn(rule: Rule, operations: Operations, more: object = {}): Promise<readonly string[]> {
  return (await faultsIn(rule, operations, more)).map(({ cause }) => cause);
}

describe("credential-in-response", () => {
  const post = (properties: object, more: object = {}): Operations => reads("GET /posts/{id}", properties, more);

  test.each<[string, object]>([
    ["share_link", { share_link: TEXT }],
    ["share_url", { share_url: { ...TEXT, description: "The browser URL that can be used to share the collection" } }],
    ["sharing_link", { sharing_link: TEXT, title: TEXT }],
  ])("%s of what is shown anyway is none", async (_name, properties) => {
    expect(await causesIn(credentialInResponse, post(properties, { security: [] }))).toEqual([]);
  });

  test.each<[string, object]>([
    ["that a text calls secret", { share_link: { ...TEXT, description: "The secret link to the post" } }],
    ["that opens for anyone", { share_url: { ...TEXT, description: "Opens for anyone who has it" } }],
    ["beside who may see the thing", { share_link: TEXT, visibility: TEXT }],
    ["beside a password", { share_link: TEXT, link_password: TEXT }],
    ["beside an end", { share_link: TEXT, expires_at: TEXT }],
  ])("a link %s is one", async (_what, properties) => {
    expect(await causesIn(credentialInResponse, post(properties, { security: [] }))).not.toEqual([]);
  });

  const track = reads("GET /users/{id}/tracks", { title: TEXT, secret_uri: { ...TEXT, description: "Secret URL." } });

  test("the link to a thing that is read with its secret opens nothing more", async () => {
    const withSecret = { "GET /tracks/{id}": { parameters: [named("secret_token")], responses: returns(TEXT) } };
    expect(await causesIn(credentialInResponse, track)).not.toEqual([]);
    expect(await causesIn(credentialInResponse, { ...track, ...withSecret })).toEqual([]);
  });

  test("the token of a payment by which the next call names it is no credential of others", async () => {
    const session = reads("GET /payments/sessions/{id}", { status: TEXT, authorization_token: TEXT });
    const order = "/payments/authorizations/{authorization_token}/order";
    expect(await causesIn(credentialInResponse, session)).not.toEqual([]);
    expect(await causesIn(credentialInResponse, { ...session, [`POST ${order}`]: {} })).toEqual([]);
    expect(await causesIn(credentialInResponse, { ...session, [`POST ${order}`]: { security: [] } })).not.toEqual([]);
  });

  test.each(["shareLinkToken", "share_token", "sharing_key"])(
    "%s lets those who read the thing pass it on",
    async (name) => {
      const [fault] = await faultsIn(credentialInResponse, reads("GET /files/{id}", { title: TEXT, [name]: TEXT }));
      expect(fault?.mitigations?.[0] ?? "a link is meant to be passed on").toBe("a link is meant to be passed on");
    },
  );

  test("a password that is made of what was sent is nobody else's", async () => {
    const [fault] = await faultsIn(
      credentialInResponse,
      reads("GET /strength", { l33tPassword: TEXT }, { security: [], parameters: [named("password")] }),
    );
    expect(fault?.mitigations?.length ?? 2).toBe(2);
  });
});

describe("guessable-credential", () => {
  const key = (description: string): object => ({
    security: [{ client: [] }],
    components: {
      securitySchemes: { ...SCHEMES, client: { type: "apiKey", in: "query", name: "client_id", description } },
    },
  });

  test.each([
    ["", 1],
    ["The number of the customer", 1],
    ["Your product key", 0],
    ["The application key", 0],
    ["Der API-Schlüssel", 0],
    ["La clé de l'application", 0],
    ["La clave de la aplicación", 0],
    ["A chave da aplicação", 0],
  ])("client_id that is %j", async (description, count) => {
    const found = await causesIn(guessableCredential, reads("GET /orders", { id: TEXT }), key(description));
    expect(found).toHaveLength(count);
  });

  const logIn = (more: object): Operations => ({
    "POST /auth/token": {
      summary: "Log in",
      security: [],
      requestBody: takes({ username: TEXT, password: TEXT, ...more }),
    },
  });
  const DEFAULT = { ...TEXT, description: "The password is the same for all units (default: password)" };

  test("what is said of another field than those of the log-in says nothing of its password", async () => {
    expect(await causesIn(guessableCredential, logIn({ password: DEFAULT }))).toEqual(["default"]);
    expect(await causesIn(guessableCredential, logIn({ grant_type: DEFAULT }))).toEqual([]);
  });

  test("a user name that is set to an identifier is no secret", async () => {
    const made = (description: string): Operations => ({
      "POST /tokens": { description, requestBody: takes({ loginName: TEXT, password: TEXT }) },
    });
    const user = "The user name (loginName) is set to the customer number.";
    expect(await causesIn(guessableCredential, made(user))).toEqual([]);
    expect(await causesIn(guessableCredential, made("The password is set to the customer number."))).toHaveLength(1);
  });
});

describe("internals-in-response", () => {
  const config = (description: string): Operations => ({
    "GET /configuration": { security: [], description, responses: { 200: { description: "OK" } } },
  });

  test.each([
    ["", 1],
    ["Config", 1],
    ["Returns whether the optional features are enabled, and how times are tracked.", 0],
    ["Gibt zurück, welche Funktionen eingeschaltet sind und wie Zeiten erfasst werden.", 0],
    ["Renvoie les fonctions qui sont activées et la manière de suivre les temps.", 0],
    ["Devuelve qué funciones están activadas y cómo se registran los tiempos.", 0],
    ["Retorna quais funções estão ativadas e como os tempos são registrados.", 0],
    ["Returns the whole configuration of the server, with the password of the database.", 1],
  ])("a configuration of which the text is %j", async (description, count) => {
    expect(await causesIn(internalsInResponse, config(description))).toHaveLength(count);
  });

  test("the address of debug output is none", async () => {
    expect(await causesIn(internalsInResponse, reads("GET /routes", { debug: TEXT }))).toHaveLength(1);
    expect(await causesIn(internalsInResponse, reads("GET /routes", { debug: { ...TEXT, format: "uri" } }))).toEqual(
      [],
    );
  });

  test("the settings of a thing that callers make are theirs", async () => {
    const read = reads("GET /organisations/{id}/addons/{addonId}/migrations", { database_user: TEXT });
    expect(await causesIn(internalsInResponse, read)).toHaveLength(1);
    const made = { "POST /organisations/{id}/addons": { requestBody: takes({ plan: TEXT }) } };
    expect(await causesIn(internalsInResponse, { ...read, ...made })).toEqual([]);
  });
});

describe("write-only-in-example", () => {
  const answers = reads("GET /surveys/{id}/answers", { text: TEXT, respondentEmail: TEXT });

  test.each<[string, Operations, number]>([
    ["of the things themselves", { "POST /surveys/{id}/answers": { summary: "The answers are anonymous" } }, 1],
    ["of other things of that name", { "GET /answers/anonymous": { summary: "Retrieve answers anonymously" } }, 0],
    ["of a case", { "POST /surveys/{id}/answers": { summary: "If a link is anonymous, the answers are" } }, 0],
    ["de un caso", { "POST /surveys/{id}/answers": { summary: "Si el enlace es anónimo, answers anonymous" } }, 0],
  ])("a sentence %s", async (_of, operations, count) => {
    expect(await causesIn(writeOnlyInExample, { ...answers, ...operations })).toHaveLength(count);
  });

  test.each([
    "/anonymization/keys",
    "/anonymisierung/keys",
    "/anonymisation/keys",
    "/anonimizacion/keys",
    "/anonimizacao/keys",
  ])("%s has the real names beside the others", async (path) => {
    const keys = reads(`GET ${path}`, { patientId: TEXT, patientEmail: TEXT }, { summary: "The keys are anonymous" });
    expect(await causesIn(writeOnlyInExample, keys)).toEqual([]);
  });
});

describe("other rules", () => {
  test("a call that the service makes takes no amounts of callers", async () => {
    const order = (description: string): Operations => ({
      "POST /orders": { description, requestBody: takes({ amount: NUMBER }) },
    });
    expect(await causesIn(negativeAmount, order("Places an order."))).toHaveLength(1);
    for (const said of [
      "This webhook will be invoked when an order is ready.",
      "Dieser Webhook wird aufgerufen, wenn eine Bestellung fertig ist.",
      "Ce webhook est appelé quand une commande est prête.",
      "Este webhook es llamado cuando un pedido está listo.",
      "Este webhook é chamado quando um pedido está pronto.",
    ])
      expect(await causesIn(negativeAmount, order(said))).toEqual([]);
  });

  test("a blank scope is none", async () => {
    const scheme = (scopes: object): object => ({
      security: [{ login: [] }],
      components: {
        securitySchemes: {
          login: { type: "oauth2", flows: { clientCredentials: { tokenUrl: "https://acme.io/token", scopes } } },
        },
      },
    });
    const one = reads("GET /orders", { id: TEXT });
    expect(await causesIn(missingScope, one, scheme({ read: "Read" }))).toHaveLength(1);
    expect(await causesIn(missingScope, one, scheme({ " ": "Scopes not required" }))).toEqual([]);
  });

  test("how values are compared is no kind of data", async () => {
    const filters = (...names: readonly string[]): Operations => ({
      "GET /circuits": { parameters: names.map((name) => named(name)), responses: returns({ type: "array" }) },
    });
    expect(await causesIn(sensitiveDataInUrl, filters("name__nie", "name__ic", "name__n"))).toEqual([]);
    expect(await causesIn(sensitiveDataInUrl, filters("nie"))).toHaveLength(1);
    expect(
      await causesIn(sensitiveDataInUrl, filters("national_id", "national_id__n", "national_id__ic")),
    ).toHaveLength(1);
  });

  test("a blank template is no document of somebody", async () => {
    const link = { permanent_document_url: TEXT };
    const isMild = async (id: string): Promise<boolean> => {
      const [fault] = await faultsIn(publicFileLink, reads(id, link));
      return fault?.mitigations?.includes("it leads to a template, which holds nobody's data") === true;
    };
    expect(await isMild("GET /templates/{id}")).toBe(true);
    expect(await isMild("POST /templates/{id}/copy")).toBe(true);
    expect(await isMild("GET /templates/{id}/submissions")).toBe(false);
    expect(await isMild("GET /documents/{id}")).toBe(false);
  });

  test("who asks for a new password ends nothing yet", async () => {
    const said = "The old password is still functional until a new one is submitted.";
    const ask = {
      "POST /auth/reset-password": { security: [], description: said, requestBody: takes({ email: TEXT }) },
    };
    expect(await causesIn(longLivedToken, ask)).toEqual([]);
  });

  test("the sender that recipients see is not who calls", async () => {
    const send = (description: string): Operations => ({
      "POST /sign-up": { security: [], requestBody: takes({ email: TEXT, password: TEXT }) },
      "POST /messages": { requestBody: takes({ sender_id: { ...TEXT, description }, text: TEXT }) },
    });
    expect(await causesIn(bolaClientSuppliedOwner, send("The user who sends it"))).toHaveLength(1);
    expect(
      await causesIn(bolaClientSuppliedOwner, send('The "sender" identity; recipients see it as the "from".')),
    ).toEqual([]);
  });
});
