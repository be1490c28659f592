import { actsAsOthers } from "../../operations/acting-as-others.ts";
import { byWordsAlone } from "../../operations/persons.ts";
import { grouped } from "../../core/grouped.ts";
import { memoBy } from "../../core/memo.ts";
import { denies } from "../../lexicon/denial.ts";
import { listed, prose, quoted, yaml } from "../../core/prose.ts";
import { textOfName, wordsInOrder, wordsOf } from "../../lexicon/name-tokens.ts";
import type { AssessedApi } from "../../exposure/assessed-api.ts";
import { isOwn } from "../../exposure/principals.ts";
import { saidBy } from "../../exposure/said.ts";
import { sentencesOf } from "../../lexicon/sentences.ts";
import { statedIn } from "../../lexicon/statements.ts";
import type { Lexicon } from "../../lexicon/lexicon.ts";
import { isMadeOf } from "../../lexicon/phrases.ts";
import { placeOf, type Operation } from "../../model/api.ts";
import { countsAsNamedIn } from "../../operations/admitted-effects.ts";
import { takesWholeRecord } from "../../operations/record-schema.ts";
import { gatewayMappingsOf } from "../../model/gateway-mappings.ts";
import { isMeantToBeSeen } from "../../operations/flows/open-files.ts";
import { answersFile } from "../../operations/inputs/answers.ts";
import {
  isChoice,
  namesThing,
  requestFields,
  segmentWords,
  type RequestField,
} from "../../operations/request-fields.ts";
import type { Rule } from "../rule.ts";
import type { Fault } from "../../operations/fault.ts";
import { isAdministration } from "../../exposure/administration.ts";
import { quotedSentence, quotedSentences } from "../../operations/quoted-sentences.ts";
import { namedActors, type NamedActor } from "../../operations/named-actors.ts";
import { placesOrCarriers } from "../../operations/readers/wide-cause.ts";
import { lastSegment, ownKeyOf, ownKeys } from "../../operations/own-keys.ts";
import { isSaidByServed } from "../../operations/served-callers.ts";
import { isKeptFromCallers, statedOfField, statedUnderSummary } from "../../operations/stated.ts";

/** A change for which the caller says in whose name it is made, though the credential does. */
export const bolaClientSuppliedOwner: Rule = {
  id: "bola-client-supplied-owner",
  title: "Client supplies the owner's ID (BOLA)",
  alsoKnownAs: ["BOLA", "IDOR", "broken object level authorization"],
  owasp: ["API1:2023", "API3:2023"],
  cwe: [639],
  asvs: ["V8.2.2", "V8.4.1", "V10.3.3"],
  confidence: "likely",

  rationale: prose`
    The token identifies the caller, and the request identifies the caller again. If the server trusts the request, a
    caller who sends another user's ID can order, write or change data as that user.
  `,
  exploit: prose`
    An attacker sends an ordinary order with another user's customer number. The server trusts the number in the request
    instead of the token, and charges the order to that customer's account. The attacker gets the goods, and the other
    user gets the bill.
  `,
  remediation: prose`
    Take the owner from the credential, and remove the field from the request or mark it readOnly. Provide a separate,
    restricted operation for acting on behalf of others.
  `,

  examples: {
    bad: [
      yaml`
        security:
          - token: []
        paths:
          /signup:
            post:
              security: []
              requestBody:
                content:
                  application/json:
                    schema:
                      properties:
                        email:
                          type: string
                        password:
                          type: string
          /reviews:
            post:
              requestBody:
                content:
                  application/json:
                    schema:
                      properties:
                        user_id: # ✗
                          type: integer
                        text:
                          type: string
        components:
          securitySchemes:
            token:
              type: http
              scheme: bearer
      `,
    ],
    good: [
      yaml`
        security:
          - token: []
        paths:
          /signup:
            post:
              security: []
              requestBody:
                content:
                  application/json:
                    schema:
                      properties:
                        email:
                          type: string
                        password:
                          type: string
          /reviews:
            post:
              requestBody:
                content:
                  application/json:
                    schema:
                      properties:
                        user_id:
                          type: integer
                          readOnly: true
                        text:
                          type: string
          /teams/{id}/members:
            post:
              requestBody:
                content:
                  application/json:
                    schema:
                      properties:
                        user_id:
                          type: integer
          /messages:
            post:
              requestBody:
                content:
                  application/json:
                    schema:
                      properties:
                        recipient_id:
                          type: integer
        components:
          securitySchemes:
            token:
              type: http
              scheme: bearer
      `,
    ],
  },

  *check(api) {
    yield* ownKeyFaults(api);
    yield* saidFaults(api);
    yield* actorFaults(api);
    yield* namedAsDone(api);
    yield* payerFaults(api);
    yield* insteadFaults(api);
    yield* tenantFaults(api);
    yield* joinFaults(api);
    yield* gatewayFaults(api);
    // Where nobody signs up, callers may be tenants who look after persons of their own.
    if (api.signUps.length === 0) return;
    const keys = ownKeys(api.operations);
    const found = api.operations.flatMap((operation) =>
      isByUser(api, operation)
        ? requestFields(operation)
            .filter(
              (field) =>
                isOwner(operation, field) &&
                !isSaidToAct(field, operation) &&
                ownKeyOf(operation, field, keys) === undefined,
            )
            .map((field) => ({ operation, field }))
        : [],
    );
    for (const [name, spots] of grouped(found, ({ field }) => textOfName(field.name))) {
      const operations = [...new Set(spots.map(({ operation }) => operation))];
      yield {
        at: spots[0]!.field.at,
        cause: name,
        places: spots.map(({ field, operation }) => ({ at: field.at, operation, witness: field.witness })),
        message: `${quoted(spots[0]!.field.name)} of ${listed(
          operations.map(({ id }) => id),
          3,
        )} names the acting user, and so does the credential`,
        mitigations: ofRecord(operations),
      };
    }
  },
};

