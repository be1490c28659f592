import { listed } from "../core/prose.ts";
import type { Expectation, TestStep } from "./authorization-test.ts";

/**
 * What passes of a test that was made from the review's list, in words: what its steps check, which can be less or more
 * particular than `said`, the sentence of the list. That sentence stays where the steps check just that.
 */
export function passText(steps: readonly TestStep[], said: string): string {
  const attack = textOfAttack(steps.flatMap(({ role, expects }) => (role === "attack" ? expects : [])));
  if (attack === undefined) return said;
  const after = steps.filter(({ role }) => role === "after");
  if (after.length === 0) return attack;
  const isCompared = after.some(({ expects }) => expects.some(({ kind }) => kind === "same"));
  return `${attack}, and ${isCompared ? "nothing changes" : "B can still read it"}`;
}

/** What passes of the answer to an attack; `undefined` where it is compared with what the steps have found out. */
function textOfAttack(expects: readonly Expectation[]): string | undefined {
  const statuses = new Set(expects.flatMap((one) => (one.kind === "status" ? one.statuses : [])));
  const refusals = [...statuses].filter((status) => status !== "2xx");
  const hidden = expects.find((one) => one.kind === "hides");
  if (hidden !== undefined) {
    const absent = `B is absent or is shown without ${listed(hidden.properties, 8)}${byHand(hidden.unchecked)}`;
    return refusals.length === 0 ? absent : `${listed(refusals, 8, "or")}; or ${absent}`;
  }
  if (expects.some(({ kind }) => kind === "no-items")) return listed([...refusals, "an empty list"], 8, "or");
  const isRefused = !statuses.has("2xx") && !statuses.has("answered");
  return isRefused && expects.every(({ kind }) => kind === "status") ? listed(refusals, 8, "or") : undefined;
}

function byHand(unchecked: readonly string[]): string {
  if (unchecked.length === 0) return "";
  return ` (the schema requires ${listed(unchecked, 8)}, so the test does not check ${unchecked.length === 1 ? "it" : "them"}: look at the response)`;
}
