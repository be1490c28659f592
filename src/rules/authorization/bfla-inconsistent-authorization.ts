import { count, listed, prose, yaml } from "../../core/prose.ts";
import { isAdministration } from "../../exposure/administration.ts";
import type { AssessedApi } from "../../exposure/assessed-api.ts";
import { isOwn } from "../../exposure/principals.ts";
import { stemOf } from "../../exposure/words.ts";
import { placeOf, type Operation, type Response } from "../../model/api.ts";
import { demandsCredential } from "../../model/credential-header.ts";
import { requirementOf } from "../../operations/requirement.ts";
import { saysOnesOwn } from "../../operations/said-of-callers.ts";
import { demandsRole, labelsRole, namesRole } from "../../exposure/said-role.ts";
import { grouped } from "../../core/grouped.ts";
import { isAbove } from "../../core/exposure-words.ts";
import { wordsInOrder } from "../../lexicon/name-tokens.ts";
import { setsPasswordOfOther } from "../../operations/new-passwords.ts";
import type { Fault } from "../../operations/fault.ts";
import type { Rule } from "../rule.ts";

/** A change that names no role, where operations beside it do. */
export const bflaInconsistentAuthorization: Rule = {
  id: "bfla-inconsistent-authorization",
  title: "Role is stated for some operations and not for others (BFLA)",
  alsoKnownAs: ["BFLA", "broken function level authorization", "privilege escalation", "missing role check"],
  owasp: ["API5:2023"],
  cwe: [862, 285],
  asvs: ["V8.2.1"],
  confidence: "likely",

  rationale: prose`
    Other operations on the same objects say which role may call them. This one makes a change and accepts the same
    credential, but mentions no role and no owner, and declares no 403. A check that was forgotten in the description is
    often forgotten in the code, and then every user can do what is meant for a few.
  `,
  exploit: prose`
    An attacker signs in as an ordinary user and calls an operation that the application shows only to staff.
    The service
    does not check the role here. It carries out the request.
  `,
  remediation: prose`
    Check the role on the server. Name it in the description of each operation, and declare the 403 that other callers
    get. Test the check with an account that lacks the role.
  `,

  examples: {
    bad: [
      yaml`
        security:
          - token: []
        paths:
          /subsidies:
            get:
              description: All subsidies of the company. Role HR_MANAGER.
          /subsidies/{id}:
            delete:
              description: Role HR_MANAGER.
          /subsidies/{id}/approval:
            post: # ✗
              summary: Approve a subsidy
          /reports:
            get:
              description: Role HR_MANAGER.
        components:
          securitySchemes:
            token:
              type: http
              scheme: bearer
      `,
    ],
    good: [
      yaml`
        security:
          - token: []
        paths:
          /subsidies:
            get:
              description: All subsidies of the company. Role HR_MANAGER.
            post:
              description: Asks for one of the caller's own trips.
          /subsidies/{id}:
            delete:
              description: Role HR_MANAGER.
          /subsidies/{id}/approval:
            post:
              summary: Approve a subsidy
              responses:
                "403":
                  description: Not for this account.
          /reports:
            get:
              description: Role HR_MANAGER.
        components:
          securitySchemes:
            token:
              type: http
              scheme: bearer
      `,
    ],
  },

  *check(api) {
    const secured = api.operations.filter(
      (operation) => operation.operationKind === "path" && demandsCredential(operation),
    );
    const saying = secured.filter(namesRole);
    const takeovers = takeoversOf(api, secured, saying);
    if (takeovers.length > 0) yield takeoverFault(takeovers, saying);
    const labelled = labelsRole(api);
    // Where few say it, a description leaves roles out, unless what is milder says it of the very same thing.
    const ofPath = grouped(secured, ({ path }) => path);
    const said = new Set(saying.map(thingAndRequirementOf));
    const isMostSaid = mostSayRole(secured);
    const isContrast = (operation: Operation): boolean =>
      isMostSaid(operation) ||
      (saying.length >= LEAST && said.has(thingAndRequirementOf(operation))) ||
      demandingBeside(operation, ofPath.get(operation.path) ?? []) !== undefined;
    const isTakeover = new Set(takeovers);
    const silent = secured.filter(
      (operation) =>
        !labelled.has(operation) &&
        !isTakeover.has(operation) &&
        (isSilentChange(api, operation) || (isMostSaid(operation) && isSilentRead(api, operation))) &&
        isContrast(operation),
    );
    if (silent.length === 0 || silent.length > Math.min(saying.length, MOST)) return;
    const [first] = silent;
    const beside =
      saying.find((operation) => stemOf(operation) === stemOf(first!)) ??
      demandingBeside(first!, ofPath.get(first!.path) ?? []) ??
      saying[0]!;
    yield {
      at: placeOf(silent[0]!),
      cause: "",
      places: silent.map((operation) => ({ at: placeOf(operation), operation })),
      message: `${listed(
        silent.map(({ id }) => id),
        3,
      )} ${silent.length === 1 ? "names" : "name"} no role, but ${saying.length === 1 ? `${beside.id} does` : `${count(saying.length, "other operation")} do, such as ${beside.id}`}`,
    };
  },
};

