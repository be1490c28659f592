import { expect, test } from "vitest";
import { bflaAdminOperation } from "../../src/rules/authorization/bfla-admin-operation.ts";
import { faultsIn, type Operations } from "./faults-in.ts";

/*
 * Operations that a text, a sibling or a request shows to be for others than ordinary callers: told as the work of staff, opened
 * to every member though they give rights, asking for less than others on the same thing, reaching all, with a role that is sent.
 */

const causes = async (operations: Operations, more: object = {}): Promise<readonly string[]> =>
  (await faultsIn(bflaAdminOperation, operations, more)).map(({ cause }) => cause);

const scheme = (description?: string): object => ({ type: "http", scheme: "bearer", description });
/** Customers log in, and each has loans of their own. */
const OF_CUSTOMERS = {
  security: [{ customer: [] }],
  components: { securitySchemes: { customer: scheme("Session of a customer") } },
};
const OWN = { "GET /me/loans": {} };

test.each<[string, string, object, boolean]>([
  ["a team uses it", "POST /loans/{id}/extension", { description: "The service desk uses this on the phone." }, true],
  ["a team does it here", "PUT /loans/{id}/rate", { description: "Treasury sets the rate of a loan here." }, true],
  [
    "a team handles the thing of the path",
    "POST /loans/{id}/write-off",
    { description: "Underwriters close a loan with this amount." },
    true,
  ],
  ["an act of staff by its name", "POST /loans/{id}/decision", { summary: "Underwriter decision" }, true],
  ["reserved for staff", "POST /loans/{id}/rate", { description: "Only for back office." }, true],
  ["in German", "PUT /kredite/{id}/zinssatz", { description: "Hier setzt die Buchhaltung den Zinssatz." }, true],
  [
    "in German, passive",
    "POST /kredite/{id}/kuendigung",
    { description: "Wird vom Innendienst bei Zahlungsverzug ausgelöst." },
    true,
  ],
  ["in German, by its name", "POST /kredite/{id}/entscheid", { summary: "Freigabe durch Sachbearbeitung" }, true],
  [
    "in French",
    "PUT /prets/{id}/taux",
    { description: "Les gestionnaires fixent le taux du prêt selon le dossier.", summary: "Fixer le taux" },
    true,
  ],
  [
    "in French, used",
    "POST /prets/{id}/solde",
    { description: "Le service client utilise cet appel au guichet." },
    true,
  ],
  [
    "in Spanish",
    "PUT /prestamos/{id}/tasa",
    { description: "Los supervisores fijan la tasa según el riesgo.", summary: "Fijar la tasa" },
    true,
  ],
  ["in Spanish, used", "POST /prestamos/{id}/cierre", { description: "Lo usa el soporte cuando hay un error." }, true],
  [
    "in Portuguese",
    "PUT /emprestimos/{id}/taxa",
    { description: "Os analistas definem a taxa conforme o perfil.", summary: "Definir taxa" },
    true,
  ],
  ["in Portuguese, used", "POST /emprestimos/{id}/baixa", { description: "O atendimento usa quando há erro." }, true],
  ["what staff do later", "POST /loans/{id}/documents", { description: "Our team then approves them." }, false],
  [
    "what is asked of staff",
    "POST /loans/{id}/extension-request",
    { description: "A clerk approves the request." },
    false,
  ],
  ["staff answer", "POST /loans/{id}/messages", { description: "Our support team will contact you." }, false],
  ["staff are told", "POST /loans/{id}/pause", { description: "The service desk is notified of the loan." }, false],
  [
    "in German, later",
    "POST /kredite/{id}/unterlagen",
    { description: "Die Buchhaltung prüft innerhalb von 2 Tagen." },
    false,
  ],
  [
    "others are refused",
    "PUT /loans/{id}/rate",
    { description: "Treasury sets it here.", responses: { 403: { description: "Not treasury" } } },
    false,
  ],
  ["it is the caller's own", "PUT /me/loans/{id}/note", { description: "The service desk uses this." }, false],
  [
    "it asks for a scope of staff",
    "PUT /loans/{id}/rate",
    { description: "Treasury sets it here.", security: [{ staff: [] }] },
    false,
  ],
])("%s: %s", async (_what, id, operation, isFound) => {
  const more = {
    ...OF_CUSTOMERS,
    components: {
      securitySchemes: { ...OF_CUSTOMERS.components.securitySchemes, staff: scheme("Employees") },
    },
  };
  expect(await causes({ ...OWN, "GET /loans/{id}": {}, [id]: operation }, more)).toEqual(
    isFound ? ["work of staff"] : [],
  );
});

