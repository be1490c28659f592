import { operationsBelow } from "../../model/operations-on-path.ts";
import type { Place } from "../../core/place.ts";
import { listed, prose, quoted, yaml } from "../../core/prose.ts";
import { memo, memoBy } from "../../core/memo.ts";
import { isAmong } from "../../core/is-among.ts";
import { grouped } from "../../core/grouped.ts";
import type { AssessedApi } from "../../exposure/assessed-api.ts";
import { isAdministration } from "../../exposure/administration.ts";
import { denies } from "../../lexicon/denial.ts";
import { sentencesOf } from "../../lexicon/sentences.ts";
import { statedIn } from "../../lexicon/statements.ts";
import { quotedSentences } from "../../operations/quoted-sentences.ts";
import { isSaidForFew } from "../../exposure/said-role.ts";
import { handsToken, intentOf } from "../../exposure/intent.ts";
import { resetForOthers } from "../../operations/acting-as-others.ts";
import { calledWords } from "../../exposure/words.ts";
import type { Lexicon } from "../../lexicon/lexicon.ts";
import { textOfName, wordsInOrder, wordsOf } from "../../lexicon/name-tokens.ts";
import { areAllOf, endsIn, isHeadedBy, isMadeOf } from "../../lexicon/phrases.ts";
import { composedProperties, heldSchemaOf } from "../../model/schema-parts.ts";
import type { Intent } from "../../exposure/intent.ts";
import { placeOf, type Operation } from "../../model/api.ts";
import { targetOf, type Schema } from "../../model/schema.ts";
import { requestFields } from "../../operations/request-fields.ts";
import type { Rule } from "../rule.ts";
import type { Fault, FaultPlace } from "../../operations/fault.ts";
import { isBeforeLogIn } from "../../operations/strangers.ts";

