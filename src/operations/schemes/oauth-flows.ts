import type { Place } from "../../core/place.ts";
import { count, quoted } from "../../core/prose.ts";
import { placeOf, type Api } from "../../model/api.ts";
import type { OAuthFlow } from "../../model/security.ts";
import type { Fault } from "../fault.ts";
import { schemesInUse } from "./schemes-in-use.ts";

/** A fault for each scheme in use that offers an OAuth 2.0 flow; `what` says what that flow does. */
export function* offeredFlows(api: Api, flow: OAuthFlow["flow"], what: string): Generator<Fault> {
  for (const scheme of schemesInUse(api)) {
    const offered = scheme.flows.find((one) => one.flow === flow);
    if (offered === undefined) continue;
    const where = scheme.usedBy.length === 0 ? "" : `, for ${count(scheme.usedBy.length, "operation")}`;
    const others = scheme.flows.filter((one) => one.flow !== flow);
    yield {
      at: placeOfFlow(api, offered),
      cause: scheme.name,
      carriers: scheme.usedBy,
      message: `${quoted(scheme.name)} ${what}${where}`,
      evidence: others.length === 0 ? [] : [`It also offers ${others.map((one) => one.flow).join(", ")}.`],
      mitigations: scheme.usedBy.length === 0 ? ["no operation requires it"] : [],
    };
  }
}

/** In Swagger 2.0 the flow is a value of the scheme, in 3.x a key with an object of its own. */
function placeOfFlow(api: Api, flow: OAuthFlow): Place {
  return api.format.version === "2.0" ? placeOf(flow, "flow") : placeOf(flow);
}
