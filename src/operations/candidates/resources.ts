import { memo, memoBy, memoOfTextBy } from "../../core/memo.ts";
import { byCodeUnit } from "../../core/compare.ts";
import type { Lexicon } from "../../lexicon/lexicon.ts";
import { plainWord, textOfName, wordsInOrder } from "../../lexicon/name-tokens.ts";
import type { Api, Operation } from "../../model/api.ts";
import { isState, nounOf as singularOf, phraseOf, pluralOf } from "./nouns.ts";
import { isSaidToDo } from "./said-verb.ts";
import { isVerbBefore, madeIn } from "./verb-steps.ts";
import { namedByParameter, pathSteps, type PathStep } from "./path-steps.ts";
import { isOnlyVerb } from "./verbs.ts";

/** What an operation is about: a kind of thing, by the name that the API itself gives it. */
export interface Resource {
  /** In the singular, as it would be written: `cash drawer shift`. */
  readonly noun: string;
  /** The same without what tells two of one name apart: `shift`. */
  readonly bare: string;
  /** Several of them; where a collection is named as one thing, that: `feed`. */
  readonly many: string;
}

/** The kinds of things of an API, and where they are. */
export interface Resources {
  /** The thing that a parameter of a path names: that of the collection which it stands in, else by its own name. */
  readonly ofParameter: (operation: Operation, name: string) => Resource;
  /** The thing that the collection at the end of a path holds. */
  readonly ofCollection: (operation: Operation) => Resource | undefined;
  /** The thing that a name such as `customer_ids` is the identifier of, where the API has a collection of such. */
  readonly ofIdentifier: (name: string) => Resource | undefined;
  /** Whether a path names one of a kind of thing: `/orders/{id}` an order. */
  readonly isAddressed: (noun: string) => boolean;
}

/** Looks once through the paths of an API for its collections. */
export const resourcesOf = memoBy(
  ({ operations }: Api) => operations,
  (api): Resources => {
    const { lexicon } = api;
    const places = new Map<string, Set<string>>();
    /** Collections of which several parameters in a row name one: `/_snapshot/{repository}/{snapshot}`. */
    const nested = new Set<string>();
    const nounOf = nounsOf(api.operations);
    const spoken = spokenNouns(api.operations, nounOf);
    const qualified = new Map<string, Resource>();
    for (const operation of api.operations) {
      if (operation.operationKind !== "path") continue;
      const steps = pathSteps(operation);
      for (const [index, { parameter }] of steps.entries()) {
        const collection = parameter === undefined ? undefined : collectionBefore(operation, steps, index);
        if (collection !== undefined && steps[index + 1]?.parameter !== undefined) nested.add(nounOf(collection.text));
        if (collection === undefined) continue;
        const whole = saidWhole(operation, collection);
        if (whole !== undefined) qualified.set(keyOf(collection), whole);
        const noun = whole?.bare ?? nounOf(collection.text);
        const found = places.get(noun) ?? new Set();
        places.set(noun, found.add(collection.within ?? ""));
      }
    }
    const named = (collection: Collection): Resource => {
      const whole = qualified.get(keyOf(collection));
      if (whole !== undefined) return whole;
      const bare = nounOf(collection.text);
      const around = places.get(bare)?.size ?? 1;
      // What hangs on many kinds of things, such as comments, is of one kind.
      const isTold =
        collection.within !== undefined &&
        nounOf(collection.within) !== bare &&
        around > 1 &&
        around <= MOST_NAMESAKES &&
        // `/share/map/{id}` is about a map.
        !lexicon.is(collection.within.toLowerCase(), "action");
      const before = isTold ? `${nounOf(collection.within)} ` : "";
      return { bare, noun: `${before}${bare}`, many: `${before}${phraseOf(collection.text)}` };
    };
    const fixedName = (text: string): string => (text.includes("{") ? "" : namedBy(text, lexicon));
    /** What the last fixed step before each step names. */
    const fixedNamesAbove = memo((steps: readonly PathStep[]): readonly string[] => {
      let last = "";
      return steps.map(({ text }) => {
        const above = last;
        last = fixedName(text) || last;
        return above;
      });
    });
    return {
      ofParameter(operation, name) {
        const steps = pathSteps(operation);
        const at = lastSteps(steps).get(name) ?? -1;
        const collection = at < 0 ? undefined : collectionBefore(operation, steps, at);
        const own = nounOf(withoutNaming(name, lexicon));
        if (collection !== undefined) {
          const found = named(collection);
          // `/u/{userId}`: a short form says nothing.
          if (isShortForm(collection.text)) return resourceOf(own === "" ? `"${collection.text}" object` : own);
          if (
            own !== "" &&
            own !== found.bare &&
            (nested.has(found.bare) || (at === steps.length - 1 && madeIn(operation) !== undefined))
          )
            return resourceOf(own);
          // `/actions/{deviceId}/restart` acts on a device.
          if (own !== "" && own !== found.bare && lexicon.is(found.bare, "chosen-act")) return resourceOf(own);
          // `/orders/status/{order_id}` is the status of an order.
          const isFacet = found.many === found.noun && !`${found.bare} `.startsWith(`${own} `) && places.has(own);
          return isFacet ? resourceOf(`${own} ${found.bare}`) : found;
        }
        // `/roles/{account}/{kind}/{identifier}` is a role.
        const above = fixedNamesAbove(steps)[Math.max(0, at)] ?? "";
        return resourceOf(own || (above === "" ? "object" : nounOf(above)));
      },
      ofCollection(operation) {
        const steps = pathSteps(operation);
        const collection = collectionBefore(operation, steps, steps.length);
        return collection === undefined ? undefined : named(collection);
      },
      isAddressed: (noun) => places.has(noun),
      ofIdentifier(name) {
        const own = nounOf(withoutNaming(name.replace(IS_CODE, ""), lexicon));
        if (own === "") return undefined;
        const called = spoken.find((noun) => noun === own || noun.startsWith(`${own} `));
        if (!/(?:ids?|uuids?|guids?)$/i.test(name))
          return called === own && IS_CODE.test(name) ? resourceOf(own) : undefined;
        const words = own.split(" ");
        // A `source_account_id` is an account's, and a `merchant_order_id` the caller's own word for an order.
        const isSide = (word: string): boolean => words.length === 2 && lexicon.is(word, "side");
        const [first = "", second = ""] = words;
        // Romance languages put the side behind: `cuenta_origen_id`.
        const noun = isSide(first) ? second : isSide(second) ? first : undefined;
        const bare = places.has(own) ? own : noun !== undefined && places.has(noun) ? noun : undefined;
        if (bare !== undefined) return resourceOf(bare);
        return called === undefined ? undefined : resourceOf(called);
      },
    };
  },
);

