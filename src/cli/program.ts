import { LIMITS } from "../load/limits.ts";
import { boundedStream } from "./bounded-input.ts";
import { bugText } from "./bug.ts";
import { calledAs } from "./called-as.ts";
import { main } from "./main.ts";
import { EXIT, type ExitCode, type Terminal } from "./terminal.ts";
import { isClosedPipe, printLastWords, reasonOf } from "./write-files.ts";

/** What the files in `dist/` that begin a process or a worker ask of the program, which is one file with a code cache. */
export { reviewOne } from "./review-one.ts";

/** Runs the command line over this process, with workers from `pool`. */
export async function run(pool: NonNullable<Terminal["pool"]>): Promise<ExitCode> {
  process.stdout.on("error", (error) => {
    // A reader that closes the pipe early (`| head`) has what it wanted; the exit code stays that of the verdict.
    if (isClosedPipe(error)) return;
    printLastWords(
      `error: standard output cannot be written: ${reasonOf(error)}\nhint: Make room, or write to a file.\n`,
    );
    process.exit(EXIT.usage);
  });
  // Where messages cannot be shown either, the exit code is all that is left to tell it.
  process.stderr.on("error", (error) => {
    if (!isClosedPipe(error)) process.exit(EXIT.usage);
  });
  // Node would print a line of the built program, which is one long line, and exit with 1, which says "reject".
  process.on("uncaughtException", (error) => {
    printLastWords(bugText(error));
    process.exit(EXIT.bug);
  });

  return main({
    args: process.argv.slice(2),
    env: process.env,
    cwd: process.cwd(),
    stdin: readStdin,
    stdout: {
      write: (text) => void process.stdout.write(text),
      isTerminal: process.stdout.isTTY,
      columns: process.stdout.columns || undefined, // some terminals say 0
    },
    stderr: {
      write: (text) => void process.stderr.write(text),
      isTerminal: process.stderr.isTTY,
      columns: process.stderr.columns || undefined,
    },
    now: () => new Date(),
    channel: () => ({ input: process.stdin, output: process.stdout }),
    program: calledAs({ file: process.argv[1] ?? process.execPath, cwd: process.cwd(), searched: process.env["PATH"] }),
    pool,
  });
}

async function readStdin(): Promise<Uint8Array> {
  return boundedStream(process.stdin as AsyncIterable<Buffer>, LIMITS.fileBytes); // no encoding is set, so it gives buffers
}
