import { describe, expect, test } from "vitest";
import { decidedWithFindings } from "../../src/agents/decided-with-findings.ts";
import type { Review } from "../../src/core/review.ts";
import { agentsApi, agentsDescription, decidedIn, decisionOf, operationYaml, type SCHEMES } from "./decided.ts";

/** What is sent or comes back: texts by their names. */
const texts = (...names: readonly string[]): string =>
  `{ type: object, properties: { ${names.map((name) => `${name}: { type: string }`).join(", ")} } }`;

/** `[credential, operation, summary, sent, returned, decision and first reason]`; what security engineers said of their like. */
type Row = readonly [keyof typeof SCHEMES, string, string, string, string, string];

/** Who calls has it, and others work with it: staff, a repository, an order, what a program runs with. */
const WORKED_WITH: readonly Row[] = [
  ["user", "POST /me/employees", "Add an employee", texts("name"), "", "confirm shared-change"],
  ["user", "POST /me/empleados", "Añadir un empleado", texts("nombre"), "", "confirm shared-change"],
  ["user", "POST /user/repos", "Create a repository", texts("name"), "", "confirm shared-change"],
  ["user", "POST /me/proyectos", "Crear un proyecto", texts("nombre"), "", "confirm shared-change"],
  ["user", "PUT /self/applications/{appId}/env", "Set the environment", texts("value"), "", "confirm shared-change"],
  ["user", "PUT /self/apps/{appId}/env/{name}", "Set a variable", texts("value"), "", "confirm shared-change"],
  ["user", "POST /my/orders/{id}/mark_received", "Mark as received", "", "", "confirm shared-change"],
  ["user", "PUT /me/facturas/{id}", "Cambiar una factura", texts("texto"), "", "confirm shared-change"],
  ["user", "PUT /me/playlists/{id}", "Rename a playlist", texts("name"), "", "allow own-change"],
  ["user", "PUT /me/shows", "Save shows", texts("ids"), "", "allow own-change"],
];

/** What everybody sees and anybody sets back: what a folder is called. Where it is may decide who sees it. */
const NAMED: readonly Row[] = [
  ["key", "PATCH /file-manager/folders/{folderId}", "Update folder", texts("name"), "", "allow label"],
  ["key", "PUT /templates/folders/{id}", "Rename a folder", texts("name"), "", "allow label"],
  ["key", "PATCH /ordner/{id}", "Ordner umbenennen", texts("name"), "", "allow label"],
  ["key", "PATCH /carpetas/{id}", "Renombrar", texts("nombre"), "", "allow label"],
  ["key", "PATCH /folders/{id}", "Update a folder", texts("name", "parent_id"), "", "confirm shared-change"],
  ["key", "PATCH /folders/{id}", "Update a folder", texts("name", "visibility"), "", "confirm shared-change"],
  ["key", "PATCH /documents/{id}", "Rename", texts("name"), "", "confirm shared-change"],
];

const APP = `{ type: object, properties: { id: { type: string }, content: { type: string }, application: ${texts("name", "client_secret")} } }`;
const LINKS = `{ type: object, properties: { id: { type: string }, name: { type: string }, links: ${texts("self", "secrets")} } }`;

/** The app with which a post was made is no part of it; an app that is read is. Links are no secrets. */
const BESIDE: readonly Row[] = [
  ["user", "POST /posts/{id}/repost", "Repost", "", APP, "confirm shared-change"],
  ["user", "POST /posts/{id}/bookmark", "Bookmark", "", APP, "allow own-change"],
  ["user", "GET /timelines/public", "Public timeline", "", `{ type: array, items: ${APP} }`, "allow credential-beside"],
  ["user", "GET /applications/{id}", "An app", "", APP, "deny credentials"],
  ["user", "PATCH /orgs/{orgId}", "Update an organization", texts("description"), LINKS, "confirm shared-change"],
  ["user", "PUT /bounces/{id}/activate", "Activate a bounce", "", "", "confirm shared-change"],
];

/** Where a path names one patient, whoever reads treats them; who all the patients are is another matter. */
const PATIENTS: readonly Row[] = [
  ["user", "GET /patients/{patientId}/groups", "", "", "[Product]", "allow plain-data"],
  ["user", "GET /pacientes/{id}/resumen", "", "", "", "allow unknown-data"],
  ["user", "GET /patients", "", "", "", "confirm restricted-data"],
  ["user", "GET /kliniken/{id}/patienten", "", "", "[Product]", "confirm restricted-data"],
  ["user", "GET /patients/{patientId}", "", "", "Patient", "confirm restricted-data"],
];

