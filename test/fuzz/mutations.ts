import * as fc from "fast-check";

/*
 * Structured mutations: what is taken out, put elsewhere, repeated, renamed or replaced in a value as JSON has them. A
 * mutation is plain data, so that fast-check can leave out those that a failure does not need.
 */

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** One change; `at` and `from` choose places among those that there are. */
export interface Mutation {
  readonly kind: (typeof KINDS)[number];
  readonly at: number;
  readonly from: number;
  readonly value: Json;
  readonly key: string;
  readonly times: number;
}

const KINDS = [
  "remove",
  "replace",
  "replace",
  "move",
  "copy",
  "repeat",
  "rename",
  "wrap",
  "refer",
  "say",
  "name",
] as const;

/** Keys that mean something somewhere, or that JavaScript asks objects for. */
const KEYS = [
  ..."$ref allOf anyOf oneOf not items properties additionalProperties patternProperties required type format enum const".split(
    " ",
  ),
  ..."default example examples pattern discriminator mapping security securitySchemes schemes servers url variables".split(
    " ",
  ),
  ..."parameters in name schema content requestBody responses headers links callbacks webhooks paths get post put".split(
    " ",
  ),
  ..."delete patch options trace query additionalOperations tags operationId summary description deprecated".split(" "),
  ..."x-owner x-internal x-audience x-sallyport-accept components definitions info contact flows scopes".split(" "),
  ..."$id $schema $anchor $dynamicRef $dynamicAnchor $defs unevaluatedProperties prefixItems contains if then else".split(
    " ",
  ),
  ..."toString valueOf constructor __proto__ length then toJSON hasOwnProperty at map 0".split(" "),
  "",
  " ",
  "*",
  "/",
  "~",
  "200",
  "2XX",
  "default",
];

const VALUES: readonly Json[] = [
  null,
  true,
  false,
  0,
  -1,
  1.5,
  1e308,
  "",
  " ",
  "\u0000",
  "\ud800",
  "\u202e",
  "{}",
  "{id}",
  "/{a}{b}/{",
  "#/",
  "#",
  "https://[::1",
  "http://%zz",
  "//",
  "3.1.0",
  "2.0",
  "a".repeat(5000),
  "{".repeat(300),
  " ".repeat(3000),
  "9".repeat(400),
  "2026-13-45",
  "##vso[task.setvariable]x",
  "=cmd|' /C calc'!A0",
  "<script>alert(1)</script>",
  "(a+)+$",
  "[",
  [],
  {},
  [[]],
  [null],
  { $ref: "#" },
  { $ref: 1 },
  { toString: 1, valueOf: null },
  JSON.parse('{"__proto__":{"x":1},"constructor":{"prototype":1},"length":1e9,"then":1}') as Json,
];

/** Some changes, of which any may be left out. `words` are texts that go into others. */
export function mutations(words: readonly string[]): fc.Arbitrary<readonly Mutation[]> {
  const value = fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom(...VALUES) },
    { weight: 2, arbitrary: fc.constantFrom(...words) },
    { weight: 1, arbitrary: anyText(30) },
    { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<Json> },
  );
  const key = fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...KEYS) },
    { weight: 1, arbitrary: fc.constantFrom(...words) },
    { weight: 1, arbitrary: anyText(12) },
  );
  const mutation = fc.record({
    kind: fc.constantFrom(...KINDS),
    at: fc.nat(),
    from: fc.nat(),
    value,
    key,
    times: fc.integer({ min: 2, max: 12 }),
  });
  return fc.array(mutation, { minLength: 1, maxLength: 8 });
}

/** Any code units, halves of pairs among them. (`fc.string` makes a table of all characters first.) */
export function anyText(maxLength: number): fc.Arbitrary<string> {
  const unit = fc.oneof(fc.integer({ min: 0, max: 0x7f }), fc.integer({ min: 0, max: 0xffff }));
  return fc.array(unit, { maxLength }).map((units) => String.fromCharCode(...units));
}

/** Where a value stands: its holder and its key there. */
interface Place {
  readonly holder: Json[] | { [key: string]: Json };
  readonly key: string | number;
  readonly pointer: string;
}

/** A value with changes made to it, one after the other; the given one stays. */
export function mutated(value: unknown, changes: readonly Mutation[]): unknown {
  const root: { [key: string]: Json } = { "": structuredClone(value) as Json }; // parsed, so it is JSON
  for (const change of changes) {
    const places = placesIn(root);
    const place = places[change.at % places.length];
    const other = places[change.from % places.length];
    if (place === undefined || other === undefined) continue;
    changeAt(place, other, change);
    if (placesIn(root).length > MOST_PLACES) break;
  }
  return root[""];
}

/** Inputs stay small: how things grow is measured elsewhere. */
const MOST_PLACES = 3_000;

function changeAt(place: Place, other: Place, { kind, value: given, key, times }: Mutation): void {
  const here = valueAt(place);
  // Later changes go into it; the next case is given the same.
  const value = structuredClone(given);
  switch (kind) {
    case "remove":
      removeAt(place);
      break;
    case "replace":
      setAt(place, value);
      break;
    case "copy":
      setAt(place, structuredClone(valueAt(other)));
      break;
    case "move": {
      const moved = structuredClone(valueAt(other));
      removeAt(other);
      setAt(place, moved);
      break;
    }
    case "repeat":
      if (Array.isArray(place.holder)) for (let n = 0; n < times; n += 1) place.holder.push(structuredClone(here));
      else for (let n = 0; n < times; n += 1) setAt({ ...place, key: `${place.key} ${n}` }, structuredClone(here));
      break;
    case "rename":
      removeAt(place);
      setAt(Array.isArray(place.holder) ? place : { ...place, key }, here);
      break;
    case "wrap":
      setAt(place, times % 2 === 0 ? [here] : objectOf(key, here));
      break;
    case "refer":
      setAt(place, { $ref: times % 5 === 0 ? `other.json${other.pointer}` : other.pointer });
      break;
    case "say":
      setAt(place, typeof here === "string" && typeof value === "string" ? `${here} ${value}` : value);
      break;
    case "name":
      if (!Array.isArray(here) && typeof here === "object" && here !== null)
        setAt({ holder: here, key, pointer: "" }, value);
      break;
  }
}

/** Keys of the prototype's are keys as any other. */
function objectOf(key: string, value: Json): { [key: string]: Json } {
  return Object.fromEntries([[key, value]]);
}

function valueAt({ holder, key }: Place): Json {
  return Object.hasOwn(holder, key) ? ((holder as { [key: string]: Json })[key] as Json) : null; // an own key
}

function setAt({ holder, key }: Place, value: Json): void {
  Object.defineProperty(holder, key, { value, writable: true, enumerable: true, configurable: true });
}

function removeAt({ holder, key }: Place): void {
  if (Array.isArray(holder)) holder.splice(Number(key), 1);
  else delete holder[key];
}

function placesIn(root: { [key: string]: Json }): readonly Place[] {
  const places: Place[] = [];
  const stack: Place[] = [{ holder: root, key: "", pointer: "#" }];
  for (let place = stack.pop(); place !== undefined && places.length <= MOST_PLACES; place = stack.pop()) {
    places.push(place);
    const value = valueAt(place);
    if (typeof value !== "object" || value === null) continue;
    for (const key of Object.keys(value))
      stack.push({
        holder: value,
        key,
        pointer: `${place.pointer}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`,
      });
  }
  return places;
}
