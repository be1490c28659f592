import { expect, test } from "vitest";
import { apiOfPart } from "../rules/description-of.ts";

/** Who stands behind a key, and how callers get it, by what its own text says, that of the API and that of the operation. */
async function principalBy({ scheme = "", info = "", operation = "" }) {
  const api = await apiOfPart(`openapi: 3.1.0
info: { title: A, version: '1', description: ${JSON.stringify(info)} }
servers: [{ url: https://api.acme.io }]
security: [{ gatewayKey: [] }]
paths:
  /orders/{id}: { get: { description: ${JSON.stringify(operation)}, responses: { '200': { description: ok } } } }
components:
  securitySchemes:
    gatewayKey: { type: apiKey, in: header, name: X-Gateway-Key, description: ${JSON.stringify(scheme)} }
`);
  const { principal, admission } = api.assessed(api.operations[0]!);
  return `${principal} ${admission}`;
}

test.each([
  [
    "in the address of a picture, of which no text says anything",
    {
      scheme: 'Get one here: <a href="https://acme.io" target="_blank"><img src="https://files.readme.io/key.png"></a>',
    },
    "unknown unknown",
  ],
  ["in apps", { scheme: "Usage-plan key. Built into the apps, one per release." }, "shared self-registered"],
  [
    "by a pronoun",
    { info: "Every site has one key; it is embedded in your web page or mobile app. Flags are evaluated." },
    "shared self-registered",
  ],
  ["by a pronoun, and no secret", { info: "Every site has one key; it is no secret." }, "shared self-registered"],
  [
    "by a pronoun for something else",
    { info: "Every site has one key. Flags are evaluated; they are embedded in your web page." },
    "unknown unknown",
  ],
  ["in German", { scheme: "Der Schlüssel ist fest in der App hinterlegt." }, "shared self-registered"],
  ["in a device", { scheme: "Schlüssel in der Firmware der Terminals" }, "shared self-registered"],
  ["in French", { scheme: "Clé inscrite dans l'application des tablettes" }, "shared self-registered"],
  ["in Spanish", { scheme: "Clave incluida en la aplicación móvil" }, "shared self-registered"],
  ["in Portuguese", { scheme: "Chave fixa (embutida no APK e no IPA)." }, "shared self-registered"],
  [
    "by the text of the API",
    { info: "x-gateway-key: compiled into the app builds, for metering" },
    "shared self-registered",
  ],
  [
    "in a call that shows how it is sent",
    {
      operation:
        "curl -X PUT -H 'X-Gateway-Key: API_KEY' --data-binary '@the-key-built-into-the-apps.jpg' https://acme.io",
    },
    "unknown unknown",
  ],
  ["by that of an operation", { operation: "The key is the one built into the apps." }, "shared self-registered"],
  ["common to many", { scheme: "Clave común de todos los talleres" }, "shared unknown"],
  ["the same for all", { scheme: "Der Schlüssel ist für alle gleich" }, "shared unknown"],
  ["never in apps", { scheme: "Must never be embedded in the app." }, "unknown unknown"],
  ["nicht in der App", { scheme: "Der Schlüssel darf nicht in der App hinterlegt werden" }, "unknown unknown"],
  ["não na aplicação", { scheme: "A chave não vai na aplicação" }, "unknown unknown"],
  ["made in the app", { scheme: "Create a key in the app." }, "unknown unknown"],
  ["the key of webhooks", { operation: "Makes the shared key of a webhook subscription anew." }, "unknown unknown"],
  ["a text about something else", { info: "Terms are included in the app." }, "unknown unknown"],
  ["the same rights", { info: "The new key has the same fleet and permissions and is shown once." }, "unknown unknown"],
  [
    "the same rights, in German",
    { info: "Der neue Schlüssel hat dieselben Rechte und wird einmal allen gezeigt." },
    "unknown unknown",
  ],
  ["the same in all calls", { scheme: "Takes the same partner key as all other operations." }, "unknown unknown"],
  [
    "the same in all calls, in French",
    { scheme: "La même clé partenaire que tous les autres appels." },
    "unknown unknown",
  ],
  ["an embedded thing", { scheme: "The embedded signing session needs a permission of the key." }, "unknown unknown"],
  ["the same town", { info: "Every merchant of the key may send within the same town." }, "unknown unknown"],
  [
    "the same town, in German",
    { info: "Jeder Händler des Schlüssels versendet innerhalb desselben Ortes." },
    "unknown unknown",
  ],
  ["the same town, in Portuguese", { info: "Só do lojista da chave, e dentro do mesmo município." }, "unknown unknown"],
  ["the same key within a shop", { info: "All tills in the same shop log in with the same key." }, "shared unknown"],
  ["the same key in all shops", { scheme: "All shops log in with the same key." }, "shared unknown"],
  ["the same key for all partners", { scheme: "The same key for all partners." }, "shared unknown"],
])("%s", async (_what, texts, expected) => {
  expect(await principalBy(texts)).toBe(expected);
});

test.each([
  ["Keys are issued by us after a contract has been signed. There is no self-service sign-up.", "partner"],
  ["There is no self-service sign-up. Keys come with the agreement.", "partner"],
  ["Es gibt keine offene Registrierung. Schlüssel erhalten Sie mit dem Vertrag.", "partner"],
  ["Sin registro abierto. La clave se entrega con el contrato.", "partner"],
  [
    "There is no self-service sign-up, as your workspace is opened by our team once both sides have read and agreed upon all of the terms, and have signed the agreement.",
    "partner",
  ],
  ["There is no self-service sign-up.", "own"],
  ["There is no self-service sign-up. Staff get keys with their contract.", "own"],
  ["There is no self-service sign-up. Data is kept as the contract says.", "own"],
])("where %j, a key is for a caller of the kind %s", async (info, admission) => {
  expect((await principalBy({ info })).split(" ")[1]).toBe(admission);
});