test("where nothing shows that customers call, staff may be those who do", async () => {
  const operations = {
    "GET /loans/{id}": {},
    "GET /loans": {},
    "PUT /loans/{id}/rate": { description: "Treasury sets the rate of a loan here." },
  };
  expect(await causes(operations)).toEqual([]);
  expect(await causes({ ...operations, ...OWN })).toEqual(["work of staff"]);
});

test.each([
  ["The API does not distinguish roles.", ["work of staff"]],
  ["Das Token trägt keine Rolle.", ["work of staff"]],
  ["Le jeton ne porte pas de rôle.", ["work of staff"]],
  ["El token no lleva ningún rol.", ["work of staff"]],
  ["O token não traz papel.", ["work of staff"]],
  ["The token carries the roles of the user.", []],
])("a text keeps an operation to an office: %s", async (description, expected) => {
  const info = { title: "T", version: "1", description };
  const operations = { ...OWN, "POST /notices/{id}/release": { description: "Reserved for the committee." } };
  expect(await causes(operations, { info })).toEqual(expected);
});

const choice = (description: string): object => ({
  parameters: [{ name: "mode", in: "query", description, schema: { type: "string", enum: ["self", "desk"] } }],
});

test.each([
  ["`desk`: the service desk uses it, without a limit.", true],
  ["`desk`: nutzt der Innendienst, wenn ein Fehler vorliegt.", true],
  ["`desk`: without a limit.", false],
  ["The service desk uses it to sort requests.", false],
])("a value of staff: %s", async (description, isFound) => {
  const operations = { ...OWN, "POST /loans/{id}/deferral": choice(description) };
  expect(await causes(operations, OF_CUSTOMERS)).toEqual(isFound ? ["value of staff"] : []);
});

const giving = (description: string, values?: readonly string[]): object => ({
  description,
  requestBody: {
    content: {
      "application/json": {
        schema: {
          properties: { email: { type: "string" }, role: { type: "string", ...(values && { enum: values }) } },
        },
      },
    },
  },
});

test.each<[string, object, boolean]>([
  ["any member", giving("Any member.", ["reader", "owner"]), true],
  ["every member may", giving("Every member can invite people."), true],
  ["in German", giving("Jedes Mitglied darf einladen, unabhängig von der Rolle."), true],
  ["in French", giving("Tous les membres peuvent inviter.", ["lecteur", "administrateur"]), true],
  ["in Spanish", giving("Cualquier miembro puede invitar.", ["lector", "administrador"]), true],
  ["in Portuguese", giving("Qualquer membro pode convidar.", ["leitor", "administrador"]), true],
  ["ordinary roles alone", giving("Any member.", ["reader", "guest"]), false],
  ["no role above one's own", giving("Any member can invite people, but not above their own role.", ["owner"]), false],
  ["nothing says who", giving("Sends an e-mail.", ["owner"]), false],
])("grants by every member: %s", async (_what, operation, isFound) => {
  expect(await causes({ "GET /boards/{id}": {}, "POST /boards/{id}/invitations": operation })).toEqual(
    isFound ? ["powers of every member"] : [],
  );
});

const asking = (...scopes: readonly string[]): object => ({ security: [{ login: scopes }] });

