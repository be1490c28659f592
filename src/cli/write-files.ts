import { randomBytes } from "node:crypto";
import {
  chmodSync,
  closeSync,
  constants,
  existsSync,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
  type Stats,
} from "node:fs";
import { connect } from "node:net";
import path from "node:path";
import { setTimeout } from "node:timers/promises";
import { UserError } from "../core/user-error.ts";
import { isBelow } from "../load/files.ts";

/**
 * Writes files whole, the one way in which this program writes: all of them beside their places first, and then
 * renamed, so that none is half of it; nothing is left beside on failure. A symbolic link is replaced like any file, so
 * that one in a checkout leads nowhere. What is no file (a terminal, a pipe, a socket, `/dev/null`) is written to and
 * never replaced, also where a link leads to it. Throws a `UserError` where something cannot be written.
 */
export async function writeFiles(texts: ReadonlyMap<string, string>): Promise<void> {
  const written: { readonly file: string; readonly beside: string }[] = [];
  const sinks: { readonly file: string; readonly sink: Sink; readonly text: string }[] = [];
  try {
    for (const [file, text] of texts) {
      attempt(file, () => {
        const sink = sinkAt(file);
        if (sink !== undefined) return void sinks.push({ file, sink, text });
        mkdirSync(path.dirname(file), { recursive: true });
        const beside = `${file}.${randomBytes(6).toString("hex")}.tmp`;
        // Never through a link that stands there.
        writeFileSync(beside, "", { flag: "wx" });
        written.push({ file, beside });
        const known = statOf(file, lstatSync);
        if (known?.isFile() === true) chmodSync(beside, known.mode & 0o777);
        writeFileSync(beside, text);
      });
    }
    for (const { file, beside } of written) attempt(file, () => renameSync(beside, file));
  } finally {
    for (const { beside } of written) rmSync(beside, { force: true });
  }
  for (const { file, sink, text } of sinks) {
    try {
      await writeTo(file, sink, text);
    } catch (cause) {
      if (!isClosedPipe(cause)) throw unwritable(file, cause); // whoever read has what it wanted
    }
  }
}

/** Writes a file where there is none; throws a `UserError` where there is one, or anything else of that name. */
export function writeNewFile(file: string, text: string): void {
  attempt(file, () => writeFileSync(file, text, { flag: "wx" }));
}

/** Whether a name is that of a symbolic link, which would be replaced, and not what it leads to. */
export function isLink(file: string): boolean {
  return statOf(file, lstatSync)?.isSymbolicLink() === true;
}

/** Whether two names are of one file, by whatever links and folders. */
export function isSameFile(one: string, other: string): boolean {
  if (one === other) return true;
  const [a, b] = [statOf(one, statSync), statOf(other, statSync)];
  return a !== undefined && b !== undefined && a.ino === b.ino && a.dev === b.dev;
}

/** Whether a link leads to a device, a pipe or a socket, which is written to and never replaced. */
export function leadsToDevice(file: string): boolean {
  return statOf(file, statSync)?.isFile() === false;
}

/** Throws a `UserError` where a name below a root leads out of it, by a folder on the way that is a symbolic link. */
export function checkInside(root: string, name: string): void {
  let folder = path.dirname(path.join(root, name));
  while (!existsSync(folder)) folder = path.dirname(folder);
  if (isBelow(realpathSync(root), realpathSync(folder))) return;
  throw new UserError(`${name} would be written outside of the root: a folder in its path is a symbolic link`, {
    file: name,
    hint: "Choose a path inside the root, or choose the root with --root.",
  });
}

/** Whether a file below a folder, or a folder on the way to it, is a symbolic link. */
export function hasLinkOnTheWay(root: string, name: string): boolean {
  const parts = name.split("/");
  return parts.some((_, at) => isLink(path.join(root, ...parts.slice(0, at + 1))));
}

/** Prints on standard error at once: for what is said just before the process ends. */
export function printLastWords(text: string): void {
  try {
    writeSync(2, text);
  } catch {
    // nobody can be told
  }
}

/** Whether a write failed only because the reader has closed the pipe, as `| head` does. */
export function isClosedPipe(error: unknown): boolean {
  return error instanceof Error && (error as NodeJS.ErrnoException).code === "EPIPE"; // what Node's own errors have
}

/** What is written to rather than replaced: a descriptor of this process, a device or pipe, a socket. */
type Sink = { readonly descriptor: number } | { readonly kind: "device" | "pipe" | "socket" };

