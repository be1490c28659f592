import { childPointer, tokensOf } from "../../core/place.ts";
import { UserError } from "../../core/user-error.ts";
import { rangeAt, readSource } from "../../load/source.ts";
import { RULESET_LIMITS, type Ruleset, type Written } from "./ruleset.ts";

/** What is wrong with a ruleset, and where. */
export interface RulesetFault {
  /** Keys and indices below the ruleset. */
  readonly path: readonly PropertyKey[];
  /** Which of the two is to be looked at; without, the value. */
  readonly part?: "key" | "value";
  readonly text: string;
}

/** A `UserError` that tells every fault of a ruleset, a line each, with its place in the file. */
export function rulesetRefusal(
  { name, file, written }: Ruleset,
  faults: readonly RulesetFault[],
  hint = "docs/rulesets.md shows what a ruleset may say.",
): UserError {
  if (written === undefined) {
    const where = file ?? name;
    const lines = shown(faults.map(({ text }) => `${where}: ${text}`));
    return new UserError(lines.join("\n"), { ...(file === undefined ? {} : { file }), hint });
  }
  const placed = placesOf(written, faults).toSorted((a, b) => a.line - b.line || a.column - b.column);
  const lines = shown(placed.map(({ line, column, text }) => `${written.source.file}:${line}:${column} ${text}`));
  const [first] = placed;
  return new UserError(lines.join("\n"), {
    file: written.source.file,
    ...(first === undefined ? {} : { line: first.line }),
    hint,
  });
}

const MOST_SHOWN = 20;

function shown(lines: readonly string[]): readonly string[] {
  const further = lines.length - MOST_SHOWN;
  return further > 0 ? [...lines.slice(0, MOST_SHOWN), `and ${further} more`] : lines;
}

interface Placed {
  readonly line: number;
  readonly column: number;
  readonly text: string;
}

/** The file is parsed once more: where a thing stands is asked only here. */
function placesOf({ source: { file, text }, pointer }: Written, faults: readonly RulesetFault[]): readonly Placed[] {
  const source = readSource(file, Buffer.from(text), RULESET_LIMITS);
  return faults.map(({ path, part = "value", text: what }) => {
    const wanted = path.reduce<string>((at, key) => childPointer(at, String(key)), pointer);
    const isThere = source.layout.spanOf(tokensOf(wanted)) !== undefined;
    const { line, column } = rangeAt(source, wanted, isThere ? part : "key");
    return { line, column, text: what };
  });
}
