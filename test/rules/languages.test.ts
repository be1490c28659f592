import { expect, test } from "vitest";
import { debugOperation } from "../../src/rules/authorization/debug-operation.ts";
import { bflaWriteWeakerThanRead } from "../../src/rules/authentication/bfla-write-weaker-than-read.ts";
import { massAssignmentServerField } from "../../src/rules/data/mass-assignment-server-field.ts";
import { ssrfClientSuppliedUrl } from "../../src/rules/inputs/ssrf-client-supplied-url.ts";
import { credentialInUrl } from "../../src/rules/authentication/credential-in-url.ts";
import { accountEnumeration } from "../../src/rules/flows/account-enumeration.ts";
import { bruteForceShortCode } from "../../src/rules/flows/brute-force-short-code.ts";
import { verificationSecretInResponse } from "../../src/rules/flows/verification-secret-in-response.ts";
import { passwordChangeWithoutReauthentication } from "../../src/rules/flows/password-change-without-reauthentication.ts";
import { bolaClientSuppliedOwner } from "../../src/rules/authorization/bola-client-supplied-owner.ts";
import { bflaAdminOperation } from "../../src/rules/authorization/bfla-admin-operation.ts";
import { internalParameter } from "../../src/rules/inputs/internal-parameter.ts";
import { negativeAmount } from "../../src/rules/inputs/negative-amount.ts";
import { deprecatedOperation } from "../../src/rules/inventory/deprecated-operation.ts";
import { injectionInterpretedInput } from "../../src/rules/inputs/injection-interpreted-input.ts";
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
  const faults = await faultsIn(massAssignmentServerField, {
    ...SIGN_UP,
    [`POST ${path}`]: { requestBody: takes(properties) },
  });
  expect(faults.map(({ message }) => message)).toEqual(
    name === "" ? [] : [`"${name}" can be set by callers of POST ${path}`],
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
  expect(
    await faultsIn(bflaWriteWeakerThanRead, { "PUT /things/{id}": { security: [{ login: [scope] }] } }),
  ).toHaveLength(count);
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
  const faults = await faultsIn(ssrfClientSuppliedUrl, {
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
  const faults = await faultsIn(ssrfClientSuppliedUrl, {
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
  const faults = await faultsIn(injectionInterpretedInput, {
    [call]: { requestBody: takes({ [name]: { type: "string" } }) },
  });
  expect(faults).toHaveLength(isFound ? 1 : 0);
});

test.each([
  ["/datei", "dateipfad", true],
  ["/fichier", "cheminDuFichier", true],
  ["/descargar", "rutaArchivo", true],
  ["/arquivo", "caminho", true],
  ["/pedidos", "caminho", false],
] as const)("a file that is asked for by its path: GET %s takes %s", async (path, name, isFound) => {
  const faults = await faultsIn(injectionInterpretedInput, {
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

const text = { type: "string" };

test.each([
  ["POST /me/senha", { senhaNova: text }, 1],
  ["POST /me/senha", { senhaNova: text, senhaAtual: text }, 0],
  ["PUT /me/passwort", { neuesPasswort: text, passwortWiederholung: text }, 1],
  ["PUT /me/passwort", { neuesPasswort: text, altesPasswort: text }, 0],
  ["PUT /compte/mot-de-passe", { nouveauMotDePasse: text }, 1],
  ["PUT /usuario/contrasena", { nuevaContrasena: text, contrasenaActual: text }, 0],
  ["PUT /usuario/correo", { correo: text }, 1],
  ["PUT /usuario/correo", { correo: text, contrasena: text }, 0],
  ["DELETE /konto/zwei-faktor", {}, 1],
] as const)("a password or an address is changed without a proof: %s %o", async (call, properties, count) => {
  expect(
    await faultsIn(passwordChangeWithoutReauthentication, { [call]: { requestBody: takes(properties) } }),
  ).toHaveLength(count);
});

test.each([
  ["/passwort-vergessen", { email: text }, { token: text }, 1],
  ["/mot-de-passe/oublie", { courriel: text }, { lien: text }, 1],
  ["/contrasena/recuperar", { correo: text }, { tokenDeRestablecimiento: text }, 1],
  ["/senha/redefinir", { email: text, codigo: text }, { token: text }, 0],
  ["/verificacao", { telefone: text }, { codigoDeVerificacao: text }, 1],
  ["/verificacao", { telefone: text }, { enviado: { type: "boolean" } }, 0],
] as const)("a proof that comes back to whoever asks: POST %s", async (path, properties, answer, count) => {
  const faults = await faultsIn(verificationSecretInResponse, {
    [`POST ${path}`]: { security: [], requestBody: takes(properties), responses: returns({ properties: answer }) },
  });
  expect(faults).toHaveLength(count);
});

test.each([
  ["/email/verfuegbarkeit", { email: text }, {}, 1],
  ["/utilisateurs/existe", { courriel: text }, {}, 1],
  ["/clientes/consulta", { correo: text }, { registrado: { type: "boolean" } }, 1],
  ["/clientes/consulta", { correo: text, contrasena: text }, { registrado: { type: "boolean" } }, 0],
  ["/consulta", { telefone: text }, { emailMascarado: text }, 1],
] as const)("whether there is an account: POST %s %o", async (path, properties, answer, count) => {
  const faults = await faultsIn(accountEnumeration, {
    [`POST ${path}`]: { security: [], requestBody: takes(properties), responses: returns({ properties: answer }) },
  });
  expect(faults).toHaveLength(count);
});

test.each([
  ["Benutzer nicht gefunden", 1],
  ["Falsches Passwort", 1],
  ["Utilisateur introuvable", 1],
  ["Contraseña incorrecta", 1],
  ["Usuário não encontrado", 1],
  ["Benutzer oder Passwort falsch", 0],
  ["Usuario o contraseña incorrecta", 0],
  ["Identifiants incorrects", 0],
] as const)("a log-in that is refused with %o", async (example, count) => {
  const faults = await faultsIn(accountEnumeration, {
    "POST /login": {
      security: [],
      requestBody: takes({ email: text, password: text }),
      responses: {
        401: {
          description: "No.",
          content: { "application/json": { schema: { properties: { message: { type: "string", example } } } } },
        },
      },
    },
  });
  expect(faults).toHaveLength(count);
});

test.each([
  ["POST /verifizierung", "einmalcode", 1],
  ["POST /verification", "codeDeVerification", 1],
  ["POST /senha/redefinir", "codigo", 1],
  ["POST /karten", "pin", 0],
] as const)("a code that can be tried out: %s takes %s", async (call, name, count) => {
  const faults = await faultsIn(bruteForceShortCode, {
    [call]: { security: [], requestBody: takes({ email: text, [name]: { type: "string", maxLength: 4 } }) },
  });
  expect(faults).toHaveLength(count);
});

test.each([
  ["senha", 1],
  ["mot_de_passe", 1],
  ["jetonDAcces", 1],
  ["claveApi", 1],
  ["zugriffsschluessel", 1],
  ["senha_obrigatoria", 0],
  ["token_pagina", 0],
] as const)("a credential in the URL: %s", async (name, count) => {
  const faults = await faultsIn(credentialInUrl, {
    "GET /bestellungen": { parameters: [{ name, in: "query", schema: text }] },
  });
  expect(faults).toHaveLength(count);
});

test.each([
  ["POST /pedidos", { cantidad: { type: "integer" } }, 1],
  ["POST /ueberweisungen", { betrag: { type: "number" } }, 1],
  ["POST /virements", { montantEnCentimes: { type: "integer" } }, 1],
  ["POST /pedidos", { precioTotal: { type: "number" } }, 1],
  ["POST /bestellungen", { menge: { type: "integer", description: "Mindestens 1" } }, 0],
  ["POST /pedidos/calcular", { quantidade: { type: "integer" } }, 0],
  ["POST /kommentare", { anzahl: { type: "integer" } }, 0],
] as const)("an amount that may be negative: %s %o", async (call, properties, count) => {
  expect(await faultsIn(negativeAmount, { [call]: { requestBody: takes(properties) } })).toHaveLength(count);
});

test.each([
  ["pruefungUeberspringen", 1],
  ["omitirVerificacion", 1],
  ["sansAuthentification", 1],
  ["preco_interno", 1],
  ["modo_depuracion", 1],
  ["interne_notiz", 0],
] as const)("a switch for the inside: %s", async (name, count) => {
  const faults = await faultsIn(internalParameter, { "POST /bestellungen": { requestBody: takes({ [name]: text }) } });
  expect(faults).toHaveLength(count);
});

test.each([
  ["autor_id", 1],
  ["idDelUsuario", 1],
  ["erstelltVon", 1],
  ["propietario", 1],
  ["produktId", 0],
] as const)("on whose behalf a change is done: %s", async (name, count) => {
  const faults = await faultsIn(bolaClientSuppliedOwner, {
    ...SIGN_UP,
    "POST /login": { security: [], requestBody: takes({ email: text, password: text }) },
    "POST /bewertungen": { requestBody: takes({ [name]: text }) },
  });
  expect(faults).toHaveLength(count);
});

test.each([
  ["/verwaltung/kunden", "", 1],
  ["/gestion/clients", "", 1],
  ["/administracion/pedidos", "", 1],
  ["/administracao/pedidos", "", 1],
  ["/verwaltung/kunden", "Nur für Administratoren", 0],
  ["/gestion/clients", "Réservé aux administrateurs", 0],
] as const)("administration under the credential of everybody: GET %s %o", async (path, description, count) => {
  const faults = await faultsIn(bflaAdminOperation, {
    ...SIGN_UP,
    [`GET ${path}`]: { description },
    "GET /bestellungen": {},
    "GET /pedidos": {},
  });
  expect(faults).toHaveLength(count);
});

test.each([
  ["Wird am 1.1.2027 abgeschaltet: 2027", 0],
  ["Sera supprimée en 2027", 0],
  ["Será eliminada en la versión 3", 0],
  ["Será removida em 2027", 0],
  ["Alt", 1],
] as const)("a deprecated operation: %o", async (description, count) => {
  expect(await faultsIn(deprecatedOperation, { "GET /x": { deprecated: true, description } })).toHaveLength(count);
});

test("what is no amount and no person by its name is none", async () => {
  const body = { content: { "application/json": { schema: { type: "integer" } } } };
  expect(await faultsIn(negativeAmount, { "POST /transferencia": { requestBody: body } })).toEqual([]);
  const client = { "PATCH /zugangsdaten/{id}": { requestBody: takes({ clientId: text }) } };
  expect(await faultsIn(bolaClientSuppliedOwner, { ...SIGN_UP, ...client })).toEqual([]);
});
