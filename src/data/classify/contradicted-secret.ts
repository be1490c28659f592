import { textOfName, wordsInOrder, wordsOf } from "../../lexicon/name-tokens.ts";
import type { Lexicon } from "../../lexicon/lexicon.ts";
import { endsIn } from "../../lexicon/phrases.ts";
import { isWithin } from "../taxonomy/is-within.ts";
import { readName } from "./field-name.ts";
import { readOwner } from "./owner-name.ts";
import type { FieldInContext } from "./judgement.ts";
import { isSaidToOpen } from "./said-of-value.ts";

/*
 * What is called a secret, and is none by what stands beside it: its siblings, its default, its own text. What a text says of
 * access, an owner or another credential beside it leaves it one.
 */

/** Whether a value that is called a secret is something else by what its object or its own text says. */
export function isContradictedSecret(field: FieldInContext): boolean {
  if (isSaidToOpen(field.facts.description)) return false;
  return (
    isPostalCode(field) ||
    isNumberOfDocument(field) ||
    isPageOfWork(field) ||
    isStateOfConnection(field) ||
    isPartOfText(field) ||
    isRoutingKey(field) ||
    isCodeOfPlace(field) ||
    isCountOfPasses(field) ||
    isListOfReferences(field)
  );
}

/**
 * Whether a routing key says where messages go, as AMQP has it: beside an exchange or what is bound to it, with what names a broker, or
 * beside what it leads to and whether it is the default. That of an alarm service lets its holder send, and a queue beside it may be
 * one of tasks.
 */
function isRoutingKey(field: FieldInContext): boolean {
  const { name, object, title = "", description = "", schemaName = "" } = field.facts;
  const text = `${title} ${description}`.slice(0, LIMIT);
  if (textOfName(name) !== "routing key" || OPENS.test(text) || CALLS_OUT.test(text)) return false;
  const beside = new Set(object.fields.map((other) => textOfName(other)));
  return (
    [...beside].some((other) => /^exchange(?: (?:name|type))?$/.test(other)) ||
    ([...beside].some((other) => /^(?:queue|topic)(?: name)?$/.test(other)) &&
      [...beside].some((other) => /^(?:binding(?: key)?|v ?host|virtual host)$/.test(other))) ||
    [text, schemaName, ...object.owners, ...object.resources, ...(object.path ?? [])].some((one) =>
      BROKER.test(textOfName(one)),
    ) ||
    (beside.has("target") && beside.has("is default"))
  );
}

/** A service that is called, or the key of one. */
const OPENS = /\b(?:integration|api|secret|auth)/i;

/** Somebody who is called out, and what for. */
const CALLS_OUT = /\b(?:pag(?:ed|er|es|ing)|on[- ]?call|incident|alert|alarm)/i;

/** What takes messages, and passes them on by such a key. */
const BROKER = /\b(?:amqp|rabbit ?mq|pulsar|kafka|message broker)\b/i;

/**
 * Whether a code says of itself that it names markets or places, of so many characters: "A four-character code used to identify
 * stock markets". A code for the stock room opens its door, and so does what its name says to let somebody in.
 */
function isCodeOfPlace({ facts: { name, description = "" } }: FieldInContext): boolean {
  const words = wordsOf(name);
  if (words.at(-1) !== "code" || words.some((word) => LETS_IN.test(word))) return false;
  // The end of a text ends a phrase as well.
  return CODE_OF_MARKET.test(`${description}.`.slice(0, LIMIT));
}

const LETS_IN = /^(?:access|door|pin|unlock|entry|alarm|gate)/;

const CODE_OF_MARKET =
  /\b(?:two|three|four|[2-4])[- ](?:character|letter|digit) (?:\w+ )?code (?:that is |which is )?(?:(?:used )?to identify|(?:used for )?identifying|that identifies) (?:the )?(?:\w+ )?(?:(?:stock )?(?:market|exchange)s?|countr(?:y|ies)|currenc(?:y|ies)|languages?|airports?|regions?|states?)(?=[.,;:()<]| (?:and|or|in|within|around|worldwide)\b)/i;

