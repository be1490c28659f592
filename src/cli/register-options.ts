import type { Argv } from "yargs";
import type { ExitCode, Terminal } from "./terminal.ts";

/** The commands of `sallyport register`. What they do is loaded when one is asked for. */
export function registerCommands(command: Argv, terminal: Terminal, exit: (code: ExitCode) => void) {
  const run = async (code: Promise<ExitCode>): Promise<void> => exit(await code);
  return command
    .command(
      "update [spec...]",
      "review descriptions, and bring the register up to date",
      (one) =>
        withCommon(
          one.positional("spec", { type: "string", array: true, describe: "by default those that the register knows" }),
        ),
      async (argv) =>
        run((await import("./register-update.ts")).updateCommand({ ...argv, specs: argv.spec ?? [] }, terminal)),
    )
    .command(
      "list",
      "issues by owner, with age and due date; --overdue exits with 1 where there are any",
      (one) =>
        withCommon(one)
          .option("overdue", { type: "boolean", default: false, describe: "only what is overdue" })
          .option("owner", { type: "string", describe: "only those of an owner" })
          .option("status", {
            choices: ["open", "accepted", "mended", "regressed", "all"] as const,
            describe: "only those of a status",
          })
          .option("color", { type: "boolean", describe: "colour, or --no-color; by default on a terminal" }),
      async (argv) => run((await import("./register-command.ts")).listCommand(argv, terminal)),
    )
    .command(
      "accept <id...>",
      "take the risk of issues or places until a day",
      (one) =>
        withCommon(withIds(one))
          .option("reason", { type: "string", demandOption: true, describe: "why it is meant" })
          .option("approver", { type: "string", demandOption: true, describe: "who answers for the risk" })
          .option("until", { type: "string", demandOption: true, describe: "the last day on which it holds" })
          .option("control", { type: "string", describe: "what is done about it in place of a mend" })
          .option("spec", {
            type: "string",
            describe: "the description that has a place which the register does not know",
          }),
      async (argv) => run((await import("./register-accept.ts")).acceptCommand({ ...argv, ids: argv.id }, terminal)),
    )
    .command(
      "assign <id...>",
      "say whose issues are, until when, and under which ticket",
      (one) =>
        withCommon(withIds(one))
          .option("owner", { type: "string", describe: "a team or a person" })
          .option("due", { type: "string", describe: "the day until which it must be dealt with" })
          .option("ticket", { type: "string", describe: "the ticket" }),
      async (argv) => run((await import("./register-command.ts")).assignCommand({ ...argv, ids: argv.id }, terminal)),
    )
    .command(
      "test <spec> <operation>",
      'record the outcome of an authorization test: sallyport register test openapi.yaml "GET /users/{id}" --outcome passed --by QA',
      (one) =>
        withCommon(
          one
            .positional("spec", { type: "string", demandOption: true })
            .positional("operation", { type: "string", demandOption: true, describe: "method and path" }),
        )
          .option("outcome", {
            choices: ["passed", "failed"] as const,
            demandOption: true,
            describe: "how it came out",
          })
          .option("by", { type: "string", demandOption: true, describe: "who made it" }),
      async (argv) => run((await import("./register-records.ts")).testCommand(argv, terminal)),
    )
    .command(
      "close <id...>",
      "take issues for mended; the next update says whether they are",
      (one) => withCommon(withIds(one)).option("note", { type: "string", describe: "what was done" }),
      async (argv) => run((await import("./register-command.ts")).closeCommand({ ...argv, ids: argv.id }, terminal)),
    )
    .command(
      "prune",
      "take out what has been mended for long, and what is gone",
      (one) =>
        withCommon(one).option("days", {
          type: "number",
          default: 365,
          describe: "keep what was mended within so many days",
        }),
      async (argv) => run((await import("./register-command.ts")).pruneCommand(argv, terminal)),
    )
    .command(
      "sign <spec>",
      "sign a review: void once the description or its policy changes",
      (one) =>
        withCommon(one.positional("spec", { type: "string", demandOption: true })).option("by", {
          type: "string",
          demandOption: true,
          describe: "who signs",
        }),
      async (argv) => run((await import("./register-records.ts")).signCommand(argv, terminal)),
    )
    .demandCommand(1, "Name a command: sallyport register list");
}

function withIds(command: Argv) {
  return command.positional("id", {
    type: "string",
    array: true,
    demandOption: true,
    describe: "ids of issues, or fingerprints of places",
  });
}

function withCommon<T>(command: Argv<T>) {
  return command
    .option("root", {
      type: "string",
      describe: "the folder that holds the register; by default the top of the repository",
    })
    .option("config", { type: "string", describe: "a sallyport.yaml in place of the one that is found" })
    .option("register", { type: "string", describe: "the register, relative to the root" })
    .option("as-of", { type: "string", describe: "the date to take for today" });
}
