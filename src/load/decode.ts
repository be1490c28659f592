import { UserError } from "../core/user-error.ts";
import { lineFinder } from "./layout.ts";

/** The text of a file, by its byte order mark, else as UTF-8 (RFC 8259, section 8.1; YAML 1.2.2, section 5.2). The mark is left out. */
export function decode(bytes: Uint8Array, file: string): string {
  if (isLfsPointer(bytes))
    throw new UserError(`${file} is a Git LFS pointer: the file itself has not been fetched`, {
      file,
      hint: "Fetch it with git lfs pull; in CI, let the checkout fetch LFS files.",
    });
  const encoding = encodingOf(bytes);
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (cause) {
    const before = validStart(bytes, encoding);
    const { line, column } = lineFinder(before)(before.length, before.length);
    throw new UserError(`${file}:${line}:${column} is not text in ${encoding.toUpperCase()}`, {
      file,
      line,
      hint: "Save the file as UTF-8.",
      cause,
    });
  }
}

/** What stands in a checkout for a file that Git LFS keeps (git-lfs, docs/spec.md): a few lines of ASCII. */
function isLfsPointer(bytes: Uint8Array): boolean {
  return (
    bytes.length < 1024 &&
    /^version https:\/\/git-lfs\.github\.com\/spec\/v\d+\n/.test(String.fromCharCode(...bytes.subarray(0, 64)))
  );
}

type Encoding = "utf-8" | "utf-16le" | "utf-16be";

/** The longest start that is valid, by halving: a decoder does not say where it stopped. */
function validStart(bytes: Uint8Array, encoding: Encoding): string {
  let valid = 0;
  let invalid = bytes.length + 1;
  while (invalid - valid > 1) {
    const middle = (valid + invalid) >> 1;
    try {
      new TextDecoder(encoding, { fatal: true }).decode(bytes.subarray(0, middle), { stream: true });
      valid = middle;
    } catch {
      invalid = middle;
    }
  }
  return new TextDecoder(encoding).decode(bytes.subarray(0, valid), { stream: true });
}

/** A file without a mark begins with an ASCII character, so that its zero bytes tell (YAML 1.2.2, section 5.2). */
function encodingOf([first, second]: Uint8Array): Encoding {
  if (first === 0xff && second === 0xfe) return "utf-16le";
  if (first === 0xfe && second === 0xff) return "utf-16be";
  if (first === 0 && second !== 0) return "utf-16be";
  if (first !== 0 && second === 0) return "utf-16le";
  return "utf-8";
}
