import { addTo, grouped } from "../../core/grouped.ts";
import { count, listed, prose, quoted, yaml } from "../../core/prose.ts";
import { isCredential } from "../../data/taxonomy/is-credential.ts";
import type { AssessedScheme } from "../../exposure/admission.ts";
import type { AssessedApi, AssessedFlow } from "../../exposure/assessed-api.ts";
import { wordsOf } from "../../lexicon/name-tokens.ts";
import { placeOf, type Operation } from "../../model/api.ts";
import { keySentences } from "../../exposure/key-sentences.ts";
import { isPublishableKey } from "../../exposure/principal.ts";
import { readingOf } from "../../exposure/reading.ts";
import { actionOf } from "../../operations/candidates/action.ts";
import { callerIdentifiers, tenantIdentifiers } from "../../operations/candidates/object-identifiers.ts";
import { understandingOf } from "../../operations/understood.ts";
import { candidatesOf } from "../../operations/candidates/candidates.ts";
import type { Fault } from "../../operations/fault.ts";
import { carriedBy } from "../../operations/readers/readers.ts";
import { isIdentifierWord } from "../../data/classify/entity.ts";
import { requestFields } from "../../operations/request-fields.ts";
import type { Rule } from "../rule.ts";

/** Callers of sensitive data cannot be told apart. */
export const sharedKey: Rule = {
  id: "shared-key",
  title: "Sensitive data is behind a credential that all callers share",
  owasp: ["API2:2023", "API1:2023"],
  cwe: [522, 287, 639],
  asvs: ["V13.2.1"],
  confidence: "likely",

  rationale: prose`
    Health, payment or identity data is protected by a credential that many callers share, or that is in the URL. After
    a leak, it is not possible to find out who read which data, and no single caller can be locked out.
  `,
  exploit: prose`
    An attacker takes the key from an app, a log or a partner's repository. All callers use the same key, so reading
    health or payment records with it looks like normal traffic. When the leak is noticed, its owner is not known, and a
    new key stops every caller at once.
  `,
  remediation: prose`
    Give each caller its own credential that expires: OAuth 2.0 client credentials, mutual TLS, or a user's token.
  `,

  examples: {
    bad: [
      yaml`
        info:
          title: Cards
          version: "1"
          x-audience: external-partner
        servers:
          - url: https://api.acme.io
        security:
          - appKey: []
        paths:
          /cards/{cardId}:
            get:
              responses:
                "200":
                  description: The card.
                  content:
                    application/json:
                      schema:
                        properties:
                          cardNumber:
                            type: string
                          cvv:
                            type: string
        components:
          securitySchemes:
            appKey: # ✗
              type: apiKey
              in: header
              name: X-App-Key
              description: The application key, the same for all installations.
      `,
      yaml`
        servers:
          - url: https://api.acme.io
        paths:
          /vehicles/{vehicleId}/orders:
            post:
              security:
                - token: []
                  gatewayKey: []
              responses:
                "201":
                  description: Ordered.
          /accounts/{accountId}/payouts:
            post: # ✗
              security:
                - gatewayKey: []
              responses:
                "202":
                  description: On its way.
        components:
          securitySchemes:
            token:
              type: http
              scheme: bearer
            gatewayKey:
              type: apiKey
              in: header
              name: X-Gateway-Key
              description: Usage-plan key, compiled into the iOS and Android apps.
      `,
      yaml`
        servers:
          - url: https://api.acme.io
        paths:
          /messages:
            post: # ✗
              security:
                - fleetKey: []
              responses:
                "202":
                  description: Sent.
        components:
          securitySchemes:
            fleetKey:
              type: apiKey
              in: header
              name: X-Fleet-Key
              description: It is the same on the web page, in the app and on all kiosks.
      `,
    ],
    good: [
      yaml`
        info:
          title: Cards
          version: "1"
          x-audience: external-partner
        servers:
          - url: https://api.acme.io
        security:
          - token: []
        paths:
          /cards/{cardId}:
            get:
              responses:
                "200":
                  description: The card.
                  content:
                    application/json:
                      schema:
                        properties:
                          cardNumber:
                            type: string
        components:
          securitySchemes:
            token:
              type: http
              scheme: bearer
      `,
      yaml`
        servers:
          - url: https://api.acme.io
        paths:
          /messages:
            post:
              security:
                - partnerKey: []
              responses:
                "202":
                  description: Sent.
        components:
          securitySchemes:
            partnerKey:
              type: apiKey
              in: header
              name: X-Partner-Key
              description: Each partner has its own. Send the same key with all requests.
      `,
    ],
  },

  *check(api) {
    const byScheme = new Map<AssessedScheme, Operation[]>();
    for (const operation of api.operations) {
      const { judgedAs, schemes, flows } = api.assessed(operation);
      const [only] = schemes;
      if (judgedAs === "private" || schemes.length !== 1 || only === undefined || weaknessOf(only) === undefined)
        continue;
      if (flows.some((flow) => isRestricted(flow) && !isToldAnyway(api, only, flow)) && !returnsWhatItMakes(operation))
        addTo(byScheme, only, operation);
    }
    for (const [scheme, operations] of byScheme) {
      const flows = operations.flatMap((operation) => api.assessed(operation).flows.filter(isRestricted));
      yield {
        at: placeOf(scheme.scheme),
        cause: scheme.scheme.name,
        operations,
        ...(scheme.principal === "shared" ? {} : IN_URL),
        message: `${quoted(scheme.scheme.name)} is ${weaknessOf(scheme)}, and ${count(operations.length, "operation")} ${operations.length === 1 ? "returns" : "return"} ${carriedBy(flows, 5, "plural")} to callers who have it`,
      };
    }
    const told = new Set([...byScheme.values()].flat());
    const ownerless = [...ownerlessFaults(api, told)];
    yield* ownerless;
    const known = new Set([...told, ...ownerless.flatMap(({ operations }) => operations ?? [])]);
    const named = [...namedFaults(api, known)];
    yield* named;
    yield* changeFaults(api, new Set([...known, ...named.flatMap(({ operations }) => operations ?? [])]));
  },
};

