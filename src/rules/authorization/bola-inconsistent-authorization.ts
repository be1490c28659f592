import { OPEN_TO_ANY_CALLER } from "../../core/any-caller.ts";
import type { Place } from "../../core/place.ts";
import { count, listed, prose, quoted, yaml } from "../../core/prose.ts";
import type { AssessedApi } from "../../exposure/assessed-api.ts";
import { candidatesOf } from "../../operations/candidates/candidates.ts";
import { pathIdentifiers } from "../../operations/candidates/object-identifiers.ts";
import { besideRefusals, changesBesideClause, type DeniedBeside } from "../../operations/denied-beside.ts";
import type { Fault } from "../../operations/fault.ts";
import { quotedSentence } from "../../operations/quoted-sentences.ts";
import { isAbove } from "../../core/exposure-words.ts";
import {
  hintsWhose,
  isRefusedToOthers,
  isSaidOfAllCallers,
  lettingIn,
  openingFilter,
  ownByDefault,
  refusesOthersBeside,
  saysOnesOwn,
} from "../../operations/said-of-callers.ts";
import { saidRole } from "../../exposure/said-role.ts";
import { isStatedOf, statedAt } from "../../operations/stated.ts";
import { placeOf, type Operation } from "../../model/api.ts";
import { isAdministration, isSaidForAdministrators } from "../../exposure/administration.ts";
import { requirementOf, waysIn } from "../../operations/requirement.ts";
import { sentencesOf } from "../../lexicon/sentences.ts";
import { anybodyIn, ofThoseBeforeIn, sharedOutsideIn, withdrawnIn } from "../../operations/admitted-effects.ts";
import { isGraveRead } from "../../operations/grave-reads.ts";
import { namesThing } from "../../operations/request-fields.ts";
import { selectorKinds, sharedClauses } from "../../operations/shared-clauses.ts";
import { isAuthorizationEndpoint, isOwn } from "../../exposure/principals.ts";
import { memoBy } from "../../core/memo.ts";
import { wordsInOrder, wordsOf } from "../../lexicon/name-tokens.ts";
import type { Statement } from "../../lexicon/statement.ts";
import { statedIn } from "../../lexicon/statements.ts";
import { actsAsOthers } from "../../operations/acting-as-others.ts";
import type { Rule } from "../rule.ts";

/** Callers get at the objects of others: the text says so, or does not say what it says of the operations beside. */
export const bolaInconsistentAuthorization: Rule = {
  id: "bola-inconsistent-authorization",
  title: "Object authorization is stated for some operations and not for others (BOLA)",
  alsoKnownAs: ["BOLA", "IDOR", "broken object level authorization", "insecure direct object reference"],
  owasp: ["API1:2023"],
  cwe: [639, 862],
  asvs: ["V8.2.2"],
  confidence: "likely",

  rationale: prose`
    Some operations say, in their text or with a separate response, that requests for other users' objects are rejected.
    The others take an identifier too, but say nothing about this. A check that is missing in the description is often
    missing in the code, and then callers who send another identifier can read or modify other users' objects.
  `,
  exploit: prose`
    An attacker signs in, takes the identifier of one of their own objects and increments it. Most operations reject
    requests for other users' objects. One does not, and returns the data.
  `,
  remediation: prose`
    Check on the server whose object it is. Refuse others. Say so in the description, and declare the 403 or 404
    that other callers get. Test it with two accounts.
  `,

  examples: {
    bad: [
      yaml`
        security:
          - token: []
        paths:
          /patients/{id}/visits:
            get:
              description: Returns 404 for visits of another patient.
          /patients/{id}/bills:
            get:
              description: Returns 404 for bills of another patient.
          /patients/{id}/results:
            get: # ✗
              responses:
                "200":
                  description: Results.
                  content:
                    application/json:
                      schema:
                        properties:
                          diagnosis:
                            type: string
          /receipts/{number}:
            get: # ✗
              description: Returns receipts of other customers, too, if their number is given.
          /records/{id}:
            get: # ✗
              description: The whole record, for any signed-in user.
              responses:
                "200":
                  description: The record.
                  content:
                    application/json:
                      schema:
                        properties:
                          diagnosis:
                            type: string
        components:
          securitySchemes:
            token:
              type: http
              scheme: bearer
      `,
      yaml`
        security:
          - token: []
        paths:
          /groups/{id}:
            get:
              description: Returns a group if the user has access.
            delete: # ✗
              description: Deletes a group.
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
          /patients/{id}/visits:
            get:
              description: Returns 404 for visits of another patient.
          /patients/{id}/results:
            get:
              description: Returns 404 for results of another patient.
              responses:
                "200":
                  description: Results.
                  content:
                    application/json:
                      schema:
                        properties:
                          diagnosis:
                            type: string
          /patients/{id}/bills:
            get:
              responses:
                "200":
                  description: Bills.
                  content:
                    application/json:
                      schema:
                        properties:
                          diagnosis:
                            type: string
                "403":
                  description: Belongs to another patient.
          /receipts/{number}:
            get:
              description: Receipts of other customers are not found.
          /tips/{id}:
            get:
              description: A tip of the day, for any signed-in user.
        components:
          securitySchemes:
            token:
              type: http
              scheme: bearer
      `,
    ],
  },

  *check(api) {
    const stated = [...statedFaults(api)];
    yield* stated;
    const told = new Set(stated.flatMap(({ operations = [] }) => operations));
    const beside = [...besideFaults(api, told)];
    yield* beside;
    const before = new Set([...told, ...spotsOf(beside)]);
    const unsaid = [...clauseFaults(api, before)];
    yield* unsaid;
    yield* unlikeSiblings(api, new Set([...before, ...spotsOf(unsaid)]));
  },
};

