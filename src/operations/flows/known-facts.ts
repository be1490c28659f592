import { memo } from "../../core/memo.ts";
import { isSaid, statedBy } from "../../exposure/said.ts";
import { sentencesOf } from "../../lexicon/sentences.ts";
import type { Lexicon } from "../../lexicon/lexicon.ts";
import { composedProperties } from "../../model/schema-parts.ts";
import { targetOf } from "../../model/schema.ts";
import { intentOf } from "../../exposure/intent.ts";
import { wordsInOrder, wordsOf } from "../../lexicon/name-tokens.ts";
import type { Operation } from "../../model/api.ts";
import { fixedSegments } from "../../exposure/words.ts";
import { issuesTokenFor } from "../acting-as-others.ts";
import { returnedProperties } from "../returned-properties.ts";
import { requestFields, type RequestField } from "../request-fields.ts";

/** What a request proves itself with that others know as well: a birth date, a member number, the serial number on a label. */
export interface KnownFacts {
  readonly fields: readonly RequestField[];
  /** What it is a proof of: a thing that carries its number, or a person. */
  readonly kind: "device" | "person";
}

/**
 * The facts by which an operation hands over an account, a person's record or a device, where nothing else proves that they
 * are the caller's: no code, token or document in the request, and no word of a confirmation by somebody else.
 */
export const knownFactsOf = memo((operation: Operation): KnownFacts | undefined => {
  const { method, operationKind, lexicon } = operation;
  if (operationKind !== "path" || method === "GET" || method === "DELETE" || isSaid(operation, "confirmed-first"))
    return undefined;
  const anybodys = namesAnybody(operation);
  if (anybodys !== undefined) return anybodys;
  const moved = namesNewAddress(operation);
  if (moved !== undefined) return moved;
  const recovered = recoversByFacts(operation);
  if (recovered !== undefined) return recovered;
  const claimed = claimsLogInElsewhere(operation);
  if (claimed !== undefined) return claimed;
  const isLinking = isCalled(operation, "makes-ones-own");
  const isClaiming = isLinking || isCalled(operation, "claims-device");
  const isMoving = isSaid(operation, "moves-to-caller");
  const isMatched = isSaid(operation, "facts-match");
  const isOpening = opensAccess(operation);
  const isEnrolling = enrolsDevice(operation);
  if (!isClaiming && !isMoving && !isMatched && !isOpening && !isEnrolling) return undefined;
  const fields = requestFields(operation).filter(
    ({ in: place, depth, isList }) => (place === "body" || place === "path") && depth < 2 && !isList,
  );
  const labels = fields.filter(({ words }) => lexicon.has(words, "serial-number"));
  const facts = fields.filter(({ words }) => lexicon.has(words, "known-fact"));
  const isFact = new Set(facts);
  if (fields.some((field) => isProof(field, operation) && !isFact.has(field))) return undefined;
  if (labels.length > 0 && (isClaiming || isMoving || isEnrolling)) return { fields: labels, kind: "device" };
  // What somebody is called, or where they are written to, is no proof without something beside it.
  const isMore = facts.some(({ words }) => !lexicon.has(words, "known-name"));
  if (facts.length > 1 && isMore && (isLinking || isMatched || isOpening)) return { fields: facts, kind: "person" };
  // "The customer number in your own system": known to others, whatever the field is called.
  const said = fields.filter(({ description }) =>
    lexicon.has(wordsInOrder(description.slice(0, LIMIT)), "number-of-person"),
  );
  const named = said.length > 0 ? said : fields.filter(({ words }) => isNumberOfPerson(words, lexicon));
  if (
    isOpening &&
    facts.length < 2 &&
    named.length > 0 &&
    fields.length < MOST &&
    intentOf(operation) !== "verification"
  )
    return { fields: [...named, ...facts.filter((fact) => !named.includes(fact))], kind: "person" };
  const contacts = fields.filter(({ words }) => lexicon.has(words, "contact-address"));
  return isOpening && isMore && contacts.length > 0 ? { fields: [...contacts, ...facts], kind: "person" } : undefined;
});

/**
 * What names the account of which a call hands out a session, where a text says that it may be anybody's, or that its owner has no
 * part in it: "The policyholder is not asked".
 */
function namesAnybody(operation: Operation): KnownFacts | undefined {
  if (operation.access !== "secured" || issuesTokenFor(operation) === undefined) return undefined;
  if (!statedBy(operation).has("for-anybody")) return undefined;
  const fields = requestFields(operation).filter(({ in: way, depth }) => way === "body" && depth < 2);
  return fields.length === 0 || fields.length >= MOST ? undefined : { fields, kind: "person" };
}

