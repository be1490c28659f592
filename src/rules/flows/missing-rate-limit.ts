import { grouped } from "../../core/grouped.ts";
import { listed, prose, quoted, yaml } from "../../core/prose.ts";
import { placeOf } from "../../model/api.ts";
import type { Operation } from "../../model/api.ts";
import type { AssessedApi } from "../../exposure/assessed-api.ts";
import { evidentCredentials } from "../../exposure/evident-credential.ts";
import { quotedSentence } from "../../operations/quoted-sentences.ts";
import type { Rule } from "../rule.ts";
import { isForStrangers } from "../../operations/strangers.ts";
import { dutyOf, takesProof, type Duty } from "../../operations/flows/duties.ts";
import { GENERAL_LIMIT, isLimitedAsAWhole } from "../../operations/flows/limits.ts";
import { ownLimitsIn, unlimitedGuessesIn, type UnlimitedGuesses } from "../../operations/flows/unlimited-guesses.ts";
import type { Fault } from "../../operations/fault.ts";
import { tooManyRequests } from "../../operations/fixes/known-fixes.ts";

/** What scripts attack first is not limited. */
export const missingRateLimit: Rule = {
  id: "missing-rate-limit",
  title: "Sensitive operation without rate limiting",
  alsoKnownAs: ["rate limit", "rate limiting", "brute force", "credential stuffing"],
  owasp: ["API2:2023", "API4:2023", "API6:2023"],
  cwe: [307, 799],
  asvs: ["V2.4.1", "V6.1.1", "V6.3.1"],
  confidence: "likely",

  rationale: prose`
    A script calls an operation as often as it likes. It tries passwords, reset links and coupons by the thousand, tests
    stolen card numbers, sends messages at the API owner's expense, or runs up costs. The description mentions no limit
    here, so it is not known whether there is one.
  `,
  exploit: prose`
    An attacker tries a list of stolen addresses and passwords, or all four-digit codes, against the operation. Nothing
    slows the script down, and after some hours some guesses succeed. The accounts are taken over, and their owners
    locked out.
  `,
  remediation: prose`
    Limit the calls per account and per caller, and declare the limit with a 429 response and its Retry-After
    header. Where a guess can succeed, allow a few attempts, then lock or delay. Where a call costs money, set a
    budget per caller.
  `,
  fixes: [
    {
      name: "Describe the rate limit",
      certainty: "suggested",
      requires: () =>
        "The service counts these calls for each account and each caller, and responds with 429 above the limit.",
      changes: (api, { operation }) => (operation === undefined ? [] : tooManyRequests(api, operation)),
    },
  ],

  examples: {
    bad: [
      yaml`
        servers:
          - url: https://api.acme.io
        security:
          - token: []
        paths:
          /accounts:
            post: # ✗
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
          /login:
            post: # ✗
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
          /coupons/redeem:
            post: # ✗
              requestBody:
                content:
                  application/json:
                    schema:
                      properties:
                        code:
                          type: string
          /orders/{id}/notes:
            post:
              requestBody:
                content:
                  application/json:
                    schema:
                      properties:
                        message:
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
          /login:
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
              responses:
                "429":
                  description: Too many tries.
      `,
    ],
  },

  *check(api) {
    const stated = unlimitedGuessesIn(api.operations.filter((one) => api.assessed(one).judgedAs !== "private"));
    for (const [kind, found] of grouped(stated, kindOfStated)) yield faultOfStated(kind, found);
    yield* ownLimitFaults(api);
    const isStated = new Set(stated.map(({ operation }) => operation));
    const owing = api.operations.flatMap((operation) => {
      const duty = isStated.has(operation) ? undefined : dutyOf(api, operation);
      return duty === undefined ? [] : [{ operation, duty }];
    });
    const isOpen = (operation: (typeof owing)[number]["operation"]): boolean =>
      isForStrangers(api, operation) &&
      api.assessed(operation).admission === "anonymous" &&
      // Where a key is seen to be sent, the account that it is of pays.
      !isEvident(operation);
    const isEvident = evidentCredentials(api);
    const limited = isLimitedAsAWhole(api) ? [GENERAL_LIMIT] : [];
    const isUnlisted = !api.operations.some(tellsRefusal);
    for (const [kind, found] of grouped(owing, ({ duty, operation }) => weightOf(duty, isOpen(operation), operation))) {
      const operations = found.map(({ operation }) => operation);
      const { title, exploit, milder } = WEIGHTS[kind];
      const duties = [...new Set(found.map(({ duty }) => duty))];
      yield {
        at: placeOf(operations[0]!),
        cause: kind,
        title,
        exploit,
        places: operations.map((operation) => ({ at: placeOf(operation), operation })),
        message: `${listed(
          operations.map(({ id }) => id),
          3,
        )} (${duties.map((duty) => duty.replace("-reset", " reset")).join(", ")}) ${operations.length === 1 ? "has" : "have"} no documented rate limit`,
        mitigations: [
          ...milder,
          ...limited,
          ...(isUnlisted
            ? [UNLISTED]
            : operations.every(leavesOutErrors)
              ? [NOT_ONE_BY_ONE]
              : kind === "guessed" && operations.every((operation) => isOfTemplate(api, operation))
                ? [OF_TEMPLATE]
                : []),
        ],
      };
    }
  },
};

