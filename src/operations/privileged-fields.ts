import { memo } from "../core/memo.ts";
import { textOfValue } from "../core/text-of-value.ts";
import type { Lexicon } from "../lexicon/lexicon.ts";
import { endsIn, isMadeOf } from "../lexicon/phrases.ts";
import { textOfName, wordsInOrder, wordsOf } from "../lexicon/name-tokens.ts";
import { fixedSegments } from "../exposure/words.ts";
import { namedByParameter, pathSteps } from "./candidates/path-steps.ts";
import { leadPhrase } from "../data/classify/lead-phrase.ts";
import type { Operation } from "../model/api.ts";
import type { Schema } from "../model/schema.ts";

/** What a value is called, and what types it can have; none where nothing says so. */
export interface NamedValue {
  readonly name: string;
  readonly types: readonly string[];
  /** What describes it, its instance path and its texts, where they are known. */
  readonly parts?: readonly Schema[];
  readonly witness?: string;
  readonly description?: string;
}

/**
 * Whether a value decides about rights or money: an administrator's flag wherever it stands, a role or a balance where
 * it is a person's or an account's.
 */
export function isPrivileged(value: NamedValue, isPersons: boolean, lexicon: Lexicon): boolean {
  return isFlag(value, lexicon) || (isPersons && (isRight(value, lexicon) || isMoney(value, lexicon)));
}

/** Whether a value makes somebody an administrator, or says that something was checked. */
export function isFlag(value: NamedValue, lexicon: Lexicon): boolean {
  if (isAdministratorFlag(value, lexicon)) return true;
  if (!value.types.includes("boolean")) return false;
  const words = wordsOf(value.name);
  // `onlyVerified` says whom somebody wants to see.
  if (words.length > 1 && lexicon.is(words[0]!, "reserved")) return false;
  // `validéParNotaire`, `approvedByDoctor`: somebody else's word, set by a switch.
  const length = lexicon.lengthAt(words, 0, "checked-flag");
  const isBySomebody = length > 0 && words.length > length + 1 && lexicon.is(words[length]!, "by-whom");
  return isBySomebody || isMadeOf(words, lexicon, "checked-flag", "around-checked-flag");
}

/** Whether a value makes somebody an administrator. */
export function isAdministratorFlag(
  { name, types, parts = [], description = "" }: NamedValue,
  lexicon: Lexicon,
): boolean {
  const canBe = types.length === 0 || types.some((type) => FLAG_TYPES.has(type));
  // `admin` is whom to write to, or a person, where its schema says so.
  if (parts.some(({ properties, format }) => properties.size > 0 || ADDRESSES.has(format ?? ""))) return false;
  // A text says of it that it holds the identifier of one: whom somebody names, and no right of who calls.
  if (types.includes("string") && lexicon.has(wordsInOrder(description), "says-identifier")) return false;
  return canBe && isMadeOf(wordsOf(name), lexicon, "administrator-flag", "around-administrator-flag");
}

/** Whether a value of a person or account says what they may do. */
export function isRight(value: NamedValue, lexicon: Lexicon): boolean {
  const { name, types } = value;
  if (isOfWork(value, lexicon) || isFixed(value, lexicon)) return false;
  const all = wordsOf(name);
  // `role_id`: whose right it is, or which, is no matter.
  const words = all.length > 1 && lexicon.is(all.at(-1)!, "identifier-word") ? all.slice(0, -1) : all;
  if (endsIn(words, lexicon, "group-of-rights")) return !isSaidInWork(value, lexicon);
  // In the singular it is a side.
  if (/^(?:(?:user|account|access|member)[-_ ]?)?rights$/i.test(name)) return !isSaidInWork(value, lexicon);
  if (/^(?:(?:user|account|access|privilege|permission|security) )?level$/.test(textOfName(name))) return true;
  const last = words.at(-1) ?? "";
  const isScalar = types.length > 0 && types.every((type) => type === "string" || type === "integer");
  const isOne =
    lexicon.is(last, "right") ||
    (isScalar && lexicon.is(last, "right-or-profile")) ||
    (lexicon.is(last, "role-by-list") && (value.parts ?? []).some((part) => (part.enum ?? []).length > 1));
  return (isOne && (words.length === 1 || RIGHTS_OF.has(words[0] ?? ""))) || isRoleByValues(value, all, lexicon);
}

/**
 * Whether a value says which sort of person somebody is, and one sort has rights that the others have not, by the list of
 * them: `type` is a role where it is CUSTOMER or ADMIN, and none where it is PRIVATE or BUSINESS.
 */
