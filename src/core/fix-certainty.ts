/**
 * How sure a fix of a description is. `safe`: it says better what the description says already. `suggested`: it claims
 * something of the service, which a person attests. `asked`: that too, and it takes away a field of a response or a
 * requirement, so it is made only where somebody names its rule.
 */
export const CERTAINTIES = ["safe", "suggested", "asked"] as const;
export type Certainty = (typeof CERTAINTIES)[number];
