import { allFindings } from "../core/all-findings.ts";
import { canonicalJson } from "../core/canonical-json.ts";
import { AUDIENCES } from "../core/exposure-words.ts";
import { NO_EFFECT } from "../core/policy-effect.ts";
import { count, listed } from "../core/prose.ts";
import type { Finding, Review } from "../core/review.ts";
import { SEVERITIES } from "../core/severity.ts";
import { configurationKey } from "../policy/configuration-key.ts";
import type { Policy } from "../policy/policy.ts";
import type { Ruleset } from "../policy/rulesets/ruleset.ts";
import type { Waiver } from "../policy/waivers.ts";
import { entryWords } from "./entry-words.ts";
import type { Gate } from "./gate.ts";
import type { Register } from "./register/register.ts";

export type PolicyChange = Gate["policyChanges"][number];

/** A change of what the head would be judged by, and whether it may be to hide something. */
export interface OwnChange extends PolicyChange {
  readonly isMilder: boolean;
  /** Whether it is of several settings, each of which is told too. */
  readonly isSum?: boolean;
}

/** Settings that judge nothing: whom a report names, and where it links. */
const OF_REPORTS: ReadonlySet<string> = new Set(["owner", "docsUrl", "repository"]);

/** One setting that the head has otherwise: the key, and a policy with what the head has. */
interface Difference {
  readonly key: string;
  readonly apply: (policy: Policy) => Policy;
  /** What it says itself, where no finding tells it. */
  readonly told?: string;
}

/**
 * What the head changes in what it would be judged by, each with what it would do. `review` gives the review of the
 * head under a policy; `judged` is that under the base's.
 */
export async function policyChanges(
  base: Policy,
  head: Policy,
  judged: Review,
  review: (policy: Policy) => Promise<Review>,
  /** Whether the head changed a setting itself, and not its target since. */
  isOwn: (key: string) => boolean = () => true,
  /** Today, YYYY-MM-DD. */
  asOf?: string,
): Promise<readonly OwnChange[]> {
  const differences = differencesOf(base, head).filter(({ key }) => isOwn(key));
  if (differences.length > MOST_JUDGED) {
    const all = differences.map(({ key }) => key);
    const after = await review({ ...head, gate: base.gate });
    // Whose acceptance hides a finding is told, however much else is changed beside it.
    const entries = ["waivers", "dismissed"].flatMap((key) => entryWords(key, judged, after, base, asOf));
    return [
      {
        file: fileOf(undefined, base, head),
        key: listed(all, 12),
        effect: effectOf(judged, after, undefined),
        ...(entries.length === 0 ? {} : { entries }),
        isMilder: true, // they are more than those of reports
      },
    ];
  }
  const changes: OwnChange[] = [];
  for (const { key, apply, told } of differences) {
    const after = told === undefined ? await review(apply(base)) : undefined;
    const entries = after === undefined ? [] : entryWords(key, judged, after, base, asOf);
    changes.push({
      file: key === "register" && told === undefined ? head.register : fileOf(key, base, head),
      key,
      effect: after === undefined ? (told ?? NO_EFFECT) : effectOf(judged, after, key),
      ...(entries.length === 0 ? {} : { entries: [...entries] }),
      isMilder: !OF_REPORTS.has(key),
    });
  }
  const several = differences.filter(({ told }) => told === undefined);
  if (several.length < 2) return changes;
  // Ways in that are alternatives of each other change nothing one by one.
  const all = effectOf(judged, await review(several.reduce((policy, { apply }) => apply(policy), base)), undefined);
  if (all === NO_EFFECT || changes.some(({ effect }) => effect === all)) return changes;
  const alone = several.every(({ key }) => changes.some((one) => one.key === key && one.effect === NO_EFFECT))
    ? "; each by itself changes nothing"
    : "";
  const keys = several.map(({ key }) => key);
  return [
    {
      file: fileOf(keys[0], base, head),
      key: listed(keys, 12),
      effect: `together: ${all}${alone}`,
      isMilder: true,
      isSum: true,
    },
    ...changes.map((one) => (one.effect === NO_EFFECT ? { ...one, effect: `${NO_EFFECT} by this alone` } : one)),
  ];
}