function spotsOf(faults: readonly Fault[]): readonly Operation[] {
  return faults.flatMap(({ places = [] }) => places.flatMap(({ operation }) => operation ?? []));
}

/** Operations on an object of which one beside them says, in words, that not everybody reaches it. */
function* besideFaults(api: AssessedApi, told: ReadonlySet<Operation>): Generator<Fault> {
  if (isSaidOfAllCallers(api)) return;
  const operations = api.operations.filter((one) => !told.has(one) && !isForAdministrators(api, one));
  const clauses = changesBesideClause(operations);
  if (clauses.length > 0) yield besideFault(clauses);
  const seen = new Set(clauses.flatMap(({ silent }) => silent));
  for (const refusals of besideRefusals(operations)) {
    const silent = refusals.silent.filter((one) => !seen.has(one) && !isRefusedToOthers(api, one) && isGrave(api, one));
    if (silent.length > 0) yield besideFault([{ ...refusals, silent }]);
  }
}

/** Whether a call changes something, or gives more than what is internal, or what no schema describes. */
function isGrave(api: AssessedApi, operation: Operation): boolean {
  const { exposed } = api.assessed(operation);
  return (
    operation.method !== "GET" ||
    exposed.some(({ field }) => isAbove(field.sensitivity, "internal")) ||
    operation.responses.some(({ statusClass, content }) => statusClass === "2xx" && content.some(isBytes))
  );
}

/** Whether a file comes back. */
function isBytes({ type }: { readonly type: string }): boolean {
  return !/json|xml|text/i.test(type);
}

function besideFault(found: readonly DeniedBeside[]): Fault {
  const [{ by, saying, text, times }] = found as readonly [DeniedBeside];
  const silent = found.flatMap((one) => one.silent);
  const ids = listed(
    silent.map(({ id }) => id),
    3,
  );
  const does = silent.length === 1 ? "does" : "do";
  return {
    at: placeOf(silent[0]!),
    cause: by === "clause" ? "clause" : `refusal ${silent[0]!.path}`,
    title: "Some operations on an object say who has access, others do not (BOLA)",
    rationale: BESIDE,
    places: silent.map((operation) => ({ at: placeOf(operation), operation })),
    message:
      by === "clause"
        ? `${ids} ${does} not say who has access, but ${saying.id} on the same ${found.length === 1 ? "object" : "objects"} does`
        : `${ids} ${does} not declare that callers without access are refused, but ${count(times, "other operation")} on the same object do, such as ${saying.id}`,
    evidence: [
      `${saying.id} says: ${quotedSentence(text)}.`,
      ...silent.slice(0, 2).map((one) => `${one.id} says: ${saidOf(one)}.`),
    ],
  };
}

