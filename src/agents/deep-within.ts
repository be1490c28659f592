import type { AssessedFlow } from "../exposure/assessed-api.ts";
import { textOfName } from "../lexicon/name-tokens.ts";

/** Whether a field stands in an object within an object of what is returned: the card in the details of a payment. */
export function isDeepWithin({ path, operation: { lexicon } }: AssessedFlow): boolean {
  const within = path.filter(
    ({ property, isItem }) => property !== undefined && !isItem && !lexicon.is(textOfName(property), "wraps-data"),
  );
  return within.length > 1;
}