/** What is to be sent to the owner of an account comes back to anyone who sends a request for it. */
export const verificationSecretInResponse: Rule = {
  id: "verification-secret-in-response",
  title: "Reset token, code or answer is returned in the response",
  alsoKnownAs: ["account takeover"],
  owasp: ["API2:2023"],
  cwe: [640, 201],
  asvs: ["V6.4.3"],
  confidence: "likely",

  rationale: prose`
    A link or a code sent to an address proves that the user can read the messages there. Returned in the response, it
    proves nothing: anyone who knows an e-mail address or a phone number can take over the account.
  `,
  exploit: prose`
    An attacker requests a password reset for another user and knows only the e-mail address. The response contains the
    reset token. The attacker sets a new password and takes over the account, and the owner sees only a message.
  `,
  remediation: prose`
    Send the secret only to the account's address, and return the same empty response whether or not the account exists.
    For tests, read it from a test mailbox.
  `,

  examples: {
    bad: [
      yaml`
        security:
          - token: []
        paths:
          /forgot-password:
            post:
              security: []
              requestBody:
                content:
                  application/json:
                    schema:
                      properties:
                        email:
                          type: string
              responses:
                "200":
                  description: Sent.
                  content:
                    application/json:
                      schema:
                        properties:
                          resetToken: # ✗
                            type: string
          /login/code:
            post:
              security: []
              requestBody:
                content:
                  application/json:
                    schema:
                      properties:
                        phone:
                          type: string
              responses:
                "200":
                  description: Sent.
                  content:
                    application/json:
                      schema:
                        properties:
                          otp: # ✗
                            type: string
          /access:
            post:
              description: Sends a link for signing in by e-mail.
              security: []
              requestBody:
                content:
                  application/json:
                    schema:
                      properties:
                        email:
                          type: string
              responses:
                "200":
                  description: Sent.
                  content:
                    application/json:
                      schema:
                        properties:
                          link: # ✗
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
          /forgot-password:
            post:
              security: []
              requestBody:
                content:
                  application/json:
                    schema:
                      properties:
                        email:
                          type: string
              responses:
                "202":
                  description: Sent, if there is such an account.
          /login/code:
            post:
              security: []
              requestBody:
                content:
                  application/json:
                    schema:
                      properties:
                        phone:
                          type: string
              responses:
                "200":
                  description: Sent.
                  content:
                    application/json:
                      schema:
                        properties:
                          verificationId:
                            type: string
          /login:
            post:
              security: []
              requestBody:
                content:
                  application/json:
                    schema:
                      properties:
                        phone:
                          type: string
                        code:
                          type: string
              responses:
                "200":
                  description: Logged in.
                  content:
                    application/json:
                      schema:
                        properties:
                          token:
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
    const spots = api.operations.flatMap((operation) =>
      isBeforeLogIn(api, operation) &&
      ((isAmong(api.signUps, operation) && !brings(operation, "proof-text")) || asksForProof(operation))
        ? firstOfEachName([
            ...proofsIn(operation, api.assessed(operation).intent),
            ...redeemedProofs(api, operation),
            ...resetProofs(api, operation),
            ...takenForLogIn(api, operation),
          ]).filter(({ name }) => !isHandle(api, name))
        : [],
    );
    yield* resetFaults(api);
    yield* answeredCodes(api);
    yield* sentAndReturned(api);
    if (spots.length === 0) return;
    const names = [...new Set(spots.map(({ name }) => quoted(name)))];
    const operations = [...new Set(spots.map(({ operation }) => operation.id))];
    yield {
      at: spots[0]!.at,
      cause: "",
      places: spots,
      message: `${listed(names, 3)} of ${listed(operations, 3)} ${names.length === 1 ? "is" : "are"} returned to the caller`,
    };
  },
};

/** Whether some call takes a value of this name beside the code that was sent: then the value alone lets nobody in. */
function isHandle({ operations, lexicon }: AssessedApi, name: string): boolean {
  return !lexicon.has(wordsOf(name), "code") && besideProofs(operations).has(textOfName(name));
}

/** The names of what calls take beside a proof that somebody was given. */
const besideProofs = memo((operations: readonly Operation[]): ReadonlySet<string> => {
  const names = new Set<string>();
  for (const operation of operations) {
    const fields = requestFields(operation);
    const proofs = new Set(
      fields.flatMap(({ words, text }) =>
        operation.lexicon.has(words, "given-proof") && !isPasswordToBe(words, operation) ? [text] : [],
      ),
    );
    for (const { text } of fields) if (proofs.size > (proofs.has(text) ? 1 : 0)) names.add(text);
  }
  return names;
});

/** Whether a name is of a password that is set, which proves nothing: it is called new, or stands where one is reset. */
function isPasswordToBe(words: readonly string[], operation: Operation): boolean {
  const { lexicon } = operation;
  return lexicon.has(words, "password") && (lexicon.has(words, "new") || intentOf(operation) === "password-reset");
}

/**
 * What comes back to whoever names an account, where another call takes it beside the same name of an account, and lets its sender in:
 * `POST /login/code` answers with `code`, and `POST /login` takes `phone` and `code` for a token.
 */
function* takenForLogIn(api: AssessedApi, operation: Operation): Generator<Proof> {
  const { lexicon } = operation;
  if (operation.method !== "POST" || !isBeforeLogIn(api, operation) || brings(operation, "given-proof")) return;
  const accounts = requestFields(operation).flatMap(({ words, text }) =>
    isMadeOf(words, lexicon, "identity-of-account", "around-identity") ? [text] : [],
  );
  if (accounts.length === 0) return;
  const taken = codesTakenWith(api);
  for (const { statusClass, content } of operation.responses) {
    if (statusClass !== "2xx") continue;
    for (const { schema } of content)
      if (schema !== undefined)
        for (const [name, property, witness] of propertiesOf(schema, 1))
          if (isText(property) && accounts.some((account) => taken.has(`${account} ${textOfName(name)}`)))
            yield { at: placeOf(property), name, operation, witness: `2xx ${witness}` };
  }
}

/** Each name of an account with the code that a log-in takes beside it. */
const codesTakenWith = memoBy(
  ({ operations }: AssessedApi) => operations,
  (api: AssessedApi): ReadonlySet<string> =>
    new Set(
      api.operations.flatMap((operation) => {
        const { lexicon } = operation;
        if (operation.method !== "POST" || !isBeforeLogIn(api, operation) || !handsToken(operation)) return [];
        const fields = requestFields(operation).filter(({ in: way }) => way === "body");
        const codes = fields.filter(
          ({ words }) =>
            !lexicon.has(words, "password") &&
            (lexicon.has(words, "code") || isHeadedBy(words, lexicon, "handed-proof")),
        );
        return fields.length > MOST_OF_LOG_IN || codes.length !== 1
          ? []
          : fields.flatMap((one) =>
              isMadeOf(one.words, lexicon, "identity-of-account", "around-identity")
                ? [`${one.text} ${codes[0]!.text}`]
                : [],
            );
      }),
    ),
);

/** Who sends more does more than log in. */
const MOST_OF_LOG_IN = 4;

/** Codes of a fixed form that come back from the call that sends them, and that another call below it asks for as a proof. */
function* answeredCodes(api: AssessedApi): Generator<Fault> {
  for (const operation of api.operations) {
    if (operation.operationKind !== "path" || operation.method !== "POST") continue;
    const codes = grouped(codesReturned(operation), ({ form }) => form);
    if (codes.size === 0) continue;
    const asker = operationsBelow(api.operations, `${operation.path}/`).find(
      (one) => one.method === "POST" && [...codes.keys()].some((form) => formsAsked(one).has(form)),
    );
    if (asker === undefined) continue;
    // The groups are in the order of their first codes.
    const code = [...codes].find(([form]) => formsAsked(asker).has(form))?.[1][0];
    if (code === undefined || formsAsked(operation).has(code.form)) continue;
    yield {
      at: code.at,
      cause: `answered code ${code.name}`,
      title: "Verification code may be returned to the caller",
      exploit: "An attacker asks for a code to another person's address or phone, and reads it in the response.",
      remediation:
        "Remove the code from the response. Send it only to the person's address or phone. If it is another value, describe what it is.",
      places: [{ at: code.at, operation, witness: `2xx ${code.name}` }],
      message: `${quoted(code.name)} in the response of ${operation.id} has the format of the code that ${asker.id} asks for, so it may be that code`,
    };
  }
}

interface Code {
  readonly name: string;
  readonly form: string;
  readonly at: Place;
}

/** The short codes that come back, by the patterns of their schemas. */
const codesReturned = memo((operation: Operation): readonly Code[] => [...readCodes(operation)]);

function* readCodes({ responses }: Operation): Generator<Code> {
  for (const { statusClass, content } of responses) {
    if (statusClass !== "2xx") continue;
    for (const { schema } of content)
      if (schema !== undefined)
        for (const [name, property, witness] of propertiesOf(schema, 1)) {
          const form = codeForm(targetOf(property).pattern);
          if (form !== undefined) yield { name: witness === "" ? name : witness, form, at: placeOf(property) };
        }
  }
}

/** The forms of the codes that a body takes. */
const formsAsked = memo(
  (operation: Operation): ReadonlySet<string> =>
    new Set(
      requestFields(operation).flatMap(({ in: way, parts }) =>
        way === "body" ? parts.flatMap(({ pattern }) => codeForm(pattern) ?? []) : [],
      ),
    ),
);

/** How many digits a pattern of a short code has, four to eight of them and nothing else. */
function codeForm(pattern: string | undefined): string | undefined {
  return /^\^(?:\[0-9\]|\\d)\{([4-8])\}\$$/.exec(pattern ?? "")?.[1];
}

/** New passwords of others, made and told to whoever calls, where it is known who that is. */
function* resetFaults(api: AssessedApi): Generator<Fault> {
  const found = api.operations.flatMap((operation) => {
    const isAmongOwn = api.assessed(operation).judgedAs === "private";
    // Colleagues who are no administrators take over the account of one as well.
    const secret = isAmongOwn && isForFew(api, operation) ? undefined : resetForOthers(operation);
    return secret === undefined ? [] : [{ operation, secret }];
  });
  for (const [isReserved, group] of grouped(found, ({ operation }) => isForFew(api, operation)))
    yield {
      at: group[0]!.secret.at,
      cause: isReserved ? "reset of others by few" : "reset of others",
      title: "Password or reset code of another user is returned",
      exploit:
        "An attacker who may make the call names another user, reads the new password or the code for one, and logs in as that user.",
      rationale: prose`
        The call creates a new password, PIN or reset code for the user named in the request, and returns it to the
        caller. The caller can then log in as that user, with all of that user's rights, even an administrator's.
      `,
      remediation: prose`
        Send a single-use, short-lived secret to that user only, and let the caller only trigger this. Require a
        separate permission even for that, and reject accounts with more rights than the caller's.
      `,
      places: group.map(({ operation, secret }) => ({ at: secret.at, operation, witness: `2xx ${secret.name}` })),
      message: `${listed([...new Set(group.map(({ secret }) => quoted(secret.name)))], 3)} of ${listed(
        group.map(({ operation }) => operation.id),
        3,
      )} lets the caller log in as the user named in the request`,
      mitigations: isReserved ? ["the description reserves the operation for administrators or a role"] : [],
    };
}

function isForFew(api: AssessedApi, operation: Operation): boolean {
  return isAdministration(operation) || isSaidForFew(api, operation);
}

/** Whether a caller says who they are, and proves nothing. */
const asksForProof = memo((operation: Operation): boolean => {
  const { lexicon } = operation;
  const names = requestFields(operation).map(({ words }) => words);
  const isOfCode = lexicon.has(calledWords(operation), "one-time-code");
  // What a forgotten password is asked by, alone, names the account, whatever it is: the number of a telephone.
  const isAlone = names.length === 1 && intentOf(operation) === "password-reset";
  return (
    (operation.method === "POST" || operation.method === "PUT" || operation.method === "GET") &&
    names.some(
      (words) =>
        isMadeOf(words, lexicon, "identity-of-account", "around-identity") ||
        // A one-time code is made for the user whose ID is sent.
        (isOfCode && lexicon.is(words.join(" "), "number-of-person")) ||
        (isAlone && !lexicon.has(words, "password")),
    ) &&
    !brings(operation, "given-proof")
  );
});

/** Whether a call brings what was sent to its caller, or what they know: what comes back is then theirs. */
function brings(operation: Operation, proof: "proof-text" | "given-proof"): boolean {
  return requestFields(operation).some(
    ({ words, isRequired }) => (isRequired || proof === "given-proof") && operation.lexicon.has(words, proof),
  );
}

function firstOfEachName(proofs: readonly Proof[]): readonly Proof[] {
  return [...grouped(proofs, ({ name }) => name).values()].map(([first]) => first!); // no group is empty
}

interface Proof extends FaultPlace {
  readonly name: string;
  readonly operation: Operation;
  readonly witness: string;
}

/** What comes back and lets its holder in, of an operation that sends it to the owner. */
function* proofsIn(operation: Operation, intent: Intent | undefined): Generator<Proof> {
  const { lexicon } = operation;
  const called = calledWords(operation);
  const isReset = intent === "password-reset" || lexicon.has(called, "puts-back");
  // "Sends the code by SMS": then what has that name in the response is what was sent.
  const isMessage = saysSent(operation);
  const isSent =
    isReset || isMessage || intent === "verification" || intent === "log-in" || lexicon.has(called, "sends-proof");
  if (!isSent && intent !== "sign-up") return;
  for (const { statusClass, content } of operation.responses) {
    if (statusClass !== "2xx") continue;
    for (const { schema } of content)
      if (schema !== undefined)
        for (const [name, property, witness] of propertiesOf(schema, 1)) {
          const words = wordsOf(name);
          const isProof =
            isSaidToBeSent(property, lexicon) ||
            (intent === "sign-up" ? isOfActivation(words, lexicon) : isHandedOut(words, lexicon)) ||
            (isReset && intent !== "sign-up" && lexicon.is(words.join(" "), "reset-gives")) ||
            (isMessage && intent !== "sign-up" && isMadeOf(words, lexicon, "in-message", "proof-purpose"));
          if (isProof && isText(property)) yield { at: placeOf(property), name, operation, witness: `2xx ${witness}` };
        }
  }
}

/**
 * What comes back from a call that sends a message, and is by itself what another call below takes to let its holder in:
 * `POST /magic-link` answers with `token`, and `POST /magic-link/redeem` takes `token` for an access token.
 */
function* redeemedProofs(api: AssessedApi, operation: Operation): Generator<Proof> {
  const { lexicon, path } = operation;
  if (operation.method !== "POST" || !(saysSending(operation) || lexicon.has(calledWords(operation), "sends-proof")))
    return;
  const takers = operationsBelow(api.operations, `${path}/`).filter(
    (one) => one.method === "POST" && isBeforeLogIn(api, one) && handsToken(one),
  );
  if (takers.length === 0) return;
  const taken = new Set(takers.flatMap((taker) => [...namesOfAllProof(taker)]));
  for (const { statusClass, content } of operation.responses) {
    if (statusClass !== "2xx") continue;
    for (const { schema } of content)
      if (schema !== undefined)
        for (const [name, property, witness] of propertiesOf(schema, 1))
          if (isHeadedBy(wordsOf(name), lexicon, "handed-proof") && isText(property) && taken.has(textOfName(name)))
            yield { at: placeOf(property), name, operation, witness: `2xx ${witness}` };
  }
}

/**
 * What comes back to whoever names an account, whatever it is called, and is all that another call takes to set a new
 * password: `POST /password/forgot` answers with `resetTicket`, and `POST /password/reset` takes it and `newPassword`.
 */
function* resetProofs(api: AssessedApi, operation: Operation): Generator<Proof> {
  if (operation.method !== "POST") return;
  const taken = proofsOfReset(api);
  if (taken.size === 0) return;
  for (const { statusClass, content } of operation.responses) {
    if (statusClass !== "2xx") continue;
    for (const { schema } of content)
      if (schema !== undefined)
        for (const [name, property, witness] of propertiesOf(schema, 1))
          if (isText(property) && taken.has(textOfName(name)))
            yield { at: placeOf(property), name, operation, witness: `2xx ${witness}` };
  }
}

/**
 * Codes that prove that somebody owns an address or a number, and that come back to the caller as well, with a credential or
 * not: "The code goes to the number by SMS" beside `code` in the response, and a call below that takes it.
 */
function* sentAndReturned(api: AssessedApi): Generator<Fault> {
  for (const operation of api.operations) {
    if (operation.method !== "POST" || isAdministration(operation)) continue;
    const said = saidReturned(operation);
    const first =
      (isBeforeLogIn(api, operation) ? undefined : codesSent(api)(operation)) ?? codeSaidReturned(operation);
    if (first === undefined) continue;
    const [name, property, witness] = first;
    yield {
      at: placeOf(property),
      cause: `sent and returned ${operation.id}`,
      title: "Code that proves who owns an address or number is returned to the caller",
      exploit:
        "An attacker names another person's address or number, reads the code in the response, and confirms the address or number as their own.",
      remediation: "Send the code only to the address or number that it is about, and do not return it.",
      places: [{ at: placeOf(property), operation, witness: `2xx ${witness}` }],
      message: `${quoted(name)} of ${operation.id} is returned to the caller`,
      ...quotedSentences([said]),
    };
  }
}

/** The code in the response of a call that sends one, where its text says that it comes back, always or by a choice of the caller. */
function codeSaidReturned(operation: Operation): readonly [string, Schema, string] | undefined {
  const { summary = "", description = "", lexicon } = operation;
  if (saidReturned(operation) === undefined) return undefined;
  // The codes that come back of a payment are the issuer's answers, and prove nothing of who asked.
  if (takesCard(operation)) return undefined;
  const words = wordsInOrder(`${summary} ${description.slice(0, LIMIT)}`);
  if (!lexicon.has(words, "by-message") && !lexicon.has(words, "message")) return undefined;
  return operation.responses
    .filter(({ statusClass }) => statusClass === "2xx")
    .flatMap(({ content }) =>
      content.flatMap(({ schema }) => (schema === undefined ? [] : [...propertiesOf(schema, 1)])),
    )
    .find(([name, property]) => isText(property) && CODES.some((concept) => endsIn(wordsOf(name), lexicon, concept)));
}

const CODES = ["code", "one-time-code"] as const;

/** Whether a call is sent the number of a payment card or the code that is printed on it. */
function takesCard(operation: Operation): boolean {
  return requestFields(operation).some(
    ({ words }) => operation.lexicon.has(words, "card-number") || operation.lexicon.has(words, "card-code"),
  );
}

/** The sentence by which a code comes back in the response: "With `channel: partner` no SMS is sent and the code is in the response". */
function saidReturned({ description = "", responses }: Operation): string | undefined {
  const succeeded = responses.filter(({ statusClass }) => statusClass === "2xx");
  return [description, ...succeeded.map((response) => response.description ?? "")]
    .flatMap((text) => sentencesOf(text.slice(0, LIMIT), LIMIT))
    .find((sentence) => statedIn(sentence).has("code-in-reply"));
}

/** So much of a text is looked at. */
const LIMIT = 2000;

/** The first code that comes back from a call which sends it, and that a call below takes, by the operation. */
const codesSent = memoBy(
  ({ operations }: AssessedApi) => operations,
  ({ operations }) =>
    memo((operation: Operation) => {
      const { lexicon, path } = operation;
      const isSent = saysSent(operation);
      const taken = new Set(
        operationsBelow(operations, `${path}/`).flatMap((one) =>
          one.method === "GET" ? [] : requestFields(one).map(({ text }) => text),
        ),
      );
      const found = operation.responses.flatMap(({ statusClass, content }) =>
        statusClass !== "2xx"
          ? []
          : content.flatMap(({ schema }) =>
              schema === undefined
                ? []
                : [...propertiesOf(schema, 1)].filter(
                    ([name, property]) =>
                      isText(property) &&
                      (isSent || isSameAsSent(property)) &&
                      (lexicon.has(wordsOf(name), "code") || /(?:code|pin|tan)$/i.test(name)) &&
                      taken.has(textOfName(name)),
                  ),
            ),
      );
      return found[0];
    }),
);

/** Whether a text calls a value the one that somebody else gets by a message: "The same code that goes to the member by letter". */
function isSameAsSent(property: Schema): boolean {
  const { description = "", lexicon } = targetOf(property);
  return sentencesOf(description, 500).some((sentence) => {
    const words = wordsInOrder(sentence);
    return (
      (SAME.test(sentence) || lexicon.has(words, "sent-code")) &&
      (lexicon.has(words, "by-message") || BY_LETTER.test(sentence)) &&
      !denies(words, lexicon)
    );
  });
}

const SAME = /\bsame\b|\b(?:der|die|das)selbe\b|\b(?:le|la) même\b|\b(?:el|la) mism[oa]\b|\b[oa] mesm[oa]\b/i;
const BY_LETTER =
  /\b(?:by|in a|via|per|als|im|par|por|en una) (?:letter|post|mail|e-?mail|SMS|text|Brief|Post|lettre|courrier|courriel|carta|correo|correio)\b/i;

/** The names of what strangers send to set a new password, where nothing else that they send proves who they are. */
const proofsOfReset = memoBy(
  ({ operations }: AssessedApi) => operations,
  (api: AssessedApi): ReadonlySet<string> =>
    new Set(
      api.operations.flatMap((operation) => {
        if (!WRITES.has(operation.method) || !isBeforeLogIn(api, operation)) return [];
        const { lexicon } = operation;
        const fields = requestFields(operation).filter(({ in: way }) => way === "body" || way === "query");
        const passwords = fields.filter(({ words }) => isPasswordToBe(words, operation));
        const others = fields.filter(
          (field) =>
            !passwords.includes(field) &&
            !lexicon.has(field.words, "password") &&
            !isMadeOf(field.words, lexicon, "identity-of-account", "around-identity"),
        );
        return passwords.length > 0 && others.length === 1 ? [others[0]!.text] : [];
      }),
    ),
);

const WRITES: ReadonlySet<string> = new Set(["POST", "PUT", "PATCH"]);

/** Whether the text of a call says that it sends a message or what one holds: "Sends a log-in link to the address". */
function saysSending({ summary = "", description = "", lexicon }: Operation): boolean {
  return sentencesOf(`${summary}. ${description.slice(0, 1000)}`).some((sentence) => {
    const words = wordsInOrder(sentence);
    return (lexicon.has(words, "send") || lexicon.has(words, "by-message")) && lexicon.has(words, "in-message");
  });
}

/** The names of what a call takes where it takes nothing else that its caller was given or knows. */
const namesOfAllProof = memo((operation: Operation): ReadonlySet<string> => {
  const fields = requestFields(operation);
  const proofs = new Set(
    fields.flatMap(({ words, text }) => (operation.lexicon.has(words, "given-proof") ? [text] : [])),
  );
  return proofs.size > 1 ? new Set() : proofs.size === 1 ? proofs : new Set(fields.map(({ text }) => text));
});

/** Whether a property is said to go out by a message: "Code sent by SMS". */
function isSaidToBeSent(property: Schema, lexicon: Lexicon): boolean {
  const { description = "" } = targetOf(property);
  const words = wordsInOrder((property.description ?? description).slice(0, 300));
  return lexicon.has(words, "in-message") && lexicon.has(words, "by-message") && !denies(words, lexicon);
}

/** Whether a name is of what confirms the address of a new account: `aktivierungs_token`, `email_verification_code`. */
function isOfActivation(words: readonly string[], lexicon: Lexicon): boolean {
  return isHeadedBy(words, lexicon, "handed-proof") && lexicon.has(words, "confirmation");
}

/** Whether the text says that something which lets its holder in goes out by a message. */
function saysSent({ summary = "", description = "", lexicon }: Operation): boolean {
  const words = wordsInOrder(`${summary} ${description.slice(0, 1000)}`);
  return lexicon.has(words, "by-message") && lexicon.has(words, "in-message");
}

/** Whether a name is of what is sent to its owner, whatever asks for it: `resetToken`, `jeton_de_reinitialisation`. */
function isHandedOut(words: readonly string[], lexicon: Lexicon): boolean {
  return (
    lexicon.is(words.join(" "), "proof-handed-out") ||
    (lexicon.has(words, "proof-purpose") &&
      isHeadedBy(words, lexicon, "handed-proof") &&
      areAllOf(words, lexicon, "handed-proof", "proof-purpose"))
  );
}

function* propertiesOf(schema: Schema, depth: number, way = ""): Generator<readonly [string, Schema, string]> {
  for (const [name, property] of composedProperties(heldSchemaOf(schema))) {
    const witness = way === "" ? name : `${way}.${name}`;
    yield [name, property, witness];
    if (depth > 0) yield* propertiesOf(property, depth - 1, witness);
  }
}

/** Whether something stands there that can be used: no switch, no number of seconds. */
function isText(property: Schema): boolean {
  const { types, enum: values } = targetOf(property);
  return values === undefined && (types.length === 0 || types.includes("string"));
}
