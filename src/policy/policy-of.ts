import path from "node:path";
import { AGENT_REASON_NAMES } from "../core/agent-reasons.ts";
import type { Audience } from "../core/exposure-words.ts";
import { isObject, member } from "../core/json-value.ts";
import { oneOrMore } from "../core/one-or-more.ts";
import { childPointer, tokensOf, type Site } from "../core/place.ts";
import { rangeAt, type Source } from "../load/source.ts";
import { currentRuleId } from "../core/rule-ids.ts";
import type { SourceRepository } from "../core/source-url.ts";
import { UserError } from "../core/user-error.ts";
import { wordsIn } from "../lexicon/lexicon-tables.ts";
import type { AddedWords } from "../lexicon/lexicon.ts";
import { dismissalOf } from "./dismissals.ts";
import { byParticularity } from "./glob.ts";
import type {
  AgentsPolicy,
  AudiencePolicy,
  CeilingRow,
  Ceilings,
  Confirmation,
  Policy,
  ConfiguredRule,
} from "./policy.ts";
import type { NamedRuleset, NamedRulesets } from "./rulesets/named-rulesets.ts";
import { writerAt } from "./rulesets/writer.ts";
import { operationPattern } from "./operation-pattern.ts";
import { partsNamedIn } from "./parts-named.ts";
import { mergedSettings, type Layer, type Settings } from "./settings-layers.ts";
import { isUnreasoned } from "./unreasoned-dismissals.ts";
import { waiverOf, type Waiver } from "./waivers.ts";

/**
 * What `sallyport.yaml` files say of one description, the nearest layer first, over the defaults. `isDefined` knows the rules
 * that their rulesets define, which may be named as one of ours was.
 */
export function policyOf(
  layers: readonly Layer[],
  defaults: Policy,
  isDefined: (rule: string) => boolean = () => false,
): PolicyWithNames {
  const idOf = (rule: string): string => currentRuleId(rule, isDefined);
  const rules = layers.map((layer) => rulesAt(layer, idOf));
  const settings = mergedSettings(
    layers.map((layer, index) =>
      rules[index]!.size === 0 ? layer.settings : { ...layer.settings, rules: byId(rules[index]!) },
    ),
  );
  const { network, admission, principal, tenancy, data } = settings;
  const upTo = settings.dismiss?.upTo ?? defaults.dismissUpTo;
  const farthestFirst = layers.toReversed();
  const policy: Policy = {
    ...defaults,
    audience: audienceOf(settings.audience),
    owner: settings.owner ?? defaults.owner,
    docsUrl: settings.docsUrl?.replace(/\/$/, "") ?? defaults.docsUrl,
    repository: repositoryOf(settings.repository) ?? defaults.repository,
    network: {
      internal: network?.internal ?? defaults.network.internal,
      external: network?.external ?? defaults.network.external,
    },
    admission: mapOf(admission),
    principal: mapOf(principal),
    tenancy: typeof tenancy === "string" ? new Map([["*", tenancy]]) : mapOf(tenancy),
    partsNamed: farthestFirst.flatMap((layer) => partsNamedIn(layer, defaults.file)),
    data: {
      // The form of rulesets/data-categories.yaml.
      categories: data?.categories === undefined ? undefined : { categories: data.categories },
      confirmations: new Map(Object.entries(data?.fields ?? {}).map(([field, said]) => [field, confirmationOf(said)])),
    },
    lexicon: addedWordsOf(settings.lexicon),
    ceilings: ceilingsOf(settings.ceilings, defaults.ceilings),
    rules: ruleSettingsOf(settings.rules, (rule) => rules.find((named) => named.has(rule))!.get(rule)!.source), // each is of one
    waivers: [
      ...farthestFirst.flatMap((layer) => waiversOf(layer, idOf)),
      ...farthestFirst.flatMap((layer) => dismissalsOf(layer, upTo, idOf)),
    ],
    unreasoned: farthestFirst.flatMap((layer) =>
      dismissedIn(layer).flatMap(({ isReasoned, source }) => (isReasoned ? [] : [source])),
    ),
    dismissUpTo: upTo,
    acceptsRequests: settings.acceptRequests ?? defaults.acceptsRequests,
    agents: agentsOf(settings.agents),
    gate: { ...defaults.gate, ...settings.gate },
    deadlines: settings.sla ?? defaults.deadlines,
    acceptanceDays: settings.accept?.days ?? defaults.acceptanceDays,
    register: registerOf(layers) ?? defaults.register,
  };
  return { policy, rulesets: rulesetsOf(layers) };
}

/** The register that the nearest file names, each relative to its own folder. */
function registerOf(layers: readonly Layer[]): string | undefined {
  const layer = layers.find(({ settings }) => settings.register !== undefined);
  if (layer?.settings.register === undefined) return undefined;
  return path.posix.normalize(path.posix.join(path.posix.dirname(layer.source.file), layer.settings.register));
}

