import { IMPERSONATION as ACTS_AS_OTHERS } from "../../core/others-data.ts";
import { harmsOf } from "../../operations/great-harm.ts";
import { partitioned } from "../../core/grouped.ts";
import { anyOf } from "../../lexicon/any-of.ts";
import { denies } from "../../lexicon/denial.ts";
import { sentencesOf } from "../../lexicon/sentences.ts";
import { count, listed, prose, quoted, shortened, yaml } from "../../core/prose.ts";
import type { AssessedApi } from "../../exposure/assessed-api.ts";
import { textOfName, wordsInOrder, wordsOf } from "../../lexicon/name-tokens.ts";
import { isAbove } from "../../core/exposure-words.ts";
import { composedProperties, heldSchemaOf } from "../../model/schema-parts.ts";
import { targetOf, type Schema } from "../../model/schema.ts";
import { ownSegments } from "../../exposure/words.ts";
import { placeOf, type Operation } from "../../model/api.ts";
import { roleKeptTo } from "../../exposure/kept-to-role.ts";
import {
  isAdministration,
  isForOperators,
  isOfAdministration,
  isSaidOfAdministrators,
  meantForAdministrators,
} from "../../exposure/administration.ts";
import { demandOfRight } from "../../exposure/guard-words.ts";
import { actsAsOthers, handsOutToken } from "../../operations/acting-as-others.ts";
import { isOrdinaryChange } from "../../operations/ordinary-changes.ts";
import { operatorActFaults } from "../../operations/acts-of-operators.ts";
import { openingIn, openPowerFaults } from "../../operations/open-powers.ts";
import { actsOnAllFaults } from "../../operations/acts-on-all.ts";
import { staffCallFaults, staffValueFaults } from "../../operations/calls-of-staff.ts";
import { readOnlyRoleFaults } from "../../operations/read-only-roles.ts";
import { sentRoleFaults } from "../../operations/sent-roles.ts";
import { weakerThanSiblingFaults } from "../../operations/weaker-than-siblings.ts";
import { isSafeguarded, powersOfStaff } from "../../operations/powers-of-staff.ts";
import { powerOverOthers } from "../../operations/powers-over-others.ts";
import { areKeysSaidToDiffer } from "../../operations/schemes/one-key.ts";
import { isStaticKey } from "../../exposure/principal.ts";
import { isOwn } from "../../exposure/principals.ts";
import { requirementOf } from "../../operations/requirement.ts";
import { grouped } from "../../core/grouped.ts";
import { namesRole } from "../../exposure/said-role.ts";
import { isForStrangers } from "../../operations/strangers.ts";
import type { Rule } from "../rule.ts";
import type { Fault } from "../../operations/fault.ts";

