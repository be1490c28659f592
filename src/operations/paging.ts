import { isSaid } from "../exposure/said.ts";
import { wordsOf } from "../lexicon/name-tokens.ts";
import type { Operation } from "../model/api.ts";
import { composedProperties } from "../model/schema-parts.ts";
import { keyword, targetOf, type Schema } from "../model/schema.ts";

/** Whether a caller of a list can, or must, ask for a part. */
export function isPaged(operation: Operation): boolean {
  if (isSaid(operation, "said-paged") || linksPages(operation) || isOfOnePoint(operation)) return true;
  return operation.parameters.some(
    ({ in: place, name, lexicon, schema }) =>
      (place === "query" || place === "header") &&
      (lexicon.has(wordsOf(name), "paging") || SHORT_FOR_PAGE.test(name)) &&
      !isNameOfPerson(wordsOf(name)) &&
      !isFilterByDate(wordsOf(name).length, schema),
  );
}

/** "Page" and "results per page", as they are cut short. */
const SHORT_FOR_PAGE = /^(?:pg|rpp|pp)$/i;

/** Whether each success response says in a `Link` header where the next page is (RFC 8288). */
function linksPages({ responses }: Operation): boolean {
  const fine = responses.filter(({ statusClass }) => statusClass === "2xx");
  return (
    fine.length > 0 &&
    fine.every(({ headers }) =>
      headers.some(
        ({ name, description = "" }) =>
          /^link$/i.test(name) && /\b(?:pages?|paginat\w*|rel=.?next)\b/i.test(description),
      ),
    )
  );
}

/** Whether a call must name one point on the map: what is there, or what is there for it, are few. */
function isOfOnePoint({ parameters }: Operation): boolean {
  const needed = parameters.filter(({ in: place, required }) => place === "query" && required);
  return (
    needed.some(({ name }) => /^lat(?:itude)?$/i.test(name)) &&
    needed.some(({ name }) => /^(?:lng|lon|long|longitude)$/i.test(name)) &&
    !parameters.some(({ name }) => /radius|distance|umkreis|rayon|radio|raio/i.test(name))
  );
}

/**
 * Whether each list that a read returns says how many entries it has at most, and these are no more than a page: as it stands, or
 * in an envelope.
 */
export function isBoundedList(operation: Operation): boolean {
  if (isOfNamedOnes(operation)) return true;
  const { responses } = operation;
  const lists = responses
    .filter(({ statusClass }) => statusClass === "2xx")
    .flatMap(({ content }) => content.flatMap(({ schema }) => (schema === undefined ? [] : listsIn(schema))));
  return lists.length > 0 && lists.every(isShort);
}

function listsIn(schema: Schema): readonly Schema[] {
  const isList = (one: Schema): boolean => targetOf(one).items !== undefined;
  return isList(schema) ? [schema] : [...composedProperties(schema).values()].filter(isList);
}

function isShort(list: Schema): boolean {
  const most = keyword(targetOf(list), "maxItems");
  return typeof most === "number" && most <= MOST_OF_A_PAGE;
}

/** Who may get so many records may get them page by page as well. */
const MOST_OF_A_PAGE = 1000;

/** `createdAfter` leaves out what is older; `since` is how one goes on where one was. */
function isFilterByDate(words: number, schema: Schema | undefined): boolean {
  return words > 1 && schema !== undefined && /^date(?:-time)?$/.test(targetOf(schema).format ?? "");
}

/** `last_name` looks for people; `last` asks for so many. */
function isNameOfPerson(words: readonly string[]): boolean {
  return words.length > 1 && words.at(-1) === "name";
}

/** Whether a call must name the things that it wants, and at most so many: `ids`, an array with `maxItems`. */
function isOfNamedOnes({ parameters, path, lexicon }: Operation): boolean {
  const last = wordsOf(path.split("/").findLast((segment) => segment !== "" && !segment.includes("{")) ?? "");
  return parameters.some(({ in: place, required, name, schema }) => {
    if (place !== "query" || !required || schema === undefined) return false;
    const most = keyword(targetOf(schema), "maxItems");
    if (typeof most !== "number" || most > MOST_NAMED) return false;
    const words = wordsOf(name);
    // The accounts that are named bound no list of what is in them.
    const [thing] = words;
    if (words.length > 1 && lexicon.has(words, "identifier-word") && !last.includes(thing!)) return false;
    return lexicon.has(words, "identifier-word") || lexicon.is(words.at(-1) ?? "", "login-name");
  });
}

/** More than so many are as good as all. */
const MOST_NAMED = 1000;
