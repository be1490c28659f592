import * as z from "zod";
import { isPlaceholder } from "../core/placeholder.ts";
import { MOST_GLOB } from "./glob.ts";

/*
 * What the schema of `sallyport.yaml` is made of. The `error` of each part is what would have been right.
 */

/** One of some words. */
export function oneOf<const Values extends readonly string[]>(values: Values) {
  return z.enum(values, { error: `one of ${values.join(", ")} is expected` });
}

/** An object that has these keys and no others. What its error for another key says is the keys, separated by commas. */
export function mapping<Shape extends z.core.$ZodLooseShape>(shape: Shape) {
  return z.strictObject(shape, {
    error: ({ code }) => (code === "unrecognized_keys" ? Object.keys(shape).join(", ") : "a mapping is expected"),
  });
}

/** A mapping of names to values of one kind. */
export function mapOf<Value extends z.ZodType>(value: Value, key = filled("a name"), error = "a mapping is expected") {
  return z.record(key, value, { error });
}

/** A list of values of one kind. */
export function listOf<Item extends z.ZodType>(item: Item) {
  return z.array(item, expected("a list"));
}

/** A text that says something. */
export function filled(what: string) {
  return matching(/\S/, `${what} is expected`);
}

/** A text that somebody has written in place of what our hints have there. */
export function answered(what: string) {
  return filled(what).refine((text) => !isPlaceholder(text), {
    error: `${what} is expected in place of this placeholder`,
  });
}

/** A text of a form. */
export function matching(pattern: RegExp, error: string) {
  return z.string({ error }).regex(pattern, { error });
}

/** A pattern with `*`, `**` and `?` of a form: one that is too long could not be made into an expression later. */
export function globMatching(pattern: RegExp, error: string) {
  return matching(pattern, error).max(MOST_GLOB, { error: `at most ${MOST_GLOB} characters are expected` });
}

/** The error of a value of another kind. */
export function expected(what: string) {
  return { error: `${what} is expected` };
}