function repositoryOf(said: Settings["repository"]): SourceRepository | undefined {
  if (said === undefined) return undefined;
  const { url, ...others } = typeof said === "string" ? { url: said } : said;
  return { url: url.replace(/\/$/, ""), ...others };
}

/** Mappings are laid over each other, of anything else the nearest holds. */
function rulesetsOf(layers: readonly Layer[]): NamedRulesets | undefined {
  const said = layers.filter(({ settings }) => settings.rulesets !== undefined);
  const end = said.findIndex(({ settings }) => !isMapping(settings.rulesets));
  const levels = end === 0 ? said.slice(0, 1) : said.slice(0, end < 0 ? said.length : end);
  if (levels.length === 0) return undefined;
  const of = (audience: Audience): readonly NamedRuleset[] => {
    for (const { settings, pointer, source } of levels) {
      const at = childPointer(pointer, "rulesets");
      if (!isMapping(settings.rulesets)) return namedAt(settings.rulesets ?? [], at, source);
      const names = settings.rulesets[audience];
      if (names !== undefined) return namedAt(names, childPointer(at, audience), source);
    }
    return [];
  };
  return { private: of("private"), partner: of("partner"), public: of("public") };
}

type ByExposure = Exclude<NonNullable<Settings["rulesets"]>, string | readonly string[]>;

function isMapping(rulesets: Settings["rulesets"]): rulesets is ByExposure {
  return isObject(rulesets);
}

/** Each name with where it is written. */
function namedAt(names: string | readonly string[], pointer: string, source: Source): readonly NamedRuleset[] {
  return oneOrMore(names).map((name, index) => ({
    name,
    writer: writerAt(source, typeof names === "string" ? pointer : childPointer(pointer, index)),
  }));
}

/** A policy, and the names of the rulesets that are still to be read. */
export interface PolicyWithNames {
  readonly policy: Policy;
  readonly rulesets: NamedRulesets | undefined;
}

function waiversOf({ settings, pointer, source }: Layer, idOf: (rule: string) => string): readonly Waiver[] {
  const at = childPointer(pointer, "waivers");
  return (settings.waivers ?? []).map((one, index) => waiverOf(one, siteAt(source, childPointer(at, index)), idOf));
}

function dismissalsOf(layer: Layer, upTo: Policy["dismissUpTo"], idOf: (rule: string) => string): readonly Waiver[] {
  return dismissedIn(layer).flatMap(({ written, source, isReasoned }) =>
    isReasoned ? [dismissalOf(written, source, upTo, idOf)] : [],
  );
}

/** Those for the description, and those for every one. */
function dismissedIn({ settings, pointer, source, description }: Layer) {
  const at = childPointer(pointer, "dismissed");
  const entries = tokensOf(at).reduce<unknown>(member, source.value);
  return (settings.dismissed ?? []).flatMap((written, index) =>
    written.file === undefined || path.posix.normalize(written.file) === description
      ? [
          {
            written,
            source: siteAt(source, childPointer(at, index)),
            isReasoned: !isUnreasoned(member(entries, index)),
          },
        ]
      : [],
  );
}

interface WrittenRule {
  readonly setting: NonNullable<Settings["rules"]>[string];
  readonly source: Site;
}

/** What one layer says of rules, by their ids of today. Throws a `UserError` where it names one under two ids. */
function rulesAt(
  { settings, pointer, source }: Layer,
  idOf: (rule: string) => string,
): ReadonlyMap<string, WrittenRule> {
  const at = childPointer(pointer, "rules");
  const rules = new Map<string, WrittenRule & { readonly name: string }>();
  for (const [name, setting] of Object.entries(settings.rules ?? {})) {
    const id = idOf(name);
    const one = { name, setting, source: siteAt(source, childPointer(at, name)) };
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

function audienceOf(audience: Settings["audience"] = {}): AudiencePolicy {
  const { default: api, operations, paths, tags } = typeof audience === "string" ? { default: audience } : audience;
  return {
    operations: mostParticularFirst(operations).map(withMethod),
    paths: mostParticularFirst(paths),
    tags: mapOf(tags),
    api,
  };
}

function withMethod<Value>([pattern, value]: readonly [string, Value]): [pattern: string, Value] {
  return [operationPattern(pattern), value];
}

function mostParticularFirst<Value>(patterns: Readonly<Record<string, Value>> = {}): [pattern: string, Value][] {
  return Object.entries(patterns).toSorted(([a], [b]) => byParticularity(a, b));
}

function agentsOf(said: Settings["agents"]): AgentsPolicy {
  const { reasons, operations } = typeof said === "object" ? said : {};
  return {
    isDeclared: said === undefined ? undefined : said !== false,
    reasons: new Map(
      AGENT_REASON_NAMES.flatMap((name) => {
        const decision = reasons?.[name];
        return decision === undefined ? [] : [[name, decision]];
      }),
    ),
    operations: mostParticularFirst(operations).map(([pattern, { decision, reason }]) => [
      operationPattern(pattern),
      { decision, reason: reason.trim() },
    ]),
  };
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