/** Administration takes the same credential as everything else. */
export const bflaAdminOperation: Rule = {
  id: "bfla-admin-operation",
  title: "Admin operations are not separately authorized (BFLA)",
  alsoKnownAs: ["BFLA", "broken function level authorization", "privilege escalation"],
  owasp: ["API5:2023"],
  cwe: [285],
  asvs: ["V8.2.1", "V8.4.2"],
  confidence: "likely",

  rationale: prose`
    Admin operations require the same credential and scopes as all other operations. The code of each operation,
    which the description does not show, must then check whether the caller is an administrator. One forgotten check
    makes every user an administrator.
  `,
  exploit: prose`
    An attacker with an ordinary account calls the path of an admin operation. The token is valid, its scopes are not
    checked, and one of the operations lacks the check in its code. The attacker reads all users, changes prices or
    locks out the staff.
  `,
  remediation: prose`
    Require a separate scope or scheme for admin operations, and declare it in the description. Serve them on a host
    that only administrators can reach.
  `,

  examples: {
    bad: [
      yaml`
        servers:
          - url: https://api.acme.io
        security:
          - token: []
        paths:
          /accounts:
            post:
              security: []
              requestBody:
                content:
                  application/json:
                    schema:
                      properties:
                        email:
                          type: string
                        password:
                          type: string
          /orders:
            get: {}
          /admin/orders:
            get: # ✗
              summary: All users' orders
        components:
          securitySchemes:
            token:
              type: http
              scheme: bearer
      `,
    ],
    good: [
      yaml`
        servers:
          - url: https://api.acme.io
        security:
          - login: [orders]
        paths:
          /orders:
            get: {}
          /admin/orders:
            get:
              security:
                - login: [admin]
        components:
          securitySchemes:
            login:
              type: oauth2
              flows:
                authorizationCode:
                  authorizationUrl: https://login.acme.io/authorize
                  tokenUrl: https://login.acme.io/token
                  scopes:
                    orders: The caller's orders
                    admin: Everything
      `,
    ],
  },

  *check(api) {
    const paths = api.operations.filter(
      (operation) => operation.operationKind === "path" && operation.access === "secured",
    );
    const admin = paths.filter(
      (operation) =>
        // `/admin/user/self` is what whoever calls has there.
        isForStaff(api, operation) && !isOwn(operation) && api.assessed(operation).judgedAs !== "private",
    );
    const others = new Set(
      paths
        .filter((operation) => !isForStaff(api, operation) && api.assessed(operation).intent === undefined)
        .map(requirementOf),
    );
    yield* openFaults(api, paths);
    yield* impersonationFaults(api, paths);
    yield* headerFaults(api);
    yield* reservedFaults(api);
    yield* powerFaults(api, paths);
    yield* staffPowerFaults(api, paths);
    yield* meantFaults(api, paths);
    const isForAdministrators = (operation: Operation): boolean =>
      isForStaff(api, operation) || meantFor(api, operation) !== undefined || actsAsOthers(operation);
    yield* staffCallFaults(api, paths, isForAdministrators);
    yield* staffValueFaults(api, paths);
    yield* operatorActFaults(api, paths, isForAdministrators);
    yield* actsOnAllFaults(api, paths);
    yield* openPowerFaults(api, paths);
    yield* weakerThanSiblingFaults(api, paths);
    yield* sentRoleFaults(api, paths);
    yield* readOnlyRoleFaults(api, paths);
    const isApart = (operation: Operation): boolean => !others.has(requirementOf(operation));
    // Where most of an API is administration, or it says so of itself, it is an API for administrators, unless most ask for more.
    if (isOfAdministration(api) || (admin.length * 2 > paths.length && admin.filter(isApart).length * 2 < admin.length))
      return;
    const unseparated = admin.filter(
      (operation) => others.has(requirementOf(operation)) && !isGuardedByText(api, operation) && !isPage(operation),
    );
    if (unseparated.length === 0 || refusesMost(api, unseparated)) return;
    const asked = unseparated[0]!.security!.alternatives.map(({ schemes }) =>
      schemes.map(({ name }) => quoted(name)).join(" and "),
    );
    yield {
      at: placeOf(unseparated[0]!),
      cause: "",
      places: unseparated.map((operation) => ({ at: placeOf(operation), operation })),
      message: `${unseparated.length === 1 ? unseparated[0]!.id : `${count(unseparated.length, "admin or internal operation")}, such as ${unseparated[0]!.id},`} ${unseparated.length === 1 ? "requires" : "require"} ${listed(asked, 4, "or")}, as every other operation does`,
      mitigations: tellsWhoCalls(api, unseparated)
        ? ["the credential identifies the user, so the server can check that user's rights; test whether it does"]
        : unseparated.every(isByTagAlone) &&
            harmsOf(api, unseparated).size === 0 &&
            !unseparated.some(({ method }) => method === "DELETE")
          ? [
              "only a tag suggests that it is an admin operation",
              "the description does not reserve it for anyone, so customers may be meant to call it",
            ]
          : unseparated.every(isSaidGuarded)
            ? ["the description restricts it to administrators, and the server may look up who owns the key: test it"]
            : [],
    };
  },
};

/** Calls that their text gives to administrators, and that ask for no more than the others: the text keeps nobody out. */
function* meantFaults(api: AssessedApi, secured: readonly Operation[]): Generator<Fault> {
  const [meant, rest] = partitioned(
    secured,
    (operation) => meantFor(api, operation) !== undefined && !isForStaff(api, operation) && !isOfAdministration(api),
  );
  const others = new Set(rest.map(requirementOf));
  const unseparated = meant.filter(
    (operation) =>
      others.has(requirementOf(operation)) &&
      !isGuardedByText(api, operation) &&
      !refusesByText(operation) &&
      (roleKeptTo(api, operation) === undefined || takesPlainKey(api, operation)),
  );
  const [first] = unseparated;
  if (first === undefined || meant.length * 2 > secured.length) return;
  yield {
    at: placeOf(first),
    cause: "meant for administrators",
    title: "Operation for administrators requires what every other operation requires (BFLA)",
    exploit: "An attacker with an ordinary account calls the operation: nothing in the requirement keeps them out.",
    places: unseparated.map((operation) => ({ at: placeOf(operation), operation })),
    message: `The description says that ${listed(
      unseparated.map(({ id }) => id),
      3,
    )} ${unseparated.length === 1 ? "is" : "are"} for administrators (“${shortened(meantFor(api, first)!, 100)}”), but any caller's credential is accepted`,
    mitigations: ["the server may check the administrator's role although no requirement names it: test it"],
  };
}

