import { memo } from "../core/memo.ts";
import type { Operation } from "../model/api.ts";
import { saidBy } from "./said.ts";

/**
 * Whether an operation only generates a value for its caller, of which nothing is kept and which is nobody's: "Generate
 * password", "Generates a random telephone number". What a path names is something that there is.
 */
export const makesUp = memo((operation: Operation): boolean => {
  const { path, lexicon } = operation;
  if (path.includes("{")) return false;
  return saidBy(operation)
    .slice(0, 1)
    .some((words) => {
      const verb = lexicon.lengthAt(words, 0, "generate");
      const object = words.slice(verb, verb + NEAR);
      return verb > 0 && (lexicon.has(object, "at-random") || lexicon.has(object, "generated-value"));
    });
});

/** The object stands so near behind its verb: "generate a strong random password". */
const NEAR = 4;
