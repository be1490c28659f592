import { grouped, partitioned } from "../../core/grouped.ts";
import { tokensOf } from "../../core/place.ts";
import { listed } from "../../core/prose.ts";
import { lastingId } from "../../review/fingerprint.ts";
import type { AssessedApi } from "../../exposure/assessed-api.ts";
import { placeOf, type Operation } from "../../model/api.ts";
import { operationsOn } from "../../model/operations-on-path.ts";
import { wordsInOrder } from "../../lexicon/name-tokens.ts";
import { readingOf } from "../../exposure/reading.ts";
import { anonymousHarm, type AnonymousHarm } from "../../operations/anonymous-harm.ts";
import { actsAsOthers, issuesTokenFor } from "../../operations/acting-as-others.ts";
import type { Change, Compared } from "../change.ts";
import { isCalledAlike, type MatchedOperations, type OperationPair } from "../matched-operations.ts";
import { gateCallerWords, carriedSensitivity, handedOutWords, operationWords, worstSensitivity } from "./words.ts";
import type { Sensitivity } from "../../core/exposure-words.ts";

/** Operations that are there for the first time, and who can call them; and those that are no longer there. */
export function* operationChanges({ base, head }: Compared, matched: MatchedOperations): Generator<Change> {
  yield* additions(head, matched.added);
  yield* unreadAdditions(base, head);
  yield* tokensForOthers(matched);
  yield* moves(matched.pairs);
  yield* removals(base, head, matched.removed);
}

/** Operations that now issue a token for whomever a request names. */
function* tokensForOthers({ pairs, added }: MatchedOperations): Generator<Change> {
  const fresh = pairs.flatMap((pair) => (issuesTokenFor(pair.base) === undefined ? pair.head : []));
  for (const operation of [...added, ...fresh]) {
    const secret = issuesTokenFor(operation);
    if (secret === undefined || actsAsOthers(operation)) continue; // a finding tells of that
    yield {
      kind: "token-for-others",
      direction: isForAdministrators(operation) ? "neutral" : "worse",
      operations: [operation],
      text: `${operation.id} issues a token (${secret.name}) for the person that the request names, ${operation.access !== "secured" ? "to anyone, without a credential" : "to every caller that it lets in"}`,
      base: undefined,
      head: secret.at,
      concern: "authentication",
    };
  }
}

/** Whether every way in asks for a scope that nobody has by having signed up. */
function isForAdministrators({ access, security, lexicon }: Operation): boolean {
  if (access !== "secured") return false;
  return (security?.alternatives ?? []).every(({ schemes }) =>
    schemes.some(({ scopes }) => scopes.some((scope) => lexicon.has(wordsInOrder(scope), "granted-scope"))),
  );
}

/** Operations that have another path, told together: what they are otherwise is told of them under their new one. */
function* moves(pairs: readonly OperationPair[]): Generator<Change> {
  const moved = pairs.filter(({ base, head }) => head.operationKind === "path" && lastingId(base) !== lastingId(head));
  const [first] = moved;
  if (first === undefined) return;
  yield {
    kind: "operation-moved",
    direction: "neutral",
    operations: moved.map(({ head }) => head),
    text: `${listed(
      moved.map(({ base, head }) => `${head.id} was ${base.id}`),
      4,
    )}${moved.every(({ base, head }) => isCalledAlike(base, head)) ? "; the full URL, with the server, is unchanged" : ""}`,
    base: placeOf(first.base),
    head: placeOf(first.head),
  };
}

/** Operations that hand out nothing sensitive are told together, by who can call them; each other by itself. */
function* additions(head: AssessedApi, added: readonly Operation[]): Generator<Change> {
  const groups = grouped(added, (operation) => {
    const { admission, reach, exposure } = head.assessed(operation);
    const carries = carriedSensitivity(head.assessed(operation));
    return carries === undefined && graveWords(head, operation) === undefined
      ? `${operation.operationKind === "path"} ${admission} ${operation.access === "unstated"} ${reach} ${exposure}`
      : operation.id;
  });
  const isGrave = ([operation]: readonly Operation[]): boolean =>
    operation !== undefined && graveWords(head, operation) !== undefined;
  const [grave, others] = partitioned([...groups.values()], isGrave);
  for (const operations of [...grave, ...others]) {
    const [first] = operations as [Operation, ...Operation[]]; // a group has one at least
    const { exposure, exposed } = head.assessed(first);
    const are = operations.length === 1 ? "is" : "are";
    const who =
      first.operationKind === "path"
        ? `${operationWords(operations, 6)} ${are} new: ${gateCallerWords(head.assessed(first), first)} can call ${operations.length === 1 ? "it" : "them"}`
        : `${operationWords(operations, 6)} ${are} new, sent to whoever subscribes`;
    const carries = carriedSensitivity(head.assessed(first));
    const does = graveWords(head, first);
    const handed = calledBackWith(head, first);
    const told =
      does === undefined ? who : `${who}, and ${does}. Who may? A test must show that all other callers are refused`;
    const what =
      first.operationKind === "callback"
        ? `it sends ${handedOutWords(exposed)} to the address that the caller of ${first.parent?.id ?? "it"} names`
        : `it returns ${handedOutWords(exposed)}`;
    yield {
      kind: "operation-added",
      direction: exposure === "private" ? "neutral" : "worse",
      operations,
      text: carries === undefined ? told : `${told}; ${what}`,
      base: undefined,
      head: placeOf(first),
      ...(carries === undefined ? {} : { carries: handed ?? carries }),
      ...(handed === undefined ? {} : { concern: "exposure" as const }),
    };
  }
}

