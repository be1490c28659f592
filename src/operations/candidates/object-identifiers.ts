import { memo } from "../../core/memo.ts";
import type { Place } from "../../core/place.ts";
import type { Lexicon } from "../../lexicon/lexicon.ts";
import { textOfName, wordsOf } from "../../lexicon/name-tokens.ts";
import { areAllOf, endsIn } from "../../lexicon/phrases.ts";
import { composedProperties } from "../../model/schema-parts.ts";
import { placeOf, type Operation, type Parameter } from "../../model/api.ts";
import { pathParameters } from "../../model/path-parameters.ts";
import { targetOf, type Schema } from "../../model/schema.ts";
import { chosenAct } from "../../exposure/chosen-act.ts";
import { intentOf } from "../../exposure/intent.ts";
import { isChosenValue } from "./chosen-values.ts";
import { lastWord } from "./nouns.ts";
import { pathSteps } from "./path-steps.ts";
import { returnsList } from "../../exposure/lists.ts";
import { isOwn } from "../../exposure/principals.ts";
import { readingOf } from "../../exposure/reading.ts";
import { segmentWords } from "../request-fields.ts";
import { returnedProperties } from "../returned-properties.ts";
import { isSum } from "../sums.ts";
import type { Resource, Resources } from "./resources.ts";
import type { ReturnedReferences } from "./returned-references.ts";
import { fixedSegments } from "../../exposure/words.ts";

/** What a caller names an object by. */
export interface ObjectIdentifier {
  readonly name: string;
  readonly in: "path" | "query" | "body" | "header" | "cookie";
  readonly schema: Schema | undefined;
  readonly at: Place;
  readonly required: boolean;
  /** Whether it is a list of them, or stands in one. */
  readonly isMany: boolean;
  /** What it names one of, where that shows by more than its own name. */
  readonly thing?: Resource;
  /** Whether a text says that it is of what the call is to change or delete. */
  readonly isMeant?: boolean;
  /** Whether it is no value, but the name of a property. */
  readonly isKey?: boolean;
}

/** What stands in the path of an operation but a version, a choice or an act, in the order of the path. */
export const pathIdentifiers = memo((operation: Operation): readonly ObjectIdentifier[] =>
  pathSteps(operation).flatMap(({ parameter: name }): ObjectIdentifier[] => {
    if (name === undefined || operation.lexicon.is(wordsOf(name).at(-1) ?? "", "choice")) return [];
    if (name === chosenAct(operation)) return [];
    // A template names it, whether or not a parameter is declared.
    const declared = pathParameters(operation).get(name);
    const schema = declared?.schema;
    if (isChosenValue({ name, schema, description: declared?.description }, operation.lexicon)) return [];
    return [{ name, in: "path", schema, at: placeOf(declared ?? operation), required: true, isMany: false }];
  }),
);

/** The kind of thing that an operation is about by its path: one that is named last, or those of a collection. */
export function resourceInPath(operation: Operation, resources: Resources): Resource | undefined {
  const last = pathIdentifiers(operation).at(-1);
  return last === undefined ? resources.ofCollection(operation) : resources.ofParameter(operation, last.name);
}

/** What in the query, or in a header that is no standard one, names an object that the API has, or a person. */
export function queryIdentifiers(operation: Operation, resources: Resources): readonly ObjectIdentifier[] {
  return operation.parameters.flatMap((parameter): ObjectIdentifier[] => {
    const { name, in: place, schema } = parameter;
    if (isChosenValue(parameter, operation.lexicon) || isOfNoObject(wordsOf(name), operation.lexicon)) return [];
    const required = parameter.required || isSaidRequired(parameter, operation.lexicon);
    if (place === "header" && isObjectInHeader(parameter, resources))
      return [{ name, in: "header", schema, at: placeOf(parameter), required, isMany: isList(schema) }];
    if (place !== "query") return [];
    // Whoever is to be paid is looked up by everybody.
    if (isAccountNumber(name) && isLookUp(operation) && resources.ofIdentifier(name) === undefined) return [];
    if (
      !isOfSomebody(name, operation.lexicon) &&
      resources.ofIdentifier(name) === undefined &&
      !(required && (isKey(name) || isJoinedKey(name, operation) || isNameOfWritten(name, operation)))
    )
      return [];
    return [{ name, in: "query", schema, at: placeOf(parameter), required, isMany: isList(schema) }];
  });
}

