import path from "node:path";
import type { Audience } from "../core/exposure-words.ts";
import { isObject, member, type JsonObject } from "../core/json-value.ts";
import { childPointer, type Site } from "../core/place.ts";
import { rangeAt, type Source } from "../load/source.ts";
import { currentRuleId } from "../core/rule-ids.ts";
import { UserError } from "../core/user-error.ts";
import type { Configuration } from "./configuration.ts";
import { wordsIn } from "../lexicon/lexicon-tables.ts";
import type { AddedWords } from "../lexicon/lexicon.ts";
import { dismissalOf, type WrittenDismissal } from "./dismissals.ts";
import { byParticularity, matchesGlob } from "./glob.ts";
import type { AudiencePolicy, CeilingRow, Ceilings, Confirmation, Policy, ConfiguredRule } from "./policy.ts";
import type { NamedRuleset, NamedRulesets } from "./rulesets/named-rulesets.ts";
import { writerAt } from "./rulesets/writer.ts";
import { schemesNamedIn } from "./schemes-named.ts";
import { waiverOf, type Waiver, type WrittenWaiver } from "./waivers.ts";

/**
 * What a configuration, read from `source`, says of one description, over the defaults. `description` is its name
 * relative to the configuration's folder: of the entries of `apis` the first that names it is laid over what stands
 * above them. `isDefined` knows the rules that its rulesets define, which may be named as one of ours was.
 */
export function policyOf(
  configuration: Configuration,
  source: Source,
  description: string,
  defaults: Policy,
  isDefined: (rule: string) => boolean = () => false,
): PolicyWithNames {
  const { apis = [], ...common } = configuration;
  const ownAt = apis.findIndex(({ files }) =>
    listOf(files).some((glob) => matchesGlob(glob.replace(/^(?:\.\/)+/, ""), description)),
  );
  const own = apis[ownAt];
  const idOf = (rule: string): string => currentRuleId(rule, isDefined);
  const commonRules = rulesAt("#/rules", common.rules, source, idOf);
  const ownRules = rulesAt(`#/apis/${ownAt}/rules`, own?.rules, source, idOf);
  const below = { ...common, ...(commonRules.size === 0 ? {} : { rules: byId(commonRules) }) };
  const over = { ...own, ...(ownRules.size === 0 ? {} : { rules: byId(ownRules) }) };
  const settings: Settings = own === undefined ? below : laidOver(below, over);
  const { network, admission, principal, tenancy, data } = settings;
  const upTo = settings.dismiss?.upTo ?? defaults.dismissUpTo;
  const dismissals = (written: readonly WrittenDismissal[] | undefined, pointer: string): readonly Waiver[] =>
    (written ?? []).flatMap((one, index) =>
      one.file === undefined || path.posix.normalize(one.file) === description
        ? [dismissalOf(one, siteAt(source, childPointer(pointer, index)), upTo, idOf)]
        : [],
    );
  const policy: Policy = {
    ...defaults,
    audience: audienceOf(settings.audience),
    owner: settings.owner ?? defaults.owner,
    docsUrl: common.docsUrl?.replace(/\/$/, "") ?? defaults.docsUrl,
    network: {
      internal: network?.internal ?? defaults.network.internal,
      external: network?.external ?? defaults.network.external,
    },
    admission: mapOf(admission),
    principal: mapOf(principal),
    tenancy: typeof tenancy === "string" ? new Map([["*", tenancy]]) : mapOf(tenancy),
    schemesNamed: [...schemesNamedIn(common, "#", source), ...schemesNamedIn(own, `#/apis/${ownAt}`, source)],
    data: {
      // The form of rulesets/data-categories.yaml.
      categories: data?.categories === undefined ? undefined : { categories: data.categories },
      confirmations: new Map(Object.entries(data?.fields ?? {}).map(([field, said]) => [field, confirmationOf(said)])),
    },
    lexicon: addedWordsOf(settings.lexicon),
    ceilings: ceilingsOf(settings.ceilings, defaults.ceilings),
    rules: ruleSettingsOf(settings.rules, (rule) => (ownRules.get(rule) ?? commonRules.get(rule))!.source), // each is of one
    waivers: [
      ...waiversOf(common.waivers, source, "#/waivers", idOf),
      ...waiversOf(own?.waivers, source, `#/apis/${ownAt}/waivers`, idOf),
      ...dismissals(common.dismissed, "#/dismissed"),
      ...dismissals(own?.dismissed, `#/apis/${ownAt}/dismissed`),
    ],
    dismissUpTo: upTo,
    acceptsRequests: settings.acceptRequests ?? defaults.acceptsRequests,
    gate: { ...defaults.gate, ...settings.gate },
    deadlines: settings.sla ?? defaults.deadlines,
    register:
      settings.register === undefined
        ? defaults.register
        : path.posix.normalize(path.posix.join(path.posix.dirname(source.file), settings.register)),
  };
  if (settings.rulesets === undefined) return { policy, rulesets: undefined };
  const above = { rulesets: common.rulesets, pointer: "#/rulesets" };
  const nearer = { rulesets: own?.rulesets, pointer: `#/apis/${ownAt}/rulesets` };
  // Mappings are laid over each other, of anything else the nearer holds.
  const isLaidOver = isMapping(above.rulesets) && isMapping(nearer.rulesets);
  const levels = isLaidOver ? [nearer, above] : [nearer.rulesets === undefined ? above : nearer];
  const of = (audience: Audience): readonly NamedRuleset[] => {
    for (const { rulesets, pointer } of levels) {
      if (!isMapping(rulesets)) return namedAt(rulesets ?? [], pointer, source);
      const names = rulesets[audience];
      if (names !== undefined) return namedAt(names, childPointer(pointer, audience), source);
    }
    return [];
  };
  return { policy, rulesets: { private: of("private"), partner: of("partner"), public: of("public") } };
}

