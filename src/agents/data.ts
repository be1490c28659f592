/*
 * What comes back into the model, and stands in its transcript: whose data it is, and how much of it.
 */
import { categoryWords } from "../core/category-words.ts";
import { isAbove } from "../core/exposure-words.ts";
import { isCredential } from "../data/taxonomy/is-credential.ts";
import { isWithin } from "../data/taxonomy/is-within.ts";
import type { AssessedApi, AssessedFlow } from "../exposure/assessed-api.ts";
import { returnsList } from "../exposure/lists.ts";
import { isOwn } from "../exposure/principals.ts";
import { isNamedInRevision, isOfPublishedPerson } from "../exposure/published-people.ts";
import { readingOf } from "../exposure/reading.ts";
import type { Concept } from "../lexicon/concept.ts";
import type { Lexicon } from "../lexicon/lexicon.ts";
import { textOfName, wordsInOrder, wordsOf } from "../lexicon/name-tokens.ts";
import { endsIn } from "../lexicon/phrases.ts";
import type { Operation } from "../model/api.ts";
import { composedProperties } from "../model/schema-parts.ts";
import { targetOf } from "../model/schema.ts";
import { pathSteps } from "../operations/candidates/path-steps.ts";
import { isPaged } from "../operations/paging.ts";
import { isShownByCommunities } from "../operations/readers/shown-alone.ts";
import { requestFields } from "../operations/request-fields.ts";
import { listedProperties, returnedProperties } from "../operations/returned-properties.ts";
import { unclearPathsOf, understandingOf } from "../operations/understood.ts";
import { isOfCart } from "./carts.ts";
import { hasCallerOfItsOwn, type AgentCall } from "./agent-call.ts";
import { saidReading } from "./said-reading.ts";
import type { Ground } from "./ground.ts";
import { isDeepWithin } from "./deep-within.ts";
import { isRestrictedByPath } from "./restricted-paths.ts";
import { lastStepWords, stepWords } from "./step-words.ts";

/** What a call returns that an agent must not read, or that a person confirms, and what it may read. */
export function* returnedDataOf(call: AgentCall): Generator<Ground> {
  const { api, operation, isChange } = call;
  const known = api.whose.exposedBy(operation).filter((flow) => isTelling(flow) && !isPublished(call, flow));
  const ofOthers = known.filter((flow) => !isCallersOwn(call, flow));
  const isComputed = !isChange && (readingOf(operation) === "computed" || saidReading(operation) === "computed");
  const restricted = ofOthers.filter(
    (flow) => isRestricted(call, flow) && !(isHealth(flow) && isOfOnePatient(call, known)),
  );
  if (restricted.length > 0) yield { reason: "restricted-data", shownBy: shown(restricted[0]!) };
  else if (!isChange && (isRestrictedByPath(call) || isIdentityRecord(call)))
    yield { reason: "restricted-data", shownBy: "" };
  else if (!isChange && !isComputed) {
    const sought = api.assessed(operation).flows.find(isSoughtByIdentity);
    if (sought !== undefined) yield { reason: "restricted-data", shownBy: shown(sought) };
  }
  const ofPatient =
    isOwn(operation) || isComputed || (!isChange && endsInAny(operation, ["money-record"]))
      ? undefined
      : patientNamedBy(operation);
  if (ofPatient !== undefined && restricted.length === 0)
    yield { reason: isChange ? "restricted-change" : "restricted-data", shownBy: ofPatient };
  const set = isChange ? api.assessed(operation).flows.find((flow) => isSetOfOthers(call, flow)) : undefined;
  if (set !== undefined)
    yield {
      reason:
        // An employer keeps the numbers of its staff; who owns a company is checked by others.
        isWithin(set.field.category, "user.government_id") &&
        !endsInAny(operation, ["staff"]) &&
        // Beside much else of something new, such as an account that is applied for, it is checked by others.
        !((call.action.isMaking || endsInAny(operation, ["placed-order"])) && isWithinObject(set))
          ? "identity-data"
          : "restricted-change",
      shownBy: shown(set),
    };
  // What a change is answered with is what was changed.
  if (isChange) return;
  if (isComputed) return yield { reason: "computation", shownBy: "" };
  const personal = ofOthers.filter((flow) => isPersonalOfOthers(call, flow));
  const people = peopleReadBy(call, personal);
  // What everybody reads with the same key is limited to nobody's own.
  if (people !== undefined) yield hasCallerOfItsOwn(call) ? people : { ...people, reason: "unseparated-data" };
  const many = known.find(({ field }) => field.isPersonal);
  if (many !== undefined && isUnbounded(call)) yield { reason: "unbounded-data", shownBy: shown(many) };
  if (isOfCorrespondence(call)) yield { reason: "messages", shownBy: "" };
  if (isCopy(operation)) yield { reason: "export", shownBy: "" };
  if (endsIn(lastStepWords(operation), operation.lexicon, "kept-log")) yield { reason: "logs", shownBy: "" };
  const isCallers = isOwn(operation) && hasCallerOfItsOwn(call);
  if (isUntold(call) && !isCallers) return yield { reason: "unknown-data", shownBy: "" };
  const own = known.find((flow) => flow.whose === "caller" || !isShownByCommunities(flow));
  if (people !== undefined || restricted.length > 0 || ofPatient !== undefined) return;
  if (isCallers || own !== undefined) return yield { reason: "own-data", shownBy: own === undefined ? "" : shown(own) };
  yield { reason: "plain-data", shownBy: "" };
}

