import { namesRole } from "../../exposure/said-role.ts";
import { isStatedOf } from "../../operations/stated.ts";
import { isSaidSetByFew } from "../../data/classify/said-of-value.ts";
import { wordsInOrder, wordsOf } from "../../lexicon/name-tokens.ts";
import type { Lexicon } from "../../lexicon/lexicon.ts";
import { endsIn } from "../../lexicon/phrases.ts";
import { sentencesOf } from "../../lexicon/sentences.ts";
import { isAmong } from "../../core/is-among.ts";
import { memo } from "../../core/memo.ts";
import { grouped } from "../../core/grouped.ts";
import { listed, prose, quoted, yaml } from "../../core/prose.ts";
import type { AssessedApi } from "../../exposure/assessed-api.ts";
import type { Operation } from "../../model/api.ts";
import { requirementOf } from "../../operations/requirement.ts";
import { requestFields, segmentWords, type RequestField } from "../../operations/request-fields.ts";
import { namesOwner } from "../../operations/ownership.ts";
import { takesWhatever } from "../../operations/said-of-field.ts";
import { quotedSentences } from "../../operations/quoted-sentences.ts";
import { byWordsAlone } from "../../operations/persons.ts";
import type { Rule } from "../rule.ts";
import { saidFirst } from "../../operations/candidates/said-verb.ts";
import { acceptsInvitation } from "../../operations/invitations.ts";
import type { Fault } from "../../operations/fault.ts";
import { isForStrangers as areKnownStrangers } from "../../operations/strangers.ts";
import { changesOwnRecord } from "../../operations/own-changes.ts";
import {
  asksForWhatAllHave,
  isStrangersChange,
  isOfCaller,
  isOrdinaryChange,
} from "../../operations/ordinary-changes.ts";
import {
  changesOwnEntry,
  entersPerson,
  isChargedByContract,
  isClassOfCustomer,
  isKeptByService,
  isLetIn,
  isOfNamedRecord,
  isOwnPrice,
  isPlan,
  isPurchase,
} from "../../operations/own-record.ts";
import { decidedStates } from "../../operations/decided-states.ts";
import { isFlag, isMoney, isOfPerson, isPrivileged, isRight } from "../../operations/privileged-fields.ts";
import { unnamedFaults } from "../../operations/unnamed-rights.ts";
import { patchedFaults } from "../../operations/patched-properties.ts";
import { keyRightsFaults } from "../../operations/rights-of-new-keys.ts";
import { readOnlyFix } from "../../operations/fixes/known-fixes.ts";

/** Callers can set what they must not decide. */
export const massAssignment: Rule = {
  id: "mass-assignment",
  title: "Callers can set privileged fields (mass assignment)",
  alsoKnownAs: ["autobinding", "overposting", "BOPLA"],
  owasp: ["API3:2023"],
  cwe: [915],
  asvs: ["V15.3.3", "V8.2.3"],
  confidence: "likely",

  rationale: prose`
    A request accepts a field that controls rights or money: a role, an admin flag, a balance, an approval. Callers
    control what they send: anyone who adds the field to a request becomes an administrator or gets money.
  `,
  exploit: prose`
    An attacker adds one field to an ordinary profile update: a role, an admin flag or a balance. The server copies all
    fields of the request into the record, including this one. The attacker becomes an administrator or gets credit, and
    can then use the rest of the API.
  `,
  remediation: prose`
    Remove the fields from the request schema, or mark them readOnly, and set them on the server. Reject fields that
    the schema does not define (additionalProperties: false). Provide a separate, restricted operation for changing
    them.
  `,
  fixes: [
    {
      ...readOnlyFix,
      // Where others may decide, the field stays, for them.
      requires: (fault) => (fault.remediation === undefined ? readOnlyFix.requires() : undefined),
    },
  ],

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
          /me:
            patch:
              requestBody:
                content:
                  application/json:
                    schema:
                      properties:
                        nickname:
                          type: string
                        isAdmin: # ✗
                          type: boolean
        components:
          securitySchemes:
            token:
              type: http
              scheme: bearer
      `,
      yaml`
        paths:
          /files/{id}:
            delete:
              parameters:
                - name: id
                  in: path
                  required: true
                  schema:
                    type: string
                - name: isAdmin # ✗
                  in: query
                  schema:
                    type: boolean
      `,
      yaml`
        paths:
          /accounts:
            post:
              security: []
              requestBody:
                content:
                  application/json:
                    schema: # ✗
                      properties:
                        email:
                          type: string
                        password:
                          type: string
          /me:
            get:
              responses:
                "200":
                  content:
                    application/json:
                      schema:
                        properties:
                          email:
                            type: string
                          isAdmin:
                            type: boolean
      `,
    ],
    good: [
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
          /me:
            patch:
              requestBody:
                content:
                  application/json:
                    schema:
                      properties:
                        nickname:
                          type: string
                        isAdmin:
                          type: boolean
                          readOnly: true
          /admin/users/{id}:
            patch:
              requestBody:
                content:
                  application/json:
                    schema:
                      properties:
                        role:
                          type: string
        components:
          securitySchemes:
            token:
              type: http
              scheme: bearer
      `,
    ],
  },

  *check(api) {
    yield* namedFaults(api);
    yield* groupFaults(api);
    yield* keptFaults(api);
    yield* stateFaults(api);
    yield* unnamedFaults(api);
    yield* patchedFaults(api);
    yield* keyRightsFaults(api);
  },
};