/** Whether "pass" is a number of passes: a measure beside at least two others of one word, and nothing that somebody logs in with. */
function isCountOfPasses({ facts: { name, types, object }, categories }: FieldInContext): boolean {
  if (name !== "pass" || types.length === 0 || types.some((type) => type !== "number")) return false;
  const others = object.fields.filter((other) => other !== name);
  return (
    others.filter((other) => wordsOf(other).length === 1).length > 1 &&
    others.every((other) => readName(other, categories).hits.length === 0)
  );
}

/**
 * Whether a list of keys says which things belong to one, as other lists of keys do beside it: `serviceKeys` beside `ministryKeys`
 * and `sectorKeys`. A key that lets somebody in is called after what it does: `apiKeys` is known by both of its words.
 */
function isListOfReferences({ facts: { name, object }, categories }: FieldInContext): boolean {
  const last = LISTED_KEYS.exec(name)?.[0].toLowerCase();
  if (last === undefined) return false;
  const others = object.fields.filter(
    (other) =>
      textOfName(other) !== textOfName(name) &&
      LISTED_KEYS.exec(other)?.[0].toLowerCase() === last &&
      wordsOf(other).length > 1,
  );
  return (
    others.length >= SEVERAL &&
    others.every((other) => !readName(other, categories).hits.some(({ isWhole }) => isWhole))
  );
}

/** Several keys, at the end of a name. */
const LISTED_KEYS = /(?:keys|schl(?:ü|ue)ssel|cl(?:é|e)s|claves|chaves)$/i;

/** Whether "tokens" are the words of a text: a list, of nobody, beside how often they stand in it or what kind of words they are. */
function isPartOfText(field: FieldInContext): boolean {
  const { name, types, arrayOf = [], object } = field.facts;
  return (
    /^tokens$/i.test(name) &&
    types.includes("array") &&
    arrayOf.length > 0 &&
    arrayOf.every((type) => type === "string") &&
    object.fields.some((other) => COUNTED_IN_TEXT.test(textOfName(other))) &&
    !isOfSomebody(field)
  );
}

/** What corpora tell of words. */
const COUNTED_IN_TEXT =
  /^(?:(?:term|word|token|n ?gram) )?(?:frequency|freq|lemma|ngram|logprob|haeufigkeit|frequence|frecuencia|frequencia)$/;

/** Whether a bare token may as well be the handle of a page or of a job, so that only a question is left. */
export function isDoubtfulToken(field: FieldInContext): boolean {
  const { facts, categories } = field;
  const { name, description = "", place, isOwnCredential } = facts;
  if (place !== "property" || isOwnCredential === true || description.trim() !== "") return false;
  return (
    categories.lexicon.is(textOfName(name), "token") &&
    !isOfSomebody(field) &&
    (isBesidePage(field) || isBesideProgress(field))
  );
}

/** Whether a PIN code is that of the post: two parts of an address or more stand beside it, and nothing that somebody logs in with. */
function isPostalCode({ facts: { name, object, description = "" }, categories }: FieldInContext): boolean {
  if (textOfName(name).replace(" ", "") !== "pincode" || description.trim() !== "") return false;
  const beside = object.fields.filter((other) => other !== name);
  const parts = beside.filter((other) =>
    PART_OF_ADDRESS.test(textOfName(other).replace(/ (?:code|name|id)$/, "")),
  ).length;
  const isOfSession = beside.some((other) =>
    readName(other, categories).hits.some(({ category: { key } }) => isOfLogIn(key)),
  );
  // A whole address in a person's record has its code whatever else stands there.
  return parts >= (isOfSession ? MANY : SEVERAL);
}

/** Parts of an address as they are called wherever a postal code is called a PIN code. */
const PART_OF_ADDRESS = /\b(?:city|town|state|district|country|street|locality|landmark|address(?: line)?(?: \d)?)$/;
const SEVERAL = 2;
const MANY = 3;