const LEAST = 3;
/** More of them show that the description tells of roles here and there. */
const MOST = 8;

/** Whether an operation changes something and says nothing of who may. */
function isSilentChange(api: AssessedApi, operation: Operation): boolean {
  if (operation.method === "GET" || operation.method === "HEAD" || operation.method === "OPTIONS") return false;
  // What is made anew belongs to whoever makes it.
  if (operation.method === "POST" && !operation.path.includes("{")) return false;
  if (isOwn(operation) || isAdministration(operation) || api.assessed(operation).intent !== undefined) return false;
  return !namesRole(operation) && !saysOnesOwn(operation) && !operation.responses.some(refusesRights);
}

/** Whether an operation gives what is of people by an identifier, and says nothing of who may have it. */
function isSilentRead(api: AssessedApi, operation: Operation): boolean {
  if (operation.method !== "GET" || !operation.path.includes("{") || isOwn(operation)) return false;
  if (isAdministration(operation) || namesRole(operation) || saysOnesOwn(operation)) return false;
  return (
    !operation.responses.some(refusesRights) &&
    api.assessed(operation).exposed.some(({ field }) => field.isPersonal && isAbove(field.sensitivity, "internal"))
  );
}

/**
 * Tells whether nearly all operations on an object that ask for the same credential say who may call: what a description says
 * throughout, it leaves out by mistake.
 */
function mostSayRole(secured: readonly Operation[]): (operation: Operation) => boolean {
  const onObject = secured.filter((operation) => operation.path.includes("{"));
  const shares = new Map<string, boolean>();
  for (const [requirement, all] of grouped(onObject, requirementOf)) {
    const saying = all.filter((one) => namesRole(one) || saysOnesOwn(one) || one.responses.some(refusesRights));
    const ofRoles = all.filter(namesRole).length;
    shares.set(requirement, ofRoles >= LEAST && saying.length >= LEAST_OF_ALL && saying.length * 3 >= all.length * 2);
  }
  return (operation) => operation.path.includes("{") && shares.get(requirementOf(operation)) === true;
}

/** So many say it where a description says it throughout. */
const LEAST_OF_ALL = 6;

/** What an operation is of and the credential that it asks for: where others say who may change the same, it is left out here. */
function thingAndRequirementOf(operation: Operation): string {
  return `${stemOf(operation)} ${requirementOf(operation)}`;
}

/** The one of the operations of a path that demands a role in so many words and does less harm: a read, or an update beside a deletion. */
function demandingBeside(operation: Operation, ofPath: readonly Operation[]): Operation | undefined {
  const milder = operation.method === "DELETE" ? ["GET", "PUT", "PATCH"] : ["GET"];
  return ofPath.find(
    (other) => milder.includes(other.method) && requirementOf(other) === requirementOf(operation) && demandsRole(other),
  );
}

