import { memo } from "../core/memo.ts";
import { wordsOf } from "../lexicon/name-tokens.ts";
import type { Lexicon } from "../lexicon/lexicon.ts";
import { readingOf } from "../exposure/reading.ts";
import type { Operation } from "../model/api.ts";
import { isOfPerson } from "./privileged-fields.ts";
import { requestFields } from "./request-fields.ts";

/**
 * Whether an operation decides who may do what: what it changes is a role or permission, or stands below one, or its
 * body names both a right and who is to have it.
 */
export const grantsRights = memo((operation: Operation): boolean => {
  if (operation.operationKind !== "path" || readingOf(operation) !== undefined) return false;
  const { lexicon } = operation;
  return segmentsOf(operation.path).some((segment) => isRightOrGrant(segment, lexicon)) || givesRight(operation);
});

/** So many fields a request has that is about a right and who has it. */
const MOST_FIELDS = 6;

/** The segments of a path that are not parameters, as they are written. */
function segmentsOf(path: string): readonly string[] {
  return path.split("/").filter((segment) => segment !== "" && !segment.includes("{"));
}

/** Whether a segment of a path is a right, or somebody's having one: `roles`, `user-permissions`, `RoleAssignments`. */
export function isRightOrGrant(segment: string, lexicon: Lexicon): boolean {
  const words = wordsOf(segment);
  const last = words.at(-1) ?? "";
  return lexicon.is(last, "right") || (lexicon.is(last, "grant-of-right") && lexicon.has(words.slice(0, -1), "right"));
}

/** Whether a body names a right, and a person or group that it is for. */
function givesRight(operation: Operation): boolean {
  // A person's own record has a role like any other field.
  const isOwnRecord = isOfPerson(operation) && (operation.method !== "POST" || !operation.path.includes("{"));
  if (operation.method === "DELETE" || isOwnRecord) return false;
  const { lexicon } = operation;
  const named = requestFields(operation).filter((field) => field.in === "body" && field.depth === 0);
  // What says much more of somebody is a record in which a role stands.
  if (named.length > MOST_FIELDS) return false;
  const names = (field: (typeof named)[number]): readonly string[] =>
    field.words.filter((word) => !/^(?:id|sid|uuid|name)$/.test(word));
  const isRight = named.some((field) => lexicon.is(names(field).at(-1) ?? "", "right"));
  return isRight && named.some((field) => lexicon.is(names(field).at(-1) ?? "", "gets-right"));
}
