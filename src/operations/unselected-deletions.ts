import { targetOf } from "../model/schema.ts";
/*
 * Deletions of things in a collection that say which in no way, beside others that take a list of what to delete: either the
 * selection is missing from the description, or one call deletes them all.
 */
import { isOwn } from "../exposure/principals.ts";
import { intentOf } from "../exposure/intent.ts";
import type { Concept } from "../lexicon/concept.ts";
import { wordsInOrder, wordsOf } from "../lexicon/name-tokens.ts";
import { sentencesOf } from "../lexicon/sentences.ts";
import type { Operation } from "../model/api.ts";
import { requestFields } from "./request-fields.ts";

/** A deletion without a selection, with one beside it that has one. */
export interface UnselectedDeletion {
  readonly operation: Operation;
  readonly selecting: Operation;
  /** What the text says of some of the things, where it says so: "removes certain entries". */
  readonly sentence: string | undefined;
  /** Whether that text says by what they are selected: "by their names". */
  readonly isSaidByWhat: boolean;
}

/** Deletions of a whole collection, where most deletions of collections beside them take a selection. */
export function unselectedDeletions(operations: readonly Operation[]): readonly UnselectedDeletion[] {
  const made = new Set(operations.flatMap(({ method, path }) => (method === "POST" ? [path] : [])));
  const ofCollections = operations.filter(
    (operation) => isOfNoOne(operation) && (made.has(operation.path) || isPlural(lastSegment(operation.path))),
  );
  const selecting = ofCollections.filter(hasSelection);
  const without = ofCollections.filter((operation) => !hasSelection(operation));
  if (selecting.length < LEAST || without.length * 2 > selecting.length) return [];
  return without.flatMap((operation) => {
    if (saysAll(operation)) return [];
    const byWhat = sentenceWith(operation, "selected-by");
    return [
      {
        operation,
        selecting: selecting[0]!,
        sentence: byWhat ?? sentenceWith(operation, "some-of-them"),
        isSaidByWhat: byWhat !== undefined,
      },
    ];
  });
}

/**
 * Deletions of a collection that only optional filters narrow, and that a text or name says is of all: without a filter everything
 * goes. A text that asks for one of the filters is a selection.
 */
export function deletionsWithoutFilter(operations: readonly Operation[]): readonly Operation[] {
  return operations.filter(
    (operation) =>
      isOfNoOne(operation) &&
      isPlural(lastSegment(operation.path)) &&
      operation.requestBody === undefined &&
      saysAll(operation) &&
      operation.parameters.some(isFilter) &&
      operation.parameters.every(({ in: place, required }) => place !== "query" || !required) &&
      !asksForFilter(operation),
  );
}

/** Whether a parameter chooses among things, and not in which language is answered. */
function isFilter({ in: place, name }: Operation["parameters"][number]): boolean {
  return (
    place === "query" &&
    !/^(?:lang(?:uage)?|locale|format|callback|pretty|sprache|langue|idioma)$/i.test(name) &&
    !SHAPES_RESPONSE.test(name)
  );
}

/** Parameters of APIs of all languages that say what comes back of each thing, and choose none. */
const SHAPES_RESPONSE = /^(?:expand|embed|include|fields|view|dry[-_]?run|async|force)$/i;

/** Whether deletions take the identifiers of what is to go, as a list of at least one: then only `required` is missing. */
export function takesIdentifiers({ parameters, lexicon }: Operation): boolean {
  return parameters.some(
    ({ in: place, name, schema }) =>
      place === "query" &&
      lexicon.is(wordsOf(name).at(-1) ?? "", "identifier-word") &&
      schema !== undefined &&
      targetOf(schema).types.includes("array"),
  );
}

/** Whether a text says that a filter must be given: that who calls "must be logged in" selects nothing. */
function asksForFilter({ description = "", parameters }: Operation): boolean {
  const names = parameters.filter(isFilter).map(({ name }) => name.toLowerCase());
  return (
    parameters.some((one) => ASKS_FOR_ONE.test(one.description ?? "")) ||
    sentencesOf(description).some((sentence) => {
      const text = sentence.toLowerCase();
      return (
        ASKS_FOR_ONE.test(text) &&
        (/filt|param|criteri|kriteri/.test(text) || names.some((name) => text.includes(name)))
      );
    })
  );
}

/** Says in each language that one of the filters must be given. */
const ASKS_FOR_ONE =
  /\b(?:must|required|at least one|one of|either|muss|müssen|mindestens|erforderlich|entweder|doit|obligatoire|au moins|debe|obligatorio|al menos|deve|obrigatório|pelo menos)\b/i;

/** So many that take a selection are a habit of an API. */
const LEAST = 2;

/** Whether a deletion names no one thing by its path. */
function isOfNoOne(operation: Operation): boolean {
  const { operationKind, method, path } = operation;
  return (
    operationKind === "path" &&
    method === "DELETE" &&
    !isOwn(operation) &&
    intentOf(operation) === undefined &&
    !path.includes("{")
  );
}

/** Whether a segment is called after several things; a thing that is made is one of several in any language. */
function isPlural(segment: string): boolean {
  return segment !== "" && wordsInOrder(segment).at(-1) !== wordsOf(segment).at(-1);
}

function lastSegment(path: string): string {
  return (
    path
      .split("/")
      .findLast((segment) => segment !== "")
      ?.split(".", 1)[0] ?? ""
  );
}

/** Whether anything that is sent says what is to be deleted. */
function hasSelection(operation: Operation): boolean {
  return (
    operation.requestBody !== undefined ||
    operation.parameters.some(({ in: place, required }) => place === "header" && required) ||
    requestFields(operation).some(({ in: way }) => way === "query" || way === "body")
  );
}

/** Whether a text says that all are deleted: then that is what it is for. */
function saysAll({ summary = "", description = "", operationId = "", lexicon }: Operation): boolean {
  return [summary, description, operationId].some((text) => lexicon.has(wordsInOrder(text), "quantifier-all"));
}

function sentenceWith({ summary = "", description = "", lexicon }: Operation, concept: Concept): string | undefined {
  return [...sentencesOf(description), summary].find((sentence) => lexicon.has(wordsInOrder(sentence), concept));
}
