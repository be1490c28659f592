import { shownLines } from "../words/shown-text.ts";

/** An element; a string among its children is text. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly (XmlElement | string)[];
}

export function element(
  name: string,
  attributes: XmlElement["attributes"],
  children: XmlElement["children"] = [],
): XmlElement {
  return { name, attributes, children };
}

/** An XML 1.0 document: every text is escaped, and has no character that XML forbids or a reader would obey. */
export function xmlDocument(root: XmlElement): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${written(root, "")}\n`;
}

function written({ name, attributes, children }: XmlElement, indent: string): string {
  const start = `${indent}<${name}${Object.entries(attributes)
    .map(([key, value]) => ` ${key}="${escaped(value).replaceAll("\n", "&#10;")}"`)
    .join("")}`;
  if (children.length === 0) return `${start}/>`;
  if (children.some((child) => typeof child === "string"))
    return `${start}>${children.map((child) => (typeof child === "string" ? escaped(child) : written(child, ""))).join("")}</${name}>`;
  const inner = children.map((child) => (typeof child === "string" ? "" : written(child, `${indent}  `)));
  return `${start}>\n${inner.join("\n")}\n${indent}</${name}>`;
}

function escaped(text: string): string {
  return shownLines(text)
    .replace(/[\ufffe\uffff]/g, "\ufffd")
    .replace(/[&<>"]/g, (character) => ENTITIES.get(character) ?? character);
}

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ["&", "&amp;"],
  ["<", "&lt;"],
  [">", "&gt;"],
  ['"', "&quot;"],
]);
