import { memo, memoBy } from "../core/memo.ts";
import type { Flow } from "../data/flows/flow.ts";
import { denies } from "../lexicon/denial.ts";
import type { Lexicon } from "../lexicon/lexicon.ts";
import { wordsInOrder, wordsOf } from "../lexicon/name-tokens.ts";
import { endsIn } from "../lexicon/phrases.ts";
import { sentencesOf } from "../lexicon/sentences.ts";
import type { Api, Operation } from "../model/api.ts";
import { isOfferedToPublic } from "./offered-to-public.ts";
import { isCalled } from "./people-words.ts";
import { isSaid, saidBy } from "./said.ts";
import { fixedSegments } from "./words.ts";

/*
 * What authorities and networks publish of institutions and of their own business: open data, a public directory of
 * shelters or schools. Whose contact it is decides: that of a unit or a supplier is there to be used, that of a person is not.
 */

/**
 * Whether a flow is what a record that is said to be published tells of an institution: how it is reached, where it is, what
 * it is called, what it paid. Nothing of whoever is called a person is, and nothing that asks for a credential.
 */
export function isInOpenRecord(api: Pick<Api, "info" | "lexicon">, { field, path, operation }: Flow): boolean {
  if (!TOLD_OF_INSTITUTIONS.test(field.category) || field.sensitivity === "restricted") return false;
  if (operation.method !== "GET" || operation.access === "secured") return false;
  if (!isSaid(operation, "said-open-data") && !isOpenData(api)) return false;
  const { lexicon } = operation;
  if (lexicon.has(wordsOf(field.name), "private-life")) return false;
  const names = [
    ...fixedSegments(operation.path),
    ...path.flatMap(({ schema, property }) => [property ?? "", schema.name ?? schema.title ?? ""]),
  ];
  return !names.some((name) => PERSONS.some((concept) => isCalled(name, concept, lexicon))) && !isByToken(operation);
}

/**
 * Whether an open read is said to be of a public register or file, by its text, what it answers or its tag: "The public
 * register. No sign-in", or to be what a law wants published. There people stand too, because a law wants it so.
 */
export const isOfPublicRegister = memo((tags: Api["tags"]) => {
  const publicTags = new Set(
    tags.flatMap(({ name, description = "", lexicon }) =>
      sentencesOf(description.slice(0, LIMIT)).some((sentence) => isOfOpen(wordsInOrder(sentence), lexicon))
        ? [name]
        : [],
    ),
  );
  return memo(
    (operation: Operation): boolean =>
      operation.access === "anonymous" &&
      (isSaid(operation, "said-open-data") ||
        saidBy(operation).some((words) => isByDuty(words, operation.lexicon)) ||
        operation.tags.some((tag) => publicTags.has(tag)) ||
        operation.responses.some(
          ({ statusClass, description = "" }) =>
            statusClass === "2xx" && operation.lexicon.has(wordsInOrder(description), "said-open-data"),
        )),
  );
});

/**
 * Whether a flow is of an entry of a calendar that an institution shows to everybody: an open list of events whose text offers it to
 * the public. What is in the calendar of one somebody is named in the path, and theirs.
 */
export function isInPublicCalendar({ field, path, operation }: Flow): boolean {
  if (field.category !== "user.content.private" || field.sensitivity === "restricted") return false;
  if (operation.method !== "GET" || operation.access !== "anonymous" || operation.path.includes("{")) return false;
  const { lexicon } = operation;
  const held = path.at(-1);
  const names = [held?.property ?? "", held?.schema.name ?? held?.schema.title ?? "", ...fixedSegments(operation.path)];
  return (
    names.some((name) =>
      (["event-of-calendar", "calendar-of-somebody"] as const).some((one) => endsIn(wordsOf(name), lexicon, one)),
    ) &&
    !names.some((name) => PERSONS.some((concept) => isCalled(name, concept, lexicon))) &&
    isOfferedToPublic(operation)
  );
}

/** "The public register"; "anyone may inspect it". */
function isOfOpen(words: readonly string[], lexicon: Lexicon): boolean {
  return lexicon.has(words, "said-open-data") || isByDuty(words, lexicon);
}

/** Whether a sentence says that a law wants something published. */
function isByDuty(words: readonly string[], lexicon: Lexicon): boolean {
  // "Without telling us who they are", behind it, denies nothing.
  return words.some(
    (_, at) => lexicon.lengthAt(words, at, "published-by-duty") > 0 && !denies(words.slice(0, at), lexicon),
  );
}

const TOLD_OF_INSTITUTIONS = /^user\.(?:name$|financial$|location|contact)/;

const PERSONS = ["ordinary-person", "staff", "account", "profile", "registration", "private-life"] as const;

/** Whether the text of the whole says that it is open data. */
const isOpenData = memoBy(
  ({ info }: Pick<Api, "info" | "lexicon">) => info,
  ({ info, lexicon }): boolean =>
    [info.title, info.summary, info.description?.slice(0, LIMIT)].some(
      (text) => text !== undefined && lexicon.has(wordsInOrder(text), "said-open-data"),
    ),
);

/** What a link of somebody opens is theirs. */
function isByToken({ path }: Operation): boolean {
  return /\{[^{}]*(?:token|secret|key)\}/i.test(path);
}

/** So much of a text is looked at. */
const LIMIT = 10_000;
