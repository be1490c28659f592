import { expect, test } from "vitest";
import { agentsDescription, decidedIn, decisionOf, operationYaml, type SCHEMES } from "./decided.ts";

/** `[credential, operation, summary, sent, returned, decision and first reason]` */
type Row = readonly [keyof typeof SCHEMES, string, string, string, string, string];

const FIGURES = "{ type: object, properties: { prices: { type: array, items: { type: number } } } }";
const PASSWORD = "{ type: object, properties: { password: { type: string }, title: { type: string } } }";
const ADDRESSES = "{ type: array, items: { type: object, properties: { email: { type: string, format: email } } } }";

const SHARED =
  "{ type: object, properties: { id: { type: string }, shared_link: { type: object, properties: { url: { type: string }, share_token: { type: string } } } } }";
const HELD_WITHIN =
  "{ type: object, properties: { id: { type: string }, spec: { type: object, properties: { login: { type: object, properties: { password: { type: string } } } } } } }";
const RECORD = "{ type: object, properties: { total: { type: number }, patient_id: { type: string } } }";
const PROFILES =
  "{ type: array, items: { type: object, properties: { name: { type: string }, bio: { type: string } } } }";

/** What a call does, as its text says where its method and name do not. */
const DONE: readonly Row[] = [
  ["user", "POST /analysis/sharpe-ratio", "Compute the Sharpe ratio", FIGURES, "Product", "allow computation"],
  [
    "user",
    "PUT /carrierAccounts",
    "This API will return the carrier accounts",
    "Product",
    "[Product]",
    "allow plain-data",
  ],
  [
    "user",
    "PUT /carrierAccounts",
    "Returns the carrier account and closes it",
    "Product",
    "Product",
    "confirm shared-change",
  ],
  [
    "user",
    "POST /forget",
    "Forgets a network. Get its ID from the list",
    "Product",
    "Product",
    "confirm shared-change",
  ],
  ["user", "POST /wallets/rename", "Rename a wallet", PASSWORD, "Product", "deny credentials"],
];

/** Whose data comes back, and how much of it. */
const READ: readonly Row[] = [
  ["user", "GET /people", "List people", "", "[Person]", "allow people-listed"],
  ["user", "GET /people/{personId}", "A person", "", "Person", "allow personal-data"],
  ["user", "GET /admins/{adminId}", "An administrator", "", "Person", "allow personal-data"],
  ["user", "GET /members", "Members", "", "[Person]", "allow people-listed"],
  ["user", "GET /members", "Members", "", PROFILES, "allow unbounded-data"],
  ["user", "GET /customers", "Customers", "", "", "allow people-listed"],
  ["user", "GET /people/{personId}/teams", "Teams", "", "[Product]", "allow plain-data"],
  ["user", "GET /me/addresses", "Own addresses", "", ADDRESSES, "allow unbounded-data"],
  ["user", "GET /catalogue", "The catalogue", "", "", "allow unknown-data"],
  ["key", "GET /rides/{rideId}/driver", "The driver", "", "Person", "allow personal-data"],
  ["user", "GET /benefits/{benefitId}", "A benefit", "", RECORD, "confirm restricted-data"],
  ["user", "PUT /benefits/{benefitId}", "Change a benefit", RECORD, "", "confirm restricted-change"],
  ["user", "GET /emails/templates", "Templates", "", "[Product]", "allow plain-data"],
  ["user", "POST /emails/templates", "Create a template", "Product", "", "confirm shared-change"],
  ["user", "DELETE /me/followings/{userId}", "Unfollow", "", "", "allow own-change"],
  [
    "user",
    "POST /tracks/{trackId}/comments",
    "Returns the newly created comment",
    "Product",
    "Product",
    "confirm publish",
  ],
  ["user", "GET /files/{fileId}", "A file", "", SHARED, "allow plain-data"],
  ["user", "GET /jobs/{jobId}", "A job", "", HELD_WITHIN, "confirm credential-within"],
];

/** What protects or connects others. */
const PROTECTING: readonly Row[] = [
  ["user", "GET /policies/{policyId}", "A policy", "", "Product", "allow protections"],
  ["user", "GET /insurance/policies/{policyId}", "A policy", "", "Product", "allow plain-data"],
  ["user", "GET /webhooks", "Webhooks", "", "[Product]", "allow protections"],
  ["user", "GET /plugins/{pluginId}/config", "A plugin", "", "Product", "allow protections"],
  ["user", "GET /system/configuration", "The configuration", "", "Product", "allow protections"],
  ["user", "GET /documents/{documentId}/settings", "The settings", "", "Product", "allow plain-data"],
  ["user", "GET /tables/{tableId}/permissions", "Permissions", "", "[Product]", "allow protections"],
  ["user", "GET /sites/{siteId}/audits", "Audits", "", "[Product]", "allow plain-data"],
];

/** What goes, and what of it stays. */
const GONE: readonly Row[] = [
  ["user", "DELETE /apps/{appId}/image", "Delete the image of an app", "", "", "confirm part-deletion"],
  ["user", "DELETE /albums/{albumId}/photos", "Remove photos from an album", "", "", "confirm part-deletion"],
  ["user", "DELETE /albums/{albumId}/photos", "Delete photos", "", "", "confirm deletion"],
  ["user", "DELETE /apps/{appId}/image", "Delete all of it", "", "", "confirm deletion"],
  ["user", "DELETE /customers/{customerId}/subscription", "Delete", "", "", "confirm deletion"],
  ["user", "DELETE /apps/{appId}", "Delete an app", "", "", "confirm deletion"],
];

test.each([...DONE, ...READ, ...PROTECTING, ...GONE])(
  "%s: %s, %s",
  async (scheme, id, summary, sent, returned, expected) => {
    const decided = await decidedIn(agentsDescription(operationYaml(id, summary, sent, returned), scheme));
    expect(decisionOf(decided.get(id)!)).toBe(expected);
  },
);

test("one thing in another format is no export of many", async () => {
  const decided = await decidedIn(
    agentsDescription(operationYaml("GET /export/pdf/receipts/{receiptId}", "A receipt", "", "Product")),
  );
  expect(decided.get("GET /export/pdf/receipts/{receiptId}")!.decision).toBe("allow");
});
