import type { Schema } from "../../model/schema.ts";
import type { Categories } from "../taxonomy/categories.ts";
import type { ObjectFacts } from "./field-facts.ts";
import { saysByValues } from "./by-enum.ts";
import { mayBePart } from "./by-record-kind.ts";
import { mayBeOfAct } from "./by-act.ts";
import { mayBeOfPersonsRecord } from "./persons-record.ts";
import { mayBeShown } from "./shown-by-value.ts";
import { isComposed } from "./composed-name.ts";
import { readDescription, readName } from "./field-name.ts";
import { familyOf } from "./families.ts";
import { mayBeRecord } from "./further-evidence.ts";
import { saysContent } from "./said-content.ts";
import { saysFormOfValue } from "./said-value.ts";
import { mayTellOfPerson } from "./told-of-person.ts";
import { isScalar, type ValueFacts } from "./value-facts.ts";
import { namedFactOf } from "./named-fact.ts";
import { schemaNameOf } from "./object-facts.ts";
import { readOwner } from "./owner-name.ts";
import { phraseAtEnd } from "../taxonomy/phrases.ts";
import { rememberedByText } from "../taxonomy/remembered.ts";

/**
 * Whether a property can be nothing sensitive wherever it stands, since neither its name, format, examples and schema nor
 * the first words of its texts say anything. Most properties are like that: what holds them need not be looked at.
 */
export function isUnremarkable(
  name: string,
  property: Schema,
  object: ObjectFacts,
  heldBy: (schema: Schema) => ValueFacts,
  categories: Categories,
): boolean {
  if (!saysNothingByItself(name, categories) || mayBeRecord(object, categories)) return false;
  if (object.isAskedByPerson === true) return false;
  if (mayBePart(name, object, categories) || mayBeOfPersonsRecord(name, object, categories)) return false;
  if (mayTellOfPerson(name, property.description, object, categories)) return false;
  if (mayBeOfAct(name, isFile(property), object, categories)) return false;
  if (mayBeShown(name, schemaNameOf(property), categories)) return false;

  const held = isScalar(property) ? property : heldBy(property);
  if (held.examples.length > 0 || saysByValues(held.enum, categories)) return false;
  if (held.format !== undefined && categories.byFormat.has(held.format)) return false;
  if ("children" in held && held.children.length > 0) {
    const schemaName = schemaNameOf(property);
    return isNoHolder(name, categories) && (schemaName === undefined || isNoHolder(schemaName, categories));
  }
  return (
    property.ref === undefined &&
    saysNothing(property.title, categories) &&
    saysNothing(property.description, categories)
  );
}

function isFile({ format, types }: Schema): boolean {
  return format === "binary" || types.includes("file");
}

const saysNothingByItself = rememberedByText((name, categories): boolean => {
  const { hits, within, text, words } = readName(name, categories);
  if (hits.length > 0 || within.length > 0 || categories.words.contents.has(text)) return false;
  // A text that is called as a person is may be their name.
  if (phraseAtEnd(categories.owners, words)?.means === "person") return false;
  if (familyOf(name, categories) !== undefined || isComposed(name, categories)) return false;
  const { sure, personal, told } = namedFactOf(name, categories);
  return sure === undefined && personal === undefined && told === undefined;
});

function isNoHolder(name: string, categories: Categories): boolean {
  return readOwner(name, categories).holders.length === 0;
}

function saysNothing(text: string | undefined, categories: Categories): boolean {
  return text === undefined || isNothing(text, categories);
}

const isNothing = rememberedByText(
  (text, categories): boolean =>
    readDescription(text, categories).hits.length === 0 && !saysFormOfValue(text) && !saysContent(text, categories),
);
