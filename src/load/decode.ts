import { UserError } from "../core/user-error.ts";

/** The text of a file, by its byte order mark, else as UTF-8 (RFC 8259, section 8.1; YAML 1.2.2, section 5.2). The mark is left out. */
export function decode(bytes: Uint8Array, file: string): string {
  const encoding = encodingOf(bytes);
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (cause) {
    const before = new TextDecoder(encoding).decode(bytes).split("\uFFFD")[0] ?? "";
    const line = before.split("\n").length;
    throw new UserError(`${file}:${line} is not text in ${encoding.toUpperCase()}`, {
      file,
      line,
      hint: "Save the file as UTF-8.",
      cause,
    });
  }
}

function encodingOf([first, second]: Uint8Array): "utf-8" | "utf-16le" | "utf-16be" {
  if (first === 0xff && second === 0xfe) return "utf-16le";
  if (first === 0xfe && second === 0xff) return "utf-16be";
  return "utf-8";
}
