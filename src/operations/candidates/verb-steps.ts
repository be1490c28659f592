import { memo } from "../../core/memo.ts";
import { isChangingGet } from "../../exposure/changing-get.ts";
import { sharingOwn } from "../../exposure/said-to-act.ts";
import type { Operation } from "../../model/api.ts";
import { lastWord, nounOf, phraseOf } from "./nouns.ts";
import { pathSteps } from "./path-steps.ts";
import { saidFirst, saidMaking } from "./said-verb.ts";
import { isOnlyVerb } from "./verbs.ts";

/** What a step of a path does, and to what, where it stands before the parameter that the path ends in. */
export interface VerbStep {
  /** In English: `issue` of `/certs/issue/{entityId}`. */
  readonly verb: string;
  /** The step before it, where that is no parameter: `certs`. */
  readonly collection: string | undefined;
}

/** The verb before the last parameter of a path; `undefined` where a thing stands there, as mostly. */
export const verbStepOf = memo((operation: Operation): VerbStep | undefined => {
  const steps = pathSteps(operation);
  const at = steps.length - 2;
  if (steps.at(-1)?.parameter === undefined || !isVerbBefore(operation, at)) return undefined;
  const verb = operation.lexicon.inEnglish(spelled(steps[at]!.text), "action");
  const before = steps[at - 1];
  return verb === undefined
    ? undefined
    : { verb, collection: before?.parameter === undefined ? before?.text : undefined };
});

/** The collection of which one more is made for what a parameter names, which is none of it: `files` of `POST /files/{folderId}`. */
export const madeIn = memo((operation: Operation): string | undefined => {
  const [before, last] = pathSteps(operation).slice(-2);
  if (
    operation.method !== "POST" ||
    last?.parameter === undefined ||
    before === undefined ||
    before.parameter !== undefined
  )
    return undefined;
  const owner = /^(.+?)[-_ ]?(?:id|uuid|guid|sid)$/i.exec(last.parameter)?.[1];
  const isOfIt =
    owner === undefined ||
    nounOf(owner)
      .split(" ")
      .includes(lastWord(nounOf(before.text)));
  return isOfIt || !saidMaking(operation) ? undefined : before.text;
});

/** Whether a GET shares or hosts what is the caller's, and its path ends in that verb. */
export function sharesByItsEnd(operation: Operation): boolean {
  const last = pathSteps(operation).at(-1);
  return (
    last?.parameter === undefined &&
    operation.lexicon.is(spelled(last?.text ?? ""), "shares-or-hosts") &&
    isChangingGet(operation) &&
    sharingOwn(operation) !== undefined
  );
}

/** Whether the step at an index is what is done to the things before it, and no thing: `/files/count`, `/certs/issue/{id}`. */
export function isVerbBefore(operation: Operation, at: number): boolean {
  const steps = pathSteps(operation);
  const [before, step, next] = [steps[at - 1], steps[at], steps[at + 1]];
  const { lexicon, method } = operation;
  if (step === undefined || before === undefined || step.parameter !== undefined) return false;
  const text = spelled(step.text);
  // `/screenshots/share` of which a sentence says that it shares.
  if (next === undefined && method === "GET" && sharesByItsEnd(operation)) return true;
  if (!lexicon.is(text, "action")) return false;
  const isOfSeveral = before.parameter === undefined && nounOf(before.text) !== phraseOf(before.text);
  // `/users/invite` invites where its text says so, and is a collection of invites where it says "Create an invite".
  if (next === undefined)
    return (
      isOfSeveral &&
      (lexicon.is(text, "tells-of-several") ||
        (method === "POST" && lexicon.inEnglish(text, "action") === saidFirst(operation)))
    );
  if (method === "GET" || next.parameter === undefined) return false;
  if (isOfSeveral) return isOnlyVerb(text, lexicon) || lexicon.inEnglish(text, "action") === saidFirst(operation);
  // `/hospitals/{id}/transfer/{productId}` transfers a product.
  const named = nounOf(next.parameter.replace(/(?:id|uuid|guid)$/i, ""));
  return before.parameter !== undefined && named !== "" && lastWord(named) !== lastWord(nounOf(step.text));
}

function spelled(segment: string): string {
  return phraseOf(segment).toLowerCase();
}
