import partnerRuleset from "../../rulesets/partner.yaml";
import privateRuleset from "../../rulesets/private.yaml";
import publicRuleset from "../../rulesets/public.yaml";
import recommended from "../../rulesets/recommended.yaml";
import { SEVERITIES, type Severity } from "../core/severity.ts";
import { DEFAULT_DEADLINES, DEFAULT_GATE, DEFAULT_REGISTER } from "./gate-policy.ts";
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
  return {
    file: undefined,
    sha256: undefined,
    severities: {
      private: severitiesOf(recommended, privateRuleset),
      partner: severitiesOf(recommended, partnerRuleset),
      public: severitiesOf(recommended, publicRuleset),
    },
    audience: { operations: [], paths: [], tags: new Map(), api: undefined },
    owner: undefined,
    network: { internal: [], external: [] },
    admission: new Map(),
    principal: new Map(),
    tenancy: new Map(),
    data: { categories: undefined, confirmations: new Map() },
    ceilings: DEFAULT_CEILINGS,
    waivers: [],
    acceptsRequests: false,
    gate: DEFAULT_GATE,
    deadlines: DEFAULT_DEADLINES,
    register: DEFAULT_REGISTER,
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

interface Ruleset {
  readonly rules: Readonly<Record<string, string>>;
}

/** The severity of each rule that rulesets name: of two that name it the later one's. */
function severitiesOf(...rulesets: readonly Ruleset[]): ReadonlyMap<string, Severity | "off"> {
  return new Map(
    rulesets
      .flatMap(({ rules }) => Object.entries(rules))
      .map(([rule, written]) => {
        const severity = BY_SPECTRAL_SEVERITY[written] ?? SEVERITIES.find((known) => known === written);
        if (severity === undefined) throw new Error(`a ruleset gives ${rule} the severity ${written}`);
        return [rule, severity];
      }),
  );
}
