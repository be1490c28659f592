import type { Api } from "../../model/api.ts";
import { memo } from "../../core/memo.ts";
import { textOfName, wordsInOrder, wordsOf } from "../../lexicon/name-tokens.ts";
import type { Lexicon } from "../../lexicon/lexicon.ts";
import { targetOf, type Schema } from "../../model/schema.ts";
import { propertySearch, type PropertySearch } from "./property-search.ts";

/**
 * How a link opens a file for whoever has it. `lasting`: for ever and without a log-in, as its text says. `permanent`: it is
 * called so. `public`: it is called so, and nothing beside it says when it ends. `stored`: what it leads to is said to lie where
 * anybody gets it.
 */
export type OpenLink = "lasting" | "permanent" | "public" | "stored";

/** A search for links that open a file for whoever has them; one for each API. */
export function openLinks({ schemas }: Pick<Api, "schemas">): PropertySearch<OpenLink> {
  return searchIn(schemas);
}

const searchIn = memo((schemas: readonly Schema[]) =>
  propertySearch<OpenLink>(schemas, {
    canBe: (name) => isLink(name, schemas[0]!.lexicon), // there is a name, so there is a schema
    signOf: (name, property, holder) =>
      isLasting(name, property, holder)
        ? "lasting"
        : isInPublicStore(property)
          ? "stored"
          : calledOpen(name, property, holder),
  }),
);

/** Whether the name of a link says that it is permanent or public, and its text and what stands beside it do not say when it ends. */
function calledOpen(name: string, property: Schema, holder: Schema): OpenLink | undefined {
  const { lexicon } = property;
  const words = wordsOf(name);
  const { types } = targetOf(property);
  // Whether there is such a link is no link: `public_url_shared`.
  if (types.length > 0 && !types.includes("string")) return undefined;
  // Where somebody lives for good is a permanent address, too.
  const isPermanent = lexicon.has(words, "never-expires") && words.some((word) => LINK.test(word));
  if (!isPermanent && !lexicon.has(words, "needs-no-log-in")) return undefined;
  const said = wordsInOrder((property.description ?? targetOf(property).description ?? "").slice(0, LIMIT));
  if ([words, said, wordsInOrder(textOfName(holder.name ?? ""))].some((some) => lexicon.has(some, "shown-to-all")))
    return undefined;
  // "Requires authentication", whatever it is called.
  if (ASKS.some((one) => lexicon.has(said, one)) && !lexicon.has(said, "needs-no-log-in")) return undefined;
  if (lexicon.has(said, "tells-lifetime") && !lexicon.has(said, "lives-forever")) return undefined;
  if (isPermanent) return "permanent";
  return [...holder.properties.keys()].some((beside) => lexicon.has(wordsOf(beside), "its-end")) ? undefined : "public";
}

function isLink(name: string, lexicon: Lexicon): boolean {
  const words = wordsOf(name);
  return words.some((word) => ADDRESS.test(word)) || lexicon.has(words, "page-or-link");
}

const ADDRESS = /^(?:url|uri|href)$/;
const ASKS = ["log-in", "asked-credential"] as const;

/** In each language what is a link, and no address of a house. */
const LINK = /^(?:ur[il]|href|link|lien|enlace|ligacao|ligação)$/;

/** Whether a link needs no log-in and does not end, and leads to nothing that is shown to everybody: a logo, an article. */
function isLasting(name: string, property: Schema, holder: Schema): boolean {
  const { lexicon } = property;
  const words = wordsInOrder((property.description ?? targetOf(property).description ?? "").slice(0, LIMIT));
  if (!lexicon.has(words, "needs-no-log-in") || !lexicon.has(words, "never-expires")) return false;
  return [words, wordsOf(name), wordsInOrder(textOfName(holder.name ?? ""))].every(
    (some) => !lexicon.has(some, "shown-to-all"),
  );
}

/** Whether a text says that what a link leads to lies where anybody gets it: "in the public bucket". */
function isInPublicStore(property: Schema): boolean {
  const text = (property.description ?? targetOf(property).description ?? "").slice(0, LIMIT);
  return property.lexicon.has(wordsInOrder(text), "public-store") && !DENIED.test(text);
}

/** Denials of the five languages; "no" alone is Portuguese for "in the". */
const DENIED = /(?<!\p{L})(?:not|never|nicht|kein\p{L}*|pas|não|no está)(?!\p{L})/iu;

/** So much of a text is looked at. */
const LIMIT = 1000;
