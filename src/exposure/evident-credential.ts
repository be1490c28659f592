import { credentialHeader } from "../model/credential-header.ts";
import { memo, memoBy } from "../core/memo.ts";
import { leadPhrase } from "../data/classify/lead-phrase.ts";
import { wordsInOrder, wordsOf } from "../lexicon/name-tokens.ts";
import type { Lexicon } from "../lexicon/lexicon.ts";
import type { Api, Operation } from "../model/api.ts";
import type { Server } from "../model/servers.ts";
import { provesClient } from "./client-authentication.ts";
import { demandOfTag } from "./demanded-by-tag.ts";
import { intentOf } from "./intent.ts";
import { isSaid, isSaidOpen } from "./said.ts";
import { shownCalls } from "./shown-calls.ts";
import { asksForCredential, refusalsOf, statedCredential, type DescribedWithData } from "./stated-credential.ts";
import { targetOf, type Schema } from "../model/schema.ts";
import { composedProperties, heldSchemaOf } from "../model/schema-parts.ts";

/**
 * Tells of operations of which nothing is required whether they show all the same that they ask for a credential: by what
 * they take, by how they refuse, by their text, or by what the API says of its key or token. Whoever may get that, they
 * are not open to everybody.
 */
export const evidentCredentials = memoBy(
  ({ data }: DescribedWithData & Api) => data,
  (api): ((operation: Operation) => boolean) => {
    const stated = statedCredential(api);
    const { isExplained } = stated;
    const takes = takesCredential(api);
    const anyRefuses = isExplained && api.operations.some((operation) => refusalsOf(operation).length > 0);
    const asksByItself = memo(
      (operation: Operation): boolean =>
        takes(operation) ||
        provesClient(operation) ||
        refusalsOf(operation).some(({ description }) => asksForCredential(description, operation)) ||
        says(DEMAND, operation.description) ||
        namesScopes(operation) ||
        (shownCalls(operation).withCredential > 0 && !isSaidOpen(operation)) ||
        (demandOfTag(api, operation) !== undefined && !isSaidOpen(operation)) ||
        // Of an API that says which of its operations refuse, the others do not.
        (isExplained && (!anyRefuses || refusalsOf(operation).length > 0) && !isSaidOpen(operation)),
    );
    const isAskedOfAll =
      stated.ofAll !== undefined || stated.gateway !== undefined || manyKnowTheCaller(api, asksByItself, takes);
    const isAskedLater = stated.later !== undefined;
    return (operation) =>
      asksByItself(operation) ||
      (isAskedOfAll && !isSaidOpen(operation)) ||
      (isAskedLater && isAfterLogIn(operation) && !isSaidOpen(operation));
  },
);

/**
 * Tells of operations of which nothing is required whether a credential is stated all the same, and only its declaration is
 * missing: a call cannot do without it, or a text says that no call can. What only shows that there is a credential, as a refusal
 * does, may be of some callers alone.
 */
export const statesCredential = memoBy(
  ({ data }: DescribedWithData & Api) => data,
  (api): ((operation: Operation) => boolean) => {
    const { ofAll, gateway, later } = statedCredential(api);
    const takes = takesCredential(api);
    return memo(
      (operation) =>
        operation.access === "unstated" &&
        operation.operationKind === "path" &&
        (takes(operation) ||
          (!isSaidOpen(operation) &&
            isAfterLogIn(operation) &&
            (ofAll !== undefined || gateway !== undefined || later !== undefined))),
    );
  },
);

/** Whether an operation is none of those by which callers get what all others need, nor one that asks how the service is. */
export function isAfterLogIn(operation: Operation): boolean {
  const intent = intentOf(operation);
  return operation.operationKind === "path" && (intent === undefined || intent === "log-out" || intent === "catalogue");
}

