import { isAbove } from "../../core/exposure-words.ts";
import { grouped } from "../../core/grouped.ts";
import { count, listed, prose, quoted, yaml } from "../../core/prose.ts";
import { intentOf } from "../../exposure/intent.ts";
import { readingOf } from "../../exposure/reading.ts";
import { placeOf, type Operation } from "../../model/api.ts";
import { anonymousHarm, GRAVE_HARMS } from "../../operations/anonymous-harm.ts";
import type { Fault, FaultPlace } from "../../operations/fault.ts";
import type { AssessedApi } from "../../exposure/assessed-api.ts";
import { carriedBy } from "../../operations/readers/readers.ts";
import { quotedSentence } from "../../operations/quoted-sentences.ts";
import {
  bothDemanded,
  issuedAndUnasked,
  kindsDemanded,
  type IssuedAndUnasked,
} from "../../operations/schemes/demanded-in-text.ts";
import { countingKeyBeside, meantInstead, separated, type Meant } from "../../operations/schemes/required-otherwise.ts";
import { weakerThanSaid } from "../../operations/schemes/weaker-than-said.ts";
import type { Concept } from "../../lexicon/concept.ts";
import { affirms } from "../../lexicon/denial.ts";
import { textOfName, wordsInOrder } from "../../lexicon/name-tokens.ts";
import { sentencesOf } from "../../lexicon/sentences.ts";
import { asksFor, doesWithout, onlyMakes, scopesOfFields, type ScopeOfField } from "../../operations/schemes/scopes.ts";
import { saidAgainst } from "../../operations/said-against.ts";
import type { SecurityRequirement, SecurityScheme } from "../../model/security.ts";
import type { Rule } from "../rule.ts";

