import { textOfName, wordsInOrder, wordsOf } from "../../lexicon/name-tokens.ts";
import type { Lexicon } from "../../lexicon/lexicon.ts";
import type { Operation } from "../../model/api.ts";
import { intentOf } from "../../exposure/intent.ts";
import { fieldsBeside } from "../fields-beside.ts";
import { isChoice, requestFields, type RequestField } from "../request-fields.ts";
import { actionOf } from "./action.ts";
import { isChosenValue } from "./chosen-values.ts";
import { headLast, isOfNoObject, type ObjectIdentifier } from "./object-identifiers.ts";
import { isOwn } from "../../exposure/principals.ts";
import { nounOf, phraseOf } from "./nouns.ts";
import { pathSteps } from "./path-steps.ts";
import { resourceOf, type Resource } from "./resources.ts";
import { headOf, type Head, type KnownThings } from "./thing-head.ts";

/**
 * What a request names of the things of somebody beside its path, wherever it stands and however it is written: the
 * account in `{ source: { account } }`, the customer in `filter[customer]`, each patient of a batch, whom a call is made
 * for. The head of a name says what it is of; that it names one, and is no text about one, is seen by its last word, its
 * type and text, and by whether the API has a path with such things.
 */
export function namedThings(operation: Operation, known: KnownThings): readonly ObjectIdentifier[] {
  const before = found.get(operation);
  if (before !== undefined && [...before.held].every(([noun, is]) => known.holdsData(noun) === is))
    return before.things;
  const held = new Map<string, boolean>();
  const holdsData = (noun: string): boolean => {
    const is = known.holdsData(noun);
    held.set(noun, is);
    return is;
  };
  const things = thingsNamed(operation, { ...known, holdsData });
  found.set(operation, { things, held });
  return things;
}

/**
 * What each operation names, with what was asked of the data that things hold: that alone may differ between judgements,
 * and hardly does.
 */
const found = new WeakMap<
  Operation,
  { readonly things: readonly ObjectIdentifier[]; readonly held: ReadonlyMap<string, boolean> }
>();

function thingsNamed(operation: Operation, known: KnownThings): readonly ObjectIdentifier[] {
  if (operation.operationKind !== "path" || intentOf(operation) !== undefined) return [];
  const things = new Map<string, ObjectIdentifier>();
  const { isMaking, isBatch } = actionOf(operation);
  const made = isMaking && !isBatch ? known.resources.ofCollection(operation)?.bare : undefined;
  for (const field of requestFields(operation)) {
    if (field.in === "path" || isChoice(field) || !isScalar(field) || isChosenIn(field, operation.lexicon)) continue;
    const spot = spotOf(field, operation.lexicon);
    if (isOwnEntry(field, spot.around, operation.lexicon)) continue;
    const meant = thingMeant(spot, operation, known);
    const thing =
      meant ??
      thingAt(spot, operation, known) ??
      thingByStructure(spot, operation, known) ??
      thingOfKind(spot, operation, known) ??
      thingOfCallers(spot, operation, known);
    // What is made has no owner yet.
    if (thing === undefined || thing.bare === made) continue;
    const shown = shownName(field);
    if (!things.has(shown))
      things.set(shown, { ...identifierOf(field, shown, thing), ...(meant === undefined ? {} : { isMeant: true }) });
  }
  return [...things.values()];
}

function isChosenIn({ name, parts, description }: RequestField, lexicon: Lexicon): boolean {
  return isChosenValue({ name, schema: parts.at(-1), description }, lexicon);
}

function identifierOf(field: RequestField, name: string, thing: Resource): ObjectIdentifier {
  const { in: way, parts, at, isRequired, isList, witness, depth } = field;
  return {
    name,
    // Cookies are left out of what a request holds, and the path was passed over.
    in: way === "query" || way === "header" ? way : "body",
    schema: parts.at(-1),
    at,
    required: isRequired && depth === 0,
    isMany: isList || witness.includes("[]"),
    thing,
  };
}

/** As a caller writes it: `source.account`, `items[].patientId`, `filter[customer]`. */
function shownName({ in: way, name, witness }: RequestField): string {
  return way === "body" ? witness.replace(/^request(?:\[\])?[ .]?/, "") : name;
}

/** Whether a value is one text or number, or a list of such, and of no form that an identifier never has. */
function isScalar({ types, parts }: RequestField): boolean {
  return (
    types.every((type) => type === "string" || type === "integer" || type === "number" || type === "null") &&
    parts.every(({ format, properties }) => properties.size === 0 && (format === undefined || ID_FORMAT.test(format)))
  );
}

