import type { Operation } from "../model/api.ts";
import { composedProperties } from "../model/schema-parts.ts";
import { targetOf, type Schema } from "../model/schema.ts";
import { wordsOf } from "../lexicon/name-tokens.ts";
import { openingCodesOf, secretsOf } from "../operations/flows/guessable.ts";
import { isOutputName, isPlainName, isScalarSchema, propertiesOf, refusalOf } from "./answers.ts";
import { isTaken, taken, type Expectation, type SentBody, type TestInput, type Value } from "./authorization-test.ts";
import { addCall, bodyOf, isRecord, NotRunnable, type Draft } from "./draft.ts";
import { ANSWERED, SUCCEEDS } from "./identifiers.ts";
import { fits } from "./values/fits.ts";

/*
 * Tests of how callers get in: whether the answers of a log-in tell who has an account, whether guesses are counted, and
 * whether an answer has what is to be sent to somebody else.
 */

const LOGIN: TestInput = {
  kind: "input",
  name: "scratchLogin",
  about: "log-in name or e-mail address of an account for tests, because the test may lock it",
  isSecret: false,
};
const PASSWORD: TestInput = {
  kind: "input",
  name: "scratchPassword",
  about: "the password of that account",
  isSecret: true,
};

/** Nobody has an account of this name (RFC 2606 keeps the domain free). */
const NOBODY = "nobody-has-this-account@example.com";
const WRONG = "Not-the-password-0";

/** What of a log-in says who, and what proves it. */
interface LoginFields {
  readonly who: string;
  readonly proof: string | undefined;
}

/** The answer is the same whether an account exists or not; B's log-in shows first that it does. */
export function loginOracleTest(draft: Draft, operation: Operation): void {
  const { who, proof } = entryFields(operation);
  if (proof === undefined) throw new NotRunnable("nothing in its schema is a password");
  const send = (name: Value, password: Value): SentBody =>
    bodyWith(draft, operation, { [who]: name, [proof]: password });
  addCall(draft, {
    role: "control",
    as: "nobody",
    operation,
    body: send(taken(LOGIN), taken(PASSWORD)),
    expects: [SUCCEEDS],
  });
  addOracle(draft, operation, (name) => send(name, WRONG));
}

/** The same for who asks for a new password. */
export function resetOracleTest(draft: Draft, operation: Operation): void {
  const { who } = entryFields(operation);
  addOracle(draft, operation, (name) => bodyWith(draft, operation, { [who]: name }));
}

/** One call for an account that nobody has, one for an account that is there: their answers are compared. */
function addOracle(draft: Draft, operation: Operation, send: (name: Value) => SentBody): void {
  const compared = saidInRefusal(operation);
  const output = addCall(draft, {
    role: "find",
    as: "nobody",
    operation,
    body: send(NOBODY),
    expects: [ANSWERED],
    outputs: {
      [STATUS]: "status",
      ...Object.fromEntries(compared.map((name) => [name, { pointer: `/${name}` }])),
    },
  });
  addCall(draft, {
    role: "attack",
    as: "nobody",
    operation,
    body: send(taken(LOGIN)),
    expects: [
      { kind: "same-status", as: output(STATUS) },
      ...compared.map((name): Expectation => ({ kind: "same", pointer: `/${name}`, as: output(name) })),
    ],
  });
}

/** What an answer calls so is its own. */
const STATUS = "statusOfAnswer";

/** The texts that every refusal of a log-in has; an identifier of the answer is another each time. */
function saidInRefusal(operation: Operation): readonly string[] {
  const refusal = refusalOf(operation, "401");
  if (refusal === undefined) return [];
  return [...propertiesOf(refusal)]
    .filter(
      ([name, { schema, isRequired }]) =>
        isRequired && isOutputName(name) && isScalarSchema(schema) && !isOfAnswer(name, targetOf(schema)),
    )
    .map(([name]) => name);
}

function isOfAnswer(name: string, { format }: Schema): boolean {
  return (
    format === "date-time" ||
    format === "uuid" ||
    wordsOf(name).some((word) => /^(?:id|uuid|trace|instance|time|timestamp)$/.test(word))
  );
}

/** Guesses are counted: at the latest the last of a few is refused with 429, or because the account is locked. */
export function guessesTest(draft: Draft, operation: Operation, tries: number): void {
  const { who, proof } = entryFields(operation);
  if (proof === undefined) throw new NotRunnable("nothing in its schema is a password");
  const send = (password: Value): SentBody => bodyWith(draft, operation, { [who]: taken(LOGIN), [proof]: password });
  addCall(draft, { role: "control", as: "nobody", operation, body: send(taken(PASSWORD)), expects: [SUCCEEDS] });
  addCall(draft, { role: "attack", as: "nobody", operation, body: send(WRONG), expects: [LIMITED], tries });
}

