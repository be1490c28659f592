import { spawn, spawnSync, type SpawnSyncReturns } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { proofText, summaryText } from "../../examples/proving-ground/proof-text.mjs";
import { isProven, proofOf, redocly } from "../../examples/proving-ground/proof.mjs";
import { temporaryFolder } from "../temporary-folder.ts";
import { isThorough } from "../thorough.ts";

const ROOT = path.resolve(import.meta.dirname, "../..");

const PROOF = {
  name: "fitness",
  title: "Rider API",
  tests: 3,
  requests: 12,
  failing: [],
  flaws: [
    { flaw: "heart-rate-of-others", kind: "BOLA: read", caughtBy: ["object-getMyHeartRate"] },
    { flaw: "profile-of-others", kind: "BOLA: read", caughtBy: ["object-getUser", "existence-getUser"] },
    { flaw: "log-in-without-limit", kind: "Missing limit", caughtBy: ["rate-limit-createSession"] },
  ],
  dead: {
    input: "workoutIdB",
    test: "object-getMyHeartRate",
    outcome: { id: "object-getMyHeartRate", failed: { step: "controlB", check: "…", why: "…", status: 404 } },
    isNoticed: true,
  },
};
const FAILING = {
  ...PROOF,
  failing: [{ id: "object-getUser", failed: { step: "attack", check: "…", why: "$statusCode == 404", status: 200 } }],
  flaws: [{ flaw: "heart-rate-of-others", kind: "BOLA: read", caughtBy: [] }],
  dead: { ...PROOF.dead, outcome: { id: "object-getMyHeartRate" }, isNoticed: false },
};

describe("A proof says", () => {
  test("which test caught which flaw", () => {
    expect(proofText(PROOF)).toMatchInlineSnapshot(`
      "Rider API (examples/fitness): 3 generated tests, 12 requests

      The server without a flaw passes all 3 tests.

      With one flaw at a time:

        Flaw                    Caught by                 With the flaw  Without
        BOLA: read
          heart-rate-of-others  object-getMyHeartRate     fails          passes
          profile-of-others     object-getUser            fails          passes
                                existence-getUser         fails          passes
        Missing limit
          log-in-without-limit  rate-limit-createSession  fails          passes

      With an ID in workoutIdB that does not exist, object-getMyHeartRate fails
      at its control step (controlB, status 404), and the attack is not sent.
      What each flaw does: node examples/fitness/server/main.mjs --flaws
      "
    `);
    expect(summaryText([PROOF])).toMatchInlineSnapshot(
      `"Proven: 3 of 3 flaws are caught, 3 of 3 tests pass without a flaw, 1 of 1 IDs that do not exist are noticed."`,
    );
    expect(isProven(PROOF)).toBe(true);
  });

  test("what is not caught, fails without a flaw, or tests nothing", () => {
    expect(proofText(FAILING)).toMatchInlineSnapshot(`
      "Rider API (examples/fitness): 3 generated tests, 12 requests

      The server without a flaw FAILS 1 of 3 tests:
        object-getUser, step attack: $statusCode == 404 (status 200)

      With one flaw at a time:

        Flaw                    Caught by   With the flaw  Without
        BOLA: read
          heart-rate-of-others  NOT CAUGHT  passes         passes

      With an ID in workoutIdB that does not exist, object-getMyHeartRate PASSES,
      although it tested nothing.
      What each flaw does: node examples/fitness/server/main.mjs --flaws
      "
    `);
    expect(summaryText([PROOF, FAILING])).toMatchInlineSnapshot(
      `"NOT PROVEN: 3 of 4 flaws are caught, 5 of 6 tests pass without a flaw, 1 of 2 IDs that do not exist are noticed."`,
    );
    for (const part of ["failing", "flaws", "dead"] as const)
      expect(isProven({ ...PROOF, [part]: FAILING[part] })).toBe(false);
  });
});

describe("A server says how it is started", () => {
  const started = (...args: readonly string[]): SpawnSyncReturns<string> =>
    spawnSync(process.execPath, ["examples/fitness/server/main.mjs", ...args], { cwd: ROOT, encoding: "utf8" });
  const usage =
    "usage: node examples/fitness/server/main.mjs [--flaw NAME]... [--flawed] [--flaws] [--port PORT] [--inputs FILE]\n";

  test.each(["--help", "-h"])("%s", (option) => {
    expect(started(option)).toMatchObject({ status: 0, stdout: usage, stderr: "" });
  });

  test("where it gets an option that it does not know", () => {
    expect(started("--nonsense")).toMatchObject({
      status: 2,
      stdout: "",
      stderr: `error: Unknown option '--nonsense'\n${usage}`,
    });
  });
});

/** Of each kind of flaw one; `npm run prove` tries all. They run `dist/`. */
const TRIED = {
  fitness: [
    "heart-rate-of-others",
    "private-profile-shown",
    "account-takes-any-property",
    "log-in-without-limit",
    "reset-token-returned",
  ],
  telematics: [
    "consent-request-replaced",
    "subscription-of-others-ended",
    "subscriptions-of-others",
    "request-consent-without-scope",
    "vehicle-without-token",
    "foreign-audience-accepted",
    "consent-existence-told",
  ],
};

describe.skipIf(!isThorough)("The generated tests", { timeout: 300_000 }, () => {
  test.each(Object.entries(TRIED))("of %s catch flaws, and pass where there is none", async (name, flaws) => {
    const proof = await proofOf(name, flaws);
    expect(proof.failing).toEqual([]);
    expect(proof.flaws.filter(({ caughtBy }) => caughtBy.length === 0)).toEqual([]);
    expect(proof.dead).toMatchObject({ isNoticed: true });
    expect(isProven(proof)).toBe(true);
  });

  test("find the flaw by hand as docs/proving-ground.md shows", async () => {
    const page = readFileSync(`${ROOT}/docs/proving-ground.md`, "utf8");
    const [start = "", write = "", run = ""] = ["node examples/", "node dist/", "npx "].map(
      (words) => page.split("\n").find((line) => line.startsWith(words)) ?? "",
    );
    const folder = temporaryFolder();
    const inFolder = (line: string): string =>
      line.replace(/\b(?:inputs\.json|tests\.arazzo\.yaml)/g, (name) => path.join(folder, name));
    const server = spawn("sh", ["-c", `exec ${inFolder(start).replace("8080", "0")}`], { cwd: ROOT });
    try {
      const url = await new Promise<string>((resolve) => {
        server.stdout.setEncoding("utf8").once("data", (line: string) => {
          resolve(line.trim());
        });
      });
      const npx = run.replace(/^npx \S+/, `"${process.execPath}" "${redocly()}"`).replace("http://127.0.0.1:8080", url);
      const { status, stdout } = spawnSync("sh", ["-c", `${inFolder(write)} && ${inFolder(npx)}`], {
        cwd: ROOT,
        encoding: "utf8",
        env: { ...process.env, REDOCLY_TELEMETRY: "off" },
      });
      expect(status).toBe(1);
      const [, shown = ""] = /```text\n([^]*?)```/.exec(page.slice(page.indexOf(run))) ?? [];
      for (const line of shown.trim().split("\n")) expect(stdout).toContain(line.trim());
      expect(stdout).toMatch(/, 1 failed, \d+ total/);
    } finally {
      server.kill();
    }
  });
});
