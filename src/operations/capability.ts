import { memo } from "../core/memo.ts";
import type { Lexicon } from "../lexicon/lexicon.ts";
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

function isCapability(field: RequestField, { lexicon }: Operation): boolean {
  const { words } = field;
  if (!field.isRequired || field.isList || field.depth > 0 || field.in === "header" || !isText(field)) return false;
  if (isTokenOfThing(words, lexicon) || lexicon.has(words, "credential-cursor")) return false;
  const isToken = isHeadedBy(words, lexicon, "token") || words.at(-1) === "jwt";
  return isToken || (lexicon.has(words, "state-of-log-in") && isSaidSigned(field));
}

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
