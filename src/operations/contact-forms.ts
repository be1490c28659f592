import { wordsInOrder, wordsOf } from "../lexicon/name-tokens.ts";
import type { Operation } from "../model/api.ts";
import { requestFields } from "./request-fields.ts";

/**
 * Whether somebody is entered among the contacts of a list or directory that the path names: `/lists/{id}/contacts`. The
 * contact form of a site takes a text to be sent, and stands below nothing that callers choose.
 */
export function entersContact(operation: Operation): boolean {
  const { path, lexicon } = operation;
  const segments = path.split("/").filter((segment) => segment !== "");
  const at = segments.findLastIndex((segment) => !segment.includes("{"));
  return (
    at > 0 &&
    lexicon.is(wordsOf(segments[at]!).join(" "), "contact-us") &&
    // One contact is somebody who is written to: `/listings/{id}/contact`.
    wordsInOrder(segments[at]!).join(" ") !== wordsOf(segments[at]!).join(" ") &&
    segments.slice(0, at).some((segment) => segment.includes("{")) &&
    !requestFields(operation).some(({ words }) => lexicon.has(words, "said-text"))
  );
}