/** Objects and items that a gateway reads or writes itself, with a role of its own, by what its caller names: no code compares it. */
function* gatewayFaults(api: AssessedApi): Generator<Fault> {
  const found = api.operations.flatMap((operation) => {
    if (operation.access === "anonymous" || isAdministration(operation) || isMeantToBeSeen(operation)) return [];
    return gatewayMappingsOf(operation).flatMap((mapping) => {
      const field = requestFields(operation).find(({ name }) => mapping.names.includes(name));
      const isBounded = field !== undefined && isChoice(field);
      return mapping.part === "object" && !isBounded ? [{ operation, mapping, field }] : [];
    });
  });
  if (found.length === 0) return;
  const ids = [...new Set(found.map(({ operation }) => operation.id))];
  yield {
    at: found[0]!.field?.at ?? found[0]!.mapping.at,
    cause: "gateway",
    title: "Gateway returns whatever object the caller names (BOLA)",
    rationale: prose`
      The gateway reads the object with its own role, by the name that the caller sends. No code runs in between that could
      compare the object's owner with the caller, so that every caller reads every object.
    `,
    exploit: prose`
      An attacker logs in, takes the name of an own object and changes it: another number, another folder. The gateway
      returns that object as well.
    `,
    remediation: prose`
      Take the caller's part of the name from the authorizer, not from the request: its values are in $context.authorizer.
      Or call a function that checks the owner, and return a presigned URL for one object.
    `,
    places: found.map(({ operation, mapping, field }) => ({
      at: field?.at ?? mapping.at,
      operation,
      witness: field?.witness ?? `gateway ${mapping.key}`,
    })),
    message: `${listed(ids, 3)} ${ids.length === 1 ? "reads or writes" : "read or write"} what the caller names in ${listed(
      [...new Set(found.flatMap(({ mapping }) => (mapping.names.length > 0 ? mapping.names : [mapping.key])))].map(
        (name) => quoted(name),
      ),
      3,
    )}, with the gateway's role, and nothing of the caller is in the call`,
    aggravations: found.some(({ operation }) => operation.method === "DELETE" || answersFile(operation))
      ? ["whole documents are returned or deleted"]
      : [],
  };
}

/** Where one schema is of what is sent and of what comes back, what it has may be ignored in a request. */
function ofRecord(operations: readonly Operation[]): readonly string[] {
  return operations.every(takesWholeRecord)
    ? [
        "the response has the same schema, with the fields that the service sets; the service may ignore this field in requests",
      ]
    : [];
}

