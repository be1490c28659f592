import { serve } from "../lsp/server.ts";
import { UserError } from "../core/user-error.ts";
import { bugText } from "./bug.ts";
import { editorWorkbench, type EditorArguments } from "./editor-workbench.ts";
import type { ExitCode, Terminal } from "./terminal.ts";
import { VERSION } from "./version.ts";

/** `sallyport lsp`: the language server, over standard input and output. */
export async function lspCommand(args: EditorArguments, terminal: Terminal): Promise<ExitCode> {
  const channel = terminal.channel?.();
  if (channel === undefined) throw new UserError("the language server needs standard input and output");
  const { write: log } = terminal.stderr;
  return serve({ channel, bench: editorWorkbench(args, terminal), version: VERSION, bugText, log });
}
