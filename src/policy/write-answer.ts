import { isMap, isScalar, parseDocument, stringify, type Document, type Pair, type YAMLMap } from "yaml";
import { editableSettings, endOfLine, saysTheSame } from "./edited-settings.ts";

/** An answer to what a description does not say. */
export interface WrittenAnswer {
  /** The keys of `sallyport.yaml` that settle it, such as `admission.bearerAuth` or `tenancy`: a scheme's name may have dots. */
  readonly keys: readonly string[];
  readonly value: string;
  /** Which entry of `apis` is for the description, where the file has one. */
  readonly entry: number | undefined;
}

/**
 * The text of a `sallyport.yaml` with an answer in it. Everything else stays as it is, comments and layout too; `before` is
 * undefined where there is none yet.
 */
export function withAnswer(before: string | undefined, answer: WrittenAnswer): string {
  return answer.keys.reduce((text, key) => withSetting(text, pathOf(key), answer), before ?? "");
}

function pathOf(key: string): readonly string[] {
  const dot = key.indexOf(".");
  return dot < 0 ? [key] : [key.slice(0, dot), key.slice(dot + 1)];
}

function withSetting(before: string, path: readonly string[], { value, entry }: WrittenAnswer): string {
  if (before.trim() === "") return textOf(path, value);
  const holder = entry === undefined ? [] : ["apis", entry];
  const document = editableSettings(before);
  const [section = "", name] = path;
  // What is bound to accounts may be said of some schemes already.
  const isOfSome = name === undefined && isMap(document.getIn([...holder, section]));
  const whole = isOfSome ? [section, "*"] : path;
  document.setIn([...holder, ...whole], value);
  const wanted: unknown = document.toJS();
  const added = addedText(before, parseDocument(before), holder, whole, value);
  if (added !== undefined && saysTheSame(added, wanted)) return added;
  return document.toString({ lineWidth: 0 });
}

/** The text with the setting put in as lines of its own; undefined where its layout has no place for them. */
function addedText(
  before: string,
  document: Document.Parsed,
  holder: readonly (string | number)[],
  path: readonly string[],
  value: string,
): string | undefined {
  const map = holder.length === 0 ? document.contents : document.getIn(holder);
  if (!isMap(map) || map.flow === true || /^\.\.\.\s*$/m.test(before)) return undefined;
  const [section = "", name] = path;
  const known = map.items.find(({ key }) => isScalar(key) && key.value === section)?.value;
  if (known === undefined) {
    return before.trim() === "" ? undefined : putBehind(before, map, textOf(path, value));
  }
  if (!isMap(known) || known.flow === true || name === undefined || known.has(name)) return undefined;
  return putBehind(before, known, textOf([name], value));
}

/** Lines put behind the last of a mapping, indented as its keys are. */
function putBehind(before: string, map: YAMLMap, lines: string): string | undefined {
  const indent = indentOf(map.items[0], before);
  const end = map.range?.[1];
  if (indent === undefined || end === undefined) return undefined;
  const newLine = before.includes("\r\n") ? "\r\n" : "\n";
  const at = endOfLine(before, end);
  const start = before.slice(0, at);
  const put = lines.replace(/^(?=.)/gm, indent).replaceAll("\n", newLine);
  return `${start}${start.endsWith("\n") ? "" : newLine}${put}${before.slice(at)}`;
}

/** What stands before a key in its line, as blanks: of an entry of a list the dash counts as one. */
function indentOf(pair: Pair | undefined, text: string): string | undefined {
  const key = pair?.key;
  if (!isScalar(key) || key.range === null || key.range === undefined) return undefined;
  const before = text.slice(text.lastIndexOf("\n", key.range[0] - 1) + 1, key.range[0]);
  return /^[ -]*$/.test(before) ? before.replaceAll("-", " ") : undefined;
}

function textOf(path: readonly string[], value: string): string {
  return stringify(
    path.reduceRight<unknown>((inner, key) => ({ [key]: inner }), value),
    { lineWidth: 0 },
  );
}
