/** The first match of a global pattern from an offset on that is no comment. */
export function firstOutsideComments(pattern: RegExp, text: string, from: number): RegExpExecArray | undefined {
  pattern.lastIndex = from;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text))
    if (!match[0].startsWith("#")) return match;
  return undefined;
}
