import { isAmong } from "../../core/is-among.ts";
import { count, listed } from "../../core/prose.ts";
import type { Finding, Review, WaiverEntry } from "../../core/review.ts";
import { isOpen } from "../../core/open-findings.ts";
import { ended } from "../../core/sentence.ts";
import { fieldNames } from "./remedy-words.ts";

/** What a waiver is worth on this description, in a word or two. */
export const WAIVER_STATES: Readonly<Record<WaiverEntry["state"], string>> = {
  "in-force": "in force",
  expired: "expired",
  stale: "stale",
  requested: "requested",
};

/** How many near misses are named. */
const MOST_NAMED = 3;

/** What a waiver covers, and what it comes near and does not: a sentence each. */
export function waiverCoverage(waiver: WaiverEntry, all: readonly Finding[]): string {
  const { state, findings, places, missing } = waiver;
  const covered = `${count(places.length, "place")} of ${count(findings.length, "finding")}`;
  const names = missing.map(({ fingerprint, what }) => (fingerprint === null ? what : `${what} (${fingerprint})`));
  const rest = listed(names, MOST_NAMED);
  if (state === "requested") {
    return places.length === 0
      ? "Requested in the description. It covers nothing that is found here."
      : `Requested in the description, for ${covered}. It has not been granted and has no effect.`;
  }
  if (state === "stale") {
    return missing.length === 0
      ? `It covers nothing: ${foundInstead(waiver, all)}`
      : `It covers nothing: the places that it matches are neither named in full nor listed under places: ${rest}.`;
  }
  const first =
    state === "expired" ? `It covered ${covered}: open again, and one step more severe.` : `It covers ${covered}.`;
  return missing.length === 0 ? first : `${first} Not accepted, so the finding stays open: ${rest}.`;
}

/** What a waiver that covers nothing could be meant for: what its rule finds, as it would have to name it. */
function foundInstead({ rule }: WaiverEntry, all: readonly Finding[]): string {
  const found = all.filter((finding) => finding.rule === rule && isOpen(finding));
  if (found.length === 0) return `${rule} finds nothing here. Remove the waiver.`;
  const operations = [...new Set(found.flatMap((finding) => finding.operations))];
  const fields = fieldNames(found).map((name) => `"${name}"`);
  const where = [
    ...(operations.length === 0 ? [] : [`operation ${listed(operations, MOST_NAMED)}`]),
    ...(fields.length === 0 ? [] : [`field ${listed(fields, MOST_NAMED)}`]),
  ];
  return where.length === 0
    ? "correct what it names, or remove it."
    : `${rule} finds ${listed(where)}. Correct what the waiver names, or remove it.`;
}

/** Who answers for a waiver, who approved it and how long it holds, beside its reason: in sentences. */
export function waiverReason({
  reason,
  owner,
  approver,
  until,
}: Pick<WaiverEntry, "reason" | "owner" | "approver" | "until">): string {
  return `${ended(reason)} Owner: ${owner ?? "nobody"}, approved by ${approver ?? "nobody"}, until ${until}.`;
}

/** Why an accepted finding was accepted, by whom and until when; what the finding says of itself where no waiver is told. */
export function acceptanceWords({ waivers }: Review, { fingerprint, owner, due, ticket }: Finding): string {
  const granted = waivers.filter(({ state, findings }) => state === "in-force" && isAmong(findings, fingerprint));
  const tail = ticket === null ? "" : ` Ticket ${ticket}.`;
  if (granted.length > 0) return `${[...new Set(granted.map(waiverReason))].join(" ")}${tail}`;
  return `Accepted${owner === null ? "" : ` by ${owner}`}${due === null ? "" : ` until ${due}`}.${tail}`;
}
