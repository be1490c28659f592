import { member } from "../core/json-value.ts";
import type { Source } from "../load/source.ts";
import { configurationKey } from "./configuration-key.ts";
import type { ConfigurationProblem } from "./configuration-problems.ts";

/** Keys that stand twice in one mapping: of such the last would hold, and the others be dropped in silence. */
export function repeatedKeys(source: Source): readonly ConfigurationProblem[] {
  return source.layout.repeatedKeys.map(({ tokens, key, keyStart, keyEnd }) => {
    const holder = tokens.map((token, at) =>
      Array.isArray(valueAt(source.value, tokens.slice(0, at))) ? Number(token) : token,
    );
    const { line, column } = source.lines.rangeOf(keyStart, keyEnd);
    return {
      line,
      column,
      text: `${configurationKey([...holder, key])} stands here a second time; one of the two is expected`,
    };
  });
}

function valueAt(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((at, key) => member(at, key), value);
}