/**
 * Whether so many operations show that the server knows who calls that the rest is only written less carefully: where no
 * requirement stands anywhere, one operation is no more open than another because its text is shorter. Of an API that
 * declares refusals the others may not refuse, so that most must; a sentence on the rights of callers is written where it
 * comes to mind. A parameter or field that must be sent is no text: where not nearly all operations have it, one without it
 * is called without it.
 */
function manyKnowTheCaller(
  { operations }: Api,
  asksByItself: (operation: Operation) => boolean,
  takes: (operation: Operation) => boolean,
): boolean {
  const all = operations.filter(
    (operation) =>
      operation.operationKind === "path" && operation.access === "unstated" && intentOf(operation) === undefined,
  );
  const isSent = (operation: Operation): boolean =>
    takes(operation) && credentialHeader(operation.parameters) === undefined;
  const paths = all.filter(isSent).length >= all.length * NEARLY_ALL ? all : all.filter((one) => !isSent(one));
  const speaking = new Set(paths.filter((operation) => isSaid(operation, "right-of-the-caller")));
  const asking = paths.filter(
    (operation) => asksByItself(operation) || speaking.has(operation) || refusesByRight(operation),
  );
  return (
    (asking.length >= 3 && asking.length >= paths.length / 2) ||
    (speaking.size >= 15 && speaking.size >= paths.length / 10)
  );
}

/** "You lack the rights to delete the application": what a refusal says of the rights of who calls. */
function refusesByRight(operation: Operation): boolean {
  const { lexicon } = operation;
  return refusalsOf(operation).some(({ description }) =>
    lexicon.has(wordsInOrder((description ?? "").slice(0, LIMIT)), "right-of-the-caller"),
  );
}

/** Whether an extension of an operation names scopes: `x-scopes`. */
export function namesScopes({ extensions }: Operation): boolean {
  return [...extensions].some(([key, { value }]) => SCOPES.test(key) && Array.isArray(value) && value.length > 0);
}

/** Tells of operations whether they cannot be called without a parameter or field that is a credential of the API. */
export const takesCredential = memoBy(
  ({ operations }: Pick<Api, "operations" | "securitySchemes" | "servers">) => operations,
  ({ operations, securitySchemes, servers }): ((operation: Operation) => boolean) => {
    const shared = sharedCredentials(operations);
    const inBodies = keysInBodies(operations);
    const inPaths = tokensInPaths(operations);
    const ofSessions = sessionNames(operations);
    // Every address begins with it: `https://api.example.com/{apiKey}`.
    const isInServers = servers.length > 0 && servers.every((server) => keyInServer(server) !== undefined);
    // What a scheme calls the credential is called so where a call must be sent it, though no requirement names the scheme.
    const ofSession = namesOfSession(operations);
    const declared = new Map(
      securitySchemes.flatMap(({ schemeKind, in: place, parameterName }) =>
        schemeKind === "apiKey" && parameterName !== undefined ? [[parameterName.toLowerCase(), place] as const] : [],
      ),
    );
    const isDeclared = (name: string, place: string): boolean =>
      declared.has(name) && (declared.get(name) === place || !/^(?:id|code|key|name|token)$/.test(name));
    return memo(
      (operation) =>
        (isInServers && operation.operationKind === "path") ||
        takesOwnCredential(operation) ||
        neededOf(operation).some(
          ({ place, name }) =>
            (place !== "path" && (shared.has(name) || ofSession.has(name) || isDeclared(name.toLowerCase(), place))) ||
            (place === "path" && inPaths.has(name.toLowerCase())),
        ) ||
        // What the others must be sent in their paths stands in a body where there is one.
        bodyNamesOf(operation).some((name) => inBodies.has(name) || inPaths.has(name.toLowerCase())) ||
        neededOf(operation).some(({ place, name }) => place !== "path" && ofSessions.has(name)),
    );
  },
);

/**
 * The names under which a log-in returns what it calls a token or key: a call that must be sent the same is no call of strangers,
 * whatever its own text says.
 */
