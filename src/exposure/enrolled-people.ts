import { memo, memoBy, memoWith } from "../core/memo.ts";
import { quoted } from "../core/prose.ts";
import type { Concept } from "../lexicon/concept.ts";
import { denies } from "../lexicon/denial.ts";
import type { Lexicon } from "../lexicon/lexicon.ts";
import { wordsInOrder, wordsOf } from "../lexicon/name-tokens.ts";
import { sentencesOf } from "../lexicon/sentences.ts";
import type { Api, Operation } from "../model/api.ts";
import { composedProperties, heldSchemaOf } from "../model/schema-parts.ts";
import { targetOf, type Schema } from "../model/schema.ts";
import type { SecurityScheme } from "../model/security.ts";
import { intentOf } from "./intent.ts";
import { bareNoun, endsAtSelf, isOwn } from "./principals.ts";
import { isNamedForServed, isOfStaff, saidOf } from "./served-scheme.ts";
import { fixedSegments, withoutQuery } from "./words.ts";

/**
 * What shows that those who log in by a scheme are people whom the organization serves, and no staff: members, patients,
 * pupils, residents. Whoever enrolled them, one must not reach what is another's. Told as the end of a sentence: `GET
 * /members/me returns the caller as "Member"`.
 */
export function enrolledSignOf(scheme: SecurityScheme, api: Api): string | undefined {
  if (isOfStaff(scheme, api) || scheme.lexicon.has(wordsOf(scheme.name), "other-realm")) return undefined;
  if (isNamedForServed(scheme, api) && isToldOfNoStaff(scheme, api))
    return `the name or text of ${scheme.name} is of people whom it serves`;
  return enrolledPeople(api).find(({ schemes }) => schemes === undefined || schemes.has(scheme))?.sign;
}

/** The same of an API that names no scheme. */
export function enrolledSignOfWhole(api: Api): string | undefined {
  return enrolledPeople(api)[0]?.sign;
}

/** The scopes that are asked for where people call for themselves: another is of those who look after them. */
export const scopesOfThemselves = memoBy(
  ({ operations }: Api) => operations,
  ({ operations }): ReadonlySet<string> =>
    new Set(
      operations
        .filter((operation) => isOwn(operation))
        .flatMap(({ security }) => security?.alternatives ?? [])
        .flatMap(({ schemes }) => schemes.flatMap(({ scopes }) => scopes)),
    ),
);

const isToldOfNoStaff = memoWith(
  (scheme: SecurityScheme, api: Api): boolean =>
    !saidOf(scheme, api).some((text) => namesRunners(wordsInOrder(text).flatMap(wordsOf), api.lexicon)),
);

/** What shows whom those are who call, and by which schemes; by each where a text says it of the whole. */
interface EnrolledSign {
  readonly sign: string;
  readonly schemes: ReadonlySet<SecurityScheme> | undefined;
}

const enrolledPeople = memoBy(
  ({ operations }: Api) => operations,
  (api): readonly EnrolledSign[] => {
    const signs: EnrolledSign[] = [];
    for (const operation of api.operations) {
      if (operation.operationKind !== "path") continue;
      const intent = intentOf(operation);
      if (isOwn(operation) && endsAtSelf(operation)) {
        const name = servedSegment(operation) ?? servedSchema(operation);
        if (name !== undefined)
          signs.push({ sign: `${operation.id} is about the caller as ${quoted(name)}`, schemes: schemesOf(operation) });
      } else if (intent === "log-in") {
        const name = servedSchema(operation) ?? servedProperty(operation);
        if (name !== undefined) signs.push({ sign: `${operation.id} lets in a ${quoted(name)}`, schemes: undefined });
      }
    }
    const said = [saidOfWhole(api.info), saysUsedBy([api.info, ...api.tags]), calledByServed(api.operations)];
    for (const sentence of said)
      if (sentence !== undefined)
        signs.push({ sign: `the description says ${quoted(sentence, 120)}`, schemes: undefined });
    return signs;
  },
);

function schemesOf({ security }: Operation): ReadonlySet<SecurityScheme> {
  return new Set((security?.alternatives ?? []).flatMap(({ schemes }) => schemes.map(({ scheme }) => scheme)));
}

/** The part of a path before the caller: `members` of `/members/me`. */
function servedSegment({ path, lexicon }: Operation): string | undefined {
  const segments = fixedSegments(withoutQuery(path));
  return segments.slice(0, -1).findLast((segment) => isServed(segment, lexicon));
}

function servedSchema(operation: Operation): string | undefined {
  return returned(operation).flatMap((schema) =>
    [schema, ...[...composedProperties(heldSchemaOf(schema)).values()].map((property) => targetOf(property))].flatMap(
      ({ name }) => (name !== undefined && isServed(name, operation.lexicon) ? [name] : []),
    ),
  )[0];
}

function servedProperty(operation: Operation): string | undefined {
  return returned(operation)
    .flatMap((schema) => [...composedProperties(heldSchemaOf(schema))])
    .find(([name, property]) => isServed(name, operation.lexicon) && targetOf(property).properties.size > 0)?.[0];
}

function returned({ responses }: Operation): readonly Schema[] {
  return responses
    .filter(({ statusClass }) => statusClass === "2xx")
    .flatMap(({ content }) => content.flatMap(({ schema }) => (schema === undefined ? [] : [targetOf(schema)])));
}

/** Whether a name is of people whom somebody serves. Members of a team and drivers may be staff as well. */
function isServed(name: string, lexicon: Lexicon): boolean {
  const noun = bareNoun(name, lexicon);
  const words = wordsOf(name);
  return (
    isServedNoun(noun, lexicon) &&
    !AT_WORK.some((concept) => words.some((word) => word !== noun && lexicon.is(word, concept))) &&
    !namesRunners(words, lexicon)
  );
}

