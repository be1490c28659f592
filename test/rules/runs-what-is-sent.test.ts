import { describe, expect, test } from "vitest";
import { SEVERITIES } from "../../src/core/severity.ts";
import { loadPolicy } from "../../src/policy/load-policy.ts";
import { reviewDescription } from "../../src/review.ts";
import { filesOf } from "../gate/judged.ts";

const TEXT = { type: "string" };
const json = (properties: object): object => ({
  requestBody: { content: { "application/json": { schema: { type: "object", properties } } } },
});
const DONE = { responses: { 200: { description: "ok", content: { "text/plain": { schema: TEXT } } } } };

interface Call {
  readonly path: string;
  readonly summary: string;
  readonly input: object;
  readonly method?: string;
}

/** How severe it is that a call runs what it is sent, at `server`; `undefined` where nothing says that it does. */
async function severityOf({ path, summary, input, method = "post" }: Call, server: string, security?: object) {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: "path",
    required: true,
    schema: TEXT,
  }));
  const text = JSON.stringify({
    openapi: "3.1.0",
    info: { title: "Hub", version: "1" },
    servers: [{ url: server }],
    ...(security === undefined ? {} : { security }),
    paths: { [path]: { parameters: inPath, [method]: { summary, ...input, ...DONE } } },
    components: { securitySchemes: { token: { type: "http", scheme: "bearer" } } },
  });
  const files = filesOf(new Map([["openapi.json", text]]));
  const { findings } = await reviewDescription(
    "openapi.json",
    files,
    await loadPolicy("openapi.json", files),
    "2026-01-31",
  );
  return SEVERITIES.find((severity) =>
    findings.some((finding) => finding.rule === "injection-interpreted-input" && finding.severity === severity),
  );
}

const INSIDE = ["https://device.local", "https://192.168.1.20", "https://panel.internal", "https://hub"];

const RUNNING: readonly Call[] = [
  { path: "/debug/exec", summary: "Run a shell command", input: json({ command: TEXT }) },
  { path: "/system/run-command", summary: "Runs a command on the device", input: json({ cmd: TEXT }) },
  { path: "/shell", summary: "Opens a line", input: json({ line: TEXT }) },
  {
    path: "/diag/shell",
    summary: "Execute the body as a shell command",
    input: { requestBody: { content: { "text/plain": { schema: TEXT } } } },
  },
  { path: "/eval", summary: "Evaluate an expression on the device", input: json({ expression: TEXT }) },
  { path: "/script-console", summary: "Groovy script console", input: json({ script: TEXT }) },
  { path: "/lua", summary: "Run a Lua chunk of code", input: json({ chunk: TEXT }) },
  { path: "/console/input", summary: "Send a line to the root console", input: json({ text: TEXT }) },
  {
    path: "/processes",
    summary: "Start a process",
    input: json({ program: TEXT, args: { type: "array", items: TEXT } }),
  },
  {
    path: "/debug/exec",
    method: "get",
    summary: "Execute a system command",
    input: { parameters: [{ name: "cmd", in: "query", schema: TEXT }] },
  },
  { path: "/devices/{id}/run", summary: "Executes a shell command on the device", input: json({ input: TEXT }) },
  { path: "/wartung/befehl", summary: "Führt einen Befehl auf dem Gerät aus", input: json({ befehl: TEXT }) },
  { path: "/konsole/skript", summary: "Das Skript wird ausgeführt", input: json({ eingabe: TEXT }) },
  { path: "/maintenance/executer", summary: "Exécute une commande système", input: json({ commande: TEXT }) },
  { path: "/atelier", summary: "Le script reçu est exécuté", input: json({ texte: TEXT }) },
  { path: "/sistema/ejecutar", summary: "Ejecuta un comando en el equipo", input: json({ entrada: TEXT }) },
  { path: "/terminal", summary: "Terminal remoto: executa o comando enviado", input: json({ entrada: TEXT }) },
];

describe("What is sent is run", () => {
  test.each(RUNNING)("by $method $path: $summary", async (call) => {
    for (const server of INSIDE) {
      // Who is on the network has the machine; so has who holds a credential that nobody says anything of.
      expect(await severityOf(call, server, [])).toBe("high");
      expect(await severityOf(call, server)).toBe("high");
      expect(["medium", "high"]).toContain(await severityOf(call, server, [{ token: [] }]));
    }
  });

  test.each<Call>([
    { path: "/devices/{id}/commands", summary: "Send a command to a device", input: json({ command: TEXT }) },
    { path: "/searches", summary: "Runs a search", input: json({ q: TEXT }) },
    { path: "/scripts/{id}/run", summary: "Runs a script", input: json({ name: TEXT }) },
    { path: "/lamp", summary: "Runs a command", input: json({ command: { enum: ["on", "off"] } }) },
    { path: "/orders", summary: "Passer une commande", input: json({ note: TEXT }) },
    { path: "/terminals", summary: "Register a payment terminal", input: json({ serial: TEXT }) },
    { path: "/messages", summary: "Sends a text. No command in it is executed.", input: json({ text: TEXT }) },
    { path: "/jobs/{id}/run", summary: "Executes the job", input: json({ comment: TEXT }) },
  ])("and not by $path: $summary", async (call) => {
    expect(await severityOf(call, "https://device.local", [])).toBeUndefined();
  });

  test("of a product that is there to run code nothing is raised behind a credential", async () => {
    const runner = { path: "/runs", summary: "Runs code in a sandbox", input: json({ code: TEXT }) };
    expect(await severityOf(runner, "https://hub", [{ token: [] }])).toBe("low");
  });
});
