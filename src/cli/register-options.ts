import type { Command } from "@commander-js/extra-typings";
import { allOf, wholeNumber } from "./command.ts";
import type { ExitCode, Terminal } from "./terminal.ts";

/** The commands of `sallyport register`. What they do is loaded when one is asked for. */
export function registerCommands(
  register: Command,
  terminal: Terminal,
  exit: (code: Promise<ExitCode>) => Promise<void>,
): Command {
  withCommon(register.command("update"))
    .description("review descriptions, and bring the register up to date")
    .argument("[spec...]", "by default those that the register knows")
    .action(async (specs, options) => {
      const { updateCommand } = await import("./register-update.ts");
      return exit(updateCommand({ ...allOf(options), specs }, terminal));
    });

  withCommon(register.command("list"))
    .description("issues by owner, with age and due date; --overdue exits with 1 where there are any")
    .option("--overdue", "only what is overdue", false)
    .option("--owner <owner>", "only those of an owner")
    .addOption(
      register
        .createOption("--status <status>", "only those of a status")
        .choices(["open", "accepted", "fixed", "regressed", "all"]),
    )
    .option("--color", "colour the text; by default on a terminal")
    .option("--no-color", "do not colour it")
    .action(async (options) => {
      const { listCommand } = await import("./register-command.ts");
      return exit(listCommand(allOf(options), terminal));
    });

  withCommon(register.command("accept"))
    .description("take the risk of issues or places until a day")
    .argument("<id...>", IDS)
    .requiredOption("--reason <text>", "why it is meant")
    .requiredOption("--approver <person>", "who answers for the risk")
    .requiredOption("--until <date>", "the last day on which it holds")
    .option("--control <text>", "what is done about it in place of a mend")
    .option("--spec <file>", "the description that has a place which the register does not know")
    .action(async (ids, options) => {
      const { acceptCommand } = await import("./register-accept.ts");
      return exit(acceptCommand({ ...allOf(options), ids }, terminal));
    });

  withCommon(register.command("assign"))
    .description("say whose issues are, until when, and under which ticket")
    .argument("<id...>", IDS)
    .option("--owner <owner>", "a team or a person")
    .option("--due <date>", "the day until which it must be dealt with")
    .option("--ticket <ticket>", "the ticket")
    .action(async (ids, options) => {
      const { assignCommand } = await import("./register-command.ts");
      return exit(assignCommand({ ...allOf(options), ids }, terminal));
    });

  withCommon(register.command("test"))
    .summary("record the outcome of an authorization test")
    .description(
      'record the outcome of an authorization test:\n\n  sallyport register test openapi.yaml "GET /pets/{id}" --outcome passed --by QA',
    )
    .argument("<spec>", "the description")
    .argument("<operation>", "method and path")
    .addOption(
      register
        .createOption("--outcome <outcome>", "how it came out")
        .choices(["passed", "failed"])
        .makeOptionMandatory(),
    )
    .requiredOption("--by <person>", "who made it")
    .action(async (spec, operation, options) => {
      const { testCommand } = await import("./register-records.ts");
      return exit(testCommand({ ...allOf(options), spec, operation }, terminal));
    });

  withCommon(register.command("close"))
    .description("take issues for fixed; the next update says whether they are")
    .argument("<id...>", IDS)
    .option("--note <text>", "what was done")
    .action(async (ids, options) => {
      const { closeCommand } = await import("./register-command.ts");
      return exit(closeCommand({ ...allOf(options), ids }, terminal));
    });

  withCommon(register.command("prune"))
    .description("take out what has been fixed for long, and what is gone")
    .option("--days <days>", "keep what was fixed within so many days", wholeNumber, 365)
    .action(async (options) => {
      const { pruneCommand } = await import("./register-command.ts");
      return exit(pruneCommand(allOf(options), terminal));
    });

  withCommon(register.command("sign"))
    .description("sign a review: void once the description or its policy changes")
    .argument("<spec>", "the description")
    .requiredOption("--by <person>", "who signs")
    .action(async (spec, options) => {
      const { signCommand } = await import("./register-records.ts");
      return exit(signCommand({ ...allOf(options), spec }, terminal));
    });

  return register;
}

const IDS = "ids of issues, or fingerprints of places";

function withCommon(command: Command) {
  return command
    .option("--root <folder>", "the folder that holds the register; by default the top of the repository")
    .option("--config <file>", "a sallyport.yaml in place of the one that is found")
    .option("--register <file>", "the register, relative to the root")
    .option("--as-of <date>", "the date to take for today");
}
