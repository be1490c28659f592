import { isOfEverything } from "../exposure/changing-get.ts";
import { actionOf } from "../operations/candidates/action.ts";
import { aNoun, nounOf } from "../operations/candidates/nouns.ts";
import type { Resource } from "../operations/candidates/resources.ts";
import type { Operation } from "../model/api.ts";

/** What a call does, whoever makes it: `delete a customer`, `list the cards of a customer`, `create a role for a team`. */
export function doneTo(operation: Operation, { noun, many }: Resource): string {
  const { verb, part, isMaking, isReading } = actionOf(operation);
  // A path of one verb names nothing that it is done to.
  if (isOfEverything(operation) && !isReading && many === noun) return "make the call";
  if (verb === noun) return `make ${aNoun(noun)}`;
  if (operation.path.includes("{")) {
    if (part === undefined) return `${verb} ${aNoun(noun)}`;
    if (isReading && verb === "read" && nounOf(part) !== part) return `list the ${part} of ${aNoun(noun)}`;
    if (verb === "send") return `send ${aNoun(nounOf(part))} to ${aNoun(noun)}`;
    return isMaking ? `${verb} ${aNoun(nounOf(part))} for ${aNoun(noun)}` : `${verb} the ${part} of ${aNoun(noun)}`;
  }
  if (isMaking) return `${verb} ${aNoun(part === undefined ? noun : nounOf(part))}`;
  if (part !== undefined) return `${verb} ${part}`;
  if (many === noun) return `${verb} the ${noun}`;
  return `${isReading && verb === "read" ? "list" : verb} ${many}`;
}
