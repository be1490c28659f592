import { textOfValue } from "../core/text-of-value.ts";
import { targetOf } from "../model/schema.ts";
import { wordsOf } from "../lexicon/name-tokens.ts";
import type { MediaType, Operation, Parameter } from "../model/api.ts";
import {
  isTaken,
  taken,
  type TestCaller,
  type Expectation,
  type SentBody,
  type SentParameter,
  type AnswerPart,
  type StepRole,
  type Taken,
  type TestInput,
  type TestStep,
  type Value,
} from "./authorization-test.ts";
import { isCredentialParameter } from "./credentials.ts";
import { camelCase, capitalised } from "./input-names.ts";
import { textFault } from "./plain-texts.ts";
import type { Setting } from "./setting.ts";
import { fits } from "./values/fits.ts";
import { madeValue, NO_VALUE, type Making } from "./values/made-value.ts";
import { newWork } from "./values/work.ts";

/** Why a test cannot be made runnable; it is then made by hand. */
export class NotRunnable extends Error {}

/** A test is not written since what the description says of an operation would mean something else to a runner. */
export class Refused extends NotRunnable {
  readonly operation: Operation;

  constructor(operation: Operation, fault: string) {
    super(fault);
    this.operation = operation;
  }
}

/** A test that is being put together. */
export interface Draft {
  readonly setting: Setting;
  readonly id: string;
  /** No other test of the set has it. */
  readonly number: number;
  readonly steps: TestStep[];
  /** Identifiers that are known already, by what they are of and whose. */
  readonly known: Map<string, Value>;
  /** Identifiers of what may be changed or lost: it was made in the same test, or given as something that nobody needs. */
  readonly scratch: Set<Value>;
  /** What takes away what the test made, the last first. */
  readonly cleaning: (() => void)[];
}

export function draftOf(setting: Setting, id: string, number: number): Draft {
  return { setting, id, number, steps: [], known: new Map(), scratch: new Set(), cleaning: [] };
}

/** A call as a test has it in mind; what it must have besides is added. */
export interface WantedCall {
  readonly role: StepRole;
  readonly as: TestCaller;
  readonly operation: Operation;
  /** Values for its parameters, by name. */
  readonly values?: ReadonlyMap<string, Value>;
  /** Without one, the body is made by its schema. */
  readonly body?: SentBody | undefined;
  readonly expects: readonly Expectation[];
  readonly outputs?: Readonly<Record<string, AnswerPart>>;
  readonly tries?: number;
}

/** Adds a call to a test, with all required parameters and a body that fits its schema. Gives what takes its outputs. */
export function addCall(draft: Draft, call: WantedCall): (output: string) => Taken {
  const { role, as, operation, values = new Map<string, Value>(), expects, outputs = {}, tries = 1 } = call;
  const { setting, steps } = draft;
  if (operation.operationKind !== "path" || !METHODS.has(operation.method))
    throw new NotRunnable(`${operation.id} is not a call that a runner can make`);
  const step: TestStep = {
    id: stepId(draft, call),
    role,
    as,
    operation,
    parameters: [...parametersOf(draft, operation, values), ...setting.credentials(operation, as)],
    body: call.body ?? bodyOf(setting, operation),
    expects,
    outputs: new Map(Object.entries(outputs)),
    tries,
  };
  const fault = textFault(step);
  if (fault !== undefined) throw new Refused(operation, fault);
  steps.push(step);
  return (name) => taken({ kind: "output", step: step.id, name });
}

/**
 * `attack`, `find2`, `controlB`. What gives something has the number of its test: `findOf3`, since linters look for what a step
 * gives among the steps of all tests.
 */
function stepId({ steps, number }: Draft, { role, as, outputs = {} }: WantedCall): string {
  const word = role === "control" ? `control${CONTROLLED[as]}` : role;
  const count = steps.filter((step) => step.role === role && (role !== "control" || step.as === as)).length;
  return `${word}${count === 0 ? "" : count + 1}${Object.keys(outputs).length === 0 ? "" : `Of${number}`}`;
}

const CONTROLLED: Readonly<Record<TestCaller, string>> = {
  A: "A",
  B: "B",
  administrator: "Admin",
  limited: "LimitedA",
  expired: "Expired",
  foreign: "Foreign",
  nobody: "Anonymous",
};

/** The answer to TRACE is the call with its token, which would be kept in the results. */
const METHODS: ReadonlySet<string> = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

