import { isDenial } from "../lexicon/denial.ts";
import { sentencesOf } from "../lexicon/sentences.ts";
import { statedIn } from "../lexicon/statements.ts";
import { memo } from "../core/memo.ts";
import { wordsInOrder, wordsOf } from "../lexicon/name-tokens.ts";
import type { Lexicon } from "../lexicon/lexicon.ts";
import { member } from "../core/json-value.ts";
import type { Operation, Parameter } from "../model/api.ts";
import { isMadeOf } from "../lexicon/phrases.ts";

/** What shows that the sender of a message is proved: a header or a refusal, or a sentence alone. */
type SenderProof = "described" | { readonly sentence: string };

/** Whether what receives messages says that their sender is proved. */
export function provesSender(operation: Operation): boolean {
  return senderProofOf(operation) !== undefined;
}

/**
 * How what receives messages says that their sender is proved: it takes a header that holds a signature, or its text
 * says that a signature or a client certificate is checked, and none of it that the check is left out.
 */
export const senderProofOf = memo((operation: Operation): SenderProof | undefined => {
  const { parameters, access, description = "", lexicon } = operation;
  const stated = statedIn(description);
  // Who sends a message that is a signal alone does not matter: "not signed" beside it is true, and harmless.
  const again = stated.get("read-at-its-source");
  if (again !== undefined && access !== "secured") return { sentence: again };
  const headers = parameters.filter((parameter) => parameter.in === "header" && mustBeSent(parameter, operation));
  const unproven = stated.get("unproven-sender");
  // "Without a valid seal the message is refused" says that it is looked at.
  const isUnproven = unproven !== undefined && !lexicon.has(wordsInOrder(unproven), "is-refused");
  if (isUnproven || isOptional([description, ...headers.map((header) => header.description ?? "")], lexicon))
    return undefined;
  if (refusesUnsigned(operation)) return "described";
  const about = [description, ...headers.map((header) => header.description ?? "")]
    .flatMap((text) => sentencesOf(text, LIMIT))
    .map((sentence) => ({ sentence, words: wordsInOrder(sentence) }))
    .filter(({ words }) => lexicon.has(words, "proof-of-sender"));
  // What is ignored in "the signature is verified, and an event that was processed is ignored" is no signature.
  const isProven =
    stated.has("proven-sender") && !about.some(({ words }) => words.some((_, at) => isDenial(words, at, lexicon)));
  if (!isProven && about.some(({ words }) => isLeftOut(words, lexicon))) return undefined;
  if (headers.some(({ name }) => WEBHOOK_HEADER.test(name) || isOfSignature(name, lexicon))) return "described";
  // Behind a credential, the text is about messages that are sent to the caller.
  if (access === "secured") return undefined;
  return about.find(({ words }) => DIGEST.test(words.join(" ")) || lexicon.has(words, "is-checked"));
});

/** Whether a proof is looked at where there is one, and a message without it is believed as well. */
function isOptional(texts: readonly string[], lexicon: Lexicon): boolean {
  return texts.some((text) => {
    const sentence = statedIn(text).get("proof-optional");
    return sentence !== undefined && !lexicon.has(wordsInOrder(sentence), "is-refused");
  });
}

/** Whether a message is refused for its signature, by the text of the refusal: `401` "Bad signature", "JWS not valid". */
function refusesUnsigned({ method, responses, lexicon, access }: Operation): boolean {
  if (method !== "POST" || access === "secured") return false;
  return responses.some(({ status, description = "" }) => {
    if (status !== "400" && status !== "401" && status !== "403") return false;
    const words = wordsInOrder(description.slice(0, LIMIT));
    return lexicon.has(words, "proof-of-sender") || lexicon.has(words, "signature-header");
  });
}

/** So much of a text is looked at. */
const LIMIT = 2000;
/** Headers of Standard Webhooks and of WebSub, whatever they hold. */
const WEBHOOK_HEADER = /hmac|^x-hub-|^webhook-(?:id|timestamp)$/i;
/** What a signature is made with is said where there is one. */
const DIGEST = /\b(?:hmac|jws|m ?tls)\b/;

/**
 * Whether a header comes with each call: it is not written that calls may leave it out. Of a receiver of webhooks
 * generators write that of each header that its code looks at itself.
 */
function mustBeSent({ node }: Parameter, { path, summary = "", tags, lexicon }: Operation): boolean {
  return (
    member(node.value, "required") !== false ||
    [path, summary, ...tags].some((text) => lexicon.has(wordsOf(text), "web-hook"))
  );
}

/** Whether a header is called a signature: `X-Signature`, `Acme-Signatur`. What somebody signed is no header. */
function isOfSignature(name: string, lexicon: Lexicon): boolean {
  return (
    /signature/i.test(name) || isMadeOf(wordsOf(name.replace(/^x-/i, "")), lexicon, "signature-header", "web-hook")
  );
}

/** Whether a sentence says that the proof is missing or not looked at, and not that what comes without it is refused. */
function isLeftOut(words: readonly string[], lexicon: Lexicon): boolean {
  if (lexicon.has(words, "left-unchecked")) return true;
  const at = words.findIndex((_, index) => isDenial(words, index, lexicon));
  if (at < 0) return false;
  const isRefused = words.some((word, index) => index > at && (word === "401" || word === "403" || word === "400"));
  return !isRefused && !lexicon.has(words, "is-refused");
}
