import { member } from "../core/json-value.ts";
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
  if (isSampleOf(operation)) return true;
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

/**
 * Whether a GET that takes nothing only shows what the POST of its path answers, as its summary says: "Test API response without
 * an API key". Of a list of what is kept it shows nothing: that has no body of the request to answer.
 */
function isSampleOf(operation: Operation): boolean {
  const { method, parameters, summary = "", pathItem, responses } = operation;
  if (method !== "GET" || parameters.length > 0 || !SAMPLE.test(summary) || returnsList(operation)) return false;
  const post = member(pathItem.node.value, "post");
  const shown = responses.flatMap(({ statusClass, node }) =>
    statusClass === "2xx" ? [JSON.stringify(member(node.value, "content") ?? member(node.value, "schema"))] : [],
  );
  const answers = JSON.stringify(member(post, "responses") ?? "");
  return (
    (member(post, "requestBody") !== undefined || member(post, "parameters") !== undefined) &&
    shown.length > 0 &&
    shown.every((body) => body !== undefined && body.length > SHORTEST_BODY && answers.includes(body))
  );
}

const SAMPLE = /\b(?:test|sample|example|demo)\b(?: \w+){0,2} (?:response|answer|output|result)\b/i;
/** `{}`, which shows nothing. */
const SHORTEST_BODY = 10;

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
