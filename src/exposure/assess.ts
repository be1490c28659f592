import { memo } from "../core/memo.ts";
import { isAbove, type Openness, type Principal, type Sensitivity } from "../core/exposure-words.ts";
import type { Api, Operation } from "../model/api.ts";
import { isCredential } from "../data/taxonomy/is-credential.ts";
import type { CeilingRow, Policy } from "../policy/policy.ts";
import { admissionsOf, type AssessedScheme, type OperationAdmission, type Supposition } from "./admission.ts";
import type { AssessedApi, AssessedFlow, Assessment } from "./assessed-api.ts";
import { audiencesOf, type DeclaredAudience } from "./audience.ts";
import { isLogInElsewhere, isOptedInProfile } from "./opted-in.ts";
import { isNamedInRevision, isOfPublishedPerson } from "./published-people.ts";
import { isSecretsStore, isStoredSecret } from "./stored-secret.ts";
import { isEmptied } from "./emptied-secret.ts";
import { outsideSignOf } from "./enrolled-people.ts";
import { exposureOf, type Exposure } from "./exposure.ts";
import { intentOf } from "./intent.ts";
import { secretLinkOf, type SecretLink } from "./secret-link.ts";
import { wordsOf } from "../lexicon/name-tokens.ts";
import { endsIn } from "../lexicon/phrases.ts";
import { reachOfServers, type HostReach } from "./reach.ts";
import type { WhoseData } from "./whose-data.ts";

/**
 * Works out who can call each operation and whose data it carries. `supposed` stands in for what nobody said: what only
 * is found when it is taken for open to anyone stands under an assumption, and so does what is not found when it is
 * taken for the organization's own. `before` is the judgement that this one goes further than.
 */
