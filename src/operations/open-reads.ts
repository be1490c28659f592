import { wordsInOrder, wordsOf } from "../lexicon/name-tokens.ts";
import { targetOf } from "../model/schema.ts";
import type { Operation } from "../model/api.ts";
import { requestFields, type RequestField } from "./request-fields.ts";
import { returnedProperties } from "./returned-properties.ts";

/**
 * Reads of one thing that require nothing and list how they refuse a caller, where other open operations do not: the
 * service, or whoever wrote the description, supposes that somebody has logged in.
 */
export function refusingThoughOpen(open: readonly Operation[]): readonly Operation[] {
  const refusing = open.filter(({ responses }) => responses.some(({ status }) => status === "401" || status === "403"));
  // A template that puts them at each operation says nothing.
  if (open.length > 2 && refusing.length * 2 > open.length) return [];
  return refusing.filter(({ path }) => path.includes("{"));
}

/** A choice of an open read that gives what is not published: `revision=head`, `status=draft`. */
export function unpublishedChoice(operation: Operation): RequestField | undefined {
  const { lexicon } = operation;
  const isOf = (value: unknown): boolean => typeof value === "string" && lexicon.has(wordsOf(value), "not-published");
  const choice = requestFields(operation).find((field) => {
    const values = field.parts.flatMap((part) => part.enum ?? []);
    if (field.in !== "query" || values.length < 2 || values.length > MOST || values.every(isOf)) return false;
    return values.some(isOf) || lexicon.has(wordsInOrder(field.description), "not-published");
  });
  // What comes back has a state that says that it is not published yet.
  const isShown = returnedProperties(operation).some(([, property]) => targetOf(property).enum?.some(isOf) === true);
  return isShown ? choice : undefined;
}

/** Few values are states; many are languages or sorts. */
const MOST = 6;
