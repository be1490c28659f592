import yargs, { type Argv } from "yargs";
import { nearest } from "../core/nearest.ts";
import { UserError } from "../core/user-error.ts";
import { COMMANDS, GROUPS } from "./commands.ts";
import { choiceMeant, commandInstead, optionInstead } from "./slips.ts";
import { usageOf, valuesOf, type Command } from "./command-table.ts";
import {
  misplacedWord,
  operandCounts,
  optionsByName,
  PARSER_CONFIGURATION,
  textsOf,
  isOption,
  wordsOfOptions,
  type Call,
} from "./plain-call.ts";
import { VERSION } from "./version.ts";

/** What a newcomer needs stands first; yargs would show it behind everything, or without its indentation. */
const USAGE = `sallyport <command> [options]

Reviews an OpenAPI description before the API is exposed.

  sallyport review openapi.yaml       review a description
  sallyport review apis/              review all descriptions below a folder
  sallyport review openapi.yaml --format html=review.html --format json=a.json
  sallyport gate --base origin/main   show what a change newly exposes
  sallyport register list --overdue   list overdue issues, by owner
  sallyport portfolio reviews/*.json  combine reviews into one report
  sallyport explain basic-auth        explain a finding, and what to do

Exit codes: 0 passed, 1 failed, 2 an input error, 3 a bug in Sallyport.

`;

const HELP = "sallyport --help lists the commands, and sallyport COMMAND --help the options of one.";

/** The help of a command, or of those that begin with a word, or of all; `words` lead to it. Of unknown ones: a UserError. */
export async function helpText(words: readonly string[], columns: number): Promise<string> {
  const known = words.slice(0, Object.hasOwn(GROUPS, words[0] ?? "") ? 2 : 1);
  const isKnown = COMMANDS.some((command) => known.every((word, index) => command.words[index] === word));
  if (!isKnown) throw faultOf(known, `Unknown command: ${known.join(" ")}`);
  const program = programOn(known)
    .help("help", "show this help")
    .alias("help", "h")
    .version("version", "show the version", VERSION)
    .wrap(Math.min(columns, 100));
  if (known.length === 0) program.usage(null as unknown as string); // none, which its types do not know
  withCommands(program, [], withHelp, " <command>");
  return `${known.length === 0 ? USAGE : ""}${await program.getHelp()}\n`;
}

/** The call that arguments are, read by strict yargs, which says what is wrong with them: a UserError. */
export function strictCall(args: readonly string[]): Call {
  const misplaced = misplacedWord(args);
  if (misplaced !== undefined) throw faultOf(args, `Unknown option: ${misplaced}`);
  let call: Call | undefined;
  const program = programOn(args)
    .help(false)
    .version(false)
    .strict()
    .strictCommands()
    .demandCommand(1, "Name a command: sallyport review openapi.yaml")
    .fail((message, error) => {
      // What yargs finds is in the message; anything else that is thrown is a bug of ours.
      throw error === undefined || error.name === "YError" ? faultOf(args, message) : error;
    });
  withCommands(program, [], (one, command) =>
    withReading(one, command, (values) => {
      call = { command, values };
    }),
  );
  program.parseSync();
  if (call === undefined) throw faultOf(args, "Name a command: sallyport review openapi.yaml");
  return call;
}

function programOn(args: readonly string[]): Argv {
  return yargs([...args])
    .scriptName("sallyport")
    .parserConfiguration(PARSER_CONFIGURATION)
    .updateStrings({
      "Not enough arguments following: %s": "--%s needs a value",
      "Argument unexpected for: %s": "--%s takes no value",
      "Arguments %s and %s are mutually exclusive": "--%s and --%s exclude each other",
    })
    .detectLocale(false)
    .exitProcess(false);
}