/** What only an employer knows of one of the staff; what somebody keeps at a bank of their own is theirs. */
const OF_STAFF: readonly Row[] = [
  ["key", "GET /employees/{id}/localTaxes", "Local taxes", "", "[Product]", "confirm restricted-data"],
  ["key", "GET /mitarbeiter/{id}/steuern", "Steuern", "", "[Product]", "confirm restricted-data"],
  ["key", "GET /employee-dependents", "Dependents", "", "[Product]", "confirm restricted-data"],
  ["key", "GET /empleados/{id}/impuestos/{codigo}", "Impuestos", "", "Product", "confirm restricted-data"],
  ["key", "GET /products/{id}/taxes", "Taxes", "", "[Product]", "allow plain-data"],
  ["key", "GET /employees/{id}/goals", "Goals", "", "[Product]", "allow plain-data"],
  ["user", "POST /posts/{id}/unfavourite", "Take it off the favourites", "", "", "allow own-change"],
  ["user", "POST /posts/{id}/unlike", "Unlike", "", "", "allow own-change"],
  ["key", "DELETE /account/oauth-clients/{clientId}", "Delete the client", "", "", "deny rights"],
];

/** A file or a setting that is locked is no lock, and who is colour-blind has no blind. */
const NO_MACHINES: readonly Row[] = [
  ["key", "POST /locks/{path}", "Create a lock", texts("timeout"), "", "confirm shared-change"],
  ["key", "PATCH /groups/{groupId}/lock_settings", "Lock settings", texts("meeting"), "", "confirm shared-change"],
  [
    "key",
    "PUT /members/{id}/colorBlind",
    "Set",
    "{ type: object, properties: { value: { type: boolean } } }",
    "",
    "confirm shared-change",
  ],
  ["key", "POST /locks/{id}/unlock", "Unlock", "", "", "confirm physical"],
  ["key", "POST /doors/{id}/lock", "Lock a door", "", "", "confirm physical"],
];

/** Where money goes from now on, what runs for all who visit a site, and calls within a call. */
const LASTING: readonly Row[] = [
  ["key", "PUT /subaccounts/{code}", "Update", texts("business_name", "settlement_bank"), "", "deny payout-account"],
  ["key", "PUT /unterkonten/{id}", "Ändern", texts("name", "auszahlungsbank"), "", "deny payout-account"],
  ["user", "POST /Employees/{id}/PaymentMethods", "Create", texts("name", "iban"), "", "deny payout-account"],
  ["user", "POST /employees/{id}/paymentMethods", "Create", texts("label"), "", "confirm shared-change"],
  ["user", "POST /sites/{id}/snippets", "Add a snippet", texts("title", "general"), "", "deny code"],
  ["user", "DELETE /sites/{id}/snippets/{snippetId}", "Delete a snippet", "", "", "confirm deletion"],
  ["user", "POST /snippets", "Keep a snippet", texts("title", "text"), "", "confirm shared-change"],
  [
    "user",
    "POST /batches",
    "Start a batch",
    "{ type: object, properties: { operations: { type: array, items: { type: object, properties: { method: { type: string, enum: [GET, POST, DELETE] }, path: { type: string }, body: { type: string } } } } } }",
    "",
    "deny code",
  ],
];

/** Whom a service itself calls, and whom administrators let in. */
const OTHERS_CALL: readonly Row[] = [
  [
    "key",
    "POST /order-ready",
    "Order ready. This webhook will be invoked when an order is ready",
    texts("id"),
    "",
    "deny administration",
  ],
  [
    "key",
    "PUT /commande-prête",
    "Le webhook est appelé quand la commande est prête",
    texts("id"),
    "",
    "deny administration",
  ],
  ["user", "POST /admin/accounts/{id}/approve", "Approve an account", "", "", "deny administration"],
  [
    "user",
    "POST /admin/accounts/{id}/statements/{statementId}",
    "Change",
    texts("note"),
    "",
    "confirm administrative-change",
  ],
  ["user", "DELETE /settings/account/two-step", "Turn it off", "", "", "deny credentials"],
];

describe.each([
  ["what others work with", WORKED_WITH],
  ["names of folders", NAMED],
  ["what stands beside", BESIDE],
  ["patients", PATIENTS],
  ["what an employer knows", OF_STAFF],
  ["no machines", NO_MACHINES],
  ["what lasts", LASTING],
  ["calls of others", OTHERS_CALL],
])("%s", (_, rows) => {
  test.each(rows)("%s: %s, %s", async (scheme, id, summary, sent, returned, expected) => {
    const decided = await decidedIn(agentsDescription(operationYaml(id, summary, sent, returned), scheme));
    expect(decisionOf(decided.get(id)!)).toBe(expected);
  });
});

