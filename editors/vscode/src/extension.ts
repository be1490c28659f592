import * as vscode from "vscode";
import { LanguageClient, TransportKind } from "vscode-languageclient/node";
import { keptServer, type KeptServer } from "./kept-server.mts";
import { shownPages } from "./shown-pages.mts";
import { shownVerdict, type Verdict } from "./shown-verdict.mts";

let server: KeptServer<LanguageClient> | undefined;

/** Starts the server once there is a description: most YAML and JSON is none. */
export function activate(context: vscode.ExtensionContext): void {
  const verdicts = shownVerdict();
  const showPage = shownPages(newPanel);
  const status = vscode.window.createStatusBarItem("sallyport.verdict", vscode.StatusBarAlignment.Right, 90);
  status.name = "Sallyport";
  status.command = "sallyport.showReview";
  const shown = () => verdicts.shown(vscode.window.activeTextEditor?.document.uri.toString());
  const show = (): void => {
    const verdict = shown()?.verdict;
    if (verdict === undefined) {
      status.hide();
      return;
    }
    status.text = `$(shield) ${verdict.text}`;
    status.backgroundColor = new vscode.ThemeColor(BACKGROUNDS.get(verdict.decision) ?? "statusBarItem.background");
    status.show();
  };
  const newClient = (): LanguageClient => {
    verdicts.forget();
    show();
    const [program = "sallyport", ...before] =
      vscode.workspace.getConfiguration("sallyport").get<string[]>("command") ?? [];
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
    const client = new LanguageClient(
      "sallyport",
      "Sallyport",
      {
        command: program,
        args: [...before, "lsp"],
        transport: TransportKind.stdio,
        // What npm puts on the path of Windows is a script, which only a shell runs.
        options: { ...(folder === undefined ? {} : { cwd: folder }), shell: process.platform === "win32" },
      },
      { documentSelector: ["yaml", "json"].map((language) => ({ scheme: "file", language })) },
    );
    client.onNotification("sallyport/verdict", (verdict: Verdict) => {
      verdicts.tell(vscode.Uri.parse(verdict.uri).toString(), verdict);
      show();
    });
    return client;
  };
  const own = keptServer(newClient, failed);
  server = own;
  const beginFor = (document: vscode.TextDocument): void => {
    if (own.isIdle() && (isDescription(document) || isSettings(document))) void own.begin();
  };

  context.subscriptions.push(
    status,
    vscode.window.onDidChangeActiveTextEditor(show),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => {
      verdicts.close(uri.toString());
      show();
    }),
    vscode.workspace.onDidOpenTextDocument(beginFor),
    vscode.workspace.onDidChangeTextDocument(({ document }) => beginFor(document)),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration("sallyport.command") && !own.isIdle()) void own.restart();
    }),
    vscode.commands.registerCommand("sallyport.restart", own.restart),
    vscode.commands.registerCommand("sallyport.showReview", () => showReview(own.client(), showPage, shown()?.file)),
  );
  for (const document of vscode.workspace.textDocuments) beginFor(document);
}

/** Ends the server with the editor. */
export async function deactivate(): Promise<void> {
  await server?.end();
}

const BACKGROUNDS: ReadonlyMap<string | null, string> = new Map([
  ["reject", "statusBarItem.errorBackground"],
  ["insufficient-evidence", "statusBarItem.warningBackground"],
]);

/** The review of the description that is edited, or whose verdict is shown, beside it, as the page that `--format html` writes: one for each file. */
async function showReview(
  client: LanguageClient | undefined,
  showPage: (uri: string, html: string) => void,
  shown: string | undefined,
): Promise<void> {
  const uri: string | undefined = vscode.window.activeTextEditor?.document.uri.toString() ?? shown;
  if (uri === undefined) return;
  if (client === undefined) {
    await vscode.window.showInformationMessage('Sallyport is not running. Run "Sallyport: Restart the Server".');
    return;
  }
  const page = await client.sendRequest<string | null>("workspace/executeCommand", {
    command: "sallyport.page",
    arguments: [uri],
  });
  if (page === null) {
    await vscode.window.showInformationMessage("Sallyport has no review of this file.");
    return;
  }
  showPage(uri, page);
}

function newPanel(uri: string): vscode.WebviewPanel {
  const name: string = vscode.workspace.asRelativePath(vscode.Uri.parse(uri));
  // The page has its script and style in it, each allowed by its hash; nothing else can be loaded.
  return vscode.window.createWebviewPanel("sallyport.review", `Review of ${name}`, vscode.ViewColumn.Beside, {
    enableScripts: true,
    localResourceRoots: [],
  });
}

/** Whether a text says that it is an OpenAPI description. */
function isDescription(document: vscode.TextDocument): boolean {
  if (document.languageId !== "yaml" && document.languageId !== "json") return false;
  const start = document.getText(new vscode.Range(0, 0, 200, 0));
  return /^[ \t{]*["']?(?:openapi|swagger)["']?\s*:\s*["']?\d/m.test(start);
}

function isSettings({ fileName }: vscode.TextDocument): boolean {
  return /[\\/]sallyport\.ya?ml$/.test(fileName);
}

function failed(error: unknown): void {
  const why = error instanceof Error ? error.message : "it did not start";
  void vscode.window.showErrorMessage(
    `Sallyport: ${why}. Check the setting sallyport.command, then run "Sallyport: Restart the Server".`,
  );
}
