/*
 * Whose credential that of a scheme is, by its name and by what is said of it: of those who work for an organization, or of
 * people whom it serves.
 */
import { addTo } from "../core/grouped.ts";
import { memo, memoOfText, memoWith } from "../core/memo.ts";
import { wordsInOrder, wordsOf } from "../lexicon/name-tokens.ts";
import { sentencesOf } from "../lexicon/sentences.ts";
import type { Lexicon } from "../lexicon/lexicon.ts";
import type { Api } from "../model/api.ts";
import type { SecurityScheme } from "../model/security.ts";
import { staffSentenceOf } from "./staff-scheme.ts";

/** Whether the credential of a scheme is said to be that of those who work there. Each operation asks, in each judgement. */
export const isOfStaff = memoWith((scheme: SecurityScheme, api: Pick<Api, "info" | "lexicon">): boolean => {
  if (staffSentenceOf(scheme) !== undefined) return true;
  return saidOf(scheme, api).some(
    (text) =>
      namesPeople(text, "staff", api.lexicon) && !SERVED.some((concept) => namesPeople(text, concept, api.lexicon)),
  );
});

/** Whether the credential of a scheme is by its name or its text that of people whom an organization serves. */
export const isNamedForServed = memoWith((scheme: SecurityScheme, api: Pick<Api, "info" | "lexicon">): boolean => {
  const { name, schemeKind } = scheme;
  // A client is a program as often as a person, but where a token is called after one.
  const own = schemeKind === "http" ? name : withoutClients(name);
  return (
    namesPeople(own, "served-person", api.lexicon) ||
    [own, ...saidOf(scheme, api).map(withoutClients)].some((text) =>
      // Those who work there are users, and a population, too.
      (["clientele", "applicant"] as const).some((concept) => namesPeople(text, concept, api.lexicon)),
    )
  );
});

function withoutClients(text: string): string {
  return text.replace(/\bclients?(?=\b|[A-Z_-])/gi, "");
}

/** People whom an organization serves, as texts name them. */
export const SERVED = ["clientele", "user", "population", "applicant"] as const;

/** What a scheme's own text says, and the parts of sentences of the whole that name it: "customers log in with `shop`". */
export function saidOf({ name, description = "" }: SecurityScheme, { info }: Pick<Api, "info">): readonly string[] {
  return [...sentencesOf(description, LIMIT), ...(quotingClauses(info).get(name) ?? [])];
}

/** The parts of sentences of the whole by the names that they quote. */
const quotingClauses = memo(({ description = "" }: Api["info"]): ReadonlyMap<string, readonly string[]> => {
  const clauses = new Map<string, string[]>();
  for (const clause of sentencesOf(description, WHOLE).flatMap((sentence) => sentence.split(",")))
    for (const name of new Set([...clause.matchAll(QUOTED)].map(([, one = ""]) => one))) addTo(clauses, name, clause);
  return clauses;
});

/** A name in a text that is marked as one. */
const QUOTED = /[`"“„«]([\w.-]{2,60})[`"”“»]/g;

/** Whether a text names people of a kind. */
export function namesPeople(
  text: string,
  concept: (typeof SERVED)[number] | "served-person" | "staff" | "administration",
  lexicon: Lexicon,
): boolean {
  return personWords(text).some((word) => lexicon.is(word, concept));
}

/** The words of a text that may name people, each once: each scheme is asked for several kinds of people, for each operation. */
const personWords = memoOfText((text): readonly string[] =>
  // "A personal token" is of nobody in particular.
  [...new Set(wordsInOrder(text).flatMap(wordsOf))].filter((word) => !/^person(?:al|nel)$/.test(word)),
);

const LIMIT = 2000;
const WHOLE = 20_000;
