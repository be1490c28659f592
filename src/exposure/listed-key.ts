import { grouped } from "../core/grouped.ts";
import { memo } from "../core/memo.ts";
import type { Lexicon } from "../lexicon/lexicon.ts";
import { textOfName, wordsOf } from "../lexicon/name-tokens.ts";
import { endsIn } from "../lexicon/phrases.ts";
import type { Api, Operation } from "../model/api.ts";
import { composedProperties, heldSchemaOf, isSeries } from "../model/schema-parts.ts";
import { targetOf, type Schema } from "../model/schema.ts";
import { returnsList } from "./lists.ts";
import { fixedSegments } from "./words.ts";

/**
 * Whether anybody can list the values that the last name in a path takes: `GET /things` asks for nothing and returns the
 * `code` of each, or the link that it stands in. Then `/things/{code}` is opened by no secret.
 */
export function isListedKey({ operations }: Pick<Api, "operations">, operation: Operation): boolean {
  const at = operation.path.lastIndexOf("/{");
  const collection = operation.path.slice(0, Math.max(0, at));
  return (openLists(operations).get(unnamed(collection)) ?? []).some((list) => handsOut(list, operation));
}

/** The plain reads of many that ask for nothing, by their path. */
const openLists = memo((operations: Api["operations"]): ReadonlyMap<string, readonly Operation[]> => {
  const lists = operations.filter(
    ({ operationKind, method, access, path }) =>
      operationKind === "path" && method === "GET" && access === "anonymous" && !path.endsWith("}"),
  );
  return new Map(grouped(lists.filter(returnsList), ({ path }) => unnamed(path)));
});

/** A path whose names are left out: what they are called may differ from one operation to the next. */
function unnamed(path: string): string {
  return path.replaceAll(/\{[^{}]*\}/g, "{}").replace(/\/$/, "");
}

/** Whether one of what a list returns has the key of an operation's path, or a link that may hold it. */
function handsOut({ responses }: Operation, operation: Operation): boolean {
  const { path, lexicon } = operation;
  const key = textOfName(/\{([^{}]*)\}[^{}]*$/.exec(path)?.[1] ?? "");
  const thing = textOfName(fixedSegments(path.slice(0, path.lastIndexOf("/{"))).at(-1) ?? "");
  const isKey = (name: string): boolean => {
    const text = textOfName(name);
    return text === key || text === `${thing} ${key}` || key === `${thing} ${text}`;
  };
  return itemsOf(responses).some((item) =>
    [...composedProperties(item)].some(
      ([name, schema]) => !targetOf(schema).writeOnly && (isKey(name) || isLinkTo(name, thing, lexicon)),
    ),
  );
}

/** Whether a property is called a link to the thing that it stands in, as a whole: `url`, `share_link`, `album_url`. */
function isLinkTo(name: string, thing: string, lexicon: Lexicon): boolean {
  const words = wordsOf(name);
  const isUrl = URL.test(words.at(-1) ?? "");
  if (!isUrl && !endsIn(words, lexicon, "shared-link")) return false;
  const before = words.slice(0, -1);
  return before.length === 0 || before.join(" ") === thing || lexicon.has(before, "opened-by-key");
}

const URL = /^(?:ur[il]|href|permalink)$/;

/** The schemas of what success responses list, those inside of an envelope too. */
function itemsOf(responses: Operation["responses"]): readonly Schema[] {
  const bodies = responses.flatMap(({ statusClass, content }) => (statusClass === "2xx" ? content : []));
  return bodies.flatMap(({ schema, itemSchema }) => {
    if (itemSchema !== undefined) return [heldSchemaOf(itemSchema)];
    if (schema === undefined) return [];
    const held = heldSchemaOf(schema);
    return isSeries(schema) ? [held] : [...composedProperties(held).values()].filter(isSeries).map(heldSchemaOf);
  });
}
