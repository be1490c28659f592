/*
 * What a text keeps to a few callers, and the requirement gives to all: "reserved for our carriers", "requires elevated
 * permissions", where scheme and scopes are those that every other operation asks for.
 */
import { partitioned } from "../../core/grouped.ts";
import type { Place } from "../../core/place.ts";
import { intentOf } from "../../exposure/intent.ts";
import { isAdministration, isSaidForAdministrators } from "../../exposure/administration.ts";
import { readingOf } from "../../exposure/reading.ts";
import { isOfSomethingElse } from "../../exposure/said-role.ts";
import { denies } from "../../lexicon/denial.ts";
import type { Lexicon } from "../../lexicon/lexicon.ts";
import { wordsInOrder, wordsOf } from "../../lexicon/name-tokens.ts";
import { precedes } from "../../lexicon/phrases.ts";
import { sentencesOf } from "../../lexicon/sentences.ts";
import { memo, memoOfTextBy } from "../../core/memo.ts";
import { placeOf, type Api, type Operation } from "../../model/api.ts";
import { requestFields } from "../request-fields.ts";
import { requirementOf } from "../requirement.ts";

/** An operation, or a value that it takes, that a text keeps to some of those who can call it. */
export interface KeptToFew {
  readonly operation: Operation;
  readonly at: Place;
  /** Where the text is that of a value. */
  readonly witness: string | undefined;
  readonly sentence: string;
  /** Another operation that requires the same and is kept to nobody. */
  readonly other: Operation;
}

/** What texts keep to a few, where the requirement is that of more operations which are kept to nobody; changes come first. */
export function keptToFew(api: Pick<Api, "operations" | "tags">): readonly KeptToFew[] {
  const secured = api.operations.filter(
    (operation) =>
      operation.operationKind === "path" && operation.access === "secured" && intentOf(operation) === undefined,
  );
  const kept = secured.flatMap((operation) =>
    // What is for administrators is another rule's matter.
    isAdministration(operation) || isSaidForAdministrators(api, operation) ? [] : keptBy(operation),
  );
  const keeping = new Set(kept.map(({ operation }) => operation));
  const others = secured.filter((operation) => !keeping.has(operation));
  // What is said of nearly everything says who the callers are.
  if (keeping.size === 0 || others.length < Math.max(LEAST_OTHERS, keeping.size)) return [];
  const byRequirement = new Map(others.toReversed().map((operation) => [requirementOf(operation), operation]));
  const [reads, changes] = partitioned(kept, ({ operation }) => readingOf(operation) !== undefined);
  return [...changes, ...reads].flatMap((one) => {
    const other = byRequirement.get(requirementOf(one.operation));
    return other === undefined ? [] : [{ ...one, other }];
  });
}

/** Fewer operations beside it are no custom. */
const LEAST_OTHERS = 2;

const keptBy = memo((operation: Operation): readonly Omit<KeptToFew, "other">[] => {
  const { summary = "", description = "", lexicon } = operation;
  const own = sentencesOf(`${summary}.\n\n${description}`, LIMIT).find(
    (sentence) => keepsToFew(sentence, lexicon) && !isOfSomethingElse(wordsInOrder(sentence), operation),
  );
  if (own !== undefined) return [{ operation, at: placeOf(operation), witness: undefined, sentence: own }];
  // Of a value only its use is kept to some: whose data it holds is another matter.
  return requestFields(operation).flatMap(({ description: said, at, witness }) => {
    const sentence = sentencesOf(said, LIMIT).find((one) => demandsRight(one, lexicon));
    return sentence === undefined ? [] : [{ operation, at, witness, sentence }];
  });
});

/** So much of a text is looked at. */
const LIMIT = 2000;

/** Very many operations have the same text. */
const keepsToFew = memoOfTextBy(
  (sentence: string, lexicon: Lexicon): boolean =>
    isForCompanies(sentence, lexicon) || demandsRight(sentence, lexicon) || FOR_CLIENTS_WITH_RIGHT.test(sentence),
);

/** "Should only be used by clients that have access to the grant": programs that somebody let in further than the others. */
const FOR_CLIENTS_WITH_RIGHT =
  /\bonly be (?:used|called|invoked) by (?:clients?|applications?|apps?|integrations?) (?:who|that|which) (?:have|has|hold|holds|were|was|are|is) (?:been )?(?:access|granted|given|approved|allow\w*|entitled|permission|an? (?:special|elevated))|\bnur von (?:Clients?|Anwendungen|Apps) (?:verwendet|genutzt|aufgerufen) werden, (?:die|denen) (?:\S+ ){0,5}?(?:Zugriff|Zugang|Berechtigung|freigeschaltet|zugelassen)|\bque par (?:les|des) (?:clients|applications) (?:qui ont|ayant|disposant d)[^.]{0,20}(?:accès|droit|autoris)|\bsolo (?:puede|debe) ser (?:usad[oa]|utilizad[oa]) por (?:los )?(?:clientes|aplicaciones) que (?:tienen|tengan) (?:acceso|permiso)|\bsó (?:pode|deve) ser (?:usad[oa]|utilizad[oa]) por (?:clientes|aplicações|aplicativos) que (?:têm|tenham) (?:acesso|permissão)/i;

/** "Requires elevated permissions", "benötigt eine Sonderberechtigung". */
const demandsRight = memoOfTextBy((sentence: string, lexicon: Lexicon): boolean => {
  const words = wordsInOrder(sentence);
  return (
    lexicon.has(words, "elevated-right") &&
    (precedes(words, lexicon, "must-have", "elevated-right", NEAR) ||
      precedes(words, lexicon, "elevated-right", "must-have", NEAR)) &&
    !denies(words, lexicon)
  );
});

/** So many words may stand between what is said and of what. */
const NEAR = 3;

/** "Reserved for our shipping partners", "only carriers may call it": for companies that work with the owner. */
function isForCompanies(sentence: string, lexicon: Lexicon): boolean {
  const words = wordsInOrder(sentence);
  if (denies(words, lexicon)) return false;
  return words.some((word, at) => {
    if (!lexicon.is(word, "reserved")) return false;
    const from = lexicon.is(words[at + 1] ?? "", "open-to") ? at + 2 : at + 1;
    // "Only orders for carriers" says which orders: what links stands at once behind.
    if (!lexicon.is(words[from] ?? "", "reserved-for")) return isCompanyWithRight(words, at + 1, lexicon);
    return endOfCompany(words, from + 1, lexicon) > 0;
  });
}

/** "Only carriers may …": the company, and at once behind that it may. */
function isCompanyWithRight(words: readonly string[], from: number, lexicon: Lexicon): boolean {
  const end = endOfCompany(words, from, lexicon);
  return end > 0 && [end, end + 1].some((at) => lexicon.lengthAt(words, at, "may") > 0);
}

/** Where the name of a company's part ends that begins at `from`, with a few words before it: 0 where there is none. */
function endOfCompany(words: readonly string[], from: number, lexicon: Lexicon): number {
  for (let at = from; at < Math.min(words.length, from + NEAR); at++) if (isCompany(words[at]!, lexicon)) return at + 1;
  return 0;
}

function isCompany(word: string, lexicon: Lexicon): boolean {
  return (
    lexicon.is(word, "works-with-owner") ||
    lexicon.is(wordsOf(word).join(" "), "works-with-owner") ||
    // German writes what kind of partner in one word.
    /partnern?$/.test(word)
  );
}