/** A 403 that refuses somebody; one of which the text speaks of a token alone says that the token is no good. */
function refusesRights({ status, description = "", lexicon }: Response): boolean {
  if (status !== "403") return false;
  const words = wordsInOrder(description);
  const isOfToken = lexicon.has(words, "token") || lexicon.has(words, "said-credential");
  return !isOfToken || OF_RIGHTS.some((concept) => lexicon.has(words, concept));
}

const OF_RIGHTS = ["names-role", "right", "granted-scope"] as const;

/**
 * Operations that set another person's password, or end that person's account, and name no role, where each operation on some
 * other kind of thing names one, reads included: who may take over an account is then left out by mistake, in the description or
 * in the code.
 */
function takeoversOf(
  api: AssessedApi,
  secured: readonly Operation[],
  saying: readonly Operation[],
): readonly Operation[] {
  const setting = secured.filter((operation) => setsPasswordOfOther(operation) && isSilentOf(api, operation));
  if (setting.length === 0) return [];
  const all = [...grouped(secured, stemOf).values()];
  const [isSaying, isSetting] = [new Set(saying), new Set(setting)];
  const isKept = all.some(
    (group) =>
      group.length >= LEAST &&
      group.every((operation) => isSaying.has(operation)) &&
      group.some(({ method }) => method === "GET") &&
      group.some((operation) => demandsRole(operation) && requirementOf(operation) === requirementOf(setting[0]!)),
  );
  if (!isKept) return [];
  const stems = new Set(setting.map(stemOf));
  return secured.filter(
    (operation) =>
      isSetting.has(operation) ||
      (stems.has(stemOf(operation)) && changesPeople(operation) && isSilentOf(api, operation)),
  );
}

/** Whether nobody is named who may make a call, and it is not one's own record. */
function isSilentOf(api: AssessedApi, operation: Operation): boolean {
  const { intent } = api.assessed(operation);
  return (
    !namesRole(operation) &&
    !saysOnesOwn(operation) &&
    !isOwn(operation) &&
    !isAdministration(operation) &&
    (intent === undefined || (intent === "password-reset" && setsPasswordOfOther(operation)))
  );
}

/** Whether an operation makes or deletes what its path is about. */
function changesPeople({ method, path }: Operation): boolean {
  return (method === "POST" && !path.includes("{")) || (method === "DELETE" && path.endsWith("}"));
}

function takeoverFault(takeovers: readonly Operation[], saying: readonly Operation[]): Fault {
  const setting = takeovers.filter(setsPasswordOfOther);
  const others = takeovers.filter((operation) => !setting.includes(operation));
  const beside = saying.find(demandsRole) ?? saying[0]!;
  const names = (operations: readonly Operation[]): string =>
    listed(
      operations.map(({ id }) => id),
      3,
    );
  const created =
    others.length === 0 ? "" : `, and ${names(others)} ${others.length === 1 ? "names" : "name"} none either`;
  return {
    at: placeOf(setting[0]!),
    cause: "passwords of others",
    title: "No role is stated for setting other users' passwords (BFLA)",
    rationale: TAKEOVER,
    exploit: "An ordinary user names a colleague's account, sets a new password for it and logs in.",
    places: takeovers.map((operation) => ({ at: placeOf(operation), operation })),
    message: `${names(setting)} ${setting.length === 1 ? "sets" : "set"} the password of another user and ${setting.length === 1 ? "names" : "name"} no role, but ${count(saying.length, "other operation")} ${saying.length === 1 ? "does" : "do"}, such as ${beside.id}${created}`,
    aggravations: ["whoever sets a user's password can log in as that user"],
    mitigations: setting.every(({ responses }) => responses.some(refusesRights))
      ? ["others are refused (403), although no text says who may call"]
      : [],
    // That nobody is named is no statement that everybody may.
    premises: { caller: "possible", data: "stated", owner: "stated" },
  };
}

const TAKEOVER = prose`
  Whoever sets the password of another user can take over the account. Operations that do less say which role they
  require. These accept the same credential and name no role, so the description leaves open whether every user can do
  it.
`;
