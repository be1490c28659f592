import { isAbove, type Subject } from "../core/exposure-words.ts";
import { memo } from "../core/memo.ts";
import { isRecordOfItsOwn } from "../data/classify/entity.ts";
import type { Categories } from "../data/taxonomy/categories.ts";
import { categoriesOf } from "../data/taxonomy/default-categories.ts";
import type { DataFlows, Flow } from "../data/flows/flow.ts";
import { isCredential } from "../data/taxonomy/is-credential.ts";
import { wordsOf } from "../lexicon/name-tokens.ts";
import type { Api, Operation } from "../model/api.ts";
import type { Schema } from "../model/schema.ts";
import type { Policy } from "../policy/policy.ts";
import { admissionsOf } from "./admission.ts";
import type { AssessedFlow } from "./assessed-api.ts";
import { personAskedAbout } from "./asked-about-person.ts";
import { authorCards, type IsOnAuthorCard } from "./author-cards.ts";
import { callersOwn } from "./callers-own.ts";
import { keptToOwners } from "./kept-to-owners.ts";
import { perhapsAlike } from "./perhaps-alike.ts";
import { principalsOf } from "./principals.ts";
import { isReceipt } from "./receipt-tokens.ts";
import { configuredTenancy, tenancyOf } from "./tenancy.ts";
import { isInOpenRecord, isInPublicCalendar } from "./open-records.ts";
import { intentOf } from "./intent.ts";
import { isOfListedPlace } from "./listed-places.ts";
import { isPublishedText, isTextOfReview } from "./published-people.ts";
import { isOfPublishedThing } from "./published-things.ts";
import { isOfPlace, isReferenceData } from "./reference-data.ts";
import { kindOf, namesUnknownCaller, sentAs, sentIn, subjectOf, subjectOfFlow, type FlowSubject } from "./subject.ts";
import { fixedSegments } from "./words.ts";

/** The flows of an API, and whose data they carry: the same in every judgement of who can call. */
export interface WhoseData {
  readonly data: DataFlows;
  /** Whose data what an operation returns is, taken as a whole. */
  readonly subjectOf: (operation: Operation) => Subject;
  readonly flowsOf: (operation: Operation) => readonly AssessedFlow[];
  /** Those of them that are read and count for exposure; of errors what they tell of others. */
  readonly exposedBy: (operation: Operation) => readonly AssessedFlow[];
  /** Whether a flow is of data that is public on purpose, what people write for others to see, or the card under which they do. */
  readonly isWrittenForOthers: (flow: AssessedFlow) => boolean;
}

interface Carried {
  readonly subject: Subject;
  readonly flows: readonly AssessedFlow[];
  readonly exposed: readonly AssessedFlow[];
}

/** Works out whose data each flow carries; each operation once, when it is asked for. */
export function whoseData(api: Api, data: DataFlows, policy: Policy): WhoseData {
  const admissions = admissionsOf({ ...api, data }, policy, undefined);
  const { schemes, signUps } = admissions;
  const principals = principalsOf(api, schemes, signUps);
  const tenancy = tenancyOf(api, policy, schemes, principals);
  const ownBy = callersOwn(api);
  const isKeptToOwners = keptToOwners(api, principals, ownBy);
  const isPerhapsAlike = perhapsAlike(api, admissions, tenancy);
  const known = new Map<Operation, Carried>();
  const asBefore = sharedBetweenPolicies(data);
  const of = (operation: Operation): Carried => {
    let one = known.get(operation);
    if (one === undefined) {
      // Of `/me` without a credential nobody knows whose it is, whatever its text says.
      const own = namesUnknownCaller(operation) ? undefined : ownBy(operation);
      const carried = data.flowsOf(operation);
      const isAsked = personAskedAbout(operation, carried) !== undefined;
      const whole = isAsked ? "addressed" : subjectOf(operation);
      const subject = own === undefined || whole === "none" ? whole : "caller";
      const kind = isAsked ? "principal" : kindOf(operation, principals);
      const sent = sentIn(operation, carried);
      const isKept = isKeptToOwners(operation);
      const isOpen = !isKept && isPerhapsAlike(operation);
      const isUndecided = configuredTenancy(policy, operation) === undefined;
      // What stands in the way and holds nothing but the address that was sent says only that it is there.
      const isTelling = carried.some(
        (flow) => isOfAnother(flow) && (!sent.has(sentAs(flow)) || (isInRecord(flow) && !isAddress(flow))),
      );
      const flows = carried.map((flow) => {
        const found = subjectOfFlow(flow, whole, kind, principals, sent, own, tenancy, isKept);
        if (isCredential(flow.field.category) && isReceipt(flow, api.operations))
          return assessedFlow(flow, { ...found, subject: "caller", whose: "caller", principal: false });
        if (isTelling && isOfAnother(flow)) return assessedFlow(flow, { ...found, whose: "population" });
        return assessedFlow(flow, isOpen && isHarmed(flow, found) ? { ...found, ...ALIKE, isUndecided } : found);
      });
      one = asBefore(operation, {
        subject,
        flows,
        exposed: flows.filter((flow) => isExposed(flow) || isToldInError(flow)),
      });
      known.set(operation, one);
    }
    return one;
  };
  let isOnCard: IsOnAuthorCard | undefined;
  let categories: Categories | undefined;
  return {
    data,
    isWrittenForOthers: (flow) =>
      isTextOfReview(flow) ||
      (!flow.principal &&
        (isPublishedText(flow) ||
          isOfPublishedThing(flow) ||
          isInOpenRecord(api, flow) ||
          isInPublicCalendar(flow) ||
          isOfListedPlace(flow, (categories ??= categoriesOf(policy, api.lexicon))) ||
          (isOfPlace(flow.field.category) && isReferenceData(api, flow.operation)))) ||
      (isOnCard ??= authorCards(api.operations, (operation) => of(operation).flows))(flow),
    subjectOf: (operation) => of(operation).subject,
    flowsOf: (operation) => of(operation).flows,
    exposedBy: (operation) => of(operation).exposed,
  };
}

