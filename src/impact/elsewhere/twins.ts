import { isIdentifierWord } from "../../data/classify/entity.ts";
import { memoBy } from "../../core/memo.ts";
import type { Api } from "../../model/api.ts";
import { composedProperties, heldSchemaOf } from "../../model/schema-parts.ts";
import { targetOf, type Schema } from "../../model/schema.ts";
import { wordsOf } from "../../lexicon/name-tokens.ts";
import { bareNoun } from "../../exposure/principals.ts";

/** A schema that says of the same kind of thing what another one says. */
export interface Twin {
  readonly schema: Schema;
  /** What it is called; `undefined` where it has no name. */
  readonly name: string | undefined;
  /** The properties that both have, and few others. */
  readonly shared: readonly string[];
}

/** So many telling properties two schemas share to be of one kind, whatever they are called. */
const LEAST_SHARED = 3;
/** And this part of those that the smaller one has. */
const LEAST_PART = 0.6;
/** Of two that are called alike, all properties count: an incoming payment is no outgoing one. */
const LEAST_PART_OF_NAMESAKES = 0.75;
/** What more schemas have than this tells nothing of any: `id`, `createdAt`, `links`. */
const MOST_HOLDERS = 6;

/**
 * The schemas of an API that tell the same as some: by telling properties that they share, or by a name that ends in the
 * same noun. An answer and a request, two versions, or what a user and what a partner gets are written apart so.
 */
export function twinsOf(api: Pick<Api, "schemas" | "lexicon">, wanted: readonly Schema[]): readonly Twin[] {
  const { objects, holders } = indexOf(api);
  const reported = new Set(wanted.map((schema) => targetOf(schema)));
  const isTelling = (name: string): boolean => (holders.get(name) ?? 0) <= MOST_HOLDERS;
  const kinds = [...reported].map((schema) => ({
    schema,
    names: composedProperties(schema),
    noun: nounOf(schema, api),
    refers: referrer(schema, api),
  }));
  return objects.flatMap(({ schema, names }): Twin[] => {
    if (reported.has(schema)) return [];
    for (const kind of kinds) {
      const shared = [...kind.names.keys()].filter((name) => names.has(name));
      const telling = shared.filter(isTelling);
      const own = [...kind.names.keys()].filter(isTelling).length;
      const fewer = Math.min(own, [...names].filter(isTelling).length);
      // A thing that it names by an identifier is another one, unless half of it is told of that thing too.
      const isOther = kind.refers(nounOf(schema, api)) && telling.length < own / 2;
      const isAlike = telling.length >= LEAST_SHARED && telling.length >= fewer * LEAST_PART && !isOther;
      const isCalledAlike =
        kind.noun !== "" &&
        nounOf(schema, api) === kind.noun &&
        shared.length >= Math.max(2, Math.min(kind.names.size, names.size) * LEAST_PART_OF_NAMESAKES);
      if (isAlike || isCalledAlike)
        return [{ schema, name: schema.name ?? schema.title, shared: telling.length > 0 ? telling : shared }];
    }
    return [];
  });
}

/**
 * The objects that repeat a property of another kind of thing beside the identifier of that: an event with
 * `access_code_id` and `code` tells the code of an access code.
 */
export function copiesOf(
  api: Pick<Api, "schemas" | "lexicon">,
  wanted: readonly Schema[],
  property: string,
): readonly Schema[] {
  const owners = wanted.flatMap((one) => {
    const words = wordsOf(targetOf(one).name ?? targetOf(one).title ?? "").filter(
      (word) => !api.lexicon.is(word, "schema-form"),
    );
    return words.length === 0 ? [] : [words.join(" ")];
  });
  const reported = new Set(wanted.map((schema) => targetOf(schema)));
  const isOfOwner = (name: string): boolean => {
    const words = wordsOf(name);
    return words.length > 1 && isIdentifierWord(words.at(-1)!) && owners.includes(words.slice(0, -1).join(" "));
  };
  return indexOf(api).objects.flatMap(({ schema, names }) =>
    !reported.has(schema) && names.has(property) && [...names].some(isOfOwner) ? [schema] : [],
  );
}

/** Gives whether an object names a thing by an identifier: a document by `signing_document_sid`. */
function referrer(schema: Schema, { lexicon }: Pick<Api, "lexicon">): (noun: string) => boolean {
  const own = nounOf(schema, { lexicon });
  const named = new Set(
    [...composedProperties(schema).keys()].flatMap((name) => {
      const words = wordsOf(name);
      return words.length > 1 && isIdentifierWord(words.at(-1)!) ? [words.at(-2)!] : [];
    }),
  );
  return (noun) => noun !== "" && noun !== own && named.has(noun);
}

function nounOf(schema: Schema, { lexicon }: Pick<Api, "lexicon">): string {
  const name = schema.name ?? schema.title;
  // Two versions of a schema are of one kind: `IndividualV3` and `CreateIndividualV4`.
  return name === undefined ? "" : bareNoun(name.replace(/(?<=[\p{L}_])_?[vV]?\d+$/u, ""), lexicon);
}

interface SchemaIndex {
  readonly objects: readonly { readonly schema: Schema; readonly names: ReadonlySet<string> }[];
  /** In how many different objects a property is. */
  readonly holders: ReadonlyMap<string, number>;
}

const indexOf = memoBy(
  ({ schemas }: Pick<Api, "schemas" | "lexicon">) => schemas,
  ({ schemas }): SchemaIndex => {
    const objects: { schema: Schema; names: ReadonlySet<string> }[] = [];
    const holders = new Map<string, number>();
    const seen = new Set<string>();
    for (const one of schemas) {
      const schema = targetOf(one);
      if (schema !== one || heldSchemaOf(schema) !== schema) continue;
      const names = new Set(composedProperties(schema).keys());
      if (names.size < 2) continue;
      objects.push({ schema, names });
      // Copies of one are one.
      const key = [...names].toSorted().join("\n");
      if (seen.has(key)) continue;
      seen.add(key);
      for (const name of names) holders.set(name, (holders.get(name) ?? 0) + 1);
    }
    return { objects, holders };
  },
);