test.each<[string, Operations, boolean]>([
  [
    "a release with the scope of those who ask",
    {
      "POST /orders": asking("enter"),
      "POST /orders/{id}/approve": asking("decide"),
      "POST /orders/{id}/refuse": asking("decide"),
      "POST /orders/{id}/release": asking("enter"),
    },
    true,
  ],
  [
    "a cancellation by those who ask",
    {
      "POST /orders": asking("enter"),
      "POST /orders/{id}/approve": asking("decide"),
      "POST /orders/{id}/refuse": asking("decide"),
      "POST /orders/{id}/cancel": asking("enter"),
    },
    false,
  ],
  [
    "a release with the same scope",
    {
      "POST /orders": asking("enter"),
      "POST /orders/{id}/approve": asking("decide"),
      "POST /orders/{id}/refuse": asking("decide"),
      "POST /orders/{id}/release": asking("decide"),
    },
    false,
  ],
  [
    "an export of all with the scope of one's own",
    {
      "GET /me/wages": asking("self"),
      "PUT /employees/{id}/wage": asking("wages"),
      "POST /closing": asking("wages"),
      "POST /exports/employees": { ...asking("self"), summary: "Export all employees" },
    },
    true,
  ],
  [
    "a report of one's own",
    {
      "GET /me/wages": asking("self"),
      "PUT /employees/{id}/wage": asking("wages"),
      "POST /closing": asking("wages"),
      "POST /absences": asking("self"),
    },
    false,
  ],
])("less than its siblings: %s", async (_what, operations, isFound) => {
  expect(await causes(operations)).toEqual(isFound ? ["less than siblings"] : []);
});

test("one administrative operation with the credential of all, where most have one of their own", async () => {
  const admin = { security: [{ password: [] }] };
  const operations = {
    "GET /trips": {},
    "PUT /admin/fares": admin,
    "POST /admin/closures": admin,
    "PUT /admin/notice": {},
  };
  expect(await causes(operations)).toEqual([""]);
  expect(await causes({ ...operations, "PUT /admin/notice": admin })).toEqual([]);
});

test.each([
  ["to all meters", "Sends a new image to all meters of the model.", true],
  ["of every meter", "Resets the readings of every meter at midnight.", true],
  ["in German", "Startet alle Geräte neu.", true],
  ["of one", "Sends a new image to the meter of the token.", false],
  ["of other things", "Sends all readings.", false],
])("what reaches all: %s", async (_what, description, isFound) => {
  const more = {
    security: [{ meterToken: [] }, { geraeteToken: [] }],
    components: {
      securitySchemes: {
        meterToken: { type: "apiKey", in: "header", name: "X-Meter" },
        geraeteToken: { type: "apiKey", in: "header", name: "X-Geraet" },
      },
    },
  };
  const operations = { "GET /settings": {}, "POST /images": { description } };
  expect(await causes(operations, more)).toEqual(isFound ? ["acts on all"] : []);
});

const header = (description?: string, values?: readonly string[]): object => ({
  parameters: [
    { name: "X-Role", in: "header", description, schema: { type: "string", ...(values && { enum: values }) } },
  ],
});
const field = (description: string): object => ({
  requestBody: {
    content: { "application/json": { schema: { properties: { role: { type: "string", description } } } } },
  },
});

test.each<[string, object, boolean]>([
  ["set by the app", header("Role of the caller, set by the app"), true],
  ["one of several", header(undefined, ["customer", "clerk"]), true],
  ["set by the gateway", header("Set by the gateway after log-in", ["customer", "clerk"]), false],
  ["nothing is said", header(), false],
  ["a field for the caller's role", field("Role of the caller"), true],
  ["in German", field("Rolle der anfragenden Person"), true],
  ["in French", field("Rôle de l'appelant"), true],
  ["in Spanish", field("Rol de quien llama"), true],
  ["in Portuguese", field("Papel de quem chama"), true],
  ["a field for a part in a play", field("Role that the actor plays"), false],
  ["it is read from the token", field("Role of the caller, read from the token"), false],
])("a role that is sent: %s", async (_what, operation, isFound) => {
  expect(await causes({ "GET /grades": {}, "PUT /grades/{id}": operation })).toEqual(
    isFound ? [expect.stringMatching(/^sent role /)] : [],
  );
});

test.each([
  ["POST /session/act-as", true],
  ["POST /session/agir-comme", true],
  ["POST /sesion/actuar-como", true],
  ["POST /session/extend", false],
])("acting as somebody by the name of a call: %s", async (id, isFound) => {
  const body = {
    requestBody: { content: { "application/json": { schema: { properties: { userId: { type: "string" } } } } } },
  };
  expect(await causes({ "GET /trips": {}, [id]: body })).toEqual(isFound ? ["impersonation, untold"] : []);
});

