import { readdirSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { DATA_OWNERS } from "../../src/core/data-owner-words.ts";
import { mayChange, withOwners } from "../../src/core/data-owners.ts";
import { grouped } from "../../src/core/grouped.ts";
import { isOpen } from "../../src/core/open-findings.ts";
import { filesBelow } from "../../src/load/files.ts";
import { callerViews, whoseOf } from "../../src/report/words/callers.ts";
import { changeClasses, dataClasses } from "../../src/report/words/data-answer.ts";
import { countedFlows } from "../../src/report/words/data-tally.ts";
import { exposureMap } from "../../src/report/words/exposure-map.ts";
import { flowPicture } from "../../src/report/words/flow-picture.ts";
import { reviewAlone } from "../review-alone.ts";

const ROOT = path.join(import.meta.dirname, "../..");
/** The examples, and every tenth of the descriptions that the benchmark is made of. */
const DESCRIPTIONS = [
  ...["fitness", "fitness-without-sign-up", "patient-monitoring", "telematics"].map(
    (name) => `examples/${name}/openapi.yaml`,
  ),
  ...descriptionsIn("benchmark/apis").filter((_, at) => at % 10 === 0),
];

function descriptionsIn(folder: string): readonly string[] {
  return (readdirSync(path.join(ROOT, folder), { recursive: true }) as string[]) // named by strings
    .filter((name) => /(?:^|[/\\])(?:openapi|swagger)\.(?:yaml|json)$/.test(name))
    .map((name) => `${folder}/${name.replaceAll("\\", "/")}`)
    .toSorted();
}

test("there are descriptions to look at", () => {
  expect(DESCRIPTIONS.length).toBeGreaterThan(12);
});

describe("whose data an operation returns is the same wherever it is said", () => {
  test.each(DESCRIPTIONS)("%s", async (file) => {
    const review = await reviewAlone(file, filesBelow(ROOT));
    expect(withOwners(review).operations).toEqual(review.operations);

    const read = countedFlows(review).filter(({ flow }) => flow.direction === "read");
    const byOperation = grouped(read, ({ operation }) => operation.id);
    const classes = dataClasses(review);
    expect([...classes.values()].flat().toSorted()).toEqual([...byOperation.keys()].toSorted());
    for (const [owner, ids] of classes)
      for (const id of ids) {
        const all = new Set(byOperation.get(id)?.map((flow) => whoseOf(flow).replace("issued", "own")));
        expect([id, DATA_OWNERS.find((one) => all.has(one))]).toEqual([id, owner]);
      }
    const changing = review.operations.filter((operation) => operation.kind === "path" && mayChange(operation));
    expect([...changeClasses(review).values()].flat().length).toBe(changing.length);

    // The tables and the picture have what the counts have.
    const counts = (flows: typeof read): Record<string, number> =>
      Object.fromEntries(
        DATA_OWNERS.map((owner) => [
          owner,
          new Set(
            flows
              .filter(({ flow }) => flow.owner === owner)
              .map(({ flow, field }) => `${flow.operation} ${field.category}`),
          ).size,
        ]),
      );
    const { rows } = exposureMap(read, callerViews(review), "read");
    for (const row of rows)
      expect([row.category, row.ofOthers]).toEqual([
        row.category,
        counts(read.filter(({ field }) => field.category === row.category))["others"],
      ]);
    const drawn = (flowPicture(review)?.ribbons ?? []).filter(
      ({ column, owner }) => column === 0 && owner === "others",
    );
    expect(drawn.reduce((sum, { weight }) => sum + weight, 0)).toBe(counts(read)["others"]);

    // What a finding says is other people's is nowhere called anything else.
    const told = review.findings.filter(
      ({ status, assumes, message }) =>
        isOpen({ status }) && assumes.length === 0 && /can read (?:other people's|everyone's) /.test(message),
    );
    for (const { operations } of told)
      for (const id of operations) expect([id, classes.get("others")]).toEqual([id, expect.arrayContaining([id])]);
  });
});
