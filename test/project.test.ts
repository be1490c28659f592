import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { outputOf } from "./tool-output.ts";

const ROOT = path.resolve(import.meta.dirname, "..");

test("the source is formatted", () => {
  expect(outputOf("oxfmt", ["--check", "."])).toBe("");
});

/** Which folders of `src/` a folder may import from: those above it in the pipeline. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  core: [],
  load: ["core"],
  lexicon: ["core"],
  policy: ["core", "load", "lexicon"],
  model: ["core", "load", "lexicon"],
  data: ["core", "load", "lexicon", "policy", "model"],
  exposure: ["core", "load", "lexicon", "policy", "model", "data"],
  operations: ["core", "load", "lexicon", "policy", "model", "data", "exposure"],
  agents: ["core", "load", "lexicon", "policy", "model", "data", "exposure", "operations"],
  rules: ["core", "load", "lexicon", "policy", "model", "data", "exposure", "operations", "agents"],
  spectral: ["core", "load", "lexicon", "policy", "model", "data", "exposure", "operations", "rules"],
  review: ["core", "load", "lexicon", "policy", "model", "data", "exposure", "operations", "rules"],
  impact: ["core", "load", "lexicon", "policy", "model", "data", "exposure", "operations", "rules", "review"],
  fix: ["core", "load", "lexicon", "policy", "model", "data", "exposure", "operations", "rules", "review"],
  gate: ["core", "load", "lexicon", "policy", "model", "data", "exposure", "operations", "agents", "rules", "review"],
  "authorization-tests": ["core", "lexicon", "model", "exposure", "operations", "review"],
  report: ["core"],
  lsp: ["core", "load", "policy", "model", "review", "fix", "report"],
  executable: ["cli", "spectral"],
  "review.ts": [
    "core",
    "load",
    "lexicon",
    "policy",
    "model",
    "data",
    "exposure",
    "operations",
    "rules",
    "spectral",
    "review",
  ],
  "public-api.ts": ["core", "load", "policy", "review.ts"],
  "index.ts": ["core", "load", "policy", "public-api.ts"],
  "spectral-ruleset.ts": ["core", "policy", "rules", "review.ts", "cli"],
  cli: [
    "core",
    "load",
    "lexicon",
    "policy",
    "model",
    "data",
    "exposure",
    "operations",
    "agents",
    "rules",
    "review",
    "impact",
    "fix",
    "gate",
    "authorization-tests",
    "report",
    "lsp",
    "spectral",
    "review.ts",
  ],
};

/** What a folder alone may do: each with its reason in ARCHITECTURE.md. */
const RESERVED: readonly (readonly [RegExp, string, readonly string[]])[] = [
  [
    /from "node:fs(?:\/promises)?"/,
    "the file system",
    [
      "load/files.ts",
      "cli/load-program.ts",
      "cli/root.ts",
      "cli/specs.ts",
      "cli/unnamed-files.ts",
      "cli/write-files.ts",
      "cli/init-command.ts",
      "cli/bounded-input.ts",
      "cli/gate-grounds.ts",
    ],
  ],
  [
    /\bprocess\./,
    "the process",
    [
      "cli/bin.ts",
      "cli/compiled-program.ts",
      "cli/program.ts",
      "cli/write-files.ts",
      "executable/embedded-program.ts",
      "executable/main.ts",
      "load/limits.ts",
      "spectral-ruleset.ts",
    ],
  ],
  [/new Date\(\)|Date\.now\(/, "the clock", ["cli/program.ts", "spectral-ruleset.ts"]],
  [
    /from "node:(?:http|https|net|dgram|tls|child_process|vm|worker_threads)"/,
    "the network and other programs",
    [
      "cli/compiled-program.ts",
      "cli/write-files.ts",
      "executable/main.ts",
      "executable/review-thread.ts",
      "executable/spectral-thread.ts",
      "executable/thread-pool.ts",
      "exposure/reach.ts",
      "spectral/spectral-thread.ts",
      "spectral/worker.ts",
      "gate/git/run-git.ts",
    ],
  ],
  [
    /from "(?:@stoplight\/|nimma|jsep)/,
    "Spectral",
    [
      "spectral/checked-expression.ts",
      "spectral/core-faults.ts",
      "spectral/definition.ts",
      "spectral/formats-by-name.ts",
      "spectral/resolver.ts",
      "spectral/rule-definition.ts",
      "spectral/spectral-answer.ts",
    ],
  ],
];

describe("the layers", () => {
  const files = readdirSync(`${ROOT}/src`, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.tsx?$/.test(file) && !file.endsWith(".d.ts"))
    .map((file) => file.split(path.sep).join("/"));

  test("each folder has its line in the table", () => {
    expect([...new Set(files.map(layerOf))].filter((layer) => MAY_IMPORT[layer] === undefined)).toEqual([]);
  });

  test("each folder imports only from those above it", () => {
    expect(files.flatMap(breachesIn)).toEqual([]);
  });

  test("a breach is noticed", () => {
    expect(breachesOf("report/formats/text.ts", 'import { RULES } from "../../rules/index.ts";')).toEqual([
      "report/formats/text.ts imports rules",
    ]);
    expect(breachesOf("load/files.ts", 'import type { Api } from "../model/api.ts";')).toEqual([
      "load/files.ts imports model",
    ]);
    expect(breachesOf("review.ts", 'export * from "./cli/main.ts";')).toEqual(["review.ts imports cli"]);
    expect(breachesOf("report/html.ts", 'const { main } = await import("../cli/main.ts");')).toEqual([
      "report/html.ts imports cli",
    ]);
    expect(breachesOf("rules/x/y.ts", 'import { placeOf } from "../../model/api.ts";')).toEqual([]);
  });

  test.each(RESERVED.map(([pattern, what, where]) => [what, pattern, where] as const))(
    "%s is used where the table allows it",
    (_what, pattern, where) => {
      const users = files.filter((file) => pattern.test(sourceOf(file)));
      expect(users.filter((file) => !where.includes(file))).toEqual([]);
    },
  );

  test("no two exported things share a name", () => {
    const exported = new Map<string, string[]>();
    for (const file of files) {
      for (const [, name] of sourceOf(file).matchAll(
        /^export (?:async )?(?:function\*?|const|type|interface|class) (\w+)/gm,
      )) {
        exported.set(name!, [...(exported.get(name!) ?? []), file]);
      }
    }
    expect([...exported].filter(([, where]) => where.length > 1)).toEqual([]);
  });

  // The linter holds `String(value)` and templates; what it does not see is handed on as a function, and numbers.
  test("no value of a document is asked for its own text", () => {
    const asking = /\(String\)|(?<![.\w])(?:Number|BigInt|parseFloat|parseInt)\((?:keyword|member|valueAt)\(/;
    expect(files.filter((file) => asking.test(sourceOf(file)))).toEqual([]);
  });

  test("no folder is a heap", () => {
    expect(
      files.filter((file) => /(?:^|\/)(?:utils?|helpers?|common|types|manager|service)(?:\/|\.ts$)/.test(file)),
    ).toEqual([]);
  });

  test("a folder below rules/ holds rules and nothing else", () => {
    const index = sourceOf("rules/index.ts");
    const inFolders = files.filter((file) => /^rules\/[^/]+\//.test(file));
    const others = inFolders.filter((file) => !index.includes(`"./${file.slice("rules/".length)}"`));
    expect(others, "a rule has its line in src/rules/index.ts").toEqual([]);
    expect(inFolders.length).toBeGreaterThan(50);
  });

  test("a rule imports no other rule", () => {
    const inFolders = files.filter((file) => /^rules\/[^/]+\//.test(file));
    const others = inFolders.filter((file) =>
      importsOf(file, sourceOf(file)).some((name) => /^rules\/(?!rule\.ts$)/.test(name)),
    );
    expect(others).toEqual([]);
  });

  test("review/ knows what a rule is, and no rule", () => {
    const imported = files
      .filter((file) => file.startsWith("review/"))
      .flatMap((file) => importsOf(file, sourceOf(file)).filter((name) => name.startsWith("rules/")));
    expect([...new Set(imported)]).toEqual(["rules/rule.ts"]);
  });

  function breachesIn(file: string): string[] {
    return breachesOf(file, sourceOf(file));
  }
});

test("the lock file and the settings name no registry", () => {
  for (const file of ["package-lock.json", ".npmrc", "package.json"]) {
    expect(readFileSync(`${ROOT}/${file}`, "utf8")).not.toMatch(/registry\.npmjs|"resolved"|registry=/);
  }
});

test("every file that the documents link to is there", () => {
  const documents = [
    "README.md",
    "ARCHITECTURE.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "SECURITY.md",
    "docs/README.md",
    "docs/getting-started.md",
    "docs/review.md",
    "docs/inference.md",
    "docs/ci.md",
    "docs/configuration.md",
    "docs/comparison.md",
    "docs/rules/README.md",
    "docs/configuration.md",
    "docs/rulesets.md",
    "docs/waivers.md",
    "docs/benchmark.md",
    "benchmark/README.md",
    "benchmark/brief.md",
    "benchmark/reviews/README.md",
  ];
  const missing = documents.flatMap((document) => {
    const text = readFileSync(`${ROOT}/${document}`, "utf8");
    const links = [...text.matchAll(/(?:\]\(|\bsrc(?:set)?=")(?!https?:|#|mailto:)([^)"#\s]+)/g)].map(
      ([, link]) => link!,
    );
    return links
      .filter((link) => !existsSync(path.resolve(ROOT, path.dirname(document), link)))
      .map((link) => `${document}: ${link}`);
  });
  expect(missing).toEqual([]);
});

function breachesOf(file: string, source: string): string[] {
  const layer = layerOf(file);
  const allowed = MAY_IMPORT[layer] ?? [];
  const layers = new Set(
    importsOf(file, source)
      .filter((name) => !name.startsWith(".."))
      .map(layerOf),
  );
  return [...layers]
    .filter((other) => other !== layer && !allowed.includes(other))
    .map((other) => `${file} imports ${other}`);
}

/** The files below `src/` that a file imports. */
function importsOf(file: string, source: string): string[] {
  return [...source.matchAll(/(?:\bfrom|\bimport\(|\bimport)\s*"(\.[^"]+)"/g)].map(([, name]) =>
    path.posix.join(path.posix.dirname(file), name!),
  );
}

/** The folder of a file below `src/`, or the file itself where it stands at the top. */
function layerOf(file: string): string {
  return file.split("/")[0]!;
}

function sourceOf(file: string): string {
  return readFileSync(`${ROOT}/src/${file}`, "utf8");
}
