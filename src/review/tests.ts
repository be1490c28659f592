import { listed } from "../core/prose.ts";
import type { Review } from "../core/review.ts";
import type { AssessedApi } from "../exposure/assessed-api.ts";
import type { Operation } from "../model/api.ts";
import { candidatesOf, type Candidate } from "../exposure/candidates.ts";

type TestEntry = Review["tests"][number];

/** The authorization test list: what to try for every candidate, the most urgent first. */
export function testsOf(
  api: AssessedApi,
  outcomeOf: (operation: Operation) => "passed" | "failed" | undefined = () => undefined,
): TestEntry[] {
  return candidatesOf(api).map((candidate, index) => ({
    ...testOf(api, candidate, index + 1),
    status: outcomeOf(candidate.operation) ?? "untested",
  }));
}

function testOf(api: AssessedApi, candidate: Candidate, rank: number): Omit<TestEntry, "status"> {
  const { operation, sensitivity } = candidate;
  const { principal, exposure } = api.assessed(operation);
  const actor =
    principal === "client" ? "client" : principal === "shared" || principal === "unknown" ? "caller" : "user";
  return {
    rank,
    operation: operation.id,
    as: `${actor} A`,
    ask: asked(candidate, actor),
    expect: "403 or 404",
    why: reasons(candidate, exposure),
    sensitivity,
  };
}

function asked({ operation, identifiers, resource }: Candidate, actor: string): string {
  const last = identifiers.at(-1)!;
  if (last.in === "body") return `call it with ${actor} B's ${last.name}`;
  // What stands below an object may be the caller's own: a mark on somebody's article.
  const verb = operation.method === "DELETE" && !operation.path.endsWith("}") ? "act on" : VERBS[operation.method];
  return `${verb ?? "call it for"} ${actor} B's ${resource === actor ? "data" : resource}`;
}

const VERBS: Readonly<Record<string, string>> = {
  GET: "read",
  HEAD: "read",
  QUERY: "read",
  PUT: "change",
  PATCH: "change",
  POST: "act on",
  DELETE: "delete",
};

function reasons(candidate: Candidate, exposure: string): string {
  const { operation, identifiers, sensitivity, guessable, learntFrom, isOfOwner } = candidate;
  const last = identifiers.at(-1)!;
  const parts = [
    sensitivity === "public" || sensitivity === "internal"
      ? "nothing sensitive is known to come back"
      : `${sensitivity} data is at stake`,
    exposure === "private"
      ? "callers are the organisation's own"
      : exposure === "partner"
        ? "partners can call it"
        : "strangers can call it",
    ...(isOfOwner ? ["the path names whose it is"] : []),
    ...(last.in === "body" ? [`the body names it, as ${last.name}`] : []),
    ...(guessable === "number" ? ["the identifier is a number"] : []),
    ...(learntFrom.length > 0 ? [`${learntFrom[0]!.id} tells the identifiers`] : []),
    ...(operation.method === "DELETE" ? ["it cannot be undone"] : []),
  ];
  return listed(parts, 8);
}