/** Adds the commands that begin with `words`, in their order; those that share another word stand behind it. */
function withCommands(program: Argv, words: readonly string[], add: AddCommand, groupUsage = ""): void {
  const below = COMMANDS.filter((command) => words.every((word, index) => command.words[index] === word));
  for (const word of new Set(below.flatMap((command) => command.words[words.length] ?? []))) {
    const help = GROUPS[word];
    if (help === undefined) {
      for (const command of below) if (command.words[words.length] === word) add(program, command);
      continue;
    }
    program.command(`${word}${groupUsage}`, help, (inner) => {
      withCommands(inner.demandCommand(1, `Name a command: sallyport ${word} list`), [...words, word], add);
      return inner;
    });
  }
}

type AddCommand = (program: Argv, command: Command) => void;

/** A command as help shows it. */
function withHelp(program: Argv, command: Command): void {
  program.command(usageOf({ ...command, words: command.words.slice(-1) }), command.help, (inner) => {
    for (const { name, help } of Object.values(command.operands))
      inner.positional(name, { describe: help, default: undefined }); // else `[default: []]` is shown of those that repeat
    for (const [name, option] of optionsByName(command))
      inner.option(name, {
        describe: option.help,
        type: option.takesValue ? ("string" as const) : ("boolean" as const),
        ...(option.choices === undefined ? {} : { choices: option.choices }),
        ...(option.usual === undefined ? {} : { defaultDescription: option.usual }),
        demandOption: option.isRequired,
      });
    inner.group([...optionsByName(command).keys()], "Options:"); // in front of those that every command has
    if (command.notes !== undefined) inner.epilogue(notesText(command.notes));
    if (command.example !== undefined) inner.example(`$0 ${command.example}`, "");
    return inner;
  });
}

function notesText({ title, lines }: NonNullable<Command["notes"]>): string {
  const width = Math.max(...lines.map(([word]) => word.length));
  return `${title}:\n${lines.map(([word, meaning]) => `  ${word.padEnd(width)}  ${meaning}`).join("\n")}`;
}

/**
 * A command as it is read: what has no name is counted, and not named, since yargs takes a `-` there for an option.
 * All of it is hidden, since yargs lays out help after each command that ran.
 */
function withReading(
  program: Argv,
  command: Command,
  found: (values: Readonly<Record<string, unknown>>) => void,
): void {
  const { least, most } = operandCounts(command);
  const usage = `sallyport ${usageOf(command)}`;
  program.command(
    command.words.at(-1)!, // a command has a name
    false,
    (inner) => {
      inner.strict(false).strictCommands(false).strictOptions();
      inner.demandCommand(least, most, `Not enough arguments: ${usage}`, `Too many arguments: ${usage}`);
      for (const [name, option] of optionsByName(command)) {
        inner.option(name, {
          nargs: option.takesValue ? 1 : 0,
          ...(option.takesValue ? { type: "string" as const } : {}),
          ...(option.against === undefined ? {} : { conflicts: option.against }),
          demandOption: option.isRequired,
          hidden: true,
        });
      }
      return inner.check((argv) => checked(command, argv), false);
    },
    (argv) => {
      const operandsGiven = argv._.slice(command.words.length).map((word) => `${word}`);
      found(valuesOf(command, operandsGiven, (name) => (argv[name] === undefined ? [] : textsOf(argv[name]))));
    },
  );
}

/** What yargs has no word for, or says without the one that was meant. */
function checked(command: Command, argv: Readonly<Record<string, unknown>>): true {
  for (const [name, { isRepeatable, choices, expected }] of optionsByName(command)) {
    if (argv[name] === undefined) continue;
    const values = textsOf(argv[name]);
    if (values.length > 1 && !isRepeatable) throw new UserError(`--${name} is given more than once`, { hint: HELP });
    for (const value of values) {
      const shown = value === "" ? '""' : value;
      if (choices?.includes(value) === false) {
        const meant = choiceMeant(value, choices);
        throw new UserError(`--${name} ${shown} is not one of ${choices.join(", ")}`, {
          hint: meant === undefined ? HELP : `Write --${name} ${meant}.`,
        });
      }
      const what = expected?.(value);
      if (what !== undefined) throw new UserError(`--${name} ${shown} is not ${what}`, { hint: HELP });
    }
  }
  return true;
}

