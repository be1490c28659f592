/*
 * What shows or changes the inside of a service, and is there for those who write or run it.
 */
import { memo } from "../core/memo.ts";
import type { Lexicon } from "../lexicon/lexicon.ts";
import { isMadeOf } from "../lexicon/phrases.ts";
import { textOfName, wordsInOrder, wordsOf } from "../lexicon/name-tokens.ts";
import { composedProperties, heldSchemaOf } from "../model/schema-parts.ts";
import { readingOf } from "../exposure/reading.ts";
import { isOfEverything } from "../exposure/changing-get.ts";
import { fixedSegments, ownSegments } from "../exposure/words.ts";
import type { Operation } from "../model/api.ts";
import { targetOf, type Schema } from "../model/schema.ts";
import { requestFields } from "./request-fields.ts";

/** Whether a segment of the path, or two that follow one another, are only known at a developer's desk. */
export const isForDevelopers = memo((operation: Operation): boolean => {
  const { path, lexicon } = operation;
  const segments = fixedSegments(path);
  const names = segments.map(textOfName);
  const last = names.at(-1) ?? "";
  const before = names.at(-2) ?? "";
  // A device or a machine that is wiped is a thing of the caller's, and no data of the service's.
  const isOfThing = lexicon.has(before.split(" "), "machine");
  const tools = names.filter((name) => !isOfThing || name !== last);
  if (tools.some((name) => lexicon.is(name, "developer-tool") || isMadeAnew(name.split(" "), lexicon))) return true;
  // What writes to a database as a whole, and what is left of trying things out.
  if ((["database-at-desk", "trial-data"] as const).some((thing) => lexicon.is(before, thing)))
    if (lexicon.is(last, "begins-anew")) return true;
  const own = ownSegments(path);
  return (
    own.length === 1 &&
    !path.includes("{") &&
    lexicon.is(last, "tried-out") &&
    !isOfAccount(operation) &&
    !namesThing(operation)
  );
});

/** Whether a call must name by its ID what it is about: `POST /reset` with the `policyId` to reset. */
function namesThing(operation: Operation): boolean {
  return requestFields(operation).some(
    ({ words, isRequired }) => isRequired && words.length > 1 && words.at(-1) === "id",
  );
}

/** Whether a call is about the account of somebody, by its text or the address that it takes: `POST /reset` may set a password anew. */
function isOfAccount(operation: Operation): boolean {
  const { summary = "", operationId = "", description = "", tags, lexicon } = operation;
  const said = [summary, textOfName(operationId), description.slice(0, LONGEST_READ), ...tags];
  return (
    said.some((text) => lexicon.has(wordsInOrder(text), "password")) ||
    requestFields(operation).some(
      ({ words }) => lexicon.has(words, "contact-address") || lexicon.has(words, "password"),
    )
  );
}

/** So much of a text is looked at. */
const LONGEST_READ = 300;

/** Whether a segment says that a database begins anew, in two words or one: `drop-tables`, `datenbank-leeren`, `resetdb`. */
function isMadeAnew(words: readonly string[], lexicon: Lexicon): boolean {
  const verb = words.join("").replace(/(?:db|database|datenbank)$/, "");
  return (
    (isMadeOf(words, lexicon, "begins-anew", "database-at-desk") && lexicon.has(words, "database-at-desk")) ||
    (verb.length < words.join("").length && lexicon.is(verb, "begins-anew"))
  );
}

/** Whether a read is called after the inside of a service, and returns what only its operators need. */
export function tellsOfInside(operation: Operation): boolean {
  const { path } = operation;
  return (
    readingOf(operation) !== undefined &&
    !path.includes("{") &&
    fixedSegments(path).some((segment) => isInside(wordsOf(segment), operation.lexicon)) &&
    showsInside(operation)
  );
}

function isInside(segment: readonly string[], lexicon: Lexicon): boolean {
  return lexicon.is(segment.join(" "), "inside-of-service") || /logs?$/.test(segment.at(-1) ?? "");
}

