import { quoted } from "../../core/prose.ts";
import { isAbove } from "../../core/exposure-words.ts";
import { grouped } from "../../core/grouped.ts";
import { memoBy } from "../../core/memo.ts";
import { isCredential } from "../../data/taxonomy/is-credential.ts";
import { judgementOf, type AssessedApi, type AssessedFlow } from "../../exposure/assessed-api.ts";
import { saidBy } from "../../exposure/said.ts";
import { calledWords } from "../../exposure/words.ts";
import { wordsInOrder } from "../../lexicon/name-tokens.ts";
import type { Operation } from "../../model/api.ts";
import { carriedBy, worstFirst } from "../readers/readers.ts";
import { requestFields, segmentWords, type RequestField } from "../request-fields.ts";

/**
 * Which data of others goes, for good, to a URL that is registered with an operation, in words: what its callbacks and the
 * webhooks of the API carry, or what a text says that happens. What a callback of the operation gives back of what the caller
 * has sent is the caller's own; a webhook that has properties of these names carries those of others.
 */
export function sentThere(api: AssessedApi, operation: Operation, { description }: RequestField): string | undefined {
  const { ofWebhooks, callbacks } = eventsOf(api);
  const back = (callbacks.get(operation) ?? []).flatMap((event) => flowsOfOthers(api, event));
  const own = new Set(back.length === 0 ? [] : requestFields(operation).map(({ name }) => name));
  const flows = [...back.filter(({ field }) => !own.has(field.name)), ...ofWebhooks];
  if (flows.length > 0) return carriedBy(flows, 3);
  const { lexicon } = operation;
  // A message that arrives in a queue is one program's to another.
  if (segmentWords(operation).some((words) => lexicon.has(words, "between-programs"))) return undefined;
  const texts = [...saidBy(operation), wordsInOrder(description.slice(0, LIMIT))];
  return texts.some((words) => lexicon.has(words, "private-event") && !lexicon.has(words, "between-programs"))
    ? "messages or form responses that people wrote"
    : undefined;
}

/** One flow of each kind of data that the webhooks of an API carry of others, the most sensitive; and its callbacks by their operations. */
const eventsOf = memoBy(judgementOf, (api) => {
  const webhooks = api.operations.filter(({ operationKind }) => operationKind === "webhook");
  const flows = worstFirst(webhooks.flatMap((event) => flowsOfOthers(api, event)));
  return {
    ofWebhooks: [...grouped(flows, ({ field }) => field.category).values()].map(([worst]) => worst!),
    callbacks: grouped(api.operations, ({ parent }) => parent),
  };
});

function flowsOfOthers(api: AssessedApi, event: Operation): readonly AssessedFlow[] {
  return api.assessed(event).flows.filter(isOfOthers);
}

const LIMIT = 500;

function isOfOthers({ direction, via, field }: AssessedFlow): boolean {
  return (
    direction === "read" &&
    (via === "body" || via === "embedded") &&
    field.confidence !== "possible" &&
    isAbove(field.sensitivity, "internal") &&
    !isCredential(field.category)
  );
}

/**
 * Whether an operation is there to send what the service holds to another server, to which a field leads: a replication, an
 * export. A text may say that it is the other way: "The backup is downloaded from this URL".
 */
export function isSentOut({ words, description }: RequestField, operation: Operation): boolean {
  const { method, lexicon } = operation;
  const said = [...saidBy(operation), wordsInOrder(description.slice(0, LIMIT))];
  return (
    method !== "GET" &&
    lexicon.has(calledWords(operation), "copies-out") &&
    !lexicon.has(words, "read-from") &&
    !said.some((one) => lexicon.has(one, "copies-in"))
  );
}

/** What an example, or the missing word "https", says of how data is sent to a registered URL. */
export function clearTextWords({ examples, description, parts }: RequestField): string | undefined {
  const clear = examples.find((example) => typeof example === "string" && /^http:\/\//i.test(example));
  if (typeof clear === "string") return `An example value uses plain HTTP: ${quoted(clear)}.`;
  const isSaid = /https/i.test(description) || parts.some(({ pattern }) => /https/i.test(pattern ?? ""));
  return isSaid ? undefined : "The description does not say that only HTTPS is accepted.";
}