/** What the caller's own record is known by, sent in a call of the same callers: one fault of each such key. */
function* ownKeyFaults(api: AssessedApi): Generator<Fault> {
  const keys = ownKeys(api.operations);
  if (keys.byNoun.size === 0) return;
  const found = api.operations.flatMap((operation) =>
    isInOwnName(api, operation)
      ? requestFields(operation).flatMap((field) => {
          const own = ownKeyOf(operation, field, keys);
          return own === undefined ? [] : [{ operation, field, own }];
        })
      : [],
  );
  for (const [name, spots] of grouped(found, ({ field }) => field.words.join(" "))) {
    const { field, own } = spots[0]!;
    yield {
      at: field.at,
      cause: `own ${name}`,
      places: spots.map((spot) => ({ at: spot.field.at, operation: spot.operation, witness: spot.field.witness })),
      message: `${quoted(field.name)} of ${listed(
        [...new Set(spots.map(({ operation }) => operation.id))],
        3,
      )} identifies the caller, as the credential does: ${own.id} does not need it`,
      mitigations: ofRecord(spots.map(({ operation }) => operation)),
    };
  }
}

/** Whose account is charged, which the caller names, where nothing says that it is compared with the caller. */
function* payerFaults(api: AssessedApi): Generator<Fault> {
  const found = api.operations.flatMap((operation) =>
    !CHANGES.has(operation.method) || isAdministration(operation) || api.assessed(operation).judgedAs === "private"
      ? []
      : requestFields(operation).flatMap((field) => {
          const { in: way, depth, types, parts } = field;
          if (way !== "body" || depth > 1 || field.isList || parts.some((part) => part.enum !== undefined)) return [];
          if (!types.some((type) => type === "string" || type === "number" || type === "integer")) return [];
          if (isKeptFromCallers(field, operation)) return [];
          const sentence = statedOfField(field, operation, "names-who-pays") ?? payerByName(field);
          return sentence === undefined ? [] : [{ operation, field, sentence }];
        }),
  );
  for (const [name, spots] of grouped(found, ({ field }) => field.words.join(" "))) {
    const { field, sentence } = spots[0]!;
    yield {
      at: field.at,
      cause: `payer ${name}`,
      title: "The caller names whose account is charged",
      places: spots.map((spot) => ({ at: spot.field.at, operation: spot.operation, witness: spot.field.witness })),
      message: `${quoted(field.name)} of ${listed(
        [...new Set(spots.map(({ operation }) => operation.id))],
        3,
      )} names whose account is charged, and nothing says that it must be the caller's`,
      ...(sentence === "" ? {} : quotedSentences([sentence])),
      mitigations: ["the server may compare it with the caller, or with accounts that have agreed: test it"],
    };
  }
}

/** An empty text where the name of a value alone says that it is who pays: `payerCustomerId`. */
function payerByName({ words }: RequestField): string | undefined {
  return words.length > 1 && statedIn(words.join(" ")).has("names-who-pays") ? "" : undefined;
}

/** Calls whose effect stands under the name or the time that the request gives, by the text of the call. */
function* namedAsDone(api: AssessedApi): Generator<Fault> {
  for (const operation of api.operations) {
    const sentence = countsAsNamedIn(operation);
    if (sentence === undefined || isAdministration(operation) || api.assessed(operation).judgedAs === "private")
      continue;
    // Who hands out the session of another acts as they do, which is a finding of its own.
    if (actsAsOthers(operation)) continue;
    const named = requestFields(operation).filter(({ in: way, depth }) => way === "body" && depth < 2);
    if (named.length === 0) continue;
    yield {
      at: placeOf(operation),
      cause: `as named ${operation.method} ${operation.pathItem.path}`,
      title: "What is done is recorded for the person that the request names",
      places: [{ at: placeOf(operation), operation }],
      message: `${operation.id} records who acted, or when, as the caller says: ${quotedSentence(sentence)}`,
      mitigations: byWordsAlone(api, [operation]),
    };
  }
}

/** Whom a text makes the author of what is sent, or gives something for it, and the caller may name anybody: one fault a name. */
function* saidFaults(api: AssessedApi): Generator<Fault> {
  const keys = ownKeys(api.operations);
  const found = api.operations.flatMap((operation) =>
    CHANGES.has(operation.method) && (isInOwnName(api, operation) || isBelowPeople(api, operation))
      ? requestFields(operation)
          .filter(
            (field) =>
              (isSaidToAct(field, operation) || (isSaidByServed(api, operation) && isSaidToDo(field, operation))) &&
              ownKeyOf(operation, field, keys) === undefined,
          )
          .map((field) => ({ operation, field }))
      : [],
  );
  for (const [name, spots] of grouped(found, ({ field }) => field.words.join(" "))) {
    const { field } = spots[0]!;
    yield {
      at: field.at,
      cause: `said ${name}`,
      places: spots.map((spot) => ({ at: spot.field.at, operation: spot.operation, witness: spot.field.witness })),
      message: `${quoted(field.name)} of ${listed(
        [...new Set(spots.map(({ operation }) => operation.id))],
        3,
      )} determines who acts or benefits, according to the description, and callers can name anyone`,
      ...quotedSentences(spots.map((spot) => statedToActFor(spot.field, spot.operation))),
      mitigations: byWordsAlone(
        api,
        spots.map(({ operation }) => operation),
      ),
    };
  }
}

