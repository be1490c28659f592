import type { Audience } from "../core/exposure-words.ts";
import type { Severity } from "../core/severity.ts";
import type { Ruleset } from "../policy/rulesets/ruleset.ts";

/** What the thread that runs Spectral is given: plain data. */
export interface SpectralJob {
  /** What operations of each exposure are judged by. */
  readonly rulesets: Readonly<Record<Audience, Ruleset>>;
  /** Rules that are asked although they are off, since something switches them on below a pointer. */
  readonly alsoAsked: readonly string[];
  /** The description's files with their values, the entry first; none where only the rules are wanted. */
  readonly sources: readonly { readonly file: string; readonly value: unknown }[];
}

/** What it answers. */
export type SpectralAnswer =
  | {
      readonly rules: Readonly<Record<Audience, readonly ResolvedRule[]>>;
      readonly definitions: readonly RuleDefinition[];
      readonly results: readonly SpectralResult[];
    }
  | { readonly refused: string; readonly file: string | undefined; readonly hint: string };

/** What a ruleset makes of a rule. */
export interface ResolvedRule {
  readonly rule: string;
  readonly severity: Severity | "off";
  /** Which of the definitions it is; `undefined` for Sallyport's own. */
  readonly definition: number | undefined;
}

/** A rule of Spectral's format: rulesets may define one of the same name in different ways. */
export interface RuleDefinition {
  readonly rule: string;
  readonly description: string | undefined;
  readonly documentationUrl: string | undefined;
}

export interface SpectralResult {
  /** An index of the definitions. */
  readonly definition: number;
  readonly message: string;
  readonly file: string;
  readonly path: readonly (string | number)[];
  /** The paths from the description's root, through references, by which it is reached. */
  readonly reachedBy: readonly (readonly (string | number)[])[];
}
