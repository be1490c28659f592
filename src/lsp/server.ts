import path from "node:path";
import type { Readable, Writable } from "node:stream";
import {
  CodeActionKind,
  CodeLensRefreshRequest,
  createConnection,
  DidChangeWatchedFilesNotification,
  FileChangeType,
  FileOperationPatternKind,
  LSPErrorCodes,
  ResponseError,
  TextDocuments,
  TextDocumentSyncKind,
  type ClientCapabilities,
  type CodeAction,
  type InitializeResult,
  type Logger,
} from "vscode-languageserver";
import { createProtocolConnection, StreamMessageReader, StreamMessageWriter } from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import { UserError } from "../core/user-error.ts";
import { isConfigurationName } from "../policy/configuration-files.ts";
import { configurationSchema } from "../policy/configuration-schema.ts";
import { defaultPolicy } from "../policy/default-policy.ts";
import { codeActions, filesOfAction, isActionData, type ActionData } from "./code-actions.ts";
import { codeLenses, verdictWords } from "./code-lenses.ts";
import { keptDescriptions, type KnownReview } from "./descriptions.ts";
import { editorTexts } from "./editor-texts.ts";
import { hoverAt } from "./hover/hover.ts";
import { movedLines, type MovedLines } from "./moved-lines.ts";
import { FIX_ALL } from "./quick-fixes.ts";
import { settingsCompletion } from "./settings-completion.ts";
import { settingsDiagnostics } from "./settings-diagnostics.ts";
import { shownDiagnostics } from "./shown-diagnostics.ts";
import { pathOfUri, uriOfPath } from "./uris.ts";
import { changedSince, sourcesOf, type Workbench } from "./workbench.ts";
import { workspaceEdit } from "./workspace-edits.ts";
import { workspaceFolders } from "./workspace-folders.ts";

/** What the server runs with. */
export interface ServerContext {
  /** The two ends of the pipe to an editor. */
  readonly channel: { readonly input: Readable; readonly output: Writable };
  readonly bench: Workbench;
  readonly version: string;
  /** How a bug is told, as on the command line. */
  readonly bugText: (error: unknown) => string;
  /** Where it is told: editors keep what a server writes on standard error. */
  readonly log: (text: string) => void;
}

/** Gives the review of a description as a page of HTML, for editors that show one. */
const PAGE = "sallyport.page";

/** What descriptions are made of, and what they are judged by. */
const FILES = "**/*.{yaml,yml,json}";

/**
 * Serves an editor until it says goodbye, or its pipe ends. Gives the exit code that the protocol asks for: 0 where it said
 * before that the server is to shut down.
 */
