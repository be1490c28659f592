import { fixedSegments, structuralText } from "../../exposure/words.ts";
import type { Operation } from "../../model/api.ts";
import { memo } from "../../core/memo.ts";
import { redirects, relays } from "./answers.ts";
import { keyword } from "../../model/schema.ts";
import { isAnchoredAtStart } from "./patterns.ts";
import { isChoice, isText, requestFields, segmentWords, type RequestField } from "../request-fields.ts";

/** What is done with a URL of a request: fetched, asked about a log-in, shown and perhaps fetched, called, or sent on to. */
export type UrlUse = "fetched" | "provider" | "shown" | "webhook" | "redirect";

/** What is done with the URL that a field holds, by its name, its examples and what the operation is called. */
export function urlUseOf(field: RequestField, operation: Operation): UrlUse | undefined {
  if (!isText(field) || isChoice(field) || isPinned(field) || field.in === "path") return undefined;
  const { isUrl, lead } = readName(field);
  const isRead = operation.method === "GET" || operation.method === "HEAD";
  const called = structuralText(operation);
  if (isRedirect(field, operation, lead, isUrl)) return "redirect";
  if (isRelayed(field, operation, lead, isUrl)) return "fetched";
  if (!isUrl && !isShapedAsUrl(field))
    return field.depth === 0 &&
      field.in !== "header" &&
      (isLinkToFetch(lead, called) || isConnectedTo(field, operation, lead))
      ? "fetched"
      : undefined;
  if (KEPT.test(lead) || REDIRECT.test(lead)) return undefined;
  if (!isRead && isWebhook(field, lead, isUrl, called)) return "webhook";
  if (field.in === "header") return undefined;

  const isFetching =
    FETCHING.test(called) ||
    /[-_]url$/.test(fixedSegments(operation.path).at(-1) ?? "") ||
    FETCHED.test(field.description);
  if (!isUrl) return CONNECTED.test(lead) || (field.examples.some(isInside) && !isRead) ? "fetched" : undefined;
  if (lead === "") return isFetching && (field.depth === 0 || FETCHED.test(field.description)) ? "fetched" : undefined;
  if (isRead && !isFetching) return undefined;
  // Pictures: most are only shown, some are fetched to be cut and kept.
  if (operation.lexicon.is(lead.split(" ").at(-1) ?? "", "picture-shown")) {
    if (isFetching || field.examples.some(isInside) || isAllThatIsSent(field, operation, lead)) return "fetched";
    return field.depth < 2 ? "shown" : undefined;
  }
  // Where a webhook gets its token is no log-in of this API's: the server sends the client's secret there.
  if (PROVIDERS.test(lead)) return WEBHOOKS.test(called) ? "fetched" : "provider";
  if (isFetching && !isRead && field.depth === 0) return "fetched";
  if (SOURCES.test(lead) || (field.depth === 0 && LOOKING.test(called))) return "fetched";
  return FETCHED.test(field.description) ? "fetched" : undefined;
}

/** Whether the answer of another server comes back, or the request says how that one is called: this is where it is. */
function isRelayed(field: RequestField, operation: Operation, lead: string, isUrl: boolean): boolean {
  if (field.in === "header" || field.depth > 1) return false;
  const isWhere = (isUrl && !REDIRECT.test(lead)) || (field.depth === 0 && (WHERE.test(lead) || isShapedAsUrl(field)));
  return isWhere && relays(operation);
}

/** Whether a URL is the whole request of a call that sets what stands there: `POST /profile/avatar { avatarUrl }`. */
function isAllThatIsSent(field: RequestField, operation: Operation, lead: string): boolean {
  const last = segmentWords(operation).at(-1)?.at(-1) ?? "";
  return (
    field.in === "body" &&
    operation.method !== "PATCH" &&
    last !== "" &&
    lead.split(" ").at(-1) === last &&
    requestFields(operation).filter(({ in: way }) => way === "body").length === 1
  );
}

/** Whether a text that is not called a URL is where something is, of an operation that gets it from there. */
function isLinkToFetch(lead: string, called: string): boolean {
  if (LINK.test(lead) && LOOKING.test(called)) return true;
  return (GETTING.test(called) && FROM_WHERE.test(lead)) || REMOTE.test(lead);
}

/** Whether a server is tried by its name and port, or all that a call gets is told to come from there. */
function isConnectedTo(field: RequestField, operation: Operation, lead: string): boolean {
  if (field.depth > 0 || field.in === "header") return false;
  const fields = requestFields(operation);
  const last = fixedSegments(operation.path).at(-1) ?? "";
  if (/^(?:host|hostname|server|address|ip|ip address)$/.test(lead))
    return TRYING.test(last) && fields.some(({ text }) => text === "port");
  return (
    /^(?:source|origin|quelle|fuente|fonte|origen|origem|origine)$/.test(lead) &&
    PULLING.test(last) &&
    fields.filter(({ in: way }) => way === "body").length <= 3 &&
    !field.parts.some((part) => {
      const most = keyword(part, "maxLength");
      return typeof most === "number" && most < 100;
    })
  );
}

