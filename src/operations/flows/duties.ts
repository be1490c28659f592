import { memo } from "../../core/memo.ts";
import type { Intent } from "../../exposure/intent.ts";
import type { AssessedApi } from "../../exposure/assessed-api.ts";
import { structuralText } from "../../exposure/words.ts";
import type { Concept } from "../../lexicon/concept.ts";
import type { Lexicon } from "../../lexicon/lexicon.ts";
import { isMadeOf } from "../../lexicon/phrases.ts";
import type { Operation } from "../../model/api.ts";
import { asksForWhatAllHave } from "../ordinary-changes.ts";
import { arePersons } from "../persons.ts";
import { requestFields, segmentWords } from "../request-fields.ts";
import { isBeforeLogIn, isForStrangers } from "../strangers.ts";
import { isLimited } from "./limits.ts";
import { secretsOf } from "./guessable.ts";

/** What a script does with an operation that nothing limits: it guesses, it spends money, or it takes or fills all there is. */
export type Duty =
  | "log-in"
  | "password-reset"
  | "verification"
  | "coupon"
  | "sign-up"
  | "message"
  | "payment"
  | "generation"
  | "invitation"
  | "export"
  | "anonymous search";

/** What an operation owes because nothing limits how often it is called; `undefined` where it owes nothing, or is limited. */
export function dutyOf(api: AssessedApi, operation: Operation): Duty | undefined {
  if (operation.operationKind !== "path" || api.assessed(operation).judgedAs === "private") return undefined;
  const duty = kindOf(api, operation);
  return duty === undefined || isLimited(operation) ? undefined : duty;
}

function kindOf(api: AssessedApi, operation: Operation): Duty | undefined {
  const { intent } = api.assessed(operation);
  if (isBeforeLogIn(api, operation) || isForStrangers(api, operation)) {
    // What can be tried out is a finding of its own, and what is too long for that is none.
    if (secretsOf(operation).length > 0) return undefined;
    if (intent === "log-in" || intent === "token") return isTried(operation, intent) ? "log-in" : undefined;
    if (intent === "password-reset" || intent === "verification")
      return isBySender(operation) || !asks(operation, SENT) ? undefined : intent;
    if (intent === "sign-up") return asks(operation, PERSON) ? "sign-up" : undefined;
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
  if (asks(operation, PASSWORD)) return true;
  // A log-in by what is sent to its owner sends it.
  if (LOG_IN.test(structuralText(operation)) && asks(operation, SENT) && !asks(operation, LONG)) return true;
  return (
    intent === "log-in" &&
    operation.method === "POST" &&
    !requestFields(operation).some(({ in: way }) => way === "body")
  );
}

/** Whether it takes the long text that was sent to the owner. */
function isBySender(operation: Operation): boolean {
  return asks(operation, LONG) || /\{[^{}]{0,60}(?:token|hash|key|secret)[^{}]{0,60}\}/i.test(operation.path);
}

interface Clues {
  readonly isPost: boolean;
  readonly isRead: boolean;
  readonly isAnonymous: boolean;
  /** Words of the last segment that is no parameter, and whether the path ends there. */
  readonly last: string;
  readonly isOfOne: boolean;
  /** Path and operationId, as words. */
  readonly called: string;
  /** Whether the path ends in the coupon that is put on something. */
  readonly isApplied: boolean;
  readonly asks: (name: RegExp) => boolean;
  /** Whether the name of what it takes has a word of a concept. */
  readonly asksFor: (concept: Concept) => boolean;
  /** Whether what it takes is called a coupon, or the code of one, and nothing else. */
  readonly takesCoupon: boolean;
  readonly lexicon: Lexicon;
}

function cluesOf(operation: Operation, isAnonymous: boolean): Clues {
  return {
    isPost: operation.method === "POST",
    isRead: operation.method === "GET",
    isAnonymous,
    last: (segmentWords(operation).at(-1) ?? []).join(" "),
    isOfOne: /\}\/?$/.test(operation.path),
    called: structuralText(operation),
    isApplied:
      (operation.method === "POST" || operation.method === "PUT") &&
      /\/(?:coupons?|vouchers?|promo(?:[-_]?codes?)?|gift[-_]?cards?)\/\{[^{}]{0,60}(?:coupon|voucher|code|promo)[^{}]{0,60}\}\/?$/i.test(
        operation.path,
      ),
    asks: (name) => asks(operation, name),
    asksFor: (concept) => requestFields(operation).some(({ words }) => operation.lexicon.has(words, concept)),
    takesCoupon: requestFields(operation).some(({ words }) =>
      isMadeOf(words, operation.lexicon, "coupon", "coupon-code"),
    ),
    lexicon: operation.lexicon,
  };
}

