import { WITHOUT_CREDENTIAL, WITHOUT_VALID_CREDENTIAL } from "../core/refusal-words.ts";
import type { Operation } from "../model/api.ts";
import { composedProperties } from "../model/schema-parts.ts";
import { targetOf, type Schema } from "../model/schema.ts";
import { actionOf } from "../operations/candidates/action.ts";
import { pathIdentifiers } from "../operations/candidates/object-identifiers.ts";
import { isPrivileged } from "../operations/privileged-fields.ts";
import type { FunctionTest } from "../review/function-tests.ts";
import { answerOf, isOutputName, isScalarSchema, propertiesOf } from "./answers.ts";
import { taken, type Expectation, type SentBody, type TestCaller, type Value } from "./authorization-test.ts";
import { addCall, bodyOf, isRecord, NotRunnable, RUN, type Draft } from "./draft.ts";
import { entryFields, entryProperties } from "./entry-tests.ts";
import { mayDoMore } from "./harmless.ts";
import { ANSWERED, pathValues, SUCCEEDS } from "./identifiers.ts";
import { addAlive, addReadBack, refusedBy } from "./object-tests.ts";
import { isPlainText } from "./plain-texts.ts";
import { fits, isReadOnly } from "./values/fits.ts";

/*
 * Tests of what a caller may do at all: call what others call, set what only the service sets, call without a credential.
 */

/** How who shows no credential that counts is refused; a declared 403 may be for others. */
const WITHOUT: Expectation = { kind: "status", statuses: ["401", "403"] };

/** Who is refused in a function-level test, and who must not be. */
export function testCallers(test: Pick<FunctionTest, "as" | "isForAdministrators">): {
  readonly refused: TestCaller;
  readonly allowed: TestCaller;
} {
  if (test.as === WITHOUT_CREDENTIAL || test.as === WITHOUT_VALID_CREDENTIAL)
    return { refused: "nobody", allowed: "A" };
  return test.isForAdministrators ? { refused: "A", allowed: "administrator" } : { refused: "limited", allowed: "A" };
}

/** Who may not call is refused; who may, can. What the call is done to is made first, where it changes data. */
export function functionTest(
  draft: Draft,
  operation: Operation,
  test: Pick<FunctionTest, "as" | "isForAdministrators">,
): void {
  const { refused, allowed } = testCallers(test);
  const isReading = actionOf(operation).isReading && !mayDoMore(operation);
  const isRefused = refused === "nobody" ? WITHOUT : refusedBy(draft.setting, operation);
  const owner = refused === "nobody" ? "B" : "A";
  const hasObject = pathIdentifiers(operation).length > 0;
  if (isReading) {
    const values = pathValues(draft, operation, owner);
    addCall(draft, { role: "control", as: allowed, operation, values, expects: [SUCCEEDS] });
    if (refused === "A") addAlive(draft, "A", operation);
    addCall(draft, { role: "attack", as: refused, operation, values, expects: [isRefused] });
    return;
  }
  // What administrators do to all of a service is not tried: who may call does it, too.
  if (!hasObject && !actionOf(operation).isMaking)
    throw new NotRunnable(
      "the test cannot create an object for it, and the call that shows that it works would change real data",
    );
  const values = hasObject ? pathValues(draft, operation, owner, "made") : new Map<string, Value>();
  if (refused === "A") addAlive(draft, "A", operation);
  addCall(draft, { role: "attack", as: refused, operation, values, expects: [isRefused] });
  // That the call is right shows last: it may use up what it is done to.
  addCall(draft, { role: "control", as: allowed, operation, values, expects: [MAY_CALL] });
}

/** Who may call succeeds, or is told that what they ask for is there already: they got that far. */
const MAY_CALL: Expectation = { kind: "status", statuses: ["2xx", "409"] };

/** A call without a credential is refused, which B makes with one. */
export function anonymousTest(draft: Draft, operation: Operation): void {
  const expects = [WITHOUT];
  if (operation.method === "GET") {
    const values = pathValues(draft, operation, "B");
    addCall(draft, { role: "control", as: "B", operation, values, expects: [SUCCEEDS] });
    addCall(draft, { role: "attack", as: "nobody", operation, values, expects });
    return;
  }
  const values = pathValues(draft, operation, "B");
  const body = addReadBack(draft, operation, values, "B");
  addCall(draft, { role: "attack", as: "nobody", operation, values, body, expects });
}