/**
 * The sentence that gives an operation to administrators. One that keeps it to them ("superusers ONLY") is a claim to test where a
 * server can look up who calls; behind a plain key it is the same contradiction.
 */
function meantFor(api: AssessedApi, operation: Operation): string | undefined {
  const meant = meantForAdministrators(operation);
  if (meant !== undefined || !takesPlainKey(api, operation)) return meant;
  const { summary = "", description = "" } = operation;
  return [...sentencesOf(summary), ...sentencesOf(description)].find(isSaidOfAdministrators);
}

/** Tokens of anybody: for whoever calls, or for the staff that a scope, scheme or role of its own keeps the call to. */
function* impersonationFaults(api: AssessedApi, secured: readonly Operation[]): Generator<Fault> {
  const [acting, rest] = partitioned(
    secured,
    (operation) => actsAsOthers(operation) && api.assessed(operation).judgedAs !== "private",
  );
  const others = new Set(rest.map(requirementOf));
  const isSeparate = (operation: Operation): boolean =>
    openingIn(operation) === undefined &&
    (isSaidGuarded(operation) ||
      namesRole(operation) ||
      isOfAdministration(api) ||
      (!others.has(requirementOf(operation)) && !isForStrangers(api, operation)));
  const told = acting.filter((operation) => !(isSeparate(operation) && isSafeguarded(operation)));
  const kindOf = (operation: Operation): string =>
    `${isSeparate(operation) ? "staff" : "anyone"}${handsOutToken(operation) ? "" : " untold"}`;
  for (const [kind, group] of grouped(told, kindOf)) {
    const isStaffs = kind.startsWith("staff");
    const isUntold = kind.endsWith("untold");
    const ids = group.map(({ id }) => id);
    yield {
      at: placeOf(group[0]!),
      cause: `${isStaffs ? "impersonation by staff" : "impersonation"}${isUntold ? ", untold" : ""}`,
      title: isStaffs
        ? `Staff get a full session of any user ${ACTS_AS_OTHERS}`
        : `Callers can get a token for any user ${ACTS_AS_OTHERS}`,
      rationale: isStaffs ? BY_STAFF : BY_ANYONE,
      exploit: "An attacker who may make the call names any user, and acts with all rights of that user.",
      remediation: IMPERSONATION,
      places: group.map((operation) => ({ at: placeOf(operation), operation })),
      message: `${listed(ids, 3)} ${isUntold ? (ids.length === 1 ? "acts as" : "act as") : ids.length === 1 ? "issues a token for" : "issue a token for"} any user named in the request${
        isStaffs ? "" : ` and ${ids.length === 1 ? "requires" : "require"} only the usual credential`
      }`,
      aggravations: isStaffs || isUntold ? [] : ["any caller can act as any user"],
      mitigations: isStaffs ? ["a separate scope, scheme or role is required"] : [],
    };
  }
}

/**
 * A scheme or a header by which a call acts as somebody else, by its text, beside the credential that all have: "ID of the role you
 * want to impersonate".
 */
