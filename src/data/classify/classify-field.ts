import type { Sensitivity } from "../../core/exposure-words.ts";
import type { Confidence } from "../../core/severity.ts";
import { textOfName, wordsInOrder } from "../../lexicon/name-tokens.ts";
import type { Categories, Category } from "../taxonomy/categories.ts";
import type { FieldFacts } from "./field-facts.ts";
import { readName } from "./field-name.ts";
import {
  byDescription,
  byExamples,
  byFormat,
  byFullName,
  byRecord,
  bySchema,
  bySiblingKind,
  byWord,
} from "./further-evidence.ts";
import { namedFactOf } from "./named-fact.ts";
import { isTownOfProfile } from "./town-of-profile.ts";
import { valueTypes } from "./value-types.ts";
import { byEnum } from "./by-enum.ts";
import { byComposition } from "./composed-name.ts";
import { byFamily } from "./families.ts";
import { isCredential } from "../taxonomy/is-credential.ts";
import { likeliest, type FieldInContext, type FieldJudgement } from "./judgement.ts";
import { isMasked } from "./masked.ts";
import { byAct } from "./by-act.ts";
import { byPersonsRecord } from "./persons-record.ts";
import { byShownValue } from "./shown-by-value.ts";
import { byName } from "./name-judgement.ts";
import { isOfNobody } from "./of-nobody.ts";
import { byOpenKey } from "./open-key.ts";
import { byOwnCredential } from "./own-credentials.ts";
import { byRecordKind } from "./by-record-kind.ts";
import { recordKindsOf } from "./record-kinds.ts";
import { byRecordOfPerson } from "./record-of-person.ts";
import { byPersonNoun } from "./person-noun.ts";
import { byAskedPerson, byPointOfRide, bySearchedPoint } from "./searched-point.ts";
import { byPointOfSomebody } from "./point-of-somebody.ts";
import { bySearchTerm } from "./search-term.ts";
import { ownerContext, type OwnerContext } from "./owner-context.ts";
import { isAnyAccount, isReadAsOther } from "./read-with-neighbours.ts";
import { isSaidOtherwise } from "./said-otherwise.ts";
import { bySaidContent } from "./said-content.ts";
import { bySaidValue } from "./said-value.ts";
import { byBodyOfPatient } from "./sent-for-diagnosis.ts";
import { byToldOfPerson } from "./told-of-person.ts";
import { isSaidPartial, isSaidPublic, isSaidReference } from "./said-of-value.ts";

/** What a field holds. */
export interface Classification {
  /** A key of the Fides privacy taxonomy. */
  readonly category: string;
  readonly sensitivity: Sensitivity;
  /** `possible` is a guess: a question, which does not count. */
  readonly confidence: Confidence;
  /** Why, in plain words: `named "email"`, `in "Customer", a person`. */
  readonly because: readonly string[];
}

/**
 * What a value of this property or parameter holds, or nothing when it is nothing sensitive. Its name comes first, in the light of what
 * owns it and of the values that it can have; then the sibling that names its kind, its format, its examples, its schema and the first
 * words of its description.
 */
export function classifyField(facts: FieldFacts, categories: Categories): Classification | undefined {
  const judgement = isBoolean(facts)
    ? (byFact(facts, categories) ?? byKindOfSwitch(facts, categories))
    : (judge(facts, categories) ?? (isQuestion(facts, categories) ? byFact(facts, categories) : undefined));
  if (judgement === undefined || isUnusable(judgement, facts, categories) || isBlank(judgement, facts, categories))
    return undefined;
  const { category, confidence, because } = judgement;
  if (isMasked(category, facts, categories)) return undefined;
  return { ...graded(category, facts, categories), confidence, because };
}

/** How bad its loss is: a secret that every front end has, or a value that is encrypted, is milder than the value itself. */
function graded(
  { key, sensitivity }: Category,
  facts: FieldFacts,
  categories: Categories,
): Pick<Classification, "category" | "sensitivity"> {
  const { name, description } = facts;
  if (isTownOfProfile(key, facts, categories) || isCountryAlone(key, facts, categories))
    return { category: key, sensitivity: "internal" };
  if (sensitivity !== "restricted") return { category: key, sensitivity };
  const isMild = readName(name, categories).words.includes("encrypted");
  if (isCredential(key) && (isMild || isSaidPublic(description)))
    return { category: "user.authorization", sensitivity: "confidential" };
  return { category: key, sensitivity: isMild ? "confidential" : sensitivity };
}

