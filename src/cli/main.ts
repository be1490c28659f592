import { UserError } from "../core/user-error.ts";
import { withoutRevealing } from "../data/values/revealing.ts";
import { withoutLogCommands } from "../report/words/shown-text.ts";
import { bugText } from "./bug.ts";
import { PROGRAM } from "./called-as.ts";
import { COMMANDS } from "./commands.ts";
import { meantArgs } from "./meant-args.ts";
import { isThere } from "./root.ts";
import { plainCall } from "./plain-call.ts";
import { refusalText } from "./refusal-text.ts";
import { EXIT, type ExitCode, type Terminal } from "./terminal.ts";
import { VERSION } from "./version.ts";

/** Runs the command line: reads `terminal.args`, writes to its outputs, returns the exit code, and never throws. */
export async function main(terminal: Terminal): Promise<ExitCode> {
  // Messages quote names and descriptions, and what those reveal comes out nowhere; in a pipeline's log some texts are commands.
  const stderr = {
    ...terminal.stderr,
    write: (text: string) => terminal.stderr.write(withoutLogCommands(withoutRevealing(text))),
  };
  const shown = { ...terminal, stderr };
  try {
    return await dispatch(shown);
  } catch (error) {
    if (error instanceof UserError) {
      shown.stderr.write(refusalText({ message: error.message, hint: asCalled(error.hint, terminal.program) }));
      return EXIT.usage;
    }
    shown.stderr.write(bugText(error));
    return EXIT.bug;
  }
}

/** A hint whose commands can be run as this one was: `node dist/cli.js explain` for `sallyport explain`. */
function asCalled(hint: string | undefined, program = PROGRAM): string | undefined {
  const words = [...new Set(COMMANDS.map(({ words: [first] }) => first)), "--help"].join("|");
  return hint?.replaceAll(new RegExp(`(?<![\\w./-])${PROGRAM}(?= (?:${words})\\b)`, "g"), program);
}

/** All of yargs is loaded where there is something to show: help, or what is wrong with a call. */
async function dispatch(terminal: Terminal): Promise<ExitCode> {
  const { stdout, cwd } = terminal;
  const args = meantArgs(terminal.args, (word) => isThere(word, cwd));
  const end = args.indexOf("--");
  const asked = end === -1 ? args : args.slice(0, end);
  if (args[0] === "help" || asked.includes("--help") || asked.includes("-h")) {
    const { helpText } = await import("./strict-yargs.ts");
    const words = asked.filter((word) => !word.startsWith("-"));
    stdout.write(await helpText(words[0] === "help" ? words.slice(1) : words, stdout.columns ?? 80));
    return EXIT.passed;
  }
  if (asked.includes("--version")) {
    stdout.write(`${VERSION}\n`);
    return EXIT.passed;
  }
  const call = plainCall(args) ?? (await import("./strict-yargs.ts")).strictCall(args);
  return call.command.run(call.values, terminal);
}
