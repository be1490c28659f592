import { listed } from "../../core/prose.ts";
import type { Judgements } from "../../review/assumptions.ts";
import { admissionShift, isSilentNow } from "../admission-shift.ts";
import { gateCallerWords } from "../changes/words.ts";
import type { OperationPair } from "../matched-operations.ts";

/** Two descriptions of one API. */
export interface ComparedJudgements {
  readonly base: Judgements;
  readonly head: Judgements;
}

/** By how many steps it became harder to get in; less than 0 where it became easier. */
export function shiftOf(pair: OperationPair, { base, head }: ComparedJudgements): number {
  return admissionShift(pair, { base: base.stated.api, head: head.stated.api });
}

/** That a credential is asked for which anyone can get, or of which nobody has said who does; `undefined` where that is not so. */
export function gatedWords(
  pair: OperationPair,
  compared: ComparedJudgements,
  witness: string | undefined,
): string | undefined {
  const now = compared.head.stated.api.assessed(pair.head);
  const { admission, schemes } = now;
  if (shiftOf(pair, compared) <= 0 || (admission !== "self-registered" && admission !== "unknown")) return undefined;
  const asked = schemes.length === 0 ? "a credential" : listed(schemes.map(({ scheme }) => scheme.name));
  const who =
    admission === "unknown"
      ? `nobody has said who gets ${schemes.length === 0 ? "it" : asked}`
      : `${gateCallerWords(now)} gets it`;
  const what =
    witness === undefined ? "" : ` and ${witness.startsWith("request ") ? "can set" : "can read"} ${witness}`;
  return `${pair.head.id} now requires ${asked}, but ${who}${admission === "unknown" ? "" : what}`;
}

/** `only partners can call GET /users/{id} now`. */
export function narrowedWords(pair: OperationPair, { head }: ComparedJudgements): string {
  return `only ${gateCallerWords(head.stated.api.assessed(pair.head))} can call ${pair.head.id} now`;
}

/** `, though only partners can call it now`. */
export function callersLeft(pair: OperationPair, compared: ComparedJudgements): string {
  if (shiftOf(pair, compared) <= 0) return "";
  return `, though only ${gateCallerWords(compared.head.stated.api.assessed(pair.head))} can call it now`;
}

/** Whether nothing says any more what an operation asks for. */
export function isSilentIn(pair: OperationPair, { head }: ComparedJudgements): boolean {
  return isSilentNow(pair, { head: head.stated.api });
}

/** That what is no longer found is moot, since more can call the operation than before, or nobody knows who can. */
export function widenedWords(pair: OperationPair, compared: ComparedJudgements): string {
  if (!isSilentIn(pair, compared)) return `${pair.head.id} requires less than before, and nothing else became better`;
  const was = pair.base.access === "secured" ? "required a credential" : "was open to anyone";
  return `${pair.base.id} ${was}; it is not known who can call it now, so it is not known whether this is a fix`;
}
