import { statedBy } from "../../exposure/said.ts";
import { wordsInOrder } from "../../lexicon/name-tokens.ts";
import { sentencesOf } from "../../lexicon/sentences.ts";
import { statedIn } from "../../lexicon/statements.ts";
import type { Operation } from "../../model/api.ts";
import type { RequestField } from "../request-fields.ts";

/** The sentence by which a text says that not every address is accepted: only verified hosts, private networks refused. */
export function statedLimitOf({ description }: RequestField, operation: Operation): string | undefined {
  const said = statedIn(description).get("address-limited");
  // How an address ends is no limit of where it leads: "must end in .stl", "die Dateiendung der URL".
  const isOfEnding = said !== undefined && operation.lexicon.has(wordsInOrder(said), "how-it-ends");
  return said !== undefined && !isOfEnding ? said : statedBy(operation).get("address-limited");
}

/** The same, or the sentence that speaks of a list of what is allowed. */
export function addressLimitOf(field: RequestField, operation: Operation): string | undefined {
  const { description } = field;
  if (!ALLOWED.test(withoutForm(description))) return statedLimitOf(field, operation);
  return sentencesOf(description).find((sentence) => ALLOWED.test(withoutForm(sentence))) ?? description;
}
/** A text without what it says of the form of a URL, which every address has: "must be a valid HTTPS URL", "must be a string". */
function withoutForm(text: string): string {
  return text.replace(/\s+/g, " ").replace(OF_FORM, " ");
}

const OF_FORM =
  /\bmust be (?:an? |the )?(?:(?:https?|absolute|fully|qualified|well|formed|valid|encoded|public|publicly|reachable|accessible|secure|full|complete|or|and)[- ,/]*)*(?:URLs?|URIs?|link|string)\b|\bmust (?:begin|start) with [`'"]?(?:https?|http or https)\b|\bmust be (?:provided|set|present|specified|valid|reachable|publicly|unique|encoded|absolute|less|shorter|at (?:least|most))\b/gi;

/** Words for a list of what is allowed; "must be transferred" and "must be JPEG" list nothing. */
const ALLOWED =
  /\b(?:allow-?list|whitelist|must (?:match|begin|start|be (?:on|one|hosted|from|in|within|under|below|part|registered|allowed|verified|approved|owned|yours?|an? (?:\w+ ){0,2}(?:sub-?domain|domain|host)))|registered|allowed (?:hosts?|domains?|urls?))|\bonly (?:\w+ ){0,2}ur[il]s? (?:from|on|of|within|under|below|whose|that (?:belong|match|point))\b[^.]{0,100}\b(?:allowed|accepted|permitted)\b|\bonly (?:\w+ ){0,3}(?:hosts?|host ?names?|domains?) (?:\S+ ){0,8}?(?:allowed|accepted|permitted)\b/i;