/* A credential that by its name is that of those who are served, whoever they are. */
test.each([
  ["riderJwt", "For field technicians only.", true],
  ["playerToken", "For field technicians only.", true],
  ["client", "For field technicians only.", true],
  ["technicianJwt", "For field technicians only.", false],
  ["riderJwt", "Unlocks the bike of the running ride.", false],
])("%s opens what is kept to others: %s %s", async (name, description, isFound) => {
  const found = await causes(
    { "POST /bikes/{id}/release": { description }, "GET /bikes": {}, "POST /rides": {} },
    { security: [{ [name]: [] }], components: { securitySchemes: { [name]: scheme() } } },
  );
  expect(found.includes("work of staff")).toBe(isFound);
});

const only = (name: string, more: object = {}): object => ({
  security: [{ [name]: [] }],
  components: { securitySchemes: { [name]: { ...scheme(), ...more } } },
});

/* Those who ask an organization for something, and grant it to themselves with the same credential. */
test.each<readonly [string, string, string, string, object, boolean]>([
  ["a reimbursement", "patientJwt", "/reimbursements", "approve", {}, true],
  ["a limit", "kunde", "/limitantraege", "genehmigung", {}, true],
  ["a subsidy", "usager", "/subventions", "approbation", {}, true],
  ["a payment later", "abonado", "/aplazamientos", "aprobacion", {}, true],
  ["a claim", "segurado", "/sinistros", "aprovacao", {}, true],
  ["what others ask", "patientJwt", "/friend-requests", "approve", {}, false],
  ["a refusal", "patientJwt", "/reimbursements", "reject", {}, false],
  ["a token of anybody", "bearer", "/reimbursements", "approve", {}, false],
  ["a refusal of the wrong role", "patientJwt", "/reimbursements", "approve", { responses: { 403: {} } }, false],
])("%s: %s grants %s/{id}/%s %s", async (_name, credential, path, act, operation, isFound) => {
  const found = await causes(
    { [`POST ${path}`]: {}, [`GET ${path}`]: {}, [`POST ${path}/{id}/${act}`]: operation },
    only(credential),
  );
  expect(found.includes("acts of operators")).toBe(isFound);
});

/* A role of which the whole says that it only reads, in the list of a change. */
test.each([
  ["Roles: Viewer (read only), Planner and Boss.", true],
  ["Rollen: Viewer darf nur lesen; Planner und Boss pflegen.", true],
  ["Rôles : Viewer (consultation seule), Planner, Boss.", true],
  ["Roles: Viewer (solo consulta), Planner y Boss.", true],
  ["Perfis: Viewer (somente leitura), Planner e Boss.", true],
  ["Roles: Viewer, Planner (read only) and Boss.", false],
  ["Roles: Viewer, Planner and Boss.", false],
])("%s", async (description, isFound) => {
  const found = await causes(
    {
      "GET /shifts": { "x-roles": ["Viewer", "Planner", "Boss"] },
      "POST /shifts": { "x-roles": ["Planner", "Boss"] },
      "DELETE /shifts/{id}": { "x-roles": ["Boss"] },
      "POST /months/{id}/closing": { "x-roles": ["Viewer", "Boss"] },
    },
    { info: { title: "Shifts", version: "1", description }, ...only("session") },
  );
  expect(found.includes("role that only reads Viewer")).toBe(isFound);
});

test("where most changes list the role, the list is of something else", async () => {
  const roles = { "x-roles": ["Viewer", "Boss"] };
  const found = await causes(
    { "POST /shifts": roles, "DELETE /shifts/{id}": roles, "PUT /shifts/{id}": { "x-roles": ["Boss"] } },
    { info: { title: "Shifts", version: "1", description: "Viewer reads only, Boss not." }, ...only("session") },
  );
  expect(found.filter((cause) => cause.startsWith("role that"))).toEqual([]);
});

