import { expect, test } from "vitest";
import { issuingSentence } from "../../src/exposure/issuing-sentences.ts";
import { rankedTests } from "../../src/review/tests.ts";
import { credentialInResponse } from "../../src/rules/data/credential-in-response.ts";
import { rawCardData } from "../../src/rules/data/raw-card-data.ts";
import { apiOf, faultsIn, returns, takes } from "../rules/faults-in.ts";

/*
 * What a text says of who gets a credential, whose secret it is then, and between whom tests keep things apart.
 */

const TEXT = { type: "string" };

test.each([
  ["In any case, we need an explicit agreement from the customer before we create these credentials.", true],
  ["To obtain credentials, you need to register as an Acme partner.", true],
  ["Es braucht die Zustimmung des Kunden, bevor wir die Zugangsdaten anlegen.", true],
  ["Sie müssen sich als Partner registrieren, um Zugangsdaten zu erhalten.", true],
  ["Il faut l'accord du client avant de créer les identifiants.", true],
  ["Pour obtenir des identifiants, inscrivez-vous comme partenaire.", true],
  ["Se necesita el acuerdo del cliente antes de crear las credenciales.", true],
  ["Para obtener credenciales, hay que registrarse como socio.", true],
  ["É preciso o acordo do cliente antes de criar as credenciais.", true],
  ["Para obter credenciais, é preciso registrar-se como parceiro.", true],
  ["To get an API key, send a mail to support@acme.io.", true],
  ["Contact us at support@acme.io to request an API key.", true],
  ["Please contact sales to obtain your API key.", true],
  ["Write to support@acme.io to get an API key.", true],
  ["E-mail our team for an API key.", true],
  ["API keys are issued on request.", true],
  ["You can request an API key by e-mail.", true],
  ["Kontaktieren Sie unseren Support, um einen API-Schlüssel zu erhalten.", true],
  ["Contactez-nous pour obtenir une clé API.", true],
  ["Contáctenos para solicitar una clave de API.", true],
  ["Entre em contato conosco para solicitar uma chave de API.", true],
  ["Contact support to get an API key replaced.", false],
  ["Contact support if your API key was stolen.", false],
  ["Contact us to get help with an API key.", false],
  ["This API allows resellers to manage their resources.", true],
  ["Access will be opened up only to those with a signed commercial contract.", true],
  ["This API allows users to manage their resources.", false],
  ["To get an API key, send a request to /keys.", false],
  ["To obtain credentials, register as a developer.", false],
  ["Read the licence agreement before you create credentials.", false],
  ["To obtain credentials, create an account.", false],
  ["Partners register as users.", false],
])("who is given a credential once somebody agreed, or as a partner: %s", (text, isKept) => {
  expect(issuingSentence(text, "Acme API") !== undefined).toBe(isKept);
});

test.each([
  ["Your Acme contact will provide your API credential and an API key.", true],
  ["Every subscriber is supplied with a client_id and a client_secret.", true],
  ["API keys are issued to contracted retailers.", true],
  ["Contact our support team to obtain an access token.", true],
  ["The Acme API is a closed API that is only available to financial institutions.", true],
  ["Access is limited to approved partners.", true],
  ["Zugangsdaten erhalten Sie von Ihrem Ansprechpartner.", true],
  ["API-Schlüssel werden nach Vertrag vergeben.", true],
  ["Les clés d'api sont délivrées par le service.", true],
  ["Les jetons sont fournis aux membres.", true],
  ["Las claves de api son entregadas por el gestor.", true],
  ["As chaves da API são emitidas pela equipa.", true],
  ["El servicio es reservado a socios.", true],
  ["O serviço é restrito a parceiros.", true],
  ["Le service est accessible uniquement aux clients.", true],
  ["Die Schnittstelle ist nur für zugelassene Partner.", true],
  ["Les identifiants sont fournis par votre conseiller.", true],
  ["L'accès est réservé aux organismes partenaires.", true],
  ["Las credenciales son proporcionadas por su gestor.", true],
  ["As credenciais são fornecidas pelo seu gestor.", true],
  ["We will provide the secure client credentials and set up the scope of the requests.", true],
  ["Acme will provide the client credentials and the allowed company numbers.", true],
  ["Our integration team will send you an API key.", true],
  ["Wir stellen Ihnen die Zugangsdaten bereit.", true],
  ["Nous vous fournirons vos identifiants.", true],
  ["Le facilitaremos las credenciales.", true],
  ["Forneceremos as credenciais de acesso.", true],
  ["Sign up, and we will send you an API key.", false],
  ["We give API keys to everyone.", false],
  ["Bolt will provide the client credentials of its own API.", false],
  ["For this endpoint we will provide a client secret.", false],
  ["This endpoint is only available to partners.", false],
  ["This feature is available to all customers of the API.", false],
  ["The plan is available for customers in Europe.", false],
  ["Provide your API key in the header.", false],
  ["We send a token with each webhook.", false],
  ["Get your API key from your account settings.", false],
])("%s", (text, isKept) => {
  expect(issuingSentence(`The Acme API.\n${text}`, "Acme API") !== undefined).toBe(isKept);
});

