import { memo } from "../../core/memo.ts";
import type { Schema } from "../../model/schema.ts";
import type { FoundField, Step } from "./contents.ts";
import type { SchemaNode, SchemaEdge } from "./schema-graph.ts";

/** Gives the nearest field of each category in a value, whatever thing it is in: what a caller may ask for. */
export type NearestFields = (value: SchemaNode) => ReadonlyMap<string, FoundField>;

/**
 * A search for the nearest fields, of which there are so many categories. Each value that a caller may ask for is
 * searched, and nearly all of an API is in reach of each of them: so it is walked over stops, which are made once.
 */
export function nearestFields(categories: number, nodeOf: (schema: Schema) => SchemaNode): NearestFields {
  const stopAt = memo((node: SchemaNode): Stop => ({ node, onward: undefined, search: 0 }));
  const onwardFrom = ({ node }: Stop): readonly Onward[] =>
    node.ways
      .filter(({ isRead }) => isRead)
      .map((way) => ({ way, stop: way.to === undefined ? undefined : stopAt(nodeOf(way.to)) }));
  let search = 0;
  return memo((value) => {
    search += 1;
    const nearest = new Map<string, FoundField>();
    let level: Visit[] = [{ stop: stopAt(value), node: value, way: undefined, from: undefined }];
    for (let depth = 0; level.length > 0 && nearest.size < categories && depth < MOST_STEPS; depth += 1) {
      const next: Visit[] = [];
      // A part is of the same value, so no step: it joins the level that it is found in.
      for (let index = 0; index < level.length; index += 1) {
        const visit = level[index]!;
        const { stop } = visit;
        if (stop.search === search) continue;
        stop.search = search;
        const onward = (stop.onward ??= onwardFrom(stop));
        for (let at = 0; at < onward.length; at += 1) {
          const { way, stop: further } = onward[at]!;
          const { field } = way;
          if (field !== undefined && !nearest.has(field.category))
            nearest.set(field.category, { field, at: visit, depth: depth + 1 });
          if (further === undefined || further.search === search) continue;
          (way.kind === "part" ? level : next).push({ stop: further, node: further.node, way, from: visit });
        }
      }
      level = next;
    }
    return nearest;
  });
}

/** How far callers are taken to ask: who expands the owner of the owner of an account needs several calls of it. */
const MOST_STEPS = 6;

/** A node in all searches. */
interface Stop {
  readonly node: SchemaNode;
  /** The ways on in what is read, once a search came by. */
  onward: readonly Onward[] | undefined;
  /** The last search that came by. */
  search: number;
}

interface Onward {
  readonly way: SchemaEdge;
  readonly stop: Stop | undefined;
}

/** A node in one search, and how it was come to. */
interface Visit extends Step {
  readonly stop: Stop;
}