/* An expression of a framework that lets in whoever has logged in, on what is grave. */
test.each([
  ["PUT /users/{id}/roles", "isAuthenticated()", true],
  ["POST /orders/{id}/release", "permitAll", true],
  ["PUT /users/{id}/roles", "hasRole('ADMIN')", false],
  ["PUT /users/{id}/picture", "isAuthenticated()", false],
])("%s by %s", async (operation, expression, isFound) => {
  const found = await causes(
    {
      "POST /users": { "x-pre-authorize": "hasRole('ADMIN')" },
      "POST /users/{id}/lock": { "x-pre-authorize": "hasRole('ADMIN')" },
      [operation]: { "x-pre-authorize": expression },
    },
    only("jwt"),
  );
  expect(found.includes("less than siblings")).toBe(isFound);
});

/* A field of the request that, by a text, must be the right role. */
test.each([
  ["callerRole", "Rejected if callerRole is not INSPECTOR.", true],
  ["benutzerRolle", "Wird abgelehnt, wenn benutzerRolle nicht PRUEFER ist.", true],
  ["profilUtilisateur", "Refusé si profilUtilisateur n'est pas INSPECTEUR.", true],
  ["rolSolicitante", "Se rechaza salvo que rolSolicitante sea INSPECTOR.", true],
  ["papelUsuario", "Recusado se papelUsuario não for FISCAL.", true],
  ["role", "Rejected if role is OWNER.", false],
  ["role", "The role that the user gets.", false],
  ["callerRole", "Rejected if the token has not the role INSPECTOR.", false],
])("%s: %s", async (name, description, isFound) => {
  const schema = { type: "object", properties: { [name]: { type: "string" } } };
  const found = await causes(
    {
      "POST /containers/{id}/clearance": { description, requestBody: { content: { "application/json": { schema } } } },
      "GET /containers": {},
    },
    only("jwt"),
  );
  expect(found.includes(`sent role ${name}`)).toBe(isFound);
});

/* A key that is called after those who hold it tells nobody who works for the organization. */
test.each([
  ["resellerKey", "Meant for the call centre.", true],
  ["cleRevendeur", "Prévu pour le centre d'appels.", true],
  ["partnerKey", "Lists the lines of the shop.", false],
  ["serviceKey", "Meant for the call centre.", false],
])("%s opens what is kept to others: %s %s", async (name, description, isFound) => {
  const found = await causes(
    { "POST /lines/{id}/puk": { description }, "GET /stock": {}, "POST /activations": {} },
    only(name, { type: "apiKey", in: "header", name: "X-Key", scheme: undefined }),
  );
  expect(found.includes("work of staff")).toBe(isFound);
});

test.each<[string, string, object, boolean]>([
  ["called by others", "PUT /loans/{id}/state", { description: "Called by the archive at night." }, true],
  ["called by the app", "PUT /loans/{id}/state", { description: "Called by the mobile app on start." }, false],
  ["others do it here", "PUT /fees/{id}", { description: "The lender publishes its fees here." }, true],
  ["customers do it here", "PUT /fees/{id}", { description: "The customer sets a limit here." }, false],
  ["others do it here, in French", "PUT /frais/{id}", { description: "Le prêteur publie ici ses frais." }, true],
  ["meant for a team", "POST /loans/{id}/marks", { description: "Intended for clerks." }, true],
])("meant for others: %s", async (_what, id, operation, isFound) => {
  expect(await causes({ ...OWN, "GET /loans/{id}": {}, [id]: operation }, OF_CUSTOMERS)).toEqual(
    isFound ? ["work of staff"] : [],
  );
});

test.each([
  ["PUT /feature-flags/{name}", true],
  ["POST /maintenance", true],
  ["PUT /wartungsmodus", true],
  ["POST /reindexation", true],
  ["PUT /tipo-de-cambio", true],
  ["PUT /taxa-de-cambio", true],
  ["POST /users/{id}/ban", true],
  ["POST /loans", false],
  ["PUT /me/maintenance", false],
])("acts of operators by their names: %s", async (id, isFound) => {
  expect(await causes({ ...OWN, "GET /loans/{id}": {}, [id]: {} }, OF_CUSTOMERS)).toEqual(
    isFound ? ["acts of operators"] : [],
  );
  expect(await causes({ ...OWN, "GET /loans/{id}": {}, [id]: {} })).toEqual([]);
});

test("what a text gives to others is told once", async () => {
  const operation = { description: "Called by the archive at night." };
  expect(await causes({ ...OWN, "GET /loans/{id}": {}, "POST /maintenance": operation }, OF_CUSTOMERS)).toEqual([
    "work of staff",
  ]);
});

