import { AUDIENCES, type Audience } from "../core/exposure-words.ts";
import { SEVERITIES, type Severity } from "../core/severity.ts";
import recommended from "../../rulesets/recommended.yaml";
import type { Ceilings, Policy } from "./policy.ts";

/** The ceilings that hold where nothing is configured. */
export const DEFAULT_CEILINGS: Ceilings = {
  anonymous: { caller: "restricted", principals: "public", thing: "public", things: "public" },
  "self-registered": { caller: "restricted", principals: "internal", thing: "confidential", things: "confidential" },
  partner: { caller: "restricted", principals: "confidential", thing: "restricted", things: "confidential" },
  private: { caller: "restricted", principals: "restricted", thing: "restricted", things: "restricted" },
};

/** The policy that holds where nothing is configured. */
export function defaultPolicy(): Policy {
  const severities = severitiesOf(recommended);
  return {
    file: undefined,
    sha256: undefined,
    severities: Object.fromEntries(AUDIENCES.map((audience) => [audience, severities])) as Record<
      Audience,
      typeof severities
    >, // one entry for each audience
    audience: { operations: [], paths: [], tags: new Map(), api: undefined },
    owner: undefined,
    network: { internal: [], external: [] },
    admission: new Map(),
    principal: new Map(),
    tenancy: new Map(),
    data: { categories: undefined, confirmations: new Map() },
    ceilings: DEFAULT_CEILINGS,
  };
}

/** Spectral's severities in our words. */
const BY_SPECTRAL_SEVERITY: Readonly<Record<string, Severity | "off">> = {
  error: "high",
  warn: "medium",
  info: "low",
  hint: "info",
  off: "off",
};

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
