import { memo } from "../core/memo.ts";
import { textOfName } from "../lexicon/name-tokens.ts";
import type { Schema } from "../model/schema.ts";
import { targetOf } from "../model/schema.ts";
import type { AssessedFlow } from "./assessed-api.ts";

/**
 * Whether a flow is of what people put on a page of their own that everybody may see: how to reach them, what they say of
 * themselves, where they are at home, beside the link to that page. Whether they have agreed is a question.
 */
export function isOnPublicPage({ field, path, principalAt }: AssessedFlow): boolean {
  if (!ON_PAGES.has(field.category)) return false;
  const person = path[principalAt];
  return person !== undefined && path.length === principalAt + 1 && hasPublicPage(person.schema);
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
