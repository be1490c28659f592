import { createHash } from "node:crypto";
import path from "node:path";
import { UserError } from "../core/user-error.ts";
import { decode } from "../load/decode.ts";
import type { FileContent, Files } from "../load/files.ts";
import { LIMITS, type Limits } from "../load/limits.ts";
import { readSource, type Source } from "../load/source.ts";
import type { ConfigurationProblem } from "./configuration-problems.ts";
import type { Configuration } from "./configuration.ts";

/** A `sallyport.yaml` as it stands. */
export interface ConfigurationFile {
  /** Relative to the root. */
  readonly file: string;
  readonly sha256: string;
  /** What it says, checked; `undefined` of an empty one. */
  readonly written: { readonly source: Source; readonly configuration: Configuration } | undefined;
}

export interface ConfigurationSearch {
  /** A `sallyport.yaml` in place of those that are found. */
  readonly configFile?: string | undefined;
  /** A configuration that stands under a name that is not read; `refused` by default. A base has what it has. */
  readonly misnamed?: "refused" | "passed-over";
  /** A dismissal that does not say why; `refused` by default. Passed over, it counts for nothing. */
  readonly unreasoned?: "refused" | "passed-over";
  /** Given, one that cannot be read or understood is told here and passed over. */
  readonly onBroken?: (file: string, error: UserError) => void;
}

/**
 * The `sallyport.yaml` files that hold for the description in `descriptionFile`, the nearest first: that of its folder and
 * those of the folders above it, up to one that says `root: true`, and never above the root of `files`. Throws a
 * `UserError` for one that cannot be read or says what it cannot mean.
 */
export async function configurationFiles(
  descriptionFile: string,
  files: Files,
  { configFile, misnamed = "refused", unreasoned = "refused", onBroken }: ConfigurationSearch = {},
): Promise<readonly ConfigurationFile[]> {
  const whole = async (name: string, read: () => Promise<ConfigurationFile | undefined>) => {
    try {
      return await read();
    } catch (error) {
      if (!(error instanceof UserError) || onBroken === undefined) throw error;
      onBroken(error.file ?? name, error);
      return undefined;
    }
  };
  if (configFile !== undefined) {
    const one = await whole(configFile, () => configurationOf(named(configFile, files), unreasoned));
    return one === undefined ? [] : [one];
  }
  const found: ConfigurationFile[] = [];
  for (const folder of foldersAbove(descriptionFile)) {
    const one = await whole(path.posix.join(folder, NAMES[0]), async () => {
      const here = foundIn(folder, files, misnamed);
      return here === undefined ? undefined : await configurationOf(here, unreasoned);
    });
    if (one === undefined) continue;
    found.push(one);
    if (one.written?.configuration.root === true) break;
  }
  return found;
}

const NAMES = ["sallyport.yaml", "sallyport.yml"] as const;

/** Every file that could hold for a description, whether it is there or not: those that `configurationFiles` looks for. */
export function configurationsLookedFor(descriptionFile: string, configFile: string | undefined): readonly string[] {
  if (configFile !== undefined) return [path.posix.normalize(configFile)];
  return [...foldersAbove(descriptionFile)].flatMap((folder) => NAMES.map((name) => path.posix.join(folder, name)));
}

/** Whether a file is read as a configuration, by its name. */
export function isConfigurationName(file: string): boolean {
  return NAMES.some((name) => name === path.posix.basename(file));
}

/** What people may call it who know other tools: nothing of it would hold, and nobody would notice. */
export const MISNAMED: readonly string[] = [
  ...["yaml", "yml", "json"].flatMap((ending) =>
    [".sallyport", "sallyport.config", ".sallyportrc"].map((name) => `${name}.${ending}`),
  ),
  "sallyport.json",
  ".sallyportrc",
  // Beside the register.
  ".sallyport/sallyport.yaml",
  ".sallyport/config.yaml",
];

/** The right name, where small letters and capitals make two. */
const MISSPELT = ["Sallyport.yaml", "Sallyport.yml"] as const;

