import { isCredential } from "../taxonomy/is-credential.ts";
import { textOfName } from "../../lexicon/name-tokens.ts";
import type { Categories } from "../taxonomy/categories.ts";
import type { ObjectFacts } from "./field-facts.ts";
import { needsRecord, readDescription, readName, type Hit, type NameReading } from "./field-name.ts";
import { canHold, isContained } from "./value-types.ts";
import { likeliest, type FieldInContext, type FieldJudgement } from "./judgement.ts";
import { leadPhrase } from "./lead-phrase.ts";
import { byName, isBesideDoubt, isElsewhere } from "./name-judgement.ts";
import { heldInSubject } from "./owner-context.ts";
import { readOwner } from "./owner-name.ts";
import { rememberedByObject } from "../taxonomy/remembered.ts";
import { evidenceOf } from "../values/value-evidence.ts";

/** `{ name: "password", value: … }`: what the value is follows from what its sibling names. */
export function bySiblingKind(field: FieldInContext): FieldJudgement | undefined {
  const { facts, reading, categories } = field;
  if (!categories.words.contents.has(reading.text)) return undefined;
  for (const [sibling, kinds] of Object.entries(facts.object.values)) {
    if (sibling === facts.name || !categories.words.kinds.has(readName(sibling, categories).text)) continue;
    const judged = kinds.map((kind) => ({
      kind,
      is: likeliest(readName(kind, categories).hits.filter(isUnmistakable), (hit) => byName(hit, field)),
    }));
    const known = judged.filter(({ is }) => is !== undefined && is.confidence !== "possible");
    const first = known[0]?.is;
    if (first !== undefined && known.length * 2 >= kinds.length)
      return { ...first, confidence: "likely", because: [`next to "${sibling}": "${known[0]?.kind}"`] };
  }
  return undefined;
}

/** `format: email` says it by itself. */
export function byFormat(field: FieldInContext): FieldJudgement | undefined {
  const { format, enum: values = [] } = field.facts;
  const category = format === undefined ? undefined : field.categories.byFormat.get(format);
  if (category === undefined || values.length > 0) return undefined;
  const { context } = field;
  if (isElsewhere({ category, strength: "anywhere", of: undefined }, context.kind, context)) return undefined;
  return {
    category,
    confidence: category.possibleIn.has(context.kind) ? "possible" : "likely",
    because: [`format "${format}"`],
  };
}

/** An example that can be nothing else. */
export function byExamples(field: FieldInContext): FieldJudgement | undefined {
  const { facts, categories } = field;
  return likeliest(facts.examples, (example) => {
    const shown = evidenceOf(example);
    const category = shown === undefined ? undefined : categories.byEvidence.get(shown);
    if (category === undefined) return undefined;
    const { context } = field;
    if (
      isElsewhere({ category, strength: "anywhere", of: undefined }, context.kind, context) ||
      !canHold({ category, strength: "anywhere" }, field)
    )
      return undefined;
    const isGuess = category.possibleIn.has(context.kind) || (!category.certain && !context.isPersonal);
    return {
      category,
      confidence: isGuess ? "possible" : "likely",
      because: [`an example looks like ${category.says}`],
    };
  });
}

/** A container whose schema, or own name, is that of an object which holds nothing else: `shipping: Address`, `messages`. */
export function bySchema(field: FieldInContext): FieldJudgement | undefined {
  const { name, schemaName, children } = field.facts;
  const { categories } = field;
  if (children.length === 0) return undefined;
  // The `items` of a page of records are a list of any.
  const isEnvelope = field.reading.words.every((word) => categories.words.wrappers.has(word));
  for (const title of [schemaName, name]) {
    if (title === undefined) continue;
    const { kind, holders: known, head } = readOwner(title, categories);
    const holders = [...heldInSubject(field.facts.object.subject, [title], categories), ...known];
    if (holders.length === 0) continue;
    const whose = kind === "unknown" ? field.context.kind : kind;
    const category = holders.find(
      (holder) =>
        !holder.notIn.some((phrase) => phrase.every((word) => head.includes(word))) &&
        !holder.possibleIn.has(whose) &&
        !holder.neverIn.has(whose) &&
        (holder.whole
          ? !isEnvelope && children.some((child) => !isOutside(child, categories))
          : children.some((child) => isContained(child, holder, { categories }))) &&
        !children.some((child) => holder.possibleBeside.has(readName(child, categories).text)),
    );
    if (category !== undefined) return { category, confidence: "likely", because: [`it is a "${title}"`] };
  }
  return undefined;
}

/** Whether a field of a record only identifies, dates or links it. */
function isOutside(name: string, categories: Categories): boolean {
  return categories.words.outside.has(readName(name, categories).words.at(-1) ?? "");
}

