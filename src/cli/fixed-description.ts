import path from "node:path";
import { fixUnits, type FixUnit } from "../fix/fix-units.ts";
import { askedPolicy } from "../policy/asked-policy.ts";
import { loadPolicy } from "../policy/load-policy.ts";
import type { Policy } from "../policy/policy.ts";
import { RULE_NAMES } from "../rules/rules-named.ts";
import { changedFiles, type ChangedTexts } from "./changed-texts.ts";
import { descriptionFixes, type DescriptionFixes } from "./description-fixes.ts";
import { registeredReview, type RegisteredReview } from "./registered-review.ts";
import type { Entry } from "./root.ts";
import { trusted } from "./trusted.ts";

/** What is asked for of each description. */
export interface AskedFixes {
  readonly suggested: boolean;
  readonly only: readonly string[];
  readonly config: string | undefined;
  readonly trustCode: boolean;
  readonly asOf: string;
}

/** A description with its review, and what is made of its fixes. */
export interface FixedDescription extends DescriptionFixes {
  readonly entry: Entry;
  readonly before: RegisteredReview;
  /** What was not asked for. */
  readonly others: readonly FixUnit[];
}

/**
 * Makes the fixes of a description that are asked for, in its files as others have changed them by now. `named`: all that are
 * named, absolute.
 */
export async function fixedDescription(
  entry: Entry,
  named: readonly string[],
  changed: ChangedTexts,
  { only, suggested, config, trustCode, asOf }: AskedFixes,
): Promise<FixedDescription> {
  const { file, root } = entry;
  const files = changedFiles(entry, changed);
  const policyOf = (name: string): Promise<Policy> =>
    loadPolicy(name, files, { configFile: config, trusted: trusted(root, trustCode) });
  const policy = await policyOf(file);
  askedPolicy({ ...policy, only, skip: [] }, RULE_NAMES); // refuses a name that none has
  const rules = new Set(only.flatMap((name) => RULE_NAMES.idsOf(name)));
  const before = await registeredReview(file, files, policy, asOf);
  const units = fixUnits(before.judgements, before.review).filter(
    ({ finding }) => rules.size === 0 || rules.has(finding.rule),
  );
  const isWanted = ({ certainty }: FixUnit): boolean =>
    certainty === "safe" || (suggested && (certainty === "suggested" || rules.size > 0));
  const beside = named
    .map((one) => path.relative(root, one).split(path.sep).join("/"))
    .filter((name) => !name.startsWith("../"));
  return {
    entry,
    before,
    ...(await descriptionFixes(
      { entry: { ...entry, files }, policy, before, policyOf, named: beside },
      units.filter(isWanted),
      asOf,
    )),
    others: units.filter((unit) => !isWanted(unit)),
  };
}
