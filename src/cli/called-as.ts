import path from "node:path";
import { isBelow } from "../load/files.ts";

/** What a shell told the program about how it was called. */
export interface Invocation {
  /** The file that runs, absolute and as it was named. */
  readonly file: string;
  readonly cwd: string;
  /** The folders that the shell looks for programs in: `PATH`. */
  readonly searched: string | undefined;
}

/** What the program is called where nothing tells it otherwise. */
export const PROGRAM = "sallyport";

/**
 * How the program was called, so that the commands that it offers can be copied: `node dist/cli.js` in a clone,
 * `npx --no-install sallyport` in a package that has it, a standalone file by where it is, and `sallyport` everywhere else.
 */
export function calledAs({ file, cwd, searched = "" }: Invocation): string {
  const { dir, base } = path.parse(file);
  // npx looks there for its own call alone: the next command has to ask it again.
  if (path.basename(dir) === ".bin") return `npx --no-install ${PROGRAM}`;
  const below = path.relative(cwd, file);
  const isHere = below !== "" && isBelow(cwd, file);
  const isScript = /\.[cm]?js$/.test(base);
  // A script that is elsewhere is begun by what has a name of its own: a container, a link, a shim of Windows.
  if (isScript) return isHere && isPlain(below) ? `node ${below}` : PROGRAM;
  if (searched.split(path.delimiter).includes(dir)) return base;
  const named = isHere ? `.${path.sep}${below}` : file;
  return isPlain(named) ? named : PROGRAM;
}

/** Whether a shell takes a name as it is. */
function isPlain(name: string): boolean {
  return /^[\w./@%+:\\-]+$/.test(name);
}
