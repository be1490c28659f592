import * as vscode from "vscode";
import { LanguageClient, TransportKind } from "vscode-languageclient/node";

/** What the server tells after each review of a description. */
interface Verdict {
  readonly uri: string;
  /** As in the JSON of a review; `null` where the description cannot be reviewed. */
  readonly decision: string | null;
  readonly text: string;
}

let client: LanguageClient | undefined;

/** Starts the server once there is a description: most YAML and JSON is none. */
export function activate(context: vscode.ExtensionContext): void {
  const verdicts = new Map<string, Verdict>();
  const status = vscode.window.createStatusBarItem("sallyport.verdict", vscode.StatusBarAlignment.Right, 90);
  status.name = "Sallyport";
  status.command = "sallyport.showReview";
  const show = (): void => {
    const uri = vscode.window.activeTextEditor?.document.uri.toString();
    const verdict = uri === undefined ? undefined : verdicts.get(uri);
    if (verdict === undefined) {
      status.hide();
      return;
    }
    status.text = `$(shield) ${verdict.text}`;
    status.backgroundColor = new vscode.ThemeColor(BACKGROUNDS.get(verdict.decision) ?? "statusBarItem.background");
    status.show();
  };
  let isStarting = false;
  const begin = async (): Promise<void> => {
    if (client !== undefined || isStarting) return;
    isStarting = true;
    const [program = "sallyport", ...before] =
      vscode.workspace.getConfiguration("sallyport").get<string[]>("command") ?? [];
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
    client = new LanguageClient(
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
      verdicts.set(vscode.Uri.parse(verdict.uri).toString(), verdict);
      show();
    });
    await client.start().finally(() => (isStarting = false));
  };
  const beginFor = (document: vscode.TextDocument): void => {
    if (isDescription(document) || isSettings(document)) void begin().catch(failed);
  };
  const stop = async (): Promise<void> => {
    await client?.stop();
    client = undefined;
    isStarting = false;
    verdicts.clear();
  };

  context.subscriptions.push(
    status,
    vscode.window.onDidChangeActiveTextEditor(show),
    vscode.workspace.onDidOpenTextDocument(beginFor),
    vscode.workspace.onDidChangeTextDocument(({ document }) => {
      if (client === undefined) beginFor(document);
    }),
    vscode.commands.registerCommand("sallyport.restart", async () => {
      await stop();
      await begin();
    }),
    vscode.commands.registerCommand("sallyport.showReview", showReview),
  );
  for (const document of vscode.workspace.textDocuments) beginFor(document);
}

/** Ends the server with the editor. */
export async function deactivate(): Promise<void> {
  await client?.stop();
}

const BACKGROUNDS: ReadonlyMap<string | null, string> = new Map([
  ["reject", "statusBarItem.errorBackground"],
  ["insufficient-evidence", "statusBarItem.warningBackground"],
]);

/** The review of the description that is edited, beside it, as the page that `--format html` writes. */
async function showReview(): Promise<void> {
  const document = vscode.window.activeTextEditor?.document;
  if (document === undefined || client === undefined) return;
  const page = await client.sendRequest<string | null>("workspace/executeCommand", {
    command: "sallyport.page",
    arguments: [document.uri.toString()],
  });
  if (page === null) {
    await vscode.window.showInformationMessage("Sallyport has no review of this file.");
    return;
  }
  const name: string = vscode.workspace.asRelativePath(document.uri);
  // The page has its script and style in it, each allowed by its hash; nothing else can be loaded.
  const panel = vscode.window.createWebviewPanel("sallyport.review", `Review of ${name}`, vscode.ViewColumn.Beside, {
    enableScripts: true,
    localResourceRoots: [],
  });
  panel.webview.html = page;
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
  client = undefined;
  const why = error instanceof Error ? error.message : "it did not start";
  void vscode.window.showErrorMessage(`Sallyport: ${why}. The setting sallyport.command says how it is started.`);
}
