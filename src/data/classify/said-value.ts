import { wordsInOrder } from "../../lexicon/name-tokens.ts";
import { readName } from "./field-name.ts";
import type { FieldInContext, FieldJudgement } from "./judgement.ts";
import { isElsewhere } from "./name-judgement.ts";
import { canHold } from "./value-types.ts";

/** What a text says of the form of a value: a link that carries a signature, or both coordinates of a point that somebody goes from or to. */
export function bySaidValue(field: FieldInContext): FieldJudgement | undefined {
  const { description } = field.facts;
  if (description === undefined || !saysFormOfValue(description)) return undefined;
  return bySignedLink(description, field) ?? bySaidPoint(description, field);
}

/** Whether a text says one of these. */
export function saysFormOfValue(description: string): boolean {
  if (!HINT.test(description)) return false;
  const text = description.slice(0, LIMIT);
  return SIGNED_LINK.test(text) || NEEDS_NOTHING.test(text) || COORDINATES.test(text);
}

/** What every text has that says one of these. */
const HINT = /sign|firmad|assinad|lat|breite|need|requi|without|with no|sans|sin |sem |ohne|kein|no /i;

/** Who has a link that carries a signature gets what it leads to. */
function bySignedLink(description: string, field: FieldInContext): FieldJudgement | undefined {
  const { facts, categories } = field;
  const text = description.slice(0, LIMIT);
  if ((!SIGNED_LINK.test(text) && !NEEDS_NOTHING.test(text)) || !facts.types.includes("string")) return undefined;
  const isLink =
    (facts.format !== undefined && URL_FORMATS.has(facts.format)) ||
    categories.lexicon.has(wordsInOrder(facts.name), "address-of-a-file") ||
    LINK.test(facts.name);
  const category = readName("access token", categories).hits[0]?.category;
  if (!isLink || category === undefined) return undefined;
  return { category, confidence: "likely", because: [`named "${facts.name}"`, "described as a signed link"] };
}

/** It leads to something that is let in by the link alone: "Expires, needs no token", "sin contraseña". */
const NEEDS_NOTHING =
  /\b(?:needs?|requires?|without|with no|sans|sin|sem|ohne|keine?|no)(?: (?:an?y?|no|need for|requiere|requer|necesita|precisa(?: de)?|besoin de|la|el|une?|weitere[ns]?)){0,2} (?:further )?(?:token|password|passcode|log-?in|sign-?in|credentials?|authentication|authorization|passwort|kennwort|anmeldung|mot de passe|connexion|jeton|authentification|contraseñ|contrasen|autenticaci|clave|senha|autentica|login)/i;

const SIGNED_LINK =
  /\bpre-?signed\b|\bsigned (?:download )?(?:url|link)|signierte[rn]? (?:url|link|verweis)|vorsigniert|\b(?:enlace|url|lien|link) (?:de \w{1,20} )?(?:pre-?|pré-?)?(?:firmad[oa]|sign[ée]e?|assinad[oa])/i;
const URL_FORMATS: ReadonlySet<string> = new Set(["uri", "uri-reference", "url"]);
const LINK = /ur[il]$|link$|href$/i;

/** Coordinates that a text speaks of are of somebody where it says that it is a start, a destination or a person's place. */
function bySaidPoint(description: string, field: FieldInContext): FieldJudgement | undefined {
  const { facts, context, categories } = field;
  const text = description.slice(0, LIMIT);
  if (!COORDINATES.test(text) || facts.types.includes("boolean")) return undefined;
  if (!categories.lexicon.has(wordsInOrder(text), "end-of-journey")) return undefined;
  const category = readName("latitude", categories).hits[0]?.category;
  if (category === undefined || !canHold({ category, strength: "parts" }, field)) return undefined;
  if (isElsewhere({ category, strength: "anywhere", of: undefined }, context.kind, context)) return undefined;
  return { category, confidence: "likely", because: ["described as the coordinates of a journey"] };
}

const COORDINATES =
  /\blat(?:itude?)?\b[^\w]{1,4}(?:(?:and|und|et|y|e) )?\blo?ng?(?:itude?)?\b|\blo?ng?(?:itude?)?\b[^\w]{1,4}(?:(?:and|und|et|y|e) )?\blat(?:itude?)?\b|breiten-? und längengrad/i;

/** So much of a description is looked at. */
const LIMIT = 200;