const LIMITED: Expectation = { kind: "status", statuses: ["429", "423"] };

/** The same of who asks for a new password, which sends a message each time. */
export function resetRequestsTest(draft: Draft, operation: Operation, tries: number): void {
  const { who } = entryFields(operation);
  const body = bodyWith(draft, operation, { [who]: taken(LOGIN) });
  addCall(draft, { role: "attack", as: "nobody", operation, body, expects: [LIMITED], tries });
}

/** The same of a code that is short, or that a new password is set with: made-up ones are sent. */
export function codesTest(draft: Draft, operation: Operation, tries: number): void {
  const as = operation.access === "anonymous" ? "nobody" : "A";
  addCall(draft, { role: "attack", as, operation, body: bodyOf(draft.setting, operation), expects: [LIMITED], tries });
}

/** Whether an operation takes what can be guessed: a short code, or a token with a new password. */
export function takesGuesses(operation: Operation): boolean {
  if (operation.method !== "POST") return false;
  if (secretsOf(operation).length > 0 || openingCodesOf(operation).length > 0) return true;
  const limited = operation.responses.some(({ status }) => status === "429");
  return (
    limited &&
    [...entryProperties(operation)].some(([name]) => operation.lexicon.has(wordsOf(name), "code") || isTokenName(name))
  );
}

function isTokenName(name: string): boolean {
  return wordsOf(name).at(-1) === "token" && wordsOf(name).length > 1 && !/refresh/i.test(name);
}

/** The answer to who asks for a new password does not have the means to set it. */
export function resetTokenTest(draft: Draft, operation: Operation, others: readonly Operation[]): void {
  const { who } = entryFields(operation);
  const completion = others
    .flatMap((one) => (one === operation ? [] : [...entryProperties(one).keys()]))
    .filter(isTokenName);
  const properties = [...new Set([...completion, ...REVEALING])].filter(isPlainName);
  addCall(draft, {
    role: "attack",
    as: "nobody",
    operation,
    body: bodyWith(draft, operation, { [who]: taken(LOGIN) }),
    expects: [SUCCEEDS, { kind: "without", properties }],
  });
}

const REVEALING = ["token", "resetToken", "reset_token", "code", "otp", "link", "url", "password"];

/** What the body of such a call has at its top. */
export function entryProperties({ requestBody }: Operation): ReadonlyMap<string, Schema> {
  const schema = requestBody?.content.find(({ type }) => /json|urlencoded/i.test(type))?.schema;
  return schema === undefined ? new Map() : composedProperties(targetOf(schema));
}

/** Which fields of a log-in, a sign-up or a reset say who is meant. Throws `NotRunnable` where none does. */
export function entryFields(operation: Operation): LoginFields {
  const { lexicon } = operation;
  const fields = [...entryProperties(operation)].filter(([, schema]) => isScalarSchema(schema));
  const proof = fields.find(
    ([name, schema]) => targetOf(schema).format === "password" || lexicon.has(wordsOf(name), "password"),
  )?.[0];
  const who = fields.find(
    ([name, schema]) =>
      name !== proof && (targetOf(schema).format === "email" || /mail|user|login|phone|account|name/i.test(name)),
  )?.[0];
  if (who === undefined) throw new NotRunnable("nothing in its schema says whose account it is");
  return { who, proof };
}

function bodyWith({ setting }: Draft, operation: Operation, values: Readonly<Record<string, Value>>): SentBody {
  const body = bodyOf(setting, operation, values);
  const made = bodyOf(setting, operation)?.value;
  if (body === undefined || !isRecord(body.value)) throw new NotRunnable("its body is not an object");
  const likely = Object.entries(body.value).map(([key, one]) => [
    key,
    isTaken(one) ? (isRecord(made) ? (made[key] ?? NOBODY) : NOBODY) : one,
  ]);
  const schema = operation.requestBody?.content.find(({ type }) => type === body.contentType)?.schema;
  // What is set can make of one choice of the schema another.
  if (schema !== undefined && made !== undefined && fits(made, schema) && !fits(Object.fromEntries(likely), schema))
    throw new NotRunnable("no body is known that fits its schema");
  return body;
}
