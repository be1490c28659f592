import { memo } from "../core/memo.ts";
import { calledWords, fixedSegments } from "../exposure/words.ts";
import { textOfName, wordsInOrder } from "../lexicon/name-tokens.ts";
import type { Operation } from "../model/api.ts";
import { saidFirst } from "./candidates/said-verb.ts";

/**
 * Whether whoever was invited accepts an invitation by a call: `POST /invitations/accept`, `POST /einladungen/{code}/annahme`.
 * Who invites has decided what they may do.
 */
export const acceptsInvitation = memo((operation: Operation): boolean => {
  const { lexicon, method, path, summary = "" } = operation;
  if (operation.operationKind !== "path" || (method !== "POST" && method !== "PUT" && method !== "PATCH")) return false;
  const isOfInvitation =
    lexicon.has(calledWords(operation), "invitation") || lexicon.has(wordsInOrder(summary), "invitation");
  if (!isOfInvitation) return false;
  const last = textOfName(fixedSegments(path).at(-1)?.split(":").at(-1) ?? "");
  const said = saidFirst(operation) ?? "";
  return [last, said].some((word) => ENTERS.some((concept) => lexicon.is(word, concept)));
});

const ENTERS = ["accept", "join", "redeem"] as const;
