import { existsSync, statSync } from "node:fs";
import path from "node:path";
import { UserError } from "../core/user-error.ts";
import { MISNAMED } from "../policy/configuration-files.ts";
import { defaultPolicy } from "../policy/default-policy.ts";
import { startingConfiguration, type Described } from "../report/words/starting-configuration.ts";
import { judgeDescription } from "../review.ts";
import { composeReview } from "../review/compose.ts";
import { refusalText } from "./refusal-text.ts";
import { entryOf } from "./root.ts";
import { specsOf } from "./specs.ts";
import { EXIT, type ExitCode, type Terminal } from "./terminal.ts";
import { writeNewFile } from "./write-files.ts";

export interface InitArguments {
  readonly spec: string | undefined;
  readonly root: string | undefined;
  readonly stdout: boolean;
}

/** `sallyport init`: writes a commented sallyport.yaml beside what it is for. One that is there stays. */
export async function initCommand({ spec, root, stdout }: InitArguments, terminal: Terminal): Promise<ExitCode> {
  const { specs } = await specsOf([spec ?? "."], terminal.cwd);
  const paths = specs.map((one) => path.resolve(terminal.cwd, one));
  const folder = folderOf(spec ?? ".", paths, terminal.cwd);
  const described: Described[] = [];
  for (const [index, one] of specs.entries()) {
    try {
      const { file, files } = entryOf(one, terminal.cwd, root);
      const judged = await judgeDescription(file, files, defaultPolicy());
      described.push({
        review: composeReview(judged, undefined),
        file: path.relative(folder, paths[index]!).split(path.sep).join("/"),
        tags: [...new Set(judged.stated.api.operations.flatMap(({ tags }) => tags))],
      });
    } catch (error) {
      // One of several that cannot be read does not stop the others.
      if (!(error instanceof UserError) || (index === specs.length - 1 && described.length === 0)) throw error;
      terminal.stderr.write(`${refusalText(error)}left out of sallyport.yaml\n`);
    }
  }
  const text = startingConfiguration(described, schemaFrom(folder));
  if (stdout) {
    terminal.stdout.write(text);
    return EXIT.passed;
  }
  const target = path.join(folder, "sallyport.yaml");
  for (const name of ["sallyport.yaml", "sallyport.yml", ...MISNAMED])
    if (existsSync(path.join(folder, name)))
      throw new UserError(`${path.relative(terminal.cwd, path.join(folder, name))} already exists`, {
        hint: MISNAMED.includes(name)
          ? "It is not read under this name: rename it to sallyport.yaml, or remove it."
          : "Print a new one with --stdout, and take from it what is missing.",
      });
  writeNewFile(target, text);
  terminal.stdout.write(
    `Wrote ${path.relative(terminal.cwd, target)}. All settings in it are comments: remove the # of those that apply, replace each TODO with the right word, and run sallyport review again.\n`,
  );
  return EXIT.passed;
}

/** The JSON Schema of the installed package, relative to a folder: there is none where Sallyport is not installed below it. */
function schemaFrom(folder: string): string | undefined {
  for (let above = folder; ; above = path.dirname(above)) {
    const schema = path.join(above, "node_modules", "sallyport", "schemas", "sallyport.schema.json");
    if (existsSync(schema)) {
      const relative = path.relative(folder, schema).split(path.sep).join("/");
      return relative.startsWith("..") ? relative : `./${relative}`;
    }
    if (path.dirname(above) === above) return undefined;
  }
}

/** The folder that is named, or the nearest that holds all descriptions. */
function folderOf(word: string, paths: readonly string[], cwd: string): string {
  const named = path.resolve(cwd, word);
  if (existsSync(named) && statSync(named).isDirectory()) return named;
  let folder = path.dirname(paths[0]!);
  while (!paths.every((one) => one.startsWith(path.join(folder, path.sep)))) folder = path.dirname(folder);
  return folder;
}
