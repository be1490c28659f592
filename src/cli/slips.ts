import { nearest } from "../core/nearest.ts";
import { FORMAT_NAMES, PORTFOLIO_FORMAT_NAMES } from "../report/formats/registry.ts";
import { optionWords } from "../report/words/shell-words.ts";
import type { Command } from "./command-table.ts";
import { formatOfFile, outputMeant } from "./format-names.ts";

/**
 * What to write in place of an option that other tools have and Sallyport does not; undefined for any other option, and
 * where the command has nothing to offer in its place.
 */
export function optionInstead(command: Command, args: readonly string[], option: string): string | undefined {
  const name = option.replace(/^-+/, "").split("=")[0]!;
  const instead = Object.hasOwn(INSTEAD, name) ? INSTEAD[name] : undefined;
  if (instead !== undefined) return instead(command, valueOf(args, option));
  const format = has(command, "format") ? outputMeant(name, formatsOf(command)) : undefined;
  if (format === undefined) return undefined;
  const word = wordOf(args, option);
  const file = word.includes("=") ? word.slice(word.indexOf("=") + 1) : "";
  // A page on the terminal is of use to nobody.
  const target = file === "" && format === "html" ? "review.html" : file;
  return `Write --format ${format}${target === "" ? "" : `=${target}`}.`;
}

/** The hint for a command, and for what stands behind the option. */
type Instead = (command: Command, value: string | undefined) => string | undefined;

const OUTPUT: Instead = (command, value = "review.html") => {
  if (has(command, "stdout")) return `Write --stdout > ${value}`;
  if (!has(command, "format")) return undefined;
  const meant = outputMeant(value, formatsOf(command)) ?? `html=${value}`;
  return `A document is written with its format: --format ${meant}`;
};
const FORMAT: Instead = (command, value = "json") => {
  if (!has(command, "format")) return undefined;
  const formats = formatsOf(command);
  const meant = outputMeant(value, formats) ?? nearest(value, formats);
  return meant === undefined ? `Write --format with one of ${formats.join(", ")}.` : `Write --format ${meant}.`;
};
const RULESET: Instead = (command, value = "rules.yaml") =>
  has(command, "config") ? `Rulesets are named in sallyport.yaml: rulesets: ./${value}` : undefined;
const SEVERITY: Instead = (command, value = "high") => {
  if (command.words[0] === "gate") return "The severity that blocks is set in sallyport.yaml: gate: { failOn: high }";
  const choices = command.options["failOn"]?.choices;
  return choices === undefined ? undefined : `Write --fail-on ${choiceMeant(value, choices) ?? "high"}.`;
};
const SKIP: Instead = (command, value = "RULE") => {
  if (has(command, "skip")) return `Write ${optionWords("skip", value)}.`;
  return has(command, "config") ? `A rule is turned off in sallyport.yaml: rules: { ${value}: off }` : undefined;
};
const ONLY: Instead = (command, value = "RULE") =>
  has(command, "only") ? `Write ${optionWords("only", value)}.` : undefined;
const APPLY: Instead = (command) => (has(command, "apply") ? "Write --apply." : undefined);
const BASE: Instead = (command, value = "origin/main") => {
  if (has(command, "base")) return `Write ${optionWords("base", value)}.`;
  return command.words[0] === "review"
    ? `A change is judged by sallyport gate ${optionWords("base", value)}.`
    : undefined;
};
const CONFIG: Instead = () => "sallyport config openapi.yaml prints the settings in force, and where each is said.";
const QUIET: Instead = (command) => (has(command, "quiet") ? "Write --quiet." : undefined);

