import type { Confidence } from "../../core/severity.ts";
import type { Category, OwnerKind } from "../taxonomy/categories.ts";
import { isDoubtfulToken } from "./contradicted-secret.ts";
import { readDescription, readName, type Hit } from "./field-name.ts";
import { isCredential } from "../taxonomy/is-credential.ts";
import { isWithin } from "../taxonomy/is-within.ts";
import { rememberedByObject } from "../taxonomy/remembered.ts";
import type { ObjectFacts } from "./field-facts.ts";
import { canHold, isOfEvidence } from "./value-types.ts";
import type { FieldInContext, FieldJudgement } from "./judgement.ts";
import type { OwnerContext } from "./owner-context.ts";
import { isPartOfMove, isRecordOfSomebody, namesSubject } from "./record.ts";
import { isSaidToOpen } from "./said-of-value.ts";

/** What one match of the field's name comes to, in its context. */
export function byName(hit: Hit, field: FieldInContext): FieldJudgement | undefined {
  const { category } = hit;
  // What its values cannot be is no matter of its owner.
  if (!canHold(hit, field) || !isOfSubject(category, field)) return undefined;
  const whose = hit.of ?? described(hit, field) ?? field.context.kind;
  const isTracked =
    category.carries &&
    (field.context.isTracked ||
      (whose === "unknown" && isPartOfMove(field.facts.object, field.categories) && !field.context.isTechnical));
  if (isElsewhere(hit, isTracked ? "carried" : whose, field.context)) return undefined;

  const confidence = confidenceOf(hit, whose, field);
  if (confidence === undefined) return undefined;
  const isGuess =
    (category.possibleIn.has(whose) &&
      !isTracked &&
      !(hit.strength === "parts" && whose === "unknown") &&
      !isOfSomebodysDoing(category, field)) ||
    (!(category.certain && hit.strength === "anywhere" && !isOfAnyAccount(field)) &&
      !isOwnText(category, whose) &&
      isBesideDoubt(category, field)) ||
    (isCredential(category.key) && isDoubtfulToken(field)) ||
    (hit.isDoubtful && !isSaidToOpen(field.facts.description) && !isOfEvidence(category, field));
  const isConfirmed = confidence === "likely" && isOfEvidence(category, field);
  return {
    category,
    confidence: isGuess ? "possible" : isConfirmed ? "certain" : confidence,
    because: [`named "${field.facts.name}"`, ...ownerWords(hit, field.context)],
  };
}

/** Whether a name is that of an account's number, at a bank or wherever somebody is a member or a customer. */
function isOfAnyAccount({ facts, categories }: FieldInContext): boolean {
  return ANY_ACCOUNT.test(readName(facts.name, categories).text);
}

const ANY_ACCOUNT = /^(?:(?:account|acct) (?:number|no)|numero (?:de )?(?:compte|cuenta|conta))$/;

/** Whether the API is about what the category asks for, where it asks for something. */
function isOfSubject({ subjects }: Category, { facts: { object } }: FieldInContext): boolean {
  return subjects.size === 0 || (object.subject !== undefined && subjects.has(object.subject));
}

/** The kind of owner, or a word of its name, gives the field's name another meaning. */
export function isElsewhere(
  { category, strength, of }: Pick<Hit, "category" | "strength" | "of">,
  whose: OwnerKind,
  { words, isOfHealth }: OwnerContext,
): boolean {
  // A part is of the value that holds it, unless that is a place's or a machine's: the coordinate of a county.
  const isFixed = (whose === "place" || whose === "infrastructure") && !category.measures;
  if (
    category.neverIn.has(whose) &&
    (strength !== "parts" || isFixed) &&
    !(isOfHealth && whose === "thing" && isHealth(category))
  )
    return true;
  if (of === "person" || words.size === 0) return false;
  return category.notIn.some((phrase) => phrase.every((word) => words.has(word)));
}

/** Whose it is as the description says, when nothing else does: "the IP address of the *node*". */
function described({ category, strength }: Hit, field: FieldInContext): OwnerKind | undefined {
  const { categories } = field;
  const { description } = field.facts;
  if (description === undefined) return undefined;
  const isAnyones = category.neverIn.size + category.possibleIn.size === 0;
  if (isAnyones && (category.certain || strength === "anywhere")) return undefined;
  const { context } = field;
  if (context.kind !== "unknown" && context.kind !== "perhaps") return undefined;
  return readDescription(description, categories).hits.find(
    (hit) => hit.category.key === category.key && hit.of !== undefined,
  )?.of;
}

/** What stands beside it makes a doubt of it: what has a public page and reactions is no private message. */
export function isBesideDoubt({ possibleBeside }: Hit["category"], { facts, categories }: FieldInContext): boolean {
  return isAnyIn(possibleBeside, textsIn(facts.object, categories));
}

