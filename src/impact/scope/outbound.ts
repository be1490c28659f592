import { memo } from "../../core/memo.ts";
import { fixedSegments } from "../../exposure/words.ts";
import { wordsOf } from "../../lexicon/name-tokens.ts";
import { endsIn, isHeadedBy } from "../../lexicon/phrases.ts";
import type { Operation } from "../../model/api.ts";
import { actionOf } from "../../operations/candidates/action.ts";
import { urlUseOf } from "../../operations/inputs/url-uses.ts";
import { isChoice, isText, requestFields, type RequestField } from "../../operations/request-fields.ts";

/**
 * What of a request tells the server where to connect to: an address that it fetches or calls, the one of a webhook, also as
 * part of settings that are not described, and one that is called after what is reached: `mirror_endpoint`.
 */
export const outboundInputs = memo((operation: Operation): readonly string[] => {
  if (operation.operationKind !== "path" || operation.method === "DELETE") return [];
  const fields = requestFields(operation);
  const called = fields.filter((field) => CALLED.has(urlUseOf(field, operation) ?? ""));
  if (called.length > 0 || actionOf(operation).isReading) return namesOf(called);
  const near = fields.filter((field) => isCalledAfterTarget(field, operation));
  return namesOf(
    near.length > 0 || !isOfHooks(operation)
      ? near
      : fields.filter(({ words }) => isHeadedBy(words, operation.lexicon, "hook-address")),
  );
});

function namesOf(fields: readonly RequestField[]): readonly string[] {
  return [...new Set(fields.map(({ name }) => name))];
}

const CALLED: ReadonlySet<string> = new Set(["fetched", "provider", "webhook", "proxy"]);

/** Whether text of several words is called after what a server connects to: `lfs_endpoint`, and not a `target` alone. */
function isCalledAfterTarget(field: RequestField, { lexicon }: Operation): boolean {
  return (
    field.in === "body" &&
    isText(field) &&
    !isChoice(field) &&
    field.words.length > 1 &&
    isHeadedBy(field.words, lexicon, "connected-to")
  );
}

/** Whether an operation makes or changes webhooks, by its path. */
function isOfHooks({ path, lexicon }: Operation): boolean {
  const last = fixedSegments(path).at(-1);
  return last !== undefined && endsIn(wordsOf(last), lexicon, "hook-word");
}
