/*
 * Builds `dist/spectral-worker.cjs`, the thread that runs Spectral, with all that it needs: nobody who installs
 * Sallyport installs Spectral's packages, whose `@scarf/scarf` reports every installation.
 */
import { readFile } from "node:fs/promises";
import { build } from "esbuild";
import { leftOut } from "./left-out.mjs";
import { yamlModules } from "./yaml-modules.mjs";

/** Spectral's command line evaluates rulesets as text, which knows no folder to load `yaml` from: it comes along. */
export const withYaml = {
  name: "with-yaml",
  setup(bundler) {
    // Its bundler takes these for packages.
    bundler.onResolve({ filter: /^(?:process|buffer)$/ }, ({ path }) => ({ path: `node:${path}`, external: true }));
    bundler.onLoad({ filter: /[\\/]parse-yaml-again\.ts$/ }, async ({ path }) => {
      const text = await readFile(path, "utf8");
      const loading = 'createRequire(import.meta.url)("yaml")';
      if (!text.includes(loading)) throw new Error(`${path} loads yaml otherwise`);
      return { contents: text.replace(loading, 'require("yaml")'), loader: "ts" };
    });
  },
};

/** Rulesets for other kinds of descriptions, which are large and never asked. */
const withoutOtherFormats = leftOut(/^\.\/(?:asyncapi|arazzo)$/, /spectral-rulesets[\\/]dist[\\/]index\.js$/);

/**
 * Builds the thread into `outdir`. With `isWhole` the package `yaml` is in it too, and it loads nothing from a folder.
 *
 * @param {string} outdir
 */
export async function buildSpectralWorker(outdir = "dist", isWhole = false) {
  const { metafile } = await build({
    entryPoints: { "spectral-worker": "src/spectral/worker.ts" },
    outdir,
    outExtension: { ".js": ".cjs" },
    bundle: true,
    format: "cjs",
    platform: "node",
    target: "node20.19",
    // The main file of jsonc-parser, in UMD, cannot be bundled.
    mainFields: ["module", "main"],
    // Of syntax nothing is made shorter: errors tell functions by names that would be left out.
    minifyWhitespace: true,
    define: { "import.meta.url": "bundleUrl" },
    banner: { js: 'const bundleUrl = require("node:url").pathToFileURL(__filename).href;' },
    external: isWhole ? [] : ["yaml"],
    plugins: [withoutOtherFormats, ...(isWhole ? [withYaml] : []), yamlModules],
    metafile: true,
    preserveSymlinks: true, // as in bundle.mjs
    logLevel: "warning",
  });
  return metafile;
}

/**
 * Builds `dist/spectral-ruleset.cjs`, Sallyport's rules for Spectral: its command line puts rulesets together with its
 * own bundler, which wants one file of CommonJS.
 */
export async function buildSpectralRuleset() {
  const { metafile } = await build({
    entryPoints: { "spectral-ruleset": "src/spectral-ruleset.ts" },
    outdir: "dist",
    outExtension: { ".js": ".cjs" },
    bundle: true,
    format: "cjs",
    platform: "node",
    target: "node20.19",
    minifyWhitespace: true,
    minifySyntax: true,
    define: { "import.meta.url": '"file:///"' },
    footer: { js: "module.exports = module.exports.default;" },
    plugins: [withYaml, yamlModules],
    metafile: true,
    preserveSymlinks: true, // as in bundle.mjs
    logLevel: "warning",
  });
  return metafile;
}

/** Vitest's global set-up: tests run what is bundled as it is now. */
export async function setup() {
  await buildSpectralWorker();
  await buildSpectralRuleset();
}