/** What a text demands of callers, and the requirement does not. */
export const contradictoryRequirement: Rule = {
  id: "contradictory-requirement",
  title: "Security requirement is weaker than the description says",
  alsoKnownAs: ["missing authorization", "contradictory security"],
  owasp: ["API5:2023", "API2:2023"],
  cwe: [862, 863],
  asvs: ["V8.1.1", "V8.2.1"],
  confidence: "likely",

  rationale: prose`
    Gateways, generated servers and tests use the security requirement, not the text. If the text of an operation
    demands an administrator's key and its requirement accepts any customer's key, the weaker of the two will be
    implemented.
  `,
  exploit: prose`
    An attacker registers as an ordinary developer and gets an ordinary key. The text says that changing prices requires
    the administration key, but the gateway was configured from the requirement and accepts the ordinary one. The
    attacker sets a price to zero.
  `,
  remediation: prose`
    Remove the weaker scheme from the requirement, or require the scope that the description demands. Put schemes that
    are only valid together into one entry of "security". Test that a call with the weaker credential is rejected.
  `,

  examples: {
    bad: [
      yaml`
        security:
          - developerKey: []
        paths:
          /tariffs/{id}:
            put: # ✗
              description: Requires the administration key. The new price is charged at once.
              parameters:
                - name: id
                  in: path
                  required: true
                  schema:
                    type: string
        components:
          securitySchemes:
            developerKey:
              type: apiKey
              in: header
              name: X-Key
              description: The key that each developer gets on registration.
            administrationKey:
              type: apiKey
              in: header
              name: X-Administration-Key
      `,
      yaml`
        paths:
          /bookings:
            get:
              security: # ✗
                - appId: []
                - appSignature: []
        components:
          securitySchemes:
            appId:
              type: apiKey
              in: header
              name: X-App-Id
              description: The application ID from the partner directory. Sent together with X-App-Signature.
            appSignature:
              type: apiKey
              in: header
              name: X-App-Signature
      `,
      yaml`
        security:
          - login: [lots.write]
        paths:
          /lots/{id}/status:
            put: # ✗
              description: A token with \`lots.read\` is enough, since no new lot is made.
          /tournaments/{id}:
            delete: # ✗
              summary: Delete a tournament (administrators only)
              x-roles: [MEMBER, ADMIN]
          /notices/{id}/revocation:
            post: # ✗
              description: For applicants, to revoke their own notice.
              responses:
                "403":
                  description: Reserved for the registrar.
        components:
          securitySchemes:
            login:
              type: oauth2
              flows:
                authorizationCode:
                  authorizationUrl: https://login.acme.io/authorize
                  tokenUrl: https://login.acme.io/token
                  scopes:
                    lots.read: Read lots
                    lots.write: Change lots
      `,
      yaml`
        paths:
          /buckets/{key}:
            delete:
              security:
                - login: [bucket.write] # ✗
          /tests/{id}:
            delete:
              security:
                - login: [test.write]
        components:
          securitySchemes:
            login:
              type: oauth2
              flows:
                authorizationCode:
                  authorizationUrl: https://login.acme.io/authorize
                  tokenUrl: https://login.acme.io/token
                  scopes:
                    bucket.write: Allows you to create new buckets
                    test.write: Allows you to create, update and delete tests
      `,
      yaml`
        paths:
          /account:
            get:
              security:
                - login: [users, "users:email"]
          /members:
            get: # ✗
              security:
                - login: [users]
              responses:
                "200":
                  description: The members.
                  content:
                    application/json:
                      schema:
                        properties:
                          email:
                            type: string
        components:
          securitySchemes:
            login:
              type: oauth2
              flows:
                authorizationCode:
                  authorizationUrl: https://login.acme.io/authorize
                  tokenUrl: https://login.acme.io/token
                  scopes:
                    users: Members
                    "users:email": Read the email addresses of members
      `,
      yaml`
        paths:
          /boards:
            get:
              description: You'll need an API key and an access token to use this resource.
              security: # ✗
                - key: []
                - login: []
          /deploy-keys:
            post: # ✗
              description: Only usable with a user API token.
              security:
                - key: []
          /builds:
            get:
              security:
                - key: []
        components:
          securitySchemes:
            key:
              type: apiKey
              in: header
              name: X-Key
            login:
              type: oauth2
              flows:
                authorizationCode:
                  authorizationUrl: https://login.acme.io/authorize
                  tokenUrl: https://login.acme.io/token
                  scopes: {}
      `,
      yaml`
        paths:
          /points/credits:
            post: # ✗
              description: Called by the tills in the shops.
              security:
                - shop: []
          /fines/{id}/closure:
            post: # ✗
              description: Back office only.
              security:
                - staff: [fines.close]
                - shop: []
        components:
          securitySchemes:
            shop:
              type: http
              scheme: bearer
              description: The account of a customer.
            staff:
              type: oauth2
              description: Employees, with a second factor.
              flows:
                authorizationCode:
                  authorizationUrl: https://login.acme.io/authorize
                  tokenUrl: https://login.acme.io/token
                  scopes:
                    fines.close: Close fines
      `,
      yaml`
        security:
          - login: [parcels]
        paths:
          /parcels:
            get: {}
            post: {}
          /parcels/{id}/state:
            put: # ✗
              description: Reserved for our carriers.
          /tides:
            get:
              description: An API key is required.
              security: [] # ✗
        components:
          securitySchemes:
            login:
              type: oauth2
              flows:
                clientCredentials:
                  tokenUrl: https://login.acme.io/token
                  scopes:
                    parcels: Parcels
      `,
      yaml`
        security: # ✗
          - {}
        paths:
          /tides:
            get: {}
        components:
          securitySchemes:
            key:
              type: apiKey
              in: header
              name: X-Key
      `,
    ],
    good: [
      yaml`
        security:
          - developerKey: []
        paths:
          /tariffs/{id}:
            put:
              description: Requires the administration key. The new price is charged at once.
              security:
                - administrationKey: []
              parameters:
                - name: id
                  in: path
                  required: true
                  schema:
                    type: string
        components:
          securitySchemes:
            developerKey:
              type: apiKey
              in: header
              name: X-Key
              description: The key that each developer gets on registration.
            administrationKey:
              type: apiKey
              in: header
              name: X-Administration-Key
      `,
      yaml`
        paths:
          /bookings:
            get:
              security:
                - appId: []
                  appSignature: []
        components:
          securitySchemes:
            appId:
              type: apiKey
              in: header
              name: X-App-Id
              description: The application ID from the partner directory. Sent together with X-App-Signature.
            appSignature:
              type: apiKey
              in: header
              name: X-App-Signature
      `,
      yaml`
        security:
          - login: [lots.write]
        paths:
          /lots/{id}/status:
            put:
              description: A token with \`lots.read\` is not enough.
          /tournaments/{id}:
            delete:
              summary: Delete a tournament (administrators only)
              x-roles: [ADMIN]
          /notices/{id}/revocation:
            post:
              description: For the registrar, after an applicant has moved.
              responses:
                "403":
                  description: Reserved for the registrar.
        components:
          securitySchemes:
            login:
              type: oauth2
              flows:
                authorizationCode:
                  authorizationUrl: https://login.acme.io/authorize
                  tokenUrl: https://login.acme.io/token
                  scopes:
                    lots.read: Read lots
                    lots.write: Change lots
      `,
    ],
  },

  *check(api) {
    const meant = api.operations.flatMap((operation) => {
      const found = intentOf(operation) === undefined ? meantInstead(operation, api) : undefined;
      return found === undefined ? [] : [{ operation, meant: found }];
    });
    const weighed = meant.map((one) => ({ ...one, weight: weightOf(one.meant, one.operation) }));
    for (const [cause, found] of grouped(weighed, (one) => causeOf(one.meant, one.weight)))
      yield faultOf(cause, found[0]!.weight, found); // grouped, so there is one
    yield* againstThemselves(api.operations);
    const pairs = api.operations.flatMap((operation) => {
      const pair = separated(operation);
      return pair === undefined ? [] : [{ operation, pair }];
    });
    for (const [, found] of grouped(pairs, ({ pair }) => pair.map(({ name }) => name).join(" "))) {
      const [one, other] = found[0]!.pair;
      yield {
        at: placeOf(found[0]!.operation.security!), // an operation without one has no alternatives
        cause: `apart ${one.name} ${other.name}`,
        carriers: found.map(({ operation }) => operation),
        title: "Credentials that belong together are declared as alternatives",
        exploit:
          "An attacker gets the easier of the two credentials, and the server built from the description asks for no other.",
        message: `According to its description, ${quoted(one.name)} must be sent together with ${quoted(other.name)}, but either alone is enough for ${count(found.length, "operation")}`,
      };
    }
    yield* countingKeys(api);
    yield* demandedTogether(api);
    yield* demandedKinds(api);
    yield* deletionsByMakers(api.operations);
    yield* guardedFields(api);
    const unasked = issuedAndUnasked(api);
    if (unasked !== undefined) yield unaskedFault(unasked);
    yield* weakerThanSaid(api, new Set(meant.map(({ operation }) => operation)));
  },
};

