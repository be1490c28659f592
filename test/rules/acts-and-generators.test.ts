import { expect, test } from "vitest";
import { isolationProofs } from "../../src/review/isolation.ts";
import { unauthenticatedWrite } from "../../src/rules/exposure/unauthenticated-write.ts";
import { missingRateLimit } from "../../src/rules/flows/missing-rate-limit.ts";
import { internalsInResponse } from "../../src/rules/data/internals-in-response.ts";
import { injectionInterpretedInput } from "../../src/rules/inputs/injection-interpreted-input.ts";
import { statedIn } from "../../src/lexicon/statements.ts";
import { makesUp } from "../../src/exposure/made-up.ts";
import { apiOf, faultsIn, returns, takes, type Operations } from "./faults-in.ts";

/* What a name or a sentence seems to say, and the operation does not do: acts, generators, lists of contacts, states. */

const TEXT = { type: "string" };
const query = (name: string, description = "", schema: object = TEXT): object => ({
  parameters: [{ name, in: "query", description, schema }],
});

test.each<[string, Operations, number]>([
  ["that a shell runs", { "POST /service": query("cmd") }, 1],
  ["with a default act", { "POST /service": query("cmd", "", { ...TEXT, default: "activate" }) }, 0],
  [
    "with a default act elsewhere",
    { "POST /service": query("cmd"), "POST /tree": query("cmd", "", { ...TEXT, default: "activate" }) },
    0,
  ],
  ["with an example of a shell", { "POST /service": query("cmd", "", { ...TEXT, default: "ls -l /var" }) }, 1],
  ["of a list", { "POST /service": query("cmd", "One of `install`, `build` or `delete`.") }, 0],
  ["of a list, in German", { "POST /service": query("cmd", "Mögliche Werte: installieren, bauen, löschen.") }, 0],
  ["of a list, in French", { "POST /service": query("cmd", "Valeurs possibles : « installer », « effacer ».") }, 0],
  ["of a list, in Spanish", { "POST /service": query("cmd", "Uno de 'instalar', 'borrar'.") }, 0],
  ["of a list, in Portuguese", { "POST /service": query("cmd", 'Um de "instalar", "apagar".') }, 0],
  ["of one of the servers", { "POST /service": query("cmd", "The command that one of the servers runs.") }, 1],
  [
    "that is executed on one of the servers, with examples",
    { "POST /service": query("cmd", "Command that is executed on one of the servers, such as `uptime` or `df`") },
    1,
  ],
  ["run on one of two servers", { "POST /service": query("cmd", "Is executed on one of `alpha` or `beta`") }, 1],
  ["for one of the disks", { "POST /service": query("cmd", "Cleans one of the disks, such as `rm` or `df`") }, 1],
  ["of a subjunctive", { "POST /service": query("cmd", "Pour que le disque soit nettoyé, comme `rm` ou `df`") }, 1],
  ["of values in two sentences", { "POST /service": query("cmd", "Is executed. Possible values are `go`, `up`") }, 0],
  ["of a list over lines", { "POST /service": query("cmd", "One of the following:\n- `start`\n- `stop`") }, 0],
  [
    "with a program by default, run by a shell",
    { "POST /service": query("cmd", "The shell command line.", { ...TEXT, default: "mysqldump" }) },
    1,
  ],
  [
    "with a program by default, that is executed",
    { "POST /service": query("cmd", "Executed at night.", { ...TEXT, default: "mysqldump" }) },
    1,
  ],
  ["of one of two shells", { "POST /service": query("cmd", "The command line, run by either `bash` or `sh`.") }, 1],
  [
    "of a tool, with a default act elsewhere",
    { "POST /tools/backup": query("cmd"), "POST /tree": query("cmd", "", { ...TEXT, default: "activate" }) },
    1,
  ],
  [
    "with a default act elsewhere, and a text",
    {
      "POST /service": query("cmd", "What the server runs."),
      "POST /tree": query("cmd", "", { ...TEXT, default: "activate" }),
    },
    1,
  ],
])("a command %s", async (_what, operations, found) => {
  expect(await faultsIn(injectionInterpretedInput, operations)).toHaveLength(found);
});

const MEANT_TO_RUN = ["the operation is meant to run code that callers send", "isolation depends on its operators"];

test.each<[string, string, string, string[]]>([
  ["in the page, by the field", "", "Execute JavaScript on the website.", MEANT_TO_RUN],
  ["in a sandbox, by the operation", "Runs what you send in a sandbox.", "", MEANT_TO_RUN],
  ["in German", "", "JavaScript im Browser ausführen.", MEANT_TO_RUN],
  ["in French", "", "Exécuter JavaScript dans le navigateur.", MEANT_TO_RUN],
  ["in Spanish", "", "Ejecuta JavaScript en la página.", MEANT_TO_RUN],
  ["in Portuguese", "", "Executa JavaScript na página.", MEANT_TO_RUN],
  ["on the server", "", "JavaScript that the server executes.", []],
  ["on the server, and shown in a page", "Runs it on the server, shows it in the browser.", "", []],
  ["by the service, and shown in a page", "Executes it and shows what comes back in the browser.", "", []],
  ["of which nothing is said", "", "", []],
])("what is run %s", async (_what, summary, description, reduced) => {
  const faults = await faultsIn(injectionInterpretedInput, {
    "POST /jobs": { summary, requestBody: takes({ exec: { ...TEXT, description } }) },
  });
  expect(faults).toHaveLength(1);
  expect(faults[0]?.mitigations).toEqual(reduced);
});

