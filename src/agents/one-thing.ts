import { wordsOf } from "../lexicon/name-tokens.ts";
import { endsIn } from "../lexicon/phrases.ts";
import { pathSteps } from "../operations/candidates/path-steps.ts";
import { holdsOthers, type AgentCall } from "./agent-call.ts";

/** Whether the settings of a path are of one thing among many, such as a document, and not of what others work in. */
export function isSetUpOfOneThing(call: AgentCall): boolean {
  const { operation, resource } = call;
  const steps = pathSteps(operation);
  const last = steps.at(-1);
  if (last?.parameter !== undefined)
    return isNamedForItsSettings(wordsOf(steps.at(-2)?.text ?? ""), wordsOf(last.parameter));
  return (
    operation.path.includes("{") && !holdsOthers(call) && !endsIn(wordsOf(resource.bare), operation.lexicon, "tenant")
  );
}

/** `/location-settings/{location_id}`: the settings are named for the thing that the parameter names. */
function isNamedForItsSettings(settings: readonly string[], parameter: readonly string[]): boolean {
  const [first] = settings;
  return settings.length > 1 && first !== undefined && parameter.includes(first);
}
