import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { CORPUS, corpusRows, hasCorpus } from "../corpus.ts";
import { reviewOf } from "../gate/judged.ts";
import { someOf } from "../in-share.ts";

/*
 * A condition is one that somebody can meet: by the remedy of a finding or its acceptance, an answer, an attestation, a recorded
 * test, or by describing what the description leaves out.
 */
const MET_BY = [
  /\[[a-z-]+\]/, // a boundary of `sallyport register test --boundary`
  /"sallyport register test"/,
  /^Describe |has a schema|have a schema|could not be read|Review that schema|schema/,
];

async function unmeetable(file: string, text: string): Promise<readonly string[]> {
  const { verdict } = await reviewOf(new Map([[file, text]]), file);
  return verdict.reasons.flatMap((one) =>
    one.kind !== "condition" ||
    one.findings.length > 0 ||
    one.assumptions.length > 0 ||
    (one.attestations ?? []).length > 0 ||
    MET_BY.some((by) => by.test(one.text))
      ? []
      : [one.text],
  );
}

const examples = path.join(import.meta.dirname, "../../examples");

test.each(readdirSync(examples).filter((name) => !name.includes(".")))(
  "each condition of the example %s can be met",
  async (name) => {
    const folder = path.join(examples, name);
    const file = readdirSync(folder).find((one) => /^openapi\.(?:yaml|json)$/.test(one));
    if (file !== undefined) expect(await unmeetable(file, readFileSync(path.join(folder, file), "utf8"))).toEqual([]);
  },
);

const cases = hasCorpus ? readdirSync(path.join(CORPUS, "cases")).filter((name) => name.endsWith(".yaml")) : [];

test.skipIf(cases.length === 0)("each condition of the cases can be met", async () => {
  for (const name of cases)
    expect([name, await unmeetable(name, readFileSync(path.join(CORPUS, "cases", name), "utf8"))]).toEqual([name, []]);
});

const real = corpusRows().filter(
  (row) => row.path.startsWith("real/") && !row.multifile && row.operations > 2 && row.operations < 30,
);
const drawn = real.filter((_, index) => index % Math.max(1, Math.floor(real.length / 40)) === 0).slice(0, 40);

test.skipIf(drawn.length === 0)(
  "each condition of forty real descriptions can be met",
  async () => {
    for (const { path: file } of someOf(drawn, 4))
      expect([file, await unmeetable(path.basename(file), readFileSync(path.join(CORPUS, file), "utf8"))]).toEqual([
        file,
        [],
      ]);
  },
  120_000,
);