function sinkAt(file: string): Sink | undefined {
  const descriptor = descriptorAt(file);
  if (descriptor !== undefined) return { descriptor };
  const stats = statOf(file, statSync);
  if (statOf(file, lstatSync)?.isDirectory() === true) throw new Error("it is a folder");
  if (stats === undefined || stats.isFile() || stats.isDirectory()) return undefined;
  if (stats.isBlockDevice()) throw new Error("it is a disk, and what is on it would be lost");
  return { kind: stats.isSocket() ? "socket" : stats.isFIFO() ? "pipe" : "device" };
}

/** What is under a name; `undefined` where there is nothing. */
function statOf(file: string, stat: (file: string) => Stats): Stats | undefined {
  try {
    return stat(file);
  } catch {
    return undefined; // what is wrong with it shows when it is written
  }
}

/**
 * The descriptor that a name such as `/dev/stdout` stands for, followed link by link: what the descriptor leads to may
 * be a file that the shell has opened, and that must not be replaced either.
 */
function descriptorAt(file: string): number | undefined {
  let at = file;
  for (let hops = 0; hops < MOST_LINKS; hops += 1) {
    try {
      at = path.join(realpathSync(path.dirname(at)), path.basename(at));
      const [, owner, descriptor] = /^\/(?:proc\/(\w+)|dev)\/fd\/(\d+)$/.exec(at) ?? [];
      if (descriptor !== undefined && [undefined, "self", String(process.pid)].includes(owner))
        return Number(descriptor);
      if (!lstatSync(at).isSymbolicLink()) return undefined;
      at = path.resolve(path.dirname(at), readlinkSync(at));
    } catch {
      return undefined; // it is not there yet, or nobody may look
    }
  }
  return undefined;
}

/** As many as Linux follows. */
const MOST_LINKS = 40;

async function writeTo(file: string, sink: Sink, text: string): Promise<void> {
  if ("descriptor" in sink) return writeAll(sink.descriptor, text);
  if (sink.kind === "socket") return writeToSocket(file, text);
  // Neither made nor emptied: should a file have taken its place since, nothing of it is lost.
  const descriptor =
    sink.kind === "pipe" ? await openPipe(file) : openSync(file, constants.O_WRONLY | constants.O_NOCTTY);
  try {
    if (fstatSync(descriptor).isFile()) throw new Error("it was replaced by a file just now");
    writeAll(descriptor, text);
  } finally {
    closeSync(descriptor);
  }
}

/** A pipe with a name, once somebody reads from it: the system itself would wait for that without end. */
async function openPipe(file: string): Promise<number> {
  for (let waited = 0; ; waited += READERS_STEP) {
    try {
      return openSync(file, constants.O_WRONLY | constants.O_NONBLOCK);
    } catch (error) {
      // Nobody has opened it for reading (open(2)).
      if ((error as NodeJS.ErrnoException).code !== "ENXIO") throw error; // what Node's own errors have
      if (waited >= MOST_WAITING) throw new Error("this pipe has no reader", { cause: error });
      await setTimeout(READERS_STEP);
    }
  }
}

/** Milliseconds. */
const MOST_WAITING = 5_000;
const READERS_STEP = 20;

function writeAll(descriptor: number, text: string): void {
  let rest: Uint8Array = Buffer.from(text);
  while (rest.length > 0) {
    try {
      rest = rest.subarray(writeSync(descriptor, rest));
    } catch (error) {
      // A pipe that somebody else made non-blocking is full for now.
      if ((error as NodeJS.ErrnoException).code !== "EAGAIN") throw error; // what Node's own errors have
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
    }
  }
}

async function writeToSocket(file: string, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(file);
    socket.once("error", reject);
    socket.once("close", () => resolve());
    socket.end(text);
    socket.resume();
  });
}

function attempt(file: string, act: () => void): void {
  try {
    act();
  } catch (cause) {
    throw unwritable(file, cause);
  }
}

function unwritable(file: string, cause: unknown): UserError {
  return new UserError(`${file} cannot be written: ${reasonOf(cause)}`, {
    hint: "Name a file in a folder that you may write to, with room for it.",
    cause,
  });
}

/** Why something could not be written, in the system's words: "no space left on device". */
export function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return "the system does not say why";
  return cause.message.replace(/^E[A-Z\d]+: /, "").replace(/, (?:open|write|rename|mkdir|connect|copyfile).*$/s, "");
}