/**
 * What a read gives of other people. Those whom the caller serves or keeps as contacts, such as customers, are listed or looked up
 * for them: a list is a copy of the address book. Among peers, such as members of a group or users of a network, everybody sees
 * the others, but for how to reach them. One thing of the caller's, such as an order, may name who else has to do with it.
 */
function peopleReadBy(call: AgentCall, personal: readonly AssessedFlow[]): Ground | undefined {
  const { operation } = call;
  const [first] = personal;
  const isCallers = isOwn(operation) && hasCallerOfItsOwn(call);
  if (isCallers) return first === undefined ? undefined : { reason: "personal-data", shownBy: shown(first) };
  const isList = returnsList(operation);
  const reached = personal.find((flow) => isAddressed(flow, isList ? 2 : 1));
  if (endsInAny(operation, SERVED)) {
    const isTold = first !== undefined || isUntold(call);
    if (!isTold) return undefined;
    const isMany = isList || pathSteps(operation).at(-1)?.parameter === undefined;
    return { reason: isMany ? "people-listed" : "personal-data", shownBy: first === undefined ? "" : shown(first) };
  }
  if (endsInAny(operation, PEERS)) {
    if (reached === undefined) return undefined;
    return { reason: isList ? "people-listed" : "personal-data", shownBy: shown(reached) };
  }
  if (first === undefined || isOfCorrespondence(call)) return undefined;
  const ofSomebody = personal.find(
    (flow) =>
      (isOfMany(call) && isOfOneOfMany(flow)) ||
      isOfStrangers(flow) ||
      !hasCallerOfItsOwn(call) ||
      isBelowServed(operation),
  );
  return ofSomebody === undefined ? undefined : { reason: "personal-data", shownBy: shown(ofSomebody) };
}

/** Whether a path ends in what is called so, or in one of them. */
function endsInAny(operation: Operation, concepts: readonly Concept[]): boolean {
  const last = lastStepWords(operation);
  return concepts.some((concept) => endsIn(last, operation.lexicon, concept));
}

/** Whether a path leads through people whom the caller serves: `/customers/{id}/orders`. */
function isBelowServed(operation: Operation): boolean {
  return stepWords(operation).some((words) => SERVED.some((concept) => endsIn(words, operation.lexicon, concept)));
}

/** People whom a business or an institution serves, employs or writes to. */
const SERVED = ["human", "clientele", "staff", "applicant", "contact-person", "third-party"] as const;

/** People who stand beside the caller. */
const PEERS = ["user", "population", "membership-of-team", "colleague", "administrator"] as const;