/** Whether what is changed or deleted in a collection is named by its name: `DELETE /aliases?aliasName=`. */
function isNameOfWritten(name: string, operation: Operation): boolean {
  if (!WRITES.has(operation.method) || operation.path.endsWith("}")) return false;
  const words = wordsOf(name);
  const named = NAME.test(words.at(-1) ?? "") ? words.slice(0, -1) : NAME.test(words[0] ?? "") ? words.slice(1) : [];
  const things = (segmentWords(operation).at(-1) ?? []).flatMap((word) => wordsOf(word));
  return named.length > 0 && singularOf(named) === singularOf(things.slice(-named.length));
}

/** "aliases" and "statuses" lose no more than an `s` elsewhere. */
function singularOf(words: readonly string[]): string {
  return words.join(" ").replace(/se$/, "s");
}

const WRITES: ReadonlySet<string> = new Set(["PUT", "PATCH", "DELETE"]);
const NAME = /^(?:name|slug|handle|nom|nombre|nome)$/;

/** Whether the text of a parameter begins with the word that it is required: "(Required) String". */
function isSaidRequired({ description = "" }: Parameter, lexicon: Lexicon): boolean {
  const first = /^\W{0,4}(\p{L}+)(?![*\p{L}])/u.exec(description)?.[1] ?? "";
  return lexicon.is(first.toLowerCase(), "said-required");
}

/** Whether an operation takes in a header what others take in the path: a required `id`, or the key of what the API has. */
function isObjectInHeader({ name, required }: Parameter, resources: Resources): boolean {
  return required && isKey(name) && (textOfName(name) === "id" || resources.ofIdentifier(name) !== undefined);
}

/**
 * What in a header or cookie says for which organization or customer a call is: `Xero-Tenant-Id`, `X-Account`, or an
 * identifier whose text says whose data is meant.
 */
export const tenantIdentifiers = memo((operation: Operation): readonly ObjectIdentifier[] =>
  operation.parameters.flatMap((parameter): ObjectIdentifier[] => {
    const { name, in: place, required, schema } = parameter;
    if ((place !== "header" && place !== "cookie") || isChosenValue(parameter, operation.lexicon)) return [];
    const words = wordsOf(name.replace(/[-_ ]?(?:id|uuid|key|slug|number|no|nr|code|nummer|numero)$/i, ""));
    if (!operation.lexicon.is(words.at(-1) ?? "", "tenant") && !isSaidWhose(parameter, operation.lexicon)) return [];
    return [{ name, in: place, schema, at: placeOf(parameter), required, isMany: false }];
  }),
);

/** Headers that must be sent and name who calls or for whom: a tenant, or a person by their number, `X-Customer-Id`. */
export const callerIdentifiers = memo((operation: Operation): readonly ObjectIdentifier[] => [
  ...tenantIdentifiers(operation),
  ...operation.parameters.flatMap((parameter): ObjectIdentifier[] =>
    namesPerson(parameter, operation.lexicon)
      ? [
          {
            name: parameter.name,
            in: "header",
            schema: parameter.schema,
            at: placeOf(parameter),
            required: true,
            isMany: false,
          },
        ]
      : [],
  ),
]);

function namesPerson({ name, in: place, required }: Parameter, lexicon: Lexicon): boolean {
  return place === "header" && required && namesPersonById(name, lexicon);
}