/** The same for what changes or takes away an object, of one that B has made for the test. */
export function anonymousActTest(draft: Draft, operation: Operation): void {
  if (pathIdentifiers(operation).length === 0)
    throw new NotRunnable("its path names no object that could be taken away");
  const values = pathValues(draft, operation, "B", "made");
  addCall(draft, { role: "attack", as: "nobody", operation, values, expects: [WITHOUT] });
}

/** A property that a caller must not set, and what is tried: of a flag both, since one of them is what it is already. */
export interface ReservedProperty {
  readonly name: string;
  readonly values: readonly (string | number | boolean)[];
  /** Whether every answer has it. */
  readonly isSure: boolean;
  /** Whether what is sent may have it by the description. */
  readonly isDescribed: boolean;
}

/** A sets in its own record what only the service sets, and reads it back as it was. */
export function propertyTest(draft: Draft, operation: Operation): void {
  const { setting } = draft;
  const read = setting.at("GET", operation.path);
  const reserved = read === undefined ? [] : reservedIn(operation, read);
  if (read === undefined || reserved.length === 0) throw new NotRunnable("nothing reads back what it sets");
  const values = pathValues(draft, operation, "A");
  const body = ownBody(draft, operation, values);
  if (!isRecord(body.value)) throw new NotRunnable("its body is not an object");
  const sent = body.value;
  const sure = reserved.filter(({ isSure }) => isSure);
  const before = addCall(draft, {
    role: "find",
    as: "A",
    operation: read,
    values,
    expects: [SUCCEEDS, ...unset(reserved)],
    outputs: Object.fromEntries(sure.map(({ name }) => [name, { pointer: `/${name}` }])),
  });
  for (const { name, values: tried, isDescribed } of reserved)
    for (const value of tried) {
      addCall(draft, {
        role: "attack",
        as: "A",
        operation,
        values,
        body: { ...body, value: { ...sent, [name]: value }, extra: isDescribed ? [] : [name] },
        expects: [ANSWERED],
      });
      addCall(draft, {
        role: "after",
        as: "A",
        operation: read,
        values,
        expects: [
          SUCCEEDS,
          ...sure.map((one): Expectation => ({
            kind: "same",
            pointer: `/${one.name}`,
            as: before(one.name),
          })),
          ...unset(reserved),
        ],
      });
    }
}

/** Whoever signs up with rights does not get them: the answer shows the account that was made. */
export function signUpTest(draft: Draft, operation: Operation): void {
  const reserved = reservedIn(operation, operation).map((one) => ({
    ...one,
    values: one.values.slice(0, 1),
    isSure: false,
  }));
  const answered = answerOf(operation);
  const shown = answered === undefined ? [] : [...propertiesOf(answered).keys()];
  // An answer that never shows what is set would pass whatever happens.
  if (!reserved.some(({ name }) => shown.includes(name)))
    throw new NotRunnable("its response shows nothing that only the service sets");
  const send = (
    number: number,
    more: Readonly<Record<string, Value>> = {},
    extra: readonly string[] = [],
  ): SentBody => {
    const body = bodyOf(draft.setting, operation, { ...addressOf(operation, number), ...more });
    if (body === undefined || !isRecord(body.value)) throw new NotRunnable("its body is not an object");
    return { ...body, extra };
  };
  addCall(draft, { role: "control", as: "nobody", operation, body: send(0), expects: [SUCCEEDS, ...unset(reserved)] });
  for (const [index, { name, values, isDescribed }] of reserved.entries())
    for (const value of values)
      addCall(draft, {
        role: "attack",
        as: "nobody",
        operation,
        body: send(index + 1, { [name]: value }, isDescribed ? [] : [name]),
        expects: [ANSWERED, { kind: "not", property: name, value }],
      });
}

