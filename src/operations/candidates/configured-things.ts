import { isAbove } from "../../core/exposure-words.ts";
import { grouped } from "../../core/grouped.ts";
import { memoOfText } from "../../core/memo.ts";
import { saidBy } from "../../exposure/said.ts";
import { endsIn } from "../../lexicon/phrases.ts";
import { wordsOf } from "../../lexicon/name-tokens.ts";
import type { Api, Operation } from "../../model/api.ts";
import { targetOf } from "../../model/schema.ts";
import { actionOn } from "./action-on.ts";
import type { AtRisk } from "./at-risk.ts";
import { lastWord } from "./nouns.ts";
import { pathIdentifiers, resourceInPath } from "./object-identifiers.ts";
import type { Resource, Resources } from "./resources.ts";

/** An operation, and the kind of thing that it is called on. */
interface Called {
  readonly operation: Operation;
  readonly resource: Resource;
}

/**
 * Gives whether a kind of thing belongs to how the operator has set a service up, such as its topics, channels and templates,
 * so that none is anybody's: each is called by its name, no operation makes, changes or deletes one, none shows what is
 * kept in it, and no text says that they are of a group of callers: "A channel of your team".
 */
export function configuredThings(
  { operations }: Api,
  resources: Resources,
  stakesOf: (operation: Operation) => AtRisk,
): (resource: Resource) => boolean {
  let called: ReadonlyMap<string, readonly Called[]> | undefined;
  const calledOn = (bare: string): readonly Called[] => {
    called ??= grouped(
      operations
        .filter(({ operationKind }) => operationKind === "path")
        .flatMap((operation): readonly Called[] => {
          const resource = resourceInPath(operation, resources);
          return resource === undefined ? [] : [{ operation, resource }];
        }),
      ({ resource }) => resource.bare,
    );
    return called.get(bare) ?? [];
  };
  const isConfigured = (bare: string): boolean =>
    calledOn(bare).every(({ operation, resource }) => {
      if (saidBy(operation).some((words) => operation.lexicon.has(words, "of-some-callers"))) return false;
      const identifiers = pathIdentifiers(operation);
      const last = identifiers.at(-1);
      const { isReading, isSending, part } = actionOn(operation, resource);
      if (!isReading) return isSending === true;
      return last === undefined
        ? !isAbove(stakesOf(operation).sensitivity, "internal")
        : identifiers.length === 1 &&
            part === undefined &&
            isName(operation, last) &&
            !isAbove(stakesOf(operation).sensitivity, "internal");
    });
  const isKind = memoOfText(
    (bare) => operations[0]!.lexicon.is(lastWord(bare), "set-up-by-operator") && isConfigured(bare),
  );
  return ({ bare }) => isKind(bare);
}

/** Whether a value is a name that somebody gave: an identifier is handed out by what made the thing. */
function isName({ lexicon }: Operation, { name, schema }: ReturnType<typeof pathIdentifiers>[number]): boolean {
  const { types = [], format } = schema === undefined ? {} : targetOf(schema);
  return !endsIn(wordsOf(name), lexicon, "identifier-word") && !types.includes("integer") && format !== "uuid";
}
