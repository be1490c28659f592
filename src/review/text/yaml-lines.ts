import { textOfValue } from "../../core/text-of-value.ts";

/** How values are laid out. */
export interface YamlStyle {
  /** What a level is indented by. */
  readonly step: string;
  /** What the items of a list are indented by below its key. */
  readonly listStep: string;
  /** How a text is written; by default plain where it may be, else in double quotes. */
  readonly scalar?: (value: unknown) => string;
}

const USUAL: YamlStyle = { step: "  ", listStep: "  " };

/** A value behind its key (`name:`) or dash, as lines of YAML in block style: lists and objects of scalars stand in one. */
export function* yamlLines(head: string, value: unknown, indent: string, style: YamlStyle = USUAL): Generator<string> {
  const { scalar = plainScalar } = style;
  if (isLeafValue(value)) return yield `${indent}${head} ${scalar(value)}`;
  const entries = Object.entries(value as object); // neither of the scalars
  if (entries.length === 0) return yield `${indent}${head} ${Array.isArray(value) ? "[]" : "{}"}`;
  if (Array.isArray(value) && value.every(isLeafValue)) return yield `${indent}${head} ${flowYaml(value)}`;
  const inner = head === "-" ? `${indent}  ` : `${indent}${Array.isArray(value) ? style.listStep : style.step}`;
  const below = function* (): Generator<string> {
    for (const [key, item] of entries)
      yield* yamlLines(Array.isArray(value) ? "-" : `${scalar(key)}:`, item, inner, style);
  };
  if (head !== "-" || Array.isArray(value)) {
    yield `${indent}${head}`;
    yield* below();
    return;
  }
  // The first key of an item stands beside its dash.
  let isFirst = true;
  for (const line of below()) {
    yield isFirst ? `${indent}- ${line.slice(inner.length)}` : line;
    isFirst = false;
  }
}

/** A value in one line, in flow style: `[{ token: [] }]`. */
export function flowYaml(value: unknown): string {
  if (isLeafValue(value)) {
    const text = plainScalar(value);
    return typeof value === "string" && /[{}]/.test(text) ? JSON.stringify(value) : text;
  }
  const entries = Object.entries(value as object); // neither of the scalars
  if (Array.isArray(value)) return `[${value.map(flowYaml).join(", ")}]`;
  if (entries.length === 0) return "{}";
  return `{ ${entries.map(([key, item]) => `${flowYaml(key)}: ${flowYaml(item)}`).join(", ")} }`;
}

/** Whether a value holds no others. */
export function isLeafValue(value: unknown): boolean {
  return typeof value !== "object" || value === null;
}

/** A scalar in the plain style of YAML where that is the same text, else in double quotes, whose escapes are those of JSON. */
export function plainScalar(value: unknown): string {
  if (typeof value !== "string") return textOfValue(value);
  const isPlain =
    /^[\p{L}_/$.][\p{L}\p{N}_/${}.+()@ -]*$/u.test(value) &&
    !value.endsWith(" ") &&
    !/^(?:true|false|null|yes|no|on|off|y|n|~|\.inf|\.nan)$/i.test(value);
  return isPlain ? value : JSON.stringify(value);
}
