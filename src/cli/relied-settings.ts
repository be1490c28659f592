import { count } from "../core/prose.ts";
import type { Review } from "../core/review.ts";
import { settingsBefore } from "../gate/policy-changes.ts";
import { dayAfter } from "../core/day.ts";
import type { Files } from "../load/files.ts";
import { DEFAULT_GATE } from "../policy/gate-policy.ts";
import type { GitGrounds, Grounds } from "./gate-grounds.ts";
import type { GateSettings } from "./gate-settings.ts";

type ReliedSetting = NonNullable<NonNullable<Review["gate"]>["reliesOn"]>[number];

interface Relying {
  readonly judging: GateSettings;
  /** Why the change fails as it is judged. */
  readonly because: readonly string[];
  readonly grounds: Grounds;
  /** Every file that could be its configuration. */
  readonly names: readonly string[];
  readonly asOf: string;
}

/**
 * Settings of the base, younger than the policy's age, without which there would be more reasons to fail: whoever changes the
 * policy first and the operation second is told of. `settingsIn` reads older settings, `reasonsBy` judges the change by others.
 */
export async function reliedSettings(
  { judging, because, grounds, names, asOf }: Relying,
  settingsIn: (files: Files) => Promise<GateSettings>,
  reasonsBy: (settings: GateSettings) => Promise<readonly string[]>,
): Promise<readonly ReliedSetting[]> {
  const { git } = grounds;
  if (git === undefined) return [];
  const age = await policyAge(git, { judging, names, asOf }, settingsIn);
  const before = age === 0 ? undefined : git.policyBefore(dayAfter(asOf, -age)!);
  if (before === undefined) return [];
  const old = await settingsIn(before);
  const known = new Set(because);
  const missing = async (settings: GateSettings): Promise<readonly string[]> =>
    (await reasonsBy(settings)).filter((reason) => !known.has(reason));
  const changed = settingsBefore(judging, old);
  if (changed.length === 0) return [];
  const all = await missing(old);
  if (all.length === 0) return [];
  const relied: ReliedSetting[] = [];
  const tell = (file: string, key: string, reasons: readonly string[]): number =>
    relied.push({
      file,
      key,
      since: git.policySince(file) ?? null,
      text: `${reasons[0]!}${reasons.length > 1 ? `, and ${count(reasons.length - 1, "further reason")}` : ""}`,
    });
  for (const { file, key, policy, register } of changed.slice(0, MOST_JUDGED)) {
    const reasons = await missing({ ...judging, policy, register });
    if (reasons.length > 0) tell(file, key, reasons);
  }
  // Together they may do what none does alone.
  if (relied.length === 0) for (const { file, key } of changed) tell(file, key, all);
  return relied;
}

/**
 * The longest age in force within the default one: a shorter age is a setting like any other, and whoever merges it together
 * with a milder gate, or just before, must not have the gate keep silent about both.
 */
async function policyAge(
  git: GitGrounds,
  { judging, names, asOf }: Pick<Relying, "judging" | "names" | "asOf">,
  settingsIn: (files: Files) => Promise<GateSettings>,
): Promise<number> {
  const begin = dayAfter(asOf, -DEFAULT_GATE.policyAge)!;
  const replaced = git.policiesReplaced(names).flatMap(({ files, on }) => (on >= begin ? [files] : []));
  const first = replaced.length === 0 ? undefined : git.policyBefore(begin);
  let age = judging.policy.gate.policyAge;
  for (const files of first === undefined ? replaced : [...replaced, first])
    age = Math.max(age, (await settingsIn(files)).policy.gate.policyAge);
  return age;
}

/** Each is a review of its own. */
const MOST_JUDGED = 8;
