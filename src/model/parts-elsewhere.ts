import { grouped } from "../core/grouped.ts";
import { parentPointer } from "../core/place.ts";
import type { Node } from "../load/document.ts";
import type { FragmentKind } from "../load/structure.ts";
import type { ObjectKind } from "./grammar.ts";
import type { Reading } from "./reading.ts";

/** An element that stands in another file than the entry. */
export interface ElementElsewhere {
  readonly kind: ObjectKind;
  readonly node: Node;
}

/** A part of the description that stands in another file than the entry: a reference leads to it, or it is in no other. */
export interface PartElsewhere {
  readonly kind: FragmentKind;
  readonly node: Node;
}

/**
 * The parts that were read in other files, each once. What stands in another part is judged with it, but for what a
 * reference leads to: it may stand in an extension or an example, where nothing judges it.
 */
export function partsElsewhere({
  elsewhere,
  targetsElsewhere,
}: Pick<Reading, "elsewhere" | "targetsElsewhere">): readonly PartElsewhere[] {
  const kinds = new Map<string, Map<FragmentKind, Node>>();
  for (const [place, here] of grouped(elsewhere, ({ node }) => placeOf(node))) {
    const found = new Map(here.flatMap(({ kind, node }) => (KINDS[kind] === undefined ? [] : [[KINDS[kind], node]])));
    // A parameter of 2.0 is read as its own schema too.
    if (found.size > 1) found.delete("Schema");
    if (found.size > 0) kinds.set(place, found);
  }
  return [...kinds.values()].flatMap((found) =>
    [...found]
      .filter(([, node]) => targetsElsewhere.has(node.value) || !isInside(node, kinds))
      .map(([kind, node]) => ({ kind, node })),
  );
}

const KINDS: Partial<Readonly<Record<ObjectKind, FragmentKind>>> = {
  "path item": "PathItem",
  operation: "Operation",
  parameter: "Parameter",
  "request body": "RequestBody",
  response: "Response",
  header: "Header",
  "media type": "MediaType",
  link: "Link",
  schema: "Schema",
  "security scheme": "SecurityScheme",
};

function placeOf({ source, pointer }: Node): string {
  return source.file + pointer;
}

/** Whether a node stands below one of some places of its file. */
function isInside({ source, pointer }: Node, places: ReadonlyMap<string, unknown>): boolean {
  for (let at = pointer; at !== "#";) {
    at = parentPointer(at);
    if (places.has(source.file + at)) return true;
  }
  return false;
}