function* headerFaults(api: AssessedApi): Generator<Fault> {
  const calls = api.operations.filter(
    (operation) => operation.operationKind === "path" && api.assessed(operation).judgedAs !== "private",
  );
  const called = new Set(calls);
  for (const scheme of api.securitySchemes) {
    if (scheme.schemeKind !== "apiKey" || !isToImpersonate(scheme.description, api)) continue;
    // Who may send it, its text says.
    if (demandOfRight(scheme.description ?? "", api.lexicon) !== undefined) continue;
    const operations = scheme.usedBy.filter((operation) => called.has(operation));
    if (operations.length === 0) continue;
    yield {
      ...actingFault(scheme.parameterName ?? scheme.name, operations, scheme.description ?? ""),
      at: placeOf(scheme),
      operations,
    };
  }
  const sent = calls.flatMap((operation) =>
    operation.parameters
      .filter(
        ({ in: way, description }) =>
          way === "header" &&
          isToImpersonate(description, api) &&
          demandOfRight(description ?? "", api.lexicon) === undefined,
      )
      .map((parameter) => ({ operation, parameter })),
  );
  for (const [name, spots] of grouped(sent, ({ parameter }) => parameter.name))
    yield {
      ...actingFault(
        name,
        spots.map(({ operation }) => operation),
        spots[0]!.parameter.description ?? "",
      ),
      at: placeOf(spots[0]!.parameter),
      places: spots.map(({ operation, parameter }) => ({ at: placeOf(parameter), operation })),
    };
}

function isToImpersonate(description: string | undefined, { lexicon }: AssessedApi): boolean {
  return sentencesOf(description ?? "", 500).some((sentence) => {
    const words = wordsInOrder(sentence);
    return lexicon.has(words, "impersonate") && NAMES_WHOM.test(sentence) && !denies(words, lexicon);
  });
}

/** That a text names whom to act as: "ID of the user to impersonate", and not what whoever has a key could do. */
const NAMES_WHOM =
  /\b(?:users?|accounts?|roles?|members?|customers?|persons?|tenants?|organi[sz]ations?|ids?|e-?mail|names?)\b (?:\S+ ){0,5}?(?:to (?:be )?impersonated?|to act as)|\b(?:want|wish|like|allows?|used|needs?) (?:\S+ )?to (?:impersonate|act as)|^\W*(?:impersonate|act as|acts as)\b|\b(?:nutzers?|kontos?|rolle|benutzers?)\b (?:\S+ ){0,5}?(?:handeln|auftreten|imperson)|\b(?:utilisateur|compte|rôle)\b (?:\S+ ){0,5}?(?:usurper|incarner|imperson|agir)|\b(?:usuario|cuenta|usuário|conta|rol|papel)\b (?:\S+ ){0,5}?(?:suplantar|personificar|imperson|actuar|agir)/i;

function actingFault(name: string, operations: readonly Operation[], text: string): Omit<Fault, "at"> {
  return {
    cause: `acts as ${name}`,
    title: `A header lets the caller act as another user ${ACTS_AS_OTHERS}`,
    rationale: BY_STAFF,
    exploit:
      "An attacker with one credential adds the header, names another user or a role with more rights, and gets those rights.",
    remediation: IMPERSONATION,
    message: `${quoted(name)} lets callers of ${count(operations.length, "operation")} act as another user, and is sent with the usual credential`,
    evidence: [`The description says: ${quoted(shortened(text.replaceAll(/\s+/g, " "), 160))}.`],
    mitigations: ["the server may check who may use the header, although no security requirement says so: test it"],
  };
}

/** Calls that their text keeps to administrators, where nothing is required of any call: the text alone keeps anybody out. */
function* reservedFaults(api: AssessedApi): Generator<Fault> {
  const unstated = api.operations.filter(
    ({ operationKind, access }) => operationKind === "path" && access === "unstated",
  );
  const reserved = unstated.filter(
    (operation) =>
      (isSaidOfAdministrators(operation.summary) || isSaidOfAdministrators(operation.description)) &&
      !isKeptToOwnTenant(operation) &&
      !namesAdministratorsCredential(operation),
  );
  const [first] = reserved;
  if (first === undefined || reserved.length * 2 > unstated.length || isOfAdministration(api)) return;
  yield {
    at: placeOf(first),
    cause: "reserved by text",
    title: "Operation reserved for administrators declares no requirement (BFLA)",
    exploit: "An attacker with an ordinary account, or with none, calls the operation: no requirement keeps them out.",
    places: reserved.map((operation) => ({ at: placeOf(operation), operation })),
    message: `${listed(
      reserved.map(({ id }) => id),
      3,
    )} ${reserved.length === 1 ? "is" : "are"} for administrators only, according to the description, but like the other operations ${reserved.length === 1 ? "it declares" : "they declare"} no scheme, scope or role`,
    mitigations: ["the server may check the administrator's role although no requirement names it: test it"],
  };
}

