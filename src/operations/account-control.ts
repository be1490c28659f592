/*
 * What an operation does to what somebody acts or is paid through: an account, its holder, a merchant, a card. Who may
 * do that is decided by the owner or by whoever runs the service, and not by everybody with a credential.
 */
import { isOwn } from "../exposure/principals.ts";
import { wordsOf } from "../lexicon/name-tokens.ts";
import { endsIn } from "../lexicon/phrases.ts";
import type { Operation } from "../model/api.ts";
import { actionOf } from "./candidates/action.ts";
import type { Resource } from "./candidates/resources.ts";
import { requestFields } from "./request-fields.ts";

/** What is done to an account, or where its money is sent. */
export interface AccountControl {
  readonly does: "redirects" | "closes" | "stops" | "reinstates" | "sets-state";
  /** The fields that say where money is paid out, by a reference to what is on file. */
  readonly destinations: readonly string[];
}

/** What an operation does to an account, by its verb and by what its body refers to; `undefined` where it is one's own. */
export function accountControlOf(operation: Operation, { bare }: Resource): AccountControl | undefined {
  const { lexicon, method } = operation;
  const { verb, part, isReading } = actionOf(operation);
  if (operation.operationKind !== "path" || isReading || method === "DELETE" || isOwn(operation)) return undefined;
  const about = wordsOf(part ?? bare);
  const isAccount = endsIn(about, lexicon, "acts-for-somebody");
  if (isAccount) {
    const done = DONE.find(({ concept }) => lexicon.is(verb, concept));
    if (done !== undefined) return { does: done.does, destinations: [] };
  }
  const before = about.length > 1 ? about.slice(0, -1) : wordsOf(bare);
  const isOfAccount = isAccount || endsIn(before, lexicon, "acts-for-somebody");
  if (!isOfAccount) return undefined;
  if (lexicon.is(about.at(-1) ?? "", "status")) return { does: "sets-state", destinations: [] };
  const destinations = isAccount ? destinationsIn(operation) : [];
  return destinations.length === 0 ? undefined : { does: "redirects", destinations };
}

const DONE = [
  { concept: "ends-for-good", does: "closes" },
  { concept: "takes-away", does: "stops" },
  { concept: "reinstates", does: "reinstates" },
] as const;

/** The fields of a body that choose a bank account or another way to be paid out by its identifier: `bankAccountUUID`. */
function destinationsIn(operation: Operation): readonly string[] {
  const { lexicon } = operation;
  const fields = requestFields(operation).filter(({ in: way, depth, isList, words, parts }) => {
    if (way !== "body" || depth > 1 || isList || parts.some(({ enum: choices }) => choices !== undefined)) return false;
    const last = words.at(-1) ?? "";
    return (
      (lexicon.is(last, "identifier-word") || lexicon.is(last, "reference-word")) &&
      endsIn(words.slice(0, -1), lexicon, "payout-destination")
    );
  });
  return [...new Set(fields.map(({ name }) => name))];
}
