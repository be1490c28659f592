import path from "node:path";
import { oneOrMore } from "../core/one-or-more.ts";
import { UserError } from "../core/user-error.ts";
import type { Files } from "../load/files.ts";
import { configurationFiles, isConfigurationName } from "./configuration-files.ts";

/** A description that a `sallyport.yaml` calls by its name. */
export interface DescriptionNamed {
  /** Relative to the root. */
  readonly description: string;
  readonly by: string;
}

/**
 * The descriptions that `sallyport.yaml` files among `names` call by their names, not by a pattern: in `apis` and in
 * `dismissed`. One that cannot be read names none: it is refused where it counts.
 */
export async function descriptionsNamed(files: Files, names: readonly string[]): Promise<readonly DescriptionNamed[]> {
  const named: DescriptionNamed[] = [];
  for (const by of names.filter(isConfigurationName)) {
    const folder = path.posix.dirname(by);
    for (const name of await namesIn(by, files)) {
      const description = path.posix.normalize(path.posix.join(folder, name));
      if (!description.startsWith("../") && !named.some((one) => one.description === description))
        named.push({ description, by });
    }
  }
  return named;
}

async function namesIn(file: string, files: Files): Promise<readonly string[]> {
  try {
    const [found] = await configurationFiles(file, files, { configFile: file });
    const configuration = found?.written?.configuration;
    return [
      ...(configuration?.apis ?? []).flatMap((api) => oneOrMore(api.files)),
      ...(configuration?.dismissed ?? []).flatMap((one) => one.file ?? []),
    ].filter((name) => !/[*?[\]{}!]/.test(name));
  } catch (error) {
    if (error instanceof UserError) return [];
    throw error;
  }
}
