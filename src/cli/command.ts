import { CommanderError, Command as PlainCommand, Help, InvalidArgumentError } from "commander";
import type { Command } from "@commander-js/extra-typings";
import { UserError } from "../core/user-error.ts";
import type { Terminal } from "./terminal.ts";
import { VERSION } from "./version.ts";

/** The program, still without commands: they inherit that it writes to `terminal` alone, and throws in place of exiting. */
export function programOn({ stdout }: Terminal): Command {
  const plain = new Help();
  const program = new PlainCommand("sallyport") as Command; // the same, with the types of options worked out
  program
    .version(VERSION, "--version", "show the version")
    .helpOption("-h, --help", "show this help")
    .helpCommand("help [command]", "show the help of a command")
    .exitOverride()
    .configureOutput({
      writeOut: (text) => stdout.write(text),
      writeErr: () => undefined, // what is wrong is thrown, too
      getOutHelpWidth: () => Math.min(stdout.columns ?? 80, 100),
      getOutHasColors: () => false,
    })
    .configureHelp({
      minWidthToWrap: 20,
      subcommandTerm: (command) => `${command.name()} ${command.usage().replace(/\[options\] ?/, "")}`,
      optionDescription: (option) =>
        plain.optionDescription(option).replace(/ \(default: (?:false|\[\])\)$/, "") +
        (option.mandatory ? " (required)" : ""),
    });
  return program;
}

/** Reads the arguments and runs the command that they name. */
export async function runCommand(program: Command, args: readonly string[]): Promise<void> {
  try {
    await program.parseAsync(args, { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode !== 0) throw asUserError(error, program.args);
  }
}

/** What is wrong with the arguments; `first` is the command, or an option that stands before any. */
function asUserError({ code, message }: CommanderError, [first = ""]: readonly string[]): UserError {
  const help = "sallyport --help, or --help behind a command, shows what there is.";
  if (code === "commander.help") {
    const example = first === "register" ? "register list" : "review openapi.yaml";
    return new UserError(`Name a command: sallyport ${example}`, { hint: help });
  }
  const [, what = message, meant] = /^error: (.*?)(?:\n\((Did you mean .*)\))?$/s.exec(message) ?? [];
  const isMisplaced = code === "commander.unknownOption" && first.startsWith("-");
  const hints = [meant, isMisplaced ? "Options stand behind the command." : undefined, help];
  return new UserError(what, { hint: hints.filter((hint) => hint !== undefined).join(" ") });
}

/** Options as commander gives them, with those that are not given as `undefined`: none can be forgotten or misspelt. */
export function allOf<T extends object>(options: T): { readonly [K in keyof Required<T>]: T[K] } {
  return options; // a property that is not there reads as undefined
}

/** For an option that may be given several times. */
export function each(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}

/** For an option that is a whole number. */
export function wholeNumber(value: string): number {
  if (!/^\d{1,6}$/.test(value)) throw new InvalidArgumentError("It is a whole number.");
  return Number(value);
}
