/*
 * Makes an MCP server of what agents may call, with a generator that is not ours, and looks whether it has the tools that
 * it should have. Needs a build:
 *
 *   npm run try:mcp                 the descriptions of examples/, and a session with the server of one of them
 *   npm run try:mcp -- FILE...      these descriptions (OpenAPI 3.0 or 3.1: the generator knows no other)
 *
 * The reduced description of each is read by `openapi-mcp-generator`, which must list the operations that are allowed
 * and no other. In the session a client of MCP calls a tool of the generated server, which calls the server of
 * examples/fitness on the loopback interface; an operation that is denied is no tool there. All of it comes from npm into
 * node_modules/.cache, in fixed versions, without its scripts, and is no dependency. Exits with 1 where something differs.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { modulesOf } from "../benchmark/peers.mjs";
import * as fitness from "../examples/fitness/server/fitness.mjs";
import { listen } from "../examples/proving-ground/service.mjs";

const ROOT = path.dirname(import.meta.dirname);
const CLI = path.join(ROOT, "dist/cli.js");
const PACKAGES = [
  "openapi-mcp-generator@4.0.1",
  // What the generated server is made of.
  "@modelcontextprotocol/sdk@1.32.2",
  "axios@1.21.1",
  "dotenv@16.6.1",
  "zod@3.25.76",
  "json-schema-to-zod@2.8.1",
];

const modules = modulesOf({ id: "mcp", packages: PACKAGES });
const generator = await import(pathToFileURL(path.join(modules, "openapi-mcp-generator/dist/api.js")).href);
const given = process.argv.slice(2);
const folder = mkdtempSync(path.join(tmpdir(), "try-mcp-"));
const wrong = [];
try {
  for (const [index, file] of (given.length > 0 ? given.map((one) => path.resolve(one)) : examples()).entries())
    await hasTheAllowed(file, path.join(folder, `${index}.json`));
  if (given.length === 0) await session(path.join(folder, "session"));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
for (const one of wrong) process.stdout.write(`✗ ${one}\n`);
process.exitCode = wrong.length === 0 ? 0 : 1;

function examples() {
  return readdirSync(path.join(ROOT, "examples"))
    .map((name) => path.join(ROOT, "examples", name, "openapi.yaml"))
    .filter((file) => existsSync(file));
}

/** Whether the tools that the generator lists are the operations that are allowed. */
async function hasTheAllowed(file, reduced) {
  const { allow } = decided(file, reduced);
  const tools = (await generator.getToolsFromOpenApi(reduced, { dereference: true })).map(
    ({ method, pathTemplate }) => `${method.toUpperCase()} ${pathTemplate}`,
  );
  const name = path.relative(ROOT, file);
  if (new Set([...tools, ...allow]).size !== tools.length || tools.length !== allow.length)
    wrong.push(`${name}: tools ${tools.join(", ")}, but allowed are ${allow.join(", ")}`);
  else process.stdout.write(`✓ ${name}: ${tools.length} tools, as many as are allowed\n`);
}

/** What is decided of the operations of a description, whose reduced one is written. */
function decided(file, reduced) {
  const run = spawnSync(process.execPath, [CLI, "agents", file, "--format", "json", "--reduced", reduced], {
    encoding: "utf8",
    maxBuffer: 1e9,
  });
  if (run.status !== 0) throw new Error(`sallyport agents ${file} failed:\n${run.stderr}`);
  const ids = { allow: [], confirm: [], deny: [] };
  for (const { id, decision } of JSON.parse(run.stdout).apis[0].operations) ids[decision].push(id);
  return ids;
}

/** A client of MCP calls a tool of a generated server, which calls the server of an example. */
async function session(output) {
  const reduced = `${output}.json`;
  const { allow, deny } = decided(path.join(ROOT, "examples/fitness/openapi.yaml"), reduced);
  const riders = fitness.server({ flaws: [] });
  const url = await listen(riders, 0);
  const made = spawnSync(
    process.execPath,
    [path.join(modules, "openapi-mcp-generator/bin/openapi-mcp-generator.js"), "-i", reduced, "-o", output, "-b", url],
    { encoding: "utf8" },
  );
  if (made.status !== 0) throw new Error(`the generator failed:\n${made.stderr}`);
  // Its types are left out, and nothing else is changed: it makes its checks at run time of what it imports.
  const server = path.join(output, "server.mjs");
  await build({ entryPoints: [path.join(output, "src/index.ts")], outfile: server, format: "esm", logLevel: "error" });
  symlinkSync(modules, path.join(output, "node_modules"), "junction");
  const of = (file) =>
    import(pathToFileURL(path.join(modules, "@modelcontextprotocol/sdk/dist/esm/client", file)).href);
  const [{ Client }, { StdioClientTransport }] = await Promise.all([of("index.js"), of("stdio.js")]);
  const client = new Client({ name: "try-mcp", version: "1" });
  const token = fitness.inputs().tokenA;
  await client.connect(
    new StdioClientTransport({
      command: process.execPath,
      args: [server],
      env: { BEARER_TOKEN_BEARERAUTH: token },
      stderr: "ignore",
    }),
  );
  try {
    const { tools } = await client.listTools();
    const names = tools.map(({ name }) => name);
    if (names.length !== allow.length) wrong.push(`session: ${names.length} tools, but ${allow.length} are allowed`);
    const answer = await client.callTool({ name: "getMe", arguments: {} });
    const text = answer.content.map((part) => part.text).join("");
    if (!/status: 200/i.test(text)) wrong.push(`session: getMe is answered with ${text.slice(0, 200)}`);
    const denied = await client.callTool({ name: "createSession", arguments: {} }).catch(({ message }) => message);
    const isRefused =
      typeof denied === "string" || denied.isError === true || /unknown tool/i.test(JSON.stringify(denied));
    if (names.includes("createSession") || !isRefused) wrong.push("session: createSession, which is denied, is a tool");
    process.stdout.write(
      `✓ session: ${names.length} tools; getMe is answered; ${deny.length} denied operations are none\n`,
    );
  } finally {
    await client.close();
    riders.close();
    riders.closeAllConnections();
  }
}
