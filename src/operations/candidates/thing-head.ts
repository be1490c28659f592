import type { Lexicon } from "../../lexicon/lexicon.ts";
import type { PathValues } from "./path-values.ts";
import { resourceOf, type Resource, type Resources } from "./resources.ts";

/** What of an API says which fields name a thing of somebody. */
export interface KnownThings {
  readonly resources: Resources;
  /** Whether the API returns personal or financial data of such a thing. */
  readonly holdsData: (noun: string) => boolean;
  readonly values: PathValues;
}

/** What the last words of a name are of. */
export interface Head {
  readonly thing: Resource;
  readonly isPerson: boolean;
  /** Whether it is one of those who use the service, as the caller does. */
  readonly isUser: boolean;
  readonly isAccount: boolean;
  readonly isTenant: boolean;
  /** Whether a path of the API names one. */
  readonly isAddressed: boolean;
}

/** Whose thing the end of a name is of: what belongs to somebody, or what the API holds somebody's data of. */
export function headOf(
  words: readonly string[],
  { resources, holdsData }: KnownThings,
  lexicon: Lexicon,
): Head | undefined {
  const start = words.findIndex((_, at) => resources.isAddressed(words.slice(at).join(" ")));
  const noun = words.slice(start < 0 ? -1 : start).join(" ");
  const isAccount = lexicon.is(noun, "account");
  const isTenant = lexicon.is(noun, "tenant") && !isAccount;
  const isPerson = lexicon.is(noun, "natural-person");
  const isSomebodys = lexicon.is(noun, "belonging") || isAccount || isTenant || isPerson;
  const before = words.slice(0, start < 0 ? -1 : start);
  // A `merchant_order_id` is the caller's own word for an order.
  const isWordOfCaller = (word: string): boolean => lexicon.is(word, "tenant") || lexicon.is(word, "callers-reference");
  if (!(isPerson || isAccount || isTenant) && before.some(isWordOfCaller)) return undefined;
  // A `shipping address` is an address that the API has; an `email address` is none, nor is a `bank account` one of ours.
  const isPlain = before.every((word) => BEFORE_THINGS.some((concept) => lexicon.is(word, concept)));
  if (start < 0 ? !isSomebodys || !isPlain : !isSomebodys && !holdsData(noun)) return undefined;
  return {
    thing: resourceOf(noun),
    isPerson,
    isUser: lexicon.is(noun, "population"),
    isAccount,
    isTenant,
    isAddressed: start >= 0,
  };
}

const BEFORE_THINGS = ["side", "natural-person", "tenant", "belonging"] as const;