/** What is wrong with the arguments, with what was meant. */
function faultOf(args: readonly string[], message: string): UserError {
  const command = COMMANDS.find(({ words }) => words.every((word, index) => args[index] === word));
  const unknown = command === undefined ? undefined : unknownOption(command, args);
  const what = unknown === undefined ? message.replace(/\s*\n\s*/g, " ") : `Unknown option: ${unknown}`;
  const meant = command === undefined ? commandMeant(args) : optionMeant(command, unknown);
  const instead = unknown === undefined || command === undefined ? undefined : optionInstead(command, args, unknown);
  if (instead !== undefined) return new UserError(what, { hint: instead });
  const missing = command === undefined ? undefined : missingOption(command, message);
  if (missing !== undefined) return missing;
  const otherCommand = command === undefined ? commandInstead(args) : undefined;
  if (otherCommand !== undefined) return new UserError(`Unknown command: ${args[0]}`, { hint: otherCommand });
  if (command !== undefined && message.startsWith("Not enough arguments"))
    return new UserError(what, { hint: operandsHint(command) });
  const hints = [
    ...(meant === undefined ? [] : [`Did you mean ${meant}?`]),
    ...(isOption(args[0]) ? ["Options come after the command."] : []),
    HELP,
  ];
  // yargs names all that stands behind an unknown command, too.
  return new UserError(what.replace(/^Unknown commands: (.*?), .*$/, "Unknown command: $1"), { hint: hints.join(" ") });
}

/** What must be named, each with what it is. */
function operandsHint({ operands, words }: Command): string {
  const needed = Object.values(operands).filter(({ isRequired }) => isRequired);
  return `${needed.map(({ name, help }) => `${name.toUpperCase()} is ${help}.`).join(" ")} sallyport ${words.join(" ")} --help shows more.`;
}

/** The options that must be given and are not, each with what stands behind it. */
function missingOption(command: Command, message: string): UserError | undefined {
  const names = /^Missing required arguments?: (.*)$/s.exec(message)?.[1]?.split(", ");
  if (names === undefined) return undefined;
  const options = optionsByName(command);
  const written = names.map((name) => {
    const { choices, help = "…" } = options.get(name) ?? {};
    return `--${name} ${choices === undefined ? `"${help}"` : choices.join("|")}`;
  });
  return new UserError(`${names.map((name) => `--${name}`).join(" and ")} must be given`, {
    hint: `Add ${written.join(" ")}`,
  });
}

/** The command that is nearly called so, or the one of a group whose name stands alone: `accept`. */
function commandMeant(args: readonly string[]): string | undefined {
  const inGroup = COMMANDS.find(({ words }) => words.length > 1 && words.at(-1) === args[0]);
  if (inGroup !== undefined) return `sallyport ${inGroup.words.join(" ")}`;
  const at = Object.hasOwn(GROUPS, args[0] ?? "") ? 1 : 0;
  const candidates = COMMANDS.filter(({ words }) => words.slice(0, at).every((word, index) => args[index] === word));
  return nearest(args[at] ?? "", new Set(candidates.flatMap(({ words }) => words[at] ?? [])));
}

/** yargs names it without its dashes. */
function unknownOption(command: Command, args: readonly string[]): string | undefined {
  const known = optionsByName(command);
  const given = wordsOfOptions(args).map((word) => word.split("=")[0]!);
  return given.find((word) => !known.has(word.replace(/^--/, "")));
}

function optionMeant(command: Command, unknown: string | undefined): string | undefined {
  if (unknown === undefined) return undefined;
  const known = [...optionsByName(command).keys()].map((name) => `--${name}`);
  return nearest(unknown, known) ?? known.find((name) => unknown.length > 3 && name.startsWith(unknown));
}
