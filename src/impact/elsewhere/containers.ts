import type { AssessedApi } from "../../exposure/assessed-api.ts";
import { grouped } from "../../core/grouped.ts";
import { memo } from "../../core/memo.ts";
import type { Operation } from "../../model/api.ts";
import { actionOf } from "../../operations/candidates/action.ts";
import { objectPath, tailOf } from "../../operations/candidates/path-steps.ts";
import { shapeOf } from "../../operations/readers/returned-fields.ts";

/** A thing with more parts than this holds others, as a site, a project or an organisation does: they are no one object. */
const MOST_PARTS = 12;

/** The part of a container that an operation is about: `/sites/{}/permissions` of `/sites/{id}/permissions/users`. */
export interface ContainerPart {
  /** The path of the part, without the names of parameters. */
  readonly path: string;
  /** The path of the container, as it is written. */
  readonly container: string;
  /** Operations on other parts of the container. */
  readonly others: readonly Operation[];
}

/** The part that an operation is about, where the object in its path has many; `undefined` where it is about the object itself. */
export function containerPartOf(api: AssessedApi, operation: Operation): ContainerPart | undefined {
  const part = partOf(operation);
  if (part === undefined || actionOf(operation).part === undefined) return undefined;
  const container = objectPath(operation);
  const all = onObjects(api.operations).get(shapeOf(container)) ?? [];
  const parts = grouped(
    all.filter((one) => partOf(one) !== undefined),
    (one) => partOf(one),
  );
  if (parts.size <= MOST_PARTS) return undefined;
  return {
    path: `${shapeOf(container)}/${part}`,
    container,
    others: all.filter((one) => partOf(one) !== undefined && partOf(one) !== part),
  };
}

function partOf(operation: Operation): string | undefined {
  return operation.operationKind === "path" && operation.path.includes("{") ? tailOf(operation)[0] : undefined;
}

/** Operations by the path of the object that they are about, without the names of parameters. */
const onObjects = memo((operations: AssessedApi["operations"]): ReadonlyMap<string, readonly Operation[]> =>
  grouped(
    operations.filter(({ operationKind, path }) => operationKind === "path" && path.includes("{")),
    (operation) => shapeOf(objectPath(operation)),
  ),
);
