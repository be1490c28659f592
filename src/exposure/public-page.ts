import { memo } from "../core/memo.ts";
import { textOfName, wordsInOrder, wordsOf } from "../lexicon/name-tokens.ts";
import type { Operation } from "../model/api.ts";
import type { Schema } from "../model/schema.ts";
import { targetOf } from "../model/schema.ts";
import type { AssessedFlow } from "./assessed-api.ts";
import { privacyFlag } from "./privacy-setting.ts";
import { fixedSegments } from "./words.ts";

/**
 * Whether a flow is of what people put on a page of their own that everybody may see: how to reach them, what they say of
 * themselves, where they are at home, beside the link to that page. Whether they have agreed is a question.
 */
export function isOnPublicPage({ field, path, principalAt, operation }: AssessedFlow): boolean {
  const isShown = SHOWN_ON_PROFILES.has(field.category);
  if (!isShown && !ON_PAGES.has(field.category)) return false;
  const person = path[principalAt];
  if (person === undefined || path.length !== principalAt + 1) return false;
  return hasPublicPage(person.schema) || (isShown && isPublicProfile(person.schema, operation));
}

/** What people put on a profile that everybody may see: no way to reach them, and not where they are. */
const SHOWN_ON_PROFILES: ReadonlySet<string> = new Set([
  "user.name",
  "user.account.username",
  "user.content.self_image",
  "user.contact.url",
  "user.content.private",
  "user.job_title",
]);

/**
 * Whether a schema is said to be what everybody may see of somebody, by its name or by what the operation is called, and holds
 * no setting by which they hide: that would be for the app to obey.
 */
function isPublicProfile(schema: Schema, { summary = "", path, lexicon }: Operation): boolean {
  if (privacyFlag(schema) !== undefined) return false;
  return (
    lexicon.has(wordsOf(schema.name ?? schema.title ?? ""), "said-public") ||
    lexicon.has(wordsInOrder(summary), "public-profile") ||
    fixedSegments(path).some((segment) => lexicon.has(wordsInOrder(segment), "public-profile"))
  );
}

const ON_PAGES: ReadonlySet<string> = new Set([
  "user.name",
  "user.account.username",
  "user.content.self_image",
  "user.contact.email",
  "user.contact.url",
  "user.content.private",
  "user.job_title",
  "user.location.precise",
]);

const hasPublicPage = memo((schema: Schema): boolean => namesOf(schema).some((name) => isPage(name)));

function namesOf(schema: Schema): readonly string[] {
  return [schema, ...schema.allOf.map(targetOf)].flatMap(({ properties }) => [...properties.keys()]);
}

function isPage(name: string): boolean {
  return PAGES.has(textOfName(name));
}

const PAGES: ReadonlySet<string> = new Set([
  "html url",
  "public url",
  "permalink",
  "public profile url",
  "profile page",
]);
