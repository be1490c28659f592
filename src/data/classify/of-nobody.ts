import { plainWord, textOfName, wordsInOrder, wordsOf } from "../../lexicon/name-tokens.ts";
import type { Lexicon } from "../../lexicon/lexicon.ts";
import { endsIn } from "../../lexicon/phrases.ts";
import { isWithin } from "../taxonomy/is-within.ts";
import type { Categories } from "../taxonomy/categories.ts";
import { readName } from "./field-name.ts";
import { hasAny } from "./kind-by-fields.ts";
import { isNarrowing, isOfKnowledgeBase, isOfPeople, isOnPriceList } from "./knowledge-base.ts";
import { leadPhrase } from "./lead-phrase.ts";
import { isOfEntry } from "./of-entry.ts";
import { ownerContext } from "./owner-context.ts";
import { readOwner } from "./owner-name.ts";
import { isRecordOfSomebody } from "./record.ts";
import { recordKindsOf } from "./record-kinds.ts";
import { saysWhereabouts } from "./said-content.ts";
import { isSaidOfNobody } from "./said-of-nobody.ts";
import { isSoughtPoint } from "./searched-point.ts";
import type { FieldInContext, FieldJudgement } from "./judgement.ts";

/**
 * Whether what is called as a person's is nobody's: pay between two bounds, which is what a job is advertised with, or the
 * number of a switchboard or of an emergency service. What stands in a person's record is that person's.
 */
export function isOfNobody({ category }: FieldJudgement, field: FieldInContext): boolean {
  if (isOfAnimal(category.key, field) || isCountOfCalls(field) || isOfMachine(category.key, field)) return true;
  if (isTermOfVocabulary(category.key, field) || isOfInstitution(category.key, field)) return true;
  if (isSaidOfNobody(category.key, field) || isOfTeam(category.key, field)) return true;
  if (isShownToAll(category.key, field) || isOwnSender(category.key, field) || isPublicReview(category.key, field))
    return true;
  if (isOfTemplate(category.key, field) || isOfPlaces(category.key, field)) return true;
  if (isOfPages(field) || isOfKnowledgeBase(category.key, field) || isOfEntry(category.key, field)) return true;
  if (isOnPriceList(category.key, field)) return true;
  if (isWithin(category.key, "user.government_id")) return isOfCompanyAlone(field);
  if (isWithin(category.key, "user.demographic")) return isNarrowing(field.facts.name, field.categories.lexicon);
  if (category.key === "user.financial")
    return (
      isNumberOfThem(field) ||
      isTotalOfOther(field) ||
      isSpanOfVacancy(field) ||
      (!isOfSomebody(field) && isRangeOfPay(field))
    );
  if (category.key === "user.content.private") return isAnswerAlone(field);
  if (category.key === "user.name") return isOfFirm(field);
  return isWithin(category.key, "user.contact") && (isPublicLine(field) || isFreeNumber(field));
}

/** Whether an age group or a name is that of a team: `ageGroup` of a `Team`; `guest` beside `home` of a match, not of a stay. */
function isOfTeam(key: string, { facts: { name, object } }: FieldInContext): boolean {
  const ending = (text: string): string => wordsInOrder(text).map(plainWord).at(-1) ?? "";
  if (isWithin(key, "user.demographic")) return object.owners[0] !== undefined && TEAM.test(ending(object.owners[0]));
  if (key !== "user.name" || !AWAY.test(ending(name))) return false;
  const around = [...object.owners, ...object.resources, ...object.fields].flatMap((one) => wordsInOrder(one));
  return object.fields.some((one) => HOME.test(ending(one))) && around.some((word) => MATCH.test(plainWord(word)));
}

const TEAM = /^(?:teams?|squads?|mannschaft(?:en)?|equipes?|equipos?)$/;
const AWAY = /^(?:away|guests?|visitors?|gast|gaste|invites?|visiteurs?|visitantes?)$/;
const MATCH = /^(?:match|game|fixture|kickoff|score|spiel|anpfiff|partid[oa]|jogo|rencontre)/;
const HOME = /^(?:home|heim|local|domicile|casa|mandante|recevants?)$/;

/**
 * Whether what is told of an object is told to everybody, since its own text says so: "Event open to the public", "Fiche publique de
 * l'annuaire". Who comes to such an event is not.
 */
