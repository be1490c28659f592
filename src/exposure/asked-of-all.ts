import { sentencesOf } from "../lexicon/sentences.ts";
import type { Api } from "../model/api.ts";
import type { SecurityScheme } from "../model/security.ts";

/**
 * The sentence of the API, or of one of its schemes, by which all calls need a credential: "Authentication is required to
 * access all methods", "All requests must be made with the access token".
 */
export function sentenceOnAll(api: Pick<Api, "info" | "securitySchemes">): string | undefined {
  return sentenceIn(api.info.description) ?? schemeSaidForAll(api)?.sentence;
}

/** The scheme whose own text says that all calls need it, though no requirement names it. */
export function schemeSaidForAll({
  securitySchemes,
}: Pick<Api, "securitySchemes">): { readonly scheme: SecurityScheme; readonly sentence: string } | undefined {
  for (const scheme of securitySchemes) {
    const sentence = sentenceIn(scheme.description);
    if (sentence !== undefined) return { scheme, sentence };
  }
  return undefined;
}

function sentenceIn(text: string | undefined): string | undefined {
  if (!isSaidOfAll(text)) return undefined;
  return sentencesOf((text ?? "").slice(0, LIMIT)).find((sentence) => isSaidOfAll(sentence)) ?? text?.slice(0, LONGEST);
}

/** So much of a sentence is shown. */
const LONGEST = 200;

/** "All operations require an API key": of whichever is meant, none is open. */
const OF_ALL =
  /\b(?:all|every|each|(?:pretty much|nearly|almost) (?:all|every|any)(?:thing)?(?: else)?)\b[^.]{0,60}\b(?:requires?|needs?|must)\b[^.]{0,60}\b(?:authenticat\w+|api[- ]?keys?|tokens?|credentials?)\b|\b(?:alle|jede[rs]?)\b[^.]{0,60}\b(?:erforder(?:t|n)|benötig(?:t|en))\b[^.]{0,60}(?:Authentifizierung|API-?(?:Key|Schlüssel)|Token)|\b(?:toutes?|tous|chaque)\b[^.]{0,60}\b(?:nécessite(?:nt)?|requi(?:ert|èrent))\b[^.]{0,60}(?:authentification|clé (?:d')?api|jeton)|\b(?:todas?|todos|cada)\b[^.]{0,60}\brequiere[n]?\b[^.]{0,60}(?:autenticación|clave (?:de )?api|token)|\b(?:todas?|todos|cada)\b[^.]{0,60}\brequer(?:em)?\b[^.]{0,60}(?:autenticação|chave (?:de |da )?api|token)|\b(?:authentication|(?:an? )?(?:valid )?(?:api[- ]?key|access token|token|log-?in)) (?:is|are) (?:required|needed|necessary|mandatory) [^.]{0,40}\b(?:all|every|each|any)\b|\b(?:Authentifizierung|Anmeldung|API-?(?:Key|Schlüssel)|Token)\b[^.]{0,40}\b(?:alle[nr]?|jede[nrm]?)\b[^.]{0,60}\b(?:erforderlich|nötig|notwendig)\b|\b(?:authentification|clé (?:d')?api|jeton) est (?:requise?|nécessaire|obligatoire) [^.]{0,40}\b(?:toutes?|tous|chaque)\b|(?:autenticación|clave (?:de )?api|token) es (?:obligatori[oa]|necesari[oa]|requerid[oa]) [^.]{0,40}\b(?:todas?|todos|cada)\b|(?:autenticação|chave (?:de |da )?api|token) é (?:obrigatóri[oa]|necessári[oa]|exigid[oa]) [^.]{0,40}\b(?:todas?|todos|cada)\b/i;

function isSaidOfAll(text: string | undefined): boolean {
  return text !== undefined && OF_ALL.test(text.slice(0, LIMIT).replaceAll("*", ""));
}

/** So much of a text is looked at. */
const LIMIT = 20_000;
