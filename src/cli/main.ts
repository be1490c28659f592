import { UserError } from "../core/user-error.ts";
import { withoutLogCommands } from "../report/words/shown-text.ts";
import { bugText } from "./bug.ts";
import { allOf, programOn, runCommand } from "./command.ts";
import { initCommand } from "./init-command.ts";
import { gateOptions, initOptions, portfolioOptions, reviewOptions, rulesOptions } from "./options.ts";
import { portfolioCommand } from "./portfolio-command.ts";
import { refusalText } from "./refusal-text.ts";
import { registerCommands } from "./register-options.ts";
import { reviewCommand } from "./review-command.ts";
import { explainCommand, rulesCommand } from "./rules-command.ts";
import { EXIT, type ExitCode, type Terminal } from "./terminal.ts";

const USAGE = `Reviews an OpenAPI description before the API is exposed.

  sallyport review openapi.yaml       review a description
  sallyport review apis/              review all descriptions below a folder
  sallyport review openapi.yaml --format html=review.html --format json=a.json
  sallyport gate --base origin/main   what a change exposes and its base did not
  sallyport register list --overdue   what is overdue, and whose it is
  sallyport portfolio reviews/*.json  many reviews as one programme
  sallyport explain basic-auth        what a finding means, and what to do

Exit codes: 0 it passes, 1 it must not pass, 2 you can put it right, 3 a bug of ours.`;

/** Runs the command line: reads `terminal.args`, writes to its outputs, returns the exit code, and never throws. */
export async function main(terminal: Terminal): Promise<ExitCode> {
  // Messages quote names and descriptions; in a pipeline's log some texts are commands.
  const stderr = { ...terminal.stderr, write: (text: string) => terminal.stderr.write(withoutLogCommands(text)) };
  const shown = { ...terminal, stderr };
  try {
    return await dispatch(shown);
  } catch (error) {
    if (error instanceof UserError) {
      shown.stderr.write(refusalText(error));
      return EXIT.usage;
    }
    shown.stderr.write(bugText(error));
    return EXIT.bug;
  }
}

async function dispatch(terminal: Terminal): Promise<ExitCode> {
  let exitCode: ExitCode = EXIT.passed;
  const exit = async (code: ExitCode | Promise<ExitCode>): Promise<void> => void (exitCode = await code);
  const program = programOn(terminal).usage("<command> [options]").description(USAGE);

  reviewOptions(program.command("review"))
    .description("review descriptions; a summary on the terminal, documents with --format")
    .action((specs, options) => exit(reviewCommand({ ...allOf(options), specs }, terminal)));

  gateOptions(program.command("gate"))
    .description("what a change exposes that its base did not; exit 1 where it must not be merged")
    .action(async (specs, options) => {
      const { gateCommand } = await import("./gate-command.ts"); // with git, which a review does not need
      return exit(gateCommand({ ...allOf(options), specs }, terminal));
    });

  registerCommands(program.command("register"), terminal, exit)
    .usage("<command>")
    .description("the register of issues: what is open, accepted, due and overdue");

  portfolioOptions(program.command("portfolio"))
    .description("many reviews, made anywhere, as one programme")
    .action((reviews, options) => exit(portfolioCommand({ ...allOf(options), reviews }, terminal)));

  program
    .command("explain")
    .description("what a rule means, why, what to do, a bad and a good example")
    .argument("<rule>", "its name")
    .action((rule) => exit(explainCommand(rule, terminal)));

  rulesOptions(program.command("rules"))
    .description("all rules, with their severity under each classification; --ceilings")
    .action((spec, options) => exit(rulesCommand({ ...allOf(options), spec }, terminal)));

  initOptions(program.command("init"))
    .description("a commented sallyport.yaml, from what the description shows")
    .action((spec, options) => exit(initCommand({ ...allOf(options), spec }, terminal)));

  program
    .command("completion")
    .description("print a completion script for bash or zsh")
    .action(async () => terminal.stdout.write((await import("./completion.ts")).completionScript(program)));

  await runCommand(program, terminal.args);
  return exitCode;
}
