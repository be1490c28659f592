import { isOfEverything } from "../exposure/changing-get.ts";
import { aNoun, isCallName, isManner, nounOf, withoutVerb } from "../operations/candidates/nouns.ts";
import type { Resource } from "../operations/candidates/resources.ts";
import { actionOn } from "../operations/candidates/action-on.ts";
import type { Operation } from "../model/api.ts";

/** What a call does, whoever makes it: `delete a customer`, `list the cards of a customer`, `create a role for a team`. */
export function doneTo(operation: Operation, resource: Resource): string {
  const { verb, part, isMaking, isReading } = actionOn(operation, resource);
  const [noun, many] = [withoutVerb(resource.noun, verb), withoutVerb(resource.many, verb)];
  // A path of one verb names nothing that it is done to.
  if (isOfEverything(operation) && !isReading && many === noun) return "make the call";
  if (verb.replace(" ", "") === noun) return `make ${aNoun(noun)}`;
  if (isCallName(noun, verb)) return "make the call";
  if (operation.path.includes("{")) {
    if (part === undefined) return `${verb} ${aNoun(noun)}`;
    if (isManner(part)) return `${verb} ${aNoun(noun)} ${part}`;
    if (isReading && verb === "read" && nounOf(part) !== part) return `list the ${part} of ${aNoun(noun)}`;
    if (verb === "send" && !isMaking) return `send ${aNoun(nounOf(part))} to ${aNoun(noun)}`;
    return isMaking ? `${verb} ${aNoun(nounOf(part))} for ${aNoun(noun)}` : `${verb} the ${part} of ${aNoun(noun)}`;
  }
  if (isMaking) return `${verb} ${aNoun(part === undefined ? noun : nounOf(part))}`;
  if (part !== undefined)
    return isManner(part) ? `${verb} ${many} ${part}` : `${verb} ${nounOf(part) === part ? "the " : ""}${part}`;
  if (many === noun) return `${verb} the ${noun}`;
  return `${isReading && verb === "read" ? "list" : verb} ${many}`;
}
