import { beginsWithOneOf } from "../../core/beginnings.ts";
import { memo } from "../../core/memo.ts";
import type { Concept } from "../../lexicon/concept.ts";
import type { Lexicon } from "../../lexicon/lexicon.ts";
import { textOfName, wordsOf } from "../../lexicon/name-tokens.ts";
import type { Api, Operation } from "../../model/api.ts";
import { targetOf, type Schema } from "../../model/schema.ts";
import { composedProperties, heldSchemaOf } from "../../model/schema-parts.ts";

/**
 * Tells of operations whether they return a thing that its owner may keep to themselves, by a setting in its schema
 * (`visibility` of `public`, `link` or `private`), or what stands below one in their paths. That others do not see it is a
 * promise then, whatever the thing holds. What a shop hides from its pages is no secret.
 */
export function secretThings({ operations }: Api): (operation: Operation) => boolean {
  const isBelow = beginsWithOneOf(
    operations
      .filter((one) => one.method === "GET" && one.path.endsWith("}") && mayBeSecret(one))
      .map((one) => `${withoutNames(one)}/`),
  );
  return (operation) => mayBeSecret(operation) || isBelow(withoutNames(operation));
}

/** Names of parameters are of no matter: `/maps/{id}` is `/maps/{mapId}`. */
function withoutNames({ path }: Operation): string {
  return path.replaceAll(/\{[^{}]*\}/g, "{}");
}

const mayBeSecret = memo((operation: Operation): boolean =>
  operation.responses.some(
    ({ statusClass, content }) =>
      statusClass === "2xx" &&
      content.some(({ schema }) => schema !== undefined && holdsSetting(schema, operation.lexicon)),
  ),
);

/** At the top of what is returned, past its envelope, and in what stands there. */
function holdsSetting(schema: Schema, lexicon: Lexicon): boolean {
  const own = composedProperties(heldSchemaOf(schema));
  return [...own].some(
    ([name, property]) =>
      isSetting(name, property, lexicon) ||
      [...composedProperties(heldSchemaOf(property))].some(([inner, value]) => isSetting(inner, value, lexicon)),
  );
}

/**
 * Whether a property says who may see its thing, and one of its values is that nobody else does. What is hidden, or open by a
 * link, is that where another value is that everybody sees it: a shop has `visible` and `hidden`.
 */
function isSetting(name: string, property: Schema, lexicon: Lexicon): boolean {
  const values = (targetOf(property).enum ?? []).flatMap((value) =>
    typeof value === "string" ? [textOfName(value)] : [],
  );
  if (values.length < 2 || !lexicon.is(wordsOf(name).at(-1) ?? "", "who-may-see")) return false;
  const hasOne = (concept: Concept): boolean => values.some((value) => lexicon.is(value, concept));
  return hasOne("for-few-eyes") || (hasOne("out-of-sight") && hasOne("for-all-eyes"));
}
