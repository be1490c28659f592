import { readFileSync } from "node:fs";
import path from "node:path";
import { PassThrough } from "node:stream";
import { pathToFileURL } from "node:url";
import type {
  CodeAction,
  CodeLens,
  CompletionItem,
  Diagnostic,
  Hover,
  Position,
  PublishDiagnosticsParams,
  Range,
  WorkspaceEdit,
} from "vscode-languageserver";
import {
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
  type ProtocolConnection,
} from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import { main } from "../../src/cli/main.ts";
import type { Terminal } from "../../src/cli/terminal.ts";

/** An editor that speaks with the server over two pipes. */
export interface Editor {
  readonly uri: (name: string) => string;
  readonly open: (name: string, text?: string) => void;
  /** Gives the whole text anew, as one change. */
  readonly change: (name: string, text: string) => void;
  /** Replaces the first place of one text by another. */
  readonly type: (name: string, from: string, to: string) => void;
  readonly save: (name: string) => void;
  readonly close: (name: string) => void;
  readonly textOf: (name: string) => string;
  /** What was sent last for a file. */
  readonly shown: (name: string) => readonly Diagnostic[];
  /** Waits until what is shown of a file is as expected. */
  readonly until: (name: string, isFine: (shown: readonly Diagnostic[]) => boolean) => Promise<readonly Diagnostic[]>;
  /** Waits for the next that is sent for a file. */
  readonly next: (name: string) => Promise<PublishDiagnosticsParams>;
  readonly hover: (name: string, at: string) => Promise<string | undefined>;
  readonly lenses: (name: string) => Promise<readonly string[]>;
  readonly actions: (name: string, at: Range, only?: readonly string[]) => Promise<readonly CodeAction[]>;
  readonly resolve: (action: CodeAction) => Promise<CodeAction>;
  readonly completions: (name: string, at: Position) => Promise<readonly CompletionItem[]>;
  /** The texts that files have after an edit, by their names. */
  readonly edited: (edit: WorkspaceEdit | undefined) => ReadonlyMap<string, string>;
  readonly connection: ProtocolConnection;
  /** Says goodbye as the protocol wants it, and gives the exit code. */
  readonly quit: () => Promise<number>;
  /** The exit code, whenever it comes. */
  readonly exited: Promise<number>;
  /** Closes the pipe without a word. */
  readonly vanish: () => void;
  readonly messages: readonly string[];
}

export interface EditorOptions {
  readonly args: readonly string[];
  readonly folders: readonly string[] | undefined;
  readonly isPlain: boolean;
}

