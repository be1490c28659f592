import { memo } from "../core/memo.ts";
import type { Operation } from "../model/api.ts";
import { composedProperties } from "../model/schema-parts.ts";
import { returnsList } from "./lists.ts";
import { saidBy } from "./said.ts";

/**
 * Whether an operation only generates a value for its caller, of which nothing is kept and which is nobody's: "Generate
 * password", "Generates a random telephone number". What a path names is something that there is, and a list, or several things at
 * once, is more than such a value: "Generates a text report of all patients", "Generates a random sample of the patients".
 */
export const makesUp = memo((operation: Operation): boolean => {
  const { path, lexicon } = operation;
  if (path.includes("{")) return false;
  return saidBy(operation)
    .slice(0, 1)
    .some((words) => {
      const verb = lexicon.lengthAt(words, 0, "generate");
      const object = words.slice(verb, verb + NEAR);
      return (
        verb > 0 &&
        (lexicon.has(object, "at-random") || lexicon.has(object, "generated-value")) &&
        answersOneValue(operation)
      );
    });
});

/** Whether what comes back may be a single value: no list, and no object of several properties. */
function answersOneValue(operation: Operation): boolean {
  if (returnsList(operation)) return false;
  return operation.responses.every(
    ({ statusClass, content }) =>
      statusClass !== "2xx" ||
      content.every(({ schema }) => schema === undefined || composedProperties(schema).size <= 1),
  );
}

/** The object stands so near behind its verb: "generate a strong random password". */
const NEAR = 4;
