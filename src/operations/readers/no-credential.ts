import { member } from "../../core/json-value.ts";
import { memo, memoOfText } from "../../core/memo.ts";
import { isSaidReference } from "../../data/classify/said-of-value.ts";
import type { AssessedApi, AssessedFlow } from "../../exposure/assessed-api.ts";
import { intentOf } from "../../exposure/intent.ts";
import { readingOf } from "../../exposure/reading.ts";
import { fixedSegments } from "../../exposure/words.ts";
import { wordsInOrder, wordsOf } from "../../lexicon/name-tokens.ts";
import type { Operation } from "../../model/api.ts";
import { targetOf, type Schema } from "../../model/schema.ts";
import { composedProperties, heldSchemaOf } from "../../model/schema-parts.ts";
import { namesAccount } from "../acting-as-others.ts";
import { requestFields } from "../request-fields.ts";
import { isOfIntent } from "./intent-secret.ts";

/**
 * Whether a field is called like a credential, and something beside its name shows that it is none: its values, the text of the
 * operation, the family of names in which it stands, or the call that takes it to find a thing.
 */
export function isNoCredential(api: AssessedApi, flow: AssessedFlow): boolean {
  return (
    isReferenceByPattern(flow) ||
    isMapOfSwitches(flow) ||
    isSwitchByExample(flow) ||
    isSaidReferenceAround(flow) ||
    isOfKeyFamily(api, flow) ||
    isCodeToFindBy(api, flow) ||
    isIssuerOfPublicKey(flow) ||
    isOfAnalytics(flow) ||
    isSignedMessage(flow) ||
    isLinkToShown(flow) ||
    isOpenedBySecret(api, flow) ||
    isHandleOfNextCall(api, flow) ||
    // What confirms one payment is made for whoever makes this call, and pays.
    (isOfIntent(flow) && readingOf(flow.operation) === undefined)
  );
}

/**
 * Whether a JWT is the message that is exchanged, as its media type says (RFC 7519, section 10.3.1) or its call, which signs it or takes one as
 * well: a claim that somebody signed, which lets nobody in. What is called after a log-in, a session or access is a token.
 */
function isSignedMessage({ field, operation }: AssessedFlow): boolean {
  const { lexicon, responses, requestBody, path, summary = "", operationId = "", description = "" } = operation;
  if (!SIGNED.test(field.name)) return false;
  const called = [path, summary, operationId, description.slice(0, MOST_READ)].flatMap((text) => wordsOf(text));
  if (OPENING.some((one) => lexicon.has(called, one)) || intentOf(operation) !== undefined) return false;
  const isMessage = [...(requestBody?.content ?? []), ...responses.flatMap(({ content }) => content)].some(({ type }) =>
    JWT_TYPE.test(type),
  );
  return isMessage || requestFields(operation).some(({ in: way, name }) => way === "body" && SIGNED.test(name));
}

const SIGNED = /^(?:signed_?)?(?:jwt|jws|sd_?jwt|vc_?jwt|vp_?jwt|jwt_?vc)$/i;
const JWT_TYPE = /^application\/(?:[\w.-]+\+)?(?:jwt|jose)\b/i;
const OPENING = ["lets-in", "session", "access-label"] as const;
const MOST_READ = 300;

/**
 * Whether a link is there for passing on what is shown anyway: "share this post". Only what nobody else may see is opened by knowing its
 * link: its name or text calls it secret or private, or who may see the thing, a password or an end stands beside it.
 */
function isLinkToShown({ field, operation: { lexicon }, path }: AssessedFlow): boolean {
  const words = wordsOf(field.name);
  if (!LINKS.test(words.at(-1) ?? "") || !words.slice(0, -1).some((word) => lexicon.is(word, "passed-on-by-link")))
    return false;
  const said = member(field.node.value, "description");
  const text = typeof said === "string" ? said : "";
  const holder = path.at(-1)?.schema;
  const beside =
    holder === undefined
      ? []
      : [...composedProperties(holder).keys()].filter((name) => name !== field.name).map(wordsOf);
  return (
    !OPENS_ALONE.test(text) &&
    !beside.some(
      (name) => KEEPS_FROM_OTHERS.some((concept) => lexicon.has(name, concept)) || PRIVATE.test(name.join(" ")),
    )
  );
}

const LINKS = /^(?:link|ur[il]|href|permalink|lien|enlace)$/;
const OPENS_ALONE =
  /\b(?:secret|private|anyone|anybody|password|token|expires?|geheim\p{L}*|jeder|quiconque|priv[ée]e?|cualquiera|qualquer|sem login)\b/iu;
const KEEPS_FROM_OTHERS = ["who-may-see", "password", "secret-word"] as const;
const PRIVATE = /\b(?:private|public|sharing|shared|expire\w*|access|unshared)\b/;

/**
 * Whether a thing that only some may see is read with the secret of its link: `GET /tracks/{id}?secret_token=`. Who gets the link from
 * a response has sent the secret, or the thing is open, or theirs.
 */
