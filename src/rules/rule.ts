import type { Confidence } from "../core/severity.ts";
import type { AssessedApi } from "../exposure/assessed-api.ts";
import type { Fix } from "../operations/fixes/fix.ts";
import type { Fault } from "../operations/fault.ts";

/** A weakness, what a reader must know of it, and how it is found. Its severity is in the rulesets. */
export interface Rule {
  /** Names the weakness, and reads after "allow". */
  readonly id: string;
  readonly title: string;
  /** Whether a ruleset or a test of the user defines it: no page of ours is about it. */
  readonly isUsers?: true;
  /** Names of the weakness that people search for, `BOLA`; several rules may share one. */
  readonly alsoKnownAs?: readonly string[];
  /** Categories of the OWASP API Security Top 10 2023, `API2:2023`. */
  readonly owasp: readonly string[];
  readonly cwe: readonly number[];
  /** Requirements of the OWASP ASVS 5.0.0 that are not met where this is found, `V8.2.1`; empty where none says it. */
  readonly asvs: readonly string[];
  /** How sure a fault of this rule is, where the fault itself does not say. */
  readonly confidence: Confidence;
  /** Whether a fault is certain where it is certain what its fields contain. */
  readonly isAsSureAsFields?: true;
  /** Why it matters. */
  readonly rationale: string;
  /** How it is exploited, in three sentences: what an attacker does, what they get, what follows. */
  readonly exploit: string;
  /** What to do. */
  readonly remediation: string;
  /** The remedy as changes of the description, where it is mechanical: of each place the first that knows one. */
  readonly fixes?: readonly Fix[];
  /**
   * Parts of descriptions, as YAML; the lines to report end in `# ✗`. The first good one is the first bad one fixed: it
   * is shown as the remedy.
   */
  readonly examples: { readonly bad: readonly string[]; readonly good: readonly string[] };
  /** Finds every fault: one a cause, with all its places. */
  readonly check: (api: AssessedApi) => Iterable<Fault>;
}
