import { expect, test } from "vitest";
import { injectionInterpretedInput } from "../../src/rules/inputs/injection-interpreted-input.ts";
import { ssrfClientSuppliedUrl } from "../../src/rules/inputs/ssrf-client-supplied-url.ts";
import { unrestrictedUpload } from "../../src/rules/resources/unrestricted-upload.ts";
import { faultsIn, returns, takes, type Operations } from "./faults-in.ts";

/* URLs that the service calls, by their text and wherever they stand; and those that it only compares, keeps or shows. */

const TEXT = { type: "string" };
const said = (description: string): object => ({ ...TEXT, description });
const inside = (name: string, properties: object): object => ({ [name]: { type: "object", properties } });
const listed = (name: string, properties: object): object => ({
  [name]: { type: "array", items: { type: "object", properties } },
});
const query = (...names: readonly string[]): object => ({
  parameters: names.map((name) => ({ name, in: "query", schema: TEXT })),
});

const causesOf = async (operations: Operations): Promise<string> =>
  (await faultsIn(ssrfClientSuppliedUrl, operations)).map(({ cause }) => cause).join(", ");

test.each<[string, object, string]>([
  [
    "inside of the body",
    inside("response", { proxyBaseUrl: said("Where matching requests go.") }),
    "fetched proxyBaseUrl",
  ],
  ["at the top", { targetBaseUrl: TEXT }, "fetched targetBaseUrl"],
  ["in German", { zielBasisUrl: TEXT }, "fetched zielBasisUrl"],
  ["in Spanish", { urlBaseDestino: TEXT }, "fetched urlBaseDestino"],
  ["in Portuguese", { url_base_servidor: TEXT }, "fetched url_base_servidor"],
  ["in French", { url_base_cible: TEXT }, "fetched url_base_cible"],
  ["of the site itself", { siteBaseUrl: TEXT }, ""],
  ["that is only a base", { baseUrl: TEXT }, ""],
  ["said to take on requests", inside("stub", { url: said("The URL to proxy matching requests to.") }), "fetched url"],
  ["in German words", { url: said("Die URL, an die Anfragen weitergeleitet werden.") }, "fetched url"],
  ["in French words", { url: said("L'URL vers laquelle les requêtes sont relayées.") }, "fetched url"],
  ["in Spanish words", { url: said("La URL a la que se reenvían las peticiones.") }, "fetched url"],
  ["in Portuguese words", { url: said("O URL para o qual as requisições são encaminhadas.") }, "fetched url"],
  ["to which data is pushed", inside("request", { dataPushUrl: TEXT }), "webhook"],
  ["that only holds data", { dataUrl: TEXT }, ""],
  ["to match against", { url: said("The path and query to match exactly against.") }, ""],
  ["called to match things", { callbackUrl: said("URL that we call with each event, to match orders.") }, "webhook"],
  ["called in German", { callbackUrl: said("URL, die wir aufrufen, zum Abgleich der Aufträge.") }, "webhook"],
  ["called in French", { callbackUrl: said("URL que nous appelons, à comparer.") }, "webhook"],
  ["to compare with, in German", { url: said("Die URL, mit der die Anfrage verglichen wird.") }, ""],
])("a URL of another server %s", async (_name, properties, causes) => {
  expect(await causesOf({ "POST /stubs": { requestBody: takes(properties) } })).toBe(causes);
});

test.each<[string, string, object, string]>([
  ["of what goes along with a message", "POST /messages", listed("media", { url: TEXT }), "fetched url"],
  ["of an attachment", "POST /mails/send", listed("attachments", { url: TEXT }), "fetched url"],
  ["in German", "POST /nachrichten/senden", listed("anhaenge", { url: TEXT }), "fetched url"],
  ["in French", "POST /messages", listed("piecesJointes", { url: TEXT }), "fetched url"],
  ["in Spanish", "POST /mensajes", listed("adjuntos", { url: TEXT }), "fetched url"],
  ["in Portuguese", "POST /mensagens", listed("anexos", { url: TEXT }), "fetched url"],
  ["of links on a page", "POST /pages", listed("links", { url: TEXT }), ""],
  ["of attachments that are only kept", "PUT /records/{id}", listed("attachments", { url: TEXT }), ""],
])("the URL %s", async (_name, id, properties, causes) => {
  expect(await causesOf({ [id]: { requestBody: takes(properties) } })).toBe(causes);
});

