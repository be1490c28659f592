import { listed, prose, quoted, yaml } from "../../core/prose.ts";
import { leadPhrase } from "../../data/classify/lead-phrase.ts";
import { isSaidReference, isSaidToOpen } from "../../data/classify/said-of-value.ts";
import { isAbove } from "../../core/exposure-words.ts";
import { grouped } from "../../core/grouped.ts";
import { member } from "../../core/json-value.ts";
import { credentialHeader } from "../../model/credential-header.ts";
import { isAnySecured } from "../../model/secured-operations.ts";
import { isSharedCredential } from "../../exposure/evident-credential.ts";
import { handsToken, intentOf } from "../../exposure/intent.ts";
import { readingOf } from "../../exposure/reading.ts";
import { fixedSegments } from "../../exposure/words.ts";
import type { Lexicon } from "../../lexicon/lexicon.ts";
import { isShownAsNumbers } from "../../data/classify/classify-field.ts";
import { textOfName, wordsInOrder, wordsOf } from "../../lexicon/name-tokens.ts";
import { endsIn, isHeadedBy, standsBeside } from "../../lexicon/phrases.ts";
import { placeOf, type Operation, type Parameter } from "../../model/api.ts";
import { targetOf, type Schema } from "../../model/schema.ts";
import { harmsOf } from "../../operations/great-harm.ts";
import { isInClear } from "../../operations/in-clear.ts";
import { isSaidUnused } from "../../operations/said-of-field.ts";
import { openedByCredential } from "../../operations/schemes/opened-by-credential.ts";
import { weightOfKeyInUrl } from "../../operations/schemes/weight-of-key-in-url.ts";
import { understandingOf } from "../../operations/understood.ts";
import { isSaidToBeToken } from "../../operations/schemes/said-to-be-token.ts";
import type { Rule } from "../rule.ts";
import { withParameterInHeader } from "../../operations/fixes/into-header.ts";
import type { AssessedApi } from "../../exposure/assessed-api.ts";
import { tokenLinks } from "../../data/search/token-links.ts";
import { endedCredential } from "../../operations/ended-credential.ts";
import { logInOfToken } from "../../operations/session-tokens.ts";
import { successResponses } from "../../model/response-coverage.ts";
import type { Fault, FaultPlace } from "../../operations/fault.ts";

