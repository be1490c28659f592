import { wordsOf } from "../../data/name-tokens.ts";
import type { Operation } from "../../model/api.ts";

/** Words of a path that say that what stands there is for those who run the API; in the plural they are its objects. */
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
]);

/** Whether an operation is for those who run the API, by a segment of its path, or a tag that says just that. */
export function isAdministration({ path, tags }: Operation): boolean {
  const segments = path.split("/").filter((segment) => /^[\w-]+$/.test(segment) && !/s$/i.test(segment));
  return (
    segments.some(isAdministrative) ||
    tags.some((tag) => /^(?:admin|administration|administrator|back[-_ ]?office|super[-_ ]?admin)$/i.test(tag))
  );
}

function isAdministrative(segment: string): boolean {
  const words = wordsOf(segment);
  if (/^_?(?:back[-_]?office|super[-_]?admin|internal)$/i.test(segment) || words[0] === "admin") return true;
  // What is managed may be what the API is for: `user_management`.
  return WORDS.has(words.at(-1) ?? "") && (words.length === 1 || words.at(-1) !== "management");
}