/** Whether what is returned, or each row of it, says by itself how somebody is reached; it may have a person within. */
function isAddressed({ field, path }: AssessedFlow, depth: number): boolean {
  if (!ADDRESSED.some((category) => isWithin(field.category, category))) return false;
  const item = path.findLastIndex(({ isItem }) => isItem);
  return path.slice(item + 1).filter(({ property }) => property !== undefined).length <= depth;
}

/** By what somebody is reached from afar: with such a list, an agent can write to everybody on it. */
const ADDRESSED = ["user.contact.email", "user.contact.phone_number"] as const;

/** The field by which a record says of which patient it is: whatever stands in it is of that person's health (GDPR, recital 35). */
function patientNamedBy(operation: Operation): string | undefined {
  const sent = requestFields(operation).flatMap(({ in: way, depth, name, words, witness }) =>
    way === "body" && depth === 0 ? [{ name, words, shownBy: witness }] : [],
  );
  const returned = listedProperties(operation).map(([name]) => ({
    name,
    words: wordsOf(name),
    shownBy: `2xx ${name}`,
  }));
  // How many patients there are says nothing of one: `numPatients`.
  return [...sent, ...returned].find(
    ({ name, words }) => (words.length === 1 || !/s$/i.test(name)) && isPatientsId(words, operation.lexicon),
  )?.shownBy;
}

/** Whether a field is a patient, or the identifier of one. */
function isPatientsId(words: readonly string[], lexicon: Lexicon): boolean {
  return endsIn(words.at(-1) === "id" ? words.slice(0, -1) : words, lexicon, "treated-person");
}

/** Whether a call gives what people write to each other, wherever it is kept: below a room, a deal, an account. */
function isOfCorrespondence({ operation, action, resource }: AgentCall): boolean {
  const { lexicon } = operation;
  // What a service tells its user is written by nobody, and how many messages there were says nothing of them.
  if (isOwn(operation) || COUNTED.some((concept) => endsIn(lastStepWords(operation), lexicon, concept))) return false;
  if (stepWords(operation).some((words) => endsIn(words, lexicon, "notification"))) return false;
  if (endsIn(lastStepWords(operation), lexicon, "made-for-messages")) return false;
  const called = [wordsOf(action.part ?? ""), wordsOf(resource.bare), ...stepWords(operation).slice(-2)];
  return called.some((words) => CORRESPONDENCE.some((concept) => endsIn(words, lexicon, concept)));
}

const COUNTED = ["notification", "told-in-figures"] as const;

const CORRESPONDENCE = ["message", "correspondence"] as const;

/** Whether many things are copied out: an export, or the file of an archive; a list of backups is none. */
function isCopy(operation: Operation): boolean {
  const last = lastStepWords(operation);
  const { lexicon } = operation;
  // One thing that a path names, in another format, is no export of many.
  const isOfOne = operation.path.endsWith("}") && !endsIn(last, lexicon, "export");
  if (stepWords(operation).some((words) => lexicon.has(words, "export"))) return !isOfOne && givesExport(operation);
  const isOfCopies = lexicon.has(last, "copies-out") || lexicon.has(last, "bulk-copy");
  return isOfCopies && !returnsList(operation) && !isOfSeveral(operation);
}

/** Whether an export comes back, or where it is; a list of the exports that were made says only that. */
function givesExport(operation: Operation): boolean {
  const { lexicon } = operation;
  const properties = returnedProperties(operation);
  if (properties.length === 0 || properties.some(([name]) => endsIn(wordsOf(name), lexicon, "where-file-is")))
    return true;
  const last = pathSteps(operation).at(-1)?.text ?? "";
  return lexicon.has(wordsOf(last), "export") && !isOfSeveral(operation);
}

/** Whether the last step of a path is in the plural: the copies that there are. */
function isOfSeveral(operation: Operation): boolean {
  const last = pathSteps(operation).at(-1)?.text ?? "";
  return wordsOf(last).at(-1) !== wordsInOrder(last).at(-1);
}

function isTelling({ field }: AssessedFlow): boolean {
  return field.confidence !== "possible" && isAbove(field.sensitivity, "internal") && !isCredential(field.category);
}

/**
 * Whether data is that of whoever the agent acts for, or of what their account has. Who stands in the things of an account
 * that is run for customers or staff is somebody else, and so is whoever paid.
 */
