import path from "node:path";
import type { Audience } from "../core/exposure-words.ts";
import type { Refusal, Review } from "../core/review.ts";
import { UserError } from "../core/user-error.ts";
import { budgetOf } from "../load/limits.ts";
import { loadPolicy } from "../policy/load-policy.ts";
import type { Policy } from "../policy/policy.ts";
import { withoutConsequences } from "../review/consequences.ts";
import { maskedByShape } from "../review/mask.ts";
import { namedSettings, type NamedSetting } from "../review/unmatched-settings.ts";
import { stackOf, type Bug } from "./bug.ts";
import { checkSchemesKnown } from "./known-schemes.ts";
import { registeredReview } from "./registered-review.ts";
import { entryOf, type Entry } from "./root.ts";
import { triedFixes, type TriedFixes } from "./tried-fixes.ts";
import { trusted } from "./trusted.ts";

/** What a review of one description needs to know of the command line; plain data, so that a worker can be told it. */
export interface ReviewTask {
  readonly spec: string;
  readonly cwd: string;
  readonly root: string | undefined;
  readonly config: string | undefined;
  readonly audience: Audience | undefined;
  readonly only: readonly string[];
  readonly skip: readonly string[];
  /** Whether rulesets that are JavaScript may run. */
  readonly trustCode: boolean;
  /** Today, YYYY-MM-DD. */
  readonly asOf: string;
  /** How long it may take; without, as long as the limits say. */
  readonly seconds: number | undefined;
  /** Whether the fixes of its findings are tried, so that somebody can be told how many there are. */
  readonly triesFixes?: boolean;
}

/** A description is reviewed, or refused where the user can put right why it cannot be, or a bug of ours stops it. */
export type Outcome =
  | {
      readonly review: Review;
      /** The folder that its files are named from. */
      readonly root: string;
      /** What the settings name of descriptions. */
      readonly named: readonly NamedSetting[];
      readonly fixes?: TriedFixes;
    }
  | { readonly refusal: Refusal }
  | { readonly bug: Bug };

/** Reviews a description; `entry` where it is not a file, such as standard input. Never throws: the others go on. */
export async function reviewOne(task: ReviewTask, entry?: () => Promise<Entry>): Promise<Outcome> {
  const { spec, cwd, root, config } = task;
  let shown = (name: string): string => name;
  try {
    const described = entry === undefined ? entryOf(spec, cwd, root) : await entry();
    const { file, files, root: base } = described;
    shown = (name) => nameFrom(cwd, base, name);
    const budget = budgetOf(task.seconds);
    const loading = { configFile: config, trusted: trusted(base, task.trustCode), budget };
    const policyOf = (name: string): Promise<Policy> => loadPolicy(name, files, loading);
    const policy = await policyOf(file);
    const before = await registeredReview(file, files, askedOf(policy, task), task.asOf, {
      budget,
      answers: "judged",
    });
    const { review, judgements } = before;
    const named = namedSettings(judgements.stated.api);
    await checkSchemesKnown(named, { file, root: base });
    const fixes =
      task.triesFixes === true ? await triedFixes(described, policy, before, policyOf, task.asOf) : undefined;
    return {
      review: withoutConsequences(review),
      root: base,
      named: maskedByShape(named),
      ...(fixes === undefined ? {} : { fixes: maskedByShape(fixes) }),
    };
  } catch (error) {
    if (!(error instanceof UserError)) return { bug: { file: spec, stack: stackOf(error) } };
    const { file, message } = error;
    const shownLine = (line: string): string =>
      file !== undefined && line.startsWith(file) ? `${shown(file)}${line.slice(file.length)}` : line;
    return {
      // It may quote what it is about.
      refusal: maskedByShape({
        file: file === undefined ? spec : shown(file),
        line: error.line ?? null,
        message: message.split("\n").map(shownLine).join("\n"),
        hint: error.hint ?? null,
      }),
    };
  }
}

/** A name below the root as the user would write it, where the root is another folder than the one they are in or below. */
function nameFrom(cwd: string, root: string, name: string): string {
  const down = path.relative(cwd, root);
  if (name === "-" || down === "" || /^\.\.(?:[\\/]\.\.)*$/.test(down)) return name;
  return path.join(down.startsWith("..") ? root : down, name);
}

/** The policy with the rules that `--only` and `--skip` leave, and the audience of `--audience`. */
function askedOf(policy: Policy, { only, skip, audience }: ReviewTask): Policy {
  return {
    ...policy,
    only,
    skip,
    audience: audience === undefined ? policy.audience : { ...policy.audience, api: audience, apiSource: "--audience" },
  };
}
