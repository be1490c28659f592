import { isObject, member } from "../../core/json-value.ts";
import type { Document } from "../../load/document.ts";

/** The names that a description gives to things, as far as abbreviations may be in them. */
export interface DocumentNames {
  /** Of properties and parameters, each once. */
  readonly fields: ReadonlyMap<string, FieldMention>;
  /** Of schemas, and segments of paths. */
  readonly things: ReadonlySet<string>;
  /** Titles, tags and other texts that are about the whole. */
  readonly texts: readonly string[];
}

/** What is said of the fields of a name. */
export interface FieldMention {
  /** Their titles and descriptions. */
  readonly texts: Set<string>;
  readonly types: Set<string>;
}

/** How much of a description is gone through: of a glance little, since a house has one style. */
export interface Extent {
  readonly values: number;
  readonly names: number;
}

export const GLANCE: Extent = { values: 30_000, names: 2000 };
export const WHOLE: Extent = { values: 400_000, names: 20_000 };

/** The names of a description, the first of very many. */
export function namesOfDocument({ entry }: Pick<Document, "entry">, extent: Extent): DocumentNames {
  const fields = new Map<string, FieldMention>();
  const things = new Set<string>();
  const texts: string[] = [];
  const addField = (name: string, value: unknown): void => {
    let mention = fields.get(name);
    if (mention === undefined) fields.set(name, (mention = { texts: new Set(), types: new Set() }));
    for (const key of ["title", "description"]) {
      const text = member(value, key);
      if (typeof text === "string" && mention.texts.size < MOST_TEXTS) mention.texts.add(text.slice(0, TEXT_READ));
    }
    const type = member(value, "type") ?? member(member(value, "schema"), "type");
    if (typeof type === "string") mention.types.add(type);
  };
  const addText = (text: unknown): void => {
    if (typeof text === "string") texts.push(text.slice(0, TEXT_READ));
  };

  const root = entry.value;
  addText(member(member(root, "info"), "title"));
  addText(member(member(root, "info"), "description"));
  const tags = member(root, "tags");
  if (Array.isArray(tags)) for (const tag of tags.slice(0, MOST_TAGS)) addText(member(tag, "name"));
  const paths = member(root, "paths");
  if (isObject(paths))
    for (const path of Object.keys(paths).slice(0, MOST_PATHS))
      for (const segment of path.split("/")) if (!segment.includes("{") && segment !== "") things.add(segment);
  for (const schemas of [member(member(root, "components"), "schemas"), member(root, "definitions")])
    if (isObject(schemas)) for (const name of Object.keys(schemas).slice(0, MOST_THINGS)) things.add(name);

  const left: unknown[] = [root];
  for (let visited = 0; left.length > 0 && visited < extent.values && fields.size < extent.names; visited += 1) {
    const value = left.pop();
    if (Array.isArray(value)) left.push(...value.slice(0, MOST_ITEMS));
    if (!isObject(value)) continue;
    const { name, in: place } = value;
    if (typeof name === "string" && typeof place === "string") addField(name, value);
    const properties = member(value, "properties");
    if (isObject(properties)) {
      const names = Object.keys(properties);
      for (const one of names) addField(one, properties[one]);
      addText(value["title"]);
    }
    for (const key of Object.keys(value)) {
      const inner = value[key];
      if (typeof inner === "object" && inner !== null && !EXAMPLES.test(key)) left.push(inner);
      else if (key === "summary") addText(inner);
    }
  }
  return { fields, things, texts: texts.slice(0, MOST_THINGS) };
}

/** What a value is exemplified by describes nothing. */
const EXAMPLES = /^(?:examples?|default|enum|const)$/;

const MOST_THINGS = 5000;
const MOST_ITEMS = 1000;
const MOST_PATHS = 5000;
const MOST_TAGS = 500;
const MOST_TEXTS = 3;
/** What something is stands at the beginning of its text. */
const TEXT_READ = 200;
