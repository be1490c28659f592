import { scopesAskedIn } from "../schemes/scopes.ts";
import { operationsOn } from "../../model/operations-on-path.ts";
import { isRefusedToOthers, saysOnesOwn } from "../said-of-callers.ts";
import { isStatedOf } from "../stated.ts";
import { memo } from "../../core/memo.ts";
import { roleKeptTo } from "../../exposure/kept-to-role.ts";
import { returnsList } from "../../exposure/lists.ts";
import { readingOf } from "../../exposure/reading.ts";
import { isOwnCredential, ownCredentialsOf } from "../../data/classify/own-credentials.ts";
import { isCredential } from "../../data/taxonomy/is-credential.ts";
import { isStoredSecret, opensFile } from "../../exposure/stored-secret.ts";
import { isStatedProduct } from "../stated-product.ts";
import { member } from "../../core/json-value.ts";
import { wordsInOrder, wordsOf } from "../../lexicon/name-tokens.ts";
import { composedProperties } from "../../model/schema-parts.ts";
import { endsIn, isMadeOf } from "../../lexicon/phrases.ts";
import { isSaidGuarded } from "../../data/classify/said-of-value.ts";
import { saidBy } from "../../exposure/said.ts";
import type { Schema } from "../../model/schema.ts";
import type { Operation } from "../../model/api.ts";
import type { AssessedApi, AssessedFlow } from "../../exposure/assessed-api.ts";
import { secondsIn, timeUnitOf } from "../durations.ts";
import { requestFields } from "../request-fields.ts";
import { flowsByField } from "./flow-index.ts";
import { isForOtherCall } from "./for-other-call.ts";
import { isOfIntent } from "./intent-secret.ts";
import { isEchoed } from "./no-credential.ts";
import { isOfApiKeys } from "./own-account-secret.ts";
import { isFoundByAnalysis } from "./found-by-analysis.ts";
import { isLeftOutOfExamples } from "./left-out-of-examples.ts";
import { fixedSegments } from "../../exposure/words.ts";

/** Why a credential is milder than it looks: what it opens, how long, or what its text says of who may see it. */
export type Kept =
  | "signing"
  | "signing-made"
  | "guarded"
  | "role"
  | "trigger"
  | "file"
  | "brief"
  | "product"
  | "issued"
  | "link"
  | "opening"
  | "step"
  | "write"
  | "shared-schema"
  | "other-call"
  | "analysis"
  | "intent"
  | "echo"
  | "own-key";

/** The words of the mitigations. */
export const KEPT_WORDS: Readonly<Record<Kept, readonly string[]>> = {
  signing: ["it only proves the service's identity to its subscriber, and gives no access here"],
  "signing-made": [
    "it only proves the service's identity to its subscriber, and gives no access here",
    "it is made by this call, and no read returns it",
  ],
  guarded: ["its description restricts who may see it; test this restriction"],
  role: ["its description restricts the operation to a role; test that callers without the role are refused"],
  trigger: ["it only lets the holder trigger one action; it cannot be used to log in"],
  file: ["it opens an encrypted file; it cannot be used to log in"],
  brief: ["it is a token with a lifetime that the caller sets or is given"],
  product: ["the purpose of the operation is to return this credential; test who may call it"],
  issued: [
    "the purpose of the operation is to return this credential; test who may call it",
    "it opens a session and is no stored secret",
  ],
  opening: [
    "it gives access to one object, for the intended person",
    "the description says that others are refused; test it",
    "it cannot be used to log in",
  ],
  step: [
    "its text says that the caller uses it for the next step of one payment; test that no read returns it afterwards",
  ],
  write: [
    "its name suggests that only requests set this field, and requests have it too; test that responses leave it empty",
  ],
  "shared-schema": [
    "requests and responses share a schema, and the response examples leave the credential out; test that real responses do, too",
  ],
  "other-call": [
    "its description says that the token is only for another call; test how long it is valid, and who can use it",
  ],
  analysis: ["a security scan found it in a program, and this API did not issue it; test who can read it"],
  intent: ["it confirms one payment, and is made to be handed to the page that pays"],
  echo: ["it is made from what the caller sent in this call", "nobody else's password comes back"],
  "own-key": [
    "the request names no object, so it can only return the key that the caller sent",
    "test that another caller gets only their own key",
  ],
  link: [
    "a link is meant to be passed on",
    "it is returned to those who manage what the link opens; test that others are refused",
  ],
};

