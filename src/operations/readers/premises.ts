import { closedByText } from "../../exposure/closed-by-text.ts";
import type { Premise } from "../../core/exposure-words.ts";
import type { AssessedApi, AssessedFlow } from "../../exposure/assessed-api.ts";
import type { Fault } from "../fault.ts";

/** How sure the three premises of a finding about data are: the surest of its flows for each. */
export function premisesOf(api: AssessedApi, flows: readonly AssessedFlow[]): NonNullable<Fault["premises"]> {
  return {
    caller: surest(flows.map((flow) => callerPremise(api, flow))),
    data: surest(flows.map(dataPremise)),
    owner: surest(flows.map((flow) => ownerPremise(api, flow))),
  };
}

function surest(premises: readonly Premise[]): Premise {
  return ORDER.find((premise) => premises.includes(premise)) ?? "possible";
}

const ORDER: readonly Premise[] = ["declared", "stated", "inferred", "possible"];

/** An open operation and an open sign-up are stated; what a text says of who gets a credential is inferred. */
function callerPremise(api: AssessedApi, { operation }: AssessedFlow): Premise {
  const { admission, schemes, assumed } = api.assessed(operation);
  if (assumed) return "possible";
  const names = [...schemes.map(({ scheme }) => scheme.name), "*"];
  if (names.some((name) => api.policy.admission.has(name))) return "declared";
  // Nobody is let in who reads what is "for the authorized user", or else it is open by mistake: one of the two is wrong.
  if (closedByText(operation)?.by === "text") return "possible";
  if (admission === "anonymous") return operation.security === undefined ? "inferred" : "stated";
  return schemes.some(({ because }) => because.some((reason) => reason.startsWith("anyone can sign up")))
    ? "stated"
    : "inferred";
}

function dataPremise({ field }: AssessedFlow): Premise {
  if (field.basis === "declared") return "declared";
  return field.confidence === "certain" ? "stated" : field.confidence === "likely" ? "inferred" : "possible";
}

/** Without a credential nobody is the caller; where people sign up, those in the data are such people. */
function ownerPremise(api: AssessedApi, { operation, isUndecided }: AssessedFlow): Premise {
  if (api.assessed(operation).row === "anonymous") return "stated";
  if (isUndecided) return "possible";
  if (api.policy.tenancy.size > 0) return "declared";
  // Where persons get in by themselves, the users in the data are such persons.
  const isOfPersons = api
    .assessed(operation)
    .schemes.some(({ admission, principal }) => admission === "self-registered" && principal !== "client");
  return api.signUps.length > 0 || isOfPersons ? "stated" : "inferred";
}
