import { readFile, writeFile } from "node:fs/promises";
import { build } from "esbuild";
import { textModules } from "./text-modules.mjs";
import { writtenTexts } from "./written-texts.mjs";
import { yamlModules } from "./yaml-modules.mjs";

/** @type {import("esbuild").BuildOptions} */
const COMMON = {
  bundle: true,
  platform: "node",
  target: "node20.19",
  // Names stay, for stack traces; start-up is a promise.
  minifyWhitespace: true,
  minifySyntax: true,
  // One is loaded only to rescue a text that js-yaml refuses; the other begins workers with files of its own.
  external: ["yaml", "tinypool"],
  metafile: true,
  // Wherever packages are, paths in bundles are those below the checkout: the same source has the same bundles.
  preserveSymlinks: true,
  plugins: [yamlModules, textModules, writtenTexts],
  logLevel: "warning",
};

/**
 * Builds the program behind the command line: one script, for V8's code cache, in the wrapper that
 * `src/cli/compiled-program.ts` calls. Gives what it is made of. `plugins` change what it is made of.
 *
 * @param {string} outdir
 * @param {readonly import("esbuild").Plugin[]} plugins
 */
export async function buildProgram(outdir, plugins = []) {
  const outfile = `${outdir}/program.cjs`;
  const { metafile } = await build({
    ...COMMON,
    ...(plugins.length === 0 ? {} : { external: [], plugins: [...plugins, ...COMMON.plugins] }),
    entryPoints: ["src/cli/program.ts"],
    outfile,
    format: "cjs",
    define: { "import.meta.url": "programUrl" },
    banner: { js: "(function(module,require,programUrl){" },
    footer: { js: "})" },
  });
  await writeFile(outfile, inAscii(await readFile(outfile, "utf8")));
  return metafile;
}

/**
 * Builds what is a module: what begins the command line and its workers, and the programmatic API with what it imports
 * on use. Gives what it is made of.
 *
 * @param {string} outdir
 */
export async function buildModules(outdir) {
  const { metafile } = await build({
    ...COMMON,
    entryPoints: {
      cli: "src/cli/bin.ts",
      "review-worker": "src/cli/review-worker.ts",
      "load-program": "src/cli/load-program.ts",
      index: "src/index.ts",
    },
    outdir,
    splitting: true,
    format: "esm",
    // Some of what is bundled is CommonJS, which asks for Node's own modules in its own way.
    banner: {
      js: 'import { createRequire as _createRequire } from "node:module"; const require = _createRequire(import.meta.url);',
    },
  });
  return metafile;
}

/**
 * What esbuild leaves beyond ASCII, in regular expressions, escaped: one byte a character is read several times as fast.
 * In a raw template the escape would be read as it stands.
 *
 * @param {string} code
 */
function inAscii(code) {
  const raw = /String\.raw`[^`]*[^\0-\x7F][^`]*`/.exec(code)?.[0];
  if (raw !== undefined) throw new Error(`A raw template must be ASCII: ${raw}`);
  return code.replace(/[^\0-\x7F]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