/**
 * The facts beside an address that whoever calls without a credential names anew, and to which the way in is sent: "I no longer
 * have access to my mail". Whose address it is nobody has proved.
 */
function namesNewAddress(operation: Operation): KnownFacts | undefined {
  const { access, lexicon } = operation;
  if (access !== "anonymous") return undefined;
  const fields = requestFields(operation).filter(
    ({ in: place, depth, isList }) => place === "body" && depth < 2 && !isList,
  );
  const address = fields.find(
    ({ words }) => lexicon.has(words, "contact-address") && lexicon.has(words, "other-than-before"),
  );
  if (address === undefined || fields.some((field) => isProof(field, operation))) return undefined;
  const facts = fields.filter(
    (field) =>
      field !== address &&
      (["known-fact", "number-of-person", "login-name", "contact-address"] as const).some((one) =>
        lexicon.has(field.words, one),
      ),
  );
  return facts.length === 0 ? undefined : { fields: [...facts, address], kind: "person" };
}

/**
 * What names the account where the app only says that somebody has logged in with another provider: an address, and neither
 * a token nor a code of that provider (OpenID Connect Core 1.0, section 3.1.3.7), for a token of this API.
 */
function claimsLogInElsewhere(operation: Operation): KnownFacts | undefined {
  const { access, path, operationId = "", summary = "", lexicon } = operation;
  if (access !== "anonymous" || !returnsAccess(operation)) return undefined;
  const called = [...fixedSegments(path), operationId, summary].flatMap((text) => wordsInOrder(text));
  if (!called.some((word) => OTHER_PROVIDERS.has(word))) return undefined;
  const fields = requestFields(operation).filter(
    ({ in: place, depth, isList }) => place === "body" && depth < 2 && !isList,
  );
  const isSecret = (field: RequestField): boolean =>
    isProof(field, operation) ||
    (["token", "password", "session", "proof-text", "given-proof"] as const).some((concept) =>
      lexicon.has(field.words, concept),
    );
  if (fields.some((field) => isSecret(field) || field.words.some((word) => OPAQUE.has(word)))) return undefined;
  const named = fields.filter(({ words }) => lexicon.has(words, "contact-address"));
  return named.length === 0 ? undefined : { fields: named, kind: "person" };
}

/** Providers whose log-in apps offer, and what that is called. */
const OTHER_PROVIDERS: ReadonlySet<string> = new Set([
  "social",
  "sso",
  "federated",
  "google",
  "apple",
  "facebook",
  "microsoft",
]);

/** Words of what a provider hands to an app that logs somebody in. */
const OPAQUE: ReadonlySet<string> = new Set(["token", "jwt", "assertion", "credential", "code", "state", "data"]);

/**
 * What a forgotten password is replaced by, without a log-in and without anything that only its owner has: an address beside a
 * birth date, a number of a person, the answer to a question. Where the password is set, or comes back, at once.
 */
function recoversByFacts(operation: Operation): KnownFacts | undefined {
  const { access, lexicon } = operation;
  if (access !== "anonymous") return undefined;
  const fields = requestFields(operation).filter(
    ({ in: place, depth, isList }) => place === "body" && depth < 2 && !isList,
  );
  const passwords = fields.filter(
    ({ words }) =>
      lexicon.has(words, "password") ||
      (lexicon.has(words, "log-in-secret") && lexicon.has(words, "other-than-before")),
  );
  const intent = intentOf(operation);
  const isNew = passwords.some(({ words }) => lexicon.has(words, "other-than-before"));
  const isOfReset = intent === "password-reset" || (isNew && intent !== "sign-up" && intent !== "log-in");
  if (!isOfReset || (passwords.length === 0 && !returnsPassword(operation))) return undefined;
  // With the present password it is changed by whoever knows that.
  if (passwords.some(({ words }) => !lexicon.has(words, "other-than-before")) && isNew) return undefined;
  const others = fields.filter((field) => !passwords.includes(field));
  if (others.length === 0 || others.length >= MOST) return undefined;
  const isKnown = ({ words }: RequestField): boolean =>
    KNOWN_OF_ACCOUNT.some((concept) => lexicon.has(words, concept)) || isNumberOfPerson(words, lexicon);
  return others.every((field) => isKnown(field) && !lexicon.has(field.words, "proof-of-right"))
    ? { fields: others, kind: "person" }
    : undefined;
}