/** A password, token or key as a parameter of the path or query string. */
export const credentialInUrl: Rule = {
  id: "credential-in-url",
  title: "Credential in the URL",
  alsoKnownAs: ["token in URL"],
  owasp: ["API2:2023"],
  cwe: [598],
  asvs: ["V14.2.1"],
  confidence: "likely",

  rationale: prose`
    URLs are recorded in many places: access logs, proxies, browser histories, error reports and Referer headers. Anyone
    with access to one of these places can read and use a password or token in a URL.
  `,
  exploit: prose`
    An attacker reads a proxy's access log, a browser history or an error report. The URLs contain passwords and tokens
    in clear text. The attacker tries each of them at once, here and at services where people use the same password.
  `,
  remediation: prose`
    Take credentials out of the URL: accept passwords and keys in the body of a POST, and tokens in the Authorization
    header. A one-time token that must be in a link should expire within minutes and work only once.
  `,

  fixes: [
    {
      name: "Move the parameter to a header",
      certainty: "suggested",
      requires: () =>
        "The service takes the value from the header, no longer from the query string, and clients send it there. The header's name is a proposal.",
      changes: (api, { at, operation }) => (isSentByPrograms(api, at, operation) ? withParameterInHeader(api, at) : []),
    },
  ],

  examples: {
    bad: [
      yaml`
        paths:
          /session:
            get:
              parameters:
                - name: user
                  in: query
                - name: password # ✗
                  in: query
      `,
      yaml`
        security:
          - token: []
        paths:
          /reports:
            get:
              parameters:
                - name: client_secret # ✗
                  in: query
        components:
          securitySchemes:
            token:
              type: http
              scheme: bearer
      `,
    ],
    good: [
      yaml`
        paths:
          /session:
            post:
              requestBody:
                content:
                  application/json:
                    schema:
                      properties:
                        user:
                          type: string
                        password:
                          type: string
      `,
      yaml`
        paths:
          /calls:
            get:
              parameters:
                - name: PageToken
                  in: query
                - name: token_type
                  in: query
                - name: hasPassword
                  in: query
                  schema:
                    type: boolean
                - name: minimumPasswords
                  in: query
                  schema:
                    type: integer
                - name: Authorization
                  in: header
          /session:
            post:
              requestBody:
                content:
                  application/json:
                    schema:
                      properties:
                        password:
                          type: string
      `,
    ],
  },

  *check(api) {
    yield* linkFaults(api);
    const schemeNames = new Set(
      api.securitySchemes.flatMap(({ in: place, parameterName }) =>
        place === "query" && parameterName !== undefined ? [parameterName] : [],
      ),
    );
    const parameters = new Map<Parameter, Operation[]>();
    for (const operation of api.operations) {
      if (operation.operationKind !== "path") continue;
      for (const parameter of operation.parameters) {
        if (parameter.in !== "query" && parameter.in !== "path") continue;
        if (schemeNames.has(parameter.name)) continue; // the scheme itself is reported
        if (isSignedFor(operation, parameter)) continue;
        const accesses = parameters.get(parameter);
        if (accesses === undefined) parameters.set(parameter, [operation]);
        else accesses.push(operation);
      }
    }
    const byName = new Map<string, Group>();
    for (const [parameter, operations] of parameters) {
      if (operations.every((one) => isOfPaging(one, parameter))) continue;
      const named =
        credentialKind(parameter) ??
        (operations.every((one) => isKeyOfLogIn(one, parameter)) || isKeyOfAllCalls(api, parameter)
          ? "key"
          : undefined);
      if (named === undefined) continue;
      const givers = operations.map((one) => logInOfToken(api, one, parameter));
      const giver = givers.every((one) => one !== undefined) ? givers[0] : undefined;
      const isOfSession = giver !== undefined && (named === "token" || named === "some token");
      const kind = isOfSession ? "access token" : named;
      const isEnded = operations.every((one) => endedCredential(one)?.name === parameter.name);
      const key = `${parameter.in} ${parameter.name}${isOfSession ? " of a session" : isEnded ? " ended" : ""}`;
      const group = byName.get(key) ?? { kind, parameter, spots: [], giver: isOfSession ? giver : undefined };
      byName.set(key, group);
      for (const operation of operations) group.spots.push({ at: placeOf(parameter, "name"), operation, witness: key });
    }
    const found = withoutHalves(byName).map((of) => ({ ...of, weighed: weighedBy(api, of) }));
    for (const [, some] of grouped(found, ({ key, parameter, kind, weighed }) =>
      causeOf(key, parameter, kind, weighed),
    )) {
      const { key, parameter, kind, spots, weighed, giver } = some[0]!;
      const operations = [...new Set(some.flatMap((one) => one.spots.map(({ operation }) => operation!.id)))];
      const names = [...new Set(some.flatMap(({ parameter: { name }, besides }) => [name, ...besides]))];
      yield {
        at: spots[0]!.at,
        cause: key,
        places: some.flatMap(({ places }) => places),
        message: `The ${parameter.in === "path" ? "path" : "query string"} of ${operations.length === 1 ? operations[0] : `${operations.length} operations`} contains ${KINDS[kind]}: ${listed(
          names.map((name) => quoted(name)),
          3,
        )}`,
        evidence: [
          ...(giver === undefined ? [] : [`${giver.id} returns a token of this name: ${quoted(parameter.name)}.`]),
          ...(weighed.byDesign === undefined ? [] : [`It is in the URL by design: ${weighed.byDesign}.`]),
        ],
        ...(giver === undefined && weighed.byDesign === undefined ? {} : { confidence: "certain" as const }),
        aggravations: weighed.aggravations,
        mitigations: weighed.mitigations,
      };
    }
  },
};

/**
 * Whether a parameter is a key or token that the program of a client sends. A password belongs into the body of a POST, and
 * nobody can send a header by following a link.
 */
function isSentByPrograms(api: AssessedApi, at: FaultPlace["at"], operation: Operation | undefined): boolean {
  const parameter = operation?.parameters.find((one) => {
    const place = placeOf(one, "name");
    return place.file === at.file && place.pointer === at.pointer;
  });
  if (operation === undefined || parameter?.in !== "query") return false;
  const kind =
    logInOfToken(api, operation, parameter) === undefined ? credentialKind(parameter) : ("access token" as const);
  const isOfProgram = kind === "key" || kind === "secret" || kind === "access token" || isKeyOfAllCalls(api, parameter);
  return isOfProgram && !isSaidLink(parameter) && !isOfMessage(operation) && !isCapability(operation);
}