/** Where texts demand a key and a token, and either lets callers in. */
function* demandedTogether(api: AssessedApi): Generator<Fault> {
  const demanded = api.operations.flatMap((operation) => {
    // What a scheme's own text says of the pair is told of it already.
    const both = separated(operation) === undefined ? bothDemanded(operation) : undefined;
    return both === undefined ? [] : [{ operation, both }];
  });
  for (const [, found] of grouped(demanded, ({ both }) => both.pair.map(({ name }) => name).join(" "))) {
    const operations = found.map(({ operation }) => operation);
    const [first] = found;
    const [key, other] = first!.both.pair;
    yield {
      at: placeOf(first!.operation.security!), // an operation without one has no alternatives
      cause: `both ${key.name} ${other.name}`,
      carriers: operations,
      title: "Credentials that are demanded together are declared as alternatives",
      exploit:
        "An attacker has the key of any client and sends it alone. The server built from the description asks for no token, and does not know which user calls.",
      rationale: COUNTING,
      remediation: BOTH,
      message: `The text of ${listed(
        operations.map(({ id }) => id),
        3,
      )} demands a key and a token, but the requirement accepts ${quoted(key.name)} alone, without ${quoted(other.name)}`,
      evidence: [
        `${first!.operation.id} says: ${quotedSentence(first!.both.sentence)}.`,
        `Its requirement says: ${quoted(key.name)} or ${quoted(other.name)}, either of which is enough.`,
      ],
    };
  }
}