/** Whether what comes back tells how the service is built, set up, or failed: one thing that only a log has, or two of a machine. */
function showsInside(operation: Operation): boolean {
  const { responses, path, lexicon } = operation;
  const last = wordsOf(fixedSegments(path).at(-1) ?? "").at(-1) ?? "";
  if (isMeasured(operation, last) || isWholeSetUp(operation, last)) return true;
  const isOfCalls = lexicon.is(last, "log-of-calls") || /logs?$/.test(last);
  const names = new Set<string>();
  for (const { statusClass, content } of responses) {
    if (statusClass !== "2xx") continue;
    for (const { schema } of content) if (schema !== undefined) addNames(names, schema, 2);
  }
  const shown = [...names];
  if (isOfCalls && shown.filter((name) => lexicon.is(name, "shown-of-calls")).length > 1) return true;
  return (
    shown.some((name) => isOfLogs(name, lexicon)) || shown.filter((name) => isOfMachines(name, lexicon)).length > 1
  );
}

/** Whether measures of a service come back as a text, as Prometheus reads them: its calls, its load, its parts. */
function isMeasured(operation: Operation, last: string): boolean {
  return isOfEverything(operation) && operation.lexicon.is(last, "measures") && !namesFields(operation);
}

/** Whether a configuration comes back as whatever it holds, or as a part of what a service tells of itself. */
function isWholeSetUp(operation: Operation, last: string): boolean {
  const { lexicon } = operation;
  if (lexicon.is(last, "configuration")) return successSchemas(operation).some((schema) => isFreeMap(schema));
  return successSchemas(operation).some((schema) => {
    const parts = [...composedProperties(targetOf(schema))];
    return parts.some(([name, part]) => lexicon.is(textOfName(name), "configuration") && holdsText(part));
  });
}

/** Whether what stands under a name is a text or a map, and no list of named settings. */
function holdsText(part: Schema): boolean {
  const inner = [...composedProperties(targetOf(part)).values()];
  return isFreeMap(part) || (inner.length === 1 && targetOf(inner[0]!).types.includes("string"));
}

function isFreeMap(schema: Schema): boolean {
  const target = targetOf(schema);
  return composedProperties(target).size === 0 && typeof target.additionalProperties === "object";
}

/** Whether a success of a call names what it returns, field by field. */
export function namesFields(operation: Operation): boolean {
  return successSchemas(operation).some((schema) => composedProperties(heldSchemaOf(schema)).size > 0);
}

function successSchemas({ responses }: Operation): readonly Schema[] {
  return responses
    .filter(({ statusClass }) => statusClass === "2xx")
    .flatMap(({ content }) => content.flatMap(({ schema }) => schema ?? []));
}

/** Whether only a log or an operator has what is called so: an exception of some kind, a database's address. */
function isOfLogs(name: string, lexicon: Lexicon): boolean {
  const words = name.split(" ");
  return (
    lexicon.is(name, "shown-in-logs") ||
    (words.length === 2 && words[0] === "exception") ||
    isConnection(words, lexicon)
  );
}

/** Whether words are what a connection is described by: `redis host`, `db connection url`. */
function isConnection(words: readonly string[], lexicon: Lexicon): boolean {
  const store = lexicon.lengthAt(words, 0, "called-store");
  const rest = words.slice(words[store] === "connection" ? store + 1 : store);
  return store > 0 && lexicon.is(rest.join(" "), "connection-part");
}

/** Whether only those who run a service need what is called so: `heap used`, `pool idle`, `git commit`. */
function isOfMachines(name: string, lexicon: Lexicon): boolean {
  const [first = "", second] = name.split(" ");
  const isMeasure = lexicon.is(first, "machine-measure") || (first === "pool" && second !== undefined);
  return lexicon.is(name, "shown-of-machines") || (isMeasure && name.split(" ").length <= 2);
}

function addNames(names: Set<string>, schema: Schema, depth: number): void {
  for (const [name, property] of composedProperties(heldSchemaOf(schema))) {
    names.add(wordsOf(name).join(" "));
    if (depth > 0 && names.size < MOST_NAMES) addNames(names, property, depth - 1);
  }
}

const MOST_NAMES = 200;