function isCallersOwn(call: AgentCall, flow: AssessedFlow): boolean {
  if (isOfCart(call.operation)) return true;
  // Whoever signs up is nobody's caller yet, and gets back what they have just sent.
  if (flow.whose === "caller" && call.api.assessed(call.operation).intent === "sign-up") return true;
  if (!hasCallerOfItsOwn(call)) return false;
  if (flow.whose === "caller") return true;
  if (flow.whose !== "tenant" || flow.principal || isOfPeople(flow) || isOfStrangers(flow)) return false;
  if (flow.field.isPersonal && endsInAny(flow.operation, [...SERVED, ...PEERS])) return false;
  if (!isOfMany(call)) return true;
  return !isOfOneOfMany(flow) && flow.field.sensitivity !== "restricted";
}

/** Whether whoever calls stands for an organization, in whose things are people whom it serves. */
function isOfMany({ boundary }: AgentCall): boolean {
  return boundary === "account" || boundary === "client";
}

/** Whether what is read is about people whom the caller serves, employs or pays. */
function isOfPeople(flow: AssessedFlow): boolean {
  return names(flow, PEOPLE) || names(flow, EARNERS);
}

/** Whether it says how to reach somebody of whom one of an account's things is: the address of an order. */
function isOfOneOfMany({ field, operation }: AssessedFlow): boolean {
  return (
    !isOwn(operation) && operation.path.includes("{") && REACHES.some((category) => isWithin(field.category, category))
  );
}

const REACHES = ["user.contact", "user.name"] as const;

/** Whether it stands in what anybody may send in: the submissions of a form. */
function isOfStrangers({ operation }: AssessedFlow): boolean {
  return stepWords(operation).some((words) => endsIn(words, operation.lexicon, "written-by-strangers"));
}

/** What a path ends in that lists people. */
const LISTED = ["natural-person", "contact-person", "third-party", "membership-of-team"] as const;

const PEOPLE = ["natural-person", "contact-person", "third-party"] as const;

/** Whether the path of an operation, or an object on the way to a field, is called so. */
function names({ operation, path }: AssessedFlow, concepts: readonly Concept[]): boolean {
  const called = [operation.path, ...path.map(({ schema, property }) => schema.name ?? property ?? "")];
  return called.some((name) => isNamed(name, concepts, operation.lexicon));
}

function isNamed(name: string, concepts: readonly Concept[], lexicon: Lexicon): boolean {
  const words = wordsOf(name);
  return concepts.some((concept) => lexicon.has(words, concept));
}

/**
 * Whether data of others must not come into a model: what is restricted, and what somebody earns or owns. With which card or
 * account somebody paid stands in the things of a shop, and what a change is answered with is what was changed.
 */
function isRestricted({ isChange, boundary }: AgentCall, flow: AssessedFlow): boolean {
  const { field, via } = flow;
  const isOfMoney = isWithin(field.category, "user.financial");
  const isByTheWay = isChange || via !== "body";
  if (isOfMoney && isByTheWay) return false;
  if ((isOfMoney || isWithin(field.category, "user.government_id")) && isDeepWithin(flow)) return false;
  // Whoever keeps their own money with a service reads what they have there.
  if (isOfMoney && boundary === "user" && !names(flow, EARNERS) && isOfBanked(flow)) return false;
  // With which account somebody paid stands in the things of whoever was paid.
  if (isOfMoney && !isOfSomebodysMoney(flow)) return false;
  if (isChange && via !== "body") return false;
  if (isOfMaskedAccount(flow) || (isWithin(field.category, "user.government_id") && isOfBody(flow))) return false;
  return field.sensitivity === "restricted" || (isOfMoney && (names(flow, EARNERS) || isOfBanked(flow)));
}