function isOpenedBySecret({ operations }: AssessedApi, { field, operation: { lexicon } }: AssessedFlow): boolean {
  const words = wordsOf(field.name);
  const [first = ""] = words;
  return (
    words.length === 2 &&
    LINKS.test(words[1]!) &&
    lexicon.is(first, "secret-word") &&
    secretsSent(operations).has(first)
  );
}

/** What secrets of things are called that reads take in the query: `secret` of `secret_token`. */
const secretsSent = memo(
  (operations: readonly Operation[]): ReadonlySet<string> =>
    new Set(
      operations.flatMap(({ method, path, parameters, lexicon }) =>
        method === "GET" && path.includes("{")
          ? parameters.flatMap(({ in: way, name }) => {
              const words = wordsOf(name);
              return way === "query" && words.length === 2 && lexicon.is(words[1]!, "secret-word") ? [words[0]!] : [];
            })
          : [],
      ),
    ),
);

/**
 * Whether a token of a payment is how the next call of whoever reads it names it, in its path and with what this call asks for:
 * `authorization_token` of a session, and `/authorizations/{authorizationToken}/order` beside it.
 */
function isHandleOfNextCall({ operations }: AssessedApi, { field, operation }: AssessedFlow): boolean {
  const name = wordsOf(field.name).join(" ");
  if (!/^\w+ token$/.test(name) || OPENS_MORE.test(name) || operation.access === "anonymous") return false;
  const [first] = fixedSegments(operation.path);
  return (
    operation.lexicon.has(wordsOf(operation.path), "payment-word") &&
    operations.some(
      (other) =>
        other.access === operation.access &&
        fixedSegments(other.path)[0] === first &&
        other.parameters.some((one) => one.in === "path" && wordsOf(one.name).join(" ") === name),
    )
  );
}

const OPENS_MORE = /^(?:access|refresh|session|auth|api|reset|invitation|invite|login|user|customer) /;

/** Whether values begin with what they refer to: `^acme:secret:[a-f0-9]{32}$`. */
function isReferenceByPattern({ field, path }: AssessedFlow): boolean {
  const schema = schemaOf(field.name, path);
  return [schema, schema?.items].some((one) => REFERENCE_TO_SECRET.test(targetPattern(one) ?? ""));
}

const REFERENCE_TO_SECRET = /^\^?[a-z][\w-]{0,40}:(?:secret|credential|password)s?:/i;

/** Whether it only tells of each of several things whether it is so: a map of booleans. */
function isMapOfSwitches({ field, path }: AssessedFlow): boolean {
  let schema = schemaOf(field.name, path);
  for (let depth = 0; depth < DEEPEST && schema !== undefined; depth++) {
    const { additionalProperties }: Schema = targetOf(schema);
    if (typeof additionalProperties !== "object") return false;
    if (targetOf(additionalProperties).types.join() === "boolean") return true;
    schema = additionalProperties;
  }
  return false;
}

function targetPattern(schema: Schema | undefined): string | undefined {
  return schema === undefined ? undefined : targetOf(schema).pattern;
}

const DEEPEST = 3;

/** Whether its examples are those of a switch, and several other fields of the object have such examples: "on", "allow". */
function isSwitchByExample({ field, path }: AssessedFlow): boolean {
  const holder = path.at(-1)?.schema;
  const own = schemaOf(field.name, path);
  if (holder === undefined || own === undefined || !isSwitch(own)) return false;
  return [...composedProperties(holder).values()].filter(isSwitch).length > FEW;
}

function isSwitch(schema: Schema): boolean {
  const examples = [...schema.examples, ...targetOf(schema).examples];
  return examples.length > 0 && examples.every(({ value }) => typeof value === "string" && SWITCH.test(value));
}

const SWITCH = /^(?:on|off|yes|no|true|false|allow|deny|enabled|disabled)$/i;
const FEW = 2;

/** Whether the text of the operation says of the field that it is a link or a name: "- `token`: the URI to request the token". */
function isSaidReferenceAround({ field: { name }, operation: { description = "" } }: AssessedFlow): boolean {
  const text = textsOfFields(description.slice(0, LIMIT)).get(name);
  return text !== undefined && (LINK.test(text) || isSaidReference(text));
}

/** What a text says of each field that it lists by its name: "- `status`: the status". */
const textsOfFields = memoOfText(
  (text: string): ReadonlyMap<string, string> =>
    new Map([...text.matchAll(LISTED)].map(([, name, said]) => [name!, said!] as const)),
);