const UNLISTED = "no error responses are listed at all, so a 429 would be missing too";
const NOT_ONE_BY_ONE = "these operations do not list each error response: a 429 may be missing too";

const OF_TEMPLATE =
  "each operation lists the same errors in the words of the standard, as a generator does: a 429 would be missing too";

/**
 * Whether the errors of an operation are those of a template: it lists each with the words that most others have for the same status,
 * at least two of them are only what the status is called, and no operation lists a limit. Only in a handful of operations: whoever
 * describes many had the time to say how guesses are stopped.
 */
function isOfTemplate({ operations }: AssessedApi, { responses }: Operation): boolean {
  const errors = responses.filter(({ statusClass }) => statusClass === "4xx");
  const paths = operations.filter(({ operationKind }) => operationKind === "path");
  const counts = new Map<string, number>();
  for (const one of paths)
    for (const text of one.responses.map(textOfResponse)) counts.set(text, (counts.get(text) ?? 0) + 1);
  return (
    paths.length > 1 &&
    paths.length <= HANDFUL &&
    errors.filter(isCalledAsStatus).length > 1 &&
    errors.every((error) => {
      const count = counts.get(textOfResponse(error)) ?? 0;
      return count > 1 && count * 2 > paths.length;
    }) &&
    !paths.some((one) => one.responses.some(({ status }) => status === "429"))
  );
}

const HANDFUL = 6;

function textOfResponse({ status, description = "" }: Operation["responses"][number]): string {
  return `${status} ${description}`;
}

/** Whether a response says no more than what its status is called (RFC 9110), and has no body that could. */
function isCalledAsStatus({ status, description = "", content }: Operation["responses"][number]): boolean {
  return description.trim().replace(/[.!]$/, "").toLowerCase() === REASONS.get(status) && content.length === 0;
}

const REASONS: ReadonlyMap<string, string> = new Map([
  ["400", "bad request"],
  ["401", "unauthorized"],
  ["403", "forbidden"],
  ["404", "not found"],
  ["409", "conflict"],
  ["415", "unsupported media type"],
  ["422", "unprocessable entity"],
]);

type Stated = "stated" | "counted" | "left to callers";

function kindOfStated({ countedBy, isLeftToCaller }: UnlimitedGuesses): Stated {
  if (countedBy === undefined) return "stated";
  return isLeftToCaller === true ? "left to callers" : "counted";
}

/** Limits on the messages that one number gets, which each caller sets: whoever wants to send more sets more. */
function* ownLimitFaults(api: AssessedApi): Generator<Fault> {
  const found = ownLimitsIn(api.operations.filter((one) => api.assessed(one).judgedAs !== "private"));
  if (found.length === 0) return;
  const names = [...new Set(found.map(({ field }) => quoted(field.name)))];
  yield {
    at: found[0]!.field.at,
    cause: "limit of callers",
    title: "Callers can choose or omit the limit on messages or calls",
    rationale: prose`
      A limit that callers can set or omit does not stop anyone who wants to send more. Each message or call costs
      money, and the person who receives them cannot stop them.
    `,
    exploit: prose`
      An attacker with an account omits the limit or sets it high. They have messages or calls sent to a premium-rate number
      and share the revenue, or flood a person with them.
    `,
    remediation: prose`
      Enforce a limit on the server. Count it per recipient, per caller and per day. Let callers lower this limit, but not
      raise it, and declare it with a 429 response and its Retry-After header.
    `,
    places: found.map(({ operation, field: { at, witness } }) => ({ at, operation, witness })),
    message: `${listed(names, 3)} of ${listed(
      found.map(({ operation }) => operation.id),
      3,
    )} ${names.length === 1 ? "is a limit" : "are limits"} that callers can choose or omit, and no other limit is documented`,
    mitigations: isLimitedAsAWhole(api) ? [GENERAL_LIMIT] : [],
  };
}