/** The title of a finding of which the reason that makes it milder shows that nobody else's stored credential comes back. */
export const KEPT_TITLES: Readonly<Partial<Record<Kept, string>>> = {
  "shared-schema": "Response schema includes a credential that its examples leave out",
  "other-call": "Token for another call is returned",
  analysis: "Secrets found by a scan are returned",
  intent: "Secret of a payment can be read back",
  echo: "Password is returned to the caller who sent it",
  "own-key": "API key is returned to the caller who sent it",
};

/** What makes a credential milder; `undefined` where nothing does. */
export function keptBy(flow: AssessedFlow, api: AssessedApi): Kept | undefined {
  if (isTrigger(flow, api)) return "trigger";
  if (isOfReceiver(flow)) return isMadeHere(flow, api) ? "signing-made" : "signing";
  if (opensFile(flow)) return "file";
  if (isSetByRequests(flow, api)) return "write";
  if (isLeftOutOfExamples(flow, api)) return "shared-schema";
  if (isForOtherCall(flow, api)) return "other-call";
  if (isFoundByAnalysis(flow, api)) return "analysis";
  if (isOfIntent(flow)) return "intent";
  if (isEchoed(flow)) return "echo";
  if (isKeyJustSent(flow, api)) return "own-key";
  const { field, operation, path } = flow;
  const around = path.flatMap(({ property }, index) =>
    property === undefined ? [] : path[index - 1]?.schema.properties.get(property)?.description,
  );
  const own = member(field.node.value, "description");
  if ([own, ...around].some((text) => typeof text === "string" && isSaidGuarded(text))) return "guarded";
  if (isKeptApart(api, operation)) return "guarded";
  if (isKeptToRole(api, flow)) return "role";
  if (isBrief(flow, api) || isBriefLink(flow)) return "brief";
  if (opensOwnThing(flow, api)) return "opening";
  if (isForNextStep(flow)) return "step";
  // Where to join a call: whoever is in it is given the address.
  if (operation.access !== "anonymous" && joinsCall(flow)) return "link";
  return operation.access === "anonymous" || isStoredSecret(flow) ? undefined : productOf(flow);
}

/**
 * Whether a read without any choice of the caller's returns the key with which the API is called: one object, by the name of the
 * credential that is sent. It can only be the one that was sent.
 */
function isKeyJustSent({ field, operation }: AssessedFlow, api: AssessedApi): boolean {
  return (
    operation.method === "GET" &&
    operation.access === "secured" &&
    !operation.path.includes("{") &&
    !returnsList(operation) &&
    !isOfApiKeys(operation) &&
    requestFields(operation).every(({ in: way }) => way === "header") &&
    isOwnCredential(field.name, ownCredentialsOf(api))
  );
}

/**
 * Whether a password is a new one, by its name, in an object that requests and responses have in common: what is stored is the
 * password, and a new one is only ever sent. What a call that makes or resets one returns is the password itself.
 */
function isSetByRequests({ field, operation }: AssessedFlow, api: AssessedApi): boolean {
  const { lexicon, method } = operation;
  const words = wordsOf(field.name);
  return (
    method === "GET" &&
    isMadeOf(words, lexicon, "password", "new") &&
    lexicon.has(words, "new") &&
    (flowsByField(api).get(field) ?? []).some(({ direction, via }) => direction === "write" && via === "body")
  );
}

