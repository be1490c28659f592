import { makesUpPeople } from "../../exposure/made-up-people.ts";
import { withoutEnd } from "../../core/without-end.ts";
import { statedIn } from "../../lexicon/statements.ts";
import { wordsInOrder } from "../../lexicon/name-tokens.ts";
import { quotedSentence, quotedSentences } from "../../operations/quoted-sentences.ts";
import { isAbove } from "../../core/exposure-words.ts";
import { isObject, member } from "../../core/json-value.ts";
import { memo, memoBy } from "../../core/memo.ts";
import { count, listed, prose, quoted, yaml } from "../../core/prose.ts";
import type { AssessedApi, AssessedFlow } from "../../exposure/assessed-api.ts";
import { evidentCredentials } from "../../exposure/evident-credential.ts";
import { usersOf } from "../../exposure/users-of-scheme.ts";
import { intentOf } from "../../exposure/intent.ts";
import { addressParts, isLoopback, reachOfHost } from "../../exposure/reach.ts";
import { readingOf } from "../../exposure/reading.ts";
import { grouped, partitioned } from "../../core/grouped.ts";
import { placeOf, type Api, type Operation } from "../../model/api.ts";
import { gatewayTargetOf } from "../../model/gateway-target.ts";
import type { SecurityScheme } from "../../model/security.ts";
import type { Server } from "../../model/servers.ts";
import type { Fault } from "../../operations/fault.ts";
import { areNobodys } from "../../operations/candidates/catalogue.ts";
import { isCommonData } from "../../operations/candidates/common-data.ts";
import {
  isToldToBeHarmless,
  openedByCredential,
  openedBySchemes,
} from "../../operations/schemes/opened-by-credential.ts";
import { harmsOf } from "../../operations/great-harm.ts";
import { requestFields } from "../../operations/request-fields.ts";
import { takesToken } from "../../operations/schemes/demanded-in-text.ts";
import { statedAt } from "../../operations/stated.ts";
import { mayReturnAnything } from "../../operations/understood.ts";
import { tlsOptionsOf, type TlsOption } from "../../operations/inputs/tls-options.ts";
import type { Rule } from "../rule.ts";
import { overTls } from "../../operations/fixes/known-fixes.ts";

/** A server that is called without TLS. */
export const cleartextServer: Rule = {
  id: "cleartext-server",
  title: "Server without TLS (cleartext)",
  alsoKnownAs: ["cleartext transmission", "missing TLS"],
  owasp: ["API8:2023"],
  cwe: [319, 295],
  asvs: ["V12.2.1", "V12.3.3", "V4.1.2"],
  confidence: "certain",

  rationale: prose`
    Over plain HTTP, anyone on the network path (for example in the same café, at a provider or in a compromised network) can read
    and change the traffic, including credentials.
  `,
  exploit: prose`
    An attacker on the same network, or at a router on the path, records the calls. They contain tokens and personal
    data in clear text, and responses can be changed before they arrive. The attacker uses each token immediately, and the app trusts whatever the attacker sends back.
  `,
  remediation: prose`
    Serve the API over TLS only. List only https servers. Redirecting is not enough: the first request has already
    been sent in clear text.
  `,
  fixes: [
    {
      name: "Use HTTPS",
      certainty: "suggested",
      requires: () => "The service is reached over TLS at this address, and no longer accepts calls without TLS.",
      changes: overTls,
    },
  ],

  examples: {
    bad: [
      yaml`
        servers:
          - url: http://api.acme.io/v1 # ✗
        paths:
          /orders:
            get: {}
      `,
      yaml`
        swagger: "2.0"
        host: api.acme.io
        schemes:
          - http # ✗
        paths:
          /orders:
            get: {}
      `,
    ],
    good: [
      yaml`
        servers:
          - url: https://api.acme.io/v1
          - url: http://localhost:8080/v1
        paths:
          /orders:
            get: {}
      `,
    ],
  },

  *check(api) {
    // Hosts are the same matter where the same is sent there, and the same speaks for them.
    const matters = grouped(eachHost(api), ({ fault: { evidence, mitigations } }) =>
      JSON.stringify([evidence, mitigations]),
    );
    for (const alike of matters.values())
      if (alike.length <= MOST_ALONE) yield* alike.map(({ fault }) => fault);
      else yield together(alike);
    yield* schemesWithoutHost(api);
    yield* saidInClear(api);
    if (cleartextHosts(api).size === 0) yield* saidOfAll(api);
    yield* backendsInClear(api);
    yield* weakOptions(api);
  },
};

