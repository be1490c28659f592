import { memo } from "../../core/memo.ts";
import { fixedSegments } from "../../exposure/words.ts";
import type { Lexicon } from "../../lexicon/lexicon.ts";
import { wordsInOrder, wordsOf } from "../../lexicon/name-tokens.ts";
import { sentencesOf } from "../../lexicon/sentences.ts";
import type { Api, Operation } from "../../model/api.ts";
import { uploadsOf } from "../inputs/uploads.ts";
import { returnedProperties } from "../returned-properties.ts";
import { headLast, pathIdentifiers } from "./object-identifiers.ts";
import { nounOf } from "./nouns.ts";
import { barePath, collectionPath, objectPath, tailOf } from "./path-steps.ts";

/** What tells that a thing is content of callers: they upload it, or its list is said to be the user's own. */
export interface CallersContent {
  readonly kind: "uploaded" | "own";
  /** The operation that shows it. */
  readonly shownBy: Operation;
}

/** Tells of reads and of identifiers whether they lead to content of callers. */
export interface ContentOfCallers {
  readonly readBy: (operation: Operation) => CallersContent | undefined;
  readonly namedBy: (identifier: string, lexicon: Lexicon) => CallersContent | undefined;
}

/**
 * What callers upload, what is made of it, and what a list calls the user's own ("lists the user's projects"): that others do
 * not read it by its identifier is a promise, whatever its fields are called. What a shop or a publisher uploads is there to
 * be seen.
 */
export function contentOfCallers({ operations }: Pick<Api, "operations">): ContentOfCallers {
  const handedOut = new Map<string, Operation>();
  const uploads = new Map<string, Operation>();
  const own = new Map<string, Operation>();
  for (const operation of operations) {
    if (operation.operationKind !== "path") continue;
    if (operation.method === "GET" && listsOwn(operation)) own.set(barePath(operation), operation);
    if (isShownToAll(operation) || !uploadsOf(operation).some(({ isDescribed }) => isDescribed)) continue;
    if (operation.method === "POST") uploads.set(barePath(operation), operation);
    for (const [name] of returnedProperties(operation)) {
      const words = headLast(wordsOf(name));
      if (isFileKey(words, operation.lexicon)) handedOut.set(words.join(" "), operation);
    }
  }
  const namedBy: ContentOfCallers["namedBy"] = (identifier, lexicon) => {
    const words = headLast(wordsOf(identifier));
    if (!isFileKey(words, lexicon)) return undefined;
    // A `result_file_id` is one of those that are called `file_id`.
    const shownBy = words.map((_, at) => handedOut.get(words.slice(at).join(" "))).find((one) => one !== undefined);
    return shownBy === undefined ? undefined : { kind: "uploaded", shownBy };
  };
  return {
    namedBy,
    readBy: (operation) => {
      const last = pathIdentifiers(operation).at(-1);
      if (last === undefined || operation.method !== "GET" || isShownToAll(operation)) return undefined;
      const named = namedBy(last.name, operation.lexicon);
      if (named !== undefined) return named;
      const uploaded = uploads.get(collectionPath(operation));
      if (uploaded !== undefined) return { kind: "uploaded", shownBy: uploaded };
      const listed = tailOf(operation).length === 0 ? own.get(collectionPath(operation)) : undefined;
      return listed === undefined || !objectPath(operation).startsWith(barePath(listed))
        ? undefined
        : { kind: "own", shownBy: listed };
    },
  };
}

/** Whether words are the identifier of a file, and say so: `file id`, `result file id`, and not `id`. */
function isFileKey(words: readonly string[], lexicon: Lexicon): boolean {
  return (
    words.length > 1 &&
    lexicon.is(words.at(-1)!, "identifier-word") &&
    FILES.some((concept) => lexicon.is(words.at(-2)!, concept))
  );
}

const FILES = ["form-file", "kept-file"] as const;

/** Whether what an operation is about is there to be seen, by its path or what it says: pictures of a product, a public link. */
function isShownToAll({ path, summary = "", description = "", lexicon }: Operation): boolean {
  const text = wordsInOrder(`${summary} ${description.slice(0, LIMIT)}`);
  return (
    fixedSegments(path).some((segment) => SHOWN.some((concept) => lexicon.has(wordsOf(segment), concept))) ||
    lexicon.has(text, "said-public")
  );
}

const SHOWN = ["catalogue-thing", "published-content", "said-public"] as const;

/** Whether the text of a list says that what it gives is the user's own: "Lists the user's projects", "Returns your projects". */
export const listsOwn = memo(({ path, summary = "", description = "", lexicon }: Operation): boolean => {
  const last = path.endsWith("}") ? undefined : fixedSegments(path).at(-1);
  if (last === undefined) return false;
  const noun = nounOf(last).toLowerCase();
  const length = noun.split(" ").length;
  const isNoun = (words: readonly string[], at: number): boolean =>
    at >= 0 && nounOf(words.slice(at, at + length).join(" ")).toLowerCase() === noun;
  return [summary, ...sentencesOf(description, LIMIT)].some((sentence) => {
    const words = wordsInOrder(sentence);
    return words.some((_, at) => {
      const before = lexicon.lengthAt(words, at, "users-own-before");
      if (before > 0 && isNoun(words, at + before)) return true;
      return lexicon.lengthAt(words, at, "users-own-behind") > 0 && isNoun(words, at - length);
    });
  });
});

/** So much of a text is looked at. */
const LIMIT = 600;
