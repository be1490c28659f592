import type { AssessedApi } from "../exposure/assessed-api.ts";
import { statesNow } from "../lexicon/denial.ts";
import { wordsInOrder } from "../lexicon/name-tokens.ts";
import { sentencesOf } from "../lexicon/sentences.ts";
import type { Operation } from "../model/api.ts";
import { actsAsOthers } from "./acting-as-others.ts";
import { powerOverOthers } from "./powers-over-others.ts";
import { requirementOf } from "./requirement.ts";

/**
 * What the organization's own do with the accounts of others (roles, second factors, a session as somebody else), and for which no
 * more is required than for the rest: one stolen log-in of staff gives that power.
 */
export function powersOfStaff(api: AssessedApi, secured: readonly Operation[]): readonly Operation[] {
  const isPower = (operation: Operation): boolean =>
    powerOverOthers(operation) !== undefined || actsAsOthers(operation);
  const found = secured.filter((operation) => api.assessed(operation).judgedAs === "private" && isPower(operation));
  if (found.length === 0) return [];
  // Where others ask for the same, the power is nobody's in particular.
  const others = new Set(secured.filter((operation) => !isPower(operation)).map(requirementOf));
  return found.filter((operation) => others.has(requirementOf(operation)));
}

/** Whether the text of an operation names what keeps it in bounds: a second factor, the user's consent, a record of it. */
export function isSafeguarded(operation: Operation): boolean {
  return safeguardOf(operation) !== undefined;
}

/** The sentence that says so. That there is none yet, or will be one, is none. */
export function safeguardOf({ summary = "", description = "", responses, lexicon }: Operation): string | undefined {
  return [summary, description, ...responses.map((response) => response.description ?? "")]
    .flatMap((text) => sentencesOf(text))
    .find((sentence) => {
      const words = wordsInOrder(sentence);
      return SAFEGUARDS.some((concept) => statesNow(words, lexicon, concept));
    });
}

const SAFEGUARDS = ["second-factor", "audited", "confirmed-first"] as const;
