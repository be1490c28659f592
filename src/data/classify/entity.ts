import { targetOf, type Schema } from "../../model/schema.ts";
import type { Categories } from "../taxonomy/categories.ts";
import { wordsOf } from "../../lexicon/name-tokens.ts";
import { readOwner } from "./owner-name.ts";
import { heldSchemaOf, fieldNamesReader } from "../../model/schema-parts.ts";

/** Tells what is a thing of its own from what only belongs to one. */
export interface Entities {
  /** Whether the value, or each of many, has an identifier of its own, or is a known person. */
  readonly isEntity: (schema: Schema) => boolean;
  /** Whether a property of this name leads to a person: `driver: { name, email }`. */
  readonly isPersonName: (name: string) => boolean;
}

/** Judges schemas, each once. */
export function entitiesIn(categories: Categories): Entities {
  const namesOf = fieldNamesReader();
  const known = new Map<Schema, boolean>();
  const isPersonName = (name: string): boolean => readOwner(name, categories).kind === "person";
  const judge = (schema: Schema): boolean => {
    const names = namesOf(schema);
    if (names.length === 0 || isEnvelope(schema)) return false;
    return (
      (schema.name !== undefined && isPersonName(schema.name)) ||
      names.some((name) => isOwnIdentifier(name, schema.name))
    );
  };
  return {
    isPersonName,
    isEntity(schema) {
      const element = heldSchemaOf(schema);
      let answer = known.get(element);
      if (answer === undefined) known.set(element, (answer = judge(element)));
      return answer;
    },
  };
}

/** `UserResponse { user }` is no user. */
function isEnvelope({ properties, allOf }: Schema): boolean {
  if (properties.size !== 1 || allOf.length > 0) return false;
  return [...properties.values()].every((property) => heldSchemaOf(property).properties.size > 0);
}

/** Whether an object has an identifier of its own. */
export function hasIdentifier(schema: Schema): boolean {
  const { properties, name, allOf } = schema;
  return (
    [...properties.keys()].some((property) => isOwnIdentifier(property, name)) ||
    allOf.some((part) => [...targetOf(part).properties.keys()].some((property) => isOwnIdentifier(property, name)))
  );
}

/** Whether an object is a record of its own: it has an identifier, or a number beside enough else, as contracts and policies have. */
export function isRecordOfItsOwn(schema: Schema): boolean {
  return (
    hasIdentifier(schema) ||
    (schema.properties.size >= LEAST_OF_RECORD && [...schema.properties.keys()].some((name) => NUMBERED.test(name)))
  );
}

const LEAST_OF_RECORD = 4;
/** What a record is known by in five languages, where it has no `id`. */
const NUMBERED =
  /^(?:number|no|reference|nummer|nr|referenz|kennung|num[eé]ro|r[ée]f[ée]rence|n[úu]mero|referencia|refer[êe]ncia)$/i;

/** Whether a word at the end of a name says that it is an identifier: `sid` of `document_sid`. */
export function isIdentifierWord(word: string): boolean {
  return IDENTIFIERS.has(word);
}

const IDENTIFIERS: ReadonlySet<string> = new Set(["id", "uuid", "guid", "sid", "gid", "urn", "pk", "slug"]);

/** `id`, and `user_id` in a User: another's identifier only refers to it. */
function isOwnIdentifier(name: string, owner: string | undefined): boolean {
  const words = wordsOf(name);
  if (!isIdentifierWord(words.at(-1) ?? "")) return false;
  if (words.length === 1) return true;
  if (owner === undefined) return false;
  const own = new Set(wordsOf(owner));
  return words.slice(0, -1).every((word) => own.has(word));
}
