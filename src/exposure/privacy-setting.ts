import { memo, memoOfTextBy } from "../core/memo.ts";
import type { Lexicon } from "../lexicon/lexicon.ts";
import { wordsOf } from "../lexicon/name-tokens.ts";
import type { AssessedApi } from "./assessed-api.ts";
import { targetOf, type Schema } from "../model/schema.ts";

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
  // The privacy of a team is not that of its members.
  if (schema.lexicon.has(wordsOf(schema.name ?? schema.title ?? ""), "collective")) return undefined;
  if (isSaidCollective(schema)) return undefined;
  for (const [name, property] of schema.properties) {
    const wish = wishOf(name, schema.lexicon);
    if (wish === undefined) continue;
    // What kind of account it is: nobody is logged in.
    if (wish.isAnonymity && schema.properties.has("is_authenticated")) continue;
    const { types, enum: values } = targetOf(property);
    if (wish.isSwitch && types.includes("boolean")) return { flag: property, name };
    if (wish.isChoice && (values !== undefined || types.includes("string"))) return { flag: property, name };
  }
  return undefined;
});

/** Whether an object without a name is a group by the one kind that it can be of: `type: { enum: [Team] }`. */
function isSaidCollective({ properties, lexicon }: Schema): boolean {
  return [...properties].some(([name, property]) => {
    const { enum: [kind, ...others] = [] } = targetOf(property);
    return (
      wordsOf(name).at(-1) === "type" &&
      others.length === 0 &&
      typeof kind === "string" &&
      lexicon.has(wordsOf(kind), "collective")
    );
  });
}

/** Whether a name says of a switch, or of a choice, that somebody wishes to be private by it; `undefined` for most. */
const wishOf = memoOfTextBy((name, lexicon: Lexicon): Wish | undefined => {
  const words = wordsOf(name);
  const [first = ""] = words;
  const last = words.at(-1) ?? "";
  const isSwitch =
    lexicon.is(last, "private-or-public") ||
    words.includes("privacy") ||
    (lexicon.is(first, "shows-or-hides") && words.length > 1 && !lexicon.is(last, "part-of-screen")) ||
    (lexicon.is(first, "displays") && lexicon.has(words, "shown-of-person"));
  const isChoice = lexicon.is(last, "privacy") || isSettingOf(words.slice(-2), lexicon);
  return isSwitch || isChoice ? { isSwitch, isChoice, isAnonymity: lexicon.is(last, "anonymous") } : undefined;
});

function isSettingOf([first = "", last = ""]: readonly string[], lexicon: Lexicon): boolean {
  return lexicon.is(first, "privacy") && /^(?:setting|level|mode|scope)$/.test(last);
}

interface Wish {
  readonly isSwitch: boolean;
  readonly isChoice: boolean;
  readonly isAnonymity: boolean;
}