const namesOfSession = memo((operations: readonly Operation[]): ReadonlySet<string> => {
  const given = new Set<string>();
  for (const operation of operations) {
    if (!GIVING.has(intentOf(operation) ?? "")) continue;
    for (const { statusClass, content } of operation.responses)
      for (const { schema } of statusClass === "2xx" ? content : [])
        for (const [name, property] of schema === undefined ? [] : composedProperties(heldSchemaOf(schema)))
          if (isCalledToken(property.description ?? targetOf(property).description, operation.lexicon)) given.add(name);
  }
  return given;
});

/** What gives callers that by which they are known later. */
const GIVING: ReadonlySet<string> = new Set(["log-in", "sign-up", "token"]);

/** "token for future authorized calls", "Sitzungsschlüssel": whether a text begins by calling a value a token, key or session. */
function isCalledToken(description: string | undefined, lexicon: Lexicon): boolean {
  const words = wordsOf(leadPhrase((description ?? "").slice(0, LIMIT_OF_FIELD)) ?? "");
  return words.slice(0, MOST_BEFORE).some((word) => lexicon.is(word, "opens-the-api"));
}

/** So many words of a text may call a value what it is: "Your personal access token". */
const MOST_BEFORE = 4;

/** What a text begins with of which the call does without: "optional UID of the session". */
const OPTIONAL = /^\W*(?:optional|facultati|opcional)/i;

/**
 * The names of the path parameters that most operations have and that are called a token or key by which somebody gets in, in
 * small letters: `/actors/{AccessToken}/{id}`. A `key` alone is often what the operation is about, and so is a token behind
 * `tokens`.
 */
const tokensInPaths = memo((operations: readonly Operation[]): ReadonlySet<string> => {
  const paths = operations.filter(({ operationKind }) => operationKind === "path");
  const counts = new Map<string, number>();
  for (const operation of paths)
    for (const { name, behind } of placeholdersOf(operation))
      if (TOKEN_IN_PATH.test(name) && !/(?:token|key)s?$/.test(behind)) counts.set(name, (counts.get(name) ?? 0) + 1);
  const most = Math.max(3, paths.length * MOST);
  return new Set([...counts].flatMap(([name, count]) => (count >= most ? [name] : [])));
});

/** The segments of a path that stand for a value, in small letters, each with the segment before it. */
function placeholdersOf({ path }: Operation): readonly { readonly name: string; readonly behind: string }[] {
  const segments = path.toLowerCase().split("/");
  return segments.flatMap((segment, at) => {
    const name = /^\{(.{1,40})\}$/.exec(segment)?.[1];
    return name === undefined ? [] : [{ name, behind: segments[at - 1] ?? "" }];
  });
}

/** A token, or a text for readers to replace: `{YOUR_API_KEY_HERE}`. An API key alone may name the application: `/games/{apiKey}`. */
const TOKEN_IN_PATH =
  /^(?:(?:access|auth|authentication|session)[-_]?token|(?:my|your)[-_]?api[-_]?(?:key|token)(?:[-_]?here)?)$/;

/** What callers put into each address. */
const KEY_IN_SERVER = /^(?:(?:my|your)[-_]?)?(?:(?:access|auth|session)[-_]?token|api[-_]?(?:key|token))$/;

/** The variable of a server that is called a key or token by which somebody gets in. */
export function keyInServer({ url, variables }: Server): string | undefined {
  // Part of a host, it names the customer.
  const behindHost = url.replace(/^(?:\w{1,10}:)?\/\/[^/]{0,300}/, "");
  return [...variables].find(
    ([name, { description = "" }]) =>
      KEY_IN_SERVER.test(name.toLowerCase()) && behindHost.includes(`{${name}}`) && !/\bpublic\b/i.test(description),
  )?.[0];
}

