import { count } from "../core/prose.ts";
import { isAbove } from "../core/exposure-words.ts";
import type { Review } from "../core/review.ts";
import { isAdministration } from "../exposure/administration.ts";
import type { AssessedApi } from "../exposure/assessed-api.ts";
import { isStaticKey, namesAccountKey } from "../exposure/principal.ts";
import type { Operation } from "../model/api.ts";
import { actionOf } from "../operations/candidates/action.ts";
import { harmsOf, harmWords } from "../operations/great-harm.ts";
import { asksAgain } from "./step-up.ts";

/**
 * Whether a key that is only there to read can do great harm: where one static key opens all of an API, no scope says what
 * its holder needs of it. A description cannot show what a key is limited to, so it is a question, one for an API.
 */
export function oneKeyQuestion(api: AssessedApi): Review["questions"] {
  const principals = new Map(api.schemes.map(({ scheme, principal }) => [scheme, principal]));
  const keysOf = (operation: Operation): readonly string[] =>
    (operation.security?.alternatives ?? []).flatMap(({ schemes }) => {
      const [first, ...more] = schemes;
      if (first === undefined || more.length > 0 || first.scopes.length > 0) return [];
      const { scheme } = first;
      const isKey =
        isStaticKey(scheme, principals.get(scheme) ?? "unknown") ||
        ((scheme.schemeKind === "apiKey" || scheme.schemeKind === "http") &&
          namesAccountKey(`${scheme.name} ${scheme.description ?? ""} ${scheme.bearerFormat ?? ""}`));
      return isKey ? [scheme.name] : [];
    });
  const called = api.operations.filter(
    (operation) =>
      operation.operationKind === "path" &&
      operation.access === "secured" &&
      api.assessed(operation).judgedAs !== "private",
  );
  const reads = called.filter((operation) => actionOf(operation).isReading);
  const harms = harmsOf(
    api,
    called.filter((operation) => !isAdministration(operation) && !asksAgain(operation) && keysOf(operation).length > 0),
  );
  if (harms.size === 0) return [];
  const operations = [...harms.values()].flat();
  const keys = new Set(operations.flatMap(keysOf));
  const opened = reads.filter((operation) => keysOf(operation).some((key) => keys.has(key)));
  return [
    {
      id: "one-key",
      text: `${
        opened.length === 0
          ? "A static key is all that is required for operations that can do great harm"
          : `The same static key reads (${count(opened.length, "operation")}, such as ${mostTelling(api, opened).id}) and can do great harm`
      }: ${harmWords(harms)}. Can a key be limited to what its holder needs? Do these operations require more: a key of their own, a second person, a second factor?`,
      operations: operations.map(({ id }) => id),
      settle: null,
    },
  ];
}

/** The read that returns the most of what is sensitive; the first of all where none does. */
function mostTelling(api: AssessedApi, reads: readonly Operation[]): Operation {
  const weight = (operation: Operation): number =>
    api
      .assessed(operation)
      .flows.filter(({ direction, field }) => direction === "read" && isAbove(field.sensitivity, "internal")).length;
  return reads.toSorted((a, b) => weight(b) - weight(a))[0]!;
}
