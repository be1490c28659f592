import { UserError } from "../../core/user-error.ts";
import { rangeAt, type Source } from "../../load/source.ts";

/** Where a name is written, for messages. */
export interface Writer {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Where what stands at a pointer is written. */
export function writerAt(source: Source, pointer: string, part: "key" | "value" = "value"): Writer {
  const { line, column } = rangeAt(source, pointer, part);
  return { file: source.file, line, column };
}

/** A `UserError` that begins with the place of what it is about. */
export function refusal({ file, line, column }: Writer, message: string, hint: string): UserError {
  return new UserError(`${file}:${line}:${column} ${message}`, { file, line, hint });
}
