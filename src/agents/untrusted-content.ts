import type { AssessedApi } from "../exposure/assessed-api.ts";
import { isOwn } from "../exposure/principals.ts";
import { wordsOf } from "../lexicon/name-tokens.ts";
import { endsIn } from "../lexicon/phrases.ts";
import type { Operation } from "../model/api.ts";
import { agentCallOf } from "./agent-call.ts";

/** Whether a read gives what other people write, by what it is of: comments, messages, reviews, tickets. */
export function returnsTextsOfOthers(api: AssessedApi, operation: Operation): boolean {
  const { isChange, action, resource } = agentCallOf(api, operation);
  if (isChange || isOwn(operation)) return false;
  const names = [action.part ?? "", resource.bare].map(wordsOf);
  return names.some((words) => WRITTEN.some((concept) => endsIn(words, operation.lexicon, concept)));
}

const WRITTEN = ["published-content", "message", "correspondence", "note", "written-by-strangers"] as const;