/** Whether a name is of the identifier of a person: `X-Customer-Id`, `member-no`. */
export function namesPersonById(name: string, lexicon: Lexicon): boolean {
  const words = wordsOf(name);
  return (
    (endsIn(words, lexicon, "identifier-word") || /[-_ ](?:number|no|nr|nummer|numero)$/i.test(name)) &&
    (["user", "clientele", "served-person"] as const).some((concept) => words.some((word) => lexicon.is(word, concept)))
  );
}

/** "ID of the consumer whose data you want to get": an identifier by its name or text, of somebody, and whose data is meant. */
function isSaidWhose({ in: place, required, name, description = "", schema }: Parameter, lexicon: Lexicon): boolean {
  const words = wordsOf(`${description} ${schema?.description ?? ""}`.slice(0, MOST_TEXT));
  const isIdentifier = endsIn(wordsOf(name), lexicon, "identifier-word") || lexicon.has(words, "says-identifier");
  return (
    isIdentifier &&
    // "The ID of your organization's space": what must be sent with a call chooses for whom it is.
    (lexicon.has(words, "whose-data") || (place === "header" && required && lexicon.has(words, "of-ones-own"))) &&
    (lexicon.has(words, "tenant") || lexicon.has(words, "natural-person"))
  );
}

const MOST_TEXT = 200;

/**
 * What the body names of the things of somebody; where nothing in the path does, that is what an operation is about. Where
 * `isOfNobody`, what it looks up is the same for everybody. `returnedAs`: as the reference of what another operation hands a value out.
 */
export function bodyIdentifiers(
  operation: Operation,
  resources: Resources,
  isOfNobody = false,
  returnedAs: ReturnedReferences = () => undefined,
): readonly ObjectIdentifier[] {
  const isChange = operation.method === "POST" || operation.method === "PUT" || operation.method === "PATCH";
  if (!isChange || intentOf(operation) !== undefined) return [];
  const found = new Map<string, ObjectIdentifier>();
  for (const { schema } of operation.requestBody?.content ?? []) {
    if (schema === undefined) continue;
    const listed = listedIdentifier(operation, schema, returnedAs);
    if (listed !== undefined) found.set(listed.name, listed);
    for (const { name, property, required } of bodyProperties(schema)) {
      if (property.readOnly || targetOf(property).readOnly || isChosenField(name, property, operation)) continue;
      const thing = returnedAs(operation, name, property);
      const isNamed =
        thing !== undefined ||
        (isOfSomebody(name, operation.lexicon) && (!isAccountNumber(name) || movesAmount(schema, operation))) ||
        resources.ofIdentifier(name) !== undefined ||
        isGivingSide(name, schema, operation) ||
        isEntered(name, operation) ||
        (isOwnProfile(operation) && isUserName(name)) ||
        (required &&
          !isOfNobody &&
          ((isLookedUpBy(operation, property) && !isOfChoice(name, operation)) || isJoinedKey(name, operation)));
      if (isNamed)
        found.set(name, {
          name,
          in: "body",
          schema: property,
          at: placeOf(property),
          required,
          isMany: isList(property),
          ...(thing === undefined ? {} : { thing }),
        });
    }
  }
  return [...found.values()];
}

function isChosenField(name: string, property: Schema, { lexicon }: Operation): boolean {
  const description = property.description ?? targetOf(property).description;
  return isChosenValue({ name, schema: property, description }, lexicon);
}

/**
 * The identifiers that a body is a list of, and nothing else: what comes back names them, and another operation handed them out.
 */
function listedIdentifier(
  operation: Operation,
  schema: Schema,
  returnedAs: ReturnedReferences,
): ObjectIdentifier | undefined {
  if (targetOf(schema).items === undefined) return undefined;
  for (const [name] of returnedProperties(operation)) {
    const thing = returnedAs(operation, name, schema);
    if (thing !== undefined)
      return { name, in: "body", schema, at: placeOf(schema), required: true, isMany: true, thing };
  }
  return undefined;
}

