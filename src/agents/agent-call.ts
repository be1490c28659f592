import type { Principal } from "../core/exposure-words.ts";
import { memoBy } from "../core/memo.ts";
import { judgementOf, type AssessedApi } from "../exposure/assessed-api.ts";
import type { Operation } from "../model/api.ts";
import { actionOf, type Action } from "../operations/candidates/action.ts";
import type { Boundary } from "../operations/candidates/boundary.ts";
import { pathIdentifiers } from "../operations/candidates/object-identifiers.ts";
import { resourceOf, type Resource } from "../operations/candidates/resources.ts";
import { sentTo } from "../operations/candidates/sent-to.ts";
import { surroundingsOf } from "../operations/candidates/surroundings.ts";

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

/** What is known of an operation, for the decision. */
export function agentCallOf(api: AssessedApi, operation: Operation): AgentCall {
  const { resources, boundaryOf } = aroundOf(api);
  const last = pathIdentifiers(operation).at(-1);
  const resource =
    (last === undefined ? resources.ofCollection(operation) : resources.ofParameter(operation, last.name)) ??
    resourceOf("resource");
  const action = sentTo(operation, actionOf(operation), resource);
  return {
    api,
    operation,
    action,
    resource,
    isChange: !action.isReading,
    principal: api.assessed(operation).principal,
    boundary: boundaryOf(operation),
  };
}

const aroundOf = memoBy(judgementOf, surroundingsOf);