/** By what people write, without dashes. */
const INSTEAD: Readonly<Record<string, Instead>> = {
  o: OUTPUT,
  output: OUTPUT,
  out: OUTPUT,
  outfile: OUTPUT,
  "output-file": OUTPUT,
  file: OUTPUT,
  f: FORMAT,
  "output-format": FORMAT,
  reporter: FORMAT,
  report: FORMAT,
  type: FORMAT,
  v: (command) =>
    has(command, "verbose")
      ? "--version shows the version, --verbose all of each finding."
      : "sallyport --version shows the version.",
  r: RULESET,
  ruleset: RULESET,
  rulesets: RULESET,
  rules: RULESET,
  severity: SEVERITY,
  "fail-on": SEVERITY,
  "fail-severity": SEVERITY,
  "min-severity": SEVERITY,
  level: SEVERITY,
  threshold: SEVERITY,
  ignore: SKIP,
  exclude: SKIP,
  disable: SKIP,
  skip: SKIP,
  "skip-rule": SKIP,
  "ignore-rule": SKIP,
  rule: ONLY,
  include: ONLY,
  c: (command, value = "sallyport.yaml") =>
    has(command, "config") ? `Write ${optionWords("config", value)}.` : undefined,
  "print-config": CONFIG,
  "show-config": CONFIG,
  write: APPLY,
  fix: (command, value) =>
    APPLY(command, value) ??
    (command.words[0] === "review"
      ? "sallyport fix openapi.yaml shows the fixes as a diff, --apply makes them."
      : undefined),
  "in-place": APPLY,
  i: APPLY,
  force: (command) =>
    has(command, "stdout")
      ? "An existing file is not overwritten. Write --stdout, and copy from the output what your file lacks."
      : undefined,
  overwrite: APPLY,
  reason: (command, value = "why") => (has(command, "because") ? `Write ${textWords("because", value)}.` : undefined),
  because: (command, value = "why") => (has(command, "reason") ? `Write ${textWords("reason", value)}.` : undefined),
  approver: (command, value = "NAME") => (has(command, "by") ? `Write ${textWords("by", value)}.` : undefined),
  author: (command, value = "NAME") => (has(command, "by") ? `Write ${textWords("by", value)}.` : undefined),
  q: QUIET,
  silent: QUIET,
  against: BASE,
  compare: BASE,
  ref: BASE,
  base: BASE,
};

/** What to write in place of a command that other tools have, or that people try; undefined of any other word. */
export function commandInstead([word = "", ...rest]: readonly string[]): string | undefined {
  const instead = Object.hasOwn(COMMANDS_INSTEAD, word) ? COMMANDS_INSTEAD[word] : undefined;
  const given = rest.filter((one) => !one.startsWith("-"));
  return instead?.(given[0], given[1]);
}

type CommandInstead = (first: string | undefined, second: string | undefined) => string;

const FINDINGS: CommandInstead = (spec = "openapi.yaml") => `Write sallyport review ${spec}: it lists the findings.`;
const ISSUES: CommandInstead = () => "sallyport register list lists the open issues, sallyport review the findings.";
const DISMISSED: CommandInstead = (id = "ID", spec = "openapi.yaml") =>
  `A false positive is dismissed: sallyport dismiss ${id} ${spec} --because "why it is wrong". A rule is turned off in sallyport.yaml: rules: { RULE: off }`;
const WAIVED: CommandInstead = (id = "ID", spec = "openapi.yaml") =>
  `A real risk is accepted: sallyport register accept ${id} --spec ${spec} --reason "why" --approver NAME --until YYYY-MM-DD. A false positive is dismissed: sallyport dismiss ${id} ${spec} --because "why it is wrong"`;
const CHANGES: CommandInstead = (first, second) =>
  first !== undefined && second !== undefined
    ? `Write sallyport gate ${second} --base-file ${first}.`
    : `A change is judged by sallyport gate --base ${first ?? "origin/main"}.`;
const EXPLAINED: CommandInstead = (name = "bola-other-users-data") => `Write sallyport explain ${name}.`;
const SETTINGS: CommandInstead = (spec = "openapi.yaml") =>
  `sallyport config ${spec} prints the settings in force, sallyport init writes a sallyport.yaml to start from.`;
