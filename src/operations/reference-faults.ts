import { count } from "../core/prose.ts";
import { placeOf, type Api, type BrokenReference } from "../model/api.ts";
import { operationsAt } from "../model/operations-at.ts";
import { isObject } from "../core/json-value.ts";
import type { Fault, FaultPlace } from "./fault.ts";

/** A fault for each thing that references of a kind lead to in vain, with all references that do. */
export function* referenceFaults(api: Api, isOfKind: (broken: BrokenReference) => boolean): Generator<Fault> {
  const byTarget = new Map<string, BrokenReference[]>();
  for (const broken of api.brokenReferences) {
    if (!isOfKind(broken)) continue;
    const key = `${broken.problem} ${broken.reference}`;
    const group = byTarget.get(key);
    if (group === undefined) byTarget.set(key, [broken]);
    else group.push(broken);
  }
  for (const [key, broken] of byTarget) {
    const places = broken.flatMap((one): FaultPlace[] => {
      const at =
        isObject(one.node.value) && Object.hasOwn(one.node.value, "$ref") ? placeOf(one, "$ref") : placeOf(one);
      const operations = operationsAt(api, at);
      return operations.length === 0 ? [{ at }] : operations.map((operation) => ({ at, operation }));
    });
    const { why, hint } = broken[0]!;
    yield {
      at: places[0]!.at,
      cause: key,
      places,
      message: broken.length === 1 ? why : `${why} (${count(broken.length, "reference")})`,
      evidence: [hint],
    };
  }
}