const LISTED = /^\s{0,8}[-*+]\s{1,4}[`*"]{1,3}(\w{1,80})[`*"]{1,3}\s?[:–-]\s{0,3}(.{1,300})$/gm;
const LINK =
  /^\W*(?:(?:the|a|an|der|die|eine?|le|l'|un|el|o|um) ?)?(?:URI|URL|link|address|Adresse|adresse|lien|enlace|endereço)(?=\s+(?:to|of|for|where|zu|zum|zur|von|pour|vers|de|para)\b|\s*(?:[.,;]|$))/i;
const LIMIT = 20_000;

/**
 * Whether keys are what things are named by: paths take `{groupKey}`, and the object holds several of such names. `accountKey`
 * beside `organizerKey` is one of them; what says of which kind of secret it is, is not.
 */
function isOfKeyFamily(api: AssessedApi, { field, path, operation: { lexicon } }: AssessedFlow): boolean {
  const holder = path.at(-1)?.schema;
  const kind = thingOfKey(field.name);
  if (holder === undefined || kind === undefined || lexicon.is(kind, "secret-word") || OF_SECRETS.test(kind))
    return false;
  const beside = [...composedProperties(holder).keys()].filter(
    (name) => name !== field.name && thingOfKey(name) !== undefined,
  );
  return beside.some((name) => thingsNamedByKey(api.operations).has(thingOfKey(name)!));
}

/** `account` of `accountKey`. */
function thingOfKey(name: string): string | undefined {
  const words = wordsOf(name);
  return words.length === 2 && words[1] === "key" ? words[0] : undefined;
}

/** The things that paths name by a key: `group` of `/groups/{groupKey}`. */
const thingsNamedByKey = memo(
  (operations: readonly Operation[]): ReadonlySet<string> =>
    new Set(
      operations.flatMap(({ operationKind, path }) =>
        operationKind === "path" ? [...path.matchAll(/\{(\w+)\}/g)].flatMap(([, name]) => thingOfKey(name!) ?? []) : [],
      ),
    ),
);

const OF_SECRETS =
  /^(?:access|api|app|auth|client|device|encryption|licen[cs]e|master|private|secret|session|signing|stream|user|web ?hook)$/;

/**
 * Whether a GET finds things by it, and it is one of several codes of the thing: `smsCode` beside `icsCode`, where there is
 * `/stops/sms/{id}`. Whoever asks that way has it from the thing. What is sent to somebody stands beside the address.
 */
function isCodeToFindBy({ operations }: AssessedApi, { field, operation: { lexicon }, path }: AssessedFlow): boolean {
  const words = wordsOf(field.name);
  const [kind, last] = words;
  if (words.length !== 2 || last !== "code" || kind === undefined || lexicon.is(kind, "secret-word")) return false;
  const names = path.map(({ schema }) => [...composedProperties(schema).keys()].map(wordsOf));
  const isOneOfSeveral = (names.at(-1) ?? []).some((name) => name.length === 2 && name[1] === last && name[0] !== kind);
  const isOfSomebody = names.flat().some((name) => lexicon.has(name, "contact-address"));
  return isOneOfSeveral && !isOfSomebody && foundBy(operations).has(kind);
}

/** The words behind which a GET takes an identifier at the end of its path: `sms` of `/stops/sms/{id}`. */
const foundBy = memo(
  (operations: readonly Operation[]): ReadonlySet<string> =>
    new Set(
      operations.flatMap((operation) => {
        const [before = "", segment = "", last = ""] = operation.path.split("/").slice(-3);
        return operation.method === "GET" && /^\{\w*id\}$/i.test(last) && before !== "" && !before.startsWith("{")
          ? wordsOf(segment).slice(-1)
          : [];
      }),
    ),
);

/** Whether a key stands beside the public half of a pair, which shows that its holder keeps the other half. */
function isIssuerOfPublicKey({ field, path }: AssessedFlow): boolean {
  const schema = schemaOf(field.name, path);
  const objects = [path.at(-1)?.schema, schema === undefined ? undefined : heldSchemaOf(schema)];
  return (
    /^(?:api )?key$/.test(wordsOf(field.name).join(" ")) &&
    objects.some((one) => one !== undefined && [...composedProperties(one).keys()].some((name) => PUBLIC.test(name)))
  );
}

const PUBLIC = /^public[-_]?key$/i;

/** Whether its text says that it is for counting visits, which every page that is counted holds: "Google Analytics token". */
function isOfAnalytics({ field, operation: { lexicon } }: AssessedFlow): boolean {
  const { node } = field;
  const said = member(node.value, "description");
  return (
    typeof said === "string" &&
    !wordsOf(field.name).some((word) => OPENS_ACCOUNT.test(word)) &&
    lexicon.has(wordsInOrder(said.slice(0, 300)), "web-analytics")
  );
}

/** What opens an account at whoever counts the visits. */
const OPENS_ACCOUNT = /^(?:refresh|access|secret|private|password|session|auth)$/;

function schemaOf(name: string, path: AssessedFlow["path"]): Schema | undefined {
  const holder = path.at(-1)?.schema;
  return holder === undefined ? undefined : composedProperties(holder).get(name);
}

/**
 * Whether a password comes back with an answer to the very call that sent it, and nothing is named of which it could be:
 * `GET /strength?password=…`.
 */
export function isEchoed({ field, operation }: AssessedFlow): boolean {
  const words = wordsOf(field.name);
  const { lexicon } = operation;
  return (
    operation.method === "GET" &&
    !operation.path.includes("{") &&
    lexicon.has(words, "password") &&
    !namesAccount(operation) &&
    requestFields(operation).some(
      ({ name, in: way }) =>
        way === "query" && lexicon.has(wordsOf(name), "password") && words.join(" ").endsWith(wordsOf(name).join(" ")),
    ) &&
    fixedSegments(operation.path).length > 0
  );
}
