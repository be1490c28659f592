import { describe, expect, test } from "vitest";
import { agentsDescription, decidedIn, decisionOf, operationYaml } from "./decided.ts";

/** What is sent: one text by its name. */
const sends = (name: string): string => `{ type: object, properties: { ${name}: { type: string } } }`;

/** `[operation, summary, what is sent, decision and first reason]` */
type Row = readonly [string, string, string, string];

/** What is marked for everybody is no mark of one's own. */
const MARKED: readonly Row[] = [
  ["POST /invoices/{invoiceId}/mark-paid", "Mark the invoice as paid", "", "confirm shared-change"],
  ["POST /alarms/{alarmId}/mute", "Mute the alarm", "", "confirm shared-change"],
  ["POST /posts/{postId}/hide", "Hide a post", "", "confirm shared-change"],
  ["PUT /songs/{songId}/star", "Star a song", "", "allow own-change"],
  ["POST /messages/{messageId}/mark-read", "Mark as read", "", "allow own-change"],
];

/** A thing of one's own that is placed, approved or of somebody else is shared. */
const OWN_THINGS: readonly Row[] = [
  ["POST /cart/place", "Place the order", "", "confirm money-in"],
  ["POST /baskets/{basketId}/confirm", "Confirm", "", "confirm money-in"],
  ["POST /drafts/{draftId}/approve", "Approve the draft", "", "confirm shared-change"],
  ["PUT /organizations/{organizationId}/preferences", "Set preferences", sends("theme"), "confirm shared-change"],
  ["POST /timesheets/{timesheetId}/revert-to-draft", "Revert to draft", "", "confirm shared-change"],
  ["PUT /cart/items/{itemId}", "Change an item", sends("quantity"), "allow own-change"],
  ["PUT /drafts/{draftId}", "Change a draft", sends("text"), "allow own-change"],
];

/** What is below `me` and reaches further: where money and mail go, who acts for the caller, what protects their account. */
const BELOW_ME: readonly Row[] = [
  ["PUT /me/payout-account", "Set the payout account", sends("iban"), "deny payout-account"],
  ["POST /me/beneficiaries", "Add a payee", sends("iban"), "confirm money-out"],
  ["PUT /me/direct-debit", "Set the mandate", sends("holder"), "confirm money-out"],
  ["PATCH /me/security", "Change", sends("twoFactorEnabled"), "deny safeguards"],
  ["POST /users/me/tfa/disable", "Disable 2FA", "", "deny safeguards"],
  ["PUT /me/limits", "Set limits", sends("daily"), "deny safeguards"],
  ["POST /me/delegates", "Add a delegate", sends("userId"), "deny rights"],
  ["PUT /me/mail-forwarding", "Forward mails", sends("to"), "deny route-out"],
  ["PUT /me/auto-reply", "Answer by itself", sends("text"), "confirm send"],
  ["PUT /me/location-sharing", "Share my location", sends("enabled"), "confirm share"],
  ["PUT /me/calendars/{calendarId}/public", "Make public", "", "confirm share"],
  ["PUT /me/plan", "Change the plan", sends("name"), "confirm money-in"],
  ["PATCH /me", "Update", sends("email"), "confirm shared-change"],
  ["POST /me/email/change", "Change the address", sends("address"), "confirm shared-change"],
  ["POST /me/close-account", "Close the account", "", "confirm shared-change"],
  ["PUT /topics/-/{topicId}", "Update a topic", sends("title"), "confirm shared-change"],
  ["PUT /users/-/goals", "Set goals", sends("steps"), "allow own-change"],
  ["PUT /me/bio", "Set the biography", sends("text"), "allow own-change"],
];

describe.each([
  ["what is marked", MARKED],
  ["things of one's own", OWN_THINGS],
  ["what is below the caller", BELOW_ME],
])("%s", (_, rows) => {
  test.each(rows)("%s, %s", async (id, summary, sent, expected) => {
    const decided = await decidedIn(agentsDescription(operationYaml(id, summary, sent, "Product")));
    expect(decisionOf(decided.get(id)!)).toBe(expected);
  });
});