const ID_FORMAT = /^(?:uuid|guid|int(?:32|64)|.*[-_]?id)$/i;

/** A field, the words of its own name, and those of the object that it stands in. */
interface Spot {
  readonly field: RequestField;
  readonly own: readonly string[];
  readonly around: readonly string[];
}

/** What a field is called, without what only says that a list is cut down by it: `customer` of `filter[customer][eq]`. */
function spotOf(field: RequestField, lexicon: Lexicon): Spot {
  const [last = "", before = ""] = shownName(field)
    .split(/[.[\]]+/)
    .filter((name) => name !== "" && !IS_OPERATOR.test(name) && !lexicon.is(textOfName(name), "filter-object"))
    .toReversed();
  return { field, own: headLast(wordsOf(last)), around: headLast(wordsOf(before)) };
}

/** How queries write that something is to be equal. */
const IS_OPERATOR = /^\$?(?:eq|in)$/;

/** The kind of thing that a field names one of; `undefined` where it names none, or what is nobody's. */
function thingAt(spot: Spot, operation: Operation, known: KnownThings): Resource | undefined {
  const { field, own, around } = spot;
  const { lexicon } = operation;
  if (lexicon.is(own.join(" "), "in-the-name-of")) return resourceOf("user");
  // Whose profile it is must come from the credential.
  if (isIdOfOwnProfile(spot, operation)) return resourceOf("user");
  if (own.length === 0 || isOfNoObject(own, lexicon, field.in === "query")) return undefined;
  const isNumbered = lexicon.is(own.at(-1)!, "named-by-value");
  const isOnlyNumber = isNumbered && own.length === 1;
  const words = isOnlyNumber ? around : isNumbered ? own.slice(0, -1) : own;
  if (words.length === 0 || isPaidTo([...around, ...own], operation)) return undefined;
  const head = headOf(words, known, lexicon);
  // The headers of a call carry what programs know of it, beside who it is for.
  if (field.in === "header") return isNumbered && head?.isPerson === true ? head.thing : undefined;
  // Users write to each other.
  if (head === undefined || (head.isUser && isSentTo(operation))) return undefined;
  if (isOnlyNumber && isNumberOutside(spot, head, operation, known)) return undefined;
  if (!head.isAddressed && isPlaceInRow(field, lexicon)) return undefined;
  if (isOfPaper(spot, head, lexicon)) return undefined;
  const isNamed = isOnlyNumber || lexicon.is(own.at(-1)!, "identifier-word");
  return isNamed || (isNumbered ? isNumberedThing(head, own, lexicon) : isThingItself(head, spot, operation, known))
    ? head.thing
    : undefined;
}

/**
 * Whether a number is of a thing that the API has no path for, or names otherwise there, as `number` of the `invoice` that is sent: it is what is
 * written on a paper or a card, and no key of the service by which B's could be meant.
 */
function isNumberOutside({ field, own }: Spot, head: Head, { lexicon }: Operation, { values }: KnownThings): boolean {
  if (field.in === "query" || lexicon.is(own.at(-1)!, "identifier-word")) return false;
  if (head.isPerson || head.isTenant || head.isAccount) return false;
  return !head.isAddressed || !values.isNamedSo(head.thing.bare, own.at(-1)!);
}

/**
 * The kind of thing that a field names one of, whatever it is called: it has the schema, the pattern or the name of a
 * parameter of some path, or its text says that it is the identifier of such a thing. What nobody changes is for all.
 */
function thingByStructure({ field, own }: Spot, operation: Operation, known: KnownThings): Resource | undefined {
  const { lexicon } = operation;
  if (field.in === "header" || own.length === 0 || isOfNoObject(own, lexicon, field.in === "query")) return undefined;
  const { values, holdsData } = known;
  const isSomebodys = ({ bare }: Resource): boolean =>
    lexicon.is(bare, "belonging") || holdsData(bare) || values.isManaged(bare);
  const thing = values.thingOf(field);
  if (thing !== undefined) return isSomebodys(thing) ? thing : undefined;
  return thingOfText(field, operation, known);
}

/**
 * What a call changes, deletes or reads one of by an identifier outside of its path: that of what its path names, `packageId` of
 * `DELETE /packages` and `template_id` of `POST /templates/delete`, or one of which a text says so, "ID of the chore you wish to
 * delete", whatever it is called.
 */
