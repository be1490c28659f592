/*
 * The credential that texts, parameters, responses or servers of a description state, where no requirement names one: what is
 * then missing is its declaration.
 */
import { memoBy } from "../core/memo.ts";
import { wordsInOrder, wordsOf } from "../lexicon/name-tokens.ts";
import { readingOf } from "./reading.ts";
import { intentOf } from "./intent.ts";
import type { Api, Operation } from "../model/api.ts";
import { credentialHeader } from "../model/credential-header.ts";
import type { SecurityScheme } from "../model/security.ts";
import { headerSaidForAll, schemeSaidForAll, sentenceOnAll, type HeaderSaidForAll } from "./asked-of-all.ts";
import { closingSentenceOf, openingSentenceOf, pageOfKey } from "./joining-sentences.ts";
import { isSaidToBeSigned, saidCredential } from "./said-credential.ts";

/** What a description states of its credential, each in the words by which it does. */
export interface StatedCredential {
  /** The scheme whose own text says that all calls need it. */
  readonly scheme: { readonly scheme: SecurityScheme; readonly sentence: string } | undefined;
  /** The sentence of the API or of a scheme that says so of all calls. */
  readonly ofAll: string | undefined;
  /** The header that all calls after a log-in must have. */
  readonly later: HeaderSaidForAll | undefined;
  /** The sentence that says which credential is sent, and where. */
  readonly sent: string | undefined;
  /** Whether that one says how a request is signed, which no scheme can declare. */
  readonly isSigned: boolean;
  /** Whether the text of the API tells by which credential it is called, and whether that of a tag does. */
  readonly isExplained: boolean;
  readonly isExplainedByTag: boolean;
  /** What nearly all operations say of a refusal by a credential, in words that no generator writes. */
  readonly refusal: StatedRefusal | undefined;
  /** The parameters that hold the key by their names, at operations that refuse who sends no key or a wrong one. */
  readonly keys: ReadonlySet<string>;
  /** The gateway before the API, whose two headers are defined as schemes. */
  readonly gateway: StatedGateway | undefined;
  /** The sentence by which anybody gets the credential. */
  readonly opened: string | undefined;
}

/** A refusal that names a credential, and how many operations have one like it. */
export interface StatedRefusal {
  readonly id: string;
  readonly status: string;
  readonly text: string;
  readonly count: number;
}

/** A host that only lets calls through with its own key: by its two headers and the address of the server. */
export interface StatedGateway {
  readonly host: string;
  readonly key: SecurityScheme;
}

type Described = Pick<Api, "info" | "tags" | "operations" | "securitySchemes" | "servers">;

/** What is stated of the credential of an API: worked out once for each description. */
export const statedCredential = memoBy(({ operations }: Described) => operations, statedOf);

function statedOf(api: Described): StatedCredential {
  const { info, tags, operations, securitySchemes } = api;
  const ofAll = sentenceOnAll(api);
  const sent = saidCredential(info);
  return {
    scheme: schemeSaidForAll(api),
    ofAll,
    later: headerSaidForAll(api),
    sent,
    isSigned: isSaidToBeSigned(info),
    isExplained: explainsCredential(info.description) || ofAll !== undefined || sent !== undefined,
    isExplainedByTag: tags.some(
      ({ description = "" }) => explainsCredential(description) && !OF_CALLBACKS.test(description),
    ),
    refusal: sharedRefusal(operations),
    keys: refusedKeys(operations),
    gateway: gatewayOf(api),
    opened: openedBy(
      api,
      sent !== undefined || (ofAll !== undefined && securitySchemes.length > 0) || hasOneHeader(operations),
    ),
  };
}

/** What the service sends proves nothing of who calls it. */
const OF_CALLBACKS = /\b(?:webhooks?|callbacks?)\b/i;

/**
 * The words by which whoever likes gets the credential. A sentence on accounts speaks of a credential of which a text says how it
 * is sent, or that a scheme defines and a text demands of all calls. Where nothing but a sentence demands one, an address of
 * keys is enough for what only reads: anybody could call what changes something if that sentence is not true.
 */
function openedBy(api: Described, isNamed: boolean): string | undefined {
  const { info, operations } = api;
  if (closingSentenceOf(info) !== undefined) return undefined;
  const page = pageOfKey(info);
  if (!isNamed) return sentenceOnAll(api) !== undefined && operations.every(onlyReads) ? page : undefined;
  return openingSentenceOf(info) ?? page;
}

/** Whether the credential that operations take as an ordinary header is the same at all of them. */
export function hasOneHeader(operations: readonly Operation[]): boolean {
  const names = operations.flatMap(({ parameters, access }) =>
    access === "unstated" ? (credentialHeader(parameters)?.name.toLowerCase() ?? []) : [],
  );
  return names.length >= 3 && new Set(names).size === 1;
}

function onlyReads(operation: Operation): boolean {
  return operation.operationKind === "path" && readingOf(operation) !== undefined;
}