/** What an operation says of itself, and of its refusals. */
function saidOf({ summary, description, responses }: Operation): string {
  const text = description ?? summary ?? "";
  const refusals = responses.flatMap(({ status }) => (status.startsWith("4") ? [status] : []));
  const declared = refusals.length === 0 ? "no refusal is declared" : `${listed(refusals)} and no 403`;
  return text.trim() === "" ? declared : `${quotedSentence(text)}; ${declared}`;
}

const BESIDE = prose`
  Some operations on an object say that only callers with access may use it. Others, with the same credential, say
  nothing. A check that is missing in the description is often missing in the code, and then anyone can read or change
  the object there.
`;

/** What a text gives to every caller, though it is somebody's; and a filter that, left out or set to another, gives everybody's. */
function* statedFaults(api: AssessedApi): Generator<Fault> {
  for (const operation of api.operations) {
    if (operation.access !== "secured" || operation.operationKind !== "path" || isForAdministrators(api, operation))
      continue;
    const opening = openingOf(api, operation);
    if (opening === undefined) continue;
    const { at, witness, sentence, cause, message, mitigations = [] } = opening;
    const isPrivate = api.assessed(operation).judgedAs === "private";
    yield {
      at,
      cause: `${cause} ${operation.method} ${operation.pathItem.path}`,
      title: OPEN_TO_ANY_CALLER,
      rationale: STATED,
      // What names no object belongs to nobody whom the server could compare with the caller.
      ...(witness === undefined && operation.method === "GET" && !operation.path.includes("{")
        ? { remediation: WITHOUT_OBJECT }
        : {}),
      operations: [operation],
      places: [{ at, operation, ...(witness !== undefined && { witness }) }],
      message,
      evidence: [`The description says: "${sentence}"`],
      aggravations: ["the description says so"],
      mitigations: [...(isPrivate ? ["only the organization itself can make this call"] : []), ...mitigations],
    };
  }
}

/** What opens an operation, by the words of its description. */
interface Opening {
  readonly cause: string;
  readonly at: Place;
  readonly witness?: string;
  readonly sentence: string;
  readonly message: string;
  readonly mitigations?: readonly string[];
}

function openingOf(api: AssessedApi, operation: Operation): Opening | undefined {
  const beyond = beyondCallers(api, operation);
  if (beyond !== undefined) return beyond;
  if (isGraveRead(api, operation)) {
    const sentence = lettingIn(operation);
    if (sentence !== undefined)
      return {
        cause: "stated",
        at: placeOf(operation),
        sentence,
        message: `The text of ${operation.id} says that any caller with a credential can use it, but it returns data of individual users`,
      };
    const open = statedAt(operation, ["open-to-every-member"], ["own-only", "server-checks", "reserved"]);
    if (
      open !== undefined &&
      open.field === undefined &&
      !tellsWhatComesBack(open.sentence, operation) &&
      !isKept(operation, open.sentence) &&
      knowOwners(api) &&
      !isShownByLaw(operation, open.sentence)
    )
      return {
        cause: "stated",
        at: open.at,
        sentence: open.sentence,
        message: `The text of ${operation.id} says that every member can use it, but it returns data of individual users`,
      };
    const filter = openingFilter(operation);
    if (filter !== undefined)
      return {
        ...filter,
        cause: "filter",
        message: `"${filter.name}" of ${operation.id} gives access to other people's data, according to the description`,
        mitigations: filter.isOfTenants ? [] : ["they may all belong to the caller's organization"],
      };
  }
  return statedOpening(api, operation) ?? defaultOpening(api, operation);
}

/** Whether a sentence says what a read returns and not who may call it: "Returns all users who can review this". */
function tellsWhatComesBack(sentence: string, { lexicon }: Operation): boolean {
  const [first = ""] = wordsInOrder(sentence);
  return (
    lexicon.is(first, "hands-back") ||
    [first, first.replace(/s$/, "")].some((word) => lexicon.is(word, "plainly-reads"))
  );
}

