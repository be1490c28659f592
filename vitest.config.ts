import { existsSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { availableParallelism } from "node:os";
import path from "node:path";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";
import { ISOLATED, LONG, SLOW, SPECTRAL } from "./test/projects.ts";
import { isThorough } from "./test/thorough.ts";
import { v8Flags } from "./src/cli/compiled-program.ts";
import { tablesCode, tablesModule, yamlModule } from "./scripts/yaml-modules.mjs";

const isolated = Object.keys(ISOLATED);
const slow = Object.keys(SLOW);
const spectral = Object.keys(SPECTRAL);

/**
 * The files of a project one after another, the longest first: a process goes on with the modules that it has loaded as
 * long as files of one project follow, and what takes long does not begin last. How long a file took is known of the
 * last run; where there was none, those that take long come as they stand in `test/projects.ts`.
 */
class ByProject extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const order = ["slow", "spectral", "isolated", "fast"];
    const sorted = await super.sort(files); // oxlint-disable-line unicorn/no-array-sort -- it is no array's
    const nameOf = ({ moduleId }: TestSpecification): string => path.relative(this.ctx.config.root, moduleId);
    const isKnown = sorted.some(
      (file) => this.ctx.cache.getFileTestResults(`${file.project.name}:${nameOf(file)}`) !== undefined,
    );
    // Processes are begun with it after this.
    process.env["IN_SHARE"] = String(await this.isShare(files));
    const turns = isKnown ? [] : [...slow, ...LONG];
    const turnOf = (file: TestSpecification): number => turns.indexOf(nameOf(file)) + 1 || turns.length + 1;
    return sorted.toSorted(
      (a, b) => order.indexOf(a.project.name) - order.indexOf(b.project.name) || turnOf(a) - turnOf(b),
    );
  }

  /** Whether a share of each table is enough: where all tests of a project run, and nobody asks for more. */
  private async isShare(files: readonly TestSpecification[]): Promise<boolean> {
    const { snapshotOptions, testNamePattern } = this.ctx.config;
    if (isThorough || process.env["CI"] === "true" || testNamePattern !== undefined) return false;
    if (snapshotOptions.updateSnapshot === "all") return false;
    const projects = [...new Set(files.map(({ project }) => project))];
    const all = await Promise.all(projects.map(async (project) => (await project.globTestFiles()).testFiles));
    return all.flat().length === files.length;
  }
}

/**
 * Where a share is enough, one row in so many of each table that is longer than some rows (`test/share-of-tables.ts`): odd,
 * as tables have what is so and what is not in turn. A row of what is slow takes a second or more.
 */
const OF_QUICK_TABLES = { ONE_ROW_IN: "5", OF_MORE_THAN: "8" };
const OF_SLOW_TABLES = { ONE_ROW_IN: "3", OF_MORE_THAN: "5" };

/** Where each version of a file that was transformed is kept. */
const KEPT_MODULES = path.join(import.meta.dirname, "node_modules/.cache/test-modules");

/** Removes the files of a folder that are older than three days: most are of versions that nobody has any more. */
function removeOld(folder: string): void {
  for (const name of existsSync(folder) ? readdirSync(folder) : []) {
    const file = path.join(folder, name);
    const age = Date.now() - (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? Infinity);
    if (age > 3 * 24 * 3_600_000) rmSync(file, { force: true });
  }
}

export default defineConfig({
  plugins: [
    {
      name: "no-development-builds",
      // The development builds of some packages check every step of theirs, and take several times as long. Vitest adds
      // the condition by which they are found to all that is configured.
      configResolved: ({ ssr, environments }) => {
        for (const resolve of [ssr.resolve, ...Object.values(environments).map((one) => one.resolve)])
          if (resolve?.conditions !== undefined)
            resolve.conditions = resolve.conditions.filter((one) => one !== "development|production");
      },
    },
    {
      name: "text-modules",
      enforce: "pre",
      // Under a name that does not end in .css, which vitest would leave out.
      resolveId: (name, importer = "") =>
        name.endsWith("?text") ? `\0text:${path.resolve(path.dirname(importer), name.slice(0, -5))}.js` : undefined,
      load: (id) =>
        id.startsWith("\0text:")
          ? `export default ${JSON.stringify(readFileSync(id.slice("\0text:".length, -".js".length), "utf8"))};`
          : undefined,
    },
    {
      name: "yaml-modules",
      enforce: "pre",
      load: (id) => {
        const [, file, query] = /^(.*\/rulesets\/.*\.yaml)(\?tables)?$/.exec(id) ?? [];
        if (file === undefined) return undefined;
        const text = readFileSync(file, "utf8");
        return query === undefined ? yamlModule(text) : tablesModule(file, text);
      },
    },
    {
      name: "kept-modules",
      configureVitest: async ({ project, experimental_defineCacheKeyGenerator: defineCacheKey }) => {
        const code = await tablesCode();
        defineCacheKey(({ id }) => (id.endsWith("?tables") ? code : undefined));
        if (project.name === "fast") removeOld(KEPT_MODULES);
      },
    },
  ],
  test: {
    setupFiles: ["./test/setup.ts"],
    // Four projects and the next run transform no file again: each is kept by its text, what it is made with and this file.
    experimental: { fsModuleCache: true, fsModuleCachePath: KEPT_MODULES },
    // `.ci/run` counts from the report.
    reporters:
      process.env["CI"] === "true"
        ? ["default", ["json", { outputFile: process.env["TEST_REPORT"] ?? "node_modules/.test-report.json" }]]
        : ["default"],
    projects: [
      {
        extends: true,
        // Most files need longer to load the program than to run.
        test: {
          name: "fast",
          include: ["test/**/*.test.ts"],
          exclude: [...isolated, ...slow, ...spectral],
          isolate: false,
          env: OF_QUICK_TABLES,
        },
      },
      { extends: true, test: { name: "isolated", include: isolated, env: OF_QUICK_TABLES } },
      {
        extends: true,
        test: {
          name: "spectral",
          include: spectral,
          isolate: false,
          env: OF_SLOW_TABLES,
          globalSetup: ["./scripts/spectral-bundles.mjs"],
        },
      },
      { extends: true, test: { name: "slow", include: slow, isolate: false, env: OF_SLOW_TABLES } },
    ],
    sequence: { sequencer: ByProject },
    // As the program runs where it is built: on Node 20 most tests take a third less with them.
    execArgv: [...v8Flags()],
    // Vitest leaves one core idle.
    maxWorkers: availableParallelism(),
    // Two cores, and tests that read the whole corpus.
    testTimeout: 120_000,
    // What makes and removes folders of many files waits for the disk.
    hookTimeout: 60_000,
    // Only there: what fails once on a busy machine and not again is told as a retry, and a fault fails twice.
    retry: process.env["CI"] === "true" ? 1 : 0,
  },
});
