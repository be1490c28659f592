import { describe, expect, test } from "vitest";
import { agentsDescription, decidedIn, decisionOf, operationYaml, type SCHEMES } from "./decided.ts";

const text = (...names: readonly string[]): string =>
  `{ type: object, properties: { ${names.map((name) => `${name}: { type: string }`).join(", ")} } }`;

/** `[whose credential, operation, summary, what is sent, what comes back, decision and first reason]` */
type Row = readonly [keyof typeof SCHEMES, string, string, string, string, string];

const NOTICES =
  "{ type: array, items: { type: object, properties: { id: { type: string }, email: { type: string, format: email } } } }";

/** Who may do what, and what protects a service. */
const RIGHTS: readonly Row[] = [
  ["user", "POST /usergroups", "Create a group", text("name"), "", "confirm shared-change"],
  ["user", "POST /authz/groups/{groupId}/assign", "Assign", text("role"), "", "deny rights"],
  ["user", "DELETE /grant-requests/{requestId}/revoke", "Revoke", "", "", "deny rights"],
  ["user", "POST /teams/{teamId}/organizations/remove", "Remove", text("slugs"), "", "deny rights"],
  ["user", "PATCH /policies/matcher/{policyId}", "Change a policy", text("name"), "", "deny safeguards"],
  ["user", "PATCH /policies/{policyId}", "Change a policy", text("insuredName"), "", "confirm shared-change"],
  ["key", "POST /audit_logs/events", "Create an event", text("action"), "", "deny safeguards"],
  ["key", "POST /projects/{projectId}/log", "Write a log", text("message"), "", "deny safeguards"],
  ["user", "POST /me/log", "Log a run", text("distance"), "", "allow own-change"],
];

/** Colleagues, and where a service tells of what happens. */
const OTHERS: readonly Row[] = [
  ["key", "PUT /team-members/{memberId}", "Change a team member", text("status"), "", "confirm shared-change"],
  ["user", "POST /sites/{siteId}/build_hooks", "Create a hook", text("title"), "", "confirm shared-change"],
  ["user", "GET /topics/private-messages-sent/{username}", "", "", "[Product]", "confirm restricted-data"],
  ["key", "GET /consumers/{consumerId}/reports", "", "", "[Product]", "confirm restricted-data"],
  ["key", "GET /devices/{deviceId}/reports", "", "", "[Product]", "allow plain-data"],
  [
    "key",
    "PATCH /promotions",
    "Change promotions",
    "{ type: object, properties: { promotion: { type: array, items: { type: object, properties: { id: { type: string }, bid: { type: number } } } } } }",
    "",
    "confirm bulk",
  ],
  ["key", "DELETE /tags/{tag}/documents/{documentId}", "Take a tag off", "", "", "confirm shared-change"],
  ["user", "GET /notifications", "", "", NOTICES, "allow own-data"],
  ["user", "GET /arrivals", "", "", NOTICES, "allow unbounded-data"],
  ["user", "POST /accounts/{accountId}/labels", "Add labels", text("id"), "", "allow label"],
];

/** What a service is made of, and sends from. */
const SERVICE: readonly Row[] = [
  ["user", "POST /firmware", "Update", text("url"), "", "deny code"],
  ["user", "POST /hubs/{hubId}/update", "Update", text("firmwareUrl"), "", "deny code"],
  ["user", "POST /factory-reset", "", "", "", "deny irreversible"],
  ["user", "POST /werksreset", "", "", "", "deny irreversible"],
  ["user", "GET /files/{path}", "Read a file", "", "Product", "confirm file-path"],
  ["key", "PUT /schema/{className}", "Change a class", text("name"), "", "deny service-settings"],
  ["key", "PUT /jobservice/queues/{queueId}", "Pause a queue", text("action"), "", "deny service-settings"],
  ["key", "PUT /senders/{senderId}", "Change a sender", text("name"), "", "confirm shared-change"],
  ["key", "POST /ips/create-pool", "Create a pool", text("name"), "", "confirm shared-change"],
  ["key", "POST /user_management/redirect_uris", "Add an address", text("uri"), "", "deny safeguards"],
  ["key", "POST /inbound/add-route", "Add a route", text("pattern", "url"), "", "deny route-out"],
  ["key", "POST /import/{path}", "", text("move"), "", "confirm bulk"],
  ["key", "GET /errors", "", "", "[Product]", "deny debug"],
];

