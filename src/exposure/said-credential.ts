import { memo } from "../core/memo.ts";
import { denies } from "../lexicon/denial.ts";
import { wordsInOrder } from "../lexicon/name-tokens.ts";
import { sentencesOf } from "../lexicon/sentences.ts";
import type { Api } from "../model/api.ts";

/**
 * The sentence of the text of an API that says which credential callers send, and where: "API keys must be included in the request
 * with the `x-api-key` header". What a response or a message of the API holds is sent by nobody who calls.
 */
export const saidCredential = memo((info: Api["info"]): string | undefined =>
  sentenceThatSays(info, (sentence) => DEMANDED.test(sentence)),
);

/** That sentence where it only names a parameter that calls have: "Pass your key in the `api_key` parameter". */
export function saidOfParameter(info: Api["info"], names: ReadonlySet<string>): string | undefined {
  return sentenceThatSays(info, (_, name) => names.has(name.toLowerCase()));
}

/** `isMeant` tells of a parameter that is named whether it is one of the calls. */
function sentenceThatSays(
  { description = "", lexicon }: Api["info"],
  isMeant: (sentence: string, name: string) => boolean,
): string | undefined {
  const sentences = sentencesOf(description, LIMIT);
  // What is not needed any more is asked for by no call, however it was sent.
  if (sentences.some((sentence) => NOT_NEEDED.test(sentence))) return undefined;
  return sentences.find((sentence) => {
    if (SIGNED.test(sentence) && !OF_CALLBACKS.test(sentence)) return true;
    const words = wordsInOrder(sentence).map((word) => (PLURAL.test(word) ? word.slice(0, -1) : word));
    return (
      CREDENTIALS.some((concept) => lexicon.has(words, concept)) &&
      (PLACES.some((concept) => lexicon.has(words, concept)) || namesParameter(sentence, isMeant)) &&
      lexicon.has(words, "put-into-calls") &&
      !OF_OTHERS.some((concept) => lexicon.has(words, concept)) &&
      !OF_OTHER_CALLS.test(sentence) &&
      !words.some((word) => NONE.test(word)) &&
      !denies(words, lexicon)
    );
  });
}

/** Whether a sentence names a parameter of the calls that holds a key of this API. */
function namesParameter(sentence: string, isMeant: (sentence: string, name: string) => boolean): boolean {
  const name = NAMED_PARAMETER.exec(sentence)?.[1];
  return name !== undefined && !OF_ANOTHER.test(sentence) && isMeant(sentence, name);
}

/** Whether a text says how a request is signed with a key: no kind of security scheme can declare that. */
export function isSaidToBeSigned(info: Api["info"]): boolean {
  return SIGNED.test(saidCredential(info) ?? "");
}

/** A key or token that callers do without: "API keys are no longer needed". */
const NOT_NEEDED =
  /\b(?:keys?|tokens?|credentials?)\b[^.]{0,30}\b(?:is|are) (?:no longer|not) (?:needed|required|necessary|used|checked)\b|\bno (?:api[- ]?)?(?:keys?|tokens?|credentials?) (?:is|are) (?:needed|required)\b|(?:schlüssel|token)\b[^.]{0,30}\bnicht (?:mehr )?(?:nötig|erforderlich|benötigt)|\b(?:clé|jeton)s?\b[^.]{0,40}\bplus (?:nécessaire|requis)|\b(?:clave|token)s?\b[^.]{0,30}\bya no (?:es|son) necesari|\b(?:chave|token)s?\b[^.]{0,30}\bnão (?:é|são) mais necessári/i;

/** What is sent to another service, was sent by older callers, or gives more calls. */
const OF_OTHER_CALLS =
  /\b(?:another|other|old|older|former|legacy|previous) (?:service|system|api|address|clients?|versions?|callers?)\b|\bin (?:its|their) header\b|\b(?:raises?|lifts?|increases?) (?:the|your) (?:\w+ )?(?:limits?|quotas?)\b|\b(?:anderer|anderen|alte[nr]?) (?:Dienst|Clients?)\b|\b(?:autre service|anciens? clients?)\b|\b(?:otro servicio|clientes antiguos)\b|\b(?:outro serviço|clientes antigos)\b/i;

/** How a request is signed, which needs a key as well: "by sending the generated HMAC in the authorization header". */
const SIGNED =
  /\b(?:made|signed|authori[sz]ed|authenticated) by (?:sending|passing|providing|including) (?:the |your |an? )?(?:[\w-]+ ){0,3}?(?:hmac|signature) in the (?:[\w-]+ )?authorization header\b/i;

/** What the service sends to others, and how it proves itself. */
export const OF_CALLBACKS = /\b(?:webhooks?|callbacks?|notifications?|we)\b/i;

/** A parameter that is called a key of an API or a token of access: "in the `api_key` parameter". */
const NAMED_PARAMETER =
  /\b(?:in|as|via|through|using) (?:the |an? )?\s{0,2}["'`“]?(api[-_ ]?key|access[-_]token|auth[-_]token)["'`”]?\s{0,2} (?:query |url |request )?parameter\b/i;

/** What is demanded: where no call has a parameter of that name, a sentence that only mentions one may be of anything. */
const DEMANDED = /\b(?:must|required?|requires|needs? to|(?:each|every|all|any) (?:api )?(?:requests?|calls?))\b/i;

/** A key of somebody else, one that a link holds, or one that gives more calls. */
const OF_ANOTHER =
  /\b(?:keys?|tokens?) (?:of|from|for) (?:the|an?|your|their|its|another) (?!(?:api|service|account|user|caller|client)\b)|\b(?:links?|buckets?|downloads?|quotas?|rate[- ]limit\w*)\b/i;

const PLURAL = /^(?:key|token)s$/;
const NONE = /^(?:no|none|never|webhooks?|kein\w{0,2}|ohne|aucune?|sans|ning[uú]na?|sin|nenhuma?|sem)$/;

const CREDENTIALS = ["said-credential", "api-key"] as const;
const PLACES = ["header", "in-the-url"] as const;

/** What is no credential of a call, or one that some calls may have. */
const OF_OTHERS = ["answered", "rate-limit", "web-hook", "may", "on-condition"] as const;

/** So much of a text is looked at. */
const LIMIT = 20_000;