/** The first that fits counts. */
const KINDS: readonly (readonly [Duty, (clues: Clues) => boolean])[] = [
  ["coupon", isOfCoupons],
  [
    "generation",
    ({ isPost, called, asks: isAsked }) =>
      isPost &&
      /\b(?:ai|llm|gpt|chatbot|assistant|completions?|copilot|prompt|generate)\b/.test(called) &&
      isAsked(/^(?:(?:user|system) )?(?:prompt|question|instruction)$|^message$/),
  ],
  [
    "payment",
    ({ isPost, called, asks: isAsked }) =>
      isPost &&
      /\b(?:pay|payments?|charges?|checkout|cards?|donations?|donate|purchases?|orders?|subscriptions?|billing)\b/.test(
        called,
      ) &&
      isAsked(/^(?:card|credit card|cc|pan|account|debit card) (?:number|no|num)$|^pan$/),
  ],
  [
    "invitation",
    ({ isPost, isOfOne, last, asks: isAsked }) =>
      isPost &&
      !isOfOne &&
      /(?:^| )(?:invite|invitation|subscribe)$/.test(last) &&
      isAsked(/\b(?:mail|email|phone|mobile|number)\b/),
  ],
  [
    "message",
    ({ isPost, last, asks: isAsked }) =>
      isPost &&
      ((/\b(?:sms?|text message)\b/.test(last) && isAsked(/\b(?:to|phone|mobile|number|recipient|msisdn)\b/)) ||
        (/^(?:send|share|tell)\b|\bsend$|^contact(?: u| us)?$/.test(last) &&
          isAsked(/^(?:to|recipient|phone|mobile)\b|\b(?:mail|email|phone number|recipient)$/))),
  ],
  ["export", ({ last, isOfOne }) => !isOfOne && /(?:^| )(?:export|dump)(?: (?:csv|pdf|xlsx|all|data))?$/.test(last)],
  [
    "anonymous search",
    ({ isAnonymous, last }) => isAnonymous && /^(?:people|user|member|customer|contact|patient) search$/.test(last),
  ],
];

/** Whether a code is tried that is worth money: on a path of such codes, or as what is done with one. */
function isOfCoupons({ called, isApplied, isPost, asks: isAsked, asksFor, takesCoupon, lexicon }: Clues): boolean {
  if (isApplied) return true;
  const words = called.split(" ");
  if (!lexicon.has(words, "coupon") || !asksFor("coupon-code")) return false;
  return (
    lexicon.has(words, "tries-coupon") ||
    (isPost && takesCoupon && !isAsked(/\b(?:percent|percentage|amount|value|valid|expire|expiry|usage)\b/))
  );
}

const PASSWORD = /\b(?:password|passwd|pwd|passwort|kennwort|senha|contrasena|passphrase|pin)\b/;
/** Where a message goes to, and the code that is sent. */
const SENT = /\b(?:mail|email|phone|mobile|number|msisdn|username|user|login|account|identifier|code|otp|pin|tan)\b/;
const LOG_IN = /\b(?:log ?in|sign ?in|log ?on|anmelden|einloggen|connexion|iniciar sesi[oó]n)\b/;
const LONG = /\b(?:token|hash|signature|ticket|key)\b/;
const PERSON = /\b(?:mail|email|phone|mobile|username|user|login|password|name|nickname)\b/;

function asks(operation: Operation, name: RegExp): boolean {
  return requestFields(operation).some(({ text }) => name.test(text));
}