/** What a text says of guesses that nothing stops, or that are counted by what a guesser writes. */
function faultOfStated(kind: Stated, found: readonly UnlimitedGuesses[]): Fault {
  const ids = listed(
    found.map(({ operation }) => operation.id),
    3,
  );
  const [first] = found;
  return {
    at: placeOf(first!.operation),
    // A part of the fingerprint, as it has been.
    cause: kind === "stated" ? "told" : kind,
    title:
      kind === "left to callers"
        ? "Limit on guesses is optional for the caller (brute force)"
        : "Guesses are not limited (brute force)",
    rationale: STATED,
    places: found.map(({ operation, countedBy }) =>
      countedBy === undefined
        ? { at: placeOf(operation), operation }
        : { at: countedBy.at, operation, witness: countedBy.witness },
    ),
    message:
      kind === "stated"
        ? `The description says of ${ids} that guesses are not limited: ${quotedSentence(first!.sentence)}`
        : kind === "left to callers"
          ? `${ids} ${found.length === 1 ? "documents" : "document"} a limit on guesses only if the caller sends ${quoted(first!.countedBy!.name)}: ${quotedSentence(first!.sentence)}`
          : `Failed guesses at ${ids} are counted by ${quoted(first!.countedBy!.name)}, which the caller chooses: ${quotedSentence(first!.sentence)}`,
    // A limit that exists can be made the rule by a setting; none must first be built.
    aggravations: kind === "left to callers" ? [] : ["the description says so"],
  };
}

const STATED = prose`
  A password or a short code is only as safe as the limit on guesses. A script can try all values if there is no
  limit, or if callers can avoid it: by requesting a new code, by leaving out a parameter, or by choosing the value
  by which attempts are counted.
`;

function tellsRefusal({ responses }: Operation): boolean {
  return responses.some(({ statusClass, status }) => statusClass === "4xx" || status === "default");
}

/** Whether an operation lists where it goes well and no error, or has one response for all errors. */
function leavesOutErrors({ responses }: Operation): boolean {
  return (
    responses.length > 0 &&
    (responses.some(({ status }) => status === "default") ||
      !responses.some(({ statusClass }) => statusClass === "4xx"))
  );
}

/** What only has something sent gives its caller nothing to try. */
const ONLY_SENDS = "it only sends a message to the owner of the account, so nothing can be guessed with it";

type Weight = "guessed" | "mailed" | "asked" | "spent" | "paid" | "taken";

const WEIGHTS: Readonly<
  Record<Weight, { readonly title: string; readonly exploit: string; readonly milder: readonly string[] }>
> = {
  guessed: {
    title: "No rate limit against guessing (brute force)",
    exploit: "An attacker tries passwords or codes against the operation, as fast as the server responds.",
    milder: [],
  },
  mailed: {
    title: "Anyone can trigger log-in messages to others, without a rate limit",
    exploit: prose`
      An attacker repeats the call for one account, or for each in a list. The owners are flooded with messages from the
      service. The service pays for them, and mail providers may begin to treat its mail as spam.
    `,
    milder: [ONLY_SENDS],
  },
  asked: {
    title: "Anyone can trigger reset messages to others, without a rate limit",
    exploit: prose`
      An attacker repeats the call for one account, or for each in a list. The owners are flooded with messages that
      they did not ask for, and learn to overlook the one that warns them.
    `,
    milder: [ONLY_SENDS],
  },
  spent: {
    title: "Unauthenticated calls cost money and are not rate-limited",
    exploit: "An attacker repeats the call in a loop, without a credential, and the organization pays for each call.",
    milder: [],
  },
  paid: {
    title: "Each call costs money and is not rate-limited",
    exploit: "An attacker with one account repeats the call in a loop, and the organization pays for each call.",
    milder: [],
  },
  taken: {
    title: "No rate limit on an operation that scripts repeat",
    exploit: "An attacker runs a script that repeats the call as fast as the server responds.",
    milder: ["no secret can be guessed with this call, and no unknown caller can cause costs with it"],
  },
};

/** What guesses, and what costs money where nobody knows the caller, weighs more than what a known caller repeats. */
function weightOf(duty: Duty, isOpen: boolean, operation: Operation): Weight {
  if (duty === "password-reset" && !takesProof(operation)) return "asked";
  if (duty === "log-in" || duty === "password-reset" || duty === "verification" || duty === "coupon") return "guessed";
  if (duty === "log-in by message") return "mailed";
  if (duty === "costly work") return "spent";
  if (duty === "paid call" || duty === "paid message") return isOpen ? "spent" : "paid";
  return isOpen && (duty === "message" || duty === "payment" || duty === "generation") ? "spent" : "taken";
}
