import { isOnPublicPage } from "../../exposure/public-page.ts";
import type { AssessedApi, AssessedFlow, Assessment } from "../../exposure/assessed-api.ts";
import { isWithin } from "../../data/taxonomy/is-within.ts";
import type { ClassifiedField } from "../../data/flows/flow.ts";
import type { Operation } from "../../model/api.ts";

/** Whether a flow is of a principal of whom its operation hands out no more than what communities show, or they of themselves. */
export function shownAlone(api: AssessedApi): (flow: AssessedFlow) => boolean {
  const known = new Map<Operation, boolean>();
  return (flow) => {
    if (isOnPublicPage(flow)) return true;
    if (!isOfPrincipal(flow)) return false;
    const { operation } = flow;
    let shown = known.get(operation);
    if (shown === undefined) known.set(operation, (shown = showsNoMore(api.assessed(operation))));
    return shown;
  };
}

/** Whose account name or picture it is has an account: `last_poster_username` stands in a thing. */
function isOfPrincipal({ principal, field }: AssessedFlow): boolean {
  return principal || field.category === "user.account.username" || field.category === "user.content.self_image";
}

function showsNoMore({ over }: Assessment): boolean {
  const all = [...over].filter(
    (flow) => isOfPrincipal(flow) && flow.field.confidence !== "possible" && !isOnPublicPage(flow),
  );
  return all.every(({ field }) => isShownByCommunities(field));
}

/** Whether a field is of what communities show of their members. */
export function isShownByCommunities({ category }: Pick<ClassifiedField, "category">): boolean {
  return SHOWN.some((key) => isWithin(category, key));
}

const SHOWN = ["user.name", "user.account.username", "user.content.self_image"];

/** Whether a flow shows of somebody within something else no more than communities show of who wrote it. */
export function isByline(flow: AssessedFlow): boolean {
  return flow.via === "embedded" && isOfPrincipal(flow) && isShownOfMembers(flow);
}

/** Whether what a flow tells of somebody is what communities show of their members. */
export function isShownOfMembers(flow: AssessedFlow): boolean {
  return isOnPublicPage(flow) || isShownByCommunities(flow.field);
}