/* Told as the work of staff by where they do it, as a task of a team, or as a noun behind which stands who does it. */
test.each<readonly [string, string, object, boolean]>([
  ["from their tool", "POST /loans/{id}/bonus", { description: "Called from the admin panel." }, true],
  [
    "from their tool, in German",
    "POST /kredite/{id}/bonus",
    { description: "Wird aus dem Leitstand aufgerufen." },
    true,
  ],
  ["from their tool, in French", "POST /prets/{id}/bonus", { description: "Appelé depuis le back office." }, true],
  ["from their tool, in Spanish", "POST /prestamos/{id}/bono", { description: "Usado desde el panel interno." }, true],
  [
    "from their tool, in Portuguese",
    "POST /emprestimos/{id}/bonus",
    { description: "Chamado pelo painel administrativo." },
    true,
  ],
  ["from the app", "POST /loans/{id}/bonus", { description: "Called from the mobile app." }, false],
  ["a task of a team", "POST /loans/{id}/bonus", { description: "A task for the engineering team." }, true],
  ["a task of a team, in Portuguese", "POST /loans/{id}/bonus", { description: "Tarefa da equipe de risco." }, true],
  [
    "a noun",
    "PUT /leihen/{id}/frist",
    { summary: "Frist berichtigen", description: "Berichtigung nach Beschwerde durch die Verwaltung." },
    true,
  ],
])("%s: %s", async (_name, id, operation, isFound) => {
  expect(
    (await causes({ ...OWN, "GET /loans/{id}": {}, [id]: operation }, OF_CUSTOMERS)).includes("work of staff"),
  ).toBe(isFound);
});

const TWO = {
  components: {
    securitySchemes: { office: { type: "http", scheme: "bearer" }, portal: { type: "http", scheme: "bearer" } },
  },
};
const by = (...names: readonly string[]): object => ({ security: names.map((name) => ({ [name]: [] })) });

/* What the list asks for is what everybody has; a further way in is one, too. */
test.each<readonly [string, Operations, boolean]>([
  [
    "a release",
    {
      "GET /results": by("portal"),
      "POST /results/{id}/amend": by("office"),
      "POST /results/{id}/reject": by("office"),
      "POST /results/{id}/release": by("portal"),
    },
    true,
  ],
  [
    "a fine that is made void",
    {
      "GET /fines": by("portal"),
      "POST /fines/{id}/reduction": by("office"),
      "POST /fines/{id}/notice": by("office"),
      "POST /fines/{id}/waiver": by("portal"),
    },
    true,
  ],
  [
    "an appeal",
    {
      "GET /fines": by("portal"),
      "POST /fines/{id}/reduction": by("office"),
      "POST /fines/{id}/notice": by("office"),
      "POST /fines/{id}/appeal": by("portal"),
    },
    false,
  ],
  [
    "a further way in",
    {
      "GET /payslips/{month}": by("portal"),
      "POST /payrolls/{month}/recalculation": by("office"),
      "POST /payrolls/{month}/closing": by("office", "portal"),
    },
    true,
  ],
  [
    "a further way in that changes elsewhere, too",
    {
      "PUT /payslips/{month}": by("portal"),
      "POST /payrolls/{month}/recalculation": by("office"),
      "POST /payrolls/{month}/closing": by("office", "portal"),
    },
    false,
  ],
])("less than siblings: %s", async (_name, operations, isFound) => {
  expect((await causes(operations, TWO)).includes("less than siblings")).toBe(isFound);
});

/* The audit trail of an organization, open to those whom it serves as well. */
test.each([
  ["Staff and clients of the firm have accounts.", "Available to every member.", true],
  ["Staff of the firm have accounts.", "Available to every member.", false],
  ["Staff and clients of the firm have accounts.", "Partners of the firm only.", false],
])("%s %s", async (description, said, isFound) => {
  const found = await causes(
    { "GET /firms/{id}/audit-log": { description: said }, "GET /cases": {} },
    { info: { title: "Cases", version: "1", description }, ...only("account") },
  );
  expect(found.includes("powers of every member")).toBe(isFound);
});
