import { GROUPS, COMMANDS } from "./commands.ts";
import { isOption } from "./plain-call.ts";

/** What people who know other tools call a review, and what is no command elsewhere either. */
const ALSO_CALLED: Readonly<Record<string, readonly string[]>> = {
  lint: ["review"],
  check: ["review"],
  scan: ["review"],
  audit: ["review"],
  version: ["--version"],
  "-V": ["--version"],
};

/**
 * Arguments as they are meant: `sallyport lint api.yaml` is a review, and so is a description alone, or in front of its command. `isThere` tells
 * whether a word names a file or a folder. A word that could be a mistyped command stays what it is.
 */
export function meantArgs(args: readonly string[], isThere: (word: string) => boolean): readonly string[] {
  const [first, ...rest] = args;
  if (first === undefined) return args;
  if (first === "help" && rest[0] !== undefined) return ["help", ...(meantBy(rest[0]) ?? [rest[0]]), ...rest.slice(1)];
  if (isCommand(first)) return args;
  if (first === "-v" && rest.length === 0) return ["--version"];
  const meant = meantBy(first);
  if (meant !== undefined) return [...meant, ...rest];
  // Options stand behind a command, and where one is named, that is what is wrong.
  if (first !== "--" && isOption(first) && rest.some(isCommand)) return args;
  const [second, ...others] = rest;
  if (second !== undefined && isPlainCommand(second) && isThere(first) && !isThere(second))
    return [second, first, ...others];
  return isOfReview(first) || isThere(first) ? ["review", ...args] : args;
}

function meantBy(word: string): readonly string[] | undefined {
  return Object.hasOwn(ALSO_CALLED, word) ? ALSO_CALLED[word] : undefined;
}

function isCommand(word: string): boolean {
  return word === "help" || Object.hasOwn(GROUPS, word) || COMMANDS.some(({ words }) => words[0] === word);
}

/** A command of one word, which may stand behind its description: `openapi.yaml review`. */
function isPlainCommand(word: string): boolean {
  return COMMANDS.some(({ words }) => words.length === 1 && words[0] === word);
}

/** A path, a glob, a URL, standard input, an option, or what ends options: all that a command is never called. */
function isOfReview(word: string): boolean {
  if (word === "--help" || word === "-h" || word === "--version") return false;
  return word === "-" || word === "--" || /^--?[a-z]|[./\\*?{}:]/i.test(word);
}