/** Whether a call makes something new and names nothing that is there: what comes back is what its caller has just sent, and no one else's. */
function returnsWhatItMakes(operation: Operation): boolean {
  return (
    operation.method === "POST" &&
    readingOf(operation) === undefined &&
    !operation.path.includes("{") &&
    actionOf(operation).isMaking &&
    requestFields(operation).every(
      ({ in: place, words }) => place === "header" || !isIdentifierWord(words.at(-1) ?? ""),
    )
  );
}

/** What is wrong with a key of one caller's own that stands in the address of each call. */
const IN_URL = {
  title: "Sensitive data is behind a key in the URL alone",
  rationale: prose`
    Health, payment or identity data is protected by nothing but a key in the URL. Servers, proxies, browsers and
    monitoring keep URLs in logs and histories: whoever reads one of these can read the data too.
  `,
  exploit: prose`
    An attacker finds a URL with the key in a log, a proxy or a browser's history, and calls the API with it. The calls
    look like those of the customer whose key it is.
  `,
  remediation: prose`
    Send the key in a header, and stop accepting it in the query string. Replace the keys that were sent in URLs: they
    are in logs.
  `,
} as const;

/** Things of somebody that are reached by their identifier, where the key is one that many share: whose they are cannot be checked. */
function* ownerlessFaults(api: AssessedApi, told: ReadonlySet<Operation>): Generator<Fault> {
  const byScheme = new Map<AssessedScheme, Operation[]>();
  const isBehindSharedKey = (operation: Operation): boolean => {
    const { judgedAs, schemes } = api.assessed(operation);
    return schemes.length === 1 && schemes[0]!.principal === "shared" && judgedAs !== "private" && !told.has(operation);
  };
  if (!api.operations.some(isBehindSharedKey)) return;
  for (const { operation, kind, impact } of candidatesOf(api)) {
    const { schemes, over } = api.assessed(operation);
    const [only] = schemes;
    if (only === undefined || !isBehindSharedKey(operation)) continue;
    const isFile = understandingOf(api, operation) === "file" && sentenceOnKey(api, only) !== undefined;
    if ((kind === "object" || kind === "batch") && (impact.weight >= GRAVE || isFile) && over.size === 0)
      addTo(byScheme, only, operation);
  }
  for (const [{ scheme }, found] of byScheme) {
    const operations = [...new Set(found)];
    yield {
      at: placeOf(operations[0]!),
      cause: `ownerless ${scheme.name}`,
      operations,
      title: "Shared key gives access to individual users' objects (BOLA)",
      rationale: OWNERLESS,
      remediation: OF_OWN,
      places: operations.map((operation) => ({ at: placeOf(operation), operation })),
      message: `${listed(
        operations.map(({ id }) => id),
        3,
      )} ${operations.length === 1 ? "takes" : "take"} the identifier of a user's object, but ${quoted(scheme.name)} is one key for many callers`,
    };
  }
}