function parametersOf(
  draft: Draft,
  operation: Operation,
  values: ReadonlyMap<string, Value>,
): readonly SentParameter[] {
  const declared = operation.parameters.filter(({ name }) => !isCredentialParameter(operation, name));
  const named = [...operation.pathItem.path.matchAll(/\{([^{}]+)\}/g)].map(([, name]) => name!);
  const inPath = new Set(named);
  const known = new Set(declared.flatMap(({ in: place, name }) => (place === "path" ? [name] : [])));
  const undeclared = named.filter((name) => !known.has(name));
  return [
    ...undeclared.map((name): SentParameter => ({ in: "path", name, value: values.get(name) ?? "sample" })),
    ...declared.flatMap((parameter): SentParameter[] => {
      const { name, in: place, required } = parameter;
      if (place === "querystring") throw new NotRunnable("it takes its whole query as one value");
      // What the path names by a word, a query may call by the same.
      const wanted = place !== "path" && inPath.has(name) ? undefined : values.get(name);
      if (wanted === undefined && !required && place !== "path") return [];
      if (place !== "path" && inPath.has(name))
        throw new NotRunnable(`two of its parameters are called ${name}, which Arazzo linters reject`);
      return [{ in: place, name, value: wanted ?? parameterValue(draft, parameter, operation) }];
    }),
  ];
}

function parameterValue(draft: Draft, parameter: Parameter, operation: Operation): Value {
  const { name, in: place, schema, content, examples } = parameter;
  if (place === "header" && parameter.lexicon.has(wordsOf(name), "key-of-request")) return keyOfRequest(draft);
  const { making } = draft.setting;
  const shown = examples.map(({ value }) => value).find((value) => making.mayShow(value));
  const described = schema ?? content[0]?.schema;
  const isFormat = place === "path" && !operation.path.includes(`{${name}}`);
  const isFree = described === undefined || targetOf(described).enum === undefined;
  const made =
    shown ?? (isFormat && isFree ? "json" : described === undefined ? "sample" : madeValue(described, making));
  return made === NO_VALUE ? valueGiven(draft, name, operation) : sentAs(made);
}

/** A value that nothing could be made for is given by whoever runs the tests. */
function valueGiven({ setting }: Draft, name: string, operation: Operation): Taken {
  return taken({
    kind: "input",
    name: setting.freeName(camelCase(name), `Of${capitalised(camelCase(setting.nameOf(operation)))}`),
    about: `a value that ${name} of ${operation.id} takes: none could be made from its schema`,
    isSecret: false,
  });
}

/** A value as it stands in a path, a query or a header. */
function sentAs(value: unknown): string | number | boolean {
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
  return Array.isArray(value) ? value.map((one) => textOfValue(one)).join(",") : JSON.stringify(value);
}

/** A key that makes a call count once: another in each run and for each call, or the answer would be that of before. */
function keyOfRequest({ id, steps }: Draft): Taken {
  const number = id.split("").reduce((sum, character) => (sum * 31 + character.charCodeAt(0)) % 1e8, 7) + steps.length;
  return taken(RUN, "", `-0000-4000-8000-${String(number).padStart(12, "0")}`);
}

/** What is another in each run. */
export const RUN: TestInput = {
  kind: "input",
  name: "run",
  about: "eight hexadecimal digits, new for each run: they are used in idempotency keys and in names of new accounts",
  isSecret: false,
};

/** A body for an operation: as the description shows one, else made by its schema; the values given stand at its top. */
export function bodyOf(
  { making }: Setting,
  { requestBody }: Operation,
  values: Readonly<Record<string, Value>> = {},
): SentBody | undefined {
  if (requestBody === undefined || requestBody.content.length === 0) return undefined;
  const media =
    requestBody.content.find(({ type }) => /json/i.test(type)) ??
    requestBody.content.find(({ type }) => type.startsWith("application/x-www-form-urlencoded"));
  if (media === undefined) {
    // Where a body is described and none is given, a runner makes one up of the examples of the description.
    throw new NotRunnable(`its body is ${requestBody.content[0]!.type}`);
  }
  const value = bodyValue(media, making);
  return {
    contentType: media.type,
    value: isRecord(value) ? { ...value, ...values } : value,
    extra: [],
  };
}

function bodyValue(media: MediaType, making: Making): Value {
  const { schema, examples } = media;
  const shown = examples
    .map(({ value }) => value)
    .find((value) => making.mayShow(value) && (schema === undefined || fits(value, schema, newWork(making.checkTime))));
  const made = shown ?? (schema === undefined ? {} : madeValue(schema, making));
  if (made === NO_VALUE) throw new NotRunnable("no body is known that fits its schema");
  return made as Value; // what JSON can say
}

/** Whether a value has members of its own: no list, and nothing that a run gives. */
export function isRecord(value: Value | undefined): value is { readonly [key: string]: Value } {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !isTaken(value);
}