/** Whether a credential is where to join a call, by its name, or the code that is dialled, beside the number of the call. */
function joinsCall({ field, operation: { lexicon }, path }: AssessedFlow): boolean {
  const called = wordsOf(field.name);
  if (lexicon.has(called, "call-to-join")) return true;
  // `attendee` of "accessCodes" is the access code of the attendees.
  const holder = path.at(-1)?.property;
  const names = [called, ...(holder === undefined ? [] : [wordsOf(holder)])];
  if (!names.some((words) => endsIn(words, lexicon, "code-to-join"))) return false;
  return path.some(
    ({ schema, property }) =>
      lexicon.has(wordsOf(property ?? ""), "dialled-number") ||
      [...composedProperties(schema).keys()].some((name) => lexicon.has(wordsOf(name), "dialled-number")),
  );
}

/** Whether a change returns what no read does, and what nobody sent: it was made in this call. */
export function isMadeHere({ field, operation }: AssessedFlow, api: AssessedApi): boolean {
  return (
    readingOf(operation) === undefined &&
    !requestFields(operation).some(({ name }) => name === field.name) &&
    !namesRead(api.data)(api.operations).has(field.name)
  );
}

/** The names of the credentials that reads return. */
const namesRead = memo((data: AssessedApi["data"]) =>
  memo(
    (operations: readonly Operation[]): ReadonlySet<string> =>
      new Set(
        operations
          .filter((operation) => readingOf(operation) !== undefined)
          .flatMap((operation) => data.flowsOf(operation))
          .flatMap(({ field, direction }) =>
            direction === "read" && isCredential(field.category) ? [field.name] : [],
          ),
      ),
  ),
);

/** Whether a text keeps the operation to a role. Among the organization's own that is what a stored secret is judged by anyway. */
function isKeptToRole(api: AssessedApi, flow: AssessedFlow): boolean {
  const { operation } = flow;
  if (operation.operationKind !== "path" || operation.access !== "secured") return false;
  if (isStoredSecret(flow) && api.assessed(operation).judgedAs === "private") return false;
  return roleKeptTo(api, operation) !== undefined;
}

/** Whether a code opens a thing of the caller's, or is that of their ticket, by a text that says that what is another's is not there. */
function opensOwnThing({ field, operation }: AssessedFlow, api: AssessedApi): boolean {
  const { lexicon } = operation;
  const words = wordsOf(field.name);
  return (
    operation.access === "secured" &&
    OPENS_OWN.some((concept) => endsIn(words, lexicon, concept)) &&
    (saysOnesOwn(operation) || isRefusedToOthers(api, operation) || isStatedOf(operation, "own-only"))
  );
}

const OPENS_OWN = ["opening-code", "ticket-code"] as const;

/**
 * Whether the secret of one payment, as the call that prepares it or reads what is paid returns it, is said to be what whoever
 * reads it pays with: "used as the client secret when rendering the form".
 */
function isForNextStep({ field, operation }: AssessedFlow): boolean {
  const { lexicon } = operation;
  const name = wordsOf(field.name);
  const said = member(field.node.value, "description");
  return (
    operation.access === "secured" &&
    typeof said === "string" &&
    lexicon.has(name, "payment-word") &&
    (lexicon.has(name, "secret-of-step") || (endsIn(name, lexicon, "token") && NEXT_CALL.test(said))) &&
    fixedSegments(operation.path).some((segment) => lexicon.has(wordsOf(segment), "bought")) &&
    lexicon.has(wordsInOrder(said), "to-be-used")
  );
}

/** A later call, as a text has it: "for the POST to the /payments endpoint". */
const NEXT_CALL = /\b(?:POST|PUT)\b.{0,40}\/[a-z]/;

