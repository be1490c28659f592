import { memo } from "../core/memo.ts";
import { wordsInOrder, wordsOf } from "../lexicon/name-tokens.ts";
import { textOfToday } from "../lexicon/sentences.ts";
import type { Api, Operation } from "../model/api.ts";
import { heldSchemaOf } from "../model/schema-parts.ts";
import { isByNobody } from "./by-nobody.ts";
import { seenByRight } from "./seen-by-right.ts";
import { isSaidForAdministrators } from "./administration.ts";
import { namesRole } from "./said-role.ts";
import type { OwnBy } from "./callers-own.ts";
import { returnsList } from "./lists.ts";
import { isOwn, type Principals } from "./principals.ts";
import { privacyFlag } from "./privacy-setting.ts";
import { fixedSegments } from "./words.ts";

/**
 * Tells of operations that give what is of people whether others than those people, or an administrator, are refused as far
 * as a description can show it. Then whether they really are is a test. In this order: its text says that callers get what their rights let
 * through; its text says that it is for
 * administrators, or that everything else is refused, or which role it takes; it serves others by what it is (a profile, followers, a search, what somebody can hide); it declares one, or
 * says who may; it changes the record that it returns; there is no `/me`, and callers change what is theirs by an identifier, so
 * that they read it by that, and no list of everybody in which others are looked up. A read alone, which asks for a login and
 * for nothing else, gives everybody's. That a list, or a change, is for administrators says nothing of a read beside it: it
 * lets nobody keep what is theirs.
 */
export function keptToOwners(
  api: Pick<Api, "operations" | "tags">,
  principals: Principals,
  ownBy: (operation: Operation) => OwnBy | undefined,
): (operation: Operation) => boolean {
  const paths = api.operations.filter(({ operationKind }) => operationKind === "path");
  // Where every operation has one, a generator put it there.
  const isRefusalTold = paths.some((operation) => !declaresRefusal(operation));
  const hasOwn = paths.some(
    (operation) => operation.method === "GET" && (isOwn(operation) || ownBy(operation) === "text"),
  );
  const lists = new Set(
    paths
      .filter((operation) => operation.method === "GET" && returnsList(operation))
      .map(({ path }) => path.replace(/\/$/, "")),
  );
  // Where callers change what is theirs by an identifier, they read it by that, too.
  const changed = new Set(
    paths.flatMap((operation) =>
      operation.method === "GET" || operation.access !== "secured" || isSaidForAdministrators(api, operation)
        ? []
        : (collectionOfPeople(operation, principals) ?? []),
    ),
  );
  return memo((operation) => {
    if (operation.operationKind !== "path" || operation.access === "anonymous" || operation.access === "optional")
      return false;
    if (seenByRight(operation) !== undefined && !isByNobody(operation)) return true;
    if (operation.access !== "secured") return false;
    if (isSaidForAdministrators(api, operation) || refusesAllElse(operation)) return true;
    // A role that is named for one record may be that of those whom it is of: "roles: family, agent".
    if (!operation.path.includes("{") && namesRole(operation)) return true;
    const collection = collectionOfPeople(operation, principals);
    if (collection === undefined || servesOthers(operation)) return false;
    if ((isRefusalTold && declaresRefusal(operation)) || isSaidWhoMay(operation)) return true;
    return operation.method !== "GET" || (changed.has(collection) && !hasOwn && !lists.has(collection));
  });
}

function declaresRefusal({ responses }: Operation): boolean {
  return responses.some(({ status }) => status === "403");
}

/** The path of the collection of which an operation's path names one person: `/v1/users` of `/v1/users/{id}/orders`. */
function collectionOfPeople({ path }: Operation, principals: Principals): string | undefined {
  const segments = path.split("/");
  const at = segments.findIndex(
    (segment, index) =>
      segment.includes("{") && !LOOK_UP.test(segment) && principals.isSegment(segments[index - 1] ?? ""),
  );
  return at < 0 ? undefined : segments.slice(0, at).join("/");
}

/** Who is asked for by an address or number is somebody else. */
const LOOK_UP = /e-?mail|phone|msisdn/i;

/** Whether an operation is there for people to see, find or follow each other. */
function servesOthers(operation: Operation): boolean {
  const { path, method, summary = "", description = "", operationId = "", lexicon } = operation;
  const segments = path.split("/");
  const isProfile = segments.some(
    (segment, at) => segment.includes("{") && lexicon.is(wordsOf(segments[at - 1] ?? "").at(-1) ?? "", "profile"),
  );
  // Below a person, people are those whom they know.
  const below = fixedSegments(path.slice(path.indexOf("}") + 1));
  return (
    isProfile ||
    below.some((segment) => {
      const words = wordsOf(segment);
      // A user name below a user is that user's.
      return !lexicon.is(words.at(-1) ?? "", "user") && SOCIAL.some((concept) => lexicon.has(words, concept));
    }) ||
    (method === "GET" &&
      [summary, operationId].some((text) => MEETING.some((concept) => lexicon.has(wordsInOrder(text), concept)))) ||
    [summary, textOfToday(description.slice(0, LIMIT))].some((text) => lexicon.has(wordsInOrder(text), "of-anybody")) ||
    canHide(operation)
  );
}

const SOCIAL = ["people-list", "profile", "follow", "search"] as const;
const MEETING = ["search", "follow"] as const;

/** Whether what comes back has a setting by which somebody hides it from others: for whom it is meant, then. */
function canHide({ responses }: Operation): boolean {
  return responses.some(
    ({ statusClass, content }) =>
      statusClass === "2xx" &&
      content.some(({ schema }) => schema !== undefined && privacyFlag(heldSchemaOf(schema)) !== undefined),
  );
}

/** Whether the text of an operation says who alone may call it for whom. */
function isSaidWhoMay({ summary = "", description = "", lexicon }: Operation): boolean {
  return [summary, textOfToday(description.slice(0, LIMIT))].some((text) =>
    lexicon.has(wordsInOrder(text), "says-who-may"),
  );
}

/** Whether the text says that a read of one record is refused for all but those of the caller's: "in all other cases 404". */
function refusesAllElse({ path, description = "", lexicon }: Operation): boolean {
  return path.includes("{") && lexicon.has(wordsInOrder(textOfToday(description.slice(0, LIMIT))), "others-refused");
}

/** So much of a text is looked at. */
const LIMIT = 1000;