function thingMeant({ field, own }: Spot, operation: Operation, known: KnownThings): Resource | undefined {
  if (operation.path.includes("{") || field.in === "header" || field.isList || field.depth > 0) return undefined;
  // `POST /profile/update-address` is about one of the caller's addresses, and `PUT /me` about the caller.
  const isSelf = isOwn(operation) && actionOf(operation).part === undefined;
  if (isSelf || !isOnOneThing(operation)) return undefined;
  // A nonce names the request alone.
  if (operation.lexicon.has(wordsOf(field.description.slice(0, LIMIT)), "used-once")) return undefined;
  return thingOfPath(own, operation, known) ?? thingOfChange({ field, own }, operation);
}

/** Whether a call is about one thing that is there: a PUT, PATCH or DELETE, or a POST whose verb changes, deletes or reads. */
function isOnOneThing(operation: Operation): boolean {
  const { method, lexicon } = operation;
  const { verb, isMaking, isBatch, isSupposed = false } = actionOf(operation);
  if (method !== "POST") return CHANGING.has(method) && !lexicon.is(verb, "makes");
  return !isMaking && !isBatch && !isSupposed && ON_ONE.some((concept) => lexicon.is(verb, concept));
}

const CHANGING: ReadonlySet<string> = new Set(["PUT", "PATCH", "DELETE"]);
const ON_ONE = ["change", "changes-what-is-there", "changes-state", "destroys", "plainly-reads"] as const;

/** One of what the path is about, where an identifier is called after that, or is a bare `id` beside a collection. */
function thingOfPath(own: readonly string[], operation: Operation, { resources }: KnownThings): Resource | undefined {
  const { lexicon } = operation;
  if (!lexicon.is(own.at(-1) ?? "", "identifier-word")) return undefined;
  const { part } = actionOf(operation);
  const steps = pathSteps(operation).flatMap(({ text, parameter }) => (parameter === undefined ? [nounOf(text)] : []));
  const nouns = [...steps, ...(part === undefined ? [] : [nounOf(part)])];
  const named = own.slice(0, -1).join(" ");
  if (named !== "") {
    // `vorlageId` of `/vorlagen`
    const isIts = nouns
      .map((noun) => wordsOf(noun).join(" "))
      .some(
        (noun) => noun === named || (named.length > 3 && noun.startsWith(named) && noun.length - named.length <= 2),
      );
    return isIts ? resourceOf(named) : undefined;
  }
  const collection = resources.ofCollection(operation);
  if (part !== undefined) return resourceOf(nounOf(part));
  return collection === undefined || collection.many === collection.noun ? undefined : collection;
}

/** "ID of the chore you wish to delete": what the text of an identifier says that a call changes or deletes. */
function thingOfChange({ field, own }: Pick<Spot, "field" | "own">, operation: Operation): Resource | undefined {
  const { lexicon, method } = operation;
  if (method !== "POST" && !field.isRequired) return undefined;
  const words = wordsInOrder(field.description.slice(0, LIMIT)).slice(0, MOST_WORDS);
  const at = words.findIndex((_, index) => lexicon.lengthAt(words, index, "meant-to-change") > 0);
  const said = words.slice(0, Math.max(0, at));
  const identifier = said.findLastIndex((word) => wordsOf(word).some((one) => lexicon.is(one, "named-by-value")));
  if (identifier < 0) return undefined;
  const noun = said.slice(identifier + 1).filter((word) => !lexicon.is(word, "before-noun"));
  if (!own.some((word) => lexicon.is(word, "named-by-value"))) return undefined;
  // `wishId` says it by itself, and `idChoreList` does not.
  const plain = wordsOf(field.name);
  const { part } = actionOf(operation);
  // `address_id` of `POST /profile/delete-recipient` is how a recipient is named there.
  if (method === "POST" && part !== undefined) return resourceOf(nounOf(part));
  if (plain.length > 1 && lexicon.is(plain.at(-1)!, "identifier-word")) return resourceOf(plain.slice(0, -1).join(" "));
  return noun.length > 0 && noun.length <= 3 ? resourceOf(nounOf(noun.join(" "))) : undefined;
}

/** One of the kinds of thing of the API that a choice beside a bare `id` names: `{ type: "order", id }`. */
function thingOfKind({ field, own }: Spot, operation: Operation, known: KnownThings): Resource | undefined {
  const { lexicon } = operation;
  if (field.in !== "body" || field.depth === 0 || own.join(" ") !== "id") return undefined;
  return fieldsBeside(field, operation)
    .fields.filter((beside) => beside.depth === field.depth)
    .flatMap(({ parts }) => parts.flatMap(({ enum: values = [] }) => values))
    .map((value) => (typeof value === "string" ? headOf(wordsOf(value), known, lexicon) : undefined))
    .find((head) => head?.isAddressed === true)?.thing;
}