/**
 * Whether a text asks for a role that the caller has in their own organization, and the call names no other: "You must have the Owner
 * role in your organization". Who lacks it reaches nobody else's things: a test.
 */
function isKeptToOwnTenant({ summary = "", description = "", parameters, lexicon }: Operation): boolean {
  const sentences = [...sentencesOf(summary), ...sentencesOf(description)].filter(isSaidOfAdministrators);
  return (
    sentences.length > 0 &&
    sentences.every((sentence) => IN_OWN_TENANT.test(sentence)) &&
    !parameters.some(({ name }) => lexicon.has(wordsOf(name), "tenant"))
  );
}

const IN_OWN_TENANT =
  /\b(?:in|of|within) your (?:own )?(?:organi[sz]ation|workspace|team|company|account)\b|\b(?:in|innerhalb) (?:Ihrer|deiner|eurer) (?:Organisation|Firma)\b|\b(?:dans|de) votre (?:organisation|entreprise)\b|\b(?:en|de) su (?:organización|empresa)\b|\b(?:na|da) sua (?:organização|empresa)\b/i;

const BY_ANYONE = prose`
  The call returns a session for a user named in the request, and requires only what other calls require. The caller can
  then act as that user, even as an administrator, and the logs name the wrong person.
`;
const BY_STAFF = prose`
  The call gives staff the session of a user, with all rights of that user, and the description mentions neither a
  reason nor the user's consent. One stolen staff account gives access to every user's account, and the logs name the
  user.
`;
const IMPERSONATION = prose`
  Require a separate permission, a second factor and a reason. Ask for the second factor afresh. Refuse users with more
  rights than the caller. Issue a token that names caller and user, expires soon and has limited rights. Notify the
  user.
`;

/** What only an administrator does to others, for whoever signs up: nothing says that anybody else is refused. */
function* powerFaults(api: AssessedApi, secured: readonly Operation[]): Generator<Fault> {
  const found = secured.flatMap((operation) => {
    const does = powerOverOthers(operation);
    const isAnybodys =
      does !== undefined &&
      !does.isWithinAccount &&
      !actsAsOthers(operation) &&
      isForStrangers(api, operation) &&
      isUnguarded(api, operation) &&
      !isForStaff(api, operation) &&
      !operation.responses.some(({ status }) => status === "403");
    return isAnybodys ? [{ operation, power: does.power }] : [];
  });
  for (const [isIdentity, group] of grouped(found, ({ power }) => power === "identities")) {
    const ids = group.map(({ operation }) => operation.id);
    const one = ids.length === 1;
    yield {
      at: placeOf(group[0]!.operation),
      cause: isIdentity ? "identities of others" : "powers over others",
      title: isIdentity
        ? `Anyone who signs up can act as any user ${ACTS_AS_OTHERS}`
        : "Anyone who signs up can change what protects other users (BFLA)",
      rationale: POWERS,
      exploit:
        "An attacker signs up, names another user in the path, and does what only an administrator may do to them.",
      remediation: SEPARATED,
      places: group.map(({ operation }) => ({ at: placeOf(operation), operation })),
      message: isIdentity
        ? `${listed(ids, 3)} ${one ? "acts" : "act"} as any user named in the path, and ${one ? "requires" : "require"} only the credential that anyone can get`
        : `${listed(ids, 3)} ${one ? "changes" : "change"} the ${listed([...new Set(group.map(({ power }) => power))])} of any user, and ${one ? "requires" : "require"} only the credential that anyone can get`,
      mitigations: isIdentity ? [] : ["the server may check the caller's rights: test it"],
    };
  }
}

/** The same for the organization's own: a power that one stolen log-in of staff gives, with nothing that keeps it in bounds. */
function* staffPowerFaults(api: AssessedApi, secured: readonly Operation[]): Generator<Fault> {
  const unseparated = powersOfStaff(api, secured).filter((operation) => !isSafeguarded(operation));
  if (unseparated.length === 0) return;
  const ids = unseparated.map(({ id }) => id);
  yield {
    at: placeOf(unseparated[0]!),
    cause: "powers of staff",
    title: "Staff can take over accounts without step-up or audit",
    rationale: BY_STAFF_POWERS,
    exploit: "An attacker has the session of one member of staff, and takes over the account of any user with it.",
    remediation: SAFEGUARDED,
    places: unseparated.map((operation) => ({ at: placeOf(operation), operation })),
    message: `No second factor, confirmation or audit log is mentioned for ${listed(ids, 3)}, which ${ids.length === 1 ? "requires" : "require"} what other operations require`,
    mitigations: ["only the organization's own callers can make this call"],
  };
}

