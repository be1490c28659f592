import type { PassedObject } from "./flow.ts";
import type { Step } from "./contents.ts";

/** Deeper ways lead in circles: of those the last steps are shown. */
const MOST_STEPS = 100;

/** The spots from the whole body to this one, from the outside in. */
export function spotsTo(spot: Step): readonly Step[] {
  const spots: Step[] = [];
  for (let at: Step | undefined = spot; at !== undefined && spots.length < MOST_STEPS; at = at.from) spots.push(at);
  return spots.toReversed();
}

/** The instance path of the value that these spots lead to: `data[].owner`; empty for the whole. */
export function instancePath(spots: readonly Step[], start = ""): string {
  let path = spots[0]?.from === undefined ? start : "…";
  for (const { way } of spots) {
    if (way === undefined || way.kind === "part") continue;
    if (way.kind === "property") path = joinedPath(path, way.name);
    else path += way.kind === "item" ? "[]" : "{}";
  }
  return path;
}

/** The instance path of a property of what stands at `path`. */
export function joinedPath(path: string, name: string): string {
  return path === "" ? name : `${path}.${name}`;
}

/** The objects that these spots pass. `isItem`: the first is one of many already, as the items of a stream are. */
export function passedObjects(spots: readonly Step[], isItem = false): readonly PassedObject[] {
  const passed: PassedObject[] = [];
  let property: string | undefined;
  let isOneOfMany = isItem;
  let isPlaced = false;
  for (const { way, from, node } of spots) {
    if (way !== undefined && way.kind !== "part") {
      isPlaced = false;
      isOneOfMany = way.kind !== "property";
      if (way.kind === "property") property = way.name;
    }
    if (node.isSeries) continue;
    // An alternative says more of a value than the choice; what an object is composed of says less than the object.
    if (isPlaced && from?.node.isChoice !== true) continue;
    const before = isPlaced ? passed.pop() : undefined;
    passed.push(
      before === undefined
        ? { schema: node.schema, property, isItem: isOneOfMany }
        : { ...before, schema: node.schema },
    );
    isPlaced = true;
    property = undefined;
  }
  return passed;
}
