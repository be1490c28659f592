import { SEVERITIES, type Severity } from "../core/severity.ts";
import recommended from "../../rulesets/recommended.yaml";

/** What a review is judged by, as plain data. */
export interface Policy {
  /** Where it comes from, relative to the root; `undefined` for the defaults. */
  readonly file: string | undefined;
  readonly sha256: string | undefined;
  /** The severity of each rule; `off` for one that is not asked. */
  readonly severities: ReadonlyMap<string, Severity | "off">;
}

/** Spectral's severities in our words. */
const BY_SPECTRAL_SEVERITY: Readonly<Record<string, Severity | "off">> = {
  error: "high",
  warn: "medium",
  info: "low",
  hint: "info",
  off: "off",
};

/** The policy that holds where nothing is configured. */
export function defaultPolicy(): Policy {
  return { file: undefined, sha256: undefined, severities: severitiesOf(recommended) };
}

/** The severity of each rule that a ruleset names. */
function severitiesOf(ruleset: {
  readonly rules: Readonly<Record<string, string>>;
}): ReadonlyMap<string, Severity | "off"> {
  return new Map(
    Object.entries(ruleset.rules).map(([rule, written]) => {
      const severity = BY_SPECTRAL_SEVERITY[written] ?? SEVERITIES.find((known) => known === written);
      if (severity === undefined) throw new Error(`the ruleset gives ${rule} the severity ${written}`);
      return [rule, severity];
    }),
  );
}
