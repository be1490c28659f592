import type { Admission, Tenancy } from "../core/exposure-words.ts";
import type { Policy } from "./policy.ts";

/** An answer to what a description does not say, as `sallyport.yaml` has it. */
export interface Answer {
  /** The keys that it gives one value, such as `admission.bearerAuth` or `tenancy`: a scheme's name may have dots. */
  readonly keys: readonly string[];
  readonly value: string;
}

/** The policy that a `sallyport.yaml` gives once an answer is written into it. */
export function answeredPolicy(policy: Policy, { keys, value }: Answer): Policy {
  const admission = new Map(policy.admission);
  const tenancy = new Map(policy.tenancy);
  for (const key of keys) {
    if (key === "tenancy") tenancy.set("*", value as Tenancy); // as are the answers to it
    else admission.set(key.slice(key.indexOf(".") + 1), value as Admission); // the only other section that answers
  }
  return { ...policy, admission, tenancy };
}
