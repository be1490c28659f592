import type { Flow } from "../data/flows/flow.ts";
import { readOwner } from "../data/classify/owner-name.ts";
import type { Categories } from "../data/taxonomy/categories.ts";
import { readSiblings } from "../data/classify/sibling-fields.ts";
import { isWithin } from "../data/taxonomy/is-within.ts";
import type { Lexicon } from "../lexicon/lexicon.ts";
import { textOfName, wordsInOrder, wordsOf } from "../lexicon/name-tokens.ts";
import type { Schema } from "../model/schema.ts";
import { composedProperties } from "../model/schema-parts.ts";
import { fixedSegments } from "./words.ts";

/**
 * Whether an address, phone or location is that of a place which its path lists, or of what the public is invited to, and of
 * nobody. The entry itself says so: its fields are called after such a place (`BranchName` of `/branches`) or tell when it is
 * open, or it has a beginning and a description and nobody who was asked in. Whoever stands between the entry and the value,
 * or is named in the entry by a field of their own, makes it theirs.
 */
export function isOfListedPlace({ field, operation, path }: Flow, categories: Categories): boolean {
  if (operation.operationKind !== "path" || operation.method !== "GET") return false;
  if (!REACHED.some((one) => isWithin(field.category, one)) || readOwner(field.name, categories).hasPerson)
    return false;
  const segment = fixedSegments(operation.path).at(-1) ?? "";
  const listed = readOwner(segment, categories);
  const at = path.findIndex(({ schema }) => isEntry(schema));
  if (at < 0 || listed.hasPerson) return false;
  if (path.slice(at + 1).some(({ schema, property }) => isOfPerson(property, schema, categories))) return false;
  const entry = path[at]!;
  if (isOfPerson(entry.property, entry.schema, categories)) return false;
  const names = [...composedProperties(entry.schema).keys()];
  if (names.some((name) => isPersonOf(name, categories))) return false;
  const { lexicon } = operation;
  if (listed.kind === "place") return isCalledAfter(names, listed.head.at(-1) ?? "", lexicon);
  return (
    lexicon.is(wordsOf(segment).join(" "), "public-occasion") &&
    isWithin(field.category, "user.location") &&
    !lexicon.has(wordsInOrder(segment), "private-event") &&
    isOnShow(names, categories)
  );
}

/** Whether an entry is one of a page: it has a name and a description or picture, and tells of nobody's device or account. */
function isOnShow(names: readonly string[], categories: Categories): boolean {
  const { isLinked, isTracked } = readSiblings(names, categories);
  const texts = names.map((name) => textOfName(name));
  return (
    !isLinked &&
    !isTracked &&
    texts.some((text) => NAMED.test(text)) &&
    texts.some((text) => SHOWN.test(text)) &&
    !texts.some((text) => WHEN_SEEN.test(text))
  );
}

const REACHED = ["user.contact.address", "user.contact.phone_number", "user.contact.fax_number", "user.location"];

/** Whether an object is more than an envelope: it has several fields. */
function isEntry(schema: Schema): boolean {
  return composedProperties(schema).size >= LEAST_FIELDS;
}

const LEAST_FIELDS = 5;

function isOfPerson(property: string | undefined, schema: Schema, categories: Categories): boolean {
  return [property, schema.name].some((name) => {
    if (name === undefined) return false;
    const { kind, hasPerson } = readOwner(name, categories);
    return kind === "person" || hasPerson;
  });
}

/** Whether a field of an entry is somebody whose the place may be: its tenant, its resident, its guests. */
function isPersonOf(name: string, categories: Categories): boolean {
  const { kind } = readOwner(name, categories);
  return (kind === "person" && !ORGANIZERS.test(name)) || ASKED_IN.test(name);
}

const ORGANIZERS = /^(?:organi[sz]er|host|speaker|performer|artist)s?$/i;
const ASKED_IN = /^(?:attendees?|participants?|invite[ed]s?|guests?|members?|owner)$/i;

function isCalledAfter(names: readonly string[], noun: string, lexicon: Lexicon): boolean {
  return names.some((name) => {
    const words = wordsOf(name);
    return (words.length > 1 && words[0] === noun) || lexicon.has(words, "hours-of-a-place");
  });
}

const NAMED = /^(?:name|title|titre|titel|t[íi]tulo|nombre|nome|nom)$/;
/** What a page about an occasion shows. */
const SHOWN = /^(?:description|picture|image|mission|beschreibung|descripci[óo]n|descri[çc][ãa]o)$/;
/** When a device was seen somewhere, which tells of an event in another sense. */
const WHEN_SEEN = /^(?:time ?stamp|recorded at|occurred at|speed|heading)$/;
