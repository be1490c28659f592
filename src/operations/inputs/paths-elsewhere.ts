import { memo } from "../../core/memo.ts";
import { wordsInOrder, wordsOf } from "../../lexicon/name-tokens.ts";
import { isHeadedBy } from "../../lexicon/phrases.ts";
import { fieldsBeside } from "../fields-beside.ts";
import { isChoice, requestFields, segmentWords, type RequestField } from "../request-fields.ts";
import type { Operation } from "../../model/api.ts";

/**
 * Whether a path is one within something that the service keeps as its data, and no place on its disk: of a file in a revision of
 * a repository, or of a value in the document that is patched (RFC 6902). A text that names the server's own disk comes first.
 */
export function isPathElsewhere(field: RequestField, operation: Operation): boolean {
  const { lexicon } = operation;
  if (lexicon.has(wordsInOrder(field.description.slice(0, LIMIT)), "on-file-server")) return false;
  return isInRepository(field, operation) || isOfPatch(field, operation);
}

/** Whether the path or a field beside names the repository, or the revision of which a file is asked for: `sha`, `branch_name`. */
function isInRepository(field: RequestField, operation: Operation): boolean {
  const { lexicon } = operation;
  if (segmentWords(operation).some((words) => lexicon.has(words, "source-repository"))) return true;
  return revisionsOf(operation).some((name) => name !== field.name);
}

/** The names of the fields that are revisions, without headers. Asked for each field of an operation, of which there may be thousands. */
const revisionsOf = memo((operation: Operation): readonly string[] => [
  ...new Set(
    requestFields(operation).flatMap((field) =>
      field.in !== "header" && isRevision(field, operation) ? [field.name] : [],
    ),
  ),
]);

/** Whether a field is a revision: `commit`, `commitSha`, `branch_name`, or a `ref` that is said to be one. */
function isRevision({ name, description }: RequestField, { lexicon }: Operation): boolean {
  const words = wordsOf(name);
  const last = words.at(-1) ?? "";
  if (words.length === 1 && IDENTIFIED.test(last))
    return lexicon.has(wordsInOrder(description.slice(0, LIMIT)), "kept-revision");
  const named = IDENTIFIED.test(last) ? words.slice(0, -1) : words;
  // A tag or a snapshot may be one of anything.
  return isHeadedBy(named, lexicon, "kept-revision") && !/^(?:tag|snapshot)$/.test(named.at(-1) ?? "");
}

const IDENTIFIED = /^(?:name|id|sha|hash|ref)$/;

/** Whether a value stands in a JSON Patch: its body is one by its media type, or an `op` of the six stands beside it. */
function isOfPatch(field: RequestField, operation: Operation): boolean {
  if (field.in !== "body") return false;
  const content = operation.requestBody?.content ?? [];
  if (content.length > 0 && content.every(({ type }) => JSON_PATCH.test(type))) return true;
  return fieldsBeside(field, operation).fields.some(
    (other) =>
      other.text === "op" &&
      isChoice(other) &&
      other.parts.every(({ enum: values = [] }) =>
        values.every((value) => typeof value === "string" && PATCHES.has(value)),
      ),
  );
}

const JSON_PATCH = /^application\/json-patch\+json\b/i;
/** The operations of RFC 6902. */
const PATCHES: ReadonlySet<string> = new Set(["add", "remove", "replace", "move", "copy", "test"]);

/** So much of a text is looked at. */
const LIMIT = 1000;
