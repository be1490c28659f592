import { isSaid, statedBy } from "../../exposure/said.ts";
import { memo } from "../../core/memo.ts";
import { asksForCode, isAssertion, type Intent } from "../../exposure/intent.ts";
import type { AssessedApi } from "../../exposure/assessed-api.ts";
import { calledWords } from "../../exposure/words.ts";
import type { Concept } from "../../lexicon/concept.ts";
import type { Lexicon } from "../../lexicon/lexicon.ts";
import { wordsInOrder, wordsOf } from "../../lexicon/name-tokens.ts";
import { endsIn, isMadeOf } from "../../lexicon/phrases.ts";
import type { Operation } from "../../model/api.ts";
import { sentencesOf } from "../../lexicon/sentences.ts";
import { statedIn } from "../../lexicon/statements.ts";
import { entersContact } from "../contact-forms.ts";
import { statedUnderSummary } from "../stated.ts";
import { asksForWhatAllHave } from "../ordinary-changes.ts";
import { arePersons } from "../persons.ts";
import { requestFields, segmentWords } from "../request-fields.ts";
import { isBeforeLogIn, isForStrangers } from "../strangers.ts";
import { isLimited } from "./limits.ts";
import { isLogInByMessage } from "./log-in-by-message.ts";
import { secretsOf } from "./guessable.ts";

/** What a script does with an operation that nothing limits: it guesses, it spends money, or it takes or fills all there is. */
export type Duty =
  | "log-in"
  | "log-in by message"
  | "password-reset"
  | "verification"
  | "coupon"
  | "sign-up"
  | "message"
  | "paid message"
  | "payment"
  | "generation"
  | "invitation"
  | "export"
  | "anonymous search"
  | "costly work"
  | "paid call";

/** What an operation owes because nothing limits how often it is called; `undefined` where it owes nothing, or is limited. */
export function dutyOf(api: AssessedApi, operation: Operation): Duty | undefined {
  if (operation.operationKind !== "path" || api.assessed(operation).judgedAs === "private") return undefined;
  const duty = kindOf(api, operation) ?? (isSaidToCost(api, operation) ? "paid call" : undefined);
  return duty === undefined || isLimited(operation) ? undefined : duty;
}

/**
 * Whether a call takes what could be tried: a code, a token, an answer, or the password that is set. Without it, a message is sent,
 * and the code of a country proves nothing.
 */
export function takesProof(operation: Operation): boolean {
  const { lexicon, path } = operation;
  const fields = requestFields(operation).map(({ words }) => words);
  const named = [...path.matchAll(/\{([^{}]{1,120})\}/g)].map(([, name = ""]) => wordsOf(name));
  // What takes nothing that is described may take anything.
  return (
    fields.length === 0 ||
    [...fields, ...named].some(
      // `country_code` and `codigoPostal` are the same for many.
      (words) => !lexicon.has(words, "shared-code") && PROOFS.some((concept) => lexicon.has(words, concept)),
    )
  );
}

const PROOFS = [
  "log-in-secret",
  "one-time-code",
  "code",
  "long-proof",
  "secret-word",
  "known-fact",
  "security-answer",
] as const;

/** Whether a text says that each call costs money: its own, or that of the whole with a word for what the call makes. */
function isSaidToCost({ info }: AssessedApi, operation: Operation): boolean {
  if (operation.method === "DELETE" || isOnceOnly(operation)) return false;
  if (statedUnderSummary(operation).has("call-costs")) return true;
  const said = statedIn(info.description ?? "").get("call-costs");
  if (said === undefined || operation.method === "GET") return false;
  const words = new Set(wordsOf(said));
  return (segmentWords(operation).at(-1) ?? []).some((word) => word.length >= LONG_ENOUGH && words.has(word));
}

/** Whether a text says that calling again does nothing more: "If the request has already been made, this method has no effect". */
function isOnceOnly({ description = "", lexicon }: Operation): boolean {
  return sentencesOf(description).some((sentence) => {
    const words = wordsInOrder(sentence);
    return lexicon.has(words, "called-again") && lexicon.has(words, "nothing-further");
  });
}

/** A shorter word stands in any sentence. */
const LONG_ENOUGH = 4;

