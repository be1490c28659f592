import { expect, test } from "vitest";
import { debugOperation } from "../../src/rules/authorization/debug-operation.ts";
import { weakerWrite } from "../../src/rules/authentication/weaker-write.ts";
import { serverControlledField } from "../../src/rules/data/server-controlled-field.ts";
import { callerChosenUrl } from "../../src/rules/inputs/caller-chosen-url.ts";
import { interpretedInput } from "../../src/rules/inputs/interpreted-input.ts";
import { unrestrictedUpload } from "../../src/rules/resources/unrestricted-upload.ts";
import { faultsIn, returns, SIGN_UP, takes } from "./faults-in.ts";

test.each([
  ["/datenbank/zuruecksetzen", 1],
  ["/vider-base-de-donnees", 1],
  ["/banco-de-dados/popular", 1],
  ["/datos-de-prueba", 1],
  ["/depuracion", 1],
  ["/debug", 1],
  ["/resetdb", 1],
  ["/tables/create", 0],
  ["/senha/redefinir", 0],
  ["/daten", 0],
] as const)("an operation for developers: %s", async (path, count) => {
  expect(await faultsIn(debugOperation, { [`POST ${path}`]: {}, "GET /orders": {} })).toHaveLength(count);
});

test.each([
  ["/pedidos", { estadoPago: { type: "string" } }, "estadoPago"],
  ["/pedidos", { precioTotal: { type: "number" } }, "precioTotal"],
  ["/pedidos", { precioMaximo: { type: "number" } }, ""],
  ["/bestellungen", { gesamtpreisInCent: { type: "integer" } }, "gesamtpreisInCent"],
  ["/bestellungen", { istBezahlt: { type: "boolean" } }, "istBezahlt"],
  ["/commandes", { statut: { enum: ["créée", "payée"] } }, "statut"],
  ["/commandes", { statut: { enum: ["brouillon", "prête"] } }, ""],
  ["/clientes", { dataCriacao: { type: "string" } }, "dataCriacao"],
  ["/kunden", { erstellt_am: { type: "string" } }, "erstellt_am"],
  ["/kunden", { datum: { type: "string" } }, ""],
] as const)("what only the service decides, sent to %s: %o", async (path, properties, name) => {
  const faults = await faultsIn(serverControlledField, {
    ...SIGN_UP,
    [`POST ${path}`]: { requestBody: takes(properties) },
  });
  expect(faults.map(({ message }) => message)).toEqual(
    name === "" ? [] : [`"${name}" can be set by whoever calls POST ${path}`],
  );
});

test.each([
  ["pedidos.leitura", 1],
  ["lecture:commandes", 1],
  ["kunden:lesen", 1],
  ["admin:read", 1],
  ["read_write", 0],
  ["kunden:schreiben", 0],
  ["leitura_escrita", 0],
] as const)("a change for which the scope %s is enough", async (scope, count) => {
  expect(await faultsIn(weakerWrite, { "PUT /things/{id}": { security: [{ login: [scope] }] } })).toHaveLength(count);
});

test.each([
  ["POST /produkte", "bildUrl", true],
  ["POST /productos", "url_imagen", true],
  ["POST /produits", "urlDeLImage", true],
  ["POST /documentos/importar", "origem", true],
  ["POST /katalog/import", "datei_link", true],
  ["POST /catalogue/import", "lien_source", true],
  ["POST /kalender", "url_kalender", true],
  ["POST /abonnements", "urlDeRappel", true],
  ["POST /notificaciones", "url", true],
  ["POST /profil", "webseiteUrl", false],
  ["POST /perfil", "url_perfil", false],
  ["POST /seiten", "seitengroesse", false],
] as const)("a URL that the server calls or fetches: %s takes %s", async (call, name, isFound) => {
  const faults = await faultsIn(callerChosenUrl, {
    [call]: { requestBody: takes({ [name]: { type: "string" }, andere: { type: "string" } }) },
  });
  expect(faults).toHaveLength(isFound ? 1 : 0);
});

test.each([
  ["/weiterleitung", "ziel", true],
  ["/redirection", "lien", true],
  ["/redirecionar", "destino", true],
  ["/anmelden", "rueckkehrUrl", true],
  ["/connexion", "urlRetour", true],
  ["/pedidos", "destino", false],
] as const)("where a caller is sent on to: GET %s takes %s", async (path, name, isFound) => {
  const faults = await faultsIn(callerChosenUrl, {
    [`GET ${path}`]: { parameters: [{ name, in: "query", schema: { type: "string" } }] },
  });
  expect(faults).toHaveLength(isFound ? 1 : 0);
});

test.each([
  ["POST /datenbank/ausfuehren", "sqlAbfrage", true],
  ["POST /base-de-datos/ejecutar", "consulta", true],
  ["POST /systeme/executer", "ligneDeCommande", true],
  ["POST /servidor/ejecutar", "comando", true],
  ["POST /comandos", "nombre", false],
  ["POST /preise/berechnen", "formel", true],
  ["POST /precos/calcular", "formula", true],
  ["POST /precos", "formula", false],
  ["POST /plantillas/vista-previa", "contenido", true],
  ["POST /vorlagen/vorschau", "inhalt", true],
  ["POST /skripte/auswerten", "ausdruck", true],
  ["POST /regles/test", "expressionSpel", true],
  ["POST /objets", "donneesSerialisees", true],
  ["POST /sicherung", "serverPfad", true],
  ["POST /commentaires", "contenuHtml", true],
  ["POST /kommentare", "inhalt", false],
] as const)("what a text is handed to: %s takes %s", async (call, name, isFound) => {
  const faults = await faultsIn(interpretedInput, { [call]: { requestBody: takes({ [name]: { type: "string" } }) } });
  expect(faults).toHaveLength(isFound ? 1 : 0);
});

test.each([
  ["/datei", "dateipfad", true],
  ["/fichier", "cheminDuFichier", true],
  ["/descargar", "rutaArchivo", true],
  ["/arquivo", "caminho", true],
  ["/pedidos", "caminho", false],
] as const)("a file that is asked for by its path: GET %s takes %s", async (path, name, isFound) => {
  const faults = await faultsIn(interpretedInput, {
    [`GET ${path}`]: {
      parameters: [{ name, in: "query", schema: { type: "string" } }],
      responses: isFound ? { 200: { description: "ok", content: { "application/pdf": {} } } } : returns({}),
    },
  });
  expect(faults).toHaveLength(isFound ? 1 : 0);
});

test.each([
  ["dateiBase64", 1],
  ["imagenBase64", 1],
  ["schluesselBase64", 0],
] as const)("a file in Base64 that nothing limits: %s", async (name, count) => {
  const faults = await faultsIn(unrestrictedUpload, {
    "POST /dokumente": { requestBody: takes({ [name]: { type: "string" } }) },
  });
  expect(faults).toHaveLength(count);
});