/**
 * Whose things are meant, which a parameter names where the credential names nobody or somebody else, by its text: "Shopper ID, when
 * not using JWT", "if different from the token's". One fault of each name.
 */
function* insteadFaults(api: AssessedApi): Generator<Fault> {
  const found = api.operations.flatMap((operation) =>
    isAdministration(operation) || api.assessed(operation).judgedAs === "private"
      ? []
      : requestFields(operation).flatMap((field) => {
          const sentence = isSubject(field, operation) ? statedInstead(field) : undefined;
          return sentence === undefined ? [] : [{ operation, field, sentence }];
        }),
  );
  for (const [name, spots] of grouped(found, ({ field }) => field.words.join(" "))) {
    const { field } = spots[0]!;
    const changing = spots.filter(({ operation }) => CHANGES.has(operation.method) || operation.method === "DELETE");
    yield {
      at: field.at,
      cause: `instead ${name}`,
      title: "Parameter replaces the user in the credential",
      places: spots.map((spot) => ({ at: spot.field.at, operation: spot.operation, witness: spot.field.witness })),
      message: `${quoted(field.name)} of ${listed(
        [...new Set([...changing, ...spots].map(({ operation }) => operation.id))],
        3,
      )} decides whose data is used if the credential identifies no user, or a different user`,
      rationale: prose`
        A token says who its user is. If a parameter replaces the token, the caller can send any user's ID. Unless the
        other credential is bound to that user, any caller can read, change or delete any user's data.
      `,
      exploit: prose`
        An attacker leaves out the token, or uses a credential of their own, and sends another user's ID. The service
        takes that as the subject of the call.
      `,
      remediation: prose`
        Take the subject from the credential. Where one credential may act for several persons, say in the description which,
        and reject all others with 403. Test it with the ID of a person whom the credential is not for.
      `,
      ...quotedSentences(spots.map(({ sentence }) => sentence)),
    };
  }
}

/**
 * The tenant that something is made in, as a request names it, where a text at another operation, or of the whole, takes the
 * tenant from the credential: "Projects of the tenant the token was issued for". One fault of each name.
 */
function* tenantFaults(api: AssessedApi): Generator<Fault> {
  const found = api.operations.flatMap((operation) =>
    MAKES.has(operation.method) && isInOwnName(api, operation) && !statedUnderSummary(operation).has("own-only")
      ? requestFields(operation).flatMap((field) => {
          const noun = isFreeTenant(field, operation) ? tenantNamed(field, operation) : "";
          const sentence = noun === "" ? undefined : tenantsOfTokens(api).get(stemOf(noun));
          return sentence === undefined ? [] : [{ operation, field, sentence }];
        })
      : [],
  );
  for (const [name, spots] of grouped(found, ({ field }) => field.words.join(" "))) {
    const { field } = spots[0]!;
    yield {
      at: field.at,
      cause: `tenant ${name}`,
      title: "Request names the tenant, though the credential determines it",
      places: spots.map((spot) => ({ at: spot.field.at, operation: spot.operation, witness: spot.field.witness })),
      message: `${quoted(field.name)} of ${listed(
        [...new Set(spots.map(({ operation }) => operation.id))],
        3,
      )} names the tenant, which elsewhere comes from the credential, and nothing says that the two are compared`,
      rationale: prose`
        The credential says for which tenant the caller acts, and other operations take the tenant from it. Here the caller
        names it. Unless the service compares the two, callers can create and change objects in another tenant.
      `,
      exploit: prose`
        An attacker sends the ID of another tenant. The service finds that the tenant exists, and writes there.
      `,
      remediation: prose`
        Take the tenant from the credential, and remove the field from the request. If one credential may act for several
        tenants, reject all others with 403 and say so in the description. Test it with the ID of another tenant.
      `,
      ...quotedSentences([spots[0]!.sentence]),
    };
  }
}