/** Calls in which a header says whose data is meant, where the key is one of all of them: anybody who has it names anybody. */
function* namedFaults(api: AssessedApi, told: ReadonlySet<Operation>): Generator<Fault> {
  for (const [scheme, operations] of grouped(
    api.operations.filter((operation) => {
      const { judgedAs, schemes } = api.assessed(operation);
      const [only] = schemes;
      return (
        only?.principal === "shared" &&
        schemes.length === 1 &&
        judgedAs !== "private" &&
        !told.has(operation) &&
        callerIdentifiers(operation).length > 0 &&
        !sendsToken(operation) &&
        // A key that its name alone says is an app's may be a tenant's own; a user has none of it.
        (sentenceOnKey(api, only) !== undefined || tenantIdentifiers(operation).length === 0)
      );
    }),
    (operation) => api.assessed(operation).schemes[0]!.scheme.name,
  )) {
    const [identifier] = callerIdentifiers(operations[0]!);
    if (identifier === undefined) continue;
    yield {
      at: identifier.at,
      cause: `named ${scheme}`,
      operations,
      title: "Header decides whose data is returned, and the key is the same for all callers (BOLA)",
      rationale: NAMED,
      exploit:
        "An attacker who has the key sends another value in the header, and gets the data of another user or organization.",
      remediation: OF_CALLER_ALONE,
      places: operations.map((operation) => ({ at: callerIdentifiers(operation)[0]!.at, operation })),
      message: `${quoted(identifier.name)} of ${listed(
        operations.map(({ id }) => id),
        3,
      )} decides whose data a call is about, but ${quoted(scheme)} is one key for many callers`,
      evidence: saidOnKey(api, api.assessed(operations[0]!).schemes[0]!),
    };
  }
}

/** Whether a header or cookie besides the key carries what proves who calls. */
function sendsToken({ parameters, lexicon }: Operation): boolean {
  return parameters.some(
    ({ in: place, name }) =>
      (place === "header" || place === "cookie") &&
      (lexicon.has(wordsOf(name), "token") || lexicon.has(wordsOf(name), "session")),
  );
}

function saidOnKey(api: AssessedApi, scheme: AssessedScheme): readonly string[] {
  const sentence = sentenceOnKey(api, scheme);
  return sentence === undefined ? [] : [`The description says: “${sentence}”`];
}

const NAMED = prose`
  A header names the user or organization whose data is meant, and the only credential is a key that all callers share.
  The server cannot tell them apart, so whoever has the key reads and changes what belongs to any of them.
`;
const OF_CALLER_ALONE = prose`
  Give each user or organization its own credential, and take from it whose data is meant. Reject a header that names
  another.
`;

