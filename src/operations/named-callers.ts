import { memoBy } from "../core/memo.ts";
import { denies } from "../lexicon/denial.ts";
import { wordsInOrder } from "../lexicon/name-tokens.ts";
import { sentencesOf } from "../lexicon/sentences.ts";
import type { Api, Operation } from "../model/api.ts";

/** Operations of which a description says which caller alone may call them, each with where it says so. */
export type NamedCallers = ReadonlyMap<Operation, string>;

/**
 * Tells which operations are kept to one of several programs that call: by how another one is refused ("Caller is not checkout"), or
 * by a table of callers and their calls in the text of the API. All of them have a credential that is let in, so what tells them
 * apart is a rule that somebody wrote down, and that can be wrong: a test. Where one and the same is named of all, none is told apart.
 */
export const namedCallers = memoBy(
  ({ operations }: Pick<Api, "info" | "operations">) => operations,
  ({ info, operations }): NamedCallers => {
    const rows = rowsOf(info.description ?? "");
    const found = new Map<Operation, string>();
    for (const operation of operations) {
      if (operation.operationKind !== "path" || operation.access === "anonymous") continue;
      const said = refusalOf(operation) ?? rowOf(operation, rows);
      if (said !== undefined) found.set(operation, said);
    }
    const isOfOne = found.size === operations.length && new Set(found.values()).size === 1;
    return isOfOne ? new Map() : found;
  },
);

/** What a refusal says of the caller that it is not: "Caller is not checkout", "Only the billing service". */
function refusalOf({ responses, lexicon }: Operation): string | undefined {
  for (const { status, description = "" } of responses)
    for (const sentence of status === "403" ? sentencesOf(description, LIMIT) : []) {
      const words = wordsInOrder(sentence);
      if (words.some((word) => ANY_REFUSAL.test(word))) continue;
      const isKept = denies(words, lexicon) || lexicon.has(words, "reserved") || lexicon.has(words, "other-program");
      if (isKept && lexicon.has(words, "program-that-calls")) return shortened(sentence);
    }
  return undefined;
}

/** What a refusal says that names nobody: "The client is not permitted". */
const ANY_REFUSAL =
  /^(?:allow|permi|authori|autoris|autoriz|entitl|access|berechtig|befugt|erlaub|zugriff|zugelassen|habilit|acc[eè]s|acceso|acesso|registe?r|known|found|valid|scopes?$|roles?$)/;

/** The lines of a list or a table in a text, of which each has a call. */
function rowsOf(text: string): readonly string[] {
  const rows = text
    .slice(0, LIMIT_OF_TEXT)
    .split("\n")
    .filter((line) => /^\s*(?:\||[-*+]\s)/.test(line) && CALL.test(line));
  // Calls without who makes them are a list of calls: in each row something else stands first.
  return rows.length > 1 && rows.every((row) => !STARTS_WITH_CALL.test(row)) ? rows : [];
}

const CALL = /\b(?:GET|PUT|POST|PATCH|DELETE)\b/;
const STARTS_WITH_CALL = /^\s*(?:\||[-*+])\s*`?(?:GET|PUT|POST|PATCH|DELETE)\b/;

/** The only row that names an operation by its method and path, or by its method alone. */
function rowOf({ method, path }: Operation, rows: readonly string[]): string | undefined {
  const named = rows.filter((row) => callsIn(row).some((call) => call.method === method && call.path === path));
  const general = rows.filter((row) => callsIn(row).some((call) => call.method === method && call.path === undefined));
  const all = named.length > 0 ? named : general;
  return all.length === 1 ? shortened(all[0]!) : undefined;
}

interface Call {
  readonly method: string;
  /** Not there where each call of the method is meant. */
  readonly path: string | undefined;
}

function callsIn(row: string): readonly Call[] {
  return [...row.matchAll(/\b(GET|PUT|POST|PATCH|DELETE)\b[`\s]{0,3}(\/[^\s|`,;)]{0,200})?/g)].map(
    ([, method = "", path]) => ({ method, path }),
  );
}

function shortened(text: string): string {
  return text.replace(/[|`*]/g, " ").replace(/\s+/g, " ").trim().slice(0, 160);
}

const LIMIT = 300;
const LIMIT_OF_TEXT = 20_000;
