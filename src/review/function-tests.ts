import { isAmong } from "../core/is-among.ts";
import { memoWith } from "../core/memo.ts";
import { listed, quoted } from "../core/prose.ts";
import type { AssessedApi } from "../exposure/assessed-api.ts";
import type { Boundary } from "../operations/candidates/boundary.ts";
import { actionOf } from "../operations/candidates/action.ts";
import { aNoun, nounOf, phraseOf } from "../operations/candidates/nouns.ts";
import { resourceInPath } from "../operations/candidates/object-identifiers.ts";
import { isBehindOneSecret } from "../operations/candidates/one-secret.ts";
import { pathSteps } from "../operations/candidates/path-steps.ts";
import { resourceOf, resourcesOf, type Resource, type Resources } from "../operations/candidates/resources.ts";
import type { Lexicon } from "../lexicon/lexicon.ts";
import { wordsOf } from "../lexicon/name-tokens.ts";
import { endsIn } from "../lexicon/phrases.ts";
import type { Operation } from "../model/api.ts";
import {
  isAdministration,
  isForOperators,
  isSaidForAdministrators,
  isSaidOfAdministrators,
} from "../exposure/administration.ts";
import { carriedBy } from "../operations/readers/readers.ts";
import { changedByStaff } from "../operations/readers/changed-by-staff.ts";
import { SCOPES_OF_IDENTITY } from "../core/identity-scopes.ts";
import { restrictedReadByStaff } from "../operations/readers/read-by-staff.ts";
import { accountControlOf, type AccountControl } from "../operations/account-control.ts";
import { accountSettingsOf, type AccountSetting } from "../operations/account-settings.ts";
import { decidedElsewhere, namedSigners } from "../operations/decided-elsewhere.ts";
import { statesOf } from "../operations/decided-states.ts";
import { namedCallers } from "../operations/named-callers.ts";
import { grantsRights, isRightOrGrant } from "../operations/grants.ts";
import { isXmlType } from "../operations/inputs/serialised-objects.ts";
import { isFlag, isRight, isOfPerson, isPrivileged } from "../operations/privileged-fields.ts";
import { setsPasswordOfOther } from "../operations/new-passwords.ts";
import { isOfCaller } from "../operations/ordinary-changes.ts";
import { isOwn } from "../exposure/principals.ts";
import { stemOf } from "../exposure/words.ts";
import { replacedChannels } from "../operations/replaced-channels.ts";
import { readOnlyFields, requestFields, type RequestField } from "../operations/request-fields.ts";
import { sentRolesOf } from "../operations/sent-roles.ts";
import { unstatedRight, type WiderEffect } from "../operations/unstated-rights.ts";
import { doneTo } from "./done-to.ts";
import { flowTests } from "./flow-tests.ts";
import { refusalTests } from "./refusal-tests.ts";

/** A test of what a caller may do, and not of whose things it gets at. */
export interface FunctionTest {
  readonly kind: "function" | "property" | "recovery" | "flow" | "automation" | "input";
  readonly as: string;
  readonly ask: string;
  readonly expect: string;
  readonly why: string;
  readonly resource: Resource;
  /** Whether the operation is there for those who run the API. */
  readonly isForAdministrators: boolean;
  /** Whether it is there for those who run the service for all of its accounts. */
  readonly isOfService: boolean;
  /** Whether the operation gives or takes rights. */
  readonly isOfRights: boolean;
  /** Whether it tells apart those who work there, who have one log-in for all: it is a condition on the inside, too. */
  readonly isOfStaff?: boolean;
  /** From 1 to 10, as that of a candidate. */
  readonly gravity: number;
  /** Whether a name or a silence alone suggests it: worth a call, and no condition of a release. */
  readonly isSuspected?: boolean;
  /** Whether the description names which of the programs that call may do it. */
  readonly isOfNamedCaller?: boolean;
}

