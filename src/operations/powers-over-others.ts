/*
 * What only an administrator does to a person: gives and takes rights, takes a second factor away, acts as that person.
 * Of the caller's own record it would be called otherwise.
 */
import { memo } from "../core/memo.ts";
import { isOwn } from "../exposure/principals.ts";
import { readingOf } from "../exposure/reading.ts";
import { saidBy } from "../exposure/said.ts";
import { calledWords } from "../exposure/words.ts";
import { wordsOf } from "../lexicon/name-tokens.ts";
import type { Operation } from "../model/api.ts";
import { isPerson } from "./acting-as-others.ts";
import { isRightOrGrant } from "./grants.ts";

/** The kinds of such powers. */
export type Power = "rights" | "second factors" | "identities";

/** A power over the person whom a path names, and whether that person is one of an account that the path names before. */
export interface PowerOverOthers {
  readonly power: Power;
  readonly isWithinAccount: boolean;
}

/** What an operation does to a person whom its path names; `undefined` where it does none of these. */
export const powerOverOthers = memo((operation: Operation): PowerOverOthers | undefined => {
  const { path, operationKind, access, method, lexicon } = operation;
  if (operationKind !== "path" || access !== "secured" || isOwn(operation)) return undefined;
  const segments = path.split("/").filter((segment) => segment !== "");
  const at = segments.findIndex(
    (segment, index) => segment.includes("{") && isPerson(wordsOf(segments[index - 1] ?? ""), lexicon),
  );
  if (at < 0) return undefined;
  const isWithinAccount = segments.slice(0, at).some((segment) => segment.includes("{"));
  const below = segments.slice(at + 1).filter((segment) => !segment.includes("{"));
  const called = calledWords(operation);
  if (method !== "DELETE" && lexicon.has(called, "impersonate")) return { power: "identities", isWithinAccount };
  if (readingOf(operation) !== undefined) return undefined;
  if (below.some((segment) => isRightOrGrant(segment, lexicon))) return { power: "rights", isWithinAccount };
  // Who takes their own second factor away is asked for it; who resets one has somebody else's.
  const words = below.flatMap(wordsOf);
  const isReset = lexicon.has(words, "reset") || saidBy(operation).some((said) => lexicon.has(said, "reset"));
  return lexicon.has(words, "second-factor") && isReset ? { power: "second factors", isWithinAccount } : undefined;
});