test.each<[string, string, object, string]>([
  ["a picture in which something is looked for", "POST /analysis/detection", query("pictureURL"), "fetched pictureURL"],
  ["in German", "POST /gesichtserkennung", query("bildUrl"), "fetched bildUrl"],
  ["a picture of a profile", "POST /profiles", query("pictureURL"), "shown"],
  ["a stream with a log-in", "POST /streams", query("name", "url", "username", "password"), "fetched url"],
  ["the page of somebody who signs up", "POST /signup", query("email", "url", "username", "password"), ""],
  ["a page", "POST /streams", query("name", "url"), ""],
])("in the query: %s", async (_name, id, operation, causes) => {
  expect(await causesOf({ [id]: operation })).toBe(causes);
});

test.each<[string, object, number]>([
  ["that is run over what is kept", { xpath: TEXT }, 1],
  ["that requests are compared with, by its name", { matchesXPath: TEXT }, 0],
  ["of a matcher", { xpathMatcher: TEXT }, 0],
  ["by its text", { xpath: said("The XPath to match against.") }, 0],
  ["in Spanish", { xpath: said("El XPath con el que se compara la petición.") }, 0],
])("an XPath %s", async (_name, properties, count) => {
  const operations = { "POST /stubs/find": { requestBody: takes(properties) } };
  expect(await faultsIn(injectionInterpretedInput, operations)).toHaveLength(count);
});

const LOG: Operations = {
  "GET /jobs/{id}/attempts": {
    responses: returns({
      type: "object",
      properties: { response: { type: "object", properties: { body: TEXT, statusCode: { type: "integer" } } } },
    }),
  },
};

test.each<[string, object, Operations, number]>([
  ["a read shows what came back", { sourceUrl: TEXT }, LOG, 1],
  ["nothing shows it", { sourceUrl: TEXT }, {}, 0],
  ["calls are passed on there, by the name", { proxyBaseUrl: TEXT }, {}, 1],
  ["by the text", { url: said("The URL to proxy matching requests to.") }, {}, 1],
  ["by a German text", { url: said("Die URL, an die Anfragen weitergeleitet werden.") }, {}, 1],
  ["of another server", { targetBaseUrl: TEXT }, {}, 0],
])("what a URL answers reaches the caller: %s", async (_name, properties, more, steps) => {
  const [fault] = await faultsIn(ssrfClientSuppliedUrl, { "POST /jobs": { requestBody: takes(properties) }, ...more });
  expect(fault?.aggravations ?? []).toHaveLength(steps);
});

test.each([
  ["Where the file is. The URL must end in .STL or .OBJ, by whose extension it is read.", 0],
  ["Die Dateiendung der URL sagt, wie die Datei gelesen wird.", 0],
  ["Only URLs of verified domains are accepted.", 1],
])("a field that says which URLs are fetched: %s", async (description, steps) => {
  const operations = { "POST /jobs": { requestBody: takes({ file_url: said(description) }) } };
  const [fault] = await faultsIn(ssrfClientSuppliedUrl, operations);
  expect(fault?.mitigations).toHaveLength(steps);
});

test.each([
  ["Delivery is retried if the URL is unreachable or does not respond.", 0],
  ["URLs of private networks are refused.", 1],
])("a text that says which URLs are called: %s", async (description, steps) => {
  const operations = { "POST /jobs": { description, requestBody: takes({ sourceUrl: TEXT }) } };
  const [fault] = await faultsIn(ssrfClientSuppliedUrl, operations);
  expect(fault?.mitigations).toHaveLength(steps);
});

test.each([
  ["hmac", 0],
  ["checksum", 0],
  ["hashwert", 0],
  ["empreinteNumerique", 0],
  ["sumaDeVerificacion", 0],
  ["somaDeVerificacao", 0],
  ["signature", 1],
  ["report", 1],
])("a part of bytes that is called %s is an upload, or only computed", async (name, count) => {
  const schema = { type: "object", properties: { [name]: { type: "string", format: "binary" } } };
  const operations = { "POST /calls": { requestBody: { content: { "multipart/form-data": { schema } } } } };
  expect(await faultsIn(unrestrictedUpload, operations)).toHaveLength(count);
});
