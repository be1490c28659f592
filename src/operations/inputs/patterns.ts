import type { RequestField } from "../request-fields.ts";

/** Whether a pattern takes the whole text: `^…$`, also where each of its alternatives does. */
function isAnchored(pattern: string): boolean {
  return isAnchoredAtStart(pattern) && endsFixed(pattern);
}

/**
 * Whether a pattern leaves out what an interpreter reads as more than a value: it takes the whole text, and nowhere any
 * character. A negated class lets through what nobody thought of.
 */
export function isNarrow(pattern: string): boolean {
  return (
    pattern.length <= LONGEST &&
    isAnchored(pattern) &&
    !/(?:^|[^\\])(?:\\\\)*(?:\.[*+{]|\\S[*+{]|\[\^)/.test(pattern.replace(/\[[^\]^][^\]]*\]/g, "x"))
  );
}

/**
 * Whether a pattern was meant for the whole text, and is met by any part of it: classes and counts without `^` and `$`.
 * One that begins or ends somewhere, or looks ahead, is about a part on purpose.
 */
export function isLoose(pattern: string): boolean {
  if (pattern.length > LONGEST) return false;
  const bare = pattern.replace(/\\./g, "x").replace(/\[[^\]]*\]/g, "x");
  return (
    !/[\^$]|\(\?[=!<]/.test(bare) && /\[[^\]]+\][*+{]|\\[dw][*+{]|\)[*+{]/.test(pattern) && !/\.[*+]|\\b/.test(pattern)
  );
}

/** Longer ones are not read: they take too long, and nobody has checked them either. */
const LONGEST = 1000;

/** Whether something says that a field holds no more than a value of a narrow kind. */
export function isNarrowed({ parts }: RequestField): boolean {
  return parts.some(
    ({ format, pattern }) =>
      (pattern !== undefined && isNarrow(pattern)) || (format !== undefined && !/^(?:string|text|)$/i.test(format)),
  );
}

/** Whether a pattern is met from the first character only. */
export function isAnchoredAtStart(pattern: string): boolean {
  return /^(?:\(\?:|\()?(?:\^|\\A)/.test(pattern) || pattern.startsWith("/^");
}

function endsFixed(pattern: string): boolean {
  return /(?:^|[^\\])(?:\\\\)*\$(?:\))?(?:\/[a-z]*)?$|\\[zZ]$/.test(pattern);
}
