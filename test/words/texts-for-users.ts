import { readFileSync } from "node:fs";
import path from "node:path";
import { parseSync } from "oxc-parser";
import { globSync } from "tinyglobby";
import { isObject } from "../../src/core/json-value.ts";

const ROOT = path.resolve(import.meta.dirname, "../..");

/** A text that somebody reads, and where it is. */
export interface ShownText {
  readonly file: string;
  readonly line: number;
  readonly text: string;
}

/** What users read: documents, example reviews, what the Action, the pipelines, the editors and the rulesets say, and every text in the source. */
export function textsForUsers(): readonly ShownText[] {
  return [...documents(), ...manifests(), ...rulesets(), ...sources()];
}

const DOCUMENTS = [
  "*.md",
  "docs/**/*.md",
  "benchmark/*.md",
  "examples/*/*.md",
  "editors/*/*.md",
  "action.yml",
  "ci/*.yml",
  ".pre-commit-hooks.yaml",
];

/** Paragraphs, without what is quoted as code: a name or a description may be called anything. */
function documents(): readonly ShownText[] {
  return globSync(DOCUMENTS, { cwd: ROOT, dot: true, ignore: ["node_modules/**"] }).flatMap((file) => {
    let line = 1;
    return readFileSync(`${ROOT}/${file}`, "utf8")
      .replace(/^( *)```[^]*?^\1```$/gm, (block) => block.replace(/[^\n]/g, ""))
      .split(/(?<=\n)(?=\n|[-|] |\d+\. )/)
      .map((text) => {
        const shown = { file, line, text: withoutCode(text) };
        line += text.split("\n").length - 1;
        return shown;
      });
  });
}

/** What an editor shows of an extension: the texts of its manifest. */
function manifests(): readonly ShownText[] {
  return globSync("editors/*/package.json", { cwd: ROOT }).flatMap((file) =>
    linesOf(file).map(({ line, text }) => ({ file, line, text: text.replace(/^\s*"[^"]*":/, "") })),
  );
}

/** What rulesets say to whoever reads or completes them: comments and glosses. The words themselves are data. */
function rulesets(): readonly ShownText[] {
  return globSync("rulesets/**/*.yaml", { cwd: ROOT }).flatMap((file) =>
    linesOf(file).flatMap(({ line, text }) => {
      const [, said] =
        /(?:^|\s)#\s?(.*)$|^\s*(?:gloss|description|message|title):\s*(.*)$/.exec(text)?.filter(Boolean) ?? [];
      return said === undefined ? [] : [{ file, line, text: withoutCode(said) }];
    }),
  );
}

function linesOf(file: string): readonly { readonly line: number; readonly text: string }[] {
  return readFileSync(`${ROOT}/${file}`, "utf8")
    .split("\n")
    .map((text, index) => ({ line: index + 1, text }));
}

function sources(): readonly ShownText[] {
  return globSync(["src/**/*.{ts,tsx}", "editors/*/src/**/*.{ts,mts}"], { cwd: ROOT, ignore: ["**/*.d.ts"] }).flatMap(
    (file) => {
      const source = readFileSync(`${ROOT}/${file}`, "utf8");
      const lineAt = linesBefore(source);
      return [...textsIn(parseSync(file, source).program)].map(({ start, text }) => ({
        file,
        line: lineAt(start),
        text: withoutCode(text),
      }));
    },
  );
}

/** The number of the line at a place. Places come nearly in order: each is counted on from the one before. */
function linesBefore(source: string): (place: number) => number {
  let [at, line] = [0, 1];
  return (place) => {
    if (place < at) [at, line] = [0, 1];
    for (let next = source.indexOf("\n", at); next >= 0 && next < place; next = source.indexOf("\n", at)) {
      at = next + 1;
      line += 1;
    }
    return line;
  };
}

/** The texts of a program; not what it imports, nor the parts of descriptions that rules show. */
function* textsIn(node: unknown): Generator<{ readonly start: number; readonly text: string }> {
  if (Array.isArray(node)) {
    for (const one of node as readonly unknown[]) yield* textsIn(one);
    return;
  }
  if (!isObject(node) || node["type"] === "ImportDeclaration" || isExample(node)) return;
  const text = textOf(node);
  if (text !== undefined) yield { start: Number(node["start"]), text };
  for (const child of Object.values(node)) yield* textsIn(child);
}

function isExample({ type, tag }: Readonly<Record<string, unknown>>): boolean {
  return type === "TaggedTemplateExpression" && isObject(tag) && tag["name"] === "yaml";
}

function textOf({ type, value }: Readonly<Record<string, unknown>>): string | undefined {
  const text = type === "TemplateElement" && isObject(value) ? value["cooked"] : value;
  return ["Literal", "TemplateElement", "JSXText"].includes(String(type)) && typeof text === "string"
    ? text
    : undefined;
}

function withoutCode(text: string): string {
  return text.replace(/`[^`]*`/g, "`…`").replace(/\s+/g, " ");
}
