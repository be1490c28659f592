import type { ImpactAssessment } from "../../core/impact.ts";
import type { AssessedApi } from "../../exposure/assessed-api.ts";
import type { Operation } from "../../model/api.ts";
import { actionOf } from "../../operations/candidates/action.ts";
import { impactOf } from "../../operations/candidates/impact.ts";
import { aNoun, nounOf, pluralOf } from "../../operations/candidates/nouns.ts";
import { grantsRights } from "../../operations/grants.ts";
import { pathSteps } from "../../operations/candidates/path-steps.ts";
import { resourceOf, type Resource } from "../../operations/candidates/resources.ts";
import { isPersonIn, surroundingsOf } from "../../operations/candidates/surroundings.ts";
import { isOwn } from "../../exposure/principals.ts";
import { siteOf } from "../source.ts";
import { schemaCarriers } from "../scope/carriers.ts";
import type { Scope } from "../scope/scope.ts";

/** What the reported operations do beside giving data. */
export function actionsOf(scope: Scope): ImpactAssessment["actions"] {
  const { source, operations } = scope;
  const { api } = source;
  return operations.flatMap((operation) => {
    if (!isOfReport(scope, operation)) return [];
    const { kind } = harmOf(api, operation);
    if (kind === "disclosure") return [];
    return [{ operation: operation.id, text: actionText(api, operation), kind, ...siteOf(source, operation) }];
  });
}

/**
 * Whether what a call does is part of what was reported: where data was reported, only what takes it. That a switch also
 * returns a field of what it switches is about the field.
 */
export function isOfReport({ source: { api }, items }: Pick<Scope, "source" | "items">, operation: Operation): boolean {
  return items.some(({ kind, operations, schemas = [], flows }) => {
    if (!operations.includes(operation)) return false;
    if (kind !== "field" && kind !== "schema") return true;
    // Where it comes back, that it does was reported.
    if (flows.some(({ direction }) => direction === "read")) return false;
    return (
      flows.some((flow) => flow.operation === operation && flow.direction === "write") ||
      schemaCarriers(api, schemas).taking.includes(operation)
    );
  });
}

/** Whether a call decides who may do what, and does not only take a right away. */
export function givesRights(operation: Operation): boolean {
  return !actionOf(operation).isReading && operation.method !== "DELETE" && grantsRights(operation);
}

/** What it comes to when somebody calls an operation who must not. */
export function harmOf(api: AssessedApi, operation: Operation): ReturnType<typeof impactOf> {
  const around = surroundingsOf(api);
  const resource = resourceAt(api, operation);
  return impactOf(
    operation,
    actionOf(operation),
    around.stakesOf(operation),
    resource,
    isPersonIn(around, operation, resource),
  );
}

/** What a call does, in a few words: `delete a user`, `read the heart rate of a workout`. */
export function actionText(api: AssessedApi, operation: Operation): string {
  const { verb, part, isMaking, isBatch } = actionOf(operation);
  const { bare, many } = resourceAt(api, operation);
  const isList = pathSteps(operation).at(-1)?.parameter === undefined && !operation.path.includes("{");
  if (isOwn(operation) && bare === "object")
    return part === undefined ? `${verb} what is theirs` : `${verb} their own ${part}`;
  if (operation.operationKind !== "path") return `is called with ${aNoun(bare)}`;
  if (isMaking) return `${verb} ${aNoun(nounOf(part ?? bare))}`;
  const thing = isBatch || isList ? (pluralOf(bare) === many ? many : pluralOf(bare)) : aNoun(bare);
  return part === undefined || part === bare ? `${verb} ${thing}` : `${verb} the ${part} of ${aNoun(bare)}`;
}

function resourceAt(api: AssessedApi, operation: Operation): Resource {
  const { resources } = surroundingsOf(api);
  if (operation.operationKind !== "path") return resourceOf("event");
  const parameter = pathSteps(operation).findLast((step) => step.parameter !== undefined)?.parameter;
  return parameter === undefined
    ? (resources.ofCollection(operation) ?? resourceOf("object"))
    : resources.ofParameter(operation, parameter);
}
