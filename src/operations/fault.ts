import type { Premise, Sensitivity } from "../core/exposure-words.ts";
import type { Place } from "../core/place.ts";
import type { Confidence, Severity } from "../core/severity.ts";
import type { ClassifiedField } from "../data/flows/flow.ts";
import type { Operation } from "../model/api.ts";

/** One fault that a rule found. */
export interface Fault {
  /** Where a reader should look first. */
  readonly at: Place;
  /** What is wrong, naming the culprit; no reason, no remedy. */
  readonly message: string;
  /** What makes it this fault and no other, free of files, lines and texts that may change: a scheme's name, a host. */
  readonly cause: string;
  /** The operations that it is about, where its places don't say. */
  readonly operations?: readonly Operation[];
  /**
   * In place of these, for a fault of a scheme, a server or the document as a whole: those by whose exposure it is
   * judged. It has one place, at `at`, and names them only where they are few, since a reader would have to read all.
   */
  readonly carriers?: readonly Operation[];
  /** Each spot of it; by default one at `at` for each of its operations. */
  readonly places?: readonly FaultPlace[];
  /** In place of the rule's own, where a rule finds faults of several kinds. */
  readonly title?: string;
  /** Why this kind matters, and what to do of it, where the rule's own words are of several kinds. */
  readonly rationale?: string;
  /** How this kind is exploited, in three sentences. */
  readonly exploit?: string;
  readonly remediation?: string;
  /** The fields that it is about. */
  readonly fields?: readonly ClassifiedField[];
  /** Facts that speak for it. */
  readonly evidence?: readonly string[];
  /** Kinds of assumptions, beside those about who gets in, without which it would not stand, or not be as grave. */
  readonly assumes?: readonly ("tenancy" | "authentication-unstated")[];
  /** Whether it is wrong whoever calls: nothing that is supposed of callers is a premise of it. */
  readonly isWrongForAll?: boolean;
  /** What makes it graver than its kind, each by one step; shown to the reader. */
  readonly aggravations?: readonly string[];
  /** What makes it milder than its kind, each by one step; shown to the reader. */
  readonly mitigations?: readonly string[];
  readonly confidence?: Confidence;
  /** Of a fault about data: how sure it is who calls, what comes back, and whose it is. */
  readonly premises?: { readonly caller: Premise; readonly data: Premise; readonly owner: Premise };
}

/** One spot of a fault. */
export interface FaultPlace {
  readonly at: Place;
  readonly operation?: Operation;
  /** The way in or out and the instance path: `query limit`, `2xx data[].email`. */
  readonly witness?: string;
  /** The cause of its own by which a place of no operation is known, where many faults are told as one. */
  readonly cause?: string;
  /** Where it is reached by references, as a whole path of the description. */
  readonly reachedAt?: readonly Place[];
  /** It is no less severe there than this, whatever speaks for it: what follows is as bad on a network that few can reach. */
  readonly least?: Severity;
  /** How sensitive what is read there is: restricted data in the hands of the public is critical. */
  readonly disclosed?: Sensitivity;
  /** Whether it is a write that only repeats what another spot shows: a place like any other, and its operation is not named. */
  readonly isRepeat?: boolean;
  /** Whether it has the same cause and harms less: the fault is not judged by it, and it is no worse than the fault. */
  readonly isLesser?: boolean;
}