const POWERS = prose`
  The call gives rights to a user named in the path, resets that user's second factor or acts as that user, and requires
  no more than a log-in that anyone can get. If the server does not check what the caller may do, everyone can
  administer everyone.
`;
const SEPARATED = prose`
  Require a scope, role or scheme that only administrators have. Say so in the description, and declare 403. Test that an
  ordinary user is refused.
`;
const BY_STAFF_POWERS = prose`
  Whoever can give roles, reset second factors or act as a user can take over every account. If the credential of
  everyday work is enough for this, one stolen staff session is enough too, and without an audit log it goes unnoticed.
`;
const SAFEGUARDED = prose`
  Require a separate credential or scope, and a fresh second factor. Record who did what to whom and why, and say so
  in the description.
`;

/** Whether nothing says that more is needed than to be logged in. */
function isUnguarded(api: AssessedApi, operation: Operation): boolean {
  return (
    isOrdinaryChange(api, operation) &&
    !isSaidGuarded(operation) &&
    !isSaidReserved(operation) &&
    roleKeptTo(api, operation) === undefined
  );
}

/** Whether a sentence keeps it to some: of a role that is given, the role alone says nothing of who may. */
function isSaidReserved(operation: Operation): boolean {
  const { summary = "", description = "", lexicon } = operation;
  return sentencesOf(`${summary}. ${description}`).some((sentence) => {
    const words = wordsInOrder(sentence);
    return lexicon.has(words, "reserved") || lexicon.has(words, "must-have") || lexicon.has(words, "must-be");
  });
}

/** Reads for administrators that ask for nothing, where others ask; a change that anybody can make is another rule's matter. */
function* openFaults(api: AssessedApi, secured: readonly Operation[]): Generator<Fault> {
  if (secured.length === 0) return;
  const open = api.operations.filter(
    (operation) =>
      operation.operationKind === "path" &&
      operation.method === "GET" &&
      operation.access === "anonymous" &&
      isAdministration(operation) &&
      !/\/(?:check|exists|init|setup|log-?in)\/?$/.test(operation.path) &&
      // What is for services of the same network may be kept to it by the network.
      !/\/_?internals?\//i.test(operation.path) &&
      api.assessed(operation).intent === undefined &&
      api.assessed(operation).judgedAs !== "private",
  );
  if (open.length === 0) return;
  yield {
    at: placeOf(open[0]!),
    cause: "open",
    title: "Admin operation without authentication (BFLA)",
    exploit: "An attacker without any account calls the path of the admin operation.",
    places: open.map((operation) => ({ at: placeOf(operation), operation })),
    message: `${listed(
      open.map(({ id }) => id),
      3,
    )} ${open.length === 1 ? "is an admin operation" : "are admin operations"} and ${open.length === 1 ? "requires" : "require"} no credential`,
    mitigations: open.some((operation) => showsInsideOrPeople(api, operation)) ? [] : ["the response may be harmless"],
  };
}

/** Whether what comes back shows how the service failed, holds whatever was given to it, or is somebody's. */
function showsInsideOrPeople(api: AssessedApi, operation: Operation): boolean {
  if (api.assessed(operation).exposed.some(({ field }) => isAbove(field.sensitivity, "internal"))) return true;
  return operation.responses.some(
    ({ statusClass, content }) =>
      statusClass === "2xx" &&
      content.some(({ schema }) => {
        const held = schema === undefined ? undefined : heldSchemaOf(schema);
        return held !== undefined && [...composedProperties(held)].some(([name, part]) => isOfInside(name, part));
      }),
  );
}

/** Whether a property is a payload of any shape, or is called or said to be what only a log has. */
function isOfInside(name: string, property: Schema): boolean {
  const { lexicon, types, additionalProperties, description = "" } = targetOf(property);
  const text = textOfName(name);
  if (lexicon.is(text, "shown-in-logs") || lexicon.has(wordsInOrder(description), "said-inner-failure")) return true;
  return (
    types.includes("object") &&
    additionalProperties !== false &&
    composedProperties(targetOf(property)).size === 0 &&
    lexicon.is(text, "payload-of-job")
  );
}

