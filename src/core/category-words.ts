import { listed } from "./prose.ts";

/** What a category is called in a sentence about somebody's data, without an article. */
export interface CategoryWords {
  /** `e-mail address` */
  readonly singular: string;
  /** `e-mail addresses`; the same as the singular where nobody counts it: `health data`. */
  readonly plural: string;
}

/** Anything that is of a category: a field, or a count of fields. */
export interface OfCategory {
  readonly category: string;
  /** Reviews that were written without it have the key alone. */
  readonly called?: CategoryWords | undefined;
}

/** What the category of something is called: `e-mail address`. */
export function categoryWords({ category, called }: OfCategory, number: keyof CategoryWords = "singular"): string {
  return (called ?? wordsOfKey(category))[number];
}

/**
 * What the categories of several things are called, each once, in the order given. What is known as personal data and no
 * more comes last beside personal data of a kind: `health data, names and other personal data`.
 */
export function categoriesWords(all: readonly OfCategory[], number?: keyof CategoryWords): readonly string[] {
  const general = all.find(({ category }) => category === ANY_PERSONAL);
  const words = new Set(all.map((one) => categoryWords(one, number)));
  if (general === undefined || !all.some(({ category }) => OF_A_KIND.test(category))) return [...words];
  const name = categoryWords(general, number);
  return [...[...words].filter((one) => one !== name), `other ${name}`];
}

const ANY_PERSONAL = "user";
/** Personal data of a kind: what lets in, and an address of a network, are none. */
const OF_A_KIND = /^user\.(?!authorization|device\.ip_address)/;

/**
 * Names of categories as a list: `names, genders and locations`; of many the first few and how many more kinds of data
 * there are. Of alternatives, with `or`.
 */
export function listedCategories(words: readonly string[], most: number, last: "and" | "or" = "and"): string {
  const left = words.length - most + 1;
  return words.length <= most
    ? listed(words, most, last)
    : `${words.slice(0, most - 1).join(", ")} ${last} ${left} more ${left === 1 ? "kind" : "kinds"} of data`;
}

/** A category of which nothing is known but its key: it is called by the last part of that. */
export function wordsOfKey(category: string): CategoryWords {
  const words = category.slice(category.lastIndexOf(".") + 1).replaceAll("_", " ");
  return { singular: words, plural: words };
}
