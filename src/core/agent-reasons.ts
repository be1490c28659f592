/** What an agent may do with an operation: mild to strict. */
export const AGENT_DECISIONS = ["allow", "confirm", "deny"] as const;
export type AgentDecision = (typeof AGENT_DECISIONS)[number];

/** Why an operation is decided on, with the decision by default and what is said of it; in the order in which they are shown. */
export const AGENT_REASONS = {
  administration: {
    decision: "deny",
    says: "is for the service itself or those who run it, or changes whom administrators let in",
  },
  rights: { decision: "deny", says: "changes rights, roles or members" },
  accounts: { decision: "deny", says: "creates, changes or deletes accounts of others" },
  "decision-on-people": { decision: "deny", says: "makes a decision about a person" },
  "service-settings": { decision: "deny", says: "changes settings of the service or of a whole account" },
  safeguards: { decision: "deny", says: "changes the protection of the service or its data" },
  credentials: { decision: "deny", says: "returns, sets, issues or revokes credentials" },
  "card-data": { decision: "deny", says: "takes or returns full card numbers" },
  "payout-account": { decision: "deny", says: "changes where money is paid out" },
  "identity-data": { decision: "deny", says: "changes a person's identity data" },
  irreversible: { decision: "deny", says: "cannot be undone" },
  code: { decision: "deny", says: "runs code, a command, a query or other calls that the caller writes" },
  debug: { decision: "deny", says: "shows or changes internals of the service" },
  "route-out": { decision: "deny", says: "sends data to an address that the caller registers" },
  "unknown-change": { decision: "deny", says: "makes a change that the description does not name" },
  "administrative-change": { decision: "confirm", says: "changes objects that administrators manage" },
  workload: { decision: "confirm", says: "starts a program, a build or a job" },
  "money-out": { decision: "confirm", says: "moves money" },
  deletion: { decision: "confirm", says: "deletes an object that others use or own" },
  bulk: { decision: "confirm", says: "changes many objects in one call" },
  export: { decision: "confirm", says: "returns or copies many objects" },
  "restricted-data": { decision: "confirm", says: "returns restricted data of others" },
  "unseparated-data": {
    decision: "confirm",
    says: "returns personal data with a credential by which the service cannot tell callers apart",
  },
  "restricted-change": { decision: "confirm", says: "changes restricted data of others" },
  send: { decision: "confirm", says: "sends a message or data to others" },
  publish: { decision: "confirm", says: "publishes content" },
  invite: { decision: "confirm", says: "invites a person" },
  share: { decision: "confirm", says: "shares an object with others" },
  physical: { decision: "confirm", says: "moves, opens or switches a physical device" },
  "money-in": { decision: "confirm", says: "makes, changes or cancels an order, a purchase or a subscription" },
  "part-deletion": { decision: "confirm", says: "removes a part of an object that stays" },
  "own-deletion": { decision: "confirm", says: "deletes an object of the caller's own" },
  "shared-change": { decision: "confirm", says: "changes an object that others see or own" },
  "fetched-address": { decision: "confirm", says: "makes the server call an address that the caller chooses" },
  "file-path": { decision: "confirm", says: "reads or writes the file at a path that the caller writes" },
  "credential-within": { decision: "confirm", says: "may return a credential in a part of its response" },
  "high-finding": { decision: "confirm", says: "has a high or critical finding in the review" },
  "people-listed": { decision: "allow", says: "returns personal data of many people in one call" },
  protections: { decision: "allow", says: "shows how the service and its users are protected or connected" },
  "personal-data": { decision: "allow", says: "returns personal data of others" },
  messages: { decision: "allow", says: "returns messages that people wrote to each other" },
  "credentials-listed": { decision: "allow", says: "shows which credentials exist" },
  "credential-beside": {
    decision: "allow",
    says: "may return a credential of somebody or something that the response only mentions",
  },
  logs: { decision: "allow", says: "shows a log" },
  "unbounded-data": { decision: "allow", says: "returns personal data in a list without a limit" },
  "unknown-data": { decision: "allow", says: "does not describe the data that it returns" },
  label: { decision: "allow", says: "adds or takes off a label, or renames a folder" },
  "own-change": { decision: "allow", says: "changes only objects of the caller's own" },
  "own-data": { decision: "allow", says: "returns the caller's own data" },
  computation: { decision: "allow", says: "computes a result and stores nothing" },
  "plain-data": { decision: "allow", says: "returns no personal data, or only the name and picture of an author" },
} as const satisfies Readonly<Record<string, { readonly decision: AgentDecision; readonly says: string }>>;

export type AgentReason = keyof typeof AGENT_REASONS;
export const AGENT_REASON_NAMES = Object.keys(AGENT_REASONS) as readonly AgentReason[]; // its own keys

/** The stricter of two decisions. */
export function stricter(a: AgentDecision, b: AgentDecision): AgentDecision {
  return AGENT_DECISIONS.indexOf(a) >= AGENT_DECISIONS.indexOf(b) ? a : b;
}

/** What is said instead of the caller's own where the review says that it is not, or that nobody has tested it. */
export const OWN_WORDS = {
  read: {
    others: "returns what the review counts as other people's data",
    untested: "returns data of the caller's account, if the server keeps accounts apart",
  },
  change: {
    others: "changes what the review counts as other people's",
    untested: "changes objects of the caller's account, if the server keeps accounts apart",
  },
} as const;