function isOfLogIn(key: string): boolean {
  return isWithin(key, "user.authorization") || isWithin(key, "user.account.username");
}

/**
 * Whether what is called an access key is the number of an invoice or of another document that tax offices give: its text calls it a
 * number, says of how many digits, and of what.
 */
function isNumberOfDocument({ facts: { name, description = "", object } }: FieldInContext): boolean {
  if (!ACCESS_KEY.test(textOfName(name))) return false;
  const text = description.slice(0, LIMIT);
  if (A_NUMBER.test(text) && DIGITS.test(text) && OF_DOCUMENT.test(text)) return true;
  // `chaveAcesso` of a `NotaFiscal`: the number under which an authority holds the invoice is printed on it.
  const around = [...object.owners.slice(0, 1), ...object.fields].map(textOfName);
  return FISCAL.test([text, ...around].join(", ")) && !OPENS_BY_TEXT.test(text);
}

/** Whether a text says that what is called an access key is the number of an invoice, or of what goes with goods, that stands on it. */
export function isSaidNumberOfDocument(text: string): boolean {
  if (!OF_DOCUMENT.test(text) || OPENS_BY_TEXT.test(text)) return false;
  return A_KEY.test(text) && ((A_NUMBER.test(text) && DIGITS.test(text)) || FISCAL.test(text));
}

/** Invoices that an authority numbers (NF-e, NFC-e and CT-e in Brazil, those of the SRI in Ecuador), and their print. */
const FISCAL =
  /\b(?:nfc?[- ]?e\b|danfe|sefaz|notas? fisca|documentos? fisca|fiscal document|facturas? electr[óo]nica)/i;
const A_KEY = /\b(?:access key|chave|clave(?: de)? acceso)\b/i;
/** What is said of a key that lets in. */
const OPENS_BY_TEXT = /\b(?:secret|api|token|password|senha|contrase[ñn]a|segredo|log in|authenticat)/i;

/** What such a number is called. */
const ACCESS_KEY = /^(?:.{1,40} )?(?:access key|chave(?: de)? acesso|clave(?: de)? acceso)$/;
const A_NUMBER = /^\W{0,3}(?:(?:the|a|o|el|le|der|die) )?(?:n[úu]mero|number|nummer|num[ée]ro)(?![\p{L}])/iu;
const DIGITS = /\b\d{1,3}[- ](?:digits?|d[íi]gitos|chiffres|ziffern|stellen|stellig)/i;
const OF_DOCUMENT = /\b(?:invoices?|bill|waybill|receipt|nota fiscal|notas fiscais|rechnung|facture|factura|fatura)\b/i;

/**
 * Whether a link to share is the page of a published work or of whoever is known for one: what comes before it in its name is such, or
 * two kinds of them stand beside it, and nothing says whose it is.
 */
function isPageOfWork(field: FieldInContext): boolean {
  const { facts, categories } = field;
  const { lexicon } = categories;
  const words = wordsOf(facts.name);
  const length = SHARE_LINK.exec(words.join(" "))?.[0].split(" ").length;
  if (length === undefined || isOfSomebody(field)) return false;
  const before = words.slice(0, -length);
  const others = facts.object.fields.filter((name) => name !== facts.name).map(wordsOf);
  const isOfFigure = before.length > 0 && before.every((word) => lexicon.is(word, "public-figure"));
  // Whoever is known has other pages, too.
  if (isOfFigure) return others.some((other) => other[0] === before[0] && isPage(other, lexicon));
  const works = new Set(
    others.flatMap((other) =>
      other
        .slice(0, -1)
        .filter((word) => WORKS.some((concept) => lexicon.is(word, concept)) && !lexicon.is(word, "picture")),
    ),
  );
  return works.size >= SEVERAL && others.some((other) => other[0] === before[0] && isPage(other, lexicon));
}

