import type { Principal } from "../core/exposure-words.ts";
import { memoBy } from "../core/memo.ts";
import { judgementOf, type AssessedApi } from "../exposure/assessed-api.ts";
import { wordsInOrder } from "../lexicon/name-tokens.ts";
import type { Operation } from "../model/api.ts";
import type { Action } from "../operations/candidates/action.ts";
import { actionOn } from "../operations/candidates/action-on.ts";
import type { Boundary } from "../operations/candidates/boundary.ts";
import { resourceInPath } from "../operations/candidates/object-identifiers.ts";
import { resourceOf, type Resource } from "../operations/candidates/resources.ts";
import { objectPath, pathSteps } from "../operations/candidates/path-steps.ts";
import { isOnlyVerb } from "../operations/candidates/verbs.ts";
import { surroundingsOf } from "../operations/candidates/surroundings.ts";
import { saidReading } from "./said-reading.ts";

/** An operation that is decided on, with what is known of it. */
export interface AgentCall {
  readonly api: AssessedApi;
  readonly operation: Operation;
  readonly action: Action;
  /** What it is done to. */
  readonly resource: Resource;
  /** Whether something changes by it, whatever its method is. */
  readonly isChange: boolean;
  readonly principal: Principal;
  readonly boundary: Boundary;
}

/** What is known of an operation, for the decision; worked out once in each judgement. */
export function agentCallOf(api: AssessedApi, operation: Operation): AgentCall {
  const calls = callsOf(api);
  let call = calls.get(operation);
  if (call === undefined) calls.set(operation, (call = knownOf(api, operation)));
  return call;
}

const callsOf = memoBy(judgementOf, (): WeakMap<Operation, AgentCall> => new WeakMap());

function knownOf(api: AssessedApi, operation: Operation): AgentCall {
  const { resources, boundaryOf } = surroundingsOf(api);
  const resource = resourceInPath(operation, resources) ?? resourceOf("resource");
  const action = calledAction(operation) ?? actionOn(operation, resource);
  return {
    api,
    operation,
    action,
    resource,
    // What lists many at once changes none of them, and of a GET it is not supposed that it changes anything.
    isChange:
      !action.isReading &&
      !(operation.method === "GET" && action.isSupposed === true) &&
      !operation.lexicon.is(action.verb, "plainly-reads") &&
      saidReading(operation) === undefined,
    principal: api.assessed(operation).principal,
    boundary: boundaryOf(operation),
  };
}

/** What a GET does that says by its text or its name that it acts: "Flush the cache", `/jobs/run`, `/chat.postMessage`. */
function calledAction(operation: Operation): Action | undefined {
  const { method, path, lexicon } = operation;
  if (method !== "GET") return undefined;
  const steps = pathSteps({ path: `/${path.split("/").at(-1) ?? ""}` });
  if (steps.length < 2) return saidAction(operation);
  const words = wordsInOrder(steps.at(-1)?.text ?? "");
  // Several of something are read: `conversations.replies`.
  if (/[^s]s$/.test(words[0] ?? "")) return undefined;
  const length = lexicon.lengthAt(words, 0, "action");
  const verb = words.slice(0, Math.max(1, length)).join(" ");
  const isSending = words.length > 1 && verb !== words.join(" ") && lexicon.is(words.at(-1)!, "sent-thing");
  // Whether the caller is let in is tried, and nothing else: `auth.test`.
  if ([...SHOWING, "test" as const].some((concept) => lexicon.is(verb, concept)) || (length === 0 && !isSending))
    return undefined;
  const called = length === 0 ? "send" : verb;
  return {
    verb: called,
    part: undefined,
    isMaking: lexicon.is(verb, "makes"),
    isReading: false,
    isBatch: false,
    isSending,
  };
}

/** What a GET is said to do by the verb that its summary begins with; without a summary, its path ends with. */
function saidAction(operation: Operation): Action | undefined {
  const { summary = "", path, lexicon } = operation;
  if (path.endsWith("}") && summary === "") return undefined;
  const words = wordsInOrder(summary === "" ? (pathSteps(operation).at(-1)?.text ?? "") : summary);
  const length = lexicon.lengthAt(words, 0, "action");
  const said = words.slice(0, length).join(" ");
  // `/deploy_keys` are keys.
  if (summary === "" && words.length > 1 && /[^s]s$/.test(words.at(-1)!)) return undefined;
  // What a path ends with may be a thing, as in `/payments/schedule`; a verb with what it is done to is none.
  if (length === 0 || (summary === "" && !isOnlyVerb(said, lexicon))) return undefined;
  const verb = lexicon.inEnglish(said, "action") ?? said;
  if ([...SHOWING, ...WORKED_OUT, "request" as const].some((concept) => lexicon.is(verb, concept))) return undefined;
  return { verb, part: undefined, isMaking: lexicon.is(verb, "makes"), isReading: false, isBatch: false };
}

/** What a GET may do and change nothing. */
const WORKED_OUT = [
  "generate",
  "analyze",
  "verify",
  "convert",
  "resolve",
  "test",
  "track",
  "report",
  "use",
  "return",
] as const;

const SHOWING = ["reads", "check", "download", "export"] as const;

/** Whether somebody in particular is the caller: behind a key that many share, or none, nobody is. */
export function hasCallerOfItsOwn({ api, operation, principal }: AgentCall): boolean {
  return principal !== "shared" && api.assessed(operation).admission !== "anonymous";
}

/** Whether the thing that a call is about has collections of its own, which go with it: a repository, a workspace. */
export function holdsOthers({ api, operation }: AgentCall): boolean {
  return (collectionsBelow(api).get(objectPath(operation))?.size ?? 0) >= MOST_BELOW;
}

/** The names of the collections below each object, by its path. */
const collectionsBelow = memoBy(judgementOf, (api): ReadonlyMap<string, ReadonlySet<string>> => {
  const below = new Map<string, Set<string>>();
  for (const { path, operationKind } of api.operations) {
    if (operationKind !== "path") continue;
    const segments = path.split("/");
    for (const [at, segment] of segments.entries()) {
      const [collection, member] = [segments[at + 1], segments[at + 2]];
      if (!segment.endsWith("}") || collection === undefined || member?.includes("{") !== true) continue;
      const object = segments.slice(0, at + 1).join("/");
      const found = below.get(object) ?? new Set();
      below.set(object, found.add(collection));
    }
  }
  return below;
});

/** A thing with so many kinds of others below it holds them. */
const MOST_BELOW = 2;
