import { member } from "../core/json-value.ts";
import { leadPhrase } from "../data/classify/lead-phrase.ts";
import { memo } from "../core/memo.ts";
import { wordsInOrder, wordsOf } from "../lexicon/name-tokens.ts";
import { endsIn, isHeadedBy } from "../lexicon/phrases.ts";
import type { Flow, PassedObject } from "../data/flows/flow.ts";
import type { Lexicon } from "../lexicon/lexicon.ts";
import type { Operation } from "../model/api.ts";
import { targetOf, type Schema } from "../model/schema.ts";
import { composedProperties, heldSchemaOf } from "../model/schema-parts.ts";
import { fixedSegments } from "./words.ts";

/**
 * Whether a flow hands out what is kept and lets somebody else in, for good: a password or its hash, the secret of a second
 * factor, recovery codes, a private key or a whole API key. Nobody reads these back, not even the organization's own.
 */
export function isStoredSecret(flow: Flow): boolean {
  if ((flow.via !== "body" && flow.via !== "embedded") || opensFile(flow)) return false;
  const words = wordsOf(flow.field.name);
  return (
    isStoredPassword(flow) ||
    isPrivateKey(flow) ||
    isSignInPin(flow) ||
    endsIn(words, flow.operation.lexicon, "standing-secret") ||
    (words.join(" ") === "secret" && isOfCredentials(flow.path.at(-1), flow.operation.lexicon)) ||
    secretsHeldBy(flow).length > 0
  );
}

/** Whether a PIN is by its text what somebody logs in with: "PIN with which the driver signs in". That of a parcel or door is none. */
function isSignInPin({ field, operation: { lexicon } }: Flow): boolean {
  const said = member(field.node.value, "description");
  return (
    field.category === "user.authorization.password" &&
    typeof said === "string" &&
    wordsOf(field.name).includes("pin") &&
    lexicon.has(wordsInOrder(said.slice(0, LIMIT)), "signs-in-with")
  );
}

/** So much of a text is looked at. */
const LIMIT = 500;

/** The secrets themselves, where a field is what log-ins are kept in: `secret` of each of `keys`, which are API keys. */
export function secretsHeldBy({ field, path, operation: { lexicon } }: Flow): readonly Schema[] {
  const holder = path.at(-1)?.schema.properties.get(field.name);
  if (holder === undefined) return [];
  const held = heldSchemaOf(holder);
  if (!isOfCredentials({ schema: held, property: undefined, isItem: true }, lexicon)) return [];
  const secret = held.properties.get("secret");
  return secret === undefined || targetOf(secret).types.some((type) => type !== "string" && type !== "null")
    ? []
    : [secret];
}

/** Whether that is a password or its hash, which no service needs to keep readable for anybody. */
export function isStoredPassword(flow: Flow): boolean {
  const {
    field,
    via,
    operation: { lexicon },
  } = flow;
  const words = wordsOf(field.name);
  const isHash = words.length > 1 && lexicon.is(words.at(-1)!, "hash-of");
  return (
    (via === "body" || via === "embedded") &&
    isHeadedBy(isHash ? words.slice(0, -1) : words, lexicon, "password") &&
    !opensFile(flow)
  );
}

/**
 * Whether a password opens an encrypted file, and nobody logs in with it: it is called so (`zip_password`), or the object is of
 * such a file and keeps the hash of it (`pdf_hash`), and of nobody with an address or a name to log in with.
 */
export function opensFile({ field, path, operation: { lexicon } }: Flow): boolean {
  const words = wordsOf(field.name);
  if (!isHeadedBy(words, lexicon, "password")) return false;
  if (words.some((word) => ENCRYPTED.test(word))) return true;
  const object = path.at(-1)?.schema;
  const beside = object === undefined ? [] : [...composedProperties(object).keys()].map((name) => wordsOf(name));
  const isOfSomebody = beside.some((name) => lexicon.has(name, "contact-address") || lexicon.has(name, "login-name"));
  return !isOfSomebody && beside.some(([format = "", ...rest]) => ENCRYPTED.test(format) && isOfHash(rest, lexicon));
}

function isOfHash(words: readonly string[], lexicon: Lexicon): boolean {
  return words.length === 1 && lexicon.is(words[0]!, "hash-of");
}

/** The formats of files that a password encrypts; `zip` is a postcode too. */
const ENCRYPTED = /^(?:pdf|zip|7z|rar|docx?|xlsx?|pptx?|od[stp])$/;

/** Whether that is the half of a pair of keys that nobody but its owner has, by its name or by what is said of it. */
export function isPrivateKey({ field, via, operation: { lexicon } }: Flow): boolean {
  if (via !== "body" && via !== "embedded") return false;
  const said = member(field.node.value, "description");
  const named = typeof said === "string" ? leadPhrase(said) : undefined;
  return [field.name, named].some((text) => text !== undefined && isHeadedBy(wordsOf(text), lexicon, "private-key"));
}

/** Whether keys are what an operation is about: who keeps them there may be meant to have them back, which is a question. */
export const isOfKeys = memo(({ path, lexicon }: Operation): boolean =>
  fixedSegments(path).some((segment) => lexicon.is(wordsOf(segment).join(" "), "kept-key")),
);

/** Whether an object holds what somebody or something logs in with: `credentials.secret`, `ApiKey.secret`. */
function isOfCredentials(object: PassedObject | undefined, lexicon: Lexicon): boolean {
  return [object?.property, object?.schema.name].some((name) => {
    const words = wordsOf(name ?? "");
    return words.at(-1) === "credential" || endsIn(words, lexicon, "standing-secret");
  });
}

/** Whether handing out secrets is what an operation is for: a vault, a store of secrets. That is a question and a test. */
export const isSecretsStore = memo((operation: Operation): boolean =>
  fixedSegments(operation.path).some((segment) => {
    const words = wordsOf(segment);
    return words.includes("vault") || (STORES.has(words.at(-1) ?? "") && !OF_PEOPLE.test(segment));
  }),
);

const STORES: ReadonlySet<string> = new Set(["secret", "keystore", "keyring", "safe", "tresor", "coffre"]);
const OF_PEOPLE = /client|mfa|otp|user/;
