import type { Audience } from "../core/exposure-words.ts";
import { DEFAULT_ACCEPTANCE_DAYS, DEFAULT_DEADLINES, DEFAULT_GATE, DEFAULT_REGISTER } from "./gate-policy.ts";
import type { Ceilings, Policy } from "./policy.ts";
import { rulesetsInForce, severitiesOf, type RulesetsInForce } from "./rulesets/in-force.ts";
import type { SeverityTable } from "./rulesets/severity-table.ts";

/** The ceilings that hold where nothing is configured. */
export const DEFAULT_CEILINGS: Ceilings = {
  anonymous: { caller: "restricted", tenant: "public", population: "public", counterparty: "public" },
  "self-registered": {
    caller: "restricted",
    tenant: "restricted",
    population: "internal",
    counterparty: "confidential",
  },
  partner: { caller: "restricted", tenant: "restricted", population: "confidential", counterparty: "confidential" },
  private: { caller: "restricted", tenant: "restricted", population: "restricted", counterparty: "restricted" },
};

/** The policy that holds where nothing is configured. */
export function defaultPolicy(): Policy {
  return {
    file: undefined,
    sha256: undefined,
    files: [],
    severities: severitiesOf(severityTablesOf(DEFAULT_RULESETS)),
    rulesets: DEFAULT_RULESETS,
    rules: new Map(),
    only: [],
    skip: [],
    audience: { operations: [], paths: [], tags: new Map(), api: undefined },
    owner: undefined,
    docsUrl: undefined,
    repository: undefined,
    network: { internal: [], external: [] },
    admission: new Map(),
    principal: new Map(),
    tenancy: new Map(),
    partsNamed: [],
    lexicon: undefined,
    data: { categories: undefined, confirmations: new Map() },
    ceilings: DEFAULT_CEILINGS,
    waivers: [],
    unreasoned: [],
    dismissUpTo: undefined,
    acceptsRequests: false,
    agents: { isDeclared: undefined, reasons: new Map(), operations: [] },
    gate: DEFAULT_GATE,
    acceptanceDays: DEFAULT_ACCEPTANCE_DAYS,
    deadlines: DEFAULT_DEADLINES,
    register: DEFAULT_REGISTER,
  };
}

/** The rulesets that hold where none is named. */
const DEFAULT_RULESETS = rulesetsInForce({}, "");

/** What rulesets make of each rule, where that can be told without Spectral. */
export function severityTablesOf(rulesets: RulesetsInForce): Readonly<Record<Audience, SeverityTable>> {
  const none: SeverityTable = new Map();
  return {
    private: rulesets.private.table ?? none,
    partner: rulesets.partner.table ?? none,
    public: rulesets.public.table ?? none,
  };
}