function isShownToAll(key: string, { facts: { name, object }, categories: { lexicon } }: FieldInContext): boolean {
  if (!OF_PUBLIC.some((one) => isWithin(key, one)) || object.said === undefined) return false;
  if (key === "user.name" && !lexicon.is(textOfName(name), "known-name")) return false;
  const words = wordsInOrder(object.said.slice(0, LONGEST_SAID));
  return words.some((_, at) => lexicon.lengthAt(words, at, "object-open-to-all") > 0);
}

const OF_PUBLIC = ["user.name", "user.contact", "user.content", "user.location", "user.behavior"];
const LONGEST_SAID = 120;

/** Whether a line or an address is the one from which whoever calls sends a message: it is a number or mailbox of the sender's business. */
function isOwnSender(key: string, { facts: { name, object }, categories }: FieldInContext): boolean {
  if (!isWithin(key, "user.contact") || object.kind !== "object") return false;
  const { lexicon } = categories;
  if (!lexicon.is(wordsInOrder(name).map(plainWord).join(" "), "own-sender")) return false;
  const [owner] = object.owners;
  // What came in has no template, and is not yet to be sent.
  const isSent =
    object.isSent === true ||
    (owner !== undefined && SENT.test(textOfName(owner))) ||
    hasAny(object, "option-of-sending", categories);
  return (
    isSent && object.fields.some((one) => lexicon.is(wordsInOrder(one).map(plainWord).join(" "), "message-recipient"))
  );
}

/** How components are called that callers send. */
const SENT = /^(?:send|create|new|outbound|outgoing) | (?:request|input|create|payload|body)$/;

/** Whether a text is a review of a place or a thing, which everybody reads there. */
function isPublicReview(key: string, { facts: { object }, categories }: FieldInContext): boolean {
  const { owners, heldIn = [], purpose, resources } = object;
  const name = owners[0] ?? (object.isSent === true ? resources[0] : undefined);
  if (key !== "user.content.private" || name === undefined) return false;
  if (recordKindsOf(object, categories).has("answer")) return false;
  if (!endsIn(wordsOf(name), categories.lexicon, "published-review")) return false;
  if (purpose === "places") return true;
  return heldIn.length > 0 && heldIn.every((holder) => SHOWN.has(ownerContext(holder, categories).kind));
}

const SHOWN: ReadonlySet<string> = new Set(["place", "thing"]);

/** Whether pay is what a vacancy offers: a span, which nobody has. */
function isSpanOfVacancy({ facts: { name }, context, categories: { lexicon } }: FieldInContext): boolean {
  const words = wordsOf(name);
  return (
    context.kind !== "person" &&
    endsIn(words, lexicon, "span-of-pay") &&
    lexicon.has(words.slice(0, -1), "pay-for-work")
  );
}

/** Whether a number is one that nobody has yet. */
function isFreeNumber({ facts: { object }, categories: { lexicon } }: FieldInContext): boolean {
  const around = object.owners.length > 0 ? object.owners.slice(0, 1) : object.resources.slice(0, 2);
  return around.some((one) => {
    const words = wordsInOrder(one);
    return lexicon.has(words, "free-to-take") && words.some((word) => NUMBER.test(word));
  });
}

const NUMBER = /^(?:numbers?|nummern?|rufnummern?|num[eé]ros?)$/;

/** Whether a sender or a text is that of a template, which an office sends to many: by what the object is called. */
function isOfTemplate(key: string, { facts: { object }, categories }: FieldInContext): boolean {
  if (!OF_TEMPLATES.some((one) => isWithin(key, one))) return false;
  const [owner] = object.owners;
  return owner !== undefined && endsIn(wordsInOrder(owner).map(plainWord), categories.lexicon, "template");
}

/** Whether what may be a place's or a person's is a place's, since the API is about places, and nobody is named around it. */
function isOfPlaces(key: string, field: FieldInContext): boolean {
  const { context, facts, categories } = field;
  if (key === "user.name" && recordKindsOf(facts.object, categories).has("remark")) return false;
  if (facts.object.purpose !== "places" || !OF_PLACES.some((one) => isWithin(key, one))) return false;
  // A subscription to what happens at a place names who gets it.
  if (isRecordOfSomebody(facts.object, categories)) return false;
  if (recordKindsOf(facts.object, categories).has("own place")) return false;
  if (saysWhereabouts(facts.description ?? "", categories)) return false;
  return !isOfSomebody(field) && !context.isTracked && context.kind !== "carried" && !isSoughtPoint(field);
}

