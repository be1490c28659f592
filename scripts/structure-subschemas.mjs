/*
 * The anatomy of a schema: where subschemas stand in it, and what an `allOf` comes to.
 */

const MAPS = ["properties", "patternProperties", "dependentSchemas"];
const LISTS = ["allOf", "anyOf", "oneOf"];
const SINGLE =
  "items additionalProperties unevaluatedProperties propertyNames contains not if then else inOwnDialect".split(" ");
const MERGEABLE = new Set(
  "type properties patternProperties required exactlyOne atLeastOne notTogether absent allOf if then else".split(" "),
);

/** A schema with its direct subschemas changed. */
export function mapSubschemas(schema, change) {
  const changed = { ...schema };
  for (const keyword of MAPS) {
    if (schema[keyword] !== undefined) changed[keyword] = mapValues(schema[keyword], change);
  }
  for (const keyword of LISTS) {
    if (schema[keyword] !== undefined) changed[keyword] = schema[keyword].map(change);
  }
  for (const keyword of SINGLE) {
    if (schema[keyword] !== undefined) changed[keyword] = change(schema[keyword]);
  }
  return changed;
}

/** What `allOf` asks for in its place, where nothing stands against it. */
export function flattened({ allOf = [], propertyNames = true, ...others }) {
  const schema = typeof propertyNames === "object" ? { ...others, propertyNames } : others;
  if (allOf.length === 1 && Object.keys(schema).length === 0) return allOf[0];
  const merged = { ...schema };
  const kept = [];
  for (const part of allOf.flatMap((sub) => (sub === true ? [] : [flattened(sub)]))) {
    if (!canMerge(merged, part)) {
      kept.push(part);
      continue;
    }
    for (const [keyword, value] of Object.entries(part)) {
      if (keyword === "allOf") kept.push(...value);
      else if (Array.isArray(value) && keyword !== "type")
        merged[keyword] = [...new Set([...(merged[keyword] ?? []), ...value])];
      else merged[keyword] = MAPS.includes(keyword) ? { ...merged[keyword], ...value } : value;
    }
  }
  return { ...merged, ...nonEmpty({ allOf: kept }) };
}

function canMerge(schema, part) {
  return Object.entries(part).every(([keyword, value]) => {
    const own = schema[keyword];
    if (!MERGEABLE.has(keyword)) return false;
    if (own === undefined || Array.isArray(own))
      return keyword !== "type" || own === undefined || String(own) === String(value);
    if (!MAPS.includes(keyword)) return own === value;
    return Object.keys(value).every((name) => own[name] === undefined || (own[name] === true && value[name] === true));
  });
}

/** Without the members that are empty. */
export function nonEmpty(object) {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => Object.keys(value).length > 0));
}

function mapValues(object, change) {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value)]));
}
