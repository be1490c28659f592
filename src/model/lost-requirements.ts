/*
 * Where what is written of security cannot be what was meant: a generator dropped the names of the schemes, or somebody began to
 * write requirements and stopped. What is silent or empty then says nothing about who may call.
 */
import { partitioned } from "../core/grouped.ts";
import type { Operation } from "./api.ts";
import { declaresRefusal } from "./refused-calls.ts";
import { namesScheme, type SecurityRequirement } from "./security.ts";

/** What says nothing of who may call, though it stands where a requirement would. */
export interface LostRequirements {
  /** An operation without a requirement, where others have one. */
  readonly silence: boolean;
  /** A requirement of an operation that consists of an empty object, `[{}]`; an empty list is a statement. */
  readonly emptyObjects: boolean;
  /** An empty object beside the schemes of an operation. */
  readonly emptyAlternatives: boolean;
}

export function lostRequirements(
  root: SecurityRequirement | undefined,
  operations: readonly Operation[],
): LostRequirements {
  const paths = operations.filter(({ operationKind }) => operationKind === "path");
  const asking = paths.filter(({ security }) => namesScheme(security));
  const silent = root === undefined ? paths.filter(({ security }) => security === undefined) : [];
  const empty = paths.filter(({ security }) => isEmptyObject(security));
  const optional = asking.filter(({ security }) => security!.alternatives.some(({ schemes }) => schemes.length === 0));
  const refusing = paths.filter(declaresRefusal);
  const emptyObjects =
    empty.length >= LEAST &&
    (asking.length === 0 || isMost(empty, paths)) &&
    changesOf(empty).length >= LEAST &&
    refusing.length >= LEAST;
  return {
    emptyObjects,
    // Where the names of schemes were dropped, what is silent or may be empty has lost them too.
    silence:
      emptyObjects ||
      (isMost(silent, paths) && asking.length >= LEAST && changesOf(silent).length >= MANY_TIMES * asking.length),
    emptyAlternatives: emptyObjects || (optional.length >= LEAST && isMost(optional, paths) && isMost(refusing, paths)),
  };
}

function isEmptyObject(security: SecurityRequirement | undefined): boolean {
  return security !== undefined && security.alternatives.length > 0 && !namesScheme(security);
}

function changesOf(operations: readonly Operation[]): readonly Operation[] {
  return partitioned(operations, ({ method }) => method === "GET" || method === "HEAD")[1];
}

function isMost(some: readonly Operation[], all: readonly Operation[]): boolean {
  return some.length >= all.length * MOST;
}

/** Fewer say nothing of a habit. */
const LEAST = 3;
/** Where so many changes are open for each operation that asks for a credential, the few are where somebody began to write. */
const MANY_TIMES = 3;
const MOST = 0.8;