const BOTH = prose`
  Put both schemes into one entry of "security", so that both are required, and test that a call with the key alone
  is refused. If the key is enough, say so in the text.
`;

/** Where a text demands one kind of a credential, and the requirement takes any. */
function* demandedKinds(api: AssessedApi): Generator<Fault> {
  for (const [phrase, found] of grouped(kindsDemanded(api), (one) => one.phrase)) {
    const [first] = found;
    const { operation, field, sentence, schemes } = first!;
    const called = listed(
      schemes.map(({ name }) => quoted(name)),
      3,
      "or",
    );
    const isRequired = operation.security !== undefined && operation.security.alternatives.length > 0;
    yield {
      at: first!.at,
      cause: `kind ${phrase}`,
      title: "The description demands one kind of credential, but the requirement accepts any kind",
      rationale: KINDS,
      exploit: prose`
        An attacker has a kind of credential that many people have, and sends it to an operation that is meant for
        another kind. The generated server knows only one scheme, and accepts the credential.
      `,
      remediation: prose`
        Declare a scheme for each kind of credential, and require the one that is meant. Test that a call with the other is
        refused.
      `,
      places: found.map(({ at, operation: one, witness }) => ({
        at,
        operation: one,
        ...(witness !== undefined && { witness }),
      })),
      message: `The text of ${field === undefined ? operation.id : `${quoted(field)} of ${operation.id}`} demands a ${phrase}, but ${isRequired ? `the requirement asks for ${called}` : `the only credential that is defined is ${called}`}, whichever kind it is`,
      evidence: [
        `The description says: ${quotedSentence(sentence)}.`,
        ...schemes
          .slice(0, 2)
          .map(({ name, description }) =>
            description === undefined
              ? `The description says nothing about ${quoted(name)}.`
              : `The description says about ${quoted(name)}: ${quotedSentence(description)}.`,
          ),
      ],
    };
  }
}

const KINDS = prose`
  Gateways and generated servers check the schemes that are declared. If one scheme covers two kinds of
  credential, only code that was written by hand can distinguish them, and it may be missing in some operation.
`;

/** Deletions for which a scope is enough that by its own text is for making things. */
function* deletionsByMakers(operations: readonly Operation[]): Generator<Fault> {
  const found = operations.flatMap((operation) => {
    if (operation.operationKind !== "path" || operation.method !== "DELETE" || operation.security === undefined)
      return [];
    const makes = onlyMakes(operation.security);
    return makes === undefined ? [] : [{ operation, makes }];
  });
  for (const [name, uses] of grouped(found, ({ makes }) => makes.required.name)) {
    const { other, otherText, required } = uses[0]!.makes; // no group is empty
    const texts = new Map(uses.map(({ makes }) => [makes.scope, makes.text]));
    const ids = listed(
      uses.map(({ operation }) => operation.id),
      3,
    );
    const scopes = listed(
      [...texts.keys()].map((scope) => quoted(scope)),
      3,
    );
    yield {
      at: placeOf(required),
      cause: `makes ${name}`,
      title: "A scope covers deletions that its description does not mention",
      rationale: SCOPES,
      exploit: prose`
        A user grants an application the right to create objects, as the consent page says. The application, or anyone
        who steals its token, deletes things. The user never agreed to that.
      `,
      remediation: prose`
        Require a separate scope for deletions, or say in the description of the scope that its holder may delete.
      `,
      places: uses.map(({ operation, makes }) => ({ at: placeOf(makes.required), operation })),
      message: `${ids} ${uses.length === 1 ? "requires" : "require"} only ${scopes}, whose ${texts.size === 1 ? "description allows" : "descriptions allow"} creating but not deleting`,
      evidence: [
        ...[...texts]
          .slice(0, 2)
          .map(([scope, text]) => `The description says about ${quoted(scope)}: ${quotedSentence(text)}.`),
        `It says about ${quoted(other)}: ${quotedSentence(otherText)}.`,
      ],
    };
  }
}