interface Weighed {
  readonly aggravations: readonly string[];
  readonly mitigations: readonly string[];
  /** Why it stands in the URL whatever callers do, so that nothing has to go wrong first. */
  readonly byDesign?: string | undefined;
}

/** What makes a credential in a URL worse or milder, each a reason. */
function weighedBy(api: AssessedApi, group: Group): Weighed {
  const { kind, parameter, spots } = group;
  const mitigations: string[] = [];
  if (kind === "token" || kind === "some token")
    mitigations.push("the name of the token does not say what it gives access to");
  if (kind === "some token") mitigations.push("many tokens with such names are only identifiers");
  if (isMadeByCaller(parameter)) mitigations.push("the client generates it for one attempt");
  if (spots.every(({ operation }) => endedCredential(operation!)?.name === parameter.name))
    mitigations.push(ENDED, "the copy in a log should be invalid after the call");
  if (kind === "assertion") mitigations.push("it is signed for this server and expires soon");
  if (
    kind !== "access token" &&
    kind !== "assertion" &&
    (isSaidLink(parameter) || spots.every(({ operation }) => isOfMessage(operation)))
  )
    mitigations.push("it looks like a one-time token in a link");
  else if (kind !== "access token" && spots.every(({ operation }) => isCapability(operation!)))
    mitigations.push(
      "it is random, can be revoked and gives access to this resource only",
      ...(kind === "secret" && spots.every(({ operation }) => operation!.access !== "secured")
        ? ["no other credential is required"]
        : []),
    );
  else if (isPartOfLink(parameter, kind) && spots.every(({ operation }) => isOpenLink(operation!)))
    mitigations.push(
      "the token is part of a link that gives access to a single object",
      ...(kind === "secret" ? ["no other credential is required"] : []),
    );
  return mitigations.length > 0 ? { aggravations: [], mitigations } : weighedByWorth(api, group);
}

/**
 * What weighs a credential that nothing makes milder: what it opens, and that nothing protects it on the way. A password opens
 * more than this API, and its owner has to notice; a key or token is replaced by whoever runs the client.
 */
function weighedByWorth(api: AssessedApi, { kind, parameter, spots, giver }: Group): Weighed {
  const operations = spots.flatMap(({ operation }) => operation ?? []);
  const byDesign = designOf(api, kind, parameter, operations);
  if (kind === "password") {
    // Beside the name of an account, it is that account's.
    const isOfFile = operations.every(
      (one) => one.method === "GET" && understandingOf(api, one) === "file" && !takesLogInName(one),
    );
    return {
      byDesign,
      aggravations: operations.every(isInClear) ? [IN_CLEAR] : [],
      mitigations: isOfFile && byDesign === undefined ? ["it only protects the file that is returned"] : [],
    };
  }
  if (kind === "secret") {
    const isGrave =
      byDesign !== undefined ||
      isPrivateKey(parameter) ||
      operations.some(changesAccount) ||
      harmsOf(api, operations).size > 0;
    if (isGrave) return { byDesign, aggravations: [], mitigations: [] };
    const isOptional = operations.every((one) => isOptionalClientSecret(one, parameter));
    return { aggravations: [], mitigations: [isOptional ? OPTIONAL_SECRET : REPLACED] };
  }
  // A key is judged as it is where a security scheme says that it is one.
  const isOfApplication = kind === "key" && isKeyOfApplication(api, parameter);
  const ofKey = weightOfKeyInUrl(api, operations);
  const reading =
    kind === "key" || (isSharedCredential(api, parameter.name) && isToReadOnly(api, operations))
      ? ofKey.mitigations?.[0]
      : undefined;
  const isNameOfThing =
    parameter.in === "path" && giver === undefined && operations.every((one) => isOfNamedThing(one, parameter));
  const isOptional = kind === "key" && operations.every((one) => isOptionalBesideHeader(api, one, parameter));
  const further = isNameOfThing
    ? "it says what the call is about, and another credential is required"
    : isOptional
      ? "it is optional: callers can send the key in a header instead"
      : reading;
  return {
    // In a path it names the application that is meant, more likely than it opens it.
    aggravations: isOfApplication && parameter.in === "query" ? (ofKey.aggravations ?? []) : [],
    mitigations: [isOfApplication ? OF_APPLICATION : REPLACED, ...(further === undefined ? [] : [further])],
  };
}

