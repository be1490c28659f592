import { readFileSync } from "node:fs";
import { defineConfig } from "vitest/config";
import { yamlModule } from "./scripts/yaml-modules.mjs";

export default defineConfig({
  plugins: [
    {
      name: "yaml-modules",
      enforce: "pre",
      load: (id) => (/\/rulesets\/.*\.yaml$/.test(id) ? yamlModule(readFileSync(id, "utf8")) : undefined),
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
