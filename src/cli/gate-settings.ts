import { UserError } from "../core/user-error.ts";
import { gatePolicyOf } from "../gate/compare.ts";
import { readRegister } from "../gate/register/read-register.ts";
import { emptyRegister, withinPolicy, type Register } from "../gate/register/register.ts";
import type { Files } from "../load/files.ts";
import type { Budget } from "../load/limits.ts";
import { defaultPolicy } from "../policy/default-policy.ts";
import { loadPolicy } from "../policy/load-policy.ts";
import type { Policy } from "../policy/policy.ts";

/** What a description is judged by. */
export interface GateSettings {
  readonly policy: Policy;
  readonly register: Register;
  readonly partsNamed: Policy["partsNamed"];
  /** Files that cannot be read or understood and are passed over, with why. */
  readonly broken: readonly BrokenFile[];
}

export interface BrokenFile {
  readonly file: string;
  readonly why: string;
}

export interface SettingsOptions {
  /** What the description is called, and was before it moved. */
  readonly names: readonly string[];
  readonly configFile: string | undefined;
  readonly budget?: Budget;
}

/** The settings that a change has itself. Throws a `UserError` for what cannot be read. */
export async function headSettings(
  description: string,
  files: Files,
  { names, configFile, budget }: SettingsOptions,
): Promise<GateSettings> {
  const policy = await loadPolicy(description, files, { ...optionsOf(configFile, budget), misnamed: "refused" });
  return settingsOf(policy, await readRegister(policy.register, files), names, []);
}

/**
 * The settings that a base has. What is broken there is passed over, and told: no change could put it right otherwise.
 * Without the others the defaults hold, never those of the change.
 */
export async function baseSettings(
  description: string,
  files: Files,
  { names, configFile, budget }: SettingsOptions,
): Promise<GateSettings> {
  const broken: BrokenFile[] = [];
  const note = (file: string, { message }: UserError): number => broken.push({ file, why: message.split("\n")[0]! });
  // No change can put right what its base is called, other than by renaming it.
  const options = { ...optionsOf(configFile, budget), misnamed: "passed-over", onBroken: note } as const;
  const policy = await orElse(
    () => loadPolicy(description, files, options),
    defaultPolicy,
    (error) => note(error.file ?? "sallyport.yaml", error),
  );
  const register = await orElse(
    () => readRegister(policy.register, files),
    () => emptyRegister(policy.register),
    (error) => note(policy.register, error),
  );
  return settingsOf(policy, register, names, broken);
}

function optionsOf(configFile: string | undefined, budget: Budget | undefined) {
  return {
    ...(configFile === undefined ? {} : { configFile }),
    ...(budget === undefined ? {} : { budget }),
  };
}

function settingsOf(
  policy: Policy,
  register: Register,
  names: readonly string[],
  broken: readonly BrokenFile[],
): GateSettings {
  const held = withinPolicy(register, policy.acceptanceDays);
  return { policy: gatePolicyOf(policy, held, names), register: held, partsNamed: policy.partsNamed, broken };
}

async function orElse<T>(read: () => Promise<T>, other: () => T, note: (error: UserError) => void): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    note(error);
    return other();
  }
}
