import { declaredForAgents } from "../agents/declared.ts";
import type { Rule } from "./rule.ts";

/** A rule that finds nothing unless the API is meant for agents. */
export function forAgents(rule: Rule): Rule {
  return {
    ...rule,
    *check(api) {
      if (declaredForAgents(api) !== undefined) yield* rule.check(api);
    },
  };
}
