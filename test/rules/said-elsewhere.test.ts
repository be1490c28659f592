import { expect, test } from "vitest";
import { bolaClientSuppliedOwner } from "../../src/rules/authorization/bola-client-supplied-owner.ts";
import { massAssignment } from "../../src/rules/authorization/mass-assignment.ts";
import { contradictoryRequirement } from "../../src/rules/authentication/contradictory-requirement.ts";
import { sharedKey } from "../../src/rules/authentication/shared-key.ts";
import { clientSidePrivacy } from "../../src/rules/data/client-side-privacy.ts";
import { massAssignmentServerField } from "../../src/rules/data/mass-assignment-server-field.ts";
import { publicFileLink } from "../../src/rules/data/public-file-link.ts";
import { storedCredentialReturned } from "../../src/rules/data/stored-credential-returned.ts";
import { writeOnlyInExample } from "../../src/rules/data/write-only-in-example.ts";
import { verificationSecretInResponse } from "../../src/rules/flows/verification-secret-in-response.ts";
import { knowledgeBasedVerification } from "../../src/rules/flows/knowledge-based-verification.ts";
import { injectionInterpretedInput } from "../../src/rules/inputs/injection-interpreted-input.ts";
import { faultsIn, returns, takes, type Operations } from "./faults-in.ts";

/* What one part of a description says, and another does not keep: each case has a twin that differs in one fact. */

const NUMBER = { type: "number" };
const SWITCH = { type: "boolean" };
const DATE = { type: "string", format: "date" };
const TEXT = { type: "string" };

const about = (description: string): object => ({ info: { title: "T", version: "1", description } });
const listOf = (properties: object): object => returns({ type: "array", items: { type: "object", properties } });

/** The fields that decide by a text elsewhere, in a call of those who gain by them. */
async function decisiveIn(operations: Operations, whole: string): Promise<readonly string[]> {
  const faults = await faultsIn(massAssignmentServerField, operations, about(whole));
  return faults.map(({ cause }) => cause).filter((cause) => cause.startsWith("decisive "));
}

test.each<[string, string, object, boolean]>([
  ["Used by our couriers in the app.", "A bonus for each parcel left undamaged.", { leftUndamaged: SWITCH }, true],
  ["Used by our couriers in the app.", "Parcels left undamaged are shown.", { leftUndamaged: SWITCH }, false],
  ["Used by our couriers in the app.", "A bonus for each parcel.", { leftUndamaged: SWITCH }, false],
  ["Used by the staff of the depot.", "A bonus for each parcel left undamaged.", { leftUndamaged: SWITCH }, false],
  [
    "Kuriere melden sich in der App an.",
    "Je pünktlich gelieferte Sendung gibt es einen Bonus.",
    { puenktlichGeliefert: SWITCH },
    true,
  ],
  ["Les livreurs ont un compte.", "Une prime par colis livré intact.", { livreIntact: SWITCH }, true],
  [
    "Usado por repartidores en la app.",
    "Una prima por cada paquete entregado intacto.",
    { entregadoIntacto: SWITCH },
    true,
  ],
  [
    "Os entregadores se cadastram no app.",
    "Há um bônus por cada pacote entregue intacto.",
    { entregueIntacto: SWITCH },
    true,
  ],
  ["Guests have an account.", "Refunds the deposit up to the free return date.", { freeReturnUntil: DATE }, true],
  ["Guests have an account.", "Shows the free return date.", { freeReturnUntil: DATE }, false],
])("what another text pays by (%s %s %o): %s", async (whole, text, properties, isReported) => {
  const operations = {
    "POST /runs/{id}/receipts": { requestBody: takes(properties) },
    "GET /earnings": { description: text },
  };
  expect(await decisiveIn(operations, whole)).toHaveLength(isReported ? 1 : 0);
});

test.each<[string, object, boolean]>([
  ["Students apply with their account. Grants are allocated in order of score.", { totalScore: NUMBER }, true],
  ["Students apply with their account. The score is shown to them.", { totalScore: NUMBER }, false],
  ["Teachers have an account. Grants are allocated in order of score.", { totalScore: NUMBER }, false],
  ["Schüler haben ein Konto. Die Punkte fließen in die Zeugnisnote ein.", { punkte: NUMBER }, true],
  ["Les étudiants ont un compte. Les bourses sont attribuées par ordre de note.", { note: NUMBER }, true],
  ["Los alumnos tienen una cuenta. Las plazas se asignan por orden de puntuación.", { puntuacion: NUMBER }, true],
  ["Os alunos têm uma conta. As bolsas são concedidas por ordem de pontuação.", { pontuacaoTotal: NUMBER }, true],
])("a result by which people are compared (%s %o): %s", async (whole, properties, isReported) => {
  expect(await decisiveIn({ "POST /calls/{id}/applications": { requestBody: takes(properties) } }, whole)).toHaveLength(
    isReported ? 1 : 0,
  );
});

