import { expect, test } from "vitest";
import { classified, named, type Given } from "../fields.ts";

const TOKEN = "user.authorization.credentials";
const PASSWORD = "user.authorization.password";

const beside = (...fields: readonly string[]): Given => ({ object: { fields } });
const missing = (...fields: readonly string[]): Given => ({ examples: ["Not Available"], object: { fields } });

test.each<[owners: string, name: string, category: string, given: Given]>([
  // the code of the post, and that of a door or card
  ["VerifyNameData", "pincode", "none", { ...beside("pincode", "city", "state"), types: ["integer"] }],
  ["Shop", "pinCode", "none", beside("pinCode", "addressLine1", "city", "country")],
  ["Member", "pincode", PASSWORD, beside("pincode", "city", "state", "login")],
  ["Profile", "pincode", "none", beside("pincode", "address", "districtCode", "stateName", "password")],
  ["Person", "pincode", "none", beside("pincode", "districtName", "townCode", "stateName")],
  ["Terminal", "pincode", PASSWORD, beside("pincode", "city", "serial")],
  ["Lock", "pinCode", PASSWORD, beside("pinCode", "city", "keypad")],
  ["Lock", "pincode", PASSWORD, { ...beside("pincode", "city", "state"), description: "Opens the front door" }],
  // which things belong to one, and keys that let somebody in
  ["Post", "serviceKeys", "none", beside("serviceKeys", "ministryKeys", "sectorKeys")],
  ["Post", "service_keys", "none", beside("service_keys", "topic_keys", "tag_keys", "title")],
  ["Account", "serviceKeys", TOKEN, beside("serviceKeys", "name", "email")],
  ["Account", "serviceKeys", TOKEN, beside("serviceKeys", "apiKeys", "sshKeys")],
  ["Post", "serviceKeys", TOKEN, beside("serviceKeys", "ministryKey", "sectorKeys")],
  // where messages go, and the key of an alarm service
  ["Target", "routingKey", "none", beside("routingKey", "exchange", "url")],
  ["RoutingKeyInfo", "routingKey", "none", beside("routingKey", "isDefault", "targets")],
  ["Target", "routingKey", TOKEN, beside("routingKey", "severity")],
  ["Event", "routing_key", TOKEN, beside("routing_key", "event_action", "dedup_key")],
  [
    "Target",
    "routingKey",
    TOKEN,
    { ...beside("routingKey", "exchange"), description: "The integration key of the service" },
  ],
  ["Channel", "routing_key", TOKEN, beside("routing_key", "label", "queue")],
  ["Channel", "routing_key", TOKEN, beside("routing_key", "label", "topic")],
  ["Channel", "routing_key", "none", beside("routing_key", "queue", "vhost")],
  ["Channel", "routing_key", "none", beside("routing_key", "queue", "binding_key")],
  ["PulsarRule", "routingKey", "none", beside("routingKey", "format", "topic")],
  ["Channel", "routing_key", "none", { ...beside("routing_key", "queue"), description: "Routing key in RabbitMQ" }],
  ["Channel", "routing_key", TOKEN, { ...beside("routing_key", "exchange"), description: "Key of who is paged" }],
  ["Channel", "routing_key", TOKEN, { ...beside("routing_key", "exchange"), title: "On-call key" }],
  // the code of a market
  ["StockExchange", "exchangeCode", "none", { description: "A four-character code used to identify stock markets" }],
  ["StockExchange", "exchangeCode", TOKEN, { description: "A four-character code used to identify the user" }],
  [
    "StockExchange",
    "exchangeCode",
    "none",
    { description: "A four-character code used to identify stock markets and other exchanges" },
  ],
  ["Branch", "accessCode", PASSWORD, { description: "A 4-digit code for the stock room" }],
  ["StockExchange", "exchangeCode", TOKEN, { description: "A 4-digit code used to identify the stock room" }],
  ["Airport", "gateCode", PASSWORD, { description: "A 4-digit code used to identify the airport" }],
  // passes, and what somebody logs in with
  ["averagePPA", "pass", "none", { types: ["number"], ...beside("all", "pass", "rush") }],
  ["averagePPA", "pass", "none", { types: ["number"], ...beside("all", "pass", "rush", "firstDown") }],
  // the words of a text
  ["Account", "pass", `${PASSWORD}?`, { types: ["string"] }],
  ["Ngram", "tokens", "none", { types: ["array"], arrayOf: ["string"], ...beside("tokens", "frequency") }],
  ["Account", "tokens", TOKEN, { types: ["array"], arrayOf: ["string"], ...beside("tokens", "email") }],
  ["Pairing", "tokens", TOKEN, { types: ["array"], arrayOf: ["string"], ...beside("tokens", "samplingFrequency") }],
  ["Pairing", "tokens", TOKEN, { types: ["array"], ...beside("tokens", "frequency") }],
  ["Customer", "tokens", TOKEN, { types: ["array"], arrayOf: ["string"], ...beside("tokens", "frequency", "user") }],
  // the number of an invoice
  ["Invoice", "accessKey", "none", { description: "Número da chave de acesso à nota fiscal, com 44 dígitos" }],
  ["Invoice", "accessKey", "none", { description: "Number of 44 digits under which the invoice is registered" }],
  ["Invoice", "accessKey", TOKEN, { description: "Number of 12 digits that gives access to the invoice" }],
  ["Invoice", "accessKey", TOKEN, { description: "Key with which a customer opens the invoice" }],
  ["Invoice", "accessKey", TOKEN, {}],
  ["Nota", "chaveAcesso", "none", { description: "Número da nota fiscal, com 44 dígitos" }],
  ["NotaFiscal", "chaveAcesso", "none", {}],
  ["Invoice", "accessKey", "none", { description: "Chave de acesso da NF-e" }],
  ["Invoice", "accessKey", "none", beside("accessKey", "danfe", "serie")],
  ["Comprobante", "claveAcceso", "none", { description: "Clave de acceso de la factura electrónica" }],
  ["Invoice", "accessKey", "none", { description: "Access key of the fiscal document" }],
  ["Invoice", "accessKey", TOKEN, { description: "API key for the NF-e service" }],
  ["Loja", "chaveAcesso", TOKEN, {}],
  ["Customer", "apiKey", TOKEN, { description: "Number of 8 digits, printed on the first invoice" }],
  ["Cliente", "clave", PASSWORD, { description: "Número de 8 dígitos de la primera factura" }],
  // the page of a song, and the link that opens what is private
  ["Track", "track_share_url", "none", beside("track_share_url", "track_edit_url", "album_name", "artist_name")],
  ["Artist", "artist_share_url", "none", beside("artist_share_url", "artist_twitter_url", "artist_id")],
  [
    "Track",
    "track_share_url",
    TOKEN,
    beside("track_share_url", "track_edit_url", "album_name", "artist_name", "owner_id"),
  ],
  ["Photo", "photo_share_url", TOKEN, beside("photo_share_url", "photo_edit_url", "album_id", "album_name")],
  ["Document", "share_url", TOKEN, beside("share_url", "edit_url", "title", "author")],
  ["Demo", "demo_share_url", TOKEN, beside("demo_share_url", "album_name", "artist_name")],
  // a token of what has a page, or of a job
  ["CollectionInfo", "Token", `${TOKEN}?`, beside("ID", "Token", "Title", "PhotoUrl", "WebUrl")],
  ["CollectionInfo", "Token", TOKEN, beside("Token", "Title", "PhotoUrl")],
  ["CollectionInfo", "Token", TOKEN, beside("Token", "Title", "PhotoUrl", "WebUrl", "OwnerId")],
  ["Account", "Token", TOKEN, beside("Token", "Title", "PhotoUrl", "WebUrl")],
  ["CollectionInfo", "AccessToken", TOKEN, beside("AccessToken", "Title", "PhotoUrl", "WebUrl")],
  ["Shared", "Token", TOKEN, { ...beside("Token", "Title", "PhotoUrl", "WebUrl"), description: "Grants access" }],
  ["GetStatus", "token", `${TOKEN}?`, missing("token", "progress", "answered_by")],
  ["GetStatus", "token", `${TOKEN}?`, missing("token", "percent", "answered_by")],
  ["GetStatus", "token", TOKEN, missing("token", "answered_by")],
  ["Device", "token", TOKEN, missing("token", "status")],
  ["Connection", "token", TOKEN, missing("token", "stage")],
  ["GetStatus", "token", TOKEN, missing("token", "progress", "expires_at")],
  ["GetStatus", "token", TOKEN, beside("token", "progress", "answered_by")],
  ["Entity", "token", TOKEN, { format: "uuid", ...beside("token", "name", "dbConnection") }],
  // how a database is reached, and how it is
  ["Entity", "dbConnection", TOKEN, beside("dbConnection", "token", "name")],
  ["Health", "dbConnection", "none", beside("dbConnection", "uptime")],
  ["Info", "dbConnection", "none", { examples: ["connected"], ...beside("dbConnection", "uptime") }],
  ["Info", "dbConnection", TOKEN, { examples: ["Server=db;Uid=app;Pwd=x"], ...beside("dbConnection") }],
  // a class of the layer that answers, and what is a model itself
  ["WebHookApiModel", "Secret", TOKEN, {}],
  ["LanguageModel", "secret", "none", {}],
  // by its text
  [
    "Kasse",
    "Benutzerschluessel",
    TOKEN,
    { description: 'The base64 encoded AES 256 key used for encrypting the "Zaehler".' },
  ],
])("%s %s is %s", (owners, name, category, given) => {
  expect(named(classified(owners, name, { ...given, object: { fields: [name], ...given.object } }))).toBe(category);
});