/** The settings that differ between two policies. */
export function changedKeys(base: Policy, head: Policy): readonly string[] {
  return differencesOf(base, head).map(({ key }) => key);
}

/** One setting as it was, within settings as they are. */
export interface SettingBefore {
  readonly file: string;
  readonly key: string;
  readonly policy: Policy;
  readonly register: Register;
}

/** What a description is judged by now, each time with one of the settings that could decide as it was `before`. */
export function settingsBefore(now: JudgedBy, before: JudgedBy): readonly SettingBefore[] {
  const { policy, register } = now;
  const found = differencesOf(policy, before.policy).flatMap(({ key, apply, told }): SettingBefore[] => {
    if (key === "gate")
      return [
        { file: fileOf(key, before.policy, policy), key, policy: { ...policy, gate: before.policy.gate }, register },
      ];
    if (told !== undefined || key === "register") return [];
    return [{ file: fileOf(key, before.policy, policy), key, policy: apply(policy), register }];
  });
  if (canonicalJson(withoutLines(register)) === canonicalJson(withoutLines(before.register))) return found;
  const waivers = withWaivers(policy, before.policy, "register");
  return [...found, { file: register.file, key: "register", policy: waivers, register: before.register }];
}

interface JudgedBy {
  readonly policy: Policy;
  readonly register: Register;
}

function withoutLines({ issues }: Register): unknown {
  return issues.map(({ line: _line, ...issue }) => issue);
}

/** Whether the head would be judged otherwise than the base. */
export function hasPolicyChanges(base: Policy, head: Policy): boolean {
  return differencesOf(base, head).length > 0;
}

/** The file that has a key otherwise: of those that the head adds, changes or takes away the nearest that says it. */
function fileOf(key: string | undefined, base: Policy, head: Policy): string {
  const isIn = (files: Policy["files"], one: Policy["files"][number]): boolean =>
    files.some(({ file, sha256 }) => file === one.file && sha256 === one.sha256);
  const changed = [
    ...head.files.filter((one) => !isIn(base.files, one)),
    ...base.files.filter((one) => !isIn(head.files, one)),
  ];
  const saying = changed.find(
    ({ keys }) =>
      key !== undefined && keys.some((own) => own === key || key.startsWith(`${own}.`) || key.startsWith(`${own}[`)),
  );
  return (saying ?? changed[0])?.file ?? head.file ?? base.file ?? "sallyport.yaml";
}

/** Each is a review of its own. */
const MOST_JUDGED = 8;

