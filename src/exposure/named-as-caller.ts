import { memo } from "../core/memo.ts";
import { wordsOf } from "../lexicon/name-tokens.ts";
import type { Operation, Parameter } from "../model/api.ts";
import { targetOf } from "../model/schema.ts";

/**
 * Whether the identifier with which a path begins to name somebody is said to be that of who calls: "The value must be the same
 * as the authenticated user", by the parameter or the schema that it refers to. Whether the server compares the two is what a
 * test is for.
 */
export const namesCallerByText = memo((operation: Operation): boolean => {
  if (operation.operationKind !== "path" || operation.access === "anonymous") return false;
  const [name, ...others] = [...operation.path.matchAll(/\{([^{}]+)\}/g)].map((one) => one[1]!);
  // Whose things a friend's ID names is another person's.
  if (others.some((other) => namesPerson(other, operation))) return false;
  const named = operation.parameters.find((one) => one.in === "path" && one.name === name);
  return named !== undefined && textsOf(named).some((text) => isSaidCaller(text.slice(0, LIMIT)));
});

/** Whether an identifier is of a person, by its own name or by what stands before it. */
function namesPerson(name: string, { path, lexicon }: Operation): boolean {
  const before =
    path
      .slice(0, path.indexOf(`{${name}}`))
      .split("/")
      .at(-2) ?? "";
  return [name, before].some((one) => PERSONS.some((concept) => lexicon.has(wordsOf(one), concept)));
}

const PERSONS = ["natural-person", "acquaintance", "user"] as const;

/** Whether a text says it, and neither denies it nor lets others in: "or of any other user". */
function isSaidCaller(text: string): boolean {
  return (OF_CALLER.test(text) || IS_CALLER.test(text)) && !LETS_OTHERS_IN.test(text);
}

const LETS_OTHERS_IN =
  /\b(?:or|any|other|another|not|need|unless|except|oder|andere\p{L}*|nicht|ou|autre|otro|otra|no|outro|outra|não|cualquier|qualquer)(?!\p{L})/iu;
/** A text that says nothing else. */
const IS_CALLER =
  /^\W*(?:the |an? )?(?:unique |user |numeric )?id of (?:the )?(?:authenticated|authenticating|logged[- ]in|signed[- ]in|calling) (?:source )?user\W*$/i;

function textsOf({ description, schema }: Parameter): readonly string[] {
  const own = schema === undefined ? [] : [schema.description, targetOf(schema).description];
  return [description, ...own].filter((text) => text !== undefined);
}

/** Who calls, as a text of the identifier has it. What such a user may see is somebody else's. */
const OF_CALLER =
  /\bmust (?:be the same as|be equal to|be that of|equal|match) (?:the )?(?:id of )?(?:the )?(?:authenticated|authenticating|logged[- ]in|signed[- ]in|calling) (?:source )?user\b|\bmuss (?:der|die) des angemeldeten Benutzers (?:sein|entsprechen)\b|\bdoit (?:être celui|correspondre à celui) de l'utilisateur (?:authentifié|connecté)|\bdebe (?:ser el|coincidir con el) del usuario autenticado\b|\bdeve (?:ser o|corresponder ao) do usuário autenticado\b/iu;

/** So much of a text is looked at. */
const LIMIT = 300;
