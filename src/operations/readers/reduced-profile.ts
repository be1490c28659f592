import { member } from "../../core/json-value.ts";
import { memoBy } from "../../core/memo.ts";
import { isWithin } from "../../data/taxonomy/is-within.ts";
import { privacyFlag } from "../../exposure/privacy-setting.ts";
import { judgementOf, type AssessedApi, type AssessedFlow } from "../../exposure/assessed-api.ts";
import { readingOf } from "../../exposure/reading.ts";
import { affirms } from "../../lexicon/denial.ts";
import { wordsInOrder } from "../../lexicon/name-tokens.ts";
import type { Operation } from "../../model/api.ts";
import { composedProperties } from "../../model/schema-parts.ts";
import { targetOf, type Schema } from "../../model/schema.ts";

/**
 * Whether all that is handed out of persons is what they write of themselves for others, in a schema that another one extends
 * with what is their own: the projection that others get. A setting by which somebody hides stands in none: that would be
 * for the app to obey.
 */
export function isReducedProfile(api: AssessedApi, flows: readonly AssessedFlow[]): boolean {
  if (flows.length === 0) return false;
  return flows.every(({ field, principal, path, principalAt }) => {
    const person = path[principalAt]?.schema;
    return (
      principal &&
      person !== undefined &&
      path.length === principalAt + 1 &&
      (OF_ONESELF.has(field.category) || isTown(field)) &&
      privacyFlag(person) === undefined &&
      extendedSchemas(api).has(targetOf(person))
    );
  });
}

/**
 * Whether all that an open read hands out is of a schema or a record that is called public, and such as people show who
 * offer something: who they are, from which town to which, and when. A way to reach them is not, nor is where they are.
 */
export function isPublicPart(operation: Operation, flows: readonly AssessedFlow[]): boolean {
  if (operation.access !== "anonymous" || readingOf(operation) === undefined || flows.length === 0) return false;
  const { summary = "", lexicon } = operation;
  const isPublic = (text: string): boolean => affirms(wordsInOrder(text), lexicon, "said-public");
  const isSaid = isPublic(summary);
  return flows.every(
    ({ field, path }) =>
      field.sensitivity !== "restricted" &&
      (OF_ONESELF.has(field.category) || isTown(field) || isWithin(field.category, "user.behavior")) &&
      (isSaid || path.some(({ schema }) => isPublic(schema.name ?? ""))) &&
      path.every(({ schema }) => privacyFlag(schema) === undefined),
  );
}

/** What people write of themselves where others look for them: no way to reach them, and not where they are. */
export const OF_ONESELF: ReadonlySet<string> = new Set([
  "user.name",
  "user.account.username",
  "user.content.self_image",
  "user.content.private",
  "user.contact.url",
  "user.job_title",
]);

/** Whether a place is one that somebody writes down, as a town, and no point that a device found. */
export function isTown({ category, node }: AssessedFlow["field"]): boolean {
  return category.startsWith("user.location") && member(node.value, "type") === "string";
}

/** The schemas of objects to which another one of the same API adds properties. */
const extendedSchemas = memoBy(judgementOf, (api): ReadonlySet<Schema> => {
  const returned = new Set(
    api.operations.flatMap((operation) =>
      api.assessed(operation).flows.flatMap(({ path }) => path.map(({ schema }) => targetOf(schema))),
    ),
  );
  const whole = new Set([...returned, ...bodiesOf(api)]);
  return new Set(
    [...whole].flatMap((schema) => {
      const bases = schema.allOf.map(targetOf);
      const inherited = new Set(bases.flatMap((base) => [...composedProperties(base).keys()]));
      const adds = [...composedProperties(schema).keys()].some((name) => !inherited.has(name));
      return adds ? bases : [];
    }),
  );
});

/** What comes back as it is, of which no field may be classified. */
function bodiesOf({ operations }: AssessedApi): readonly Schema[] {
  return operations.flatMap(({ responses }) =>
    responses.flatMap(({ content }) =>
      content.flatMap(({ schema }) => (schema === undefined ? [] : [targetOf(schema)])),
    ),
  );
}
