import type { Operation } from "../model/api.ts";

/*
 * A test of authorization that a program can run: calls in order, who makes each, and what must come back.
 */

/** What a test is of. */
export const TEST_KINDS = [
  "object",
  "list",
  "filter",
  "people",
  "batch",
  "reference",
  "function",
  "property",
  "anonymous",
  "enumeration",
  "existence",
  "reset-token",
  "rate-limit",
  "token",
] as const;
/** Kinds that are made only where they are asked for: they need tokens that few have at hand, or hold a service to more than most promise. */
export const KINDS_ON_REQUEST: ReadonlySet<TestKind> = new Set(["token", "existence"]);
export type TestKind = (typeof TEST_KINDS)[number];

/** Who makes a call: `limited` is A with a token of fewer rights, `expired` and `foreign` are tokens that no longer count, or never did here. */
export type TestCaller = "A" | "B" | "administrator" | "limited" | "expired" | "foreign" | "nobody";

/**
 * What a step is for. `find` and `create` come by what the others are about; `control` shows that the call works for who may
 * make it, without which nothing was tested; `after` shows that nothing of B's has changed.
 */
export type StepRole = "find" | "create" | "control" | "attack" | "after" | "cleanUp";

export interface AuthorizationTest {
  /** `object-getMyHeartRate`: the same for the same operation, whatever else is tested. */
  readonly id: string;
  /** The operation that is tested. */
  readonly operation: Operation;
  readonly kind: TestKind;
  /** What is tried, in words: `user A: read the heart rate of B's workout`. */
  readonly title: string;
  /** What passes, in words. */
  readonly pass: string;
  /** Its rank in the review's list of tests; `undefined` for what that list leaves to be understood. */
  readonly rank: number | undefined;
  /** Whether it changes data where the service is flawed, or makes objects of its own. */
  readonly isDestructive: boolean;
  readonly steps: readonly TestStep[];
}

/** A test, or a part of one, that must be made by hand. */
export interface ManualTest {
  readonly operation: Operation;
  /** Its rank in the review's list of tests; `undefined` for what that list leaves to be understood. */
  readonly rank: number | undefined;
  readonly title: string;
  readonly pass: string;
  /** Why nothing runnable can be made of it. */
  readonly why: string;
}

export interface TestStep {
  /** `attack`, `find1`: once in a test. */
  readonly id: string;
  readonly role: StepRole;
  readonly as: TestCaller;
  readonly operation: Operation;
  readonly parameters: readonly SentParameter[];
  readonly body: SentBody | undefined;
  readonly expects: readonly Expectation[];
  /** What later steps take from the answer, by name. */
  readonly outputs: ReadonlyMap<string, AnswerPart>;
  /** How often it is made at most, until what is expected comes. */
  readonly tries: number;
}

export interface SentParameter {
  readonly name: string;
  readonly in: "path" | "query" | "header" | "cookie";
  readonly value: Value;
}

export interface SentBody {
  readonly contentType: string;
  readonly value: Value;
  /** Properties that the schema does not have: whether they are ignored is what is tested. */
  readonly extra: readonly string[];
}

/** A value that is known beforehand, or what a run gives in place of it. */
export type Value = string | number | boolean | null | Taken | readonly Value[] | { readonly [key: string]: Value };

/** What a run gives: an input, or an output of an earlier step. `before` and `behind` are texts around it. */
export interface Taken {
  readonly [TAKEN]: true;
  readonly from: TestInput | StepOutput;
  readonly before: string;
  readonly behind: string;
}

/** A body may have any keys of its own, but not this one. */
const TAKEN: unique symbol = Symbol("taken");

/** A value that a run gives, with texts around it. */
export function taken(from: Taken["from"], before = "", behind = ""): Taken {
  return { [TAKEN]: true, from, before, behind };
}

/** Whether a value is one that a run gives. */
export function isTaken(value: unknown): value is Taken {
  return typeof value === "object" && value !== null && Object.hasOwn(value, TAKEN);
}

/** What whoever runs a test gives. */
export interface TestInput {
  readonly kind: "input";
  readonly name: string;
  readonly about: string;
  readonly isSecret: boolean;
  /** Without one it is a text. */
  readonly type?: "integer";
}

export interface StepOutput {
  readonly kind: "output";
  readonly step: string;
  readonly name: string;
  /** The property of it that is taken, where the output is a whole answer. */
  readonly property?: AnsweredProperty;
}

/** A property of an answer, as it goes back. */
export interface AnsweredProperty {
  readonly name: string;
  /** What JSON has it as: a text in quotes, or a number or a boolean without. `open`: either, null, or more than one value. */
  readonly writing: "text" | "bare" | "open";
  /** Whether every answer has it. */
  readonly isSure: boolean;
}

/** Where an output stands in an answer: at a JSON Pointer of its body, which is empty for all of it, or its status. */
export type AnswerPart = { readonly pointer: string } | "status";

/** What must be true of an answer. */
export type Expectation =
  /** Its status is one of these: a number, or `2xx`; `answered` is any below 500. */
  | { readonly kind: "status"; readonly statuses: readonly string[] }
  /** Its status is that of an earlier answer. */
  | { readonly kind: "same-status"; readonly as: Taken }
  /** A value stands somewhere in its body, or nowhere. */
  | { readonly kind: "holds" | "lacks"; readonly value: Taken }
  /** Its list, at these names from the outside in, has an object with a property, or none. */
  | { readonly kind: "some-items" | "no-items"; readonly list: readonly string[]; readonly property: string }
  /** No object whose identifier is the value has one of these properties; `unchecked` are others that its schema requires. */
  | {
      readonly kind: "hides";
      readonly value: Taken;
      readonly id: string;
      readonly properties: readonly string[];
      readonly unchecked: readonly string[];
    }
  /** No object has one of these properties. */
  | { readonly kind: "without"; readonly properties: readonly string[] }
  /** What stands at a pointer is what stood there before. */
  | { readonly kind: "same"; readonly pointer: string; readonly as: Taken }
  /** A property of the body is not this. */
  | { readonly kind: "not"; readonly property: string; readonly value: string | number | boolean };

/** Every input that tests take, once, in the order of its first use. */
export function inputsOf(tests: readonly AuthorizationTest[]): readonly TestInput[] {
  const found = new Map<string, TestInput>();
  for (const { steps } of tests)
    for (const { parameters, body, expects } of steps) {
      const values = [
        ...parameters.map(({ value }) => value),
        ...(body === undefined ? [] : [body.value]),
        ...expects.flatMap((one) => ("value" in one && isTaken(one.value) ? [one.value] : [])),
      ];
      for (const { from } of values.flatMap(takenIn))
        if (from.kind === "input" && !found.has(from.name)) found.set(from.name, from);
    }
  return [...found.values()];
}

/** Everything in a value that a run gives. */
export function takenIn(value: Value): readonly Taken[] {
  if (isTaken(value)) return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(takenIn);
}
