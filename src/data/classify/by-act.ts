import { wordsInOrder, wordsOf } from "../../lexicon/name-tokens.ts";
import type { Categories } from "../taxonomy/categories.ts";
import type { ObjectFacts } from "./field-facts.ts";
import { readName } from "./field-name.ts";
import type { FieldInContext, FieldJudgement } from "./judgement.ts";
import { plainText } from "./kind-by-fields.ts";
import { readOwner } from "./owner-name.ts";
import { isOfPersonsRecord } from "./persons-record.ts";
import { valueTypes } from "./value-types.ts";

/** What a field of a common name holds by what it is sent for: the `code` that unlocks a door, the `file` that is a picture of somebody. */
export function byAct(field: FieldInContext): FieldJudgement | undefined {
  return byCodeOfAct(field) ?? byUpload(field);
}

/** Whether what an object is sent for may say what a field of this name holds. */
export function mayBeOfAct(name: string, isFile: boolean, object: ObjectFacts, { lexicon }: Categories): boolean {
  return isFile || (object.sentFor !== undefined && lexicon.is(plainText(name), "code-that-lets-in"));
}

/**
 * What has to be known to redeem, unlock, link or confirm something: the operation does so by its path or summary, and takes little
 * else. What is redeemed by everybody (a code of an advertisement) and what names a thing (of a country, of a product) are no secrets.
 */
function byCodeOfAct({ facts, categories }: FieldInContext): FieldJudgement | undefined {
  const { name, object, format, examples } = facts;
  const { lexicon } = categories;
  if (object.sentFor === undefined || object.fields.length > MOST_BESIDE_CODE) return undefined;
  if (!lexicon.is(plainText(name), "code-that-lets-in") || (facts.enum ?? []).length > 0) return undefined;
  if (format !== undefined || !valueTypes(facts).every((type) => type === "string" || type === "integer"))
    return undefined;
  if (examples.some((one) => typeof one === "string" && IS_WORD.test(one))) return undefined;
  const acts = [...object.sentFor, ...object.owners.slice(0, 1).map((owner) => wordsOf(owner))];
  if (!acts.some((words) => lexicon.has(words, "let-in-by-code"))) return undefined;
  if (acts.some((words) => lexicon.has(words, "coded-in-public"))) return undefined;
  return judged("access token", becauseOf(facts.name, "it is sent to get in, or to get something"), categories);
}

/** With more fields than these it is a record of its own. */
const MOST_BESIDE_CODE = 5;
/** Letters alone are a word, or the code of a country or language: `SUMMER`, `fr`. */
const IS_WORD = /^[A-Za-z]{1,8}$|^[a-z]+(?:[-_][a-z]+)+$/;

/** What somebody sends as a file: what the path, the summary or the record says that it is. */
function byUpload(given: FieldInContext): FieldJudgement | undefined {
  const { facts, categories, context } = given;
  if (!isUpload(facts)) return undefined;
  const { lexicon } = categories;
  const { object, name, description = "" } = facts;
  const around = [
    ...(object.sentFor ?? []),
    ...object.owners.slice(0, 2).map((owner) => wordsOf(owner)),
    ...object.resources.slice(0, 2).map((segment) => wordsOf(segment)),
  ];
  const own = [wordsOf(name), wordsInOrder(description.slice(0, LONGEST)).flatMap((word) => wordsOf(word))];
  const all = [...own, ...around];
  if (all.some((words) => lexicon.has(words, "file-of-nobody")) || OF_NOBODY.has(context.kind)) return undefined;
  const isOf = (concept: "identity-paper" | "medical-paper" | "picture-word"): boolean =>
    all.some((words) => lexicon.has(words, concept));
  const isSomebodys =
    isOfPersonsRecord(given) ||
    around.some((words) => words.some((word) => readOwner(word, categories).kind === "person"));
  if (lexicon.has(wordsOf(name), "signature-said"))
    return judged("signed document", becauseOf(name, "a file of a signature"), categories);
  if (isOf("identity-paper"))
    return judged("passport scan", becauseOf(name, "a file of an identity document"), categories);
  if (isOf("medical-paper") && isSomebodys)
    return judged("medical history", becauseOf(name, "a file of a person's findings"), categories);
  if (isOf("picture-word"))
    return isSomebodys ? judged("profile picture", becauseOf(name, "a picture of a person"), categories) : undefined;
  const isPaper = all.some((words) => lexicon.has(words, "paper-handed-in"));
  if (!isSomebodys && !isPaper) return undefined;
  return judged("message body", becauseOf(name, "a file that somebody hands in"), categories);
}

const LONGEST = 120;
const OF_NOBODY: ReadonlySet<string> = new Set(["thing", "organisation", "infrastructure", "about", "place"]);

function isUpload({ format, types }: FieldInContext["facts"]): boolean {
  return types.includes("file") || format === "binary";
}

function becauseOf(name: string, why: string): readonly string[] {
  return [`named "${name}"`, why];
}

function judged(like: string, because: readonly string[], categories: Categories): FieldJudgement | undefined {
  const category = readName(like, categories).hits[0]?.category;
  return category && { category, confidence: "likely", because };
}