/** Whether an operation asks for a scope that nothing else asks for, and its text says who alone may call it. */
function isKeptApart(api: AssessedApi, operation: Operation): boolean {
  const { lexicon } = operation;
  if (operation.access !== "secured" || !saidBy(operation).some((words) => lexicon.has(words, "reserved")))
    return false;
  const scopes = [...scopesAskedIn(operation.security)];
  return scopes.length > 0 && scopes.every((scope) => askedOnce(api.operations).has(scope));
}

/** The scopes that a single operation asks for. */
const askedOnce = memo((operations: readonly Operation[]): ReadonlySet<string> => {
  const once = new Set<string>();
  const seen = new Set<string>();
  for (const operation of operations)
    for (const scope of scopesAskedIn(operation.security)) {
      if (seen.has(scope)) once.delete(scope);
      else once.add(scope);
      seen.add(scope);
    }
  return once;
});

/** Whether the operation says that the credential is what it gives, or it is the token of a link that is there to be handed on. */
function productOf({ field, operation, witness }: AssessedFlow): Kept | undefined {
  const { lexicon, path } = operation;
  const words = wordsOf(field.name);
  const text = words.join(" ");
  const isOfLinks = lexicon.is(wordsOf(fixedSegments(path).at(-1) ?? "").join(" "), "shared-link");
  if (isOfLinks && lexicon.is(text, "link-token")) return "link";
  // Who reads the thing has it; its link lets them pass it on.
  if (operation.access === "secured" && isTokenOfShare(words, operation)) return "link";
  if (witness.includes("[]") || !isStatedProduct(operation, words)) return undefined;
  return lexicon.is(text, "session-token") ? "issued" : "product";
}

/** Whether it is called the token or key of what is shared by a link: `shareLinkToken`. */
function isTokenOfShare(words: readonly string[], { lexicon }: Operation): boolean {
  const rest = words.slice(0, -1);
  return (
    lexicon.is(words.at(-1) ?? "", "secret-word") &&
    rest.some((word) => lexicon.is(word, "passed-on-by-link")) &&
    rest.every((word) => lexicon.is(word, "passed-on-by-link") || LINK.test(word))
  );
}

const LINK = /^(?:link|ur[il]|lien|enlace)$/;

/**
 * Whether a credential is what the service shows at the subscriber's own server: the key that signs what a webhook sends, or
 * what is written of as used at an address that stands beside it.
 */
function isOfReceiver(flow: AssessedFlow): boolean {
  const { field, operation, path } = flow;
  const { lexicon } = operation;
  const words = wordsOf(field.name);
  const around = [field.owner ?? "", ...path.flatMap(({ schema, property }) => [schema.name ?? "", property ?? ""])];
  const isOfHook = [...around, ...fixedSegments(operation.path)].some((name) => lexicon.has(wordsOf(name), "web-hook"));
  const holder = path.at(-1)?.schema;
  const beside = holder === undefined ? NOTHING_BESIDE : addressesIn(holder);
  const isForSigning = isMadeOf(words, lexicon, "secret-word", "signing-mark");
  if (isOfHook && (isForSigning || field.name === "passcode")) return true;
  // `auth_key` of a hook beside the address that is called.
  if (isOfHook && beside.hasUrl && /^(?:auth|shared|hook|verification) (?:key|token|secret)$/.test(words.join(" ")))
    return true;
  // "signing secret" beside the address that is called; "key" alone may be of anything.
  if (isForSigning && lexicon.has(words, "signing-mark") && beside.hasUrl) return true;
  const said = member(field.node.value, "description");
  const text = typeof said === "string" ? said : "";
  if (isForSigning && lexicon.has(words, "signing-mark") && SIGNATURE_HEADER.test(text)) return true;
  if (beside.named.size === 0) return false;
  return (
    (SIGNED.test(text) && lexicon.has(words, "signing-mark")) ||
    (text.match(NAMES) ?? []).some((name) => beside.named.has(name))
  );
}

