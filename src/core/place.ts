/** Where a thing stands: a file and a JSON Pointer in it. */
export interface Place {
  /** Relative to the root, with `/` on every system; `-` is standard input. */
  readonly file: string;
  /** `#` and an RFC 6901 JSON Pointer, not percent-encoded: `#/paths/~1users~1{id}/get`. */
  readonly pointer: string;
}

/** A place as the key of a map. */
export function placeKey({ file, pointer }: Place): string {
  return `${file} ${pointer}`;
}

/** A line of a file. */
export interface Site {
  readonly file: string;
  /** Counts from 1. */
  readonly line: number;
}

/** A stretch of a file's text. Lines and columns count from 1, columns in UTF-16 units; the end is exclusive. */
export interface Range {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** A place with the stretch of text where it stands. */
export interface Location extends Place, Range {}

/** The pointer of what stands under `token` in the thing at `pointer` (RFC 6901, section 3). */
export function childPointer(pointer: string, token: string | number): string {
  return `${pointer}/${escapeToken(String(token))}`;
}

/** The unescaped reference tokens of a pointer: `#/a~1b/0` gives `["a/b", "0"]`. */
export function tokensOf(pointer: string): string[] {
  const path = pointer.startsWith("#") ? pointer.slice(1) : pointer;
  return path === "" ? [] : path.slice(1).split("/").map(unescapeToken);
}

/** A percent-encoded text as it is meant; as it stands where a percent sign is one of its own. */
export function decodedOr(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The pointer of what holds the thing at `pointer`; the root's is its own. */
export function parentPointer(pointer: string): string {
  const slash = pointer.lastIndexOf("/");
  return slash < 0 ? pointer : pointer.slice(0, slash);
}

/** The last reference token of a pointer, unescaped: the name of the thing in what holds it; empty at the root. */
export function lastToken(pointer: string): string {
  const slash = pointer.lastIndexOf("/");
  return slash < 0 ? "" : unescapeToken(pointer.slice(slash + 1));
}

function escapeToken(token: string): string {
  return token.includes("~") || token.includes("/") ? token.replaceAll("~", "~0").replaceAll("/", "~1") : token;
}

function unescapeToken(token: string): string {
  return token.includes("~") ? token.replaceAll("~1", "/").replaceAll("~0", "~") : token;
}