/** What is wrong with one host, and how its server is written. */
interface HostFault {
  readonly fault: Fault;
  readonly url: string;
  readonly operations: readonly Operation[];
}

/** Hosts of which the same is to be said have a line each up to so many: thousands are one cause, and nobody reads a line of each. */
const MOST_ALONE = 20;

/** One fault of many hosts, with each of them as its place, known by what it would be known by alone. */
function together(alike: readonly HostFault[]): Fault {
  const { fault, url } = alike[0]!;
  const operations = [...new Set(alike.flatMap((one) => one.operations))];
  const servers = `${quoted(url)} and ${count(alike.length - 1, "other server")} are served without TLS`;
  return {
    ...fault,
    carriers: operations,
    message: `${servers}${sentTo(operations, fault.evidence)}`,
    places: alike.map((one) => ({ at: one.fault.at, cause: one.fault.cause })),
  };
}

/** What is sent to servers, as a message says it: " for 3 operations, including credentials". */
function sentTo(operations: readonly Operation[], credentials: readonly string[] = []): string {
  const where = operations.length === 0 ? "" : ` for ${count(operations.length, "operation")}`;
  return `${where}${credentials.length === 0 ? "" : `, including credentials`}`;
}

function* eachHost(api: AssessedApi): Generator<HostFault> {
  const isEvident = evidentCredentials(api);
  const isForAnyHost = api.servers.some(({ url }) => url.startsWith("/"));
  for (const [host, uses] of cleartextHosts(api)) {
    const operations = [...new Set(uses.flatMap((use) => use.operations))];
    const server = uses[0]!.server;
    const { reach, because } = reachOfHost(host.replace(/:\d+$/, ""));
    const mitigations: string[] = [];
    const isBeside = uses.every((use) => isServedOverTls(api, use.operations, host));
    const isByChoice = uses.every(({ server: own }) => isOverTlsByDefault(own));
    // What is sent in clear is lost, whatever is offered beside it: money that the credential moves, passwords.
    if (isByChoice) mitigations.push("TLS is the default, and calls without it are a choice");
    else if (isBeside && !isGraveInClear(api, operations, isEvident))
      mitigations.push("the same host is also offered over TLS");
    if (uses.every((use) => hasOpenHost(use.server)))
      mitigations.push("each installation sets the host, this is its default");
    // Beside an address that every host has, one of a house's network is an example.
    if (reach === "internal" && isSharedNetwork(host) && isForAnyHost)
      mitigations.push("the description is for any host, so this one is probably an example");
    const credentials = credentialsOf(api, operations);
    const asking = operations.filter((one) => one.access !== "anonymous" && (isAsked(one) || isEvident(one)));
    const isCommon = isCommonData(api) || makesUpPeople(api);
    const isSensitive = operations.some(
      (operation) => (!isCommon && carriesSensitive(api, operation)) || takesSecrets(operation) || isEvident(operation),
    );
    const isUnclear = operations.some((operation) => mayReturnAnything(api, operation));
    const isPlain = credentials.length === 0 && !isSensitive;
    const isRead =
      operations.length > 0 && (isCommon || operations.every((operation) => readingOf(operation) !== undefined));
    // What a key only counts, and everybody with one reads, loses little: a condition.
    const isOfReaders =
      !isSensitive && !isUnclear && operations.length > 0 && operations.every((one) => onlyReads(one));
    if (isPlain && (!isUnclear || isRead)) {
      mitigations.push("no credential and no sensitive data is known to be sent there");
      // Whoever listens could ask for it as well, or learns nothing: what is left is what is changed on the way.
      if (!isBeside && reach !== "internal")
        mitigations.push(
          isRead &&
            (isCommon || (areNobodys(api, operations) && operations.every((one) => isToldToBeHarmless(api, one))))
            ? "callers only read data that is the same for every caller"
            : "an attacker can only do harm by changing responses on the way",
        );
    } else if (!isBeside && opensReadsAlone(api, operations)) mitigations.push(ONLY_READS);
    else if (!isBeside && (isOfReaders || opensTheSameForAll(api, operations, asking)))
      mitigations.push("callers only read what is not sensitive, and no user's credential is sent");
    // Whoever is in the same premises listens on the very network that nobody outside of it reaches.
    if (reach === "internal" && ((isPlain && !isUnclear) || !isSharedNetwork(host)))
      mitigations.push(`it is not reachable from outside, since ${because}`);
    const fault: Fault = {
      at: isObject(server.node.value) ? placeOf(server, "url") : placeOf(server), // of Swagger 2.0 it is a text of its own
      cause: host,
      carriers: operations,
      message: `${quoted(server.url)} is served without TLS${sentTo(operations, credentials)}`,
      evidence:
        credentials.length === 0
          ? []
          : [`These requests carry credentials: ${listed(credentials.map((name) => quoted(name)))}.`],
      mitigations,
    };
    yield { fault, url: server.url, operations };
  }
}

