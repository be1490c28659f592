import { expect, test } from "vitest";
import type { Finding, Review } from "../../src/core/review.ts";
import { githubReviewReport } from "../../src/report/formats/github-review.ts";
import { FORMAT_READERS, PLAIN_TEXT } from "./format-checks.ts";
import { riderEnvelope, riderReview } from "./fixture.ts";
import { ATTACKS, UNSAFE } from "./hostile.ts";
import { nodesOf, treeOf } from "./markdown-tree.ts";
import { commentsIn } from "./validators.ts";

type Fix = NonNullable<Finding["fixes"]>[number];
const FIX: Fix = {
  name: "Limit the length",
  certainty: "suggested",
  requires: "The service refuses longer texts.",
  changes: [],
  closes: ["00000000000000aa"],
  shown: { file: "openapi.yaml", pointer: "#/x", line: 3, excerpt: [] },
  lines: [{ file: "openapi.yaml", line: 3, endLine: 5, text: "maxLength: 9" }],
};

function reportOf(findings: readonly Partial<Finding>[], over: Partial<Review["document"]> = {}): string {
  const review = riderReview();
  const [finding] = review.findings;
  const reviews: Review[] = [
    {
      ...review,
      document: { ...review.document, ...over },
      findings: findings.map((one) => ({ ...finding!, ...one })),
    },
  ];
  return githubReviewReport({ ...riderEnvelope(), reviews }, PLAIN_TEXT.hunksOf);
}

test.each(ATTACKS.map((attack) => [JSON.stringify(attack), attack] as const))(
  "text stays text, and the lines that are suggested stay lines: %s",
  async (_name, attack) => {
    const fix: Fix = { ...FIX, lines: [{ ...FIX.lines![0]!, text: `  a: ${attack}\n${attack}` }] };
    const report = reportOf([{ title: `Long ${attack}`, fixes: [fix] }], { file: `a ${attack}.yaml` });
    expect((await FORMAT_READERS["github-review"](report)).errors).toEqual([]);
    const isPlain = !/\r/.test(attack) && attack.replaceAll("\n", "").search(UNSAFE) < 0;
    expect(commentsIn(report).map(({ body }) => nodesOf(treeOf(body), "code")[0]!.value)).toEqual(
      isPlain ? [fix.lines![0]!.text] : [],
    );
  },
);

test("the same lines are one comment, whatever they close; further ones are counted", () => {
  const other: Fix = { ...FIX, name: "Limit it", requires: null, certainty: "safe" };
  const [comment, ...none] = commentsIn(reportOf([{ fixes: [FIX] }, { fixes: [other] }]));
  expect(none).toEqual([]);
  expect(comment!.body).toContain("**Limit the length** (suggested)");
  expect(comment!.body).toContain("**Limit it** (safe)");
  const many = Array.from({ length: 33 }, (_, at): Partial<Finding> => ({
    fixes: [{ ...FIX, lines: [{ ...FIX.lines![0]!, text: `maxLength: ${at}` }] }],
  }));
  const report = reportOf(many);
  expect(commentsIn(report)).toHaveLength(30);
  expect((JSON.parse(report) as { body: string }).body).toContain("3 further fixes are left out here");
});

test.each<readonly [string, Partial<Finding>]>([
  ["is asked for alone", { fixes: [{ ...FIX, certainty: "asked" }] }],
  ["is accepted already", { status: "accepted", fixes: [FIX] }],
  ["cannot be told in lines", { fixes: [{ ...FIX, lines: [] }] }],
  [
    "leaves lines between those that it changes",
    { fixes: [{ ...FIX, lines: [FIX.lines![0]!, { ...FIX.lines![0]!, line: 7, endLine: 7 }] }] },
  ],
])("none that %s", (_name, finding) => {
  expect(commentsIn(reportOf([finding]))).toEqual([]);
});