/** Values that a scope of their own is for, and that come back without it. */
function* guardedFields(api: AssessedApi): Generator<Fault> {
  const scopes = new Map(api.securitySchemes.flatMap((scheme) => [...scopesOfFields(scheme)]));
  if (scopes.size === 0) return;
  const returned = api.operations.flatMap((operation) => {
    const { security } = operation;
    if (operation.operationKind !== "path" || security === undefined) return [];
    return api.assessed(operation).exposed.flatMap(({ field, witness }) => {
      const guard = scopes.get(textOfName(field.name));
      if (guard === undefined || field.confidence === "possible" || !isAbove(field.sensitivity, "internal")) return [];
      return [{ operation, security, field, guard, witness }];
    });
  });
  const askers = askersOf(api.operations, scopes.values());
  for (const [scope, uses] of grouped(returned, ({ guard }) => guard.scope)) {
    const open = uses.filter(({ security, guard }) => doesWithout(security, guard));
    // A scope that no call asks for guards nothing.
    const asking = askers.get(scope);
    if (open.length === 0 || asking === undefined) continue;
    const [first] = open;
    const operations = [...new Set(open.map(({ operation }) => operation))];
    const ids = listed(
      operations.map(({ id }) => id),
      3,
    );
    yield {
      at: placeOf(first!.operation),
      cause: `guarded ${scope}`,
      title: "A value that a scope guards is returned without that scope",
      rationale: GUARDED,
      exploit: prose`
        A user grants an application a scope that does not mention this value. The application calls an operation that
        returns the value anyway. The user never agreed to that.
      `,
      remediation: prose`
        Leave the value out for tokens without the scope, or require the scope. Say so in the description.
      `,
      places: open.map(({ operation, witness }) => ({ at: placeOf(operation), operation, witness })),
      message: `${quoted(first!.field.name)} is returned by ${ids} without ${quoted(scope)}, the scope for it`,
      evidence: [
        `The description says about ${quoted(scope)}: ${quotedSentence(first!.guard.text)}.`,
        doesWithout(asking.security!, first!.guard)
          ? `${asking.id} accepts tokens with and without this scope.`
          : `${asking.id} requires this scope, but ${first!.operation.id} does not.`,
      ],
      fields: [first!.field],
    };
  }
}

/** By each scope that is for a value an operation that asks for it: one that always does, where there is one. */
function askersOf(operations: readonly Operation[], guards: Iterable<ScopeOfField>): ReadonlyMap<string, Operation> {
  const byScope = new Map([...guards].map((guard) => [guard.scope, guard]));
  const askers = new Map<string, Operation>();
  const seen = new Set<SecurityRequirement>();
  for (const operation of operations) {
    const { security } = operation;
    if (security === undefined || seen.has(security)) continue;
    seen.add(security);
    const asked = security.alternatives.flatMap((one) => one.schemes.flatMap(({ scopes }) => scopes));
    for (const guard of [...new Set(asked)].flatMap((scope) => byScope.get(scope) ?? [])) {
      if (!asksFor(security, guard)) continue;
      const known = askers.get(guard.scope);
      if (known === undefined || (doesWithout(known.security!, guard) && !doesWithout(security, guard)))
        askers.set(guard.scope, operation);
    }
  }
  return askers;
}

const GUARDED = prose`
  A scope for one value means that not every client may get this value. If another operation returns the value
  without this scope, the scope protects nothing.
`;

const SCOPES = prose`
  Users read the description of a scope when they consent, and developers use it to choose scopes. If the scope allows
  more than its description says, applications have rights that were not meant to be granted.
`;

