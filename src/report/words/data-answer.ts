import type { Review } from "../../core/review.ts";
import { callerWords } from "../../core/caller-words.ts";
import { foreignWords, whoseWords, type CallerView } from "./callers.ts";
import { listed } from "../../core/prose.ts";
import { spokenResources } from "./exposed-answer.ts";
import { capitalized } from "../../core/sentence.ts";

const MOST_CATEGORIES = 8;

/** Who reads other people's data, and what records hold besides, in a sentence for each kind of caller. */
export function dataAnswer(review: Review, views: readonly CallerView[]): string {
  return dataAnswers(review, views).join(" ");
}

/** The same, a sentence each. */
export function dataAnswers(review: Review, views: readonly CallerView[]): readonly string[] {
  const sentences = views.flatMap(({ caller, reads }) => {
    const parts = foreignWords(reads, MOST_CATEGORIES, caller);
    if (parts.length === 0) return [];
    const subject = capitalized(callerWords(caller));
    return [`${subject}${subject.includes(", ") ? "," : ""} can read ${parts.join(", and ")}.`];
  });
  return sentences.length === 0
    ? ["No caller is known to read sensitive data other than their own."]
    : [...sentences, ...boundaryNote(review, views)];
}

/** Whose the records are that are spoken of: people's, whom an account or an organisation keeps records of. */
function boundaryNote({ boundaries = [] }: Review, views: readonly CallerView[]): readonly string[] {
  const readers = views.flatMap(({ caller, reads, operations }) => {
    const { behind } = whoseWords("things", caller);
    return foreignWords(reads, MOST_CATEGORIES, caller).some((part) => part.endsWith(behind))
      ? [{ caller, operations }]
      : [];
  });
  const reading = boundaries.filter(({ id }) => id.endsWith("-read"));
  const isTested = reading.length > 0 && reading.every(({ status }) => status === "passed");
  const own = readers.filter(({ caller }) => caller.admission === "own");
  const others = readers.filter(
    ({ caller }) => caller.admission !== "anonymous" && caller.admission !== "own" && caller.unknown !== "unstated",
  );
  const on = (some: typeof readers): string => {
    const resources = spokenResources(some.flatMap(({ operations }) => operations));
    return resources.length === 0 ? "" : ` (${listed(resources)})`;
  };
  return [
    ...(own.length > 0
      ? [`The organisation's records${on(own)} are about the people whom it serves, not about the callers.`]
      : []),
    ...(others.length > 0
      ? [
          `The records of an account${on(others)} may be about other people than the caller, whom the account serves or deals with. ${isTested ? "That one account cannot read another's was tested and has passed." : "Whether one account can read another's is not tested."}`,
        ]
      : []),
  ];
}
