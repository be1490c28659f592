import type { Audience } from "../core/exposure-words.ts";
import type { Policy } from "./policy.ts";
import type { RulesetInForce } from "./rulesets/in-force.ts";
import { unknownRuleError } from "./unknown-rules.ts";

/** What rules are called besides their ids. */
export interface RuleNames {
  /** The ids of the rules that have a name, which may be a former id. */
  readonly idsOf: (name: string) => readonly string[];
  readonly all: () => readonly string[];
}

/**
 * A policy in which the rules that `only` and `skip` leave out are off, whichever of their names they are given by.
 * Throws a `UserError` for a name of no rule.
 */
export function askedPolicy(policy: Policy, names: RuleNames): Policy {
  const { severities, rulesets } = policy;
  if (policy.only.length + policy.skip.length === 0) return policy;
  const known = new Set(Object.values(severities).flatMap((table) => [...table.keys()]));
  // A rule of the user's own may be named as one of ours was.
  const idsOf = (name: string): readonly string[] => {
    const ids = known.has(name) ? [name] : names.idsOf(name);
    if (ids.length > 0) return ids;
    throw unknownRuleError(name, [...known, ...names.all()]);
  };
  const only = new Set(policy.only.flatMap(idsOf));
  const skip = new Set(policy.skip.flatMap(idsOf));
  const isAsked = (id: string): boolean => (only.size === 0 || only.has(id)) && !skip.has(id);
  const asked = (exposure: Audience) =>
    new Map([...severities[exposure]].map(([id, severity]) => [id, isAsked(id) ? severity : "off"] as const));
  const overridden = (exposure: Audience): RulesetInForce => ({
    ...rulesets[exposure],
    overrides: rulesets[exposure].overrides.map((override) => ({
      ...override,
      severities: new Map([...override.severities].filter(([id]) => isAsked(id))),
    })),
  });
  return {
    ...policy,
    rules: new Map([...policy.rules].filter(([id]) => isAsked(id))),
    severities: { private: asked("private"), partner: asked("partner"), public: asked("public") },
    rulesets: { private: overridden("private"), partner: overridden("partner"), public: overridden("public") },
  };
}