test.each<[string, string, boolean]>([
  ["Users sign up with their e-mail. More render minutes come with a paid plan.", "renderMinutesLimit", true],
  ["Users sign up with their e-mail. Render minutes are shown.", "renderMinutesLimit", false],
  ["Users sign up with their e-mail. More render minutes come with a paid plan.", "renderQuality", false],
  ["Jeder kann sich registrieren. Mehr Rechenzeit gibt es mit einem bezahlten Tarif.", "limitRechenzeit", true],
])("a limit that a plan gives (%s %s): %s", async (whole, name, isReported) => {
  const change = { description: "Requires the maintainer role.", requestBody: takes({ [name]: NUMBER }) };
  expect(await decisiveIn({ "PATCH /studios/{id}": change }, whole)).toHaveLength(isReported ? 1 : 0);
});

test("the keys of a map that a text lists are what can be set", async () => {
  const map = { content: { "application/json": { schema: { type: "object", additionalProperties: TEXT } } } };
  const found = async (description: string) =>
    (await faultsIn(massAssignment, { "PUT /me/attributes": { description, requestBody: map } })).map(
      ({ cause }) => cause,
    );
  expect(await found("In use: `locale` and `risk_level`.")).toEqual(["patched PUT /me/attributes"]);
  expect(await found("In use: `locale` and `theme`.")).toEqual([]);
  expect(await found("In use: `locale` and `risk_level`. Only `locale` is accepted.")).toEqual([]);
});

const signUp = (properties: object, more: object = {}): Operations => ({
  "POST /signup": { security: [], requestBody: takes({ email: TEXT, password: TEXT, ...properties }), ...more },
  "GET /reports": {},
});

test.each<[string, string, object, object, boolean]>([
  ["en", "Members of a company see all its reports.", { companyId: TEXT }, {}, true],
  ["en", "Reports of companies.", { companyId: TEXT }, {}, false],
  ["en", "Members of a company see all its reports.", { companyId: TEXT, inviteCode: TEXT }, {}, false],
  [
    "en",
    "Members of a company see all its reports.",
    { companyId: TEXT },
    { description: "Pending until an admin agrees." },
    false,
  ],
  ["de", "Mitglieder eines Mandanten sehen alle Berichte.", { mandantId: TEXT }, {}, true],
  ["fr", "Les membres d'une entreprise voient tous ses rapports.", { entrepriseId: TEXT }, {}, true],
  ["es", "Los miembros de una empresa ven todos sus informes.", { empresaId: TEXT }, {}, true],
  ["pt", "Os membros de uma empresa veem todos os relatórios.", { empresaId: TEXT }, {}, true],
])(
  "the organization that a sign-up names (%s: %s %o %o): %s",
  async (_language, whole, properties, more, isReported) => {
    const faults = await faultsIn(bolaClientSuppliedOwner, signUp(properties, more), about(whole));
    expect(faults.filter(({ cause }) => cause.startsWith("joins"))).toHaveLength(isReported ? 1 : 0);
  },
);

test.each<[string, string, boolean]>([
  ["The IBAN is only accepted and never returned.", "iban", true],
  ["The IBAN is never returned in full.", "iban", false],
  ["The IBAN is not returned unless asked for.", "iban", false],
  ["Notes are never returned.", "iban", false],
  ["Hints are never returned.", "hint", false],
  ["Die Steuernummer wird nie ausgegeben.", "steuernummer", true],
  ["Le numéro fiscal n'est jamais renvoyé.", "numeroFiscal", true],
  ["El número fiscal nunca se devuelve.", "numeroFiscal", true],
  ["O número fiscal nunca é devolvido.", "numeroFiscal", true],
])("what is said to be never returned (%s %s): %s", async (whole, name, isReported) => {
  const read = { responses: returns({ type: "object", properties: { name: TEXT, [name]: TEXT } }) };
  expect(await faultsIn(writeOnlyInExample, { "GET /tenants/{id}": read }, about(whole))).toHaveLength(
    isReported ? 1 : 0,
  );
});