/** Whether a part of an address is the country, in which millions live. */
function isCountryAlone(key: string, { name, types }: FieldFacts, { lexicon }: Categories): boolean {
  return (
    key === "user.contact.address" &&
    !types.includes("object") &&
    lexicon.is(wordsInOrder(name).join(" "), "country-name")
  );
}

function judge(facts: FieldFacts, categories: Categories): FieldJudgement | undefined {
  const reading = readName(facts.name, categories);
  // Most fields are nothing sensitive by any sign: what they belong to is read only for the others.
  const field: FieldInContext = {
    facts,
    reading,
    get context() {
      return ownerContext(facts.object, categories);
    },
    categories,
  };
  const judgement = judgementOf(field);
  if (judgement === undefined) return undefined;
  // A label is an attribute of a thing, but for one that is stuck on a parcel, which has an address and no account.
  const isOnParcel = recordKindsOf(facts.object, categories).has("shipping label");
  if (isOnParcel ? judgement.category.key === "user.financial.bank_account" : field.context.kind === "about")
    return undefined;
  if (isOfNobody(judgement, field) || isSaidOtherwise(judgement, field) || isReadAsOther(judgement, field))
    return undefined;
  if (isAnyAccount(judgement, field)) return { ...judgement, confidence: "possible" };
  if (isCredential(judgement.category.key) && isBoundOrForm(reading.words.at(-1) ?? "", categories)) return undefined;
  // A part in a hundred of a bill is no sum of anybody.
  return judgement.category.key.startsWith("user.financial") && SHARE_OF.test(textOfName(facts.name))
    ? undefined
    : judgement;
}

/** Whether a name ends in that of a bound or a form: how short a password may be, `senhaMin`, or how one is made, `mdp_modele`. */
function isBoundOrForm(last: string, { lexicon }: Categories): boolean {
  return lexicon.is(last, "bound-told") || lexicon.is(last, "form-told");
}

/** A share of what is named behind it: `percentOfBill`, `pourcentage_de_facture`. */
const SHARE_OF =
  /^(?:percent(?:age)?|pct|ratio|share|prozent|anteil|pourcentage|porcentaje|percentual|porcentagem) (?:of|von|am|an|de|du|del|do|da) /;

/** What is called a secret lets nobody in, or what is called a number is only the end of one. */
function isUnusable({ category }: FieldJudgement, facts: FieldFacts, categories: Categories): boolean {
  const { description, types } = facts;
  if (category.key === "user.contact.phone_number" && isSaidPartial(description)) return true;
  if (category.sensitivity !== "restricted" || types.includes("object")) return false;
  return isCredential(category.key)
    ? isSaidReference(description) || isShownAsName(facts, categories) || isShownAsNumbers(facts.examples)
    : NUMBERS.test(category.key) && isSaidPartial(description);
}

/** Whether the examples of what is called a key are names made of words, as those of data sets are: `oa_citations`. */
function isShownAsName({ name, examples }: FieldFacts, categories: Categories): boolean {
  const { lexicon } = categories;
  const { words } = readName(name, categories);
  return (
    (lexicon.has(words, "opening-key") || lexicon.has(words, "token")) &&
    examples.length > 0 &&
    examples.every(
      (example) =>
        typeof example === "string" &&
        WORDS_JOINED.test(example) &&
        !wordsInOrder(example).some((word) => lexicon.is(word, "placeholder") || lexicon.is(word, "secret-thing")),
    )
  );
}

/** Whether the examples of what is called a token are lists of short numbers, as identifiers are and no credential is: "3375, 3306". */
export function isShownAsNumbers(examples: readonly unknown[]): boolean {
  return examples.length > 0 && examples.every((one) => typeof one === "string" && NUMBERS_LISTED.test(one));
}

