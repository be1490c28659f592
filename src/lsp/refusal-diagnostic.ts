import { DiagnosticSeverity, type Diagnostic } from "vscode-languageserver";
import type { UserError } from "../core/user-error.ts";
import { shownText } from "../report/words/shown-text.ts";
import { SOURCE } from "./diagnostics.ts";

/** Why a file cannot be reviewed, where that stands in its text. */
export function refusalDiagnostic(error: UserError, text: string): Diagnostic {
  const line = Math.max(0, (error.line ?? 1) - 1);
  const character = columnIn(error);
  const end = (text.split(/\r\n|\r|\n/, line + 1)[line] ?? "").length;
  return {
    range: { start: { line, character: Math.min(character, end) }, end: { line, character: end } },
    severity: DiagnosticSeverity.Error,
    source: SOURCE,
    message: [error.message, ...(error.hint === undefined ? [] : [error.hint])]
      .flatMap((part) => part.split("\n"))
      .map(shownText)
      .join("\n"),
  };
}

/** The column that a message begins with, from 0: `openapi.yaml:3:7 is not valid YAML`. */
function columnIn({ message, file, line }: UserError): number {
  const start = `${file}:${line}:`;
  const digits = message.startsWith(start) ? /^\d+/.exec(message.slice(start.length))?.[0] : undefined;
  return digits === undefined ? 0 : Number(digits) - 1;
}
