import { byCodeUnit } from "../../core/compare.ts";
import { SENSITIVITIES } from "../../core/exposure-words.ts";
import { addTo, grouped } from "../../core/grouped.ts";
import { memoBy } from "../../core/memo.ts";
import { isCredential } from "../../data/taxonomy/is-credential.ts";
import { judgementOf, type AssessedApi, type AssessedFlow } from "../../exposure/assessed-api.ts";
import type { Operation } from "../../model/api.ts";
import { keptBy } from "./kept-credential.ts";
import { flowsOverCeiling } from "./readers.ts";
import { shownAlone } from "./shown-alone.ts";

/**
 * Which flows are told together. An operation that is judged by an assumption is one line for what it hands out: whoever
 * takes the gravest of it takes the rest along.
 */
export interface ReportedFlow {
  /** The flow that one is told with: the gravest of its operation. */
  readonly leadOf: (flow: AssessedFlow) => AssessedFlow;
  /** Whether it's told beside one that stands without the assumption. */
  readonly isTold: (flow: AssessedFlow) => boolean;
  /** What is told beside a flow: what may not be read either where anyone gets in. */
  readonly besides: (flow: AssessedFlow) => readonly AssessedFlow[];
}

/** Works out the lines of a judgement, together with those of the one that it goes further than. */
export const reportedFlowOf = memoBy(judgementOf, (api): ReportedFlow => {
  const stated = api.before ?? api;
  const beyond = api.before === undefined ? api.beyond : api;
  const leads = new Map<AssessedFlow, AssessedFlow>();
  const besides = new Map<AssessedFlow, AssessedFlow[]>();
  const told = new Set<AssessedFlow>();
  const firm = assumedFlows(stated, stated);
  const loose = beyond === undefined ? new Map<Operation, readonly AssessedFlow[]>() : assumedFlows(beyond, stated);
  for (const [operation, flows] of loose) {
    const before = firm.get(operation) ?? [];
    for (const flow of flows) {
      const lead = before.find((one) => isToldWith(flow, one, api));
      if (lead === undefined) continue;
      told.add(flow);
      addTo(besides, lead, flow);
    }
  }
  for (const flows of [...firm.values(), ...loose.values()]) {
    const [lead, ...others] = flows.filter((flow) => !told.has(flow) && !isCredential(flow.field.category));
    for (const flow of others) leads.set(flow, lead!);
  }
  return {
    leadOf: (flow) => leads.get(flow) ?? flow,
    isTold: (flow) => told.has(flow),
    besides: (flow) => besides.get(flow) ?? [],
  };
});

/** The flows over the ceiling in a judgement, and in none before it, of operations whose exposure is assumed; the gravest first. */
function assumedFlows(api: AssessedApi, stated: AssessedApi): ReadonlyMap<Operation, readonly AssessedFlow[]> {
  const isShown = shownAlone(api);
  const flows = flowsOverCeiling(api).filter(
    (flow) =>
      (flow.via === "body" || flow.via === "embedded") &&
      stated.assessed(flow.operation).assumed &&
      (api === stated || !stated.assessed(flow.operation).over.has(flow)) &&
      (isCredential(flow.field.category) || !isShown(flow)),
  );
  return new Map(
    [...grouped(flows, ({ operation }) => operation)].map(([operation, group]) => [
      operation,
      group.toSorted(
        (a, b) =>
          gravityOf(b) - gravityOf(a) || a.witness.length - b.witness.length || byCodeUnit(a.witness, b.witness),
      ),
    ]),
  );
}

/** How bad it is that it gets out; of two that are as bad that of a person, whom the operation is about. */
function gravityOf({ field, principal, isEmbedded }: AssessedFlow): number {
  return SENSITIVITIES.indexOf(field.sensitivity) * 3 + (principal ? (isEmbedded ? 1 : 2) : 0);
}

/**
 * Whether a flow is told beside one that stands without the assumption. Restricted data is a disclosure where anyone gets
 * in, and a line of its own. A secret is told with what it belongs to, and not with whoever else stands there.
 */
function isToldWith(flow: AssessedFlow, lead: AssessedFlow, api: AssessedApi): boolean {
  if (isCredential(flow.field.category) || flow.field.sensitivity === "restricted") return false;
  if (!isCredential(lead.field.category)) return true;
  if (keptBy(lead, api) !== undefined) return false;
  const [secret, other] = [objectAround(lead), objectAround(flow)];
  return isWithin(secret, other) || (flow.via === "body" && isWithin(other, secret));
}

/** The way to the object that a field is in: `2xx data[]`. */
function objectAround({ witness, field }: AssessedFlow): string {
  return witness.endsWith(field.name) ? witness.slice(0, -field.name.length).replace(/[. ]$/, "") : witness;
}

/** Whether a way leads to or into what stands at another. */
function isWithin(way: string, whole: string): boolean {
  return way.startsWith(whole) && (way.length === whole.length || /[ .[{]/.test(way[whole.length]!));
}
