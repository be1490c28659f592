import { member } from "../../core/json-value.ts";
import { wordsOf } from "../../lexicon/name-tokens.ts";
import { isMadeOf } from "../../lexicon/phrases.ts";
import { isSaidGuarded } from "../../data/classify/said-of-value.ts";
import type { AssessedFlow } from "../../exposure/assessed-api.ts";
import { fixedSegments } from "../../exposure/words.ts";

/** Why a credential is milder than it looks: what it opens, or what its text says of who may see it. */
export type Kept = "signing" | "guarded";

/** The words of the mitigation. */
export const KEPT_WORDS: Readonly<Record<Kept, string>> = {
  signing: "it signs what is sent to the subscriber whom it was made for, and opens nothing here",
  guarded: "its text says who alone may see it, which must be tested",
};

/** What makes a credential milder; `undefined` where nothing does. */
export function keptBy(flow: AssessedFlow): Kept | undefined {
  if (isSigningKey(flow)) return "signing";
  const { field, path } = flow;
  const around = path.flatMap(({ property }, index) =>
    property === undefined ? [] : path[index - 1]?.schema.properties.get(property)?.description,
  );
  const own = member(field.node.value, "description");
  return [own, ...around].some((text) => typeof text === "string" && isSaidGuarded(text)) ? "guarded" : undefined;
}

/** Whether a credential is the key with which a webhook signs what it sends. */
function isSigningKey({ field, operation, path }: AssessedFlow): boolean {
  const { lexicon } = operation;
  const isOfSignatures = isMadeOf(wordsOf(field.name), lexicon, "secret-word", "signing-mark");
  if (!isOfSignatures && field.name !== "passcode") return false;
  const around = [field.owner ?? "", ...path.flatMap(({ schema, property }) => [schema.name ?? "", property ?? ""])];
  return [...around, ...fixedSegments(operation.path)].some((name) => lexicon.has(wordsOf(name), "web-hook"));
}