function differencesOf(base: Policy, head: Policy): readonly Difference[] {
  const found: Difference[] = [];
  for (const section of ["admission", "principal", "tenancy"] as const)
    for (const name of changedNames<string>(base[section], head[section]))
      found.push({
        key: configurationKey([section, name]),
        apply: (policy) => ({ ...policy, [section]: withEntry<string>(policy[section], name, head[section]) }),
      });
  for (const name of changedNames(base.data.confirmations, head.data.confirmations))
    found.push({
      key: configurationKey(["data", "fields", name]),
      apply: (policy) => ({
        ...policy,
        data: {
          ...policy.data,
          confirmations: withEntry(policy.data.confirmations, name, head.data.confirmations),
        },
      }),
    });
  const whole: readonly (readonly [key: string, was: unknown, is: unknown, apply: Difference["apply"]])[] = [
    ["audience", base.audience, head.audience, (policy) => ({ ...policy, audience: head.audience })],
    ["network", base.network, head.network, (policy) => ({ ...policy, network: head.network })],
    [
      "data.categories",
      base.data.categories,
      head.data.categories,
      (policy) => ({ ...policy, data: { ...policy.data, categories: head.data.categories } }),
    ],
    ["lexicon", base.lexicon, head.lexicon, (policy) => ({ ...policy, lexicon: head.lexicon })],
    ["ceilings", base.ceilings, head.ceilings, (policy) => ({ ...policy, ceilings: head.ceilings })],
    ["rules", base.rules, head.rules, (policy) => ({ ...policy, rules: head.rules })],
    [
      "rulesets",
      [base.severities, rulesetsSaid(base)],
      [head.severities, rulesetsSaid(head)],
      (policy) => ({ ...policy, severities: head.severities, rulesets: head.rulesets }),
    ],
    ...(["waivers", "dismissed", "register"] as const).map(
      (group) =>
        [
          group,
          waiversIn(base, group),
          waiversIn(head, group),
          (policy: Policy) => withWaivers(policy, head, group),
        ] as const,
    ),
    [
      "acceptRequests",
      base.acceptsRequests,
      head.acceptsRequests,
      (policy) => ({ ...policy, acceptsRequests: head.acceptsRequests }),
    ],
  ];
  for (const [key, was, is, apply] of whole) if (canonicalJson(was) !== canonicalJson(is)) found.push({ key, apply });
  for (const [key, was, is] of [
    ["gate", base.gate, head.gate],
    ["sla", base.deadlines, head.deadlines],
    ["owner", base.owner, head.owner],
    ["accept", { days: base.acceptanceDays }, { days: head.acceptanceDays }],
    ["docsUrl", base.docsUrl, head.docsUrl],
    ["repository", base.repository, head.repository],
    ["register", base.register, head.register],
    ["dismiss", { upTo: base.dismissUpTo ?? "any" }, { upTo: head.dismissUpTo ?? "any" }],
  ] as const)
    if (canonicalJson(was) !== canonicalJson(is))
      found.push({ key, apply: (policy) => policy, told: settingWords(was, is) });
  return found;
}

/** What rulesets say, without where and in what words. */
function rulesetsSaid({ rulesets }: Policy): unknown {
  const said = ({ name, builtin, module, functions, definition, extends: extended, overrides }: Ruleset): unknown => [
    // One that comes with Sallyport is known by its name.
    builtin ?? (Object.keys(definition).length === 0 ? name : ""),
    module ?? "",
    functions ?? {},
    definition,
    extended.map(({ ruleset, mode }) => [said(ruleset), mode]),
    overrides.map(({ ruleset, ...override }) => [said(ruleset), override]),
  ];
  return Object.fromEntries(Object.entries(rulesets).map(([audience, { ruleset }]) => [audience, said(ruleset)]));
}

/** The names of the entries that differ. */
function changedNames<Value>(base: ReadonlyMap<string, Value>, head: ReadonlyMap<string, Value>): readonly string[] {
  return [...new Set([...base.keys(), ...head.keys()])].filter(
    (name) => canonicalJson(base.get(name)) !== canonicalJson(head.get(name)),
  );
}

/** A map with one entry as another has it. */
function withEntry<Value>(
  map: ReadonlyMap<string, Value>,
  name: string,
  from: ReadonlyMap<string, Value>,
): ReadonlyMap<string, Value> {
  const is = from.get(name);
  const changed = new Map(map);
  if (is === undefined) changed.delete(name);
  else changed.set(name, is);
  return changed;
}

/** Where a waiver comes from: a list of the configuration, or the register. */
type WaiverGroup = "waivers" | "dismissed" | "register";

function groupOf({ kind, source }: Waiver, { register }: Policy): WaiverGroup {
  if (kind === "dismissal") return "dismissed";
  return source.file === register ? "register" : "waivers";
}

/** Waivers of one group, without where they stand and what another setting lets them cover. */
function waiversIn(policy: Policy, group: WaiverGroup): unknown {
  return policy.waivers
    .filter((waiver) => groupOf(waiver, policy) === group)
    .map(({ source: _source, dismissal, ...waiver }) => ({
      ...waiver,
      ...(dismissal === undefined ? {} : { dismissal: { ...dismissal, upTo: null } }),
    }));
}

