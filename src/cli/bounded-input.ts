import { closeSync, openSync, readSync } from "node:fs";
import { amount } from "../load/limits.ts";
import { UserError } from "../core/user-error.ts";

/**
 * Reads a file that a user named, a pipe or a device too, where it is no longer than `most` bytes. What such give may
 * have no end, and their size says nothing. Throws a `UserError` for what is longer, and what the system throws.
 */
export function readBounded(file: string, named: string, most: number): Buffer {
  const descriptor = openSync(file, "r");
  try {
    const chunks: Buffer[] = [];
    let length = 0;
    for (;;) {
      const chunk = Buffer.allocUnsafe(CHUNK);
      const read = readSync(descriptor, chunk);
      if (read === 0) return Buffer.concat(chunks);
      chunks.push(chunk.subarray(0, read));
      length += read;
      if (length > most)
        throw new UserError(`${named} is larger than ${amount(most / 1024 / 1024)} MiB`, { file: named });
    }
  } finally {
    closeSync(descriptor);
  }
}

const CHUNK = 1024 * 1024;

/** What comes on a stream, but no more than a chunk beyond `most` bytes: whoever takes it refuses what is too long. */
export async function boundedStream(stream: AsyncIterable<Uint8Array>, most: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of stream) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > most) break; // which ends the stream
  }
  return Buffer.concat(chunks);
}
