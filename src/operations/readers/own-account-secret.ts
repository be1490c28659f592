import type { AssessedApi, AssessedFlow } from "../../exposure/assessed-api.ts";
import { isOfKeys, isPrivateKey, isStoredPassword, isStoredSecret } from "../../exposure/stored-secret.ts";
import { takesCredential } from "../../exposure/evident-credential.ts";
import { member } from "../../core/json-value.ts";
import { returnsList } from "../../exposure/lists.ts";
import { fixedSegments } from "../../exposure/words.ts";
import { wordsInOrder, wordsOf } from "../../lexicon/name-tokens.ts";
import { isHeadedBy } from "../../lexicon/phrases.ts";
import type { Operation } from "../../model/api.ts";
import { operationsOn } from "../../model/operations-on-path.ts";
import { collectionPath } from "../candidates/path-steps.ts";

/** The words of the mitigation of a secret that whoever reads it has in their own account. */
export const OF_OWN_ACCOUNT = [
  "callers can read only their own account's secret; test that another account gets 403 or 404",
] as const;

/**
 * Whether a secret is one of the account whose credential reads it, so that whoever gets such a credential reads their own: the
 * token of a stream or device of the tenant, or what one entry holds of a list that is the caller's own. A stored password, a
 * private key and the keys of the API itself are graver whoever reads them, and without a credential nobody has an account.
 */
export function isOfOwnAccount(api: AssessedApi, flow: AssessedFlow): boolean {
  const { operation, whose, principal, isUndecided } = flow;
  if (operation.operationKind !== "path" || !asksForCredential(api, operation)) return false;
  if (api.assessed(operation).row === "anonymous" || isPassword(flow) || isPrivateKey(flow)) return false;
  if (isEntryOfOwn(api, flow)) return true;
  if (whose !== "tenant" || principal || isUndecided || isStoredSecret(flow)) return false;
  if (isOfKeys(operation) || isOfApiKeys(operation)) return false;
  return isSecretOfThing(flow) && !isOfAnotherService(flow) && (!opensApi(flow) || isOneRecord(operation));
}

/**
 * Whether a secret is that of one thing, whoever's it is: a token of a device, a project, a stream or a payment, to callers with a
 * credential. A password, a private key, a key of the API, what logs somebody in and what opens another service are more than that.
 */
export function isOfOneThing(api: AssessedApi, flow: AssessedFlow): boolean {
  const { operation } = flow;
  if (operation.operationKind !== "path" || !asksForCredential(api, operation)) return false;
  if (api.assessed(operation).row === "anonymous" || isPassword(flow) || isPrivateKey(flow) || isStoredSecret(flow))
    return false;
  const said = member(flow.field.node.value, "description");
  const opensMore = typeof said === "string" && operation.lexicon.has(wordsInOrder(said.slice(0, 1000)), "opens-more");
  return (
    !opensMore &&
    !fixedSegments(operation.path).some((segment) =>
      PEOPLE.some((concept) => operation.lexicon.has(wordsOf(segment), concept)),
    ) &&
    !isOfKeys(operation) &&
    (!isOfApiKeys(operation) || isKeyOfOne(operation)) &&
    isSecretOfThing(flow) &&
    !isOfAnotherService(flow) &&
    // `token` of a project says no more than that.
    (flow.field.name === "token" || !opensApi(flow))
  );
}

const PEOPLE = ["natural-person", "minor", "user"] as const;

/** Whether a read gives the one key of the one thing that its path names: `/servers/{server}/api-key`. Several are keys of the account. */
function isKeyOfOne(operation: Operation): boolean {
  const last = /\}\/([^/{}]+)\/?$/.exec(operation.path)?.[1];
  return (
    last !== undefined &&
    operation.method === "GET" &&
    !returnsList(operation) &&
    wordsInOrder(last).at(-1) === wordsOf(last).at(-1)
  );
}

/** Whether keys of the API are what an operation is about: `/apikeys`, `/account/tokens`. A weak one of them reads the strong ones. */
export function isOfApiKeys({ path, lexicon }: Operation): boolean {
  const words = wordsOf(fixedSegments(path).at(-1) ?? "");
  const last = words.at(-1) ?? "";
  return lexicon.is(words.join(" "), "standing-secret") || last === "apikey" || last === "token" || last === "key";
}

/** Whether it is called a key, token or secret of something, and neither an address that lets in nor proof of who somebody is. */
function isSecretOfThing({ field: { name }, operation: { lexicon } }: AssessedFlow): boolean {
  const words = wordsOf(name);
  return isHeadedBy(words, lexicon, "secret-word") && !lexicon.has(words, "proof-purpose");
}

/**
 * Whether a name says what else it opens: `githubToken` of an integration is neither of the thing that holds it, nor of a device or a
 * means of payment.
 */
function isOfAnotherService({ field, path, operation }: AssessedFlow): boolean {
  const { lexicon } = operation;
  const around = new Set(
    [
      ...fixedSegments(operation.path),
      field.owner ?? "",
      ...path.flatMap(({ schema, property }) => [schema.name ?? "", property ?? ""]),
    ].flatMap(wordsOf),
  );
  return !wordsOf(field.name).every(
    (word) => around.has(word) || OWN_WORDS.some((concept) => lexicon.is(word, concept)) || IN_GENERAL.test(word),
  );
}

const OWN_WORDS = [
  "secret-word",
  "token-of-a-thing",
  "machine",
  "media-shown",
  "linking",
  "session",
  "web-hook",
] as const;
/** What stands before any key or token. */
const IN_GENERAL =
  /^(?:access|api|auth|bearer|client|download|export|import|private|refresh|shared|stream|trusted|upload|id)$/;

/**
 * Whether it is called one of the API itself, with which a whole account is read and changed: `apiSecret`, or the token by which
 * somebody has logged in.
 */
function opensApi({ field: { name }, operation: { lexicon } }: AssessedFlow): boolean {
  const words = wordsOf(name);
  return words.includes("api") || words.includes("refresh") || lexicon.is(words.join(" "), "session-token");
}

/** Whether a path names nothing, and gives one thing: that of the account itself, `/server`. */
function isOneRecord(operation: Operation): boolean {
  return !operation.path.includes("{") && !returnsList(operation);
}

function isPassword(flow: AssessedFlow): boolean {
  return isStoredPassword(flow) || flow.field.category === "user.authorization.password";
}

/** Whether a credential is required, or a header that is one: where nothing says so, whoever reads it may be nobody. */
function asksForCredential(api: AssessedApi, operation: Operation): boolean {
  return operation.access === "secured" || (operation.access === "unstated" && takesCredential(api)(operation));
}

/** Whether an operation gives one entry of a list that is the caller's own: `/account/sessions/{id}` beside `/account/sessions`. */
function isEntryOfOwn(api: AssessedApi, { operation }: AssessedFlow): boolean {
  if (!/\}\/?$/.test(operation.path)) return false;
  return operationsOn(api.operations, collectionPath(operation)).some(
    (list) => list.method === "GET" && list.access !== "anonymous" && api.whose.subjectOf(list) === "caller",
  );
}
