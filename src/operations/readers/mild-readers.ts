import { grouped } from "../../core/grouped.ts";
import { isCommonData } from "../candidates/common-data.ts";
import { wordsOf } from "../../lexicon/name-tokens.ts";
import { isWithin } from "../../data/taxonomy/is-within.ts";
import type { AssessedApi, AssessedFlow } from "../../exposure/assessed-api.ts";
import { isInPublicRegister, isPerhapsPublished } from "./perhaps-published.ts";
import { closedByText } from "../../exposure/closed-by-text.ts";
import { isPublicPart, isReducedProfile } from "./reduced-profile.ts";
import { isShownInCommunity } from "./shown-in-community.ts";
import type { Operation } from "../../model/api.ts";
import { seenByRight } from "../../exposure/seen-by-right.ts";
import { isAdministration, isOfAdministration, isSaidForAdministrators } from "../../exposure/administration.ts";

/** Why personal data in the hands of those who call an operation is milder than it looks; in the words of a mitigation. */
export type Mildness =
  | "open"
  | "administrators"
  | "colleagues"
  | "permitted"
  | "published"
  | "profile"
  | "registered"
  | "part"
  | "community"
  | "closed";

export const MILDNESS_WORDS: Readonly<Record<Mildness, readonly string[]>> = {
  open: [
    "callers only read data that is the same for every caller",
    "the description shows that this data is published; confirm that all of it is meant to be",
  ],
  administrators: ["it is for administrators; test that ordinary accounts are rejected"],
  colleagues: ["it is work contact data of people in the caller's own organization"],
  published: ["it may be a contact or text that is published on purpose; confirm that everyone may read it"],
  registered: [
    "the description calls it a public register or file",
    "such a register shows names to everyone; confirm that it must",
  ],
  profile: [
    "it is a reduced profile, in which users describe themselves; test that hidden and blocked users are not returned",
  ],
  part: ["its name or text says that it is the public part of a record; test that nothing else of it is returned"],
  community: [
    "according to the description, people publish this in their profiles and posts; test that nothing is returned about protected or hidden users, or users who blocked the caller",
  ],
  closed: ["its text says that it is for the authenticated user, so perhaps only the requirement is missing"],
  permitted: ["its description says that the caller's rights decide what is returned; test this"],
};

/**
 * Tells of operations whose callers nobody named whether they are for those who may know: administrators, or colleagues.
 * `flows` are what they hand out over the ceiling. Where it is stated who gets in, nothing of this holds.
 */
export function mildReaders(
  api: AssessedApi,
  flows: readonly AssessedFlow[],
): (operation: Operation) => Mildness | undefined {
  const stated = api.before ?? api;
  const isAllAdministration = isOfAdministration(api);
  const handedOut = grouped(flows, ({ operation }) => operation);
  return (operation) => {
    const flowsOfIt = handedOut.get(operation) ?? [];
    // What somebody said to be confidential is not published on purpose, whatever it looks like.
    if (!flowsOfIt.some(({ field }) => field.isLevelStated)) {
      // Whatever it tells, nothing of it is private of anybody.
      if (isCommonData(api)) return "open";
      if (isInPublicRegister(api, operation, flowsOfIt)) return "registered";
      if (isPerhapsPublished(api, operation, flowsOfIt)) return "published";
      if (isReducedProfile(api, flowsOfIt)) return "profile";
      if (isPublicPart(operation, flowsOfIt)) return "part";
    }
    if (isShownInCommunity(api, operation, flowsOfIt)) return "community";
    if (closedByText(operation)?.by === "text") return "closed";
    if (!stated.assessed(operation).assumed || operation.operationKind !== "path") return undefined;
    if (isSaidForAdministrators(api, operation)) return "administrators";
    if (seenByRight(operation) !== undefined) return "permitted";
    // Where nothing is required, nobody is refused either.
    if (operation.access !== "secured") return undefined;
    if (isAllAdministration || isAdministration(operation) || asksForAdministrator(operation)) return "administrators";
    return isAmongColleagues(operation, flowsOfIt) ? "colleagues" : undefined;
  };
}

/** Whether each way in asks for a scope that is an administrator's. */
function asksForAdministrator({ security }: Operation): boolean {
  const ways = security?.alternatives ?? [];
  return (
    ways.length > 0 &&
    ways.every(({ schemes }) =>
      schemes.some(({ scopes }) => scopes.some((scope) => /(?:^|[^a-z])admin(?:istrator)?s?(?:[^a-z]|$)/i.test(scope))),
    )
  );
}

/** Whether what is handed out is how people of one organization are reached at work, and of nobody else. */
function isAmongColleagues(operation: Operation, flows: readonly AssessedFlow[]): boolean {
  if (!flows.every(({ principal }) => principal)) return false;
  if (!flows.every(({ field }) => AT_WORK.some((key) => isWithin(field.category, key)))) return false;
  return (
    isWithinOrganisation(operation) ||
    flows.every(({ path }) =>
      path.some(({ schema, property }) => [schema.name ?? "", property ?? ""].some(isOrganisation)),
    )
  );
}

const AT_WORK = [
  "user.name",
  "user.contact.email",
  "user.account.username",
  "user.content.self_image",
  "user.job_title",
];

/** Whether an operation is about an organization of the caller's: by its path, its tags, what it must be told, or its text. */
function isWithinOrganisation({ path, tags, parameters, summary = "", description = "" }: Operation): boolean {
  const fixed = path.split("/").filter((segment) => !segment.includes("{"));
  const told = parameters.filter(({ required }) => required).map(({ name }) => name);
  return (
    [...fixed, ...tags, ...told].some(isOrganisation) ||
    told.some((name) => wordsOf(name).includes("tenant")) ||
    OWN_ORGANISATION.test(`${summary} ${description}`.slice(0, LIMIT))
  );
}

function isOrganisation(name: string): boolean {
  return ORGANISATION.test(wordsOf(name).join(" "));
}

const ORGANISATION =
  /\b(?:teams?|team ?mates?|workspaces?|organi[sz]ations?|orgs?|memberships?|sub ?users?|(?:audit|activity) (?:log|trail)s?)\b/;
const OWN_ORGANISATION =
  /\b(?:your|the|this|an?|same|requesting) (?:\w+ )?(?:organi[sz]ation|workspace|team|company|business)\b/i;
const LIMIT = 2000;
