import type { Subject } from "../core/exposure-words.ts";
import type { DataFlows } from "../data/flow.ts";
import type { Api, Operation } from "../model/api.ts";
import type { Policy } from "../policy/policy.ts";
import { admissionsOf } from "./admission.ts";
import type { AssessedFlow } from "./assessed-api.ts";
import { principalsOf } from "./principals.ts";
import { kindOf, subjectOf, subjectOfFlow } from "./subject.ts";

/** The flows of an API, and whose data they carry: the same in every judgement of who can call. */
export interface WhoseData {
  readonly data: DataFlows;
  /** Whose data what an operation returns is, taken as a whole. */
  readonly subjectOf: (operation: Operation) => Subject;
  readonly flowsOf: (operation: Operation) => readonly AssessedFlow[];
}

/** Works out whose data each flow carries; each operation once, when it is asked for. */
export function whoseData(api: Api, data: DataFlows, policy: Policy): WhoseData {
  const { schemes, signUps } = admissionsOf(api, policy, undefined);
  const principals = principalsOf(api, schemes, signUps);
  const known = new Map<Operation, { readonly subject: Subject; readonly flows: readonly AssessedFlow[] }>();
  const of = (operation: Operation) => {
    let one = known.get(operation);
    if (one === undefined) {
      const subject = subjectOf(operation);
      const kind = kindOf(operation, principals);
      const flows = data
        .flowsOf(operation)
        .map((flow): AssessedFlow => ({ ...flow, ...subjectOfFlow(flow, subject, kind, principals) }));
      known.set(operation, (one = { subject, flows }));
    }
    return one;
  };
  return { data, subjectOf: (operation) => of(operation).subject, flowsOf: (operation) => of(operation).flows };
}