/** Data of people that, by a text, goes to callers who have nothing to do with them, or to organizations outside like to the office. */
function beyondCallers(api: AssessedApi, operation: Operation): Opening | undefined {
  const withdrawn = isOwn(operation) ? undefined : withdrawnIn(operation);
  if (withdrawn !== undefined)
    return {
      cause: "withdrawn",
      at: placeOf(operation),
      sentence: withdrawn,
      message: `According to its description, ${operation.id} returns what was redacted or deleted`,
    };
  // A log-in finds nobody: "whether or not the user agrees, they are sent back to the address of your application".
  const anybody = isAuthorizationEndpoint(operation) ? undefined : anybodyIn(operation);
  const before = isOwn(operation) || operation.method !== "GET" ? undefined : ofThoseBeforeIn(operation);
  const sentence = anybody ?? before ?? sharedOutsideIn(operation);
  if (sentence === undefined) return undefined;
  if (!api.assessed(operation).exposed.some(({ field }) => isAbove(field.sensitivity, "internal"))) return undefined;
  return {
    cause: anybody !== undefined ? "anybody" : before !== undefined ? "before" : "outside",
    at: placeOf(operation),
    sentence,
    message: `According to its description, ${operation.id} ${
      anybody !== undefined
        ? "returns data of people who have nothing to do with the caller"
        : before !== undefined
          ? "returns data of those who had the thing before the caller"
          : "gives organizations outside the same data of people as the office"
    }`,
  };
}

/** Whether the sentence that opens a list names the paragraph of a law that wants it: one of the members' representatives. */
function isShownByLaw({ method, path, description = "" }: Operation, sentence: string): boolean {
  if (method !== "GET" || path.includes("{")) return false;
  const at = description.indexOf(sentence);
  const before = description.slice(Math.max(0, at - NEAR), Math.max(0, at));
  const after = description.slice(at + sentence.length, at + sentence.length + NEAR);
  // "List by § 43a Abs. 6 GenG: every member …", and "(Art. 12 of …)", at which a sentence seems to end.
  const around = `${/(?::|\b\p{L}{1,4}\.)\s*$/u.test(before) ? before : ""}${sentence}${sentence.lastIndexOf("(") > sentence.lastIndexOf(")") ? after : ""}`;
  return PARAGRAPH.test(around.slice(0, LIMIT));
}

/** So many letters around a sentence belong to it where it goes on. */
const NEAR = 60;

/** "§ 43a Abs. 6 GenG", "Art. 15 DSGVO", "section 12 of the Act", "article L. 213-1 du code". */
const PARAGRAPH =
  /§{1,2}\s?\d|\bArt(?:icle|ikel|ículo|igo)?\.?\s?(?:[LRD]\.?\s?)?\d[^.\n]{0,40}\b(?:Act|Law|Code|\p{L}*[Gg]esetz\p{L}*|DSGVO|GDPR|RGPD|Ley|Lei|Loi|code|loi|ley|lei)\b|\b[Ss]ection \d[^.\n]{0,40}\bAct\b/u;
/** So much of a text is looked at. */
const LIMIT = 3000;

/** An optional value for which the caller stands where it is left out, and of which nothing says whom it may name. */
function defaultOpening(api: AssessedApi, operation: Operation): Opening | undefined {
  const { principal, intent } = api.assessed(operation);
  if (
    (principal !== "user" && principal !== "client") ||
    intent !== undefined ||
    isKept(operation) ||
    declaresRefusal(operation)
  )
    return undefined;
  const own = ownByDefault(operation);
  if (own === undefined) return undefined;
  return {
    ...own,
    cause: "default",
    message: `${quoted(own.name)} of ${operation.id} defaults to the caller, and the description does not say that other people's values are rejected`,
    mitigations: ["the server may reject values that are not the caller's"],
  };
}

/** What a sentence opens that states of an operation, or of what it takes, that others' things are reached, or that a number suffices. */
function statedOpening(api: AssessedApi, operation: Operation): Opening | undefined {
  if (api.assessed(operation).intent !== undefined || isOfCallerAlone(operation)) return undefined;
  // Who acts as somebody else is told by another rule, whatever it is said with.
  if (actsAsOthers(operation)) return undefined;
  const against = ["own-only", "server-checks", "reserved"] as const;
  const ofPath = statedOfPath(operation, against);
  const stated = statedAt(operation, ["any-object", "id-suffices"], against) ?? ofPath;
  if (stated === undefined || !knowOwners(api) || isShownByLaw(operation, stated.sentence)) return undefined;
  if (isLabel(stated.sentence)) return undefined;
  // A refusal that all operations share says less than a sentence on what this one asks for.
  if (ofPath === undefined ? isKept(operation, stated.sentence) : saidRole(operation) !== undefined) return undefined;
  const said = wordsInOrder(stated.sentence);
  // Who needs no account is nobody who calls with a credential: a link is made for them. Who approves is a second person.
  if (AMONG_SEVERAL.some((concept) => operation.lexicon.has(said, concept))) return undefined;
  if (isOfMembers(said, operation)) return undefined;
  // What somebody offers is there for others to buy: that it is theirs is what makes it an offer.
  if (operation.method === "POST" && isOfBuying(said, operation)) return undefined;
  const { field, at, sentence } = stated;
  if (
    field === undefined
      ? !namesOthers(sentence, operation)
      : field.types.includes("boolean") || !namesThing(field, operation)
  )
    return undefined;
  return field === undefined
    ? {
        cause: "stated",
        at,
        sentence,
        message: `According to its description, ${operation.id} gives any caller with a credential access to other people's objects`,
        mitigations: operation.lexicon.has(said, "only-a-reference") ? ["others get no more than an identifier"] : [],
      }
    : {
        cause: "filter",
        at,
        sentence,
        witness: field.witness,
        message: `${quoted(field.name)} of ${operation.id} gives access to other people's objects, according to the description`,
      };
}