const OF_PLACES = ["user.location", "user.contact", "user.name"];

const OF_TEMPLATES = ["user.name", "user.contact", "user.content.private"];

/**
 * Whether what is called as a person's stands in a part of software, which has a location, or in a machine of a network, which is
 * seen and has a name: by what the object is called, where nothing in it is a person's. A person's location is no part's.
 */
function isOfMachine(key: string, field: FieldInContext): boolean {
  const { facts, categories } = field;
  const isPlace = isWithin(key, "user.location") || isWithin(key, "user.contact.address");
  const isOwn = OF_MACHINES.some((one) => isWithin(key, one));
  if (!isPlace && !isOwn) return false;
  const { lexicon } = categories;
  const { owners, resources, fields } = facts.object;
  const holder = owners[0] ?? resources[0] ?? "";
  const { head, hasPerson } = readOwner(holder, categories);
  if (hasPerson || fields.some((name) => readOwner(name, categories).hasPerson)) return false;
  const last = head.at(-1) ?? "";
  if (isPlace && !lexicon.is(textOfName(facts.name), "location")) return false;
  return (
    (isOwn && lexicon.has(head, "network-machine")) ||
    (isOwn &&
      lexicon.is(last, "perhaps-machine") &&
      fields.some((name) => lexicon.is(textOfName(name), "fact-of-machine"))) ||
    (isPlace && lexicon.is(last, "part-of-software"))
  );
}

const OF_MACHINES = ["user.behavior", "user.name", "user.contact.url"];

/**
 * Whether the code of an illness stands in an entry of a vocabulary: its names in three systems or more and its synonyms or label beside
 * it, and nobody who has it, nor a day on which somebody got it.
 */
function isTermOfVocabulary(key: string, { facts: { object }, context, categories }: FieldInContext): boolean {
  if (!isWithin(key, "user.health_and_medical") || context.kind === "person" || context.isPersonal || context.isLinked)
    return false;
  const names = object.fields.map((name) => textOfName(name));
  return (
    names.filter((name) => SYSTEM.test(name)).length >= LEAST_SYSTEMS &&
    names.some((name) => /^(?:synonyms?|label)$/.test(name)) &&
    !names.some((name) => /\b(?:date|day|onset|case|patient|subject|person|user|member)\b/.test(name)) &&
    ![...object.owners, ...object.resources, ...(object.path ?? [])].some((name) =>
      isOfPeople(name, categories.lexicon),
    )
  );
}

/** Systems of names for illnesses: of the WHO, of the National Library of Medicine and others. */
const SYSTEM = /^(?:icd ?\d*|mesh|omim|snomed(?: ct)?|umls|doid|mondo|efo)(?: |$)/;
const LEAST_SYSTEMS = 3;

/** Whether a text says that what is called as a person's is an institution's: "Affiliation of the school". */
function isOfInstitution(key: string, { facts: { description = "" }, categories }: FieldInContext): boolean {
  if (!isWithin(key, "user.demographic")) return false;
  const [, behind] = / of (?:the |an? )?(.+)$/i.exec(phraseOf(description)) ?? [];
  if (behind === undefined) return false;
  const { kind, hasPerson } = readOwner(behind, categories);
  return (kind === "organisation" || kind === "place") && !hasPerson;
}

function phraseOf(description: string): string {
  return leadPhrase(description) ?? "";
}

/** Whether a parameter says how many are returned, or from where on: `max_results`, `page`. A place to start from is no number. */
function isOfPages({ facts: { name, types, object }, categories: { lexicon } }: FieldInContext): boolean {
  if (object.kind !== "parameters") return false;
  const words = wordsOf(name);
  return (
    lexicon.is(words.join(" "), "page-size") ||
    (types.some((type) => type === "integer" || type === "number") && words.every((word) => lexicon.is(word, "paging")))
  );
}

