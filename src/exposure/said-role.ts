import { addTo } from "../core/grouped.ts";
import { isSaidForAdministrators } from "./administration.ts";
import { saidBy } from "./said.ts";
import { denies } from "../lexicon/denial.ts";
import { sentencesOf } from "../lexicon/sentences.ts";
import { memo, memoBy } from "../core/memo.ts";
import { composedProperties, heldSchemaOf } from "../model/schema-parts.ts";
import { fixedSegments } from "./words.ts";
import { precedes } from "../lexicon/phrases.ts";
import { wordsInOrder, wordsOf } from "../lexicon/name-tokens.ts";
import type { Lexicon } from "../lexicon/lexicon.ts";
import type { Api, Operation } from "../model/api.ts";

/** For whom alone an operation is, by its text: `clinician` for "Clinician only endpoint" and "available only to clinicians". */
export const saidRole = memo((operation: Operation): string | undefined => {
  const { lexicon } = operation;
  for (const words of saidBy(operation)) {
    if (isOfSomethingElse(words, operation)) continue;
    const at = words.findIndex((_, index) => isAlone(words, index, roleLength(words, index, lexicon), lexicon));
    if (at >= 0) return wordsOf(words[at + roleLength(words, at, lexicon) - 1]!).join(" ");
  }
  return undefined;
});

/**
 * Whether what a sentence keeps to some is not the call: a value that it does not take, as in "Fee status and balance are set
 * only by the office", or who sees what a change sends.
 */
export function isOfSomethingElse(words: readonly string[], operation: Operation): boolean {
  const { method, path, requestBody, lexicon } = operation;
  if (method !== "GET" && lexicon.lengthAt(words, 0, "visible-to") > 0) return true;
  if (THE_CALL.test(words[0] ?? "") || !precedes(words.slice(1), lexicon, "sets-value", "reserved", 1)) return false;
  const taken = (requestBody?.content ?? []).flatMap(({ schema }) =>
    schema === undefined ? [] : [...composedProperties(heldSchemaOf(schema)).keys()],
  );
  const said = new Set(words.flatMap(wordsOf));
  return ![...taken, fixedSegments(path).at(-1) ?? ""].some((name) => {
    const own = wordsOf(name);
    return own.length > 0 && said.has(own.at(-1)!);
  });
}

/** Words for what a text is about, which is the call. */
const THE_CALL = /^(?:it|this|es|dies|cela|il|esto|este|isso|isto)$/;

/** Whether an operation's text keeps it to administrators, or to a role that it names. */
export function isSaidForFew(api: Pick<Api, "tags">, operation: Operation): boolean {
  return saidRole(operation) !== undefined || isSaidForAdministrators(api, operation);
}

/** Whether anything says which role may call an operation: its text, a refusal, or an extension such as `x-roles`. */
export const namesRole = memo((operation: Operation): boolean => {
  const { summary = "", description = "", responses, extensions, lexicon } = operation;
  if (saidRole(operation) !== undefined) return true;
  if ([...extensions.keys()].some((key) => lexicon.has(wordsInOrder(key), "role-key"))) return true;
  const refusals = responses.flatMap(({ status, description: said = "" }) => (status === "403" ? [said] : []));
  const texts = [summary, description, ...refusals];
  if (texts.some((text) => sentencesOf(text).some((sentence) => isLabelOfNeed(sentence, lexicon)))) return true;
  // Where roles are the things of an operation, its text speaks of them whoever may call.
  if (lexicon.has(wordsInOrder(operation.path), "names-role")) return false;
  return texts.some((text, at) =>
    sentencesOf(text).some((sentence) => {
      const words = wordsInOrder(sentence);
      if (at >= OWN_TEXTS && isAnyRefusal(sentence, words)) return false;
      return (
        lexicon.has(words, "names-role") ||
        isLabelOfRole(sentence, lexicon) ||
        words.some((word) => lexicon.is(word, "administrator") || lexicon.is(singular(word), "administrator")) ||
        (lexicon.has(words, "reserved") &&
          words.some((word) => isRole(word, lexicon) || isRole(singular(word), lexicon)))
      );
    }),
  );
});

/** Summary and description stand before the refusals. */
const OWN_TEXTS = 2;