/** Whether a text says by which key or token an API is called, or that most of it needs one. */
export function explainsCredential(text: string | undefined): boolean {
  return text !== undefined && EXPLANATION.test(text.slice(0, LIMIT).replaceAll("*", ""));
}

const EXPLANATION =
  /\buses? (?:an? )?(?:hmac|signature|token|api[- ]?key|basic|bearer|oauth(?: ?2(?:\.0)?)?)[- ](?:based )?authentication\b|\bsupports? api[- ]?key authentication\b|\bmost\b[^.]{0,60}\b(?:requires?|needs?|must)\b[^.]{0,60}\b(?:authenticat\w+|api[- ]?keys?|tokens?|credentials?)\b|\bbearer\b[^.]{0,40}\b(?:header|token)\b|\bauthorization header\b|\b(?:authenticat\w+|identif\w+)\b[^.]{0,60}\b(?:by|with|using|via|through|providing|passing)\b[^.]{0,40}\b(?:api[- ]?keys?|access tokens?|jwts?)\b|\bAuthorization-Header\b|\bauthentifizier\w+[^.]{0,60}\b(?:mit|über|per)\b[^.]{0,40}(?:API-?(?:Key|Schlüssel)|Token|JWT)|\ben-tête authorization\b|\bauthentifi\w*[^.]{0,60}\b(?:avec|par|via)\b[^.]{0,40}(?:clé (?:d')?api|jeton|jwt)|\b(?:cabecera|encabezado) authorization\b|\bautentic\w+[^.]{0,60}\b(?:con|mediante|por)\b[^.]{0,40}(?:clave (?:de )?api|token|jwt)|\bcabeçalho authorization\b|\bautentic\w+[^.]{0,60}\b(?:com|via|por)\b[^.]{0,40}(?:chave (?:de |da )?api|token|jwt)/i;

/** What is written of a refusal by hand: generators put "Unauthorized" and "Forbidden" on every operation. */
export function asksForCredential(description: string | undefined, { lexicon }: Operation): boolean {
  return lexicon.has(wordsInOrder((description ?? "").slice(0, LIMIT)).flatMap(wordsOf), "asked-credential");
}

/** The refusals of an operation that say that a credential is missing or wrong, or may be. */
export function refusalsOf({ responses }: Operation): Operation["responses"] {
  return responses.filter(({ status }) => status === "401" || status === "403");
}

/** What nearly all operations answer to who shows no credential or a wrong one. */
function sharedRefusal(operations: readonly Operation[]): StatedRefusal | undefined {
  const asked = operations.filter((one) => one.operationKind === "path" && intentOf(one) === undefined);
  const found = asked.flatMap((operation) => {
    const refusal = refusalsOf(operation).find(({ description }) => asksForCredential(description, operation));
    return refusal === undefined ? [] : [{ id: operation.id, refusal }];
  });
  const [first] = found;
  if (first === undefined || found.length < FEWEST || found.length < asked.length * MOST) return undefined;
  const text = (first.refusal.description ?? "").replace(/\s+/g, " ").trim().slice(0, 120);
  return { id: first.id, status: first.refusal.status, text, count: found.length };
}

/** What stands at one or two says nothing of the others. */
const FEWEST = 3;
const MOST = 0.75;

/** What several operations take under one name that is that of a key, and say of a refusal that it is missing or wrong. */
function refusedKeys(operations: readonly Operation[]): ReadonlySet<string> {
  const counts = new Map<string, number>();
  for (const operation of operations) {
    if (!refusalsOf(operation).some(({ description }) => asksForCredential(description, operation))) continue;
    for (const { name, in: place } of operation.parameters)
      if (place !== "path" && NAMED_KEY.test(name)) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return new Set([...counts].flatMap(([name, count]) => (count >= FEWEST ? [name] : [])));
}

const NAMED_KEY = /^(?:x[-_])?(?:api[-_]?key|access[-_]?token|auth[-_]?token)$/i;

/**
 * The gateway that a description is written for: two headers that are defined as schemes and required nowhere, one for the host
 * and one for the key, `x-acme-host` and `x-acme-key`, and a server under a name of the same maker.
 */
function gatewayOf({ securitySchemes, servers }: Described): StatedGateway | undefined {
  const headers = securitySchemes.flatMap((scheme) =>
    scheme.schemeKind === "apiKey" && scheme.in === "header" && scheme.parameterName !== undefined
      ? [{ scheme, name: scheme.parameterName.toLowerCase() }]
      : [],
  );
  for (const { scheme, name } of headers) {
    const [, maker] = /^x-([a-z\d]{3,20})-(?:api-?)?key$/.exec(name) ?? [];
    if (maker === undefined || !headers.some((other) => other.name === `x-${maker}-host`)) continue;
    const hosts = servers.map(({ url }) => /^https:\/\/([^/:?#]{1,200})/i.exec(url)?.[1]?.toLowerCase());
    if (hosts.length > 0 && hosts.every((host) => host?.split(".").at(-2) === maker))
      return { host: hosts[0]!, key: scheme };
  }
  return undefined;
}

/** So much of a text is looked at. */
const LIMIT = 20_000;
