/*
 * Builds `dist/spectral-worker.cjs`, the thread that runs Spectral, with all that it needs: nobody who installs
 * Sallyport installs Spectral's packages, whose `@scarf/scarf` reports every installation.
 */
import { build } from "esbuild";
import { yamlModules } from "./yaml-modules.mjs";

/** Rulesets for other kinds of descriptions, which are large and never asked. */
const withoutOtherFormats = {
  name: "without-other-formats",
  setup(bundler) {
    bundler.onResolve({ filter: /^\.\/(?:asyncapi|arazzo)$/ }, ({ importer }) =>
      /spectral-rulesets[\\/]dist[\\/]index\.js$/.test(importer)
        ? { path: "other-format", namespace: "none" }
        : undefined,
    );
    bundler.onLoad({ filter: /.*/, namespace: "none" }, () => ({ contents: "module.exports = { default: {} };" }));
  },
};

export async function buildSpectralWorker() {
  await build({
    entryPoints: { "spectral-worker": "src/spectral/worker.ts" },
    outdir: "dist",
    outExtension: { ".js": ".cjs" },
    bundle: true,
    format: "cjs",
    platform: "node",
    target: "node20.19",
    // The main file of jsonc-parser, in UMD, cannot be bundled.
    mainFields: ["module", "main"],
    minifyWhitespace: true,
    minifySyntax: true,
    external: ["yaml"],
    plugins: [withoutOtherFormats, yamlModules],
    logLevel: "warning",
  });
}

/**
 * Builds `dist/spectral-ruleset.cjs`, Sallyport's rules for Spectral: its command line puts rulesets together with its
 * own bundler, which wants one file of CommonJS.
 */
export async function buildSpectralRuleset() {
  await build({
    entryPoints: { "spectral-ruleset": "src/spectral-ruleset.ts" },
    outdir: "dist",
    outExtension: { ".js": ".cjs" },
    bundle: true,
    format: "cjs",
    platform: "node",
    target: "node20.19",
    minifyWhitespace: true,
    minifySyntax: true,
    // Only users' rulesets need to know where a file stands, and here they are Spectral's own matter.
    define: { "import.meta.url": '"file:///"' },
    footer: { js: "module.exports = module.exports.default;" },
    external: ["yaml"],
    plugins: [yamlModules],
    logLevel: "warning",
  });
}

/** Vitest's global set-up: tests run what is bundled as it is now. */
export async function setup() {
  await buildSpectralWorker();
  await buildSpectralRuleset();
}
