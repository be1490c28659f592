import { createHash } from "node:crypto";
import path from "node:path";
import { UserError } from "../core/user-error.ts";
import { decode } from "../load/decode.ts";
import type { FileContent, Files } from "../load/files.ts";
import { LIMITS, newBudget, type Budget, type Limits } from "../load/limits.ts";
import { readSource } from "../load/source.ts";
import { defaultPolicy, severityTablesOf } from "./default-policy.ts";
import { policyOf } from "./policy-of.ts";
import type { Policy } from "./policy.ts";
import { definedIn } from "./rulesets/ruleset.ts";
import { rulesetsInForce, severitiesOf } from "./rulesets/in-force.ts";
import { checkRulesNamed } from "./unknown-rules.ts";

/**
 * The policy for the description in `descriptionFile`: what the nearest `sallyport.yaml` says, in its folder or one
 * above it up to the root, over the defaults. `configFile` names another one. Throws a `UserError` for one that cannot
 * be read or says what it cannot mean.
 */
export async function loadPolicy(
  descriptionFile: string,
  files: Files,
  { configFile, misnamed = "refused", trusted, budget = newBudget() }: PolicyLoading = {},
): Promise<Policy> {
  const found =
    configFile === undefined ? nearestConfiguration(descriptionFile, files, misnamed) : named(configFile, files);
  if (found === undefined) return defaultPolicy();

  const { file, bytes } = found;
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const defaults: Policy = { ...defaultPolicy(), file, sha256 };
  if (decode(bytes, file).trim() === "") return defaults;
  const source = readSource(file, bytes, CONFIGURATION_LIMITS);
  const { readConfiguration } = await import("./read-configuration.ts"); // and with it zod, which costs start-up
  const description = path.posix.relative(path.posix.dirname(file), descriptionFile);
  const configuration = readConfiguration(source);
  const { policy: withoutRulesets, rulesets } = policyOf(configuration, source, description, defaults);
  if (rulesets === undefined) return checked(withoutRulesets);
  const { namedRulesets } = await import("./rulesets/named-rulesets.ts");
  const read = await namedRulesets(rulesets, { files, trusted, budget });
  const defined = definedIn(Object.values(read).flat());
  const { policy } = policyOf(configuration, source, description, defaults, (rule) => defined.has(rule));
  const inForce = rulesetsInForce(read, descriptionFile, budget);
  return checked({ ...policy, rulesets: inForce, severities: severitiesOf(severityTablesOf(inForce)) });
}

export interface PolicyLoading {
  /** A `sallyport.yaml` in place of the one that is found. */
  readonly configFile?: string | undefined;
  /** A configuration that stands under a name that is not read; `refused` by default. A base has what it has. */
  readonly misnamed?: "refused" | "passed-over";
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

const NAMES = ["sallyport.yaml", "sallyport.yml"] as const;

/** People write it: one that needs more than this was written to be a burden. */
const CONFIGURATION_LIMITS: Limits = { ...LIMITS, depth: 50, expandedValues: 100_000 };

interface Found {
  readonly file: string;
  readonly bytes: Uint8Array;
}

/** What people may call it who know other tools: nothing of it would hold, and nobody would notice. */
const MISNAMED = [
  ".sallyport.yaml",
  ".sallyport.yml",
  ".sallyport.json",
  "sallyport.json",
  "sallyport.config.yaml",
] as const;

function nearestConfiguration(
  descriptionFile: string,
  files: Files,
  misnamed: PolicyLoading["misnamed"],
): Found | undefined {
  for (const folder of foldersAbove(descriptionFile)) {
    const found = NAMES.flatMap((name) => {
      const file = path.posix.join(folder, name);
      const content = files.read(file);
      return content.bytes === undefined && content.reason === "missing" ? [] : [readable(file, content)];
    });
    if (found.length > 1) {
      throw new UserError(`${found[1]!.file} is next to ${found[0]!.file}, and only one of them can apply`, {
        file: found[1]!.file,
        hint: `Move what ${NAMES[1]} says into ${NAMES[0]}, and remove it.`,
      });
    }
    if (misnamed === "refused") refuseMisnamed(folder, files, found[0]);
    if (found[0] !== undefined) return found[0];
  }
  return undefined;
}

/** Beside the configuration that holds it is left over: it would be read as if it held too. */
function refuseMisnamed(folder: string, files: Files, beside: Found | undefined): void {
  for (const name of MISNAMED) {
    const file = path.posix.join(folder, name);
    if (files.read(file).bytes === undefined) continue;
    throw new UserError(`${file} is not read: a configuration is called ${NAMES[0]}`, {
      file,
      hint:
        beside === undefined
          ? `Rename it to ${path.posix.join(folder, NAMES[0])}, or remove it.`
          : `Remove it: ${beside.file} is in the same folder and applies.`,
    });
  }
}

/** The folder of a file and those that hold it, up to the root. */
function* foldersAbove(file: string): Generator<string> {
  let folder = path.posix.normalize(file);
  while (folder !== "." && folder !== "/" && !folder.endsWith("..")) {
    folder = path.posix.dirname(folder);
    yield folder;
  }
}

function named(configFile: string, files: Files): Found {
  const file = path.posix.normalize(configFile);
  return readable(file, files.read(file));
}

function readable(file: string, content: FileContent): Found {
  if (content.bytes !== undefined) return { file, bytes: content.bytes };
  throw new UserError(`${file} cannot be read: ${content.why}`, { file, hint: content.hint });
}
