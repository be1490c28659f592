import { grouped } from "../core/grouped.ts";
import { memo } from "../core/memo.ts";
import { heldSchemaOf } from "../model/schema-parts.ts";
import type { Api, Operation } from "../model/api.ts";
import type { Lexicon } from "../lexicon/lexicon.ts";
import { textOfName, wordsInOrder, wordsOf } from "../lexicon/name-tokens.ts";
import { textOfToday, sentencesOf } from "../lexicon/sentences.ts";
import { pathOfThings } from "../model/path-parameters.ts";
import { targetOf, type Schema } from "../model/schema.ts";
import { intentOf } from "./intent.ts";
import { returnsList } from "./lists.ts";
import { fixedSegments, structuralText } from "./words.ts";

/** How it is known that what an operation returns is the caller's own. */
export type OwnBy = "step" | "twin" | "text";

/**
 * Tells of operations whose path names nobody whether all that they return is the caller's own: they are steps of a log-in,
 * the same stands a second time below a segment for administrators, who see everybody's, or their text says so.
 */
export function callersOwn(api: Api): (operation: Operation) => OwnBy | undefined {
  const administered = new Map<string, ReadonlySet<Schema>>();
  for (const { operationKind, method, path, responses } of api.operations) {
    if (operationKind !== "path" || method !== "GET" || !ADMINISTRATORS.test(path)) continue;
    administered.set(path.replace(ADMINISTRATORS, "/"), bodiesOf({ responses }));
  }
  const hasTwin = (operation: Operation): boolean => {
    const twin = administered.get(operation.path);
    return twin !== undefined && sharesBody(operation, twin);
  };
  // What is read and what is changed at one path without an identifier is the same record. What a POST makes for its caller stands
  // among everybody's.
  const saidOwn = grouped(
    api.operations.filter(
      (operation) => operation.operationKind === "path" && operation.method !== "POST" && isSaidOwn(operation),
    ),
    ({ path }) => path,
  );
  const isSameRecord = (operation: Operation, said: Operation): boolean =>
    (!returnsList(said) && !returnsList(operation)) || answersAlike(operation, said);
  return (operation) => {
    if (isStepOfLogIn(operation)) return "step";
    if (operation.operationKind !== "path") return undefined;
    if (hasTwin(operation)) return "twin";
    const isOfSaid =
      namesNobody(operation) && (saidOwn.get(operation.path) ?? []).some((said) => isSameRecord(operation, said));
    return isOfSaid || isSaidOwn(operation) ? "text" : undefined;
  };
}

const ADMINISTRATORS = /\/admin\//;

/** What success responses hold, of lists what stands in them. */
function bodiesOf({ responses }: Pick<Operation, "responses">): ReadonlySet<Schema> {
  return new Set(
    responses
      .filter(({ statusClass }) => statusClass === "2xx")
      .flatMap(({ content }) => content.flatMap(({ schema }) => (schema === undefined ? [] : [heldSchemaOf(schema)])))
      .filter(({ properties, allOf }) => properties.size + allOf.length > 0),
  );
}

/** Whether two operations give back what is described by one schema. */
function answersAlike(one: Operation, other: Operation): boolean {
  const given = new Set(answersOf(other));
  return answersOf(one).some((schema) => given.has(schema));
}

function answersOf({ responses }: Operation): readonly Schema[] {
  return responses
    .filter(({ statusClass }) => statusClass === "2xx")
    .flatMap(({ content }) => content.flatMap(({ schema }) => (schema === undefined ? [] : [targetOf(schema)])))
    .filter(({ properties, allOf }) => properties.size + allOf.length > 0);
}

function sharesBody(operation: Operation, others: ReadonlySet<Schema>): boolean {
  return [...bodiesOf(operation)].some((body) => others.has(body));
}

function namesNobody(operation: Operation): boolean {
  const { parameters } = operation;
  return (
    !pathOfThings(operation).includes("{") &&
    !parameters.some(({ in: place, required }) => place === "query" && required)
  );
}