test.each<[string, string, string, boolean]>([
  ["/executions/{id}", "deletedAt", "Always null. Soft-deleted executions are not returned.", false],
  ["/executions/{id}", "archived", "Archived executions are never returned.", false],
  ["/orders", "state", "Cancelled orders are not returned.", false],
  ["/bestellungen/{id}", "geloeschtAm", "Gelöschte Bestellungen werden nicht zurückgegeben.", false],
  ["/commandes/{id}", "supprimeeLe", "Les commandes supprimées ne sont jamais renvoyées.", false],
  ["/pedidos/{id}", "eliminado", "Los pedidos eliminados nunca se devuelven.", false],
  ["/encomendas/{id}", "eliminada", "As encomendas eliminadas nunca são devolvidas.", false],
  ["/executions/{id}", "note", "The note of the execution is never returned.", true],
  ["/executions/{id}", "secret", "Secrets of executions are never returned.", true],
  ["/pedidos/{id}", "clave", "Nunca se devuelve.", true],
  ["/policies/{id}", "summary", "For the seller's use. It is not exposed on any pages of the shop.", false],
  ["/tarifas/{id}", "resumen", "Nunca se devuelve en las páginas de la tienda.", false],
  ["/tarife/{id}", "notiz", "Die Notiz wird auf den Seiten des Shops nie ausgegeben.", false],
  ["/tarifs/{id}", "note", "N'est jamais renvoyée sur les pages du site.", false],
  ["/tarifas/{id}", "nota", "Nunca é devolvida nas telas da loja.", false],
])("of a property of %s, which of the records do not come back (%s: %s): %s", async (path, name, text, isReported) => {
  const read = {
    responses: returns({ type: "object", properties: { name: TEXT, [name]: { ...TEXT, description: text } } }),
  };
  expect(await faultsIn(writeOnlyInExample, { [`GET ${path}`]: read })).toHaveLength(isReported ? 1 : 0);
});

test("where one schema is sent and returned, an example must show what is never returned", async () => {
  const components = {
    securitySchemes: { token: { type: "http", scheme: "bearer" } },
    schemas: {
      Owner: { type: "object", properties: { name: TEXT, iban: { ...TEXT, description: "Never returned." } } },
    },
  };
  const schema = { $ref: "#/components/schemas/Owner" };
  const found = (example: object | undefined) =>
    faultsIn(
      writeOnlyInExample,
      {
        "POST /owners": { requestBody: { content: { "application/json": { schema } } } },
        "GET /owners/{id}": {
          responses: {
            200: { description: "ok", content: { "application/json": { schema, ...(example && { example }) } } },
          },
        },
      },
      { components },
    );
  expect(await found(undefined)).toEqual([]);
  expect(await found({ name: "Ada" })).toEqual([]);
  expect(await found({ name: "Ada", iban: "DE02" })).toHaveLength(1);
});

test.each<[string, string, string, boolean]>([
  ["The ballots are anonymous.", "/ballots", "memberId", true],
  ["The ballots can be anonymous.", "/ballots", "memberId", false],
  ["Anonymous users may vote.", "/ballots", "memberId", false],
  ["The ballots are anonymous.", "/members", "memberId", false],
  ["The ballots are anonymous.", "/ballots", "choice", false],
  ["Die Rückmeldungen bleiben anonym.", "/rueckmeldungen", "personalnummer", true],
  ["Les avis sont anonymes.", "/avis", "numeroClient", true],
  ["Las respuestas son anónimas.", "/respuestas", "correoElectronico", true],
  ["As respostas são anônimas.", "/respostas", "email", true],
])("answers that are called anonymous (%s %s %s): %s", async (whole, path, name, isReported) => {
  const operations = { [`GET ${path}`]: { responses: listOf({ [name]: TEXT }) } };
  expect(await faultsIn(writeOnlyInExample, operations, about(whole))).toHaveLength(isReported ? 1 : 0);
});

test.each<[string, object, string, boolean]>([
  ["include_unlisted", { type: "boolean", default: true }, "Also members who opted out", true],
  ["include_unlisted", { type: "boolean", default: false }, "Also members who opted out", false],
  ["include_unlisted", { type: "boolean" }, "Also members who opted out", false],
  ["include_photos", { type: "boolean", default: true }, "Also photos of members", false],
  ["exclude_unlisted", { type: "boolean", default: false }, "Leaves out members who opted out", true],
  ["mit_widersprochen", { type: "boolean", default: true }, "Auch Mitglieder, die widersprochen haben", true],
  ["inclure_liste_rouge", { type: "boolean", default: true }, "Ajoute les abonnés en liste rouge", true],
  ["incluir_ocultos", { type: "boolean", default: true }, "Añade a los socios ocultos", true],
  ["incluir_ocultos", { type: "boolean", default: true }, "Inclui sócios ocultos", true],
])("people who are shown by default (%s %o %s): %s", async (name, schema, description, isReported) => {
  const read = { parameters: [{ name, in: "query", description, schema }], responses: listOf({ name: TEXT }) };
  expect(await faultsIn(clientSidePrivacy, { "GET /directory": read })).toHaveLength(isReported ? 1 : 0);
});

