import { isWithin } from "../../data/taxonomy/is-within.ts";
import type { Flow } from "../../data/flows/flow.ts";
import type { AssessedApi, AssessedFlow } from "../../exposure/assessed-api.ts";
import { isOfPublicRegister } from "../../exposure/open-records.ts";
import { isCalled } from "../../exposure/people-words.ts";
import { readingOf } from "../../exposure/reading.ts";
import { fixedSegments } from "../../exposure/words.ts";
import type { Concept } from "../../lexicon/concept.ts";
import type { Lexicon } from "../../lexicon/lexicon.ts";
import { wordsOf } from "../../lexicon/name-tokens.ts";
import { endsIn } from "../../lexicon/phrases.ts";
import type { Operation } from "../../model/api.ts";

/**
 * Whether everything that an open read hands out may be on a public web page as well: how a shop or place is reached, what
 * something costs, what people wrote for others to see. Nothing of it is about a person of any kind, of private life, or of a
 * record that somebody's order, request or case makes. `flows` are those over the ceiling.
 */
export function isPerhapsPublished(api: AssessedApi, operation: Operation, flows: readonly AssessedFlow[]): boolean {
  const isRead = operation.method === "GET" || readingOf(operation) !== undefined;
  if (!isRead || operation.access === "unstated" || api.assessed(operation).row !== "anonymous") return false;
  const { lexicon } = operation;
  const segments = fixedSegments(operation.path);
  // Where a vehicle is at the moment says where somebody is.
  if (
    segments.some(
      (segment) =>
        isOfOne(segment, lexicon) || isOneOf(segment, OF_MAIL, lexicon) || isCalled(segment, "machine", lexicon),
    )
  )
    return false;
  // The number of somebody's claim opens it: what it shows is of one.
  if (namedInPath(operation).some((name) => isOneOf(name, ["record-of-one", "placed-order"], lexicon))) return false;
  return flows.every(
    (flow) =>
      (!flow.principal || isOfContact(flow)) &&
      !(
        isWithin(flow.field.category, "user.location") && segments.some((one) => isOneOf(one, ["provider"], lexicon))
      ) &&
      flow.field.sensitivity !== "restricted" &&
      !flow.field.isLevelStated &&
      (isContact(flow) || isPrice(flow, api.data.flowsOf(operation), segments) || isPublishedText(flow, segments)) &&
      !objectsOnTheWay(flow).some((name) => isOfOne(name, lexicon) && !isOneOf(name, ["contact-person"], lexicon)) &&
      !isNamedAfterSomebody(flow),
  );
}

/** The same, where nothing that names it is a word for people, as `driver` is in `driverPhone`: how a branch is reached. */
export function isPublishedOfNobody(api: AssessedApi, operation: Operation, flows: readonly AssessedFlow[]): boolean {
  const { lexicon, path } = operation;
  const fields = flows.flatMap((flow) => [flow.field.name, ...objectsOnTheWay(flow)]);
  const isOf = (name: string, concepts: readonly Concept[]): boolean =>
    concepts.some((concept) => lexicon.has(wordsOf(name), concept));
  return (
    isPerhapsPublished(api, operation, flows) &&
    !fields.some((name) => isOf(name, OF_SOMEBODY)) &&
    !fixedSegments(path).some((name) => isOf(name, ["natural-person"]))
  );
}

/** Words of somebody: a branch has no surname and no owner, and nobody reports it. */
const OF_SOMEBODY = ["natural-person", "part-of-a-name", "made-by", "acting-person"] as const;

/** Whether everything that an open read hands out is what the public register shows that it is said to be of. */
export function isInPublicRegister(api: AssessedApi, operation: Operation, flows: readonly AssessedFlow[]): boolean {
  const isRead = operation.method === "GET" || readingOf(operation) !== undefined;
  return isRead && isOfPublicRegister(api.tags)(operation) && flows.every(isShownInRegister);
}

/** Whether a register may show that of somebody: who it is, what they say there and where the thing is that they want. */
function isShownInRegister({ field, operation: { lexicon } }: AssessedFlow): boolean {
  return (
    field.sensitivity !== "restricted" &&
    SHOWN.some((key) => isWithin(field.category, key)) &&
    !lexicon.has(wordsOf(field.name), "private-life")
  );
}

