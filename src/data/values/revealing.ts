import { createHash } from "node:crypto";
import { PERSONAL_SHAPES } from "./personal-shapes.ts";
import { isMadeUp, SECRET_SHAPES, type SecretShape } from "./secret-shapes.ts";

/** A stretch of a text that nobody should read there: a credential, or somebody's own data. */
export interface Revealing {
  readonly kind: "secret" | "personal";
  /** What it is, as a reader calls it, with its article. */
  readonly is: string;
  /** In UTF-16 units from the text's beginning, the end exclusive. */
  readonly start: number;
  readonly end: number;
  /** What stands in its place. */
  readonly masked: string;
  /** Whether it is plainly made up: it is masked, and no fault. */
  readonly isMadeUp: boolean;
  readonly isWeak: SecretShape["isWeak"];
}

/** The credentials and the personal data in a text, in its order; they don't overlap. */
export function revealingIn(text: string): readonly Revealing[] {
  const mayHave = isSuspect(text);
  if (!mayHave) return NONE;
  const found = [...secretsIn(text), ...personalIn(text)].toSorted((a, b) => a.start - b.start || b.end - a.end);
  let end = 0;
  return found.filter((one) => {
    const isFree = one.start >= end;
    if (isFree) end = one.end;
    return isFree;
  });
}

const NONE: readonly never[] = [];

/** A text with what it reveals masked. */
export function withoutRevealing(text: string): string {
  let masked = "";
  let from = 0;
  for (const { start, end, masked: mask } of revealingIn(text)) {
    masked += text.slice(from, start) + mask;
    from = end;
  }
  return masked + text.slice(from);
}

/**
 * Whether a text may have any of it: asked of every text that is shown, so it is one pass that a hint ends. A run of
 * digits may be a card's or an account's number.
 */
export function isSuspect(text: string): boolean {
  return text.length >= LEAST && SUSPECT.test(text);
}

const LEAST = 7;
const SUSPECT =
  /@|:\/\/[^/\s]{0,100}:|PRIVATE KEY|AKIA|ASIA|gh[opsur]_|github_pat_|glpat-|AIza|GOCSPX|xox[abeoprs]-|hooks\.slack|k_live_|k_test_|whsec_|SG\.|npm_|sk-|_v1_|shp(?:at|ca|pa|ss)_|:AA|Key=|eyJ|\d{3}[ -]?\d{2,4}[ -]?\d{2}|[A-Z]{2}\d{2} ?[A-Z0-9]{4}/;

function* secretsIn(text: string): Generator<Revealing> {
  const small = text.toLowerCase();
  for (const { is, hints, pattern, shown, isGuessable, isWeak } of SECRET_SHAPES) {
    if (!hints.some((hint) => small.includes(hint))) continue;
    for (const match of text.matchAll(pattern)) {
      const whole = match[0];
      const secret = match.groups?.["secret"] ?? whole;
      const start = match.index + (secret === whole ? 0 : whole.lastIndexOf(secret));
      yield {
        kind: "secret",
        is,
        start,
        end: start + secret.length,
        masked: isGuessable === true ? "…" : maskOf(secret, shown),
        isMadeUp: isMadeUp(secret.slice(shown)) || (is === "a JSON Web Token" && isSampleToken(secret)),
        isWeak,
      };
    }
  }
}

/** The token of jwt.io, those without claims, and those that are cut. */
function isSampleToken(token: string): boolean {
  try {
    const claims: unknown = JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString());
    const text = JSON.stringify(claims);
    return text.length < 12 || /1234567890|john|doe|example|sample|test|foo|demo/i.test(text);
  } catch {
    return true;
  }
}

function* personalIn(text: string): Generator<Revealing> {
  for (const { is, hint, pattern, isReal, shown } of PERSONAL_SHAPES) {
    if (hint !== undefined && !text.includes(hint)) continue;
    for (const match of text.matchAll(pattern)) {
      if (!isReal(match[0])) continue;
      const [start, end] = [match.index, match.index + match[0].length];
      // A hash of what can be guessed would give it away.
      yield {
        kind: "personal",
        is,
        start,
        end,
        masked: `${match[0].slice(0, shown)}…`,
        isMadeUp: false,
        isWeak: undefined,
      };
    }
  }
}

/** The first characters of a credential and a short hash, by which one can be told from another. */
export function maskOf(secret: string, shown: number): string {
  return `${secret.slice(0, shown)}…${createHash("sha256").update(secret).digest("hex").slice(0, 6)}`;
}