export async function serve({
  channel: { input, output },
  bench,
  version,
  bugText,
  log,
}: ServerContext): Promise<0 | 1> {
  const watchDog = newWatchDog();
  const connection = createConnection(
    // What the connection itself has to say cannot go through it: it says so when it is closed.
    () => createProtocolConnection(new StreamMessageReader(input), new StreamMessageWriter(output), loggerOf(log)),
    watchDog,
  );
  input.on("end", watchDog.gone).on("close", watchDog.gone);
  output.on("error", watchDog.gone);

  let client: ClientCapabilities = {};
  const folders = workspaceFolders();
  const documents = new TextDocuments(TextDocument);
  const texts = editorTexts({ all: () => documents.all(), get: (uri) => documents.get(uri) });
  const { fileOf, uriOf } = texts;
  const failed = (file: string, error: unknown): void => log(`${file}\n${bugText(error)}`);
  const isWatching = (): boolean => client.workspace?.didChangeWatchedFiles?.dynamicRegistration === true;
  const addressOf = (uri: string): string => {
    const file = pathOfUri(uri);
    return file === undefined ? uri : uriOf(file);
  };
  const { show } = shownDiagnostics(addressOf, (uri, diagnostics) => {
    const ofVersion = documents.get(uri)?.version;
    connection
      .sendDiagnostics({
        uri,
        diagnostics: [...diagnostics],
        ...(ofVersion === undefined ? {} : { version: ofVersion }),
      })
      .catch(ignored);
  });
  const descriptions = keptDescriptions({
    bench,
    folders: folders.all,
    isWatching,
    buffers: texts.buffers,
    versions: texts.versions,
    show,
    reviewed: (file, outcome) => {
      const isRefused = outcome instanceof UserError;
      const verdict = {
        uri: uriOf(file),
        decision: isRefused ? null : outcome.review.verdict.decision,
        text: isRefused ? "Sallyport: not reviewed" : verdictWords(outcome.review),
      };
      connection.sendNotification("sallyport/verdict", verdict).catch(ignored);
      if (client.workspace?.codeLens?.refreshSupport === true)
        connection.sendRequest(CodeLensRefreshRequest.type).catch(ignored);
    },
    failed,
  });

  const checkSettings = async (uri: string): Promise<void> => {
    const file = fileOf(uri);
    const text = file === undefined ? undefined : texts.textOf(file);
    if (file === undefined || text === undefined || !isConfigurationName(file)) return;
    try {
      const placed = bench.placed(file, folders.all());
      const found = await settingsDiagnostics(placed.file, text, () => bench.checkSettings(placed, texts.buffers()));
      if (texts.textOf(file) === text) show(`settings ${file}`, new Map([[uriOfPath(file), found]]));
    } catch (error) {
      show(`settings ${file}`, new Map()); // it is not read there, or nobody knows what it says
      if (!(error instanceof UserError)) failed(file, error);
    }
  };

  connection.onInitialize((params): InitializeResult => {
    client = params.capabilities;
    const root = params.rootUri ?? undefined;
    const named = params.workspaceFolders?.map(({ uri }) => uri) ?? (root === undefined ? [] : [root]);
    folders.change(named, []);
    return { serverInfo: { name: "sallyport", version }, capabilities: CAPABILITIES };
  });
  connection.onInitialized(() => {
    if (isWatching())
      connection.client
        .register(DidChangeWatchedFilesNotification.type, {
          watchers: [{ globPattern: FILES }, { globPattern: "**/CODEOWNERS" }],
        })
        .catch(ignored);
    if (client.workspace?.workspaceFolders === true)
      connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        folders.change(
          added.map(({ uri }) => uri),
          removed.map(({ uri }) => uri),
        );
        descriptions.forgetAll();
        for (const { uri } of documents.all()) {
          eachFile(uri, descriptions.open);
          void checkSettings(uri);
        }
      });
  });
  const eachFile = (uri: string, act: (file: string) => void): void => {
    const file = fileOf(uri);
    if (file !== undefined) act(file);
  };
  documents.onDidOpen(({ document: { uri } }) => eachFile(uri, descriptions.open));
  documents.onDidChangeContent(({ document: { uri } }) => {
    texts.changed(uri);
    eachFile(uri, descriptions.change);
    void checkSettings(uri);
  });
  documents.onDidClose(({ document: { uri } }) =>
    eachFile(uri, (file) => {
      texts.closed(uri);
      if (texts.textOf(file) !== undefined) {
        // It is still open under another address.
        descriptions.change(file);
        void checkSettings(uriOf(file));
        return;
      }
      descriptions.close(file);
      show(`settings ${file}`, new Map());
    }),
  );
  connection.onDidChangeWatchedFiles(({ changes }) =>
    changedOnDisk(
      changes
        // What an editor has open was told otherwise already.
        .filter(({ uri }) => documents.get(uri) === undefined)
        .map(({ uri, type }) => ({ uri, isOther: type !== FileChangeType.Changed })),
    ),
  );
  connection.workspace.onDidRenameFiles(({ files }) =>
    changedOnDisk(files.flatMap(({ oldUri, newUri }) => [oldUri, newUri].map((uri) => ({ uri, isOther: true })))),
  );
  const changedOnDisk = (all: readonly { readonly uri: string; readonly isOther: boolean }[]): void => {
    const changes = all.flatMap(({ uri, isOther }) => {
      const file = fileOf(uri);
      return file === undefined ? [] : [{ file, isOther }];
    });
    if (changes.length > 0) descriptions.changeOnDisk(changes);
  };

  /** Where the lines of a file are now that a review read as they were then, and the other way round. */
  const movedOf = ({ reviewed, file }: KnownReview): { readonly there: MovedLines; readonly back: MovedLines } => {
    const before = sourcesOf(reviewed).get(file)?.text ?? "";
    const now = texts.textOf(path.join(reviewed.root, file)) ?? before;
    return { there: movedLines(now, before), back: movedLines(before, now) };
  };
  const lastOf = async (uri: string): Promise<KnownReview | undefined> => {
    const file = fileOf(uri);
    return file === undefined || isConfigurationName(file) ? undefined : descriptions.lastOf(file);
  };

  connection.onHover(async ({ textDocument: { uri }, position }) => {
    const known = await lastOf(uri);
    if (known === undefined) return null;
    const { there, back } = movedOf(known);
    const line = there(position.line);
    const hover = line === undefined ? undefined : hoverAt(known.reviewed, known.file, { ...position, line });
    if (hover?.range === undefined) return null;
    const { start, end } = hover.range;
    const [first, last] = [back(start.line), back(end.line)];
    if (first === undefined || last === undefined) return { contents: hover.contents };
    return { ...hover, range: { start: { ...start, line: first }, end: { ...end, line: last } } };
  });
  connection.onCodeLens(async ({ textDocument: { uri } }) => {
    const known = await lastOf(uri);
    if (known === undefined) return [];
    const { back } = movedOf(known);
    return codeLenses(known.reviewed, known.file).flatMap((lens) => {
      const line = back(lens.range.start.line);
      if (line === undefined) return [];
      const { start, end } = lens.range;
      return [{ ...lens, range: { start: { ...start, line }, end: { ...end, line } } }];
    });
  });
  connection.onCompletion(({ textDocument: { uri }, position }) => {
    const file = fileOf(uri);
    const text = file === undefined ? undefined : texts.textOf(file);
    if (file === undefined || text === undefined || !isConfigurationName(file)) return [];
    const schemes = descriptions.all().flatMap(({ review }) => review.schemes.map(({ name }) => name));
    const rules = [...defaultPolicy().severities.public.keys()];
    return [...settingsCompletion(text, position, configurationSchema(), { schemes: [...new Set(schemes)], rules })];
  });

  /** Of what changed on disk without a word the review is made again: the lines of an edit would be others. */
  const outdatedIn = ({ reviewed }: KnownReview): string | undefined => {
    const outdated = changedSince(reviewed);
    if (outdated !== undefined)
      descriptions.changeOnDisk([{ file: path.join(reviewed.root, outdated), isOther: false }]);
    return outdated;
  };
  const resolved = async (action: CodeAction): Promise<CodeAction> => {
    if (!isActionData(action.data)) return action;
    const data: ActionData = action.data;
    try {
      const known = await descriptions.currentOf(data.file);
      if (known === undefined) throw new UserError("The description cannot be reviewed as it is now");
      const outdated = outdatedIn(known);
      if (outdated !== undefined)
        throw new UserError(`${outdated} has changed on disk since it was reviewed`, {
          hint: "Open the quick fixes again.",
        });
      const files = await filesOfAction(data, known.reviewed, bench);
      const versions = new Map([...known.versions].map(([file, ofFile]) => [uriOf(file), ofFile]));
      const edit = workspaceEdit(new Map([...files].map(([file, changed]) => [uriOf(file), changed])), {
        hasDocumentChanges: client.workspace?.workspaceEdit?.documentChanges === true,
        createsFiles: client.workspace?.workspaceEdit?.resourceOperations?.includes("create") === true,
        // Of the text that was reviewed: one that changed meanwhile is not edited.
        versionOf: (uri) => versions.get(uri) ?? null,
      });
      return { ...action, edit };
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      throw new ResponseError(
        LSPErrorCodes.RequestFailed,
        [error.message, error.hint].filter((part) => part !== undefined).join(". "),
      );
    }
  };
  connection.onCodeAction(async ({ textDocument: { uri }, range, context }) => {
    const file = fileOf(uri);
    const resolves = client.textDocument?.codeAction?.resolveSupport?.properties.includes("edit") === true;
    let known = file === undefined ? undefined : await descriptions.currentOf(file);
    if (file !== undefined && known !== undefined && !resolves && outdatedIn(known) !== undefined)
      known = await descriptions.currentOf(file); // such an editor cannot ask again when an edit is refused
    if (known === undefined) return [];
    const actions = codeActions(known, range, context);
    if (resolves) return [...actions];
    // Such an editor gets what can be made, with its edit.
    const whole = await Promise.all(actions.map((action) => resolved(action).catch(() => undefined)));
    return whole.filter((action) => action !== undefined);
  });
  connection.onCodeActionResolve(resolved);
  connection.onExecuteCommand(async ({ command, arguments: [uri] = [] }) => {
    const file = command === PAGE && typeof uri === "string" ? fileOf(uri) : undefined;
    const known = file === undefined ? undefined : await descriptions.lastOf(file);
    return known === undefined ? null : bench.page(known.reviewed);
  });

  documents.listen(connection);
  connection.listen();
  const code = await watchDog.exited;
  // What is still asked of the editor is never answered; to end the connection would make each of it a fault.
  descriptions.end();
  input.destroy();
  return code;
}

