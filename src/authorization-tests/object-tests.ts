import { returnsList } from "../exposure/lists.ts";
import type { Operation } from "../model/api.ts";
import { composedProperties, unwrapped } from "../model/schema-parts.ts";
import { targetOf, type Schema } from "../model/schema.ts";
import { documentedRefusals } from "../operations/candidates/documented-refusals.ts";
import { pathIdentifiers } from "../operations/candidates/object-identifiers.ts";
import {
  answerOf,
  idPointerIn,
  isOutputName,
  isPlainName,
  isScalarSchema,
  listIn,
  propertiesOf,
  requiredIn,
} from "./answers.ts";
import {
  isTaken,
  taken,
  type AnsweredProperty,
  type StepOutput,
  type TestCaller,
  type Expectation,
  type SentBody,
  type Taken,
  type Value,
} from "./authorization-test.ts";
import { addCall, bodyOf, NotRunnable, type Draft } from "./draft.ts";
import { mayDoMore } from "./harmless.ts";
import { ANSWERED, namesOfId, pathUpTo, pathValues, SHOWN_OR_REFUSED, SUCCEEDS } from "./identifiers.ts";
import type { Setting } from "./setting.ts";
import { isReadOnly } from "./values/fits.ts";
import { isOneValue, madeValue, NO_VALUE } from "./values/made-value.ts";

/*
 * Tests of whose objects a call opens: B's own call first, which shows that there is something to open, then A's.
 */

/**
 * How a call of A on what is B's is refused: with 403 or 404 as the description says, else with either, and with what the
 * description has in their place.
 */
export function refusedBy(
  { api }: Setting,
  operation: Operation,
  statuses: readonly string[] = ["403", "404"],
): Expectation {
  const declared = statuses.filter((status) => operation.responses.some((one) => one.status === status));
  const usual = declared.length > 0 ? declared : statuses;
  const { statuses: others } = documentedRefusals(api.operations)(operation);
  return { kind: "status", statuses: [...new Set([...usual, ...others])].toSorted() };
}

/** Shows that a caller's token counts: a dead one is refused everywhere, which would look like a right refusal. */
export function addAlive(draft: Draft, as: TestCaller, apartFrom: Operation): void {
  const { alive } = draft.setting;
  if (alive !== undefined && alive !== apartFrom)
    addCall(draft, { role: "control", as, operation: alive, expects: [SUCCEEDS] });
}

/** A reads what B can read. `parents`: whose the things are that stand above the object in the path. */
export function readTest(draft: Draft, operation: Operation, parents: "A" | "B" = "B"): void {
  const values = pathValues(draft, operation, "B");
  const { control, attack } = readExpectations(draft, operation, values);
  addCall(draft, { role: "control", as: "B", operation, values, expects: [SUCCEEDS, ...control] });
  if (parents === "B") {
    addAlive(draft, "A", operation);
    addCall(draft, { role: "attack", as: "A", operation, values, expects: attack });
    return;
  }
  const own = pathValues(draft, operation, "A", "left-out");
  addCall(draft, { role: "attack", as: "A", operation, values: new Map([...values, ...own]), expects: attack });
}

/** A is answered alike, whether an object is B's or not there at all. */
export function existenceTest(draft: Draft, operation: Operation): void {
  const values = pathValues(draft, operation, "B");
  addCall(draft, { role: "control", as: "B", operation, values, expects: [SUCCEEDS] });
  const { name } = pathIdentifiers(operation).at(-1)!; // it is an object's
  const schema = operation.parameters.find((one) => one.in === "path" && one.name === name)?.schema;
  const nobodys =
    schema === undefined
      ? NO_VALUE
      : madeValue({ ...schema, examples: [] }, { ...draft.setting.making, seed: NOBODYS });
  if (!isOneValue(nobodys)) throw new NotRunnable("no identifier is known that no object has");
  const output = addCall(draft, {
    role: "find",
    as: "A",
    operation,
    values: new Map([...values, [name, nobodys]]),
    expects: [ANSWERED],
    outputs: { status: "status" },
  });
  addCall(draft, {
    role: "attack",
    as: "A",
    operation,
    values,
    expects: [{ kind: "same-status", as: output("status") }],
  });
}

/** Makes an identifier that is hardly one of anything. */
const NOBODYS = 987_654;