/**
 * The names of the fields that nearly all operations take in their bodies, whether or not a schema says that they must be sent, and
 * that are called a key of the API by their name, or by most of their texts: `key`, "a valid API key".
 */
const keysInBodies = memo((operations: readonly Operation[]): ReadonlySet<string> => {
  const paths = operations.filter(({ operationKind }) => operationKind === "path");
  const counts = new Map<string, { count: number; told: number; said: number; beside: number; ofPair: number }>();
  let bodies = 0;
  for (const operation of paths) {
    const { lexicon } = operation;
    const fields = new Map(bodyFieldsOf(operation));
    if (fields.size > 0) bodies += 1;
    const isPair = [...fields.keys()].some((name) => VALUE_OF_KEY.test(name));
    for (const [name, property] of fields) {
      const description = property.description ?? targetOf(property).description;
      const known = counts.get(name) ?? { count: 0, told: 0, said: 0, beside: 0, ofPair: 0 };
      known.count += 1;
      if (fields.size > 1) known.beside += 1;
      if (isPair) known.ofPair += 1;
      if ((description ?? "") !== "") known.told += 1;
      if (isCredentialOfApi(name, description) || isSaidKey(description, lexicon)) known.said += 1;
      counts.set(name, known);
    }
  }
  // Reads and deletions have no body to put it into: what nearly all bodies of most operations have is a convention as well.
  const most = Math.max(FEWEST_BODIES, bodies * NEARLY_ALL, paths.length * MOST);
  const all = Math.max(FEWEST_BODIES * 2, bodies * PRACTICALLY_ALL, paths.length * MOST);
  return new Set(
    [...counts].flatMap(([name, { count, told, said, beside, ofPair }]) =>
      (count >= most && (API_KEY.test(name) || (said > 0 && said * 2 > told))) ||
      // Without a text: what each of many different calls is sent beside other things is of none of them alone. A key beside its
      // value is an entry.
      (count >= all && told === 0 && beside * 2 > count && ofPair * 3 < count && PLAIN_KEY.test(name))
        ? [name]
        : [],
    ),
  );
});

/** What a key of an entry, a setting or a translation opens nothing for. */
const VALUE_OF_KEY = /^(?:values?|val|wert|valeur|valor)$/i;

/**
 * The names under which several operations take the session of who calls, by most of their texts: what another must be sent under
 * the same name is that, too, however short its own text is.
 */
const sessionNames = memo((operations: readonly Operation[]): ReadonlySet<string> => {
  const counts = new Map<string, { told: number; said: number }>();
  for (const { parameters, requestBody, lexicon } of operations) {
    const fields = new Map((requestBody?.content ?? []).flatMap(({ schema }) => fieldTextsOf(schema)));
    for (const { in: place, name, description } of parameters) if (place === "query") fields.set(name, description);
    for (const [name, description] of fields) {
      if ((description ?? "") === "") continue;
      const known = counts.get(name) ?? { told: 0, said: 0 };
      known.told += 1;
      if (isSaidSession(description, lexicon)) known.said += 1;
      counts.set(name, known);
    }
  }
  return new Set([...counts].flatMap(([name, { told, said }]) => (said > 1 && said * 2 > told ? [name] : [])));
});

function fieldTextsOf(schema: Schema | undefined): readonly (readonly [string, string | undefined])[] {
  if (schema === undefined) return [];
  return [...targetOf(schema).properties].map(
    ([name, property]) => [name, property.description ?? targetOf(property).description] as const,
  );
}

function isSaidSession(description: string | undefined, lexicon: Lexicon): boolean {
  const text = (description ?? "").slice(0, LIMIT_OF_FIELD);
  return !OPTIONAL.test(text) && lexicon.has(wordsInOrder(text), "session-of-caller");
}

/** Fewer bodies than this show no convention. */
const FEWEST_BODIES = 5;
const PRACTICALLY_ALL = 0.9;
const PLAIN_KEY = /^(?:key|token|auth)$/i;