/** Whether an operation is for administrators, or for those who work for the owner, by the first segment of its path. */
function isForStaff(api: AssessedApi, operation: Operation): boolean {
  const own = ownSegments(operation.path);
  return (
    isAdministration(operation) ||
    isForOperators(api, operation) ||
    (own.length > 1 && operation.lexicon.is(own[0]!.replace(/^_/, "").replaceAll(/[-_]/g, " "), "staff-area"))
  );
}

/** Whether neither the path nor a text says that an operation is for those who run the service, but a tag. */
function isByTagAlone(operation: Operation): boolean {
  const { path, summary = "", description = "", tags, lexicon } = operation;
  const isNamed = (words: readonly string[]): boolean =>
    words.some((word) => word === "admin" || lexicon.is(word, "administration")) ||
    lexicon.has(words, "administration-tag");
  return (
    isAdministration(operation) &&
    tags.length > 0 &&
    !ownSegments(path).some((segment) => isNamed(wordsOf(segment))) &&
    !/\badmin/i.test(`${summary} ${description}`)
  );
}

/**
 * Whether a credential tells who calls, and most operations for administrators declare that others are refused: then the
 * server tells them apart, which is all that a scheme without scopes lets a description say.
 */
function refusesMost(api: AssessedApi, operations: readonly Operation[]): boolean {
  const refusing = operations.filter(({ responses }) => responses.some(({ status }) => status === "403"));
  return operations.length >= SEVERAL && refusing.length * 2 > operations.length && tellsWhoCalls(api, operations);
}

const SEVERAL = 3;

/** Whether the credential is a person's, by whom an administrator can be told from others; a key that many share cannot. */
function tellsWhoCalls(api: AssessedApi, operations: readonly Operation[]): boolean {
  return operations.every((operation) => api.assessed(operation).principal === "user");
}

/** Whether an operation only shows a page for people, which asks other operations for all that is on it. */
function isPage({ method, parameters, responses }: Operation): boolean {
  const success = responses.filter(({ statusClass }) => statusClass === "2xx");
  return (
    method === "GET" &&
    parameters.length === 0 &&
    success.length > 0 &&
    success.every(({ content, description }) =>
      content.length > 0
        ? content.every(({ type, schema }) => /^(?:text\/html|application\/xhtml)/i.test(type) && schema === undefined)
        : /\bHTML\b/i.test(description ?? ""),
    )
  );
}

/** Whether what a text says of administrators can be enforced by what comes with a call, so that it is a claim to test. */
function isGuardedByText(api: AssessedApi, operation: Operation): boolean {
  return isSaidGuarded(operation) && !takesPlainKey(api, operation);
}

/** Whether a key lets somebody in of which no text says that keys have roles or rights, and nobody knows whose it is. */
function takesPlainKey(api: AssessedApi, operation: Operation): boolean {
  const { principal } = api.assessed(operation);
  return (operation.security?.alternatives ?? []).some(
    ({ schemes: [first, ...more] }) =>
      first !== undefined &&
      more.length === 0 &&
      first.scopes.length === 0 &&
      isStaticKey(first.scheme, principal) &&
      !areKeysSaidToDiffer(api, first.scheme, [operation]),
  );
}

/** Whether the text that keeps a call to administrators says which credential it takes: "either an admin access token or a session of the brand". */
function namesAdministratorsCredential({ summary = "", description = "", lexicon }: Operation): boolean {
  return [...sentencesOf(summary), ...sentencesOf(description)].some(
    (sentence) => isSaidOfAdministrators(sentence) && lexicon.has(wordsInOrder(sentence), "names-credential"),
  );
}

/** Whether another status than 403 is said to refuse callers for want of a right: "405: API user does not have access". */
function refusesByText({ responses, lexicon }: Operation): boolean {
  return responses.some(({ status, statusClass, description = "" }) => {
    if (statusClass !== "4xx" || status === "401" || status === "403") return false;
    const words = wordsInOrder(description);
    return lexicon.has(words, "refused-by-right") || lexicon.has(words, "outside-of-access");
  });
}