/**
 * A thing that callers make or change, or that is listed as theirs, where the name of a value ends in what says so, or its form
 * is a UUID's: `items[].product_id`. A payee is one where the API keeps such: `creditor_account` beside `/creditors/{id}`.
 */
function thingOfCallers({ field, own }: Spot, operation: Operation, known: KnownThings): Resource | undefined {
  const { lexicon } = operation;
  const { resources, values } = known;
  const isNamed = lexicon.is(own.at(-1) ?? "", "identifier-word");
  const words = isNamed ? own.slice(0, -1) : own;
  const isUuid = field.parts.some(({ format }) => format === "uuid");
  if (field.in === "header" || words.length === 0 || (!isNamed && !isUuid)) return undefined;
  if (isOfNoObject(own, lexicon, field.in === "query")) return undefined;
  const isKept = (noun: string): boolean =>
    resources.isAddressed(noun) && values.isManaged(noun) && !values.isOfOtherForm(noun, field, operation);
  if (isPaidTo(words, operation)) {
    if (field.in !== "body") return undefined;
    const payee = words.find((word) => lexicon.is(word, "receiving-side") && isKept(word));
    return payee === undefined ? undefined : resourceOf(payee);
  }
  const start = words.findIndex((_, at) => isKept(words.slice(at).join(" ")));
  const before = words.slice(0, Math.max(0, start));
  if (before.some((word) => NO_CALLERS.some((one) => lexicon.is(word, one)))) return undefined;
  if (start < 0) return values.listedThing(words, field, operation);
  const noun = words.slice(start).join(" ");
  // What is put into a collection is named in it, and not yet anybody's there.
  return noun === resources.ofCollection(operation)?.bare ? undefined : resourceOf(noun);
}

/** Words before a kind of thing by which it is the caller's own word for one, or one that is there for all. */
const NO_CALLERS = ["tenant", "callers-reference", "of-whole-service"] as const;

