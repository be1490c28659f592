import type { MadeUpSecret } from "./made-up-secrets.ts";

/** What is left of a text when all that formats escape in their own ways is taken out. */
function bare(text: string): string {
  return text.replace(/%[\dA-Fa-f]{2}|&#?\w+;|~[01]|[^A-Za-z0-9]/g, "").toLowerCase();
}

const PIECE = 12;

/** Pieces of a secret that an output shows; a mask shows six digits of its hash and who issued it, and no more. */
export function leaksIn(output: string, secret: MadeUpSecret): readonly string[] {
  return leakFinder(output)(secret);
}

/** The same of many secrets. */
export function leakFinder(output: string): (secret: MadeUpSecret) => readonly string[] {
  const shown = bare(output);
  return ({ secret }) => {
    const hidden = bare(secret);
    const length = Math.min(PIECE, hidden.length);
    const pieces = Array.from({ length: hidden.length - length + 1 }, (_, at) => hidden.slice(at, at + length));
    return pieces.filter((piece) => shown.includes(piece));
  };
}