function kindOf(api: AssessedApi, operation: Operation): Duty | undefined {
  const { intent } = api.assessed(operation);
  if (isBeforeLogIn(api, operation) || isForStrangers(api, operation)) {
    // What can be tried out is a finding of its own, and what is too long for that is none.
    if (secretsOf(operation).length > 0) return undefined;
    if (isLogInByMessage(operation, intent)) return "log-in by message";
    if (intent === "log-in" || intent === "token") return isTried(operation, intent) ? "log-in" : undefined;
    if (intent === "verification" && !takesProof(operation)) return undefined;
    if (intent === "password-reset" || intent === "verification")
      return isBySender(operation) || statedBy(operation).has("unguessable") || !asksFor(operation, "sent-or-known")
        ? undefined
        : intent;
    if (intent === "sign-up") return asksFor(operation, "signs-up-with") ? "sign-up" : undefined;
  }
  if (intent !== undefined) return undefined;
  if (!isForStrangers(api, operation))
    return isForgotten(api, operation) && isOfCoupons(cluesOf(operation, false)) ? "coupon" : undefined;
  const isAnonymous = api.assessed(operation).admission === "anonymous";
  const clues = cluesOf(operation, isAnonymous);
  return KINDS.find(([, isOfKind]) => isOfKind(clues))?.[0];
}

/**
 * Whether persons call, and some of their calls are limited: where nothing says that strangers do, this one was forgotten
 * all the same.
 */
function isForgotten(api: AssessedApi, operation: Operation): boolean {
  return (
    operation.access === "secured" &&
    (asksForWhatAllHave(api, operation) || arePersons(api)) &&
    limitsAny(api.operations)
  );
}

/** Whether any of them says that it is limited. */
const limitsAny = memo((operations: readonly Operation[]): boolean =>
  operations.some(({ responses }) => responses.some(({ status }) => status === "429")),
);

/** Whether a password is tried: one is asked for, or what is asked for is not said. */
function isTried(operation: Operation, intent: Intent): boolean {
  // What an identity provider has signed, nobody guesses.
  if (requestFields(operation).some(({ name, isRequired }) => isRequired && isAssertion(name))) return false;
  if (asksFor(operation, "log-in-secret")) return true;
  // A log-in by what is sent to its owner sends it.
  if (
    (operation.lexicon.has(calledWords(operation), "log-in") || asksForCode(operation)) &&
    asksFor(operation, "sent-or-known") &&
    !asksFor(operation, "long-proof")
  )
    return true;
  return (
    intent === "log-in" &&
    operation.method === "POST" &&
    !requestFields(operation).some(({ in: way }) => way === "body")
  );
}

/** Whether it takes the long text that was sent to the owner. */
function isBySender(operation: Operation): boolean {
  return (
    asksFor(operation, "long-proof") ||
    parameterWords(operation.path).some((words) => operation.lexicon.has(words, "handed-out-text"))
  );
}

interface Clues {
  readonly isPost: boolean;
  readonly isAnonymous: boolean;
  /** Words of the last segment that is no parameter, and whether the path ends there. */
  readonly last: readonly string[];
  readonly isOfOne: boolean;
  /** Path and operationId, as words, plurals as singulars. */
  readonly called: readonly string[];
  /** Whether the path ends in the coupon that is put on something. */
  readonly isApplied: boolean;
  /** The names of what it takes, as words. */
  readonly taken: readonly (readonly string[])[];
  /** Whether its text says that a call takes much work, or is paid for. */
  readonly isCostly: boolean;
  /** Whether its text says that a language model answers. */
  readonly asksModel: boolean;
  /** Whether somebody is only entered in a list. */
  readonly isEntry: boolean;
  readonly lexicon: Lexicon;
}

function cluesOf(operation: Operation, isAnonymous: boolean): Clues {
  const { method, path, lexicon } = operation;
  return {
    isPost: method === "POST",
    isAnonymous,
    last: segmentWords(operation).at(-1) ?? [],
    isOfOne: /\}\/?$/.test(path),
    called: calledWords(operation),
    isApplied: (method === "POST" || method === "PUT") && endsInCoupon(path, lexicon),
    taken: requestFields(operation).map(({ words }) => words),
    isCostly: isSaid(operation, "costs-much"),
    asksModel: isSaid(operation, "said-language-model"),
    isEntry: entersContact(operation),
    lexicon,
  };
}

