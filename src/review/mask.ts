import { firstPlace } from "../core/first-place.ts";
import { member } from "../core/json-value.ts";
import { memoOfText } from "../core/memo.ts";
import type { ClassifiedField } from "../data/flows/flow.ts";
import { isCredential } from "../data/taxonomy/is-credential.ts";
import type { AssessedApi } from "../exposure/assessed-api.ts";
import { gatewayKeysOf } from "../data/values/gateway-keys.ts";
import { publishedValues, suspectNames } from "../data/values/published-values.ts";
import { isSuspect, revealingIn, type Revealing } from "../data/values/revealing.ts";
import { finderOf, type KnownText } from "./known-texts.ts";
import { withoutEscapes } from "./without-escapes.ts";

/*
 * What the review shows of a description's text. Whatever is recognized as a credential or as somebody's own data is
 * masked here, so that no format can show it: `line` is for excerpts, `review` for everything else. What is the same by
 * fingerprint was made so before.
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

/** The mask for a description. One text has one mask wherever it stands, so that what names something still names it. */
export function maskFor(api: Masked): Mask {
  let mask = MASKS.get(api.data);
  if (mask === undefined) MASKS.set(api.data, (mask = maskWith(exampleSecrets(api.data.fields), revealedIn(api))));
  return mask;
}

type Masked = Pick<AssessedApi, "data" | "document" | "operations">;

const MASKS = new WeakMap<AssessedApi["data"], Mask>();

/**
 * What is recognized anywhere in the description, by its shape or beside a name. It is masked where it stands without
 * that name, escaped, or cut, too.
 */
function revealedIn(api: Masked): readonly KnownText[] {
  const known: KnownText[] = [];
  const add = (value: string, { masked, kind, isMadeUp, isByName }: Revealing): void => {
    // What anybody might choose, or what is personal, may be a word of its own elsewhere.
    if ((isMadeUp && kind === "secret") || ((isByName || kind === "personal" || masked === "…") && !isTelling(value)))
      return;
    const shown = kind === "secret" ? Math.max(0, masked.indexOf("…")) : Infinity;
    for (const written of [value, value.toLowerCase()])
      for (const text of new Set([written, ...escaped(written)])) known.push({ text, masked, shown });
  };
  for (const one of publishedValues(api)) add(one.value, one);
  for (const { value } of gatewayKeysOf(api.operations))
    for (const text of new Set([value, ...escaped(value)])) known.push({ text, masked: "…", shown: 0 });
  for (const key of suspectNames(api)) for (const one of revealingIn(key)) add(key.slice(one.start, one.end), one);
  return known;
}

/** As it is written in JSON, in a JSON Pointer, and in an address; hosts are told in small letters. */
function escaped(value: string): readonly string[] {
  const wellFormed = value.replace(/\p{Cs}/gu, "\ufffd");
  return [
    JSON.stringify(value).slice(1, -1),
    value.replaceAll("~", "~0").replaceAll("/", "~1"),
    encodeURIComponent(wellFormed),
  ];
}

/**
 * What is made of no description that is at hand, masked by shapes alone: a refusal, or a review by a version that knew
 * fewer credentials.
 */
export function maskedByShape<T>(value: T): T {
  return maskWith([], []).review(value);
}

/** What stands in place of a stretch of text. */
interface Cover {
  readonly is?: string;
  readonly start: number;
  readonly end: number;
  readonly masked: string;
}

function maskWith(secrets: readonly string[], revealed: readonly KnownText[]): Mask {
  const findRevealed = finderOf(revealed);
  const findSecrets = finderOf(secrets.map((text) => ({ text, masked: "…", shown: Infinity })));
  const covers = (text: string): readonly Cover[] => [
    ...findRevealed(text),
    ...(isSuspect(text) ? revealingIn(text) : NONE),
  ];
  // Names and rules' texts recur by the thousand.
  const masked = memoOfText((text) => covered(text, joined(covers(text))).text);
  const maskedButAddress = memoOfText(
    (text) => covered(text, joined(covers(text).filter(({ is }) => is !== E_MAIL_ADDRESS))).text,
  );
  const inLine = (text: string): readonly Cover[] => [
    ...covers(text),
    ...namedIn(text),
    ...standingAlone(text, findSecrets(text)),
  ];
  return {
    line: (text) => covered(text, joined([...inLine(text), ...inEscapedLine(text, inLine)])),
    review: (value) => maskedValue(value, masked, maskedButAddress),
  };
}

const NONE: readonly never[] = [];
/** What an owner is known by, and written to at: it is given for that. */
const E_MAIL_ADDRESS = "an e-mail address";

