import yargs, { type Argv } from "yargs";
import { AUDIENCES } from "../core/exposure-words.ts";
import { SEVERITIES } from "../core/severity.ts";
import { UserError } from "../core/user-error.ts";
import { initCommand } from "./init-command.ts";
import { gateOptions } from "./gate-options.ts";
import { portfolioCommand } from "./portfolio-command.ts";
import { registerCommands } from "./register-options.ts";
import { reviewCommand } from "./review-command.ts";
import { explainCommand, rulesCommand } from "./rules-command.ts";
import { EXIT, type ExitCode, type Terminal } from "./terminal.ts";
import { VERSION } from "./version.ts";

const USAGE = `Reviews an OpenAPI description before the API is exposed.

  sallyport review openapi.yaml            review a description
  sallyport review apis/                   review all descriptions below a folder
  sallyport review openapi.yaml --format markdown=review.md --format json=review.json
  sallyport gate --base origin/main        what a change exposes that its base did not
  sallyport register list --overdue        what is overdue, and whose it is
  sallyport portfolio reviews/*.json       many reviews as one programme
  sallyport explain basic-auth             what a finding means, and what to do

Exit codes: 0 it passes, 1 it must not pass, 2 you can put it right, 3 a bug of ours.`;

/** Runs the command line: reads `terminal.args`, writes to its outputs, returns the exit code, and never throws. */
export async function main(terminal: Terminal): Promise<ExitCode> {
  try {
    return await dispatch(terminal);
  } catch (error) {
    if (error instanceof UserError) {
      terminal.stderr.write(`error: ${error.message}\n`);
      if (error.hint !== undefined) terminal.stderr.write(`hint: ${error.hint}\n`);
      return EXIT.usage;
    }
    const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
    terminal.stderr.write(
      `error: this is a bug of Sallyport ${VERSION}; please report it with the following\n${stack}\n`,
    );
    return EXIT.bug;
  }
}

/** How `-` is handed to yargs, which takes it for no argument at all. */
const STANDARD_INPUT = "\0stdin";

async function dispatch(terminal: Terminal): Promise<ExitCode> {
  let exitCode: ExitCode = EXIT.passed;
  const args = positional(terminal.args).map((arg) => (arg === "-" ? STANDARD_INPUT : arg));
  const parser = yargs(args, terminal.cwd)
    .scriptName("sallyport")
    .usage(USAGE)
    .detectLocale(false)
    .wrap(Math.min(terminal.stdout.columns ?? 80, 100))
    .command(
      "review <spec...>",
      "review descriptions; a summary on the terminal, documents with --format",
      (command) => reviewOptions(command),
      async (argv) => {
        const specs = argv.spec.map((spec) => (spec === STANDARD_INPUT ? "-" : spec));
        exitCode = await reviewCommand(
          {
            ...argv,
            specs,
            format: argv.format ?? [],
            portfolio: argv.portfolio ?? [],
            only: argv.only ?? [],
            skip: argv.skip ?? [],
          },
          terminal,
        );
      },
    )
    .command(
      "gate [spec...]",
      "what a change exposes that its base did not; exit 1 where it must not be merged",
      (command) => gateOptions(command),
      async (argv) => {
        const { gateCommand } = await import("./gate-command.ts"); // with git, which a review does not need
        exitCode = await gateCommand({ ...argv, specs: argv.spec ?? [], format: argv.format ?? [] }, terminal);
      },
    )
    .command("register <command>", "the register of issues: what is open, accepted, due and overdue", (command) =>
      registerCommands(command, terminal, (code) => void (exitCode = code)),
    )
    .command(
      "portfolio <review...>",
      "many reviews, made anywhere, as one programme",
      (command) => portfolioOptions(command),
      async (argv) => {
        exitCode = await portfolioCommand({ ...argv, reviews: argv.review, format: argv.format ?? [] }, terminal);
      },
    )
    .command(
      "explain <rule>",
      "what a rule means, why, what to do, a bad and a good example",
      (command) => command.positional("rule", { type: "string", demandOption: true }),
      (argv) => void (exitCode = explainCommand(argv.rule, terminal)),
    )
    .command(
      "rules [spec]",
      "all rules, with their severity under each classification; --ceilings",
      (command) => rulesOptions(command),
      async (argv) => void (exitCode = await rulesCommand(argv, terminal)),
    )
    .command(
      "init [spec]",
      "a commented sallyport.yaml, from what the description shows",
      (command) => initOptions(command),
      async (argv) => void (exitCode = await initCommand(argv, terminal)),
    )
    .completion("completion", "print a completion script for bash or zsh")
    .demandCommand(1, "Name a command: sallyport review openapi.yaml")
    .strict()
    .recommendCommands()
    .version(VERSION)
    .exitProcess(false)
    .fail((message, error) => {
      if (error instanceof Error) throw error;
      throw new UserError(message.split("\n").join(" "), {
        hint: "sallyport --help, or --help behind a command, shows what there is.",
      });
    });
  // Given a callback, yargs hands over what it would print: only `terminal` is written to.
  let printed = "";
  await parser.parseAsync(args, {}, (_error, _argv, output) => void (printed = output));
  if (printed !== "") terminal.stdout.write(`${printed}\n`);
  return exitCode;
}

