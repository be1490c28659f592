import { memo, memoBy } from "../../core/memo.ts";
import { statedBy } from "../../exposure/said.ts";
import { intentOf } from "../../exposure/intent.ts";
import { fixedSegments } from "../../exposure/words.ts";
import { wordsInOrder, wordsOf } from "../../lexicon/name-tokens.ts";
import type { Stated } from "../../lexicon/statement.ts";
import { statedIn } from "../../lexicon/statements.ts";
import type { Api, Info, Operation } from "../../model/api.ts";
import type { Schema } from "../../model/schema.ts";
import type { SecurityScheme } from "../../model/security.ts";
import { composedProperties, heldSchemaOf } from "../../model/schema-parts.ts";
import { denies } from "../../lexicon/denial.ts";
import { sentencesOf } from "../../lexicon/sentences.ts";
import { isHeadedBy } from "../../lexicon/phrases.ts";
import { namesPersonById } from "../candidates/object-identifiers.ts";
import { saysLimited } from "../flows/limits.ts";
import { requestFields } from "../request-fields.ts";

/** The sentence of a scheme by which its value is an identifier, a fact that others know, or short: "the number on the badge". */
export function sentenceOnGuessing({ schemeKind, description = "" }: SecurityScheme): string | undefined {
  if (schemeKind !== "apiKey" && schemeKind !== "http") return undefined;
  const stated = statedIn(description);
  if (stated.has("unguessable") || stated.has("real-proof")) return undefined;
  return stated.get("guessable") ?? stated.get("known-facts");
}

/**
 * Whether all that a scheme asks for is the identifier of a person, by the name of the header, cookie or parameter:
 * `X-Member-Id`. Not where texts speak of a gateway, which sets such a header itself.
 */
export function asksForIdentifier(
  api: Pick<Api, "info" | "lexicon" | "operations">,
  { schemeKind, in: place, parameterName = "", description = "" }: SecurityScheme,
): boolean {
  const { lexicon } = api;
  if (schemeKind !== "apiKey" || !namesPersonById(parameterName, lexicon)) return false;
  if (isOfGateway(api, parameterName, place, description)) return false;
  // "Your product key": a program is told from others by it, and no person.
  if (KEY_OF_PROGRAM.test(description) || lexicon.has(wordsInOrder(description), "api-key")) return false;
  const stated = statedIn(description);
  const isSetOnTheWay = namesGateway(api) || lexicon.has(wordsInOrder(description), "on-the-way");
  return !stated.has("unguessable") && !stated.has("real-proof") && !isSetOnTheWay;
}

/**
 * Whether a header of its own, `X-Acme-Client-Id`, is that by which a gateway knows the programs to which it has issued an identifier, and
 * nothing here says that people are called clients.
 */
function isOfGateway(
  { lexicon, operations }: Pick<Api, "lexicon" | "operations">,
  name: string,
  place: string | undefined,
  description: string,
): boolean {
  return (
    place === "header" &&
    CLIENT_ID.test(name) &&
    !lexicon.has(wordsOf(description), "natural-person") &&
    !operations.some(({ path }) => fixedSegments(path).some((segment) => wordsOf(segment).at(-1) === "client"))
  );
}

