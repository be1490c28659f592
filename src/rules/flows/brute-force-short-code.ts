import { grouped } from "../../core/grouped.ts";
import { listed, prose, quoted, yaml } from "../../core/prose.ts";
import type { AssessedApi } from "../../exposure/assessed-api.ts";
import type { Operation } from "../../model/api.ts";
import type { Rule } from "../rule.ts";
import type { Fault } from "../../operations/fault.ts";
import { guessedRecord, returnsPaper } from "../../operations/flows/open-lookups.ts";
import { isBeforeLogIn, isForStrangers } from "../../operations/strangers.ts";
import { openingCodesOf, onlyCodeOf, secretsOf, type GuessableSecret } from "../../operations/flows/guessable.ts";
import { handsToken } from "../../exposure/intent.ts";
import { requestFields } from "../../operations/request-fields.ts";
import { answersFile } from "../../operations/inputs/answers.ts";
import { statedBy } from "../../exposure/said.ts";
import { isChangingGet } from "../../exposure/changing-get.ts";
import { isSaidToHaveEffect } from "../../exposure/said-to-act.ts";
import { GENERAL_LIMIT, isLimited, isLimitedAsAWhole } from "../../operations/flows/limits.ts";

/** A code that is short enough to be tried out, where nothing limits the tries. */
export const bruteForceShortCode: Rule = {
  id: "brute-force-short-code",
  title: "Short code can be guessed by brute force",
  alsoKnownAs: ["brute force", "weak OTP"],
  owasp: ["API2:2023", "API4:2023"],
  cwe: [307, 521, 640],
  asvs: ["V6.5.4", "V6.5.5", "V6.6.3"],
  confidence: "likely",

  rationale: prose`
    A four-digit code has ten thousand values: a script can try them all in minutes, and on average finds the code after
    half of the attempts. If the code replaces a password, at a reset or a log-in, a correct guess gives access to the
    account. The description mentions no limit on attempts.
  `,
  exploit: prose`
    An attacker requests a password reset for another user and tries all codes from 0000 to 9999. Nothing limits the
    attempts, and on average half of them are enough. The attacker sets a new password and takes over the account.
  `,
  remediation: prose`
    Allow a few attempts per account, then invalidate the code, and declare this with a 429 response. Use at least six
    digits and let the code expire within minutes; for a reset by e-mail, use a long random token instead.
  `,

  examples: {
    bad: [
      yaml`
        servers:
          - url: https://api.acme.io
        security:
          - token: []
        paths:
          /password-resets/confirm:
            post:
              security: []
              requestBody:
                content:
                  application/json:
                    schema:
                      properties:
                        email:
                          type: string
                        otp: # ✗
                          type: string
                          maxLength: 4
                        new_password:
                          type: string
          /phone/verify:
            post:
              security: []
              requestBody:
                content:
                  application/json:
                    schema:
                      properties:
                        phone:
                          type: string
                        code: # ✗
                          type: string
                          pattern: ^\d{6}$
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
          /password-resets/confirm:
            post:
              security: []
              requestBody:
                content:
                  application/json:
                    schema:
                      properties:
                        email:
                          type: string
                        otp:
                          type: string
                          maxLength: 4
              responses:
                "429":
                  description: Ask for a new code.
          /email/verify:
            post:
              security: []
              requestBody:
                content:
                  application/json:
                    schema:
                      properties:
                        token:
                          type: string
                          minLength: 40
          /cards/{id}/pin:
            put:
              requestBody:
                content:
                  application/json:
                    schema:
                      properties:
                        pin:
                          type: string
                          maxLength: 4
        components:
          securitySchemes:
            token:
              type: http
              scheme: bearer
      `,
    ],
  },

  *check(api) {
    yield* recordFaults(api);
    yield* openingFaults(api);
    yield* besideLimited(api);
    const found = api.operations.flatMap((operation) => {
      const secrets = isOpen(api, operation) ? secretsOf(operation) : [];
      return secrets.length === 0 || isLimited(operation) ? [] : secrets.map((secret) => ({ secret, operation }));
    });
    for (const [kind, secrets] of grouped(found, ({ secret, operation }) => kindOf(secret, operation))) {
      const names = [...new Set(secrets.map(({ secret }) => quoted(secret.field.name)))];
      const operations = [...new Set(secrets.map(({ operation }) => operation.id))];
      const milder = {
        short: [],
        long: ["nothing indicates fewer than five characters"],
        known: ["the caller is already authenticated in another way", "the code protects the caller's own account"],
      }[kind];
      yield {
        at: secrets[0]!.secret.field.at,
        cause: kind,
        places: secrets.map(({ secret, operation }) => ({
          at: secret.field.at,
          operation,
          witness: secret.field.witness,
        })),
        message: `${listed(names, 3)} of ${listed(operations, 3)} can be brute-forced: no limit ${isLimitedAsAWhole(api) ? "on attempts " : ""}is described`,
        evidence: [...new Set(secrets.flatMap(({ secret }) => secret.because ?? []))].slice(0, 3),
        mitigations: [...milder, ...(kind === "long" && isLimitedAsAWhole(api) ? [GENERAL_LIMIT] : [])],
      };
    }
  },
};

