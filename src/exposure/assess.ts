import { memo } from "../core/memo.ts";
import { isAbove, type Principal, type Sensitivity } from "../core/exposure-words.ts";
import type { Api, Operation } from "../model/api.ts";
import { isCredential } from "../data/taxonomy/is-credential.ts";
import type { CeilingRow, Policy } from "../policy/policy.ts";
import { admissionsOf, type AssessedScheme, type OperationAdmission, type Supposition } from "./admission.ts";
import type { AssessedApi, AssessedFlow, Assessment } from "./assessed-api.ts";
import { audiencesOf, type DeclaredAudience } from "./audience.ts";
import { exposureOf, type Exposure } from "./exposure.ts";
import { intentOf } from "./intent.ts";
import { reachOfServers, type HostReach } from "./reach.ts";
import type { FlowSubject } from "./subject.ts";
import type { WhoseData } from "./whose-data.ts";

/**
 * Works out who can call each operation and whose data it carries. `supposed` stands in for what nobody said: what only
 * is found when it is taken for open to anyone stands under an assumption, and so does what is not found when it is
 * taken for the organisation's own. `before` is the judgement that this one goes further than.
 */
export function assess(
  api: Api,
  whose: WhoseData,
  policy: Policy,
  supposed?: Supposition,
  before?: AssessedApi,
): AssessedApi {
  const audiences = audiencesOf(api, policy.audience);
  const admissions = admissionsOf(api, policy, supposed);
  const reachOf = memo((servers: Operation["servers"]) => reachOfServers(servers, policy.network));
  const assessments = new Map<Operation, Assessment>();
  for (const operation of api.operations) {
    api.document.budget.checkTime(operation.node.source.file);
    const declared = audiences.of(operation);
    // Webhooks and callbacks run the other way round.
    const inward = operation.operationKind !== "path";
    const reach = inward
      ? { reach: "unknown" as const, because: "it is sent to whoever subscribes" }
      : reachOf(operation.servers);
    const admission = inward ? subscriberAdmission(operation, assessments, policy, supposed) : admissions.of(operation);
    const exposure = exposureOf(reach.reach, admission.admission, declared.audience);
    assessments.set(operation, assessmentOf(operation, { declared, reach, admission, exposure, whose, policy }));
  }
  return {
    ...api,
    policy,
    data: whose.data,
    whose,
    audiences,
    schemes: admissions.schemes,
    signUps: admissions.signUps,
    assessed: (operation) => assessments.get(operation)!,
    before,
    beyond: undefined,
  };
}

/** Who can subscribe: whoever can call the operation that declares a callback; of a webhook nobody knows. */
function subscriberAdmission(
  operation: Operation,
  before: ReadonlyMap<Operation, Assessment>,
  policy: Policy,
  supposed: Supposition,
): OperationAdmission {
  const parent = operation.parent === undefined ? undefined : before.get(operation.parent);
  if (parent !== undefined)
    return {
      admission: parent.admission,
      because: [`whoever can call ${parent.operation.id} subscribes`],
      schemes: parent.schemes,
    };
  const configured = policy.admission.get("webhooks");
  if (configured !== undefined)
    return { admission: configured, because: ["sallyport.yaml says who subscribes"], schemes: [] };
  return {
    admission: supposed ?? "unknown",
    because: ["nothing says who can subscribe"],
    schemes: [],
  };
}

interface Parts {
  readonly declared: DeclaredAudience;
  readonly reach: HostReach;
  readonly admission: OperationAdmission;
  readonly exposure: Exposure;
  readonly whose: WhoseData;
  readonly policy: Policy;
}

function assessmentOf(operation: Operation, parts: Parts): Assessment {
  const { declared, reach, admission, exposure, whose, policy } = parts;
  const row: CeilingRow =
    exposure.exposure !== "public"
      ? exposure.exposure
      : admission.admission === "anonymous"
        ? "anonymous"
        : "self-registered";
  const exposed = whose.exposedBy(operation);
  const isBound = admission.schemes.length > 0 && admission.schemes.some(({ tenancy }) => tenancy !== undefined);
  const isOver = (flow: AssessedFlow): boolean =>
    isOverCeiling(flow, ceilingOf(policy, row, flow, isBound), row, isBound);
  return {
    operation,
    declared,
    reach: reach.reach,
    admission: admission.admission,
    schemes: admission.schemes,
    principal: weakestPrincipal(admission.schemes),
    exposure: exposure.exposure,
    assumed: exposure.assumed,
    because: [...reasonFor(reach, admission), ...declaredReason(declared, exposure)],
    intent: intentOf(operation),
    subject: whose.subjectOf(operation),
    row,
    flows: whose.flowsOf(operation),
    exposed,
    over: new Set(exposed.filter(isOver)),
  };
}

function ceilingOf(policy: Policy, row: CeilingRow, { column }: FlowSubject, isBound: boolean): Sensitivity {
  return isBound && (column === "thing" || column === "things") ? "restricted" : policy.ceilings[row][column];
}

/** A credential that was not issued to the caller in this call is over every ceiling but private's and a stated tenancy's. */
function isOverCeiling(flow: AssessedFlow, ceiling: Sensitivity, row: CeilingRow, isBound: boolean): boolean {
  if (isCredential(flow.field.category) && flow.subject !== "caller") return row !== "private" && !isBound;
  return isAbove(flow.field.sensitivity, ceiling);
}

function reasonFor(reach: HostReach, admission: OperationAdmission): readonly string[] {
  if (reach.reach !== "internal") return [...admission.because, reach.because];
  const open = admission.admission === "anonymous" ? ["everyone on that network can call it"] : [];
  return [`it can be called from inside only: ${reach.because}`, ...open];
}

function declaredReason({ audience, source }: DeclaredAudience, { exposure }: Exposure): readonly string[] {
  return audience === undefined || audience !== exposure ? [] : [`${source} says ${audience}`];
}

const WEAKNESS: readonly Principal[] = ["shared", "unknown", "client", "user"];

/** Of schemes that are asked for together the one that tells callers apart best. */
function weakestPrincipal(schemes: readonly AssessedScheme[]): Principal {
  return (
    schemes.map(({ principal }) => principal).toSorted((a, b) => WEAKNESS.indexOf(b) - WEAKNESS.indexOf(a))[0] ??
    "unknown"
  );
}
