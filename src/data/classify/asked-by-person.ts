import type { Api, Operation } from "../../model/api.ts";
import type { Schema } from "../../model/schema.ts";
import { freeSchemasOf, itemSchemasOf, partsOf } from "../../model/schema-parts.ts";
import type { Lexicon } from "../../lexicon/lexicon.ts";
import { textOfName, wordsInOrder, wordsOf } from "../../lexicon/name-tokens.ts";

/**
 * The objects with a position that an API gives only where it is asked about somebody: by the number of their phone or another
 * identifier of theirs. What it returns is about that person, whatever it is called.
 */
export function objectsAskedByPerson(api: Api): ReadonlySet<Schema> {
  const asked = new Set<Schema>();
  const others = new Set<Schema>();
  const { lexicon } = api;
  for (const operation of api.operations) {
    const isAsked = asksByPerson(operation, lexicon);
    for (const { content } of operation.responses)
      for (const { schema } of content) {
        if (schema === undefined) continue;
        if (!isAsked) collect(schema, others, DEEPEST);
        else if (hasPosition(schema, lexicon)) collect(schema, asked, DEEPEST);
      }
  }
  for (const schema of others) asked.delete(schema);
  return asked;
}

/**
 * The objects that operations list by whom they are about: `/trips?driver_id=…` gives the trips of a driver. What is listed in one
 * place by a person and in another by a thing is still of that person.
 */
export function objectsListedByPerson(api: Api): ReadonlySet<Schema> {
  const listed = new Set<Schema>();
  const { lexicon } = api;
  for (const { method, parameters, responses } of api.operations) {
    if (method !== "GET" || !parameters.some((one) => one.in === "query" && isIdOfSubject(one.name, lexicon))) continue;
    for (const { content, statusClass } of responses)
      for (const { schema } of statusClass === "2xx" ? content : [])
        if (schema !== undefined) collect(schema, listed, DEEPEST_LISTED);
  }
  return listed;
}

/** A page holds a list, which holds the records. */
const DEEPEST_LISTED = 2;

/** Whether a parameter is the identifier of whom records are about: `driver_id`, `patientId`. */
function isIdOfSubject(name: string, lexicon: Lexicon): boolean {
  const words = wordsOf(name);
  const noun = words.length > 1 ? [words.slice(0, -1), words.slice(1)] : [];
  const isId = lexicon.is(words.at(-1) ?? "", "identifier-word") || lexicon.is(words[0] ?? "", "identifier-word");
  return (
    isId &&
    noun.some((own) => lexicon.is(own.join(" "), "subject-of-record") || lexicon.is(own.join(" "), "driver-by-trade"))
  );
}

/** So many steps into what is returned or sent is looked. */
const DEEPEST = 8;
const DEEPEST_SENT = 4;
/** With more fields than these, what is sent is a record that is kept, and no question. */
const MOST_ASKED = 12;

/** Whether an operation looks something up by what identifies somebody, and sends no record of them. */
function asksByPerson({ method, parameters, requestBody }: Operation, lexicon: Lexicon): boolean {
  if (method !== "GET" && method !== "POST") return false;
  if (method === "GET") return parameters.some((one) => one.in !== "header" && isIdentifier(one.name, lexicon));
  return (requestBody?.content ?? []).some(({ schema }) => {
    const names = schema === undefined ? [] : namesIn(schema, DEEPEST_SENT);
    return (
      names.length <= MOST_ASKED &&
      names.some((name) => isIdentifier(name, lexicon)) &&
      !names.some((name) => isPosition(name, lexicon) || isSomebodysName(name, lexicon))
    );
  });
}

function isIdentifier(name: string, lexicon: Lexicon): boolean {
  return lexicon.is(textOfName(name), "identifier-of-somebody");
}

function isSomebodysName(name: string, lexicon: Lexicon): boolean {
  return lexicon.is(wordsInOrder(name).join(" "), "known-name");
}

function isPosition(name: string, lexicon: Lexicon): boolean {
  return lexicon.is(wordsInOrder(name).join(" "), "coordinate-of-a-point");
}

function hasPosition(schema: Schema, lexicon: Lexicon): boolean {
  return namesIn(schema, DEEPEST).some((name) => isPosition(name, lexicon));
}

/** What has more parts is no answer about one person, and no question. */
const MOST_LOOKED_AT = 200;

/** The names of the properties of a schema and of its parts. */
function namesIn(schema: Schema, steps: number): readonly string[] {
  const schemas = new Set<Schema>();
  collect(schema, schemas, steps, MOST_LOOKED_AT);
  return [...schemas].flatMap(({ properties }) => [...properties.keys()]);
}

/** A schema and what it is made of; each once. */
function collect(schema: Schema, into: Set<Schema>, steps: number, most = Infinity): void {
  if (steps < 0 || into.has(schema) || into.size > most) return;
  into.add(schema);
  schema.properties.forEach((property) => collect(property, into, steps - 1, most));
  for (const part of partsOf(schema)) collect(part, into, steps - 1, most);
  for (const part of [...itemSchemasOf(schema), ...freeSchemasOf(schema)]) collect(part, into, steps - 1, most);
}
