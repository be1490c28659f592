import { parseSync } from "oxc-parser";

/** A list of words that stands in source code: the constant or function that it is in, and how many words it has. */
export interface ListInSource {
  readonly name: string;
  readonly words: number;
}

/** A list of more words than this is data, and belongs into the lexicon. */
export const MOST_WORDS = 10;

/**
 * The lists of more than ten words of a source text, by the constants or functions that they stand in: arrays of texts,
 * tables with texts as keys, texts that are nothing but words, and the alternatives of regular expressions.
 */
export function listsIn(file: string, source: string): readonly ListInSource[] {
  const { program, errors } = parseSync(file, source);
  if (errors.length > 0) throw new Error(`${file}: ${errors[0]!.message}`);
  const found = new Map<string, number>();
  const visit = (node: unknown, name: string): void => {
    if (Array.isArray(node)) return node.forEach((one) => visit(one, name));
    if (!isNode(node)) return;
    const words = wordsAt(node);
    if (words > MOST_WORDS) found.set(name, (found.get(name) ?? 0) + words);
    const within = name === "" ? (nameOf(node) ?? name) : name;
    // An array of texts was counted as one.
    for (const [key, child] of Object.entries(node))
      if (!(node.type.startsWith("TS") && !EXPRESSIONS.has(node.type)) && !(key === "elements" && words > MOST_WORDS))
        visit(child, within);
  };
  visit(program.body, "");
  return [...found].map(([name, words]) => ({ name, words }));
}

/** Types hold no words that are looked for; what is cast or asserted does. */
const EXPRESSIONS: ReadonlySet<string> = new Set(["TSAsExpression", "TSSatisfiesExpression", "TSNonNullExpression"]);

interface SyntaxNode {
  readonly type: string;
  readonly [key: string]: unknown;
}

function isNode(value: unknown): value is SyntaxNode {
  return typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";
}

/** What a declaration at the top of a file declares. */
function nameOf(node: SyntaxNode): string | undefined {
  const { type, id } = node;
  const isDeclaration = type === "VariableDeclarator" || type === "FunctionDeclaration" || type === "ClassDeclaration";
  return isDeclaration && isNode(id) && typeof id["name"] === "string" ? id["name"] : undefined;
}

function wordsAt(node: SyntaxNode): number {
  switch (node.type) {
    case "ArrayExpression":
      return listOf(node["elements"]).filter((element) => isText(element) || isText(firstOf(element))).length;
    case "ObjectExpression":
      return listOf(node["properties"]).filter((property) => isNode(property) && isText(property["value"])).length;
    case "Literal":
      return typeof node["value"] === "string"
        ? wordsOfText(node["value"])
        : isPattern(node["regex"])
          ? alternativesOf(node["regex"].pattern)
          : 0;
    case "TemplateElement": {
      const { cooked } = (node["value"] ?? {}) as { readonly cooked?: string }; // what a template element has
      return Math.max(wordsOfText(cooked ?? ""), alternativesOf(cooked ?? ""));
    }
    default:
      return 0;
  }
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The key of an entry: `["people", "person"]`. */
function firstOf(element: unknown): unknown {
  return isNode(element) && element.type === "ArrayExpression" ? listOf(element["elements"])[0] : undefined;
}

function isText(node: unknown): boolean {
  return isNode(node) && node.type === "Literal" && typeof node["value"] === "string" && /\p{L}/u.test(node["value"]);
}

function isPattern(regex: unknown): regex is { readonly pattern: string } {
  return typeof regex === "object" && regex !== null && "pattern" in regex && typeof regex.pattern === "string";
}

/** The words of a text that is nothing but words: a sentence has an article, or a sign. */
function wordsOfText(text: string): number {
  const words = text.split(/[\s,|]+/).filter((word) => word !== "");
  const isList = words.every((word) => /^[\p{L}\d_'-]+$/u.test(word)) && !/\b(?:the|is|are|of|that|which)\b/.test(text);
  return isList ? words.length : 0;
}

/** The alternatives of a regular expression that name something. */
function alternativesOf(pattern: string): number {
  if (!pattern.includes("|")) return 0;
  return pattern.split("|").filter((part) => /\p{L}{2}/u.test(part.replaceAll(/\\[a-zA-Z]|\(\?[:=!<]+/g, " "))).length;
}
