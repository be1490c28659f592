import { parseEvents, YAMLException } from "js-yaml";

/** Each costs a reading of the text: so many at most, and so many characters in all. */
const MOST_SCALARS = 200;
const MOST_CHARACTERS = 10_000_000;

/**
 * A YAML text in which each further line of a quoted scalar is indented as the specification asks (YAML 1.2.2, section 7.3):
 * libyaml, and with it PyYAML and Ruby's, take them as they stand, and the value is the same. `undefined` where that is not
 * what is wrong with the text.
 */
export function indentedScalars(text: string, maxDepth: number): string | undefined {
  let lines = text.split("\n");
  const most = Math.min(MOST_SCALARS, MOST_CHARACTERS / text.length);
  for (let n = 0; n < most; n += 1) {
    const at = deficientLine(lines.join("\n"), maxDepth);
    if (at === "none") return n === 0 ? undefined : lines.join("\n");
    if (at === undefined || at === 0) return undefined;
    lines = withIndentation(lines, at);
  }
  return undefined;
}

/** The first line, from 0, that is not indented enough; `none` in a text that is valid, `undefined` in one with another fault. */
function deficientLine(text: string, maxDepth: number): number | "none" | undefined {
  try {
    parseEvents(text, { maxDepth });
    return "none";
  } catch (error) {
    if (!(error instanceof YAMLException) || error.reason !== "deficient indentation") return undefined;
    const line = error.mark?.line;
    // Dashes or dots at the beginning of a line end the document there, also for libyaml.
    return line === undefined || /^(?:---|\.\.\.)(?:\s|$)/.test(text.split("\n")[line] ?? "") ? undefined : line;
  }
}

/** Indents a line deeper than what the one before it may stand in, and those after it that cannot end the scalar. */
function withIndentation(lines: readonly string[], at: number): string[] {
  const above = lines.slice(0, at).findLast((line) => line.trim() !== "") ?? "";
  const before = above.length - above.trimStart().replace(/^(?:-\s+)+/, "").length;
  const indentation = " ".repeat(before + 2);
  let end = at + 1;
  while (end < lines.length && !/["']/.test(lines[end - 1]!)) end += 1;
  return lines.map((line, index) =>
    index < at || index >= end || line.trim() === "" ? line : indentation + line.trimStart(),
  );
}
