/*
 * What a text admits of the effect of a call: that a credential outlives what it was given for, that it counts before anybody
 * looks, that it lifts what others have set, or that those may do it who have the least to do with it.
 */
import { memo } from "../core/memo.ts";
import type { AssessedApi } from "../exposure/assessed-api.ts";
import { isOwn } from "../exposure/principals.ts";
import { intentOf } from "../exposure/intent.ts";
import { readingOf } from "../exposure/reading.ts";
import { fixedSegments } from "../exposure/words.ts";
import type { Lexicon } from "../lexicon/lexicon.ts";
import { textOfName, wordsInOrder, wordsOf } from "../lexicon/name-tokens.ts";
import { endsIn, isHeadedBy } from "../lexicon/phrases.ts";
import { allSentencesOf, sentencesOf } from "../lexicon/sentences.ts";
import type { Statement } from "../lexicon/statement.ts";
import { statedIn } from "../lexicon/statements.ts";
import type { Place } from "../core/place.ts";
import { placeOf, type Operation } from "../model/api.ts";
import { composedProperties } from "../model/schema-parts.ts";
import { targetOf, type Schema } from "../model/schema.ts";
import { flowOf } from "./business-flows.ts";
import { requestFields } from "./request-fields.ts";
import { actionOf } from "./candidates/action.ts";
import { isOrdinaryChange } from "./ordinary-changes.ts";

/** The sentence by which a credential, a session or a link is still good after the call that ends what it was given for. */
export const outlivingIn = memo((operation: Operation): string | undefined => {
  if (operation.operationKind !== "path" || readingOf(operation) !== undefined || !endsSomething(operation))
    return undefined;
  return sentencesOfText(operation).find((sentence) => statedIn(sentence).has("outlives-its-end"));
});

/** Whether a call ends the access, the contract or the membership of somebody, by its method, its name or its summary. */
function endsSomething(operation: Operation): boolean {
  const { method, path, operationId = "", summary = "" } = operation;
  // Who asks for a new password ends nothing before it is set: else anybody could lock others out.
  if (intentOf(operation) === "password-reset" && !takesNewPassword(operation)) return false;
  return (
    method === "DELETE" ||
    [summary.slice(0, LONGEST), textOfName(fixedSegments(path).at(-1) ?? ""), textOfName(operationId)].some((text) =>
      statedIn(text).has("ends-something"),
    )
  );
}

/** Whether a call brings the password that counts from now on. */
function takesNewPassword(operation: Operation): boolean {
  return requestFields(operation).some(
    ({ in: way, words }) => way === "body" && operation.lexicon.has(words, "password"),
  );
}

const LONGEST = 200;

/** The sentence by which those whom it concerns need not agree, or the state is not looked at on which it should turn. */
function unaskedIn(operation: Operation): string | undefined {
  const sentences = sentencesOfText(operation);
  const unasked = sentences.find((sentence) => UNASKED.some((statement) => statedIn(sentence).has(statement)));
  if (unasked !== undefined) return unasked;
  const byMaker = isApproval(operation) ? sentences.find((sentence) => statedIn(sentence).has("maker-too")) : undefined;
  if (byMaker !== undefined) return byMaker;
  const joined = sentences.find((sentence) => statedIn(sentence).has("joined-unasked"));
  if (joined !== undefined && takesInto(operation)) return joined;
  // Sentences about a later version are left out elsewhere: here they say what is not there yet.
  const notYet = allSentencesOf(operation.description ?? "", LIMIT).find((sentence) =>
    statedIn(sentence).has("control-not-yet"),
  );
  if (notYet !== undefined) return notYet;
  const unbound = sentences.find((sentence) => statedIn(sentence).has("no-number-bound"));
  if (unbound !== undefined && sentences.some((sentence) => statedIn(sentence).has("held-for-nothing"))) return unbound;
  // Where one more of a kind comes to be, nothing has a state yet.
  if (addsOne(operation)) return undefined;
  return sentences.find((sentence) => statedIn(sentence).has("state-unlooked"));
}

/** Whether a call is the look of a second person, by the end of its path or its summary. */
function isApproval({ method, path, summary = "", lexicon }: Operation): boolean {
  if (method === "GET" || method === "DELETE") return false;
  const named = [wordsOf(fixedSegments(path).at(-1) ?? ""), wordsInOrder(summary.slice(0, LONGEST))];
  return named.some((words) => lexicon.has(words, "approval-step") || lexicon.has(words, "approve"));
}

/** Whether a call takes somebody, whom it names by a number or an address, into a family, a household or a team of the caller. */
function takesInto(operation: Operation): boolean {
  const { method, path, lexicon } = operation;
  if (method === "GET" || method === "DELETE") return false;
  if (!fixedSegments(path).some((segment) => endsIn(wordsOf(segment), lexicon, "group-of-own"))) return false;
  return requestFields(operation).some(
    ({ in: way, words }) =>
      way !== "header" && way !== "path" && NAMES_SOMEBODY.some((concept) => endsIn(words, lexicon, concept)),
  );
}

const NAMES_SOMEBODY = ["identifier-word", "number", "contact-address", "code"] as const;