test.each([
  ["/labels", "DELETE /dashboards/{dashboardId}/labels/{labelId}", "allow label"],
  ["/etiketten", "DELETE /berichte/{berichtId}/etiketten/{id}", "allow label"],
  ["/products", "DELETE /dashboards/{dashboardId}/labels/{labelId}", "confirm shared-change"],
  ["/labels", "DELETE /patients/{patientId}/labels/{labelId}", "confirm shared-change"],
  ["/labels", "DELETE /labels/{labelId}", "confirm deletion"],
])("where there are %s, %s: %s", async (all, id, expected) => {
  const paths = [operationYaml(`GET ${all}`, "All", "", "[Product]"), operationYaml(id, "Take off")].join("\n");
  expect(decisionOf((await decidedIn(agentsDescription(paths))).get(id)!)).toBe(expected);
});

test.each([
  ["excessive-data-exposure", "GET /products/{id}", "allow plain-data"],
  ["credential-in-response", "GET /products/{id}", "allow plain-data"],
  ["bola-other-users-data", "GET /products/{id}", "allow plain-data"],
  ["bola-other-users-data", "PUT /me/bio", "confirm high-finding"],
  ["excessive-data-embedded", "PUT /me/bio", "allow own-change"],
  ["injection-interpreted-input", "GET /products/{id}", "confirm high-finding"],
])("a finding of %s on %s: %s", async (rule, id, expected) => {
  const api = await agentsApi(agentsDescription(operationYaml(id, "Do it", texts("text"), "Product")));
  const finding = { rule, severity: "high", status: "open", title: "A title", pointer: "#/paths", operations: [id] };
  const findings = [finding] as unknown as Review["findings"]; // what is read of one
  expect(decidedWithFindings(api, findings).map(decisionOf)).toEqual([expected]);
});

/** Nobody sets a key that only one call of several takes to be let in with. */
const OTHERS = ["a", "b", "c", "d", "e"].map((name) => operationYaml(`GET /${name}`, "Get it", "", "Product"));

test.each([
  ["POST /check_queue", "Check a queue", texts("queue_url", "queue_secret"), "deny credentials"],
  ["POST /mailers/test", "Test a mailer", texts("host", "api_key"), "deny credentials"],
  ["POST /zugang/testen", "Zugang testen", texts("host", "api_key"), "deny credentials"],
  ["POST /check_domain", "Check a domain", texts("domain"), "allow computation"],
])("a key that is tried: %s", async (id, summary, sent, expected) => {
  const paths = [...OTHERS, operationYaml(id, summary, sent, texts("status"))].join("\n");
  expect(decisionOf((await decidedIn(agentsDescription(paths, "key"))).get(id)!)).toBe(expected);
});

test("a code in a header lets the caller in, and is no code that is checked", async () => {
  const header = "parameters: [{ name: X-Server-Token, in: header, required: true, schema: { type: string } }, ";
  const path = operationYaml("PUT /bounces/{id}/activate", "Activate a bounce").replace("parameters: [", header);
  const decided = await decidedIn(agentsDescription(path));
  expect(decisionOf(decided.get("PUT /bounces/{id}/activate")!)).toBe("confirm shared-change");
});

test.each([
  ["Group", "allow own-data"],
  ["Patient", "confirm restricted-data"],
])("an observation of somebody whom the path names, with a %s that stands beside it: %s", async (beside, expected) => {
  const observation = `{ type: array, items: { type: object, properties: { id: { type: string }, diagnosis: { type: string }, ${beside.toLowerCase()}: { $ref: '#/components/schemas/${beside}' } } } }`;
  const id = "GET /user/{userId}/observations";
  const schema = `    Group: { type: object, properties: { id: { type: string }, name: { type: string }, address1: { type: string }, postcode: { type: string } } }`;
  const paths = [
    operationYaml(`GET /${beside.toLowerCase()}s/{id}`, "One of them", "", beside),
    operationYaml(id, "Observations", "", observation),
  ];
  const decided = await decidedIn(agentsDescription(paths.join("\n"), "user", schema));
  expect(decisionOf(decided.get(id)!)).toBe(expected);
});

test("whoever keeps money at a bank reads what they have there", async () => {
  const accounts =
    "{ type: array, items: { type: object, properties: { id: { type: string }, current_balance: { type: number } } } }";
  const id = "GET /users/{id}/accounts";
  const decided = await decidedIn(agentsDescription(operationYaml(id, "List accounts", "", accounts), "user"));
  expect(decisionOf(decided.get(id)!)).toBe("allow own-data");
});

test.each([
  ["POST /orders/{id}/returns", "Return all or part of an order.", "confirm shared-change"],
  ["POST /carriers", "Return all carriers.", "allow plain-data"],
])("who returns something brings it back: %s", async (id, said, expected) => {
  const path = operationYaml(id, said, "Product", "Product").replace("summary:", "description:");
  expect(decisionOf((await decidedIn(agentsDescription(path, "key"))).get(id)!)).toBe(expected);
});
