import { wordsOfKey, type CategoryWords } from "../../core/category-words.ts";
import type { CategoryTables, KeyTable } from "./category-tables.ts";

/** What the key of a category says of a field. */
export interface KeyMeaning {
  readonly called: CategoryWords;
  /** Whether it is somebody's personal data. */
  readonly isPersonal: boolean;
}

/**
 * What keys mean by tables, of which the first that says it counts. A key is called what it says itself, what `says` calls
 * it, or what the nearest key above it is called; else by its last part. What is under `user` is personal data unless it
 * says otherwise.
 */
export function keyMeaningsFrom(
  sources: readonly Pick<CategoryTables, "keys" | "categories">[],
): (key: string) => KeyMeaning {
  const known = new Map<string, KeyMeaning>();
  const find = (key: string): KeyMeaning => {
    const said = saidOf(sources, key);
    const above = aboveOf(key);
    const isPersonal = said?.personalData ?? (above === undefined ? false : meaningOf(above).isPersonal);
    if (said?.singular !== undefined)
      return { called: { singular: said.singular, plural: said.plural ?? said.singular }, isPersonal };
    if (above === undefined || !isCalled(sources, above)) return { called: wordsOfKey(key), isPersonal };
    return { called: meaningOf(above).called, isPersonal };
  };
  const meaningOf = (key: string): KeyMeaning => {
    let meaning = known.get(key);
    if (meaning === undefined) known.set(key, (meaning = find(key)));
    return meaning;
  };
  return meaningOf;
}

type Sources = Parameters<typeof keyMeaningsFrom>[0];

function saidOf(sources: Sources, key: string): KeyTable | undefined {
  const said = sources.flatMap(({ keys }) => (Object.hasOwn(keys, key) ? [keys[key]!] : []));
  const name = sources.flatMap(({ categories }) => categories).find((one) => one.key === key && one.says !== key)?.says;
  const named = said.find(({ singular }) => singular !== undefined);
  const personal = said.find(({ personalData }) => personalData !== undefined)?.personalData;
  if (named === undefined && name === undefined && personal === undefined) return undefined;
  return {
    ...(name === undefined ? {} : { singular: name.replace(/^(?:an?|the) /, "") }),
    ...named,
    ...(personal === undefined ? {} : { personalData: personal }),
  };
}

/** Whether a key or one above it says what it is called. */
function isCalled(sources: Sources, key: string | undefined): boolean {
  return key !== undefined && (saidOf(sources, key)?.singular !== undefined || isCalled(sources, aboveOf(key)));
}

function aboveOf(key: string): string | undefined {
  const end = key.lastIndexOf(".");
  return end < 0 ? undefined : key.slice(0, end);
}