/** What B must see for a test to say anything, and what A must not. */
function readExpectations(
  { setting }: Draft,
  operation: Operation,
  values: ReadonlyMap<string, Value>,
): { readonly control: readonly Expectation[]; readonly attack: readonly Expectation[] } {
  const answered = answerOf(operation);
  // An order has a list of its items, and is none.
  const isList = returnsList(operation) && !operation.path.endsWith("}");
  const list = answered === undefined || !isList ? undefined : listIn(answered);
  const property = list === undefined ? undefined : surePropertyOf(list.item);
  // Of a list of B's nothing may come; that it is empty is a right answer, too.
  if (list !== undefined && property !== undefined)
    return {
      control: [{ kind: "some-items", list: list.names, property }],
      attack: [SHOWN_OR_REFUSED, { kind: "no-items", list: list.names, property }],
    };
  const { name } = pathIdentifiers(operation).at(-1)!; // it is an object's
  const id = values.get(name);
  // Below an object an `id` is that of something else.
  const names = operation.path.endsWith(`{${name}}`) ? namesOfId(setting, operation, name) : [name];
  const isSaid = answered !== undefined && list === undefined && idPointerIn(answered, names) !== undefined;
  return {
    control: isSaid && isTaken(id) ? [{ kind: "holds", value: id }] : [],
    attack: [refusedBy(setting, operation)],
  };
}

/** A property that each of many has, or else that it may have. */
export function surePropertyOf(item: Schema): string | undefined {
  const plain = [...propertiesOf(item)].filter(([name]) => isPlainName(name));
  return (plain.find(([, { isRequired }]) => isRequired) ?? plain[0])?.[0];
}

/** A changes an object that B has made for the test. */
export function changeTest(draft: Draft, operation: Operation): void {
  const values = pathValues(draft, operation, "B", "made");
  const seen = addSight(draft, operation, values, "control");
  addAlive(draft, "A", operation);
  const body = bodyOf({ ...draft.setting, making: { ...draft.setting.making, seed: 1 } }, operation);
  addCall(draft, { role: "attack", as: "A", operation, values, body, expects: [refusedBy(draft.setting, operation)] });
  addSight(draft, operation, values, "after", seen);
}

/**
 * A changes an object of B's to what it is already: whether the service refuses shows, and where it does not, nothing is
 * changed.
 */
export function unchangingTest(draft: Draft, operation: Operation): void {
  const values = pathValues(draft, operation, "B");
  const body = addReadBack(draft, operation, values, "B");
  addAlive(draft, "A", operation);
  addCall(draft, { role: "attack", as: "A", operation, values, body, expects: [refusedBy(draft.setting, operation)] });
}

/** Adds a read of what an operation changes, and gives a body that says the same again. */
export function addReadBack(
  draft: Draft,
  operation: Operation,
  values: ReadonlyMap<string, Value>,
  as: "A" | "B",
): SentBody {
  const { setting } = draft;
  const read = lookingAt(setting, operation.path);
  const answered = read === undefined ? undefined : answerOf(read);
  const media = operation.requestBody?.content.find(({ type }) => /json/i.test(type));
  if (read === undefined || answered === undefined || media?.schema === undefined || operation.method === "POST")
    throw new NotRunnable("no operation reads what it changes, so the test cannot send the same values back");
  const answers = propertiesOf(answered);
  const sent = propertiesOf(media.schema);
  const required = requiredIn(media.schema);
  const isSure = (name: string): boolean => answers.get(name)?.isRequired === true;
  const one = [...sent.keys()].filter(
    (name) =>
      isSame(sent.get(name)?.schema, answers.get(name)?.schema) && isTakenAsItIs(name, answers.get(name)!.schema),
  );
  // A change of a part needs one property; what replaces the whole would lose what is left out.
  const isPart = operation.method === "PATCH" && required.length === 0;
  const names = isPart ? [one.find(isSure) ?? one[0]] : [...new Set([...sent.keys(), ...required])];
  const plain = names.filter((name) => name !== undefined);
  if (plain.length === 0 || plain.some((name) => !one.includes(name)))
    throw new NotRunnable("not everything that it sets can be read, so the test cannot send the same values back");
  const output = addCall(draft, {
    role: "control",
    as,
    operation: read,
    values,
    expects: [SUCCEEDS],
    // Of the whole answer each property is taken by its own name; what this answer does not have is not sent.
    outputs: { answer: { pointer: "" } },
  });
  const { from } = output("answer");
  const back = (name: string): Taken => {
    const { schema, isRequired } = answers.get(name)!; // as asked above
    return taken({ ...from, property: { name, writing: writingOf(schema), isSure: isRequired } } as StepOutput); // of a step
  };
  return { contentType: media.type, value: Object.fromEntries(plain.map((name) => [name, back(name)])), extra: [] };
}

