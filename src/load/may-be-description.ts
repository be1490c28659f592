import { looksLikeDescription } from "./api-format.ts";
import { isLfsPointer, roughlyDecoded } from "./decode.ts";

/**
 * Whether a file that nobody named is worth loading as a description: it says that it is one, also where it is no
 * faultless text, or nobody can tell, since Git LFS keeps what it says elsewhere. Loaded, such a file is refused, and
 * not passed over.
 */
export function mayBeDescription(bytes: Uint8Array): boolean {
  return isLfsPointer(bytes) || looksLikeDescription(roughlyDecoded(bytes));
}