/** Whether a name ends in "url" or "uri", and its words before that. */
function readName({ text }: RequestField): { readonly isUrl: boolean; readonly lead: string } {
  if (/^(?:.* )?(?:unfurl|curl|purl)$/.test(text)) return { isUrl: false, lead: text };
  const lead = text.replace(/ ?(?:url|uri)(?: (?:string|address|template|\d+))?$/, "");
  return { isUrl: lead !== text, lead: lead.trim() };
}

/** Whether the host is fixed: by a pattern with a domain in it, or by a format that is none of URLs. */
function isPinned({ parts }: RequestField): boolean {
  return parts.some(
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
    field.examples.some((example) => typeof example === "string" && /^https?:\/\/\S+$/i.test(example))
  );
}

/** Whether an example leads inside: to the host itself or an address that is not routed. */
export function isInside(example: unknown): example is string {
  return typeof example === "string" && INSIDE.test(example);
}

const INSIDE =
  /^https?:\/\/(?:localhost|127\.|10\.\d|192\.168\.|169\.254\.|172\.(?:1[6-9]|2\d|3[01])\.|\[::1\]|host\.docker\.internal)/i;

/** Links that are kept and shown, and URIs that only name something. */
const KEPT =
  /\b(?:website|web site|homepage|home page|home|blog|linkedin|twitter|facebook|instagram|youtube|social|profile|support|help|documentation|term|tos|privacy|policy|legal|contact|about|faq|html|canonical|self|share|license|licence|landing|schema|context|issuer|issue|audience|scope|namespace|system|cors|allowed|id|type|profile|vocabulary|identifier|realm|domain|ticket|tracking|redirect|logout|login|auth|signin|sign in|entity|acs|recipient|data|base|referrer|referer|opt out|unsubscribe|checkout|embed|evidence|external|public|event)\b/;
const REDIRECT =
  /^(?:(?:o?auth|login|post|after|default) )*(?:redirect|redirection|return|continue|goto|go|success|cancel|failure|error|forward|callback redirect|back|complete|completion|confirm|confirmation)(?: (?:to|page|back|after|link))?$/;
const REDIRECT_ALONE = /^(?:redirect|redirection|return|goto|go|forward)(?: (?:to|back))?$/;
/** Names of where callers are sent on to, where the response says that they are. */
const TARGETS =
  /^(?:(?:to|next|return|returns|goto|go|back|after|from|continue|forward|u|r|redirect|redirection|target|dest|destination|out|exit|link|location|page|callback|href|ref|origin|landing|success|site|then|ziel|weiter|zurueck|suivant|retour|destino|volver|voltar|retorno|proximo)|(?:.* )?(?:redirect|return|continue|callback|forward|landing|target|destination|goto|next)(?: (?:to|after|page|target|path|back|location|address|link|on|when|login|log in|sign in|success))*|(?:after|on|post) (?:log ?in|sign ?in|log ?out|auth|success|login|logout|signin)(?: .*)?)$/;
const OAUTH = /\b(?:o ?auth ?2?|authorize|openid|oidc|saml|sso|connect|par|consent)\b/;
const GOTO = /^(?:goto|go|redirect|redirector|redir|out|exit|jump|leave|forward|click|away)$/;

/** Whether an operation asks which client it is: the server knows where that one may be sent. */
const isOfClient = memo((operation: Operation) =>
  requestFields(operation).some(({ name }) => /^client_?id$/i.test(name)),
);

/** Whether the caller's own browser is sent on: only what stands in a link can be used to phish. */
function isRedirect(field: RequestField, operation: Operation, lead: string, isUrl: boolean): boolean {
  if (field.in !== "query" || operation.method !== "GET") return false;
  if (redirects(operation) && !isOfClient(operation) && field.name !== "redirect_uri")
    return isUrl || TARGETS.test(lead) || isShapedAsUrl(field);
  if (GOTO.test(fixedSegments(operation.path).at(-1) ?? ""))
    return isUrl || REDIRECT_ALONE.test(lead) || /^(?:target|to|destination|link|location)$/.test(lead);
  if (OAUTH.test(structuralText(operation)) || isOfClient(operation)) return false;
  if (lead === "next")
    return isShapedAsUrl(field) || /\b(?:log ?in|sign ?in|auth|callback)\b/.test(structuralText(operation));
  return (
    REDIRECT.test(lead) && (isUrl || REDIRECT_ALONE.test(lead)) && (isUrl || lead.includes(" ") || isShapedAsUrl(field))
  );
}

const HOOK =
  /\b(?:webhook|web hook|hook|callback|call back|notification|notify|notifier|ipn|postback|listener|receiver|delivery|push)\b/;
