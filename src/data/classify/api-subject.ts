import type { Api } from "../../model/api.ts";
import { memo } from "../../core/memo.ts";
import { plainWord, textOfName, wordsInOrder } from "../../lexicon/name-tokens.ts";
import type { Concept } from "../../lexicon/concept.ts";

/** What a whole API is about, where that gives its fields another meaning: the health of persons, or animals. */
export type ApiSubject = "health" | "animals";

/** What an API is about by its title, its tags, the beginning of its text and its patients; `undefined` where that decides nothing. */
export const apiSubjectOf = memo(({ info, tags, components, lexicon }: Api): ApiSubject | undefined => {
  const title = plainWords(info.title ?? "");
  const texts = [info.description?.slice(0, LIMIT) ?? "", ...tags.slice(0, MOST_TAGS).map(({ name }) => name)];
  // A record of patients says as much as a word of the text.
  const patients = [...components.schemas.keys()]
    .map(plainWords)
    .filter((words) => lexicon.is(words.join(" "), "patient"));
  const said = [title, ...texts.map(plainWords), ...patients];
  // A word in a text may be said in passing; two of them, or one in the title, are what it is about.
  const isAbout = (concept: Concept): boolean =>
    lexicon.has(title, concept) ||
    new Set(said.flatMap((words) => words.filter((_, at) => lexicon.lengthAt(words, at, concept) > 0))).size > 1;
  if (isAbout("animal")) return "animals";
  return isAbout("health-subject") ? "health" : undefined;
});

/**
 * What a whole API is for, where that gives its records another meaning: it brings messages to people, keeps
 * or signs documents, drives people, runs the devices of a home, or tells of places.
 */
export type ApiPurpose = "messages" | "documents" | "rides" | "home" | "places";

/** What an API is for by its title, or by two words of the beginning of its text and its tags. */
export const apiPurposeOf = memo(({ info, tags, lexicon }: Api): ApiPurpose | undefined => {
  const title = plainWords(info.title ?? "");
  if (lexicon.has(title, "message-subject")) return "messages";
  if (lexicon.has(title, "ride-subject")) return "rides";
  if (lexicon.has(title, "home-subject")) return "home";
  if (lexicon.has(title, "place-subject")) return "places";
  if (lexicon.has(title, "document-subject")) return "documents";
  const texts = [info.description?.slice(0, LIMIT) ?? "", ...tags.slice(0, MOST_TAGS).map(({ name }) => name)];
  const words = texts.map(plainWords);
  const isFor = (concept: Concept): boolean =>
    new Set(words.flatMap((own) => own.filter((_, at) => lexicon.lengthAt(own, at, concept) > 0))).size > 1;
  return (["messages", "documents", "home"] as const).find((purpose) => isFor(SUBJECTS[purpose]));
});

const SUBJECTS = { messages: "message-subject", documents: "document-subject", home: "home-subject" } as const;

/** In the singular, so that "pets" counts as `pet` does, and once with it. */
function plainWords(text: string): readonly string[] {
  return wordsInOrder(text).map((word) => plainWord(textOfName(word)));
}

/** What an API is about is said first. */
const LIMIT = 600;
const MOST_TAGS = 40;
