import { expect, test } from "vitest";
import * as said from "../../src/data/classify/said-of-value.ts";
import { revealingIn } from "../../src/data/values/revealing.ts";
import { intentOf } from "../../src/exposure/intent.ts";
import { returnsList } from "../../src/exposure/lists.ts";
import { isSaidForAdministrators } from "../../src/exposure/administration.ts";
import { readingOf } from "../../src/exposure/reading.ts";
import { actionOf } from "../../src/operations/candidates/action.ts";
import { resourcesOf } from "../../src/operations/candidates/resources.ts";
import { isKeptByService } from "../../src/operations/own-record.ts";
import { privacyFlag } from "../../src/exposure/privacy-setting.ts";
import { isPaged } from "../../src/operations/paging.ts";
import { isRight } from "../../src/operations/privileged-fields.ts";
import { saidRole } from "../../src/exposure/said-role.ts";
import { requestFields } from "../../src/operations/request-fields.ts";
import { apiOfPart } from "../rules/description-of.ts";

const SAYS = {
  partial: said.isSaidPartial,
  "never returned": said.isSaidNeverReturned,
  "on request": said.isSaidOnRequest,
  guarded: said.isSaidGuarded,
  reference: said.isSaidReference,
  "lets in": said.isSaidToOpen,
} as const;

test.each([
  ["partial", "Die letzten vier Ziffern der Karte", true],
  ["partial", "Les quatre derniers chiffres de la carte", true],
  ["partial", "Los últimos cuatro dígitos", true],
  ["partial", "Os primeiros seis dígitos do cartão", true],
  ["partial", "Die letzten vier Wochen", false],
  ["never returned", "Wird nie zurückgegeben.", true],
  ["never returned", "Wird nur bei der Erstellung angezeigt.", true],
  ["never returned", "N'est jamais renvoyé.", true],
  ["never returned", "Solo se muestra una vez.", true],
  ["never returned", "Não pode ser recuperada depois.", true],
  ["never returned", "Es wird bei jeder Abfrage zurückgegeben.", false],
  ["on request", "Retourné uniquement si demandé", true],
  ["on request", "Only returned with the details option", true],
  ["on request", "Only available on calls with the fields parameter", true],
  ["on request", "Only available for orders with the following status: unshipped, shipped", false],
  ["on request", "No se incluye en las listas", true],
  ["on request", "Incluye los impuestos", false],
  ["guarded", "Nur für Administratoren sichtbar", true],
  ["guarded", "Visível apenas para os membros", true],
  ["guarded", "Visível para todos", false],
  ["reference", "Jeton de pagination", true],
  ["reference", "Token de paginação", true],
  ["reference", "Jeton d'accès", false],
  ["lets in", "Gewährt Zugriff auf die API", true],
  ["lets in", "Senha do usuário", true],
  ["lets in", "Die Farbe des Fahrzeugs", false],
] as const)("a description says %s: %s: %s", (what, text, is) => {
  expect(SAYS[what](text)).toBe(is);
});

test.each([
  ["max.mustermann@kunden-firma.de", 0],
  ["ejemplo@correo.es", 0],
  ["comptabilite@dupuis-conseil.fr", 0],
  ["annegret.hoffmeister@hoffmeister-bau.de", 1],
] as const)("%s is somebody's address: %i", (text, count) => {
  expect(revealingIn(`Write to ${text} today.`)).toHaveLength(count);
});

const INFO = { title: "Example", version: "1" };
const operation = async (path: string, method: string, rest: object) =>
  await apiOfPart(JSON.stringify({ openapi: "3.1.0", info: INFO, paths: { [path]: { [method]: rest } } }));
const json = (schema: object): object => ({ content: { "application/json": { schema } } });
const LIST = { type: "array", items: { properties: { a: { type: "string" } } } };

test.each([
  [{ daten: LIST }, true],
  [{ itens: LIST, pagina: { type: "integer" } }, true],
  [{ pedidos: LIST, siguiente: { type: "string" }, total: { type: "integer" } }, true],
  [{ pedidos: LIST, cliente: { type: "string" }, fecha: { type: "string" } }, false],
] as const)("%o is the envelope of a list: %s", async (properties, is) => {
  const api = await operation("/x", "get", { responses: { 200: json({ properties }) } });
  expect(returnsList(api.operations[0]!)).toBe(is);
});