/** Whether a text only names something, each word with a capital: "Access Worldwide Username" is what a carrier calls a log-in. */
function isLabel(sentence: string): boolean {
  const words = sentence.match(/\p{L}+/gu) ?? [];
  return (
    words.length < LEAST_OF_SENTENCE || (!/[.;:!?]/.test(sentence) && words.every((word) => /^\p{Lu}/u.test(word)))
  );
}

/** Fewer words say of nobody what he may do. */
const LEAST_OF_SENTENCE = 3;

const AMONG_SEVERAL = ["said-open", "approval-step", "approve"] as const;

/** Whether a sentence begins with buying something, or with who does: "The caller buys …", "Order a book …". */
function isOfBuying(said: readonly string[], { lexicon }: Operation): boolean {
  const verbs = said.slice(0, MOST_BEFORE_VERB).map((word) => [word, word.replace(/s$/, ""), word.replace(/t$/, "en")]);
  const [first = []] = verbs;
  return verbs.some((forms) => lexicon.has(forms, "buy")) || lexicon.has(first, "bought");
}

const MOST_BEFORE_VERB = 4;

/** Whether a sentence speaks of the members of the group that the path names: they share what is its own. */
function isOfMembers(said: readonly string[], { path, lexicon }: Operation): boolean {
  const isOfGroup = path
    .split("/")
    .some((segment, at, all) => all[at + 1]?.startsWith("{") === true && lexicon.has(wordsOf(segment), "collective"));
  return isOfGroup && said.some((word) => lexicon.is(word, "member-of-group"));
}

/** A sentence by which it is enough to know what the path asks for, by the name that the path has for it: "conocer el CUPS". */
function statedOfPath(operation: Operation, against: readonly Statement[]): ReturnType<typeof statedAt> {
  const stated = statedAt(operation, ["knowing-suffices"], against);
  if (stated === undefined) return undefined;
  const said = new Set(wordsOf(stated.sentence));
  const isNamed = pathIdentifiers(operation).some(({ name }) => {
    const words = wordsOf(name);
    return (
      words.some((word) => said.has(word)) &&
      words.every((word) => said.has(word) || operation.lexicon.is(word, "naming"))
    );
  });
  return isNamed ? stated : undefined;
}

/** Whether a call reads what is the caller's by its path, and names nothing: `GET /me`. */
function isOfCallerAlone(operation: Operation): boolean {
  const { method, path, parameters, requestBody } = operation;
  const isNamed = path.includes("{") || parameters.length > 0 || requestBody !== undefined;
  return method === "GET" && !isNamed && isOwn(operation);
}

/** Whether callers have things of their own, by anything that an API says of itself: what they log in with, an operation, its head. */
const knowOwners = memoBy(
  ({ operations }: AssessedApi) => operations,
  ({ info, securitySchemes, operations }: AssessedApi): boolean =>
    [info.description, ...securitySchemes.map(({ description }) => description)].some((text) =>
      statedIn(text ?? "").has("own-only"),
    ) ||
    operations.some((operation) => isOwn(operation) || saysOnesOwn(operation) || isStatedOf(operation, "own-only")),
);

/** Whether a sentence speaks of somebody, or of what is the caller's, and not of how far back one may page. */
function namesOthers(sentence: string, { lexicon }: Operation): boolean {
  const words = wordsInOrder(sentence);
  return SOMEBODY.some((concept) => lexicon.has(words, concept));
}

