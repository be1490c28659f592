import path from "node:path";
import { isObject, member, type JsonObject } from "../core/json-value.ts";
import { oneOrMore } from "../core/one-or-more.ts";
import type { Source } from "../load/source.ts";
import type { ConfigurationFile } from "./configuration-files.ts";
import type { Configuration } from "./configuration.ts";
import { matchesGlob } from "./glob.ts";

/** What a `sallyport.yaml` may say of a description. */
export type Settings = Omit<Configuration, "apis" | "root">;

/** What one file says of a description in one place: at its top, or in an entry of `apis`. */
export interface Layer {
  readonly settings: Settings;
  /** Where that is in the file. */
  readonly pointer: string;
  readonly source: Source;
  /** The name of the description relative to the folder of the file. */
  readonly description: string;
}

/**
 * What files say of the description in `descriptionFile`, the nearest first. Within a file the first entry of `apis` that
 * names it comes before what stands above the entries.
 */
export function settingsLayers(files: readonly ConfigurationFile[], descriptionFile: string): readonly Layer[] {
  return files.flatMap(({ file, written }): Layer[] => {
    if (written === undefined) return [];
    const { source } = written;
    const description = path.posix.relative(path.posix.dirname(file), descriptionFile);
    const { apis = [], root: _root, ...common } = written.configuration;
    const at = apis.findIndex((entry) => isFor(entry.files, description));
    const top: Layer = { settings: common, pointer: "#", source, description };
    if (at < 0) return [top];
    const { files: _files, ...settings } = apis[at]!; // found above
    return [{ settings, pointer: `#/apis/${at}`, source, description }, top];
  });
}

function isFor(files: string | readonly string[], description: string): boolean {
  return oneOrMore(files).some((glob) => matchesGlob(glob.replace(/^(?:\.\/)+/, ""), description));
}

/**
 * Settings as one, the nearest first: maps are merged key by key and the nearest wins; of a list, a single value or a
 * confirmation the nearest holds as a whole.
 */
export function mergedSettings(nearestFirst: readonly Settings[]): Settings {
  return merged(nearestFirst.map(withAudienceMap), mergedLevels);
}

/** How many maps below a key of `sallyport.yaml` are merged: below them is one value, such as what a field holds. */
export function mergedLevels(key: string): number {
  return key === "rules" ? 3 : 2;
}

/** `levels` says how many maps below a key are merged too. */
function merged(layers: readonly JsonObject[], levels: (key: string) => number): JsonObject {
  const keys = [...new Set(layers.flatMap((layer) => Object.keys(layer)))];
  return Object.fromEntries(
    keys.map((key) => {
      const values = layers.map((layer) => member(layer, key)).filter((value) => value !== undefined);
      const left = levels(key);
      const end = values.findIndex((value) => !isObject(value));
      const maps = values.slice(0, end < 0 ? values.length : end).filter(isObject);
      return [key, left > 0 && maps.length > 1 ? merged(maps, () => left - 1) : values[0]];
    }),
  );
}

/** One audience for all is the default of its mapping. */
export function withAudienceMap({ audience, ...others }: Settings): Settings {
  if (audience === undefined) return others;
  return { ...others, audience: typeof audience === "string" ? { default: audience } : audience };
}
