import { memoBy } from "../core/memo.ts";
import { wordsInOrder, wordsOf } from "../lexicon/name-tokens.ts";
import { sentencesOf } from "../lexicon/sentences.ts";
import type { Concept } from "../lexicon/concept.ts";
import type { Lexicon } from "../lexicon/lexicon.ts";
import type { Api, Operation } from "../model/api.ts";
import { isCalled } from "./people-words.ts";
import { isOwn } from "./principals.ts";
import { fixedSegments } from "./words.ts";

/**
 * Operations, one of each kind, that show that strangers meet in what the API serves: people follow each other, are found
 * nearby or ranked, and keep others away. Where two such kinds stand beside what the caller does for himself, accounts are
 * for whoever wants one, unless something says who chooses. None where persons are those of an organization.
 */
export const strangersMeet = memoBy(
  ({ operations }: Api) => operations,
  ({ operations, lexicon }): readonly Operation[] => {
    const paths = operations.filter(({ operationKind }) => operationKind === "path");
    return paths.some(isOwn) && !areAbout(paths, ORGANISED, lexicon) ? meetings(paths) : [];
  },
);

/** Whether a part of some path names one of those. */
function areAbout(paths: readonly Operation[], concepts: readonly Concept[], lexicon: Lexicon): boolean {
  return paths.some(({ path }) =>
    fixedSegments(path).some((segment) => concepts.some((concept) => isCalled(segment, concept, lexicon))),
  );
}

/** An app that people install on their own phones, and where they meet, sell or buy for themselves. */
export interface OpenApp {
  readonly sentence: string;
  readonly operations: readonly Operation[];
}

/**
 * The same where the text says that it is an app of the app stores: then one way in which strangers deal with each other, or buy
 * for themselves, is enough. None where the text or a path names those whom somebody chooses.
 */
export const openApp = memoBy(({ operations }: Api) => operations, readOpenApp);

function readOpenApp({ info, operations, lexicon }: Api): OpenApp | undefined {
  const paths = operations.filter(({ operationKind }) => operationKind === "path");
  const texts = sentencesOf(`${info.title ?? ""}.\n${info.description ?? ""}`).map(
    (sentence) => [sentence, wordsInOrder(sentence)] as const,
  );
  const [sentence] = texts.find(([, words]) => lexicon.has(words, "app-of-stores")) ?? [];
  if (
    sentence === undefined ||
    texts.some(([, words]) => words.some((word) => CHOSEN.some((concept) => isCalled(word, concept, lexicon))))
  )
    return undefined;
  if (areAbout(paths, CHOSEN, lexicon)) return undefined;
  const found = [...MEETING, "deal-between-people" as const].flatMap(
    (concept) => paths.find((operation) => isAbout(operation, concept)) ?? [],
  );
  return found.length === 0 ? undefined : { sentence, operations: [...new Set(found)] };
}

/** Whether strangers follow, find and keep away each other in an API, whoever else has to do with it. */
export const isMeetingPlace = memoBy(
  ({ operations }: Api) => operations,
  ({ operations }): boolean => meetings(operations).length > 0,
);

function meetings(paths: readonly Operation[]): readonly Operation[] {
  const met = MEETING.flatMap((concept) => paths.find((operation) => isAbout(operation, concept)) ?? []);
  const others = new Set(met);
  return others.size >= LEAST_KINDS ? [...others] : [];
}

const LEAST_KINDS = 2;

/** How strangers deal with each other: each a kind of its own. */
const MEETING: readonly Concept[] = ["follow-somebody", "find-somebody", "keep-away"];

/** Whose persons are staff, customers or pupils of somebody who chooses them. */
const ORGANISED: readonly Concept[] = ["tenant", "staff", "clientele"];

/** The same in a text, where any organization may be named that runs the app. */
const CHOSEN: readonly Concept[] = ["staff", "clientele"];

/** Whether a part of the path is called so: `POST /riders/{id}/follow`, `PUT /blocks/{memberId}`. */
function isAbout({ path, lexicon }: Operation, concept: Concept): boolean {
  return fixedSegments(path).some((segment) => {
    const words = wordsOf(segment);
    return words.length <= MOST_WORDS && lexicon.has(words, concept);
  });
}

/** A segment of more words is about something else: `password-block-list`. */
const MOST_WORDS = 2;
