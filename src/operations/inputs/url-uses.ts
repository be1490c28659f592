import { calledWords, fixedSegments, structuralText } from "../../exposure/words.ts";
import type { Operation } from "../../model/api.ts";
import { memo, memoOfText, memoOfTextBy, MOST_LONG_TEXTS } from "../../core/memo.ts";
import { statedIn } from "../../lexicon/statements.ts";
import { isSaidCompared } from "../../data/classify/said-otherwise.ts";
import { contentInsteadOf, isFileByUrl } from "./content-by-url.ts";
import { namesReturned } from "../readers/returned-fields.ts";
import { fieldsBeside, type FieldsBeside } from "../fields-beside.ts";
import { answersBytes, redirects, relays } from "./answers.ts";
import { leadPhrase } from "../../data/classify/lead-phrase.ts";
import { saidBy } from "../../exposure/said.ts";
import { anyOf } from "../../lexicon/any-of.ts";
import { denies } from "../../lexicon/denial.ts";
import { textOfName, wordsInOrder, wordsOf } from "../../lexicon/name-tokens.ts";
import { composedProperties } from "../../model/schema-parts.ts";
import { sentencesOf } from "../../lexicon/sentences.ts";
import { keyword } from "../../model/schema.ts";
import { isAnchoredAtStart } from "./patterns.ts";
import { examinedSite } from "./examined-sites.ts";
import { isSaidToConnect, saidFetched, saidNotFetched } from "./said-use.ts";
import type { Lexicon } from "../../lexicon/lexicon.ts";
import { areAllOf, isHeadedBy, isMadeOf, precedes, standsBeside, standsNear } from "../../lexicon/phrases.ts";
import { isChoice, isText, requestFields, segmentWords, takesAnyText, type RequestField } from "../request-fields.ts";

/** What is done with a URL of a request: fetched, asked about a log-in, shown and perhaps fetched, called, or sent on to. */
export type UrlUse = "fetched" | "provider" | "shown" | "webhook" | "redirect" | "proxy";

/**
 * What is done with the URL that a field holds, by its name, its examples and what the operation is called. Three rules and each
 * verdict ask for all fields, and operations have fields in common.
 */
export function urlUseOf(field: RequestField, operation: Operation): UrlUse | undefined {
  const known = usesIn(operation);
  let found = known.get(field);
  if (found === undefined) known.set(field, (found = useOf(field, operation) ?? "none"));
  return found === "none" ? undefined : found;
}

const usesIn = memo((_operation: Operation) => new Map<RequestField, UrlUse | "none">());

function useOf(field: RequestField, operation: Operation): UrlUse | undefined {
  if (!isText(field) || isChoice(field) || isPinned(field) || field.in === "path") return undefined;
  // What later requests are compared with is called by nobody, unless the same text says that it is.
  if (isSaidCompared(field.description) && !isSaidReached(field.description)) return undefined;
  if (isNameOfFunction(field) || (LOOKED_UP_BY.test(field.description) && !isSaidReached(field.description)))
    return undefined;
  const { lexicon, method } = operation;
  // "Look for a string matching the URL requested" cuts a list down.
  if (
    method === "GET" &&
    lexicon.has(wordsInOrder(field.description.slice(0, LIMIT)), "said-to-match") &&
    !isSaidReached(field.description) &&
    saidFetched(operation) !== field &&
    !isSaidNotFetched(field, operation)
  )
    return undefined;
  const name = readName(field, lexicon);
  const { lead } = name;
  const isUrl = name.isUrl || isSaidUrl(field, lexicon);
  const isRead = method === "GET" || method === "HEAD";
  // Where people are sent on to from a mail or a page nothing is loaded from by the server.
  if (!isRead && isSaidToLeadPeople(field.description)) return undefined;
  // What is taken away is named by its URL, unless a text says that the server goes there.
  if (method === "DELETE" && !isSaidReached(field.description)) return undefined;
  if (!isRead && isMarkedAsHook(field)) return "webhook";
  if (!isRead && isProxyOfServer(field, operation)) return "proxy";
  // "The URL to retrieve the definition from" is no place where callers are sent on to.
  if (isRedirect(field, operation, name)) return FETCHED.test(field.description) ? "fetched" : "redirect";
  // "Register a webhook that we call on each order" says no more of its URL than that it is one.
  if (saidFetched(operation) === field) return !isRead && isWebhook(field, operation, name) ? "webhook" : "fetched";
  if (isRead && field.in === "query" && isPictureFile(field) && answersBytes(operation)) return "fetched";
  // What a response gives back is kept as a link, unless something is made of the file.
  if (!isRead && !name.isUrl && field.in === "body" && field.depth === 0 && isSaidUrlOfFile(field.description))
    return namesReturned(operation).has(field.name) && !isWorkedOn(field, operation) ? "shown" : "fetched";
  if (isRelayed(field, operation, name)) return "fetched";
  if (isUrl && !isRead && field.in === "body" && isSaidPassedOn(field, lexicon)) return "fetched";
  if (field.in === "header" && isUrl && passesOn(operation)) return "fetched";
  if (isSaidOnlyShown(field, lexicon)) return undefined;
  if (!isRead && !isUrl && isSaidHook(field, lead, operation)) return "webhook";
  if (examinedSite(operation) === field) return "fetched";
  if (!isUrl && !isShapedAsUrl(field))
    return field.depth === 0 &&
      field.in !== "header" &&
      (isLinkToFetch(lead, operation) || isConnectedTo(field, operation, lead))
      ? "fetched"
      : undefined;
  if (isCalledAsTold(field, operation)) return "fetched";
  if (field.in === "body" && isLedToByRedirect(fieldsBeside(field, operation))) return undefined;
  if (!isRead && isBaseOfServer(lead, lexicon)) return "fetched";
  if (!isHeadedBy(lead, lexicon, "called-back") && lexicon.has(lead, "kept-link")) return undefined;
  if (isSentOn(lead, lexicon)) return undefined;
  if (!isRead && isWebhook(field, operation, name)) return "webhook";
  if (field.in === "header") return undefined;
  if (isUrl && isSaidNotFetched(field, operation)) return "fetched";
  if (isUrl) {
    const use = useOfUrl(field, operation, lead);
    // A link that a text alone calls one is shown as it is.
    return use === "shown" && !name.isUrl ? undefined : use;
  }
  if (!isRead && isHeadedBy(lead, lexicon, "read-from") && isSaidLoaded(field)) return "fetched";
  return isHeadedBy(lead, lexicon, "connected-to") || (field.examples.some(isInside) && !isRead)
    ? "fetched"
    : undefined;
}

