import parser from "yargs-parser";
import { COMMANDS, GROUPS } from "./commands.ts";
import { optionName, valuesOf, type Command, type Option } from "./command-table.ts";

/** A command, and the values to run it with. */
export interface Call {
  readonly command: Command;
  readonly values: Readonly<Record<string, unknown>>;
}

/**
 * The parser's own ways, switched off: a word is an option's value only where one must follow, it is the text that it
 * is, and what is given twice is seen. `strict-yargs.ts` reads with the same.
 */
export const PARSER_CONFIGURATION = {
  "boolean-negation": false,
  "camel-case-expansion": false,
  "dot-notation": false,
  "duplicate-arguments-array": true,
  "greedy-arrays": false,
  "parse-numbers": false,
  "parse-positional-numbers": false,
  "short-option-groups": false,
} as const;

/**
 * The call that arguments are, read by `yargs-parser` alone: all of yargs takes longer to load than many a review.
 * Undefined where anything about them is wrong: `strict-yargs.ts` says what.
 */
export function plainCall(args: readonly string[]): Call | undefined {
  const command = COMMANDS.find(({ words }) => words.every((word, index) => args[index] === word));
  if (command === undefined || misplacedWord(args) !== undefined) return undefined;
  const options = optionsByName(command);
  const { argv, error } = parser.detailed(args.slice(command.words.length), {
    string: [...options].flatMap(([name, { takesValue }]) => (takesValue ? [name] : [])),
    narg: Object.fromEntries([...options].map(([name, { takesValue }]) => [name, takesValue ? 1 : 0])),
    configuration: PARSER_CONFIGURATION,
  });
  if (error !== null) return undefined;

  const { _: operandsGiven, ...rest } = argv;
  const given = new Map(Object.entries(rest).map(([name, value]) => [name, textsOf(value)]));
  if (!fits(command, operandsGiven.length)) return undefined;
  if ([...given].some(([name, values]) => !isFine(options.get(name), values, given))) return undefined;
  if ([...options].some(([name, { isRequired }]) => isRequired && !given.has(name))) return undefined;
  return {
    command,
    values: valuesOf(
      command,
      operandsGiven.map((word) => `${word}`),
      (name) => given.get(name) ?? [],
    ),
  };
}

/** The options of a command by how they are said. */
export function optionsByName({ options }: Command): ReadonlyMap<string, Option<unknown>> {
  return new Map(Object.entries(options).map(([name, option]) => [optionName(name), option]));
}

/** What the parser found for an option: one text for each time that it was given, empty for a flag. */
export function textsOf(value: unknown): readonly string[] {
  const found: readonly unknown[] = Array.isArray(value) ? value : [value];
  return found.map((one) => (typeof one === "string" ? one : ""));
}

/** How many operands a command takes at least and at most. */
export function operandCounts({ operands }: Command): { readonly least: number; readonly most: number } {
  const all = Object.values(operands);
  return {
    least: all.filter(({ isRequired }) => isRequired).length,
    most: all.some(({ isRepeatable }) => isRepeatable) ? Infinity : all.length,
  };
}

function fits(command: Command, operandsGiven: number): boolean {
  const { least, most } = operandCounts(command);
  return operandsGiven >= least && operandsGiven <= most;
}

function isFine(
  option: Option<unknown> | undefined,
  values: readonly string[],
  given: ReadonlyMap<string, unknown>,
): boolean {
  if (option === undefined || (values.length > 1 && !option.isRepeatable)) return false;
  if (option.against !== undefined && given.has(option.against)) return false;
  return values.every((value) => option.choices?.includes(value) !== false && option.expected?.(value) === undefined);
}

/**
 * An option that stands before the command, or is said with one dash: either way of reading would take it for something
 * else. What stands behind `--` is no option.
 */
export function misplacedWord(args: readonly string[]): string | undefined {
  const [first, second] = args;
  if (isOption(first)) return first;
  if (first !== undefined && Object.hasOwn(GROUPS, first) && isOption(second)) return second;
  return wordsOfOptions(args).find((word) => /^-[^-]/.test(word) || /^--[^a-z]/.test(word));
}

/** The words that are taken for options. */
export function wordsOfOptions(args: readonly string[]): readonly string[] {
  const end = args.indexOf("--");
  return (end === -1 ? args : args.slice(0, end)).filter(isOption);
}

/** Whether a word is taken for an option: a number below zero and the dash that is standard input are none. */
export function isOption(word: string | undefined): boolean {
  return word !== undefined && /^-./.test(word) && !/^-(?:\d+(?:\.\d+)?|\.\d+)$/.test(word);
}
