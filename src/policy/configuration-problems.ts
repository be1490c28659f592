import type * as z from "zod";
import { isObject, member } from "../core/json-value.ts";
import { nearest } from "../core/nearest.ts";
import { listed } from "../core/prose.ts";
import { childPointer } from "../core/place.ts";
import { textOfValue } from "../core/text-of-value.ts";
import { rangeAt, type Source } from "../load/source.ts";
import { configurationKey, shownValue } from "./configuration-key.ts";
import { repeatedKeys } from "./repeated-keys.ts";

/** What is wrong with a `sallyport.yaml`: where, and in words. */
export interface ConfigurationProblem {
  readonly line: number;
  readonly column: number;
  readonly text: string;
}

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

/** The problems of a configuration, in the order of its lines: what its schema says against it, and keys given twice. */
export function problemsOf(source: Source, issues: readonly Issue[]): readonly ConfigurationProblem[] {
  return [
    ...repeatedKeys(source),
    ...unusableKeys(source),
    ...issues.flatMap((issue) => wordsOf(source, issue, [])),
  ].toSorted((a, b) => a.line - b.line || a.column - b.column);
}

/** An issue of the schema in words. What is inside of an alternative is told by the alternative that was meant. */
function wordsOf(source: Source, issue: Issue, above: Path): readonly ConfigurationProblem[] {
  const path = [...above, ...issue.path];
  if (issue.code === "unrecognized_keys") return unknownKeys(source, issue.keys, issue.message.split(", "), path);
  if (issue.code === "invalid_key") {
    const text = `${configurationKey(path)} cannot be: ${issue.issues[0]?.message ?? "another key is expected"}`;
    return [problemAt(source, path, "key", text)];
  }
  if (issue.code === "invalid_union") {
    const meant = issue.errors.find((branch) => !branch.some(isOfAnotherKind));
    if (meant !== undefined) return meant.flatMap((inner) => wordsOf(source, inner, path));
  }
  const words = meantWord(issue, valueAt(source.value, path));
  return [problemAt(source, path, "value", [`${foundAt(source, path)}; ${issue.message}`, ...words].join("; "))];
}

/** Whether a value is nothing like what an alternative expects. */
function isOfAnotherKind({ code, path }: Issue): boolean {
  return path.length === 0 && (code === "invalid_type" || code === "invalid_value");
}

function foundAt(source: Source, path: Path): string {
  const value = valueAt(source.value, path);
  const last = path.at(-1);
  if (last === undefined) return `it is ${shownValue(value)}`;
  const holder = path.slice(0, -1);
  if (value === undefined && isObject(valueAt(source.value, holder)))
    return `${configurationKey(holder)} has no ${String(last)}`;
  return `${configurationKey(path)} is ${shownValue(value)}`;
}

/** The word of an enumeration that a misspelt one means. */
function meantWord(issue: Issue, found: unknown): readonly string[] {
  if (typeof found !== "string") return [];
  const issues = issue.code === "invalid_union" ? issue.errors.flat() : [issue];
  const words = issues.flatMap((one) =>
    one.code === "invalid_value" && (one === issue || one.path.length === 0) ? one.values.map(textOfValue) : [],
  );
  const lower = found.toLowerCase();
  const alias = Object.hasOwn(ALSO_CALLED, lower) ? ALSO_CALLED[lower]!.find((one) => words.includes(one)) : undefined;
  const meant = nearest(found, words) ?? alias;
  return meant === undefined ? [] : [`did you mean "${meant}"?`];
}

/** What people write who know these things under other names. */
const ALSO_CALLED: Readonly<Record<string, readonly string[]>> = {
  internal: ["private", "own"],
  private: ["own"],
  // Who can get a credential is asked: whoever signs up, where it is public.
  public: ["self-registered"],
  open: ["public", "self-registered"],
  none: ["anonymous"],
  registered: ["self-registered"],
  signup: ["self-registered"],
};

/** Keys of which the page of the configuration has all. */
const MOST_SHOWN = 60;

function unknownKeys(
  source: Source,
  keys: readonly string[],
  known: readonly string[],
  path: Path,
): readonly ConfigurationProblem[] {
  return keys
    .filter((key) => key !== "__proto__")
    .map((key) => {
      const right = nestedKeys(key, known) ?? nearestKey(key, known);
      const whose = path.length === 0 ? "sallyport.yaml" : configurationKey(path);
      return problemAt(
        source,
        [...path, key],
        "key",
        `${configurationKey([...path, key])} is not a key of ${whose}; ${right}`,
      );
    });
}

function nearestKey(key: string, known: readonly string[]): string {
  const meant = nearest(key, known);
  return meant === undefined ? `one of ${listed(known, MOST_SHOWN)} is expected` : `did you mean "${meant}"?`;
}

/** How keys that are written in one, with dots, stand within each other. */
function nestedKeys(key: string, known: readonly string[]): string | undefined {
  const parts = key.split(".");
  if (parts.length < 2 || !known.includes(parts[0]!)) return undefined;
  const nested = parts.reduceRight((inner, part) => `${part}: ${inner === "" ? "…" : `{ ${inner} }`}`, "");
  return `keys stand within keys: ${shownValue(nested)}`;
}

/** Keys called `__proto__`, which schemas pass over in silence. */
function unusableKeys(source: Source): readonly ConfigurationProblem[] {
  const problems: ConfigurationProblem[] = [];
  const seen = new Set<unknown>();
  const visit = (value: unknown, path: Path): void => {
    if (typeof value !== "object" || value === null || seen.has(value)) return;
    seen.add(value);
    for (const [key, inner] of Object.entries(value)) {
      const below = [...path, Array.isArray(value) ? Number(key) : key];
      if (key === "__proto__")
        problems.push(
          problemAt(source, below, "key", `${configurationKey(below)} cannot be; another name is expected`),
        );
      visit(inner, below);
    }
  };
  visit(source.value, []);
  return problems;
}

function problemAt(source: Source, path: Path, part: "key" | "value", text: string): ConfigurationProblem {
  const isThere = valueAt(source.value, path) !== undefined;
  const pointer = path.reduce<string>((at, key) => childPointer(at, String(key)), "#");
  const { line, column } = rangeAt(source, pointer, isThere ? part : "key");
  return { line, column, text };
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((at, key) => member(at, String(key)), value);
}
