/*
 * One-time codes that are sent to a person: to have one sent shows no secret, and whoever gets it sees who asked for it.
 */
import { wordsInOrder, wordsOf } from "../lexicon/name-tokens.ts";
import type { Operation } from "../model/api.ts";
import { requestFields } from "../operations/request-fields.ts";
import type { AgentCall } from "./agent-call.ts";
import { lastStepWords, stepWords } from "./step-words.ts";

/**
 * Whether a call only has a code sent to somebody, by its name: `/registration/generate-otp`, `/codes/resend`. Who logs in, or has lost
 * a password, is another matter, and so is the code that comes back or is checked.
 */
export function sendsCode({ api, operation, isChange }: AgentCall): boolean {
  const { lexicon } = operation;
  if (!isChange || operation.method === "GET" || operation.method === "DELETE") return false;
  if (!isCalledSo(operation)) return false;
  const steps = stepWords(operation);
  if (steps.some((words) => NOT_BELOW.some((concept) => lexicon.has(words, concept)))) return false;
  if (OTHER.has(api.assessed(operation).intent ?? "")) return false;
  return !requestFields(operation).some(
    ({ in: way, words }) => way === "body" && CODES.some((concept) => lexicon.has(words, concept)),
  );
}

function isCalledSo(operation: Operation): boolean {
  const { lexicon, operationId = "" } = operation;
  const [before = [], last = []] = stepWords(operation).slice(-2);
  const path = lastStepWords(operation).length > 1 ? last : [...before, ...last];
  return [path, wordsInOrder(operationId), wordsOf(operationId)].some(
    (words) => lexicon.has(words, "begins-proof") && CODES.some((concept) => lexicon.has(words, concept)),
  );
}

const CODES = ["one-time-code", "sent-code"] as const;
const NOT_BELOW = ["log-in", "puts-back", "password"] as const;
const OTHER: ReadonlySet<string> = new Set(["log-in", "password-reset", "token"]);
