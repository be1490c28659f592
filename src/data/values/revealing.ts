import { createHash } from "node:crypto";
import { PERSONAL_SHAPES } from "./personal-shapes.ts";
import { isMadeUp, mayHoldSecret, secretsIn, type SecretShape } from "./secret-shapes.ts";

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
  /** Whether only a name before it tells what it is: it is masked, and no fault, since a cursor and a signature are named alike. */
  readonly isByName: boolean;
  readonly isWeak: SecretShape["isWeak"];
}

/** The credentials and the personal data in a text, in its order; they don't overlap. */
export function revealingIn(text: string): readonly Revealing[] {
  if (text.length < LEAST) return NONE;
  const found = [
    ...(mayHoldSecret(text) ? credentialsIn(text) : NONE),
    ...(MAY_BE_PERSONAL.test(text) ? personalIn(text) : NONE),
  ].toSorted((a, b) => a.start - b.start || rank(a) - rank(b) || b.end - a.end);
  const byShape = apart(found.filter(({ isByName }) => !isByName));
  const byName = [...besides(apart(found.filter(({ isByName }) => isByName)), byShape)];
  return byName.length === 0 ? byShape : [...byShape, ...byName].toSorted((a, b) => a.start - b.start);
}

/** A password before a host looks like an address. */
function rank({ kind }: Revealing): number {
  return kind === "secret" ? 0 : 1;
}

/** Of those that overlap the first; of a credential nothing stays behind, whichever pattern takes it for its own. */
function apart(found: readonly Revealing[]): readonly Revealing[] {
  const kept: Revealing[] = [];
  for (const one of found) {
    const last = kept.at(-1);
    if (last === undefined || one.start >= last.end) kept.push(one);
    else if (one.kind === "secret" && one.end > last.end) kept[kept.length - 1] = { ...last, end: one.end };
  }
  return kept;
}

/** What of some stretches lies between others; both in their order. */
function* besides(stretches: readonly Revealing[], others: readonly Revealing[]): Generator<Revealing> {
  let at = 0;
  for (const one of stretches) {
    let { start } = one;
    while (at < others.length && others[at]!.end <= start) at += 1;
    for (let next = at; next < others.length && others[next]!.start < one.end; next += 1) {
      const other = others[next]!;
      if (other.start > start) yield { ...one, start, end: other.start, masked: "…" };
      start = other.end;
    }
    if (start === one.start) yield one;
    else if (start < one.end) yield { ...one, start, masked: "…" };
  }
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

/** Whether a text may have any of it: asked of every text that is shown. */
export function isSuspect(text: string): boolean {
  return text.length >= LEAST && (MAY_BE_PERSONAL.test(text) || mayHoldSecret(text));
}

const LEAST = 7;
/** A run of digits may be a card's or an account's number. */
const MAY_BE_PERSONAL = /@|\d{3}[ -]?\d{2,4}[ -]?\d{2}|[A-Z]{2}\d{2} ?[A-Z0-9]{4}/;

function* credentialsIn(text: string): Generator<Revealing> {
  for (const { shape, start, end } of secretsIn(text)) {
    const { is, shown, isGuessable, isWeak, isByName = false } = shape;
    const secret = text.slice(start, end);
    yield {
      kind: "secret",
      is,
      start,
      end,
      masked: isGuessable === true ? "…" : maskOf(secret, shown),
      isMadeUp:
        isMadeUp(secret.slice(shown)) ||
        (is === "a JSON Web Token" && isSampleToken(secret)) ||
        (is === "a private key" && isPlaceForKey(secret)),
      isByName,
      isWeak,
    };
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

/** Whether words stand where a key would, between the lines that begin and end one: `private-key-content`. */
function isPlaceForKey(secret: string): boolean {
  const text = secret
    .slice(0, 200)
    .split("-----")[0]!
    .replace(/(?:\\[nrt]|%0[AD]|\s)+/g, " ")
    .trim();
  return text.length <= LONGEST_PLACE && /^[a-z]+(?:[-_ ][a-z]+)+$/i.test(text);
}

/** "Your private key goes here" is no longer than this. */
const LONGEST_PLACE = 60;

function* personalIn(text: string): Generator<Revealing> {
  for (const { is, hint, pattern, isReal, isMadeUp: looksTyped, shown } of PERSONAL_SHAPES) {
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
        isMadeUp: looksTyped?.(match[0]) ?? false,
        isByName: false,
        isWeak: undefined,
      };
    }
  }
}

/** The first characters of a credential and a short hash, by which one can be told from another. */
export function maskOf(secret: string, shown: number): string {
  return `${secret.slice(0, shown)}…${createHash("sha256").update(secret).digest("hex").slice(0, 6)}`;
}