/** What strangers open by a code of a few digits: a person's record, a file, a page, a door; or what they join by it. */
function* openingFaults(api: AssessedApi): Generator<Fault> {
  const found = api.operations.flatMap((operation) => {
    const { intent } = api.assessed(operation);
    if (operation.operationKind !== "path" || !isForStrangers(api, operation)) return [];
    if (intent !== undefined && !isByCodeAlone(operation)) return [];
    if (isLimited(operation) || statedBy(operation).has("tries-limited") || secretsOf(operation).length > 0) return [];
    const isKnown = operation.access === "secured";
    const only = isKnown || !isLimitDeclared(api) ? [] : onlyCodeOf(operation);
    // What a code opens is that of whoever has it, and counts as the caller's own.
    const isOpened = opensSomething(api, operation) || (only.length > 0 && api.whose.exposedBy(operation).length > 0);
    if (isKnown ? operation.method !== "POST" : !isOpened) return [];
    const codes = openingCodesOf(operation);
    const own = codes.length > 0 ? codes : only;
    return own.map((secret) => ({ secret, operation, isKnown }));
  });
  for (const [isKnown, group] of grouped(found, (one) => one.isKnown))
    yield {
      at: group[0]!.secret.field.at,
      cause: isKnown ? "joining" : "opening",
      rationale: OPENS,
      remediation: LONGER,
      places: group.map(({ secret: { field }, operation }) => ({ at: field.at, operation, witness: field.witness })),
      message: `${listed([...new Set(group.map(({ secret }) => quoted(secret.field.name)))], 3)} of ${listed(
        [...new Set(group.map(({ operation }) => operation.id))],
        3,
      )} can be brute-forced: no limit is described`,
      evidence: [...new Set(group.flatMap(({ secret }) => secret.because ?? []))].slice(0, 3),
      mitigations: isKnown ? ["the caller is already authenticated in another way"] : [],
    };
}

/** Whether other operations declare a limit: where none does, nothing follows from its absence. */
function isLimitDeclared({ operations }: AssessedApi): boolean {
  return operations.some((operation) => isLimited(operation));
}

/** Short codes of callers who have logged in, without a limit, where the description limits the tries of another code. */
function* besideLimited(api: AssessedApi): Generator<Fault> {
  const limited = api.operations.find((operation) => statedBy(operation).has("tries-limited"));
  if (limited === undefined) return;
  const found = api.operations.flatMap((operation) =>
    operation.operationKind !== "path" ||
    operation.method !== "POST" ||
    operation.access !== "secured" ||
    api.assessed(operation).judgedAs === "private" ||
    isLimited(operation) ||
    statedBy(operation).has("tries-limited") ||
    secretsOf(operation).length > 0 ||
    openingCodesOf(operation).length > 0
      ? []
      : requestFields(operation).flatMap((field) => {
          const isDigits = field.parts.some(({ pattern }) => OF_DIGITS.test(pattern ?? ""));
          const isShort = isDigits || field.parts.some(({ pattern }) => OF_FEW.test(pattern ?? ""));
          const isCode = field.in === "body" && field.depth === 0 && operation.lexicon.is(field.text, "code");
          return isCode && isShort ? [{ field, operation, isDigits }] : [];
        }),
  );
  for (const [isDigits, group] of grouped(found, (one) => one.isDigits))
    yield {
      at: group[0]!.field.at,
      cause: isDigits ? "digits beside a limit" : "letters beside a limit",
      places: group.map(({ field, operation }) => ({ at: field.at, operation, witness: field.witness })),
      message: `${listed([...new Set(group.map(({ field }) => quoted(field.name)))], 3)} of ${listed(
        [...new Set(group.map(({ operation }) => operation.id))],
        3,
      )} can be brute-forced: no limit on attempts is described, unlike for ${limited.id}`,
      mitigations: [
        "the caller is already authenticated in another way",
        ...(isDigits ? [] : ["codes with letters take more attempts"]),
      ],
    };
}

