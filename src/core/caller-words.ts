import type { Admission, Reach } from "./exposure-words.ts";
import type { OperationEntry } from "./review.ts";

/** A kind of caller: how it gets in, and whether it must be on an internal network first. */
export interface Caller {
  readonly admission: Admission;
  readonly isInside: boolean;
  /** Of whom nobody knows how they get in: why not. A credential is asked for where this is undefined. */
  readonly unknown?: "unstated" | "subscribers" | undefined;
}

/** What of an operation says who gets in with an admission; `isUnstated` that nothing says whether a credential is needed. */
export interface Entrance {
  readonly kind: OperationEntry["kind"];
  readonly reach: Reach;
  readonly isUnstated: boolean;
}

/** The kind of caller that gets into an operation by an admission. */
export function callerBy(admission: Admission, { kind, reach, isUnstated }: Entrance): Caller {
  const unknown = kind === "webhook" ? "subscribers" : isUnstated ? "unstated" : undefined;
  return { admission, isInside: reach === "internal", unknown: admission === "unknown" ? unknown : undefined };
}

/** A kind of caller in words: `anyone who signs up`; `isBrief` where it was said what is not known of it. */
export function callerWords({ admission, isInside, unknown }: Caller, isBrief = false): string {
  const words =
    admission === "unknown" ? UNKNOWN_WORDS[unknown ?? "holders"][isBrief ? 0 : 1] : ADMISSION_WORDS[admission];
  return isInside ? `${words}, on the internal network` : words;
}

/** Callers of whom nobody knows how they get in: brief where it is said beside it what is not known, and at length. */
const UNKNOWN_WORDS = {
  holders: ["anyone with a credential", "anyone with a credential (it is not stated who can get one)"],
  unstated: ["unknown callers", "unknown callers (it is not stated whether a credential is required)"],
  subscribers: ["subscribers", "subscribers (it is not stated who can subscribe)"],
} as const;

/** Who gets in, by how. */
export const ADMISSION_WORDS: Readonly<Record<Admission, string>> = {
  anonymous: "anyone without a credential",
  "self-registered": "anyone who signs up",
  unknown: UNKNOWN_WORDS.holders[1],
  partner: "partners or people approved by the organization",
  own: "the organization's own staff and systems",
};

/** Who can get a credential, where it is said before that this is the question. */
export function obtainerWords(admission: Admission): string {
  return admission === "unknown" ? "not stated" : ADMISSION_WORDS[admission];
}