/** Whether a name says that values are kinds, days or the like, and not things: `asptypes`, `statuses`. */
function isOfChoice(name: string, { lexicon }: Operation): boolean {
  const last = wordsOf(name).at(-1) ?? "";
  const ones = ["", ...PLURALS]
    .filter((end) => last.endsWith(end))
    .map((end) => last.slice(0, last.length - end.length));
  return ones.some((one) => lexicon.is(one, "choice")) || ENDS_IN_TYPE.test(last);
}

const PLURALS = ["s", "es", "n", "en", "e"];

/** How a word ends that has more before it. It looks back from the end, so that it is tried at few places. */
const ENDS_IN_TYPE = /types?$(?<=[a-z]{2}types?)/;

/** Whether a list of plain values says what a POST reads: `{ numbers: [...] }` of `POST /prescriptions/read`. */
function isLookedUpBy(operation: Operation, property: Schema): boolean {
  if (operation.method !== "POST" || readingOf(operation) === undefined || !returnsList(operation)) return false;
  const { items, enum: choices } = targetOf(property);
  if (items === undefined || choices !== undefined) return false;
  const { types, enum: each } = targetOf(items);
  return each === undefined && types.some((type) => type === "string" || type === "integer");
}

interface BodyProperty {
  readonly name: string;
  readonly property: Schema;
  readonly required: boolean;
}

/** The properties of a body; of one that only wraps an object, those of that object: `{ payment: { customer_id } }`. */
function bodyProperties(schema: Schema): readonly BodyProperty[] {
  const outer = [...composedProperties(schema)];
  const objects =
    outer.length > MOST_BESIDE
      ? []
      : outer.filter(([, property]) => composedProperties(property).size > 0 && !isList(property));
  const inner = objects.length === 1 ? [...composedProperties(objects[0]![1])] : [];
  const { required } = targetOf(schema);
  return [...outer, ...inner].map(([name, property]) => ({ name, property, required: required.has(name) }));
}

/** So many properties stand beside an object that is all that a body is about. */
const MOST_BESIDE = 3;

/** What a body names one object by that its operation acts on: `{ idempotency_key }` of `POST /payments/cancel`. */
export function actedOn(operation: Operation): ObjectIdentifier | undefined {
  for (const { schema } of operation.requestBody?.content ?? []) {
    if (schema === undefined) continue;
    const keys = [...composedProperties(schema)].filter(
      ([name, property]) => isKey(name) && !isOfRequest(name, property, operation.lexicon),
    );
    const { required } = targetOf(schema);
    const [name, property] = keys.find(([one]) => required.has(one)) ?? keys[0] ?? [];
    if (name !== undefined && property !== undefined)
      return { name, in: "body", schema: property, at: placeOf(property), required: true, isMany: isList(property) };
  }
  return undefined;
}

/**
 * The one value by which a body must name a thing of a kind: its name ("username", "device_name"), or the thing itself
 * ("user"); of a person or an account also an address or a log-in name.
 */
export function namedInBody(operation: Operation, { bare }: Resource): ObjectIdentifier | undefined {
  const { lexicon } = operation;
  const isSomebody = SOMEBODY.some((concept) => lexicon.is(lastWord(bare), concept));
  for (const { schema } of operation.requestBody?.content ?? []) {
    if (schema === undefined) continue;
    const { required } = targetOf(schema);
    for (const [name, property] of composedProperties(schema)) {
      const { types, properties } = targetOf(property);
      const isPlain = properties.size === 0 && types.every((type) => type === "string" || type === "integer");
      if (!required.has(name) || !isPlain || isChosenField(name, property, operation)) continue;
      const text = textOfName(name);
      const isItsName = text === bare || (text.startsWith(`${bare} `) && NAMING.test(text.slice(bare.length + 1)));
      if (isItsName || (isSomebody && isOfPersons(operation, name)))
        return { name, in: "body", schema: property, at: placeOf(property), required: true, isMany: false };
    }
  }
  return undefined;
}