/** Gives what must be tried with an operation by a caller who lacks the right to it. */
export function functionTests(
  api: AssessedApi,
  boundaryOf: (operation: Operation) => Boundary,
): (operation: Operation) => readonly FunctionTest[] {
  const resources = resourcesOf(api);
  const refusals = refusalTests(api, boundaryOf);
  const paths = api.operations.filter(({ operationKind }) => operationKind === "path");
  const administrative = paths.filter(
    (operation) =>
      isForAdministration(operation) || isSaidForAdministrators(api, operation) || isForOperators(api, operation),
  );
  // Where most of an API is administration, everybody who calls it administers.
  const isApart = administrative.length * 2 <= paths.length;
  const areAdministrative = new Set(isApart ? administrative : []);
  const haveOwn = new Set(paths.filter(isOwn).map(stemOf));
  return (operation) => {
    const { intent } = api.assessed(operation);
    if (operation.operationKind !== "path" || intent === "log-in" || intent === "log-out" || intent === "token")
      return [];
    const resource = resourceInPath(operation, resources) ?? NONE;
    const isOpen = api.assessed(operation).admission === "anonymous";
    const boundary = boundaryOf(operation);
    if (!isOpen && isBehindOneSecret(operation)) return refusals(operation, doneTo(operation, resource), resource);
    const isForAdministrators = areAdministrative.has(operation);
    const whose = ownerOfRights(operation, resources);
    const forAll = isForAdministrators || isOpen ? undefined : rightsTest(operation, resource, boundary, whose);
    return [
      ...staffTests(api, operation, resource),
      ...(isForAdministrators || isOpen ? [] : namedCallerTests(api, operation, resource, boundary)),
      ...(isForAdministrators && !isOpen
        ? [administrationTest(operation, resource, boundary, isForOperators(api, operation))]
        : []),
      ...(forAll === undefined ? [] : [forAll]),
      ...(isForAdministrators && !isOpen ? [] : refusals(operation, doneTo(operation, resource), resource)),
      ...(isForAdministrators || isOpen || forAll !== undefined
        ? []
        : unstatedTests(api, operation, resource, boundary)),
      ...(isForAdministrators || (isOpen && !isAmong(api.signUps, operation))
        ? []
        : propertyTests(api, operation, resource, boundary)),
      ...(isOpen ? [] : sentRoleTests(operation, resource, boundary)),
      ...(isForAdministrators || isOpen ? [] : markedOwnerTests(operation, resource, boundary)),
      ...(isForAdministrators || isOpen ? [] : signerTests(api, operation, resource, boundary)),
      ...(isForAdministrators || isOpen ? [] : recoveryTests(api, operation, resource, boundary)),
      ...(isForAdministrators || isOpen || !haveOwn.has(stemOf(operation))
        ? []
        : passwordTests(operation, resource, boundary)),
      ...(isForAdministrators || isOpen ? [] : settingsTests(operation, resource, boundary)),
      ...(isForAdministrators || isOpen ? [] : reservedTests(operation, resource, boundary)),
      ...(isForAdministrators ? [] : flowTests(api, operation, resource, boundary)),
      ...parserTests(operation, boundary, resource, isOpen),
    ];
  };
}

/** Whether a whole word of the path says so: `/admin`, `/delete_admin`, and not `/user_management`. */
function isForAdministration(operation: Operation): boolean {
  return (
    isAdministration(operation) &&
    (!/[a-z][-_]management(?:\/|$)/i.test(operation.path) || /admin/i.test(operation.path))
  );
}

/** What a path of one verb alone is done to, where that is for those who run it. */
const SERVICE: Resource = { ...resourceOf("service"), many: "service" };
const NONE: Resource = { ...resourceOf("resource"), many: "resource" };

