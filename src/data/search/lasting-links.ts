import type { Api } from "../../model/api.ts";
import { memo } from "../../core/memo.ts";
import { textOfName, wordsInOrder, wordsOf } from "../../lexicon/name-tokens.ts";
import type { Lexicon } from "../../lexicon/lexicon.ts";
import { targetOf, type Schema } from "../../model/schema.ts";
import { propertySearch, type PropertySearch } from "./property-search.ts";

/** A search for links that open a file for whoever has them, for ever, as their text says; one for each API. */
export function lastingLinks({ schemas }: Pick<Api, "schemas">): PropertySearch<"lasting"> {
  return searchIn(schemas);
}

const searchIn = memo((schemas: readonly Schema[]) =>
  propertySearch(schemas, {
    canBe: (name) => isLink(name, schemas[0]!.lexicon), // there is a name, so there is a schema
    signOf: (name, property, holder) => (isLasting(name, property, holder) ? "lasting" : undefined),
  }),
);

function isLink(name: string, lexicon: Lexicon): boolean {
  const words = wordsOf(name);
  return words.some((word) => ADDRESS.test(word)) || lexicon.has(words, "page-or-link");
}

const ADDRESS = /^(?:url|uri|href)$/;

/** Whether a link needs no log-in and does not end, and leads to nothing that is shown to everybody: a logo, an article. */
function isLasting(name: string, property: Schema, holder: Schema): boolean {
  const { lexicon } = property;
  const words = wordsInOrder((property.description ?? targetOf(property).description ?? "").slice(0, 1000));
  if (!lexicon.has(words, "needs-no-log-in") || !lexicon.has(words, "never-expires")) return false;
  return [words, wordsOf(name), wordsInOrder(textOfName(holder.name ?? ""))].every(
    (some) => !lexicon.has(some, "shown-to-all"),
  );
}