/** A word that says it wherever it stands: `bloodGlucoseTargetHigh`, `yearOfDiagnosis`. */
export function byWord(field: FieldInContext): FieldJudgement | undefined {
  const { facts, reading, categories } = field;
  if (reading.within.length === 0 || !isDescribingIts(reading, categories)) return undefined;
  const { context } = field;
  const category = reading.within.find(
    (one) =>
      canHold({ category: one, strength: "anywhere" }, field) &&
      !reading.words.some((word) => one.notAfter.has(word)) &&
      !isElsewhere({ category: one, strength: "anywhere", of: undefined }, context.kind, context),
  );
  return category === undefined ? undefined : { category, confidence: "likely", because: [`named "${facts.name}"`] };
}

/** Whether a name is not that of a switch, an identifier, a status or a date. */
function isDescribingIts({ words, isSwitch }: NameReading, { words: { heads, metadata } }: Categories): boolean {
  const last = words.at(-1) ?? "";
  return !isSwitch && !heads.has(last) && !metadata.has(last);
}

/** A person, of whom an example has the full name: `medecin: "Hélène Marchand"`. */
export function byFullName(field: FieldInContext): FieldJudgement | undefined {
  const { facts, categories } = field;
  if (facts.format !== undefined || !facts.examples.some(isFullName)) return undefined;
  if (readOwner(facts.name, categories).kind !== "person" && !isNameOnAddress(field)) return undefined;
  const category = readName("full name", categories).hits[0]?.category;
  return category === undefined || !canHold({ category, strength: "anywhere" }, field)
    ? undefined
    : { category, confidence: "likely", because: [`named "${facts.name}"`, "an example is a full name"] };
}

/** The name in a postal address, where no part of it is that of a company or a place. */
function isNameOnAddress({ reading, context }: FieldInContext): boolean {
  return (
    context.kind === "unknown" &&
    context.holders.some(({ key }) => key === "user.contact.address") &&
    reading.hits.some(({ category, isWhole }) => category.key === "user.name" && isWhole)
  );
}

function isFullName(example: unknown): boolean {
  return typeof example === "string" && FULL_NAME.test(example);
}

/** Two to four words with a capital each, titles and particles aside, and nothing else: no identifier, no address. */
const FULL_NAME =
  /^(?:(?:Me|Mr|Mrs|Ms|Dr|Dra|Prof|Sr|Sra|Mme|M|Herr|Frau|Dott)\.? ){0,2}\p{Lu}[\p{Ll}'’-]+(?:-\p{Lu}\p{Ll}+)?(?: (?:de|da|do|dos|das|del|la|van|von|der|di|du|le|y|e|\p{Lu}\.))*(?: \p{Lu}[\p{L}'’-]+){1,3}$/u;

/** What stands in a record that is of nothing else, a conviction or a prescription, and neither identifies it nor dates it. */
export function byRecord(field: FieldInContext): FieldJudgement | undefined {
  const { facts, reading, categories } = field;
  // What is asked for by a parameter, and where the next page is, is no part of a record.
  if (facts.object.kind === "parameters" || facts.format === "uri" || facts.format === "url") return undefined;
  if (!mayBeRecord(facts.object, categories)) return undefined;
  if (reading.isSwitch || categories.words.outside.has(reading.words.at(-1) ?? "")) return undefined;
  const { context } = field;
  // What is normal, and how it is measured, is the same for everybody.
  const text = reading.words.join(" ");
  if (categories.lexicon.is(text, "range-of-finding") || categories.lexicon.is(text, "way-of-measuring"))
    return undefined;
  const category = context.holders.find(
    (holder) =>
      holder.whole &&
      (holder.subjects.size === 0 || !categories.words.metadata.has(reading.words.at(-1) ?? "")) &&
      !reading.words.some((word) => holder.notAfter.has(word)) &&
      canHold({ category: holder, strength: "parts" }, field) &&
      !isBesideDoubt(holder, field) &&
      !isElsewhere({ category: holder, strength: "anywhere", of: undefined }, context.kind, context),
  );
  return category === undefined
    ? undefined
    : { category, confidence: "likely", because: [`as part of "${facts.object.owners[0] ?? context.owner ?? ""}"`] };
}

/** Whether one of the names round an object is that of such a record: most are not, and need not be read further. */
export const mayBeRecord = rememberedByObject(
  ({ subject, owners, resources }: ObjectFacts, categories: Categories): boolean =>
    subject !== undefined ||
    [...owners, ...resources].some((name) => readOwner(name, categories).holders.some(({ whole }) => whole)),
);

