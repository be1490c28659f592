import { grouped } from "../../core/grouped.ts";
import type { OperationEntry } from "../../core/review.ts";

/** Operations on one resource: those whose paths begin alike. */
export interface ResourceGroup {
  /** How their paths begin; none of operations that stand alone on theirs, and of those without a path. */
  readonly path: string | undefined;
  readonly operations: readonly OperationEntry[];
}

/** Fewer operations than this need no heads between them. */
const WORTH_GROUPING = 12;
/** A group of more than this is divided by what its paths say next. */
const MOST_IN_GROUP = 40;

/**
 * Operations by resource, in the order in which each begins; those that are alone on theirs stand together at the end.
 * One group without a path where groups would be hardly larger than their heads.
 */
export function resourceGroups(operations: readonly OperationEntry[]): readonly ResourceGroup[] {
  const whole: readonly ResourceGroup[] = [{ path: undefined, operations }];
  if (operations.length < WORTH_GROUPING) return whole;
  const [paths, others] = [
    operations.filter(({ kind }) => kind === "path"),
    operations.filter(({ kind }) => kind !== "path"),
  ];
  const groups = dividedAt(paths.map(placed), 0);
  const [named, alone] = [groups.filter(isNamed), groups.filter((group) => !isNamed(group))];
  if (named.length < 2 || named.length * 2 > operations.length) return whole;
  const rest = [...alone.flatMap((group) => group.operations), ...others];
  return rest.length === 0 ? named : [...named, { path: undefined, operations: rest }];
}

function isNamed({ path, operations }: ResourceGroup): boolean {
  return path !== undefined && operations.length > 1;
}

interface Placed {
  readonly operation: OperationEntry;
  readonly segments: readonly string[];
}

function placed(operation: OperationEntry): Placed {
  return { operation, segments: operation.path.split("/").filter((segment) => segment !== "") };
}

/** Groups by the segment of their paths at `depth`, or by the first one behind it that tells them apart. */
function dividedAt(all: readonly Placed[], depth: number): readonly ResourceGroup[] {
  const bySegment = [...grouped(all, ({ segments }) => segments[depth])];
  const [only] = bySegment;
  // What all have in common (a version, an owner in the path) tells nothing apart.
  if (bySegment.length === 1 && only !== undefined && only[0] !== undefined) return dividedAt(all, depth + 1);
  const parts = bySegment.map(([segment, part]) => ({ segment, part }));
  const isNoResource = (segment: string | undefined): boolean => segment === undefined || NO_RESOURCE.test(segment);
  return parts.flatMap(({ segment, part }): readonly ResourceGroup[] => {
    const path = `/${part[0]!.segments.slice(0, segment === undefined ? depth : depth + 1).join("/")}`;
    const group = { path, operations: part.map(({ operation }) => operation) };
    if (segment === undefined) return [group];
    const isDivided = part.length > MOST_IN_GROUP || (isNoResource(segment) && part.length > WORTH_GROUPING);
    if (!isDivided) return [group];
    const within = dividedAt(part, depth + 1);
    const [large, small] = [within.filter(isNamed), within.filter((one) => !isNamed(one))];
    const left = small.flatMap(({ operations }) => operations);
    return [...(left.length === 0 ? [] : [{ path, operations: left }]), ...large];
  });
}

/** Parts of a path that name no resource: versions and the like, and what stands for any value. */
const NO_RESOURCE = /^(?:apis?|rest|v?\d[\w.-]*)$|\{/i;
