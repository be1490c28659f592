import { execFile } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { filesBelow } from "../../src/load/files.ts";
import { loadPolicy } from "../../src/policy/load-policy.ts";
import { reviewDescription } from "../../src/review.ts";
import { CORPUS, hasCorpus } from "../corpus.ts";
import { isThorough, shareOf } from "../thorough.ts";

/* Sallyport and Spectral's own command line, in both directions. */

const REPOSITORY = path.resolve(import.meta.dirname, "../..");
const ROOT = realpathSync(mkdtempSync(path.join(tmpdir(), "sallyport-cli-")));

const EXAMPLES = ["fitness", "telematics", "patient-monitoring"].map((name) =>
  path.join(REPOSITORY, "examples", name, "openapi.yaml"),
);
const [MANY, AGAIN] = [path.join(ROOT, "many/api.yaml"), path.join(ROOT, "again/api.yaml")];

beforeAll(() => {
  mkdirSync(path.join(ROOT, "node_modules"));
  symlinkSync(REPOSITORY, path.join(ROOT, "node_modules/sallyport"));
  put("ours.yaml", "extends: [sallyport/spectral]");
  put("oas.yaml", "extends: [spectral:oas]");
  put("owasp.yaml", "extends: ['@stoplight/spectral-owasp-ruleset']");
  put("with-oas.yaml", "rulesets: [./oas.yaml]");
  putDescriptions();
});

afterAll(() => rmSync(ROOT, { recursive: true, force: true }));

function put(name: string, text: string): void {
  mkdirSync(path.dirname(path.join(ROOT, name)), { recursive: true });
  writeFileSync(path.join(ROOT, name), text);
}

/** Descriptions in several files, and one that one of two readers refuses. */
function putDescriptions(): void {
  put(
    "many/api.yaml",
    `openapi: 3.0.3
info: { title: T, version: "1" }
servers: [{ url: https://api.shop.example.org }]
paths:
  /users/{id}:
    get:
      security: []
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      responses:
        "200":
          description: d
          content:
            application/json:
              schema: { $ref: "./schemas/user.yaml#/User" }
`,
  );
  put(
    "many/schemas/user.yaml",
    "User:\n  type: object\n  properties:\n    passportNumber:\n      type: string\n    home:\n      $ref: './home.yaml'\n",
  );
  put(
    "many/schemas/home.yaml",
    "type: object\nproperties:\n  street: { type: string }\n  postalCode:\n    type: string\n",
  );
  put(".git", "");
  put(
    "again/api.yaml",
    `openapi: 3.0.3
info: { title: T, version: "1" }
servers: [{ url: http://api.shop.example.org }]
x-odd: [
  "a"
]
paths:
  /carts:
    get: { security: [{ key: [] }], responses: { "204": { description: none } } }
components:
  securitySchemes: { key: { type: http, scheme: basic } }
`,
  );
}

interface Diagnostic {
  readonly code: string;
  readonly source: string;
  readonly range: { readonly start: { readonly line: number } };
}

/** What the command line reports of all files that a ruleset is asked of, in one call: it bundles a ruleset for seconds. */
const reports = new Map<string, Promise<readonly Diagnostic[]>>();

async function reportOf(ruleset: string): Promise<readonly Diagnostic[]> {
  const known = reports.get(ruleset) ?? called(ruleset, ASKED[ruleset]!);
  reports.set(ruleset, known);
  return known;
}

async function called(ruleset: string, files: readonly string[]): Promise<readonly Diagnostic[]> {
  return new Promise((resolve, reject) => {
    execFile(
      path.join(REPOSITORY, "node_modules/.bin/spectral"),
      ["lint", "-r", path.join(ROOT, ruleset), "-f", "json", "-q", ...files],
      { cwd: ROOT, encoding: "utf8", maxBuffer: 1e9 },
      // It exits with 1 when it finds something.
      (error, stdout, stderr) => {
        if (stdout.startsWith("[")) resolve(JSON.parse(stdout) as readonly Diagnostic[]);
        else reject(new Error(`Spectral's command line says nothing of ${ruleset}: ${stderr}`, { cause: error }));
      },
    );
  });
}

/** What it reports of the files in a folder, or of one file: rule, file and line, each once. */
async function spectral(ruleset: string, within: string): Promise<readonly string[]> {
  const found = (await reportOf(ruleset))
    // What it says of references and of YAML, Sallyport has rules of its own for.
    .filter(({ code }) => code !== "invalid-ref" && code !== "parser")
    .filter(({ source }) => source.startsWith(within))
    .map(({ code, source, range }) => `${code} ${source}:${range.start.line + 1}`);
  return [...new Set(found)].toSorted();
}

