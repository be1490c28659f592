import { member } from "../core/json-value.ts";
import type { ClassifiedField } from "../data/flows/flow.ts";
import { isCredential } from "../data/taxonomy/is-credential.ts";
import type { AssessedApi } from "../exposure/assessed-api.ts";
import { isSuspect, revealingIn, withoutRevealing } from "../data/values/revealing.ts";

/*
 * What the review shows of a description's text. Whatever is recognised as a credential or as somebody's own data is
 * masked here, so that no format can show it: `line` is for excerpts, `review` for everything else.
 */

/** Masks what is shown of one description. */
export interface Mask {
  /** A line of its text, and where a column of it comes to stand. */
  readonly line: (text: string) => MaskedLine;
  /** Any value with all the texts in it, the very same value where nothing of it is masked. */
  readonly review: <T>(value: T) => T;
}

export interface MaskedLine {
  readonly text: string;
  /** Columns count from 1; one within what is masked comes to its nearer end. */
  readonly columnOf: (column: number, side: "start" | "end") => number;
}

/** The mask for a description. */
export function maskFor(api: Pick<AssessedApi, "data" | "schemas" | "operations">): Mask {
  let mask = MASKS.get(api.data);
  if (mask === undefined) MASKS.set(api.data, (mask = maskWith(exampleSecrets(api.data.fields), hasSuspectName(api))));
  return mask;
}

const MASKS = new WeakMap<AssessedApi["data"], Mask>();

/** Whether a name of which ways in and out are made may be a credential: hardly ever, and there are very many ways. */
function hasSuspectName({ schemas, operations }: Pick<AssessedApi, "schemas" | "operations">): boolean {
  const names = new Set<string>();
  for (const { properties } of schemas) if (properties.size > 0) for (const name of properties.keys()) names.add(name);
  for (const { id, parameters, responses } of operations) {
    names.add(id);
    for (const { name } of parameters) names.add(name);
    for (const { headers } of responses) for (const { name } of headers) names.add(name);
  }
  for (const name of names) if (isSuspect(name)) return true;
  return false;
}

/** What stands in place of a stretch of text. */
interface Cover {
  readonly start: number;
  readonly end: number;
  readonly masked: string;
}

function maskWith(secrets: readonly string[], hasSuspectNames: boolean): Mask {
  const ours = hasSuspectNames ? OURS : new Set([...OURS, "flows"]);
  const texts = new Map<string, string>();
  const text = (value: string): string => {
    if (!isSuspect(value)) return value;
    let masked = texts.get(value);
    if (masked === undefined) texts.set(value, (masked = withoutRevealing(value)));
    return masked;
  };
  return {
    line: (value) => covered(value, coversOfLine(value, secrets)),
    review: (value) => maskedValue(value, text, ours),
  };
}

/** A line shows values beside the names that say what they are; a credential's example is one that its field names. */
function coversOfLine(text: string, secrets: readonly string[]): readonly Cover[] {
  const covers: Cover[] = [...(isSuspect(text) ? revealingIn(text) : [])];
  const add = (start: number, length: number): void => {
    const end = start + length;
    if (!covers.some((cover) => cover.start < end && start < cover.end)) covers.push({ start, end, masked: "…" });
  };
  const key = KEY_LINE.exec(text);
  if (key !== null) add(text.indexOf(key[1]!), key[1]!.length); // the one group, which is not optional
  for (const match of text.matchAll(NAMED_SECRET)) {
    const value = match[1]!; // the one group, which is not optional
    if (!NO_SECRET.test(value)) add(match.index + match[0].length - value.length, value.length);
  }
  for (const secret of secrets) {
    for (let at = text.indexOf(secret); at >= 0; at = text.indexOf(secret, at + secret.length))
      if (!isWordAround(text, at, at + secret.length) && !isKey(text, at + secret.length)) add(at, secret.length);
  }
  return covers.toSorted((a, b) => a.start - b.start);
}