/** What requests name, and callers must not decide. */
function* namedFaults(api: AssessedApi): Generator<Fault> {
  const found = api.operations.flatMap((operation) => {
    if (!isOrdinaryChange(api, operation)) return [];
    return decidingFields(operation).map((field) => ({ operation, field, name: field.name }));
  });
  const givenToMembers = new Set(
    found.flatMap(({ operation, field, name }) =>
      isRight(field, api.lexicon) && putsIntoTeam(operation) ? [name] : [],
    ),
  );
  const isMeant = ({ operation, field, name }: (typeof found)[number]): boolean =>
    givenToMembers.has(name) &&
    isOnlyOfOthers(api, [operation]) &&
    (areKnownStrangers(api, operation) ? field.isRequired && putsIntoTeam(operation) : true);
  // In the URL a flag is never right; in the body it may be meant for administrators.
  const unmeant = found.filter((spot) => !isMeant(spot));
  const groups = grouped(unmeant, ({ name, field }) =>
    field.in === "body" ? name : `${name} in the request's ${field.in}`,
  );
  for (const [cause, spots] of groups) {
    const { name } = spots[0]!;
    const operations = [...new Set(spots.map(({ operation }) => operation))];
    yield {
      at: spots[0]!.field.at,
      cause,
      places: spots.map(({ field, operation }) => ({ at: field.at, operation, witness: field.witness })),
      message: `${quoted(name)} can be set by any caller of ${listed(
        operations.map(({ id }) => id),
        3,
      )}`,
      rationale: rationaleOf(spots[0]!.field, spots[0]!.operation),
      mitigations: mitigationsOf(api, operations, spots[0]!.field.in === "body").slice(
        0,
        isGrantedToAll(spots[0]!.field, operations) ? 1 : MOST_MITIGATIONS,
      ),
      ...(isOnlyOfOthers(api, operations) ? { remediation: OF_OTHERS } : {}),
    };
  }
}

/**
 * Whether an operation is there to let somebody else into what is run by those who call, or to say what they may do there:
 * `POST /organizations/{id}/members`, `POST /users/invite`. The role is then what it takes, and nothing beside its purpose.
 */
function putsIntoTeam(operation: Operation): boolean {
  const { lexicon, method, operationKind } = operation;
  if (operationKind !== "path" || method === "GET" || acceptsInvitation(operation)) return false;
  const last = segmentWords(operation).at(-1) ?? [];
  return (
    endsIn(last, lexicon, "membership-of-team") ||
    last.some((word) => lexicon.is(word, "invite") || lexicon.is(word, "invitation")) ||
    lexicon.is(saidFirst(operation) ?? "", "invite")
  );
}

/** Whether a field refers to a group of rights, and no operation that takes it names a role: then nothing keeps it to a few. */
function isGrantedToAll({ words }: RequestField, operations: readonly Operation[]): boolean {
  const { lexicon } = operations[0]!;
  return isGroupOfRights(words, lexicon) && !operations.some(namesRole);
}

/** `permission_group_id` */
function isGroupOfRights(words: readonly string[], lexicon: Lexicon): boolean {
  return endsIn(withoutId(words, lexicon), lexicon, "group-of-rights");
}

