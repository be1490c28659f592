import { grouped } from "../../core/grouped.ts";
import { listed, prose, quoted, yaml } from "../../core/prose.ts";
import { isOwnCredential, ownCredentialsOf } from "../../data/classify/own-credentials.ts";
import { isCredential } from "../../data/taxonomy/is-credential.ts";
import { placeOf, type Operation } from "../../model/api.ts";
import { successResponses } from "../../model/response-coverage.ts";
import { isAdministration } from "../../exposure/administration.ts";
import { saidInResponses } from "../../data/search/said-in-responses.ts";
import type { Fault } from "../../operations/fault.ts";
import type { AssessedApi, AssessedFlow } from "../../exposure/assessed-api.ts";
import { intentOf } from "../../exposure/intent.ts";
import { roleKeptTo } from "../../exposure/kept-to-role.ts";
import { statedBy } from "../../exposure/said.ts";
import { wordsOf } from "../../lexicon/name-tokens.ts";
import { isHeadedBy } from "../../lexicon/phrases.ts";
import { quotedSentences } from "../../operations/quoted-sentences.ts";
import { listedProperties } from "../../operations/returned-properties.ts";
import { isStoredPassword } from "../../exposure/stored-secret.ts";
import { isOwn } from "../../exposure/principals.ts";
import type { ClassifiedField } from "../../data/flows/flow.ts";
import type { Lexicon } from "../../lexicon/lexicon.ts";
import type { Schema } from "../../model/schema.ts";
import type { Rule } from "../rule.ts";
import { isToldWithOthers } from "../../operations/readers/over-ceiling.ts";
import { isEchoed, isNoCredential } from "../../operations/readers/no-credential.ts";
import { isKnownToOwner, isReadAgain } from "../../operations/readers/read-again.ts";
import { isSetByAccount, linkBeside } from "../../operations/readers/set-by-account.ts";
import { flowsByField } from "../../operations/readers/flow-index.ts";
import { fieldsOfFlows, operationsOfFlows, spotsOfFlows } from "../../operations/readers/readers.ts";
import { unreturnedFix, writeOnlyFix } from "../../operations/fixes/known-fixes.ts";
import { remedyOfCodes } from "../../operations/readers/code-remedy.ts";