const REFUSES = {
  401: { description: "The Authorization header holds no valid token" },
  ...returns({ type: "object" }),
};
const GIVEN = "Your Acme contact will provide your API key.";

test.each<[string, object, object, string]>([
  ["of a scheme", { description: GIVEN }, { security: [{ key: [] }], responses: REFUSES }, "partner"],
  ["where only a refusal shows that one is asked for", { description: GIVEN }, { responses: REFUSES }, "partner"],
  ["where nothing shows that one is asked for", { description: "Orders." }, { responses: REFUSES }, "unknown"],
  [
    "where anyone can sign up",
    { description: `Sign up to obtain a key. ${GIVEN}` },
    { security: [{ key: [] }], responses: REFUSES },
    "self-registered",
  ],
])("who gets the credential %s", async (_name, info, operation, admission) => {
  const api = await apiOf(
    { "GET /orders": operation },
    { security: undefined, info: { title: "Acme", version: "1", ...info } },
  );
  expect(api.assessed(api.operations[0]!).admission).toBe(admission);
});

const SHOWN = (path: string, properties: object, beside: object = {}): Parameters<typeof faultsIn>[1] => ({
  [`GET ${path}`]: { security: [{ certificate: [] }], responses: returns({ type: "object", properties }) },
  ...beside,
});
const URL_OF_CALLER = { notifyURL: TEXT };

test.each<[string, Parameters<typeof faultsIn>[1], string]>([
  ["the password of an upstream", SHOWN("/upstreams/{id}", { password: TEXT }), "0"],
  [
    "the password that is used at the address beside it",
    SHOWN("/settings/{id}", { ...URL_OF_CALLER, password: { ...TEXT, description: "Used at the notifyURL." } }),
    "-",
  ],
  ["a password beside an address", SHOWN("/settings/{id}", { ...URL_OF_CALLER, password: TEXT }), "0"],
  ["a token", SHOWN("/services/{id}", { token: TEXT }), "-"],
  ["a token with a lifetime", SHOWN("/services/{id}", { token: TEXT, ttl: { type: "integer" } }), "-"],
  ["a secret with a lifetime", SHOWN("/services/{id}", { clientSecret: TEXT, ttl: { type: "integer" } }), "0"],
  [
    "a token whose lifetime is set where it is made",
    SHOWN("/tokens/{id}", { token: TEXT }, { "POST /tokens": { requestBody: takes({ ttl: { type: "integer" } }) } }),
    "-",
  ],
])("credential-in-response: %s", async (_name, operations, steps) => {
  const [fault] = await faultsIn(credentialInResponse, operations);
  expect("-".repeat(fault?.mitigations?.length ?? 9) || "0").toBe(steps);
});

test.each([
  ["The code of the card.", 1],
  ["The code of the card. In a response it is always empty because it is not stored.", 0],
])("raw-card-data: %s", async (description, count) => {
  const faults = await faultsIn(rawCardData, {
    "GET /cards/{id}": { responses: returns({ type: "object", properties: { cvc: { ...TEXT, description } } }) },
  });
  expect(faults).toHaveLength(count);
});

const testsOf = async (operations: Parameters<typeof apiOf>[0], more: object = {}): Promise<readonly string[]> =>
  rankedTests(await apiOf(operations, more)).map(
    ({ test: { operation, boundary, kind }, stake }) => `${operation} ${boundary} ${kind} ${stake}`,
  );

test("procedures name their things in bodies, and those are tested", async () => {
  expect(
    await testsOf({
      "POST /getAccountHolder": {
        requestBody: takes({ accountHolderCode: TEXT }),
        responses: returns({ type: "object" }),
      },
      "POST /closeAccountHolder": { requestBody: takes({ accountHolderCode: TEXT, reasonCode: TEXT }) },
      "POST /getCountries": { requestBody: takes({ languageCode: TEXT }), responses: returns({ type: "object" }) },
    }),
  ).toEqual(["POST /closeAccountHolder user object control", "POST /getAccountHolder user object undefined"]);
});

test.each([
  ["Bearer token of the user", "user"],
  ["Channel access token", "account"],
  ["The secret API key", "account"],
])("a bearer that is called %j is told apart by %s", async (description, boundary) => {
  const schemes = { token: { type: "http", scheme: "bearer", description } };
  const tests = await testsOf(
    { "POST /chats/{chatId}/detach": { responses: {} }, "POST /chats/{chatId}/mark": { responses: {} } },
    { components: { securitySchemes: schemes } },
  );
  expect(tests).toEqual([
    `POST /chats/{chatId}/detach ${boundary} object control`,
    `POST /chats/{chatId}/mark ${boundary} object integrity`,
  ]);
});

test("a user name beside an API key is that of a program", async () => {
  const both = { security: [{ password: [] }, { key: [] }] };
  const alone = { security: [{ password: [] }] };
  expect(await testsOf({ "DELETE /orders/{id}": both })).toEqual(["DELETE /orders/{id} account object destruction"]);
  expect(await testsOf({ "DELETE /orders/{id}": alone })).toEqual(["DELETE /orders/{id} user object destruction"]);
});