const NUMBERS_LISTED = /^\d{1,8}(?:\s{0,3},\s{0,3}\d{1,8})+$/;

const WORDS_JOINED = /^[a-z]{2,}(?:[-_][a-z]{2,})+$/;

/** Whether what holds a secret, or its type, says by its name that the secret is not there: `DeviceWithEmptySecret`. */
function isBlank({ category }: FieldJudgement, { object, schemaName }: FieldFacts, { lexicon }: Categories): boolean {
  return (
    isCredential(category.key) &&
    [...object.owners, schemaName ?? ""].some((name) => {
      const words = wordsInOrder(name);
      return words.some(
        (word, at) =>
          lexicon.is(word, "left-out") &&
          [words[at - 1], words[at + 1], words[at + 2]].some(
            (near) => near !== undefined && lexicon.is(near, "secret-thing"),
          ),
      );
    })
  );
}

const NUMBERS = /^user\.(?:financial|government_id)\./;

function judgementOf(field: FieldInContext): FieldJudgement | undefined {
  const named = likeliest(field.reading.hits, (hit) => byName(hit, field));
  if (named !== undefined && named.confidence !== "possible") return named;
  return (
    bySiblingKind(field) ??
    byEnum(field) ??
    byFormat(field) ??
    byExamples(field) ??
    bySchema(field) ??
    byWord(field) ??
    byRecord(field) ??
    byFullName(field) ??
    byPersonNoun(field) ??
    byOpenKey(field) ??
    byOwnCredential(field) ??
    bySearchedPoint(field) ??
    byPointOfRide(field) ??
    byPointOfSomebody(field) ??
    byAskedPerson(field) ??
    bySearchTerm(field) ??
    byBodyOfPatient(field) ??
    byRecordKind(field) ??
    byShownValue(field) ??
    byAct(field) ??
    byPersonsRecord(field) ??
    byFamily(field) ??
    byComposition(field) ??
    bySaidValue(field) ??
    bySaidContent(field) ??
    byRecordOfPerson(field) ??
    byToldOfPerson(field) ??
    likeliest([named, byDescription(field)], (judgement) => judgement)
  );
}

function isBoolean(facts: FieldFacts): boolean {
  const types = valueTypes(facts);
  return types.length > 0 && types.every((type) => type === "boolean");
}

/** Whether a text or number answers a question, as `Y` and `1` do where a format has no booleans: `is_pregnant`. */
function isQuestion({ name, types }: FieldFacts, categories: Categories): boolean {
  const { words } = readName(name, categories);
  return (
    words.length > 1 &&
    categories.words.asking.has(words[0] ?? "") &&
    types.length > 0 &&
    types.every((type) => ANSWERS.has(type))
  );
}

const ANSWERS: ReadonlySet<string> = new Set(["string", "integer", "null"]);

/** A boolean is a switch, unless it is itself the sensitive fact: `is_pregnant`. */
function byFact(facts: FieldFacts, categories: Categories): FieldJudgement | undefined {
  const { name, object } = facts;
  const { sure, personal, told } = namedFactOf(name, categories);
  const ofPerson = personal ?? told;
  const context = ownerContext(object, categories);
  const category = sure ?? (ofPerson !== undefined && isOfPerson(context) ? ofPerson : undefined);
  if (category === undefined) return undefined;
  const judgement: FieldJudgement = { category, confidence: "certain", because: [`named "${name}"`] };
  const field: FieldInContext = { facts, reading: readName(name, categories), context, categories };
  return isOfNobody(judgement, field) ? undefined : judgement;
}

/** A switch that only a record of some kind makes a fact: whether somebody has read a message. */
function byKindOfSwitch(facts: FieldFacts, categories: Categories): FieldJudgement | undefined {
  const reading = readName(facts.name, categories);
  const field = { facts, reading, context: ownerContext(facts.object, categories), categories };
  return byRecordKind(field) ?? byPersonsRecord(field) ?? byToldOfPerson(field);
}

function isOfPerson({ kind, isPersonal }: OwnerContext): boolean {
  return kind === "person" || isPersonal;
}
