/*
 * Parameters by which a caller gets what is held back from callers: embargoed items, drafts, what is hidden. Whoever may ask is
 * let see it, and where no text or requirement says who may, that is everybody.
 */
import type { AssessedApi } from "../../exposure/assessed-api.ts";
import { isOwn } from "../../exposure/principals.ts";
import { readingOf } from "../../exposure/reading.ts";
import { namesRole } from "../../exposure/said-role.ts";
import { fixedSegments, stemOf } from "../../exposure/words.ts";
import { isAdministration } from "../../exposure/administration.ts";
import { memo, memoBy } from "../../core/memo.ts";
import { wordsInOrder, wordsOf } from "../../lexicon/name-tokens.ts";
import { sentencesOf } from "../../lexicon/sentences.ts";
import { statedIn } from "../../lexicon/statements.ts";
import type { Lexicon } from "../../lexicon/lexicon.ts";
import type { Operation } from "../../model/api.ts";
import { requestFields, type RequestField } from "../request-fields.ts";
import { unpublishedChoice } from "../open-reads.ts";
import { requirementOf } from "../requirement.ts";
import { isForStrangers } from "../strangers.ts";

/** A parameter that lifts a restriction of what is returned. */
export interface LiftedRestriction {
  readonly operation: Operation;
  readonly field: RequestField;
  /** Whether a text says what is lifted, and strangers may ask. */
  readonly isToldToStrangers: boolean;
  /** Whether it is content that is not published, and not only what is out of sight. */
  readonly isOfContent: boolean;
  /** Whether what is held back may be what callers of the operation hold back themselves: drafts of their own. */
  readonly mayBeOwn: boolean;
}

/** The parameters by which ordinary callers get what is held back. */
export function liftedRestrictions(api: AssessedApi): readonly LiftedRestriction[] {
  return api.operations.flatMap((operation) => {
    if (operation.operationKind !== "path" || readingOf(operation) === undefined) return [];
    // Few operations have any, so that no more is asked of most.
    const lifting = liftingFields(operation);
    if (lifting.length === 0 || api.assessed(operation).judgedAs === "private" || isKeptToSome(api, operation))
      return [];
    // What an open read shows to anyone is told of as an open read.
    if (api.assessed(operation).admission === "anonymous" && unpublishedChoice(operation)) return [];
    const mayBeOwn = writesOf(api).has(`${stemOf(operation)} ${requirementOf(operation)}`);
    const isOpen = isForStrangers(api, operation);
    return lifting.flatMap(({ field, isOfContent }) =>
      // What callers keep themselves they may see again, deleted or not.
      mayBeOwn && !(isOfContent && isOpen)
        ? []
        : isOfContent || isOpen
          ? [
              {
                operation,
                field,
                isOfContent,
                mayBeOwn,
                isToldToStrangers: isOpen && isOfContent && !mayBeOwn && field.description !== "",
              },
            ]
          : [],
    );
  });
}

/** What is changed by which requirement: whoever makes things has drafts of them. */
const writesOf = memoBy(
  ({ operations }: Pick<AssessedApi, "operations">) => operations,
  ({ operations }): ReadonlySet<string> =>
    new Set(
      operations.flatMap((operation) =>
        operation.operationKind === "path" && readingOf(operation) === undefined
          ? [`${stemOf(operation)} ${requirementOf(operation)}`]
          : [],
      ),
    ),
);

/** Whether an operation is the caller's own, or kept to some by its text, its path or its requirement. */
function isKeptToSome(api: AssessedApi, operation: Operation): boolean {
  if (isOwn(operation) || isAdministration(operation) || namesRole(operation) || isOfCallers(api, operation))
    return true;
  const { security } = operation;
  // A scope is given to whom the service chooses.
  return (
    (security?.alternatives ?? []).some(({ schemes }) => schemes.some(({ scopes }) => scopes.length > 0)) ||
    [operation.summary, operation.description].some((text) => isKept(text ?? "", api.lexicon))
  );
}

