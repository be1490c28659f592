import { GROUPS, COMMANDS } from "./commands.ts";

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
 * Arguments as they are meant: `sallyport lint api.yaml` is a review, and so is a description alone. `isThere` tells
 * whether a word names a file or a folder. A word that could be a mistyped command stays what it is.
 */
export function meantArgs(args: readonly string[], isThere: (word: string) => boolean): readonly string[] {
  const [first, ...rest] = args;
  if (first === undefined || isCommand(first)) return args;
  const meant = Object.hasOwn(ALSO_CALLED, first) ? ALSO_CALLED[first] : undefined;
  if (meant !== undefined) return [...meant, ...rest];
  // Options stand behind a command, and where one is named, that is what is wrong.
  if (first.startsWith("--") && rest.some(isCommand)) return args;
  return isOfReview(first) || isThere(first) ? ["review", ...args] : args;
}

function isCommand(word: string): boolean {
  return word === "help" || Object.hasOwn(GROUPS, word) || COMMANDS.some(({ words }) => words[0] === word);
}

/** A path, a glob, a URL, standard input, or an option of a review: all that a command is never called. */
function isOfReview(word: string): boolean {
  if (word === "--help" || word === "-h" || word === "--version") return false;
  return word === "-" || /^--[a-z]|[./\\*?{}:]/.test(word);
}