function withoutId(words: readonly string[], lexicon: Lexicon): readonly string[] {
  return lexicon.is(words.at(-1) ?? "", "identifier-word") ? words.slice(0, -1) : words;
}

/**
 * The groups that a user is put into, where an API keeps log-ins, so that its groups are those by which users get rights.
 * Who may call an operation that puts any user into a group gets nothing more by the field.
 */
function* groupFaults(api: AssessedApi): Generator<Fault> {
  if (!keepsLogIns(api.operations)) return;
  const assigning = new Set(api.operations.filter(putsIntoGroup).map(requirementOf));
  const found = api.operations.flatMap((operation) =>
    isOrdinaryChange(api, operation) &&
    operation.method !== "DELETE" &&
    isOfPerson(operation) &&
    !namesRole(operation) &&
    !assigning.has(requirementOf(operation))
      ? requestFields(operation)
          .filter(
            (field) =>
              field.in === "body" &&
              field.depth < 2 &&
              !isSaidSetByFew(field.description) &&
              !isKeptToFew(field, operation) &&
              api.lexicon.is(withoutId(field.words, api.lexicon).join(" "), "group-of-users"),
          )
          .map((field) => ({ operation, field }))
      : [],
  );
  for (const [name, spots] of grouped(found, ({ field }) => field.name)) {
    const operations = [...new Set(spots.map(({ operation }) => operation))];
    yield {
      at: spots[0]!.field.at,
      cause: `groups ${name}`,
      title: "Callers can choose the groups of a user (mass assignment)",
      places: spots.map(({ field, operation }) => ({ at: field.at, operation, witness: field.witness })),
      message: `${quoted(name)} of ${listed(
        operations.map(({ id }) => id),
        3,
      )} puts users into groups, and nothing says who may choose which`,
      rationale: GROUPS,
      exploit: GROUPS_CHOSEN,
      remediation: OF_OTHERS,
      mitigations: mitigationsOf(api, operations, false).slice(0, 1),
    };
  }
}

const GROUPS = prose`
  The API manages users' log-ins, and its groups determine which applications and rights users get. Whoever can choose
  the groups of a user decides what that user may do.
`;
const GROUPS_CHOSEN = prose`
  An attacker who may create or change users sends the ID of a group of administrators. The service adds the user to it.
  Logged in as that user, the attacker has the rights of an administrator.
`;

/** Whether an operation is there to put users into groups: `PUT /users/{id}/groups/{groupId}`, `POST /groups/{id}/add_user`. */
function putsIntoGroup(operation: Operation): boolean {
  const { method, operationKind, lexicon } = operation;
  if (operationKind !== "path" || method === "GET" || method === "DELETE") return false;
  const segments = segmentWords(operation);
  return (
    segments.length > 1 &&
    segments.some((words) => lexicon.is(words.join(" "), "group-of-users")) &&
    segments.some((words) => lexicon.is(words.at(-1) ?? "", "population"))
  );
}

/** Whether an API keeps the log-ins of people: it has calls on the password or second factor of one of them. */
function keepsLogIns(operations: readonly Operation[]): boolean {
  return operations.some(
    (operation) =>
      operation.path.includes("{") &&
      segmentWords(operation).some((words) => operation.lexicon.is(words.at(-1) ?? "", "user")) &&
      segmentWords(operation).some((words) => operation.lexicon.has(words, "password")),
  );
}

/** What callers decide by an operation, and ought not to. */
const decidingFields = memo((operation: Operation): readonly RequestField[] =>
  requestFields(operation).filter(
    (field) => decides(operation, field) && !isSaidSetByFew(field.description) && !isKeptToFew(field, operation),
  ),
);

/**
 * Whether a sentence of the operation's text says of a field that it is not for everybody to set: "rights is ignored unless
 * the head sends it". "Only role and name are changed" says no such thing.
 */
function isKeptToFew({ name }: RequestField, operation: Operation): boolean {
  const { summary = "", description = "", lexicon } = operation;
  const own = wordsInOrder(name);
  return sentencesOf(`${summary}.\n\n${description}`).some((sentence) => {
    const words = wordsInOrder(sentence);
    const at = words.findIndex((_, from) => own.every((word, on) => words[from + on] === word));
    if (at < 0) return false;
    if (isSaidSetByFew(sentence)) return true;
    return (
      at === 0 && [0, 1, 2].some((gap) => KEPT_TO_FEW.some((one) => lexicon.lengthAt(words, own.length + gap, one) > 0))
    );
  });
}

