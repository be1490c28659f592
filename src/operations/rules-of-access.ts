import { isPerson } from "./acting-as-others.ts";
import { memo } from "../core/memo.ts";
import { readingOf } from "../exposure/reading.ts";
import { fixedSegments } from "../exposure/words.ts";
import { textOfName, wordsInOrder, wordsOf } from "../lexicon/name-tokens.ts";
import { endsIn } from "../lexicon/phrases.ts";
import type { Lexicon } from "../lexicon/lexicon.ts";
import { lastParameterOf } from "../model/last-parameter.ts";
import type { Operation } from "../model/api.ts";
import { targetOf } from "../model/schema.ts";
import { acceptsInvitation } from "./invitations.ts";
import { isAdministratorFlag } from "./privileged-fields.ts";
import { requestFields, type RequestField } from "./request-fields.ts";

/** Whether a change writes the rules by which others are let in: access policies, or a policy that is a program. */
export const writesAccessRules = memo((operation: Operation): boolean => {
  if (operation.operationKind !== "path" || readingOf(operation) !== undefined) return false;
  const { path, tags, lexicon } = operation;
  const segments = fixedSegments(path).map((segment) => wordsOf(segment));
  if (segments.some((words) => endsIn(words, lexicon, "access-rule"))) return true;
  const isPolicy = segments.some((words) => endsIn(words, lexicon, "policy"));
  return isPolicy && (isProgram(operation) || tags.some((tag) => lexicon.has(wordsInOrder(tag), "access-rule")));
});

/** Whether what comes in is a text that is run as it stands: a policy in a language of its own, and no record of a contract. */
function isProgram({ requestBody }: Operation): boolean {
  return (requestBody?.content ?? []).some(
    ({ type, schema }) =>
      /^text\/plain/i.test(type) && (schema === undefined || targetOf(schema).properties.size === 0),
  );
}

/**
 * Whether a change makes somebody an administrator of what it is about: by a flag, or by a choice of which one is an
 * administrator's, for a person whom the call names. An invitation that is named by a running number is accepted by whoever
 * counts.
 */
export const makesSomebodyRule = memo((operation: Operation): boolean => {
  const { method, path } = operation;
  if (operation.operationKind !== "path" || method === "DELETE" || readingOf(operation) !== undefined) return false;
  if (acceptsInvitation(operation) && path.includes("{") && !isGivenToOne(operation)) return true;
  const fields = requestFields(operation).filter(({ in: way, depth }) => way === "body" && depth <= 1);
  return fields.some((field) => givesRule(field, operation.lexicon)) && isAboutSomebody(operation, fields);
});

/** Whether a change takes or changes what lets somebody else in: a collaborator of a thing, a key by its identifier. */
export const changesAccess = memo((operation: Operation): boolean => {
  const { method, path, lexicon } = operation;
  if (operation.operationKind !== "path" || (method !== "DELETE" && method !== "PUT" && method !== "PATCH"))
    return false;
  const last = fixedSegments(path).at(-1) ?? "";
  return path.endsWith("}") && endsIn(wordsOf(last), lexicon, "lets-others-in");
});

function givesRule({ name, types, parts }: RequestField, lexicon: Lexicon): boolean {
  if (isAdministratorFlag({ name, types, parts }, lexicon)) return true;
  return parts.some(({ enum: choices = [] }) =>
    choices.some((choice) => typeof choice === "string" && lexicon.is(textOfName(choice), "administrator")),
  );
}

/** Whether a call names a person: in its path, or in its body. */
function isAboutSomebody({ path, lexicon }: Operation, fields: readonly RequestField[]): boolean {
  const names = [...path.split("/").map((segment) => segment.replace(/[{}]/g, "")), ...fields.map(({ name }) => name)];
  return names.some((name) => isPerson(wordsOf(name), lexicon) || lexicon.has(wordsOf(name), "contact-address"));
}

/** Whether an invitation is named by what only the invited was sent. */
function isGivenToOne(operation: Operation): boolean {
  const words = wordsOf(lastParameterOf(operation)?.name ?? "");
  const { lexicon } = operation;
  return lexicon.has(words, "token") || lexicon.has(words, "code") || lexicon.has(words, "handed-out-text");
}