function keyOf({ within = "", text }: Collection): string {
  return `${within}/${text}`;
}

/**
 * The thing of which a path has the kind behind the noun, where a text names it whole: "Delete an end user agreement" of
 * `/agreements/enduser/{id}` is about an agreement.
 */
function saidWhole(operation: Operation, { text, within }: Collection): Resource | undefined {
  if (within === undefined || singularOf(text) !== phraseOf(text)) return undefined;
  const bare = singularOf(within);
  if (bare === phraseOf(within) || bare.includes(" ")) return undefined;
  const sought = plainWord(`${text}${bare}`).replaceAll(/[^\p{L}\d]/gu, "");
  const { summary = "", description = "", parameters } = operation;
  const said = [summary, description, ...parameters.map((one) => one.description ?? one.schema?.description ?? "")];
  for (const one of said) {
    const words = wordsInOrder(one.slice(0, MOST_TEXT));
    for (const [at, word] of words.entries()) {
      if (!sought.startsWith(word)) continue;
      for (let end = at + 2; end <= at + MOST_QUALIFYING && end <= words.length; end += 1) {
        const phrase = words.slice(at, end);
        if (phrase.at(-1) === bare && phrase.join("") === sought) {
          const noun = phrase.join(" ");
          return { bare, noun, many: pluralOf(noun) };
        }
      }
    }
  }
  return undefined;
}

const MOST_TEXT = 300;
const MOST_QUALIFYING = 5;

/** An identifier that is called a code or reference: `accountHolderCode`. */
const IS_CODE = /(?:codes?|references?)$/i;

/**
 * The things that procedures act on, the shortest name first: `account holder` of `POST /getAccountHolder`. Such an API has
 * no collections, and names its things in bodies alone.
 */
function spokenNouns(operations: readonly Operation[], nounOf: (text: string) => string): readonly string[] {
  const nouns = new Set<string>();
  for (const operation of operations) {
    if (operation.operationKind !== "path" || operation.method !== "POST" || operation.path.includes("{")) continue;
    const last = pathSteps(operation).at(-1)?.text ?? "";
    const words = phraseOf(last).split(" ");
    if (words.length > 1 && isOnlyVerb(words[0]!, operation.lexicon)) nouns.add(nounOf(words.slice(1).join(" ")));
  }
  return [...nouns].toSorted((a, b) => a.length - b.length || byCodeUnit(a, b));
}

/** Whether a name is a letter or two, and no abbreviation that everybody knows. */
function isShortForm(text: string): boolean {
  return text.length < 3 && phraseOf(text) === text.toLowerCase();
}

/** What gives one of a collection: as the parameters behind it name it, else as English would. */
function nounsOf(operations: readonly Operation[]): (text: string) => string {
  const named = new Map<string, string>();
  for (const operation of operations) {
    const steps = pathSteps(operation);
    for (const [at, { text }] of steps.entries()) {
      const one = named.has(text) ? undefined : namedByParameter(steps, at);
      if (one !== undefined) named.set(text, phraseOf(one));
    }
  }
  return (text) => named.get(text) ?? singularOf(text);
}

/** A kind of thing by nothing but its name. */
export function resourceOf(noun: string): Resource {
  return { noun, bare: noun, many: pluralOf(noun) };
}

/** More collections of one name are facets of other things. */
const MOST_NAMESAKES = 3;

interface Collection {
  readonly text: string;
  /** The fixed step before it. */
  readonly within: string | undefined;
}