const KEPT_TO_FEW = ["is-refused", "reserved"] as const;

/** What the service keeps of callers, in the record of themselves that they change: one fault of each operation. */
function* keptFaults(api: AssessedApi): Generator<Fault> {
  for (const operation of api.operations) {
    if (!isOrdinaryChange(api, operation)) continue;
    const isEntered = entersPerson(operation);
    const isOwn = isEntered || isAmong(api.signUps, operation) || changesOwnRecord(api, operation);
    const isForAll = areKnownStrangers(api, operation) || asksForWhatAllHave(api, operation);
    const isWhatever = takesWhatever(operation);
    if (!isOwn && !isWhatever && !(isForAll && isOfNamedRecord(operation))) continue;
    const fields = requestFields(operation).filter(
      (field) =>
        field.in === "body" &&
        field.depth < 2 &&
        !field.witness.includes("[]") &&
        !isSaidSetByFew(field.description) &&
        ((isKeptByService(field, operation.lexicon) &&
          !isOwnPrice(field.words, operation) &&
          !(isPlan(field.words, operation.lexicon) && isPurchase(operation))) ||
          (isOwn && isChargedByContract(field, operation)) ||
          (isEntered && isLetIn(field, operation.lexicon)) ||
          (isWhatever && namesOwner(field.name, operation.lexicon))) &&
        !decides(operation, field),
    );
    if (fields.length === 0) continue;
    yield {
      at: fields[0]!.at,
      cause: `kept ${operation.method} ${operation.pathItem.path}`,
      places: fields.map((field) => ({ at: field.at, operation, witness: field.witness })),
      message: `${listed(
        fields.map(({ name }) => quoted(name)),
        4,
      )} can be set by any caller of ${operation.id}`,
      rationale: KEPT,
      mitigations: [
        ...mitigationsOf(api, [operation], false),
        ...(fields.every(({ words }) => isClassOfCustomer(words, operation.lexicon))
          ? ["the description does not say what depends on it"]
          : []),
      ].slice(0, MOST_MITIGATIONS),
    };
  }
}

/** States that only a decision leads to, in an ordinary update. */
function* stateFaults(api: AssessedApi): Generator<Fault> {
  for (const { operation, field, value, decidedBy, said } of decidedStates(api)) {
    if (isSaidSetByFew(field.description)) continue;
    yield {
      at: field.at,
      cause: `state ${operation.method} ${operation.pathItem.path} ${field.witness}`,
      title: "Callers can set a status that others must decide (mass assignment)",
      exploit: "An attacker updates their own request and sets its status to the decision that they want.",
      places: [{ at: field.at, operation, witness: field.witness }],
      message: `${quoted(field.name)} can be set to ${quoted(value)} by any caller of ${operation.id}${
        decidedBy !== undefined
          ? `, although ${decidedBy.id} is the operation that decides`
          : said === undefined
            ? ""
            : ", although the description says that another person decides"
      }`,
      rationale: STATE,
      remediation: DECIDED,
      ...quotedSentences([said]),
      mitigations: [
        ...mitigationsOf(api, [operation], false),
        ...(said === undefined ? [] : byWordsAlone(api, [operation])),
      ].slice(0, said === undefined ? MOST_MITIGATIONS : 1),
    };
  }
}

const STATE = prose`
  The values of the field include decisions such as approved, verified or signed. An ordinary update accepts this
  field like any other, so callers can approve their own requests without another person's review.
`;
const DECIDED = prose`
  Remove the field from the request schema of ordinary callers, or accept only the values that they may choose.
  Provide a separate operation with its own permission for the decision, and record who decided.
`;

const KEPT = prose`
  Callers can change their own record, and this record has a field that only the service should set: a verification
  status, a permission, a balance or a price. If the server accepts such a field, a caller can become verified, pay
  less, or get a balance that was never paid in.
`;

/** Whether a field of a request decides: in the body and the objects in it, elsewhere only an administrator's flag. */
function decides(operation: Operation, field: RequestField): boolean {
  if (field.in === "body")
    return (
      operation.method !== "DELETE" &&
      field.depth < 2 &&
      ((isGroupOfRights(field.words, operation.lexicon) && namesAddress(operation)) ||
        isPrivileged(
          field,
          isOfPerson(operation) ||
            entersPerson(operation) ||
            acceptsInvitation(operation) ||
            changesOwnEntry(operation),
          operation.lexicon,
        ))
    );
  return field.in !== "path" && isFlag(field, operation.lexicon) && !FILTERED.test(operation.path);
}

