import { createHash } from "node:crypto";
import type { Files } from "../load/files.ts";
import { newBudget, type Budget } from "../load/limits.ts";
import { configurationFiles, type ConfigurationFile, type ConfigurationSearch } from "./configuration-files.ts";
import { defaultPolicy, severityTablesOf } from "./default-policy.ts";
import { policyOf } from "./policy-of.ts";
import type { Policy, PolicyFile } from "./policy.ts";
import { definedIn } from "./rulesets/ruleset.ts";
import { rulesetsInForce, severitiesOf } from "./rulesets/in-force.ts";
import { schemeKeys } from "./schemes-named.ts";
import { settingsLayers, type Layer } from "./settings-layers.ts";
import { checkRulesNamed } from "./unknown-rules.ts";

/**
 * The policy for the description in `descriptionFile`: what the `sallyport.yaml` files of its folder and of those above it
 * say together (`configurationFiles`), over the defaults. `configFile` names one in place of all. Throws a `UserError` for
 * one that cannot be read or says what it cannot mean.
 */
export async function loadPolicy(
  descriptionFile: string,
  files: Files,
  {
    configFile,
    misnamed = "refused",
    unreasoned = "refused",
    onBroken,
    trusted,
    budget = newBudget(),
  }: PolicyLoading = {},
): Promise<Policy> {
  const found = await configurationFiles(descriptionFile, files, {
    configFile,
    misnamed,
    unreasoned,
    ...(onBroken === undefined ? {} : { onBroken }),
  });
  const [nearest] = found;
  if (nearest === undefined) return defaultPolicy();

  const layers = settingsLayers(found, descriptionFile);
  const defaults: Policy = {
    ...defaultPolicy(),
    file: nearest.file,
    sha256: digestOf(found),
    files: policyFiles(found, layers),
  };
  if (layers.length === 0) return defaults;
  const { policy: withoutRulesets, rulesets } = policyOf(layers, defaults);
  if (rulesets === undefined) return checked(withoutRulesets);
  const { namedRulesets } = await import("./rulesets/named-rulesets.ts");
  const read = await namedRulesets(rulesets, { files, trusted, budget });
  const defined = definedIn(Object.values(read).flat());
  const { policy } = policyOf(layers, defaults, (rule) => defined.has(rule));
  const inForce = rulesetsInForce(read, descriptionFile, budget);
  return checked({ ...policy, rulesets: inForce, severities: severitiesOf(severityTablesOf(inForce)) });
}

export interface PolicyLoading extends ConfigurationSearch {
  /** The absolute path of a JavaScript ruleset that may run; without, none may. */
  readonly trusted?: ((file: string) => string) | undefined;
  /** What the review of the description may use, of which its rulesets take their share. */
  readonly budget?: Budget;
}

/** A waiver for a rule that nothing defines would wait for ever; which rules Spectral's rulesets define shows later. */
function checked(policy: Policy): Policy {
  const isKnown = Object.values(policy.rulesets).every(({ table }) => table !== undefined);
  const known = [...policy.severities.public.keys()];
  if (isKnown) {
    checkRulesNamed(policy, known);
  }
  return policy;
}

/** That of the one file; of several that of all of theirs, a line each. */
function digestOf(files: readonly ConfigurationFile[]): string {
  const digests = files.map(({ sha256 }) => sha256);
  return digests.length === 1 ? digests[0]! : createHash("sha256").update(digests.join("\n")).digest("hex");
}

/** The files with what each of them sets for the description. */
function policyFiles(files: readonly ConfigurationFile[], layers: readonly Layer[]): readonly PolicyFile[] {
  return files.map(({ file, sha256 }) => {
    const own = layers.filter(({ source }) => source.file === file).map(({ settings }) => settings);
    return {
      file,
      sha256,
      keys: [...new Set(own.flatMap((settings) => [...Object.keys(settings), ...schemeKeys(settings)]))],
    };
  });
}
