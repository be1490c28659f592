/*
 * Documents of XML that are read with what they declare themselves: a document type with entities leads the parser to files and
 * addresses of the server, or to a text that grows without end.
 */
import { memo } from "../../core/memo.ts";
import { denies } from "../../lexicon/denial.ts";
import { wordsInOrder } from "../../lexicon/name-tokens.ts";
import { sentencesOf } from "../../lexicon/sentences.ts";
import { statedIn } from "../../lexicon/statements.ts";
import type { Operation } from "../../model/api.ts";
import { requestFields } from "../request-fields.ts";

/** The sentence by which an operation accepts documents with a document type or entities of their own. */
export const acceptedDoctype = memo((operation: Operation): string | undefined => {
  if (operation.operationKind !== "path" || operation.method === "GET") return undefined;
  const { summary = "", description = "", requestBody, lexicon } = operation;
  const texts = [
    summary,
    description,
    requestBody?.description ?? "",
    ...requestFields(operation).map((field) => field.description),
  ].filter((text) => DECLARED.test(text));
  // "You change your own entities" is said of records.
  const isOfXml = requestBody?.content.some(({ type }) => /xml/i.test(type)) === true;
  if (!isOfXml && !texts.some((text) => /\bXML\b|\bDOCTYPE\b|\bDTDs?\b/.test(text))) return undefined;
  if (texts.some((text) => statedIn(text).has("xml-read-safely"))) return undefined;
  return texts
    .flatMap((text) => sentencesOf(text, LIMIT))
    .find((sentence) => {
      const words = wordsInOrder(sentence);
      return DECLARED.test(sentence) && !denies(words, lexicon) && !REFUSED.test(sentence);
    });
});

/** What declares entities, as XML calls it and each language. */
const DECLARED =
  /\bDOCTYPE\b|\bDTDs?\b|\b(?:external|custom|own|declared) entit(?:y|ies)\b|\b(?:externen?|eigenen?) (?:XML-)?Entitäten\b|\bentités (?:externes|propres)\b|\bentidades (?:externas|propias|próprias)\b/i;
/** That they are not accepted, in each language. */
const REFUSED =
  /\b(?:reject|refus|disabl|forbid|forbidden|remov|stripp|ignor|switched off|turned off|abgelehnt|zurückgewiesen|verboten|deaktiviert|entfernt|abgeschaltet|rejet|désactiv|interdit|supprim|rechaz|deshabilit|desactiv|prohib|elimin|recus|rejeit|desativ|desabilit|proib)/i;
/** So much of a text is looked at. */
const LIMIT = 2000;