const UNASKED: readonly Statement[] = [
  "not-asked-to-agree",
  "changed-after-approval",
  "approves-own-request",
  "stays-approved",
];

/** The sentence by which a call counts before those look at it, or hear of it, who should decide; or lifts what they have set. */
export const unheededIn = memo((operation: Operation): string | undefined => {
  const sentences = sentencesOfText(operation);
  const stated = (statement: Statement): string | undefined =>
    sentences.find((sentence) => statedIn(sentence).has(statement));
  if (operation.operationKind !== "path" || readingOf(operation) !== undefined) return undefined;
  const lifting = stated("lifts-others-block") ?? unaskedIn(operation);
  if (lifting !== undefined) return lifting;
  return stated("counts-from-now") === undefined ? undefined : stated("told-only-later");
});

/** The sentence that opens to everybody, whoever has the least to do with it, a change of what all share. */
export function openedToAllIn(api: AssessedApi, operation: Operation): string | undefined {
  if (!isOrdinaryChange(api, operation) || isOwn(operation) || addsOne(operation)) return undefined;
  return sentencesOfText(operation).find((sentence) => {
    const stated = statedIn(sentence);
    return stated.has("least-may-too") && !stated.has("own-only");
  });
}

/** Whether a call adds something of the caller beside what others have added: a comment, a vote, a report. */
function addsOne(operation: Operation): boolean {
  const isMaking = !operation.path.includes("{") || actionOf(operation).isMaking;
  return operation.method === "POST" && isMaking && flowOf(operation) !== "sends-messages";
}

/** The sentence by which a read includes what is of those who had the thing before. */
export const ofThoseBeforeIn = memo((operation: Operation): string | undefined => {
  const sentences = sentencesOfText(operation);
  const stated = (statement: Statement): string | undefined =>
    sentences.find((sentence) => statedIn(sentence).has(statement));
  const before = stated("shows-those-before");
  if (before !== undefined) return before;
  return stated("goes-to-others") === undefined ? undefined : stated("since-the-start");
});

/** The sentence by which the code that lets people in is in view of many, or made of what others know. */
export const codeInViewIn = memo((operation: Operation): string | undefined => {
  const { operationKind, method, summary = "", path, lexicon } = operation;
  if (operationKind !== "path" || method === "GET") return undefined;
  const named = [summary.slice(0, LONGEST), textOfName(path.split(/[/:]/).at(-1) ?? "")];
  if (!named.some((text) => statedIn(text).has("lets-one-in"))) return undefined;
  const takesCode = requestFields(operation).some(({ words }) => CODES.some((concept) => lexicon.has(words, concept)));
  return takesCode ? sentencesOfText(operation).find((sentence) => statedIn(sentence).has("code-in-view")) : undefined;
});

const CODES = ["code", "password", "token"] as const;

/** The sentence by which the link in a message leads to an address that the request names. */
export const linkLeadsIn = memo((operation: Operation): string | undefined =>
  sentencesOfText(operation).find((sentence) => statedIn(sentence).has("link-leads-there")),
);

/** The sentence by which data of many is sent to whatever address the request names. */
export const sentAnywhereIn = memo((operation: Operation): string | undefined => {
  if (operation.operationKind !== "path" || operation.method === "GET") return undefined;
  return sentencesOfText(operation).find((sentence) => statedIn(sentence).has("sent-anywhere"));
});

/** The sentence by which what was redacted or deleted can still be read. */
export const withdrawnIn = memo((operation: Operation): string | undefined =>
  operation.operationKind === "path" && operation.method === "GET"
    ? sentencesOfText(operation).find((sentence) => statedIn(sentence).has("shows-withdrawn"))
    : undefined,
);

/** The sentence by which what is sent goes to the controller of a machine as it is. */
export const rawToMachineIn = memo((operation: Operation): string | undefined => {
  if (operation.operationKind !== "path" || operation.method === "GET") return undefined;
  return sentencesOfText(operation).find((sentence) => statedIn(sentence).has("raw-to-machine"));
});

/** The sentence by which money goes to the account that the request names. */
export const paidToNamedIn = memo((operation: Operation): string | undefined =>
  sentencesOfText(operation).find((sentence) => statedIn(sentence).has("paid-to-named")),
);

/** The sentence by which organizations outside get the same record of people as those who keep it. */
export const sharedOutsideIn = memo((operation: Operation): string | undefined =>
  operation.method === "GET"
    ? sentencesOfText(operation).find((sentence) => statedIn(sentence).has("same-for-outsiders"))
    : undefined,
);

/** The sentence by which a read leaves out who people are. */
export const namelessIn = memo((operation: Operation): string | undefined =>
  operation.operationKind === "path" && operation.method === "GET"
    ? sentencesOfText(operation).find((sentence) => statedIn(sentence).has("said-nameless"))
    : undefined,
);

/** The sentence by which whoever calls gives rights that they do not have. */
export const rightsBeyondIn = memo((operation: Operation): string | undefined => {
  if (operation.operationKind !== "path" || readingOf(operation) !== undefined || setsPassword(operation))
    return undefined;
  return sentencesOfText(operation).find(
    (one) => statedIn(one).has("gives-beyond-own") || statedIn(one).has("granted-as-requested"),
  );
});

