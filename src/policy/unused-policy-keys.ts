import { configurationKey } from "./configuration-key.ts";
import type { Policy } from "./policy.ts";
import { isSchemeName } from "./schemes-named.ts";

/**
 * The keys of `sallyport.yaml` that name a security scheme which a description does not define: they answer nothing
 * there. `*` and `webhooks` name none, and what only files above the nearest say is for other descriptions too.
 */
export function unusedPolicyKeys(policy: Policy, schemeNames: Iterable<string>): readonly string[] {
  const known = new Set(schemeNames);
  const named = (["admission", "principal", "tenancy"] as const).flatMap((key) =>
    [...policy[key].keys()].filter((name) => isSchemeName(key, name)).map((name) => [key, name] as const),
  );
  const unknown = named.filter(([, name]) => !known.has(name)).map((path) => configurationKey(path));
  const [nearest, ...above] = policy.files;
  return above.length === 0 ? unknown : unknown.filter((key) => nearest!.keys.includes(key));
}