const SOMEBODY = [
  "natural-person",
  "ordinary-person",
  "every-caller",
  "every-holder",
  "anybody",
  "another",
  "owner",
  "person-record",
  "tenant",
  "thing-of-callers",
] as const;

/** Whether a text keeps an operation to what is the caller's own, or to those who hold a role. */
function isKept(operation: Operation, sentence = ""): boolean {
  return (
    refusesOthersBeside(operation, sentence) || saidRole(operation) !== undefined || isStatedOf(operation, "reserved")
  );
}

const STATED = prose`
  The description itself says that any caller may read the data, or that a parameter reaches beyond the caller's own
  data. A credential identifies the caller but does not say what the caller may see. Any account holder can then read
  other people's or other customers' sensitive data.
`;

const WITHOUT_OBJECT = prose`
  Return only the fields that every caller may see, and everything else one record at a time, to callers who may read
  that record. If callers are meant to get only what is theirs, return nothing else, and say so in the description.
  Test it with two accounts.
`;

/** Operations that are told whose things are meant as others are, and leave out what those say in the same words. */
function* clauseFaults(api: AssessedApi, told: ReadonlySet<Operation>): Generator<Fault> {
  if (isSaidOfAllCallers(api)) return;
  const secured = api.operations.filter((one) => one.access === "secured" && one.operationKind === "path");
  const clauses = sharedClauses(secured);
  if (clauses.length === 0) return;
  const named = new Set(
    candidatesOf(api).flatMap(({ kind, operation }) =>
      NAMED.has(kind) && !isOwnRelation(operation) ? [operation] : [],
    ),
  );
  const seen = new Set(told);
  for (const { saying, sentence } of clauses) {
    const asked = new Set(saying.map(requirementOf));
    const kinds = new Set(saying.flatMap((one) => [...selectorKinds(one)]));
    // A refusal that those declare, too, that say whose things are meant is one for all, and says less.
    const isRefusalForAll = saying.filter(declaresRefusal).length * 2 > saying.length;
    const silent = secured.filter(
      (one) =>
        named.has(one) &&
        !seen.has(one) &&
        asked.has(requirementOf(one)) &&
        [...selectorKinds(one)].some((kind) => kinds.has(kind)) &&
        !hintsWhose(one) &&
        (isRefusalForAll || !declaresRefusal(one)) &&
        !isRefusedToOthers(api, one) &&
        !isOwn(one) &&
        !isForAdministrators(api, one),
    );
    if (silent.length === 0 || silent.length > saying.length) continue;
    for (const one of silent) seen.add(one);
    const ids = listed(
      silent.map(({ id }) => id),
      3,
    );
    yield {
      at: placeOf(silent[0]!),
      cause: `words ${saying[0]!.pathItem.path}`,
      places: silent.map((operation) => ({ at: placeOf(operation), operation })),
      message: `Nothing says whose objects callers may name in ${ids} (only their own, or any); it says so for ${count(saying.length, "other operation")} in identical words, such as ${saying[0]!.id}`,
      evidence: [
        `${saying[0]!.id} says: ${quotedSentence(sentence)}.`,
        ...silent.slice(0, 2).map((one) => `${one.id} ${textOf(one)}.`),
      ],
    };
  }
}

function textOf({ summary = "", description = "" }: Operation): string {
  const text = description.trim() === "" ? summary : description;
  return text.trim() === "" ? "has no description" : `says: ${quotedSentence(text.trim())}`;
}