function administrationTest(
  operation: Operation,
  resource: Resource,
  boundary: Boundary,
  isOfService: boolean,
): FunctionTest {
  const { isReading } = actionOf(operation);
  return {
    kind: "function",
    as: isOfService ? `${boundary} A, who does not run the service` : `${boundary} A, who is no administrator`,
    ask: doneTo(operation, isOfService && resource === NONE ? SERVICE : resource),
    expect: `403 or 404${isReading ? "" : ", and nothing changes"}`,
    why: isOfService ? "it is for those who run the service" : "it is for administrators",
    resource,
    isForAdministrators: true,
    isOfService,
    isOfRights: false,
    gravity: isReading ? 8 : 9,
  };
}

/** What one of several programs alone may call, by what the description says of them. */
function namedCallerTests(
  api: AssessedApi,
  operation: Operation,
  resource: Resource,
  boundary: Boundary,
): readonly FunctionTest[] {
  const said = api.assessed(operation).principal === "user" ? undefined : namedCallers(api).get(operation);
  if (said === undefined) return [];
  const { isReading } = actionOf(operation);
  return [
    {
      kind: "function",
      as: `${boundary} A, which is not one that may call this`,
      ask: doneTo(operation, resource),
      expect: `403${isReading ? "" : ", and nothing changes"}`,
      why: `the description names who may call it: ${quoted(said)}`,
      resource,
      isForAdministrators: false,
      isOfService: false,
      isOfRights: false,
      // That a program which may not write reads what is harmless is no condition by itself.
      gravity: isReading ? 4 : 8,
      isOfNamedCaller: true,
    },
  ];
}

/** What whoever works there can read or set of other people that not every one of them may. */
function staffTests(api: AssessedApi, operation: Operation, resource: Resource): readonly FunctionTest[] {
  const flows = restrictedReadByStaff(api, operation);
  const changed = changedByStaff(api, operation);
  if (changed === undefined && flows.length === 0) return [];
  const names = changed?.names.map(quoted) ?? [...new Set(flows.map(({ field }) => quoted(field.name)))];
  const told =
    changed === undefined
      ? {
          expect: `403 or 404, or success without ${listed(names, 3)}`,
          why: `it returns ${carriedBy(flows, 3, "plural")} of other people, and a log-in does not say who needs them`,
        }
      : {
          expect: `403 or 404, and ${listed(names, 3)} of other people ${names.length === 1 ? "stays" : "stay"} as before`,
          why: `it sets ${changed.what} of other people, and a log-in does not say who may`,
        };
  return [
    {
      kind: "function",
      as: memberOfStaff(operation),
      ask: doneTo(operation, resource),
      ...told,
      resource,
      isForAdministrators: false,
      isOfService: false,
      isOfRights: false,
      isOfStaff: true,
      gravity: 8,
    },
  ];
}

/** Who works there and is to be refused: without a permission that is asked for, where there is one. */
function memberOfStaff({ security }: Operation): string {
  const { alternatives = [] } = security ?? {};
  const asked = alternatives.map(({ schemes }) =>
    schemes.flatMap(({ scopes }) => scopes.filter((scope) => !SCOPES_OF_IDENTITY.has(scope.toLowerCase()))),
  );
  // Without any scope of one alternative nothing is asked for there.
  if (asked.length === 0 || asked.some((scopes) => scopes.length === 0))
    return "a member of staff whose work does not need these records";
  const all = [...new Set(asked.flat())];
  if (all.length === 1) return `a member of staff without the scope ${all[0]}`;
  return asked.length === 1
    ? `a member of staff whose token lacks one of the scopes ${listed(all, 2)}`
    : `a member of staff whose token has none of the scopes ${listed(all, 2)}`;
}

