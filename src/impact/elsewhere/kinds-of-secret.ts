import type { AssessedFlow } from "../../exposure/assessed-api.ts";
import { wordsOf } from "../../lexicon/name-tokens.ts";
import { endsIn, isHeadedBy } from "../../lexicon/phrases.ts";
import type { Lexicon } from "../../lexicon/lexicon.ts";
import { composedProperties, heldSchemaOf } from "../../model/schema-parts.ts";
import { targetOf, type Schema } from "../../model/schema.ts";

/** What a credential is called, as words; where a field holds several, what those are called that stand in it. */
export function secretNamesOf(flow: AssessedFlow): readonly (readonly string[])[] {
  return secretsNamed(flow).map((name) => wordsOf(name));
}

/** The names of the credentials that a field holds; its own where nothing stands in it. */
export function secretsNamed(flow: AssessedFlow): readonly string[] {
  const inside = secretsInside(flow);
  return inside.length === 0 ? [flow.field.name] : inside;
}

function secretsInside({ field, path, operation: { lexicon } }: AssessedFlow): readonly string[] {
  const holder = path.at(-1)?.schema.properties.get(field.name);
  const found = holder === undefined ? [] : [...new Set(secretsIn(heldSchemaOf(targetOf(holder)), lexicon, DEEPEST))];
  // Beside a secret a key is who somebody is, and lets nobody in alone.
  const secrets = found.filter((name) => endsIn(wordsOf(name), lexicon, "program-secret"));
  return secrets.length === 0 ? found : secrets;
}

/** The names of secrets in an object and in what stands in it. */
function secretsIn(schema: Schema, lexicon: Lexicon, depth: number): readonly string[] {
  return [...composedProperties(schema)].flatMap(([name, property]): readonly string[] => {
    const held = heldSchemaOf(targetOf(property));
    if (composedProperties(held).size > 0) return depth === 0 ? [] : secretsIn(held, lexicon, depth - 1);
    return isHeadedBy(wordsOf(name), lexicon, "key-or-secret") ? [name] : [];
  });
}

/** So deep in a credential its secrets are looked for. */
const DEEPEST = 3;

/**
 * Whether two names are those of one kind of credential: a `token` may be an `access token`, and a `client secret` is no
 * `activation token`.
 */
export function isOneKind(one: readonly string[], other: readonly string[]): boolean {
  const [less, more] = one.length < other.length ? [one, other] : [other, one];
  return less.length > 0 && less.every((word) => more.includes(word));
}