test.each([
  [{ kennwort: { type: "string" }, email: { type: "string" } }, "sign-up"],
  [{ senhaDoUsuario: { type: "string" }, email: { type: "string" } }, "sign-up"],
  [{ farbe: { type: "string" }, groesse: { type: "string" } }, undefined],
] as const)("who posts %o to users: %s", async (properties, intent) => {
  const api = await operation("/benutzer", "post", { requestBody: json({ properties }), responses: {} });
  expect(intentOf(api.operations[0]!)).toBe(intent);
});

test.each([
  ["istVerifiziert", "boolean", true],
  ["suspendida", "boolean", true],
  ["mostrarVerificado", "boolean", false],
  ["limite_de_saque", "integer", true],
  ["taxa_de_comissao", "integer", false],
  ["percentual_comissao", "integer", true],
  ["salaireBrut", "number", true],
  ["kundenFarbe", "integer", false],
  ["estado_verificacion", "string", true],
  ["fecha_vencimiento_suscripcion", "string", true],
  ["withdrawalLimitCents", "integer", true],
  ["commissionRate", "number", true],
  ["favourite_colour", "string", false],
] as const)("%s (%s) is kept by the service: %s", async (name, type, is) => {
  const api = await operation("/me", "patch", {
    requestBody: json({ properties: { [name]: { type } } }),
    responses: {},
  });
  const [field] = requestFields(api.operations[0]!);
  expect(isKeptByService(field!, api.lexicon)).toBe(is);
});

test.each([
  ["Kunde", "istOeffentlich", "istOeffentlich"],
  ["Utilisateur", "masquerTelephone", "masquerTelephone"],
  ["Equipo", "privado", undefined],
  ["Usuario", "color", undefined],
] as const)("the privacy setting of %s with %s: %s", async (schema, name, found) => {
  const api = await apiOfPart(
    JSON.stringify({
      openapi: "3.1.0",
      info: INFO,
      paths: {},
      components: { schemas: { [schema]: { properties: { [name]: { type: "boolean" } } } } },
    }),
  );
  expect(privacyFlag(api.schemas[0]!)?.name).toBe(found);
});

test.each([
  ["/pedidos/todos/{x}", "pedido"],
  ["/orders/bulk/{x}", "order"],
  ["/lists/{x}", "list"],
  ["/multi-factor/{x}", "multi factor"],
  ["/kunden/aktiv/{x}", "kunde"],
  ["/salaries/{salarie_id}", "salarie"],
  ["/salaries/{salary_id}", "salary"],
] as const)("%s names a %s", async (path, noun) => {
  const api = await operation(path, "get", { responses: {} });
  expect(resourcesOf(api).ofParameter(api.operations[0]!, /\{(.*)\}/.exec(path)![1]!).bare).toBe(noun);
});

test.each([
  ["Nur für Administratoren", true],
  ["Réservé aux administrateurs", true],
  ["Apenas para administradores", true],
  ["Solo para el administrador", true],
  ["Benachrichtigt den Administrator", false],
] as const)("a text is for administrators: %s: %s", async (summary, is) => {
  const api = await operation("/x", "get", { summary, responses: {} });
  expect(isSaidForAdministrators(api, api.operations[0]!)).toBe(is);
});

test.each([
  ["/anmeldung/code", "telefon", "log-in"],
  ["/inicio-sesion/codigo", "correo", "log-in"],
  ["/login/codigo", "telefone", "log-in"],
  ["/login/code", "phone", "log-in"],
  ["/kurse/anmeldung", "farbe", undefined],
  ["/gutschein/code", "email", undefined],
] as const)("who posts to %s with %s: %s", async (path, name, intent) => {
  const properties = { [name]: { type: "string" } };
  const api = await operation(path, "post", { security: [], requestBody: json({ properties }), responses: {} });
  expect(intentOf(api.operations[0]!)).toBe(intent);
});

