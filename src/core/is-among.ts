import { memo } from "./memo.ts";

/**
 * Whether a thing is in a list that nobody changes. What a document decides the length of is made a set the first time,
 * so that to ask for each of many things takes no time that grows with the list.
 */
export function isAmong<T>(things: readonly T[], thing: T): boolean {
  return things.length < WORTH_A_SET ? things.includes(thing) : setOf(things).has(thing);
}

const WORTH_A_SET = 16;

const setOf = memo((things: readonly unknown[]): ReadonlySet<unknown> => new Set(things));