/** Decisions on people are made by people; a paper that is handed in is no decision. */
const PEOPLE: readonly Row[] = [
  ["key", "POST /aml-checks/{checkId}/review", "Review", text("note"), "", "deny decision-on-people"],
  ["key", "POST /kyc-documents/{documentId}/rejection", "Reject", text("note"), "", "deny decision-on-people"],
  ["key", "PATCH /background-checks/{checkId}", "Change", text("status"), "", "deny decision-on-people"],
  ["key", "POST /loan-applications/{applicationId}/approve", "Approve", "", "", "deny decision-on-people"],
  ["key", "POST /kyc-documents", "Hand in a document", text("type"), "", "confirm shared-change"],
  ["key", "POST /documents/{documentId}/approve", "Approve", "", "", "confirm shared-change"],
];

/** What lets somebody in, and what only guards a part of a thing. */
const PROOFS: readonly Row[] = [
  ["user", "POST /users/{userId}/passcode/deactivate", "Deactivate", "", "", "deny credentials"],
  ["key", "POST /mobile/authorization-code", "Create a code", text("location"), "", "deny credentials"],
  ["key", "GET /email_verification/{verificationId}", "", "", text("id", "code"), "deny credentials"],
  ["key", "GET /email_verification/{verificationId}", "", "", text("id", "state"), "allow plain-data"],
  ["key", "POST /identity-checks/{checkId}/links", "Create a link", text("type"), "", "deny credentials"],
  [
    "key",
    "POST /documents",
    "Create a document",
    "{ type: object, properties: { recipients: { type: array, items: { type: object, properties: { verification: { type: object, properties: { passcode: { type: string } } } } } } } }",
    "",
    "confirm shared-change",
  ],
];

/** Data that its path alone shows to be restricted. */
const RESTRICTED: readonly Row[] = [
  ["service", "GET /health_profiles/{profileId}", "", "", text("attributes"), "confirm restricted-data"],
  ["user", "GET /patients/groups", "", "", "[Product]", "confirm restricted-data"],
  ["service", "GET /applicants/{applicantId}/selfie", "", "", text("image"), "confirm restricted-data"],
  ["user", "GET /lab-results/{resultId}", "", "", text("value"), "allow own-data"],
  ["user", "GET /me/patients/{patientId}/groups", "", "", "[Product]", "allow own-data"],
];

/** The exports that were made, and where they are. */
const EXPORTS: readonly Row[] = [
  ["key", "POST /exports/info", "Get information on an export", text("id"), text("id", "resultUrl"), "confirm export"],
  ["key", "GET /organization-exports", "List exports", "", "[Product]", "allow plain-data"],
];

/** What changes nothing for anybody else. */
const HARMLESS: readonly Row[] = [
  ["user", "PUT /notifications/threads/{threadId}/subscription", "Set", text("state"), "", "allow own-change"],
  ["user", "DELETE /boards/{boardId}/subscription", "Stop watching a board", "", "", "allow own-change"],
  ["user", "DELETE /customers/{customerId}/subscription", "End the subscription", "", "", "confirm deletion"],
  ["user", "POST /topics/{topicId}/notifications", "Set", text("notification_level"), "", "allow own-change"],
  ["user", "POST /topics/{topicId}/notifications", "Notify", text("text"), "", "confirm send"],
  ["user", "POST /transactions/{transactionId}/relationships/tags", "Add tags", text("id"), "", "allow own-change"],
  ["key", "POST /documents/folders", "Create a folder", text("name", "parent_id"), "", "allow own-change"],
  ["key", "POST /documents/folders", "Create a folder", text("name", "members"), "", "confirm shared-change"],
  ["key", "POST /tokenize", "Tokenize", text("text"), "Product", "confirm shared-change"],
  ["key", "POST /refunds/{refundId}/cancel", "Cancel a refund", "", "", "confirm shared-change"],
];

describe.each([
  ["rights and safeguards", RIGHTS],
  ["others", OTHERS],
  ["the service", SERVICE],
  ["people", PEOPLE],
  ["proofs", PROOFS],
  ["restricted data", RESTRICTED],
  ["exports", EXPORTS],
  ["harmless changes", HARMLESS],
])("%s", (_, rows) => {
  test.each(rows)("%s: %s, %s", async (scheme, id, summary, sent, returned, expected) => {
    const decided = await decidedIn(agentsDescription(operationYaml(id, summary, sent, returned), scheme));
    expect(decisionOf(decided.get(id)!)).toBe(expected);
  });
});
