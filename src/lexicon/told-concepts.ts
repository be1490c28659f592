import type { Concept } from "./concept.ts";

/*
 * The concepts by which leaves of persons' records are read. Their words are those of texts and short forms, too: names are not
 * abbreviations of them.
 */

/** What a leaf tells of a person. */
export const FACTS = [
  "health-told",
  "finance-told",
  "sensitive-told",
  "entry-told",
  "number-of-person-told",
  "device-told",
  "person-fact-told",
  "place-told",
  "conduct-told",
  "someone-told",
  "text-told",
] as const satisfies readonly Concept[];

/** What tells that a leaf is of nobody. */
export const ASIDES = ["bound-told", "form-told", "office-told"] as const satisfies readonly Concept[];

/** What records of persons are of. */
export const RECORDS = [
  "record-of-wage",
  "record-of-debt",
  "record-of-health",
  "record-of-leave",
  "record-of-conduct",
  "record-of-learning",
  "record-of-driving",
  "record-of-presence",
  "record-of-body",
  "record-of-entry",
  "record-of-check",
] as const satisfies readonly Concept[];

/** All of them. */
export const TELLING: ReadonlySet<string> = new Set([...FACTS, ...ASIDES, ...RECORDS]);
