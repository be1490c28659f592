import { isObject, member, type JsonObject } from "../core/json-value.ts";

/** Whether an entry of `dismissed:`, as it is written, does not say why: then it counts for nothing. */
export function isUnreasoned(entry: unknown): entry is JsonObject {
  if (!isObject(entry)) return false;
  const because = member(entry, "because") ?? "";
  return typeof because === "string" && because.trim() === "";
}

/** What a `sallyport.yaml` says, with a reason in each dismissal that has none, so that all else of it can be checked. */
export function withReasons(value: unknown): unknown {
  if (!isObject(value)) return value;
  const dismissed = member(value, "dismissed");
  const apis = member(value, "apis");
  return {
    ...value,
    ...(Array.isArray(dismissed)
      ? { dismissed: dismissed.map((one: unknown) => (isUnreasoned(one) ? { ...one, because: "?" } : one)) }
      : {}),
    ...(Array.isArray(apis) ? { apis: apis.map(withReasons) } : {}),
  };
}