/** What decides who may do what, in an account that many use: its keys, its users and their rights. */
function rightsTest(
  operation: Operation,
  resource: Resource,
  boundary: Boundary,
  whose: string | undefined,
): FunctionTest | undefined {
  const action = actionOf(operation);
  const about = action.part ?? resource.noun;
  const decides = boundary === "user" ? "who-may-what" : "access-to-account";
  if (action.isReading) return undefined;
  // `PUT /user` changes who calls, whatever users may do elsewhere.
  if (isOfCaller(operation) && !grantsRights(operation)) return undefined;
  const isOfAccess = endsIn(wordsOf(about), operation.lexicon, decides) || grantsRights(operation);
  // What a person does to an account by its ID is the test of whose it is.
  const control = isOfAccess || boundary === "user" ? undefined : accountControlOf(operation, resource);
  if (!isOfAccess && control === undefined) return undefined;
  return {
    kind: "function",
    as:
      boundary === "user"
        ? "user A, who may not grant rights"
        : `a user or key of ${boundary} A with the fewest rights`,
    ask: whose === undefined ? doneTo(operation, resource) : `${action.verb} ${whose}`,
    expect: "403, and nothing changes",
    why:
      control === undefined
        ? "it decides who may do what"
        : `not everyone with a key may ${CONTROLS[control.does](aNoun(resource.noun))}`,
    resource,
    isForAdministrators: false,
    isOfService: false,
    isOfRights: grantsRights(operation),
    gravity: 8,
  };
}

/** What an operation does to an account, which is more than everybody with a key of it must be able to do. */
const CONTROLS: Readonly<Record<AccountControl["does"], (account: string) => string>> = {
  redirects: () => "decide where money is paid out",
  closes: (account) => `close ${account}`,
  stops: (account) => `stop ${account}`,
  reinstates: (account) => `let ${account} act again`,
  "sets-state": () => "decide what an account may do",
};

/** `the role mappings of a user`, where a path goes on below them: `/users/{id}/role-mappings/clients/{client}`. */
function ownerOfRights(operation: Operation, resources: Resources): string | undefined {
  const steps = pathSteps(operation);
  const at = steps.findLastIndex(
    ({ text, parameter }) => parameter === undefined && isRightOrGrant(text, operation.lexicon),
  );
  const owner = steps[at - 1]?.parameter;
  const isFurther = steps.slice(at + 1).some(({ parameter }) => parameter === undefined);
  if (owner === undefined || !isFurther || steps[at + 1]?.parameter !== undefined) return undefined;
  return `the ${phraseOf(steps[at]!.text)} of ${aNoun(resources.ofParameter(operation, owner).noun)}`;
}

/** What reaches beyond the caller's own things, and of which nothing says who may do it. */
function unstatedTests(
  api: AssessedApi,
  operation: Operation,
  resource: Resource,
  boundary: Boundary,
): readonly FunctionTest[] {
  const right = unstatedRight(api, operation);
  if (right === undefined) return [];
  const as =
    boundary === "user" ? "user A, who has no special role" : `a user or key of ${boundary} A with the fewest rights`;
  const silence =
    right.beside === undefined
      ? "nothing says who may, and anyone can sign up"
      : `${right.beside.id} says who may call it, and this does not`;
  return [
    {
      kind: "function",
      as,
      ask: doneTo(operation, resource),
      expect: `403${actionOf(operation).isReading ? "" : ", and nothing changes"}`,
      why: `it ${REACHES[right.does]}; ${silence}`,
      resource,
      isForAdministrators: false,
      isOfService: false,
      isOfRights: false,
      gravity: right.does === "announces" ? 8 : 9,
    },
  ];
}

const REACHES: Readonly<Record<WiderEffect, string>> = {
  books: "books money for others",
  prices: "decides what others pay",
  announces: "sends messages in the organization's name",
  sounds: "triggers or blocks a physical device",
  ends: "ends or suspends a person's membership or employment",
  exports: "returns records of many people",
};