/** Whether a call changes the account whose secret it is sent: `POST /account/top-up`. */
function changesAccount(operation: Operation): boolean {
  const { path, lexicon } = operation;
  return (
    readingOf(operation) === undefined &&
    fixedSegments(path).some((segment) => lexicon.is(textOfName(segment), "account"))
  );
}

const OF_APPLICATION = "the key of an application can be replaced without any action by its users";
const REPLACED =
  "the operator of the client can revoke and replace this credential; a user's password may also be used elsewhere";
const OPTIONAL_SECRET = "it is the secret of a program, and optional: it can be replaced without any action by users";

/**
 * Whether a path names a thing by it, behind the kind of things, to callers who must send another credential:
 * `/accounts/{api_key}/secrets`. At a log-in it is the credential.
 */
function isOfNamedThing(operation: Operation, { name }: Parameter): boolean {
  const { access, security, path } = operation;
  const intent = intentOf(operation);
  if (access !== "secured" || intent === "log-in" || intent === "log-out" || intent === "token") return false;
  const isSent = (security?.alternatives ?? []).some(({ schemes }) =>
    schemes.some(({ scheme }) => scheme.parameterName === name),
  );
  const segments = path.split("/");
  const before = segments[segments.indexOf(`{${name}}`) - 1] ?? "";
  return !isSent && before.endsWith("s") && !before.startsWith("{");
}

/** Whether a key may be left out of the query, since the header of a scheme, or of the operation, takes it as well. */
function isOptionalBesideHeader(
  { securitySchemes }: AssessedApi,
  { parameters }: Operation,
  { required, in: place }: Parameter,
): boolean {
  return (
    place === "query" &&
    !required &&
    (credentialHeader(parameters) !== undefined ||
      securitySchemes.some((scheme) => scheme.schemeKind === "apiKey" && scheme.in === "header"))
  );
}

/** Whether what a credential opens is no more than reads of what all callers see. */
function isToReadOnly(api: AssessedApi, operations: readonly Operation[]): boolean {
  return openedByCredential(api, operations).what === "the same for all";
}

/** Whether it is how a program shows which one it is, beside its identifier, where it need not (RFC 6749, section 2.3.1). */
function isOptionalClientSecret({ path, parameters }: Operation, { name, required }: Parameter): boolean {
  return (
    !required &&
    /(?:^|\/)(?:oauth2?|authorize|token)(?:\/|$)/i.test(path) &&
    /^client[-_]?secret$/i.test(name) &&
    parameters.some((one) => /^client[-_]?id$/i.test(one.name))
  );
}

const IN_CLEAR = "it is sent without TLS, so anyone on the network path can read it";

const ENDED = "the call revokes the credential that it sends, or reports it as stolen";

/** Passwords that are as bad as each other are one cause with one remedy, whatever the parameters are called. */
function causeOf(key: string, { in: place }: Parameter, kind: CredentialKind, weighed: Weighed): string {
  const isPlain =
    weighed.aggravations.length === 0 && weighed.mitigations.length === 0 && weighed.byDesign === undefined;
  return kind === "password" && isPlain ? `passwords in the ${place}` : key;
}

interface Group {
  readonly kind: CredentialKind;
  readonly parameter: Parameter;
  readonly spots: FaultPlace[];
  /** The log-in that returns it, where that shows what it opens. */
  readonly giver: Operation | undefined;
}

/**
 * The groups, where what the same operations take together is one: the old and the new password, a key and its secret. The
 * graver one leads.
 */
function withoutHalves(groups: ReadonlyMap<string, Group>): readonly (Group & {
  readonly key: string;
  readonly places: readonly FaultPlace[];
  readonly besides: readonly string[];
})[] {
  const alike = grouped(withoutSecondNames([...groups]), ([, { kind, parameter, spots }]) =>
    PAIRED.includes(kind)
      ? `${parameter.in} ${spots.map(({ operation }) => operation!.id).join(" ")}`
      : `${parameter.in} ${parameter.name} ${kind}`,
  );
  return [...alike].map(([, some]) => {
    const [first, ...others] = some.toSorted(
      ([, one], [, other]) => PAIRED.indexOf(one.kind) - PAIRED.indexOf(other.kind),
    );
    const [key, group] = first!; // a group has one at least
    const places = [...group.spots, ...others.flatMap(([, other]) => other.spots)];
    return { ...group, key, places, besides: others.map(([, other]) => other.parameter.name) };
  });
}

