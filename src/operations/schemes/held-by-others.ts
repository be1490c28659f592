/*
 * Where a text keeps an operation to those who work there, and the requirement accepts a credential that those whom they
 * serve have, or anybody who signs up: the text is no lock, and the requirement is what is built.
 */
import { isOfSomethingElse } from "../../exposure/said-role.ts";
import { memo, memoBy } from "../../core/memo.ts";
import { openingSentenceOf } from "../../exposure/joining-sentences.ts";
import { isNamedForServed, isOfStaff, namesPeople, saidOf, SERVED } from "../../exposure/served-scheme.ts";
import { plainWord, wordsInOrder, wordsOf } from "../../lexicon/name-tokens.ts";
import { sentencesOf } from "../../lexicon/sentences.ts";
import { statedIn } from "../../lexicon/statements.ts";
import type { Api, Operation } from "../../model/api.ts";
import type { SecurityScheme } from "../../model/security.ts";

/** A credential that others than those for whom an operation is meant have, with what says so. */
export interface HeldByOthers {
  readonly scheme: SecurityScheme;
  /** The sentence that says for whom the operation is. */
  readonly meantFor: string;
  /** The sentence that says who has the credential. */
  readonly heldBy: string;
}

/**
 * What an operation that is meant for staff or their tills accepts of others. Where one credential is of both, a server can
 * tell them apart, and nothing here contradicts.
 */
export function heldByOthers(operation: Operation, api: Api): HeldByOthers | undefined {
  const meantFor = staffOnly(operation);
  if (meantFor === undefined) return undefined;
  const { alternatives } = operation.security!; // which is asked of secured operations alone
  for (const { schemes } of alternatives) {
    const [only] = schemes;
    // What a scope opens is given by whoever grants it.
    if (only === undefined || schemes.length > 1 || only.scopes.length > 0) continue;
    const heldBy = othersSentence(only.scheme, api);
    if (heldBy !== undefined && (alternatives.length > 1 || isStaffApart(only.scheme, api)))
      return { scheme: only.scheme, meantFor, heldBy };
  }
  return undefined;
}

/** Who reads what is sent with a change does not make the change: "Read only by the back office". */
const READ_BY =
  /^\W*(?:(?:it|they) (?:is|are) )?(?:read|seen|lue?s?|vue?s?|consultée?s?|gelesen|gesehen|leíd[oa]s?|vist[oa]s?|lid[oa]s?)\s(?:\S+\s){0,2}?(?:by|par|vo[nm]|por|pel[oa]s?)\s/i;

/** The sentence of an operation that keeps it to an office, to staff, or to the machines at which they work. */
const staffOnly = memo((operation: Operation): string | undefined => {
  const { method, summary = "", description = "" } = operation;
  return sentencesOf(`${summary}.\n\n${description}`, LIMIT).find((sentence) => {
    const stated = statedIn(sentence.replace(LABEL, ""));
    return (
      (stated.has("reserved") || stated.has("for-own-staff") || stated.has("for-team")) &&
      !stated.has("own-only") &&
      !(method !== "GET" && READ_BY.test(sentence)) &&
      !isOfSomethingElse(wordsInOrder(sentence), operation) &&
      !isRoleWithin(sentence, operation) &&
      !stated.has("open-to-every-member")
    );
  });
});

/** A label before a sentence, which says where it applies and not for whom: "*Board view only*: returns the tasks". */
const LABEL = /^\W*(?:\*[^*:]{1,60}\*{1,2}|\[[^\]]{1,60}\]):?\s+/;

/**
 * Whether a sentence asks for a role within the thing that the path names, as an administrator of a workspace has it in
 * theirs: the service looks it up for each of them, and the same credential is of those who have it and of those who have not.
 */
function isRoleWithin(sentence: string, { path, lexicon }: Operation): boolean {
  if (namesPeople(sentence, "staff", lexicon)) return false;
  const said = wordsInOrder(sentence);
  if (!said.some((word) => lexicon.is(word, "administration") || lexicon.is(plainWord(word), "administration")))
    return false;
  const segments = path.split("/");
  const things = segments.flatMap((segment, at) =>
    segments[at + 1]?.startsWith("{") === true ? [plainWord(wordsOf(segment).at(-1) ?? "")] : [],
  );
  return said.some((word) => things.includes(plainWord(word)));
}

/** The sentence that gives the credential of a scheme to people whom an organization serves, or to anybody, and to no staff. */
function othersSentence(scheme: SecurityScheme, api: Api): string | undefined {
  const opening = openingSentenceOf(scheme);
  const said = saidOf(scheme, api);
  if (said.some((text) => namesPeople(text, "staff", api.lexicon) || namesPeople(text, "administration", api.lexicon)))
    return undefined;
  return (
    opening ??
    said.find((text) => SERVED.some((concept) => namesPeople(text, concept, api.lexicon))) ??
    (scheme.schemeKind === "apiKey" ? holdersSentence(scheme, api) : undefined)
  );
}

/** The part of a sentence of the whole that names a key as that of those after whom it is called: "by channel managers (partner key)". */
function holdersSentence({ name, lexicon }: SecurityScheme, { info }: Api): string | undefined {
  const words = wordsOf(name);
  if (words.length < 2 || !lexicon.has(words, "key-holder")) return undefined;
  const called = words.join(" ");
  return sentencesOf(info.description ?? "", WHOLE).find((sentence) =>
    wordsInOrder(sentence).flatMap(wordsOf).join(" ").includes(called),
  );
}

/** Whether another scheme than this one is that of those who work there. */
function isStaffApart(scheme: SecurityScheme, api: Api): boolean {
  const schemes = schemesOfStaff(api);
  return schemes.size > (schemes.has(scheme) ? 1 : 0);
}

const schemesOfStaff = memoBy(
  ({ securitySchemes }: Api) => securitySchemes,
  (api): ReadonlySet<SecurityScheme> => new Set(api.securitySchemes.filter((scheme) => isOfStaff(scheme, api))),
);

/**
 * Whether an operation is called with a credential that by its name or text is that of people whom an organization serves:
 * its tenants, its patients. Whoever enrols them, one must not reach the things of another.
 */
export function isCalledByServed({ security }: Operation, api: Api): boolean {
  const isOfServed = servedSchemes(api);
  return (security?.alternatives ?? []).some(({ schemes }) => schemes.some(({ scheme }) => isOfServed(scheme)));
}

/** Whether the credential of a scheme is that of people who are served: the same for each operation that asks for it. */
const servedSchemes = memoBy(
  ({ info }: Pick<Api, "info" | "lexicon">) => info,
  // What is remembered holds nothing of the judgement that asked first.
  ({ info, lexicon }) =>
    memo(
      (scheme: SecurityScheme): boolean =>
        !isOfStaff(scheme, { info, lexicon }) && isNamedForServed(scheme, { info, lexicon }),
    ),
);

const LIMIT = 2000;
const WHOLE = 20_000;
