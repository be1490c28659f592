/*
 * What a text says of who may join: the grammar of a sentence in each of the languages that are read.
 */

import { isObject } from "../core/json-value.ts";
import { memo } from "../core/memo.ts";
import { affirms } from "../lexicon/denial.ts";
import type { Lexicon } from "../lexicon/lexicon.ts";
import { standsNear } from "../lexicon/phrases.ts";
import { wordsInOrder, wordsOf } from "../lexicon/name-tokens.ts";
import { sentencesOf } from "../lexicon/sentences.ts";
import { withoutLinkTargets } from "../lexicon/split-sentences.ts";
import { statedIn } from "../lexicon/statements.ts";
import type { Api } from "../model/api.ts";

interface Described {
  readonly description: string | undefined;
  readonly lexicon: Lexicon;
}

/** The sentence of the text of an API or a scheme that lets anyone in: “Anyone can sign up”. */
export const openingSentenceOf = memo(
  ({ description, lexicon }: Described) =>
    sentenceOf(description, OPEN_DOOR) ??
    keyAtOnce(description, lexicon) ??
    keyBySigningUp(description, lexicon) ??
    byThemselves(description),
);

/**
 * The page at which whoever likes registers a program, where an extension of the API names one: `x-apiClientRegistration`. It says
 * nothing of persons who log in.
 */
export function registrationPageOf({ extensions }: Api["info"]): string | undefined {
  const value = extensions.get("x-apiClientRegistration")?.value;
  const url = isObject(value) ? value["url"] : undefined;
  return typeof url === "string" && /^https?:\/\//.test(url) ? url.slice(0, 120) : undefined;
}

/**
 * The sentence that names the address at which a key is to be had: "An API key is required, obtainable at https://acme.io/keys".
 * Where somebody looks at who asks, or who asks must belong to somebody, it is no door for all.
 */
export const pageOfKey = memo(({ description = "", lexicon }: Described): string | undefined => {
  if (!OF_KEY.test(description)) return undefined;
  const sentences = sentencesOf(description, LIMIT);
  const at = sentences.findIndex(
    (one) =>
      AT_PAGE.test(one) && !CHOSEN.test(one) && !INSIDE.test(one) && !OF_KEYS.test(one) && !ON_CONDITION.test(one),
  );
  if (at < 0 || isVetted(description, sentences, at, lexicon)) return undefined;
  return shortened(sentences[at]!.replace(/\s+/g, " ").trim());
});

/** The sentence of such a text that says that somebody else decides: “Accounts are created by the club”. */
export const closingSentenceOf = memo(({ description }: Described) => sentenceOf(description, CLOSED_DOOR));

/**
 * Whether those who are let in so are partners: that sentence as a whole has an agreement or a partner, or one beside it that
 * tells of the credential: "Keys are issued after a contract has been signed. There is no self-service sign-up". The contract of an
 * employee is none.
 */
export const isClosedToPartners = memo(({ description = "", lexicon }: Described): boolean => {
  if (!OF_JOINING.test(description.slice(0, LIMIT))) return false;
  const sentences = sentencesOf(description, LIMIT);
  const at = sentences.findIndex((sentence) => CLOSED_DOOR.test(sentence.toLowerCase()));
  if (at < 0) return false;
  return [at, at - 1, at + 1].some((index) => {
    const sentence = sentences[index] ?? "";
    const words = wordsInOrder(sentence).flatMap(wordsOf);
    return (
      lexicon.has(words, "partner") &&
      (index === at || ((OF_KEY.test(sentence) || OF_JOINING.test(sentence)) && !lexicon.has(words, "staff")))
    );
  });
});

/** The sentence by which people or companies make their account alone, where no other says that somebody looks at who they are. */
function byThemselves(description = ""): string | undefined {
  const said = statedIn(description);
  const sentence = said.get("joins-by-themselves");
  return sentence === undefined || said.has("vetted") ? undefined : onOneLine(sentence);
}

/**
 * The sentence by which others make the accounts of those who use the API, or by which an account comes with a contract: “Each
 * employee gets a login from HR”. Whom it is made for may still be anybody whom they serve.
 */