const EDITED: CommandInstead = () => "sallyport lsp is the language server for editors: docs/editors.md.";
const PAGE: CommandInstead = (spec = "openapi.yaml") => `Write sallyport review ${spec} --format html=review.html.`;
const TESTED: CommandInstead = (spec = "openapi.yaml") =>
  `sallyport tests ${spec} writes authorization tests, sallyport register test records how they came out.`;

/** By what people write in place of a command. */
const COMMANDS_INSTEAD: Readonly<Record<string, CommandInstead>> = {
  findings: FINDINGS,
  analyze: FINDINGS,
  analyse: FINDINGS,
  validate: FINDINGS,
  inspect: FINDINGS,
  assess: FINDINGS,
  run: FINDINGS,
  issues: ISSUES,
  status: ISSUES,
  ignore: DISMISSED,
  suppress: DISMISSED,
  mute: DISMISSED,
  disable: DISMISSED,
  "false-positive": DISMISSED,
  waive: WAIVED,
  waiver: WAIVED,
  except: WAIVED,
  approve: WAIVED,
  diff: CHANGES,
  compare: CHANGES,
  changes: CHANGES,
  breaking: CHANGES,
  test: TESTED,
  rule: EXPLAINED,
  why: EXPLAINED,
  describe: EXPLAINED,
  show: EXPLAINED,
  docs: EXPLAINED,
  settings: SETTINGS,
  configuration: SETTINGS,
  setup: () => "Write sallyport init.",
  new: () => "Write sallyport init.",
  watch: EDITED,
  serve: EDITED,
  html: PAGE,
  pdf: PAGE,
  report: PAGE,
  export: PAGE,
  repair: (spec = "openapi.yaml") => `Write sallyport fix ${spec}.`,
  autofix: (spec = "openapi.yaml") => `Write sallyport fix ${spec} --apply.`,
};

/** Of the choices of an option the one that a word means: misspelt, or as others call it. */
export function choiceMeant(written: string, choices: readonly string[]): string | undefined {
  const lower = written.toLowerCase();
  const level = Object.hasOwn(LEVELS, lower) ? LEVELS[lower] : undefined;
  const meant = choices.includes(lower) ? lower : (nearest(lower, choices) ?? level);
  return choices.find((choice) => choice === meant);
}

/** Severities of other tools, and who else an API may be said to be for. */
const LEVELS: Readonly<Record<string, string>> = {
  blocker: "critical",
  error: "high",
  warn: "medium",
  warning: "medium",
  info: "low",
  hint: "low",
  none: "never",
  pass: "passed",
  ok: "passed",
  success: "passed",
  fail: "failed",
  off: "never",
  internal: "private",
};

/** An option with a text that people write: in quotation marks where a shell takes nothing in it for more than text. */
function textWords(name: string, text: string): string {
  return /^(?!-)[^"$`\\!]*$/.test(text) ? `--${name} "${text}"` : optionWords(name, text);
}

function has({ options }: Command, name: string): boolean {
  return Object.hasOwn(options, name);
}

/** What a command writes. */
function formatsOf({ words, options }: Command): readonly string[] {
  return options["format"]?.choices ?? (words[0] === "portfolio" ? PORTFOLIO_FORMAT_NAMES : FORMAT_NAMES);
}

/** What stands behind an option: `-o x`, `--output=x`. */
function valueOf(args: readonly string[], option: string): string | undefined {
  const word = wordOf(args, option);
  if (word.includes("=")) return word.slice(word.indexOf("=") + 1);
  const next = args[args.indexOf(word) + 1];
  return next === undefined || next.startsWith("-") ? undefined : next;
}

/** An option as it was written, with what stands behind `=`. */
function wordOf(args: readonly string[], option: string): string {
  return args.find((word) => word.split("=")[0] === option) ?? option;
}

/** What to write where a report was to go to a file that stands apart: `--format json out.json`. */
export function fileBehindFormat(word: string, formats: readonly string[]): string | undefined {
  const format = formatOfFile(word, FORMAT_NAMES);
  return format !== undefined && formats.includes(format) ? `--format ${format}=${word}` : undefined;
}