/**
 * Whether calls send the credential with which money is moved, or a password that they set, other than by a log-in: whoever listens
 * once has both.
 */
function isGraveInClear(
  api: AssessedApi,
  operations: readonly Operation[],
  isEvident: (operation: Operation) => boolean,
): boolean {
  const asking = operations.filter((one) => one.access !== "anonymous" && (isAsked(one) || isEvident(one)));
  return (
    harmsOf(api, asking).has("move money") ||
    asking.some((operation) => requestFields(operation).some(({ words }) => operation.lexicon.has(words, "password")))
  );
}

/**
 * Whether what the credential opens is the same for all who have one, and nothing else that travels is sensitive: what is
 * overheard gives no more than calls.
 */
function opensTheSameForAll(api: AssessedApi, operations: readonly Operation[], asking: readonly Operation[]): boolean {
  if (asking.length === 0 || operations.some(takesSecrets)) return false;
  const [guarded, bare] = partitioned(asking, (operation) => schemesOf(operation).length > 0);
  const schemes = [...new Set(guarded.flatMap(schemesOf))];
  // Whoever overhears a credential has all that it opens.
  return (
    (guarded.length === 0 || openedBySchemes(api, schemes).what === "the same for all") &&
    (bare.length === 0 || openedByCredential(api, bare).what === "the same for all") &&
    (isCommonData(api) || operations.every((one) => readingOf(one) !== undefined && !carriesSensitive(api, one)))
  );
}

function schemesOf({ security }: Operation): readonly SecurityScheme[] {
  return (security?.alternatives ?? []).flatMap((one) => one.schemes.map(({ scheme }) => scheme));
}

/** Whether a requirement asks for a credential. */
function isAsked({ access }: Operation): boolean {
  return access === "secured" || access === "optional";
}

/** Whether an operation only reads, and what it asks for is at most the key of a program. */
function onlyReads(operation: Operation): boolean {
  const { operationKind, security } = operation;
  return (
    operationKind === "path" &&
    readingOf(operation) !== undefined &&
    (security?.alternatives ?? []).every(({ schemes }) =>
      schemes.every(
        ({ scheme }) =>
          scheme.schemeKind === "apiKey" &&
          scheme.in !== "cookie" &&
          !takesToken(scheme) &&
          // Whoever listens gets the key, and whatever else it opens.
          scheme.usedBy.every((other) => readingOf(other) !== undefined),
      ),
    )
  );
}