/** Where a token is demanded for all that is protected, and no scheme takes one. */
function unaskedFault({ issuer, phrase, sentence, schemes, opened }: IssuedAndUnasked): Fault {
  const called = listed(
    schemes.map(({ name }) => quoted(name)),
    3,
    "or",
  );
  const [first] = schemes;
  return {
    at: placeOf(first!),
    cause: `issued ${phrase}`,
    carriers: opened,
    title: "The description demands a credential that no security scheme declares",
    rationale: KINDS,
    exploit: prose`
      An attacker finds the value that the requirement asks for in a log or a browser, and sends it without the token
      that the text demands. The server built from the description accepts it.
    `,
    remediation: prose`
      Declare the token that the text demands as a scheme, and require it. Remove the scheme that is not meant, and test
      that a call without the token is refused.
    `,
    message: `The text of ${issuer.id} demands a ${phrase}, but ${count(opened.length, "operation")} ${opened.length === 1 ? "requires" : "require"} only ${called}, ${first!.in === undefined ? "" : `a value in the ${first!.in}, `}and no scheme declares that token`,
    evidence: [`${issuer.id} says: ${quotedSentence(sentence)}.`],
  };
}

/** Keys that only count calls, by their texts, and let callers in by themselves. */
function* countingKeys(api: AssessedApi): Generator<Fault> {
  const pairs = api.operations.flatMap((operation) => {
    const pair = countingKeyBeside(operation);
    return pair === undefined ? [] : [{ operation, pair }];
  });
  for (const [, found] of grouped(pairs, ({ pair }) => pair.map(({ name }) => name).join(" "))) {
    const operations = found.map(({ operation }) => operation);
    const [key, other] = found[0]!.pair;
    const opened = operations.flatMap((operation) =>
      api
        .assessed(operation)
        .exposed.filter(({ field }) => field.confidence !== "possible" && isAbove(field.sensitivity, "internal")),
    );
    yield {
      at: placeOf(operations[0]!.security!), // an operation without one has no alternatives
      cause: `counting ${key.name} ${other.name}`,
      carriers: operations,
      title: "A key that is meant for limits lets callers in by itself",
      exploit:
        "An attacker has the key of any client and sends it alone. The server built from the description requires no other credential, and the user's consent is not checked.",
      rationale: COUNTING,
      remediation:
        'Put both schemes into one entry of "security", so that both are required, and test that a call with the key alone is refused.',
      message: `According to its description, ${quoted(key.name)} only limits calls, but ${count(operations.length, "operation")} ${operations.length === 1 ? "accepts" : "accept"} it alone instead of ${quoted(other.name)}`,
      evidence: [`The description says about ${quoted(key.name)}: ${quoted(key.description ?? "", 160)}.`],
      aggravations: opened.length === 0 ? [] : [`it gives access to ${carriedBy(opened, 4, "plural")}`],
      mitigations: !isSaidToBeOnAll(other) ? [] : [`the text of ${quoted(other.name)} says that all calls need it`],
    };
  }
}

/** Whether the text of a scheme says that all calls need it: the server may check it, and only the list is wrong. */
function isSaidToBeOnAll({ description = "", lexicon }: SecurityScheme): boolean {
  return sentencesOf(description.replaceAll("*", ""), 4000).some((sentence) => {
    const words = wordsInOrder(sentence);
    const all = words.findIndex(
      (_, at) =>
        lexicon.lengthAt(words, at, "quantifier-all") > 0 &&
        lexicon.is(words[at + lexicon.lengthAt(words, at, "quantifier-all")] ?? "", "kind-of-call"),
    );
    return (
      all >= 0 &&
      affirms(words, lexicon, "demands") &&
      affirms(words, lexicon, "lets-callers-in") &&
      !["excepting", "may", "on-condition"].some((concept) => lexicon.has(words, concept as Concept)) &&
      !/\b(?:all|every|each) \w+ (?:that|which|who)\b/i.test(sentence)
    );
  });
}

const COUNTING = prose`
  A list of security requirements is a list of alternatives: each entry is enough. A key that identifies a client for
  its quota says nothing about the user whose data is requested, and everyone who operates the client knows it.
`;

