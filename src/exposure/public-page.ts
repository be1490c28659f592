import { memo } from "../core/memo.ts";
import { textOfName, wordsInOrder, wordsOf } from "../lexicon/name-tokens.ts";
import { endsIn } from "../lexicon/phrases.ts";
import type { Operation } from "../model/api.ts";
import type { Schema } from "../model/schema.ts";
import { targetOf } from "../model/schema.ts";
import type { AssessedFlow } from "./assessed-api.ts";
import { saidBy } from "./said.ts";
import { privacyFlag } from "./privacy-setting.ts";
import { fixedSegments } from "./words.ts";

/**
 * Whether a flow is of what people put on a page of their own that everyone may see: how to reach them, what they say of
 * themselves, where they are at home, beside the link to that page. Whether they have agreed is a question.
 */
export function isOnPublicPage({ field, path, principalAt, principal, operation }: AssessedFlow): boolean {
  const person = path[principal ? principalAt : path.length - 1];
  if (person === undefined || (principal && path.length !== principalAt + 1)) return false;
  if (principal && ON_PAGES.has(field.category) && hasPublicPage(person.schema)) return true;
  return isPublicProfile(person.schema, operation) && isShownOnProfile(field, operation);
}

/** Whether somebody puts a field on a profile that everyone may see, or chooses whether it stands there. */
function isShownOnProfile({ category, name, sensitivity }: AssessedFlow["field"], operation: Operation): boolean {
  const { lexicon } = operation;
  if (SHOWN_ON_PROFILES.has(category)) return true;
  if (sensitivity === "restricted") return false;
  return (
    // Who has not chosen to be seen is not there.
    (category.startsWith("user.behavior") && /(?<!\d)404(?!\d)/.test(operation.description ?? "")) ||
    (category === "user.financial" && endsIn(wordsOf(name), lexicon, "price-on-profile")) ||
    (category === "user.contact.address" && lexicon.is(wordsOf(name).join(" "), "place-of-many")) ||
    saidBy(operation).some(
      (words) => words.includes(name.toLowerCase()) && words.some((word) => lexicon.is(word, "reserved")),
    )
  );
}

/** What people put on a profile that everyone may see: no way to reach them, and not where they are. */
const SHOWN_ON_PROFILES: ReadonlySet<string> = new Set([
  "user.name",
  "user.account.username",
  "user.content.self_image",
  "user.contact.url",
  "user.content.private",
  "user.job_title",
]);

/**
 * Whether a schema is said to be data that everyone may see of somebody, by its name or by what the operation is called, and holds
 * no setting by which they hide: that would be for the app to obey.
 */
function isPublicProfile(schema: Schema, { summary = "", path, lexicon }: Operation): boolean {
  if (privacyFlag(schema) !== undefined) return false;
  const named = wordsOf(schema.name ?? schema.title ?? "");
  return (
    (lexicon.has(named, "said-public") && !lexicon.is(named[0] ?? "", "denies-next-word") && named[0] !== "not") ||
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
