/*
 * Builds `executable/sallyport`: Sallyport and Node in one file, by Node's single executable applications, for the
 * platform that it is built on. It takes the Node that runs it where that is 24 or later, else one that npm carries.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { chmod, copyFile, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { build } from "esbuild";
import { glob } from "tinyglobby";
import { buildModules, buildProgram } from "./bundle.mjs";
import { buildSpectralWorker, withYaml } from "./spectral-bundles.mjs";

const OUT = "executable";

/** From this version on, code in an executable may ask for its assets. */
const LEAST_NODE = 24;

/** What Node looks for in itself to know that a program follows, and where that is on macOS. */
const INJECTION = [
  "--sentinel-fuse",
  "NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2",
  ...(process.platform === "darwin" ? ["--macho-segment-name", "NODE_SEA"] : []),
];

/** Threads of an executable begin with a text in it. */
const withOwnThreads = {
  name: "with-own-threads",
  setup(bundler) {
    bundler.onResolve({ filter: /\/spectral-thread\.ts$/ }, ({ importer }) =>
      importer.endsWith("run-spectral.ts") ? { path: path.resolve("src/executable/spectral-thread.ts") } : undefined,
    );
  },
};

const node = nodeBinary();
const scratch = await mkdtemp(path.join(tmpdir(), "sallyport-executable-"));
try {
  await buildProgram(scratch, [withOwnThreads, withYaml]);
  await buildModules(scratch); // of which the code cache needs what loads the program
  await buildSpectralWorker(scratch, true);
  await buildBeginnings(scratch);
  run(node, ["scripts/code-cache.mjs", scratch]);
  await rm(OUT, { recursive: true, force: true });
  await mkdir(OUT);
  await writeExecutable(path.join(OUT, process.platform === "win32" ? "sallyport.exe" : "sallyport"));
  for (const name of ["LICENSE", "NOTICE"]) await copyFile(name, path.join(OUT, name));
  await copyLicenseOfNode();
} finally {
  await rm(scratch, { recursive: true });
}

/** What begins the process, and a thread that reviews. */
async function buildBeginnings(outdir) {
  await build({
    entryPoints: { main: "src/executable/main.ts", "review-thread": "src/executable/review-thread.ts" },
    outdir,
    outExtension: { ".js": ".cjs" },
    bundle: true,
    format: "cjs",
    platform: "node",
    target: `node${LEAST_NODE}`,
    logLevel: "warning",
  });
}

async function writeExecutable(file) {
  const blob = path.join(scratch, "sallyport.blob");
  const config = path.join(scratch, "sea-config.json");
  const inScratch = (name) => path.join(scratch, name);
  const assets = ["program.cjs", "program.cjs.cache", "review-thread.cjs", "spectral-worker.cjs"];
  await writeFile(
    config,
    JSON.stringify({
      main: inScratch("main.cjs"),
      output: blob,
      disableExperimentalSEAWarning: true,
      assets: Object.fromEntries(assets.map((name) => [name, inScratch(name)])),
    }),
  );
  run(node, ["--experimental-sea-config", config]);
  await copyFile(node, file);
  await chmod(file, 0o755);
  // In a process of its own, since it tells something of every section.
  run(process.execPath, ["node_modules/postject/dist/cli.js", file, "NODE_SEA_BLOB", blob, ...INJECTION]);
}

/** Node is in the executable too. Its licence stands above `bin`, and where npm carries it in the package of the platform. */
async function copyLicenseOfNode() {
  const above = path.dirname(path.dirname(node));
  const places = [
    above,
    ...(await glob(["node_modules/node-*"], { cwd: above, onlyDirectories: true, absolute: true })),
  ];
  const found = places.map((place) => path.join(place, "LICENSE")).find((file) => existsSync(file));
  if (found === undefined) process.stderr.write("Node's licence was not found: put it beside the executable.\n");
  else await copyFile(found, path.join(OUT, "LICENSE-node"));
}

/** The Node that goes into the executable. */
function nodeBinary() {
  if (Number(process.versions.node.split(".")[0]) >= LEAST_NODE) return process.execPath;
  const bin = execFileSync("bash", [path.join(".ci", "node"), String(LEAST_NODE)], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  });
  return path.join(bin.trim(), "node");
}

function run(command, args) {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: "utf8" });
  if (status !== 0) throw new Error(`${command} ${args.join(" ")} ended with ${status}\n${stdout}${stderr}`);
}
