import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { envelopeIn } from "../cli/run.ts";
import { CORPUS, hasCorpus } from "../corpus.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { isThorough } from "../thorough.ts";
import { repositoryWith } from "./git-repository.ts";

const CLI = path.resolve(import.meta.dirname, "../../dist/cli.js");

/** Two hundred changes of a description by its text: requirements, paths, fields and limits, spread over all of it. */
function changed(text: string): { readonly text: string; readonly changes: number } {
  let changes = 0;
  const every = (pattern: RegExp, most: number, change: (line: string) => string) => {
    const lines = text.split("\n");
    const found = lines.flatMap((line, at) => (pattern.test(line) ? [at] : []));
    const step = Math.max(1, Math.floor(found.length / most));
    for (const at of found.filter((_, index) => index % step === 0).slice(0, most)) {
      lines[at] = change(lines[at]!);
      changes += 1;
    }
    text = lines.join("\n");
  };
  every(/^ {6}operationId: /, 60, (line) => `      security: []\n${line}`);
  every(/^ {2}"?\/v1\//, 40, (line) => line.replace("/v1/", "/v1/moved_"));
  every(/^ {6}properties:$/, 60, (line) => `${line}\n        zz_home_address:\n          type: string`);
  every(/^ +maxLength: 5000$/, 40, (line) => line.replace("5000", "90000"));
  return { text, changes };
}

// Three processes of many seconds each.
test.skipIf(!isThorough || !hasCorpus || !existsSync(CLI))(
  "Stripe with 200 changes takes no 6 times what its review takes, and no twice the memory",
  () => {
    const before = readFileSync(path.join(CORPUS, "real/stripe/stripe.yaml"), "utf8");
    const own = repositoryWith({ "openapi.yaml": before });
    const meter = path.join(temporaryFolder(), "meter.cjs");
    writeFileSync(
      meter,
      'process.on("exit", () => require("fs").writeFileSync(process.env.USED, JSON.stringify(process.resourceUsage())));\n',
    );
    /** The least of two runs: others use the machine too. */
    const used = (...args: readonly string[]) => {
      const runs = [1, 2].map(() => {
        const file = `${meter}.json`;
        const env = { PATH: process.env["PATH"], HOME: own.folder, USED: file, NODE_OPTIONS: `--require ${meter}` };
        const { stdout, stderr } = spawnSync(process.execPath, [CLI, ...args], {
          cwd: own.folder,
          env,
          encoding: "utf8",
          maxBuffer: 2 ** 28,
        });
        expect(stderr).not.toMatch(/this is a bug/);
        const { userCPUTime, maxRSS } = JSON.parse(readFileSync(file, "utf8")) as NodeJS.ResourceUsage; // written above
        return { stdout, time: userCPUTime, memory: maxRSS };
      });
      return {
        stdout: runs[0]!.stdout,
        time: Math.min(...runs.map(({ time }) => time)),
        memory: Math.min(...runs.map(({ memory }) => memory)),
      };
    };
    used("register", "update", "openapi.yaml", "--as-of", "2026-01-05");
    own.commit({});
    own.git("branch", "-f", "main", "HEAD");
    const { text, changes } = changed(before);
    expect(changes).toBe(200);
    own.commit({ "openapi.yaml": text });
    // The limit on a review is of the clock, which runs while others use the machine.
    const json = ["--format", "json", "--timeout", "600"];
    const review = used("review", "openapi.yaml", ...json);
    const gate = used("gate", "--base", "main", "--as-of", "2026-01-06", ...json);
    expect(envelopeIn(gate.stdout).reviews[0]!.gate!.decision).toBe("fail");
    expect(gate.time / review.time).toBeLessThan(6);
    expect(gate.memory / review.memory).toBeLessThan(2);
  },
  240_000,
);
