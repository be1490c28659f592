import type { AssessedFlow } from "../../exposure/assessed-api.ts";
import { wordsOf } from "../../lexicon/name-tokens.ts";
import { composedProperties } from "../../model/schema-parts.ts";

/**
 * Whether a secret is that of one payment to be made, which the payer's browser confirms with it: `setupIntentSecret`, or
 * `clientSecret` beside the identifier of the intent. It is made to be handed to the page that pays.
 */
export function isOfIntent({ field, path, operation: { lexicon } }: AssessedFlow): boolean {
  const words = wordsOf(field.name);
  if (words.at(-1) !== "secret" || lexicon.has(words, "password")) return false;
  if (words.includes("intent")) return true;
  const holder = path.at(-1)?.schema;
  return (
    words.join(" ") === "client secret" &&
    holder !== undefined &&
    [...composedProperties(holder).keys()].some((name) =>
      /^(?:(?:payment|setup)[-_]?intent[-_]?(?:id|type|status)?|intent[-_]?(?:id|type|status))$/i.test(name),
    )
  );
}
