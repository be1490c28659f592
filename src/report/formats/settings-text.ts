import { Document, isCollection, isMap, isScalar, isSeq, Scalar, YAMLMap, YAMLSeq, type Node } from "yaml";
import { shownLines, withoutLogCommands } from "../words/shown-text.ts";

/** The settings of a description or a folder, with where each is said. */
export interface ShownSettings {
  /** The description or the folder. */
  readonly about: string;
  readonly isFolder: boolean;
  /** The files that are merged, the nearest first. */
  readonly files: readonly string[];
  readonly settings: readonly ShownSetting[];
  /** What differs for some descriptions, where it is a folder that is shown. */
  readonly entries: readonly { readonly file: string; readonly line: number; readonly files: readonly string[] }[];
}

interface ShownSetting {
  readonly at: readonly (string | number)[];
  readonly key: string;
  readonly value: unknown;
  /** `undefined` for a default. */
  readonly source: { readonly file: string; readonly line: number; readonly column: number } | undefined;
}

/** Settings as YAML, with the place of each in a comment. `nameOf` says how a reader opens a file. */
export function settingsText(
  { about, isFolder, files, settings, entries }: ShownSettings,
  nameOf: (file: string) => string,
): string {
  const document = new Document({});
  for (const { at, value, source } of settings)
    put(document, at, noted(document.createNode(value), source === undefined ? "default" : placeOf(source, nameOf)));
  const whose = isFolder ? `descriptions in ${nameOf(about) || "this folder"}` : nameOf(about);
  const lines = [
    files.length === 0
      ? `No sallyport.yaml is in force for ${whose}. The defaults:`
      : `The settings in force for ${whose}, from:`,
    ...files.map((file) => `  ${nameOf(file)}`),
    ...entries.map((entry) => `  ${placeOf(entry, nameOf)} says more for ${entry.files.join(", ")}`),
    ...(isFolder ? [] : [`The severity of each rule: sallyport rules ${nameOf(about)}`]),
  ];
  const head = lines.map((line) => `# ${line.replaceAll("\n", " ")}\n`).join("");
  return withoutLogCommands(shownLines(`${head}\n${document.toString({ lineWidth: 0 })}`));
}

function placeOf({ file, line }: { readonly file: string; readonly line: number }, nameOf: (file: string) => string) {
  return `${nameOf(file)}:${line}`.replaceAll("\n", " ");
}

/** The value with where it comes from: behind it, or above what takes several lines. */
function noted(node: Node, place: string): Node {
  const isLong = isMap(node) && node.items.length > 3;
  const holdsMaps = isSeq(node) && node.items.some((item) => isMap(item));
  if (isLong || holdsMaps) node.commentBefore = ` ${place}`;
  else {
    if (isCollection(node)) node.flow = true;
    node.comment = ` ${place}`;
  }
  return node;
}

function put(document: Document, at: readonly (string | number)[], node: Node): void {
  let holder = document.contents as unknown as YAMLMap | YAMLSeq; // a new document of a mapping
  for (const [index, key] of at.entries()) {
    if (index === at.length - 1) {
      if (isSeq(holder)) holder.items.push(node);
      else holder.set(new Scalar(key), node);
      return;
    }
    const below = isSeq(holder) ? undefined : holder.get(key, true);
    if (below !== undefined && !isScalar(below)) holder = below as YAMLMap | YAMLSeq; // put there below
    else {
      const next = typeof at[index + 1] === "number" ? new YAMLSeq() : new YAMLMap();
      (holder as YAMLMap).set(new Scalar(key), next); // lists have values alone
      holder = next;
    }
  }
}