async function sallyport(root: string, file: string, rules: "own" | "others"): Promise<readonly string[]> {
  const files = filesBelow(root);
  const policy = await loadPolicy(file, files, rules === "own" ? {} : { configFile: CONFIGURATION });
  const { findings } = await reviewDescription(file, files, policy, "2026-01-31");
  const found = findings
    .filter(({ owasp }) => owasp.length > 0 === (rules === "own"))
    .flatMap(({ rule, places }) => places.map((place) => `${rule} ${path.join(root, place.file)}:${place.line}`));
  return [...new Set(found)].toSorted();
}

const CONFIGURATION = path.relative("/", path.join(ROOT, "with-oas.yaml"));

test("Sallyport's rules find the same on the same lines with Spectral's command line", async () => {
  for (const file of EXAMPLES) {
    const found = await sallyport(REPOSITORY, path.relative(REPOSITORY, file), "own");
    expect(found.length).toBeGreaterThan(0);
    expect(await spectral("ours.yaml", file)).toEqual(found);
  }
});

test("and in the files that a description refers to", async () => {
  const found = await sallyport(ROOT, "many/api.yaml", "own");
  expect(found.some((one) => one.includes("schemas/user.yaml:4"))).toBe(true);
  expect(await spectral("ours.yaml", path.dirname(MANY))).toEqual(found);
});

test("and in YAML that one of two readers refuses", async () => {
  const found = await sallyport(ROOT, "again/api.yaml", "own");
  expect(found.some((one) => one.startsWith("basic-auth "))).toBe(true);
  expect(await spectral("ours.yaml", AGAIN)).toEqual(found);
});

// Each runs a second time in the command line, and twice in a thread.
const SOME = shareOf(
  [
    "adyen/BalanceControlService-v1.json",
    "firefly-iii/firefly-iii-6.2.21-v2.yaml",
    "klaviyo/bulk_create_events.json",
    "line/webhook.yml",
    "magistrala-iot/magistrala/apidocs/openapi/channels.yaml",
    "matrix/matrix-spec/data/api/client-server/joining.yaml",
    "openapi-initiative/link-example.yaml",
    "openapi-initiative/tictactoe.yaml",
    "prometheus/api_v2_openapi.yaml",
    "tidepool/TidepoolApi/reference/message.v1.yaml",
  ],
  4,
);

const REAL = hasCorpus ? SOME.map((name) => realpathSync(path.join(CORPUS, "real", name))) : [];
const ASKED: Readonly<Record<string, readonly string[]>> = {
  "ours.yaml": [...EXAMPLES, MANY, AGAIN],
  "oas.yaml": REAL,
  "owasp.yaml": [EXAMPLES[1]!, ...REAL],
};

test.skipIf(!hasCorpus)("spectral:oas finds inside Sallyport what the command line finds", async () => {
  const theirs = await spectral("oas.yaml", realpathSync(CORPUS));
  const ours: string[] = [];
  for (const file of REAL) ours.push(...(await sallyport("/", path.relative("/", file), "others")));
  expect(ours.toSorted()).toEqual(theirs);
});

describe("a ruleset of code", () => {
  beforeAll(() => {
    const owasp = path.join(REPOSITORY, "node_modules/@stoplight/spectral-owasp-ruleset");
    expect(existsSync(owasp)).toBe(true);
    put("code/sallyport.yaml", "rulesets: '@stoplight/spectral-owasp-ruleset'");
    mkdirSync(path.join(ROOT, "node_modules/@stoplight"), { recursive: true });
    symlinkSync(owasp, path.join(ROOT, "node_modules/@stoplight/spectral-owasp-ruleset"));
  });

  /** What the rules of the OWASP ruleset report inside Sallyport. */
  async function withOwasp(file: string): Promise<readonly string[]> {
    const files = filesBelow("/");
    const policy = await loadPolicy(path.relative("/", file), files, {
      configFile: path.relative("/", path.join(ROOT, "code/sallyport.yaml")),
      trusted: (name) => path.join("/", name),
    });
    const { findings } = await reviewDescription(path.relative("/", file), files, policy, "2026-01-31");
    const found = findings
      .filter(({ owasp: standards }) => standards.length === 0)
      .flatMap(({ rule, places }) => places.map((place) => `${rule} ${path.join("/", place.file)}:${place.line}`));
    return [...new Set(found)].toSorted();
  }

  test.skipIf(!isThorough)("runs where code is trusted, and finds what the command line finds", async () => {
    const file = EXAMPLES[1]!;
    expect(await withOwasp(file)).toEqual(await spectral("owasp.yaml", file));
  });

  test.skipIf(!isThorough || !hasCorpus)("and so on ten real descriptions", async () => {
    const ours: string[] = [];
    for (const file of REAL) ours.push(...(await withOwasp(file)));
    expect(ours.length).toBeGreaterThan(100);
    expect(ours.toSorted()).toEqual(await spectral("owasp.yaml", realpathSync(CORPUS)));
  });

  test("is refused where it is not", async () => {
    const files = filesBelow("/");
    const configFile = path.relative("/", path.join(ROOT, "code/sallyport.yaml"));
    await expect(loadPolicy("api.yaml", files, { configFile })).rejects.toThrow("is code");
  });
});
