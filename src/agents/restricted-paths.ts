import { isOwn } from "../exposure/principals.ts";
import type { Concept } from "../lexicon/concept.ts";
import { endsIn } from "../lexicon/phrases.ts";
import type { AgentCall } from "./agent-call.ts";
import { stepWords } from "./step-words.ts";

/**
 * Whether a path alone says that what comes back is restricted and somebody else's: who is a patient is known to be ill (GDPR,
 * recital 35), and a passport is one whatever the fields are called.
 */
export function isRestrictedByPath({ operation, boundary }: AgentCall): boolean {
  if (isOwn(operation)) return false;
  const { lexicon } = operation;
  const steps = stepWords(operation);
  const ends = (concepts: readonly Concept[]): boolean =>
    steps.some((words) => concepts.some((concept) => endsIn(words, lexicon, concept)));
  if (ends(["treated-person"])) return true;
  // Whoever logs in as a person may have records and a passport of their own.
  return (
    boundary !== "user" && (ends(["identity-evidence"]) || steps.some((words) => lexicon.has(words, "health-record")))
  );
}