const scoped = (scopes: object): object => ({
  components: {
    securitySchemes: {
      sso: { type: "oauth2", flows: { clientCredentials: { tokenUrl: "https://login.acme.io/token", scopes } } },
    },
  },
  security: [],
});

test.each<[string, string, boolean]>([
  ["Only for the board.", "Granted to every member", true],
  ["Only for the board.", "All members", true],
  ["Only for the board.", "Members of the board", false],
  ["For members.", "Granted to every member", false],
  ["Nur für die Verwaltung.", "Erhalten alle Mitarbeiter", true],
  ["Réservé à la direction.", "Accordé à tous les salariés", true],
  ["Solo para la administración.", "Concedido a todos los empleados", true],
  ["Restrito à administração.", "Todos os moradores", true],
])("a text for a few, and a scope that all have (%s %s): %s", async (description, text, isReported) => {
  const faults = await faultsIn(
    contradictoryRequirement,
    { "GET /arrears": { description, security: [{ sso: ["common"] }] } },
    scoped({ common: text }),
  );
  expect(faults.filter(({ cause }) => cause.startsWith("against scope"))).toHaveLength(isReported ? 1 : 0);
});

test("the same sentence beside a scope of its own, and beside that of all", async () => {
  const description = "Only for administrators.";
  const found = async (scope: string) =>
    (
      await faultsIn(
        contradictoryRequirement,
        {
          "GET /me/shifts": { security: [{ sso: ["a"] }] },
          "POST /shifts/close": { description, security: [{ sso: ["b"] }] },
          "GET /shifts": { description, security: [{ sso: [scope] }] },
        },
        scoped({ a: "", b: "" }),
      )
    ).map(({ cause }) => cause);
  expect(await found("a")).toContain("against scope GET /shifts");
  expect(await found("b")).not.toContain("against scope GET /shifts");
});

const SESSION = returns({ type: "object", properties: { accessToken: TEXT } });

test.each<[string, boolean]>([
  ["Returns a session of any customer.", true],
  ["Returns a session. The customer is not asked.", true],
  ["Returns a session of a customer of the caller.", false],
  ["Gibt eine Sitzung des Kunden mit dieser E-Mail-Adresse zurück, ohne Zustimmung.", true],
  ["Renvoie une session de n'importe quel client.", true],
  ["Devuelve una sesión de cualquier cliente.", true],
  ["Devolve uma sessão de qualquer cliente.", true],
])("a session of whoever is named (%s): %s", async (description, isReported) => {
  const operations = {
    "POST /customer-sessions": {
      description,
      requestBody: takes({ email: TEXT }, { required: ["email"] }),
      responses: SESSION,
    },
  };
  expect(await faultsIn(knowledgeBasedVerification, operations)).toHaveLength(isReported ? 1 : 0);
});

test.each<[string, boolean]>([
  ["studentNo", true],
  ["numeroCandidat", true],
  ["kandidatenNummer", true],
  ["numeroAlumno", true],
  ["numeroCandidato", true],
  ["orderNo", false],
])("a log-in by a number of somebody and a birth date (%s): %s", async (name, isReported) => {
  const logIn = { security: [], requestBody: takes({ [name]: TEXT, dateOfBirth: DATE }), responses: SESSION };
  expect(await faultsIn(knowledgeBasedVerification, { "POST /login": logIn })).toHaveLength(isReported ? 1 : 0);
});

