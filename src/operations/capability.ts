import { memo } from "../core/memo.ts";
import { textOfValue } from "../core/text-of-value.ts";
import type { Lexicon } from "../lexicon/lexicon.ts";
import { isSaid } from "../exposure/said.ts";
import { wordsInOrder, wordsOf } from "../lexicon/name-tokens.ts";
import { endsIn, isHeadedBy } from "../lexicon/phrases.ts";
import type { Operation } from "../model/api.ts";
import { keyword } from "../model/schema.ts";
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

/**
 * Whether a code in the body is as long as its pattern says, of letters and digits, and a key by its name, drawn at random by
 * the text, or one that is refused where it was used.
 */
function isDrawnKey(field: RequestField, operation: Operation): boolean {
  const { name, parts } = field;
  const least = Math.max(...parts.map((part) => Number(textOfValue(keyword(part, "minLength") ?? 0))));
  const drawn = Math.max(...parts.map(({ pattern = "" }) => Number(DRAWN.exec(pattern)?.[1] ?? 0)));
  const { lexicon } = operation;
  const isKey = endsIn(wordsOf(name), lexicon, "drawn-key") || isSaid(operation, "drawn-at-random");
  if (isKey && Math.max(least, drawn) >= LONG) return true;
  return (drawn >= LONG || least >= LONGER) && isRefusedWhenUsed(field, operation);
}

/** A pattern of so many letters and digits: `^[A-Z0-9]{20}$`. */
const DRAWN = /^\^\[[A-Za-z0-9_\\-]{5,}\]\{(\d+)\}\$$/;

/** Whether the text of a refusal names what must be sent, and says that it was used: 410 "Voucher used or expired". */
function isRefusedWhenUsed({ words: called }: RequestField, { responses, lexicon }: Operation): boolean {
  return responses.some(({ statusClass, description = "" }) => {
    if (statusClass !== "4xx") return false;
    const words = wordsInOrder(description.slice(0, LIMIT));
    const named = new Set(words.flatMap(wordsOf));
    return called.every((word) => named.has(word)) && lexicon.has(words, "no-longer-good");
  });
}

/** Characters that nobody guesses. */
const LONG = 16;
/** So long is no number of an account, which has a length of its own. */
const LONGER = 35;

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