/** The base with what the head has of one group; what may be dismissed is for the base to say. */
function withWaivers(base: Policy, head: Policy, group: WaiverGroup): Policy {
  return {
    ...base,
    waivers: [
      ...base.waivers.filter((waiver) => groupOf(waiver, base) !== group),
      ...head.waivers
        .filter((waiver) => groupOf(waiver, head) === group)
        .map((waiver) =>
          waiver.dismissal === undefined
            ? waiver
            : { ...waiver, dismissal: { ...waiver.dismissal, upTo: base.dismissUpTo } },
        ),
    ],
  };
}

function settingWords(was: unknown, is: unknown): string {
  if (typeof was !== "object" || typeof is !== "object" || was === null || is === null)
    return `${wordOf(is)}, it was ${wordOf(was)}`;
  const keys = [...new Set([...Object.keys(was), ...Object.keys(is)])];
  const [before, after] = [was as Record<string, unknown>, is as Record<string, unknown>]; // plain settings, as read
  return listed(
    keys
      .filter((key) => before[key] !== after[key])
      .map((key) => `${key} ${wordOf(after[key])} (was ${wordOf(before[key])})`),
    7,
  );
}

function wordOf(value: unknown): string {
  return typeof value === "string" ? value : (JSON.stringify(value) ?? "none");
}

/** What becomes of findings that are no longer open by what settles them, which fixes none. */
const SETTLED: Readonly<Record<string, string>> = {
  waivers: "would be accepted",
  register: "would be accepted",
  dismissed: "would be dismissed",
};

/** What another policy would do to a review, in a few words; `key` is the one setting that it has otherwise. */
function effectOf(before: Review, after: Review, key: string | undefined): string {
  const settled = key === undefined ? undefined : SETTLED[key];
  const [was, is] = [openFindings(before), openFindings(after)];
  const placesOf = (findings: readonly Finding[]) =>
    new Set(findings.flatMap(({ places }) => places.map((place) => place.fingerprint)));
  const [placesBefore, placesAfter] = [placesOf(was), placesOf(is)];
  const gone = was.filter(({ places }) => !places.some(({ fingerprint }) => placesAfter.has(fingerprint)));
  const added = is.filter(({ places }) => !places.some(({ fingerprint }) => placesBefore.has(fingerprint)));
  const severities = new Map(
    is.flatMap((finding) => finding.places.map(({ fingerprint }) => [fingerprint, finding.severity] as const)),
  );
  const milder = was.filter(({ places, severity }) =>
    places.some(({ fingerprint }) => {
      const now = severities.get(fingerprint);
      return now !== undefined && SEVERITIES.indexOf(now) > SEVERITIES.indexOf(severity);
    }),
  );
  const exposures = new Map(after.operations.map(({ id, exposure }) => [id, exposure]));
  const narrowed = before.operations.filter(({ id, exposure }) => {
    const now = exposures.get(id);
    return (
      exposure !== null && now !== undefined && now !== null && AUDIENCES.indexOf(now) < AUDIENCES.indexOf(exposure)
    );
  });
  const parts = [
    ...(gone.length > 0 ? [`${count(gone.length, "finding")} ${settled ?? "would disappear"}${worstOf(gone)}`] : []),
    ...(milder.length > 0 ? [`${count(milder.length, "finding")} would be less severe`] : []),
    ...(added.length > 0
      ? [`${count(added.length, "finding")} would be ${settled === undefined ? "new" : "open again"}`]
      : []),
    ...(narrowed.length > 0 ? [`the exposure of ${count(narrowed.length, "operation")} would be narrower`] : []),
    ...(before.verdict.decision === after.verdict.decision
      ? []
      : [`the verdict would be ${after.verdict.decision ?? "none"} instead of ${before.verdict.decision ?? "none"}`]),
  ];
  return parts.length === 0 ? NO_EFFECT : listed(parts, 6);
}

/** Open findings, those under assumptions included: whatever a policy makes of them is an effect. */
function openFindings(review: Review): readonly Finding[] {
  return allFindings(review).filter(({ status }) => status === "open" || status === "regressed");
}

function worstOf(findings: readonly Finding[]): string {
  const worst = SEVERITIES.find((severity) => findings.some((finding) => finding.severity === severity));
  return worst === undefined ? "" : ` (the worst is ${worst})`;
}
