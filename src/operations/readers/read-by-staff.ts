import type { AssessedApi, AssessedFlow } from "../../exposure/assessed-api.ts";
import { readingOf } from "../../exposure/reading.ts";
import { isCredential } from "../../data/taxonomy/is-credential.ts";
import type { Api, Operation } from "../../model/api.ts";
import { memo } from "../../core/memo.ts";
import { sentencesOf } from "../../lexicon/sentences.ts";
import { statedIn } from "../../lexicon/statements.ts";
import { fixedSegments } from "../../exposure/words.ts";
import { wordsInOrder, wordsOf } from "../../lexicon/name-tokens.ts";

/**
 * Restricted data of people that persons on the inside read, and that is not their own: which of those who work there may is for
 * the service to tell, and a log-in that all of them have tells nothing. Programs have no tasks that differ; and nothing is left to
 * ask where a scope goes with the task, and the description says whose records a member of staff reaches.
 */
export function restrictedReadByStaff(api: AssessedApi, operation: Operation): readonly AssessedFlow[] {
  const { judgedAs, unprotected, principal, exposed } = api.assessed(operation);
  if (operation.operationKind !== "path" || operation.access !== "secured" || principal !== "user") return [];
  if (judgedAs !== "private" || unprotected !== undefined || readingOf(operation) === undefined) return [];
  if (asksForScope(operation) && saysWhichOnesStaffSee(api.info)) return [];
  // A file of all that there are is taken away whole.
  const isFile = isExport(operation);
  return exposed.filter(
    ({ field, whose }) =>
      whose !== "caller" &&
      (field.sensitivity === "restricted" || (isFile && field.sensitivity === "confidential")) &&
      field.confidence !== "possible" &&
      field.isPersonal &&
      !isCredential(field.category),
  );
}

/** Whether a file comes back, by a path that says that it is one of many records. */
function isExport({ path, responses, lexicon }: Operation): boolean {
  const isOne = path.endsWith("}");
  const words = fixedSegments(path).flatMap((segment) => wordsOf(segment));
  const asFile = responses.some(
    ({ statusClass, content }) =>
      statusClass === "2xx" && content.some(({ type }) => !/json|xml|html|plain/i.test(type)),
  );
  return !isOne && (asFile || /\.(?:csv|xlsx?|zip|parquet)$/i.test(path)) && lexicon.has(words, "export");
}

function asksForScope({ security }: Operation): boolean {
  const { alternatives = [] } = security ?? {};
  return (
    alternatives.length > 0 && alternatives.every(({ schemes }) => schemes.some(({ scopes }) => scopes.length > 0))
  );
}

/**
 * Whether the whole says that those who work there reach what is of their own task alone: "Staff see the patients of their own
 * care teams; any other patient is answered with 404".
 */
const saysWhichOnesStaffSee = memo(({ description = "", lexicon }: Api["info"]): boolean => {
  const sentences = sentencesOf(description, LIMIT);
  return sentences.some(
    (sentence, at) =>
      wordsInOrder(sentence).some((word) => lexicon.is(wordsOf(word).join(" "), "staff")) &&
      sentences.slice(at, at + 2).some((one) => statedIn(one).has("own-only")),
  );
});

const LIMIT = 20_000;
