import { isMap, isScalar, isSeq, parseDocument, stringify, YAMLSeq, type Document, type YAMLMap } from "yaml";
import type { WrittenDismissal } from "./dismissals.ts";
import { editableSettings, endOfLine, saysTheSame } from "./edited-settings.ts";

/**
 * The text of a `sallyport.yaml` with a dismissal added, or put in the place of the one of the same finding and
 * description. Everything else stays as it is, comments and layout too; `before` is undefined where there is none yet.
 */
export function withDismissal(before: string | undefined, dismissal: WrittenDismissal): string {
  if (before === undefined || before.trim() === "") return sectionOf(dismissal, "");
  const document = editableSettings(before);
  const edited = edit(document, dismissal);
  const wanted: unknown = edited.toJS();
  const added = addedText(before, parseDocument(before), dismissal);
  if (added !== undefined && saysTheSame(added, wanted)) return added;
  return edited.toString({ lineWidth: 0 });
}

/** The document with the entry, whatever its layout: the way that always works. */
function edit(document: Document.Parsed, dismissal: WrittenDismissal): Document {
  const entries = document.get("dismissed");
  const node = document.createNode(fieldsOf(dismissal)) as YAMLMap; // of a mapping
  const places = node.get("places");
  if (isSeq(places)) places.flow = true;
  if (!isSeq(entries)) {
    const list = new YAMLSeq();
    list.items.push(node);
    document.set("dismissed", list);
    return document;
  }
  const at = entries.items.findIndex((item) => isOfSame(item, dismissal));
  if (at < 0) entries.items.push(node);
  else {
    const known = entries.items[at] as YAMLMap; // `isOfSame` of mappings alone
    for (const { key, value } of node.items) known.set(key, value);
  }
  return document;
}

function isOfSame(item: unknown, { fingerprint, file }: WrittenDismissal): boolean {
  return isMap(item) && item.get("fingerprint") === fingerprint && (item.get("file") ?? undefined) === file;
}

/** The text with the entry put in as lines of its own; undefined where its layout has no place for them. */
function addedText(before: string, document: Document.Parsed, dismissal: WrittenDismissal): string | undefined {
  const root = document.contents;
  if (!isMap(root) || root.flow === true || /^\.\.\.\s*$/m.test(before)) return undefined;
  const newLine = before.includes("\r\n") ? "\r\n" : "\n";
  const pair = root.items.find(({ key }) => isScalar(key) && key.value === "dismissed");
  if (pair === undefined) {
    const gap = before.endsWith("\n") ? newLine : newLine + newLine;
    return before + gap + sectionOf(dismissal, indentOf(root, before)).replaceAll("\n", newLine);
  }
  const list = pair.value;
  if (!isSeq(list) || list.flow === true || list.items.some((item) => isOfSame(item, dismissal))) return undefined;
  const last = list.items.at(-1);
  if (!isMap(last) || last.range === null || last.range === undefined || last.flow === true) return undefined;
  const lineStart = before.lastIndexOf("\n", last.range[0] - 1) + 1;
  const [, indent] = /^([ ]*)- *$/.exec(before.slice(lineStart, last.range[0])) ?? [];
  if (indent === undefined) return undefined;
  const end = endOfLine(before, last.range[1]);
  const entry = entryLines(dismissal, indent).replaceAll("\n", newLine);
  return before.slice(0, end) + (before.slice(0, end).endsWith("\n") ? "" : newLine) + entry + before.slice(end);
}

/** Before the keys of the whole mapping: hardly ever anything. */
function indentOf({ items }: YAMLMap, text: string): string {
  const key = items[0]?.key;
  if (!isScalar(key) || key.range === null || key.range === undefined) return "";
  const before = text.slice(text.lastIndexOf("\n", key.range[0] - 1) + 1, key.range[0]);
  return /^ *$/.test(before) ? before : "";
}

function sectionOf(dismissal: WrittenDismissal, indent: string): string {
  return `${indent}dismissed:\n${entryLines(dismissal, `${indent}  `)}`;
}

function entryLines(dismissal: WrittenDismissal, indent: string): string {
  const { places, ...fields } = fieldsOf(dismissal);
  const lines = Object.entries({ ...fields, places }).map(([key, value]) =>
    key === "places"
      ? `places: [${places.map(scalarOf).join(", ")}]`
      : stringify({ [key]: value }, { lineWidth: 0 }).trimEnd(),
  );
  return lines
    .flatMap((line) => line.split("\n"))
    .map((line, index) => (line === "" ? "\n" : `${indent}${index === 0 ? "- " : "  "}${line}\n`))
    .join("");
}

/** A fingerprint as YAML; some read as a number: `1234567812345678`, `12345678e1234567`. */
function scalarOf(fingerprint: string): string {
  return /^[\dbe]+$/.test(fingerprint) ? `"${fingerprint}"` : fingerprint;
}

/** What is not known is not written. */
function fieldsOf(dismissal: WrittenDismissal): WrittenDismissal {
  const { fingerprint, rule, file, where, severity, because, by, on, places } = dismissal;
  const fields = { fingerprint, rule, file, where, severity, because, by, on, places };
  const known = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(known) as unknown as WrittenDismissal; // what it has, and no more
}
