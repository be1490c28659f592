import path from "node:path";
import { UserError } from "../core/user-error.ts";
import { descriptionsAmong, isTouchedFile, type Touched } from "../gate/git/touched.ts";
import type { GitTree } from "../gate/git/git-tree.ts";
import { hasPolicyChanges } from "../gate/policy-changes.ts";
import type { Files } from "../load/files.ts";
import { isConfigurationName } from "../policy/configuration-files.ts";
import { loadPolicy } from "../policy/load-policy.ts";
import type { Policy } from "../policy/policy.ts";

/** Each is a review of its own, and more of each setting that differs. */
const MOST_SHOWN = 20;

/**
 * Descriptions that a change leaves as they are, and judges by other settings: of a change of `sallyport.yaml` alone, nothing
 * else would be told. `more` is how many there are beside those that are given.
 */
export async function judgedOtherwise(
  names: readonly string[],
  touched: readonly Touched[],
  head: Files,
  base: GitTree,
): Promise<{ readonly touched: readonly Touched[]; readonly more: number }> {
  const folders = [...new Set([...names, ...base.names])]
    .filter((name) => isConfigurationName(name) && isTouchedFile(name, head, base))
    .map((name) => path.posix.dirname(name));
  if (folders.length === 0) return { touched: [], more: 0 };
  const known = new Set(touched.map((one) => one.head));
  const below = names.filter(
    (name) => !known.has(name) && folders.some((folder) => folder === "." || name.startsWith(`${folder}/`)),
  );
  const others: string[] = [];
  for (const name of descriptionsAmong(below, head)) if (await isJudgedOtherwise(name, head, base)) others.push(name);
  return {
    touched: others.slice(0, MOST_SHOWN).map((name) => ({ head: name, base: name })),
    more: Math.max(0, others.length - MOST_SHOWN),
  };
}

async function isJudgedOtherwise(name: string, head: Files, base: GitTree): Promise<boolean> {
  const [was, is] = [await policyIn(name, base, "passed-over"), await policyIn(name, head, "refused")];
  // What cannot be read is refused where the description is judged.
  return was === undefined || is === undefined || hasPolicyChanges(was, is);
}

async function policyIn(name: string, files: Files, misnamed: "refused" | "passed-over"): Promise<Policy | undefined> {
  try {
    return await loadPolicy(name, files, { misnamed });
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}