/** People write it: one that needs more than this was written to be a burden. */
const CONFIGURATION_LIMITS: Limits = { ...LIMITS, depth: 50, expandedValues: 100_000 };

interface Found {
  readonly file: string;
  readonly bytes: Uint8Array;
}

async function configurationOf(
  { file, bytes }: Found,
  unreasoned: ConfigurationSearch["unreasoned"],
): Promise<ConfigurationFile> {
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  if (decode(bytes, file).trim() === "") return { file, sha256, written: undefined };
  const source = readSource(file, bytes, CONFIGURATION_LIMITS);
  const { readConfiguration } = await import("./read-configuration.ts"); // and with it zod, which costs start-up
  return { file, sha256, written: { source, configuration: readConfiguration(source, unreasoned) } };
}

/** What is wrong with the text of one, by its own reader. Throws a `UserError` for a text that is no YAML. */
export async function configurationProblems(file: string, bytes: Uint8Array): Promise<readonly ConfigurationProblem[]> {
  if (decode(bytes, file).trim() === "") return [];
  const source = readSource(file, bytes, CONFIGURATION_LIMITS);
  const { problemsIn } = await import("./read-configuration.ts");
  return problemsIn(source);
}

function foundIn(folder: string, files: Files, misnamed: ConfigurationSearch["misnamed"]): Found | undefined {
  const found = NAMES.flatMap((name) => {
    const file = path.posix.join(folder, name);
    const content = files.read(file);
    return isThere(content, misnamed) ? [readable(file, content)] : [];
  });
  if (found.length > 1) {
    throw new UserError(`${found[1]!.file} is next to ${found[0]!.file}, and only one of them can apply`, {
      file: found[1]!.file,
      hint: `Move what ${NAMES[1]} says into ${NAMES[0]}, and remove it.`,
    });
  }
  if (misnamed === "refused") {
    const misnamedFile = misnamedIn(folder, files, found.length > 0);
    if (misnamedFile !== undefined) throw misnamedError(misnamedFile, folder, found[0]?.file);
  }
  return found[0];
}

/** Whether there is something to read. A link that leads nowhere is: somebody meant it to hold. */
function isThere(content: FileContent, misnamed: ConfigurationSearch["misnamed"]): boolean {
  if (content.bytes !== undefined) return true;
  return content.reason === "broken-link" ? misnamed === "refused" : content.reason !== "missing";
}

/** A file in a folder that is meant as its configuration, and would not be read. */
function misnamedIn(folder: string, files: Files, hasOne: boolean): string | undefined {
  return [...MISNAMED, ...(hasOne ? [] : MISSPELT)]
    .map((name) => path.posix.join(folder, name))
    .find((file) => {
      const content = files.read(file);
      return content.bytes !== undefined || !["missing", "not-a-file"].includes(content.reason);
    });
}

/** Beside the configuration that holds it is left over: it would be read as if it held too. */
function misnamedError(file: string, folder: string, beside: string | undefined): UserError {
  return new UserError(`${file} is not read: a configuration is called ${NAMES[0]}`, {
    file,
    hint:
      beside === undefined
        ? `Rename it to ${path.posix.join(folder, NAMES[0])}, or remove it.`
        : `Remove it: ${beside} is in the same folder and applies.`,
  });
}

/** The folder of a file and those that hold it, up to the root. */
function* foldersAbove(file: string): Generator<string> {
  let folder = path.posix.normalize(file);
  while (folder !== "." && folder !== "/" && !folder.endsWith("..")) {
    folder = path.posix.dirname(folder);
    yield folder;
  }
}

function named(configFile: string, files: Files): Found {
  const file = path.posix.normalize(configFile);
  return readable(file, files.read(file));
}

function readable(file: string, content: FileContent): Found {
  if (content.bytes !== undefined) return { file, bytes: content.bytes };
  throw new UserError(`${file} cannot be read: ${content.why}`, { file, hint: content.hint });
}
