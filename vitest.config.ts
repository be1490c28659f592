import { readFileSync } from "node:fs";
import { defineConfig } from "vitest/config";
import { tablesModule, yamlModule } from "./scripts/yaml-modules.mjs";

export default defineConfig({
  plugins: [
    {
      name: "yaml-modules",
      enforce: "pre",
      load: (id) => {
        const [, file, query] = /^(.*\/rulesets\/.*\.yaml)(\?tables)?$/.exec(id) ?? [];
        if (file === undefined) return undefined;
        const text = readFileSync(file, "utf8");
        return query === undefined ? yamlModule(text) : tablesModule(text);
      },
    },
  ],
  test: {
    // `.ci/run` counts from the report.
    reporters:
      process.env["CI"] === "true"
        ? ["default", ["json", { outputFile: "node_modules/.test-report.json" }]]
        : ["default"],
    include: ["test/**/*.test.ts"],
    // Two cores, and tests that read the whole corpus.
    testTimeout: 120_000,
  },
});
