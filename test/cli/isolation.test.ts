import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test, vi } from "vitest";
import { main } from "../../src/cli/main.ts";
import { reviewOne } from "../../src/cli/review-one.ts";
import { envelopeIn, folderWith, run } from "./run.ts";

// A bug that one description has the bad luck to meet.
vi.mock("../../src/review.ts", async (original) => {
  const real = await original<typeof import("../../src/review.ts")>();
  return {
    ...real,
    judgeDescription: (...args: Parameters<typeof real.judgeDescription>) => {
      if (args[0].includes("unlucky")) throw new TypeError("made up");
      return real.judgeDescription(...args);
    },
  };
});

const DESCRIPTION = readFileSync("examples/telematics/openapi.yaml", "utf8");
const THREE = { "a.yaml": DESCRIPTION, "unlucky.yaml": DESCRIPTION, "z.yaml": DESCRIPTION };

test("over several descriptions a bug concerns one, and the others have their review", async () => {
  const { code, stdout, stderr } = await run(["review", ".", "--format", "json"], { cwd: folderWith(THREE) });
  const { reviews, refused } = envelopeIn(stdout);
  expect(reviews.map(({ document }) => document.file)).toEqual(["a.yaml", "z.yaml"]);
  expect(refused.map(({ file, message }) => [file, message])).toEqual([
    ["unlucky.yaml", expect.stringMatching(/^unlucky\.yaml could not be reviewed: a bug in Sallyport/)],
  ]);
  expect(stderr).toMatch(
    /^error: unlucky\.yaml could not be reviewed; this is a bug in Sallyport \S+; please report it with the description, if you may, and the following\nTypeError: made up\n +at /,
  );
  expect(code).toBe(3);
});

test("the gate goes on with the others", async () => {
  const folder = folderWith(THREE);
  const git = (...args: string[]): void => void execFileSync("git", ["-C", folder, ...args], { stdio: "pipe" });
  git("init", "-q", "-b", "main");
  git("-c", "user.name=t", "-c", "user.email=t@t", "commit", "-q", "--allow-empty", "-m", "empty");
  const { code, stdout, stderr } = await run(["gate", "--base", "main", "--format", "json"], {
    cwd: folder,
    env: { PATH: process.env["PATH"] ?? "" },
  });
  expect(envelopeIn(stdout).reviews.map(({ document }) => document.file)).toEqual(["a.yaml", "z.yaml"]);
  expect(stderr).toContain("error: unlucky.yaml could not be reviewed; this is a bug");
  expect(code).toBe(3);
});

test("the register is brought up to date with the others", async () => {
  const folder = folderWith(THREE);
  const { code, stderr } = await run(["register", "update", ".", "--root", "."], { cwd: folder });
  expect(readFileSync(path.join(folder, ".sallyport/register.yaml"), "utf8")).toContain("description: z.yaml");
  expect(stderr).toContain("error: unlucky.yaml could not be reviewed; this is a bug");
  expect(code).toBe(3);
});

test("so is a worker that ends over a description", async () => {
  let stderr = "";
  let stdout = "";
  const cwd = folderWith({ ...THREE, "y.yaml": DESCRIPTION });
  const code = await main({
    args: ["review", ".", "--format", "json"],
    cwd,
    env: {},
    stdin: async () => new Uint8Array(),
    stdout: { write: (text) => void (stdout += text), isTerminal: false, columns: undefined },
    stderr: { write: (text) => void (stderr += text), isTerminal: false, columns: undefined },
    now: () => new Date("2026-01-31T12:00:00Z"),
    pool: async () => ({
      review: async (task) => {
        if (task.spec.includes("y.yaml")) throw new RangeError("out of memory");
        return reviewOne(task);
      },
      close: async () => {},
    }),
  });
  expect(envelopeIn(stdout).reviews).toHaveLength(2);
  expect(stderr).toContain("RangeError: out of memory");
  expect(code).toBe(3);
});

test("what is to be sent to us is in bounds", async () => {
  const task = { spec: "x", cwd: "/", root: undefined, config: undefined, audience: undefined, asOf: "2026-01-31" };
  const outcome = await reviewOne({ ...task, only: [], skip: [], trustCode: false, seconds: undefined }, async () => {
    throw new Error("long ".repeat(100_000));
  });
  expect("bug" in outcome ? outcome.bug.stack.length : 0).toBeLessThan(5000);
});