/** What cannot be sent any more: the editor is gone, which ends the server. */
const ignored = (): void => undefined;

const CAPABILITIES: InitializeResult["capabilities"] = {
  textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
  codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, FIX_ALL], resolveProvider: true },
  codeLensProvider: {},
  hoverProvider: true,
  completionProvider: { triggerCharacters: [" ", ":"] },
  executeCommandProvider: { commands: [PAGE] },
  workspace: {
    workspaceFolders: { supported: true, changeNotifications: true },
    fileOperations: {
      didRename: {
        filters: [{ scheme: "file", pattern: { glob: FILES, matches: FileOperationPatternKind.file } }],
      },
    },
  },
};

function loggerOf(log: ServerContext["log"]): Logger {
  const line = (text: string): void => log(`${text}\n`);
  return { error: line, warn: line, info: line, log: line };
}

/** What the protocol asks of a process: that it ends, with 0 only where it was told to shut down before. */
function newWatchDog() {
  let end: (code: 0 | 1) => void = () => undefined;
  const exited = new Promise<0 | 1>((resolve) => (end = resolve));
  const watchDog = {
    shutdownReceived: false,
    initialize: (): void => undefined,
    exit: (code: number): void => end(code === 0 ? 0 : 1),
    gone: (): void => end(watchDog.shutdownReceived ? 0 : 1),
    exited,
  };
  return watchDog;
}
