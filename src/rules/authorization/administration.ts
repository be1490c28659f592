import { wordsOf } from "../../data/name-tokens.ts";
import type { Operation } from "../../model/api.ts";

/** Words of a path or tag that say that what stands there is for those who run the API. */
const WORDS = new Set([
  "admin",
  "administration",
  "administrator",
  "management",
  "backoffice",
  "superuser",
  "internal",
  "sysadmin",
  "moderation",
  "operator",
]);

/** Whether an operation is for those who run the API, by a segment of its path or a tag. */
export function isAdministration({ path, tags }: Operation): boolean {
  const segments = path.split("/").filter((segment) => !segment.includes("{"));
  return segments.some((segment) => isAdministrative(segment)) || tags.some((tag) => isAdministrative(tag));
}

function isAdministrative(name: string): boolean {
  const words = wordsOf(name);
  return (words.length <= 3 && words.some((word) => WORDS.has(word))) || /^back[- _]?office$/i.test(name);
}
