import type { AssessedApi } from "../exposure/assessed-api.ts";
import { memo } from "../core/memo.ts";
import type { Lexicon } from "../lexicon/lexicon.ts";
import { wordsOf } from "../lexicon/name-tokens.ts";
import type { Operation } from "../model/api.ts";
import { pathSteps } from "../operations/candidates/path-steps.ts";

/**
 * Whether two paths name one kind of thing: the records of customers and those of staff have the same fields, and are
 * not the same data.
 */
export function areOfOneThing(base: Operation, head: Operation): boolean {
  const [was, is] = [namesOf(base), namesOf(head)];
  return isNamedAs(was, is) && !bringsPeople(was, is);
}

/**
 * Whether an operation lets anyone read confidential data of kinds that another one of the base gives too: taken for that
 * one, it would expose nothing new. Texts are not asked, as they may be those of the change.
 */
export function readsAlikeOpenly(
  base: AssessedApi,
  head: AssessedApi,
  { base: before, head: after }: { readonly base: Operation; readonly head: Operation },
): boolean {
  if (head.assessed(after).exposure !== "public" && after.access === "secured") return false;
  const known = new Set(confidentialReads(base, before));
  return confidentialReads(head, after).some((category) => known.has(category));
}

function confidentialReads(api: AssessedApi, operation: Operation): readonly string[] {
  return api
    .assessed(operation)
    .flows.filter(
      ({ direction, field }) =>
        direction === "read" &&
        field.confidence !== "possible" &&
        (field.sensitivity === "confidential" || field.sensitivity === "restricted"),
    )
    .map(({ field }) => field.category);
}

/** Whether both are about people, whatever these are called: users are members now. */
export function arePeople(base: Operation, head: Operation): boolean {
  const isPerson = (operation: Operation): boolean => {
    const { thing, people } = namesOf(operation);
    return thing !== undefined && people.has(thing);
  };
  return isPerson(base) && isPerson(head);
}

/** The words of a path by what they name. */
interface Names {
  /** What the operation is about: `patient` of `/clinics/{id}/patient-records/{id}`. */
  readonly thing: string | undefined;
  /** The words of the fixed parts that stand together with that, without a parameter between them. */
  readonly beside: ReadonlySet<string>;
  /** The words of all fixed parts, and of all parameters. */
  readonly fixed: ReadonlySet<string>;
  readonly parameters: ReadonlySet<string>;
  /** The words of the parameter that says which of the things. */
  readonly key: ReadonlySet<string>;
  /** Words for people, each with those of the parameter behind it. */
  readonly people: ReadonlyMap<string, ReadonlySet<string>>;
}

const namesOf = memo((operation: Operation): Names => {
  const { lexicon } = operation;
  const steps = pathSteps(operation);
  const fixed = new Set<string>();
  const parameters = new Set<string>();
  const people = new Map<string, ReadonlySet<string>>();
  let [thing, beside, key]: [string | undefined, Set<string>, ReadonlySet<string>] = [undefined, new Set(), new Set()];
  for (const [at, { text, parameter }] of steps.entries()) {
    if (parameter !== undefined) {
      key = new Set(keyWords(parameter, lexicon));
      for (const word of key) parameters.add(word);
      continue;
    }
    const words = wordsOf(text).filter((word) => isName(word, lexicon));
    if (steps[at - 1]?.parameter !== undefined && words.length > 0) beside = new Set();
    if (words.length > 0) [thing, key] = [words.at(-1), new Set()];
    for (const word of words) {
      fixed.add(word);
      beside.add(word);
      if (PEOPLE.some((concept) => lexicon.is(word, concept)))
        people.set(word, new Set(keyWords(steps[at + 1]?.parameter ?? "", lexicon)));
    }
  }
  return { thing, beside, fixed, parameters, key, people };
});

/** The words of a parameter: a `username` is a user's. */
function keyWords(name: string, lexicon: Lexicon): readonly string[] {
  return wordsOf(name).flatMap((word) => (lexicon.is(word, "user") ? [word, "user"] : [word]));
}

const PEOPLE = ["natural-person", "contact-person", "minor"] as const;

/** Whether a word of a path says what is there: not that it is a record, nor what is done with it. */
function isName(word: string, lexicon: Lexicon): boolean {
  return (
    word.length > 1 &&
    !/\d/.test(word) &&
    lexicon.which(word, ["any-thing", "schema-form", "reads", "export", "download"]) === undefined
  );
}

function isNamedAs(was: Names, is: Names): boolean {
  // `/u/{username}` names a user by its key alone.
  if (is.thing !== undefined && was.key.has(is.thing)) return true;
  if (was.thing === undefined) return false;
  if (was.thing === is.thing || is.key.has(was.thing)) return true;
  if (is.thing === undefined) return false;
  // `/map` may have become `/map/markers`; one of the people about somebody is somebody else.
  return !was.people.has(was.thing) && (is.beside.has(was.thing) || was.beside.has(is.thing));
}

/** Whether a path names people whom the other does not, and is not said to have them by the same key. */
function bringsPeople(was: Names, is: Names): boolean {
  return [...is.people].some(
    ([word, key]) => !was.fixed.has(word) && !was.parameters.has(word) && ![...key].some((one) => was.fixed.has(one)),
  );
}