const SOMEBODY = ["natural-person", "account", "person-who-calls", "acts-for-somebody"] as const;
const NAMING = /^(?:name|id|uuid|number|key|code|slug)$/;

/** Whether a value names the request alone, and no object: `requestId`, "a nonce, unique for each request". */
function isOfRequest(name: string, property: Schema, lexicon: Lexicon): boolean {
  const text = property.description ?? targetOf(property).description ?? "";
  return lexicon.is(textOfName(name), "names-request") || lexicon.has(wordsOf(text.slice(0, MOST_TEXT)), "used-once");
}

/** Whether the next identifier of a kind can be told from one that is known. */
export function guessability({ schema }: ObjectIdentifier): "number" | "random" | "unknown" {
  if (schema === undefined) return "unknown";
  const { types, format, examples } = targetOf(schema);
  if (types.includes("integer") || types.includes("number")) return "number";
  if (format === "uuid" || examples.some(({ value }) => typeof value === "string" && /^[\w-]{20,}$/.test(value)))
    return "random";
  return examples.some(
    ({ value }) => typeof value === "number" || (typeof value === "string" && /^\d{1,9}$/.test(value)),
  )
    ? "number"
    : "unknown";
}

/** Whether a name is that of something which everybody can have an entry for: an e-mail address, an IP address. */
export function isOfTheWorld({ lexicon }: Operation, { name }: ObjectIdentifier): boolean {
  const words = wordsOf(name);
  return endsIn(words, lexicon, "contact-address") || endsIn(words, lexicon, "network-name");
}

/** Whether a name is that by which persons are known, and log in. */
export function isOfPersons({ lexicon }: Operation, name: string): boolean {
  const words = wordsOf(name);
  return endsIn(words, lexicon, "contact-address") || endsIn(words, lexicon, "login-name");
}

/** Whether a name is what a user is called by. */
export function isUserName(name: string): boolean {
  return /^user[-_ ]?name$/i.test(name);
}

/**
 * Whether a name stands for a place in a list or its part, as only a query's can, or for the caller's own word for something.
 * `page` is one, also where an API has pages as things.
 */
export function isOfNoObject(words: readonly string[], lexicon: Lexicon, isQuery = true): boolean {
  if (isQuery && areAllOf(words, lexicon, "paging", "paging")) return true;
  if (isQuery && words.length > 1 && lexicon.is(words[0]!, "list-bound")) return true;
  return endsIn(words.at(-1) === "id" ? words.slice(0, -1) : words, lexicon, "callers-reference");
}

function isKey(name: string): boolean {
  const words = wordsOf(name);
  return /^(?:id|uuid|guid|key)$/.test(words.at(-1) ?? "") && !/^(?:api|public|private|secret)$/.test(words[0]!);
}

/** Whether a name is the identifier of what the path is about, written as one word: `jobid` of `/jobs/cancel`. */
function isJoinedKey(name: string, { path }: Operation): boolean {
  const thing = /^([a-z]{3,})id$/.exec(name)?.[1];
  return thing !== undefined && fixedSegments(path).some((segment) => wordsOf(segment).at(-1) === thing);
}

function isList(schema: Schema | undefined): boolean {
  const target = schema === undefined ? undefined : targetOf(schema);
  return target !== undefined && (target.items !== undefined || target.types.includes("array"));
}

/**
 * Whether a value names the side that gives, where something moves between two: `socioOrigen` beside `socioDestino`, or
 * `fromWallet` beside `toWallet`. Whose it is counts for what belongs to somebody, and for no currency or airport.
 */
