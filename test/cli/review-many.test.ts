import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, expect, test } from "vitest";
import { buildModules, buildProgram } from "../../scripts/bundle.mjs";
import { envelopeIn, folderWith, run } from "./run.ts";

const ROOT = path.resolve(import.meta.dirname, "../..");
/** Where packages are found from. */
const built = mkdtempSync(path.join(ROOT, "node_modules/.sallyport-"));
afterAll(() => rmSync(built, { recursive: true, force: true }));

const description = (n: number): string =>
  JSON.stringify({
    openapi: "3.1.0",
    info: { title: `API ${n}`, version: "1" },
    paths: {
      [`/users/{id}`]: {
        get: {
          parameters: [{ name: "id", in: "path", required: true, schema: { type: "string" } }],
          responses: {
            200: {
              description: "A user.",
              content: { "application/json": { schema: { $ref: "#/components/schemas/User" } } },
            },
          },
        },
      },
    },
    components: { schemas: { User: { type: "object", properties: { email: { type: "string" }, n: { const: n } } } } },
  });

const folder = folderWith({
  ...Object.fromEntries([1, 2, 3, 4, 5, 6].map((n) => [`apis/${n}.json`, description(n)])),
  "apis/7.yaml": "openapi: 3.1.0\ninfo: [\n",
});
const args = [
  "review",
  "apis/1.json",
  "apis/7.yaml",
  ...[2, 3, 4, 5, 6].map((n) => `apis/${n}.json`),
  "--format",
  "json",
  "--as-of",
  "2026-01-31",
];

test("workers give what one thread gives, in the order of the command line", async () => {
  await buildProgram(built);
  await buildModules(built);
  const inTurn = await run(args, { cwd: folder });
  const parallel = await promisify(execFile)(process.execPath, [`${built}/cli.js`, ...args], { cwd: folder }).catch(
    (error: { code: number; stdout: string; stderr: string }) => error,
  );
  expect(parallel).toMatchObject({ code: inTurn.code, stdout: inTurn.stdout, stderr: inTurn.stderr });
  const { reviews, refused } = envelopeIn(parallel.stdout);
  expect(reviews.map(({ document }) => document.title)).toEqual([1, 2, 3, 4, 5, 6].map((n) => `API ${n}`));
  expect(refused.map(({ file }) => file)).toEqual(["apis/7.yaml"]);
});

test("progress shows on a terminal, and leaves nothing behind", async () => {
  const { stderr, stdout } = await run(["review", "apis/[1-6].json", "--quiet"], { cwd: folder, isTerminal: true });
  expect(stderr).toContain("3 of 6 descriptions reviewed");
  expect(stderr.endsWith("\r\u001b[K")).toBe(true);
  expect(stdout).not.toContain("of 6 descriptions");
  expect((await run(["review", "apis/[1-6].json", "--quiet"], { cwd: folder })).stderr).toBe("");
  expect((await run(["review", "apis/1.json", "--quiet"], { cwd: folder, isTerminal: true })).stderr).toBe("");
});
