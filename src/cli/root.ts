import { existsSync, readdirSync, realpathSync, statSync } from "node:fs";
import path from "node:path";
import { nearest } from "../core/nearest.ts";
import { UserError } from "../core/user-error.ts";
import { refuseUnnamed } from "./unnamed-files.ts";
import { filesBelow, isBelow, withBuffers, type Files } from "../load/files.ts";

/** A description to review: its name below the root, and the files that it may refer to. */
export interface Entry {
  readonly file: string;
  readonly files: Files;
  readonly root: string;
}

/**
 * The entry for a description that a user named. Its root is `root`, else the nearest folder above it with a `.git`,
 * else the current directory where it holds the description, else the description's folder.
 */
export function entryOf(spec: string, cwd: string, root: string | undefined): Entry {
  const named = path.resolve(cwd, spec);
  refuseUnnamed(named, spec);
  if (!existsSync(named))
    throw new UserError(`${spec} cannot be read: there is no such file`, {
      file: spec,
      hint: missingHint(named, spec),
    });
  if (statSync(named).isDirectory())
    throw mayBeListed(named)
      ? new UserError(`${spec} is a folder, and one description is asked for`, {
          file: spec,
          hint: "Name a description in it.",
        })
      : new UserError(`${spec} cannot be read: it is a folder that may not be listed`, {
          file: spec,
          hint: "Give read permission, or name a description in it.",
        });
  // The folder is taken as it really is; a link in the place of the file itself must not lead out of the root.
  const file = path.join(realpathSync(path.dirname(named)), path.basename(named));
  const base = root === undefined ? rootOf(file, realpathSync(cwd)) : folderNamed(root, cwd);
  return { root: base, file: toName(path.relative(base, file)), files: filesBelow(base) };
}

/**
 * The entry for a file that an editor has open, saved or not, in one of some folders: as the command line takes it in that
 * folder. With no folder it is as if the user were in the file's.
 */
export function entryInEditor(named: string, folders: readonly string[], root: string | undefined): Entry {
  const folder = path.dirname(named);
  if (!existsSync(folder))
    throw new UserError(`${named} cannot be read: there is no folder ${folder}`, { hint: "Save the file first." });
  const file = path.join(realpathSync(folder), path.basename(named));
  const holding = folders.filter((one) => existsSync(one)).map((one) => realpathSync(one));
  const cwd = holding.filter((one) => isBelow(one, file)).toSorted((a, b) => b.length - a.length)[0];
  if (cwd === undefined && folders.length > 0)
    throw new UserError(`${named} is not reviewed: it is outside the workspace`, {
      hint: "Open the folder that holds it.",
    });
  const base = root ?? rootOf(file, cwd ?? path.dirname(file));
  if (!isBelow(base, file))
    throw new UserError(`${named} is not reviewed: it is outside the root`, {
      hint: "Set --root to a folder that contains it.",
    });
  return { root: base, file: toName(path.relative(base, file)), files: filesBelow(base) };
}

function mayBeListed(folder: string): boolean {
  try {
    readdirSync(folder);
    return true;
  } catch {
    return false;
  }
}

/** Which name was meant of a file that is not there, or in which folder it was looked for. */
function missingHint(named: string, spec: string): string {
  const folder = path.dirname(named);
  if (!existsSync(folder)) return `There is no folder ${path.dirname(spec)}. Correct the name, or add the file.`;
  const names = readdirSync(folder);
  const stem = (name: string): string => name.slice(0, name.length - path.extname(name).length);
  const wanted = path.basename(named);
  const sources = names.filter((name) => /\.(?:ya?ml|json)$/i.test(name));
  const meant =
    sources.find((name) => stem(name) === stem(wanted)) ??
    nearest(wanted, wanted.includes(".") ? sources : names) ??
    nearest(stem(wanted), sources.map(stem));
  const name = sources.find((one) => one === meant || stem(one) === meant) ?? meant;
  return name === undefined
    ? "Correct the name, or add the file."
    : `Did you mean ${path.join(path.dirname(spec), name)}?`;
}

/** The entry for a description that comes on standard input; what it refers to is below the current directory. */
export function entryOfInput(bytes: Uint8Array, cwd: string, root: string | undefined): Entry {
  const base = root === undefined ? realpathSync(cwd) : folderNamed(root, cwd);
  return { root: base, file: "-", files: withBuffers(filesBelow(base), new Map([["-", bytes]])) };
}

/** What a file that a user named is called below a root, whether it is there or not. */
export function nameBelow(root: string, spec: string, cwd: string): string {
  const named = path.resolve(realpathSync(cwd), spec);
  const isFolder = existsSync(named) && statSync(named).isDirectory();
  return toName(path.relative(realpathSync(root), isFolder ? realpathSync(named) : named));
}

/** A folder as what names of files below another begin with: empty for that one itself, else ending in a slash. */
export function prefixBelow(root: string, folder: string): string {
  const name = toName(path.relative(realpathSync(root), realpathSync(folder)));
  return name === "" ? "" : `${name}/`;
}

/** What settings are asked for: those of a description, or of any in a folder. */
export interface SettingsEntry extends Entry {
  /** The folder relative to the root, `.` for the root itself, where it is one; `file` is then a name in it. */
  readonly folder: string | undefined;
}

/** The entry for a description, or a folder in place of one in it, that a user named; by default the current folder. */
export function settingsEntryOf(spec = ".", cwd: string, root: string | undefined): SettingsEntry {
  const named = path.resolve(cwd, spec);
  if (!existsSync(named) || !statSync(named).isDirectory()) return { ...entryOf(spec, cwd, root), folder: undefined };
  const file = path.join(realpathSync(named), "-");
  const base = root === undefined ? rootOf(file, realpathSync(cwd)) : folderNamed(root, cwd);
  const name = toName(path.relative(base, file));
  return { root: base, file: name, folder: path.posix.dirname(name), files: filesBelow(base) };
}

/** Whether a word names a file or a folder. */
export function isThere(word: string, cwd: string): boolean {
  return existsSync(path.resolve(cwd, word));
}

/**
 * How files below a root are named from the folder that the user is in, for terminals and editors to open; `-` is standard
 * input.
 */
export function namesFrom(cwd: string): (root: string | undefined, name: string) => string {
  let real: string | undefined;
  return (root, name) => {
    if (root === undefined || name === "-") return name;
    real ??= realpathSync(cwd);
    return toName(path.relative(real, path.join(root, name)));
  };
}

function rootOf(file: string, cwd: string): string {
  const folder = path.dirname(file);
  for (let at = folder; ; at = path.dirname(at)) {
    if (existsSync(path.join(at, ".git"))) return at;
    if (at === path.dirname(at)) break;
  }
  return isBelow(cwd, file) ? cwd : folder;
}

/** A folder that a user named with `--root`, as it really is. */
export function folderNamed(root: string, cwd: string): string {
  const folder = path.resolve(cwd, root);
  if (!existsSync(folder) || !statSync(folder).isDirectory())
    throw new UserError(`--root ${root} is not a folder`, { hint: "Name a folder that holds the description." });
  return realpathSync(folder);
}

function toName(relative: string): string {
  return relative.split(path.sep).join("/");
}