/**
 * Whether a property goes back as it came: the runner writes an underscore for a hyphen in the name of a property, and of
 * what it holds.
 */
function isTakenAsItIs(name: string, schema: Schema): boolean {
  return isOutputName(name) && keepsItsNames(schema, 0);
}

function keepsItsNames(schema: Schema, depth: number): boolean {
  if (isScalarSchema(schema)) return true;
  const { properties, patternProperties, additionalProperties, items } = unwrapped(schema);
  if (items !== undefined) return true; // a list stays as it is
  const isFree = patternProperties.size > 0 || (additionalProperties !== undefined && additionalProperties !== false);
  return (
    depth < DEEPEST &&
    !isFree &&
    properties.size > 0 &&
    [...composedProperties(unwrapped(schema))].every(
      ([key, one]) => !key.includes("-") && keepsItsNames(one, depth + 1),
    )
  );
}

const DEEPEST = 8;

function writingOf(schema: Schema): AnsweredProperty["writing"] {
  const { types, nullable } = targetOf(schema);
  const [type] = types;
  if (types.length !== 1 || nullable || schema.nullable || type === undefined) return "open";
  if (type === "string") return "text";
  return /^(?:integer|number|boolean)$/.test(type) ? "bare" : "open";
}

function isSame(sent: Schema | undefined, answered: Schema | undefined): boolean {
  if (sent === undefined || answered === undefined || isReadOnly(sent) || sent.writeOnly) return false;
  return unwrapped(sent) === unwrapped(answered) || (isScalarSchema(sent) && isScalarSchema(answered));
}

/** A deletes, or does something else to, an object that B has made for the test. */
export function actTest(draft: Draft, operation: Operation): void {
  const values = pathValues(draft, operation, "B", "made");
  const seen = addSight(draft, operation, values, "control");
  addAlive(draft, "A", operation);
  addCall(draft, { role: "attack", as: "A", operation, values, expects: [refusedBy(draft.setting, operation)] });
  addSight(draft, operation, values, "after", seen);
}

/** What was seen of an object, to be compared. */
type Seen = ReadonlyMap<string, Taken>;

/** B looks at the object that an operation is about: by itself, or in the list where it stands. */
export function addSight(
  draft: Draft,
  operation: Operation,
  values: ReadonlyMap<string, Value>,
  role: "control" | "after",
  before: Seen = new Map(),
): Seen {
  const { setting } = draft;
  const { name } = pathIdentifiers(operation).at(-1)!; // it is an object's
  const path = pathUpTo(operation, name);
  const id = values.get(name);
  const read = lookingAt(setting, path);
  const answered = read === undefined ? undefined : answerOf(read);
  if (read !== undefined) {
    const properties = [...(answered === undefined ? [] : propertiesOf(answered))]
      .filter(([key, { schema, isRequired }]) => isRequired && isOutputName(key) && isScalarSchema(schema))
      .slice(0, MOST_COMPARED)
      .map(([key]) => key);
    const output = addCall(draft, {
      role,
      as: "B",
      operation: read,
      values,
      expects: [SUCCEEDS, ...[...before].map(([key, as]): Expectation => ({ kind: "same", pointer: `/${key}`, as }))],
      outputs: role === "control" ? Object.fromEntries(properties.map((key) => [key, { pointer: `/${key}` }])) : {},
    });
    return new Map(properties.map((key) => [key, output(key)]));
  }
  const list = lookingAt(setting, path.slice(0, path.lastIndexOf("/")));
  if (list !== undefined && isTaken(id))
    addCall(draft, { role, as: "B", operation: list, values, expects: [SUCCEEDS, { kind: "holds", value: id }] });
  return new Map();
}

/** The read at a path, if it is sure to do no more. */
function lookingAt(setting: Setting, path: string): Operation | undefined {
  const read = setting.at("GET", path);
  return read === undefined || mayDoMore(read) ? undefined : read;
}

const MOST_COMPARED = 4;
