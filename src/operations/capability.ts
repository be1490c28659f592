import { memo } from "../core/memo.ts";
import { isHeadedBy } from "../lexicon/phrases.ts";
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
  if (lexicon.has(words, "token-of-a-thing") || lexicon.has(words, "credential-cursor")) return false;
  const isToken = isHeadedBy(words, lexicon, "token") || words.at(-1) === "jwt";
  return isToken || (lexicon.has(words, "state-of-log-in") && isSaidSigned(field));
}

/** Whether text or example show that a value is signed: `<jwt_token>`. */
function isSaidSigned({ description, examples }: RequestField): boolean {
  return [description.slice(0, LIMIT), ...examples].some((text) => typeof text === "string" && SIGNED.test(text));
}

const SIGNED = /(?<![a-z])(?:jwt|signed|signiert|signée?|firmado|assinado)(?![a-z])/i;

/** So much of a description is looked at. */
const LIMIT = 500;
