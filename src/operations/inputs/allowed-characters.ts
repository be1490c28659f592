import { sentencesOf } from "../../lexicon/sentences.ts";

/** Whether a text lists the characters that are allowed, and neither a dot nor a slash is one: "only lowercase, numbers, underscore". */
export function allowsNoSeparator(description: string): boolean {
  return sentencesOf(description).some((sentence) => ALLOWED.test(sentence) && !SEPARATORS.test(sentence));
}

const ALLOWED =
  /\b(?:only|nur|uniquement|seulement|sólo|solo|apenas|somente)\b[^.]{0,40}(?:\b(?:lower ?case|upper ?case|alphanumeric|letters?|numbers?|digits?|Kleinbuchstaben|Buchstaben|Ziffern|Zahlen|alphanumerisch\w*|lettres?|chiffres?|alphanumériques?|letras?|números?|dígitos?|alfanuméric[oa]s?|minúsculas?)(?!\p{L}))/iu;
const SEPARATORS =
  /\b(?:dots?|periods?|slash\w*|Punkte?|Schrägstrich\w*|points?|barres?|puntos?|barras?|pontos?)\b|[/\\]/i;
