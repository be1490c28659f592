import { configurationKey } from "./configuration-key.ts";
import type { Policy } from "./policy.ts";

/**
 * The keys of `sallyport.yaml` that name a security scheme which a description does not define: they answer nothing
 * there. `*` and `webhooks` name none.
 */
export function unusedPolicyKeys(policy: Policy, schemeNames: Iterable<string>): readonly string[] {
  const known = new Set(schemeNames);
  const admission = [...policy.admission.keys()].filter((name) => name !== "*" && name !== "webhooks");
  const named = [
    ...admission.map((name) => ["admission", name] as const),
    ...[...policy.principal.keys()].map((name) => ["principal", name] as const),
    ...[...policy.tenancy.keys()].filter((name) => name !== "*").map((name) => ["tenancy", name] as const),
  ];
  return named.filter(([, name]) => !known.has(name)).map((path) => configurationKey(path));
}