export function assess(
  api: Api,
  whose: WhoseData,
  policy: Policy,
  supposed?: Supposition,
  before?: AssessedApi,
): AssessedApi {
  const audiences = audiencesOf(api, policy.audience);
  const admissions = admissionsOf({ ...api, data: whose.data }, policy, supposed);
  const reachOf = memo((servers: Operation["servers"]) => reachOfServers(servers, policy.network));
  const assessments = new Map<Operation, Assessment>();
  for (const operation of api.operations) {
    api.document.budget.checkTime(operation.node.source.file);
    const declared = audiences.of(operation);
    // Webhooks and callbacks run the other way round.
    const inward = operation.operationKind !== "path";
    const named = inward
      ? { reach: "unknown" as const, because: "it is sent to subscribers" }
      : reachOf(operation.servers);
    const usedBy = outsideSignOf(operation, api);
    // Who is outside does not call a server inside: where both are said, nobody knows where it is reached.
    const reach = usedBy !== undefined && named.reach === "internal" ? doubted(named) : named;
    const admission = inward
      ? subscriberAdmission(operation, assessments, policy, supposed)
      : reach.reach === "internal" && isSettled(operation, supposed, before)
        ? asBefore(before!.assessed(operation))
        : admissions.of(operation);
    const exposure = exposureOf(reach.reach, admission.admission, declared.audience, operation.access === "unstated");
    // Where sallyport.yaml calls them the organization's own, a question says so.
    const isDoubted =
      usedBy !== undefined &&
      admission.admission !== "own" &&
      !admission.schemes.some(({ enrolled }) => enrolled !== undefined);
    assessments.set(operation, {
      ...assessmentOf(operation, { declared, reach, admission, exposure, whose, policy, api }),
      ...(isDoubted && (reach !== named || (declared.audience === "private" && !declared.isHint))
        ? { usedBy: { sign: usedBy, against: reach === named ? undefined : named.because } }
        : {}),
    });
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

function doubted({ because }: HostReach): HostReach {
  return { reach: "unknown", because: `${because}, but people outside of the organization call it` };
}

/** A judgement in which what anyone on its network can call asks for a credential that only the organization's own have. */
export function asGuarded(stated: AssessedApi): AssessedApi {
  const { whose, policy } = stated;
  const guarded = (schemes: readonly AssessedScheme[]): readonly AssessedScheme[] =>
    schemes.map((one) =>
      one.admission === "anonymous" || one.admission === "self-registered" ? { ...one, admission: "own" } : one,
    );
  return {
    ...stated,
    schemes: guarded(stated.schemes),
    assessed: memo((operation: Operation): Assessment => {
      const known = stated.assessed(operation);
      if (known.unprotected === undefined) return known;
      const { declared, reach, because, schemes } = known;
      const admission: OperationAdmission = { admission: "own", because: [], schemes: guarded(schemes) };
      const exposure = exposureOf(reach, admission.admission, declared.audience, false);
      const host = { reach, because: because.at(-1)! };
      return assessmentOf(operation, { declared, reach: host, admission, exposure, whose, policy, api: stated });
    }),
    before: undefined,
    beyond: undefined,
  };
}

/** Who can reach an operation and needs a credential of unknown holders is not supposed to be anyone: nothing hangs on it. */
function isSettled(operation: Operation, supposed: Supposition, before: AssessedApi | undefined): boolean {
  return supposed !== undefined && before !== undefined && !before.assessed(operation).assumed;
}

function asBefore({ admission, because, schemes, statesCredential }: Assessment): OperationAdmission {
  return { admission, because, schemes, isStated: statesCredential };
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
      because: [`its messages go to whoever calls ${parent.operation.id}`],
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
  readonly api: Api;
}

function assessmentOf(operation: Operation, parts: Parts): Assessment {
  const { declared, reach, admission, exposure, whose, policy, api } = parts;
  const principal = weakestPrincipal(admission.schemes);
  const row = rowOf(exposure, admission, principal);
  const exposed = whose.exposedBy(operation);
  const secretLink = row === "anonymous" ? secretLinkOf(api, operation) : undefined;
  const isOver = (flow: AssessedFlow): boolean =>
    isOverCeiling(flow, policy.ceilings[row][flow.whose], row, whose, secretLink) && !isEmptied(api, flow);
  return {
    operation,
    declared,
    reach: reach.reach,
    admission: admission.admission,
    schemes: admission.schemes,
    principal,
    statesCredential: admission.isStated === true,
    exposure: exposure.exposure,
    assumed: exposure.assumed,
    unprotected: exposure.unprotected,
    judgedAs: exposure.judgedAs,
    because: [...reasonFor(reach, admission, exposure.unprotected), ...declaredReason(declared, exposure)],
    intent: intentOf(operation),
    subject: whose.subjectOf(operation),
    row,
    flows: whose.flowsOf(operation),
    exposed,
    over: new Set(exposed.filter(isOver)),
  };
}

/** Without a credential, or behind one that everybody has, nobody is the caller. */
function rowOf({ judgedAs }: Exposure, { admission }: OperationAdmission, principal: Principal): CeilingRow {
  if (judgedAs !== "public") return judgedAs;
  return admission === "anonymous" || principal === "shared" ? "anonymous" : "self-registered";
}

/**
 * A credential that was not issued to the caller in this call is over every ceiling but private's, and what is stored and
 * lets somebody else in over that too. What people are published for is over none, unless somebody said how sensitive it is.
 */
function isOverCeiling(
  flow: AssessedFlow,
  ceiling: Sensitivity,
  row: CeilingRow,
  whose: WhoseData,
  secretLink: SecretLink | undefined,
): boolean {
  if (secretLink !== undefined && isShownByLink(flow, secretLink)) return false;
  if (isCredential(flow.field.category) && flow.subject !== "caller")
    return (row !== "private" || isStoredSecret(flow)) && !isSecretsStore(flow.operation);
  if (!isAbove(flow.field.sensitivity, ceiling)) return false;
  if (flow.field.isLevelStated) return true;
  if (isOptedInProfile(flow) || isLogInElsewhere(flow)) return false;
  return (flow.principal || !isOfPublishedPerson(flow)) && !isNamedInRevision(flow) && !whose.isWrittenForOthers(flow);
}

/**
 * Whether a flow is of what a link shows that nobody can guess, for whoever was given it: a code for the gate, too, and no
 * other credential. A text alone makes nothing less of what is restricted.
 */
function isShownByLink({ field: { category, name, sensitivity }, operation }: AssessedFlow, link: SecretLink): boolean {
  if (isCredential(category)) return endsIn(wordsOf(name), operation.lexicon, "opening-code");
  return link === "long" || sensitivity !== "restricted";
}

function reasonFor(
  reach: HostReach,
  admission: OperationAdmission,
  unprotected: Openness | undefined,
): readonly string[] {
  // That nobody knows where a host is lets nobody in: it is a reason only where there is no other.
  const saysNothing = reach.reach === "unknown" || reach.isStandIn === true;
  if (saysNothing && admission.because.length > 0) return admission.because;
  if (reach.reach !== "internal") return [...admission.because, reach.because];
  const inside = `the server can be reached only from inside, because ${reach.because}`;
  return unprotected === undefined
    ? [inside, ...admission.because]
    : [OPEN_INSIDE[unprotected], ...admission.because, inside];
}

/** A network tells who can reach an operation, and not who is let in. */
const OPEN_INSIDE: Readonly<Record<Openness, string>> = {
  anonymous: "anyone on the network can call it without a credential",
  "self-registered": "anyone on the network can sign up for its credential",
  unstated: "nothing says that anyone on the network needs a credential",
};

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
