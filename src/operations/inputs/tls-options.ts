import { memo } from "../../core/memo.ts";
import { sentencesOf } from "../../lexicon/sentences.ts";
import { wordsInOrder } from "../../lexicon/name-tokens.ts";
import type { Operation } from "../../model/api.ts";
import { keyword } from "../../model/schema.ts";
import { requestFields, type RequestField } from "../request-fields.ts";

/** How a caller may weaken a connection that the service makes or accepts for them. */
export type TlsOption =
  /** A flag that leaves certificates unchecked, where callers choose so. */
  | "switch"
  /** The same, where callers do not say otherwise, or a text says that certificates are not checked. */
  | "unchecked"
  /** Versions that RFC 8996 and RFC 7568 forbid are taken. */
  | "old version";

/** The fields of a call by which TLS is weakened, of what callers set up: a webhook, a connector, a proxy. */
export function tlsOptionsOf(
  operation: Operation,
): readonly { readonly field: RequestField; readonly option: TlsOption }[] {
  if (operation.operationKind !== "path" || operation.method === "GET" || operation.method === "DELETE") return [];
  const fields = requestFields(operation);
  return fields.flatMap((field) => {
    if (isCopied(field, fields) || field.in === "path" || field.in === "header") return [];
    const option = optionOf(field);
    return option === undefined ? [] : [{ field, option }];
  });
}

/** Whether a text that stands at two fields is of the other, whose name says the same: it was copied. */
function isCopied(field: RequestField, fields: readonly RequestField[]): boolean {
  const isNamed = ({ words, parts: [part] }: RequestField): boolean => part?.lexicon.has(words, "tls-word") === true;
  return (
    field.description !== "" &&
    !isNamed(field) &&
    fields.some((other) => other !== field && other.description === field.description && isNamed(other))
  );
}

/** Operations have fields in common, and each judgement asks for all. */
const optionOf = memo((field: RequestField): TlsOption | undefined => {
  const text = field.description.slice(0, LIMIT);
  if (sentencesOf(text).some((one) => UNCHECKED.test(one) && !TURNED_AWAY.test(one))) return "unchecked";
  return takesOldVersions(field, text) ? "old version" : switchOf(field);
});

/** Whether an old version is among the values that may be chosen, or that a text lists. What is said to be refused is none of them. */
function takesOldVersions({ parts, words }: RequestField, text: string): boolean {
  const values = parts.flatMap((part) => part.enum ?? []);
  if (values.some((value) => typeof value === "string" && OLD_VERSION.test(value) && !TURNED_AWAY.test(text)))
    return values.length > 1;
  const isOfTls = words.some((word) => OF_TLS.has(word));
  return isOfTls && [...text.matchAll(OLD_VERSIONS)].some(({ index }) => !TURNED_AWAY.test(clauseAt(text, index)));
}

const OF_TLS: ReadonlySet<string> = new Set(["tls", "ssl", "protocol", "cipher", "version"]);

/** What a text says from a place on, up to the end of the clause. */
function clauseAt(text: string, at: number): string {
  return /^[^;\n]*?(?=[,.] |[;\n]|$)/.exec(text.slice(at))?.[0] ?? "";
}

function switchOf({ words, types, parts, description }: RequestField): TlsOption | undefined {
  if (!types.includes("boolean") || words.length > LONGEST) return undefined;
  const [lexicon] = parts.map((part) => part.lexicon);
  if (lexicon === undefined) return undefined;
  const said = wordsInOrder(description.slice(0, LIMIT));
  const isOfTls = lexicon.has(words, "tls-word");
  const isLeftOut =
    lexicon.has(words, "leaves-unchecked") && (isOfTls || (words.length < 4 && lexicon.has(said, "tls-word")));
  // That TLS is asked for is another matter.
  const isMade = !isLeftOut && isOfTls && lexicon.has(words, "makes-sure") && !words.some((word) => DEMANDS.test(word));
  if (!isLeftOut && !isMade) return undefined;
  const defaults = parts.map((part) => keyword(part, "default"));
  return defaults.includes(isLeftOut) ? "unchecked" : "switch";
}

const DEMANDS = /^(?:requir|enforc|erzwing|exig|impos)/;
const LIMIT = 600;
const LONGEST = 6;

const OLD_VERSIONS = /\bssl ?v?[23](?:\.0)?\b|\btls ?v?[_ ]?1(?:[._][01])?(?!\w|[._]\d)/gi;
const OLD_VERSION = /\bssl ?v?[23](?:\.0)?\b|\btls ?v?[_ ]?1(?:[._][01])?(?!\w|[._]\d)/i;

/** Says in each language that certificates are not checked. */
const UNCHECKED =
  /\b(?:no|neither|without(?: any)?) certificate (?:validation|verification|check)|\bohne (?:Prüfung|Überprüfung|Validierung) (?:des|der) Zertifikat|\bsans (?:vérification|validation) (?:du|des) certificat|\bsin (?:verificar|validar|verificación|validación) (?:el |los |del |de los )?certificado|\bsem (?:verificar|validar|verificação|validação) (?:o |os |do |dos )?certificado|\bcertificate (?:validation|verification|checks?|checking) (?:is|are) (?:currently )?(?:not|disabled|skipped|turned off)\b|\bcertificates? (?:is|are|will) (?:not|never)(?: be)? (?:verified|checked|validated)\b|\bdoes(?: not|n't) (?:verify|validate|check) (?:the )?(?:\w+ ){0,3}certificates?\b|\bzertifikate? (?:\S+ ){0,3}(?:wird|werden) nicht (?:geprüft|überprüft|validiert)|\bcertificats? (?:\S+ ){0,3}n(?:e |')(?:est|sont) pas (?:vérifié|validé|contrôlé)|\bcertificados? (?:\S+ ){0,3}no se (?:verifica|valida|comprueba)|\bno se (?:verifica|valida|comprueba)n? (?:el |los )?certificado|\bcertificados? (?:\S+ ){0,3}não (?:é|são|será|serão) (?:verificad|validad|conferid)|\bnão (?:verifica|valida|confere)m? (?:o |os )?certificado/i;

/** Says in each language that something is refused, or no longer taken. */
const TURNED_AWAY =
  /\b(?:refus|reject|no longer|not (?:be )?(?:supported|accepted|allowed)|unsupported|deprecated and removed|fails?\b|abgelehnt|abgewiesen|nicht (?:mehr )?unterstützt|rejet|plus (?:accepté|pris)|pas pris|rechaz|no se admite|ya no|recus|não (?:é|são) (?:aceit|suportad))/i;