/** Patterns of codes with at most six digits, or with six letters or fewer at the least. */
const OF_DIGITS = /^\^(?:\[0-9\]|\\d)\{[3-6]\}\$$/;
const OF_FEW = /^\^\[[A-Za-z0-9-]{3,12}\]\{[3-6](?:,\d{0,2})?\}\$$/;

/** Whether a code is all that a caller sends, and a token comes back for it: nothing says whose record it is to be. */
function isByCodeAlone(operation: Operation): boolean {
  const body = requestFields(operation).filter(({ in: way }) => way === "body");
  return (
    operation.access === "anonymous" &&
    body.length === 1 &&
    openingCodesOf(operation).length === 1 &&
    handsToken(operation)
  );
}

/** Whether something is behind a code: data of persons, a file or page, or an effect. */
function opensSomething(api: AssessedApi, operation: Operation): boolean {
  return (
    api.whose.exposedBy(operation).some(({ whose }) => whose !== "caller") ||
    answersFile(operation) ||
    handsToken(operation) ||
    isChangingGet(operation) ||
    isSaidToHaveEffect(operation)
  );
}

const OPENS = prose`
  The code is the only secret that callers need, and it has so few values that a script can try all of them. Anyone who
  guesses one gets what it protects: a person's data, a document or a door.
`;
const LONGER = prose`
  Replace it with a random value that expires, or require a log-in. The value has at least 128 bits. If people must type
  it in, allow a few attempts for each caller and code, and declare this with a 429 response.
`;

/** Records of persons that anybody looks up by a number that is counted up and a fact of which there are few. */
function* recordFaults(api: AssessedApi): Generator<Fault> {
  const found = api.operations.flatMap((operation) => {
    const { admission, intent } = api.assessed(operation);
    if (operation.access !== "anonymous" || admission !== "anonymous" || intent !== undefined) return [];
    const number = guessedRecord(operation);
    const isOfPersons = api.whose.exposedBy(operation).length > 0 || returnsPaper(operation);
    return number === undefined || !isOfPersons ? [] : [{ operation, number }];
  });
  if (found.length > 0)
    yield {
      at: found[0]!.number.at,
      cause: "record",
      title: "Records can be found by guessing their number",
      exploit: "An attacker counts through the numbers and collects the records that exist.",
      rationale: RECORDS,
      remediation: RANDOM,
      places: found.map(({ operation, number }) => ({ at: number.at, operation, witness: number.witness })),
      message: `${listed([...new Set(found.map(({ number }) => quoted(number.name)))], 3)} of ${listed(
        found.map(({ operation }) => operation.id),
        3,
      )} can be guessed by counting up: no limit is described, and no credential is required`,
    };
}

const RECORDS = prose`
  A sequential number and a date with few possible values open a person's record. Without a limit, a script can try all
  of them and collect every record.
`;
const RANDOM = prose`
  Give the record a random identifier that cannot be guessed, or require a log-in or a code sent to the person. Limit the
  failed attempts for each caller and each record.
`;

type Kind = "short" | "long" | "known";

/** A credential is asked for, or four digits let anyone in. */
function kindOf({ length }: GuessableSecret, { access }: Operation): Kind {
  if (access === "secured") return "known";
  return length !== undefined && length <= 4 ? "short" : "long";
}

function isOpen(api: AssessedApi, operation: Operation): boolean {
  return isBeforeLogIn(api, operation) || isForStrangers(api, operation);
}
