import { memo } from "../core/memo.ts";
import type { Lexicon } from "../lexicon/lexicon.ts";
import { isSaid } from "../exposure/said.ts";
import { wordsOf } from "../lexicon/name-tokens.ts";
import { endsIn, isHeadedBy } from "../lexicon/phrases.ts";
import type { Operation } from "../model/api.ts";
import { isText, requestFields, type RequestField } from "./request-fields.ts";

/**
 * Whether a call must bring what lets its caller do just this: a registration token in the body, a signed state in the query.
 * Who has it was given it, so that no further credential is missing.
 */
export const bringsCapability = memo((operation: Operation): boolean =>
  requestFields(operation).some((field) => isCapability(field, operation)),
);

function isCapability(field: RequestField, operation: Operation): boolean {
  const { words } = field;
  const { lexicon } = operation;
  if (!field.isRequired || field.isList || field.depth > 0 || field.in === "header" || !isText(field)) return false;
  if (isTokenOfThing(words, lexicon) || lexicon.has(words, "credential-cursor")) return false;
  if (field.in === "body" && isDrawnKey(field, operation)) return true;
  const isToken = isHeadedBy(words, lexicon, "token") || words.at(-1) === "jwt";
  return isToken || (lexicon.has(words, "state-of-log-in") && isSaidSigned(field));
}

/** Whether a code in the body is as long as its pattern says, of letters and digits, and a key by its name or drawn at random by the text. */
function isDrawnKey({ name, parts }: RequestField, operation: Operation): boolean {
  const isLong = parts.some(({ pattern }) => {
    const length = /^\^\[[A-Za-z0-9_\\-]{5,}\]\{(\d+)\}\$$/.exec(pattern ?? "")?.[1];
    return length !== undefined && Number(length) >= LONG;
  });
  const { lexicon } = operation;
  if (!isLong) return false;
  return endsIn(wordsOf(name), lexicon, "drawn-key") || isSaid(operation, "drawn-at-random");
}

/** Characters that nobody guesses. */
const LONG = 16;

/** Whether a token only names a thing or somebody: `vehicleToken`, the push token of a device. */
export function isTokenOfThing(words: readonly string[], lexicon: Lexicon): boolean {
  const of = words.slice(0, -1);
  return lexicon.has(words, "token-of-a-thing") || THINGS.some((concept) => endsIn(of, lexicon, concept));
}

const THINGS = ["machine", "between-machines", "ordinary-person", "account"] as const;

/** Whether text or example show that a value is signed: `<jwt_token>`. */
function isSaidSigned({ description, examples }: RequestField): boolean {
  return [description.slice(0, LIMIT), ...examples].some((text) => typeof text === "string" && SIGNED.test(text));
}

const SIGNED = /(?<![a-z])(?:jwt|signed|signiert|signée?|firmado|assinado)(?![a-z])/i;

/** So much of a description is looked at. */
const LIMIT = 500;
