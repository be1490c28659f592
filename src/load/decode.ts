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

/** As `decode`, for a first look: what is no text in its encoding is replaced. */
export function roughlyDecoded(bytes: Uint8Array): string {
  return new TextDecoder(encodingOf(bytes)).decode(bytes);
}

/** Whether a file is what stands in a checkout for one that Git LFS keeps (git-lfs, docs/spec.md): a few lines of ASCII. */
export function isLfsPointer(bytes: Uint8Array): boolean {
  return /^version https:\/\/git-lfs\.github\.com\/spec\/v\d+\n/.test(startOfPointer(bytes));
}

/** The SHA-256, in hexadecimal digits, of the file that a Git LFS pointer stands for; `undefined` for any other file. */
export function lfsObject(bytes: Uint8Array): string | undefined {
  return isLfsPointer(bytes) ? /^oid sha256:([\da-f]{64})$/m.exec(startOfPointer(bytes))?.[1] : undefined;
}

function startOfPointer(bytes: Uint8Array): string {
  return bytes.length < 1024 ? String.fromCharCode(...bytes) : "";
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