/** Whether a bank account is shown by the last digits of its number alone, with its bank: nothing is taken from it with that. */
function isOfMaskedAccount({ field, path, operation: { lexicon } }: AssessedFlow): boolean {
  if (!isWithin(field.category, "user.financial.bank_account")) return false;
  const holder = path.at(-1)?.schema;
  const own = holder?.properties.get(field.name);
  const inner = own === undefined ? undefined : targetOf(targetOf(own).items ?? own);
  const parts = inner !== undefined && composedProperties(inner).size > 0 ? inner : holder;
  const parted = parts === undefined ? [] : [...composedProperties(targetOf(parts)).keys()].map(wordsOf);
  return (
    parted.some((words) => MASKED.test(words.join(" ")) || lexicon.has(words, "masked-value")) &&
    !parted.some((words) => WHOLE_NUMBER.test(words.join(" ")))
  );
}

const MASKED = /\blast (?:4|four)$/;
const WHOLE_NUMBER = /^(?:bank )?(?:account )?number$|^iban$/;

/** Whether a number of a tax office is that of a company: `billingEntity.taxId`, or what a search for a company was made with. */
function isOfBody({ path, operation }: AssessedFlow): boolean {
  const { lexicon } = operation;
  const called = [...stepWords(operation).slice(-2), ...path.map(({ property }) => wordsOf(property ?? ""))];
  return called.some((words) => endsIn(words, lexicon, "legal-body"));
}

function isHealth({ field }: AssessedFlow): boolean {
  return isWithin(field.category, "user.health_and_medical");
}

/** Whether what is read is some of the health of one patient, whom the path names, and not who that is as well. */
function isOfOnePatient({ operation }: AgentCall, known: readonly AssessedFlow[]): boolean {
  return (
    operation.path.includes("{") &&
    !known.some(
      (flow) =>
        flow.direction === "read" &&
        // A group or a place that stands beside it is not who it is.
        (flow.via === "body" ||
          flow.path.some(({ property }) => isNamed(property ?? "", PATIENTS, operation.lexicon))) &&
        WHO.some((category) => isWithin(flow.field.category, category)),
    )
  );
}

const PATIENTS = ["natural-person", "treated-person"] as const;
const WHO = ["user.name", "user.contact", "user.government_id", "user.demographic.date_of_birth"] as const;

/** Whether somebody is looked up by the number of an identity card: it passes through the model, and so does who has it. */
function isSoughtByIdentity({ field, direction, via, path }: AssessedFlow): boolean {
  return (
    direction === "write" &&
    via === "body" &&
    path.length <= 1 &&
    field.confidence !== "possible" &&
    isWithin(field.category, "user.government_id")
  );
}

/** Whether people are read with their dates of birth and how their identity is checked: the owners of a company, for a bank. */
function isIdentityRecord({ operation }: AgentCall): boolean {
  const { lexicon } = operation;
  const fields = [...returnedProperties(operation), ...listedProperties(operation)].map(([name]) =>
    wordsOf(name).join(" "),
  );
  return (
    endsInAny(operation, ["natural-person", "human"]) &&
    fields.some((name) => /^(?:dob|date of birth|birth date)$/.test(name)) &&
    fields.some((name) => name === "verification" || lexicon.is(name, "looked-into"))
  );
}

/** Whether money or a bank account is that of people whom the caller serves, employs or pays. */
function isOfSomebodysMoney(flow: AssessedFlow): boolean {
  return flow.principal || isOfPeople(flow) || isBelowServed(flow.operation);
}

/** Whether it is of what people have at a bank: their balance, what they paid, in whose records the path is. */
function isOfBanked({ operation }: AssessedFlow): boolean {
  const { lexicon } = operation;
  const steps = stepWords(operation);
  return (
    steps.some((words) => PEOPLE.some((concept) => lexicon.has(words, concept))) &&
    steps.some((words) => endsIn(words, lexicon, "kept-at-bank"))
  );
}

/** Whether a call writes what is restricted of somebody else: a diagnosis, the number of an identity card. */
function isSetOfOthers({ operation, resource }: AgentCall, flow: AssessedFlow): boolean {
  const { field, direction, via } = flow;
  if (direction !== "write" || via === "parameter" || !isTelling(flow) || isOwn(operation)) return false;
  // What somebody is paid is set by few; with what they pay stands in all that is sold.
  if (isWithin(field.category, "user.financial")) return isOfEarnings(flow);
  if (field.sensitivity !== "restricted" || !field.isPersonal) return false;
  return isOfPeople(flow) || isNamed(resource.bare, PEOPLE, operation.lexicon);
}

