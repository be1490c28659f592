import { plainWord, wordsInOrder, wordsOf } from "../../lexicon/name-tokens.ts";
import { isHeadedBy } from "../../lexicon/phrases.ts";
import type { Categories } from "../taxonomy/categories.ts";
import { readName } from "./field-name.ts";
import type { FieldInContext, FieldJudgement } from "./judgement.ts";
import { readOwner } from "./owner-name.ts";
import { kindsByName, type RecordKind } from "./record-kinds.ts";

/** What somebody looks for among people, messages or cases: a name, words of what is told there, or whom a message went to. */
export function bySearchTerm({ facts, categories }: FieldInContext): FieldJudgement | undefined {
  const { name, place, object, types, enum: values = [] } = facts;
  const { lexicon } = categories;
  if (object.kind !== "parameters" || values.length > 0 || !types.every((type) => type === "string")) return undefined;
  const among = object.resources.find((one) => !wordsInOrder(one).every((word) => lexicon.is(word, "search")));
  if (among === undefined || (place !== "query" && place !== "path")) return undefined;
  const like = isKeptFromMail(name, among, categories)
    ? "contact detail"
    : place === "query"
      ? likeOf(name, among, categories, object.purpose === "messages")
      : undefined;
  const category = like === undefined ? undefined : readName(like, categories).hits[0]?.category;
  return category && { category, confidence: "likely", because: [`"${name}" is looked for among "${among}"`] };
}

/** Whether it is the address of a person who receives no more mail: `/suppressions/{address}`. */
function isKeptFromMail(name: string, among: string, { lexicon }: Categories): boolean {
  return (
    isHeadedBy(wordsOf(among), lexicon, "kept-from-mail") &&
    lexicon.is(wordsInOrder(name).map(plainWord).join(" "), "address-of-mail")
  );
}

/** A name of the category that what is looked for among such things is of; in an API for messages, events are of those. */
function likeOf(name: string, among: string, categories: Categories, isOfMessages: boolean): string | undefined {
  const { lexicon } = categories;
  const text = wordsInOrder(name).join(" ");
  const kinds = kindsByName(among, categories);
  // `to` may be the end of a period.
  if (isOfMessages && lexicon.is(text, "address-of-mail")) return "contact detail";
  if (lexicon.is(text, "message-recipient")) return kinds.includes("message") ? "contact detail" : undefined;
  if (!lexicon.is(text, "sought-text")) return undefined;
  // A client may be a program.
  const isPeople =
    readOwner(among, categories).kind === "person" && isHeadedBy(wordsOf(among), lexicon, "subject-of-record");
  if (isPeople || kinds.includes("contact")) return "full name";
  return kinds.some((kind) => READ.has(kind)) ? "message body" : undefined;
}

/** What is found by words that it has in it. */
const READ: ReadonlySet<RecordKind> = new Set(["message", "case", "answer", "file"]);