function isRoleByValues({ parts = [] }: NamedValue, words: readonly string[], lexicon: Lexicon): boolean {
  const values = parts.flatMap((part) => part.enum ?? []).filter((one) => typeof one === "string");
  if (values.length < 2 || values.length > MOST_ROLES) return false;
  if (!isMadeOf(words, lexicon, "sort-of-person", "person-record")) return false;
  const named = values.map((one) => wordsOf(one));
  return (
    named.some((one) => endsIn(one, lexicon, "role-with-rights") || lexicon.is(one[0] ?? "", "role-with-rights")) &&
    named.some((one) => ORDINARY.some((concept) => lexicon.is(one.join(" "), concept)))
  );
}

/** A list of more is one of jobs or departments. */
const MOST_ROLES = 12;

/** Whether a value can be one thing alone, which is what everybody is: `endUser`. To be a moderator is still to be chosen. */
function isFixed({ parts = [] }: NamedValue, lexicon: Lexicon): boolean {
  const values = parts.flatMap((part) => part.enum ?? []);
  return (
    values.length === 1 &&
    wordsOf(textOfValue(values[0])).some((word) => ORDINARY.some((concept) => lexicon.is(word, concept)))
  );
}

/**
 * Whether a text begins with the rights in a work, such as a photograph: its licence. "Rights of the user, as far as the licence
 * goes" are what somebody may do, and so are those with values such as "admin".
 */
function isSaidInWork({ description = "", parts = [] }: NamedValue, lexicon: Lexicon): boolean {
  const lead = wordsInOrder(leadPhrase(description) ?? "");
  const values = parts.flatMap(({ enum: own = [], items }) => [...own, ...(items?.enum ?? [])]);
  return (
    lexicon.has(lead, "right-in-a-work") &&
    !(["account", "user", "tenant", "natural-person"] as const).some((one) => lexicon.has(lead, one)) &&
    !values.some((value) => wordsOf(textOfValue(value)).some((word) => lexicon.is(word, "right-to-change")))
  );
}

const ORDINARY = ["ordinary-person", "population", "clientele"] as const;

/**
 * Whether a role is one in a job, or a level one of a skill, which opens nothing: by the schema that it refers to, what it
 * stands in, its text or its values. What may be an administrator's is a right.
 */
function isOfWork({ name, parts = [], witness = "", description = "" }: NamedValue, lexicon: Lexicon): boolean {
  const values = parts.flatMap((part) => part.enum ?? []).filter((value) => typeof value === "string");
  if (values.some((value) => wordsOf(value).some((word) => lexicon.is(word, "administrator")))) return false;
  const own = wordsOf(name);
  const isLevel = own.at(-1) === "level";
  const owner =
    witness
      .split(/[ .]/)
      .at(-2)
      ?.replaceAll(/[^\p{L}\d_-]/gu, "") ?? "";
  const texts = [
    ...parts.flatMap((part) => part.name ?? []),
    ...(owner === "request" ? [] : [owner]),
    leadPhrase(description) ?? "",
    ...(isLevel ? values : []),
  ];
  return texts.some((text) => lexicon.has(wordsOf(text), isLevel ? "level-of-skill" : "role-without-rights"));
}

/** Whether a value of a person or account is what they own. */
export function isMoney({ name, types }: NamedValue, lexicon: Lexicon): boolean {
  return (
    isMadeOf(wordsOf(name), lexicon, "owned-money", "around-owned-money") && types.some((type) => MONEY_TYPES.has(type))
  );
}

const ADDRESSES: ReadonlySet<string> = new Set(["email", "idn-email", "uri", "phone"]);
const FLAG_TYPES = new Set(["boolean", "string", "integer"]);
const RIGHTS_OF = new Set(["user", "account", "system", "admin", "member", "new"]);
const MONEY_TYPES = new Set(["number", "integer", "string"]);

/** Whether what an operation writes is a person or an account, or one's rights: `/users`, `/users/{id}/role`, `/users/update_role`. */
export const isOfPerson = memo((operation: Operation): boolean => {
  const { path, lexicon } = operation;
  const steps = pathSteps(operation);
  const isPersons = (segment: string): boolean => {
    const at = steps.findLastIndex(({ text }) => text.toLowerCase() === segment);
    return (
      lexicon.is(wordsInOrder(segment).join(" "), "self-alone") ||
      lexicon.is(textOfName(namedByParameter(steps, at) ?? segment), "person-record")
    );
  };
  const [last = "", before = ""] = fixedSegments(path)
    .filter((segment) => !/^v\d+$/.test(segment) && !isHow(segment, lexicon))
    .toReversed();
  return isPersons(last) || (isPersons(before) && lexicon.is(wordsOf(last).at(-1) ?? "", "right"));
});

/** Whether a segment says how something is written, and not what: `/users/update`, `/user/edit_info`. */
function isHow(segment: string, lexicon: Lexicon): boolean {
  const [verb = "", ...rest] = wordsOf(segment);
  const isVerb = verb === "new" || WRITES.some((act) => lexicon.is(verb, act));
  return isVerb && rest.every((word) => lexicon.is(word, "record-part"));
}

const WRITES = ["change", "create", "add", "save"] as const;
