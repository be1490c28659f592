import path from "node:path";
import { byCodeUnit } from "../core/compare.ts";
import { UserError } from "../core/user-error.ts";
import { descriptionsAmong, isTouchedFile, type Touched } from "../gate/git/touched.ts";
import type { GitTree } from "../gate/git/git-tree.ts";
import { hasPolicyChanges } from "../gate/policy-changes.ts";
import { readRegister } from "../gate/register/read-register.ts";
import { emptyRegister, type Register } from "../gate/register/register.ts";
import { descriptionsOfChanges } from "../gate/register/register-changes.ts";
import { roughlyDecoded } from "../load/decode.ts";
import type { Files } from "../load/files.ts";
import { isConfigurationName } from "../policy/configuration-files.ts";
import { loadPolicy } from "../policy/load-policy.ts";
import type { Policy } from "../policy/policy.ts";
import { baseSettings } from "./gate-settings.ts";

/** Each is a review of its own, and more of each setting that differs. */
const MOST_SHOWN = 20;

/**
 * Descriptions that a change leaves as they are, and judges by other settings: of a change of `sallyport.yaml`, of a ruleset or
 * of the register alone, nothing else would be told. `more` is how many there are beside those that are given.
 */
export async function judgedOtherwise(
  names: readonly string[],
  touched: readonly Touched[],
  head: Files,
  base: GitTree,
): Promise<{ readonly touched: readonly Touched[]; readonly more: number }> {
  const known = new Set(touched.map((one) => one.head));
  const others = new Set<string>();
  const folders = foldersChanged(names, head, base);
  const below = names.filter(
    (name) => !known.has(name) && folders.some((folder) => folder === "." || name.startsWith(`${folder}/`)),
  );
  for (const name of descriptionsAmong(below, head)) if (await isJudgedOtherwise(name, head, base)) others.add(name);
  for (const name of await onOtherRecord(names, head, base))
    if (!known.has(name) && descriptionsAmong([name], head).length > 0) others.add(name);
  const sorted = [...others].toSorted(byCodeUnit);
  return {
    touched: sorted.slice(0, MOST_SHOWN).map((name) => ({ head: name, base: name })),
    more: Math.max(0, sorted.length - MOST_SHOWN),
  };
}

/** Folders below which settings may differ: those of a `sallyport.yaml` that is changed, or that names rulesets where a file is. */
function foldersChanged(names: readonly string[], head: Files, base: GitTree): readonly string[] {
  const all = [...new Set([...names, ...base.names])];
  const configurations = all.filter(isConfigurationName);
  const changed = configurations.filter((name) => isTouchedFile(name, head, base));
  const naming = configurations.filter(
    (name) => !changed.includes(name) && [head, base].some((files) => /\brulesets\b/.test(textIn(name, files))),
  );
  // A ruleset may be of any name, in any folder, and extend others.
  const isOne = naming.length > 0 && all.some((name) => mayBeRuleset(name) && isTouchedFile(name, head, base));
  return [...new Set([...changed, ...(isOne ? naming : [])].map((name) => path.posix.dirname(name)))];
}

function mayBeRuleset(name: string): boolean {
  return /\.(?:ya?ml|json|[cm]?js)$/i.test(name) && !isConfigurationName(name);
}

function textIn(name: string, files: Files): string {
  const { bytes } = files.read(name);
  return bytes === undefined ? "" : roughlyDecoded(bytes);
}

/** Descriptions of which the change has something else in the register. */
async function onOtherRecord(names: readonly string[], head: Files, base: GitTree): Promise<ReadonlySet<string>> {
  const folders = [...new Set([".", ...names.filter(isConfigurationName).map((name) => path.posix.dirname(name))])];
  const registers = new Set<string>();
  for (const folder of folders) {
    const { policy } = await baseSettings(path.posix.join(folder, "-"), head, { names: [], configFile: undefined });
    registers.add(policy.register);
  }
  const found = new Set<string>();
  for (const file of [...registers].filter((name) => isTouchedFile(name, head, base))) {
    const [was, is] = [await registerAt(file, base), await registerAt(file, head)];
    for (const name of descriptionsOfChanges({ base: was, target: was, head: is })) found.add(name);
  }
  return found;
}

/** What cannot be read is refused, or passed over, where a description is judged by it. */
async function registerAt(file: string, files: Files): Promise<Register> {
  try {
    return await readRegister(file, files);
  } catch (error) {
    if (error instanceof UserError) return emptyRegister(file);
    throw error;
  }
}

async function isJudgedOtherwise(name: string, head: Files, base: GitTree): Promise<boolean> {
  const { policy: was, broken } = await baseSettings(name, base, { names: [], configFile: undefined });
  const is = await policyIn(name, head);
  // What cannot be read is told, or refused, where the description is judged.
  return broken.length > 0 || is === undefined || hasPolicyChanges(was, is);
}

async function policyIn(name: string, files: Files): Promise<Policy | undefined> {
  try {
    return await loadPolicy(name, files);
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}