/** Changes that ask for nothing but a key of which the texts say that many have it: who made one cannot be told. */
function* changeFaults(api: AssessedApi, told: ReadonlySet<Operation>): Generator<Fault> {
  const byScheme = new Map<AssessedScheme, Operation[]>();
  for (const operation of api.operations) {
    const { judgedAs, schemes, intent } = api.assessed(operation);
    const [only] = schemes;
    if (only?.principal !== "shared" || schemes.length !== 1 || judgedAs === "private" || told.has(operation)) continue;
    // What lets people in is called before they have anything else.
    if (intent !== undefined || readingOf(operation) !== undefined || actionOf(operation).isReading) continue;
    if (sentenceOnKey(api, only) !== undefined) addTo(byScheme, only, operation);
  }
  for (const [assessed, operations] of byScheme) {
    const { scheme } = assessed;
    yield {
      at: placeOf(operations[0]!),
      cause: `changes ${scheme.name}`,
      title: "Shared key is the only credential for changes",
      exploit:
        "An attacker takes the key from an app, a log or a partner's repository, and makes changes that cannot be traced.",
      rationale: CHANGES,
      remediation: OF_CALLER,
      places: operations.map((operation) => ({ at: placeOf(operation), operation })),
      message: `${listed(
        operations.map(({ id }) => id),
        3,
      )} ${operations.length === 1 ? "requires" : "require"} only ${quoted(scheme.name)}, which is one key for many callers`,
      evidence: saidOnKey(api, assessed),
      mitigations: ["the key can change data, but returns no sensitive data"],
    };
  }
}

/** What the texts say of who has a key, where they say that it is many, and the key is no identifier that is public on purpose. */
function sentenceOnKey(api: AssessedApi, { scheme }: AssessedScheme): string | undefined {
  if ((scheme.schemeKind !== "apiKey" && scheme.schemeKind !== "http") || isPublishableKey(scheme)) return undefined;
  const { shipped, common } = keySentences(scheme, api);
  return (common ?? shipped)?.replace(/\s+/g, " ").trim().slice(0, 160);
}

const CHANGES = prose`
  The operation changes data and requires only a key that many callers share or that ships in an app, a page or a
  device. Anyone who obtains it can act as any of the callers, and it cannot be revoked for one of them.
`;
const OF_CALLER = prose`
  Give each device, partner or installation its own credential. Tie it to what that caller may change, and make it
  possible to revoke one without the others.
`;

/** From here on something is lost to whose thing it is, in the weights of impacts. */
const GRAVE = 6;

const OWNERLESS = prose`
  The operation reads or changes objects of a person or a customer, but requires a key that does not identify the
  caller. The server cannot check who owns the object: anyone with the key, which ships in an app or is widely known,
  only needs an identifier.
`;
const OF_OWN = prose`
  Require a credential of the person or the customer, such as a user's token, and check on the server that the object
  belongs to them. Use the key only for metering.
`;

function isRestricted({
  direction,
  via,
  field,
}: {
  direction: string;
  via: string;
  field: { sensitivity: string; category: string; confidence: string };
}): boolean {
  return (
    direction === "read" &&
    (via === "body" || via === "embedded") &&
    field.sensitivity === "restricted" &&
    field.confidence !== "possible" &&
    !isCredential(field.category)
  );
}

/** What is wrong with a scheme as the only proof of who calls; `undefined` where it tells callers apart, as a user name does. */
function weaknessOf({ scheme, principal }: AssessedScheme): string | undefined {
  if (principal === "shared") return "one key for many callers";
  if (scheme.schemeKind === "apiKey" && scheme.in === "query") return "a key in the URL";
  return undefined;
}

/** Whether a finding of its own says of a flow that these callers must not read it, where the key tells accounts apart. */
function isToldAnyway(api: AssessedApi, { principal }: AssessedScheme, flow: AssessedFlow): boolean {
  return (
    principal !== "shared" &&
    [api, api.beyond].some((judged) => judged?.assessed(flow.operation).over.has(flow) === true)
  );
}