function isServedNoun(word: string, lexicon: Lexicon): boolean {
  return lexicon.is(word, "served-person") && !lexicon.is(word, "provider") && !/^clients?$/.test(word);
}

/** Whose members are staff: of a team, of an office, of an account. */
const AT_WORK: readonly Concept[] = ["group", "tenant", "staff"];

function namesRunners(words: readonly string[], lexicon: Lexicon): boolean {
  return RUNNERS.some((concept) => lexicon.has(words, concept));
}

/** Those who run a service, or look after the people whom it serves. */
const RUNNERS: readonly Concept[] = ["staff", "administration", "looks-after-people"];

/** The title or the sentence that says that such people come themselves: "Members App", "Patients log in with …". */
function saidOfWhole({ title = "", description = "", lexicon }: Api["info"]): string | undefined {
  return [title, ...sentencesOf(description, LIMIT)].find((sentence, index) => {
    const words = wordsInOrder(sentence).flatMap(wordsOf);
    const last = words.findLastIndex((word) => word !== "api");
    if (namesRunners(words, lexicon) || denies(words, lexicon)) return false;
    return words.some(
      (word, at) =>
        isServedNoun(word, lexicon) &&
        !lexicon.is(words[at - 1] ?? "", "group") &&
        (lexicon.has(words.slice(at + 1, at + NEAR), "comes-themselves") ||
          // "App for members" is theirs, and "App for patient records" is not.
          (index === 0 && at === last && lexicon.has(words.slice(Math.max(0, at - NEAR), at), "comes-themselves"))),
    );
  });
}

/** What is said of people stands so near to their name. */
const NEAR = 4;

/** The sentence that says that such people use the service: "The app that our members use", "Lets patients see their results". */
function saysUsedBy(
  elements: readonly { readonly description: string | undefined; readonly lexicon: Lexicon }[],
): string | undefined {
  for (const { description = "", lexicon } of elements)
    for (const sentence of sentencesOf(description, LIMIT)) {
      const said = wordsInOrder(sentence);
      // In the singular "nos" would deny something.
      if (!denies(said, lexicon) && isUsedBy(said.flatMap(wordsOf), lexicon))
        return sentence.replace(/\s+/g, " ").trim();
    }
  return undefined;
}

function isUsedBy(words: readonly string[], lexicon: Lexicon): boolean {
  if (namesRunners(words, lexicon)) return false;
  return words.some((_here, at) => {
    if (!isServedAlone(words, at, lexicon) || AT_WORK.some((concept) => lexicon.is(words[at - 1] ?? "", concept)))
      return false;
    // "Used by our members", and not "Used by the service for members".
    const isBefore = words.slice(0, at).some((_before, index) => {
      const length = lexicon.lengthAt(words, index, "used-by-whom");
      return length > 0 && index + length <= at && at - index - length <= 2;
    });
    const next = words[at + 1] ?? "";
    // The app for member administration is no app for members.
    const isOfThing = OF_RECORDS.some((concept) => lexicon.is(next, concept));
    return (
      (isBefore && !isOfThing) ||
      [1, 2, 3].some((on) => at + on < words.length && lexicon.lengthAt(words, at + on, "uses-themselves") > 0)
    );
  });
}

function isServedAlone(words: readonly string[], at: number, lexicon: Lexicon): boolean {
  return isServedNoun(words[at]!, lexicon) || lexicon.lengthAt(words, at, "served-alone") > 1;
}

/** What an organization keeps of people. */
const OF_RECORDS: readonly Concept[] = ["administration", "management", "person-record"];

/** The sentence of an operation by which it is such a person who calls: "The booking of the logged-in member". */
function calledByServed(operations: Api["operations"]): string | undefined {
  for (const { summary = "", description = "", lexicon } of operations)
    for (const sentence of [...sentencesOf(summary), ...sentencesOf(description, LIMIT)]) {
      const words = wordsInOrder(sentence);
      if (namesRunners(words, lexicon) || denies(words, lexicon)) continue;
      const isCaller = words.some(
        (word, at) =>
          isServedNoun(wordsOf(word).join(" "), lexicon) &&
          [at - 1, at - 2, at + 1].some((beside) => {
            const length = beside < 0 ? 0 : lexicon.lengthAt(words, beside, "has-logged-in");
            return length > 0 && (beside > at || beside + length === at);
          }),
      );
      if (isCaller) return sentence.replace(/\s+/g, " ").trim();
    }
  return undefined;
}

/**
 * What shows that an operation is called by people outside of the organization, whatever network its server is in; `undefined` where
 * the whole says that they come by that network.
 */
export function outsideSignOf({ operationKind, access, security }: Operation, api: Api): string | undefined {
  if (operationKind !== "path" || access !== "secured" || comeFromInside(api.info)) return undefined;
  const schemes = (security?.alternatives ?? []).flatMap((one) => one.schemes.map(({ scheme }) => scheme));
  for (const scheme of schemes) {
    // A program's credential is no person's.
    if (scheme.schemeKind === "mutualTLS") continue;
    const sign = enrolledSignOf(scheme, api);
    if (sign !== undefined) return sign;
  }
  return undefined;
}

const comeFromInside = memo(({ description = "", lexicon }: Api["info"]): boolean =>
  sentencesOf(description, LIMIT).some((sentence) => lexicon.has(wordsInOrder(sentence), "reached-inside-only")),
);

/** So much of a text is looked at. */
const LIMIT = 3000;