const ONLY_READS = "callers only read what is not sensitive, and the key only identifies a program";

/** Whether all calls read what is not sensitive, and what shows that they are known is at most a key in a header or the query. */
function opensReadsAlone(api: AssessedApi, operations: readonly Operation[]): boolean {
  return (
    operations.length > 0 &&
    operations.every(
      (operation) =>
        operation.operationKind === "path" &&
        operation.access !== "secured" &&
        readingOf(operation) !== undefined &&
        !carriesSensitive(api, operation, isKeyOfRead(operation)) &&
        !mayReturnAnything(api, operation) &&
        !operation.parameters.some(({ in: place, name }) => place === "header" && TOKEN_HEADER.test(name)),
    )
  );
}

/** Tells of a flow whether it is the key that a read is sent, which opens no more than what anybody with one reads. */
function isKeyOfRead({ method, requestBody }: Operation): (flow: AssessedFlow) => boolean {
  const onlyReadsByUrl = method === "GET" && requestBody === undefined;
  return ({ via, direction, field }) =>
    onlyReadsByUrl && direction === "write" && via !== "body" && field.category === "user.authorization.credentials";
}

/** A token is that of a user, where a key may be that of a program. */
const TOKEN_HEADER = /^(?:proxy-)?authorization$|(?:access|auth|session|user)[-_]?token/i;

/** Whether a call is one that takes a password or a token, whatever is described of its body. */
function takesSecrets(operation: Operation): boolean {
  const intent = intentOf(operation);
  return intent === "log-in" || intent === "sign-up" || intent === "token";
}

/** Whether a host is one of the network of a house or an office, which visitors' devices share: RFC 6762, RFC 8375, RFC 1918. */
function isSharedNetwork(host: string): boolean {
  const name = host.replace(/:\d+$/, "").toLowerCase();
  return (
    IPV4.test(name) || (/\.(?:local|lan|home|home\.arpa|localdomain)$/.test(name) && !name.endsWith(".cluster.local"))
  );
}

const IPV4 = /^(?:\d{1,3}\.){3}\d{1,3}$/;

/** Services behind a gateway that it calls without TLS, over a network that is not its own. */
function* backendsInClear(api: AssessedApi): Generator<Fault> {
  const found = api.operations.flatMap((operation) => {
    const target = gatewayTargetOf(operation);
    const parts = target === undefined ? undefined : addressParts(target.address);
    if (target === undefined || target.isPrivate || parts?.scheme !== "http") return [];
    const host = parts.host.toLowerCase();
    if (host === "" || /[{}$]/.test(host) || isLoopback(host) || reachOfHost(host).reach === "internal") return [];
    return [{ operation, target, host }];
  });
  for (const [host, calls] of grouped(found, (one) => one.host)) {
    const operations = calls.map(({ operation }) => operation);
    const isHarmless =
      calls.every(({ target }) => target.literals.length === 0) &&
      operations.every((operation) => operation.access !== "secured" && !carriesSensitive(api, operation));
    yield {
      at: calls[0]!.target.at,
      cause: `behind ${host}`,
      title: "Gateway calls a service without TLS",
      rationale: BEHIND,
      remediation: "Call the service over https, or through a private link, and verify its certificate.",
      places: calls.map(({ operation, target }) => ({ at: target.at, operation })),
      message: `The gateway forwards ${listed(
        operations.map(({ id }) => id),
        3,
      )} to ${quoted(calls[0]!.target.address)} without TLS`,
      mitigations: isHarmless ? ["no credential and no sensitive data is known to be sent there"] : [],
    };
  }
}

