/*
 * The credential that texts, parameters, responses or servers of a description state, where no requirement names one: what is
 * then missing is its declaration.
 */
import { isAbove } from "../core/exposure-words.ts";
import { member } from "../core/json-value.ts";
import { memoBy } from "../core/memo.ts";
import type { DataFlows } from "../data/flows/flow.ts";
import { wordsInOrder, wordsOf } from "../lexicon/name-tokens.ts";
import { sentencesOf } from "../lexicon/sentences.ts";
import { readingOf } from "./reading.ts";
import { intentOf } from "./intent.ts";
import type { Api, Operation, Parameter } from "../model/api.ts";
import { credentialHeader } from "../model/credential-header.ts";
import type { SecurityScheme } from "../model/security.ts";
import { headerSaidForAll, schemeSaidForAll, sentenceOnAll, type HeaderSaidForAll } from "./asked-of-all.ts";
import { closingSentenceOf, openingSentenceOf, pageOfKey } from "./joining-sentences.ts";
import { MARKETS } from "./api-markets.ts";
import { joiningStepsOf } from "./joining-steps.ts";
import { fixedSegments } from "./words.ts";
import { isSaidToBeSigned, OF_CALLBACKS, saidCredential, saidOfParameter } from "./said-credential.ts";

/** What a description says about its credential, each with the sentence or the name that says it. */
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
  readonly isRefusedFor: boolean;
  /** The parameters that hold the key by their names, at operations that refuse who sends no key or a wrong one. */
  readonly keys: ReadonlySet<string>;
  /** The gateway before an API of mild reads, whose two headers are defined as schemes. */
  readonly gateway: StatedGateway | undefined;
  /** Whether operations take the credential as an ordinary header, the same at all of them. */
  readonly hasOneHeader: boolean;
  /** The sentence by which anybody gets the credential. */
  readonly opened: string | undefined;
}

/** A host that only lets calls through with its own key: by its two headers and the address of the server. */
export interface StatedGateway {
  readonly host: string;
  readonly key: SecurityScheme;
}

/** An API with the data that it returns: in front of sensitive data, a text alone proves less. */
export interface DescribedWithData extends Pick<Api, "info" | "tags" | "operations" | "securitySchemes" | "servers"> {
  readonly data: DataFlows;
}

/** What is stated of the credential of an API: worked out once for each reading of its data. */
export const statedCredential = memoBy(({ data }: DescribedWithData) => data, statedOf);

function statedOf(api: DescribedWithData): StatedCredential {
  const { info, tags, operations, securitySchemes } = api;
  const ofAll = sentenceOnAll(api);
  const sent = saidCredential(info) ?? saidOfParameter(info, namesOfParameters(api));
  const isOneHeader = hasOneHeader(operations);
  const isMild = operations.every((operation) => isMildRead(operation, api.data));
  return {
    scheme: schemeSaidForAll(api),
    ofAll,
    later: headerSaidForAll(api),
    sent,
    isSigned: isSaidToBeSigned(info),
    isExplained: explainsCredential(info.description) || ofAll !== undefined || sent !== undefined,
    isExplainedByTag: tags.some(({ description = "" }) =>
      sentencesOf(description.slice(0, LIMIT)).some(
        (sentence) => explainsCredential(sentence) && !OF_CALLBACKS.test(sentence),
      ),
    ),
    isRefusedFor: isRefusedFor(operations),
    keys: refusedKeys(operations),
    gateway: isMild ? gatewayOf(api) : undefined,
    hasOneHeader: isOneHeader,
    opened: openedBy(
      info,
      sent !== undefined || (ofAll !== undefined && securitySchemes.length > 0) || isOneHeader,
      isMild && (sent !== undefined || ofAll !== undefined || isOneHeader),
    ),
  };
}

/**
 * The words by which whoever likes gets the credential. A sentence on accounts speaks of a credential of which a text says how it
 * is sent, or that a scheme defines and a text demands of all calls. An address of keys is enough for mild reads alone: who is
 * given one there is not said, and anybody could call what changes something if the sentence that demands one is not true.
 */
function openedBy(info: Api["info"], isNamed: boolean, isEnoughByPage: boolean): string | undefined {
  if (closingSentenceOf(info) !== undefined) return undefined;
  const opening = isNamed ? (openingSentenceOf(info) ?? joiningStepsOf(info)) : undefined;
  return opening ?? (isEnoughByPage ? pageOfKey(info) : undefined);
}

/** Whether the credential that operations take as an ordinary header is the same at all of them. */
function hasOneHeader(operations: readonly Operation[]): boolean {
  const names = operations.flatMap(({ parameters, access }) =>
    access === "unstated" ? (credentialHeader(parameters)?.name.toLowerCase() ?? []) : [],
  );
  return names.length >= 3 && new Set(names).size === 1;
}