/** "User or client does not have permission" is what any refusal says: it names none, by a code, in quotes or as a role. */
function isAnyRefusal(sentence: string, words: readonly string[]): boolean {
  return (
    words.some((word) => PERMISSION.test(word)) &&
    !words.some((word) => ROLE.test(word)) &&
    !/[`"“'‘]|\p{Lu}{3}|[\p{L}\d][:_.][\p{L}\d]/u.test(sentence)
  );
}

const PERMISSION = /^permissions?$/;
const ROLE = /^(?:roles?|rolle|rollen|rôles?|rol|papel)$/;

/** Whether the text of an operation demands a role or permission: "This call requires the role ORG_WRITE". */
export const demandsRole = memo((operation: Operation): boolean => {
  const { summary = "", description = "", lexicon } = operation;
  if (saidRole(operation) !== undefined) return true;
  // Where roles are the things of an operation, its text speaks of them whoever may call.
  if (lexicon.has(wordsInOrder(operation.path), "names-role")) return false;
  return sentencesOf(`${summary}.\n\n${description}`).some((sentence) => {
    const words = wordsInOrder(sentence);
    const isDemand = lexicon.has(words, "names-role") && lexicon.has(words, "must-have");
    return (isDemand || isLabelOfNeed(sentence, lexicon)) && !denies(words, lexicon);
  });
});

/**
 * Tells of operations whether their summary ends in the label of a role: "Revoke (manager)", "Lister (dirigeant, comptable)".
 * What stands in brackets at the end of several summaries of an API is no remark.
 */
export const labelsRole = memoBy(
  ({ operations }: Pick<Api, "operations">) => operations,
  ({ operations }: Pick<Api, "operations">): ReadonlySet<Operation> => {
    const labelled = new Map<string, Operation[]>();
    for (const operation of operations) for (const label of labelsOf(operation)) addTo(labelled, label, operation);
    return new Set([...labelled.values()].filter((some) => some.length >= OFTEN).flat());
  },
);

/** So many summaries with one label make it one. */
const OFTEN = 3;

function labelsOf({ summary = "" }: Operation): readonly string[] {
  const inside = /\(([\p{L}][\p{L} ,/-]{2,60})\)\s*$/u.exec(summary.slice(-LONGEST))?.[1] ?? "";
  return inside
    .toLowerCase()
    .split(/[,/]/)
    .map((label) => label.trim())
    .filter((label) => label !== "" && label.split(" ").length <= 2);
}

const LONGEST = 80;

/** "Perfil: recepção", "Profil GESTIONNAIRE": the name of a role behind a word that is one of many things without it. */
function isLabelOfRole(sentence: string, lexicon: Lexicon): boolean {
  const label = /^[^\p{L}]*(\p{L}+)(?:\s*:\s*\p{L}|\s+\p{Lu}[\p{Lu}\d_]+(?!\p{L})|\s+`\w+`)/u.exec(sentence)?.[1];
  return label !== undefined && lexicon.is(label.toLowerCase(), "role-key");
}

/** "Required permission: 'root'", "Erforderlich: `admin`": what a call needs, behind a label. */
function isLabelOfNeed(sentence: string, lexicon: Lexicon): boolean {
  const [, label = "", quoted = ""] = /^\W*(\p{L}+(?: \p{L}+){0,2})\s*(:)?/u.exec(sentence) ?? [];
  const [first = "", ...rest] = wordsInOrder(label);
  if (!lexicon.is(first, "demands")) return false;
  return (
    lexicon.has(rest, "names-role") ||
    (quoted !== "" && /:\s*(?:\p{L}+ ){0,2}['"`*‘“«]/u.test(sentence.slice(0, LONGEST)))
  );
}

/** A word as wordsOf gives it: "Maintainers" is `maintainer`. */
function singular(word: string): string {
  return wordsOf(word).join(" ");
}

/** Whether a text keeps an operation to administrators in so many words: "Only administrators of the building may change it". */
export const isSaidForAdministratorsAlone = memo(({ summary = "", description = "", lexicon }: Operation): boolean =>
  [...sentencesOf(summary), ...sentencesOf(description)].some((sentence) => {
    // What others may choose to do, or do for instance, is no rule.
    if (UNDECIDED.test(sentence)) return false;
    const words = wordsInOrder(sentence);
    const at = words.findIndex(
      (word) => lexicon.is(word, "administrator") || lexicon.is(wordsOf(word).join(" "), "administrator"),
    );
    if (at < 1) return false;
    const isReserved = [at - 1, at - 2, at - 3].some((index) => lexicon.is(words[index] ?? "", "reserved"));
    return isReserved && words.some((word) => lexicon.is(word, "may") || lexicon.is(word, "reserved-for"));
  }),
);

const UNDECIDED =
  /\b(?:may choose|might|for (?:instance|example)|e\.g|z\.\s?B|zum Beispiel|par exemple|por ejemplo|por exemplo)\b/i;

/** Of how many words the role is that stands there, whether of one or of several: "team leads". */
function roleLength(words: readonly string[], at: number, lexicon: Lexicon): number {
  return lexicon.lengthAt(words, at, "role-holder") || (isRole(words[at]!, lexicon) ? 1 : 0);
}

function isRole(word: string, lexicon: Lexicon): boolean {
  return lexicon.is(word, "role-holder") || lexicon.is(wordsOf(word).join(" "), "role-holder");
}

/** Whether a sentence keeps something to those whom some of its words name. */
function isAlone(words: readonly string[], at: number, length: number, lexicon: Lexicon): boolean {
  if (length === 0) return false;
  const last = at + length - 1;
  const is = (index: number, concept: "reserved" | "reserved-for" | "may"): boolean =>
    lexicon.is(words[index] ?? "", concept);
  // "Clinicians only", "Clinician only endpoint"
  if (
    is(last + 1, "reserved") &&
    (last + 2 >= words.length || /^(?:endpoint|operation|access|api|call)$/.test(words[last + 2]!))
  )
    return true;
  // "Only clinicians can …", "Das dürfen nur Ärzte"
  if (is(at - 1, "reserved")) return is(last + 1, "may") || is(at - 2, "may");
  // "Only team leaders can …"
  if (is(at - 2, "reserved") && is(last + 1, "may") && !is(at - 1, "reserved-for")) return true;
  // "available only to clinicians", "nur für Ärzte", "réservé aux médecins"
  const before = [at - 1, at - 2].find((index) => is(index, "reserved-for"));
  return before !== undefined && [before - 1, before - 2].some((index) => is(index, "reserved"));
}