/** Whether what is read is the caller's by its text, or somebody's by its noun: an invoice that is a draft is its merchant's. */
function isOfCallers({ lexicon, info }: AssessedApi, { path, summary = "", description = "" }: Operation): boolean {
  const last = wordsOf(fixedSegments(path).at(-1) ?? "").at(-1) ?? "";
  return (
    lexicon.is(last, "belonging") ||
    [summary, description, info.description ?? ""].some((text) =>
      lexicon.has(wordsInOrder(text.slice(0, LIMIT)), "yours"),
    )
  );
}

/** Whether a text says who may: a role, a right, those to whom it is limited. */
function isKept(text: string, lexicon: Lexicon): boolean {
  return sentencesOf(text, LIMIT).some((sentence) => {
    const words = wordsInOrder(sentence);
    return (
      statedIn(sentence).has("reserved") ||
      KEEPING.some((concept) => lexicon.has(words, concept)) ||
      words.some((word) => lexicon.is(word, "administrator") || lexicon.is(wordsOf(word).join(" "), "administrator"))
    );
  });
}

const KEEPING = ["names-role", "says-who-may", "ones-own", "elevated-right"] as const;

/** So much of a text is looked at. */
const LIMIT = 2000;

interface Lifting {
  readonly field: RequestField;
  /** Whether it is content that is not published, and not only what is out of sight. */
  readonly isOfContent: boolean;
}

const liftingFields = memo((operation: Operation): readonly Lifting[] =>
  requestFields(operation).flatMap((field): readonly Lifting[] => {
    const { lexicon } = operation;
    if (field.in !== "query" || field.isRequired || isKept(field.description, lexicon)) return [];
    // "Requires a token" is said of who may, too.
    if (lexicon.has(wordsInOrder(field.description), "lets-callers-in")) return [];
    if (lifts(field, lexicon, "held-back")) return [{ field, isOfContent: true }];
    return lifts(field, lexicon, "taken-out-of-sight") ? [{ field, isOfContent: false }] : [];
  }),
);

/** Whether a parameter asks for what is in a state: by a switch of its name, a choice of its name, or a value among others. */
function lifts(field: RequestField, lexicon: Lexicon, state: "held-back" | "taken-out-of-sight"): boolean {
  const { words, types } = field;
  const values = field.parts.flatMap((part) => part.enum ?? []).filter((value) => typeof value === "string");
  const isInName = endsInState(words, lexicon, state);
  const letsInToo = words.some((_, at) => lexicon.lengthAt(words, at, "lets-in-too") > 0);
  if (isInName && types.includes("boolean"))
    return letsInToo || (state === "held-back" && words.length === 1 && !THINGS.test(words[0]!));
  // `embargoed=include`
  if (isInName && values.length > 1 && values.length <= MOST)
    return values.some((value) => lexicon.has(wordsOf(value), "lets-in-too") || ONLY.test(value));
  if (letsInToo && values.length > 0)
    return values.length <= MOST && values.some((one) => hasOf(wordsOf(one), lexicon, state));
  // `status=draft`, beside a value for what everybody sees.
  return (
    state === "held-back" &&
    values.length > 1 &&
    values.length <= MOST &&
    values.some((one) => hasOf(wordsOf(one), lexicon, state)) &&
    values.some((one) => lexicon.has(wordsOf(one), "seen-by-all"))
  );
}

/** Whether a name ends in a state, or in what is in it by any word: `include_hidden`, `include_draft_posts`, and not `with_private_pool`. */
function endsInState(words: readonly string[], lexicon: Lexicon, state: "held-back" | "taken-out-of-sight"): boolean {
  return words.some((_, at) => {
    const length = lexicon.lengthAt(words, at, state);
    return length > 0 && (at + length === words.length || ITEMS.test(words[at + length] ?? ""));
  });
}

/** States that are things as well: a `draft` beer is on tap. */
const THINGS = /^(?:draft|entwurf|brouillon|borrador|rascunho)$/;

/** What stands for whatever a list holds. */
const ITEMS = /^(?:items?|records?|entries|entry|results?|objects?|content|versions?)$/;

function hasOf(words: readonly string[], lexicon: Lexicon, state: "held-back" | "taken-out-of-sight"): boolean {
  return words.some((_, at) => lexicon.lengthAt(words, at, state) > 0);
}

/** Few values are states; many are languages or sorts. */
const MOST = 6;
/** The value of a choice that gives nothing else. */
const ONLY = /^only$/i;
