/*
 * Requirements of which the description itself shows that they may not be what is built: who calls is then a fact that is missing.
 */
import { memo } from "../core/memo.ts";
import { member } from "../core/json-value.ts";
import { count, listed } from "../core/prose.ts";
import { isAbove } from "../core/exposure-words.ts";
import type { AssessedApi } from "../exposure/assessed-api.ts";
import { readingOf } from "../exposure/reading.ts";
import type { Operation } from "../model/api.ts";

/** What a verdict depends on, in words. */
export interface DoubtedRequirement {
  readonly operations: readonly Operation[];
  readonly words: string;
}

/**
 * The operations that only inherit the requirement of the whole, where a log-in inherits it as well, which cannot be, and very few
 * operations state it themselves: tools write so what their code marks one by one. Whether the others are guarded is then not stated.
 * It matters where they change something and read what is others'.
 */
export const doubtedInheritance = memo((api: AssessedApi): DoubtedRequirement | undefined => {
  const paths = api.operations.filter(({ operationKind }) => operationKind === "path");
  const states = (operation: Operation): boolean => member(operation.node.value, "security") !== undefined;
  const [stating, inheriting] = [paths.filter(states), paths.filter((one) => !states(one) && one.access === "secured")];
  const logIn = inheriting.find((one) => api.assessed(one).intent === "log-in");
  if (logIn === undefined || stating.length === 0 || stating.length > inheriting.length / MANY_TIMES) return undefined;
  // An exception that is written down shows that the rest is meant.
  if (stating.some(({ access }) => access !== "secured")) return undefined;
  const operations = inheriting.filter((operation) => operation !== logIn && isUnsettled(api, operation));
  const changing = operations.filter((operation) => readingOf(operation) === undefined);
  const telling = operations.filter((operation) => readsOfOthers(api, operation));
  if (changing.length < FEWEST || telling.length === 0) return undefined;
  const only = listed(
    stating.map(({ id }) => id),
    2,
  );
  return {
    operations,
    words: `Which operations really require the credential? ${logIn.id} inherits the requirement of the whole API, although its callers have no credential yet, and only ${only} ${stating.length === 1 ? "states" : "state"} one itself. If the others do not require it, anyone can change something with ${count(changing.length, "operation")}, such as ${listed(
      changing.slice(0, 2).map(({ id }) => id),
    )}, and read what is other people's with ${listed(
      telling.map(({ id }) => id),
      2,
    )}.`,
  };
});

/** One of so many states it, and it is an exception. */
const MANY_TIMES = 8;
const FEWEST = 2;

function isUnsettled(api: AssessedApi, operation: Operation): boolean {
  const { assumed, admission, judgedAs } = api.assessed(operation);
  return assumed && admission === "unknown" && judgedAs !== "private";
}

function readsOfOthers(api: AssessedApi, operation: Operation): boolean {
  return api
    .assessed(operation)
    .exposed.some(
      ({ field, whose }) =>
        whose !== "caller" &&
        field.isPersonal &&
        field.confidence !== "possible" &&
        isAbove(field.sensitivity, "internal"),
    );
}

/**
 * The operations of which one way in asks for a right by its scopes, and another, of a credential whose holders nobody states, for none,
 * where they do to other people what is theirs: whether the right is asked for there as well decides.
 */
export const waysAroundRights = memo((api: AssessedApi): DoubtedRequirement | undefined => {
  const operations = api.operations.filter((operation) => {
    if (operation.operationKind !== "path" || !isUnsettled(api, operation)) return false;
    const ways = operation.security?.alternatives ?? [];
    const isAsking = (way: (typeof ways)[number]): boolean => way.schemes.some(({ scopes }) => scopes.length > 0);
    return ways.some(isAsking) && ways.some((way) => way.schemes.length > 0 && !isAsking(way));
  });
  const grave = operations.filter((operation) => readsOfOthers(api, operation));
  const changing = grave.filter((operation) => readingOf(operation) === undefined);
  if (changing.length < FEWEST || grave.length < operations.length / 2) return undefined;
  const names = new Set(
    grave.flatMap(({ security }) =>
      (security?.alternatives ?? []).flatMap(({ schemes }) =>
        schemes.every(({ scopes }) => scopes.length === 0) ? schemes.map(({ name }) => `"${name}"`) : [],
      ),
    ),
  );
  return {
    operations: grave,
    words: `Who is given ${listed([...names], 3, "or")}, and are the rights that the other ways in ask for checked with it as well? It requires none, and whoever has it reads what is other people's and changes something with ${count(changing.length, "operation")}, such as ${listed(
      changing.slice(0, 2).map(({ id }) => id),
    )}.`,
  };
});
