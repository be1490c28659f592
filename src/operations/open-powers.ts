/*
 * Powers that a text gives to every member: to say what role somebody gets. Whoever has the least role has all others, too.
 */
import { listed, prose, shortened } from "../core/prose.ts";
import { memo } from "../core/memo.ts";
import { textOfValue } from "../core/text-of-value.ts";
import type { AssessedApi } from "../exposure/assessed-api.ts";
import { isOwn } from "../exposure/principals.ts";
import { demandsRole } from "../exposure/said-role.ts";
import { fixedSegments } from "../exposure/words.ts";
import { endsIn } from "../lexicon/phrases.ts";
import { wordsOf } from "../lexicon/name-tokens.ts";
import { sentencesOf } from "../lexicon/sentences.ts";
import { statedIn } from "../lexicon/statements.ts";
import { placeOf, type Operation } from "../model/api.ts";
import { openedToAllIn, rawToMachineIn, rightsBeyondIn, sentAnywhereIn } from "./admitted-effects.ts";
import { actsAsOthers } from "./acting-as-others.ts";
import type { Fault } from "./fault.ts";
import { grantsRights } from "./grants.ts";
import { powerOverOthers } from "./powers-over-others.ts";
import { requestFields } from "./request-fields.ts";

/** What a text says that every member may do, and that gives rights, or changes what all share; and rights that the giver lacks. */
export function* openPowerFaults(api: AssessedApi, secured: readonly Operation[]): Generator<Fault> {
  yield* powersOfMembers(api, secured);
  for (const operation of secured) {
    if (api.assessed(operation).judgedAs === "private") continue;
    const found = admittedPower(api, operation);
    if (found === undefined) continue;
    const { kind, sentence } = found;
    const { title, rationale, exploit, says, mitigations = [] } = POWERS[kind];
    yield {
      at: placeOf(operation),
      cause: `${kind} ${operation.method} ${operation.pathItem.path}`,
      title,
      rationale,
      exploit,
      remediation: KEPT_TO_ADMINISTRATORS,
      places: [{ at: placeOf(operation), operation }],
      message: `${operation.id} ${says}: “${shortened(sentence, 100)}”`,
      mitigations,
    };
  }
}

type PowerKind = "opened to all" | "beyond own rights" | "raw to machine" | "sent anywhere";

/** The sentence by which a call gives more than the caller has, reaches a machine unfiltered, or is open to everyone. */
function admittedPower(
  api: AssessedApi,
  operation: Operation,
): { readonly kind: PowerKind; readonly sentence: string } | undefined {
  const beyond = rightsBeyondIn(operation);
  if (beyond !== undefined) return { kind: "beyond own rights", sentence: beyond };
  const raw = rawToMachineIn(operation);
  if (raw !== undefined) return { kind: "raw to machine", sentence: raw };
  const sent = isOwn(operation) ? undefined : sentAnywhereIn(operation);
  if (sent !== undefined) return { kind: "sent anywhere", sentence: sent };
  const opened = openedToAllIn(api, operation);
  return opened === undefined ? undefined : { kind: "opened to all", sentence: opened };
}

const OPENED_TO_ALL = prose`
  The description opens the operation to everyone with an account, and names those who have little to do with it. What the
  call changes is not the caller's alone.
`;
const BEYOND_OWN = prose`
  The description says that the rights that are given may be more than the caller has. Whoever may make this call then has
  all rights.
`;

const RAW_TO_MACHINE = prose`
  The description says that what callers send reaches the controller of a machine unchanged. The controller does whatever it
  is told, also what moves parts, changes settings or switches protection off.
`;

const SENT_ANYWHERE = prose`
  The description says that the call sends data of many to an address that the request names. Nobody decides whether that
  person may have it, and it leaves the service for good.
`;

const POWERS: Readonly<
  Record<
    PowerKind,
    {
      readonly title: string;
      readonly rationale: string;
      readonly exploit: string;
      readonly says: string;
      readonly mitigations?: readonly string[];
    }
  >
> = {
  "opened to all": {
    title: "A change of what others share is open to everyone, whatever their role (BFLA)",
    rationale: OPENED_TO_ALL,
    exploit:
      "Someone with the least rights, or with a stolen account of such a person, makes the call and changes it for all.",
    says: "is open to everyone, whatever their role",
    mitigations: ["callers may all be members of the group whose things they change"],
  },
  "beyond own rights": {
    title: "Callers give rights that they do not have themselves (BFLA)",
    rationale: BEYOND_OWN,
    exploit: "An attacker with few rights gives more to an account or a key of their own, and uses it.",
    says: "lets callers give rights beyond their own",
  },
  "sent anywhere": {
    title: "Data of many is sent to any address (BFLA)",
    rationale: SENT_ANYWHERE,
    exploit: "An attacker with an ordinary account names an address of their own, and receives the data of everyone.",
    says: "sends data to whatever address the caller names",
  },
  "raw to machine": {
    title: "Callers send raw commands to the controller of a machine (BFLA)",
    rationale: RAW_TO_MACHINE,
    exploit:
      "An attacker with an ordinary account sends a command that no app would send, and the machine executes it.",
    says: "passes what callers send to a controller unfiltered",
  },
};