/** Whether a query names the function that a script in the page is to call with what comes back: JSONP. */
function isNameOfFunction({ in: way, description }: RequestField): boolean {
  return way === "query" && FUNCTION.test(description.slice(0, LIMIT));
}

const FUNCTION =
  /\bjsonp\b|\b(?:javascript|js|callback) function\b|\b(?:callback-?|rückruf-?|javascript-?)funktion\b|\bfonction (?:de rappel|de callback|javascript)\b|\bfunci[oó]n (?:de (?:callback|devolución|retorno)|javascript)\b|\bfunção (?:de (?:callback|retorno)|javascript)\b/i;

/** Says in each language that something that is kept is found by the address, or that only its path is kept of it. */
const LOOKED_UP_BY =
  /\b(?:used|uses? (?:this|the) \w+|use it|it is used) to (?:look ?up|match|identify|find|recogni[sz]e)\b|\bconverted to a (?:relative )?path\b|\b(?:anhand (?:dieser|der|des) \S+|damit|darüber|danach) (?:wird|werden|sucht|findet|erkennt|ordnet)\b|\bsert à (?:retrouver|rechercher|identifier|reconnaître)\b|\bse (?:usa|utiliza) para (?:buscar|encontrar|identificar|reconocer)\b|\b(?:usad[ao]|utilizad[ao]|serve|usa-se) para (?:buscar|localizar|encontrar|identificar|reconhecer)\b/i;

/** Whether a value that has the shape of a URL is called one, and where content is that the service loads: `src`, `source`. */
function isSaidLoaded({ description }: RequestField): boolean {
  const text = description.slice(0, LIMIT);
  return /\bUR[LI]\b/i.test(text) && (FETCHED.test(text) || ELSEWHERE.test(text));
}

/** Says in each language that what a URL leads to stands on another server already. */
const ELSEWHERE =
  /\balready (?:on the (?:web|internet)|online|hosted)\b|\bhosted (?:elsewhere|on an?(?:other)? (?:\w+[- ]){0,2}(?:server|host|site))\b|\b(?:bereits|schon) (?:im (?:web|internet|netz)|online)\b|\bdéjà (?:en ligne|sur (?:le web|internet)|hébergée?)\b|\bya (?:está )?(?:en (?:la web|internet|línea)|alojad[oa])\b|\bjá (?:está )?(?:na (?:web|internet)|online|hospedad[oa])\b/i;

/**
 * Whether the text of a field calls its value a URL, whatever its name is: "A valid podcast rss url", "either a URL to load from,
 * a file or a text". What only contains URLs is a text.
 */
function isSaidUrl({ description, types, in: way, depth }: RequestField, lexicon: Lexicon): boolean {
  return way !== "header" && depth === 0 && types.includes("string") && saysUrl(description.slice(0, LIMIT), lexicon);
}

/** Whether a description begins by saying that its value is where a file is: "URL of the .csv file", whatever its name is. */
export function isSaidUrlOfFile(description: string): boolean {
  const text = description.slice(0, LIMIT);
  return URL_OF_FILE.test(text) && !ON_SERVER.test(text);
}

/** Says that it is a file of the service, by a `file:` URI (RFC 8089) or by a folder of it. */
const ON_SERVER =
  /\bfile:\/\/|\b(?:relative to|on the server|relativ zu|auf dem server|relatif à|sur le serveur|relativ[ao] al?|en el servidor|no servidor)\b/i;

