import { memo } from "../core/memo.ts";
import { wordsOf } from "../lexicon/name-tokens.ts";
import { sentencesOf } from "../lexicon/sentences.ts";
import type { Operation } from "../model/api.ts";

/**
 * Whether an operation gives the request back, and does nothing else, as services do by which clients are tried out: "Returns
 * anything that is passed", "The request's headers". Where requests are things, as those of a help desk, a request is one of them.
 */
export const echoesRequest = memo(({ path, summary = "", description = "" }: Operation): boolean => {
  const said = [...sentencesOf(summary), ...sentencesOf(description)];
  return said.length > 0 && said.every((sentence) => ECHOES.test(sentence)) && !wordsOf(path).includes("request");
});

/** Says in each language that the request, or what is sent, comes back. */
const ECHOES =
  /^(?:(?:returns?|echoes|sends back|gives back) (?:back )?(?:anything|everything|whatever|exactly what)(?: that)?(?: is| was)? (?:passed|sent|posted)\b|(?:(?:returns?|echoes) )?(?:the )?(?:incoming )?requests?'?s? (?:\S+ )?(?:parameters|data|body|headers?)\b|gibt (?:alles |genau das )?zurück, was gesendet w|renvoie (?:tout )?ce qui (?:est|a été) envoyé|devuelve (?:todo )?lo que se envía|devolve (?:tudo )?o que é enviado)/i;