type ByExposure = Exclude<NonNullable<Settings["rulesets"]>, string | readonly string[]>;

function isMapping(rulesets: Settings["rulesets"]): rulesets is ByExposure {
  return isObject(rulesets);
}

/** Each name with where it is written. */
function namedAt(names: string | readonly string[], pointer: string, source: Source): readonly NamedRuleset[] {
  return listOf(names).map((name, index) => ({
    name,
    writer: writerAt(source, typeof names === "string" ? pointer : childPointer(pointer, index)),
  }));
}

/** A policy, and the names of the rulesets that are still to be read. */
export interface PolicyWithNames {
  readonly policy: Policy;
  readonly rulesets: NamedRulesets | undefined;
}

function waiversOf(
  written: readonly WrittenWaiver[] = [],
  source: Source,
  pointer: string,
  idOf: (rule: string) => string,
): readonly Waiver[] {
  return written.map((one, index) => waiverOf(one, siteAt(source, childPointer(pointer, index)), idOf));
}

interface WrittenRule {
  readonly setting: NonNullable<Settings["rules"]>[string];
  readonly source: Site;
}

/** What one mapping says of rules, by their ids of today. Throws a `UserError` where it names one under two ids. */
function rulesAt(
  pointer: string,
  written: Settings["rules"] = {},
  source: Source,
  idOf: (rule: string) => string,
): ReadonlyMap<string, WrittenRule> {
  const rules = new Map<string, WrittenRule & { readonly name: string }>();
  for (const [name, setting] of Object.entries(written)) {
    const id = idOf(name);
    const one = { name, setting, source: siteAt(source, childPointer(pointer, name)) };
    const before = rules.get(id);
    if (before !== undefined) {
      const former = name === id ? before.name : name;
      throw new UserError(
        `${one.source.file}:${one.source.line} "${before.name}" and "${name}" are one rule: ${former} is what ${id} was called`,
        { ...one.source, hint: `Keep one of them, under the name ${id}.` },
      );
    }
    rules.set(id, one);
  }
  return rules;
}

function byId(rules: ReadonlyMap<string, WrittenRule>): NonNullable<Settings["rules"]> {
  return Object.fromEntries([...rules].map(([id, { setting }]) => [id, setting]));
}

function ruleSettingsOf(written: Settings["rules"] = {}, sourceOf: (rule: string) => Site): Policy["rules"] {
  return new Map(
    Object.entries(written).map(([rule, setting]): [string, ConfiguredRule] => {
      const { paths, ...byExposure } =
        typeof setting === "string" ? { private: setting, partner: setting, public: setting, paths: {} } : setting;
      return [rule, { byExposure, paths: mostParticularFirst(paths), source: sourceOf(rule) }];
    }),
  );
}

function siteAt(source: Source, pointer: string): Site {
  return { file: source.file, line: rangeAt(source, pointer).line };
}

type Settings = Omit<Configuration, "apis">;

/**
 * Key by key, and so in the maps below them: of a list, a single value or a confirmation the later one holds. What is
 * laid over stands first.
 */
function laidOver(below: Settings, over: Settings): Settings {
  return merged(withAudienceMap(below), withAudienceMap(over), 2);
}

function merged(below: JsonObject, over: JsonObject, levels: number): JsonObject {
  const keys = [...new Set([...Object.keys(over), ...Object.keys(below)])];
  return Object.fromEntries(
    keys.map((key) => {
      const [value, beneath] = [member(over, key), member(below, key)];
      if (levels > 0 && isObject(value) && isObject(beneath)) return [key, merged(beneath, value, levels - 1)];
      return [key, value ?? beneath];
    }),
  );
}

/** One audience for all is the default of its mapping. */
function withAudienceMap({ audience, ...others }: Settings): Settings {
  if (audience === undefined) return others;
  return { ...others, audience: typeof audience === "string" ? { default: audience } : audience };
}

function audienceOf(audience: Settings["audience"] = {}): AudiencePolicy {
  const { default: api, operations, paths, tags } = typeof audience === "string" ? { default: audience } : audience;
  return { operations: mostParticularFirst(operations), paths: mostParticularFirst(paths), tags: mapOf(tags), api };
}

function mostParticularFirst<Value>(patterns: Readonly<Record<string, Value>> = {}): [pattern: string, Value][] {
  return Object.entries(patterns).toSorted(([a], [b]) => byParticularity(a, b));
}

function addedWordsOf(lexicon: Settings["lexicon"]): AddedWords | undefined {
  if (lexicon === undefined) return undefined;
  return Object.fromEntries(Object.entries(lexicon).map(([concept, words]) => [concept, wordsIn(words, concept)]));
}

function confirmationOf({ category, sensitivity, reason }: Written): Confirmation {
  return { category, sensitivity, reason: reason.trim() };
}

type Written = NonNullable<NonNullable<Settings["data"]>["fields"]>[string];

function ceilingsOf(configured: Settings["ceilings"], defaults: Ceilings): Ceilings {
  const row = (name: CeilingRow): Ceilings[CeilingRow] => ({ ...defaults[name], ...configured?.[name] });
  return {
    anonymous: row("anonymous"),
    "self-registered": row("self-registered"),
    partner: row("partner"),
    private: row("private"),
  };
}

function mapOf<Value>(map: Readonly<Record<string, Value>> = {}): ReadonlyMap<string, Value> {
  return new Map(Object.entries(map));
}

function listOf(files: string | readonly string[]): readonly string[] {
  return typeof files === "string" ? [files] : files;
}
