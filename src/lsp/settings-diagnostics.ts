import { DiagnosticSeverity, type Diagnostic } from "vscode-languageserver";
import { UserError } from "../core/user-error.ts";
import { configurationProblems } from "../policy/configuration-files.ts";
import { shownText } from "../report/words/shown-text.ts";
import { SOURCE } from "./diagnostics.ts";
import { refusalDiagnostic } from "./refusal-diagnostic.ts";

/**
 * What is wrong with the text of a `sallyport.yaml`: everything that its reader finds, or what `check` throws of what only
 * shows beside other files, such as a rule that there is not.
 */
export async function settingsDiagnostics(
  file: string,
  text: string,
  check: () => Promise<void>,
): Promise<readonly Diagnostic[]> {
  try {
    const problems = await configurationProblems(file, Buffer.from(text));
    if (problems.length > 0) {
      const lines = text.split(/\r\n|\r|\n/);
      return problems.map(({ line, column, text: message }) => ({
        range: {
          start: { line: line - 1, character: column - 1 },
          end: { line: line - 1, character: Math.max(column, (lines[line - 1] ?? "").trimEnd().length) },
        },
        severity: DiagnosticSeverity.Error,
        source: SOURCE,
        message: shownText(message),
      }));
    }
    await check();
    return [];
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    // What is wrong elsewhere is shown there.
    return error.file === undefined || error.file === file ? [refusalDiagnostic(error, text)] : [];
  }
}
