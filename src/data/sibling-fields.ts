import type { Categories, Category, OwnerKind } from "./categories.ts";
import { readName } from "./field-name.ts";
import { wordsOf } from "./name-tokens.ts";
import { phraseAtEnd, phrasesAt } from "./phrases.ts";

/** What the fields of an object say of it together. */
export interface FieldsReading {
  /** One of the fields is what only persons have. */
  readonly isPerson: boolean;
  /** One of them is what persons mostly have. */
  readonly isPerhaps: boolean;
  /** One of them is more than a way to reach somebody. */
  readonly isNamed: boolean;
  /** A person's id is among them. */
  readonly isLinked: boolean;
  /** The id of what a person moves about with is among them. */
  readonly isTracked: boolean;
  /** An account name and a picture are among them: whoever wrote it is shown with it. */
  readonly isShownWith: boolean;
  /** It has an owner: it is no person itself. */
  readonly isOwned: boolean;
  /** Several of them make up one value: street, city and postcode an address. */
  readonly gathered: readonly Category[];
}

/** Reads the names of an object's fields for what it is. */
export function readFields(fields: readonly string[], categories: Categories): FieldsReading {
  const whole = fields
    .flatMap((name) => readName(name, categories).hits.filter((hit) => hit.strength === "anywhere" && hit.isWhole))
    .map(({ category }) => category);
  const identifying = whole.filter(({ identifies }) => identifies);
  return {
    isPerson: identifying.length > 0,
    isPerhaps: identifying.length > 0 || whole.some(({ suggests }) => suggests),
    isNamed: identifying.some(({ key }) => !key.startsWith("user.contact")),
    isLinked: fields.some((name) => isIdOf("person", name, categories)),
    isTracked: fields.some((name) => isIdOf("carried", name, categories)),
    isShownWith: ["user.account.username", "user.content.self_image"].every((key) =>
      whole.some((one) => one.key === key),
    ),
    isOwned: fields.some((name) => readName(name, categories).text === "owner"),
    gathered: gatheredBy(fields, categories),
  };
}

function gatheredBy(fields: readonly string[], { gathers, owners }: Categories): Category[] {
  const counts = new Map<Category, number>();
  for (const field of fields) {
    const words = wordsOf(field);
    const end = phraseAtEnd(gathers, words);
    if (end === undefined) continue;
    const before = words.slice(0, words.length - end.words.length);
    if (before.length > 0 && phraseAtEnd(owners, before)?.means !== "person") continue;
    for (const { means } of phrasesAt(gathers, words, before.length)) counts.set(means, (counts.get(means) ?? 0) + 1);
  }
  return [...counts].filter(([, count]) => count > 1).map(([category]) => category);
}

function isIdOf(kind: OwnerKind, name: string, { owners }: Categories): boolean {
  const words = wordsOf(name);
  return words.length > 1 && words.at(-1) === "id" && phraseAtEnd(owners, words.slice(0, -1))?.means === kind;
}