/** What somebody with a session of somebody else replaces to keep the account, or the money. */
function recoveryTests(
  api: AssessedApi,
  operation: Operation,
  resource: Resource,
  boundary: Boundary,
): readonly FunctionTest[] {
  const channels = replacedChannels(api, operation);
  if (channels === undefined) return [];
  const { addresses, accounts, isOfOthers } = channels;
  const names = [...new Set([...addresses, ...accounts].map(({ name }) => quoted(name)))];
  const effects = [
    ...(addresses.length === 0 ? [] : ["log-in or reset codes go there"]),
    ...(accounts.length === 0 ? [] : ["money is paid there"]),
  ];
  return [
    {
      kind: "recovery",
      as: `a person with a stolen ${boundary === "user" ? "session" : "credential"} of ${boundary} A`,
      ask: isOfOthers
        ? `${doneTo(operation, resource)} (${listed(names, 4)})`
        : `replace ${listed(names, 4)} of ${boundary} A`,
      expect: isOfOthers ? APPROVED_FIRST : ASKED_FIRST,
      why: `${effects.join(", ")}, and nothing but a ${boundary === "user" ? "session" : "credential"} is required to change it`,
      resource,
      isForAdministrators: false,
      isOfService: false,
      isOfRights: false,
      gravity: 8,
      isSuspected: true,
    },
  ];
}

const ASKED_FIRST =
  "A is asked for the password or a code first, or nothing changes until the new value is confirmed, and A is notified at the old address";
const APPROVED_FIRST =
  "a second proof or another person's approval is required first, and the person who is paid is notified before the new account is used";

/**
 * What a parser makes of a document that a caller writes: XML that only XML can be sent as, and an import's. Where JSON does as
 * well, a type that a framework declares by itself shows no parser.
 */
function parserTests(
  operation: Operation,
  boundary: Boundary,
  resource: Resource,
  isOpen: boolean,
): readonly FunctionTest[] {
  const { requestBody, lexicon } = operation;
  const types = requestBody?.content.map(({ type }) => type) ?? [];
  if (!types.some(isXmlType)) return [];
  const action = actionOf(operation);
  const isImport =
    lexicon.is(action.verb, "import") ||
    pathSteps(operation).some(({ text }) => endsIn(wordsOf(text), lexicon, "import"));
  if (!types.every(isXmlType) && !isImport) return [];
  return [
    {
      kind: "input",
      as: isOpen ? "anyone" : `${boundary} A`,
      ask: `${doneTo(operation, resource)} with XML that has a DOCTYPE: once with an entity that names a file of the server, once with one that names a URL of A's own`,
      expect: "400, 415 or 422, or nothing of the file in any response, and the URL is never called",
      why: "XML is parsed, and a parser may resolve external entities unless it is told not to (XXE)",
      resource,
      isForAdministrators: false,
      isOfService: false,
      isOfRights: false,
      gravity: 7,
      isSuspected: true,
    },
  ];
}

/** What a caller must not decide: rights, a state that somebody else decides about, and what the service grants or charges. */
function propertyTests(
  api: AssessedApi,
  operation: Operation,
  resource: Resource,
  boundary: Boundary,
): readonly FunctionTest[] {
  const isSignUp = isAmong(api.signUps, operation);
  const rights = ownRightsTests(operation, resource, boundary, isSignUp);
  const states = isSignUp ? [] : stateTests(operation, resource, boundary);
  const known = [...rights, ...states].map(({ ask }) => ask);
  const names = [
    ...new Set(
      (isSignUp ? [] : decidedElsewhere(api, operation)).flatMap(({ name }) =>
        known.some((ask) => ask.includes(quoted(name))) ? [] : [quoted(name)],
      ),
    ),
  ];
  if (names.length === 0) return [...rights, ...states];
  const named = listed(names, 6);
  const isMaking = operation.method === "POST";
  return [
    ...rights,
    ...states,
    {
      kind: "property",
      as:
        boundary === "user"
          ? "user A, with an ordinary account"
          : `a user or key of ${boundary} A with the fewest rights`,
      ask: isMaking
        ? `${doneTo(operation, resource)} with ${named} in A's favour`
        : `set ${named} of A's own ${nounOfOwn(resource, operation)} in A's favour`,
      expect: isMaking
        ? `400 or 403, or success with ${named} as the service decides`
        : `400 or 403, or success with ${named} unchanged`,
      why: `${named} ${names.length === 1 ? "seems" : "seem"} to be for another person to decide`,
      resource,
      isForAdministrators: false,
      isOfService: false,
      isOfRights: false,
      gravity: 8,
      isSuspected: true,
    },
  ];
}

