import type { Audience } from "../core/exposure-words.ts";
import { nearest } from "../core/nearest.ts";
import { UserError } from "../core/user-error.ts";
import type { Policy } from "./policy.ts";
import type { RulesetInForce } from "./rulesets/in-force.ts";

/** A policy in which the rules that `only` and `skip` leave out are off. Throws a `UserError` for a name of no rule. */
export function askedPolicy(policy: Policy): Policy {
  const { only, skip, severities, rulesets } = policy;
  if (only.length + skip.length === 0) return policy;
  const known = new Set(Object.values(severities).flatMap((table) => [...table.keys()]));
  for (const id of [...only, ...skip]) {
    if (known.has(id)) continue;
    const meant = nearest(id, known, 4);
    throw new UserError(`there is no rule ${id}`, {
      hint: meant === undefined ? "sallyport rules lists them." : `"${meant}" was meant?`,
    });
  }
  const isAsked = (id: string): boolean => (only.length === 0 || only.includes(id)) && !skip.includes(id);
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
    severities: { private: asked("private"), partner: asked("partner"), public: asked("public") },
    rulesets: { private: overridden("private"), partner: overridden("partner"), public: overridden("public") },
  };
}
