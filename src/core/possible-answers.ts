import { ADMISSION_WORDS } from "./caller-words.ts";

/** What may be answered to a question that a description leaves open, in words and as `sallyport.yaml` says it. */
export interface PossibleAnswer {
  /** `Only partners or people approved by the organization` */
  readonly answer: string;
  /** `partner` */
  readonly value: string;
}

/**
 * The answers to an assumption, by its id, the one that lets the most in first. That a credential which is required, or stated of
 * each call, is not checked is none of them: it is no answer to who can get it.
 */
export function possibleAnswers(assumption: string, isCredentialStated = false): readonly PossibleAnswer[] {
  if (assumption === "tenancy") return OF_TENANCY;
  return assumption === "authentication-unstated" && !isCredentialStated
    ? [WITHOUT_CREDENTIAL, ...OF_CREDENTIAL]
    : OF_CREDENTIAL;
}

/** How what follows from the worst answer to a question begins. */
export function worstCase(assumption: string): string {
  return assumption === "tenancy" ? "If so" : "If anyone can do so";
}

const WITHOUT_CREDENTIAL: PossibleAnswer = { answer: "Anyone, without a credential", value: "anonymous" };

const OF_CREDENTIAL: readonly PossibleAnswer[] = [
  { answer: "Anyone who signs up", value: "self-registered" },
  { answer: `Only ${ADMISSION_WORDS.partner}`, value: "partner" },
  { answer: `Only ${ADMISSION_WORDS.own}`, value: "own" },
];

const OF_TENANCY: readonly PossibleAnswer[] = [
  { answer: "Yes, callers can reach other callers' data", value: "none" },
  { answer: "No, callers reach only the objects of their own account", value: "account" },
];