/** An address or name that no account has yet: another in each run and for each call. */
function addressOf(operation: Operation, number: number): Readonly<Record<string, Value>> {
  const { who } = entryFields(operation);
  const schema = targetOf(entryProperties(operation).get(who)!); // as found there
  const behind = schema.format === "email" || /mail/i.test(who) ? `-${number}@example.com` : `-${number}`;
  return { [who]: taken(RUN, "sallyport-", behind) };
}

/** What not every answer has must not be there with the value that is tried. */
function unset(reserved: readonly ReservedProperty[]): readonly Expectation[] {
  return reserved
    .filter(({ isSure }) => !isSure)
    .flatMap(({ name, values }) => values.map((value): Expectation => ({ kind: "not", property: name, value })));
}

/** A body that changes nothing, where what is set can be read; else one that fits the schema. */
function ownBody(draft: Draft, operation: Operation, values: ReadonlyMap<string, Value>): SentBody {
  const { length } = draft.steps;
  try {
    return addReadBack(draft, operation, values, "A");
  } catch (error) {
    if (!(error instanceof NotRunnable)) throw error;
    draft.steps.splice(length);
    const body = bodyOf(draft.setting, operation);
    if (body === undefined) throw new NotRunnable("it takes no body");
    return body;
  }
}

/** What of a caller's record only the service may set: what only answers have, and rights, which are tried even where no schema has them. */
export function reservedIn(operation: Operation, read: Operation): readonly ReservedProperty[] {
  const answered = answerOf(read);
  const schema = operation.requestBody?.content.find(({ type }) => /json/i.test(type))?.schema;
  if (answered === undefined || schema === undefined) return [];
  const sent = composedProperties(targetOf(schema));
  const answers = [...propertiesOf(answered)].filter(([name, one]) => isOutputName(name) && isScalarSchema(one.schema));
  const found = answers.flatMap(([name, { schema: property, isRequired }]): ReservedProperty[] => {
    const own = sent.get(name);
    const isOut = own === undefined || isReadOnly(own);
    const target = targetOf(property);
    const isRight = isPrivileged({ name, types: target.types, parts: [target] }, true, operation.lexicon);
    // An identifier that changes would take what is A's away from A.
    if (!isRight && (!isOut || !target.types.includes("string") || !isMoment(target))) return [];
    // What the request has of its own may allow other values than the answer shows.
    const values = isOut ? triedFor(target, property, operation) : triedFor(targetOf(own), own, operation);
    return values.length === 0 ? [] : [{ name, values, isSure: isRequired, isDescribed: !isOut }];
  });
  const ranked = found.toSorted((a, b) => Number(b.values.length > 1) - Number(a.values.length > 1));
  const hasRight = found.some(({ name }) => operation.lexicon.is(name.toLowerCase(), "right"));
  const role =
    sent.has("role") || hasRight ? [] : [{ name: "role", values: ["admin"], isSure: false, isDescribed: false }];
  return [...ranked.slice(0, MOST_RESERVED), ...role];
}

const MOST_RESERVED = 3;

function isMoment({ format }: Schema): boolean {
  return format === "date-time" || format === "date";
}

function triedFor(target: Schema, property: Schema, { lexicon }: Operation): readonly (string | number | boolean)[] {
  if (target.types.includes("boolean")) return [true, false];
  const choices = (target.enum ?? []).filter((value) => typeof value === "string").filter(isPlainText);
  const highest =
    choices.find((value) => lexicon.has(value.toLowerCase().split(/[^a-z]+/), "administrator")) ?? choices.at(-1);
  if (highest !== undefined) return [highest];
  if (target.format === "date-time") return ["2001-01-01T00:00:00Z"];
  if (target.format === "date") return ["2001-01-01"];
  return [["admin"], [1_000_000]]
    .flat()
    .filter((value) => fits(value, property))
    .slice(0, 1);
}

/** Whether a token is refused that has expired, or was issued for another service. */
export function tokenTest(draft: Draft, operation: Operation, caller: "expired" | "foreign"): void {
  const values = pathValues(draft, operation, "A");
  addCall(draft, { role: "control", as: "A", operation, values, expects: [SUCCEEDS] });
  addCall(draft, { role: "attack", as: caller, operation, values, expects: [WITHOUT] });
}