/** Whether an operation without any identifier says that it returns what is the caller's. */
const isSaidOwn = memo((operation: Operation): boolean => {
  const { path, summary = "", description, operationId = "", lexicon } = operation;
  if (!namesNobody(operation)) return false;
  const texts = [summary, description].flatMap((text) =>
    text === undefined ? [] : textOfToday(text.slice(0, LIMIT)).replace(/\s+/g, " "),
  );
  const isOnesOwn = isMine(summary, lexicon) || wordsOf(operationId).includes("my");
  if (
    !isOnesOwn &&
    !texts.some((text) => isSaidOnesOwn(text) || isAboutCaller(text) || isMadeByCaller(operation, text))
  )
    return false;
  // People whom the caller knows are other people.
  return ![path, operationId, ...texts].some((text) =>
    lexicon.has(wordsInOrder(text).flatMap(wordsOf), "acquaintance"),
  );
});

/** The sentence by which an operation without any identifier says that it returns what is the caller's. */
export function ownSentence(operation: Operation): string | undefined {
  const { summary = "", description = "", lexicon } = operation;
  if (!isSaidOwn(operation)) return undefined;
  return sentencesOf(`${summary}.\n\n${description}`, LIMIT).find(
    (sentence) =>
      isSaidOnesOwn(sentence) ||
      isAboutCaller(sentence) ||
      isMine(sentence, lexicon) ||
      isMadeByCaller(operation, sentence),
  );
}

/**
 * Whether a text begins with what the operation returns, the things of its path, and says that the caller has made them: "Retrieves
 * all the bookings you've made", and nothing of what others have made. People are made by nobody, and strangers have made nothing
 * that anybody knows of.
 */
function isMadeByCaller({ path, access, lexicon }: Operation, text: string): boolean {
  const found = MADE_BY_CALLER.exec(text);
  if (found === null || access === "anonymous" || OF_OTHERS_TOO.test(text.slice(found[0].length))) return false;
  // The path has it in the plural or in the singular.
  const noun = wordsOf(found[1] ?? "").at(-1) ?? "";
  return (
    !lexicon.is(noun, "natural-person") &&
    !lexicon.is(noun, "population") &&
    wordsOf(fixedSegments(path).at(-1) ?? "").at(-1) === noun
  );
}