/** The groups without keys that paths hold beside the key of the same kind which all of these operations take: `/{apiKey}/copy/{targetApiKey}`. */
function withoutSecondNames(groups: readonly (readonly [string, Group])[]): readonly (readonly [string, Group])[] {
  const keys = groups.filter(([, { kind, parameter }]) => kind === "key" && parameter.in === "path");
  const operationsOf = ({ spots }: Group): ReadonlySet<Operation | undefined> =>
    new Set(spots.map(({ operation }) => operation));
  return groups.filter(
    ([key, group]) =>
      group.kind !== "key" ||
      group.parameter.in !== "path" ||
      !keys.some(([other, { spots }]) => {
        if (other === key || spots.length <= group.spots.length) return false;
        const all = operationsOf({ ...group, spots });
        return group.spots.every(({ operation }) => all.has(operation));
      }),
  );
}

/** What may come in pairs, the graver first. */
const PAIRED: readonly CredentialKind[] = ["password", "secret", "key"];

/**
 * Where a secret stands in every URL by design: users have no way to log in but with their password in one, it stands there
 * with the name that it belongs to, or nearly every call brings the API's own secret so. That is to be built anew, whoever
 * gets a credential.
 */
function designOf(
  api: AssessedApi,
  kind: CredentialKind,
  parameter: Parameter,
  operations: readonly Operation[],
): string | undefined {
  if (parameter.in !== "query") return undefined;
  const isAtFault = new Set(operations);
  const logIns = api.operations.filter((one) => intentOf(one) === "log-in" && one.operationKind === "path");
  if (kind === "password" && logIns.length > 0 && logIns.every((one) => isAtFault.has(one))) return ONLY_WAY_IN;
  if (kind === "password" && logIns.length === 0 && operations.some((one) => takesLogInName(one) || isLogInByUrl(one)))
    return WITH_NAME;
  // Where no log-in takes a password, one beside a name is that of an account elsewhere, and worth as much.
  if (
    kind === "password" &&
    !logIns.some(takesPassword) &&
    operations.some((one) => !isAtLogIn(one) && bringsAccount(one, parameter))
  )
    return WITH_NAME;
  const paths = api.operations.filter(({ operationKind }) => operationKind === "path");
  const isInMost = operations.length >= MANY && operations.length >= paths.length * MOST;
  return (kind === "secret" || kind === "password") && isInMost && operations.some((one) => isWorthSecret(api, one))
    ? IN_NEARLY_ALL
    : undefined;
}

/** Whether the query also takes whose password it is, and both must be sent: a log-in whole. */
function takesLogInName({ parameters, lexicon }: Operation): boolean {
  return parameters.some(
    ({ name, in: place, required }) =>
      place === "query" && required && LOG_IN_NAMES.some((concept) => lexicon.is(wordsOf(name).join(" "), concept)),
  );
}

function isAtLogIn(operation: Operation): boolean {
  return intentOf(operation) === "log-in";
}

/** Whether a log-in takes a password, wherever it is sent. */
function takesPassword({ parameters, requestBody, lexicon }: Operation): boolean {
  const fields = (requestBody?.content ?? []).flatMap(({ schema }) =>
    schema === undefined ? [] : [...targetOf(schema).properties.keys()],
  );
  return [...parameters.map(({ name }) => name), ...fields].some((name) =>
    isHeadedBy(wordsOf(name), lexicon, "password"),
  );
}

/**
 * Whether a query holds the name and the password of an account, of which a text says that it is one, and nothing that calls may leave
 * them out.
 */
function bringsAccount({ parameters, lexicon }: Operation, password: Parameter): boolean {
  const isLeftOut = ({ node }: Parameter): boolean => member(node.value, "required") === false;
  return (
    isHeadedBy(wordsOf(password.name), lexicon, "password") &&
    isHeadedBy(saidWords(password.description), lexicon, "password") &&
    !isLeftOut(password) &&
    parameters.some(
      (one) =>
        one.in === "query" &&
        !isLeftOut(one) &&
        LOG_IN_NAMES.some((concept) => lexicon.is(wordsOf(one.name).join(" "), concept)),
    )
  );
}