function bodyNamesOf(operation: Operation): readonly string[] {
  return bodyFieldsOf(operation).map(([name]) => name);
}

/** The fields at the top of what an operation takes, also where a framework wraps the schema: `nullable` with one `oneOf`. */
const bodyFieldsOf = memo(({ requestBody }: Operation): readonly (readonly [string, Schema])[] =>
  (requestBody?.content ?? []).flatMap(({ schema }) => (schema === undefined ? [] : [...composedProperties(schema)])),
);

/** What an operation cannot do without: a parameter, or a field of its body. */
interface Needed {
  readonly place: string;
  readonly name: string;
  readonly description: string | undefined;
}

const neededOf = memo(({ parameters, requestBody }: Operation): readonly Needed[] => {
  const sent = (requestBody?.content ?? []).flatMap(({ schema }) => {
    if (schema === undefined) return [];
    const { properties, required } = targetOf(schema);
    return [...required].map((name) => {
      const property = properties.get(name);
      const description = property?.description ?? (property && targetOf(property).description);
      return { place: "body", name, description };
    });
  });
  const needed = parameters.filter(({ required }) => required);
  return [...needed.map(({ in: place, name, description }) => ({ place, name, description })), ...sent];
});

/** Tells whether what nearly all calls must be sent under a name is the API's own credential: in a query here, in a body there. */
export function isSharedCredential({ operations }: Pick<Api, "operations">, name: string): boolean {
  return sharedCredentials(operations).has(name);
}

/**
 * The names of the parameters and fields that most operations cannot do without and that are called what lets somebody in, by
 * their name or by a text of one of them: `accessKey` or `token` in the query, `keyid` "Clé API" there or in the body. What all
 * must send says nothing of a single one.
 */
const sharedCredentials = memo((operations: readonly Operation[]): ReadonlySet<string> => {
  const paths = operations.filter(({ operationKind }) => operationKind === "path");
  const counts = new Map<string, { count: number; isCredential: boolean; told: number; said: number }>();
  for (const operation of paths) {
    const counted = new Set<string>();
    for (const { place, name, description } of neededOf(operation)) {
      if (place === "path") continue;
      const known = counts.get(name) ?? {
        count: 0,
        isCredential: isCalledCredential(name, operation.lexicon),
        told: 0,
        said: 0,
      };
      counts.set(name, known);
      if ((description ?? "") !== "") known.told += 1;
      // What is called so is another thing in each call, whatever the text of one says.
      if (!/^(?:id|code|key|name)$/i.test(name) && isSaidKey(description, operation.lexicon)) known.said += 1;
      if (!counted.has(name)) known.count += 1;
      counted.add(name);
    }
  }
  const most = Math.max(3, paths.length * MOST);
  return new Set(
    [...counts].flatMap(([name, { count, isCredential, told, said }]) =>
      // One text among many that say something else is of one call.
      (isCredential || (said > 0 && said * 2 > told)) && count >= most ? [name] : [],
    ),
  );
});

/** Whether a text begins by calling a value the key of an API or an account: "Clé API", "Your API key". */
function isSaidKey(description: string | undefined, lexicon: Lexicon): boolean {
  const words = wordsOf(leadPhrase((description ?? "").slice(0, LIMIT_OF_FIELD)) ?? "");
  const first = words.findIndex((word) => !lexicon.is(word, "article-or-own"));
  const length = first < 0 ? 0 : lexicon.lengthAt(words, first, "opening-key");
  // "API key to delete": what a call is about.
  return length > 0 && words[first + length] !== "to";
}

/** So large a part of the operations takes what opens the API. */
const MOST = 0.6;

/** So large a part of them leaves the rest to be an oversight. */
const NEARLY_ALL = 0.75;