const MADE_BY_CALLER =
  /^\W*(?:gets?|lists?|shows?|returns?|retrieves?|fetch(?:es)?) (?:all |every )?(?:of )?(?:the )?(\p{L}+) (?:that |which )?you(?:'ve|’ve| have) (?:made|created|placed|booked|ordered|sent|uploaded|submitted|added)\b(?! (?:or|and)\b)/iu;

/** What such a text goes on with where others have made some of it: "including those of the other merchants". */
const OF_OTHERS_TOO = /^[^.!?]*\b(?:includ(?:es|ing)|also|as well as|all|those|plus|whole)\b|\bothers?\b/i;

/** Whether a text begins with what is the speaker's: "My profile", "O meu perfil", "Mes commandes", and not "Ventas del mes". */
function isMine(text: string, lexicon: Lexicon): boolean {
  const words = wordsInOrder(text.slice(0, LIMIT));
  return words
    .slice(0, FIRST)
    .some((word, at) => lexicon.is(word, "first-person-own") && (word !== "mes" || /[sx]$/.test(words[at + 1] ?? "")));
}

/** So many words of a text are its beginning. */
const FIRST = 4;

/** Whether a text says that what is returned belongs to who asks. */
function isSaidOnesOwn(text: string): boolean {
  return (
    (OF_A_USER.test(text) && !OF_ALL_USERS.test(text)) ||
    OWN.test(text) ||
    (OWN_WORD_ABROAD.test(text) && OWN_ABROAD.test(text))
  );
}

/**
 * What belongs to "a user" whom no call names: "Returns an array of profiles connected to a user's account".
 */
const OF_A_USER =
  /\b(?:connected|linked|attached|tied|belonging) (?:to|with) (?:a|the) users?(?:['’]?s?) account\b|\b(?:verknüpft|verbunden|verknüpften|verbundenen)\b.{0,30}\bBenutzerkonto\b|\bmit (?:dem|einem) Benutzerkonto (?:verknüpft|verbunden)|\b(?:liée?s?|associée?s?|rattachée?s?|connectée?s?) (?:au|à un) compte (?:de l['’]utilisateur|utilisateur)|\b(?:vinculad[oa]s?|conectad[oa]s?|asociad[oa]s?) (?:a|con) (?:la|una) cuenta (?:del|de un) usuario|\b(?:vinculad[oa]s?|ligad[oa]s?|conectad[oa]s?|associad[oa]s?) (?:à|a uma) conta (?:do|de um) (?:usuário|utilizador)/i;
const OF_ALL_USERS =
  /\b(?:all|every|each|any) users?\b|\balle[rn]? Benutzer|\btous les utilisateurs|\btodos (?:los usuarios|os (?:usuários|utilizadores))/i;

/** `Get My Active Sessions`, `Returns the currently authenticated user`, and not what that user may see. */
const OWN =
  /^\W*(?:get|list|lists|show|returns?|retrieves?|fetch) (?:all (?:of )?)?(?:my|your own)\b|\b(?:(?:get|return|retrieve|list|show|update)s?|fetch(?:es)?|of|for|by|belonging to|associated with|owned by)\s(?:all |the )*(?:currently )?(?:(?:authenticat(?:ed|ing)|authori[sz]ed(?= (?:user|customer|account|member)(?!\p{L}))|logged[- ]in|signed[- ]in) (?!(?:request|session|call|endpoint)s?\b)\p{L}+|(?:current|calling) (?:user|account|customer|identity|member))(?!\p{L})(?! (?:can|may|has access|is allowed)\b)|\b(?:associated with|bound to|tied to|linked to|belonging to) (?:the|your) (?:bearer |access |api )?(?:token|credentials?)\b|\bthe caller (?:has (?:sent|made|created)|owns|sent|made|created)\b/iu;

/** The same in other languages. */
const OWN_ABROAD =
  /^\W*(?:liefert|listet|zeigt|lädt|holt) (?:alle )?(?:Ihre|deine) eigenen\b|^\W*(?:liste|lister|obtenir|r[ée]cup[èée]rer?|afficher?) (?:tous |toutes )?(?:vos|tes) propres\b|^\W*(?:listar?|obtener|mostrar|obter|exibir?) (?:todos |todas |todos os |todas as )?(?:(?:sus|tus) propi[oa]s|(?:(?:os|as) )?(?:seus|suas) própri[oa]s)\b|\b(?:dem|Ihrem) (?:\p{L}+-?)?Token (?:zugeordnet|zugehörig)|\b(?:associ[ée]+s?|li[ée]+s?) (?:au|à votre) jeton\b|\b(?:asociad|vinculad)[oa]s? (?:al|a su) token\b|\b(?:associad|vinculad)[oa]s? (?:ao|ao seu) token\b|^\W*(?:liefert|listet|zeigt|lädt|holt) (?:alle )?meine\b|\bdes (?:aktuell |derzeit |gerade )?(?:angemeldeten|eingeloggten|authentifizierten) \p{L}+s\b|\bder (?:aktuell |derzeit |gerade )?(?:angemeldeten|eingeloggten|authentifizierten) \p{L}+in\b|\bdes aktuellen (?:Be)?nutzers\b|^\W*(?:liste|lister|obtenir|obtient|r[ée]cup[èée]rer?|afficher?|retourne) (?:tous |toutes )?(?:mes|mon|ma)\b|\b(?:du |de la |de l')\p{L}+ (?:actuellement )?(?:connect[ée]e?|authentifi[ée]e?)(?!\p{L})|\bde l'utilisateur (?:courant|actuel)|^\W*(?:listar?|obtener|obtiene|mostrar|muestra|consultar?) (?:todos |todas )?mis?\b|\bde(?:l| la) \p{L}+ (?:actualmente )?(?:autenticad[oa]|conectad[oa])\b|\bdel (?:usuario|cliente) actual\b|^\W*(?:listar?|obter|obtém|mostrar|exibir?|retorna) (?:todos |todas )?(?:os |as )?(?:meus?|minhas?)\b|\bd[oa] \p{L}+ (?:atualmente )?(?:autenticad[oa]|logad[oa])\b|\bd[oa] (?:usu[áa]ri[oa]|utilizador|cliente) atual\b/iu;

/** A word that each of those has, and that texts in English do not: what is long takes longer to compile than to match. */
const OWN_WORD_ABROAD =
  /eigenen|propres|propi[oa]s|própri[oa]s|token zu|jeton|(?:al|ao|su|seu) token|meine|angemeldeten|eingeloggten|authentifi|aktuellen| (?:mes|mon|ma|mis?|meus?|minhas?)(?![a-z])|connect[ée]|courant|actuel|autenticad[oa]|conectad[oa]|logad[oa]|actual|atual/iu;

/**
 * Whether a text says that what is told is information about the caller. What is said about a caller may be left out, and tips about
 * one are what others have written.
 */
function isAboutCaller(text: string): boolean {
  const found = ABOUT_CALLER.exec(text);
  if (found === null || OF_ALL.test(text)) return false;
  const before =
    text
      .slice(0, found.index)
      .split(/[.!?]\s/)
      .at(-1) ?? "";
  const [behind = ""] = text.slice(found.index).split(/[.!?](?:\s|$)/);
  return !LEFT_OUT.test(before) && !LEFT_OUT.test(behind) && !BESIDES.test(before);
}

const ABOUT_CALLER =
  /\b(?:information|info|details?|profile|account) about (?:all |the )*(?:currently )?(?:(?:authenticat(?:ed|ing)|authori[sz]ed(?= (?:user|customer|account|member)(?!\p{L}))|logged[- ]in|signed[- ]in) (?!(?:request|session|call|endpoint)s?\b)\p{L}+|(?:current|calling) (?:user|account|customer|identity|member))(?!\p{L})(?! (?:can|may|has access|is allowed)\b)/iu;
const OF_ALL = /\bof (?:all|every|others?)\b/i;
const LEFT_OUT =
  /\b(?:left out|leaves? out|exclud\w+|except\w*|omit\w*|without|not (?:included|listed|shown)|hidden)\b/i;

/** What is given besides what is spoken of first: "Lists customers, together with details about …". */
const BESIDES = /(?:\bwith|\bplus|\bas well as|\bincluding|\band)\s+(?:the\s+)?$/i;

/** Where the text ends that says what an operation is for. */
const LIMIT = 300;

/**
 * Whether an operation is a step by which somebody gets in: a log-in, or what it asks for or hands over on the way. Whatever
 * stands in its answer is about who makes it.
 */
export const isStepOfLogIn = memo((operation: Operation): boolean => {
  const intent = intentOf(operation);
  if (intent === "log-in" || intent === "sign-up" || intent === "token") return true;
  if (operation.operationKind !== "path") return false;
  if (asksForCode(operation)) return true;
  if (STEP.test(structuralText(operation)) || HANDOVER.test(fixedSegments(operation.path).at(-1) ?? "")) return true;
  return operation.responses.some(
    ({ statusClass, content }) =>
      statusClass === "2xx" &&
      content.some(({ schema }) => schema !== undefined && CHALLENGE.test(targetOf(schema).name ?? "")),
  );
});

/**
 * Whether a GET has a one-time code sent or made by which somebody then gets in: `GET /otp/send`. A PIN of a lock lets anybody
 * in, and so does a code that comes back to anyone who sends a request; what is sent beside a code is a message of the caller's.
 */
function asksForCode(operation: Operation): boolean {
  const { method, path, parameters, lexicon } = operation;
  if (method !== "GET" || path.includes("{")) return false;
  const segments = path.split("/").map((segment) => wordsOf(segment));
  const words = segments.slice(-2).flat();
  return (
    lexicon.has(words, "one-time-code") &&
    (["send", "generate", "request"] as const).some((one) => lexicon.has(words, one)) &&
    !segments.some((one) => lexicon.has(one, "machine") || lexicon.has(one, "money-record")) &&
    !parameters.some(({ name }) => MESSAGE.test(name)) &&
    !returnsCode(operation)
  );
}

function returnsCode({ responses, lexicon }: Operation): boolean {
  return responses
    .filter(({ statusClass }) => statusClass === "2xx")
    .flatMap(({ content }) => content.flatMap(({ schema }) => (schema === undefined ? [] : [heldSchemaOf(schema)])))
    .flatMap((schema) => [...schema.properties.keys()])
    .some((name) => CODES.some((one) => lexicon.is(textOfName(name), one)));
}

const MESSAGE = /^(?:message|text|body|nachricht|mensaje|mensagem)$/i;
const CODES = ["one-time-code", "code"] as const;

const STEP =
  /\b(?:flows? executor|redeem token|enrol?lment status|self service (?:log ?in|registration|recovery|verification))\b/;
const HANDOVER = /^(?:token[-_]?exchange|exchange[-_]?(?:token|code))$/;
const CHALLENGE = /Challenge(?:Types?|Request|Response)?$/;