function isGivingSide(name: string, schema: Schema, operation: Operation): boolean {
  const { lexicon } = operation;
  const words = wordsOf(name);
  const at = words.findIndex((word) => lexicon.is(word, "giving-side"));
  const rest = words.toSpliced(at, 1).join(" ");
  if (at < 0 || !lexicon.is(rest, "belonging") || !movesAmount(schema, operation)) return false;
  return [...composedProperties(schema).keys()].some((other) => {
    const those = wordsOf(other);
    const side = those.findIndex((word) => lexicon.is(word, "receiving-side"));
    return side >= 0 && those.toSpliced(side, 1).join(" ") === rest;
  });
}

/**
 * Whether a value names the home, room or place of somebody to which a call lets people in: `room` of `POST /mobile-keys`,
 * `unitId` of `POST /visitors`.
 */
function isEntered(name: string, { method, path, lexicon }: Operation): boolean {
  const words = headLast(wordsOf(name)).filter((word) => !lexicon.is(word, "identifier-word"));
  return (
    method === "POST" &&
    lexicon.is(words.join(" "), "place-of-somebody") &&
    fixedSegments(path)
      .slice(-2)
      .some((segment) => endsIn(wordsOf(segment), lexicon, "lets-people-in"))
  );
}

/** Whether a name is the identifier of what belongs to somebody; a product's or a category's is for all. */
function isOfSomebody(name: string, lexicon: Lexicon): boolean {
  const words = headLast(wordsOf(name));
  const [side = "", noun = "", last = ""] = words.slice(-3);
  if (words.length === 2) return isOfBelonging(side, noun, lexicon);
  // A merchant_order_id is the caller's own word for its order.
  const isOnSide = lexicon.is(side, "giving-side") || ["owner", "user", "customer"].includes(side);
  return words.length > 2 && isOnSide && isOfBelonging(noun, last, lexicon);
}

/** Romance languages say first that it is an identifier: `idPropietario`, `numeroCompte`. */
export function headLast(words: readonly string[]): readonly string[] {
  const [first = "", ...rest] = words;
  if (rest.length === 0 || !/^(?:id|uuid|identifiant|identificador|numero)$/.test(first)) return words;
  return [...rest.filter((word) => !/^(?:de|del|da|do|du)$/.test(word)), first === "numero" ? "number" : "id"];
}

function isOfBelonging(noun: string, naming: string, lexicon: Lexicon): boolean {
  if (lexicon.is(naming, "identifier-word")) return lexicon.is(noun, "belonging");
  return naming === "number" && lexicon.is(noun, "account");
}

/** Whether a noun is what belongs to somebody, whatever else an API has. */
export function isBelonging(noun: string, { lexicon }: Operation): boolean {
  return lexicon.is(textOfName(noun), "belonging");
}

/** Whether an operation says of anybody's account whose it is, or that there is one: `GET /bank/resolve`. */
function isLookUp({ path, lexicon }: Operation): boolean {
  const last = fixedSegments(path).at(-1) ?? "";
  return (["resolve", "find", "check", "verify", "validate"] as const).some((concept) => lexicon.is(last, concept));
}

function isAccountNumber(name: string): boolean {
  return wordsOf(name).at(-1) === "number";
}

/** Whether a body says how much: the account beside it is one that money is taken from. */
function movesAmount(schema: Schema, operation: Operation): boolean {
  const { lexicon } = operation;
  const names = [...composedProperties(schema).keys()].map(wordsOf);
  if (names.some((words) => words.includes("amount"))) return true;
  // "Quantity" is said of anything, and moves where money or goods do.
  const movesGoods = segmentWords(operation).some((words) => lexicon.has(words, "moves-money-or-goods"));
  return movesGoods && names.some((words) => isSum(words, lexicon));
}

/** A change of the caller's own profile: the name of a user in it names the caller, or somebody else. */
function isOwnProfile(operation: Operation): boolean {
  return (
    (operation.method === "PUT" || operation.method === "PATCH") &&
    (isOwn(operation) || /^(?:profile|account|settings)$/.test(fixedSegments(operation.path).at(-1) ?? ""))
  );
}
