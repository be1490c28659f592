import { quoted } from "../core/prose.ts";

/** The evidence of a fault: the sentences that say so, each once. Nothing where there are none. */
export function quotedSentences(sentences: readonly (string | undefined)[]): { readonly evidence?: readonly string[] } {
  const said = new Set(sentences.filter((sentence) => sentence !== undefined));
  if (said.size === 0) return {};
  return {
    evidence: [...said].slice(0, MOST_QUOTED).map((one) => `The description says: ${quotedSentence(one)}`),
  };
}

/** A sentence of a description in quotation marks, on one line, and cut where it is long. */
export function quotedSentence(sentence: string): string {
  return quoted(sentence.replaceAll(EMPHASIS, "").replaceAll(/\s+/g, " "), MOST_OF_QUOTE);
}

const MOST_QUOTED = 3;
const MOST_OF_QUOTE = 160;

/** Tags of HTML that only say how a text looks. */
const EMPHASIS = /<\/?(?:em|strong|b|i|u|code|p|br|span)\b[^<>]{0,200}>/gi;