/** Whether an operation says that it asks for an administrator's rights: that is a claim to test, and nothing left out. */
function isSaidGuarded(operation: Operation): boolean {
  const { summary, description, responses } = operation;
  if (keepsToRole(operation) || labelsRight(operation)) return true;
  const refusals = responses.flatMap((response) => (response.status === "403" ? [response.description ?? ""] : []));
  return [summary ?? "", description ?? "", ...refusals].some((text) => GUARDED.test(text) && !UNGUARDED.test(text));
}

/** Whether a text has a label for the rights that are needed, and names one: "Required permissions:\n- BanUser". */
function labelsRight({ description = "", lexicon }: Operation): boolean {
  return [...description.matchAll(LABELLED)].some(([, label = ""]) => {
    const words = [...wordsOf(label), ...wordsInOrder(label).map((word) => word.replace(/e[nrs]?$/, ""))];
    return lexicon.has(words, "right") && words.some((word) => lexicon.is(word, "demanded"));
  });
}

/** A label at the start of a line, and a name behind it that is no word of a sentence. */
const LABELLED = /^\W{0,4}(\p{L}+(?: \p{L}+){1,3}):\**\s*(?:[-*•]\s*)?[`"'„«]?\p{L}+(?:[:_.-]\p{L}|\p{Lu}\p{Ll})/gmu;

/** Whether the text keeps an operation to a role, whatever it is called, and others are refused: "Role `event-ops` only". */
function keepsToRole(operation: Operation): boolean {
  const { description = "", responses, lexicon } = operation;
  // A role of many is not enough for a token of anybody.
  const isActing = actsAsOthers(operation);
  return (
    responses.some(({ status }) => status === "403") &&
    sentencesOf(description).some((sentence) => {
      const words = wordsInOrder(sentence);
      return (
        lexicon.has(words, "right") &&
        (lexicon.has(words, "reserved") || (!isActing && lexicon.has(words, "demanded"))) &&
        !UNGUARDED.test(sentence)
      );
    })
  );
}

/** Sentences that say that only an administrator may, in each language. */
const GUARDED = anyOf(
  /(?:admin(?:istrator)?s?|superusers?)[ -](?:only|(?:role|rights?|privileges?|permissions?|access)(?: (?:is|are))? (?:required|needed))/,
  /only (?:for |by |to )?(?:an? |the )?(?:\w+ )?(?:admin(?:istrator)?s?|superusers?)/,
  /(?:requires?|required|needs?|must (?:be|have)) (?:an? |the )?(?:\w+ )?(?:admin|administrator|superuser)\w*/,
  /not an? admin(?:istrator)?/,
  // "It requires a token from a user with `super_admin` privileges"
  /(?:requires?|needs?) (?:an? |the )?(?:\w+ )?(?:token|key|credential|user|account)(?: \w+){0,4} [`'"]?(?:super[_ -]?)?(?:admin|administrator)[`'"]? (?:role|rights|privileges?|permissions?)/,
  /nur (?:für |durch |von )?(?:\S+ )?(?:admin\S*|systemverwalter)|(?:erfordert|benötigt) (?:\S+ )?admin\S*|kein administrator/,
  /(?:réservée?|seulement|uniquement) (?:aux?|pour|par) (?:\S+ )?(?:admin\S*)|(?:nécessite|requiert) (?:\S+ ){0,3}admin\S*|pas administrateur/,
  /(?:solo|sólo|únicamente|exclusivo) (?:para |por )?(?:\S+ )?admin\S*|requiere (?:\S+ ){0,3}admin\S*|no es administrador/,
  /(?:só|somente|apenas|exclusivo) (?:para |por )?(?:\S+ )?admin\S*|requer (?:\S+ ){0,3}admin\S*|não é administrador/,
);
/** Sentences that say that nothing looks. */
const UNGUARDED = anyOf(
  /(?:without|no|not|missing|lacks?|skips?)(?!\w)[^.]{0,40}(?<!\w)(?:verif|check|require|enforc|validat|authori[sz])\S*/,
  /(?:ohne|kein\w*|nicht|fehlt)(?!\w)[^.]{0,40}(?:prüf|geprüf|berechtig|autoris)\S*/,
  /(?:sans|pas|aucune?)(?!\w)[^.]{0,40}(?:vérifi|contrôl|autoris)\S*/,
  /(?:sin|no|falta)(?!\w)[^.]{0,40}(?:verific|comprob|valid|autoriz)\S*/,
  /(?:sem|não|falta)(?!\w)[^.]{0,40}(?:verific|valid|autoriz)\S*/,
);