const CLIENT_ID = /^x[-_](?:[a-z]+[-_])?client[-_]?id$/i;
const KEY_OF_PROGRAM =
  /\b(?:product|application|app|client|consumer|partner)[- ]?(?:key|schlüssel)\b|\b(?:clé|clave|chave) (?:de |du |da |do |de l')/i;

/**
 * Whether a scheme asks for a few digits, by its own name or that of its header: a PIN. Its text may say that it is longer, or that
 * attempts are counted.
 */
export function asksForShortSecret({
  schemeKind,
  name,
  parameterName = "",
  description = "",
  lexicon,
}: SecurityScheme): boolean {
  if (schemeKind !== "apiKey" && schemeKind !== "http") return false;
  const isCalledShort = [name, parameterName].some((text) =>
    isHeadedBy(wordsOf(text.replace(/^x-/i, "")), lexicon, "short-secret"),
  );
  const stated = statedIn(description);
  const isLong =
    stated.has("unguessable") || stated.has("real-proof") || lexicon.has(wordsInOrder(description), "said-random");
  return isCalledShort && !isLong && !saysLimited(description, lexicon);
}

/** Whether the text of an API names what stands between callers and the service; asked for each of its schemes. */
const namesGateway = memoBy(
  ({ info }: Pick<Api, "info" | "lexicon">) => info,
  ({ info, lexicon }): boolean => lexicon.has(wordsInOrder((info.description ?? "").slice(0, LONGEST)), "on-the-way"),
);

const LONGEST = 4000;

/** The log-in that answers with a value of the name of a scheme: `memberId` for `X-Member-Id`. */
export function logInGiving(
  operations: readonly Operation[],
  { parameterName = "" }: SecurityScheme,
): Operation | undefined {
  return givenByLogIns(operations).get(nameOf(parameterName));
}

/** The first of the log-ins and sign-ups that answer with a value of each name; looked up for many schemes. */
const givenByLogIns = memo(
  (operations: readonly Operation[]): ReadonlyMap<string, Operation> =>
    new Map(
      operations
        .filter((operation) => intentOf(operation) === "log-in" || intentOf(operation) === "sign-up")
        .flatMap((operation) =>
          operation.responses.flatMap(({ statusClass, content }) =>
            statusClass === "2xx" ? content.flatMap(({ schema }) => namesIn(schema, operation)) : [],
          ),
        )
        // The first is told.
        .toReversed(),
    ),
);

function namesIn(schema: Schema | undefined, operation: Operation): readonly (readonly [string, Operation])[] {
  return schema === undefined
    ? []
    : [...composedProperties(heldSchemaOf(schema)).keys()].map((name) => [nameOf(name), operation] as const);
}

/** A name without the `X-` of headers, and however it is written. */
function nameOf(name: string): string {
  return wordsOf(name.replace(/^x-/i, "")).join(" ");
}

/** The schemes each of which alone is enough for an operation. */
export const onlySchemes = memo(
  ({ security }: Operation): ReadonlySet<SecurityScheme> =>
    new Set(
      (security?.alternatives ?? []).flatMap(({ schemes }) => (schemes.length === 1 ? [schemes[0]!.scheme] : [])),
    ),
);

/**
 * The sentence by which programs are told to make the codes of a second factor from its secret, in a text that speaks of doing so
 * without a person: "Generate the 2FA code from your secret key with a library". Where a second factor is set up, an app is told.
 */
export function automatedBy(operation: Operation): string | undefined {
  const { description = "", path, lexicon } = operation;
  const text = description.slice(0, LONGEST);
  if (!lexicon.has(wordsInOrder(text), "done-by-program") || lexicon.has(wordsOf(path), "second-factor"))
    return undefined;
  return sentencesOf(text, LONGEST).find((sentence) => {
    const words = wordsInOrder(sentence);
    return (
      lexicon.has(words, "second-code") &&
      lexicon.has(words, "makes-codes") &&
      lexicon.has(words, "secret-of-factor") &&
      !denies(words, lexicon)
    );
  });
}

/** A log-in, and the sentence by which many know a password for it. */
export interface KnownLogIn {
  readonly operation: Operation;
  readonly sentence: string;
}

/** Log-ins with a password that everybody has by what the texts say: "delivered with admin / admin", "the same for all units". */
export function knownLogIns(info: Info, operations: readonly Operation[]): readonly KnownLogIn[] {
  const logIns = operations.filter(
    (operation) => operation.operationKind === "path" && intentOf(operation) === "log-in" && takesPassword(operation),
  );
  if (logIns.length === 0) return [];
  const ofAll = sentenceOnPassword(statedIn(info.description ?? ""), logIns[0]!);
  return logIns.flatMap((operation) => {
    // "`password` when requesting a user token" is said of the kind of grant, and of no password.
    const logInFields = requestFields(operation).filter(({ words }) =>
      OF_LOG_IN.some((concept) => operation.lexicon.has(words, concept)),
    );
    const all = [statedBy(operation), ...logInFields.map(({ description }) => statedIn(description))];
    const sentence =
      all.map((stated) => sentenceOnPassword(stated, operation)).find((found) => found !== undefined) ?? ofAll;
    return sentence === undefined ? [] : [{ operation, sentence }];
  });
}

const OF_LOG_IN = ["log-in-secret", "login-name", "user"] as const;

function takesPassword(operation: Operation): boolean {
  return requestFields(operation).some(({ words }) => operation.lexicon.has(words, "log-in-secret"));
}

function sentenceOnPassword(stated: Stated, { lexicon }: Operation): string | undefined {
  const sentence = stated.get("shared-credential") ?? stated.get("known-facts");
  if (sentence === undefined) return undefined;
  const others = statedIn(sentence);
  if (others.has("own-credential") || others.has("same-answer")) return undefined;
  const words = wordsInOrder(sentence);
  // What is done about a password that somebody forgot says nothing of who knows it.
  return lexicon.has(words, "log-in-secret") && !lexicon.has(words, "forgotten") ? sentence : undefined;
}
