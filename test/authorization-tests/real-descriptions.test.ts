import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { grouped } from "../../src/core/grouped.ts";
import { CORPUS, corpusRows, hasCorpus, type CorpusRow } from "../corpus.ts";
import { redocly } from "../../examples/proving-ground/proof.mjs";
import { temporaryFolder } from "../temporary-folder.ts";
import { isThorough, shareOf } from "../thorough.ts";
import { heldArazzo, type Held } from "./arazzo-faults.ts";
import { longTest } from "../in-share.ts";

/*
 * The tests of descriptions that nobody wrote for them: their Arazzo file is valid by Arazzo's own schema and passes
 * `redocly lint`, each step names an operation that is there, has what that requires, and a body that another validator takes.
 */

const ROOT = path.resolve(import.meta.dirname, "../..");
/** Of a few more than fifty, since some give no test. */
const DRAWN = 56;
const SEED = "authorization tests 1";
const MOST_BYTES = 400_000;
const MOST_OF_PROVIDER = 3;

/** Descriptions of the corpus: of each version and format, small and large, by many providers. */
function drawn(): readonly CorpusRow[] {
  const rows = corpusRows().filter(
    (row) =>
      row.path.startsWith("real/") && /^(?:2\.0|3\.[01])/.test(row.version) && row.operations > 2 && isReadable(row),
  );
  const groups = grouped(rows, ({ version, format, operations }) =>
    [version.slice(0, 3), format, Math.min(2, Math.floor(Math.log10(operations)))].join(" "),
  );
  const turns = [...groups.values()].map((group) => group.toSorted((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1)));
  const found: CorpusRow[] = [];
  const counts = new Map<string, number>();
  while (found.length < DRAWN && turns.some((group) => group.length > 0))
    for (const group of turns) {
      const row = group.shift();
      const provider = row?.path.split("/")[1] ?? "";
      if (row === undefined || (counts.get(provider) ?? 0) >= MOST_OF_PROVIDER) continue;
      counts.set(provider, (counts.get(provider) ?? 0) + 1);
      found.push(row);
    }
  return found.slice(0, DRAWN);
}

function orderOf({ path: file }: CorpusRow): string {
  return createHash("sha256").update(`${SEED} ${file}`).digest("hex");
}

/** Whether a description is of a size that takes seconds, and nothing of it has to be fetched. */
function isReadable({ path: file }: CorpusRow): boolean {
  const whole = path.join(CORPUS, file);
  return statSync(whole).size <= MOST_BYTES && !/\$ref"?:\s*["']?https?:/.test(readFileSync(whole, "utf8"));
}

const EXAMPLES = readdirSync(path.join(ROOT, "examples"), { withFileTypes: true }).flatMap((entry) =>
  entry.isDirectory()
    ? readdirSync(path.join(ROOT, "examples", entry.name))
        .filter((file) => /^openapi.*\.(?:ya?ml|json)$/.test(file))
        .map((file) => `examples/${entry.name}/${file}`)
    : [],
);

/** The Arazzo files that were held, to be linted together. */
const written: string[] = [];

async function heldAndKept(folder: string, file: string): Promise<Held> {
  const held = await heldArazzo(folder, file);
  if (held.text !== undefined) written.push(held.text);
  return held;
}

test.each(EXAMPLES)("the Arazzo file of %s can be run as it is", async (file) => {
  expect((await heldAndKept(ROOT, file)).faults).toEqual([]);
});

describe.skipIf(!hasCorpus)("real descriptions (skipped without the corpus beside the repository)", () => {
  const rows = drawn();
  let steps = 0;
  let bodies = 0;

  test("are of each version and format", () => {
    expect(rows).toHaveLength(DRAWN);
    const kinds = new Set(rows.map(({ version, format }) => `${version.slice(0, 3)} ${format}`));
    expect([...kinds].toSorted()).toEqual(["2.0 json", "2.0 yaml", "3.0 json", "3.0 yaml", "3.1 json", "3.1 yaml"]);
    expect(new Set(rows.map((row) => row.path.split("/")[1])).size).toBeGreaterThan(20);
  });

  test.each(shareOf(rows, 10).map((row) => row.path))("the Arazzo file of %s can be run as it is", async (file) => {
    const held = await heldAndKept(CORPUS, file);
    steps += held.steps;
    bodies += held.bodies;
    expect(held.faults).toEqual([]);
  });

  // It counts what the rows have shown.
  longTest("give many calls, with many bodies", () => {
    expect(steps).toBeGreaterThan(100);
    expect(bodies).toBeGreaterThan(10);
  });
});

test.skipIf(!isThorough)(
  "each of these Arazzo files passes redocly lint without a warning",
  { timeout: 120_000 },
  () => {
    const folder = temporaryFolder();
    const files = written.map((text, index) => {
      const file = path.join(folder, `${index}.arazzo.yaml`);
      writeFileSync(file, text);
      return file;
    });
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [redocly(), "lint", "--format=stylish", ...files],
      // No configuration file that a developer has is read from there.
      { cwd: folder, encoding: "utf8", env: { ...process.env, REDOCLY_TELEMETRY: "off" } },
    );
    expect({ status, stdout }).toEqual({ status: 0, stdout: "" });
    expect(stderr.match(/: validated in /g)).toHaveLength(files.length);
    expect(files.length).toBeGreaterThanOrEqual(EXAMPLES.length + (hasCorpus ? 50 : 0));
  },
);
