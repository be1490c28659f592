import { count, listed, quoted } from "../../core/prose.ts";
import type { Finding } from "../../core/review.ts";
import { firstClause, opening } from "../../core/sentence.ts";

/** How many operations and fields are named, for a line that stands alone. */
const MOST_NAMED = 3;

/** What closes findings that have one remedy, with where behind its first sentence: `Mark it readOnly (PATCH /me: "role").` */
export function remedyWords(findings: readonly Finding[], most = MOST_NAMED): string {
  return remedyAt(findings, opening(findings[0]?.remediation ?? ""), most);
}

/** The same with all of the remedy, for a plan: what only the finding said would be forgotten. */
export function wholeRemedyWords(findings: readonly Finding[]): string {
  return remedyAt(findings, (findings[0]?.remediation ?? "").replaceAll("\n\n", " "), MOST_NAMED);
}

function remedyAt(findings: readonly Finding[], text: string, most: number): string {
  const where = operationsOfFindings(findings, most);
  if (where === "") return text;
  const fields = fieldNames(findings).map((name) => quoted(name));
  const named = fields.length === 0 ? "" : `: ${listed(fields, most)}`;
  const [first = text] = /^.*?[.!?](?= |$)/s.exec(text) ?? [];
  return `${behind(first, `${where}${named}`)}${text.slice(first.length)}`;
}

/**
 * The same in so many characters: the remedy first, as much of it as stands by itself, and of many operations their number.
 * Nothing is cut within a clause.
 */
export function compactRemedyWords(findings: readonly Finding[], most: number): string {
  const remedy = findings[0]?.remediation ?? "";
  const operations = [...new Set(findings.flatMap((finding) => finding.operations))];
  const [only] = operations;
  if (only === undefined) return opening(remedy);
  const counted = count(operations.length, "operation");
  const least = most - ` (${counted}).`.length;
  const clause = firstClause(remedy, least);
  const text = [opening(remedy), opening(remedy, 1)].find(({ length }) => length <= least) ?? clause;
  const isNamed = operations.length === 1 && only.length <= MOST_OPERATION;
  // "The field" says nothing where the field is not named.
  const fields = fieldNames(findings);
  if (/\bfields?\b/.test(text) && fields.length > 0 && fields.length <= MOST_NAMED) {
    const names = listed(fields.map((name) => quoted(name)));
    const fitting = (isNamed ? [`${only}: ${names}`, names] : [`${names}, ${counted}`, names])
      .flatMap((where) => [text, clause].map((one) => behind(one, where)))
      .find((one) => one.length <= most);
    if (fitting !== undefined) return fitting;
  }
  // Where the operation has no room beside the remedy, the remedy comes first.
  const named = isNamed
    ? [text, clause].map((one) => behind(one, only)).find(({ length }) => length <= most)
    : undefined;
  return named ?? behind(text, counted);
}

function behind(text: string, where: string): string {
  return `${text.replace(/[.]$/, "")} (${where}).`;
}

/** A longer operation is counted where there is little room. */
const MOST_OPERATION = 50;

/** The operations that findings are about: `GET /riders, GET /riders/{id} and 4 more`; empty where they are about none. */
export function operationsOfFindings(findings: readonly Finding[], most = MOST_NAMED): string {
  return listed([...new Set(findings.flatMap(({ operations }) => operations))], most);
}

/** The names of the fields that findings are about, each once. */
export function fieldNames(findings: readonly Finding[]): readonly string[] {
  const names = findings.flatMap(({ places }) => places.flatMap(({ witness }) => fieldNameOf(witness) ?? []));
  return [...new Set(names)];
}

/** Of a way in or out such as `2xx items[].email`, the name of the field. */
function fieldNameOf(witness: string | null): string | undefined {
  const [, path] =
    /^(?:request|callback|query|header|path|cookie|[1-5]xx|\d{3}|default) (\S+)$/.exec(witness ?? "") ?? [];
  return path
    ?.split(".")
    .findLast((part) => !/^(?:\[\]|\{\})*$/.test(part))
    ?.replace(/(?:\[\]|\{\})+$/, "");
}
