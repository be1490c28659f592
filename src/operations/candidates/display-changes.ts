import { memo } from "../../core/memo.ts";
import { wordsOf } from "../../lexicon/name-tokens.ts";
import type { Operation } from "../../model/api.ts";
import { requestFields } from "../request-fields.ts";
import { tailOf } from "./path-steps.ts";

/**
 * Whether a change decides only how a thing is displayed, or whether somebody has seen it: it is sorted, pinned or marked as
 * read. Who does that to the thing of somebody else takes nothing from it: `POST /messages/{id}/read`, `PUT /boards/{id}/layout`,
 * a PATCH that takes a colour and a position.
 */
export const changesDisplayOnly = memo((operation: Operation): boolean => {
  const { lexicon } = operation;
  const tail = tailOf(operation).map(wordsOf);
  const last = tail.at(-1) ?? [];
  const isArranged = last.length > 0 && lexicon.lengthAt(last, 0, "arranges") === last.length;
  if (isArranged || isOfDisplay(last, operation)) return true;
  const set = requestFields(operation).filter(({ in: place, depth }) => place === "body" && depth === 0);
  const changing = set.filter(({ words }) => !lexicon.is(words.at(-1) ?? "", "identifier-word"));
  return changing.length > 0 && changing.every(({ name }) => isOfDisplay(wordsOf(name), operation));
});

/** Whether words name a setting of the display, or say whether something was read. */
function isOfDisplay(words: readonly string[], { lexicon }: Operation): boolean {
  const bare = words.length > 1 && SWITCH.test(words[0]!) ? words.slice(1) : words;
  return bare.length > 0 && DISPLAY.some((concept) => lexicon.lengthAt(bare, 0, concept) === bare.length);
}

/** How names of switches begin: `isRead`, `was_seen`. */
const SWITCH = /^(?:is|has|was)$/;
const DISPLAY = ["display-setting", "read-state"] as const;