test.each([
  ["PUT /sheets/{id}", { header_html: TEXT }, true],
  ["PUT /sheets/{id}", { footer: TEXT }, false],
  ["PUT /pages/{id}", { header_html: TEXT }, false],
])("%s that keeps %j, which another operation on sheets renders", async (id, properties, isNamed) => {
  const api = await apiOf({
    "POST /sheets/{id}/render": { requestBody: takes({ header_html: TEXT }) },
    [id]: { requestBody: takes(properties) },
  });
  expect(isolationProofs(api, []).some(({ operations }) => operations.includes(id))).toBe(isNamed);
});

test("JavaScript is code and no command", async () => {
  const [fault] = await faultsIn(injectionInterpretedInput, {
    "POST /jobs": { requestBody: takes({ exec: { ...TEXT, description: "JavaScript to run." } }) },
  });
  expect(fault?.cause).toBe("script");
});

test.each<[string, string, string, boolean]>([
  ["GET /text/password", "Generate password", "", true],
  ["GET /passwort", "Generiert ein zufälliges Passwort", "", true],
  ["GET /mot-de-passe", "Génère un mot de passe", "", true],
  ["GET /clave", "Genera una contraseña", "", true],
  ["GET /senha", "Gera uma senha", "", true],
  ["GET /phone", "", "Generates a random telephone number. Nothing is kept.", true],
  ["GET /users/{id}/password", "Generate password", "", false],
  ["GET /password", "Get password", "", false],
  ["GET /report", "Generate the report of all members", "", false],
])("%s: %s %s is made up: %s", async (id, summary, description, isMadeUp) => {
  const { operations } = await apiOf({ [id]: { summary, description } });
  expect(operations.map(makesUp)).toEqual([isMadeUp]);
});

test.each<[string, object, boolean]>([
  ["one value", { properties: { text: TEXT } }, true],
  ["several values", { properties: { lastName: TEXT, diagnosis: TEXT } }, false],
  ["a list", { type: "array", items: { properties: { lastName: TEXT } } }, false],
])("a text that is generated, and %s comes back", async (_what, schema, isMadeUp) => {
  for (const summary of ["Generate a text report of all patients", "Generate a random sample of the patients"]) {
    const { operations } = await apiOf({ "GET /report": { summary, responses: returns(schema) } });
    expect(operations.map(makesUp)).toEqual([isMadeUp]);
  }
});

test.each<[string, string, number]>([
  ["what is generated", "Generate password", 0],
  ["what is kept", "Get password", 1],
])("a path that ends in a secret, and %s", async (_what, summary, found) => {
  const responses = { 200: { description: "The password." } };
  const operations = { "GET /text/password": { summary, security: [], responses } };
  expect(await faultsIn(internalsInResponse, operations)).toHaveLength(found);
});

test.each<[string, boolean]>([
  ["Delete the signing basket as long as no authorisation has yet been applied", false],
  ["Storniert den Korb, so lange keine Anmeldung vorliegt", false],
  ["Supprime le panier tant que la connexion n'est pas établie", false],
  ["The code can be tried as long as they like", true],
  ["Der Code kann so lange man will eingegeben werden", true],
  ["Unlimited attempts are allowed", true],
])("a sentence of guesses, or of a state: %s", (sentence, isOfGuesses) => {
  expect(statedIn(sentence).has("tries-unlimited")).toBe(isOfGuesses);
});

const contact = takes({ email: TEXT, firstName: TEXT });

test.each<[string, object, number, number]>([
  ["POST /contact", takes({ email: TEXT, message: TEXT }), 1, 2],
  ["POST /contact", contact, 1, 2],
  ["POST /directories/{id}/lists/{listId}/contacts", contact, 0, 0],
  ["POST /listen/{id}/kontakte", contact, 0, 0],
  ["POST /listes/{id}/contacts", contact, 0, 0],
  ["POST /listings/{id}/contact", contact, 1, 2],
  ["POST /listas/{id}/contactos", contact, 0, 0],
  ["POST /listas/{id}/contatos", contact, 0, 0],
  ["POST /shops/{id}/contact", takes({ email: TEXT, message: TEXT }), 1, 2],
])("%s: who is entered in a list is sent nothing", async (id, requestBody, messages, reduced) => {
  const operations = { [id]: { requestBody, security: [] } };
  expect(await faultsIn(missingRateLimit, operations)).toHaveLength(messages);
  const [fault] = await faultsIn(unauthenticatedWrite, operations);
  expect(fault?.mitigations ?? []).toHaveLength(reduced);
});

test.each([
  ["Code text that the worker runs", 1],
  ["QR code text", 0],
  ["Status code text", 0],
  ["Content of the product, promo code content", 0],
])("a text described as %j is code that is run: %i", async (description, found) => {
  const operations = { "POST /pictures": { requestBody: takes({ data: { ...TEXT, description } }) } };
  expect(await faultsIn(injectionInterpretedInput, operations)).toHaveLength(found);
});
