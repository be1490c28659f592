import { listed } from "../core/prose.ts";
import type { AssessedApi } from "../exposure/assessed-api.ts";
import type { Operation } from "../model/api.ts";
import { understandingOf } from "../operations/understood.ts";

/** What a review says of paths that stand for all below them, and whether the API is hardly more than these. */
interface UndescribedPaths {
  readonly words: string;
  readonly isMost: boolean;
}

/**
 * Paths by which a gateway passes on whatever is called, in the ways in which frameworks write them: which operations there are, and
 * what they take and return, stands nowhere. A file or a page by its path is one thing, and is described.
 */
export function catchAllPaths(api: AssessedApi): UndescribedPaths | undefined {
  const others: Operation[] = [];
  const passing: Operation[] = [];
  for (const operation of api.operations) {
    if (operation.operationKind !== "path" || api.assessed(operation).judgedAs === "private") continue;
    const isUnclear = [undefined, "opaque"].includes(understandingOf(api, operation));
    if (isUnclear && CATCH_ALL.test(operation.path)) passing.push(operation);
    else if (!isUnclear && api.assessed(operation).intent !== "health") others.push(operation);
  }
  if (passing.length === 0) return undefined;
  const ids = listed(
    passing.map(({ id }) => id),
    3,
  );
  return {
    words: `${ids} ${passing.length === 1 ? "passes" : "pass"} on calls of every path below, and this description does not contain the operations behind, so the exposed data and actions are not known. Review the description of that service as well`,
    isMost: others.length <= passing.length,
  };
}

/** `{proxy+}`, `{*path}`, `{path:.*}`, `{path:path}`, `{path*}`, and a bare asterisk at the end. */
const CATCH_ALL = /\{(?:[\w.-]{1,60}[+*]|\*{1,2}[\w.-]{1,60}|[\w.-]{1,60}:(?:path|\.[*+]))\}|\/\*{1,2}\/?$/;
