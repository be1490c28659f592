import { memo } from "../../core/memo.ts";
import type { Api } from "../../model/api.ts";
import { targetOf, type Schema } from "../../model/schema.ts";
import type { Concept } from "../../lexicon/concept.ts";
import type { Lexicon } from "../../lexicon/lexicon.ts";
import { textOfName, wordsOf } from "../../lexicon/name-tokens.ts";
import { propertySearch, type PropertySearch } from "./property-search.ts";

/**
 * What a property shows of how a service works inside: `trace` of a failure, `debug` output, its `configuration`, or
 * what a business keeps to itself, its `notes` and `cost`, and the right `answer` to what it asks.
 */
export type Inner = "trace" | "debug" | "configuration" | "notes" | "cost" | "answer";

/** A search for what shows the inside; one for each API. */
export function innerWorkings({ schemas }: Pick<Api, "schemas">): PropertySearch<Inner> {
  return searchIn(schemas);
}

const searchIn = memo((schemas: readonly Schema[]) =>
  propertySearch(schemas, {
    canBe: (name) => mayBeInner(name, schemas[0]!.lexicon), // there is a name, so there is a schema
    signOf: innerOf,
  }),
);

/** Whether a property of this name can be one of the inside. */
function mayBeInner(name: string, lexicon: Lexicon): boolean {
  return (
    innerByName(name, lexicon) !== undefined ||
    name === "trace" ||
    lexicon.is(textOfName(name), "database-product") ||
    lexicon.is(textOfName(name), "variables-of-program") ||
    lexicon.is(textOfName(name), "bought-for")
  );
}

/** What a property shows, by its name and by what can stand in it; `undefined` where that is nothing of the inside. */
function innerOf(name: string, property: Schema, holder: Schema): Inner | undefined {
  if (holdsSettings(name, property, holder) || isEnvironment(name, property, holder)) return "configuration";
  const inner = innerByName(name, holder.lexicon) ?? (name === "trace" && isFailure(holder) ? "trace" : undefined);
  if (inner === undefined) return isCostBesidePrice(name, property, holder) ? "cost" : undefined;
  const { types, enum: values, items, properties } = targetOf(property);
  if (inner === "cost") return types.includes("boolean") ? undefined : inner;
  if (inner === "answer") return asks(holder) ? inner : undefined;
  // A switch or a number says that there is something, not what; nor does one of a few words.
  if (values !== undefined || (types.length > 0 && types.every((type) => TELLS_NOTHING.has(type)))) return undefined;
  // Debug output that is described to the last field is a function of the API, unless that is of the program inside.
  if (inner === "debug" && properties.size > 0)
    return [...properties.keys()].some((key) => isOfProgram(key, holder.lexicon)) ? inner : undefined;
  // What failed is told in texts: a list of other objects of that name is something else.
  const isOfObjects = items !== undefined && targetOf(items).properties.size > 0;
  return inner === "trace" && isOfObjects && !isOfFrames(targetOf(items)) ? undefined : inner;
}

/** Whether a price is what the seller paid, since what it asks stands beside it: `purchasePrice` and `price` of a product. */
function isCostBesidePrice(name: string, property: Schema, { properties, lexicon }: Schema): boolean {
  if (!lexicon.is(textOfName(name), "bought-for") || targetOf(property).types.includes("boolean")) return false;
  return [...properties.keys()].some((other) => {
    const text = textOfName(other);
    return lexicon.is(text, "price") && !lexicon.is(text, "bought-for");
  });
}

/** Whether a part of debug output is of the program: where it failed, its statements, the request as it came in. */
function isOfProgram(name: string, lexicon: Lexicon): boolean {
  return (
    innerByName(name, lexicon) === "trace" ||
    lexicon.is(textOfName(name), "inner-of-error") ||
    lexicon.is(textOfName(name), "database-query")
  );
}

