import { isAbove } from "../../core/exposure-words.ts";
import { endsIn } from "../../lexicon/phrases.ts";
import { wordsOf } from "../../lexicon/name-tokens.ts";
import type { Api, Operation } from "../../model/api.ts";
import { targetOf } from "../../model/schema.ts";
import { actionOf } from "./action.ts";
import type { AtRisk } from "./at-risk.ts";
import { lastWord } from "./nouns.ts";
import { pathIdentifiers } from "./object-identifiers.ts";
import type { Resource, Resources } from "./resources.ts";
import { sentTo } from "./sent-to.ts";

/**
 * Gives whether a kind of thing belongs to how the operator has set a service up, such as its topics, channels and templates,
 * so that none is anybody's: each is called by its name, no operation makes, changes or deletes one, and none shows what is
 * kept in it.
 */
export function configuredThings(
  { operations }: Api,
  resources: Resources,
  stakesOf: (operation: Operation) => AtRisk,
): (resource: Resource) => boolean {
  const paths = operations.filter(({ operationKind }) => operationKind === "path");
  const known = new Map<string, boolean>();
  const isConfigured = (bare: string): boolean =>
    paths.every((operation) => {
      const identifiers = pathIdentifiers(operation);
      const last = identifiers.at(-1);
      const resource =
        last === undefined ? resources.ofCollection(operation) : resources.ofParameter(operation, last.name);
      if (resource?.bare !== bare) return true;
      const { isReading, isSending, part } = sentTo(operation, actionOf(operation), resource);
      if (!isReading) return isSending === true;
      return last === undefined
        ? !isAbove(stakesOf(operation).sensitivity, "internal")
        : identifiers.length === 1 &&
            part === undefined &&
            isName(operation, last) &&
            !isAbove(stakesOf(operation).sensitivity, "internal");
    });
  return ({ bare }) => {
    let is = known.get(bare);
    if (is === undefined)
      known.set(bare, (is = operations[0]!.lexicon.is(lastWord(bare), "set-up-by-operator") && isConfigured(bare)));
    return is;
  };
}

/** Whether a value is a name that somebody gave: an identifier is handed out by what made the thing. */
function isName({ lexicon }: Operation, { name, schema }: ReturnType<typeof pathIdentifiers>[number]): boolean {
  const { types = [], format } = schema === undefined ? {} : targetOf(schema);
  return !endsIn(wordsOf(name), lexicon, "identifier-word") && !types.includes("integer") && format !== "uuid";
}