const HOOKS = /\b(?:web ?hooks?|hooks?|callbacks?|subscriptions?|notifications?|event destinations?)\b/;
const CALLED =
  /\b(?:(?:sent|send|sends|post|posts|posted|deliver|delivered|delivers|push|pushed|notif\w+) (?:\w+ ){0,6}(?:to|at) (?:this|the|that|your) (?:\w+ )?(?:url|uri|endpoint|address)|webhook|callback url)\b/i;

function isWebhook(field: RequestField, lead: string, isUrl: boolean, called: string): boolean {
  if (OAUTH.test(called) || /\b(?:redirect|browser|users?\b)/i.test(field.description)) return false;
  if (HOOK.test(lead) && isUrl) return true;
  if (
    HOOKS.test(called) &&
    (lead === "" || /^(?:endpoint|target|destination|address|delivery|payload|config)$/.test(lead))
  )
    return true;
  return (lead === "" || isUrl) && CALLED.test(field.description);
}

/** What an operation does that takes a URL to fetch it. */
const FETCHING =
  /\b(?:fetch|proxy|preview|scrape|crawl|screenshot|unfurl|oembed|import|imports|sync|syncs|ingest|mirror|clone|(?:from|by|via) (?:a )?(?:url|uri|link)|render|html2pdf|url ?to ?\w+|probe|check (?:url|link|site|status)|uptime)\b/;
/** What of that looks at one page or picture. */
const LOOKING =
  /\b(?:fetch|proxy|preview|scrape|crawl|screenshot|unfurl|oembed|html2pdf|(?:html|url|web) ?(?:to|2) ?(?:pdf|image|png)|from (?:a )?(?:url|uri|link)|pdf|capture)\b/;
/** Names of where something is on the network, where the operation leaves no doubt that something is. */
const WHERE =
  /\b(?:endpoint|location|address|host|hostname|origin|source|feed|target|destination|server|remote|upstream|site|page|link|href|webhook|callback|hook|base|uri)$/;
/** What an operation does that gets something from elsewhere, or tries whether it can. */
const GETTING =
  /\b(?:fetch|fetches|probe|probes|crawl|scrape|mirror|import|imports|sync|syncs|synchronize|synchronise|ingest|pull|preview|unfurl|proxy|relay|snapshot|test|validate|ping|check|connect|verify|discover|importieren|abrufen|importer|importar|sincronizar)\b/;
/** Names that say so of themselves: what is read stands before where it is. */
const FROM_WHERE =
  /^(?:endpoint|feed|href|webhook|callback)$|\b(?:feed|menu|catalog|catalogue|calendar|ical|ics|rss|source|image|picture|photo|file|document|import|remote|upstream|download|manifest|playlist|inventory|schedule|timetable|webhook|callback|hook|service|server|web|site|endpoint|listing|data|export) (?:endpoint|location|address|href|link|host|source|origin)$/;
const REMOTE =
  /^(?:remote|external|fetch|import) (?:image|picture|photo|file|document|video|logo|avatar|media|asset|feed|cover|resource|endpoint)$/;
const TRYING = /^(?:test|check|probe|ping|connect|verify|validate|try|test[-_]?connection|connection[-_]?test)$/;
const PULLING =
  /^(?:imports?|sync|pull|fetch|ingest|mirror|crawl|scrape|validate|preview|importe|importar|importaciones|abrufen)$/;
const LINK = /^(?:link|href|source|src|site|page|web ?page|address|target|location)$/;
const FETCHED =
  /\b(?:(?:is|be|are|gets?) (?:fetched|downloaded|retrieved|crawled|scraped)|(?:we|server|service|api|system) (?:\w+ )?(?:fetch|download|retrieve|crawl)(?:es|s)?|publicly (?:accessible|available|reachable)|(?:url|link|page|image|file|document)s? (?:that is |which is )?to (?:be )?(?:fetch|crawl|scrape|download|import)(?:ed|d)?|(?:import|fetch|download|upload|load|read)(?:ed)? from (?:this|the|a) (?:url|uri))\b/i;
/** What is read from where it is. */
const SOURCES =
  /\b(?:file|document|attachment|source|src|import|feed|rss|ics|ical|calendar|menu|catalog|catalogue|sitemap|dataset|fetch|remote|proxy|upstream|crawl|repo|repository|git|clone|wsdl|manifest|mirror|playlist|subtitle|csv|archive|package|tarball|pdf|video|audio|media|server|endpoint|api|backend)$/;
/** What a server asks at an identity provider. */
const PROVIDERS = /\b(?:token|jwk|jwks|user ?info|introspection|discovery|metadata|well known)(?: endpoint)?$/;
const WEBHOOKS = /\b(?:web ?hooks?|event (?:webhook|subscription)s?)\b/;
/** What a server connects to, where the value is a URL. */
const CONNECTED =
  /\b(?:endpoint|target|host|server|api|service|backend|gateway|upstream|proxy|destination|remote|connector|registry)$/;
