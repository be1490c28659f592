/*
 * The same schema in words from which precise errors can be made. What is about the presence of keys becomes a keyword
 * of our own (`exactlyOne`, `atLeastOne`, `notTogether`, `absent`), as does `uniqueItems` (`distinctItems`); an
 * alternative becomes a decision (`structure-decisions.mjs`); a key that only a condition allows is absent elsewhere.
 *
 * What is valid stays the same, but that a callback of 3.1 and 3.2 may have extensions: the spec says so, the schemas
 * say it in a way that has no effect. A test compares the two on documents of OpenAPI's own, changed at random.
 */

import { withDecisions } from "./structure-decisions.mjs";
import { flattened, mapSubschemas, nonEmpty } from "./structure-subschemas.mjs";

/** A schema and all below it, rewritten. `defs` are the kinds, as they were before. */
export function rewritten(schema, defs) {
  if (typeof schema === "boolean") return schema;
  if (isVacuous(schema)) return true;
  const steps = [withNamedKeys, withDistinctItems, withExclusions, withDecisions, flattened, closed];
  return steps.reduce(
    (done, step) => step(done, defs),
    mapSubschemas(schema, (sub) => rewritten(sub, defs)),
  );
}

/** The names of the keys that an object may have by a schema, under whatever condition. */
export function keysOf(schema, defs) {
  if (typeof schema === "boolean") return new Set();
  const own = Object.keys(schema.properties ?? {});
  return new Set([...own, ...inPlace(schema, defs).flatMap((sub) => [...keysOf(sub, defs)])]);
}

function inPlace({ $ref, allOf = [], oneOf = [], then = true, inOwnDialect = true, dependentSchemas = {} }, defs) {
  const target = $ref === undefined ? [] : [defs[$ref]];
  return [...target, ...allOf, ...oneOf, then, inOwnDialect, ...Object.values(dependentSchemas)];
}

function isVacuous(schema) {
  return Object.entries(schema).every(([key, value]) => key === "additionalProperties" && value === true);
}

/** `^(get|put)$` names keys: they become properties. */
function withNamedKeys({ patternProperties = {}, ...schema }) {
  const properties = { ...schema.properties };
  const patterns = {};
  for (const [pattern, sub] of Object.entries(patternProperties)) {
    const names = /^\^(?:\((?:\?:)?([\w|]+)\)|\\(\$\w+))\$$/.exec(pattern);
    if (names === null) patterns[pattern] = sub;
    else for (const name of (names[1] ?? names[2]).split("|")) properties[name] = { ...properties[name], ...sub };
  }
  return { ...schema, ...nonEmpty({ properties, patternProperties: patterns }) };
}

/** `uniqueItems` compares every two items; the keyword of ours looks at each once. */
function withDistinctItems({ uniqueItems = false, ...schema }) {
  return uniqueItems ? { ...schema, distinctItems: true } : schema;
}

function withExclusions(schema) {
  const { not, dependentSchemas = {}, ...rest } = schema;
  const notTogether = [...(rest.notTogether ?? [])];
  const absent = [...(rest.absent ?? [])];
  const dependent = [];
  for (const [key, sub] of Object.entries(dependentSchemas)) {
    const { absent: excluded, properties = {}, ...other } = sub === true ? {} : sub;
    const forbidden = Object.keys(properties).filter((name) => properties[name] === false);
    const constrained = Object.keys(properties).some(
      (name) => typeof properties[name] === "object" || !(name in rest.properties),
    );
    if (constrained || Object.keys(other).length > 0) dependent.push({ if: { required: [key] }, then: sub });
    else for (const name of [...forbidden, ...(excluded ?? [])]) notTogether.push([key, name]);
  }
  if (isOnlyRequired(not)) {
    if (not.required.length === 1) absent.push(...not.required);
    else notTogether.push(not.required);
  }
  const kept = not === undefined || isOnlyRequired(not) ? {} : { not };
  return {
    ...rest,
    ...kept,
    ...nonEmpty({ allOf: [...(rest.allOf ?? []), ...dependent], notTogether, absent }),
  };
}

function isOnlyRequired(schema) {
  return schema?.required !== undefined && Object.keys(schema).length === 1;
}

/** `unevaluatedProperties` in words that name the key: known is what any condition adds; it is absent where none holds. */
function closed({ unevaluatedProperties, ...schema }, defs) {
  if (unevaluatedProperties === undefined) return schema;
  const own = schema.properties ?? {};
  const conditions = new Map(); // by key: the lists of conditions that allow it
  for (const [key, needed] of conditionalKeys(schema, [], defs)) {
    if (!(key in own)) conditions.set(key, [...(conditions.get(key) ?? []), needed]);
  }
  const exclusions = [...conditions].map(([key, alternatives]) =>
    weakest(alternatives).reduceRight((otherwise, needed) => ({ if: flattened({ allOf: needed }), else: otherwise }), {
      absent: [key],
    }),
  );
  const properties = {
    ...own,
    ...Object.fromEntries([...conditions.keys()].map((key) => [key, true])),
  };
  return {
    ...schema,
    ...nonEmpty({ properties, allOf: [...(schema.allOf ?? []), ...exclusions] }),
    additionalProperties: false,
  };
}

function conditionalKeys(schema, needed, defs) {
  const { $ref, if: condition, then = true, allOf = [] } = schema;
  const keysIn = (sub, more) =>
    Object.keys(sub.properties ?? {})
      .map((key) => [key, more])
      .concat(conditionalKeys(sub, more, defs));
  return [
    ...($ref === undefined ? [] : keysIn(defs[$ref], needed)),
    ...(then === true ? [] : keysIn(then, [...needed, condition])),
    ...allOf.flatMap((sub) => keysIn(sub, needed)),
  ];
}

/** Without the lists of conditions that ask for more than another does. */
function weakest(alternatives) {
  const texts = alternatives.map((needed) => needed.map((condition) => JSON.stringify(condition)));
  const asksForMore = (more, less) => more.length > less.length && less.every((text) => more.includes(text));
  return alternatives.filter((_, i) => !texts.some((less) => asksForMore(texts[i], less)));
}