test.each<[string, boolean]>([
  ["Anyone with the link sees the X-ray without signing in. It is permanent.", true],
  ["Anyone with the link sees the X-ray without signing in. It cannot be revoked.", true],
  ["Anyone with the link sees the X-ray without signing in. It expires after a day.", false],
  ["Permanent, for those who are signed in.", false],
  ["It needs no key, can be opened by any number of viewers and keeps working until the restart.", true],
  ["Der Link braucht keinen Schlüssel und kann beliebig oft geöffnet werden.", true],
  ["L'adresse fonctionne sans clé et peut être ouverte autant de fois que voulu.", true],
  ["La dirección no necesita clave y sigue funcionando.", true],
  ["O endereço não precisa de chave e continua funcionando.", true],
  ["It needs no key and can be opened by any number of people for 10 minutes.", false],
  ["It can be opened by any number of people with a key.", false],
  ["Wer den Link hat, sieht den Befund ohne Anmeldung. Er läuft nie ab.", true],
  ["Quiconque a le lien voit le dossier sans connexion. Il est permanent.", true],
  ["Quien tenga el enlace ve el informe sin iniciar sesión; no se puede anular.", true],
  ["Quem tiver o link vê o laudo sem login. É permanente.", true],
])("a link that a text leaves open (%s): %s", async (description, isReported) => {
  const share = { description, responses: returns({ type: "object", properties: { url: TEXT } }) };
  expect(await faultsIn(publicFileLink, { "POST /findings/{id}/share": share })).toHaveLength(isReported ? 1 : 0);
});

test.each<[string, boolean]>([
  ["Values are decrypted.", true],
  ["Values are encrypted.", false],
  ["Nur für Administratoren. Die Werte sind entschlüsselt.", false],
  ["Die Werte sind entschlüsselt.", true],
  ["Les valeurs sont déchiffrées.", true],
  ["Los valores se muestran descifrados.", true],
  ["Os valores aparecem descriptografados.", true],
])("values that a read decrypts (%s): %s", async (description, isReported) => {
  const read = { description, responses: listOf({ name: TEXT, value: TEXT }) };
  const faults = await faultsIn(storedCredentialReturned, { "GET /projects/{id}/variables": read });
  expect(faults.filter(({ cause }) => cause.startsWith("decrypted"))).toHaveLength(isReported ? 1 : 0);
});

test("a header that names the organization, behind one key of all", async () => {
  const header = { name: "X-Company-Id", in: "header", required: true, schema: TEXT };
  const found = async (description: string) =>
    (
      await faultsIn(
        sharedKey,
        { "GET /parts": { parameters: [header], responses: listOf({ price: NUMBER }), security: [{ key: [] }] } },
        { components: { securitySchemes: { key: { type: "apiKey", in: "header", name: "X-Key", description } } } },
      )
    ).map(({ cause }) => cause);
  expect(await found("One key, the same for all companies.")).toEqual(["named key"]);
  expect(await found("Each company has its own key.")).toEqual([]);
});

test.each<[string, string, boolean]>([
  ["xml", "Documents with a DOCTYPE are rejected, entities are not resolved.", false],
  ["xml", "Ein DOCTYPE wird abgelehnt, Entitäten werden nicht aufgelöst.", false],
  ["xml", "Le DOCTYPE est refusé, les entités ne sont pas résolues.", false],
  ["xml", "Un documento con DOCTYPE se rechaza; no se cargan entidades.", false],
  ["xml", "Um documento com DOCTYPE é rejeitado; entidades não são resolvidas.", false],
  ["xml", "Documents follow the schema of the tax office.", true],
  ["xml", "Entities are resolved.", true],
])("XML of a caller (%s: %s): %s", async (name, description, isReported) => {
  const operations = { "POST /declarations": { description, requestBody: takes({ [name]: TEXT }) } };
  expect(await faultsIn(injectionInterpretedInput, operations)).toHaveLength(isReported ? 1 : 0);
});

const STATUS = { type: "string", enum: ["self_reported", "verified"] };

test.each<[string, string, object, boolean]>([
  [
    "Patients log in to the portal.",
    "PUT /vaccinations/{id}",
    { verification: { type: "object", properties: { status: STATUS } } },
    true,
  ],
  [
    "Clinics have a contract with us.",
    "PUT /vaccinations/{id}",
    { verification: { type: "object", properties: { status: STATUS } } },
    false,
  ],
  [
    "Patients log in to the portal.",
    "PUT /vaccinations/{id}",
    { journey: { type: "object", properties: { status: { type: "string", enum: ["planned", "begun"] } } } },
    false,
  ],
  ["Insured persons use the app.", "PATCH /claims/{id}", { compensationAmount: NUMBER }, true],
  ["Insured persons use the app.", "POST /claims", { compensationAmount: NUMBER }, false],
  ["Insured persons use the app.", "PATCH /claims/{id}", { damageEstimate: NUMBER }, false],
  ["Versicherte nutzen die App.", "PATCH /schaeden/{id}", { entschaedigungBetrag: NUMBER }, true],
  ["Les assurés utilisent l'application.", "PATCH /sinistres/{id}", { montantIndemnisation: NUMBER }, true],
  ["Los asegurados usan la app.", "PATCH /siniestros/{id}", { importeIndemnizacion: NUMBER }, true],
  ["Os segurados usam o aplicativo.", "PATCH /sinistros/{id}", { valorIndenizacao: NUMBER }, true],
])(
  "what others check or grant, in a change of those whom it is for (%s %s %o): %s",
  async (whole, id, properties, isReported) => {
    const faults = await faultsIn(
      massAssignmentServerField,
      { [id]: { requestBody: takes(properties) } },
      about(whole),
    );
    expect(faults.filter(({ cause }) => /^(?:sum|mark) /.test(cause))).toHaveLength(isReported ? 1 : 0);
  },
);

