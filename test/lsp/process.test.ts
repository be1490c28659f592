import { spawn } from "node:child_process";
import path from "node:path";
import { expect, test } from "vitest";
import { createProtocolConnection, StreamMessageReader, StreamMessageWriter } from "vscode-languageserver/node";

const ROOT = path.resolve(import.meta.dirname, "../..");

/** The built program, as editors start it; it needs `npm run build`. */
function started(args: readonly string[] = []) {
  const server = spawn(process.execPath, ["dist/cli.js", "lsp", ...args], { cwd: ROOT, stdio: "pipe" });
  let stderr = "";
  server.stderr.on("data", (text: Buffer) => (stderr += text.toString()));
  const connection = createProtocolConnection(
    new StreamMessageReader(server.stdout),
    new StreamMessageWriter(server.stdin),
  );
  connection.listen();
  const exit = new Promise<{ readonly code: number | null; readonly stderr: string }>((resolve) =>
    server.on("exit", (code) => resolve({ code, stderr })),
  );
  return { server, connection, exit };
}

const HELLO = { processId: null, rootUri: null, capabilities: {} };

test("the process ends when it is told to, and when its editor is gone", async () => {
  const told = started(["--stdio"]);
  await told.connection.sendRequest("initialize", HELLO);
  await told.connection.sendRequest("shutdown");
  await told.connection.sendNotification("exit");
  expect(await told.exit).toEqual({ code: 0, stderr: "" });
  const left = started();
  await left.connection.sendRequest("initialize", HELLO);
  left.server.stdin.end();
  expect((await left.exit).code).toBe(1);
});