/** Operations that take an identifier and say nothing of whose it may be, where others of the same API do. */
function* unlikeSiblings(api: AssessedApi, told: ReadonlySet<Operation>): Generator<Fault> {
  // Most descriptions say it of none, and what could be somebody else's is not looked for.
  if (
    api.operations.filter((one) => one.access === "secured" && saysOnesOwn(one)).length < 2 ||
    isSaidOfAllCallers(api)
  )
    return;
  const named = candidatesOf(api).filter(
    ({ kind, operation }) => NAMED.has(kind) && operation.access === "secured" && !isOwnRelation(operation),
  );
  const isRefusalTold = named.some(({ operation }) => !declaresRefusal(operation));
  const saysWhose = (operation: Operation): boolean =>
    hintsWhose(operation) || (isRefusalTold && declaresRefusal(operation));
  const saying = named.filter(({ operation }) => saysOnesOwn(operation));
  // One may be a special case; where few say it, a description leaves it out.
  if (saying.length < 2 || saying.length * 5 < named.length) return;
  // A scope of its own may be what only those hold who may have everybody's.
  const asked = new Set(
    api.operations.filter((one) => one.access === "secured" && saysOnesOwn(one)).flatMap((one) => waysIn(one)),
  );
  // Where one who may have only what is theirs is named by their role, the role alone says nothing of whose.
  const ofOwners = new Set(saying.flatMap(({ operation }) => rolesIn(operation)));
  const isForOwners = (operation: Operation): boolean =>
    rolesIn(operation).some((role) => ofOwners.has(role)) &&
    !saysOnesOwn(operation) &&
    saidRole(operation) === undefined;
  const silent = named.filter(
    ({ operation, impact }) =>
      impact.weight >= leastWeight(operation, isForOwners(operation)) &&
      waysIn(operation).some((way) => asked.has(way)) &&
      (!saysWhose(operation) || isForOwners(operation)) &&
      !isRefusedToOthers(api, operation) &&
      !told.has(operation) &&
      !isForAdministrators(api, operation),
  );
  if (silent.length === 0 || silent.length > Math.max(saying.length, 4)) return;
  const [first] = silent;
  yield {
    at: placeOf(first!.operation),
    cause: "",
    places: silent.map(({ operation }) => ({ at: placeOf(operation), operation })),
    message: `Nothing says whose objects callers may name in ${listed(
      silent.map(({ operation }) => operation.id),
      3,
    )} (only their own, or any), but it says so for ${count(saying.length, "other operation")}, such as ${saying[0]!.operation.id}`,
    mitigations: ["the server may check this although the description does not say so: test it"],
  };
}

/**
 * What harms less is left out where nothing is said of whose it is: not so a change for which a role of owners is said to be
 * enough, and what is asked for by whose it is, a customer or an account.
 */
function leastWeight(operation: Operation, isForOwners: boolean): number {
  if (pathIdentifiers(operation).some(({ name }) => namesOwner(wordsOf(name), operation))) return LEAST_OF_OWNER;
  return isForOwners && operation.method !== "GET" ? LEAST_OF_CHANGE : LEAST_WEIGHT;
}

function namesOwner(words: readonly string[], { lexicon }: Operation): boolean {
  return OWNERS.some((concept) => words.some((word) => lexicon.is(word, concept)));
}

const OWNERS = ["tenant", "account", "clientele"] as const;
const LEAST_WEIGHT = 8;
const LEAST_OF_CHANGE = 4;
const LEAST_OF_OWNER = 3;

/** The roles that a text names, as values or in capitals: `tenant`, MITGLIED. */
function rolesIn({ summary = "", description = "", lexicon }: Operation): readonly string[] {
  const text = `${summary}. ${description}`.slice(0, MOST_OF_TEXT);
  return sentencesOf(text).flatMap((sentence) =>
    lexicon.has(wordsInOrder(sentence), "names-role") || lexicon.is(wordsInOrder(sentence)[0] ?? "", "role-key")
      ? (sentence.match(/(?<=`)\w+(?=`)|(?<!\p{L})\p{Lu}[\p{Lu}_]{3,}(?!\p{L})/gu) ?? [])
      : [],
  );
}

const MOST_OF_TEXT = 1000;

/** Whether what is named is somebody to whom the caller stands in a relation of its own: `DELETE /friends/{userId}`. */
function isOwnRelation({ path, lexicon }: Operation): boolean {
  const [first = "", named = "", ...more] = path
    .split("/")
    .filter((segment) => segment !== "" && !/^(?:apis?|v\d+)$/.test(segment));
  return more.length === 0 && named.includes("{") && lexicon.is(wordsOf(first).join(" "), "acquaintance");
}

/** How an operation may name what it takes. */
const NAMED: ReadonlySet<string> = new Set(["object", "filter", "approval", "reference", "batch"]);

function declaresRefusal({ responses }: Operation): boolean {
  return responses.some(({ status }) => status === "403");
}

function isForAdministrators(api: AssessedApi, operation: Operation): boolean {
  return isAdministration(operation) || isSaidForAdministrators(api, operation);
}
