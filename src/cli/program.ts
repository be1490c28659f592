import { main } from "./main.ts";
import type { ExitCode, Terminal } from "./terminal.ts";

/** What the files in `dist/` that begin a process or a worker ask of the program, which is one file with a code cache. */
export { reviewOne } from "./review-one.ts";

/** Runs the command line over this process, with workers from `pool`. */
export async function run(pool: NonNullable<Terminal["pool"]>): Promise<ExitCode> {
  // A reader that closes the pipe early (`| head`) has what it wanted.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit();
    throw error;
  });

  return main({
    args: process.argv.slice(2),
    env: process.env,
    cwd: process.cwd(),
    stdin: readStdin,
    stdout: {
      write: (text) => void process.stdout.write(text),
      isTerminal: process.stdout.isTTY,
      columns: process.stdout.columns,
    },
    stderr: {
      write: (text) => void process.stderr.write(text),
      isTerminal: process.stderr.isTTY,
      columns: process.stderr.columns,
    },
    now: () => new Date(),
    pool,
  });
}

async function readStdin(): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer); // no encoding is set, so it gives buffers
  return Buffer.concat(chunks);
}