/** Whether a call is of passwords: "roles that do not have one" is no right there. */
function setsPassword({ path, lexicon }: Operation): boolean {
  return lexicon.is(textOfName(fixedSegments(path).at(-1) ?? ""), "password");
}

/** The sentence by which people are found who have nothing to do with the caller. */
export const anybodyIn = memo((operation: Operation): string | undefined =>
  readingOf(operation) === undefined
    ? undefined
    : sentencesOfText(operation).find((sentence) => statedIn(sentence).has("anybody-looked-up")),
);

/** The sentence by which a call sets a password or a PIN that others can work out. */
export const knownSecretIn = memo((operation: Operation): string | undefined => {
  if (operation.operationKind !== "path" || operation.method === "GET" || !speaksOfSecrets(operation)) return undefined;
  return sentencesOfText(operation).find((sentence) => {
    const stated = statedIn(sentence);
    const words = wordsInOrder(sentence);
    const { lexicon } = operation;
    // "The user name is set to the id of your user" sets no secret.
    if (lexicon.has(words, "login-name") && !SECRETS.some((concept) => lexicon.has(words, concept))) return false;
    // "The answer is the same for an unknown number and a wrong password" sets none.
    return stated.has("secret-of-known-facts") && !stated.has("same-answer");
  });
});

/** Whether a call names a password or a PIN, in its path, its text or what it takes: facts that must match something else are none. */
function speaksOfSecrets(operation: Operation): boolean {
  const { path, summary = "", description = "", lexicon } = operation;
  const isOne = (words: readonly string[]): boolean => SECRETS.some((concept) => lexicon.has(words, concept));
  return (
    isOne(wordsOf(path)) ||
    isOne(wordsInOrder(`${summary}. ${description.slice(0, LIMIT)}`)) ||
    requestFields(operation).some(({ words }) => isOne(words))
  );
}

const SECRETS = ["password", "log-in-secret"] as const;

/** The sentence by which an answer tells where a person's address or number is in use. */
export const tellsWhereTakenIn = memo((operation: Operation): string | undefined => {
  if (operation.operationKind !== "path") return undefined;
  const sentences = sentencesOfText(operation);
  const at = sentences.findIndex((sentence) => statedIn(sentence).has("person-taken"));
  if (at < 0) return undefined;
  return sentences.slice(at, at + 2).find((sentence) => statedIn(sentence).has("tells-whose"));
});

/** The sentence by which what is done stands under the name or the time that the request gives. */
export const countsAsNamedIn = memo((operation: Operation): string | undefined => {
  if (operation.operationKind !== "path" || readingOf(operation) !== undefined) return undefined;
  const sentences = sentencesOfText(operation);
  if (sentences.some((sentence) => statedIn(sentence).has("server-checks"))) return undefined;
  return sentences.find((sentence) => statedIn(sentence).has("counts-as-named"));
});

/** A value that is returned and has a log-in in it, by its text. */
export interface LogInInside {
  readonly at: Place;
  readonly name: string;
  readonly witness: string;
  readonly sentence: string;
}

/** The values of an operation's successes that have a log-in in them, by their texts. */
export const logInsInside = memo((operation: Operation): readonly LogInInside[] =>
  operation.responses
    .filter(({ statusClass }) => statusClass === "2xx")
    .flatMap(({ content }) => content.flatMap(({ schema }) => schema ?? []))
    .flatMap((schema) => {
      const outer = targetOf(schema);
      return insideOfSchema(outer.items === undefined ? outer : targetOf(outer.items));
    }),
);

/** The same of a schema's properties. Many operations return the same schema. */
const insideOfSchema = memo((schema: Schema): readonly LogInInside[] =>
  [...composedProperties(schema)].flatMap(([name, property]) => {
    const { lexicon, name: ofKind } = schema;
    const text = property.description ?? targetOf(property).description ?? "";
    // What is a secret by its own name is told as one already, with whose it is.
    if (
      property.writeOnly ||
      text === "" ||
      [name, ofKind?.split(".").at(-1)].some((one) => one !== undefined && isSecretByName(one, lexicon))
    )
      return [];
    const sentence = sentencesOf(text.slice(0, LIMIT), LIMIT).find((one) => statedIn(one).has("log-in-inside"));
    return sentence === undefined ? [] : [{ sentence, at: placeOf(property), name, witness: `2xx ${name}` }];
  }),
);

/** Whether a name says that its value is a secret, as that of a client or of a secrets store's entry does. */
function isSecretByName(name: string, lexicon: Lexicon): boolean {
  return isHeadedBy(wordsOf(name), lexicon, "secret-word");
}

/** The sentences of an operation's description. A summary says what is done, and no more. */
const sentencesOfText = memo(({ description = "" }: Operation): readonly string[] =>
  sentencesOf(description.slice(0, LIMIT), LIMIT),
);

/** So much of a text is looked at. */
const LIMIT = 3000;