export const enrollingSentenceOf = memo(({ description = "" }: Described) => {
  const sentence = statedIn(description).get("enrolled-by-others");
  return sentence === undefined ? undefined : onOneLine(sentence);
});

function onOneLine(sentence: string): string {
  return shortened(sentence.replace(/\s+/g, " ").trim());
}

/**
 * A word of each sentence that one of the two fits. Those take as long to compile as a dozen operations to review, and
 * most texts say nothing of joining.
 */
const OF_JOINING =
  /sign(?:ed)?[- ]?up|regist|inscri|inscrev|cadastr|anmelden|kont(?:o|en)|account|compte|conta|cuenta|join|enrol|invit|einladung|eingeladen|convite|convidad|self[- ]?service|(?:any|every) ?(?:one|body)|any (?:person|developer|user)|open reg|free api|crear|criar|darse/i;

const OPEN_DOOR =
  /\b(?:open|create) an? (?:[\w-]+ )?account (?:for free|free of charge)\b|\b(?:any ?one|any ?body|every ?one|every ?body|any (?:person|developer|user)) (?:can|may|is free to) (?:sign up|register|create|get|obtain|join)|\bself[- ](?:service )?(?:registration|sign[- ]?up)\b|\bopen registration\b|\b(?:sign up|register|create an? (?:free )?(?:developer )?account)\b(?:[^.]|\.(?=\w)){0,60}\b(?:to (?:get|obtain|receive)|for)\b[^.]{0,30}\b(?:api[- ]?keys?|tokens?|credentials)\b|\bafter (?:registering|signing up)\b(?:[^.]|\.(?=\w)){0,60}\b(?:an? (?:api |access )?key is generated|you can (?:generate|create|get) (?:an?|your) (?:own )?(?:api |access )?(?:key|token))\b|\bnach der (?:Registrierung|Anmeldung)\b[^.]{0,60}\b(?:wird|erhalten Sie|erzeugen Sie|können Sie)\b[^.]{0,40}(?:Schlüssel|API-?Key)\b|\baprès (?:l'|votre )?inscription\b[^.]{0,80}\bclé(?=\s)|\b(?:tras|después de) registrarse\b[^.]{0,80}\bclave\b|\bapós (?:o )?(?:registo|registro|cadastro)\b[^.]{0,80}\bchave\b|\b(?:sign|signed) up (?:and|to) (?:get|obtain|receive|generate|create)\b|\b(?:returned|issued|obtained|given) (?:by|from|through|with) (?:a call to |calling )?[`"'/]{0,2}(?:register|sign-?up)\b|\bfree api[- ]?keys?\b|\b(?:users?|members?|people|singles|riders?|runners?|players?|parents|residents|customers|travell?ers) (?:can )?(?:sign up|register|create (?:an |their )?accounts?|join)(?: themselves)?\b(?! (?:a|an|the|their|new) )|\b(?:jeder|jede|jedermann) (?:kann|darf) sich (?:[\wäöüß]+ ){0,3}?(?:registrieren|anmelden)|\b(?:legen|erstellen|eröffnen) (?:sich )?(?:ihr|ein) (?:eigenes )?(?:Benutzer)?konto selbst|\b(?:Konto|Zugang) legt sich (?:[\wäöüßÄÖÜ]+ ){0,6}?selbst an\b|\bregistrieren sich (?:selbst|in der App|online|kostenlos|im Portal)|\b(?:chacun|chacune|tout le monde|n'importe qui|toute personne|quiconque) peut (?:librement )?(?:s'inscrire|cr[ée]er un compte)|\b(?:s'inscrivent|cr[ée]ent (?:leur|un) compte) (?:dans|sur|via|librement|eux-m[êe]mes|en ligne)|\binscription (?:est )?(?:libre|ouverte)\b|\bcualquiera puede (?:registrarse|crear|darse de alta)|\bse registran en la (?:app|aplicaci[óo]n|web)|\bregistro (?:es )?(?:libre|abierto)\b|\bqualquer (?:pessoa|um|utilizador|usu[áa]rio) pode (?:se (?:registrar|cadastrar|inscrever)|registar-se|cadastrar-se|inscrever-se|criar)|\b(?:se cadastram|registam-se|cadastram-se|criam (?:a sua |sua |uma )?conta) (?:no|pelo|na|pela)\b/i;
/** In small letters, since it names letters: with the flag `i` it took 18 ms to compile, and takes 5. */
const CLOSED_DOOR =
  /\b(?:cannot|can ?not|can't|may not|must not|do not|does not|nobody can|no one can) (?:\w+ ){0,2}?(?:sign up|register|enrol|self[- ]?register|create an account|join)|\bno (?:self[- ]?service|self[- ]?registration|public sign[- ]?up|open registration)\b|\bwithout (?:self[- ]?service|public sign[- ]?up)\b|\b(?:by )?invitation[- ]only\b|\binvite[- ]only\b|\bonly (?:by|on|upon) invitation\b|\baccounts? (?:is|are) (?:only )?(?:created|made|opened|set up) (?:only )?by\b|\b(?:kann|können|darf|dürfen) sich nicht (?:selbst )?(?:registrieren|anmelden)|\bnur auf einladung\b|\bkeine (?:selbstregistrierung|(?:öffentliche|offene) registrierung)\b|\bkonten werden (?:nur )?(?:von|vom|durch)\b|\b(?:uniquement|seulement) sur invitation\b|\bne peu(?:t|vent) pas (?:s'inscrire|cr[ée]er (?:un|de) compte)|\bpas d'inscription (?:libre|ouverte)\b|\bcomptes? (?:est|sont) (?:uniquement )?cr[ée]+s? par\b|\bs[óo]lo por invitaci[óo]n\b|\bno pueden? (?:registrarse|crear (?:una )?cuentas?)|\bsin registro (?:p[úu]blico|abierto)\b|\bcuentas? (?:es|son) cread[ao]s? (?:solo )?por\b|\b(?:somente|apenas|s[óo]) por convite\b|\bn[ãa]o podem? se (?:cadastrar|registrar|inscrever)|\bsem cadastro (?:p[úu]blico|aberto)\b|\bcontas? (?:é|são) criad[ao]s? (?:apenas )?(?:por|pel[oa])\b|\b(?:every|each|all) (?:[\w-]+ ){1,3}?(?:is|are) (?:individually |personally )?invited by\b|\bonly (?:our|the|its) (?:[\w-]+ ){1,4}?(?:gets?|has|have|receives?|is given|are given) (?:an? |their own )?(?:accounts?|log-?ins?)(?=\s*(?:$|[.,;:!)]|and\b|here\b))|\b(?:jede[rs]?|alle) (?:[\wäöüß-]+ ){1,3}?(?:wird|werden) (?:per|durch|von|vom) (?:[\wäöüß-]+ ){1,3}?eingeladen\b|\bnur (?:unsere?|die|das|eigenes?) (?:[\wäöüß-]+ ){1,4}?(?:hat|haben|erhält|erhalten|bekommt|bekommen) ein(?:en)? (?:[\wäöüß-]+ )?(?:konto|benutzerkonto|zugang)(?=\s*(?:$|[.,;:!)]|und\b))|\b(?:chaque|tous les|toutes les) (?:[\p{L}'-]+ ){1,3}?(?:est|sont) invitée?s? par\b|\bseuls?e?s? (?:nos|les|notre|le) (?:[\p{L}'-]+ ){1,4}?(?:a|ont|reçoit|reçoivent) un (?:compte|accès)(?=\s*(?:$|[.,;:!)]|et\b))|\b(?:cada|todos los|todas las) (?:[\p{L}-]+ ){1,3}?(?:es|son) invitad[oa]s? por\b|\bs[óo]lo (?:nuestr[oa]s?|l[oa]s|el) (?:[\p{L}-]+ ){1,4}?(?:tienen?|reciben?|obtienen?) (?:una )?cuentas?(?=\s*(?:$|[.,;:!)]|y\b))|\b(?:cada|todos os|todas as) (?:[\p{L}-]+ ){1,3}?(?:é|são) convidad[oa]s? (?:por|pel[oa]s?)\b|\b(?:s[óo]|apenas|somente) (?:[oa]s?|noss[oa]s?) (?:[\p{L}-]+ ){1,4}?(?:tem|têm|recebem?|obtêm|obtém) (?:uma )?contas?(?=\s*(?:$|[.,;:!)]|e\b))/u;

/**
 * "Get your API key now at acme.io": whoever reads it gets one at once, unless somebody looks at who asks, or a contract comes
 * first. A key of a sandbox opens the sandbox.
 */
function keyAtOnce(text = "", lexicon: Lexicon): string | undefined {
  const sentences = sentencesOf(text, LIMIT);
  const at = sentences.findIndex((sentence) => givesKeyAtOnce(wordsInOrder(sentence), lexicon));
  return at < 0 || isVetted(text, sentences, at, lexicon) ? undefined : shortened(sentences[at]!);
}

/** Whether a text says, beside a sentence or anywhere in other words, that somebody looks at who asks. */
function isVetted(text: string, sentences: readonly string[], at: number, lexicon: Lexicon): boolean {
  if (statedIn(text).has("vetted")) return true;
  const around = sentences.slice(Math.max(0, at - 1), at + 3).map(wordsInOrder);
  // "We reviewed the docs" and "Read what customers say in their reviews" are about nobody who asks.
  return around.some(
    (words) =>
      standsNear(words, lexicon, "vets-who-asks", "who-asks-for-key", VETTED_NEAR) &&
      affirms(words, lexicon, "vets-who-asks"),
  );
}

/**
 * "Sign up to obtain the key", "Generate API Key" in one's own settings, "Get your key from https://…": whoever signs up makes one.
 * Where somebody looks at who asks, or a contract comes first, it is no door for all.
 */
function keyBySigningUp(text = "", lexicon: Lexicon): string | undefined {
  if (!OF_KEY.test(text)) return undefined;
  const sentences = sentencesOf(text, LIMIT);
  const at = sentences.findIndex(
    (sentence) =>
      (BY_SIGNING_UP.test(sentence) || (IN_SETTINGS.test(sentence) && OF_KEY.test(sentence))) && !CHOSEN.test(sentence),
  );
  if (at < 0 || isVetted(text, sentences, at, lexicon)) return undefined;
  return shortened(sentences[at]!.replace(/\s+/g, " ").trim());
}

/** Whether a text speaks of a credential. */
export function namesKey(text: string): boolean {
  return OF_KEY.test(text);
}

const OF_KEY = /key|token|credential|schlüssel|zugangsdaten|clé|jeton|clave|chave|credencia/i;

const BY_SIGNING_UP =
  /\b(?:when|once|after|as soon as) you (?:have )?(?:sign(?:ed)? up|register(?:ed)?|create(?:d)? an account)\b[^.]{0,60}\byou(?:'ll| will| are| will be)? (?:be )?(?:given|get|receive|obtain|issued) (?:[\w-]+ ){0,4}?(?:keys?|tokens?|credentials)\b|\bissue yourself (?:with )?an? (?:[\w-]+ ){0,2}?(?:key|token)\b|\bsign[- ]?up\b[^.]{0,120}\breceive your (?:[\w-]+ ){0,2}?(?:api[ -]?key|token)s? (?:immediately|instantly|at once)\b|\bsobald Sie sich (?:registriert|angemeldet) haben\b[^.]{0,60}\b(?:API-?Schlüssel|Token|Zugangsdaten)\b|\b(?:lorsque|quand|dès que) vous vous inscrivez\b[^.]{0,60}\b(?:clé|jeton|identifiants)|\b(?:cuando|una vez que) (?:te|se) (?:registras|registra)\b[^.]{0,60}\b(?:clave|token|credenciales)|\b(?:quando|assim que) (?:você )?se (?:cadastra|registra|inscreve)\b[^.]{0,60}\b(?:chave|token|credenciais)|\b(?:sign(?:ing)? up|register(?:ing)?|create an account) (?:here |first |now )?(?:to|and) (?:get|obtain|receive|create|generate) (?:[\w-]+ ){0,4}?(?:keys?|tokens?|credentials)\b|\b(?:keys?|tokens?|credentials)\b[^.]{0,60}\bafter (?:you |having )?(?:have )?(?:signed up|registered|signing up|registering)\b|\bregistrieren Sie sich[^.]{0,40}\bum (?:\S+ ){0,4}?(?:(?:API-?)?Schlüssel|Token|Zugangsdaten)\b|\binscrivez-vous pour (?:obtenir|recevoir) (?:\S+ ){0,3}?(?:clé|jeton|identifiants)|\b(?:regístrate|regístrese) para (?:obtener|recibir) (?:\S+ ){0,3}?(?:clave|token|credenciales)|\b(?:cadastre-se|registe-se|registre-se|inscreva-se) para (?:obter|receber) (?:\S+ ){0,3}?(?:chave|token|credenciais)/i;

/** A key that is made in the settings or on the page of an account, by an address or a button. */
const IN_SETTINGS =
  /\b(?:get|generate|create|obtain) your (?:own )?(?:[\w-]+ ){0,2}?(?:key|token) (?:from|at|on) https?:\/\/|\b(?:visit|go to|open|under)\b[^.]{0,20}\bhttps?:\/\/\S{1,100}\/(?:settings|account|profile|dashboard)\b|\bclick(?:ing)? (?:on )?["“'\u0060]?(?:generate|create)\b[^.]{0,20}\b(?:key|token)\b/i;

/**
 * A key that is had at an address, whoever asks for it there: nothing but the verb stands between the two, and before the key only
 * what it is for. Revoked, public and primary keys are other things.
 */
const AT_PAGE =
  /(?:^|[,;:()] ?|\b(?:an?|the|your|own|free|requires?|needs?) )(?:(?:own|free|valid|personal|developer|api|access|auth|authentication|authorization|bearer)[ -]){0,4}(?:api)?(?:keys?|tokens?|credentials),? (?:(?:which|that) )?(?:(?:can|may) be (?:freely )?(?:obtained|generated|created|retrieved)|(?:is|are) (?:freely )?(?:obtainable|available)|obtainable|available) (?:for free |free of charge )?(?:at|from|on|via) (?:https?:\/\/|(?:[a-z\d-]{1,40}\.){1,4}[a-z]{2,10}\b(?!@))|(?:^|\b(?:den|der|die|ein|einen|ihren?) )(?:api-?)?(?:schlüssel|token),? (?:(?:ist|sind) )?(?:erhältlich|erhalten Sie|bekommen Sie) (?:unter|auf|bei) https?:\/\/|(?:^|\b(?:la|les|une|votre|le|un) )(?:clé|jeton)s? (?:d'api )?(?:(?:est|sont) )?(?:s'obtien(?:t|nent)|disponibles?|peu(?:t|vent) être obtenue?s?) (?:sur|à|via) https?:\/\/|(?:^|\b(?:las?|el|los|una?|su) )(?:clave|token)s? (?:de api )?(?:est(?:á|án) )?(?:se obtienen?|disponibles?|pueden? obtenerse) en https?:\/\/|(?:^|(?<![\wà-ü])(?:[ao]s?|uma?|sua) )(?:chave|token)s? (?:d[ae] api )?(?:est(?:á|ão) )?(?:dispon[íi]ve(?:l|is)|pode(?:m)? ser obtid[ao]s?) em https?:\/\//i;

/** What is about keys and is none: "a list of the keys is available at". */
const OF_KEYS =
  /\b(?:of|for|about|on|behind) (?:[\w-]+ ){0,4}?(?:keys?|tokens?|credentials),? (?:(?:which|that) )?(?:is|are|can|may|obtainable|available)\b|\b(?:to|with|by) (?:[\w-]+ ){0,4}?(?:keys?|tokens?|credentials) (?:is|are|can|may|obtainable|available)\b|\b(?:de|des|du|da|das|do|dos|der) (?:las? |los |les )?(?:clés?|jetons?|claves?|chaves?|schlüssel|tokens?) (?:est|sont|s'obtien|está|están|estão|se obtien|pode|puede|ist|sind|disponib|disponív|erhält)/i;

/** What comes before somebody is given one: a signature, a word of a manager, a check. */
const ON_CONDITION =
  /\b(?:after|once|if|when|as soon as|upon|on|following|provided|until|unless|subject to|nach|sobald|wenn|après|dès|si|tras|una vez|cuando|após|depois|quando|se)\b.{0,120}\b(?:signed(?! (?:up|in)\b)|signs\b|signature|cleared|clearance|confirm|approv|manager|contract|accepted|verified|vetted|reviewed|granted|authori[sz]ed|paid|agreed|unterschr|unterzeichn|freigegeben|freigabe|bestätig|genehmig|vorgesetzt|signé|confirmé|validé|approuv|firmad|confirmad|aprobad|aprovad|assinad|autorizad)/i;

/** An address in a company's own network. */
const INSIDE = /\b(?:intranet|localhost|corp)\b|\.(?:local|internal|lan|corp)\b|@/i;

/** What some are given: by a contract, after a request, in a company's own house; or nobody. */
const CHOSEN =
  /\b(?:contracts?|agreements?|partners?|approv\w+|appl(?:y|ication)|request|invit\w+|employees?|staff|internal|administrators?|cannot|can't|not|never|no longer|Vertrag\w*|Partner\w*|nicht|contrat|partenaires?|pas|contrato|socios?|parceiros?|não|no)\b/i;

function givesKeyAtOnce(words: readonly string[], lexicon: Lexicon): boolean {
  return words.some((_, verb) => {
    if (lexicon.lengthAt(words, verb, "takes-a-key") === 0) return false;
    const distance = words
      .slice(verb + 1, verb + 1 + NEAR)
      .findIndex((__, index) => lexicon.lengthAt(words, verb + 1 + index, "api-key") > 0);
    if (distance < 0) return false;
    const key = verb + 1 + distance;
    const between = words.slice(verb + 1, key);
    const isNow = lexicon.lengthAt(words, key + lexicon.lengthAt(words, key, "api-key"), "right-away") > 0;
    return (isNow || lexicon.has(between, "right-away")) && !lexicon.has(between, "before-production");
  });
}

/** So many words may stand between who asks and what is done about it: "Customers with a contract get an API key". */
const VETTED_NEAR = 3;

/** So many words on the verb a key is what it gives: "get your own free API key". */
const NEAR = 6;

/** So much of a text is looked at. */
const LIMIT = 20_000;

/** The sentence of a text in which a pattern is found. */
function sentenceOf(text: string | undefined, pattern: RegExp): string | undefined {
  if (text === undefined || !OF_JOINING.test(text.slice(0, LIMIT))) return undefined;
  const flat = withoutLinkTargets(text.slice(0, LIMIT));
  // One of the two is written in small letters.
  const match = pattern.exec(pattern.ignoreCase ? flat : flat.toLowerCase());
  if (match === null) return undefined;
  const start = Math.max(flat.lastIndexOf(". ", match.index) + 2, flat.lastIndexOf("\n\n", match.index) + 2, 0);
  const from = match.index + match[0].length - 1;
  // The point of a domain ends no sentence.
  const point = flat.slice(from).search(/\.(?!\w)/);
  const ends = [point < 0 ? point : from + point, flat.indexOf("\n\n", from + 1)].filter((end) => end >= 0);
  const sentence = flat
    .slice(start === 1 ? 0 : start, ends.length === 0 ? undefined : Math.min(...ends))
    .replace(/\s+/g, " ")
    .trim();
  return shortened(sentence);
}

function shortened(sentence: string): string {
  return sentence.length > 160 ? `${sentence.slice(0, 159)}…` : sentence;
}