/** Whether a path ends in the code of a coupon, behind the word for coupons. */
function endsInCoupon(path: string, lexicon: Lexicon): boolean {
  const [before = "", last = ""] = path
    .split("/")
    .filter((segment) => segment !== "")
    .slice(-2);
  const words = wordsOf(last);
  return (
    /^\{[^{}]+\}$/.test(last) &&
    lexicon.is(wordsOf(before).join(" "), "coupon") &&
    (lexicon.has(words, "coupon") || lexicon.has(words, "code"))
  );
}

/** The first that fits counts. */
const KINDS: readonly (readonly [Duty, (clues: Clues) => boolean])[] = [
  ["coupon", isOfCoupons],
  [
    "generation",
    ({ isPost, called, taken, asksModel, lexicon }) =>
      isPost &&
      ((lexicon.has(called, "language-model") && taken.some((words) => lexicon.is(words.join(" "), "prompt-text"))) ||
        (asksModel &&
          taken.some(
            (words) => lexicon.is(words.join(" "), "prompt-text") || lexicon.is(words.join(" "), "said-text"),
          ))),
  ],
  [
    "payment",
    ({ isPost, called, taken, lexicon }) =>
      isPost && lexicon.has(called, "pays-by-card") && taken.some((words) => lexicon.is(words.join(" "), "paid-from")),
  ],
  [
    "invitation",
    ({ isPost, isOfOne, last, taken, lexicon }) =>
      isPost &&
      !isOfOne &&
      endsIn(last, lexicon, "asks-others-in") &&
      taken.some((words) => lexicon.has(words, "contact-address") || lexicon.has(words, "number")),
  ],
  ["paid message", isOfTextMessages],
  ["message", isOfMessages],
  ["export", ({ last, isOfOne, lexicon }) => !isOfOne && isExport(last, lexicon)],
  [
    "anonymous search",
    ({ isAnonymous, last, lexicon }) =>
      isAnonymous &&
      last.length > 1 &&
      isMadeOf(last, lexicon, "ordinary-person", "search") &&
      lexicon.has(last, "search"),
  ],
  ["costly work", ({ isCostly }) => isCostly],
];

/** Whether a text or a call goes to a telephone, which is paid for: whoever sends it says to which. */
function isOfTextMessages({ isPost, last, taken, lexicon }: Clues): boolean {
  return (
    isPost &&
    lexicon.has(last, "text-message") &&
    taken.some((words) => lexicon.has(words, "message-recipient") || lexicon.has(words, "number"))
  );
}

function isOfMessages({ isPost, last, taken, isEntry, lexicon }: Clues): boolean {
  if (!isPost || isEntry) return false;
  const isSent =
    lexicon.lengthAt(last, 0, "tells-others") > 0 ||
    endsIn(last, lexicon, "send") ||
    lexicon.is(last.join(" "), "contact-us");
  return (
    isSent &&
    taken.some(
      (words) => lexicon.lengthAt(words, 0, "message-recipient") > 0 || endsIn(words, lexicon, "message-recipient"),
    )
  );
}

function isExport(last: readonly string[], lexicon: Lexicon): boolean {
  const words = /^(?:csv|pdf|xlsx|all|data)$/.test(last.at(-1) ?? "") ? last.slice(0, -1) : last;
  return endsIn(words, lexicon, "exports-all");
}

/** Whether a code is tried that is worth money: on a path of such codes, or as what is done with one. */
function isOfCoupons({ called, isApplied, isPost, taken, lexicon }: Clues): boolean {
  if (isApplied) return true;
  if (!lexicon.has(called, "coupon") || !taken.some((words) => lexicon.has(words, "coupon-code"))) return false;
  return (
    lexicon.has(called, "tries-coupon") ||
    (isPost &&
      taken.some((words) => isMadeOf(words, lexicon, "coupon", "coupon-code")) &&
      !taken.some((words) => lexicon.has(words, "coupon-terms")))
  );
}

function asksFor(operation: Operation, concept: Concept): boolean {
  return requestFields(operation).some(({ words }) => operation.lexicon.has(words, concept));
}

/** The names of the parameters of a path, as words. */
function parameterWords(path: string): readonly (readonly string[])[] {
  return [...path.matchAll(/\{([^{}]{1,120})\}/g)].map(([, name]) => wordsOf(name!)); // the group is no alternative
}