test.each([
  ["/termine", "terminBuchen", "Termin buchen", "create", true],
  ["/antraege", "urlaubBeantragen", "Urlaub beantragen", "create", true],
  ["/schueler", "schuelerEinladen", "Schüler einladen", "create", true],
  ["/rendez_vous", "prendre_rendez_vous", "Prendre rendez-vous", "create", true],
  ["/nachricht", "nachrichtSenden", "Nachricht senden", "send", false],
  ["/bons/utiliser", "utiliserBon", "Utiliser un bon", "redeem", false],
  ["/newsletter/assinar", "assinar", "Assinar a newsletter", "subscribe", false],
  ["/contratos/assinar", "assinarContrato", "Assinar um contrato", "sign", false],
  ["/registro", "registrarse", "Registrarse como conductor", "register", true],
  ["/passwort", "linkSenden", "Link zum Zurücksetzen senden", "send", false],
  ["/connexion", "seConnecter", "Se connecter avec e-mail", "send", false],
] as const)("POST %s, %s, %s: %s, makes one: %s", async (path, operationId, summary, verb, isMaking) => {
  const api = await operation(path, "post", { operationId, summary, responses: {} });
  expect(actionOf(api.operations[0]!)).toMatchObject({ verb, isMaking });
});

test.each([
  ["/linkvorschau", "linkVorschauErzeugen", "Eine Vorschau erzeugen", "computed"],
  ["/apercu-lien", "apercuLien", "Récupérer une page et en faire un aperçu", "stored"],
  ["/vista-previa-enlace", "previsualizarEnlace", "Generar una vista previa", "computed"],
  ["/link-preview", "previewLink", "Generate a preview of a page", "computed"],
  ["/environments", "createPreviewEnvironment", "Create a preview environment", undefined],
  ["/links", "linkErzeugen", "Link erzeugen", undefined],
] as const)("POST %s, %s, %s reads what is %s", async (path, operationId, summary, reading) => {
  const api = await operation(path, "post", { operationId, summary, responses: {} });
  expect(readingOf(api.operations[0]!)).toBe(reading);
});

test.each([
  ["Das dürfen nur Mitarbeiter.", "mitarbeiter"],
  ["Nur Mitarbeiter dürfen das.", "mitarbeiter"],
  ["Zeigt nur Mitarbeiter.", undefined],
] as const)("%s is for: %s", async (description, role) => {
  const api = await operation("/x", "post", { description, responses: {} });
  expect(saidRole(api.operations[0]!)).toBe(role);
});

test.each([
  ["last_name", false],
  ["last", true],
  ["tamanho", true],
] as const)("who can ask a list for %s pages it: %s", async (name, is) => {
  const parameters = [{ name, in: "query", schema: { type: "string" } }];
  const api = await operation("/x", "get", { parameters, responses: {} });
  expect(isPaged(api.operations[0]!)).toBe(is);
});

test.each([
  ["perfil", "string", true],
  ["perfil", "object", false],
  ["papel", "string", true],
  ["profile", "string", false],
] as const)("%s (%s) is what somebody may do: %s", async (name, type, is) => {
  const { lexicon } = await operation("/x", "get", { responses: {} });
  expect(isRight({ name, types: [type] }, lexicon)).toBe(is);
});

test.each([
  ["Transaction", "/accounts/{id}/transactions", "amount", "user.financial"],
  ["Operation", "/comptes/{id}/operations", "montant", "user.financial"],
  ["Transacao", "/contas/{id}/transacoes", "valor", "user.financial"],
  ["Operation", "/shops/{id}/operations", "amount", undefined],
  ["OrderType", "/accounts/{id}/orders", "amount", undefined],
] as const)("of a %s that %s lists, %s is %s", async (schema, path, name, category) => {
  const api = await apiOfPart(
    JSON.stringify({
      openapi: "3.1.0",
      info: INFO,
      paths: {
        [path]: {
          get: {
            parameters: [{ name: "id", in: "path", required: true, schema: { type: "string" } }],
            responses: { 200: json({ type: "array", items: { $ref: `#/components/schemas/${schema}` } }) },
          },
        },
      },
      components: { schemas: { [schema]: { properties: { [name]: { type: "number" } } } } },
    }),
  );
  const found = api.assessed(api.operations[0]!).flows.find(({ field }) => field.name === name);
  expect(found?.field.category).toBe(category);
});