/** Starts the server as an editor does that has a folder open. */
export async function editorIn(
  folder: string,
  { args = [], folders = [folder], isPlain = false }: Partial<EditorOptions> = {},
): Promise<Editor> {
  const [toServer, toEditor] = [new PassThrough(), new PassThrough()];
  const messages: string[] = [];
  const terminal: Terminal = {
    args: ["lsp", ...args],
    cwd: folder,
    env: {},
    stdin: async () => Buffer.from(""),
    stdout: { write: (text) => void messages.push(text), isTerminal: false, columns: undefined },
    stderr: { write: (text) => void messages.push(text), isTerminal: false, columns: undefined },
    now: () => new Date("2026-01-31T12:00:00Z"),
    channel: () => ({ input: toServer, output: toEditor }),
  };
  const exited: Promise<number> = main(terminal);
  const connection = createProtocolConnection(new StreamMessageReader(toEditor), new StreamMessageWriter(toServer));
  const published = new Map<string, PublishDiagnosticsParams>();
  const listeners = new Set<(params: PublishDiagnosticsParams) => void>();
  connection.onNotification("textDocument/publishDiagnostics", (params: PublishDiagnosticsParams) => {
    published.set(params.uri, params);
    for (const listener of listeners) listener(params);
  });
  connection.onNotification("window/logMessage", ({ message }: { message: string }) => void messages.push(message));
  connection.onRequest("client/registerCapability", () => null);
  connection.listen();
  await connection.sendRequest("initialize", {
    processId: null,
    rootUri: null,
    workspaceFolders: folders.map((one) => ({ uri: pathToFileURL(one).href, name: path.basename(one) })),
    capabilities: isPlain ? {} : CAPABILITIES,
  });
  await connection.sendNotification("initialized", {});

  const documents = new Map<string, TextDocument>();
  const uri = (name: string): string => pathToFileURL(path.join(folder, name)).href;
  const next = (name: string, isFine: (params: PublishDiagnosticsParams) => boolean = () => true) =>
    new Promise<PublishDiagnosticsParams>((resolve) => {
      const listener = (params: PublishDiagnosticsParams): void => {
        if (params.uri !== uri(name) || !isFine(params)) return;
        listeners.delete(listener);
        resolve(params);
      };
      listeners.add(listener);
    });
  const textOf = (name: string): string => documents.get(uri(name))?.getText() ?? "";
  const changed = (name: string, changes: readonly { readonly text: string; readonly range?: Range }[]): void => {
    const before = documents.get(uri(name))!; // the test opened it
    const version = before.version + 1;
    documents.set(uri(name), TextDocument.update(before, [...changes], version));
    void connection.sendNotification("textDocument/didChange", {
      textDocument: { uri: uri(name), version },
      contentChanges: changes,
    });
  };
  return {
    uri,
    connection,
    exited,
    messages,
    textOf,
    next,
    open: (name, text = readFileSync(path.join(folder, name), "utf8")) => {
      documents.set(uri(name), TextDocument.create(uri(name), "yaml", 1, text));
      void connection.sendNotification("textDocument/didOpen", {
        textDocument: { uri: uri(name), languageId: "yaml", version: 1, text },
      });
    },
    change: (name, text) => changed(name, [{ text }]),
    type: (name, from, to) => {
      const document = documents.get(uri(name))!; // the test opened it
      const at = document.getText().indexOf(from);
      if (at < 0) throw new Error(`${name} has no ${from}`);
      const range = { start: document.positionAt(at), end: document.positionAt(at + from.length) };
      changed(name, [{ range, text: to }]);
    },
    save: (name) => void connection.sendNotification("textDocument/didSave", { textDocument: { uri: uri(name) } }),
    close: (name) => {
      documents.delete(uri(name));
      void connection.sendNotification("textDocument/didClose", { textDocument: { uri: uri(name) } });
    },
    shown: (name) => published.get(uri(name))?.diagnostics ?? [],
    until: async (name, isFine) => {
      const now = published.get(uri(name));
      if (now !== undefined && isFine(now.diagnostics)) return now.diagnostics;
      return (await next(name, ({ diagnostics }) => isFine(diagnostics))).diagnostics;
    },
    hover: async (name, at) => {
      const document = documents.get(uri(name))!; // the test opened it
      const offset = document.getText().indexOf(at);
      if (offset < 0) throw new Error(`${name} has no ${at}`);
      const hover = await connection.sendRequest<Hover | null>("textDocument/hover", {
        textDocument: { uri: uri(name) },
        position: document.positionAt(offset + at.length - 1),
      });
      return (hover?.contents as { readonly value: string } | undefined)?.value;
    },
    lenses: async (name) => {
      const lenses = await connection.sendRequest<CodeLens[]>("textDocument/codeLens", {
        textDocument: { uri: uri(name) },
      });
      return lenses.map(({ range, command }) => `${range.start.line + 1}: ${command?.title ?? ""}`);
    },
    actions: (name, at, only) =>
      connection.sendRequest<CodeAction[]>("textDocument/codeAction", {
        textDocument: { uri: uri(name) },
        range: at,
        context: {
          diagnostics: (published.get(uri(name))?.diagnostics ?? []).filter(({ range }) => overlap(range, at)),
          ...(only === undefined ? {} : { only }),
        },
      }),
    resolve: (action) => connection.sendRequest<CodeAction>("codeAction/resolve", action),
    completions: (name, position) =>
      connection.sendRequest<CompletionItem[]>("textDocument/completion", {
        textDocument: { uri: uri(name) },
        position,
      }),
    edited: (edit) => {
      const texts = new Map<string, string>();
      const apply = (of: string, edits: Parameters<typeof TextDocument.applyEdits>[1]): void => {
        const name = path.relative(folder, new URL(of).pathname);
        const known = documents.get(of) ?? TextDocument.create(of, "yaml", 0, readIfThere(path.join(folder, name)));
        texts.set(name, TextDocument.applyEdits(known, edits));
      };
      for (const [of, edits] of Object.entries(edit?.changes ?? {})) apply(of, edits);
      for (const change of edit?.documentChanges ?? [])
        if ("textDocument" in change) apply(change.textDocument.uri, change.edits as Parameters<typeof apply>[1]);
      return texts;
    },
    quit: async () => {
      await connection.sendRequest("shutdown");
      await connection.sendNotification("exit");
      return exited;
    },
    vanish: () => void toServer.end(),
  };
}

function readIfThere(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

function overlap(a: Range, b: Range): boolean {
  return a.start.line <= b.end.line && b.start.line <= a.end.line;
}

const CAPABILITIES = {
  workspace: {
    workspaceFolders: true,
    workspaceEdit: { documentChanges: true, resourceOperations: ["create"] },
    didChangeWatchedFiles: { dynamicRegistration: true },
  },
  textDocument: {
    codeAction: {
      codeActionLiteralSupport: { codeActionKind: { valueSet: ["quickfix", "source.fixAll"] } },
      resolveSupport: { properties: ["edit"] },
      dataSupport: true,
    },
    publishDiagnostics: { relatedInformation: true, codeDescriptionSupport: true, dataSupport: true },
  },
};