/** The addresses that an object has, once for all of its secrets: whether one is simply a URL, and those with a name of their own. */
const addressesIn = memo(
  ({ properties }: Schema): { readonly hasUrl: boolean; readonly named: ReadonlySet<string> } => ({
    hasUrl: [...properties.keys()].some((name) => URL.test(name)),
    named: new Set([...properties.keys()].filter((name) => ADDRESS.test(name))),
  }),
);

const NOTHING_BESIDE = { hasUrl: false, named: new Set<string>() } as const;
const NAMES = /[\w$-]+/g;

/** The name of a header with a signature, as a text has it: `X-Acme-Signature`. */
const SIGNATURE_HEADER = /\b(?:x-)?[\w-]*-signature\b/i;

/**
 * Whether a call of the API takes that token of a hook in place of a log-in: `POST /webhooks/{token}` executes it. Then it
 * signs nothing, and whoever has it may make the call.
 */
function isTrigger({ field, operation, path }: AssessedFlow, { operations }: AssessedApi): boolean {
  const { lexicon } = operation;
  const words = wordsOf(field.name);
  const isOfHook = [
    field.owner ?? "",
    ...path.flatMap(({ schema, property }) => [schema.name ?? "", property ?? ""]),
    ...fixedSegments(operation.path),
  ].some((name) => lexicon.has(wordsOf(name), "web-hook"));
  return isOfHook && secretsOfHooks(operations).has(words.at(-1));
}

/** The last words of the secrets by which paths behind a web hook are posted to. */
const secretsOfHooks = memo((operations: readonly Operation[]): ReadonlySet<string | undefined> => {
  const secrets = new Set<string | undefined>();
  for (const { operationKind, method, path, lexicon } of operations) {
    if (operationKind !== "path" || method !== "POST") continue;
    const segments = path.split("/");
    const hook = segments.findIndex((segment) => lexicon.has(wordsOf(segment), "web-hook"));
    if (hook < 0) continue;
    for (const segment of segments.slice(hook + 1)) {
      const last = segment.startsWith("{") ? wordsOf(segment.slice(1, -1)).at(-1) : undefined;
      if (last !== undefined && lexicon.is(last, "secret-word")) secrets.add(last);
    }
  }
  return secrets;
});

const URL = /^(?:target|callback|destination)?_?ur[li]$/i;
/** The name of an address that is not merely called one: `notifyURL`. */
const ADDRESS = /.\w(?:url|uri|endpoint)$/i;
const SIGNED = /\bhmac/i;

/** Whether it is a signed link of which its text says that it works for minutes or hours, and not for more of them than a day has. */
function isBriefLink({ field, operation: { lexicon } }: AssessedFlow): boolean {
  const said = member(field.node.value, "description");
  if (typeof said !== "string" || !lexicon.has(wordsOf(field.name), "address-of-a-file")) return false;
  const words = wordsInOrder(said);
  const isShort = words.some((word) => {
    const unit = timeUnitOf(word, lexicon);
    return unit !== undefined && unit.seconds < A_DAY;
  });
  return isShort && secondsIn(words, lexicon) <= A_DAY && lexicon.has(words, "signed-in-a-text");
}

/** Seconds. */
const A_DAY = 86_400;

/** Whether it is a token, and no stored secret, that lives as long as is set beside it or where one is made. */
function isBrief({ field, operation, path }: AssessedFlow, api: AssessedApi): boolean {
  const { lexicon } = operation;
  if (!lexicon.is(wordsOf(field.name).join(" "), "session-token")) return false;
  const parent = operation.path.replace(/\/\{[^/]*\}$/, "");
  const makers = operationsOn(api.operations, parent).filter(({ method }) => method === "POST");
  const beside = [...(path.at(-1)?.schema.properties.keys() ?? [])];
  const asked = makers.flatMap((maker) => requestFields(maker).map(({ name }) => name));
  return [...beside, ...asked].some((name) => lexicon.is(wordsOf(name).join(" "), "lifetime"));
}