const SHARE_LINK = /\bshar(?:e|ing) (?:url|link)$/;
const WORKS = ["published-work", "public-figure"] as const;

function isPage(words: readonly string[], lexicon: Lexicon): boolean {
  return /^(?:url|link|page)$/.test(words.at(-1) ?? "") && !words.some((word) => lexicon.is(word, "picture-shown"));
}

/** Whether a connection is told of by its state: beside the health of a service, or since an example says that it is there. */
function isStateOfConnection({ facts: { name, object, examples }, categories: { lexicon } }: FieldInContext): boolean {
  if (!/^connections?$/.test(wordsOf(name).at(-1) ?? "")) return false;
  const around = [...object.owners, ...object.resources].flatMap(wordsInOrder);
  return (
    around.some((word) => lexicon.is(word, "health") || lexicon.is(word, "status")) ||
    (examples.length > 0 && examples.every((one) => typeof one === "string" && /^\w{1,12}$/.test(one)))
  );
}

/** Whether a title, a picture and a page stand beside it: the object is shown to whoever comes. */
function isBesidePage({ facts: { name, object }, categories: { lexicon } }: FieldInContext): boolean {
  const others = object.fields.filter((other) => other !== name).map(wordsOf);
  return (
    others.some((words) => words.join(" ") === "title") &&
    others.some((words) => words.some((word) => lexicon.is(word, "picture-shown"))) &&
    others.some((words) => isPage(words, lexicon))
  );
}

/** Whether it is not there yet by its default, and how far something has got stands beside it. */
function isBesideProgress({ facts: { name, object, examples } }: FieldInContext): boolean {
  return (
    examples.length > 0 &&
    examples.every((one) => typeof one === "string" && isSaidMissing(one)) &&
    object.fields.some((other) => {
      // A device or a connection has a status as well.
      return other !== name && PROGRESS.test(wordsOf(other).at(-1) ?? "");
    })
  );
}

const PROGRESS = /^(?:progress|percent|fortschritt|progression|progreso|progresso)$/;

/** Whether a value only says that there is none: "Not Available", "N/A". */
export function isSaidMissing(value: string): boolean {
  return MISSING.test(value.trim());
}

const MISSING =
  /^(?:not (?:yet )?(?:available|applicable|set|provided|specified)|n\/?a|none|null|undefined|unknown|nicht (?:verfügbar|vorhanden|gesetzt)|non disponible|no disponible|não disponível|indisponible)$/i;

/** Whether the object is a person's or an account's, or says whose it is, or holds another secret. */
function isOfSomebody({ facts: { name, object }, context, categories }: FieldInContext): boolean {
  const { lexicon } = categories;
  const isKnown = object.owners.some((owner) => lexicon.is(wordsOf(owner).at(-1) ?? "", "public-figure"));
  if (!isKnown && (context.kind === "person" || context.isPersonal)) return true;
  if (object.owners.some((owner) => WHOSE.some((concept) => endsIn(wordsOf(owner), lexicon, concept)))) return true;
  return object.fields.some((other) => {
    if (other === name) return false;
    const words = wordsOf(other);
    if (words.length === 1 && words[0] === "id") return false;
    const linked = words.at(-1) === "id" ? words.slice(0, -1).join(" ") : "";
    return (
      (linked !== "" &&
        !lexicon.is(words.at(-2)!, "public-figure") &&
        readOwner(linked, categories).kind === "person") ||
      WHOSE.some((concept) => words.some((word) => lexicon.is(word, concept))) ||
      words.some((word) => /^expir|^scope$/.test(word)) ||
      readName(other, categories).hits.some(
        ({ category: { key }, isWhole }) => isWhole && (isOfLogIn(key) || isWithin(key, "user.contact.email")),
      )
    );
  });
}

const WHOSE = ["whose", "session", "log-in", "web-hook"] as const;

/** So much of a text is looked at. */
const LIMIT = 300;