/** Options by which callers weaken TLS of what they set up: certificates that nobody checks, versions that are broken. */
function* weakOptions(api: AssessedApi): Generator<Fault> {
  const found = api.operations.flatMap((operation) =>
    api.assessed(operation).judgedAs === "private"
      ? []
      : tlsOptionsOf(operation).map(({ field, option }) => ({ operation, field, option })),
  );
  for (const [option, spots] of grouped(found, (one) => one.option)) {
    const names = [...new Set(spots.map(({ field }) => quoted(field.name)))];
    const ids = [...new Set(spots.map(({ operation }) => operation.id))];
    yield {
      at: spots[0]!.field.at,
      cause: `option ${option}`,
      ...OPTIONS[option].words,
      places: spots.map(({ field, operation }) => ({ at: field.at, operation, witness: field.witness })),
      message: `${listed(names, 3)} of ${listed(ids, 3)} ${names.length === 1 ? OPTIONS[option].one : OPTIONS[option].several}`,
      mitigations: OPTIONS[option].mitigations,
    };
  }
}

const UNCHECKED = {
  title: "Certificates are left unchecked (TLS)",
  rationale: prose`
    Without a check of the certificate, anyone on the path between the service and the other server can pretend to be that
    server. They read and change what is sent, including the credentials in it.
  `,
  exploit: prose`
    An attacker in the path, by false DNS answers or in a hosting network, answers with a certificate of their own. The
    connection is made all the same, and the attacker gets what is sent.
  `,
  remediation: prose`
    Check certificates always. Where a server has one of a private authority, let callers register that authority.
  `,
};

const OPTIONS = {
  switch: {
    words: UNCHECKED,
    one: "lets callers turn off the check of certificates",
    several: "let callers turn off the check of certificates",
    mitigations: [
      "certificates are checked unless the caller says otherwise",
      "the choice weakens only what the caller sets up",
    ],
  },
  unchecked: {
    words: UNCHECKED,
    one: "leaves certificates unchecked unless the caller says otherwise, or always",
    several: "leave certificates unchecked unless the caller says otherwise, or always",
    mitigations: ["the choice weakens only what the caller sets up"],
  },
  "old version": {
    words: {
      title: "Broken versions of TLS or SSL are offered",
      rationale: prose`
        SSL 2 and 3 and TLS 1.0 and 1.1 have known attacks and are forbidden (RFC 7568, RFC 8996). An attacker in the path
        makes both ends agree on the weakest version that they accept.
      `,
      exploit: prose`
        An attacker in the path disturbs the first attempts until both ends fall back to an old version. Its known weaknesses
        then let the attacker read parts of what is sent, such as a session.
      `,
      remediation: "Offer TLS 1.2 and 1.3 only, and take them as the default.",
    },
    one: "takes versions of TLS or SSL that are broken",
    several: "take versions of TLS or SSL that are broken",
    mitigations: ["the choice weakens only what the caller sets up"],
  },
} satisfies Record<TlsOption, object>;

const BEHIND = prose`
  TLS ends at the gateway. The requests that it forwards, and the responses, cross the network in clear text: anyone on
  the path can read the data and the keys that the gateway adds, and can change a response before the caller gets it.
`;

/** What the texts say is sent without encryption: over FTP, over MLLP across the internet, "TLS is optional". */
function* saidInClear(api: AssessedApi): Generator<Fault> {
  const told = api.operations.flatMap((operation) => {
    const stated = statedAt(operation, ["sent-in-clear"]);
    return stated === undefined || api.assessed(operation).judgedAs === "private" ? [] : [{ operation, ...stated }];
  });
  if (told.length > 0)
    yield {
      at: told[0]!.at,
      cause: "said",
      title: "Data is sent without encryption",
      places: told.map(({ operation, at, field }) => ({
        at,
        operation,
        ...(field === undefined ? {} : { witness: field.witness }),
      })),
      message: `The description says about ${listed(
        told.map(({ operation }) => operation.id),
        3,
      )} that data is sent without encryption`,
      ...quotedSentences(told.map(({ sentence }) => sentence)),
    };
}

