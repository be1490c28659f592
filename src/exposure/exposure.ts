import { wider, type Admission, type Audience, type Reach } from "../core/exposure-words.ts";

/** Who can really call an operation. */
export interface Exposure {
  readonly exposure: Audience;
  /** Whether that rests on what nobody said. */
  readonly assumed: boolean;
}

/**
 * Who can really call an operation: by where it can be called from and how callers get in, and never narrower than who
 * it is declared for, since who says "public" is judged as public, whatever the host is called.
 */
export function exposureOf(reach: Reach, admission: Admission, declared: Audience | undefined): Exposure {
  const least = declared ?? "private";
  if (reach === "internal") return { exposure: least, assumed: false };
  if (admission === "unknown") return { exposure: wider(least, "partner"), assumed: true };
  return { exposure: wider(least, BY_ADMISSION[admission]), assumed: false };
}

const BY_ADMISSION: Readonly<Record<Exclude<Admission, "unknown">, Audience>> = {
  anonymous: "public",
  "self-registered": "public",
  partner: "partner",
  own: "private",
};