/** "The unique identifier of the room": the kind of thing that a text says a value is the identifier of. */
function thingOfText({ description }: RequestField, { lexicon }: Operation, known: KnownThings): Resource | undefined {
  // "l'identifiant" is two words.
  const words = wordsOf(description.slice(0, LIMIT).replaceAll(/\b([LlDd])['’]/g, "$1 ")).slice(0, MOST_WORDS);
  const at = words.findIndex((word) => lexicon.is(word, "says-identifier"));
  // The caller's own word for something is none of ours.
  if (at < 0 || words.some((word) => lexicon.is(word, "own-word"))) return undefined;
  let start = at + 1;
  while (start < words.length && lexicon.is(words[start]!, "before-noun")) start += 1;
  if (start === at + 1) return undefined;
  return [3, 2, 1]
    .map((length) => words.slice(start, start + length))
    .filter((phrase) => known.resources.isAddressed(phrase.join(" ")))
    .map((phrase) => headOf(phrase, known, lexicon)?.thing ?? managedThing(phrase.join(" "), known))
    .find((thing) => thing !== undefined);
}

function managedThing(noun: string, { values }: KnownThings): Resource | undefined {
  return values.isManaged(noun) ? resourceOf(noun) : undefined;
}

/**
 * Whether a value stands in a paper that is sent, and names what is outside of the service: the account number of who is paid, the
 * number of a document that an invoice refers to.
 */
function isOfPaper({ field, around }: Spot, head: Head, lexicon: Lexicon): boolean {
  const { isAddressed, isPerson, isTenant, isAccount } = head;
  if (isAddressed || isPerson || isTenant || field.depth === 0 || !field.witness.includes("[]")) return false;
  const words = wordsOf(field.description.slice(0, LIMIT));
  const isNumber = words.some((word) => lexicon.is(word, "running-number"));
  if (isAccount) return isNumber && !around.some((word) => lexicon.is(word, "giving-side"));
  return lexicon.has(words, "own-use") || words.some((word) => lexicon.is(word, "referenced"));
}

/**
 * Whether a number says at which place one of many stands, in an API without any orders: `signers[].order`, and `order` of a
 * signer, unless its text says that it is an identifier.
 */
function isPlaceInRow({ text, types, description }: RequestField, lexicon: Lexicon): boolean {
  return types.includes("integer") && /^(?:order|orden|ordem)$/.test(text) && !saysIdentifier(description, lexicon);
}

/**
 * Whether nothing but an example shows a value, inside of an object in which callers keep what they like:
 * `{ "metadata": { "order_number": 7 } }`.
 */
function isOwnEntry({ parts }: RequestField, around: readonly string[], lexicon: Lexicon): boolean {
  return parts.every(({ isInferred }) => isInferred) && lexicon.is(around.join(" "), "free-entries");
}

/** Whether a change of the caller's own profile takes the identifier of a profile: `PUT /me` with an `id`. */
function isIdOfOwnProfile({ field, own, around }: Spot, operation: Operation): boolean {
  return (
    field.in === "body" &&
    (operation.method === "PUT" || operation.method === "PATCH") &&
    own.length === 1 &&
    around.length === 0 &&
    operation.lexicon.is(own[0]!, "identifier-word") &&
    isOwn(operation) &&
    pathSteps(operation).length === 1
  );
}

/** Whether an act pays to what is named, which may be anybody's: `to_account`, `destination.account`. */
function isPaidTo(words: readonly string[], operation: Operation): boolean {
  const { lexicon } = operation;
  return words.some((word) => lexicon.is(word, "receiving-side")) && movesSum(operation);
}

/** Whether an operation sends something to those whom it names. */
export function isSentTo(operation: Operation): boolean {
  const { verb, isReading } = actionOf(operation);
  return !isReading && operation.lexicon.is(verb, "send");
}

/** Whether a sum goes with a call: of money, or, where the path says that something of value moves, of credits or points. */
function movesSum(operation: Operation): boolean {
  const { lexicon } = operation;
  const isMoving = stepsOf(operation).some((words) => lexicon.has(words, "moves-money-or-goods"));
  return requestFields(operation).some(
    ({ words }) => lexicon.is(words.at(-1) ?? "", "money-sum") || (isMoving && lexicon.is(words.at(-1) ?? "", "sum")),
  );
}

function stepsOf(operation: Operation): readonly (readonly string[])[] {
  return pathSteps(operation).flatMap(({ text, parameter }) => (parameter === undefined ? [wordsOf(text)] : []));
}

/** Whether a number or a code is that of the thing itself, and not the caller's own word for it or a fact about it. */
function isNumberedThing(
  { isPerson, isTenant, isAddressed, isAccount }: Head,
  own: readonly string[],
  lexicon: Lexicon,
): boolean {
  const last = own.at(-1)!;
  if (isAccount || lexicon.is(last, "callers-reference")) return false;
  return isPerson || (isAddressed && !isTenant) || (isTenant && !lexicon.is(last, "running-number"));
}

/** Whether a field that is called as the thing itself holds what names one, and no text of it. */
function isThingItself(
  { thing, isPerson, isAccount, isAddressed }: Head,
  { field }: Spot,
  operation: Operation,
  { values }: KnownThings,
): boolean {
  // What is called as several, and is one value, narrows down or counts.
  if (!field.isList && nounOf(field.name) !== phraseOf(field.name)) return false;
  if (isAddressed && values.isOfOtherForm(thing.bare, field, operation)) return false;
  if (isIdentifierByValue(field, operation.lexicon)) return true;
  if (field.in === "query") return isPerson || isAccount || isAddressed;
  if (isAccount) return isAddressed || movesSum(operation) || actionOf(operation).isReading;
  return isPerson && isAddressed;
}

/** Whether the type, the text or an example of a value shows that it is an identifier. */
function isIdentifierByValue({ types, parts, description, examples }: RequestField, lexicon: Lexicon): boolean {
  return (
    types.includes("integer") ||
    parts.some(({ format }) => format !== undefined && ID_FORMAT.test(format)) ||
    saysIdentifier(description, lexicon) ||
    examples.some((value) => typeof value === "string" && RELATIVE_REFERENCE.test(value))
  );
}

/** Whether a text says that a value is an identifier, and not one that the world gives: "BIC identifier". */
function saysIdentifier(description: string, lexicon: Lexicon): boolean {
  const words = wordsInOrder(description.slice(0, LIMIT)).slice(0, MOST_WORDS);
  return words.some(
    (word, at) => lexicon.is(word, "says-identifier") && !lexicon.is(words[at - 1] ?? "", "reference-of-the-world"),
  );
}

/** So much of a text is looked at. */
const LIMIT = 300;

/** What a text says of the value itself stands at its beginning. */
const MOST_WORDS = 12;

/** `Patient/123` (FHIR R4, 2.3.0.5.1). */
const RELATIVE_REFERENCE = /^[A-Z][A-Za-z]+\/[\w-]+$/;
