import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { joined, extractOf } from "../../src/report/formats/portfolio/portfolio.ts";
import { riderEnvelope } from "../report/fixture.ts";

const FOLDER = mkdtempSync(path.join(tmpdir(), "sallyport-scale-"));
afterAll(() => rmSync(FOLDER, { recursive: true }));

const PAGE = readFileSync(path.resolve(import.meta.dirname, "../../docs/scale.md"), "utf8");
const QUERIES = [...PAGE.matchAll(/^jq -r '.+$/gm)].map(([line]) => line);
const hasJq = spawnSync("jq", ["--version"]).status === 0;

test("the page shows two queries", () => expect(QUERIES).toHaveLength(2));

describe.skipIf(!hasJq)("queries that the page shows", () => {
  const envelope = riderEnvelope();
  const portfolio = joined([extractOf(envelope, "2026-02-01", undefined)], "2026-02-01", envelope.tool);
  writeFileSync(path.join(FOLDER, "portfolio.json"), JSON.stringify(portfolio));

  test.each([
    [QUERIES[0]!, /^ *1 \S.*\n$/],
    [QUERIES[1]!, /^Rider API [^\t\n]*\t\S+\n$/],
  ])("%s", (line, answer) => {
    const { stdout, stderr } = spawnSync("sh", ["-c", line], { cwd: FOLDER, encoding: "utf8" });
    expect(stderr).toBe("");
    expect(stdout).toMatch(answer);
  });
});