const MAKES: ReadonlySet<string> = new Set(["POST", "PUT", "PATCH"]);

/** The tenant that whoever signs up names, and belongs to from then on, where nobody of it invited or confirms them. */
function* joinFaults(api: AssessedApi): Generator<Fault> {
  for (const operation of api.signUps) {
    if (operation.method !== "POST" || api.assessed(operation).judgedAs === "private") continue;
    const fields = requestFields(operation);
    if (fields.some(({ words }) => isOfInvitation(words, operation)) || isConfirmedByTenant(operation)) continue;
    const field = fields.find((one) => isFreeTenant(one, operation) && isBelongedTo(api, operation, one));
    if (field === undefined) continue;
    yield {
      at: field.at,
      cause: `joins ${operation.method} ${operation.pathItem.path}`,
      title: "Sign-up lets callers choose the organization that they become a member of",
      places: [{ at: field.at, operation, witness: field.witness }],
      message: `${quoted(field.name)} of ${operation.id} decides which ${tenantNamed(field, operation)} a new user belongs to, and nothing says that it invited or confirms them`,
      rationale: prose`
        Members of an organization see and change what belongs to it. Here whoever signs up names the organization. Unless it
        invited them or confirms them, strangers become its members.
      `,
      exploit: prose`
        An attacker signs up and sends the ID of another organization, from a link or by trying IDs. From then on the attacker
        reads and changes that organization's data as one of its users.
      `,
      remediation: prose`
        Remove the field from the sign-up. Let people join by an invitation that the organization sent, with a random
        code that is valid once, or make them members when an administrator of the organization confirms them. Test a
        sign-up with the ID of another organization.
      `,
    };
  }
}

/** Whether a field holds what an organization gave to whom it invited: `inviteToken`, `joinCode`. */
function isOfInvitation(words: readonly string[], { lexicon }: Operation): boolean {
  return (
    lexicon.has(words, "invitation") ||
    (lexicon.has(words, "given-proof") && !lexicon.has(words, "password")) ||
    lexicon.is(words.at(-1) ?? "", "code") ||
    lexicon.is(words[0] ?? "", "code")
  );
}

/** Whether a text says that somebody of the organization lets people in: "An administrator confirms new members". */
function isConfirmedByTenant(operation: Operation): boolean {
  const { lexicon, responses } = operation;
  const answers = responses.map(({ description = "" }) => wordsInOrder(description));
  return [...saidBy(operation), ...answers].some(
    (words) =>
      lexicon.has(words, "invitation") ||
      lexicon.has(words, "vets-who-asks") ||
      lexicon.has(words, "waits-for-consent"),
  );
}

/** Whether people are said to belong to such a tenant: by the text of the field, of the operation, or of the whole. */
function isBelongedTo(api: AssessedApi, operation: Operation, field: RequestField): boolean {
  const { lexicon } = operation;
  if (lexicon.has(wordsInOrder(field.description.slice(0, LIMIT)), "belongs-to")) return true;
  const noun = stemOf(tenantNamed(field, operation));
  return [...saidBy(operation), ...sentencesOf((api.info.description ?? "").slice(0, LIMIT)).map(wordsInOrder)].some(
    (words) => words.some((word) => word.startsWith(noun)) && lexicon.has(words, "belongs-to"),
  );
}

/** Whether a field is the identifier of a tenant, which no text keeps to the caller's own, and no refusal is of others' tenants. */
function isFreeTenant(field: RequestField, operation: Operation): boolean {
  const { in: way, depth, isList, words } = field;
  const { lexicon, responses } = operation;
  return (
    way === "body" &&
    depth === 0 &&
    !isList &&
    lexicon.has(words, "identifier-word") &&
    lexicon.is(tenantNamed(field, operation), "tenant") &&
    !isKeptFromCallers(field, operation) &&
    !lexicon.has(wordsInOrder(field.description.slice(0, LIMIT)), "names-credential") &&
    !responses.some(({ status }) => status === "403")
  );
}

/** `tenantId`, `id_empresa`: what is identified. */
function tenantNamed({ words }: RequestField, { lexicon }: Operation): string {
  return words.filter((word) => !lexicon.is(word, "identifier-word") && !lexicon.is(word, "linking")).join(" ");
}

/** What the forms of a noun have in common: `mandant`, "des Mandanten". */
function stemOf(noun: string): string {
  return noun.slice(0, 6);
}