/** Whether a request is about a person, since it has the address of one. */
const namesAddress = memo((operation: Operation): boolean =>
  requestFields(operation).some(
    ({ in: way, depth, words }) => way === "body" && depth < 2 && endsIn(words, operation.lexicon, "contact-address"),
  ),
);

/** Reads that are no GET: there a flag says what is looked for. */
const FILTERED = /(?:export|search|query|list|count|used_by|report)\/?$/i;

/** Why it matters of what is set: a right, or money. */
function rationaleOf(field: RequestField, { lexicon }: Operation): string {
  return isMoney(field, lexicon)
    ? prose`
        A request accepts an amount that only the service should set. If the server accepts it, a caller
        who adds the field to a request gets money that was never paid in.
      `
    : prose`
        A request accepts a field that controls rights. If the server accepts it, a caller who adds the
        field to a request becomes an administrator or is treated as verified.
      `;
}

const OF_OTHERS = prose`
  Remove the field from the request, or mark it readOnly. If the call is meant for administrators, require a
  permission that not everyone has, and refuse callers who grant more rights than they have themselves. Test that a
  caller without this permission is refused, even if the caller changes only their own account.
`;

/** Whether all of some operations change somebody who is not the caller, as far as can be told. */
function isOnlyOfOthers(api: AssessedApi, operations: readonly Operation[]): boolean {
  return operations.every(
    (operation) =>
      api.assessed(operation).admission !== "anonymous" &&
      !isAmong(api.signUps, operation) &&
      !isOfCaller(operation) &&
      !acceptsInvitation(operation) &&
      !changesOwnEntry(operation),
  );
}

const SAID_WHO_MAY = "the description says who may make this call";

/** However mild it is, it is a finding. */
const MOST_MITIGATIONS = 2;

/** Whether a text keeps a change to those who hold a role, and the refusal of others is declared. */
function saysWhoMay(operation: Operation): boolean {
  return (
    operation.responses.some(({ status }) => status === "403") &&
    (namesRole(operation) || isStatedOf(operation, "reserved"))
  );
}

/**
 * Whether strangers change an account that is there, of which only its identifier says whose it is: `PATCH /users/{id}`. Who
 * belongs to something of somebody's, such as the members of a club, is a matter of those who run that, and so is who is new.
 */
function isChangeOfAccount(api: AssessedApi, operation: Operation): boolean {
  const { path, method, lexicon } = operation;
  const [, isNamed, below] = OF_ONE_ACCOUNT.exec(path) ?? [];
  return (
    areKnownStrangers(api, operation) &&
    (isNamed === undefined ? !path.includes("{") && method !== "POST" : true) &&
    (below === undefined || lexicon.is(wordsOf(below).at(-1) ?? "", "right")) &&
    isOfPerson(operation) &&
    !saysWhoMay(operation)
  );
}

/** `/users/{id}`, `/users/{id}/role` */
const OF_ONE_ACCOUNT = /^[^{}]*(\{[^{}]*\})(?:\/([^/{}]+))?\/?$/;

function mitigationsOf(api: AssessedApi, operations: readonly Operation[], isInBody: boolean): readonly string[] {
  // Who gets more rights by it is one of those who have few, and need not be of the public.
  if (isInBody && operations.some(changesOwnEntry)) return [];
  const isOpen = (operation: Operation): boolean =>
    isAmong(api.signUps, operation) || isStrangersChange(api, operation);
  const calls = operations.length === 1 ? "this call" : `these ${operations.length} calls`;
  return [
    ...(operations.some(isOpen) ? [] : [`nothing indicates that the public can make ${calls}`]),
    // Where anybody signs up for what a call asks for, its path is no sign that others than these make it.
    ...(isInBody && isOnlyOfOthers(api, operations) && !operations.some((one) => isChangeOfAccount(api, one))
      ? [`${calls} may be meant for administrators`]
      : []),
    ...(isInBody && operations.every(saysWhoMay) ? [SAID_WHO_MAY] : []),
  ].slice(0, MOST_MITIGATIONS);
}