/** What a line has once its escapes are taken for what they stand for, where it stands in the line as it is written. */
function inEscapedLine(text: string, coversOf: (text: string) => readonly Cover[]): readonly Cover[] {
  if (!text.includes("\\")) return NONE;
  const { plain, offsets } = withoutEscapes(text);
  if (plain === text) return NONE;
  return coversOf(plain).map((cover) => ({ ...cover, start: offsets[cover.start]!, end: offsets[cover.end]! }));
}

/** Covers in their order, those that overlap made one: with the mask of the longest of those that begin first, so that what is known has one. */
function joined(covers: readonly Cover[]): readonly Cover[] {
  if (covers.length < 2) return covers;
  const apart: Cover[] = [];
  for (const cover of covers.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    const last = apart.at(-1);
    if (last === undefined || cover.start >= last.end) apart.push(cover);
    else if (cover.end > last.end) apart[apart.length - 1] = { ...last, end: cover.end };
  }
  return apart;
}

/** A line shows values beside the names that say what they are. */
function* namedIn(text: string): Generator<Cover> {
  const key = KEY_LINE.exec(text)?.[1];
  if (key !== undefined) {
    const start = text.indexOf(key);
    yield { start, end: start + key.length, masked: "…" };
  }
  for (const match of text.matchAll(NAMED_SECRET)) {
    const value = match[1]!; // the one group, which is not optional
    const end = match.index + match[0].length;
    if (!NO_SECRET.test(value)) yield { start: end - value.length, end, masked: "…" };
  }
}

/** A credential's example is one that its field names: elsewhere it may be a part of a word, or a name. */
function standingAlone(text: string, found: readonly Cover[]): readonly Cover[] {
  return found.filter(({ start, end }) => !isWordAround(text, start, end) && !isKey(text, end));
}

/** A line of a key that is written over many: RFC 7468 breaks Base64 at 64 characters. */
const KEY_LINE = /^\s{0,200}["']?([A-Za-z0-9+/]{60,76}={0,2})(?:\\n)?["']?,?\s{0,20}$/;
/** A value after the name of a credential: `"apiKey": "f00…"`, `password: hunter2`. */
const NAMED_SECRET =
  /(?:passw(?:or)?d|\bpwd?(?:_\w{1,12})?|passphrase|secret|private_?key|api_?key|access_?token|refresh_?token)["']?\s{0,4}[:=]\s{0,4}["']?([^\s"'{}[\],#&*!|>%@`$\\<][^"'\s,}\]]{2,200})/gi;
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
    const before = moves[firstPlace(moves.length, (place) => moves[place]!.start > offset) - 1];
    if (before === undefined) return column;
    if (offset < before.end) return (offset === before.start || side === "start" ? before.at : before.until) + 1;
    return offset - before.end + before.until + 1;
  };
  return { text: masked, columnOf };
}

/** What holds nothing of the description: hashes, enumerations of ours, and lines that are masked already. */
const OURS: ReadonlySet<string> = new Set([
  "fingerprint",
  "sha256",
  "excerpt",
  "owasp",
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

/** Whoever answers for the API or for a decision: not the schema that a field is of. */
function isOwner(key: string, members: Readonly<Record<string, unknown>>): boolean {
  return key === "approver" || key === "by" || (key === "owner" && !Object.hasOwn(members, "category"));
}

type MaskText = (text: string) => string;

function maskedValue<T>(value: T, mask: MaskText, maskOwner: MaskText): T {
  // What comes out has the shape of what went in: only texts differ.
  if (typeof value === "string") return mask(value) as T;
  // A review is large: plain loops, which make nothing where nothing is masked.
  if (Array.isArray(value)) {
    let copy: unknown[] | undefined;
    for (let index = 0; index < value.length; index += 1) {
      const item: unknown = value[index];
      const masked = maskedValue(item, mask, maskOwner);
      if (masked !== item) (copy ??= [...value])[index] = masked;
    }
    return (copy ?? value) as T;
  }
  if (typeof value !== "object" || value === null) return value;
  const members = value as Record<string, unknown>;
  let copy: Record<string, unknown> | undefined;
  for (const key of Object.keys(value)) {
    if (OURS.has(key)) continue;
    const item = members[key];
    const masked = maskedValue(item, isOwner(key, members) ? maskOwner : mask, maskOwner);
    if (masked !== item) {
      copy ??= Object.fromEntries(Object.entries(value));
      copy[key] = masked;
    }
  }
  return (copy ?? value) as T;
}