/** The kinds of tenants that a text takes from the credential, by their stems, each with the sentence. */
const tenantsOfTokens = memoBy(
  ({ operations }: Pick<AssessedApi, "operations" | "info">) => operations,
  ({ operations, info }: Pick<AssessedApi, "operations" | "info">): ReadonlyMap<string, string> => {
    const found = new Map<string, string>();
    const texts = [info.description ?? "", ...operations.map(({ description = "" }) => description)];
    for (const sentence of texts.flatMap((text) => sentencesOf(text.slice(0, LIMIT)))) {
      const words = wordsInOrder(sentence);
      const at = words.findIndex((_, index) => info.lexicon.lengthAt(words, index, "names-credential") > 0);
      // "Taken from the token": a token of an account is another matter.
      const before = words.slice(Math.max(0, at - 3), at);
      const isBeside = before.some((word) => info.lexicon.is(word, "tenant"));
      if (at < 0 || !(isBeside || before.some((word) => OUT_OF.has(word)))) continue;
      if (denies(words, info.lexicon)) continue;
      for (const word of words.slice(Math.max(0, at - NEAR), at).flatMap(wordsOf))
        if (info.lexicon.is(word, "tenant") && !found.has(stemOf(word))) found.set(stemOf(word), sentence);
    }
    return found;
  },
);

/** In each language what stands before the credential that something is taken from. */
const OUT_OF: ReadonlySet<string> = new Set(
  "from by via aus durch anhand depuis du par del desde segun do pelo pela según dem".split(" "),
);
/** So many words before the credential may be its tenant. */
const NEAR = 10;

/** Whether a parameter names somebody or something by an identifier, and is no credential itself. */
function isSubject(field: RequestField, operation: Operation): boolean {
  return (
    (field.in === "header" || field.in === "query") &&
    namesThing(field, operation) &&
    !field.words.some((word) => /^(?:session|token|key|code|secret|request|trace|correlation)$/.test(word))
  );
}

/** The sentence by which a text says that a value stands in for what a credential says, or differs from it. */
function statedInstead({ description }: RequestField): string | undefined {
  return sentencesOf(description, 300).find((sentence) => INSTEAD.test(sentence) && !PAGE_TOKEN.test(sentence));
}

/** A token that says where a list goes on is no credential. */
const PAGE_TOKEN = /\b(?:page|next|cursor|sync|continuation)[- ]token\b/i;

