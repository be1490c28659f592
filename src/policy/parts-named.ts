import { isObject, member } from "../core/json-value.ts";
import { childPointer, type Site } from "../core/place.ts";
import { rangeAt } from "../load/source.ts";
import type { Layer } from "./settings-layers.ts";

/** A part of descriptions, or a category of data, that a setting of `sallyport.yaml` names or has a pattern for. */
export interface PartNamed {
  readonly kind: PartKind;
  /** The keys and indices that lead to it: `["audience", "operations", "GET /users"]`, `["network", "internal", 0]`. */
  readonly keys: readonly (string | number)[];
  readonly name: string;
  /** Where it is written. */
  readonly source: Site;
  /** Whether it is written where it may be for another description: above the folder, for several files, beside `apis`. */
  readonly isForOthers: boolean;
}

export type PartKind = "scheme" | "operation" | "path" | "tag" | "field" | "host" | "category";

/** The keys below which parts are named, `*` for any key. */
const WHERE: readonly (readonly [kind: PartKind, ...keys: string[]])[] = [
  ["scheme", "admission"],
  ["scheme", "principal"],
  ["scheme", "tenancy"],
  ["operation", "audience", "operations"],
  ["operation", "agents", "operations"],
  ["path", "audience", "paths"],
  ["path", "rules", "*", "paths"],
  ["tag", "audience", "tags"],
  ["field", "data", "fields"],
];

/** What a layer names; `nearest` is the file that is nearest to the description. */
export function partsNamedIn(layer: Layer, nearest: string | undefined): readonly PartNamed[] {
  const { settings, pointer, source } = layer;
  const isForOthers = source.file !== nearest || isOfSeveral(layer);
  const part = (kind: PartKind, name: string, keys: PartNamed["keys"]): PartNamed => {
    const { line } = rangeAt(
      source,
      keys.reduce<string>((at, key) => childPointer(at, String(key)), pointer),
    );
    return { kind, keys, name, source: { file: source.file, line }, isForOthers };
  };
  const names = WHERE.flatMap(([kind, ...below]) =>
    keysBelow(settings, below).flatMap((keys) => {
      const name = keys.at(-1)!; // what was found has a key
      return kind === "scheme" && !isSchemeName(keys[0], name) ? [] : [part(kind, name, keys)];
    }),
  );
  const hosts = (["internal", "external"] as const).flatMap((reach) =>
    (settings.network?.[reach] ?? []).map((host, index) => part("host", host, ["network", reach, index])),
  );
  const categories = Object.entries(settings.data?.fields ?? {}).flatMap(([field, { category }]) =>
    category === undefined ? [] : [part("category", category, ["data", "fields", field, "category"])],
  );
  return [...names, ...hosts, ...categories];
}

/** Whether settings stand where what they say is for more than one description. */
function isOfSeveral({ pointer, source }: Layer): boolean {
  const apis = member(source.value, "apis");
  if (pointer === "#") return Array.isArray(apis) && apis.length > 0;
  const files = member(member(apis, pointer.slice("#/apis/".length)), "files");
  return typeof files === "string" ? /[*?{]/.test(files) : Array.isArray(files) && files.length > 1;
}

function keysBelow(value: unknown, [first, ...rest]: readonly string[]): readonly (readonly string[])[] {
  if (!isObject(value)) return [];
  if (first === undefined) return Object.keys(value).map((key) => [key]);
  const through = first === "*" ? Object.keys(value) : [first];
  return through.flatMap((key) => keysBelow(member(value, key), rest).map((keys) => [key, ...keys]));
}

/** Whether a key of `admission`, `principal` or `tenancy` names a scheme: `*` and the `webhooks` of `admission` name none. */
function isSchemeName(key: string | undefined, name: string): boolean {
  return name !== "*" && !(key === "admission" && name === "webhooks");
}