/** Where in a path each of its parameters stands last. */
const lastSteps = memo(
  (steps: readonly PathStep[]): ReadonlyMap<string | undefined, number> =>
    new Map(steps.map(({ parameter }, at) => [parameter, at])),
);

/** The collection that the step at an index is in. */
function collectionBefore(operation: Operation, steps: readonly PathStep[], index: number): Collection | undefined {
  const { lexicon } = operation;
  const nameAt = (at: number): string =>
    namedBy(steps[at]!.text, lexicon, at === steps.length - 1 ? operation : undefined);
  const isPassed = (at: number): boolean =>
    steps[at]!.parameter === undefined && (nameAt(at) === "" || isVerbBefore(operation, at));
  let at = index - 1;
  while (at >= 0 && isPassed(at)) at -= 1;
  const step = steps[at];
  if (step === undefined || step.parameter !== undefined) return undefined;
  const before = steps[at - 1];
  const within = before === undefined || before.parameter !== undefined ? "" : namedBy(before.text, lexicon);
  return { text: nameAt(at), within: within === "" ? undefined : within };
}

/**
 * What a step names: nothing where it says which or how, as `/v1`, `/by-name` and `/update` do; `user` for `/get-user`.
 * `operation`: that of which the step is the last.
 */
function namedBy(text: string, lexicon: Lexicon, operation?: Operation): string {
  const { bare, acted } = readStep(text, lexicon);
  if (acted === undefined) return bare;
  const [verb = ""] = acted;
  const isAct = operation?.method === "POST" && isSaidToDo(operation, verb, acted.at(-1)!);
  return isAct ? acted.slice(1).join(" ") : bare;
}

/** What a step names by itself. */
interface NamedByStep {
  readonly bare: string;
  /** The words of what may as well be an act on several, beginning with its verb. */
  readonly acted: readonly string[] | undefined;
}

/** The steps of paths recur, in each operation and for each that asks: 2 % of a review of a hundred operations. */
const readStep = memoOfTextBy((text: string, lexicon: Lexicon): NamedByStep => {
  const bare = withoutBatch(text.replace(/^_|[-_]by[-_][\w-]+$/gi, ""), lexicon);
  if (bare === "" || isManner(bare, lexicon)) return { bare: "", acted: undefined };
  const words = phraseOf(bare).split(" ");
  if (!isOnlyVerb(words[0]!, lexicon)) return { bare, acted: undefined };
  // `retry-with-details` says how, and `cancel-scheduled` which.
  if (words.length > 1 && (lexicon.is(words[1]!, "linking") || /^(?:with|by)$/.test(words[1]!)))
    return { bare: "", acted: undefined };
  if (words.length === 2 && isState(words[1]!)) return { bare: "", acted: undefined };
  // `/pay-slips` are slips of pay, and `/get-users` gets users.
  const isSeveral = words.length > 1 && singularOf(words.at(-1)!) !== words.at(-1);
  return isSeveral && !lexicon.is(words[0]!, "acts-on-several")
    ? { bare, acted: words }
    : { bare: words.slice(1).join(" "), acted: undefined };
});

/** Whether a step says which or how: `/all`, `/by-name`, `/scheduled`. */
function isManner(text: string, lexicon: Lexicon): boolean {
  if (VERSION_OR_KEY.test(text) || isState(text)) return true;
  return /^\p{L}/u.test(text) && lexicon.is(wordsInOrder(text).join(" "), "manner");
}

/** What a step names without the word that says that it is about many: `messages` of `batch-messages`. Not `multi-factor`. */
function withoutBatch(text: string, lexicon: Lexicon): string {
  const parts = text.split(/[-_]/);
  if (parts.length < 2 || parts[0] === "") return text;
  const isBatch = (part = ""): boolean => BATCHES.has(lexicon.inEnglish(plainWord(part), "batch") ?? "");
  return (isBatch(parts[0]) ? parts.slice(1) : isBatch(parts.at(-1)) ? parts.slice(0, -1) : parts).join("-");
}

const BATCHES: ReadonlySet<string> = new Set(["bulk", "batch"]);
const VERSION_OR_KEY = /^(?:v?\d+(?:\.\d+)*|v\d\w*|-|by[-_]?\w[\w-]*|(?:nach|par|por)[-_]\w[\w-]*|\w+[-_]id)$/i;

/** A name without what it ends in that says that it names something, and not what: `customer` of `customerNumber`. */
function withoutNaming(name: string, lexicon: Lexicon): string {
  const last = /(?:[-_ ]|(?<=\p{Ll})(?=\p{Lu})|^)(\p{Lu}*\p{Ll}*)$/u.exec(name);
  if (last === null || !lexicon.is(textOfName(last[1]!), "naming")) return name.replace(GLUED, "");
  // A `username` is a user's, and an `id` nobody's.
  const glued = last.index === 0 ? name.replace(GLUED, "") : name;
  return last.index === 0 && glued !== name ? glued : name.slice(0, last.index);
}

const GLUED = /(?:ids?|uuids?|guids?|keys?|names?|numbers?)$/i;
