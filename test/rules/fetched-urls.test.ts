import { expect, test } from "vitest";
import { contentInsteadOf } from "../../src/operations/inputs/content-by-url.ts";
import { requestFields } from "../../src/operations/request-fields.ts";
import { injectionInterpretedInput } from "../../src/rules/inputs/injection-interpreted-input.ts";
import { ssrfClientSuppliedUrl } from "../../src/rules/inputs/ssrf-client-supplied-url.ts";
import { unrestrictedUpload } from "../../src/rules/resources/unrestricted-upload.ts";
import { processorTime } from "../processor-time.ts";
import { apiOf, faultsIn, returns, takes, type Operations } from "./faults-in.ts";
import { isThorough } from "../thorough.ts";

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

test.each<[string, object, string, number]>([
  ["is the URL of a file", said("URL of the .csv, .tsv, or .json file."), "fetched path", 0],
  ["… in German", said("URL der Bilddatei oder Datei"), "fetched path", 0],
  ["… in French", said("URL du fichier"), "fetched path", 0],
  ["… in Spanish", said("URL del archivo de imagen"), "fetched path", 0],
  ["… in Portuguese", said("URL do arquivo"), "fetched path", 0],
  ["is a path", said("Path of the file on the server"), "", 1],
])("a path that %s", async (_name, path, causes, paths) => {
  const operations = { "POST /files": { requestBody: takes({ path }) } };
  expect(await causesOf(operations)).toBe(causes);
  expect(await faultsIn(injectionInterpretedInput, operations)).toHaveLength(paths);
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

const EITHER = "URL of the page, mutually exclusive with `text`.";
const NAMED = { type: "object", properties: { type: { enum: ["draft"] }, id: TEXT } };
const BY_URL = { type: "object", properties: { type: { enum: ["url"] }, url: TEXT } };
const oneOf = (...alternatives: readonly object[]): object => ({ type: "array", items: { oneOf: alternatives } });

test.each<[string, string, object, string]>([
  ["that excludes a text", "POST /topics", { text: TEXT, url: said(EITHER) }, "fetched url"],
  ["in German", "POST /topics", { text: TEXT, url: said("Entweder die URL oder `text`.") }, "fetched url"],
  ["beside a text, of neither of which anything is said", "POST /topics", { text: TEXT, url: TEXT }, ""],
  [
    "of the same thing as a text",
    "POST /topics",
    { text: said("raw document text"), url: said("document URL") },
    "fetched url",
  ],
  ["of what is kept", "POST /documents", { text: said("document text"), url: said("document URL") }, ""],
  ["in place of a file of the service", "POST /merges", { pdfs: oneOf(NAMED, BY_URL) }, "fetched url"],
  ["that is the only kind", "POST /merges", { pdfs: oneOf(BY_URL) }, ""],
  ["of an entry of a menu", "POST /menus", { entries: oneOf(NAMED, BY_URL) }, ""],
])("content or a URL %s", async (_name, id, properties, causes) => {
  expect(await causesOf({ [id]: { requestBody: takes(properties) } })).toBe(causes);
});

test.each<[string, string, string]>([
  ["only stored, and displayed", "This URL is only stored for a session, and is displayed to the user.", ""],
  ["in German", "Die URL wird nur gespeichert und dem Nutzer gezeigt.", ""],
  ["in French", "L'URL est seulement affichée.", ""],
  ["in Spanish", "Esta URL solo se muestra al usuario.", ""],
  ["in Portuguese", "O URL é apenas exibido ao usuário.", ""],
  ["displayed", "URL of a picture that is displayed to the user.", "fetched pictureUrl"],
  ["not only stored", "The URL is not only stored.", "fetched pictureUrl"],
  ["of a picture that is only stored", "The picture is only stored for a session.", "fetched pictureUrl"],
  ["fetched", "The picture is fetched by the server, and the URL is only stored.", "fetched pictureUrl"],
])("a URL said to be %s", async (_what, description, causes) => {
  const body = takes({ pictureUrl: { ...TEXT, description } }, { required: ["pictureUrl"] });
  expect(await causesOf({ "POST /sessions": { requestBody: body } })).toBe(causes);
});

const SHOWN = "whose response the caller can read";

test("a text that comes back as it was sent is what was loaded, too", async () => {
  const requestBody = takes({ text: TEXT, url: said(EITHER) });
  const isShown = async (name: string): Promise<unknown> => {
    const responses = returns({ type: "object", properties: { [name]: TEXT } });
    const [fault] = await faultsIn(ssrfClientSuppliedUrl, { "POST /topics": { requestBody, responses } });
    return fault?.message.includes(SHOWN);
  };
  expect([await isShown("text"), await isShown("topic")]).toEqual([true, false]);
});

test.each<[string, object, readonly string[]]>([
  [
    "anybody, where others need a credential",
    { security: [] },
    ["its response is returned to callers", "no credential is needed to make the server do this"],
  ],
  ["who has a credential", {}, []],
])("what comes back of a URL is read by %s", async (_who, security, worse) => {
  const requestBody = takes({ text: TEXT, url: said(EITHER) });
  const responses = returns({ type: "object", properties: { text: TEXT } });
  const operations = { "POST /topics": { requestBody, responses, ...security }, "GET /topics": {} };
  const [fault] = await faultsIn(ssrfClientSuppliedUrl, operations, { security: [{ token: [] }] });
  expect(fault?.aggravations).toEqual(worse);
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

const KINDS: readonly [string, Operations, string][] = [
  [
    "whose content comes back, as a property says",
    {
      "POST /fetch": {
        requestBody: takes({ url: TEXT }),
        responses: returns({ properties: { content: said("The complete raw page content.") } }),
      },
    },
    "fetched url: high",
  ],
  [
    "whose content comes back, in German",
    {
      "POST /fetch": {
        requestBody: takes({ url: TEXT }),
        responses: returns({ properties: { inhalt: said("Der Quelltext der Seite.") } }),
      },
    },
    "fetched url: high",
  ],
  [
    "whose content comes back, in French",
    {
      "POST /fetch": {
        requestBody: takes({ url: TEXT }),
        responses: returns({ properties: { contenu: said("Le contenu de la page.") } }),
      },
    },
    "fetched url: high",
  ],
  [
    "whose content comes back, in Spanish",
    {
      "POST /fetch": {
        requestBody: takes({ url: TEXT }),
        responses: returns({ properties: { contenido: said("El contenido de la página.") } }),
      },
    },
    "fetched url: high",
  ],
  [
    "whose content comes back, in Portuguese",
    {
      "POST /fetch": {
        requestBody: takes({ url: TEXT }),
        responses: returns({ properties: { conteudo: said("O conteúdo da página.") } }),
      },
    },
    "fetched url: high",
  ],
  [
    "whose content is asked for",
    {
      "POST /fetch": {
        requestBody: takes({ url: TEXT, "fetch-content": { type: "boolean" } }),
        responses: returns({ properties: { title: TEXT } }),
      },
    },
    "fetched url: high",
  ],
  [
    "of which only the size comes back",
    {
      "POST /fetch": {
        requestBody: takes({ url: TEXT }),
        responses: returns({ properties: { size: said("The size of what was found, in bytes.") } }),
      },
    },
    "fetched url: medium",
  ],
  ["of which nothing comes back", { "POST /fetch": { requestBody: takes({ url: TEXT }) } }, "fetched url: medium"],
  [
    "of a page that a text may be instead",
    {
      "POST /clean": {
        requestBody: takes({ content: said("Either a URL to load from, a file or an HTML text.") }),
        responses: returns({ type: "string", format: "binary" }),
      },
    },
    "fetched content: high",
  ],
  [
    "of a feed, as its text says",
    { "POST /podcasts": { requestBody: takes({ rss: said("A valid podcast rss url.") }) } },
    "fetched rss: medium",
  ],
  ["that a text only mentions", { "POST /podcasts": { requestBody: takes({ rss: said("The podcast.") }) } }, ""],
  [
    "of a picture that is worked on",
    {
      "POST /watermark": {
        requestBody: takes({ "mark-url": said("The URL of the watermark image.") }),
        responses: returns({ type: "string", format: "binary" }),
      },
    },
    "fetched mark-url: medium",
  ],
  [
    "in a list of pages to scan",
    { "POST /scans": { summary: "Run a new scan", requestBody: takes(listed("webUrls", { url: TEXT })) } },
    "fetched url: medium",
  ],
  [
    "in a list of links that are kept",
    { "POST /profiles": { requestBody: takes(listed("links", { url: TEXT })) } },
    "",
  ],
  ["of the proxy that the server goes through", { "POST /settings": query("proxy.host", "proxy.port") }, "proxy: high"],
  [
    "of the proxy of a phone",
    { "POST /devices/wifi-profiles": { requestBody: takes({ proxyHost: TEXT, proxyPort: { type: "integer" } }) } },
    "",
  ],
  [
    "of the proxy of phones, as its text says",
    {
      "POST /settings": {
        requestBody: takes({ proxyHost: said("Proxy that the phones use."), proxyPort: { type: "integer" } }),
      },
    },
    "",
  ],
  [
    "of the proxy of phones, as the text of its operation says",
    {
      "POST /settings": {
        summary: "Set the proxy of the phones.",
        requestBody: takes({ proxyHost: TEXT, proxyPort: { type: "integer" } }),
      },
    },
    "",
  ],
  [
    "of the proxy of agents of the server",
    {
      "PUT /settings/crawler": {
        summary: "Set the proxy through which the scraping agents call. Pages for phones are read as well.",
        requestBody: takes({ proxyHost: TEXT, proxyPort: { type: "integer" } }),
      },
    },
    "proxy: high",
  ],
  [
    "in a list of links, where changes are audited",
    {
      "PUT /profile": {
        description: "Saves your profile. Changes are audited.",
        requestBody: takes(listed("links", { url: TEXT })),
      },
    },
    "",
  ],
  [
    "in a list of links that are analysed",
    {
      "PUT /profile": {
        description: "The pages are analysed.",
        requestBody: takes(listed("links", { url: TEXT })),
      },
    },
    "fetched url: medium",
  ],
  [
    "of a picture, where the content of the page comes back as it was saved",
    {
      "POST /pages": {
        requestBody: takes({ imageUrl: said("Imported from this URL") }),
        responses: returns({ properties: { body: said("Page content as it was saved") } }),
      },
    },
    "fetched imageUrl: medium",
  ],
  [
    "from which a backup is downloaded",
    {
      "POST /backup-jobs": {
        summary: "Imports a backup.",
        requestBody: takes({ url: said("The backup is downloaded from this URL") }),
      },
    },
    "fetched url: medium",
  ],
  [
    "that is none, as a text says",
    { "POST /texts": { requestBody: takes({ body: said("Text, never a URL to load") }) } },
    "",
  ],
  [
    "that is called once all is deleted",
    {
      "DELETE /jobs": {
        requestBody: takes({ callbackUrl: said("The server posts to this URL once all is deleted") }),
      },
    },
    "webhook: medium",
  ],
  ["of a subscription that is removed", { "DELETE /subscriptions": { requestBody: takes({ callbackUrl: TEXT }) } }, ""],
  [
    "to which content is replicated",
    {
      "POST /replication/agents": {
        requestBody: takes({ transportUri: TEXT, transportUser: TEXT, transportPassword: TEXT }),
      },
    },
    "fetched transportUri: high",
  ],
];

const LEVELS = ["info", "low", "medium", "high"];

test.each(KINDS)("a URL %s", async (_what, operations, expected) => {
  const faults = await faultsIn(ssrfClientSuppliedUrl, operations);
  const weighed = faults.map(
    ({ cause, aggravations = [], mitigations = [] }) =>
      `${cause}: ${LEVELS[2 + aggravations.length - mitigations.length]}`,
  );
  expect(weighed.join(", ")).toBe(expected);
});

const event = (properties: object): object => ({
  changed: { "{$request.body#/url}": { post: { requestBody: takes(properties), responses: returns({}) } } },
});

test.each<[string, object, string]>([
  [
    "people's data, by its callback",
    { requestBody: takes({ url: TEXT }), callbacks: event({ customerEmail: { type: "string", format: "email" } }) },
    "webhook with data",
  ],
  ["things, by its callback", { requestBody: takes({ url: TEXT }), callbacks: event({ colour: TEXT }) }, "webhook"],
  [
    "what people answer, by its text",
    { requestBody: takes({ url: TEXT }), summary: "Triggers when a response is submitted to a survey" },
    "webhook with data",
  ],
  [
    "what people write, in German",
    { requestBody: takes({ url: TEXT }), summary: "Meldet, wenn eine Nachricht eingeht" },
    "webhook with data",
  ],
  [
    "what people write, in French",
    { requestBody: takes({ url: TEXT }), summary: "Prévient quand un message est reçu" },
    "webhook with data",
  ],
  [
    "what people write, in Spanish",
    { requestBody: takes({ url: TEXT }), summary: "Avisa cuando se recibe un mensaje" },
    "webhook with data",
  ],
  [
    "what people write, in Portuguese",
    { requestBody: takes({ url: TEXT }), summary: "Avisa quando uma mensagem é recebida" },
    "webhook with data",
  ],
  [
    "what a program leaves in a queue",
    { requestBody: takes({ url: TEXT }), summary: "Called when a message arrives in the queue of sensor values" },
    "webhook",
  ],
  [
    "what a program leaves in a queue, in German",
    {
      requestBody: takes({ url: TEXT }),
      summary: "Meldet, wenn eine Nachricht eingeht, die in der Warteschlange liegt",
    },
    "webhook",
  ],
  ["that a build is done", { requestBody: takes({ url: TEXT }), summary: "Triggers when a build is done" }, "webhook"],
])("a webhook that sends %s", async (_what, operation, cause) => {
  const [fault] = await faultsIn(ssrfClientSuppliedUrl, { "POST /webhooks": operation });
  expect(fault?.cause).toBe(cause);
  expect(fault?.aggravations).toHaveLength(cause === "webhook" ? 0 : 1);
  expect(fault?.evidence).toEqual(
    cause === "webhook" ? [] : ["The description does not say that only HTTPS is accepted."],
  );
});

test("a webhook that sends what people write to an address without TLS, by its example", async () => {
  const url = { ...TEXT, example: "http://receiver.example/new" };
  const [fault] = await faultsIn(ssrfClientSuppliedUrl, {
    "POST /webhooks": { requestBody: takes({ url }), summary: "Called when a message is received" },
  });
  expect(fault?.evidence).toEqual(['An example value uses plain HTTP: "http://receiver.example/new".']);
  expect(fault?.message).toMatch(
    /; the server sends other people's data there: messages or form responses that people wrote$/,
  );
});

test("a webhook of others has the names of what is registered with its URL", async () => {
  const person = { email: { type: "string", format: "email" }, lastName: TEXT };
  const [fault] = await faultsIn(
    ssrfClientSuppliedUrl,
    { "POST /hooks": { requestBody: takes({ url: TEXT, ...person }) } },
    { webhooks: { "customer.changed": { post: { requestBody: takes(person), responses: returns({}) } } } },
  );
  expect(fault?.cause).toBe("webhook with data");
});

test.each<[string, number]>([
  ["The address of the website, which is downloaded", 1],
  ["Die Adresse der Webseite, die heruntergeladen wird", 1],
  ["L'adresse de la page, qui est téléchargée", 1],
  ["La dirección de la página que será descargada", 1],
  ["O endereço da página que será baixada", 1],
  ["The address of the logo, which is downloaded", 0],
])("what is read at %j is read in a document that is made of it", async (description, found) => {
  const pdf = {
    "200": { description: "ok", content: { "application/pdf": { schema: { ...TEXT, format: "binary" } } } },
  };
  const operation = { requestBody: takes({ url: said(description) }), responses: pdf };
  const faults = await faultsIn(ssrfClientSuppliedUrl, { "POST /pdf": operation });
  expect(faults.filter(({ message }) => message.includes("response the caller can read"))).toHaveLength(found);
});

test.each<[string, number]>([
  ["Where we send events. It shall comply with the domain secured by the certificate.", 0],
  ["Wohin Ereignisse gehen. Sie muss der Domain entsprechen, die das Zertifikat schützt.", 0],
  ["Où vont les événements. Elle doit appartenir au domaine du certificat.", 0],
  ["Adonde van los eventos. Debe pertenecer al dominio del certificado.", 0],
  ["Para onde vão os eventos. Deve pertencer ao domínio do certificado.", 0],
  ["Where we send events.", 1],
])("a limit that the text of a registered URL states leaves no finding: %s", async (description, found) => {
  const faults = await faultsIn(ssrfClientSuppliedUrl, {
    "POST /payments": { requestBody: takes({ notificationUrl: { ...TEXT, description } }) },
  });
  expect(faults).toHaveLength(found);
});

test("as many URLs are registered as there are webhooks, and each webhook is looked at once", async () => {
  const many = Array.from({ length: 100 }, (_, index) => index);
  const operations = Object.fromEntries(many.map((at) => [`POST /hooks${at}`, { requestBody: takes({ url: TEXT }) }]));
  const body = takes({ customerEmail: { type: "string", format: "email" } });
  const webhooks = Object.fromEntries(many.map((at) => [`event${at}`, { post: { requestBody: body, responses: {} } }]));
  const api = await apiOf(operations, { webhooks });
  let asked = 0;
  const assessed: typeof api.assessed = (operation) => {
    if (operation.operationKind === "webhook") asked += 1;
    return api.assessed(operation);
  };
  const [fault] = [...ssrfClientSuppliedUrl.check({ ...api, assessed })];
  expect(fault?.cause).toBe("webhook with data");
  expect(asked).toBeLessThan(3 * many.length);
});

const gallery = (...names: readonly string[]): object =>
  inside("presentation", Object.fromEntries(names.map((name) => [name, { type: "array", items: TEXT }])));
const IMPORT = "POST /shops/{id}/import";

test.each<[string, string, object, string]>([
  ["videos beside a picture", "POST /products", gallery("displayImageUrl", "mediaUrls"), "shown"],
  ["videos alone", "POST /products", gallery("mediaUrls"), "fetched mediaUrls"],
  ["Videos neben einem Bild", "POST /produkte", gallery("bildUrl", "videosUrl"), "shown"],
  ["a picture of what is imported", IMPORT, listed("products", { imageUrl: TEXT }), "shown"],
  ["a picture that is imported itself", IMPORT, { imageUrl: TEXT }, "fetched imageUrl"],
  [
    "one that is said to be downloaded",
    IMPORT,
    listed("products", { imageUrl: said("The image is downloaded.") }),
    "fetched imageUrl",
  ],
])("what a description does not call fetched is shown: %s", async (_what, id, properties, causes) => {
  expect(await causesOf({ [id]: { requestBody: takes(properties) } })).toBe(causes);
});

test.each([
  ["200", ""],
  ["502", "fetched url"],
])("a page in which a string is looked for is fetched where an error says so: %s", async (status, causes) => {
  const operation = {
    parameters: [
      { name: "url", in: "query", schema: TEXT, description: "URL of a page in which to search for a string" },
    ],
    responses: { 200: { description: "ok" }, [status]: { description: "The URL could not be fetched" } },
  };
  expect(await causesOf({ "GET /search": operation })).toBe(causes);
});

test("a field that one call loads is no mere picture in another that takes the same body", async () => {
  const body = { content: { "application/json": { schema: { $ref: "#/components/schemas/Task" } } } };
  const components = {
    schemas: { Task: { properties: { image_url: { type: "string" } } } },
    securitySchemes: { token: { type: "http", scheme: "bearer" } },
  };
  const keep = { "POST /avatars": { requestBody: body } };
  const load = {
    "POST /detect_object": {
      requestBody: body,
      description: "Creates a task that recognizes the object in the image.",
    },
  };
  const causes = async (operations: Operations) =>
    (await faultsIn(ssrfClientSuppliedUrl, operations, { components })).map(({ cause, places }) => [
      cause,
      places?.length,
    ]);
  expect(await causes(keep)).toEqual([["shown", 1]]);
  expect(await causes({ ...keep, ...load })).toEqual([["fetched image_url", 2]]);
});

const page = (description: string): object => ({
  parameters: [{ name: "url", in: "query", description, schema: TEXT }],
  responses: returns({ type: "object", properties: { id: TEXT, status: TEXT } }),
});

test.each<[string, string, object, number]>([
  ["a picture of a page", "GET /screenshot/create", page("URL of the page to get a screenshot for"), 1],
  ["in German", "POST /bildschirmfoto", { requestBody: takes({ url: said("URL der Seite, die abgerufen wird") }) }, 1],
  ["in Spanish", "GET /captura-de-pantalla", page("URL que descargamos"), 1],
  ["a page that is only loaded", "POST /imports", { requestBody: takes({ url: said("URL that we fetch") }) }, 0],
])(
  "what shows its caller what stands at a URL is told apart from what only loads it: %s",
  async (_what, id, operation, shown) => {
    const faults = await faultsIn(ssrfClientSuppliedUrl, { [id]: operation });
    expect(faults).toHaveLength(1);
    expect(faults.filter(({ message }) => message.includes(SHOWN))).toHaveLength(shown);
  },
);

test.each<[string, object, number]>([
  ["headers of the call", { callbackUrl: said("URL that we call with each event"), headers: { type: "object" } }, 1],
  ["headers as a text, in German", { callbackUrl: said("URL, die wir aufrufen"), kopfzeilen: TEXT }, 1],
  [
    "headers in an object beside it",
    {
      callbackUrl: said("URL that we call with each event"),
      opts: { type: "object", properties: { headers: { type: "object" } } },
    },
    1,
  ],
  [
    "headers of another object",
    { callbackUrl: said("URL that we call with each event"), csv: { type: "object", properties: { headers: TEXT } } },
    0,
  ],
  ["no headers", { callbackUrl: said("URL that we call with each event"), name: TEXT }, 0],
])("who also sets %s reaches what asks for a header of its own", async (_what, properties, steps) => {
  const faults = await faultsIn(ssrfClientSuppliedUrl, { "POST /actions": { requestBody: takes(properties) } });
  expect(faults).toHaveLength(1);
  expect(faults.flatMap(({ aggravations = [] }) => aggravations)).toHaveLength(steps);
});

test.each<[string, object, string]>([
  ["in one word", { deliveryreporturl: TEXT }, "webhook"],
  ["in one word, the other way round", { statuspushurl: TEXT }, "webhook"],
  [
    "in an active sentence",
    { statusurl: said("The url to which we should POST the state of each parcel.") },
    "webhook",
  ],
  ["where the service is named", { target_url: said("The URL where the service sends its reports.") }, "webhook"],
  ["in German", { berichtsurl: said("URL, an die wir die Berichte senden.") }, "webhook"],
  ["in French", { url: said("URL à laquelle nous envoyons les rapports.") }, "webhook"],
  ["in Spanish", { url: said("URL a la que enviamos los informes.") }, "webhook"],
  ["in Portuguese", { url: said("URL para a qual enviamos os relatórios.") }, "webhook"],
  ["by its text alone", { callback: said("Defines a callback URL for finished jobs.") }, "webhook"],
  [
    "by the text of a field beside it",
    { callback: TEXT, auto: said("Results are sent to the callback by themselves.") },
    "webhook",
  ],
  // Nobody calls these.
  ["that tells of one", { notification: said("The text of the webhook notification.") }, ""],
  ["that is sent nothing", { callback: TEXT, auto: said("Results are not sent to the callback.") }, ""],
  ["to send visitors to", { target_url: said("The URL where visitors read the reports.") }, ""],
  ["of a report", { reporturl: TEXT }, ""],
  ["with a function", { callback: said("Name of the function that wraps the response.") }, ""],
  ["of a short word", { pushurl: said("Where the app is found.") }, "webhook"],
  ["that a person sends things to", { url: said("The URL where you send your reports.") }, ""],
])("a URL that is called back: %s", async (_name, properties, causes) => {
  expect(await causesOf({ "POST /parcels": { requestBody: takes(properties) } })).toBe(causes);
});

test.each([
  ["Finished jobs are posted to your callback.", "webhook"],
  ["Die Ergebnisse werden geschickt an den Rückruf.", "webhook"],
  ["Les résultats sont envoyés au webhook.", "webhook"],
  ["Los resultados se envían al webhook.", "webhook"],
  ["Os resultados são enviados ao webhook.", "webhook"],
  ["Starts a job.", ""],
])("a callback of which another text says what is sent there: %s", async (description, causes) => {
  const requestBody = takes({ [description.includes("ebhook") ? "webhook" : "callback"]: TEXT });
  expect(await causesOf({ "POST /jobs": { description, requestBody } })).toBe(causes);
});

const HOOKED = returns({ type: "object", properties: { name: TEXT, callback: said("A callback URL for results.") } });

test.each<[string, object, string]>([
  ["nothing describes", { requestBody: takes({}), responses: HOOKED }, "webhook"],
  [
    "is a list of what nothing describes",
    {
      requestBody: { content: { "application/json": { schema: { type: "array", items: {} } } } },
      responses: returns({ type: "array", items: { type: "object", properties: { callback_url: TEXT } } }),
    },
    "webhook",
  ],
  ["is described", { requestBody: takes({ name: TEXT }), responses: HOOKED }, ""],
  ["is a text", { requestBody: { content: { "text/plain": { schema: TEXT } } }, responses: HOOKED }, ""],
  ["there is none of", { responses: HOOKED }, ""],
  [
    "nothing describes, and the URL is the service's own",
    {
      requestBody: takes({}),
      responses: returns({ type: "object", properties: { callback_url: { ...TEXT, readOnly: true } } }),
    },
    "",
  ],
])("what comes back of a body that %s", async (_what, operation, causes) => {
  expect(await causesOf({ "PUT /presses/{id}": operation })).toBe(causes);
});

test.each<[string, Readonly<Record<string, object>>, string, string]>([
  ["by its text", { url: said("Provide either url or text."), text: TEXT }, "", "text"],
  ["by the other's text", { url: TEXT, text: said("Provide either url or text.") }, "", "text"],
  ["by the operation's", { url: TEXT, text: TEXT }, "Provide either url or text.", "text"],
  ["whatever letters it is written in", { URL: TEXT, Text: said("Provide either url or text.") }, "", "Text"],
  ["the first of two", { url: said("Provide either url, text or file."), file: TEXT, text: TEXT }, "", "file"],
  ["as of one thing", { url: said("document URL"), text: said("raw document text") }, "", "text"],
  ["as another thing", { url: said("document URL"), text: said("raw message text") }, "", ""],
  ["and nothing says so", { url: TEXT, text: TEXT }, "", ""],
  ["and no other is content", { url: said("Provide either url or count."), count: TEXT }, "", ""],
])("content stands beside a URL in its place: %s", async (_name, properties, description, content) => {
  const api = await apiOf({ "POST /read": { description, requestBody: takes(properties) } });
  const operation = api.operations[0]!;
  const url = requestFields(operation).find(({ name }) => /^url$/i.test(name))!;
  expect(contentInsteadOf(url, operation)?.name ?? "").toBe(content);
});

test("content in place of a URL is found as fast beside thousands of both", async () => {
  const count = isThorough ? 3000 : 1000;
  const pairs = Array.from({ length: count }, (_, index) => [
    [`url${index}`, said("Provide either url or text.")],
    [`text${index}`, TEXT],
  ]);
  const properties = { ...Object.fromEntries(pairs.flat()), text: TEXT };
  const operation = (await apiOf({ "POST /read": { requestBody: takes(properties) } })).operations[0]!;
  const urls = requestFields(operation).filter(({ name }) => name.startsWith("url"));
  const start = processorTime();
  const found = urls.map((url) => contentInsteadOf(url, operation)?.name);
  expect(processorTime() - start).toBeLessThan(3000);
  expect([found.length, ...new Set(found)]).toEqual([count, "text"]);
});
