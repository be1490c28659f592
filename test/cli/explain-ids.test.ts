import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { allFindings } from "../../src/core/all-findings.ts";
import type { Review } from "../../src/core/review.ts";
import { QUESTION_MEANINGS } from "../../src/review/question-meanings.ts";
import { envelopeIn, folderWith, run } from "./run.ts";

const ROOT = path.resolve(import.meta.dirname, "../..");
const EXAMPLES = ["fitness", "fitness-without-sign-up", "telematics"];

async function explained(words: readonly string[], cwd = ROOT): Promise<string> {
  const { code, stdout, stderr } = await run(["explain", ...words], { cwd });
  expect({ code, stderr }, words.join(" ")).toEqual({ code: 0, stderr: "" });
  return stdout;
}

describe("every name that a review shows is explained", () => {
  test.each(EXAMPLES)("of the example %s", async (name) => {
    const file = `examples/${name}/openapi.yaml`;
    const { stdout } = await run(["review", file, "--format", "json"], { cwd: ROOT });
    const [review] = envelopeIn(stdout).reviews;
    for (const word of namesIn(review!)) expect(await explained([word])).toMatch(/^(?:# |Several rules)/);
    const [finding] = review!.findings;
    const text = await explained([finding!.fingerprint.slice(0, 8), file]);
    expect(text).toContain(
      `# ${finding!.fingerprint}\n\n${finding!.severity}: ${finding!.title} (${finding!.rule}), open\n`,
    );
    expect(text).toContain(`${file}:${finding!.line}:${finding!.column}`);
    expect(text).toContain(`sallyport dismiss ${finding!.fingerprint} ${file} --because`);
  });

  test("of an authorization test that failed", async () => {
    const cwd = folderWith({ "openapi.yaml": readFileSync(`${ROOT}/examples/telematics/openapi.yaml`, "utf8") });
    const record = [
      "register",
      "test",
      "openapi.yaml",
      "--boundary",
      "client-id-read",
      "--outcome",
      "failed",
      "--by",
      "QA",
    ];
    expect(await run(record, { cwd })).toMatchObject({ code: 0 });
    const { stdout } = await run(["review", "openapi.yaml", "--format", "json"], { cwd });
    const [review] = envelopeIn(stdout).reviews;
    const failed = review!.findings.find(({ rule }) => rule === "failed-authorization-test");
    expect(await explained([failed!.rule], cwd)).toContain("An authorization test failed");
    expect(await explained([failed!.fingerprint.slice(0, 8)], cwd)).not.toContain("dismiss");
  });
});

function namesIn(review: Review): readonly string[] {
  return [
    ...new Set([
      ...allFindings(review).map(({ rule }) => rule),
      ...(review.boundaries ?? []).map(({ id }) => id),
      ...(review.boundaries ?? []).map(({ id }) => `[${id}]`),
      ...review.questions.map(({ id }) => id),
      ...review.assumptions.map(({ id }) => id),
      review.verdict.decision ?? "verdict",
    ]),
  ];
}

test("every question that a review may ask has a meaning", async () => {
  const sources = readdirSync(`${ROOT}/src/review`)
    .filter((name) => name.endsWith(".ts"))
    .map((name) => readFileSync(`${ROOT}/src/review/${name}`, "utf8"));
  const asked = sources.flatMap((text) => [...text.matchAll(/^ +id: "([a-z-]+)",\n +text:/gm)].map(([, id]) => id!));
  expect(asked.length).toBeGreaterThan(6);
  for (const id of [...asked, ...Object.keys(QUESTION_MEANINGS)]) expect(await explained([id])).toMatch(/^# /);
});

test.each([
  ["sp-26ee844877", "sallyport register verify sp-26ee844877"],
  ["at-1a2b3c4d5e", "sallyport register attest at-1a2b3c4d5e --by NAME"],
  ["organisation-list-change", "Test that organisation A cannot change organisation B's objects through a list."],
  ["user-anonymous", "Test that a call without a credential is refused."],
])("%s says what to do", async (id, text) => {
  expect(await explained([id])).toContain(text);
});

test.each([
  [["0123abcd"], "sallyport explain 0123abcd openapi.yaml", {}],
  [
    ["0123abcd", "openapi.yaml"],
    "A review shows the ID of each finding",
    { "openapi.yaml": readFileSync(`${ROOT}/examples/telematics/openapi.yaml`, "utf8") },
  ],
  [["facade"], "sallyport rules lists the rules", {}],
])("%j is no finding here, and it is said what to do", async (words, hint, files) => {
  const { code, stderr } = await run(["explain", ...words], { cwd: folderWith(files) });
  expect(code).toBe(2);
  expect(stderr).toContain(hint);
});

test("an ID is looked for in what can be read, and a broken file beside it is noted", async () => {
  const example = readFileSync(path.join(ROOT, "examples/telematics/openapi.yaml"), "utf8");
  const cwd = folderWith({ "api.yaml": example, "broken.yaml": "openapi: 3.1.0\ninfo: {\n" });
  const { stdout } = await run(["review", "api.yaml", "--format", "json"], { cwd });
  const id = envelopeIn(stdout).reviews[0]!.findings[0]!.fingerprint;
  const found = await run(["explain", id], { cwd });
  expect([found.code, found.stdout.startsWith(`# ${id}`)]).toEqual([0, true]);
  expect(found.stderr).toMatch(/^note: not searched: broken\.yaml:3:1 is not valid YAML/);
  const accept = ["register", "accept", id, "--reason", "Known callers", "--approver", "A. Berg", "--until"];
  const accepted = await run([...accept, "2026-03-01", "--as-of", "2026-01-31"], { cwd });
  expect([accepted.code, accepted.stderr]).toEqual([0, found.stderr]);
  // Where nothing else can be read, that is the error.
  const alone = folderWith({ "broken.yaml": "openapi: 3.1.0\ninfo: {\n" });
  expect((await run(["explain", id], { cwd: alone })).code).toBe(2);
});
