import { count, listed, prose, quoted, yaml } from "../../core/prose.ts";
import type { AssessedApi } from "../../exposure/assessed-api.ts";
import { placeOf, type Operation } from "../../model/api.ts";
import type { SecurityScheme } from "../../model/security.ts";
import {
  asksForIdentifier,
  automatedBy,
  asksForShortSecret,
  knownLogIns,
  logInGiving,
  onlySchemes,
  sentenceOnGuessing,
} from "../../operations/schemes/guessable-schemes.ts";
import type { Fault } from "../../operations/fault.ts";
import { publishedLogIn } from "../../operations/schemes/published-log-ins.ts";
import { codeInViewIn, knownSecretIn } from "../../operations/admitted-effects.ts";
import { quotedSentence } from "../../operations/quoted-sentences.ts";
import { isLimited, isLimitedAsAWhole } from "../../operations/flows/limits.ts";
import type { Rule } from "../rule.ts";

/** A credential is no secret: an identifier, something derived from known data, or what every device is delivered with. */
export const guessableCredential: Rule = {
  id: "guessable-credential",
  title: "Credential that others know or can guess",
  alsoKnownAs: ["default password", "default credentials", "weak credentials", "hard-coded credentials"],
  owasp: ["API2:2023", "API8:2023"],
  cwe: [1391, 1392, 798],
  asvs: ["V6.3.2", "V6.4.1"],
  confidence: "likely",

  rationale: prose`
    A credential proves who the caller is only if nobody else can know it. A number that is printed on a card, assigned in
    sequence or made from a birth date identifies someone and proves nothing. A default password that all devices share
    is printed in the manual.
  `,
  exploit: prose`
    An attacker reads the number on a badge or a label, counts up from their own, or looks up the default password in
    the manual. The attacker sends it and is taken for its holder, or for the administrator of a device. Nothing
    distinguishes these calls from legitimate ones.
  `,
  remediation: prose`
    Issue each caller a random credential, with at least 128 bits, and do not use identifiers as credentials. Ship no
    device with a password that other devices share: let its owner choose one before anything else works.
  `,

  examples: {
    bad: [
      yaml`
        paths:
          /shifts:
            get:
              security:
                - badge: []
        components:
          securitySchemes:
            badge: # ✗
              type: apiKey
              in: header
              name: X-Badge
              description: The six-digit number printed on the employee's badge.
      `,
      yaml`
        info:
          title: Heating controller
          version: "1"
          description: All controllers are delivered with the default password heat1234, which the owner may change.
        paths:
          /login:
            post: # ✗
              security: []
              requestBody:
                content:
                  application/json:
                    schema:
                      properties:
                        username:
                          type: string
                        password:
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
        paths:
          /shifts:
            get:
              security:
                - badge: []
        components:
          securitySchemes:
            badge:
              type: apiKey
              in: header
              name: X-Badge
              description: A random value of 256 bits that the badge holds, issued for each employee.
      `,
      yaml`
        info:
          title: Heating controller
          version: "1"
          description: Each controller has its own random password on the inside of its cover.
        paths:
          /login:
            post:
              security: []
              requestBody:
                content:
                  application/json:
                    schema:
                      properties:
                        username:
                          type: string
                        password:
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
    yield* schemeFaults(api);
    yield* automatedFactor(api);
    yield* knownSecrets(api);
    yield* codesInView(api);
    const told = knownLogIns(api.info, api.operations).filter(
      ({ operation }) => api.assessed(operation).judgedAs !== "private",
    );
    if (told.length === 0) yield* publishedFault(api);
    else
      yield {
        at: placeOf(told[0]!.operation),
        cause: "default",
        title: "Default or shared password",
        exploit: "An attacker reads the password in the manual, or knows it as everyone else does, and logs in.",
        places: told.map(({ operation }) => ({ at: placeOf(operation), operation })),
        message: `${listed(
          told.map(({ operation }) => operation.id),
          3,
        )} ${told.length === 1 ? "accepts" : "accept"} a password that others know: ${quotedSentence(told[0]!.sentence)}`,
      };
  },
};

/** Passwords that a call sets to what others know: the date of birth, the number on a card. */
function* knownSecrets(api: AssessedApi): Generator<Fault> {
  for (const operation of api.operations) {
    const sentence = knownSecretIn(operation);
    if (sentence === undefined || api.assessed(operation).judgedAs === "private") continue;
    yield {
      at: placeOf(operation),
      cause: `known ${operation.method} ${operation.pathItem.path}`,
      title: "Password is set to a fact that others know",
      exploit: prose`
        An attacker looks the fact up, or knows it from an invoice, a card or a profile. The attacker then logs in as the
        person, who may not have asked for anything.
      `,
      remediation: prose`
        Send a random link that works once to the address on file, and let the person choose the password. Never derive a
        password from personal data.
      `,
      places: [{ at: placeOf(operation), operation }],
      message: `${operation.id} sets a password that others know: ${quotedSentence(sentence)}`,
    };
  }
}

/** Codes that let people in, and that many see, share or can work out. */
function* codesInView(api: AssessedApi): Generator<Fault> {
  for (const operation of api.operations) {
    const sentence = codeInViewIn(operation);
    if (sentence === undefined || api.assessed(operation).judgedAs === "private") continue;
    yield {
      at: placeOf(operation),
      cause: `in view ${operation.method} ${operation.pathItem.path}`,
      title: "Code that lets people in is known to many, or can be worked out",
      exploit: prose`
        An attacker reads the code where it is displayed, or works it out from what is known of a person, and gets in like
        everyone who is meant to.
      `,
      remediation: prose`
        Give each person or device a random code of its own, which works once and expires. Limit the attempts, and ask the
        person concerned before access begins.
      `,
      places: [{ at: placeOf(operation), operation }],
      message: `${operation.id} accepts a code that others know or can work out: ${quotedSentence(sentence)}`,
    };
  }
}

/** A log-in that stands in the description, for everybody who reads it. */
function* publishedFault(api: AssessedApi): Generator<Fault> {
  const published = publishedLogIn(api);
  if (published === undefined) return;
  const carriers = api.operations.filter(
    (operation) => operation.operationKind === "path" && api.assessed(operation).judgedAs !== "private",
  );
  if (carriers.length === 0) return;
  yield {
    at: published.at,
    cause: "published",
    carriers,
    title: "A log-in is published in the description",
    exploit: "An attacker reads the user name and the password in the description, and logs in.",
    remediation: prose`
      Change the password, and take it out of the description. If it is a shared log-in, limit the
      account to public data.
    `,
    message: "The description contains a user name with its password",
    mitigations: published.isForTrial ? ["the text says that it is for trying out"] : [],
  };
}

/** What a scheme takes for a proof is an identifier by its own text. */
function* schemeFaults(api: AssessedApi): Generator<Fault> {
  for (const scheme of api.securitySchemes) {
    const sentence = sentenceOnGuessing(scheme);
    const isIdentifier = sentence === undefined && asksForIdentifier(api, scheme);
    const isShort = sentence === undefined && !isIdentifier && asksForShortSecret(scheme) && !isLimitedAsAWhole(api);
    if (sentence === undefined && !isIdentifier && !isShort) continue;
    const operations = scheme.usedBy.filter(
      (operation) => onlySchemes(operation).has(scheme) && api.assessed(operation).judgedAs !== "private",
    );
    if (operations.length === 0) continue;
    if (sentence === undefined) {
      if (isIdentifier) yield identifierFault(api, scheme, operations);
      else if (!operations.some(isLimited)) yield shortFault(scheme, operations);
      continue;
    }
    yield {
      at: placeOf(scheme),
      cause: scheme.name,
      carriers: operations,
      message: `${quoted(scheme.name)} is no secret, according to the description: ${quotedSentence(sentence)}`,
    };
  }
}

/** What a scheme takes for a proof is who somebody is: their number, which others see. */
function identifierFault(api: AssessedApi, scheme: SecurityScheme, operations: readonly Operation[]): Fault {
  const name = quoted(scheme.parameterName ?? scheme.name);
  const giver = logInGiving(api.operations, scheme);
  return {
    at: placeOf(scheme),
    cause: scheme.name,
    carriers: operations,
    title: "Identifier of a user is accepted as proof of who calls",
    exploit:
      "An attacker sends the identifier of another user, which others see or which can be counted up to, and acts as that user.",
    message: `${name} is the identifier of a user, and nothing else proves who calls ${count(operations.length, "operation")}`,
    evidence: giver === undefined ? [] : [`${giver.id} returns the identifier: callers send it themselves.`],
    mitigations: giver === undefined ? ["a gateway may set the value after it has authenticated the caller"] : [],
  };
}

/** What a scheme takes for a proof is a few digits, by its name, and nothing stops whoever tries all of them. */
function shortFault(scheme: SecurityScheme, operations: readonly Operation[]): Fault {
  return {
    at: placeOf(scheme),
    cause: `short ${scheme.name}`,
    carriers: operations,
    title: "Short secret is accepted as the only credential (brute force)",
    rationale: prose`
      A PIN has a few digits, so a script tries all of them within minutes to hours. It proves who calls only where the
      service counts failed attempts and locks the account, or asks for something else besides.
    `,
    exploit: prose`
      An attacker who knows a user name sends one PIN after the other. Or the attacker tries one common PIN for every user.
      One call succeeds, and the attacker acts as that user.
    `,
    remediation: prose`
      Accept the PIN in one operation only, which exchanges it for a short-lived token. Lock the account after a few failed
      attempts, and document the limit with a 429 response. Require a long random credential or a log-in for everything else.
    `,
    message: `${quoted(scheme.name)} is a short secret, by its name, and enough for ${count(operations.length, "operation")}: nothing says that attempts are limited`,
    mitigations: ["only its name says that it is short"],
  };
}

/** A second factor that a program is told to make: its secret lies where the key lies, and both are lost together. */
function* automatedFactor(api: AssessedApi): Generator<Fault> {
  const told = api.operations.flatMap((operation) => {
    const sentence =
      operation.operationKind === "path" && api.assessed(operation).judgedAs !== "private"
        ? automatedBy(operation)
        : undefined;
    return sentence === undefined ? [] : [{ operation, sentence }];
  });
  if (told.length === 0) return;
  yield {
    at: placeOf(told[0]!.operation),
    cause: "automated factor",
    title: "The description recommends to automate the second factor",
    rationale: prose`
      A second factor protects against the theft of the first only if it is kept elsewhere. A program that makes the codes
      has the secret of the second factor beside its key: whoever reads one reads both.
    `,
    exploit: prose`
      An attacker reads the configuration of one client. It has the key and the secret from which the codes are made. The
      attacker makes valid codes for as long as the secret is in use.
    `,
    remediation: prose`
      Do not describe how programs make the codes. Offer programs a proof that is made for them: a signature with a key
      that cannot be read out, an allow-list of recipients, or a limit up to which no code is needed.
    `,
    places: told.map(({ operation }) => ({ at: placeOf(operation), operation })),
    message: `${listed(
      told.map(({ operation }) => operation.id),
      3,
    )} ${told.length === 1 ? "asks" : "ask"} for a code that programs are told to make themselves: ${quotedSentence(told[0]!.sentence)}`,
    mitigations: ["only a sentence in the description suggests this"],
  };
}
