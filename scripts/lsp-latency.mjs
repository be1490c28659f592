/*
 * lsp-latency.mjs [--edits N] [--profile FOLDER] FILE...: how long the language server takes to answer edits of each description, from the
 * key to the diagnostics, over a pipe as editors do it. Each edit is one of three kinds in turn: a letter in a text, a line
 * of a new property, and its removal; then bursts of keys are typed at 8 a second. Prints percentiles, what a hover and the
 * code lenses take beside it, the processor time of the server for an edit, and its memory in eight steps. With a folder, a profile of the server is written there. It needs dist/.
 */
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { createProtocolConnection, StreamMessageReader, StreamMessageWriter } from "vscode-languageserver/node";

const { values, positionals } = parseArgs({
  options: { edits: { type: "string", default: "100" }, profile: { type: "string" } },
  allowPositionals: true,
});
const EDITS = Number(values.edits);

for (const file of positionals) await measure(path.resolve(file));

async function measure(file) {
  const text = readFileSync(file, "utf8");
  const profiling = values.profile === undefined ? [] : ["--cpu-prof", `--cpu-prof-dir=${values.profile}`];
  const server = spawn(process.execPath, [...profiling, "dist/cli.js", "lsp"], { stdio: ["pipe", "pipe", "inherit"] });
  const connection = createProtocolConnection(
    new StreamMessageReader(server.stdout),
    new StreamMessageWriter(server.stdin),
  );
  const uri = pathToFileURL(file).href;
  const waiting = [];
  connection.onNotification("textDocument/publishDiagnostics", (params) => {
    if (params.uri !== uri) return;
    for (const one of waiting.splice(0)) {
      if (params.version >= one.version) one.resolve();
      else waiting.push(one);
    }
  });
  connection.onRequest("client/registerCapability", () => null);
  connection.listen();
  await connection.sendRequest("initialize", {
    processId: null,
    rootUri: null,
    workspaceFolders: [{ uri: pathToFileURL(path.dirname(file)).href, name: "folder" }],
    capabilities: {},
  });
  await connection.sendNotification("initialized", {});
  const answered = (version) => {
    const start = performance.now();
    return new Promise((resolve) => waiting.push({ version, resolve: () => resolve(performance.now() - start) }));
  };

  let version = 1;
  const opened = answered(1);
  await connection.sendNotification("textDocument/didOpen", {
    textDocument: { uri, languageId: "yaml", version, text },
  });
  const first = await opened;

  const lines = text.split("\n");
  const at = lines.findIndex((line) => /^\s+(?:description|summary): \w/.test(line));
  const end = lines[at].length;
  const indent = /^\s*/.exec(lines[at])[0];
  const EDIT_KINDS = [
    [{ start: { line: at, character: end }, end: { line: at, character: end } }, "x"],
    [{ start: { line: at, character: 0 }, end: { line: at, character: 0 } }, `${indent}x-note: text\n`],
    [{ start: { line: at, character: 0 }, end: { line: at + 1, character: 0 } }, ""],
    [{ start: { line: at, character: end }, end: { line: at, character: end + 1 } }, ""],
  ];
  const edit = async (index) => {
    const [range, put] = EDIT_KINDS[index % EDIT_KINDS.length];
    version += 1;
    await connection.sendNotification("textDocument/didChange", {
      textDocument: { uri, version },
      contentChanges: [{ range, text: put }],
    });
  };
  const timed = async (request, params) => {
    const start = performance.now();
    await connection.sendRequest(request, params);
    return performance.now() - start;
  };

  const [single, burst, hovers, lenses] = [[], [], [], []];
  const memory = [];
  let processor = 0;
  for (let index = 0; index < EDITS; index += 1) {
    const answer = answered(version + 1);
    await edit(index);
    const took = await answer;
    if (index === 10) processor = processorTime(server.pid);
    if (index % Math.ceil(EDITS / 8) === 10) memory.push(residentMemory(server.pid));
    if (index >= 8) single.push(took); // the first ones warm it up
    if (index % 10 === 0) {
      hovers.push(await timed("textDocument/hover", { textDocument: { uri }, position: { line: at, character: end } }));
      lenses.push(await timed("textDocument/codeLens", { textDocument: { uri } }));
    }
  }
  processor = (processorTime(server.pid) - processor) / (EDITS - 11);
  for (let round = 0; round < 5; round += 1) {
    for (let key = 0; key < 7; key += 1) {
      await edit(round * 8 + key);
      await new Promise((resolve) => setTimeout(resolve, 125));
    }
    const answer = answered(version + 1);
    await edit(round * 8 + 7);
    burst.push(await answer);
  }
  memory.push(residentMemory(server.pid));
  const parts = [
    `${path.basename(file)}, ${lines.length} lines: opened ${ms(first)}`,
    `${single.length} edits ${spread(single)}`,
    `processor ${ms(processor)} each`,
    `after bursts ${spread(burst)}`,
    `hover ${spread(hovers)}`,
    `lenses ${spread(lenses)}`,
    `memory in turn ${memory.join(", ")} MB`,
  ];
  process.stdout.write(`${parts.join("; ")}\n`);
  await connection.sendRequest("shutdown");
  await connection.sendNotification("exit");
  await new Promise((resolve) => server.on("exit", resolve));
}

function spread(times) {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share) => ms(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]);
  return `median ${at(0.5)}, 95 % ${at(0.95)}, most ${ms(sorted.at(-1))}`;
}

function ms(time) {
  return `${Math.round(time)} ms`;
}

/** In milliseconds, of all its threads, where the system tells. */
function processorTime(pid) {
  try {
    const [user, system] = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1].split(" ").slice(11, 13);
    return (Number(user) + Number(system)) * 10; // a tick is a hundredth of a second
  } catch {
    return NaN;
  }
}

/** In megabytes, where the system tells. */
function residentMemory(pid) {
  try {
    return Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))[1]) / 1024);
  } catch {
    return "?";
  }
}
