import { wordsInOrder } from "../../lexicon/name-tokens.ts";
import type { Operation } from "../../model/api.ts";
import { actionOf, type Action } from "./action.ts";
import { aNoun, lastWord, nounOf } from "./nouns.ts";
import type { Resource } from "./resources.ts";

/**
 * What an operation does to its thing. Some send something to it, and do nothing to the thing itself: `publish to` a topic,
 * `send a message to` a channel.
 */
export function actionOn(operation: Operation, { bare }: Resource): Action {
  const { lexicon } = operation;
  const action = actionOf(operation);
  const { verb, part, isReading } = action;
  if (isReading || !lexicon.is(lastWord(bare), "takes-messages")) return action;
  const isSent = SENDING.some((one) => lexicon.is(verb, one));
  const sending = { ...action, part: undefined, isMaking: false, isSending: true };
  if (part === undefined) return isSent && !isSaidOf(operation, bare) ? { ...sending, verb: `${verb} to` } : action;
  const what = nounOf(part);
  // What is created in a channel is sent there.
  const does = isSent ? verb : verb === "create" ? "send" : undefined;
  return does !== undefined && lexicon.is(what, "sent-thing")
    ? { ...sending, verb: `${does} ${aNoun(what)} to` }
    : action;
}

const SENDING = ["send", "push", "publish"] as const;

/** Whether the summary says that the thing itself is what is published: "Publish a channel". */
function isSaidOf({ summary = "", lexicon }: Operation, bare: string): boolean {
  const [, ...words] = wordsInOrder(summary);
  const object = words.filter((word) => !lexicon.is(word, "article-or-own")).join(" ");
  return object === bare || object.startsWith(`${bare} `);
}