/** What the text of the API says of all calls, where no server that it lists shows it: "supports both unencrypted and encrypted". */
function* saidOfAll(api: AssessedApi): Generator<Fault> {
  const text = api.info.description ?? "";
  const stated = statedIn(text).get("sent-in-clear");
  const sentence = stated ?? baseInClear(api, text);
  const carriers = api.operations.filter(
    (operation) => operation.operationKind === "path" && api.assessed(operation).judgedAs !== "private",
  );
  if (sentence === undefined || carriers.length === 0) return;
  yield {
    at: placeOf(api.info),
    cause: "all",
    title: "Calls without TLS are accepted",
    carriers,
    message: `Calls may come without TLS, according to the description: ${quotedSentence(sentence)}`,
    mitigations:
      wordsInOrder(sentence).some((word) => word === "https" || word === "tls") || stated === undefined
        ? ["TLS is offered too"]
        : [],
  };
}

/**
 * The part of a text that gives the address of the API itself without TLS, though its servers are listed with it: "The insecure base URL
 * `http://api.acme.io/v1` is deprecated". What is said to be closed is left out.
 */
function baseInClear(api: Api, text: string): string | undefined {
  const bases = secureBases(api);
  for (const { index, 0: url } of text.slice(0, LONGEST).matchAll(IN_CLEAR)) {
    const parts = addressParts(url);
    const path = withoutEnd(hostAndPath(url, "http://").path, "/.,");
    const before = text.slice(Math.max(0, index - NEAR), index);
    const after = text.slice(index + url.length, index + url.length + NEAR);
    const isBase = bases.some(
      ({ host, path: own }) =>
        host === parts?.host &&
        (own === "" ? path === "" && BASE.test(before) : path === own || path.startsWith(`${own}/`)),
    );
    if (isBase && !CLOSED.test(after.split(/[.\n](?:\s|$)/)[0]!))
      return `${before.split(/[.!?]\s|[\n*]/).at(-1)!}${url}`.trim();
  }
  return undefined;
}

/** The hosts and paths at which an API is served with TLS. */
function secureBases({ servers }: Api): readonly { readonly host: string; readonly path: string }[] {
  return servers.flatMap(({ addresses }) =>
    addresses.flatMap((address) => {
      const { host, path } = hostAndPath(address, "https://");
      return host === "" ? [] : [{ host: host.toLowerCase(), path: withoutEnd(path, "/") }];
    }),
  );
}

/** What follows the scheme of an address; nothing where it has another. */
function hostAndPath(address: string, scheme: string): { readonly host: string; readonly path: string } {
  if (address.slice(0, scheme.length).toLowerCase() !== scheme) return { host: "", path: "" };
  const rest = address.slice(scheme.length);
  const slash = rest.indexOf("/");
  return slash < 0 ? { host: rest, path: "" } : { host: rest.slice(0, slash), path: rest.slice(slash) };
}