/** A credential that is kept can be read again. */
export const storedCredentialReturned: Rule = {
  id: "stored-credential-returned",
  title: "Stored credential can be read back",
  owasp: ["API3:2023", "API2:2023"],
  cwe: [522, 312],
  asvs: ["V11.4.2", "V15.3.1"],
  confidence: "likely",

  rationale: prose`
    A credential that can be returned is stored in readable form. Its owner already knows it and does not need the
    response. But anyone who has the owner's session for a minute, through a stolen token, a shared computer or a
    script in the page, gets a lasting credential.
  `,
  exploit: prose`
    An attacker has a user's session for a minute, through an unlocked device or a script in the page, and calls the
    operation. It returns the password or key in plain text. The session ends, but the credential works for years, and
    on other services too.
  `,
  remediation: prose`
    Never return stored passwords, PINs or keys. Store passwords and PINs as salted hashes. Show a key once, in the response to the call that creates it, and later only its last characters; let its owner create a new one.
  `,
  fixes: [writeOnlyFix, unreturnedFix],

  examples: {
    bad: [
      yaml`
        servers:
          - url: https://api.acme.io
        security:
          - token: []
        paths:
          /me:
            get:
              responses:
                "200":
                  description: The caller.
                  content:
                    application/json:
                      schema:
                        properties:
                          email:
                            type: string
                          password: # ✗
                            type: string
                          apiKey: # ✗
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
        servers:
          - url: https://api.acme.io
        security:
          - token: []
        paths:
          /me:
            get:
              responses:
                "200":
                  description: The caller.
                  content:
                    application/json:
                      schema:
                        properties:
                          email:
                            type: string
                          hasPassword:
                            type: boolean
          /me/keys:
            post:
              responses:
                "201":
                  description: The key, this once.
                  content:
                    application/json:
                      schema:
                        properties:
                          apiKey:
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
    yield* saidToComeBack(api);
    yield* decryptedValues(api);
    yield* columnsOfSecrets(api);
    yield* biometricTemplates(api);
    const fields = api.data.fields.filter(
      (field) => isCredential(field.category) && field.confidence !== "possible" && field.sensitivity === "restricted",
    );
    if (fields.length === 0) return;
    const index = flowsByField(api);
    const flows = fields.flatMap((field) =>
      (index.get(field) ?? []).filter(
        (flow) =>
          (isReadAgain(api, flow) || isSetByAccount(api, flow)) &&
          !isToldWithOthers(api, flow) &&
          !isNoCredential(api, flow) &&
          !isEchoed(flow),
      ),
    );
    for (const [name, named] of grouped(flows, ({ field }) => field.name)) {
      const milder = named.some(
        (flow) =>
          isPersonsPassword(flow) ||
          (flow.operation.method === "GET" && (isStoredPassword(flow) || isKeyOfAll(api, flow))),
      )
        ? []
        : ["the credential is not a user's password"];
      const read = new Set(
        named.filter((flow) => flow.operation.method === "GET" || isOfMadeThing(api, flow)).map((flow) => flow.field),
      );
      // What one schema gives back here and there is one cause.
      for (const [isAnswer, group] of grouped(named, ({ field }) => !read.has(field))) {
        const { field } = group[0]!;
        const inList = isAnswer ? undefined : group.find((flow) => isSetByAccount(api, flow) && isInList(flow));
        const link = inList === undefined ? undefined : linkBeside(inList);
        yield {
          at: { file: field.node.source.file, pointer: field.node.pointer },
          cause: isAnswer ? `${name} sent` : name,
          places: spotsOfFlows(group, false),
          fields: fieldsOfFlows(group),
          ...remedyOfCodes(fieldsOfFlows(group)),
          message: `${quoted(name)} can be read back with ${operationsOfFlows(group)}${link === undefined ? "" : `, in a list beside ${quoted(link)}, the link to the file that it protects`}`,
          mitigations: [
            // Beside the link in a list it protects nothing from whoever reads the list.
            ...(link === undefined ? milder : []),
            ...(isAnswer ? ["the credential goes back to the caller who sent it"] : []),
            // Whoever may sign up for an account has no more than that account's own.
            ...(group.every((flow) => isOfOwnAccount(api, flow))
              ? ["the account that reads the credential also set it"]
              : []),
            ...(group.every((flow) => isKeptByText(api, flow))
              ? ["its description restricts the operation to a role; test that callers without the role are refused"]
              : []),
          ],
        };
      }
    }
  },
};

/** Properties that are said to be a secret that comes back, whatever they are called, and are not known to be one by their names. */
function* saidToComeBack(api: AssessedApi): Generator<Fault> {
  const search = saidInResponses(api);
  const known = new Set(
    api.data.fields.filter(({ category }) => isCredential(category)).map(({ node }) => node.pointer),
  );
  const spots = successResponses(api).flatMap(({ operation, response }) =>
    operation.method !== "GET" || isAdministration(operation)
      ? []
      : response.content
          .flatMap((media) => search(media, "read"))
          .filter(
            ({ name, sign, schema, holder }) =>
              !isOfPublicKey(operation, name, holder) &&
              sign.kind === "secret" &&
              !/ur[il]/i.test(name) &&
              !known.has(schema.node.pointer),
          )
          .map(({ name, schema, way, sign }) => ({
            at: placeOf(schema),
            operation,
            witness: `2xx ${way}`,
            name,
            by: sign.by,
          })),
  );
  for (const [name, group] of grouped(spots, (spot) => spot.name)) {
    yield {
      at: group[0]!.at,
      cause: `said ${name}`,
      places: group,
      message: `${quoted(name)} is a secret, according to its description, and can be read back with ${listed([...new Set(group.map(({ operation }) => operation.id))], 3)}`,
      evidence: [...new Set(group.map(({ by }) => `The description says: ${quoted(by)}.`))],
      mitigations: ["the credential is not a user's password"],
    };
  }
}

/**
 * Whether a value stands in the record of a public key, by the text of the operation or the object: its comment, label or fingerprint is for
 * everybody, as the key is. What is called private, or a password or secret, is none of it.
 */
function isOfPublicKey({ summary = "", description = "", lexicon }: Operation, name: string, holder: Schema): boolean {
  const words = wordsOf(name);
  if ((["password", "private-key", "secret"] as const).some((one) => lexicon.has(words, one))) return false;
  return [summary, description, holder.title, holder.description, holder.name].some((text) =>
    PUBLIC_KEY.test((text ?? "").replaceAll("_", " ").slice(0, 1000)),
  );
}

const PUBLIC_KEY =
  /\bpublic (?:\w+ )?keys?\b|(?<!\p{L})öffentliche[nrs]? (?:\S+-)?Schlüssel|\bclés? (?:\S+ )?publiques?|\b(?:claves?|llaves?) públicas?|\bchaves? públicas?/iu;

/** Values of which the text of a read says that it decrypts them: the settings and secrets of a project, for all who may read it. */
function* decryptedValues(api: AssessedApi): Generator<Fault> {
  for (const operation of api.operations) {
    if (operation.method !== "GET" || operation.operationKind !== "path" || isAdministration(operation)) continue;
    const sentence =
      api.assessed(operation).judgedAs === "private" ? undefined : statedBy(operation).get("decrypted-values");
    if (sentence === undefined || roleKeptTo(api, operation) !== undefined) continue;
    const value = listedProperties(operation).find(([name]) =>
      operation.lexicon.is(wordsOf(name).join(" "), "new-value"),
    );
    if (value === undefined) continue;
    const [name, schema] = value;
    yield {
      at: placeOf(schema),
      cause: `decrypted ${operation.pathItem.path}`,
      places: [{ at: placeOf(schema), operation, witness: `2xx ${name}` }],
      message: `${quoted(name)} of ${operation.id} is a value that is kept encrypted, and can be read back by all who may make the call`,
      ...quotedSentences([sentence]),
      mitigations: ["the credential is not a user's password"],
    };
  }
}

/** Columns of a table that comes back as text, by the first line of an example, which hold a password or a secret. */
function* columnsOfSecrets(api: AssessedApi): Generator<Fault> {
  for (const { operation, response } of successResponses(api)) {
    if (operation.method !== "GET") continue;
    for (const { type, examples, schema } of response.content) {
      if (!/\b(?:csv|tab-separated-values)\b/i.test(type)) continue;
      const shown = [...examples, ...(schema?.examples ?? [])];
      const example = shown.find(({ value }) => typeof value === "string");
      const text = typeof example?.value === "string" ? example.value : "";
      const name = columnsOf(text).find((one) => isSecret(one, operation));
      if (example === undefined || name === undefined) continue;
      yield {
        at: placeOf({ node: example }),
        cause: `column ${name} ${operation.pathItem.path}`,
        places: [{ at: placeOf({ node: example }), operation, witness: `2xx ${name}` }],
        message: `Column ${quoted(name)} of ${operation.id} holds a stored credential`,
        mitigations: ["the credential is not a user's password"],
      };
    }
  }
}

/** The names in the first line of a table in text. */
function columnsOf(text: string): readonly string[] {
  const [first = ""] = text.trimStart().slice(0, LONGEST_LINE).split("\n");
  return first.split(/[;,\t|]/).map((name) => name.trim().replaceAll('"', ""));
}

const LONGEST_LINE = 2000;

/** A password or a private key, and not whether or when one was set: `portal_password`, but no `password_set_at`. */
function isSecret(name: string, { lexicon }: Operation): boolean {
  const words = wordsOf(name);
  return (["password", "private-key"] as const).some((one) => isHeadedBy(words, lexicon, one));
}

/** Whether it stands in what is done to a thing that was made with it before, as in the answer of its deletion. */
function isOfMadeThing(api: AssessedApi, flow: AssessedFlow): boolean {
  return flow.operation.method !== "POST" && isSetByAccount(api, flow);
}

function isOfOwnAccount(api: AssessedApi, flow: AssessedFlow): boolean {
  return api.assessed(flow.operation).judgedAs === "public" && isOfMadeThing(api, flow);
}

function isInList({ witness }: AssessedFlow): boolean {
  return witness.includes("[]");
}

/** Whether a password is that of the person who calls: it comes where they log in, sign up, or ask about themselves. */
function isPersonsPassword({ operation, field }: AssessedFlow): boolean {
  const intent = intentOf(operation);
  return isKnownToOwner(field.name, operation) && (intent === "log-in" || intent === "sign-up" || isOwn(operation));
}

/**
 * Whether it is the very key that the API asks for, in clear: who reads it can do all that its owner can. Where anybody gets such a
 * key, what is read back is one's own alone, and less is at stake.
 */
function isKeyOfAll(api: AssessedApi, { operation, field }: AssessedFlow): boolean {
  return api.assessed(operation).judgedAs !== "public" && isOwnCredential(field.name, ownCredentialsOf(api));
}

/** Whether a text keeps to a role what anybody could call otherwise. Of what few can call a kept secret is as bad for those. */
function isKeptByText(api: AssessedApi, { operation }: AssessedFlow): boolean {
  return (
    operation.access === "secured" &&
    api.assessed(operation).judgedAs === "public" &&
    roleKeptTo(api, operation) !== undefined
  );
}

/** What people are recognised by, read back: nobody but what compares it needs it. */
function* biometricTemplates(api: AssessedApi): Generator<Fault> {
  const index = flowsByField(api);
  const flows = api.data.fields.flatMap((field) =>
    isBiometricTemplate(field, api.lexicon)
      ? (index.get(field) ?? []).filter(
          ({ direction, operation }) => direction === "read" && operation.method === "GET",
        )
      : [],
  );
  for (const [name, group] of grouped(flows, ({ field }) => field.name)) {
    const { node } = group[0]!.field;
    yield {
      at: { file: node.source.file, pointer: node.pointer },
      cause: `template ${name}`,
      title: "Biometric template is returned",
      rationale: prose`
        A face, voice or fingerprint template identifies a person for life and cannot be replaced as a password can.
        Only the component that compares it needs it. Everyone who reads it here can store it and use it elsewhere.
      `,
      exploit:
        "An attacker with any account that may read the record collects the templates, and imitates or tracks people with them.",
      remediation:
        "Remove the template from the response. Keep it where it is compared, and return only whether there is one.",
      places: spotsOfFlows(group, false),
      fields: fieldsOfFlows(group),
      message: `The biometric template ${quoted(name)} can be read with ${operationsOfFlows(group)}`,
      mitigations: [
        ...(group.every((flow) => isOfDevices(flow)) ? ["only devices that compare it read it"] : []),
        ...(group.every((flow) => isOfOwnAccount(api, flow))
          ? ["the account that reads the template also set it"]
          : []),
      ],
    };
  }
}

/** Whether an operation is for devices, which prove themselves by a certificate. */
function isOfDevices({ operation: { security } }: AssessedFlow): boolean {
  return (
    security !== undefined &&
    security.alternatives.length > 0 &&
    security.alternatives.every(({ schemes }) => schemes.some(({ scheme }) => scheme.schemeKind === "mutualTLS"))
  );
}

/** Whether a field holds a biometric template by its name, and no picture or recording. */
function isBiometricTemplate(field: ClassifiedField, lexicon: Lexicon): boolean {
  return (
    field.category === "user.biometric" &&
    field.sensitivity === "restricted" &&
    field.confidence !== "possible" &&
    lexicon.has(wordsOf(field.name), "biometric-template")
  );
}