/** Whether a token comes back for what the query holds, of which the password is one and whose it is another: `number`. */
function isLogInByUrl(operation: Operation): boolean {
  return (
    handsToken(operation) &&
    operation.parameters.filter(({ in: place, required }) => place === "query" && required).length > 1
  );
}

const LOG_IN_NAMES = ["login-name", "contact-address", "user"] as const;

const ONLY_WAY_IN = "the only log-in takes the password in a URL";
const WITH_NAME = "the query holds the name and the password of a log-in";
const IN_NEARLY_ALL = "nearly every call puts the secret into a URL";

const MANY = 5;
const MOST = 0.6;

/** Whether the secret opens more than data that everyone may see: a call changes something, or what it returns is nobody's to see. */
function isWorthSecret(api: AssessedApi, operation: Operation): boolean {
  return (
    readingOf(operation) === undefined ||
    api
      .assessed(operation)
      .exposed.some(({ field }) => field.confidence !== "possible" && isAbove(field.sensitivity, "internal"))
  );
}

/** Whether a token is worth nothing by itself: of OAuth 1.0 (RFC 5849), where each request is signed with a secret beside. */
function isSignedFor({ parameters }: Operation, { name }: Parameter): boolean {
  return name === "oauth_token" && parameters.some((one) => one.name === "oauth_signature");
}

/** Links that are handed out with a token in them, by their example: whoever is sent one on has the token. */
function* linkFaults(api: AssessedApi): Generator<Fault> {
  const search = tokenLinks(api);
  const found = new Map<Schema, { readonly name: string; readonly way: string; readonly operations: Set<Operation> }>();
  for (const { operation, response } of successResponses(api)) {
    if (api.assessed(operation).judgedAs === "private") continue;
    for (const media of response.content) {
      for (const { name, schema, way } of search(media, "read")) {
        const link = found.get(schema) ?? { name, way, operations: new Set() };
        found.set(schema, link);
        link.operations.add(operation);
      }
    }
  }
  for (const [schema, { name, way, operations }] of found) {
    const all = [...operations];
    yield {
      at: placeOf(schema),
      cause: `link ${name} ${all.map(({ pathItem }) => pathItem.path).toSorted()[0]}`,
      title: "Link with a token in its URL",
      places: all.map((operation) => ({ at: placeOf(schema), operation, witness: `2xx ${way}` })),
      message: `${quoted(name)} of ${listed(
        all.map(({ id }) => id),
        3,
      )} is a link that contains a token, as its example shows`,
      mitigations: ["the token may be valid for this link only"],
    };
  }
}

/**
 * Whether what a log-in or token operation takes at the end of its path is what lets its caller in: `/login/{longtermKey}`.
 * Where a link in a message leads is no log-in of that kind.
 */
function isKeyOfLogIn(operation: Operation, { name, in: place, lexicon }: Parameter): boolean {
  const intent = intentOf(operation);
  return (
    place === "path" &&
    (intent === "log-in" || intent === "token") &&
    operation.path.endsWith(`/{${name}}`) &&
    (/(?:key|secret|token|password|ticket)$/i.test(name) || isHeadedBy(wordsOf(name), lexicon, "secret-word")) &&
    !isOfMessage(operation)
  );
}

/** Whether a parameter is the key of an application: by its name, or as a key that all calls must be sent. */
function isKeyOfApplication(api: AssessedApi, parameter: Parameter): boolean {
  // A token that all calls take is that of whoever logged in.
  return API_KEY.test(parameter.name) || (/key$/i.test(parameter.name) && isKeyOfAllCalls(api, parameter));
}

const API_KEY = /^(?:x[-_])?(?:api|app|application|developer|subscription)[-_]?key$/i;

/** Whether nearly all calls must be sent it, and it is called a key: where nothing else lets callers in, it is the credential. */
function isKeyOfAllCalls(api: AssessedApi, { in: place, name, required }: Parameter): boolean {
  return place === "query" && required && !isAnySecured(api.operations) && isSharedCredential(api, name);
}

type CredentialKind = "password" | "secret" | "key" | "access token" | "assertion" | "token" | "some token";

const KINDS: Readonly<Record<CredentialKind, string>> = {
  password: "a password",
  secret: "a secret",
  key: "a key that grants access",
  "access token": "a token that grants access",
  assertion: "an assertion that authenticates a client",
  token: "a token",
  "some token": "a possible token",
};