/** Whether an operation only reads, and returns nothing that is confidential of people, and no secret. */
function isMildRead(operation: Operation, data: DataFlows): boolean {
  return (
    operation.operationKind === "path" &&
    operation.method !== "DELETE" &&
    readingOf(operation) !== undefined &&
    !returnsConfidential(operation, data) &&
    !isUntypedOfPeople(operation)
  );
}

/** Whether nothing tells what comes back but a path that names people, their records or their profiles. */
function isUntypedOfPeople({ path, responses, lexicon }: Operation): boolean {
  return (
    !responses.some(
      ({ statusClass, content }) => statusClass === "2xx" && content.some(({ schema }) => schema !== undefined),
    ) &&
    fixedSegments(path).some((segment) => PEOPLE.some((concept) => lexicon.is(wordsOf(segment).at(-1) ?? "", concept)))
  );
}

const PEOPLE = ["natural-person", "person-record", "profile"] as const;

/** Whether an operation returns what is confidential of people, or restricted. */
export function returnsConfidential(operation: Operation, data: DataFlows): boolean {
  return data
    .flowsOf(operation)
    .some(
      ({ direction, field: { confidence, isPersonal, sensitivity } }) =>
        direction === "read" &&
        confidence !== "possible" &&
        (sensitivity === "restricted" || (isPersonal && isAbove(sensitivity, "internal"))),
    );
}

/** The names of the parameters that calls have, or that schemes define. */
function namesOfParameters({ operations, securitySchemes }: DescribedWithData): ReadonlySet<string> {
  const taken = operations.flatMap(({ parameters }) =>
    parameters.filter((parameter) => parameter.in !== "path" && !isLeftOut(parameter)).map(({ name }) => name),
  );
  const defined = securitySchemes.flatMap(({ parameterName }) => parameterName ?? []);
  return new Set([...taken, ...defined].map((name) => name.toLowerCase()));
}

/** Whether it is written of a parameter that calls may leave it out, or that it only gives more of them. */
function isLeftOut({ node, description = "" }: Parameter): boolean {
  return member(node.value, "required") === false || LEFT_OUT.test(description.slice(0, LIMIT));
}

const LEFT_OUT =
  /\boptional|\brate[- ]?limit|\bquota|\bfacultati|\bopcional|\bratenlimit|\blímites? de (?:uso|peticiones)|\blimites? de (?:taxa|débit|uso)/i;

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

/** Whether nearly all operations say of a refusal that it is for a missing or wrong credential. */
function isRefusedFor(operations: readonly Operation[]): boolean {
  const asked = operations.filter((one) => one.operationKind === "path" && intentOf(one) === undefined);
  const refusing = asked.filter((operation) =>
    refusalsOf(operation).some(({ description }) => asksForCredential(description, operation)),
  );
  return refusing.length >= FEWEST && refusing.length >= asked.length * MOST;
}

/** Fewer operations than this say nothing about the rest. */
const FEWEST = 3;
const MOST = 0.75;

/**
 * What several operations take under one name that is that of a key, and say of a refusal that it is missing or wrong. A parameter that one
 * operation declares as optional does not count.
 */
function refusedKeys(operations: readonly Operation[]): ReadonlySet<string> {
  const counts = new Map<string, number>();
  const leftOut = new Set(operations.flatMap(({ parameters }) => parameters.filter(isLeftOut).map(({ name }) => name)));
  for (const operation of operations) {
    if (!refusalsOf(operation).some(({ description }) => asksForCredential(description, operation))) continue;
    for (const { name, in: place } of operation.parameters)
      if (place !== "path" && NAMED_KEY.test(name)) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return new Set([...counts].flatMap(([name, count]) => (count >= FEWEST && !leftOut.has(name) ? [name] : [])));
}

const NAMED_KEY = /^(?:x[-_])?(?:api[-_]?key|access[-_]?token|auth[-_]?token)$/i;

/**
 * The gateway that a description is written for: two headers that are defined as schemes and required nowhere, one for the host
 * and one for the key, and a server under the gateway's own name. A pair of headers called after whoever has the server, `x-acme-host`
 * and `x-acme-key` at `api.acme.com`, shows no gateway.
 */
function gatewayOf({ securitySchemes, servers }: DescribedWithData): StatedGateway | undefined {
  const headers = securitySchemes.flatMap((scheme) =>
    scheme.schemeKind === "apiKey" && scheme.in === "header" && scheme.parameterName !== undefined
      ? [{ scheme, name: scheme.parameterName.toLowerCase() }]
      : [],
  );
  const hosts = servers.map(({ url }) => /^https:\/\/([^/:?#]{1,200})/i.exec(url)?.[1]?.toLowerCase() ?? "");
  for (const [maker, domain] of MARKETS) {
    const key = headers.find(({ name }) => name === `x-${maker}-key`);
    const isOfGateway = hosts.length > 0 && hosts.every((host) => host.endsWith(`.${domain}`));
    if (isOfGateway && key !== undefined && headers.some(({ name }) => name === `x-${maker}-host`))
      return { host: hosts[0]!, key: key.scheme };
  }
  return undefined;
}

/** So much of a text is looked at. */
const LIMIT = 20_000;