const LONGEST = 40_000;
const NEAR = 80;
const IN_CLEAR = /\bhttp:\/\/[^\s`"'<>()[\]{}]{4,120}/gi;
/** Says in each language that an address is that of the API. */
const BASE =
  /\b(?:base[- ]?(?:url|uri|address)|end-?point|available at|reachable at|served (?:at|from)|basis-?(?:url|adresse)|erreichbar unter|url de base|adresse de base|accessible (?:à|sur)|url base|disponible en|disponível em)\b/i;
/** Says in each language that calls there are refused. */
const CLOSED =
  /\b(?:is|are) (?:no longer|not) (?:supported|accepted|available|allowed)\b|\b(?:is|are|will be|get) (?:refused|rejected|redirected)\b|\bnicht (?:mehr )?(?:unterstützt|erreichbar)|\b(?:n'est|ne sont) (?:plus|pas) (?:accept|disponible|pris)|\b(?:ya )?no (?:está|se) (?:disponible|admite|acepta)|\bnão (?:é|está|são) (?:mais )?(?:aceit|dispon|suportad)/i;

/** A description of Swagger 2.0 that names no host, and says all the same that calls may come without TLS. */
function* schemesWithoutHost(api: AssessedApi): Generator<Fault> {
  const schemes: unknown = member(api.node.value, "schemes");
  if (api.format.version !== "2.0" || (member(api.node.value, "host") ?? "") !== "" || !Array.isArray(schemes)) return;
  const at = schemes.indexOf("http");
  const operations = api.operations.filter(({ node }) => member(node.value, "schemes") === undefined);
  const isSensitive = operations.some((operation) => carriesSensitive(api, operation));
  if (at < 0 || !(isSensitive || credentialsOf(api, operations).length > 0)) return;
  yield {
    at: { file: api.node.source.file, pointer: `#/schemes/${at}` },
    cause: "schemes",
    carriers: operations,
    message: `"http" in "schemes" allows calls of ${count(operations.length, "operation")} without TLS, on any host`,
    mitigations: [
      schemes.includes("https") ? "TLS is offered too" : "no host is named, so it may be a developer's machine",
    ],
  };
}

/** The schemes whose credentials operations ask for. A client certificate does not travel. */
function credentialsOf(api: AssessedApi, operations: readonly Operation[]): readonly string[] {
  const schemes = new Set(
    operations.flatMap(({ security }) =>
      (security?.alternatives ?? []).flatMap((alternative) => alternative.schemes.map(({ scheme }) => scheme)),
    ),
  );
  // What nobody binds and users have: the session that is meant is sent all the same.
  const called = new Set(operations);
  for (const scheme of api.securitySchemes)
    if (scheme.usedBy.length === 0 && isOfUsers(scheme) && usersOf(api, scheme).some((one) => called.has(one)))
      schemes.add(scheme);
  return [...schemes].filter(({ schemeKind }) => schemeKind !== "mutualTLS").map(({ name }) => name);
}

/** Whether a scheme is of a session, a token or a password, and no key of a program. */
function isOfUsers({ schemeKind, in: place, parameterName }: SecurityScheme): boolean {
  return schemeKind === "apiKey" ? place === "cookie" || /^(?:cookie|authorization)$/i.test(parameterName ?? "") : true;
}

/** Whether sensitive data travels. What anybody may read without a credential is told to whoever listens in any case. */
function carriesSensitive(
  api: AssessedApi,
  operation: Operation,
  isLeftOut: (flow: AssessedFlow) => boolean = () => false,
): boolean {
  const isOpen = operation.access === "anonymous" || operation.access === "unstated";
  return api.assessed(operation).flows.some((flow) => isSensitiveIn(flow, isOpen, operation) && !isLeftOut(flow));
}

function isSensitiveIn({ field, direction, via }: AssessedFlow, isOpen: boolean, { method }: Operation): boolean {
  return (
    field.confidence !== "possible" &&
    // Whose public page is asked for tells nothing of who asks.
    !(isOpen && method === "GET" && via === "parameter" && field.category === "user.account.username") &&
    // Where somebody looks for something is no address of theirs.
    !(via === "parameter" && field.category === "user.contact.address") &&
    isAbove(field.sensitivity, isOpen && direction === "read" ? "confidential" : "internal")
  );
}

interface Use {
  readonly server: Server;
  readonly operations: Operation[];
}

function operationsOf({ operations }: Api): readonly Operation[] {
  return operations;
}

