import { wordsOf } from "../lexicon/name-tokens.ts";
import { endsIn } from "../lexicon/phrases.ts";
import { holdsOthers, type AgentCall } from "./agent-call.ts";

/** Whether the settings of a path are of one thing among many, such as a document, and not of what others work in. */
export function isSetUpOfOneThing(call: AgentCall): boolean {
  const { operation, resource } = call;
  return (
    operation.path.includes("{") &&
    !operation.path.endsWith("}") &&
    !holdsOthers(call) &&
    !endsIn(wordsOf(resource.bare), operation.lexicon, "tenant")
  );
}
