import { closeSync, existsSync, openSync, readdir, readFileSync, readSync, statSync } from "node:fs";
import path from "node:path";
import { UserError } from "../core/user-error.ts";
import { LIMITS } from "../load/limits.ts";
import { mayBeDescription } from "../load/may-be-description.ts";
import { filesIn, matchedFiles } from "./matched-files.ts";

/** What the words on the command line stand for. */
export interface Specs {
  /** Names as a user would write them, in the order of the words, each once; `-` is standard input. */
  readonly specs: readonly string[];
  /** YAML and JSON files below the folders and in the globs that are not API descriptions. */
  readonly passedOver: number;
  /** Those of them that describe an API in another format, each with what it is. */
  readonly inOtherFormats: readonly { readonly file: string; readonly format: string }[];
}

/** Every description that the words name: a file, a folder (all descriptions below it), a glob, or `-`. */
export async function specsOf(words: readonly string[], cwd: string): Promise<Specs> {
  const specs = new Set<string>();
  let passedOver = 0;
  const inOtherFormats: { file: string; format: string }[] = [];
  for (const word of words) {
    if (/^https?:\/\//i.test(word))
      throw new UserError(`${word} is a URL, and nothing is fetched`, {
        hint: `Get the file, and review it: curl -fsSL -o openapi.yaml '<the URL>' && sallyport review openapi.yaml`,
      });
    const named = path.resolve(cwd, word);
    const isFolder = existsSync(named) && statSync(named).isDirectory();
    if (word === "-" || (existsSync(named) && !isFolder) || (!isFolder && !/[*?[\]{}!()]/.test(word))) {
      specs.add(word);
      continue;
    }
    const unlisted: string[] = [];
    const search = {
      cwd,
      ignore: ["**/node_modules/**", "**/.git/**"],
      fs: { readdir: listing(unlisted) },
    };
    const files = isFolder ? await filesIn(word, "**/*.{yaml,yml,json}", search) : await matchedFiles(word, search);
    const found = files.filter((file) => isDescription(path.resolve(cwd, file)));
    // They are refused where they would be reviewed: nothing is passed over in silence.
    found.push(...unlisted.map((folder) => path.relative(cwd, folder)));
    if (found.length === 0) {
      throw new UserError(`${word} holds no API description`, {
        hint: `${files.length === 0 ? `No ${isFolder ? "YAML or JSON file is in it" : "file matches"}` : `${files.length} files match, and none has "openapi" or "swagger" at its root`}. Name a description, or the folder that it is in: sallyport review path/to/openapi.yaml`,
      });
    }
    const known = new Set(found);
    for (const file of files) {
      const format = known.has(file) ? undefined : otherFormat(path.resolve(cwd, file));
      if (format !== undefined) inOtherFormats.push({ file, format });
    }
    passedOver += files.length + unlisted.length - found.length;
    for (const file of found) specs.add(file);
  }
  return { specs: [...specs], passedOver, inOtherFormats };
}

/** The one description in a folder or below it, for a command. Throws a `UserError` where there is none, or more than one. */
export async function onlySpec(cwd: string, command = "review"): Promise<Specs> {
  const { specs } = await specsOf(["."], cwd);
  if (specs.length === 1) return { specs, passedOver: 0, inOtherFormats: [] };
  throw new UserError(`there are ${specs.length} descriptions here, and none is named`, {
    hint: `Name one, such as sallyport ${command} ${specs.find((spec) => !spec.startsWith("-")) ?? specs[0]}, or take all: sallyport ${command} .`,
  });
}

/** Node's `readdir`, which the search calls for each folder, with a note of those that it cannot list. */
function listing(unlisted: string[]): typeof readdir {
  const watched = (folder: string, options: object, done: (error: Error | null, entries: unknown) => void): void =>
    readdir(folder, options, (error, entries) => {
      if (error !== null) unlisted.push(folder);
      done(error, entries);
    });
  return watched as typeof readdir; // as it calls it
}

/** Throws a `UserError` where a report would take the place of a description, or of settings: nobody means that. */
export function checkOutputs(targets: Iterable<string>, cwd: string): void {
  for (const target of targets) {
    const isSettings = /^\.?sallyport\.(?:ya?ml|json)$/.test(path.basename(target));
    const isSource = /\.(?:ya?ml|json)$/i.test(target) && existsSync(target) && statSync(target).isFile();
    if (!isSettings && !(isSource && isDescription(target))) continue;
    throw new UserError(
      `${path.relative(cwd, target)} ${isSettings ? "holds settings" : "is an API description"}, which the report would overwrite`,
      { hint: "Name another file for the report." },
    );
  }
}

/** What a file that is too large begins with, which is where a description says what it is. */
function startOf(file: string): Uint8Array {
  const start = Buffer.alloc(64 * 1024);
  const descriptor = openSync(file, "r");
  try {
    return start.subarray(0, readSync(descriptor, start));
  } finally {
    closeSync(descriptor);
  }
}

/** What describes an API in a way that is not read, by how such a file begins; `undefined` of any other. */
function otherFormat(file: string): string | undefined {
  try {
    const start = Buffer.from(startOf(file)).toString("utf8");
    return OTHERS.find(([sign]) => sign.test(start))?.[1];
  } catch {
    return undefined;
  }
}

const OTHERS: readonly (readonly [RegExp, string])[] = [
  [/schema\.(?:get)?postman\.com/, "a Postman collection"],
  [/(?:^|\n)[ \t{]{0,20}"?swaggerVersion"? {0,3}:/, "a Swagger 1 document"],
  [/(?:^|\n)[ \t{]{0,20}"?asyncapi"? {0,3}:/, "an AsyncAPI document"],
];

/** Whether a file is one; what cannot be read counts as one, so that it is refused and not passed over. */
function isDescription(file: string): boolean {
  try {
    const stats = statSync(file);
    if (!stats.isFile()) return true;
    return mayBeDescription(stats.size <= LIMITS.fileBytes ? readFileSync(file) : startOf(file));
  } catch {
    return true;
  }
}
