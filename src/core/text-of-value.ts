/**
 * A value of a document as text, whatever it is: a text as it stands, anything else as JSON, shortened. Unlike
 * `String(value)` it asks nothing of the value: an object's `toString` is a key like any other, and may be a number.
 */
export function textOfValue(value: unknown): string {
  return typeof value === "string" ? value : writtenValue(value, DEPTH, MOST_CHARACTERS);
}

/** Why something was thrown, in its own words. */
export function thrownWords(error: unknown): string {
  return error instanceof Error ? error.message : textOfValue(error);
}

/** How deep a value is shown, and in about how many characters. */
const DEPTH = 4;
const MOST_CHARACTERS = 200;

function writtenValue(value: unknown, depth: number, room: number): string {
  if (typeof value === "string")
    return JSON.stringify(value.length > room ? `${value.slice(0, Math.max(0, room))}…` : value);
  if (typeof value === "number" || typeof value === "boolean" || typeof value === "bigint") return String(value);
  if (value === null || value === undefined) return String(value);
  if (typeof value !== "object") return `a ${typeof value}`;
  const [open, close] = Array.isArray(value) ? ["[", "]"] : ["{", "}"];
  const parts: string[] = [];
  let left = room;
  for (const key in value) {
    if (!Object.hasOwn(value, key)) continue;
    if (depth === 0 || left <= 0) {
      parts.push("…");
      break;
    }
    const held = writtenValue((value as Record<string, unknown>)[key], depth - 1, left); // its own key
    const part = Array.isArray(value) ? held : `${writtenValue(key, 0, left)}:${held}`;
    left -= part.length;
    parts.push(part);
  }
  return `${open}${parts.join(",")}${close}`;
}