/** Whether it stands in an object of what is sent. */
function isWithinObject({ path }: AssessedFlow): boolean {
  return path.some(({ property }) => property !== undefined);
}

/** What somebody is paid for work is theirs and their employer's. */
const EARNERS = ["staff", "earnings"] as const;

/** Whether it is what somebody of the staff is paid: `monthlySalary`, or `amount` of `/employees/{id}/salary`. */
function isOfEarnings({ field, operation }: AssessedFlow): boolean {
  const { lexicon } = operation;
  const steps = [...stepWords(operation), wordsOf(field.name)];
  return steps.some((words) => lexicon.has(words, "earnings")) && steps.some((words) => lexicon.has(words, "staff"));
}

/** Whether data of a person is more than the name under which somebody writes for others to see, or the address of a company. */
function isPersonalOfOthers({ resource, action }: AgentCall, flow: AssessedFlow): boolean {
  const { field, operation } = flow;
  const { lexicon } = operation;
  if (!field.isPersonal) return false;
  const isPlace = AT_PLACES.some((category) => isWithin(field.category, category));
  if (
    isPlace &&
    stepWords(operation)
      .slice(-2)
      .some((words) => endsIn(words, lexicon, "place-for-all"))
  )
    return false;
  const isAboutPeople = [resource.bare, action.part ?? ""].some((name) => isNamed(name, LISTED, lexicon));
  if (!isAboutPeople && isOnCard(flow)) return false;
  if (isShownByCommunities(flow) && !(isAboutPeople && flow.principal)) return false;
  const owner = wordsOf(field.owner ?? "").at(-1) ?? "";
  return !(isWithin(field.category, "user.contact") && lexicon.is(owner, "tenant") && !isOfPeople(flow));
}

/** Where a place is, and how it is called on. */
const AT_PLACES = ["user.contact", "user.location", "user.name"] as const;

/** Whether something is there for everybody to see: what people publish, and who made a revision. */
function isPublished({ api }: AgentCall, flow: AssessedFlow): boolean {
  return api.whose.isWrittenForOthers(flow) || isOfPublishedPerson(flow) || isNamedInRevision(flow);
}

/** Whether it stands on the card of an account, beside a picture, by which a thing says whose it is. */
function isOnCard({ path, field, operation }: AssessedFlow): boolean {
  if (path.length < 2 || !ON_CARDS.some((key) => isWithin(field.category, key))) return false;
  const properties = [...(path.at(-1)?.schema.properties.keys() ?? [])];
  return properties.some((name) => operation.lexicon.is(textOfName(name), "portrait"));
}

const ON_CARDS = ["user.contact.email", "user.contact.url", "user.name", "user.account", "user.content.self_image"];

/** Whether a call returns all of a kind, however many there are. */
function isUnbounded(call: AgentCall): boolean {
  const { operation } = call;
  // What somebody is told of is their own.
  if (hasCallerOfItsOwn(call) && endsIn(lastStepWords(operation), operation.lexicon, "notification")) return false;
  return returnsList(operation) && !isPaged(operation) && !operation.path.includes("{");
}

function isUntold({ api, operation }: AgentCall): boolean {
  const { intent } = api.assessed(operation);
  if (intent !== undefined) return false;
  const known = understandingOf(api, operation);
  return known === "opaque" || known === "file" || (known === "partly" && isOpenWithin(api, operation));
}

/** Whether what was asked for is an object of any content, and not something beside it: `data` of a row with an ID and a score. */
function isOpenWithin(api: AssessedApi, operation: Operation): boolean {
  return unclearPathsOf(api, operation).some((path) => {
    const name = /\.([^.[\]{}]*)[[\]{}]*$/.exec(path)?.[1] ?? "";
    return operation.lexicon.is(name.toLowerCase(), "envelope");
  });
}

function shown({ field, witness }: AssessedFlow): string {
  return `${witness}: ${categoryWords(field)}`;
}
