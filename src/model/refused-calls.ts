import { partitioned } from "../core/grouped.ts";
import { sentencesOf } from "../lexicon/sentences.ts";
import type { Api, Operation } from "./api.ts";
import type { SecurityRequirement } from "./security.ts";

/**
 * Whether nothing but what gives a token has a requirement, while nearly all others declare that they refuse who has none: the
 * requirement is written where the token is had, and the silence of the rest says nothing.
 */
export function requiresOnlyOfTokens(root: SecurityRequirement | undefined, operations: readonly Operation[]): boolean {
  if (root !== undefined) return false;
  const [requiring, others] = partitioned(
    operations.filter(({ operationKind }) => operationKind === "path"),
    ({ security }) => security !== undefined,
  );
  return requiring.length > 0 && requiring.every(({ path }) => OF_TOKENS.test(path)) && nearlyAllRefuse(others);
}

/** Below what is there for logging in, or nothing but the token itself: `/cards/tokens` are records of cards. */
const OF_TOKENS =
  /\/oauth2?\/|\/auth\/(?:[^/]+\/)*(?:access[-_]?)?tokens?(?:\/|$)|^(?:\/(?:api|rest|v\d[\d.]*))*\/(?:access[-_]?)?tokens?(?:\/\{[^}]*\})?\/?$/i;

/** Whether nearly all of several operations declare the refusal of who is not known: 401. */
function nearlyAllRefuse(operations: readonly Operation[]): boolean {
  const refusing = operations.filter(declaresRefusal);
  return refusing.length >= LEAST_ASKING && refusing.length >= operations.length * NEARLY_ALL;
}

/** Whether an operation declares that it refuses who is not known: 401. */
export function declaresRefusal({ responses }: Operation): boolean {
  return responses.some(({ status }) => status === "401");
}

const LEAST_ASKING = 5;
const NEARLY_ALL = 0.85;

/**
 * Whether a text says that the server denies all calls until it is set up otherwise, and nearly all operations declare the refusal:
 * that the root requires nothing leaves to each installation what it requires.
 */
export function isDeniedByDefault({ description = "" }: Api["info"], operations: readonly Operation[]): boolean {
  return (
    sentencesOf(description, LIMIT).some(deniesByDefault) &&
    nearlyAllRefuse(operations.filter(({ operationKind }) => operationKind === "path"))
  );
}

/** Whether a sentence says so of calls without a credential, and not of a failure, of too many calls, or of where they come from. */
function deniesByDefault(sentence: string): boolean {
  if (!DENIED_BY_DEFAULT.test(sentence) || OTHER_REASON.test(sentence) || OTHER_STATUS.test(sentence)) return false;
  return !CONDITION.test(sentence) || OF_CREDENTIALS.test(sentence);
}

const OTHER_REASON =
  /\b(?:cannot|can't|unreachable|unavailable|outage|quotas?|rate[- ]limit\w*|throttl\w+|cors|cross[- ]origin|browsers?|firewalls?|maintenance|nicht (?:erreichbar|verfügbar)|kontingent\w*|wartung\w*|indisponible|injoignable|no (?:está )?disponible|mantenimiento|indisponível|manutenção)(?!\p{L})/iu;
const OTHER_STATUS = /\b(?!401\b|403\b)[1-5]\d\d\b/;
const CONDITION =
  /\b(?:when(?:ever)?|if|while|during|wenn|falls|während|lorsque?|quand|pendant|si|cuando|quando|caso)\b/i;
const OF_CREDENTIALS = /\bauth|credential|token|configur|anmeld|zugangsdat|identifi|credencia/i;

const DENIED_BY_DEFAULT =
  /\bdefault is to (?:deny|refuse|reject) (?:all|any|every) (?:api )?(?:requests?|calls?)\b|\b(?:denies|refuses|rejects) (?:all|every) (?:requests?|calls?) by default\b|\ball (?:requests|calls) are (?:denied|refused|rejected) by default\b|\b(?:standardmäßig|ohne Konfiguration) werden alle (?:Anfragen|Aufrufe) abgelehnt\b|\bpar défaut, toutes les requêtes sont (?:refusées|rejetées)|\bpor defecto,? (?:se deniegan|se rechazan) todas las (?:peticiones|solicitudes)\b|\bpor padrão,? todas as (?:requisições|chamadas) são (?:negadas|recusadas)\b/i;

/** So much of a text is looked at. */
const LIMIT = 20_000;