/** The role of a call in a header or cookie, which callers write as they like: `X-User-Role`. */
function sentRoleTests(operation: Operation, resource: Resource, boundary: Boundary): readonly FunctionTest[] {
  const names = sentRolesOf(operation).map(({ name }) => quoted(name));
  if (names.length === 0) return [];
  const named = listed(names, 3);
  return [
    {
      kind: "function",
      as: `${boundary} A`,
      ask: `${doneTo(operation, resource)} with a role in ${named} that A does not have`,
      expect: `403, or no more than with A's own role${actionOf(operation).isReading ? "" : ", and nothing changes"}`,
      why: `callers write ${named} themselves: the role must be that of the credential`,
      resource,
      isForAdministrators: false,
      isOfService: false,
      isOfRights: false,
      gravity: 9,
    },
  ];
}

/** Who has signed or approved something: the caller says it, and may name somebody who has not. */
function signerTests(
  api: AssessedApi,
  operation: Operation,
  resource: Resource,
  boundary: Boundary,
): readonly FunctionTest[] {
  const names = [...new Set(namedSigners(api, operation).map(({ name }) => quoted(name)))];
  if (names.length === 0) return [];
  const named = listed(names, 3);
  return [
    {
      kind: "property",
      as: `${boundary} A`,
      ask: `${doneTo(operation, resource)} with a person in ${named} who has not agreed`,
      expect: `400 or 403, or success with A recorded in place of ${named}`,
      why: `who calls is known by the credential, and ${named} ${names.length === 1 ? "names" : "name"} whoever the request says`,
      resource,
      isForAdministrators: false,
      isOfService: false,
      isOfRights: false,
      gravity: 8,
      isSuspected: true,
    },
  ];
}

/** What a caller's own is called, where the path only says that it is the caller's: `/me`. */
function nounOfOwn({ noun }: Resource, { lexicon }: Operation): string {
  return noun === NONE.noun || lexicon.is(noun, "self-alone") ? "account" : noun;
}

/** Tests are listed for each answer to a question, and fields are the same in all of them. */
const isPrivilegedField = memoWith((field: RequestField, lexicon: Lexicon) => isPrivileged(field, true, lexicon));
const isRightField = memoWith((field: RequestField, lexicon: Lexicon) => isRight(field, lexicon));
const isFlagField = memoWith((field: RequestField, lexicon: Lexicon) => isFlag(field, lexicon));

/** What a caller must not decide of itself: a role, an administrator's flag, scopes of a key beyond its own. */
function ownRightsTests(
  operation: Operation,
  resource: Resource,
  boundary: Boundary,
  isSignUp: boolean,
): readonly FunctionTest[] {
  const action = actionOf(operation);
  if (action.isReading || operation.method === "DELETE" || operation.requestBody === undefined) return [];
  const isPersons = isSignUp || isOfPerson(operation);
  const isInvitation = !isPersons && invites(operation);
  const isOfKeys = endsIn(wordsOf(resource.noun), operation.lexicon, "carries-rights");
  const isDecisive = (field: RequestField): boolean => {
    if (field.in !== "body" || field.depth > 1) return false;
    return isOfKeys
      ? endsIn(field.words, operation.lexicon, "right") || GRANTS.test(field.words.join(" "))
      : isPersons && boundary === "user"
        ? isPrivilegedField(field, operation.lexicon)
        : isFlagField(field, operation.lexicon) ||
          ((isPersons || isInvitation) && isRightField(field, operation.lexicon));
  };
  const open = requestFields(operation).filter(isDecisive);
  // A mark in a text stops nobody: what binds a body to a record takes the field all the same.
  const marked = readOnlyFields(operation).filter(isDecisive);
  const fields = [...open, ...marked];
  if (fields.length === 0) return [];
  const names = [...new Set(fields.map(({ name }) => quoted(name)))];
  const named = listed(names, 4);
  const isMaking = action.isMaking && !isSignUp;
  // A flag is set, and is no more or less.
  const isSwitched = fields.every(({ types }) => types.includes("boolean"));
  return [
    {
      kind: "property",
      as: isSignUp ? "a stranger" : `${boundary} A`,
      ask: isSignUp
        ? `sign up with ${named} set`
        : isMaking || isInvitation
          ? `${isMaking ? `create ${aNoun(nounOf(action.part ?? resource.noun))}` : doneTo(operation, resource)} with ${isSwitched ? `${named} set, although A does not have ${names.length === 1 ? "it" : "them"}` : `more in ${named} than A has`}`
          : isOfKeys
            ? `give A's own ${resource.noun} more in ${named} than A itself has`
            : `set ${named} of A's own account or objects${isSwitched ? `, although A does not have ${names.length === 1 ? "it" : "them"}` : " to more than A has"}`,
      expect: `400 or 403, or success with ${named} unchanged`,
      why:
        open.length > 0
          ? `callers must not set ${named} themselves`
          : `${named} ${names.length === 1 ? "is" : "are"} marked readOnly, and only a call shows whether the service refuses or ignores ${names.length === 1 ? "it" : "them"}`,
      resource,
      isForAdministrators: false,
      isOfService: false,
      isOfRights: false,
      gravity: 9,
      ...(open.length > 0 ? {} : { isSuspected: true }),
    },
  ];
}

