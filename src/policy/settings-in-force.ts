import { isObject, member } from "../core/json-value.ts";
import { childPointer } from "../core/place.ts";
import { currentRuleId } from "../core/rule-ids.ts";
import { rangeAt } from "../load/source.ts";
import { configuration } from "./configuration.ts";
import { configurationKey } from "./configuration-key.ts";
import { defaultPolicy } from "./default-policy.ts";
import { mergedLevels, mergedSettings, withAudienceMap, type Layer } from "./settings-layers.ts";

/** One setting that holds, and where it is said. */
export interface SettingInForce {
  /** `["gate", "failOn"]`; of a list whose entries come from several files each entry, `["waivers", 0]`. */
  readonly path: readonly (string | number)[];
  /** The same as a name: `gate.failOn`. */
  readonly key: string;
  readonly value: unknown;
  /** `undefined` where no file says it and the default holds. */
  readonly source: { readonly file: string; readonly line: number; readonly column: number } | undefined;
}

/** What layers say together, the nearest first, and the defaults of what they leave out; in the order of the schema. */
export function settingsInForce(layers: readonly Layer[]): readonly SettingInForce[] {
  const named = layers.map(withCurrentRules);
  const { waivers: _waivers, dismissed: _dismissed, ...merged } = mergedSettings(named.map(({ settings }) => settings));
  const said = Object.entries(merged).flatMap(([key, value]) => leaves([key], value, mergedLevels(key), named));
  const listed = (["waivers", "dismissed"] as const).flatMap((key) => entriesOf(key, layers));
  const keys = new Set(said.map(({ key }) => key));
  const defaults = defaultSettings().filter(({ key, path: [section] }) => {
    // Whoever gives one deadline gives them all.
    return section === "sla" ? merged.sla === undefined : !keys.has(key);
  });
  const order = Object.keys(configuration.shape);
  return [...said, ...listed, ...defaults].toSorted(
    (a, b) => order.indexOf(String(a.path[0])) - order.indexOf(String(b.path[0])),
  );
}

/** A layer whose rules have the ids that they have now, and the names under which they are written. */
interface NamedLayer extends Layer {
  readonly writtenRules: ReadonlyMap<string, string>;
}

function withCurrentRules(layer: Layer): NamedLayer {
  const settings = withAudienceMap(layer.settings);
  const { rules } = settings;
  if (rules === undefined) return { ...layer, settings, writtenRules: new Map() };
  const current = Object.entries(rules).map(([name, setting]) => ({ name, id: currentRuleId(name), setting }));
  return {
    ...layer,
    settings: { ...settings, rules: Object.fromEntries(current.map(({ id, setting }) => [id, setting])) },
    writtenRules: new Map(current.map(({ id, name }) => [id, name])),
  };
}

function leaves(
  path: readonly string[],
  value: unknown,
  levels: number,
  layers: readonly NamedLayer[],
): readonly SettingInForce[] {
  if (levels > 0 && isObject(value))
    return Object.entries(value).flatMap(([key, inner]) => leaves([...path, key], inner, levels - 1, layers));
  // The nearest that says it is the one that holds.
  const layer = layers.find(
    ({ settings }) => path.reduce<unknown>((at, key) => member(at, key), settings) !== undefined,
  )!;
  return [settingAt(path, value, layer, path[0] === "rules" ? withWrittenRule(path, layer) : path)];
}

function withWrittenRule([section = "", id = "", ...rest]: readonly string[], { writtenRules }: NamedLayer) {
  return [section, writtenRules.get(id) ?? id, ...rest];
}

/** Those of all files hold. */
function entriesOf(key: "waivers" | "dismissed", layers: readonly Layer[]): readonly SettingInForce[] {
  const all = layers
    .toReversed()
    .flatMap((layer) =>
      (layer.settings[key] ?? []).map((value, index) => ({ value, layer, written: [key, String(index)] })),
    );
  return all.map(({ value, layer, written }, index) => settingAt([key, index], value, layer, written));
}

function settingAt(
  path: SettingInForce["path"],
  value: unknown,
  { pointer, source }: Layer,
  written: readonly string[],
): SettingInForce {
  const at = written.reduce((above, key) => childPointer(above, key), pointer);
  const { line, column } = rangeAt(source, at);
  return { path, key: configurationKey(path), value, source: { file: source.file, line, column } };
}

/** What holds where nothing is said, as far as there is a value for it. */
function defaultSettings(): readonly SettingInForce[] {
  const { gate, deadlines, ceilings, register, acceptsRequests, acceptanceDays } = defaultPolicy();
  const settings = {
    gate,
    sla: deadlines,
    accept: { days: acceptanceDays },
    ceilings,
    register,
    acceptRequests: acceptsRequests,
  };
  const below = (path: readonly string[], value: unknown): readonly SettingInForce[] =>
    isObject(value)
      ? Object.entries(value).flatMap(([key, inner]) => below([...path, key], inner))
      : [{ path, key: configurationKey(path), value, source: undefined }];
  return Object.entries(settings).flatMap(([key, value]) => below([key], value));
}
