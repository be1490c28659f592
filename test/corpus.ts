import { existsSync, readFileSync, realpathSync } from "node:fs";
import path from "node:path";

const BESIDE = path.join(import.meta.dirname, "../../shared/corpus");

/**
 * Descriptions written by others, beside the repository: test input only, not part of it. Without symbolic links on the way,
 * since what is refused outside the current folder is named by where it really is.
 */
export const CORPUS: string = existsSync(BESIDE) ? realpathSync(BESIDE) : BESIDE;

/** Whether the corpus is there: tests that read it are skipped where it is not. */
export const hasCorpus: boolean = existsSync(path.join(CORPUS, "INDEX.tsv"));

/** A description of the corpus, as its index lists it. */
export interface CorpusRow {
  /** Of the entry file, relative to the corpus. */
  readonly path: string;
  readonly version: string;
  readonly format: "json" | "yaml";
  readonly operations: number;
  readonly multifile: boolean;
}

/** The index of the corpus, in its order: `real/` and `vulnerable/`; none where the corpus is not there. */
export function corpusRows(): readonly CorpusRow[] {
  if (!hasCorpus) return [];
  const [head = "", ...rows] = readFileSync(path.join(CORPUS, "INDEX.tsv"), "utf8").trimEnd().split("\n");
  const columns = head.split("\t");
  return rows.map((row) => {
    const cells = row.split("\t");
    const cell = (name: string): string => cells[columns.indexOf(name)] ?? "";
    return {
      path: cell("path"),
      version: cell("version"),
      format: cell("format") === "json" ? "json" : "yaml",
      operations: Number(cell("operations")),
      multifile: cell("multifile") === "yes",
    };
  });
}