function isCalledCredential(name: string, lexicon: Lexicon): boolean {
  const words = wordsOf(name);
  // A session by itself; behind another word it is what some vendors call an identifier: `AccountSid`.
  const isSession = words.length === 1 && words[0] === "sid";
  return (
    (isSession || lexicon.is(words.at(-1) ?? "", "opens-the-api")) &&
    !words.some((word) => lexicon.has([word], "key-of-request"))
  );
}

/** Whether an operation alone shows that it takes a credential of the API. */
function takesOwnCredential({ parameters, requestBody, lexicon }: Operation): boolean {
  const needed = parameters.filter(({ required }) => required);
  if (credentialHeader(needed) !== undefined) return true;
  if (needed.some(({ in: place, name, description }) => place === "query" && isCredentialOfApi(name, description)))
    return true;
  return (requestBody?.content ?? []).some(({ schema }) => {
    if (schema === undefined) return false;
    const { properties, required } = targetOf(schema);
    // Whose session it is, nobody has without a log-in, whether or not a schema says that it must be sent.
    const isOfSession = [...properties.values()].some(({ description }) => isSaidSession(description, lexicon));
    if (isOfSession) return true;
    return [...required].some((name) => {
      const property = properties.get(name);
      const said = property?.description ?? (property && targetOf(property).description);
      return isCredentialOfApi(name, said ?? requestBody?.description);
    });
  });
}

/** What is called a key or token may be of anything, and opens the API where its name or text says so. */
function isCredentialOfApi(name: string, description: string | undefined): boolean {
  return API_KEY.test(name) || (PLAIN_KEY.test(name) && says(KEY_TEXT, description));
}

/** So much of what is said of a field is looked at. */
const LIMIT_OF_FIELD = 300;
/** Where several are needed, a number or a letter tells them apart: `apiKey1`, `api_key_b`. */
const API_KEY = /^(?:x[-_])?(?:api[-_]?key(?:[-_]?[a-z]?\d{1,2}|[-_][a-z])?|access[-_]?token|auth[-_]?token)$/i;
const KEY_TEXT = /\bapi[- ]?key\b|\b(?:access|authentication|authorization|session|bearer) token\b/i;

/** What an operation says that it needs. */
const DEMAND =
  /\b(?:must|need to|have to) (?:be )?(?:authenticated?|log(?:ged)? in|sign(?:ed)? in)\b|\b(?:must|need to|have to) use an? (?:[\w()-]+ ){0,4}(?:token|jwt|api key)\b|\b(?:tokens?|api keys?)\b[^.]{0,60}\b(?:need|must have|require)s? (?:the |a )?[^.]{0,40}\b(?:scopes?|permissions?)\b|\brequires? (?:an? |the )?(?:valid )?(?:[\w-]+ ){0,2}(?:authentication|access token|api key|log-?in)\b|\bm(?:uss|üssen) (?:\w+ ){0,3}?(?:angemeldet|eingeloggt|authentifiziert) sein\b|\b(?:erfordert|benötigt|verlangt) (?:eine[nr]? |ein )?(?:gültige[ns]? )?(?:Authentifizierung|Anmeldung|(?:Zugriffs|Zugangs)?token|API-(?:Key|Schlüssel))\b|\bdoi(?:t|vent) être (?:authentifi|connect)|\b(?:nécessite|requiert|exige) (?:une? )?(?:authentification|jeton|clé (?:d')?api)|\bdeben? estar (?:autenticad|identificad)|\b(?:requiere|necesita) (?:una? )?(?:autenticación|token|clave (?:de )?api)|\bdevem? estar (?:autenticad|logad)|\b(?:requer|exige) (?:uma? )?(?:autenticação|token|chave (?:de |da )?api)/i;

const SCOPES = /^x-(?:[\w-]+-)?scopes?$/;

function says(pattern: RegExp, text: string | undefined): boolean {
  return text !== undefined && pattern.test(text.slice(0, LIMIT).replaceAll("*", ""));
}

/** So much of a text is looked at. */
const LIMIT = 20_000;
