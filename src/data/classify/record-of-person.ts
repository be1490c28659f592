import { isWithin } from "../taxonomy/is-within.ts";
import { rememberedByObject } from "../taxonomy/remembered.ts";
import type { Categories } from "../taxonomy/categories.ts";
import { wordsOf } from "../../lexicon/name-tokens.ts";
import type { FieldFacts, ObjectFacts } from "./field-facts.ts";
import { readName } from "./field-name.ts";
import { likeliest, type FieldInContext, type FieldJudgement } from "./judgement.ts";
import { byName } from "./name-judgement.ts";
import { isRecordOfSomebody } from "./record.ts";
import { recordKindsOf } from "./record-kinds.ts";
import { readSiblings } from "./sibling-fields.ts";

/**
 * What stands in a record that names whom it is about is theirs, as it would be in their own: the address of a `Subscription` with
 * a recipient. What is called `name` there is mostly the record, and that of the person where an address or a number stands beside
 * it, or where the record has no identifier but theirs.
 */
export function byRecordOfPerson(field: FieldInContext): FieldJudgement | undefined {
  const { facts, reading, context, categories } = field;
  if (reading.hits.length === 0 || context.kind !== "unknown" || facts.place === "path") return undefined;
  if (!isRecordOfSomebody(facts.object, categories)) return undefined;
  const isAlone = facts.object.fields.some(
    (name) => isName(name, categories) && isKnownByPersonsId({ name, object: facts.object }, categories),
  );
  return likeliest(reading.hits, (hit) => {
    const { key } = hit.category;
    const isPicture = key === "user.content.self_image" && isAlone;
    if (!isPicture && !OF_PERSON.some((one) => isWithin(key, one))) return undefined;
    if (
      isWithin(key, "user.name") &&
      !isReached(facts.object, categories) &&
      !(hit.isWhole && isKnownByPersonsId(facts, categories))
    )
      return undefined;
    // What a visitor did has a name, too.
    if (isWithin(key, "user.name") && recordKindsOf(facts.object, categories).has("visit")) return undefined;
    const found = byName({ ...hit, of: "person" }, field);
    return found?.confidence === "certain" ? { ...found, confidence: "likely" } : found;
  });
}

/**
 * Whether an object is known by the identifier of a person and no other, with the name right behind it: `worker_id`, `name`. What
 * callers send is made by it, and has a name of its own.
 */
function isKnownByPersonsId({ name, object }: Pick<FieldFacts, "name" | "object">, categories: Categories): boolean {
  const { fields, isSent } = object;
  const at = fields.indexOf(name);
  return isSent !== true && at > 0 && personsIdOf(object, categories) === fields[at - 1];
}

/** Whether a field is called as what persons, and things, are called by. */
function isName(name: string, categories: Categories): boolean {
  return readName(name, categories).hits.some(
    ({ category, isWhole }) => isWhole && isWithin(category.key, "user.name"),
  );
}

/** The only identifier among the fields of an object, where it is a person's. */
const personsIdOf = rememberedByObject(({ fields }: ObjectFacts, categories: Categories): string | undefined => {
  const identifiers = fields.filter((name) => wordsOf(name).at(-1) === "id");
  const [only] = identifiers;
  return only !== undefined && identifiers.length === 1 && readSiblings([only], categories).isLinked ? only : undefined;
});

/** What is asked of whoever a record is about: what they are called, and where they are. */
const OF_PERSON = ["user.name", "user.contact", "user.location"];

/** Whether an object says whom it is about, who does more than own it, and where they are reached. */
const isReached = rememberedByObject(
  ({ fields }: ObjectFacts, categories: Categories): boolean =>
    readSiblings(fields, categories).hasSubject &&
    fields.some((name) =>
      readName(name, categories).hits.some(
        ({ category, isWhole }) => isWhole && isWithin(category.key, "user.contact"),
      ),
    ),
);