/** Operations whose text says one thing of who may call them, and what stands beside it another. */
function* againstThemselves(operations: readonly Operation[]): Generator<Fault> {
  for (const operation of operations) {
    const said = intentOf(operation) === undefined ? saidAgainst(operation, operations) : undefined;
    if (said === undefined) continue;
    const { by, sentence, against } = said;
    yield {
      at: placeOf(operation),
      cause: `against ${by} ${operation.method} ${operation.pathItem.path}`,
      title: "Contradictory statements about who may call an operation",
      exploit:
        "The weaker of the two statements was implemented, and an attacker makes the call with a credential that it accepts.",
      rationale: AGAINST,
      remediation:
        "Decide who may call the operation, and say the same in both places. Test it with an account that may not.",
      operations: [operation],
      message: `The description of ${operation.id} contradicts ${WHAT[by]}: ${quoted(against)}`,
      evidence: [`The description says: "${sentence}"`],
    };
  }
}

const WHAT = {
  scope: "its required scopes",
  roles: "the roles that it lists",
  refusal: "what its 403 response says",
  alternative: "its requirement, which also accepts a credential of other callers",
} as const;

const AGAINST = prose`
  The text of the operation and another part of the description name different callers. Developers, gateways and testers
  each follow one of the two. If the statement that admits more callers is implemented, all of them can do what was
  meant for a few. This goes unnoticed, because the description allows it.
`;

/** What makes a contradiction weigh more: what the call does, or that it changes data at all. */
type Weight = "grave" | "change" | "";

/** Where only prose says for whom it is, that is the milder reading: nothing shows that a server does not look it up. */
function weightOf({ by }: Meant, operation: Operation): Weight {
  if (readingOf(operation) !== undefined) return "";
  if (by === "holders" || by === "party") return "change";
  return by !== "role" && GRAVE_HARMS.has(anonymousHarm(operation)) ? "grave" : "";
}

function causeOf({ scheme, role, by }: Meant, weight: Weight): string {
  return `${by} ${scheme?.name ?? (by === "holders" || by === "party" ? "" : role) ?? ""} ${weight}`.trim();
}

function faultOf(
  cause: string,
  weight: Weight,
  found: readonly { readonly operation: Operation; readonly meant: Meant }[],
): Fault {
  const operations = found.map(({ operation }) => operation);
  const { scheme, role, by, held } = found[0]!.meant;
  const ids = listed(
    operations.map(({ id }) => id),
    3,
  );
  const asked = listed(
    [
      ...new Set(
        operations[0]!.security!.alternatives.map(({ schemes }) =>
          schemes.length === 0 ? "no credential" : schemes.map(({ name }) => quoted(name)).join(" and "),
        ),
      ),
    ],
    4,
    "or",
  );
  const what = {
    text: `the description of ${ids} demands ${quoted(scheme?.name ?? "")}`,
    scope: `a scope of ${quoted(scheme?.name ?? "")} covers ${ids}`,
    role: `the description allows only ${severalOf(role)} to call ${ids}`,
    holders: `${ids} ${operations.length === 1 ? "is" : "are"} meant for staff only`,
    party: `${ids} ${operations.length === 1 ? "is" : "are"} meant for others only`,
  }[by];
  const instead =
    held === undefined
      ? `the requirement asks for ${asked}`
      : `${quoted(held.scheme.name)}, which other callers have, is enough to call ${operations.length === 1 ? "it" : "them"}`;
  return {
    at: placeOf(operations[0]!),
    cause,
    places: operations.map((operation): FaultPlace => ({ at: placeOf(operation), operation })),
    message: `${what[0]!.toUpperCase()}${what.slice(1)}, but ${instead}`,
    evidence:
      held === undefined
        ? []
        : [
            `${operations[0]!.id} says: ${quoted(held.meantFor, 160)}.`,
            `The description says about ${quoted(held.scheme.name)}: ${quoted(held.heldBy, 160)}.`,
          ],
    aggravations:
      weight === "grave"
        ? ["it affects more than the caller's own data: rights, accounts, money or machines"]
        : weight === "change"
          ? [`anyone with that credential can do what is reserved for ${by === "party" ? "others" : "staff"}`]
          : [],
  };
}

function severalOf(role: string | undefined): string {
  return role === undefined ? "others" : role.endsWith("s") ? role : `${role}s`;
}
