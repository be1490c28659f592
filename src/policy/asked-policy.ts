import type { Audience } from "../core/exposure-words.ts";
import { nearest } from "../core/nearest.ts";
import { UserError } from "../core/user-error.ts";
import type { Policy } from "./policy.ts";
import type { RulesetInForce } from "./rulesets/in-force.ts";

/**
 * A policy in which the rules that `only` and `skip` leave out are off; `named` gives the rules of a name that is no id.
 * Throws a `UserError` for a name of no rule.
 */
export function askedPolicy(policy: Policy, named: (name: string) => readonly string[]): Policy {
  const { severities, rulesets } = policy;
  if (policy.only.length + policy.skip.length === 0) return policy;
  const known = new Set(Object.values(severities).flatMap((table) => [...table.keys()]));
  // A rule of the user's own may be named as one of ours was: `named` knows the former ids.
  const idsOf = (name: string): readonly string[] => {
    const ids = known.has(name) ? [name] : named(name);
    if (ids.length > 0) return ids;
    const meant = nearest(name, known, 4);
    throw new UserError(`there is no rule ${name}`, {
      hint: meant === undefined ? "sallyport rules lists them." : `Did you mean "${meant}"?`,
    });
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
