import { wordsInOrder } from "../../lexicon/name-tokens.ts";
import { statedIn } from "../../lexicon/statements.ts";
import type { Operation } from "../../model/api.ts";
import { requestFields } from "../request-fields.ts";

/**
 * Whether an operation takes signed messages that move money or credit and have nothing by which a copy is known: no time,
 * no number, no identifier of the message, and no word of repetition.
 */
export function takesCopies(operation: Operation): boolean {
  const { operationKind, method, summary = "", description = "", lexicon, responses } = operation;
  if (operationKind !== "path" || method === "GET" || operation.requestBody === undefined) return false;
  const signed = signedBy(operation);
  if (signed === undefined || ONCE.test(signed)) return false;
  const text = `${summary}. ${description}`;
  const all = [text, ...responses.map((response) => response.description ?? "")].join(". ");
  if (ONCE.test(all) || statedIn(all).has("guarded-flow")) return false;
  if (!lexicon.has(wordsInOrder(text), "money-record")) return false;
  const fields = requestFields(operation).filter(({ in: way }) => way === "body" || way === "header");
  return (
    fields.some(({ in: way }) => way === "body") &&
    !fields.some(
      ({ words, parts, text: name }) =>
        TELLS_APART.test(name) ||
        lexicon.has(words, "number") ||
        words.at(-1) === "id" ||
        parts.some(({ format }) => format === "date-time" || format === "uuid"),
    )
  );
}

/** What is said of the HMAC by which an operation knows its sender. */
function signedBy({ security, parameters }: Operation): string | undefined {
  const texts = [
    ...(security?.alternatives ?? []).flatMap(({ schemes }) => schemes.map(({ scheme }) => scheme.description ?? "")),
    ...parameters.flatMap((parameter) => (parameter.in === "header" ? [parameter.description ?? ""] : [])),
  ];
  return texts.find((text) => /\bhmac\b/i.test(text));
}

/** Names and standard words of what makes a message differ from its copy. */
const TELLS_APART = /nonce|time|zeit|hora|heure|sequen|counter|idempot|event/i;
const ONCE = /nonce|timestamp|zeitstempel|horodat|marca de tiempo|carimbo|replay|idempot|sequen/i;
