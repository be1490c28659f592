import type { RequestField } from "./request-fields.ts";

/** Whether a pattern takes the whole text: `^…$`, also where each of its alternatives does. */
export function isAnchored(pattern: string): boolean {
  return startsFixed(pattern) && endsFixed(pattern);
}

/**
 * Whether a pattern leaves out what an interpreter reads as more than a value: it takes the whole text, and nowhere any
 * character. A negated class lets through what nobody thought of.
 */
export function isNarrow(pattern: string): boolean {
  return (
    isAnchored(pattern) &&
    !/(?:^|[^\\])(?:\\\\)*(?:\.[*+{]|\\S[*+{]|\[\^)/.test(pattern.replace(/\[[^\]^][^\]]*\]/g, "x"))
  );
}

/** Whether something says that a field holds no more than a value of a narrow kind. */
export function isNarrowed({ parts }: RequestField): boolean {
  return parts.some(
    ({ format, pattern }) =>
      (pattern !== undefined && isNarrow(pattern)) || (format !== undefined && !/^(?:string|text|)$/i.test(format)),
  );
}

function startsFixed(pattern: string): boolean {
  return /^(?:\(\?:|\()?(?:\^|\\A)/.test(pattern) || pattern.startsWith("/^");
}

function endsFixed(pattern: string): boolean {
  return /(?:^|[^\\])(?:\\\\)*\$(?:\))?(?:\/[a-z]*)?$|\\[zZ]$/.test(pattern);
}
