import { readFileSync } from "node:fs";
import path from "node:path";
import { load } from "js-yaml";

/** The languages of the tables beside this file, in the order of their columns. */
export const COLUMNS = ["German", "French", "Spanish", "Portuguese"] as const;

/** The descriptions beside this file, each with a table of its words in four languages. */
export const NAMES: readonly string[] = [
  "bank",
  "carsharing",
  "catalogue",
  "clinic",
  "devices",
  "gym",
  "hotel",
  "hr",
  "school",
  "shop",
  "social",
  "support",
];

/** A description in one language. */
export interface Translation {
  readonly description: Json;
  /** The English id of each operation, by its translated one: `POST /kunden` → `POST /customers`. */
  readonly operations: ReadonlyMap<string, string>;
  /** The rows of the table that were used. */
  readonly used: ReadonlySet<string>;
}

export type Json = Readonly<Record<string, unknown>>;

/** What every text is called in each column; `same` are those that no team would translate. */
interface Table {
  readonly same: readonly string[];
  readonly words: Readonly<Record<string, readonly string[]>>;
}

/** The description `name` in English. */
export function inEnglish(name: string): Json {
  return load(readFileSync(path.join(import.meta.dirname, `${name}.yaml`), "utf8")) as Json;
}

/** The texts that the table of `name` has rows for. */
export function rowsOf(name: string): readonly string[] {
  const { same, words } = tableOf(name);
  return [...same, ...Object.keys(words)];
}

function tableOf(name: string): Table {
  return load(readFileSync(path.join(import.meta.dirname, `${name}.words.yaml`), "utf8")) as Table;
}

/**
 * The description `name` as a team would write it that speaks the language of a column: every name and every text, and
 * nothing that is OpenAPI's. Throws an Error that names a text without a row.
 */
export function translated(name: string, column: number): Translation {
  const { same, words } = tableOf(name);
  const used = new Set<string>();
  const operations = new Map<string, string>();
  const say = (text: string): string => {
    used.add(text);
    if (same.includes(text)) return text;
    const said = words[text]?.[column];
    if (said === undefined) throw new Error(`${name}.words.yaml does not say ${JSON.stringify(text)}`);
    return said;
  };
  const sayPath = (text: string): string => text.replaceAll(/[^/{}]+/g, say);

  const walk = (value: unknown, key: string, above: string): unknown => {
    if (typeof value === "string") {
      if (key === "$ref") return value.replace(/[^/]+$/, say);
      return TEXTS.has(key) || (key === "name" && above !== "info") ? say(value) : value;
    }
    if (Array.isArray(value))
      return value.map((one: unknown) =>
        typeof one === "string" && LISTS.has(key) ? say(one) : walk(one, typeof one === "string" ? "" : key, above),
      );
    if (typeof value !== "object" || value === null) return value;
    const isNames = NAMED.has(key);
    return Object.fromEntries(
      Object.entries(value).map(([inner, one]) => {
        if (key === "paths") return [sayPath(inner), walk(one, inner, key)];
        // Of a requirement the keys are schemes, and what they list scopes.
        if (key === "security") return [say(inner), (one as readonly string[]).map(say)];
        if (key === "scopes") return [say(inner), say(one as string)];
        return [isNames ? say(inner) : inner, walk(one, isNames ? "" : inner, key)];
      }),
    );
  };
  const english = inEnglish(name);
  const description = walk(english, "", "") as Json; // of an object an object comes
  for (const [path_, item] of Object.entries(english["paths"] as Json))
    for (const method of Object.keys(item as Json))
      operations.set(`${method.toUpperCase()} ${sayPath(path_)}`, `${method.toUpperCase()} ${path_}`);
  return { description, operations, used };
}

/** Keys whose texts are the writer's. */
const TEXTS = new Set(["title", "description", "summary", "operationId"]);
/** Keys whose lists hold names of the writer's. */
const LISTS = new Set(["required", "enum"]);
/** Keys whose objects have names of the writer's for keys. */
const NAMED = new Set(["properties", "schemas", "securitySchemes"]);
