import { categoriesWords, listedCategories } from "../core/category-words.ts";
import type { Audience } from "../core/exposure-words.ts";
import { listed } from "../core/prose.ts";
import type { Candidate } from "../operations/candidates/candidates.ts";
import type { AccountControl } from "../operations/account-control.ts";
import type { Share } from "../operations/candidates/at-risk.ts";
import { pluralOf } from "../operations/candidates/nouns.ts";
import { sendsThing } from "./test-words.ts";

/** Why a test comes where it does: what would be lost, who can call where that differs, and how identifiers are known. */
export function testReasons(candidate: Candidate, exposure: Audience, differs: boolean): string {
  const { guessable, listedBy, toldBy, kind, identifiers } = candidate;
  const isNamed = identifiers.length > 0 && kind !== "entry" && kind !== "own-name";
  const parts = [
    ...lossesOf(candidate),
    ...(differs ? [CALLERS[exposure]] : []),
    ...(isNamed && guessable === "number" ? ["its identifier is a number"] : []),
    ...(isNamed && toldBy !== undefined
      ? [`${toldBy.id} shows the identifiers of other people's objects`]
      : isNamed && listedBy !== undefined
        ? [`${listedBy.id} lists the IDs`]
        : []),
  ];
  return parts.join("; ");
}

const CALLERS: Readonly<Record<Audience, string>> = {
  private: "only the organization's own callers can call it",
  partner: "partners can call it",
  public: "strangers can call it",
};

function lossesOf(candidate: Candidate): readonly string[] {
  const { impact, atRisk, action, resource, isPerson, kind } = candidate;
  const { returned, taken, held } = atRisk;
  // What it does to the things of others is what it is there for.
  if (kind === "reaction")
    return isTelling(returned) ? [`it returns ${dataOf(returned)}`] : ["it acts on other people's objects by design"];
  const thing = isPerson
    ? impact.kind === "destruction"
      ? "B's user"
      : "B's profile"
    : kind === "reference"
      ? "what is B's"
      : `B's ${resource.noun}`;
  const holds = !isTelling(held)
    ? undefined
    : held.content !== undefined
      ? `it ${kind === "reference" ? "takes" : "holds"} ${dataOf(held)}`
      : `it holds ${dataOf(held)} (${held.shownBy!.id} shows it)`;
  switch (impact.kind) {
    case "disclosure":
      return [disclosureOf(atRisk)];
    case "money":
      return [
        "money, or an object worth money, is moved",
        ...(isTelling(returned) ? [`it returns ${dataOf(returned)}`] : []),
      ];
    case "credentials":
      return [
        isTelling(taken) && taken.sensitivity === "restricted"
          ? `it sets ${dataOf(taken)}`
          : "a key or secret is replaced",
      ];
    case "bank":
      return [
        impact.control === undefined
          ? `it sets ${dataOf(taken)}`
          : `${listed(impact.control.destinations, 3)} ${impact.control.destinations.length === 1 ? "decides" : "decide"} where money is paid out`,
      ];
    case "destruction":
      return [
        action.part === undefined
          ? `${action.isBatch ? `many ${pluralOf(resource.noun)}` : thing} would be lost`
          : `the ${action.part} would be lost`,
        ...(holds === undefined ? [] : [holds]),
      ];
    case "control":
      return [`${thing} ${CONTROLLED[impact.control?.does ?? "stops"]}`, ...(holds === undefined ? [] : [holds])];
    case "physical":
      return ["a physical device moves, heats up or is switched"];
    case "change":
      // A call that shares or hosts what is the caller's says so of itself.
      if (held.content?.shownBy === candidate.operation) return [`${thing} would be shown or handed to others`];
      return [
        action.isSending === true
          ? `a message or data would be sent to ${thing}`
          : action.isMaking || kind === "reference"
            ? `content would be added to ${thing}`
            : sendsThing(candidate)
              ? `${thing} would be sent`
              : `${thing} would be altered`,
        ...(holds !== undefined
          ? [holds]
          : isTelling(returned)
            ? [`it returns ${dataOf(returned)}`]
            : isTelling(taken)
              ? [`it sets ${dataOf(taken)}`]
              : []),
      ];
  }
}

/** What happens to an account of B. */
const CONTROLLED: Readonly<Record<AccountControl["does"], string>> = {
  redirects: "would be paid out elsewhere",
  closes: "would be closed",
  stops: "would be stopped or taken over",
  reinstates: "could act again, though it was stopped or closed",
  "sets-state": "would get another state, and the state decides what it may do",
};

/** What comes back, or why nobody knows. */
function disclosureOf({ returned, unknown }: Candidate["atRisk"]): string {
  if (unknown?.kind === "file") return "it returns a file whose content is not described";
  if (unknown?.kind === "made" && unknown.likeOf !== undefined)
    return `it returns a file or link made from the object that ${unknown.likeOf.id} shows, which returns ${dataOf(returned)}`;
  if (unknown !== undefined)
    return unknown.likeOf !== undefined && isTelling(returned)
      ? `the response is not described, and ${unknown.likeOf.id}, about the same object, returns ${dataOf(returned)}`
      : "the response is not described";
  return isTelling(returned) ? `it returns ${dataOf(returned)}` : "no sensitive data is known to be in the response";
}

function isTelling({ sensitivity }: Share): boolean {
  return sensitivity === "confidential" || sensitivity === "restricted";
}

function dataOf({ categories, isSecretThing, content }: Share): string {
  if (isSecretThing === true) return "what its owner may keep private";
  if (content !== undefined)
    return content.kind === "own"
      ? `what the description calls the user's own (${content.shownBy.id})`
      : `what callers upload, or what is made of it (${content.shownBy.id})`;
  return listedCategories(categoriesWords(categories, "plural"), 4);
}
