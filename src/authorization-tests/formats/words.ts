import { listed } from "../../core/prose.ts";
import type { TestCaller, Expectation, Taken } from "../authorization-test.ts";

/** Who makes a call, in words: `as B`. */
export function callerText(caller: TestCaller): string {
  return CALLERS[caller];
}

const CALLERS: Readonly<Record<TestCaller, string>> = {
  A: "as A",
  B: "as B",
  administrator: "as an administrator",
  limited: "as A with the fewest rights",
  expired: "with a token that has expired",
  foreign: "with a token for another service",
  nobody: "without a credential",
};

/** What the tests of `people` need of B. */
export const PRIVATE_PROFILE =
  "For the tests of people, set B's profile to private, and do not let A follow B. Otherwise a correct response looks like a flaw.";

/** What must be true of an answer, in words: `status 403 or 404`; `stepCalled`: what a step is called by its id. */
export function expectationText(
  expectation: Expectation,
  stepCalled: (id: string) => string = (id) => `step ${id}`,
): string {
  const called = ({ from }: Taken): string =>
    from.kind === "input" ? from.name : `the ${from.property?.name ?? from.name} of ${stepCalled(from.step)}`;
  switch (expectation.kind) {
    case "status":
      return `status ${listed(
        expectation.statuses.map((status) => (status === "answered" ? "below 500" : status)),
        8,
        "or",
      )}`;
    case "same-status":
      return "the same status as before";
    case "same":
      return `${expectation.pointer.slice(1)} as before`;
    case "holds":
      return `the response contains ${called(expectation.value)}`;
    case "lacks":
      return `the response does not contain ${called(expectation.value)}`;
    case "some-items":
      return "the list is not empty";
    case "no-items":
      return "no items in the list";
    case "hides":
      return `B is absent or is shown without ${listed(expectation.properties, 8)}`;
    case "without":
      return `without ${listed(expectation.properties, 10)}`;
    case "not":
      return `${expectation.property} is not ${JSON.stringify(expectation.value)}`;
  }
}