/** Whose it is that a call makes or changes, where only the mark `readOnly` keeps callers from naming somebody else. */
function markedOwnerTests(operation: Operation, resource: Resource, boundary: Boundary): readonly FunctionTest[] {
  const action = actionOf(operation);
  if (boundary !== "user" || action.isReading || operation.method === "DELETE") return [];
  const { lexicon } = operation;
  const names = [
    ...new Set(
      readOnlyFields(operation).flatMap(({ depth, isList, name, words }) => {
        const isOfSomebody =
          words.length === 2 &&
          lexicon.is(words[1]!, "identifier-word") &&
          (["natural-person", "account", "acting-person"] as const).some((concept) => lexicon.is(words[0]!, concept));
        // The number of the record itself is no owner of it.
        return depth === 0 && !isList && isOfSomebody && words[0] !== resource.noun ? [quoted(name)] : [];
      }),
    ),
  ];
  if (names.length === 0) return [];
  const named = listed(names, 3);
  return [
    {
      kind: "property",
      as: "user A",
      ask: `${doneTo(operation, resource)} with B's ${named}`,
      expect: `400 or 403, or success with A's own ${named}`,
      why: `${named} ${names.length === 1 ? "is" : "are"} marked readOnly, and only a call shows whether the service refuses or ignores ${names.length === 1 ? "it" : "them"}`,
      resource,
      isForAdministrators: false,
      isOfService: false,
      isOfRights: false,
      gravity: 8,
      isSuspected: true,
    },
  ];
}

/** Whether a call lets somebody in whom the body names by an address, as an invitation to a team does. */
function invites(operation: Operation): boolean {
  const { method, lexicon } = operation;
  return (
    method === "POST" &&
    requestFields(operation).some(
      ({ in: way, depth, words }) => way === "body" && depth === 0 && lexicon.has(words, "contact-address"),
    )
  );
}

/**
 * Who sets the password of somebody else: where the caller's own record has a path of its own, as `/users/me` beside `/users/{id}`,
 * the other is for those who manage users.
 */
function passwordTests(operation: Operation, resource: Resource, boundary: Boundary): readonly FunctionTest[] {
  if (boundary !== "user" || !setsPasswordOfOther(operation)) return [];
  return [
    {
      kind: "function",
      as: "user A, who may not manage other users",
      ask: `set the password of another ${resource.noun}`,
      expect: "403, and the old password still works",
      why: "whoever sets a user's password can log in as that user",
      resource,
      isForAdministrators: false,
      isOfService: false,
      isOfRights: false,
      gravity: 9,
    },
  ];
}

