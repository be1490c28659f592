import { grouped } from "../../core/grouped.ts";
import { count, listed, prose, quoted, yaml } from "../../core/prose.ts";
import type { AssessedApi } from "../../exposure/assessed-api.ts";
import { intentOf } from "../../exposure/intent.ts";
import { placeOf, type Operation } from "../../model/api.ts";
import { credentialHeader, credentialHeaders } from "../../model/credential-header.ts";
import { isAdministration } from "../../exposure/administration.ts";
import type { Rule } from "../rule.ts";
import type { Fault } from "../../operations/fault.ts";

/** A credential that is described as an ordinary header, out of sight of everything that reads security requirements. */
export const authorizationHeaderParameter: Rule = {
  id: "authorization-header-parameter",
  title: "Credential is described as an ordinary header parameter",
  owasp: ["API2:2023"],
  cwe: [306],
  asvs: ["V6.1.3"],
  confidence: "likely",

  rationale: prose`
    OpenAPI tells tools to ignore a header parameter named Authorization, and gateways, portals and tests look for
    credentials in the security requirements only. They treat the operation as open, and an implementation generated
    from the description checks nothing.
  `,
  exploit: prose`
    An attacker calls the operation without the header. The gateway has no requirement to enforce, and the generated
    server treats the parameter as ordinary text, so the request is served. Scanners and tests never tried a call
    without the header, because the operation looked open by design.
  `,
  remediation: prose`
    Define a security scheme for the credential, and require this scheme. Remove the parameter.
  `,

  examples: {
    bad: [
      yaml`
        paths:
          /orders:
            get:
              parameters:
                - name: Authorization # ✗
                  in: header
                  required: true
                  schema:
                    type: string
      `,
      yaml`
        paths:
          /orders:
            get:
              parameters:
                - name: X-API-Key # ✗
                  in: header
                  schema:
                    type: string
      `,
    ],
    good: [
      yaml`
        paths:
          /orders:
            get:
              security:
                - token: []
              parameters:
                - name: authorization
                  in: header
                  schema:
                    type: string
                - name: X-Api-Key-Id
                  in: header
                  schema:
                    type: string
          /hooks:
            post:
              parameters:
                - name: X-Hub-Signature
                  in: header
                  schema:
                    type: string
        components:
          securitySchemes:
            token:
              type: http
              scheme: bearer
      `,
    ],
  },

  *check(api) {
    const all = api.operations.flatMap((operation) => {
      const isMeant = operation.operationKind === "path" && operation.access === "unstated";
      const headers = isMeant ? credentialHeaders(operation.parameters) : [];
      return headers.length === 0 ? [] : [{ operation, headers }];
    });
    // At a log-in or a token endpoint a client may prove itself by a header of that protocol (RFC 6749, 2.3.1): not by the one
    // that other calls take as well.
    const ofCalls = new Set(
      all
        .filter(({ operation }) => intentOf(operation) === undefined)
        .flatMap(({ headers }) => headers.map(({ name }) => name.toLowerCase())),
    );
    const taken = all.filter(({ headers }) => headers.some(({ name }) => ofCalls.has(name.toLowerCase())));
    if (taken.length === 0) return;
    // An application's key and a user's token that go together, or stand for each other, are one fault.
    const uses = [
      ...grouped(
        taken.flatMap(({ headers }) => headers),
        ({ name }) => name.toLowerCase(),
      ).values(),
    ]
      .toSorted((some, others) => others.length - some.length)
      .map(([one]) => one!); // no group is empty
    const parameter = uses[0]!;
    const operations = taken.map(({ operation }) => operation);
    const names = uses.map(({ name }) => quoted(name));
    yield {
      at: placeOf(parameter, "name"),
      cause: parameter.name.toLowerCase(),
      carriers: operations,
      message: `${listed(names, 3)} ${names.length === 1 ? "is a header parameter" : "are header parameters"} of ${count(operations.length, "operation")}, ${names.length === 1 ? "not a security scheme" : "not security schemes"} that ${operations.length === 1 ? "it requires" : "they require"}`,
    };
    yield* withoutHeader(api, operations, parameter.name);
  },
};

