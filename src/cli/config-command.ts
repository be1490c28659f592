import { oneOrMore } from "../core/one-or-more.ts";
import { childPointer } from "../core/place.ts";
import { checkCategoriesNamed } from "../data/taxonomy/known-categories.ts";
import { lineAt } from "../load/source.ts";
import { configurationFiles, type ConfigurationFile } from "../policy/configuration-files.ts";
import { loadPolicy } from "../policy/load-policy.ts";
import { settingsInForce, type SettingInForce } from "../policy/settings-in-force.ts";
import { settingsLayers } from "../policy/settings-layers.ts";
import { settingsText, type ShownSettings } from "../report/formats/settings-text.ts";
import { maskedByShape } from "../review/mask.ts";
import { namesFrom, settingsEntryOf } from "./root.ts";
import { EXIT, type ExitCode, type Terminal } from "./terminal.ts";
import { trusted } from "./trusted.ts";

export interface ConfigArguments {
  /** A description or a folder; without, the current folder. */
  readonly spec: string | undefined;
  readonly format: "yaml" | "json" | undefined;
  readonly root: string | undefined;
  readonly config: string | undefined;
  readonly trustCode: boolean;
}

/**
 * `sallyport config`: what a description is judged by, with the file and line of each setting. Of a folder it is what holds
 * for descriptions in it, and which of them differ.
 */
export async function configCommand(args: ConfigArguments, terminal: Terminal): Promise<ExitCode> {
  const { file: description, folder, files, root } = settingsEntryOf(args.spec, terminal.cwd, args.root);
  const isOfFolder = folder !== undefined;
  const found = await configurationFiles(description, files, { configFile: args.config });
  // What a review would refuse is refused here.
  checkCategoriesNamed(
    await loadPolicy(description, files, { configFile: args.config, trusted: trusted(root, args.trustCode) }),
  );
  const layers = settingsLayers(found, description).filter(({ pointer }) => !isOfFolder || pointer === "#");
  const shown: ShownSettings = maskedByShape({
    about: folder ?? description,
    isFolder: isOfFolder,
    files: found.map(({ file }) => file),
    settings: settingsInForce(layers).map(({ path: at, key, value, source }) => ({ at, key, value, source })),
    entries: isOfFolder ? found.flatMap(apiEntries) : [],
  });
  const text = args.format === "json" ? settingsJson(shown) : settingsText(shown, nameFrom(terminal.cwd, root));
  terminal.stdout.write(text);
  return EXIT.passed;
}

function nameFrom(cwd: string, root: string): (file: string) => string {
  const named = namesFrom(cwd);
  return (file) => named(root, file);
}

/** The entries of `apis` of a file, by the descriptions that they are for. */
function apiEntries({ file, written }: ConfigurationFile): ShownSettings["entries"] {
  return (written?.configuration.apis ?? []).map(({ files }, index) => ({
    file,
    line: lineAt(written!.source, childPointer("#/apis", index)),
    files: oneOrMore(files),
  }));
}

function settingsJson({ about, isFolder: isOfFolder, files, settings, entries }: ShownSettings): string {
  const json = {
    version: 1,
    [isOfFolder ? "folder" : "description"]: about,
    files,
    settings: settings.map(({ key, value, source }: Pick<SettingInForce, "key" | "value" | "source">) => ({
      key,
      value,
      file: source?.file ?? null,
      line: source?.line ?? null,
      column: source?.column ?? null,
    })),
    ...(isOfFolder ? { apis: entries } : {}),
  };
  return `${JSON.stringify(json, null, 2)}\n`;
}