/** What a text keeps to administrators of what anybody can send: `all`, "Can only be used by admins to fetch all". */
function reservedTests(operation: Operation, resource: Resource, boundary: Boundary): readonly FunctionTest[] {
  const { isReading } = actionOf(operation);
  const names = requestFields(operation).flatMap(({ in: way, depth, name, description }) =>
    way !== "path" && depth === 0 && isSaidOfAdministrators(description) ? [name] : [],
  );
  if (names.length === 0) return [];
  const named = listed(
    [...new Set(names)].map((name) => quoted(name)),
    4,
  );
  return [
    {
      kind: "property",
      as: `${boundary} A, who is no administrator`,
      ask: `${doneTo(operation, resource)} with ${named} set`,
      expect: isReading
        ? `400 or 403, or no more than without ${named}`
        : `400 or 403, or success with ${named} ignored`,
      why: `${named} ${names.length === 1 ? "is" : "are"} for administrators`,
      resource,
      isForAdministrators: false,
      isOfService: false,
      isOfRights: false,
      gravity: isReading ? 8 : 9,
    },
  ];
}

/** Settings that hold for a whole account, which not everybody in it may change. */
function settingsTests(operation: Operation, resource: Resource, boundary: Boundary): readonly FunctionTest[] {
  const settings = accountSettingsOf(operation);
  if (settings.length === 0) return [];
  const named = (effect: AccountSetting["effect"]): readonly string[] => [
    ...new Set(settings.filter((one) => one.effect === effect).map(({ field }) => quoted(field.name))),
  ];
  const follows = EFFECTS.flatMap(([effect, one, several]) => {
    const names = named(effect);
    return names.length === 0 ? [] : [`${listed(names, 3)} ${names.length === 1 ? one : several}`];
  });
  return [
    {
      kind: "function",
      as:
        boundary === "user"
          ? "user A, who does not administer the account"
          : `a user or key of ${boundary} A with the fewest rights`,
      ask: doneTo(operation, resource),
      expect: "403, and nothing changes",
      why: `it applies to the whole account: ${follows.join(", ")}`,
      resource,
      isForAdministrators: false,
      isOfService: false,
      isOfRights: false,
      gravity: settings.every(({ effect }) => effect === "reports-elsewhere") ? 7 : 9,
    },
  ];
}

/** What follows where a setting is changed, by one field and by several. */
const EFFECTS: readonly (readonly [AccountSetting["effect"], string, string])[] = [
  ["stores-elsewhere", "decides where data is stored", "decide where data is stored"],
  ["unprotected", "turns a protection off", "turn protections off"],
  ["lets-in", "decides who can log in", "decide who can log in"],
  ["reports-elsewhere", "decides where events are sent", "decide where events are sent"],
];

/** What somebody else must decide: an update that takes `approved` must not be how callers approve what is their own. */
function stateTests(operation: Operation, resource: Resource, boundary: Boundary): readonly FunctionTest[] {
  const [first] = statesOf(operation);
  if (first === undefined) return [];
  const { field, value } = first;
  const isMaking = operation.method === "POST" && actionOf(operation).isMaking;
  return [
    {
      kind: "property",
      as:
        boundary === "user"
          ? "user A, who may not decide about it"
          : `a user or key of ${boundary} A with the fewest rights`,
      ask: isMaking
        ? `create ${aNoun(nounOf(actionOf(operation).part ?? resource.noun))} with ${quoted(field.name)} set to ${quoted(value)}`
        : `set ${quoted(field.name)} of A's own ${resource.noun} to ${quoted(value)}`,
      expect: `400 or 403, or success with ${quoted(field.name)} unchanged`,
      why: `${quoted(value)} is for another person to decide`,
      resource,
      isForAdministrators: false,
      isOfService: false,
      isOfRights: false,
      gravity: 8,
    },
  ];
}

const GRANTS = /(?:^| )(?:scope|permission|privilege|role|right|grant|authority|is admin|admin)$/;
