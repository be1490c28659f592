/** The name of a file as the system keeps it, which is bytes: UTF-8 nearly always, and then a text. */
export interface FileName {
  /** `undefined` where it is not UTF-8, and no text names the file. */
  readonly text: string | undefined;
  /** As a message shows it: bytes that are no text as `\xe9`. */
  readonly shown: string;
  readonly bytes: Uint8Array;
}

/** Reads a name from the system. */
export function fileNameOf(bytes: Uint8Array): FileName {
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    return { text, shown: text, bytes };
  } catch {
    return { text: undefined, shown: escaped(bytes), bytes };
  }
}

function escaped(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) =>
    byte < 0x20 || byte > 0x7e ? `\\x${byte.toString(16).padStart(2, "0")}` : String.fromCharCode(byte),
  ).join("");
}