/** A register of ships or vehicles is one of their numbers. */
const SHOWN = [
  "user.government_id.vehicle_registration",
  "user.name",
  "user.job_title",
  "user.contact.address",
  "user.location",
  "user.content",
];

/** What the identifiers of a path name: `claim` of `/track/{claimNumber}`. */
function namedInPath({ path, lexicon }: Operation): readonly string[] {
  return [...path.matchAll(/\{([^{}]+)\}/g)].map(([, name = ""]) => {
    const words = wordsOf(name);
    const last = words.at(-1) ?? "";
    return (lexicon.is(last, "named-by-value") ? words.slice(0, -1) : words).join(" ");
  });
}

/** Whether what is told of a person is how to reach whom others are to turn to: `ContactPerson { name, role, email }`. */
function isOfContact({ path, principalAt, operation: { lexicon } }: AssessedFlow): boolean {
  const { schema, property = "" } = path[principalAt] ?? path.at(-1)!;
  return [schema.name ?? schema.title ?? "", property].some((name) => endsIn(wordsOf(name), lexicon, "contact-person"));
}

/** How somebody or something is reached, and where it is. */
function isContact({ field }: Flow): boolean {
  return CONTACT.some((key) => isWithin(field.category, key));
}

/** Where something is. */
function isOfSite({ field }: Flow): boolean {
  return isWithin(field.category, "user.contact.address") || isWithin(field.category, "user.location");
}

const CONTACT = ["user.location", "user.name", "user.contact", "user.account.username", "user.job_title"];

/** An amount, of nobody who is named or reached in the same object, and of no account, payment or wage: the rent of a flat. */
function isPrice(flow: AssessedFlow, all: readonly Flow[], segments: readonly string[]): boolean {
  const { lexicon } = flow.operation;
  const object = flow.path.at(-1)?.schema;
  return (
    flow.field.category === "user.financial" &&
    !all.some((other) => isContact(other) && !isOfSite(other) && other.path.at(-1)?.schema === object) &&
    !segments.some((segment) => isOneOf(segment, OF_MONEY, lexicon))
  );
}

/** What people write for others to see: a comment, and no message. */
function isPublishedText({ field, operation: { lexicon } }: AssessedFlow, segments: readonly string[]): boolean {
  return isWithin(field.category, "user.content") && isOneOf(segments.at(-1) ?? "", ["published-content"], lexicon);
}

/** What the objects on the way to a field are called. */
function objectsOnTheWay({ path }: AssessedFlow): readonly string[] {
  return path.flatMap(({ schema, property }) => [schema.name ?? schema.title ?? "", property ?? ""]);
}

/**
 * Whether a field says itself whose it is, `customerEmail`, or that it is of private life. Who runs a shop is named in it: only
 * what reaches somebody of the staff is theirs.
 */
function isNamedAfterSomebody({ field, operation: { lexicon } }: AssessedFlow): boolean {
  const words = wordsOf(field.name);
  const isTitle = field.category === "user.name" || field.category === "user.job_title";
  return (
    lexicon.has(words, "private-life") ||
    (isTitle ? SERVED : [...SERVED, "staff" as const]).some((concept) => lexicon.has(words, concept))
  );
}

function isOfOne(name: string, lexicon: Lexicon): boolean {
  return lexicon.has(wordsOf(name), "private-life") || isOneOf(name, OF_ONE, lexicon);
}

/** Whether a name ends in a word of one of some concepts; of a file without its ending: `employees.csv` is of employees. */
function isOneOf(name: string, concepts: readonly Concept[], lexicon: Lexicon): boolean {
  const words = wordsOf(name.replace(/\.[a-z]{2,5}$/i, ""));
  return concepts.some((concept) => endsIn(words, lexicon, concept));
}

/** People whom an API serves or employs, and what is one person's or made by one. */
const OF_ONE = [
  "ordinary-person",
  "population",
  "staff",
  "applicant",
  "account",
  "profile",
  "registration",
  "placed-order",
  "record-of-one",
] as const;

/** Whom an API serves. */
const SERVED = ["user", "clientele", "population", "applicant"] as const;

/** What people send each other, and where they get it. */
const OF_MAIL = ["message", "mailbox"] as const;

/** Money that is somebody's. */
const OF_MONEY = ["money-record", "pay-for-work", "papers-of-somebody", "wallet"] as const;
