import type { AssessedApi } from "../exposure/assessed-api.ts";
import type { Operation } from "../model/api.ts";
import { businessFlowOf, type BusinessFlow } from "../operations/business-flows.ts";
import type { Boundary } from "../operations/candidates/boundary.ts";
import { aNoun } from "../operations/candidates/nouns.ts";
import type { Resource } from "../operations/candidates/resources.ts";
import { doneTo } from "./done-to.ts";
import type { FunctionTest } from "./function-tests.ts";

/** What must be tried with a step of a business flow: valid calls in a number, an order or a role that nobody intended. */
export function flowTests(
  api: AssessedApi,
  operation: Operation,
  resource: Resource,
  boundary: Boundary,
): readonly FunctionTest[] {
  const flow = businessFlowOf(api, operation);
  if (flow === undefined) return [];
  const { as, how, expect, why } = FLOWS[flow];
  return [
    {
      kind: AUTOMATED.has(flow) ? "automation" : "flow",
      as: `${boundary} A${as}`,
      ask:
        flow === "changes-decided" ? `change ${aNoun(resource.noun)} ${how}` : `${doneTo(operation, resource)} ${how}`,
      expect,
      why,
      resource,
      isForAdministrators: false,
      isOfService: false,
      isOfRights: false,
      gravity: 6,
      isSuspected: true,
    },
  ];
}

/** What a script does, and one call does not. */
const AUTOMATED: ReadonlySet<BusinessFlow> = new Set(["takes-scarce", "sends-messages", "starts-work"]);

interface FlowWords {
  readonly as: string;
  /** Behind what is done. */
  readonly how: string;
  readonly expect: string;
  readonly why: string;
}

const FLOWS: Readonly<Record<BusinessFlow, FlowWords>> = {
  "pays-out": {
    as: "",
    // Two payments that are alike may both be meant: a reference tells the repetition.
    how: "twice at the same time with the same reference, and for more than is due or available",
    expect: "a repetition takes effect once, no more goes out than is due or available, and the rest is 409 or 422",
    why: "money or credit goes out, and nothing says what bounds it",
  },
  "gives-benefit": {
    as: ", also with a second account of the same person",
    how: "twice at the same time, and once more later",
    expect: "it is granted once for each code and person, and the rest is 409 or 422",
    why: "it is worth money, and nothing says how often one person gets it",
  },
  "issues-value": {
    as: "",
    how: "with the highest value and number that are accepted",
    expect: "a limit refuses it, or another person must approve it",
    why: "it creates an object worth money, and no maximum value is described",
  },
  "takes-scarce": {
    as: ", also with several accounts",
    how: "until nothing is left, with a script and without paying or turning up",
    expect: "a limit for each person refuses it (409 or 429), and what is not paid or confirmed is free again",
    why: "others can no longer have what is taken, and nothing says how much one may take",
  },
  "done-by-one-party": {
    as: ", who gains by it",
    how: "without the other party, and before the step that comes first",
    expect:
      "403 or 409, and nothing changes until the other party or the service has done its part, unless one party may do it alone",
    why: "it is a step that concerns two parties, and nothing says who takes it and what must be done before",
  },
  "takes-back": {
    as: "",
    how: "twice, and after what it is about has been used, delivered or paid out",
    expect: "409, or no more is given back than the terms allow",
    why: "it takes back what was agreed, and nothing says until when",
  },
  "counts-for-each": {
    as: ", also with a second account of the same person",
    how: "twice, and for what is A's own",
    expect: "it counts once for each person, and not for one's own",
    why: "it counts for others, and nothing says how often one person counts",
  },
  "takes-over": {
    as: "",
    how: "with the number or code of what belongs to B",
    expect: "403 or 409 unless B agrees, and B is told",
    why: "a number or code is enough to have it, and nothing says what proves whose it is",
  },
  "changes-decided": {
    as: "",
    how: "after it has been approved, confirmed or paid",
    expect: "409, or the decision is void and must be made again",
    why: "another call decides about it, and nothing says that it stays as it was decided",
  },
  "sends-messages": {
    as: "",
    how: "repeatedly, to addresses and numbers that you control but that are not in A's account",
    expect: "a limit for each recipient, caller or day stops the calls (429)",
    why: "each call costs money or disturbs a person, and no limit is described",
  },
  "starts-work": {
    as: "",
    how: "again and again, without waiting for the one before",
    expect: "a limit for each caller refuses it (409 or 429)",
    why: "each call starts work, and nothing says what limits it",
  },
};