/** Where most operations take the header, those that do without it are open, or forgot to say so. */
function* withoutHeader(api: AssessedApi, askers: readonly Operation[], name: string): Generator<Fault> {
  const isSentByAll = askers.every(({ parameters }) => credentialHeader(parameters)?.required === true);
  const left = api.operations.filter(
    (operation) =>
      operation.operationKind === "path" &&
      operation.access === "unstated" &&
      api.assessed(operation).judgedAs !== "private" &&
      (intentOf(operation) === undefined || endsUnknownSession(operation)) &&
      credentialHeader(operation.parameters) === undefined,
  );
  // Without the header, which all others must send, a log-out does not know whose session it is to end.
  function endsUnknownSession(operation: Operation): boolean {
    return intentOf(operation) === "log-out" && !operation.path.includes("{") && isSentByAll && hasNoInput(operation);
  }
  const paths = new Set(askers.map(({ path }) => path));
  // One thing of a list that is only given for the key: `/orders/{id}` beside `/orders`.
  function isBelowAsker({ path }: Operation): boolean {
    return path.endsWith("}") && paths.has(path.slice(0, path.lastIndexOf("/")));
  }
  const isFew = askers.length < MOST && !(askers.length >= FEW && left.every(isBelowAsker));
  if (left.length === 0 || isFew || left.length > askers.length) return;
  const near = left.filter(
    (operation) =>
      operation.method !== "GET" ||
      isAdministration(operation) ||
      PEOPLE.test(operation.path) ||
      isBelowAsker(operation) ||
      intentOf(operation) === "log-out",
  );
  if (near.length === 0) return;
  const readsOf = grouped(
    askers.filter(({ method }) => method === "GET"),
    ({ path }) => path,
  );
  // A change of what is read with a credential: one of the two is wrong.
  const contrasts = near.flatMap((operation) => {
    const read = operation.method === "POST" ? undefined : readsOf.get(operation.path)?.[0];
    return read === undefined ? [] : [{ operation, read }];
  });
  yield {
    at: placeOf(near[0]!),
    cause: `${name.toLowerCase()} left out`,
    title: "Credential header missing from some operations",
    rationale: LEFT_OUT,
    remediation: REQUIRE_IT,
    places: near.map((operation) => ({ at: placeOf(operation), operation })),
    message: `${listed(
      near.map(({ id }) => id),
      3,
    )} ${near.length === 1 ? "does" : "do"} not take ${quoted(name)}, which ${count(askers.length, "other operation")} take`,
    ...(contrasts.length > 0 && {
      evidence: contrasts
        .slice(0, 3)
        .map(
          ({ operation, read }) => `${read.id} takes ${quoted(name)}, but ${operation.id} on the same path does not.`,
        ),
      aggravations: [
        "reading the object requires the header, but changing or deleting it does not",
        "callers without the header may be able to change objects that they cannot read",
      ],
    }),
  };
}

/** So many that take the header are a custom where what does not is one of their things. */
const FEW = 3;

/** Whether a call sends nothing that could name a session: no value but those that all calls may have. */
function hasNoInput({ parameters, requestBody }: Operation): boolean {
  return requestBody === undefined && parameters.every(({ in: place }) => place === "header");
}

const LEFT_OUT = prose`
  Most operations take the header that identifies the caller. These do not, although they change data or return data
  about people. Either they are open, or the description does not say what protects them.
`;
const REQUIRE_IT = prose`
  Define a security scheme and require it for the whole API. Set \`security: []\` on operations that are meant to be
  open.
`;

/** So many operations take a header that it is how the API asks who calls. */
const MOST = 5;
/** Paths that end in what only somebody who is known should list. */
const PEOPLE = /\/(?:users?|members?|customers?|patients?|employees?|accounts?|orders?|payments?|invoices?)\/?$/i;