/** What a new operation does that reaches beyond its caller, where nobody has said who gets what it asks for. */
function graveWords(head: AssessedApi, operation: Operation): string | undefined {
  if (operation.operationKind !== "path" || readingOf(operation) !== undefined) return undefined;
  if (head.assessed(operation).admission !== "unknown" || operation.access !== "secured") return undefined;
  return isForAdministrators(operation) ? undefined : GRAVE[anonymousHarm(operation)];
}

const GRAVE: Readonly<Partial<Record<AnonymousHarm, string>>> = {
  rights: "it grants rights",
  account: "it takes over an account",
  code: "it runs code or commands",
  physical: "it controls a physical device",
  payouts: "it changes where money is paid out",
  many: "it deletes many objects at once",
};

/**
 * The worst of what a callback sends to an address that anyone may name, and that no response hands to the same callers:
 * what somebody else reads of other people's data by it, they could not before.
 */
function calledBackWith(head: AssessedApi, operation: Operation): Sensitivity | undefined {
  const { operationKind, parent, path } = operation;
  if (operationKind !== "callback" || parent === undefined || !/\{\s*\$request\./.test(path)) return undefined;
  const { admission, exposed } = head.assessed(parent);
  if (admission !== "anonymous" && admission !== "self-registered") return undefined;
  const answered = new Set(exposed.map(({ field }) => field.category));
  return worstSensitivity(
    head.assessed(operation).exposed.filter(({ field, whose }) => whose !== "caller" && !answered.has(field.category)),
  );
}

/** An operation whose path could not be read is not gone: nobody can see it any more. Those that are gone are told together. */
function* removals(base: AssessedApi, head: AssessedApi, removed: readonly Operation[]): Generator<Change> {
  const hiding = hidingPart(unreadParts(base, head));
  const hidden = new Map(
    removed.flatMap((operation) => {
      const part = hiding(operation);
      return part === undefined ? [] : [[operation, part] as const];
    }),
  );
  for (const [operation, part] of hidden) {
    const carries = carriedSensitivity(base.assessed(operation));
    yield {
      kind: "evidence-lost",
      direction: "worse",
      operations: [operation],
      text: `${operation.id} can no longer be read: ${part.why}`,
      base: placeOf(operation),
      head: placeOf(part),
      concern: "evidence",
      ...(carries === undefined ? {} : { carries }),
    };
  }
  const gone = removed.filter((operation) => !hidden.has(operation));
  const [first] = gone;
  if (first === undefined) return;
  yield {
    kind: "operation-removed",
    direction: "neutral",
    operations: gone,
    text: `${operationWords(gone, 6)} ${gone.length === 1 ? "is" : "are"} no longer described`,
    base: placeOf(first),
    head: undefined,
  };
}

/** Paths and operations that are there for the first time, and cannot be read: nobody sees who can call them, nor what they do. */
function* unreadAdditions(base: AssessedApi, head: AssessedApi): Generator<Change> {
  for (const part of unreadParts(base, head)) {
    const [holder, name, method, ...more] = tokensOf(part.node.pointer);
    const isOne = name !== undefined && more.length === 0 && (method === undefined || METHODS.test(method));
    if (holder !== "paths" || !isOne || operationsOn(base.operations, name).length > 0) continue;
    yield {
      kind: "evidence-lost",
      direction: "worse",
      operations: [],
      text: `${method === undefined ? "" : `${method.toUpperCase()} `}${name} is new and cannot be read: ${part.why}`,
      base: undefined,
      head: placeOf(part),
    };
  }
}

interface Unread {
  readonly node: Operation["node"];
  readonly why: string;
}

/** What the head has that could not be read, and the base had not. */
function unreadParts(base: AssessedApi, head: AssessedApi): readonly Unread[] {
  const partsOf = (api: AssessedApi): readonly Unread[] => [...api.brokenReferences, ...api.skipped];
  const known = new Set(partsOf(base).map(({ node, why }) => `${node.pointer} ${why}`));
  return partsOf(head).filter(({ node, why }) => !known.has(`${node.pointer} ${why}`));
}

/** Gives the first part that could not be read behind which an operation may stand: the root, its path, or itself. */
function hidingPart(unread: readonly Unread[]): (operation: Operation) => Unread | undefined {
  const known = new Map<string, number>();
  for (const [at, { node }] of unread.entries()) {
    const key = hidingKey(node.pointer);
    if (key !== undefined && !known.has(key)) known.set(key, at);
  }
  return ({ path, method }) => {
    const found = [ALL, method, `PATH ${path}`, `PATH ${path} ${method}`].flatMap((key) => known.get(key) ?? []);
    return found.length === 0 ? undefined : unread[Math.min(...found)];
  };
}

const ALL = "ALL";

/** What stands behind a pointer: everything, a method, a path, or one operation of it. */
function hidingKey(pointer: string): string | undefined {
  const [holder, name, key, ...more] = tokensOf(pointer);
  if (holder === undefined) return ALL;
  // A path item may be a file of its own.
  if (name === undefined && METHODS.test(holder)) return holder.toUpperCase();
  if (more.length > 0 || (holder !== "paths" && holder !== "webhooks" && holder !== "x-webhooks")) return undefined;
  if (name === undefined) return ALL;
  return key === undefined ? `PATH ${name}` : `PATH ${name} ${key.toUpperCase()}`;
}

const METHODS = /^(?:get|put|post|delete|options|head|patch|trace|query)$/i;