/** Arguments in which nothing behind `--` is an option: yargs does not hand it to a command. */
function positional(args: readonly string[]): readonly string[] {
  const at = args.indexOf("--");
  if (at < 0) return args;
  return [...args.slice(0, at), ...args.slice(at + 1).map((arg) => (/^-./.test(arg) ? `./${arg}` : arg))];
}

function reviewOptions(command: Argv) {
  return command
    .positional("spec", {
      type: "string",
      array: true,
      demandOption: true,
      describe: "a file, a folder, a glob, or - for standard input",
    })
    .option("format", {
      type: "string",
      array: true,
      nargs: 1,
      describe:
        "text, json, markdown, html, sarif, junit, github, gitlab or csv, with =FILE to write a file; several at once",
    })
    .option("portfolio", {
      type: "string",
      array: true,
      nargs: 1,
      describe: "all reviews as one programme: markdown, html or json, with =FILE to write a file",
    })
    .option("root", { type: "string", describe: "the folder that references must not leave" })
    .option("config", { type: "string", describe: "a sallyport.yaml in place of the one that is found" })
    .option("audience", { choices: AUDIENCES, describe: "who the API is for, where nothing nearer says it" })
    .option("fail-on", {
      choices: [...SEVERITIES.slice(0, 4), "never"] as const,
      describe: "exit with 1 from this severity on",
    })
    .option("only", { type: "string", array: true, nargs: 1, describe: "ask only this rule" })
    .option("skip", { type: "string", array: true, nargs: 1, describe: "leave this rule out" })
    .option("trust-code", { type: "boolean", default: false, describe: "run rulesets that are JavaScript" })
    .option("as-of", { type: "string", describe: "the date to take for today" })
    .option("quiet", { type: "boolean", default: false, describe: "one line a description" })
    .option("color", { type: "boolean", describe: "colour, or --no-color; by default on a terminal" });
}

function portfolioOptions(command: Argv) {
  return command
    .positional("review", {
      type: "string",
      array: true,
      demandOption: true,
      describe: "reviews as JSON, from sallyport review --format json=FILE",
    })
    .option("format", {
      type: "string",
      array: true,
      nargs: 1,
      describe: "markdown, html or json, with =FILE to write a file; several at once",
    })
    .option("as-of", { type: "string", describe: "the date to take for today" });
}

function rulesOptions(command: Argv) {
  return command
    .positional("spec", { type: "string", describe: "a description whose policy to show" })
    .option("ceilings", { type: "boolean", default: false, describe: "the table of ceilings in force" })
    .option("config", { type: "string", describe: "a sallyport.yaml in place of the one that is found" })
    .option("root", { type: "string", describe: "the folder that nothing is read outside of" })
    .option("trust-code", { type: "boolean", default: false, describe: "run rulesets that are JavaScript" });
}

function initOptions(command: Argv) {
  return command
    .positional("spec", { type: "string", describe: "a description to write it for" })
    .option("root", { type: "string", describe: "the folder that references must not leave" })
    .option("stdout", { type: "boolean", default: false, describe: "print it in place of writing sallyport.yaml" });
}
