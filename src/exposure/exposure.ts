import { wider, type Admission, type Audience, type Openness, type Reach } from "../core/exposure-words.ts";

/** Who can really call an operation. */
export interface Exposure {
  readonly exposure: Audience;
  /** Whether that rests on what nobody said. */
  readonly assumed: boolean;
  /** How it is open to everyone on its network; `undefined` where it is protected, or can be called from anywhere. */
  readonly unprotected: Openness | undefined;
  /**
   * By whose ceilings and severities it is judged: that of its callers, wherever they are. A network is no protection
   * (NIST SP 800-207), so what anyone on it can call is judged as public, one step milder.
   */
  readonly judgedAs: Audience;
}

/**
 * Who can really call an operation: by where it can be called from and how callers get in, and never narrower than who
 * it is declared for, since who says "public" is judged as public, whatever the host is called. Where a server is says
 * who can reach it, and never who is let in. `isUnstated` is that nothing is required anywhere.
 */
export function exposureOf(
  reach: Reach,
  admission: Admission,
  declared: Audience | undefined,
  isUnstated: boolean,
): Exposure {
  const least = declared ?? "private";
  const byCallers = admission === "unknown" ? "partner" : BY_ADMISSION[admission];
  if (reach !== "internal") {
    const exposure = wider(least, byCallers);
    return { exposure, assumed: admission === "unknown", unprotected: undefined, judgedAs: exposure };
  }
  const unprotected = opennessOf(admission, isUnstated);
  return {
    exposure: least,
    assumed: unprotected === "unstated",
    unprotected,
    judgedAs: unprotected === undefined ? least : wider(least, byCallers),
  };
}

function opennessOf(admission: Admission, isUnstated: boolean): Openness | undefined {
  if (admission === "anonymous" || admission === "self-registered") return admission;
  return admission === "unknown" && isUnstated ? "unstated" : undefined;
}

const BY_ADMISSION: Readonly<Record<Exclude<Admission, "unknown">, Audience>> = {
  anonymous: "public",
  "self-registered": "public",
  partner: "partner",
  own: "private",
};