/**
 * Gives what an operation carried by an earlier policy where it is the same: an answer seldom changes whose data a flow is,
 * and what is remembered of flows, and of situations that have them in common, then holds for it, too.
 */
const sharedBetweenPolicies = memo((_data: DataFlows): ((operation: Operation, carried: Carried) => Carried) => {
  const first = new Map<Operation, Carried>();
  return (operation, carried) => {
    const before = first.get(operation);
    if (before === undefined) first.set(operation, carried);
    return before !== undefined && isSame(before, carried) ? before : carried;
  };
});

function isSame(one: Carried, { subject, flows }: Carried): boolean {
  return (
    one.subject === subject &&
    one.flows.length === flows.length &&
    one.flows.every((flow, at) => isSameFlow(flow, flows[at]!))
  );
}

/** Both are of one operation, and made of the same flow where its field, its way and its direction are the same. */
function isSameFlow(one: AssessedFlow, other: AssessedFlow): boolean {
  return (
    one.field === other.field &&
    one.path === other.path &&
    one.witness === other.witness &&
    one.direction === other.direction &&
    one.via === other.via &&
    one.subject === other.subject &&
    one.principal === other.principal &&
    one.whose === other.whose &&
    one.isUndecided === other.isUndecided &&
    one.isEmbedded === other.isEmbedded &&
    one.principalAt === other.principalAt
  );
}

/**
 * Whether it is the record of somebody else that stands in the way of a new one: a person's, or any that somebody meets who
 * calls without a credential. Of other things a caller with a credential may have made both: an address, a payment that is
 * sent twice; and in a tenant all are its own.
 */
function isOfAnother({ operation, direction, via, path }: Flow): boolean {
  if (direction !== "read" || via !== "error" || operation.method !== "POST" || operation.path.includes("{"))
    return false;
  if (!path.some(({ schema }, at) => isRecordOfItsOwn(schema) && (at > 0 || !isErrorBody(schema)))) return false;
  return (
    operation.lexicon.has(wordsOf(fixedSegments(operation.path).at(-1) ?? ""), "natural-person") ||
    (answersConflict(operation) && (operation.access === "anonymous" || intentOf(operation) === "sign-up"))
  );
}

/** Whether it stands in a record inside of the body: that one was there before, and may say otherwise than what was sent. */
function isInRecord({ path }: Flow): boolean {
  return path.slice(1).some(({ schema }) => isRecordOfItsOwn(schema));
}

/** Whether it is by what people are known that there is only one record of them: an e-mail address, a phone number. */
function isAddress({ field }: Flow): boolean {
  return field.category.startsWith("user.contact");
}

function answersConflict({ responses }: Operation): boolean {
  return responses.some(({ status, content }) => status === "409" && content.length > 0);
}

/** Whether a body says what went wrong, and at most of which value: its identifier is that of the error. */
function isErrorBody({ properties }: Schema): boolean {
  const names = [...properties.keys()].filter((name) => !/id$/i.test(name));
  const others = names.filter((name) => !OF_ERROR.test(name));
  return others.length < names.length && others.length <= 1;
}

const OF_ERROR = /^(?:error|errors|error_?code|code|status|message|detail|type)$/i;

/** Whether it harms somebody that others than those who manage them read this. */
function isHarmed({ field, direction }: Flow, { whose }: FlowSubject): boolean {
  return direction === "read" && whose === "tenant" && field.isPersonal && field.sensitivity === "restricted";
}

/** Of a person of whom nobody knows whether they are such as the caller. */
const ALIKE = { principal: true, whose: "population" } as const;

function isExposed({ direction, via }: Flow): boolean {
  return direction === "read" && (via === "body" || via === "embedded" || via === "header");
}

/** Whether an error tells of somebody else: what the caller sent, or owns, it may say again. */
function isToldInError({ direction, via, field, whose }: AssessedFlow): boolean {
  return (
    direction === "read" &&
    via === "error" &&
    whose !== "caller" &&
    field.isPersonal &&
    field.confidence !== "possible" &&
    isAbove(field.sensitivity, "internal")
  );
}

/** There are very many flows: each is made with all its properties at once. */
function assessedFlow(
  { field, operation, direction, via, witness, path }: Flow,
  { subject, principal, whose, isUndecided, isEmbedded, principalAt }: FlowSubject,
): AssessedFlow {
  return {
    field,
    operation,
    direction,
    via,
    witness,
    path,
    subject,
    principal,
    whose,
    isUndecided,
    isEmbedded,
    principalAt,
  };
}