const URL_OF_FILE =
  /^(?:the |an? |die |eine |l'|la |una |el |a |uma )?(?:UR[LI] (?:of|to|der|des|du|del|de|do|da)\b[^;:]{0,60}?\b(?:file|datei|fichier|fichero|archivo|arquivo|ficheiro)\b|UR[LI] zur? [^;:]{0,40}datei\b)/i;

/** Very many fields have the same description. */
const saysUrl = memoOfTextBy(
  (text: string, lexicon: Lexicon): boolean =>
    /\bur[il]$/i.test(leadPhrase(text) ?? "") ||
    sentencesOf(text).some((one) => LOADED_FROM.test(one) && !denies(wordsInOrder(one), lexicon)),
);

/** Says in each language that what stands in a field may be where the content is. */
const LOADED_FROM =
  /\ba ur[li] to (?:load|fetch|read|import|download)\b|\beine ur[li],? (?:von der|unter der|zum)\b|\bune ur[li] (?:à charger|d'où|depuis laquelle)|\buna ur[li] (?:desde la|de la que|para cargar)|\b(?:um|uma) ur[li] (?:a partir d[ao]|de onde|para carregar)/i;

/** The mark of Microsoft's connectors for the URL that they register (custom connectors, OpenAPI extensions). */
function isMarkedAsHook({ parts }: RequestField): boolean {
  return parts.some((part) => keyword(part, "x-ms-notification-url") === true);
}

/**
 * Whether a name and a port are those of the proxy that the server itself goes through: `proxy.host` beside `proxy.port`.
 * Devices, browsers and their profiles have proxies of their own.
 */
function isProxyOfServer({ text, words, witness, description }: RequestField, operation: Operation): boolean {
  const before = words.slice(0, -1).join(" ");
  const { lexicon } = operation;
  if (!/(?:^| )proxy$/.test(before) || !lexicon.is(words.at(-1)!, "tried-host")) return false;
  const hasPort = requestFields(operation).some(
    (one) => one.witness !== witness && one.text !== text && one.text === `${before} port`,
  );
  if (!hasPort) return false;
  const told = [wordsAsTheyStand(operation), wordsInOrder(description.slice(0, LIMIT))];
  return (
    !told.some((one) => lexicon.has(one, "has-own-proxy")) &&
    !saidBy(operation).some((one) => standsNear(one, lexicon, "has-own-proxy", "proxy", OWN_PROXY_NEAR))
  );
}

/** So many words may stand between a proxy and whose it is: "the proxy that is set on the phones". */
const OWN_PROXY_NEAR = 5;

/**
 * Whether an error of the operation is that the server could not get what stands at this URL: the text names the field or the
 * thing that it is of, or it says "URL" and there is one.
 */
function isSaidNotFetched(field: RequestField, operation: Operation): boolean {
  const said = saidNotFetched(operation);
  if (said === undefined || field.in === "path") return false;
  if (field.name !== "" && said.includes(field.name) && field.name.length > 3) return true;
  const { lexicon } = operation;
  const words = wordsInOrder(said);
  const own = wordsOf(field.witness.split(/[ .]/).slice(1).join(" "));
  if (own.some((word) => words.includes(word) && lexicon.is(word, "sent-file"))) return true;
  const urls = requestFields(operation).filter((one) => one.in === field.in && readName(one, lexicon).isUrl);
  return /\bUR[LI]s?\b/i.test(said) && urls.length === 1;
}

/** Whether a text says of a URL that it is only kept, or shown: "This URL is only stored and is displayed to the user". */
function isSaidOnlyShown({ description }: RequestField, lexicon: Lexicon): boolean {
  return (
    CALLED_A_URL.test(description.slice(0, LIMIT)) &&
    sentencesOf(description, LIMIT).some((sentence) => {
      const words = wordsInOrder(sentence);
      return lexicon.has(words, "only-displayed") && !denies(words, lexicon);
    }) &&
    !isSaidReached(description)
  );
}

const CALLED_A_URL = /\b(?:ur[il]|link|adresse|lien|enlace|dirección|endereço)\b/i;

/** Whether a text says of a URL that people are sent on to it, and not that the server gets or sends something there. */
function isSaidToLeadPeople(description: string): boolean {
  const text = description.slice(0, LIMIT);
  // Hardly any text speaks of that: what one of its sentences says it says as a whole.
  if (!LEADS_PEOPLE.test(text)) return false;
  if (FETCHED.test(text) || CALLED.test(text) || TAKEN_IN.test(text)) return false;
  return sentencesOf(text, LIMIT).some((sentence) => LEADS_PEOPLE.test(sentence) && IS_GOAL.test(sentence));
}

/** That a sentence is about where the URL leads: "Where to send the customer", "is redirected to this page". */
const IS_GOAL =
  /\b(?:ur[il]s?|links?|address|here|where|this|there|to which|wohin|hierhin|diese[rs]?|adresse|où|vers|cette|dirección|aquí|donde|adonde|endereço|aqui|onde|a esta)\b/i;

/** What is taken in, or told of events, is got or called by the server, whoever is led somewhere besides. */
const TAKEN_IN =
  /\b(?:to import|imported|webhooks?|events?|importiert|importée?|importad[oa]|evento|ereignis\w*|événements?)\b/i;

/** Says in each language that people are taken to where a URL leads. */
const LEADS_PEOPLE =
  /\b(?:redirect|send|take|bring|return)(?:s|ed|ing)? (?:(?:the|this|your|a|each|back) ){0,2}(?:user|customer|visitor|client|buyer|payer|shopper|member|developer)s?\b|\b(?:user|customer|visitor|buyer|payer|shopper|member|developer)s? (?:is|are|will be|gets?) (?:redirected|sent|taken|returned|forwarded)\b|\b(?:nutzer|kunden?|besucher|benutzer) (?:wird|werden) (?:\S+ ){0,4}(?:weitergeleitet|umgeleitet|zurückgeleitet)|\bredirig(?:e|er|é|ée) (?:l'utilisateur|le client|le visiteur)|\bl'utilisateur (?:est|sera) redirigée?|\bredirig(?:e|ir|irá|ido) al? (?:usuario|cliente|visitante)|\b(?:usuario|cliente) (?:es|será) redirigid[oa]|\bredirecion(?:a|ar|ado) (?:o|a) (?:usuário|cliente|visitante)|\b(?:usuário|cliente) (?:é|será) redirecionad[oa]/i;

/** Whether a text says that the server goes to a URL, or sends something there. */
const isSaidReached = memoOfText(
  (text): boolean => statedIn(text).has("server-connects") || FETCHED.test(text) || CALLED.test(text),
  MOST_LONG_TEXTS,
);

/** Whether a value is a URL of any host, by its name, its format or its examples. */
export function isAddress(field: RequestField, lexicon: Lexicon): boolean {
  if (!isText(field) || isChoice(field) || isPinned(field)) return false;
  return isShapedAsUrl(field) || readName(field, lexicon).isUrl;
}

/**
 * Whether a choice beside a URL says by which kind of redirect visitors are led there: no server goes there for them. One may
 * be masked, beside others. Where one of its values is something else, "proxy" beside "redirect", the server may go there.
 */
const isLedToByRedirect = memo(({ fields, operation: { lexicon } }: FieldsBeside): boolean =>
  fields.some(({ parts }) =>
    parts.some(({ enum: values = [] }) => {
      const names = values.map((value) => (typeof value === "string" ? textOfName(value) : ""));
      return (
        names.some((name) => lexicon.is(name, "kind-of-redirect")) &&
        names.every((name) => lexicon.is(name, "kind-of-redirect") || lexicon.is(name, "masked"))
      );
    }),
  ),
);

/** Whether method and headers of a call stand beside a URL, or in an object beside it: the server makes that call. */
function isCalledAsTold(field: RequestField, operation: Operation): boolean {
  if (field.in !== "body" || operation.method === "GET") return false;
  const { methods, headers } = partsOfCalls(operation);
  if (methods.length === 0 || headers.length === 0) return false;
  const { parent } = fieldsBeside(field, operation);
  return [methods, headers].every((parts) => parts.some((part) => part !== field && part.witness.startsWith(parent)));
}

/** The fields of an operation by which a caller says how another server is called; few have any. */
const partsOfCalls = memo((operation: Operation) => {
  const fields = requestFields(operation);
  const isMethod = ({ text, parts }: RequestField): boolean =>
    /^(?:http |request )?(?:method|verb)$/.test(text) &&
    parts.some(({ enum: values }) =>
      (values ?? []).some((value) => typeof value === "string" && /^post$/i.test(value)),
    );
  return {
    methods: fields.filter(isMethod),
    headers: fields.filter(({ text }) => /^(?:http |request |custom |extra )?headers?$/.test(text)),
  };
});

/**
 * Whether a read is of what stands at a URL of the caller's: it needs "The url of the requested product", and gives what such a page
 * tells, and no record with an address or an identifier of its own.
 */
function isPageLookedAt(field: RequestField, operation: Operation): boolean {
  if (!field.isRequired || field.in !== "query" || !OF_REQUESTED.test(field.description)) return false;
  const content = operation.responses.filter(({ status }) => status === "200").flatMap((response) => response.content);
  const given = content.flatMap(({ schema }) => (schema === undefined ? [] : [...composedProperties(schema).keys()]));
  return given.length >= TOLD && !given.some((name) => /^(?:_?id|ur[il]|link|href|created.*)$/i.test(name));
}

/** So many fields tell what stands on a page. */
const TOLD = 5;
const OF_REQUESTED = /^(?:the |an? )?ur[il] of the (?:requested|given|desired|target) \w+/i;

/** What is done with what is called a URL, and is none to send on to or to call. */
/** Whether a URL is that of software which is installed: `firmwareUrl`, or `url` of `POST /firmware`. */
function isOfSoftware(lead: readonly string[], { path, lexicon }: Operation): boolean {
  const named = lead.length === 0 ? wordsOf(fixedSegments(path).at(-1) ?? "") : lead;
  return lexicon.has(named, "installed-software");
}

/** Whether software is installed from a URL that a field takes: whoever chooses that runs what they like. */
export function installsFrom(field: RequestField, operation: Operation): boolean {
  const { lexicon, path } = operation;
  return (
    urlUseOf(field, operation) === "fetched" &&
    (lexicon.has(field.words, "installed-software") ||
      lexicon.has(wordsOf(fixedSegments(path).at(-1) ?? ""), "installed-software"))
  );
}

function useOfUrl(field: RequestField, operation: Operation, lead: readonly string[]): UrlUse | undefined {
  const { lexicon, method } = operation;
  const isRead = method === "GET" || method === "HEAD";
  const isSaidFetched = statedIn(field.description).has("server-connects") || FETCHED.test(field.description);
  const isFetching =
    lexicon.has(wordsAsTheyStand(operation), "fetches-url") ||
    (method === "POST" ? /(?:^|[-_])url$/ : /[-_]url$/).test(fixedSegments(operation.path).at(-1) ?? "") ||
    isSaidFetched;
  if (!isRead && (isLoggedInTo(field, operation, lead) || isAttached(field, operation))) return "fetched";
  if (!isRead && isOneOfPages(field, operation, lead)) return "fetched";
  if (!isRead && field.depth === 0 && isOfSoftware(lead, operation)) return "fetched";
  if (lead.length === 0) {
    if (
      contentInsteadOf(field, operation) !== undefined ||
      (!isRead && (isFileByUrl(field, operation) || takesContentOrUrl(operation)))
    )
      return "fetched";
    if (isRead && isPageLookedAt(field, operation)) return "fetched";
    return isFetching && (field.depth === 0 || FETCHED.test(field.description)) ? "fetched" : undefined;
  }
  if (isRead && !isFetching) return undefined;
  // What comes back is made of what stands there.
  if (field.depth === 0 && !isRead && answersBytes(operation) && isPictureToWorkOn(field, lead, lexicon))
    return "fetched";
  // Pictures: most are only shown, some are fetched to be cut and kept.
  if (isHeadedBy(lead, lexicon, "picture-shown")) {
    // What is imported has pictures as it has a name: the word tells of the things, and not of what is done with their URLs.
    const isWorked = isFetching || looksAtPage(operation) || (!isRead && isWorkedOn(field, operation));
    const isFetched = isSaidFetched || (isWorked && field.depth === 0) || isMadeOfUrls(field, operation);
    if (isFetched || field.examples.some(isInside) || isAllThatIsSent(field, operation, lead)) return "fetched";
    if (!isRead && isAllThatIsRequired(field, operation)) return "fetched";
    if (field.depth === 0 && lexicon.has(wordsAsTheyStand(operation), "sees-picture")) return "fetched";
    return field.depth < 2 ? "shown" : undefined;
  }
  if (isMadeOfUrls(field, operation)) return "fetched";
  // Where a webhook gets its token is no log-in of this API's: the server sends the client's secret there.
  if (PROVIDERS.test(lead.join(" "))) return WEBHOOKS.test(structuralText(operation)) ? "fetched" : "provider";
  if (isFetching && !isRead && field.depth === 0) return "fetched";
  if (
    !isSaidFetched &&
    isHeadedBy(lead, lexicon, "media-shown") &&
    isBesidePicture(fieldsBeside(field, operation)) &&
    !isAllThatIsRequired(field, operation) &&
    !isWorkedOn(field, operation)
  )
    return field.depth < 2 ? "shown" : undefined;
  if (field.depth === 0 && looksAtPage(operation)) return "fetched";
  if (isHeadedBy(lead, lexicon, "read-from")) {
    if (isSaidFetched || isFetching || isWorkedOn(field, operation) || !isKeptInRecord(field, operation, lead))
      return "fetched";
    return field.description === "" ? "shown" : undefined;
  }
  return FETCHED.test(field.description) ? "fetched" : undefined;
}

/**
 * Whether a URL is a property of a thing that is kept, and comes back with it, as the address of a repository or a document
 * does. Of a feed or an origin the name itself says that the service reads there.
 */
function isKeptInRecord(field: RequestField, operation: Operation, lead: readonly string[]): boolean {
  const { lexicon } = operation;
  return (
    field.in === "body" &&
    !lexicon.has(lead, "read-again") &&
    !lexicon.has(lead, "from-outside") &&
    !lexicon.has(calledWords(operation), "gets-from-elsewhere") &&
    namesReturned(operation).has(field.name)
  );
}

/**
 * Whether a user name and a password are sent beside a URL, called after the same thing: `AccURL`, `AccUser`, `AccPass`. The
 * service logs in there. Whoever signs up sends an e-mail address beside.
 */
function isLoggedInTo(field: RequestField, operation: Operation, lead: readonly string[]): boolean {
  const { lexicon } = operation;
  if (field.in !== "body" && field.in !== "query") return false;
  const beside = fieldsBeside(field, operation);
  if (!isBesideLogIn(beside)) return false;
  const called = beside.fields.flatMap(({ words }) =>
    words.length > lead.length && lead.every((word, at) => words[at] === word) ? [words.slice(lead.length)] : [],
  );
  return (
    called.some((words) => lexicon.is(words.join(" "), "login-name") || words.join(" ") === "user") &&
    called.some((words) => lexicon.is(words.join(" "), "log-in-secret"))
  );
}

/** Whether a password stands there, and not that of somebody who signs up. */
const isBesideLogIn = memo(
  ({ fields, operation: { lexicon } }: FieldsBeside): boolean =>
    fields.some(({ words }) => lexicon.has(words, "log-in-secret")) &&
    !fields.some(({ words }) => lexicon.has(words, "contact-address")),
);

/** Whether a URL of a picture that is shown is among some fields: videos beside it are shown, too. */
const isBesidePicture = memo(({ fields, operation: { lexicon } }: FieldsBeside): boolean =>
  fields.some((field) => isAddress(field, lexicon) && lexicon.has(field.words, "picture-shown")),
);

const looksAtPage = memo((operation: Operation): boolean =>
  operation.lexicon.has(wordsAsTheyStand(operation), "looks-at-page"),
);

/** The words of the path and the operationId, with their plurals: previews are kept, and a preview is made. */
const wordsAsTheyStand = memo((operation: Operation): readonly string[] =>
  structuralText(operation).replaceAll(/[{}]/g, "").split(" "),
);

/** Whether a name is of the address of another server, below which calls are made: `proxyBaseUrl`, `upstream_root_url`. */
function isBaseOfServer(lead: readonly string[], lexicon: Lexicon): boolean {
  return (
    lexicon.has(lead, "base-of-address") &&
    lexicon.has(lead, "connected-to") &&
    areAllOf(lead, lexicon, "connected-to", "base-of-address")
  );
}

/** Whether calls are passed on to a URL, so that its answer is theirs: by its name, `proxyBaseUrl`, or by its text. */
export function isStandIn(field: RequestField, operation: Operation): boolean {
  const { lexicon } = operation;
  return (
    readName(field, lexicon).lead.some((word) => lexicon.is(word, "passes-on")) ||
    lexicon.has(wordsInOrder(field.description.slice(0, LIMIT)), "passed-on-to") ||
    isSaidPassedOn(field, lexicon)
  );
}

/** Whether a sentence says that requests go on to a URL: "URL to forward all incoming requests of the channel". */
function isSaidPassedOn({ description }: RequestField, lexicon: Lexicon): boolean {
  return sentencesOf(description, LIMIT).some((sentence) => {
    const words = wordsInOrder(sentence);
    return lexicon.has(words, "forwards") && lexicon.has(words, "forwarded-traffic");
  });
}

/** So much of a text is looked at. */
const LIMIT = 300;

/**
 * Whether a URL is of what goes along with a message that the service sends: `media[].url`. Whoever sends it on must get it
 * first. What comes back as it was sent is a link that is kept.
 */
function isAttached({ in: way, witness }: RequestField, operation: Operation): boolean {
  const { lexicon } = operation;
  const holder = wordsOf((witness.split(".").at(-2) ?? "").replace("[]", "").replace("request ", ""));
  const called = calledWords(operation);
  return (
    way === "body" &&
    operation.method === "POST" &&
    lexicon.has(holder, "goes-along") &&
    (lexicon.has(called, "send") || lexicon.is(called.at(-1) ?? "", "message"))
  );
}

/** Whether a name is of where a caller is sent on to once something is done. */
function isSentOn(lead: readonly string[], lexicon: Lexicon): boolean {
  return lead.length > 0 && areAllOf(lead, lexicon, "sent-on-after", "around-sent-on");
}

/** Whether a call is there to be passed on to another server: `/proxy`. */
export function passesOn({ path, lexicon }: Operation): boolean {
  return lexicon.is(textOfName(fixedSegments(path).at(-1) ?? ""), "passes-on");
}

/** Whether the answer of another server comes back, or the request says how that one is called: this is where it is. */
function isRelayed(field: RequestField, operation: Operation, { isUrl, lead }: Name): boolean {
  if (field.in === "header" || field.depth > 1) return false;
  const { lexicon } = operation;
  const isWhere =
    (isUrl && !isSentOn(lead, lexicon)) ||
    (field.depth === 0 && (isHeadedBy(lead, lexicon, "on-the-network") || isShapedAsUrl(field)));
  return isWhere && relays(operation);
}

/** Whether an operation says that it takes some content or a URL of it: "This endpoint will take a JSON spec or a URL to a spec". */
const takesContentOrUrl = memo(({ summary = "", description = "", lexicon }: Operation): boolean =>
  [...sentencesOf(summary, LIMIT), ...sentencesOf(description, LIMIT)].some(
    (sentence) => CONTENT_OR_URL.test(sentence) && !denies(wordsInOrder(sentence), lexicon),
  ),
);

const CONTENT_OR_URL =
  /\b(?:takes?|accepts?|imports?|provide|send|upload|pass|submit)\b(?: \S+){1,8}? or (?:a |the |its )?UR[LI] (?:to|of|for)\b|\b(?:nimmt|akzeptiert|importiert)\b(?: \S+){1,8}? oder (?:eine |die )?UR[LI] (?:zu|der|des|einer|eines)\b|\b(?:prend|accepte|importe)\b(?: \S+){1,8}? ou (?:une |l')UR[LI] (?:vers|de|d'un)|\b(?:toma|acepta|importa)\b(?: \S+){1,8}? o (?:una |la )?UR[LI] (?:a|de)\b|\b(?:recebe|aceita|importa)\b(?: \S+){1,8}? ou (?:um |uma |o |a )?UR[LI] (?:para|de|do|da)\b/i;

/** Whether a URL is the whole request of a call that sets what stands there: `POST /profile/avatar { avatarUrl }`. */
function isAllThatIsSent(field: RequestField, operation: Operation, lead: readonly string[]): boolean {
  const last = segmentWords(operation).at(-1)?.at(-1) ?? "";
  return (
    field.in === "body" &&
    operation.method !== "PATCH" &&
    last !== "" &&
    lead.at(-1) === last &&
    requestFields(operation).filter(({ in: way }) => way === "body").length === 1
  );
}

/**
 * Whether URLs are all that a call takes, that of a picture among them, and it says that a picture is made: of what stands
 * there, as nothing else is given.
 */
function isMadeOfUrls(field: RequestField, operation: Operation): boolean {
  return field.in === "body" && field.depth === 0 && operation.method === "POST" && makesPictureOfUrls(operation);
}

const makesPictureOfUrls = memo((operation: Operation): boolean => {
  const { lexicon } = operation;
  const sent = requestFields(operation).filter((field) => field.in === "body" && isText(field));
  const names = sent.map((field) => readName(field, lexicon));
  return (
    sent.length > 1 &&
    sent.every(({ depth }) => depth === 0) &&
    !sent.every(({ name }) => namesReturned(operation).has(name)) &&
    names.every(({ isUrl, lead }) => isUrl && !lexicon.has(lead, "kept-link") && !isSentOn(lead, lexicon)) &&
    names.some(({ lead }) => isHeadedBy(lead, lexicon, "picture-shown")) &&
    saidBy(operation).some(
      (words) => precedes(words, lexicon, "create", "picture", MADE_NEAR) && !denies(words, lexicon),
    )
  );
});

/** So many words may stand between: "create a new stylized image". */
const MADE_NEAR = 4;

/**
 * Whether a call that makes something requires a URL and nothing else, and does not give it back: without what stands there,
 * nothing would be made.
 */
function isAllThatIsRequired(field: RequestField, operation: Operation): boolean {
  if (field.in !== "body" || field.depth > 0 || operation.method !== "POST" || !field.isRequired) return false;
  const required = requestFields(operation).filter(
    ({ in: way, isRequired, depth }) => way === "body" && isRequired && depth === 0,
  );
  return required.length === 1 && !namesReturned(operation).has(field.name);
}

/**
 * Whether something is made of what is sent: by what an operation is called, by what its text or the field's says, or since a
 * preview or the like comes back that was not sent.
 */
function isWorkedOn({ description }: RequestField, operation: Operation): boolean {
  const { lexicon } = operation;
  const texts = [...saidBy(operation), wordsInOrder(description.slice(0, LIMIT))];
  return (
    isSaidReached(description) ||
    returnsRendering(operation) ||
    lexicon.has(wordsAsTheyStand(operation), "fetches-url") ||
    [wordsAsTheyStand(operation), ...texts].some(
      (words) => WORKS_ON.some((one) => lexicon.has(words.flatMap(wordsOf), one)) && !denies(words, lexicon),
    )
  );
}

/** Whether a response has a preview, a thumbnail or a PDF that was not sent. */
const returnsRendering = memo((operation: Operation): boolean => {
  const { lexicon } = operation;
  const sent = new Set(requestFields(operation).map(({ name }) => name));
  return [...namesReturned(operation)].some(
    (name) => !sent.has(name) && (/^thumb/i.test(name) || lexicon.has(wordsOf(name), "looks-at-page")),
  );
});

const WORKS_ON = ["works-on-file", "sees-picture", "import"] as const;

/** Whether a text that is not called a URL is where something is, of an operation that gets it from there. */
function isLinkToFetch(lead: readonly string[], operation: Operation): boolean {
  const { lexicon } = operation;
  if (areAllOf(lead, lexicon, "page-or-link", "linking") && looksAtPage(operation)) return true;
  if (isMadeOf(lead, lexicon, "fetched-thing", "from-outside") && lexicon.has(lead, "from-outside")) return true;
  const isFromWhere =
    lexicon.is(lead.join(" "), "fed-from") ||
    (isHeadedBy(lead, lexicon, "where-it-is") && standsBeside(lead, lexicon, "found-elsewhere", "where-it-is"));
  return isFromWhere && lexicon.has(calledWords(operation), "gets-from-elsewhere");
}

/** Whether a server is tried by its name and port, or all that a call gets is told to come from there. */
function isConnectedTo(field: RequestField, operation: Operation, lead: readonly string[]): boolean {
  if (field.depth > 0 || field.in === "header") return false;
  const { lexicon } = operation;
  const fields = requestFields(operation);
  const last = segmentWords(operation).at(-1)?.join(" ") ?? "";
  const name = lead.join(" ");
  if (lexicon.is(name, "tried-host"))
    return (lexicon.is(last, "tries-out") || isSaidToConnect(operation)) && fields.some(({ text }) => text === "port");
  return (
    lexicon.is(name, "source") &&
    // "The text of a definition" is the thing itself.
    !ITSELF.test(field.description) &&
    (lexicon.is(last, "pulls-in") || lexicon.is(last, "validate")) &&
    fields.filter(({ in: way }) => way === "body").length <= 3 &&
    !field.parts.some((part) => {
      const most = keyword(part, "maxLength");
      return typeof most === "number" && most < 100;
    })
  );
}

const ITSELF =
  /^(?:the |der |le |el |o )?(?:text|texte|texto|content|inhalt|contenu|contenido|conteúdo)s? (?:of|der|des|du|de|del|do|da)\b/i;

/** A name, read. */
interface Name {
  /** Whether it says that it is a URL. */
  readonly isUrl: boolean;
  /** Its words without that one. */
  readonly lead: readonly string[];
}

/** `imageUrl` and `bildUrl` end in "url" or "uri", `url_imagen` begins with it, as Romance languages have it. */
function readName({ text, words }: RequestField, lexicon: Lexicon): Name {
  if (/^(?:.* )?(?:unfurl|curl|purl)$/.test(text)) return { isUrl: false, lead: words };
  const lead = text.replace(/ ?(?:url|uri)(?: (?:string|address|template|\d+))?$/, "").trim();
  if (lead !== text) return { isUrl: true, lead: lead === "" ? [] : lead.split(" ") };
  // `callbackUrlOverride` stands in for the URL that is registered.
  const url = words.findIndex((word) => /^ur[il]$/.test(word));
  if (url >= 0 && lexicon.is(words.slice(url + 1).join(" "), "in-place-of"))
    return { isUrl: true, lead: words.slice(0, url) };
  if (!/^ur[il] /.test(text)) return { isUrl: false, lead: words };
  const behind = words.slice(words.findIndex((word, at) => at > 0 && !lexicon.is(word, "linking")));
  return lexicon.is(behind.join(" "), "url-of") || isBaseOfServer(behind, lexicon)
    ? { isUrl: true, lead: behind }
    : { isUrl: false, lead: words };
}

/** Whether the host is fixed: by a pattern with a domain in it, or by a format that is none of URLs. */
function isPinned(field: RequestField): boolean {
  if (takesAnyText(field)) return false;
  return field.parts.some(
    ({ pattern, format }) =>
      (pattern !== undefined &&
        pattern.length <= 1000 &&
        isAnchoredAtStart(pattern) &&
        /\w\\?\.[a-z]{2,}|^\^?\\?\//i.test(pattern.replace(/\[[^\]]*\]/g, ""))) ||
      (format !== undefined && !/^(?:ur[il]|iri|string|text)|^$/i.test(format)),
  );
}

/** Whether a value that is not called a URL is one: by its format, its examples, or what is said of it. */
function isShapedAsUrl(field: RequestField): boolean {
  return (
    field.parts.some(({ format }) => /^(?:uri|url|iri)$/i.test(format ?? "")) ||
    field.examples.some((example) => typeof example === "string" && ADDRESS.test(example))
  );
}

/** Whether an example leads inside: to the host itself or an address that is not routed. */
export function isInside(example: unknown): example is string {
  return typeof example === "string" && INSIDE.test(example);
}

const ADDRESS = /^(?:https?|s?ftps?|file|smb|nfs):\/\/\S+$/i;
const INSIDE =
  /^(?:file|smb|nfs):\/\/|^https?:\/\/(?:localhost|127\.|10\.\d|192\.168\.|169\.254\.|172\.(?:1[6-9]|2\d|3[01])\.|\[::1\]|host\.docker\.internal)/i;

const OAUTH = /\b(?:o ?auth ?2?|authorize|openid|oidc|saml|sso|connect|par|consent)\b/;

/** Whether an operation asks which client it is: the server knows where that one may be sent. */
const isOfClient = memo((operation: Operation) =>
  requestFields(operation).some(({ name }) => /^client_?id$/i.test(name)),
);

/** Whether the caller's own browser is sent on: only what stands in a link can be used to phish. */
function isRedirect(field: RequestField, operation: Operation, { isUrl, lead }: Name): boolean {
  if (field.in !== "query" || operation.method !== "GET") return false;
  const { lexicon } = operation;
  if (isLookedUp(operation)) return false;
  if (redirects(operation) && !isOfClient(operation) && field.name !== "redirect_uri")
    return isUrl || isTarget(lead, lexicon) || isShapedAsUrl(field);
  const name = lead.join(" ");
  const isAlone = lexicon.is(name, "sent-on");
  if (lexicon.is(segmentWords(operation).at(-1)?.join(" ") ?? "", "sends-on"))
    return isUrl || isAlone || lexicon.is(name, "where-to");
  if (OAUTH.test(structuralText(operation)) || isOfClient(operation)) return false;
  if (name === "next") return isShapedAsUrl(field) || isOfLogIn(operation);
  return isSentOn(lead, lexicon) && (isUrl || (isAlone && (lead.length > 1 || isShapedAsUrl(field))));
}

/** Whether an address is only looked up, by a call that asks for a credential: who is lured by a link has none to send. */
function isLookedUp(operation: Operation): boolean {
  const { access, lexicon } = operation;
  return access === "secured" && lexicon.has(segmentWords(operation).at(-1) ?? [], "resolves-address");
}

function isOfLogIn(operation: Operation): boolean {
  return (
    operation.lexicon.has(calledWords(operation), "lets-in") ||
    /\b(?:log ?in|sign ?in|auth|callback)\b/.test(structuralText(operation))
  );
}

/** Whether a name is of where a caller is sent on to, where the response says that somebody is. */
function isTarget(lead: readonly string[], lexicon: Lexicon): boolean {
  if (lexicon.is(lead.join(" "), "redirect-target")) return true;
  const after = lexicon.lengthAt(lead, 0, "comes-after");
  if (after > 0 && lexicon.lengthAt(lead, after, "goes-in-or-out") > 0) return true;
  return lead.some(
    (_, at) =>
      lexicon.lengthAt(lead, at, "moved-on") > 0 && areAllOf(lead.slice(at), lexicon, "moved-on", "behind-target"),
  );
}

function isWebhook(field: RequestField, operation: Operation, { isUrl, lead }: Name): boolean {
  const { lexicon } = operation;
  // A consent has a page to come back to; where a server is told of what becomes of it is another matter.
  if (!lexicon.has(lead, "notification") && OAUTH.test(structuralText(operation))) return false;
  if (/\b(?:redirect|browser|users?\b)/i.test(withoutLimits(field.description))) return false;
  // What has no more sent is told where it went.
  if (lexicon.has(calledWords(operation), "unsubscribe") || lexicon.has(calledWords(operation), "unregister"))
    return false;
  if ((isUrl || isShapedAsUrl(field)) && (lexicon.has(lead, "called-back") || isJoinedHook(lead, lexicon))) return true;
  if (
    (lead.length === 0 || lexicon.is(lead.join(" "), "hook-address")) &&
    lexicon.has(calledWords(operation), "calls-back")
  )
    return true;
  return (lead.length === 0 || isUrl) && CALLED.test(field.description);
}

/** A text without what limits where the server goes: "Redirects are not followed" sends nobody on. */
const withoutLimits = memoOfText((description) =>
  sentencesOf(description)
    .filter((sentence) => !statedIn(sentence).has("address-limited"))
    .join(". "),
);

/**
 * Whether what is only called a callback is a URL by its text, "Defines a callback URL", or by another text of the operation:
 * "Results are sent to the callback". The name of a function is none.
 */
function isSaidHook({ description }: RequestField, lead: readonly string[], operation: Operation): boolean {
  const { lexicon } = operation;
  if (!lexicon.is(lead.join(" "), "hook-word")) return false;
  if (CALLED.test(description)) return true;
  const texts = requestFields(operation).map((field) => wordsInOrder(field.description.slice(0, LIMIT)));
  return [...saidBy(operation), ...texts].some(
    (words) => precedes(words, lexicon, "delivers-to", "hook-word", HOOK_NEAR) && !denies(words, lexicon),
  );
}

/** So many words may stand between: "sent to your own callback". */
const HOOK_NEAR = 2;

/** Whether a name in one word is of what is called back, by the word that it begins with or ends in: `deliveryreporturl`. */
function isJoinedHook([only = "", ...others]: readonly string[], lexicon: Lexicon): boolean {
  if (others.length > 0 || only.length < LEAST_JOINED) return false;
  return Array.from({ length: only.length - 2 * LEAST_PART + 1 }, (_, at) => at + LEAST_PART).some(
    (at) => lexicon.is(only.slice(0, at), "called-back") || lexicon.is(only.slice(at), "called-back"),
  );
}

/** Shorter names are one word. */
const LEAST_JOINED = 9;
const LEAST_PART = 4;

/** What a server asks at an identity provider. */
const PROVIDERS = /\b(?:token|jwk|jwks|user ?info|introspection|discovery|metadata|well known)(?: endpoint)?$/;
const WEBHOOKS = /\b(?:web ?hooks?|event (?:webhook|subscription)s?)\b/;

/** Whether a list is one of URLs, each in an object of its own, and the operation goes through pages: `webUrls[].url`. */
function isOneOfPages(field: RequestField, operation: Operation, lead: readonly string[]): boolean {
  if (field.in !== "body" || field.depth === 0 || lead.length > 0) return false;
  const holder = field.witness.split(".").at(-2) ?? "";
  if (!holder.endsWith("[]")) return false;
  if (!/^(?:ur[il]|link)s?$/i.test(wordsOf(holder.slice(0, -2)).at(-1) ?? "")) return false;
  const { lexicon, requestBody } = operation;
  // "Changes are audited" is said of no page.
  if (lexicon.has(wordsAsTheyStand(operation), "goes-through-pages")) return true;
  return [...saidBy(operation), wordsInOrder(requestBody?.description ?? "")].some((words) =>
    standsNear(words, lexicon, "goes-through-pages", "pages-or-urls", PAGES_NEAR),
  );
}

/** So many words may stand between what is done and the pages: "scans each of the given pages". */
const PAGES_NEAR = 4;

/** Whether an example of a field is the whole URL of a picture, on any host: where a picture comes back, it is made of that. */
function isPictureFile({ examples }: RequestField): boolean {
  return examples.some(
    (example) => typeof example === "string" && /^https?:\/\/\S+\.(?:png|jpe?g|gif|svg|webp)$/i.test(example),
  );
}

/** Whether a URL is of a picture, by its name or its text: "The URL … for the watermark image". */
function isPictureToWorkOn({ description }: RequestField, lead: readonly string[], lexicon: Lexicon): boolean {
  if (isHeadedBy(lead, lexicon, "picture-shown")) return true;
  const [first = ""] = sentencesOf(description, LIMIT);
  return /\bUR[LI]\b/.test(first) && lexicon.has(wordsInOrder(first), "picture");
}

/** Descriptions that say that a server sends something there, in each language. */
const CALLED = anyOf(
  /(?:sent|send|sends|post|posts|posted|deliver|delivered|delivers|push|pushed|notif\w+) (?:\w+ ){0,6}(?:to|at) (?:this|the|that|your) (?:\w+ )?(?:url|uri|endpoint|address)/,
  /(?:url|uri|link|endpoint|address) (?:where|to which|at which) (?:\w+ ){1,6}(?:sent|posted|delivered|pushed)/,
  // Where the service is the subject: "the URL to which we POST reports".
  /(?:url|uri|link|endpoint|address) (?:where|to which|at which|that) (?:we|it|the (?:server|service|system|platform|api)) (?:\w+ ){0,3}(?:send|post|deliver|push|report|call|notify)(?:e?s)?/,
  /(?:url|uri|link|adresse),? (?:an die|unter der|wohin) (?:wir|der (?:server|dienst)|das system|die (?:plattform|api)) (?:\S+ ){0,6}(?:senden|sendet|schicken|schickt|melden|meldet|übermitteln|übermittelt|posten|postet)/,
  /(?:url|uri|lien|adresse) (?:où|à laquelle|vers laquelle) (?:nous|le (?:serveur|service|système)|la plateforme|l'api) (?:\S+ ){0,4}(?:envoyons|envoie|enverrons|enverra|transmettons|transmet|notifions|notifie|postons)/,
  /(?:url|uri|enlace|dirección) (?:donde|a la que|a donde) (?:\S+ ){0,4}(?:enviamos|enviaremos|notificamos|notificaremos|publicamos|transmitimos)/,
  /(?:url|uri|link|endereço) (?:onde|para (?:o|a) qual|para onde) (?:\S+ ){0,4}(?:enviamos|enviaremos|notificamos|notificaremos|transmitimos|publicamos)/,
  /(?:url|uri|link|adresse),? (?:an die|unter der|wohin) (?:\S+ ){1,6}(?:gesendet|geschickt|zugestellt|übermittelt)/,
  /(?:url|uri|lien|adresse) (?:où|à laquelle|vers laquelle) (?:\S+ ){1,6}(?:envoyée?s?|transmise?s?)/,
  /(?:url|uri|enlace|dirección) (?:donde|a la que|a donde) (?:\S+ ){1,6}(?:enviad[oa]s?|enviar[áa]n?|env[íi]an?)/,
  /(?:url|uri|link|endereço) (?:onde|para (?:o|a) qual|para onde) (?:\S+ ){1,6}(?:enviad[oa]s?|enviar|env[íi]a)/,
  /webhook|callback url|rückruf-?url|rueckruf-?url|url de rappel|url de retorno|retorno de chamada/,
  /an (?:diese|die|ihre|deine) (?:\S+ )?(?:url|adresse) (?:\S+ ){0,4}(?:gesendet|geschickt|zugestellt|übermittelt)/,
  /(?:envoyée?s?|envoie|envoi|notifiée?s?|transmise?s?) (?:\S+ ){0,6}(?:à|vers) (?:cette|l'|votre) ?(?:url|adresse)/,
  /(?:enviar[áa]n?|envía|envían|enviados?|enviadas?|notificar[áa]n?) (?:\S+ ){0,6}(?:a|en) (?:esta|la|su|tu) (?:url|dirección)/,
  /(?:enviar|envia|enviados?|enviadas?|será enviad[oa]|notificad[oa]s?) (?:\S+ ){0,6}(?:para|a) (?:esta|a|sua) (?:url|endereço)/,
);

/** Descriptions that say that a server gets what stands there, in each language. */
const FETCHED = anyOf(
  LOADED_FROM,
  /(?:is|be|are|gets?) (?:fetched|downloaded|retrieved|crawled|scraped)/,
  /(?:we|server|service|api|system) (?:\w+ )?(?:fetch|download|retrieve|crawl)(?:es|s)?/,
  /publicly (?:accessible|available|reachable)/,
  /(?:url|link|page|image|file|document)s? (?:that is |which is )?to (?:be )?(?:fetch|crawl|scrape|download|import)(?:ed|d)?/,
  /(?:import|fetch|download|upload|load|read|install)(?:ed)? from (?:this|the|a) (?:url|uri)/,
  /ur[il]s? to (?:generate|create|render|convert|build|make) (?:\w+ ){1,3}(?:from|of)/,
  /ur[il] of (?:\w+ ){1,8}to (?:load|import|fetch|download|read)/,
  /ur[il] of an? (?:resource|document|file) (?:containing|holding|with) (?:the )?(?:\w+ ){0,2}(?:data|content)/,
  /(?:url|uri|address) (?:to|of \w+ to) (?:install|load|fetch|download|import|retrieve|read) (?:\S+ ){1,5}from/,
  /(?:wird|werden) (?:vom server |von hier |automatisch )?(?:abgerufen|heruntergeladen|geladen|ausgelesen|importiert)/,
  /öffentlich (?:erreichbar|zugänglich|abrufbar)/,
  /(?:sera|est|seront|sont) (?:récupérée?s?|téléchargée?s?|importée?s?)|accessible publiquement|publiquement accessible/,
  /(?:se|será|serán) (?:descargad[oa]s?|importad[oa]s?|descargará|descarga|importará)|públicamente accesible|accesible públicamente/,
  /(?:será|serão|é|são) (?:baixad[oa]s?|importad[oa]s?|descarregad[oa]s?)|acessível publicamente|publicamente acessível/,
);
