import { UserError } from "../core/user-error.ts";
import type { Files } from "./files.ts";
import type { Budget } from "./limits.ts";
import { readSource, type Source } from "./source.ts";

/** A file, or why it is not read. */
export type SourceFile = Source | UserError | Exclude<ReturnType<Files["read"]>, { bytes: Uint8Array }>;

/** The files of a description, each read when something first refers to it, and once. */
export interface SourceFiles {
  readonly entry: Source;
  readonly at: (file: string) => SourceFile;
  /** One that was read already. */
  readonly known: (file: string) => Source | undefined;
  /** All that were read, the entry first. */
  readonly all: () => readonly Source[];
}

export function sourceFiles(entry: Source, files: Files, budget: Budget): SourceFiles {
  const sources = new Map<string, SourceFile>([[entry.file, entry]]);
  return {
    entry,
    at(file) {
      let source = sources.get(file);
      if (source === undefined) {
        budget.spendFile(entry.file);
        source = readReferenced(file, files, budget);
        sources.set(file, source);
      }
      return source;
    },
    known(file) {
      const source = sources.get(file);
      return source !== undefined && "layout" in source ? source : undefined;
    },
    all: () => [...sources.values()].filter((source): source is Source => "layout" in source),
  };
}

function readReferenced(name: string, files: Files, budget: Budget): SourceFile {
  const content = files.read(name);
  if (content.bytes === undefined) return content;
  try {
    return readSource(name, content.bytes, budget.limits);
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
}
