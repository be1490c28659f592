import { memo, memoOfText } from "../../core/memo.ts";
import { wordsOf } from "../../lexicon/name-tokens.ts";
import type { AssessedApi } from "../../exposure/assessed-api.ts";
import { targetOf, type Schema } from "../../model/schema.ts";

/** Whether persons can say in an API that they wish to be private. */
export function privacySettings(api: AssessedApi): boolean {
  return api.operations.some((operation) =>
    api.whose
      .flowsOf(operation)
      .some(
        ({ path, principal, principalAt }) =>
          principal && path.slice(principalAt).some(({ schema }) => privacyFlag(schema) !== undefined),
      ),
  );
}

/** The setting of an object by which somebody wishes to be private: a switch, or a choice of who may see. */
export const privacyFlag = memo((schema: Schema): { flag: Schema; name: string } | undefined => {
  if (NOBODY.test(wordsOf(schema.name ?? schema.title ?? "").join(" "))) return undefined;
  for (const [name, property] of schema.properties) {
    const wish = wishOf(name);
    if (wish === undefined) continue;
    // What kind of account it is: nobody is logged in.
    if (wish.isAnonymity && schema.properties.has("is_authenticated")) continue;
    const { types, enum: values } = targetOf(property);
    if (wish.isSwitch && types.includes("boolean")) return { flag: property, name };
    if (wish.isChoice && (values !== undefined || types.includes("string"))) return { flag: property, name };
  }
  return undefined;
});

/** Whether a name says of a switch, or of a choice, that somebody wishes to be private by it; `undefined` for most. */
const wishOf = memoOfText((name): Wish | undefined => {
  const words = wordsOf(name);
  const last = words.at(-1) ?? "";
  const isSwitch =
    /^(?:private|hidden|public|visible|anonymous|incognito)$/.test(last) ||
    words.includes("privacy") ||
    (/^(?:show|share|hide)$/.test(words[0] ?? "") && words.length > 1) ||
    (words[0] === "display" && words.some((word) => PERSONAL.has(word)));
  const isChoice =
    last === "privacy" ||
    last === "visibility" ||
    /^(?:privacy|visibility) (?:setting|level|mode|scope)$/.test(words.slice(-2).join(" "));
  return isSwitch || isChoice ? { isSwitch, isChoice, isAnonymity: last === "anonymous" } : undefined;
});

interface Wish {
  readonly isSwitch: boolean;
  readonly isChoice: boolean;
  readonly isAnonymity: boolean;
}

/** What no person is: the privacy of a team is not that of its members. */
const NOBODY = /\b(?:team|group|organi[sz]ation|org|company|repository|repo|project|channel|space|board|gateway)\b/;
/** What of somebody is displayed; else it is how a page looks. */
const PERSONAL: ReadonlySet<string> = new Set([
  "profile",
  "email",
  "phone",
  "birthday",
  "birthdate",
  "age",
  "location",
  "address",
  "gender",
  "photo",
  "activity",
  "presence",
]);