const INSTEAD =
  /\b(?:when|if|unless) (?:\w+ ){0,2}?(?:not (?:using|sending|passing|authenticated with)|without|no) (?:an? |the )?(?:\w+ )?(?:jwt|token|session|cookie)s?\b|\b(?:if|when) (?:it is )?(?:different from|other than) (?:(?:that|the one) (?:of|in) )?(?:the |your )?(?:jwt|(?:\w+ )?token|session|authenticated \w+|logged[- ]in \w+)\b|\b(?:wenn|falls) (?:kein|ohne) (?:\w+ )?(?:jwt|token)|\b(?:wenn|falls) (?:\w+ ){0,2}?abweichend vom (?:jwt|token)|\bsi (?:vous n'utilisez pas|sans) (?:\w+ )?(?:jwt|jeton)|\bsi différente? (?:de celui )?du (?:jwt|jeton)|\bsi no se (?:usa|utiliza|envía) (?:\w+ )?(?:jwt|token)|\bsi es (?:diferente|distinto) del (?:jwt|token)|\b(?:se|quando) não (?:usar|utilizar|enviar) (?:\w+ )?(?:jwt|token)|\bse (?:for )?diferente do (?:jwt|token)/i;

/** Who acts, as a request names them beside the credential: one fault of each name and kind. */
function* actorFaults(api: AssessedApi): Generator<Fault> {
  const keys = ownKeys(api.operations);
  const found = api.operations.flatMap((operation) =>
    isAdministration(operation) || api.assessed(operation).judgedAs === "private"
      ? []
      : namedActors(operation)
          .filter(
            ({ field, kind }) =>
              (kind !== "person" || api.assessed(operation).principal === "user") &&
              !isSaidToAct(field, operation) &&
              ownKeyOf(operation, field, keys) === undefined,
          )
          .map((one) => ({ ...one, operation })),
  );
  for (const [cause, spots] of grouped(
    found,
    ({ field, kind }) => `${kind} ${field.words.filter((word) => !api.lexicon.is(word, "names-person")).join(" ")}`,
  )) {
    const { field, kind } = spots[0]!;
    const names = [...new Set(spots.map((spot) => quoted(spot.field.name)))];
    const operations = [...new Set(spots.map(({ operation }) => operation))];
    const [scheme] = operations.flatMap(({ security }) =>
      (security?.alternatives ?? []).flatMap(({ schemes }) => schemes.map(({ name }) => name)),
    );
    yield {
      at: field.at,
      cause: `actor ${cause}`,
      title: WHO_IS_NAMED[kind],
      ...placesOrCarriers(
        spots.map((spot) => ({ at: spot.field.at, operation: spot.operation, witness: spot.field.witness })),
      ),
      message: `${listed(names, 3)} of ${listed(
        operations.map(({ id }) => id),
        3,
      )} ${names.length === 1 ? "names" : "name"} ${kind === "sender" ? "the sender" : "the acting user"}, ${
        kind === "unchecked"
          ? "and according to the description, the service need not compare this with the credential"
          : `and so does the credential ${quoted(scheme ?? "")}, but nothing says that the two must agree`
      }`,
      rationale: WHY_NAMED[kind],
      exploit: HOW_NAMED[kind],
      remediation: kind === "unchecked" ? ALWAYS_CHECKED : OF_CREDENTIAL,
      ...quotedSentences(spots.map(({ sentence }) => sentence)),
    };
  }
}

const WHY_NAMED: Readonly<Record<NamedActor["kind"], string>> = {
  sender: prose`
    The credential identifies the program or organization that calls, and a parameter names it again. If the service
    trusts the parameter, anyone with one credential can send data as any other sender.
  `,
  person: prose`
    The credential says who acts, and a field says it again. If the service trusts the field, callers can write records
    that show another user as the actor, and logs prove nothing.
  `,
  unchecked: prose`
    The request names the acting user, and so does the token. According to the description, the service may compare the
    two, but need not. If it does not, a caller can act as a user who never logged in.
  `,
};

const HOW_NAMED: Readonly<Record<NamedActor["kind"], string>> = {
  sender: prose`
    An attacker holds a valid credential of one sender and puts the name of another sender into the parameter. The service
    accepts the data as that sender's. Everyone who receives it trusts the wrong source.
  `,
  person: prose`
    An attacker makes a change and sends a colleague's name or ID as the one who acts. The service records the colleague.
    The change cannot be traced to the attacker.
  `,
  unchecked: prose`
    An attacker sends a token of one user together with the ID of another user. The service does not compare them and takes
    the ID. The attacker acts as the other user.
  `,
};

const OF_CREDENTIAL = prose`
  Take the name from the credential, and remove the field from the request. If one credential may act for several
  senders or users, reject names that it is not registered for, say so in the description, and test it with another
  name.
`;
const ALWAYS_CHECKED = prose`
  Always compare the name with the credential, reject requests in which they differ, and say so in the description. Test
  it with the token of one user and the ID of another.
`;

const WHO_IS_NAMED: Readonly<Record<NamedActor["kind"], string>> = {
  sender: "Request names the sender, though the credential identifies it",
  person: "Request names the acting user, though the credential identifies them",
  unchecked: "Name of the acting user need not be checked against the credential",
};

/** The sentence by which a value says as whom, or for whom, something is done, where nothing says that it is the caller. */
function statedToActFor(field: RequestField, operation: Operation): string | undefined {
  const { in: way, depth, isList, types } = field;
  if (way === "path" || depth > 1 || isList || types.includes("boolean") || types.includes("object")) return undefined;
  if (isKeptFromCallers(field, operation) || statedUnderSummary(operation).has("own-only")) return undefined;
  const actor = namesSomebody(field, operation) ? [...statedIn(field.description.slice(0, LIMIT))] : [];
  return (
    actor.find(([statement]) => statement === "named-as-actor")?.[1] ??
    (depth > 0 ? undefined : statedOfField(field, operation, "in-anothers-name"))
  );
}

/** Whether an identifier is said to be of who does what the call does: "Bidder who places the bid". */
function isSaidToDo(field: RequestField, operation: Operation): boolean {
  return (
    field.depth === 0 &&
    !field.isList &&
    namesSomebody(field, operation) &&
    operation.lexicon.is(tenantNamed(field, operation), "served-person") &&
    !isKeptFromCallers(field, operation) &&
    wordsInOrder(field.description.slice(0, LIMIT)).length <= MOST_WORDS_OF_DOER &&
    statedIn(field.description).has("named-as-doer")
  );
}

/** A longer text says more of a value than whose it is. */
const MOST_WORDS_OF_DOER = 10;

/** `inspectorId`: an identifier, and of what. */
function namesSomebody({ words, in: way }: RequestField, { lexicon }: Operation): boolean {
  return way === "body" && words.length > 1 && lexicon.has(words, "identifier-word");
}

/** Whether an identifier is said to be of who signs, or of who is rewarded and is the caller where nobody is named. */
/** Whether a sender is the address or the name that recipients see, by its text: `the "from" on your e-mails`, "a verified sender". */
function isShownSender({ words, description }: RequestField): boolean {
  return words.includes("sender") && SHOWN_SENDER.test(description.slice(0, LIMIT));
}

const SHOWN_SENDER =
  /\b(?:sender identity|sender identit\w+|"?sender"? identity|verified sender|absenderkennung|absenderadresse|identité d'expéditeur|identidad de remitente|identidade de remetente)\b|["'“]from["'”]/i;

function isSaidToAct(field: RequestField, operation: Operation): boolean {
  const { in: way, depth, isList, words, description } = field;
  const { lexicon } = operation;
  if (statedToActFor(field, operation) !== undefined) return true;
  if (way !== "body" || depth > 0 || isList || words.length < 2) return false;
  if (!lexicon.has(words, "identifier-word")) return false;
  const said = wordsInOrder(description.slice(0, LIMIT));
  if (lexicon.has(said, "signs-as")) return isMadeOf(words, lexicon, "acting-person", "identifier-word");
  return lexicon.has(said, "caller-by-default") && lexicon.has(said, "is-rewarded");
}

/** So much of a text is looked at. */
const LIMIT = 1000;

/** A call in the caller's own name: a change, or a read that must be told whose things it gives. */
function isInOwnName(api: AssessedApi, operation: Operation): boolean {
  return isByHolder(api, operation) && !isOnPeople(operation);
}

function isByHolder(api: AssessedApi, operation: Operation): boolean {
  return (
    operation.operationKind === "path" &&
    operation.access === "secured" &&
    api.assessed(operation).intent === undefined &&
    api.assessed(operation).judgedAs !== "private" &&
    !isAdministration(operation) &&
    !isOwn(operation)
  );
}

/** Whether something else is made within what is of people: `POST /groups/{id}/posts`. */
function isBelowPeople(api: AssessedApi, operation: Operation): boolean {
  return (
    operation.method === "POST" &&
    isByHolder(api, operation) &&
    !(segmentWords(operation).at(-1) ?? []).some((word) => operation.lexicon.is(word, "on-people"))
  );
}

/** Whether a path is of what is done to people, or for people by those who look after them. */
function isOnPeople(operation: Operation): boolean {
  return segmentWords(operation).some((words) => words.some((word) => operation.lexicon.is(word, "on-people")));
}

/** A change by a person whom the credential names, and who is not there to administer or to act on other people. */
function isByUser(api: AssessedApi, operation: Operation): boolean {
  const { operationKind, method, access } = operation;
  if (operationKind !== "path" || access !== "secured" || !CHANGES.has(method)) return false;
  const { principal, admission, intent } = api.assessed(operation);
  return (
    principal === "user" &&
    admission === "self-registered" &&
    intent === undefined &&
    !isAdministration(operation) &&
    !isOnPeople(operation)
  );
}

const CHANGES = new Set(["POST", "PUT", "PATCH", "DELETE"]);

/** Whether a field at the first level names who acts; a user's name does so only in a change of one's own profile. */
function isOwner(operation: Operation, field: RequestField): boolean {
  if (field.in === "path" || field.depth > 0 || field.isList) return false;
  const name = field.text;
  if (field.in === "header") return /^x (?:user|username|user id|customer id|tenant id|account id)$/.test(name);
  if (namesActor(field, operation.lexicon)) return !isShownSender(field);
  return (
    operation.lexicon.is(name, "login-name") &&
    name !== "login" &&
    operation.method !== "POST" &&
    (isOwn(operation) || operation.lexicon.is(lastSegment(operation), "profile"))
  );
}

/** `authorId`, `id_del_autor`, `createdBy`. */
function namesActor({ text, words }: RequestField, lexicon: Lexicon): boolean {
  return (
    lexicon.is(text, "acting-alone") ||
    (lexicon.has(words, "identifier-word") && isMadeOf(words, lexicon, "acting-person", "identifier-word"))
  );
}