test("a limit beside figures that are read-only is not for customers to set", async () => {
  const found = async (used: object) =>
    (
      await faultsIn(
        massAssignmentServerField,
        { "PATCH /lines/{id}": { requestBody: takes({ dataLimitGb: NUMBER, used, fee: used }) } },
        about("Customers log in to the portal."),
      )
    ).map(({ cause }) => cause);
  expect(await found({ ...NUMBER, readOnly: true })).toContain("sum dataLimitGb");
  expect(await found(NUMBER)).not.toContain("sum dataLimitGb");
});

test.each<[string, string, boolean]>([
  ["Companies have a contract.", "Member who places the bid", false],
  ["Members register in the app.", "Member who places the bid", true],
  ["Members register in the app.", "Member to whom the bid is shown", false],
  ["Mitglieder melden sich in der App an.", "Mitglied, das das Gebot abgibt", true],
  ["Les membres ont un compte.", "Membre qui place l'enchère", true],
  ["Los socios tienen una cuenta.", "Socio que hace la puja", true],
  ["Os sócios têm uma conta.", "Sócio que faz o lance", true],
])("who does it, as a field of those who call says it (%s %s): %s", async (whole, description, isReported) => {
  const body = takes({ memberId: { type: "string", description } });
  const faults = await faultsIn(
    bolaClientSuppliedOwner,
    { "POST /auctions/{id}/bids": { requestBody: body } },
    about(whole),
  );
  expect(faults.filter(({ cause }) => cause.startsWith("said"))).toHaveLength(isReported ? 1 : 0);
});

test("the name of whoever reported, within an object, where their identity is said to be known to few", async () => {
  const found = (whole: string) =>
    faultsIn(
      writeOnlyInExample,
      {
        "GET /reports": {
          responses: listOf({ reporter: { type: "object", properties: { name: TEXT, email: TEXT } } }),
        },
      },
      about(whole),
    );
  expect(await found("Reports: the identity is never shown to the manager.")).toHaveLength(1);
  expect(await found("Reports are shown to the manager.")).toEqual([]);
});

test.each<[object, object, boolean]>([
  [{ code: TEXT }, { phone: TEXT, code: TEXT }, true],
  [{ codigo: TEXT }, { phone: TEXT, codigo: TEXT }, true],
  [{ expiresIn: NUMBER }, { phone: TEXT, code: TEXT }, false],
  [{ requestId: TEXT }, { phone: TEXT, code: TEXT, requestId: TEXT }, false],
])("what the call for a code returns (%o), and the log-in takes (%o): %s", async (returned, taken, isReported) => {
  const operations = {
    "POST /enter/begin": {
      security: [],
      requestBody: takes({ phone: TEXT }),
      responses: returns({ type: "object", properties: returned }),
    },
    "POST /enter": { security: [], requestBody: takes(taken), responses: SESSION },
  };
  expect(await faultsIn(verificationSecretInResponse, operations)).toHaveLength(isReported ? 1 : 0);
});

test.each<[string, boolean]>([
  ["site;user;portal_password", true],
  ["site,usuario,contraseña_portal", true],
  ["site;user;password_set_at", false],
  ["site;user;city", false],
])("a table in text whose first line is %s: %s", async (line, isReported) => {
  const csv = { "text/csv": { schema: TEXT, example: `${line}\nA;b;c` } };
  const read = { responses: { 200: { description: "ok", content: csv } } };
  const faults = await faultsIn(storedCredentialReturned, { "GET /sites/export": read });
  expect(faults.filter(({ cause }) => cause.startsWith("column"))).toHaveLength(isReported ? 1 : 0);
});