function* powersOfMembers(api: AssessedApi, secured: readonly Operation[]): Generator<Fault> {
  const found = secured.filter(
    (operation) =>
      api.assessed(operation).judgedAs !== "private" &&
      openingIn(operation) !== undefined &&
      !actsAsOthers(operation) &&
      (powerOverOthers(operation) !== undefined ||
        grantsMuch(operation) ||
        isKeptBeside(operation, secured) ||
        isTrailOfAll(api, operation)),
  );
  const [first] = found;
  if (first === undefined) return;
  yield {
    at: placeOf(first),
    cause: "powers of every member",
    title: "Every member can do what needs a role elsewhere (BFLA)",
    rationale: OPEN_POWERS,
    exploit: "A member with the least rights gives an administrator's rights to an account of their own, and uses it.",
    remediation: KEPT_TO_ADMINISTRATORS,
    places: found.map((operation) => ({ at: placeOf(operation), operation })),
    message: `${listed(
      found.map(({ id }) => id),
      3,
    )} ${found.length === 1 ? "is" : "are"} open to every member (“${shortened(openingIn(first)!, 100)}”), and ${whyOf(api, first, secured)}`,
  };
}

function whyOf(api: AssessedApi, first: Operation, secured: readonly Operation[]): string {
  if (isTrailOfAll(api, first)) return "shows the actions of all users, also to customers";
  return isKeptBeside(first, secured) && !grantsMuch(first)
    ? "does more than what others are refused"
    : "the caller decides which rights the other person gets";
}

/** Whether a read is the audit trail of an organization, and those whom it serves have accounts beside its staff. */
function isTrailOfAll({ info }: AssessedApi, { method, path, lexicon }: Operation): boolean {
  if (method !== "GET" || !endsIn(wordsOf(fixedSegments(path).at(-1) ?? ""), lexicon, "audit-trail")) return false;
  return sentencesOf(info.description ?? "", LIMIT).some((sentence) => {
    const words = wordsOf(sentence);
    const has = (concept: "clientele" | "staff"): boolean => words.some((word) => lexicon.is(word, concept));
    return has("clientele") && has("staff");
  });
}

const OPEN_POWERS = prose`
  The description opens the operation to every member, and it gives roles, or does more than operations that it keeps to a
  role. The least member can have the most rights with it, or do the most harm.
`;
const KEPT_TO_ADMINISTRATORS = prose`
  Keep the operation to administrators. Refuse a role above the caller's own with 403, and test it.
`;

/** The sentence that opens an operation to every member, where none bounds what they may give. */
export const openingIn = memo((operation: Operation): string | undefined => {
  const { description = "" } = operation;
  // `type="MEMBER_INVITE"` names a value, and opens nothing.
  const sentences = sentencesOf(description, LIMIT).filter((sentence) => !sentence.includes("="));
  if (sentences.some((sentence) => BOUNDING.some((statement) => statedIn(sentence).has(statement)))) return undefined;
  return sentences.find(
    (sentence) =>
      statedIn(sentence).has("open-to-every-member") ||
      // "Any member." says who may.
      (sentence.trim().split(/\s+/).length <= SHORT &&
        (statedIn(sentence).has("every-role") ||
          MAY.some((may) => statedIn(`${sentence} ${may}`).has("open-to-every-member")))),
  );
});

const BOUNDING = ["own-only", "rights-bounded"] as const;
/** So much of a text is looked at. */
const LIMIT = 1500;
const SHORT = 3;
const MAY = ["may", "darf", "peut", "puede", "pode"] as const;

/** Whether a deletion is of a thing that only some may change, by a text or a refusal: "Owner only". */
function isKeptBeside({ method, path }: Operation, secured: readonly Operation[]): boolean {
  if (method !== "DELETE") return false;
  return secured.some(
    (other) => other.path === path && (other.method === "PUT" || other.method === "PATCH") && demandsRole(other),
  );
}

/** Whether a grant can be one of rights over others: what it gives is no choice of ordinary roles alone. */
function grantsMuch(operation: Operation): boolean {
  if (!grantsRights(operation)) return false;
  const { lexicon } = operation;
  const rights = requestFields(operation).filter(({ words }) => lexicon.is(words.at(-1) ?? "", "right"));
  const values = rights.flatMap(({ parts }) =>
    parts.flatMap((part) => [...(part.enum ?? []), ...(part.items?.enum ?? [])]),
  );
  return (
    values.length === 0 ||
    values.some((value) => wordsOf(textOfValue(value)).some((word) => lexicon.is(word, "high-role")))
  );
}