/** The title is, or the description opens with, the name of what the field holds: "The customer's phone number". */
export function byDescription(field: FieldInContext): FieldJudgement | undefined {
  const { facts, reading, categories } = field;
  if (facts.types.includes("object")) return undefined;
  if (facts.types.includes("array") && (facts.arrayOf ?? []).join() !== "string") return undefined;
  const isIdentifying = categories.words.heads.has(reading.words.at(-1) ?? "");
  if (reading.isSwitch) return undefined;
  if (isIdentifying && !isBareValue(field)) return bySaidIdentifier(field);
  const isOneOf = WHICH_ONE.test(reading.words.at(-1) ?? "");
  return likeliest([facts.title, facts.description], (text) => {
    if (text === undefined || (isOneOf && CHOICE.test(text.slice(0, LONGEST_CHOICE)))) return undefined;
    const { phrase, hits } = readDescription(text, categories);
    const isNamed = readOwner(facts.name, categories).kind === "person";
    const own = isNamed ? hits.map((hit) => (isBareName(hit) ? { ...hit, of: "person" as const } : hit)) : hits;
    const found = likeliest(own.filter(isDescriptive), (hit) => byName(hit, field));
    if (found === undefined) return undefined;
    // `guid`, "The password reset code": what is made at random is by its text what lets somebody in.
    if (isIdentifying && (!isCredential(found.category.key) || isOfHead(phrase, categories))) return undefined;
    // "Signed token" of the offer that an `Offer` is called by says which one it is, and lets nobody in.
    if (
      isCredential(found.category.key) &&
      facts.object.owners.some((one) => textOfName(one) === textOfName(facts.name))
    )
      return undefined;
    const confidence = found.confidence === "certain" ? "likely" : found.confidence;
    return { ...found, confidence, because: [`described as "${phrase}"`] };
  });
}

/**
 * The number that a state gives to a person, which a text says an identifier to be: `actorId`, "The identifier (national identity
 * number or organization number) of the actor".
 */
function bySaidIdentifier({ facts, categories }: FieldInContext): FieldJudgement | undefined {
  if (facts.description === undefined) return undefined;
  const text = facts.description.slice(0, LONGEST_CHOICE);
  const aside = isIdentifierNoun(leadPhrase(text) ?? "") ? ASIDE.exec(text)?.[1] : undefined;
  return likeliest([text, aside], (part) => {
    const words = part === undefined ? [] : (leadPhrase(part) ?? "").split(" ");
    // Whose it is stands behind it: "The social security number of the member".
    for (let length = words.length; length > 0; length--) {
      const { phrase, hits } = readDescription(words.slice(0, length).join(" "), categories);
      const found = hits.find(
        ({ category, isWhole, strength }) =>
          isWhole && strength === "anywhere" && category.key.startsWith("user.government_id."),
      );
      if (found !== undefined)
        return { category: found.category, confidence: "likely", because: [`described as "${phrase}"`] };
    }
    return undefined;
  });
}

/** Whether a phrase opens by saying that something is an identifier, and not what of it is told. */
function isIdentifierNoun(phrase: string): boolean {
  return /^(?:unique )?(?:identifi(?:er|ant|cador)|id|number|kennung|num[ée]ro|nummer|n[úu]mero)\b/i.test(phrase);
}

/** What stands in brackets behind the name of a thing, or behind a colon, says what it is. */
const ASIDE = /^[^.():]{1,60}(?:\(|: )([^()]{3,100})/;

/** The last word of a name whose values are ways of doing something: `signInMethod`. */
const WHICH_ONE = /^(?:methode?|méthode|método|types?|typ|tipo|kind|mode|modo)$/;
/** A text that lists such values and says nothing of what is in the field: "password, github or saml". */
const CHOICE = /^[\p{L}\d_"'`-]+(?:(?:, ?| \| )[\p{L}\d_"'`-]+)*(?:,? (?:or|oder|ou|o) |, ?| \| )[\p{L}\d_"'`-]+\.?$/u;
const LONGEST_CHOICE = 120;

/** Whether a name says no more than that a value is one of many, or was drawn at random: `guid`, `code`. */
function isBareValue({ facts, reading }: FieldInContext): boolean {
  return reading.words.length === 1 && BARE_VALUES.has(reading.text) && (facts.enum ?? []).length === 0;
}

const BARE_VALUES: ReadonlySet<string> = new Set(["guid", "uuid", "code", "codigo", "id"]);

/** Whether a phrase opens with what is said of something, and not with the thing: "Status of the reset code". */
function isOfHead(phrase: string, { words: { heads } }: Categories): boolean {
  const [first = ""] = textOfName(phrase).split(" ");
  return heads.has(first) && !BARE_VALUES.has(first);
}

function isUnmistakable({ strength }: Hit): boolean {
  return strength === "anywhere";
}

/** "Names" of what is called as a person is: `invitees`. */
function isBareName({ category, of, isWhole }: Hit): boolean {
  return category.key === "user.name" && isWhole && of === undefined;
}

/** It needs no owner, or names the person too: "name of the author". */
function isDescriptive({ category, strength, of, isPlain }: Hit): boolean {
  if (!isPlain || (category.named && of !== "person")) return false;
  return strength === "anywhere" || (!needsRecord(strength) && of === "person" && !category.measures);
}
