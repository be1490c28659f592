/*
 * What the compiled validators call. A check is synchronous and the state below is its own, reset by `begin`.
 *
 * Hostile input: an object that many aliases share is checked once a kind, so the work is linear in the objects that
 * there are; errors beyond a limit are counted, not kept.
 */

/** Errors that are kept; a document with more is broken in a way that more of them would not explain. */
const MOST_ERRORS = 10_000;
const NOT_KEPT = Object.freeze({});

const memos = [];
let kept = 0;
let dialectIsOwn = true;

/** Starts a check. A description may write its schemas in another dialect of JSON Schema. */
export function begin(jsonSchemaDialect) {
  kept = 0;
  dialectIsOwn = typeof jsonSchemaDialect !== "string" || isOwn(jsonSchemaDialect);
}

/** Ends a check: forgets its objects, and gives the errors that were kept. */
export function end(errors) {
  for (const memo of memos) memo.clear();
  return (errors ?? []).filter((error) => error !== NOT_KEPT);
}

/** What a kind's function found of the objects it has seen; true also while it looks. */
export function newMemo() {
  const memo = new Map();
  memos.push(memo);
  return memo;
}

export function reported(errors, error) {
  kept += 1;
  const entry = kept > MOST_ERRORS ? NOT_KEPT : error;
  if (errors === null) return [entry];
  errors.push(entry);
  return errors;
}

/** A condition that does not hold: counted, as the compiled code relies on the number. */
export function missed(errors) {
  if (errors === null) return [NOT_KEPT];
  errors.push(NOT_KEPT);
  return errors;
}

/** The errors of a part beside those of the whole, with the part's place before theirs. */
export function gathered(errors, more, place) {
  if (more === null) return missed(errors);
  for (const error of more) if (error !== NOT_KEPT) error.instancePath = place + error.instancePath;
  if (errors === null) return more;
  for (const error of more) errors.push(error);
  return errors;
}

/** Whether an object has no other keys than these, each with a value of its type or among its words. */
export function isPlain(value, keys) {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  for (const key in value) {
    const wanted = keys.get(key);
    if (wanted === undefined) return false;
    if (typeof wanted === "object" ? !wanted.has(value[key]) : wanted !== "any" && typeof value[key] !== wanted)
      return false;
  }
  return true;
}

/** Whether a schema is written in the dialect that it is judged by: OpenAPI's, or JSON Schema 2020-12 itself. */
export function isInOwnDialect(schema) {
  const own = typeof schema === "object" && schema !== null ? schema.$schema : undefined;
  return typeof own === "string" ? isOwn(own) : dialectIsOwn;
}

function isOwn(uri) {
  return /^https?:\/\/(spec\.openapis\.org\/oas\/3\.\d+\/(dialect|schema-base)\b|json-schema\.org\/draft\/2020-12\/schema#?$)/.test(
    uri,
  );
}

/** The index of the first item that equals one before it; -1 where there is none. Equal values get equal numbers. */
export function repeatedItem(items) {
  if (items.length < 2 || areApart(items)) return -1;
  const numbers = new Map();
  const objects = new Map();
  const seen = new Set();
  return items.findIndex((item) => seen.size === seen.add(numberOf(item)).size);

  function numberOf(value) {
    if (typeof value !== "object" || value === null) return numbered(`${typeof value} ${value}`);
    const known = objects.get(value);
    if (known !== undefined) return known;
    objects.set(value, -1);
    const keys = Array.isArray(value) ? [] : Object.keys(value).toSorted();
    const parts = Array.isArray(value)
      ? value.map(numberOf)
      : keys.map((key) => `${JSON.stringify(key)}${numberOf(value[key])}`);
    const number = numbered(`${Array.isArray(value) ? "list" : "object"} ${parts.join()}`);
    objects.set(value, number);
    return number;
  }

  function numbered(text) {
    if (!numbers.has(text)) numbers.set(text, numbers.size);
    return numbers.get(text);
  }
}

/** Whether no item can equal another, as nearly always: each is a text, refers to something or has a name, and these differ. */
function areApart(items) {
  const texts = new Set();
  for (const item of items) {
    const text = typeof item === "string" ? item : (item?.$ref ?? item?.name);
    if (typeof text !== "string") return false;
    texts.add(text);
  }
  return texts.size === items.length;
}

/** The index of a parameter that no other in `querystring` allows beside it; -1 where there is none. */
export function clashingQuerystring(parameters) {
  const places = parameters.map((parameter) =>
    typeof parameter === "object" && parameter !== null ? parameter.in : undefined,
  );
  const first = places.indexOf("querystring");
  if (first < 0) return -1;
  return places.findIndex((place, i) => place === "query" || (place === "querystring" && i !== first));
}
