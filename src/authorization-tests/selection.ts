import { nearest } from "../core/nearest.ts";
import { UserError } from "../core/user-error.ts";
import type { Operation } from "../model/api.ts";
import { operationsById, operationsByName } from "../model/operations-by-name.ts";
import { KINDS_ON_REQUEST, TEST_KINDS, type AuthorizationTest, type TestKind } from "./authorization-test.ts";
import type { TestSet } from "./runnable-tests.ts";

/** Which tests are wanted; without a word about something, all of it. */
export interface TestSelection {
  /** Those of the operations that have the first so many entries of the review's list. */
  readonly top: number | undefined;
  /** Names of operations: `GET /users/{id}`, or an `operationId`. */
  readonly operations: readonly string[];
  readonly kinds: ReadonlySet<TestKind>;
}

/** The tests that are wanted. Throws a `UserError` where an operation is named that the API does not have. */
export function selectedTests(set: TestSet, operations: readonly Operation[], selection: TestSelection): TestSet {
  const named = new Set(selection.operations.map((name) => operationNamed(operations, name)));
  const all = [...set.tests, ...set.held, ...set.manual];
  const { top } = selection;
  const first =
    top === undefined
      ? undefined
      : new Set(all.filter(({ rank }) => rank !== undefined && rank <= top).map(({ operation }) => operation));
  const isWanted = ({ operation }: { readonly operation: Operation }): boolean =>
    (named.size === 0 || named.has(operation)) && (first === undefined || first.has(operation));
  const isOfKind = ({ kind }: Pick<AuthorizationTest, "kind">): boolean =>
    selection.kinds.size === 0 ? !KINDS_ON_REQUEST.has(kind) : selection.kinds.has(kind);
  return {
    ...set,
    tests: set.tests.filter((test) => isWanted(test) && isOfKind(test)),
    held: set.held.filter((test) => isWanted(test) && isOfKind(test)),
    refused: set.refused.filter((test) => isWanted(test) && isOfKind(test)),
    // What has no test has no kind.
    manual: selection.kinds.size === 0 ? set.manual.filter(isWanted) : [],
  };
}

/** The kinds that words name; `all` is every kind. Throws a `UserError` for another word. */
export function kindsNamed(words: readonly string[]): ReadonlySet<TestKind> {
  if (words.includes("all")) return new Set(TEST_KINDS);
  return new Set(
    words.map((word) => {
      const kind = TEST_KINDS.find((known) => known === word);
      if (kind !== undefined) return kind;
      const meant = nearest(word, TEST_KINDS);
      throw new UserError(`--kind ${word} is not known`, {
        hint: meant === undefined ? `There are ${TEST_KINDS.join(", ")}, and all.` : `Did you mean --kind ${meant}?`,
      });
    }),
  );
}

function operationNamed(operations: readonly Operation[], name: string): Operation {
  const found =
    operationsById(operations).get(name) ??
    operationsByName(operations).get(name) ??
    operations.find(({ id }) => id.toLowerCase() === name.toLowerCase());
  if (found !== undefined) return found;
  throw new UserError(`the description has no operation ${name}`, {
    hint: 'Write method and path as the description has them, "GET /users/{id}", or the operationId.',
  });
}
