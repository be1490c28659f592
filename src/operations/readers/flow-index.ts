import type { ClassifiedField } from "../../data/flows/flow.ts";
import type { AssessedApi, AssessedFlow } from "../../exposure/assessed-api.ts";

/** The flows of an API by the field that they carry: made once, so that a rule looks at the few fields that it is about. */
export function flowsByField(api: AssessedApi): ReadonlyMap<ClassifiedField, readonly AssessedFlow[]> {
  const known = INDEXES.get(api.data);
  if (known !== undefined) return known;
  const index = new Map<ClassifiedField, AssessedFlow[]>();
  for (const operation of api.operations) {
    for (const flow of api.whose.flowsOf(operation)) {
      const flows = index.get(flow.field);
      if (flows === undefined) index.set(flow.field, [flow]);
      else flows.push(flow);
    }
  }
  INDEXES.set(api.data, index);
  return index;
}

/** Flows are the same in every judgement of who can call. */
const INDEXES = new WeakMap<AssessedApi["data"], ReadonlyMap<ClassifiedField, readonly AssessedFlow[]>>();
