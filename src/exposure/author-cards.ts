import type { AssessedFlow } from "./assessed-api.ts";
import type { PassedObject } from "../data/flows/flow.ts";
import { wordsOf } from "../lexicon/name-tokens.ts";
import type { Operation } from "../model/api.ts";
import type { Schema } from "../model/schema.ts";
import { isCalled } from "./people-words.ts";
import { isPrivatePlace } from "./published-people.ts";
import { privacyFlag } from "./privacy-setting.ts";
import { fixedSegments } from "./words.ts";

/** Tells of flows whether they are of an author's card. */
export type IsOnAuthorCard = (flow: AssessedFlow) => boolean;

/**
 * Finds the cards under which people publish: the author of an article, comment or review with an account name, a picture
 * and a line about themselves, by a schema that holds nothing else of them. What is written for others to see is signed, and
 * the profile of the same schema is that card again. A schema with anything private, or with a setting by which somebody
 * can hide, is no card.
 */
export function authorCards(
  operations: readonly Operation[],
  flowsOf: (operation: Operation) => readonly AssessedFlow[],
): IsOnAuthorCard {
  const authors = new Set<string | Schema>();
  const others = new Set<string | Schema>();
  for (const operation of operations) {
    for (const flow of flowsOf(operation)) {
      const person = personIn(flow);
      if (person === undefined) continue;
      const key = keyOf(person);
      if (isAuthor(person, flow)) authors.add(key);
      if (!isOfCard(flow) || privacyFlag(person.schema) !== undefined) others.add(key);
    }
  }
  return (flow) => {
    const person = personIn(flow);
    if (person === undefined || !isOfCard(flow) || isPrivatePlace(flow.operation)) return false;
    const key = keyOf(person);
    return authors.has(key) && !others.has(key);
  };
}

/** The person, other than the caller, of whom a flow tells. */
function personIn({ principal, principalAt, path, direction, field }: AssessedFlow): PassedObject | undefined {
  return principal && direction === "read" && field.confidence !== "possible" ? path[principalAt] : undefined;
}

/** Where references were resolved into copies, only their names tell which are one. */
function keyOf({ schema }: PassedObject): string | Schema {
  return schema.name ?? schema.title ?? schema;
}

/** Whether a person stands where it is said who made something that others are meant to see: the author in an article. */
function isAuthor({ property }: PassedObject, { path, principalAt, operation }: AssessedFlow): boolean {
  const { lexicon } = operation;
  if (property === undefined || !isCalled(property, "maker", lexicon)) return false;
  const made = path[principalAt - 1];
  const names = [made?.schema.name ?? made?.schema.title, made?.property].filter((name) => name !== undefined);
  return (names.length > 0 ? names : fixedSegments(operation.path).slice(-1)).some((name) =>
    isCalled(name, "published-content", lexicon),
  );
}

function isOfCard({ field, operation }: AssessedFlow): boolean {
  return (
    ON_CARDS.has(field.category) ||
    (field.category === "user.content.private" && operation.lexicon.has(wordsOf(field.name), "life-told"))
  );
}

const ON_CARDS: ReadonlySet<string> = new Set([
  "user.name",
  "user.account.username",
  "user.content.self_image",
  "user.contact.url",
  "user.job_title",
]);