/** Whether a header or field tells how many calls are left: `X-RateLimit-Limit`. */
function isCountOfCalls({ facts: { name, object } }: FieldInContext): boolean {
  return [name, ...object.owners].some((one) => COUNT_OF_CALLS.test(one));
}

/** The RateLimit header fields (draft-ietf-httpapi-ratelimit-headers), and those from which they were made. */
const COUNT_OF_CALLS = /^(?:x-)?rate-?limit(?:-|$)/i;

/** Whether a name is that of an organization, by what its text says first, or by itself where no person's name stands beside it. */
function isOfFirm({ facts: { name, description = "", object }, categories }: FieldInContext): boolean {
  const { lexicon } = categories;
  if (lexicon.has(wordsInOrder(leadPhrase(description) ?? ""), "registered-name")) return true;
  const isPersons = (field: string): boolean =>
    (field !== "name" && lexicon.is(textOfName(field), "known-name")) || isOfLife(field, categories);
  return lexicon.is(textOfName(name), "registered-name") && !object.fields.some(isPersons);
}

/**
 * Whether a number that persons have and companies is a company's: by what it is called or its text says first, which names a register of
 * companies and none of persons, or since an organization has it, beside what it is registered as, and nobody's name or birth.
 */
function isOfCompanyAlone({ facts: { name, description = "", object }, context, categories }: FieldInContext): boolean {
  const { lexicon } = categories;
  const said = [wordsInOrder(name), wordsInOrder(description.slice(0, LONGEST_SAID))].map((words) =>
    words.map(plainWord),
  );
  if (said.some((words) => lexicon.has(words, "number-of-human"))) return false;
  if (said.some((words) => lexicon.has(words, "number-of-company"))) return true;
  if (context.kind === "person" || context.isPersonal) return false;
  if (!lexicon.has(said[0]!, "number-for-tax")) return false;
  const [owner = ""] = object.owners;
  const { kind, hasPerson } = readOwner(owner, categories);
  const isFirm = kind === "organisation" || endsIn(wordsOf(owner), lexicon, "trading-company");
  const isPersons = (field: string): boolean =>
    (field !== "name" && lexicon.is(textOfName(field), "known-name")) || isOfLife(field, categories);
  return isFirm && !hasPerson && !object.fields.some(isPersons);
}

/** Whether a name is that of a day of birth, which no organization has. */
function isOfLife(name: string, categories: Categories): boolean {
  return readName(name, categories).hits.some(
    ({ isWhole, strength, category: { key } }) =>
      isWhole && strength === "anywhere" && isWithin(key, "user.demographic.date_of_birth"),
  );
}

/** Whether the health, birth or name is an animal's, or its prescription. */
function isOfAnimal(key: string, { facts: { object }, context, categories }: FieldInContext): boolean {
  if (!OF_LIFE.some((one) => isWithin(key, one))) return false;
  if (isAnimal(object, categories)) return true;
  const isHealth = isWithin(key, "user.health_and_medical");
  return object.subject === "animals" && isHealth && context.kind !== "person" && !context.isLinked;
}

/** Whether an object is an animal: by its name, `AnimalInput`, where no person is named beside it, or since it has a species. */
function isAnimal(
  { owners: [owner = ""], fields }: FieldInContext["facts"]["object"],
  categories: Categories,
): boolean {
  const { lexicon } = categories;
  const { head, hasPerson } = readOwner(owner, categories);
  return (
    lexicon.is(head.at(-1) ?? "", "animal") ||
    (!hasPerson && lexicon.has(head, "animal")) ||
    fields.some((name) => lexicon.is(textOfName(name), "kind-of-animal"))
  );
}

const OF_LIFE = ["user.health_and_medical", "user.demographic", "user.name"];

/** Whether it is how many there are: the total of a page of them, by what the object is called or what else it tells of pages. */
function isNumberOfThem({ facts: { name, types, object }, categories: { lexicon } }: FieldInContext): boolean {
  const [owner = ""] = object.owners;
  const ofPages = object.fields.filter((field) => wordsOf(field).every((word) => isOfPaging(word, lexicon)));
  return (
    types.includes("integer") &&
    textOfName(name) === "total" &&
    (lexicon.has(wordsInOrder(owner), "page-of-many") || ofPages.length >= 2)
  );
}