/** A line of a key that is written over many: RFC 7468 breaks Base64 at 64 characters. */
const KEY_LINE = /^\s{0,200}["']?([A-Za-z0-9+/]{60,76}={0,2})(?:\\n)?["']?,?\s{0,20}$/;
/** A value after the name of a credential: `"apiKey": "f00…"`, `password: hunter2`. */
const NAMED_SECRET =
  /(?:passw(?:or)?d|passphrase|secret|private_?key|api_?key|access_?token|refresh_?token)["']?\s{0,4}[:=]\s{0,4}["']?([^\s"'{}[\],#&*!|>%@`$\\<][^"'\s,}\]]{2,200})/gi;
const NO_SECRET = /^(?:string|object|integer|number|boolean|array|null|true|false|required|optional)\b/i;

function isWordAround(text: string, start: number, end: number): boolean {
  return /\w/.test(text[start - 1] ?? "") || /\w/.test(text[end] ?? "");
}

/** Whether what ends here is a name: its value follows. */
function isKey(text: string, end: number): boolean {
  return /^["']?\s{0,4}:/.test(text.slice(end, end + 6));
}

/** The examples and defaults of fields that hold credentials, but for words that stand for any. */
function exampleSecrets(fields: readonly ClassifiedField[]): readonly string[] {
  const secrets = new Set<string>();
  for (const { category, confidence, sensitivity, node } of fields) {
    if (!isCredential(category) || confidence === "possible" || sensitivity !== "restricted") continue;
    const schema = member(node.value, "schema");
    for (const holder of schema === undefined ? [node.value] : [node.value, schema]) {
      for (const key of ["example", "default", "examples", "x-example"]) {
        const values = member(holder, key);
        for (const value of Array.isArray(values) ? values.slice(0, MOST_EXAMPLES) : [values])
          if (typeof value === "string" && (key === "default" ? isSet(value) : isTelling(value))) secrets.add(value);
      }
    }
  }
  return [...secrets];
}

const MOST_EXAMPLES = 10;

/** What a service sets is a secret whatever it looks like. */
function isSet(value: string): boolean {
  return value.length >= 4 && value.length <= 400;
}

function isTelling(value: string): boolean {
  return value.length >= 6 && value.length <= 400 && /\d/.test(value) && /[A-Za-z]/.test(value) && !/\s/.test(value);
}

function covered(text: string, covers: readonly Cover[]): MaskedLine {
  if (covers.length === 0) return { text, columnOf: (column) => column };
  let masked = "";
  let from = 0;
  const moves: { readonly start: number; readonly end: number; readonly at: number; readonly until: number }[] = [];
  for (const { start, end, masked: mask } of covers) {
    masked += text.slice(from, start);
    moves.push({ start, end, at: masked.length, until: masked.length + mask.length });
    masked += mask;
    from = end;
  }
  masked += text.slice(from);
  const columnOf = (column: number, side: "start" | "end"): number => {
    const offset = column - 1;
    // The last that begins at or before it.
    let low = 0;
    for (let high = moves.length; low < high;) {
      const middle = (low + high) >> 1;
      if (moves[middle]!.start <= offset) low = middle + 1;
      else high = middle;
    }
    const before = moves[low - 1];
    if (before === undefined) return column;
    if (offset < before.end) return (offset === before.start || side === "start" ? before.at : before.until) + 1;
    return offset - before.end + before.until + 1;
  };
  return { text: masked, columnOf };
}

/** What a hash, a file's name or an enumeration of ours says is no text of the description. */
const OURS: ReadonlySet<string> = new Set([
  "fingerprint",
  "sha256",
  "file",
  "excerpt",
  "owner",
  "owasp",
  "rationale",
  "remediation",
  "reach",
  "admission",
  "callers",
  "exposure",
  "sensitivity",
  "basis",
  "confidence",
  "severity",
  "boundary",
  "urgency",
]);

function maskedValue<T>(value: T, mask: (text: string) => string, ours: ReadonlySet<string>): T {
  // What comes out has the shape of what went in: only texts differ.
  if (typeof value === "string") return mask(value) as T;
  // A review is large: plain loops, which make nothing where nothing is masked.
  if (Array.isArray(value)) {
    let copy: unknown[] | undefined;
    for (let index = 0; index < value.length; index += 1) {
      const item: unknown = value[index];
      const masked = maskedValue(item, mask, ours);
      if (masked !== item) (copy ??= [...value])[index] = masked;
    }
    return (copy ?? value) as T;
  }
  if (typeof value !== "object" || value === null) return value;
  const members = value as Record<string, unknown>;
  let copy: Record<string, unknown> | undefined;
  for (const key of Object.keys(value)) {
    if (ours.has(key)) continue;
    const item = members[key];
    const masked = maskedValue(item, mask, ours);
    if (masked !== item) {
      copy ??= Object.fromEntries(Object.entries(value));
      copy[key] = masked;
    }
  }
  return (copy ?? value) as T;
}
