/*
 * Reads our SARIF with a second reader, Microsoft's sarif-multitool: by the schema, and by its rules of what a log
 * should have, those of GitHub code scanning among them. Needs a build:
 *
 *   npm run validate:sarif                       the descriptions of examples/
 *   npm run validate:sarif -- FILE...            these descriptions, or logs that are there already (*.sarif)
 *   npm run validate:sarif -- --notes            with what it only recommends
 *
 * The multitool is no dependency: it is installed once into node_modules/.cache, about 100 MB, without its scripts. It
 * is a program of .NET, which is told to do without ICU. Descriptions are reviewed with a `docsUrl`, since a log
 * without one has no address of its tool, which is a warning. Exits with 1 where there is an error or a warning.
 */
import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";

const ROOT = path.dirname(import.meta.dirname);
const MULTITOOL = "@microsoft/sarif-multitool@5.7.0";
const PACKAGES = { linux: "sarif-multitool-linux", darwin: "sarif-multitool-darwin", win32: "sarif-multitool-win32" };

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { notes: { type: "boolean", default: false } },
});
const files = positionals.length > 0 ? positionals.map((file) => path.resolve(file)) : examples();
const folder = mkdtempSync(path.join(tmpdir(), "validate-sarif-"));
let complaints = 0;
try {
  const program = multitool();
  writeFileSync(path.join(folder, "sallyport.yaml"), "docsUrl: https://docs.acme.example/sallyport\n");
  for (const [index, file] of files.entries()) {
    const log = file.endsWith(".sarif") ? file : written(file, index);
    const said = validated(program, log);
    complaints += said.filter((line) => !line.includes(": note ")).length;
    process.stdout.write(`${path.relative(ROOT, file)}: ${said.length === 0 ? "nothing to say" : said.join("\n  ")}\n`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exitCode = complaints === 0 ? 0 : 1;

function examples() {
  return readdirSync(path.join(ROOT, "examples"))
    .map((name) => path.join(ROOT, "examples", name, "openapi.yaml"))
    .filter((file) => existsSync(file));
}

/** The log of a description, whose folder is copied: the configuration stands above it. */
function written(description, index) {
  const copy = path.join(folder, String(index));
  const log = `${copy}.sarif`;
  cpSync(path.dirname(description), copy, { recursive: true });
  const { status, stderr } = spawnSync(
    process.execPath,
    [
      path.join(ROOT, "dist/cli.js"),
      "review",
      path.join(copy, path.basename(description)),
      "--root",
      folder,
      "--format",
      `sarif=${log}`,
    ],
    { encoding: "utf8" },
  );
  if (status !== 0 && status !== 1) throw new Error(`${description} was not reviewed:\n${stderr}`);
  return log;
}

/** What the multitool says of a log, a line each. */
function validated(program, log) {
  const { status, stdout, stderr, error } = spawnSync(
    program,
    [
      "validate",
      log,
      "--rule-kind",
      "Sarif;Gh",
      "--level",
      values.notes ? "Error;Warning;Note" : "Error;Warning",
      "--output",
      path.join(folder, "said.sarif"),
      "--log",
      "ForceOverwrite",
    ],
    { encoding: "utf8", env: { ...process.env, DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: "1" } },
  );
  if (error !== undefined) throw error;
  const said = stdout.split("\n").filter((line) => /: (?:error|warning|note) /.test(line));
  if (!stdout.includes("1 files scanned") || (status !== 0 && said.length === 0))
    throw new Error(`the multitool could not read ${log}:\n${stdout}${stderr}`);
  return said;
}

function multitool() {
  const cache = path.join(ROOT, "node_modules/.cache/sarif-multitool");
  const name = PACKAGES[process.platform];
  if (name === undefined) throw new Error(`there is no sarif-multitool for ${process.platform}`);
  const program = path.join(
    cache,
    "node_modules/@microsoft",
    name,
    process.platform === "win32" ? "Sarif.Multitool.exe" : "Sarif.Multitool",
  );
  if (!existsSync(program)) {
    mkdirSync(cache, { recursive: true });
    const { status } = spawnSync(
      "npm",
      ["install", "--no-save", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", cache, MULTITOOL],
      { stdio: ["ignore", "ignore", "inherit"], shell: process.platform === "win32" },
    );
    if (status !== 0) throw new Error(`${MULTITOOL} could not be installed`);
    chmodSync(program, 0o755); // what its own script does
  }
  return program;
}