/** Whether a total is one of what is no money: neither its owner nor anything beside it speaks of an amount, a price or a tax. */
function isTotalOfOther(field: FieldInContext): boolean {
  const { facts, reading, context, categories } = field;
  const { name, object } = facts;
  const { lexicon } = categories;
  if (context.holders.length > 0 || isOfSpending(field)) return false;
  const own = reading.words.filter((word) => word !== "total");
  if (own.length === reading.words.length || own.some((word) => MONEY.some((of) => lexicon.is(word, of)))) return false;
  const around = [
    ...object.fields.filter((other) => other !== name),
    ...object.owners.slice(0, 2),
    ...object.resources.slice(0, 1),
  ];
  if (object.fields.some((other) => other !== name && lexicon.is(textOfName(other), "part-of-price"))) return false;
  return !around.some((one) => {
    const words = wordsOf(one);
    return MONEY.some((of) => lexicon.has(words, of));
  });
}

/** Whether a total is what somebody pays for a ride, or has spent. */
function isOfSpending({ facts: { object }, categories }: FieldInContext): boolean {
  const kinds = recordKindsOf(object, categories);
  return kinds.has("ride") || kinds.has("customer");
}

const MONEY = ["how-much-money", "price", "money-record", "to-be-paid", "billed"] as const;

function isOfPaging(word: string, lexicon: Lexicon): boolean {
  return lexicon.is(word, "paging") || word === "skipped";
}

/** Whether it is all that an answer says, that something is done: `Message { detail }`, `{ status, message }`. */
function isAnswerAlone({ facts: { name, types, object }, context, categories }: FieldInContext): boolean {
  const [owner] = object.owners;
  if (object.kind !== "object" || !types.includes("string") || owner === undefined) return false;
  const text = textOfName(name);
  const others = object.fields.filter((field) => field !== name);
  if (others.length > 0) {
    const isOutcome = others.every((field) => OUTCOME.test(field) || ENVELOPED.test(field));
    return text === "message" && isOutcome && others.some((field) => OUTCOME.test(field));
  }
  const { head } = readOwner(owner, categories);
  return context.holders.length > 0 && head.length === 1 && (text === "detail" || text === head[0]);
}

/** How an answer says that something went well or not, and what it wraps besides, as frameworks name it. */
const OUTCOME = /^(?:status|success|succeeded|ok|error|status_?code)$/i;
const ENVELOPED = /^(?:code|data|meta|errors|result|timestamp|request_?id)$/i;

function isOfSomebody({ context: { kind, isPersonal, isLinked } }: FieldInContext): boolean {
  return kind === "person" || kind === "perhaps" || isPersonal || isLinked;
}

/** Whether a name of pay is one bound, and its sibling the other: `salary_min` and `salary_max`, `gehaltVon` and `gehaltBis`. */
function isRangeOfPay({ facts: { name, object }, categories: { lexicon } }: FieldInContext): boolean {
  const own = boundOf(name, lexicon);
  return (
    own !== undefined &&
    lexicon.has(own.of.split(" "), "pay-for-work") &&
    object.fields.some((other) => {
      const bound = boundOf(other, lexicon);
      return bound !== undefined && bound.of === own.of && bound.isUpper !== own.isUpper;
    })
  );
}

function boundOf(name: string, lexicon: Lexicon): { readonly of: string; readonly isUpper: boolean } | undefined {
  const words = wordsOf(name);
  if (words.length < 2) return undefined;
  for (const at of [words.length - 1, 0]) {
    const isUpper = lexicon.is(words[at]!, "upper-bound");
    if (isUpper || lexicon.is(words[at]!, "lower-bound"))
      return { of: words.filter((_, index) => index !== at).join(" "), isUpper };
  }
  return undefined;
}

/** Whether what its text says first, or what the value stands in, is the line of a service: "Switchboard of the company". */
function isPublicLine({ facts: { description = "", object }, categories }: FieldInContext): boolean {
  const isLine = (text: string): boolean => categories.lexicon.has(wordsInOrder(text), "line-of-service");
  if (isLine(leadPhrase(description) ?? "")) return true;
  const holder = object.owners.at(-1) ?? object.resources[0] ?? "";
  return isLine(holder) && !readOwner(holder, categories).hasPerson;
}
