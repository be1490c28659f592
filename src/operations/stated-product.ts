import { saidBy } from "../exposure/said.ts";
import { fixedSegments } from "../exposure/words.ts";
import { wordsOf } from "../lexicon/name-tokens.ts";
import type { Operation } from "../model/api.ts";

/**
 * Whether a text says that a thing is what an operation is there to give: "Returns the database connection string",
 * "Get session token". `thing` are the words of its name. Not "Get the site", nor what is kept under its own identifier,
 * as the `key` of `/api-keys/{id}` is.
 */
export function isStatedProduct(operation: Operation, thing: readonly string[]): boolean {
  const { lexicon, method, path } = operation;
  if (method !== "GET" || (path.endsWith("}") && thing.length < 2)) return false;
  if (wordsOf(fixedSegments(path).at(-1) ?? "").some((word) => thing.includes(word))) return false;
  return saidBy(operation).some((said) => {
    const first = said[0] ?? "";
    if (![first, first.replace(/s$/, "")].some((verb) => READS.some((concept) => lexicon.is(verb, concept))))
      return false;
    const object = said.slice(1, REACH).flatMap((word) => wordsOf(word));
    const at = object.findIndex((_, index) => thing.every((one, on) => object[index + on] === one));
    const isBehindAnother = object
      .slice(0, Math.max(at, 0))
      .some((word) => BESIDE.test(word) || (lexicon.is(word, "linking") && !lexicon.is(word, "article-or-own")));
    const next = object[at + thing.length];
    return at >= 0 && !isBehindAnother && (next === undefined || lexicon.is(next, "linking"));
  });
}

const READS = ["read", "begins-a-read", "hands-back"] as const;

/** Behind these stands what comes along. */
const BESIDE = /^(?:with|and|mit|und|avec|et|con|com)$/;

/** So far behind its verb an object begins. */
const REACH = 8;