/** What others know of somebody, or can find out. */
const KNOWN_OF_ACCOUNT = ["known-fact", "secret-answer", "contact-address", "login-name", "number-of-person"] as const;

/** Whether a password comes back. */
function returnsPassword(operation: Operation): boolean {
  return returnedProperties(operation).some(([name]) => operation.lexicon.has(wordsOf(name), "password"));
}

/** `numeroCandidat`, `student_no`: a number, of somebody. */
function isNumberOfPerson(words: readonly string[], lexicon: Lexicon): boolean {
  return (
    lexicon.has(words, "number-of-person") ||
    (words.length > 1 &&
      words.some((word) => lexicon.is(word, "numbering")) &&
      words.some((word) => lexicon.is(word, "served-person") || lexicon.is(word, "staff")))
  );
}

/** So much of a text is looked at. */
const LIMIT = 300;
/** Who sends more makes something. */
const MOST = 5;

/** Whether anybody gets the credential of a machine from an operation: a password, a private key, a token. */
function enrolsDevice(operation: Operation): boolean {
  if (operation.access !== "anonymous" || operation.method !== "POST") return false;
  const { lexicon } = operation;
  return returnedProperties(operation).some(([name]) => {
    const words = wordsOf(name);
    return lexicon.has(words, "password") || lexicon.has(words, "private-key") || lexicon.has(words, "token");
  });
}

/**
 * Whether an operation lets in whoever calls it, as one who is known already: it returns a token, a session or a link, or
 * sets a password, and is neither a sign-up nor a log-in with a password. What it refuses says so too: "facts do not match".
 */
function opensAccess(operation: Operation): boolean {
  if (operation.access !== "anonymous") return false;
  const { lexicon } = operation;
  const setsPassword = requestFields(operation).some(({ words }) => lexicon.has(words, "password"));
  const isMismatch = operation.responses.some(
    ({ statusClass, description = "" }) => statusClass === "4xx" && isMismatchOfFacts(description, lexicon),
  );
  // With a password, a log-in knows more than facts.
  const isLogIn = intentOf(operation) === "log-in";
  if (isMismatch) return isLogIn ? !setsPassword && returnsAccess(operation) : setsPassword || returnsAccess(operation);
  return !setsPassword && intentOf(operation) !== "sign-up" && returnsAccess(operation);
}

/** "Reference and name do not match"; what does not match in "Passwords do not match" was made up a moment ago. */
function isMismatchOfFacts(text: string, lexicon: Lexicon): boolean {
  return sentencesOf(text).some((sentence) => {
    const words = wordsInOrder(sentence);
    return lexicon.has(words, "facts-mismatch") && !lexicon.has(words, "password");
  });
}

/** Whether what comes back lets its holder in: a token, a session, or the address of a link of which the text speaks. */
function returnsAccess(operation: Operation): boolean {
  const { summary = "", path, lexicon } = operation;
  const isAboutLink = [summary, path].some((text) => lexicon.has(wordsInOrder(text), "way-to-enter"));
  return operation.responses.some(
    ({ statusClass, content }) =>
      statusClass === "2xx" &&
      content.some(({ schema }) =>
        [...(schema === undefined ? [] : composedProperties(targetOf(schema)).keys())].some((name) => {
          const words = wordsOf(name);
          const isLink = lexicon.has(words, "way-to-enter") || words.at(-1) === "url";
          return lexicon.has(words, "token") || lexicon.has(words, "session") || (isAboutLink && isLink);
        }),
      ),
  );
}

/** Whether an operation is there to make something or somebody part of an account: by the end of its path, its name or summary. */
function isCalled(
  { path, operationId = "", summary = "", lexicon }: Operation,
  meaning: "makes-ones-own" | "claims-device",
): boolean {
  const last = fixedSegments(path).at(-1) ?? "";
  return [last, operationId, summary.slice(0, 60)].some((text) => lexicon.has(wordsInOrder(text), meaning));
}

/** Whether a field holds what only the right person has: a code that was sent, a token, a signature, a document. */
function isProof({ words, types, text }: RequestField, { access, lexicon }: Operation): boolean {
  if (types.includes("boolean")) return false;
  // A password that is set with the account proves nothing.
  if (lexicon.has(words, "password")) return access === "secured";
  return (
    lexicon.is(text, "code") ||
    lexicon.is(words.at(-1) ?? "", "code") ||
    lexicon.is(words[0] ?? "", "code") ||
    lexicon.has(words, "proof-of-right")
  );
}