const TELLS_NOTHING: ReadonlySet<string> = new Set(["boolean", "integer", "number", "null"]);

function innerByName(name: string, lexicon: Lexicon): Inner | undefined {
  const text = textOfName(name);
  if (lexicon.is(text, "inner-failure")) return "trace";
  if (lexicon.is(text, "debug-output")) return "debug";
  if (lexicon.is(text, "inner-configuration")) return "configuration";
  if (lexicon.is(text, "inner-cost")) return "cost";
  if (lexicon.is(text, "right-answer")) return "answer";
  return namesOf(lexicon).find(
    ({ within, pattern }) => (within === undefined || lexicon.has(wordsOf(name), within)) && pattern.test(text),
  )?.inner;
}

/** A name of several parts. */
interface InnerName {
  readonly inner: Inner;
  /** What stands in each such name, where something does: the long expressions are compiled for few. */
  readonly within: Concept | undefined;
  readonly pattern: RegExp;
}

const namesOf = memo((lexicon: Lexicon): readonly InnerName[] => {
  const of = lexicon.alternatives;
  const [note, insider] = [of("note"), of("insider")];
  return [
    {
      inner: "trace",
      within: "stack-trace",
      pattern: new RegExp(
        `^(?:(?:error|exception|java|full|debug|python) )?(?:${of("stack-trace")})(?: (?:string|text|frame|element))?$`,
      ),
    },
    {
      inner: "configuration",
      within: undefined,
      pattern: new RegExp(
        `^(?:${of("database-product")}|storage) ?(?:${of("database-access")})$|^base (?:hote|serveur)$`,
      ),
    },
    {
      inner: "configuration",
      within: "database-product",
      pattern: new RegExp(`^(?:${of("database-access")}) (?:d[eo] |de la )?(?:${of("database-product")})$`),
    },
    {
      inner: "notes",
      within: "note",
      pattern: new RegExp(`^(?:${insider}|secret|agent|moderator) (?:${note})$|^(?:${note})(?: for)? (?:${insider})$`),
    },
  ];
});

/** Whether an object is a question, or one of the answers to choose from. */
function asks({ properties, lexicon }: Schema): boolean {
  return [...properties.keys()].some((name) => lexicon.is(textOfName(name), "exam-question"));
}

/** The error object of Spring and of frameworks that copy it, which has a trace where that is switched on. */
function isFailure({ properties }: Schema): boolean {
  return properties.has("message") && properties.has("status") && (properties.has("error") || properties.has("path"));
}

function isOfFrames({ properties }: Schema): boolean {
  return [...properties.keys()].some((key) => /^(?:class|file|line|method|frame|function)/i.test(key));
}

/**
 * Whether a map of texts is what a program was started with: it stands beside what is told of nothing but a program that runs, `commit`
 * and `uptime`. Templates and pipelines have variables, too.
 */
function isEnvironment(name: string, property: Schema, { properties, lexicon }: Schema): boolean {
  const { properties: known, additionalProperties, types } = targetOf(property);
  if (!lexicon.is(textOfName(name), "variables-of-program") || known.size > 0) return false;
  if (types.length > 0 && !types.includes("object")) return false;
  if (additionalProperties === false) return false;
  const beside = [...properties.keys()].map(textOfName);
  const signs = beside.filter(
    (other) =>
      lexicon.is(other, "sign-of-process") || other === "version" || innerByName(other, lexicon) === "configuration",
  );
  return signs.length > 1 && signs.some((other) => other !== "version");
}

/** In what is called a configuration, an address of a database is one with its password. */
function holdsSettings(name: string, property: Schema, holder: Schema): boolean {
  if (holder.name === undefined || !/config|settings|environment/i.test(holder.name)) return false;
  const { types, enum: values } = targetOf(property);
  return (
    (types.length === 0 || types.includes("string")) &&
    values === undefined &&
    holder.lexicon.is(textOfName(name), "database-product")
  );
}
