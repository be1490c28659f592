import { memo } from "../../core/memo.ts";
import { intentOf } from "../../exposure/intent.ts";
import { saidBy, statedBy } from "../../exposure/said.ts";
import { linkLeadsIn } from "../admitted-effects.ts";
import { calledWords } from "../../exposure/words.ts";
import { statedIn } from "../../lexicon/statements.ts";
import type { Operation } from "../../model/api.ts";
import { isAddress } from "../inputs/url-uses.ts";
import { requestFields, type RequestField } from "../request-fields.ts";

/**
 * The address in a request to which the link of a message leads that the call has sent to somebody: of a reset, a
 * confirmation or a log-in without a password, for who is named by an address or a name. Who asks need not be who gets it.
 * `undefined` where the text says that only known addresses are accepted.
 */
export const linkTarget = memo((operation: Operation): RequestField | undefined => {
  if (operation.operationKind !== "path" || operation.access === "secured" || !mailsLink(operation)) return undefined;
  const { lexicon } = operation;
  const fields = requestFields(operation).filter(
    ({ in: way, depth }) => (way === "body" || way === "query") && depth < 2,
  );
  const isOf = (concept: "contact-address" | "login-name" | "log-in-secret"): boolean =>
    fields.some(({ words }) => lexicon.has(words, concept));
  // Who sends a password is let in at once, and nobody else is sent anything.
  if (!(isOf("contact-address") || isOf("login-name")) || isOf("log-in-secret")) return undefined;
  const target =
    fields.find((field) => isAddress(field, lexicon) && !lexicon.has(field.words, "picture-shown")) ??
    namedTarget(operation, fields);
  if (target === undefined || statedBy(operation).has("address-limited")) return undefined;
  return statedIn(target.description).has("address-limited") ? undefined : target;
});

/** The field that a sentence names as where the link leads: "The link leads to `target`, with the token". */
function namedTarget(operation: Operation, fields: readonly RequestField[]): RequestField | undefined {
  const sentence = linkLeadsIn(operation);
  if (sentence === undefined) return undefined;
  return fields.find(({ name, types }) => types.includes("string") && name.length > 3 && sentence.includes(name));
}

/** Whether a call has a message sent with a link that lets in whoever follows it. */
function mailsLink(operation: Operation): boolean {
  const intent = intentOf(operation);
  if (intent === "password-reset" || intent === "verification") return true;
  const { lexicon } = operation;
  return (
    linkLeadsIn(operation) !== undefined ||
    (intent !== "sign-up" &&
      [calledWords(operation), ...saidBy(operation)].some((words) => lexicon.has(words, "log-in-link")))
  );
}
