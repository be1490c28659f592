import type { AgentDecision, AgentReason } from "../core/agent-reasons.ts";
import type { Admission, Audience, Owner, Principal, Sensitivity, Tenancy } from "../core/exposure-words.ts";
import type { Site } from "../core/place.ts";
import type { Severity } from "../core/severity.ts";
import type { SourceRepository } from "../core/source-url.ts";
import type { AddedWords } from "../lexicon/lexicon.ts";
import type { RulesetsInForce } from "./rulesets/in-force.ts";
import type { Deadlines, GatePolicy } from "./gate-policy.ts";
import type { PartNamed } from "./parts-named.ts";
import type { Waiver } from "./waivers.ts";

/** What a review is judged by, as plain data. */
export interface Policy {
  /** The nearest `sallyport.yaml` that it comes from, relative to the root; `undefined` for the defaults. */
  readonly file: string | undefined;
  /** Of all that it comes from. */
  readonly sha256: string | undefined;
  /** All of them, the nearest first. */
  readonly files: readonly PolicyFile[];
  /** The severity of each rule for operations of each exposure; `off` where it is not asked. */
  readonly severities: Readonly<Record<Audience, ReadonlyMap<string, Severity | "off">>>;
  /** Where these severities come from. Those of a ruleset that needs Spectral are known once it has run. */
  readonly rulesets: RulesetsInForce;
  /** Severities that `sallyport.yaml` itself gives to rules, by their ids; they hold before those of rulesets. */
  readonly rules: ReadonlyMap<string, ConfiguredRule>;
  /** Rules that alone are asked, where there are any, and rules that are not. */
  readonly only: readonly string[];
  readonly skip: readonly string[];
  readonly audience: AudiencePolicy;
  readonly owner: string | undefined;
  /** Where `docs/` is published, without a slash at its end. */
  readonly docsUrl: string | undefined;
  /** Where the descriptions are kept. */
  readonly repository: SourceRepository | undefined;
  /** Host names, or patterns of them with `*`, that are reachable from inside only, or from everywhere. */
  readonly network: { readonly internal: readonly string[]; readonly external: readonly string[] };
  /** How callers get the credential of a scheme, by its name; `*` for every other scheme and for operations that name none, `webhooks` for subscribers. */
  readonly admission: ReadonlyMap<string, Admission>;
  /** Who stands behind a scheme's credential, by its name. */
  readonly principal: ReadonlyMap<string, Principal>;
  /** What credentials are bound to, by scheme; `*` for all that are not named. */
  readonly tenancy: ReadonlyMap<string, Tenancy>;
  /** The schemes, operations, fields and the like that settings name, and where: what is misspelt would hold for nothing. */
  readonly partsNamed: readonly PartNamed[];
  readonly data: DataPolicy;
  /** Words of the user's own for concepts of the lexicon. */
  readonly lexicon: AddedWords | undefined;
  readonly ceilings: Ceilings;
  /** What is found and intended, and what is found and no fault. */
  readonly waivers: readonly Waiver[];
  /** Dismissals that do not say why, where those are passed over: they are not among the waivers. */
  readonly unreasoned: readonly Site[];
  /** The worst severity that may be dismissed; `undefined` for any. */
  readonly dismissUpTo: Severity | undefined;
  /** Whether what descriptions ask for with `x-sallyport-accept` is granted. */
  readonly acceptsRequests: boolean;
  readonly agents: AgentsPolicy;
  readonly gate: GatePolicy;
  /** Days until a finding is due. */
  readonly deadlines: Deadlines;
  /** For so many days the register accepts a risk at most. */
  readonly acceptanceDays: number;
  /** The register of issues, relative to the root. */
  readonly register: string;
}

/** A `sallyport.yaml` that a policy comes from. */
export interface PolicyFile {
  /** Relative to the root. */
  readonly file: string;
  readonly sha256: string;
  /** The keys that it sets for the description: `gate`, and of schemes each, `admission.token`. */
  readonly keys: readonly string[];
}

/** What `sallyport.yaml` says of agents. */
export interface AgentsPolicy {
  /** Whether it says that the API is meant for agents, or not; `undefined` where it says nothing of them. */
  readonly isDeclared: boolean | undefined;
  /** Decisions on reasons that are not the default. */
  readonly reasons: ReadonlyMap<AgentReason, AgentDecision>;
  /** By operation id, with `*`, the most particular first; they hold before all reasons. */
  readonly operations: readonly (readonly [pattern: string, set: SetDecision])[];
}

/** A decision on operations, and why. */
export interface SetDecision {
  readonly decision: AgentDecision;
  readonly reason: string;
}

/** What `sallyport.yaml` makes of a rule. */
export interface ConfiguredRule {
  /** By real exposure; what is not named stays what the rulesets make of it. */
  readonly byExposure: Readonly<Partial<Record<Audience, Severity | "off">>>;
  /** By path template, with `*`, the most particular first; they hold before the exposure. */
  readonly paths: readonly (readonly [pattern: string, severity: Severity | "off"])[];
  /** Where it is written. */
  readonly source: Site;
}

/** Who operations are meant for, the most particular first. */
export interface AudiencePolicy {
  /** By operation id, with `*` for any part of a path: `GET /users/*`. */
  readonly operations: readonly (readonly [pattern: string, audience: Audience])[];
  /** By path template, with `*`. */
  readonly paths: readonly (readonly [pattern: string, audience: Audience])[];
  readonly tags: ReadonlyMap<string, Audience>;
  readonly api: Audience | undefined;
  /** Who says so of the API, where it is not `sallyport.yaml`. */
  readonly apiSource?: string;
}

export interface DataPolicy {
  /** Categories of the user's own, in the form of `rulesets/data-categories.yaml`. */
  readonly categories: unknown;
  /** What fields hold, as somebody confirmed, by `Owner.name` or by name alone. */
  readonly confirmations: ReadonlyMap<string, Confirmation>;
}

export interface Confirmation {
  /** A fideslang key; `undefined` leaves it as inferred. */
  readonly category: string | undefined;
  readonly sensitivity: Sensitivity;
  readonly reason: string;
}

/** The rows of the table of ceilings. */
export type CeilingRow = "anonymous" | "self-registered" | "partner" | "private";

/** The highest sensitivity that may be read, for each kind of caller and owner of the data. */
export type Ceilings = Readonly<Record<CeilingRow, Readonly<Record<Owner, Sensitivity>>>>;