/** The names of an object's fields as texts: each field of thousands asks which others stand beside it. */
const textsIn = rememberedByObject(
  ({ fields }: ObjectFacts, categories): ReadonlySet<string> =>
    new Set(fields.map((name) => readName(name, categories).text)),
);

function isAnyIn(some: ReadonlySet<string>, others: ReadonlySet<string>): boolean {
  const [few, many] = some.size < others.size ? [some, others] : [others, some];
  for (const one of few) if (many.has(one)) return true;
  return false;
}

/** What stands in a person's own record is no public post, whatever stands beside it. */
function isOwnText({ key }: Category, whose: OwnerKind): boolean {
  return key === "user.content.private" && whose === "person";
}

/** What is of nobody by itself is of the person whose doing its owner records: an address in a log-in. */
function isOfSomebodysDoing(
  { likelyIn, likelyBeside }: Category,
  { facts, context, categories }: FieldInContext,
): boolean {
  if (likelyIn.size === 0) return false;
  if (context.isPersonal || context.isLinked) return true;
  for (const word of context.words) if (likelyIn.has(word)) return true;
  return isAnyIn(likelyBeside, textsIn(facts.object, categories));
}

function confidenceOf(hit: Hit, whose: OwnerKind, field: FieldInContext): Confidence | undefined {
  const { context } = field;
  switch (hit.strength) {
    case "anywhere":
      return hit.category.certain || (whose === "person" && hit.isPlain) ? "certain" : "likely";
    case "parts":
      return (hit.isPlain || hit.category.loose) && isPartOf(hit, field) ? "likely" : undefined;
    case "record":
      return (hit.isPlain || hit.category.loose) && isOfRecord(hit, field) ? "likely" : undefined;
    case "personal":
      return ofPersonal(hit, whose, context);
    case "person":
      return ofPerson(hit, whose, context);
  }
}

/** The owner is nothing but a value of the category, or its name says what its part of that very name is: the code of a *reset*. */
function isPartOf({ category, isWhole }: Hit, field: FieldInContext): boolean {
  const { holders, saying } = field.context;
  if (holders.includes(category)) return true;
  const isSaid =
    (isWhole || category.loose) && category.partsIn.some((phrase) => phrase.every((word) => saying.has(word)));
  // Where a path alone says it, the code beside a message is that of an error.
  return isSaid && !isBesideDoubt(category, field);
}

/** It stands in a record of somebody's, and is not by its own name another's. Parts of a record have texts of many kinds. */
function isOfRecord({ of, category }: Hit, field: FieldInContext): boolean {
  const { object } = field.facts;
  const { categories } = field;
  if ((of !== undefined && NO_PERSON.has(of)) || isBesideDoubt(category, field)) return false;
  return isRecordOfSomebody(object, categories) && (category.measures || namesSubject(object, categories));
}

function ofPersonal({ category, of, isPlain }: Hit, whose: OwnerKind, context: OwnerContext): Confidence | undefined {
  if (of !== undefined && NO_PERSON.has(of)) return undefined;
  if (!isPlain && !category.measures && !category.loose) return undefined;
  if (context.isOfHealth && isHealth(category)) return "likely";
  if (whose === "person" || context.isPersonal || (category.carries && (whose === "carried" || context.isTracked)))
    return "likely";
  if (context.isLinked)
    return category.measures || category.carries || isCredential(category.key) ? "likely" : "possible";
  if (whose !== "perhaps") return undefined;
  return category.measures ? "likely" : "possible";
}

function isHealth({ key }: Category): boolean {
  return isWithin(key, "user.health_and_medical");
}

const NO_PERSON: ReadonlySet<OwnerKind> = new Set(["organisation", "thing", "infrastructure", "place"]);

function ofPerson(
  { of, isPlain, isWhole, category }: Hit,
  whose: OwnerKind,
  context: OwnerContext,
): Confidence | undefined {
  if (isWhole && context.isShownWith && category.key === "user.name") return "likely";
  if (of === "perhaps" || (of === "person" && isPlain && context.isTechnical)) return "possible";
  if (!isPlain) return undefined;
  if (context.isHousehold && category.key === "user.name") return "possible";
  if (whose === "person") return "likely";
  return whose === "perhaps" ? "possible" : undefined;
}

function ownerWords({ of }: Hit, { kind, owner, isHousehold }: OwnerContext): string[] {
  if (owner === undefined || of !== undefined) return [];
  if (isHousehold) return [`in "${owner}", a group of people`];
  return [kind === "person" ? `in "${owner}", which holds data about a person` : `in "${owner}"`];
}