/** What kind of credential a parameter's name says that it holds; `undefined` for anything else. */
function credentialKind({ name, in: place, schema, description, lexicon }: Parameter): CredentialKind | undefined {
  const words = wordsOf(name);
  const types = schema === undefined ? [] : targetOf(schema).types;
  if (types.some((type) => type !== "string" && type !== "array" && type !== "null" && type !== "file"))
    return undefined;
  if (lexicon.is(wordsInOrder(description ?? "").join(" "), "said-to-be-ignored")) return undefined;
  // `keyId`, "Access Token"
  if (place === "path" && !isHeadedBy(words, lexicon, "token") && isSaidToBeToken({ description, lexicon }))
    return "access token";
  if (endsIn(words, lexicon, "about-credential") || isSaidReference(description) || isSwitch(schema)) return undefined;
  if (isShownAsNumbers(examplesOf(schema).map(({ value }) => value))) return undefined;
  if (description !== undefined && isSaidUnused({ description }, { lexicon })) return undefined;
  const isPassword = isHeadedBy(words, lexicon, "password") || isHeadedBy(saidWords(description), lexicon, "password");
  if (isPassword || words.at(-1) === "passcode") return "password";
  if (isPrivateKey({ name, description, lexicon }) || isHeadedBy(words, lexicon, "secret")) return "secret";
  if (isSaidToFilter(description, lexicon)) return undefined;
  if (isHeadedBy(words, lexicon, "opening-key")) return lexicon.has(words, "secret") ? "secret" : "key";
  // `key`, "A valid master key"
  if (words.join(" ") === "key" && lexicon.has(saidWords(description), "opening-key")) return "key";
  // What a path holds that is signed says what it is about: a session's token stands in the query.
  if (words.at(-1) === "jwt") return place === "path" ? "token" : "access token";
  if (words.at(-1) === "assertion") return "assertion";
  if (!isHeadedBy(words, lexicon, "token") || lexicon.has(words, "credential-cursor")) return undefined;
  const isSaidJwt = place === "query" && saidWords(description).includes("jwt");
  const isSaidAccess = place === "query" && standsBeside(saidWords(description), lexicon, "token", "gives-access");
  if (isAccessToken(words, lexicon) || isCalledAccess(schema) || isSaidJwt || isSaidAccess) return "access token";
  if (lexicon.has(words, "push-token") || lexicon.has(saidWords(description), "push-token")) return undefined;
  // What leads on in a list: "Replacement for the offset", "is present in the next link".
  if (!isSaidToOpen(description) && saysPaging(description, lexicon)) return undefined;
  return words.length === 1 ? "token" : "some token";
}

/** Whether a text says that a value chooses from a list: "Only return subscriptions that have this key". */
function isSaidToFilter(description: string | undefined, lexicon: Lexicon): boolean {
  return lexicon.has(wordsInOrder((description ?? "").slice(0, LIMIT)), "said-to-filter");
}

/** Whether it is the half of a pair of keys that nobody but its owner has. */
function isPrivateKey({ name, description, lexicon }: Pick<Parameter, "name" | "description" | "lexicon">): boolean {
  return isHeadedBy(wordsOf(name), lexicon, "private-key") || lexicon.has(saidWords(description), "private-key");
}

function examplesOf(schema: Schema | undefined): Schema["examples"] {
  return schema === undefined ? [] : [...schema.examples, ...targetOf(schema).examples];
}

/**
 * Whether a value is one of a list that is written down, or all its examples are "true" or "false": whether there is to be a
 * password, and not which. A list of what looks like tokens is one of tokens, which the description gives away besides.
 */
function isSwitch(schema: Schema | undefined): boolean {
  const values = schema === undefined ? undefined : member(targetOf(schema).node.value, "enum");
  if (Array.isArray(values) && values.length > 1) return !values.some(isLikeToken);
  const examples = examplesOf(schema);
  return examples.length > 0 && examples.every(({ value }) => value === "true" || value === "false");
}

/** Whether a value mixes letters and digits, or is as long as no word is. The name of an algorithm or a version mixes them, too. */
function isLikeToken(value: unknown): boolean {
  if (typeof value !== "string" || NAME_AND_NUMBER.test(value)) return false;
  return (/\d/.test(value) && /\p{L}/u.test(value)) || LONG_RUN.test(value);
}