/** Servers without TLS on hosts that are known, by host, with the operations that each serves; each answer is judged by the same. */
const cleartextHosts = memoBy(operationsOf, (api): ReadonlyMap<string, readonly Use[]> => {
  const hosts = new Map<string, Map<string, Use>>();
  const note = (server: Server, operation: Operation | undefined): void => {
    for (const address of server.addresses) {
      const parts = addressParts(withDefaults(server, address));
      if (parts === undefined || (parts.scheme !== "http" && parts.scheme !== "ws")) continue;
      if (!isKnown(parts.host) && (operation === undefined || !isSetApart(api, operation, parts.host))) continue;
      const uses = hosts.get(parts.host) ?? new Map<string, Use>();
      hosts.set(parts.host, uses);
      const use = uses.get(server.node.pointer) ?? { server, operations: [] };
      uses.set(server.node.pointer, use);
      if (operation !== undefined) use.operations.push(operation);
    }
  };
  for (const operation of api.operations) {
    if (operation.operationKind === "path") for (const server of operation.servers) note(server, operation);
  }
  return new Map([...hosts].map(([host, uses]) => [host, [...uses.values()]]));
});

/** An address with a host that is left open, as its default has it where that names one: `http://{host}` is judged before anybody lists the hosts. */
function withDefaults({ variables }: Server, address: string): string {
  if (addressParts(address)?.host.includes("{") !== true) return address;
  const filled = address.replaceAll(/\{([^{}]+)\}/g, (all, name: string) => variables.get(name)?.default ?? all);
  const host = addressParts(filled)?.host ?? "";
  return !host.includes("{") && isKnown(host) ? filled : address;
}

/** Whether a variable stands in the host of a server: `http://{host}/api`. */
function hasOpenHost({ url }: Server): boolean {
  return /^[a-z]+:\/\/[^/]*\{/i.test(url);
}

/** Whether a variable in place of the scheme is `https` unless the caller chooses otherwise: `{protocol}://api.acme.io`. */
function isOverTlsByDefault({ url, variables }: Server): boolean {
  const [, name] = /^\{([^{}]+)\}:/.exec(url) ?? [];
  return name !== undefined && variables.get(name)?.default === "https";
}

/** A placeholder, a loopback address or a host that is left open says nothing of where the API will be served. */
function isKnown(host: string): boolean {
  const name = host.toLowerCase();
  return !isLoopback(name) && reachOfHost(host).reach !== "unknown";
}

/**
 * Whether no TLS is meant, whatever the host: an operation has servers of its own without it, where the API has it, or
 * another host beside this one has it.
 */
function isSetApart(api: Api, { servers }: Operation, host: string): boolean {
  if (isLoopback(host.toLowerCase())) return false;
  const ours = tlsHosts(servers);
  if (ours.size === 0) return tlsHosts(api.servers).size > 0;
  // A host that is left open is that of whoever installs the service.
  return !host.includes("{") && [...ours].some((other) => other !== host && !isLoopback(other));
}

function isServedOverTls(api: Api, operations: readonly Operation[], host: string): boolean {
  const lists = new Set(operations.length === 0 ? [api.servers] : operations.map(({ servers }) => servers));
  return [...lists].every((servers) => tlsHosts(servers).has(host));
}

/** The hosts that a list of servers offers over TLS: asked for each of its hosts, and operations share their lists. */
const tlsHosts = memo((servers: readonly Server[]): ReadonlySet<string> => {
  const hosts = new Set<string>();
  for (const server of servers) {
    for (const address of server.addresses) {
      const parts = addressParts(withDefaults(server, address));
      // What listens at the port of HTTP does not speak TLS there: `https://api.acme.io:80`.
      if (AT_PORT_OF_HTTP.test(address)) continue;
      if (parts?.scheme === "https" || parts?.scheme === "wss") hosts.add(parts.host);
    }
  }
  return hosts;
});

const AT_PORT_OF_HTTP = /^[a-z]+:\/\/(?:\[[^\]]*\]|[^/:?#]*):80(?![\d])/i;
