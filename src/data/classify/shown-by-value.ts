import { wordsInOrder, wordsOf } from "../../lexicon/name-tokens.ts";
import type { Lexicon } from "../../lexicon/lexicon.ts";
import { isHeadedBy } from "../../lexicon/phrases.ts";
import { isWithin } from "../taxonomy/is-within.ts";
import type { Categories } from "../taxonomy/categories.ts";
import { readName } from "./field-name.ts";
import type { FieldInContext, FieldJudgement } from "./judgement.ts";
import { plainText } from "./kind-by-fields.ts";
import { readOwner } from "./owner-name.ts";

/** What an example or the parts of an object show: a person's name, an address with a log-in in it, whom something goes to. */
export function byShownValue(field: FieldInContext): FieldJudgement | undefined {
  return byLoginInAddress(field) ?? byNameShown(field) ?? byReachedPerson(field) ?? byLoginParts(field);
}

/** An address that has a log-in in it, by its example or by what it is called: a camera's stream is mostly got by one. */
function byLoginInAddress({ facts, categories }: FieldInContext): FieldJudgement | undefined {
  const { name, types, examples, description = "" } = facts;
  if (!types.includes("string") || types.length > 1) return undefined;
  const isShown = examples.some((one) => typeof one === "string" && LOGIN_IN_ADDRESS.test(one));
  if (!isShown && !(isAddress(facts) && saysLogin(description, categories))) return undefined;
  return judged("access token", [`named "${name}"`, "an address with a log-in in it"], categories);
}

/** User and password before the host, as RFC 3986 has them. */
const LOGIN_IN_ADDRESS = /^[a-z][a-z\d+.-]{1,20}:\/\/[^\s/:@?#]{0,64}:[^\s/@?#]{1,128}@[^\s/]/i;

function isAddress({ name, format }: FieldInContext["facts"]): boolean {
  return (format !== undefined && /^ur[il]/.test(format)) || /ur[il]$|link$|href$|lien$|enlace$|adresse$/i.test(name);
}

/** Whether a text says that a log-in or a password is in the address. */
function saysLogin(description: string, { lexicon }: Categories): boolean {
  const words = wordsInOrder(description.slice(0, LIMIT));
  return words.some((_, at) => {
    const length = lexicon.lengthAt(words, at, "login-in-address");
    if (length === 0) return false;
    return (
      lexicon.is(words[at + length] ?? "", "held-in-it") ||
      words.slice(Math.max(0, at - NEAR), at).some((word) => lexicon.is(word, "with-it-in-text"))
    );
  });
}

const NEAR = 4;
const LIMIT = 200;

/** What ends as what somebody did, or is called as a person is, and is exemplified by a name of one. */
function byNameShown({ facts, categories }: FieldInContext): FieldJudgement | undefined {
  const { name, types, examples, format } = facts;
  if (types.join() !== "string" || format !== undefined || (facts.enum ?? []).length > 0) return undefined;
  const [first] = examples;
  if (typeof first !== "string" || !isNameOfPerson(first, categories)) return undefined;
  const words = wordsInOrder(name);
  const isDoer =
    (words.length > 1 && DOER.test(words.at(-1)!)) ||
    readOwner(name, categories).kind === "person" ||
    categories.lexicon.is(plainText(name), "done-by-somebody");
  return isDoer ? judged("full name", [`named "${name}"`, "its example is a person's name"], categories) : undefined;
}

/** How a name ends that says by whom something was done, or to whom it was given. */
const DOER = /^(?:by|to|von|durch|an|par|por|pelo|pela|a)$/;

/** Whether a text is made of a first name and a surname, and says nothing of an organization. */
function isNameOfPerson(text: string, categories: Categories): boolean {
  if (!NAME_IN_FULL.test(text)) return false;
  return !wordsOf(text).some(
    (word) => readOwner(word, categories).kind !== "unknown" || categories.lexicon.is(word, "no-person-in-name"),
  );
}

const NAME_IN_FULL =
  /^(?:(?:Dra?|Prof|Mr|Mrs|Ms|Hr|Fr|Sra?|Mme)\.? )?\p{Lu}(?:\p{Ll}+|\.)(?:-\p{Lu}\p{Ll}+)?(?: (?:d[aeo]s?|von|van|di|la|le|el|y|e))*(?: \p{Lu}[\p{L}'’.-]+){1,3}$/u;

/** Whom something goes to, with how they are reached: an object that has a name and an address, or two ways to reach somebody. */
function byReachedPerson({ facts, categories, context }: FieldInContext): FieldJudgement | undefined {
  const { name, schemaName = "", children, types, place } = facts;
  if (place !== "property" || !types.includes("object") || children.length < 2 || OF_NOBODY.has(context.kind))
    return undefined;
  const { lexicon } = categories;
  if (categories.words.wrappers.has(wordsOf(name).join(" "))) return undefined;
  if (!isCalledSo(name, lexicon) && !isCalledSo(schemaName, lexicon)) return undefined;
  const keys = children.flatMap((child) =>
    readName(child, categories)
      .hits.slice(0, 1)
      .map(({ category }) => category.key),
  );
  const isReached = keys.some((key) => isWithin(key, "user.contact"));
  const isNamed =
    keys.some((key) => isWithin(key, "user.name")) || children.some((child) => wordsOf(child).join() === "name");
  return isReached && isNamed
    ? judged("contact detail", [`named "${name}"`, "it says how a person is reached"], categories)
    : undefined;
}

/** Whether a name ends in that of whom something goes to, or begins with it where the noun comes first. */
function isCalledSo(name: string, lexicon: Lexicon): boolean {
  const words = wordsOf(name);
  return isHeadedBy(
    /^(?:dto|model|schema|info|details?)$/.test(words.at(-1) ?? "") ? words.slice(0, -1) : words,
    lexicon,
    "reached-by-this",
  );
}

const OF_NOBODY: ReadonlySet<string> = new Set(["infrastructure", "about"]);

/** The access to a server, as an object with the password in it: `smtp: { host, user, password }`. */
function byLoginParts({ facts, categories }: FieldInContext): FieldJudgement | undefined {
  const { name, schemaName = "", children, types, place } = facts;
  if (place !== "property" || !types.includes("object") || children.length < 2) return undefined;
  if (![name, schemaName].some((one) => categories.lexicon.has(wordsOf(one), "server-logged-into"))) return undefined;
  const isSecret = children.some((child) =>
    readName(child, categories).hits.some(
      ({ category, isWhole, strength }) =>
        isWhole && strength === "anywhere" && isWithin(category.key, "user.authorization"),
    ),
  );
  return isSecret
    ? judged("access token", [`named "${name}"`, "it has the password of a server"], categories)
    : undefined;
}

/** Whether the parts of an object may say what it is. */
export function mayBeShown(name: string, schemaName: string | undefined, { lexicon }: Categories): boolean {
  return [name, schemaName ?? ""].some((one) => {
    const words = wordsOf(one);
    return lexicon.has(words, "reached-by-this") || lexicon.has(words, "server-logged-into");
  });
}

function judged(like: string, because: readonly string[], categories: Categories): FieldJudgement | undefined {
  const category = readName(like, categories).hits[0]?.category;
  return category && { category, confidence: "likely", because };
}