const NAME_AND_NUMBER = /^(?:v|sha|md|oauth|base|aes|[hr]s|type)[-_ ]?\d{1,3}$/i;
const LONG_RUN = /\d{6}|[A-Za-z]{20}/;

/**
 * Whether an optional token is one of the parameters by which a list is read in parts, since it has the sign before its name that
 * they have: `_token` beside `_limit` and `_sort`. `_access_token` beside them lets its holder in.
 */
function isOfPaging({ method, parameters }: Operation, { name, in: place, required, description }: Parameter): boolean {
  const sign = /^[^a-z]/i.exec(name)?.[0];
  if (
    sign === undefined ||
    !TOKEN_OF_PAGE.test(name.slice(1)) ||
    method !== "GET" ||
    place !== "query" ||
    required ||
    isSaidToOpen(description ?? "")
  )
    return false;
  const alike = parameters.filter((one) => one.in === "query" && one.name.startsWith(sign));
  return alike.filter((one) => OF_PAGING.test(one.name.slice(1))).length > 1;
}

const TOKEN_OF_PAGE = /^(?:(?:next[-_]?)?(?:page|next|continuation|cursor)[-_]?)?token$/i;
const OF_PAGING = /^(?:limit|sort|offset|page|size|per_page|since|before|fields)$/i;

/** So much of a text is looked at. */
const LIMIT = 300;

/** Whether a text tells of a place in a list. */
function saysPaging(description: string | undefined, lexicon: Lexicon): boolean {
  const words = wordsInOrder((description ?? "").slice(0, LIMIT));
  return words.some((_, at) => lexicon.lengthAt(words, at, "place-in-list") > 0);
}

/** What a text says first that a value is: `p` is "The password of the account". */
function saidWords(description: string | undefined): readonly string[] {
  return wordsOf((description === undefined ? undefined : leadPhrase(description)) ?? "");
}

function isAccessToken(words: readonly string[], lexicon: Lexicon): boolean {
  return isHeadedBy(words, lexicon, "token") && standsBeside(words, lexicon, "token", "gives-access");
}

/** Whether what a parameter is called beside its name says that the token lets its holder in: `title: Session Token`. */
function isCalledAccess(schema: Schema | undefined): boolean {
  if (schema === undefined) return false;
  const titles = [
    member(schema.node.value, "title"),
    member(targetOf(schema).node.value, "title"),
    targetOf(schema).name,
  ];
  return titles.some((title) => typeof title === "string" && isAccessToken(wordsOf(title), schema.lexicon));
}

/** Whether a text says that the token is drawn at random and can be taken back: the link of a calendar that is subscribed to. */
function isCapability({ summary = "", description = "", lexicon }: Operation): boolean {
  const words = wordsInOrder(`${summary}. ${description.slice(0, LONG)}`);
  return lexicon.has(words, "said-random") && lexicon.has(words, "taken-back") && !lexicon.has(words, "not-taken-back");
}

const LONG = 1000;

/** Whether nothing but the link is asked for, and nothing says that it cannot be taken back. */
function isOpenLink({ access, summary = "", description = "", lexicon }: Operation): boolean {
  const words = wordsInOrder(`${summary}. ${description.slice(0, LONG)}`);
  return access === "anonymous" && !lexicon.has(words, "not-taken-back");
}

/** Whether a link is what its path holds, and no credential for anything else. */
function isPartOfLink({ in: place }: Parameter, kind: CredentialKind): boolean {
  return place === "path" && (kind === "token" || kind === "some token" || kind === "secret");
}

/** Whether a text says that the client makes a value up itself, to know one attempt again. */
function isMadeByCaller({ description, lexicon }: Parameter): boolean {
  return lexicon.has(wordsInOrder((description ?? "").slice(0, LIMIT)), "made-by-caller");
}

/** Whether a text says that a value stands in a link: "usually set in a link and not used by any direct API call". */
function isSaidLink({ description, lexicon }: Parameter): boolean {
  return lexicon.has(wordsInOrder((description ?? "").slice(0, LIMIT)), "stands-in-link");
}

/** Whether a path is one that links in messages lead to. */
function isOfMessage(operation: Operation | undefined): boolean {
  return operation?.lexicon.has(wordsOf(operation.path), "in-messages") === true;
}
