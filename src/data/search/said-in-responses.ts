import { memo } from "../../core/memo.ts";
import { denies } from "../../lexicon/denial.ts";
import { wordsInOrder } from "../../lexicon/name-tokens.ts";
import type { Statement } from "../../lexicon/statement.ts";
import { statedIn } from "../../lexicon/statements.ts";
import type { Api } from "../../model/api.ts";
import { targetOf, type Schema } from "../../model/schema.ts";
import { isSaidNumberOfDocument } from "../classify/contradicted-secret.ts";
import { failureIn } from "../values/failure-text.ts";
import { isInternalLink } from "../values/internal-host.ts";
import { propertySearch, type PropertySearch } from "./property-search.ts";

/** What a property of a response holds by what is said of it, or by its examples, whatever it is called. */
export interface SaidToHold {
  readonly kind: "inside" | "failure" | "internal host" | "secret";
  /** The sentence or the kind of example that shows it. */
  readonly by: string;
}

/** A search for properties that are said to hold the inside of a service or a secret; one for each API. */
export function saidInResponses({ schemas }: Pick<Api, "schemas">): PropertySearch<SaidToHold> {
  return searchIn(schemas);
}

const searchIn = memo((schemas: readonly Schema[]) =>
  propertySearch<SaidToHold>(schemas, { signOf: (_, property) => saidOf(targetOf(property), property) }),
);

function saidOf(target: Schema, property: Schema): SaidToHold | undefined {
  const held = target.items === undefined ? target : targetOf(target.items);
  const isNoText = held.types.length > 0 && !held.types.includes("string") && held.properties.size === 0;
  if (isNoText) {
    const said = property.description ?? target.description ?? "";
    return isMarkedInternal(said, property) ? { kind: "inside", by: said.trim() } : undefined;
  }
  for (const { value } of [...property.examples, ...target.examples, ...held.examples]) {
    const failure = failureIn(value);
    if (failure !== undefined) return { kind: "failure", by: failure };
    if (typeof value === "string" && isInternalLink(value)) return { kind: "internal host", by: value };
  }
  const text = property.description ?? target.description ?? "";
  if (text === "") return undefined;
  const stated = statedIn(text.slice(0, LIMIT));
  if (AGAINST.some((one) => stated.has(one))) return undefined;
  const inside = stated.get("shows-inside");
  if (inside !== undefined) return { kind: "inside", by: inside };
  if (isMarkedInternal(text, property)) return { kind: "inside", by: text.trim() };
  const secret =
    isAddress(held) || held.enum !== undefined || isSaidNumberOfDocument(text)
      ? undefined
      : stated.get("secret-comes-back");
  return secret === undefined ? undefined : { kind: "secret", by: secret };
}

/** Whether all that a text says is that a value is for the inside: "intern", "For internal use only." */
function isMarkedInternal(text: string, { lexicon }: Schema): boolean {
  const words = wordsInOrder(text.slice(0, LIMIT));
  if (words.length > MOST_WORDS_OF_MARK || denies(words, lexicon)) return false;
  return lexicon.has(words, "internal-only") || lexicon.is(words.join(" "), "marked-internal");
}

/** A longer text says what something internal is. */
const MOST_WORDS_OF_MARK = 5;

/** Where something is, such as the page for a forgotten password, is no secret. */
function isAddress({ format = "", description = "" }: Schema): boolean {
  return /^ur[il]/.test(format) || /^\W*(?:the )?ur[il]\b/i.test(description) || description.includes("://");
}

/** What a text says in protection of a property. */
const AGAINST: readonly Statement[] = ["minimised", "shown-once", "reserved"];

/** So much of a description is looked at. */
const LIMIT = 1000;
