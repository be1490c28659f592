import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { envelopeIn, folderWith, run } from "./run.ts";

const API = `openapi: 3.1.0
info: { title: Orders, version: "1" }
servers: [{ url: https://api.shop.example.org }]
paths:
  /orders:
    get: { security: [{ password: [] }], responses: { "204": { description: none } } }
  /carts:
    get: { security: [{ other: [] }], responses: { "204": { description: none } } }
components:
  securitySchemes:
    password: { type: http, scheme: basic }
    other: { type: http, scheme: basic }
`;
const SETTINGS = "# ours\nadmission: { '*':   partner }\naudience: partner\n";
const DAY = ["--as-of", "2026-06-30"];

async function reviewIn(cwd: string, file = "api.yaml") {
  const { stdout } = await run(["review", file, "--only", "basic-auth", "--format", "json"], { cwd });
  return envelopeIn(stdout).reviews[0]!;
}

async function folder(files: Readonly<Record<string, string>> = { "api.yaml": API, "sallyport.yaml": SETTINGS }) {
  const cwd = folderWith(files);
  const [first, second] = (await reviewIn(cwd, Object.keys(files)[0])).findings;
  return { cwd, first: first!, second: second! };
}

const configuration = (cwd: string): string => readFileSync(path.join(cwd, "sallyport.yaml"), "utf8");

describe("dismiss", () => {
  test("writes the smallest entry into the sallyport.yaml in force, and the review counts the finding no more", async () => {
    const { cwd, first, second } = await folder();
    const id = first.fingerprint;
    const said = ["--because", "Only the test device has it", "--by", "Jo"];
    const { code, stdout, stderr } = await run(["dismiss", id.slice(0, 8), "api.yaml", ...said, ...DAY], { cwd });
    expect([code, stdout, stderr]).toEqual([
      0,
      `Dismissed ${id}, ${first.severity}: ${first.title} (basic-auth), 1 place\nWritten to sallyport.yaml\n`,
      "",
    ]);
    expect(configuration(cwd)).toBe(`${SETTINGS}
dismissed:
  - fingerprint: ${id}
    rule: basic-auth
    file: api.yaml
    where: api.yaml
    severity: ${first.severity}
    because: Only the test device has it
    by: Jo
    on: 2026-06-30
    places: [${first.places[0]!.fingerprint}]
`);
    const after = await reviewIn(cwd);
    expect(after.findings.map(({ fingerprint }) => fingerprint)).toEqual([second.fingerprint]);
    expect(after.dismissed!.map(({ fingerprint, status }) => [fingerprint, status])).toEqual([[id, "dismissed"]]);

    const before = configuration(cwd);
    const again = await run(["dismiss", id, "api.yaml", "--because", "x"], { cwd });
    expect([again.code, again.stdout]).toEqual([0, `${id} is dismissed already: sallyport.yaml:6\n`]);
    expect(configuration(cwd)).toBe(before);

    await run(["dismiss", second.fingerprint, "--because", "x"], { cwd });
    const both = await reviewIn(cwd);
    expect([both.findings, both.verdict.decision, both.dismissed!.length]).toEqual([[], "approve", 2]);
  });

  test("shows what was dismissed in text, Markdown and HTML, and the id of what is open", async () => {
    const { cwd, first, second } = await folder();
    await run(["dismiss", first.fingerprint, "--because", "Only the test device has it"], { cwd });
    for (const format of ["text", "markdown", "html"]) {
      const { stdout } = await run(["review", "api.yaml", "--only", "basic-auth", "--format", format], { cwd });
      expect([format, stdout]).toEqual([format, expect.stringContaining("Dismissed as false positives")]);
      expect(stdout).toContain("Only the test device has it");
      expect(stdout).toContain(second.fingerprint.slice(0, 8));
    }
  });

  test("writes a new sallyport.yaml beside the description", async () => {
    const { cwd, first } = await folder({ "apis/api.yaml": API });
    const { stdout } = await run(["dismiss", first.fingerprint, "--because", "x"], { cwd });
    expect(stdout).toContain("Written to apis/sallyport.yaml\n");
    expect(existsSync(path.join(cwd, "sallyport.yaml"))).toBe(false);
    const review = await reviewIn(cwd, "apis/api.yaml");
    expect(review.dismissed!.map(({ fingerprint }) => fingerprint)).toEqual([first.fingerprint]);
  });

  test("of one of two descriptions with the same finding is of that one alone", async () => {
    const { cwd, first } = await folder({ "v1.yaml": API, "v2.yaml": API, "sallyport.yaml": SETTINGS });
    const unclear = await run(["dismiss", first.fingerprint, "--because", "x"], { cwd });
    expect([unclear.code, unclear.stderr]).toEqual([2, expect.stringContaining("Name the description as well.")]);
    await run(["dismiss", first.fingerprint, "v2.yaml", "--because", "x"], { cwd });
    const [v1, v2] = [await reviewIn(cwd, "v1.yaml"), await reviewIn(cwd, "v2.yaml")];
    expect([v1.dismissals, v1.findings.length, v2.findings.length]).toEqual([[], 2, 1]);
  });

  test("takes the fingerprint of a place, and adds further places to the entry that there is", async () => {
    const example = path.resolve(import.meta.dirname, "../../examples/fitness-without-sign-up/openapi.yaml");
    const cwd = folderWith({ "api.yaml": readFileSync(example, "utf8") });
    const reviewed = async () =>
      envelopeIn((await run(["review", "api.yaml", "--format", "json"], { cwd })).stdout).reviews[0]!;
    const finding = (await reviewed()).findings.find(({ rule }) => rule === "client-side-privacy")!;
    const places = finding.places.map(({ fingerprint }) => fingerprint);
    expect(places.length).toBeGreaterThan(1);
    const one = await run(["dismiss", places[0]!, "--because", "x"], { cwd });
    expect(one.stdout).toContain(`, 1 place of ${places.length}\n`);
    const part = await reviewed();
    expect(part.dismissals!.map((entry) => [entry.places, entry.missing.length])).toEqual([
      [[places[0]], places.length - 1],
    ]);
    expect(part.findings.map(({ fingerprint }) => fingerprint)).toContain(finding.fingerprint);
    await run(["dismiss", finding.fingerprint, "--because", "y"], { cwd });
    const whole = await reviewed();
    expect(whole.dismissed!.map(({ fingerprint }) => fingerprint)).toEqual([finding.fingerprint]);
    expect(whole.dismissals!.map((entry) => [entry.places.toSorted(), entry.because])).toEqual([
      [places.toSorted(), "y"],
    ]);
  });

  test.each([
    ["no fingerprint", "basic-auth", "is not the ID of a finding"],
    ["one that no finding has", "0000000000000000", "no finding 0000000000000000 in the descriptions here"],
    ["too little of one", "abc", "is not the ID of a finding"],
  ])("refuses %s", async (_, id, words) => {
    const { cwd } = await folder();
    const { code, stdout, stderr } = await run(["dismiss", id, "--because", "x"], { cwd });
    expect([code, stdout, stderr]).toEqual([2, "", expect.stringContaining(words)]);
    expect(configuration(cwd)).toBe(SETTINGS);
  });

  test("refuses to say nothing of why", async () => {
    const { cwd, first } = await folder();
    expect((await run(["dismiss", first.fingerprint, "--because", " "], { cwd })).stderr).toContain("is empty");
    expect((await run(["dismiss", first.fingerprint], { cwd })).code).toBe(2);
    expect(configuration(cwd)).toBe(SETTINGS);
  });

  test("refuses what the policy does not let anybody dismiss", async () => {
    const { cwd, first } = await folder();
    const strict = `${SETTINGS}dismiss: { upTo: info }\n`;
    writeFileSync(path.join(cwd, "sallyport.yaml"), strict);
    const { code, stderr } = await run(["dismiss", first.fingerprint, "--because", "x"], { cwd });
    expect([code, stderr]).toEqual([
      2,
      expect.stringContaining(`allows dismissing findings up to info, and this one is ${first.severity}`),
    ]);
    expect(configuration(cwd)).toBe(strict);
  });

  test("says nothing that a terminal obeys, and writes it as text", async () => {
    const hostile = API.replace("/orders:", '"/orders\\e[31m\\u202e{x}: [a] #":').replace("/carts", "/orders");
    const { cwd, first } = await folder({ "api.yaml": hostile, "sallyport.yaml": SETTINGS });
    const because = "\u001b[31m: - 'x'";
    const { code, stdout } = await run(["dismiss", first.fingerprint, "--because", because], { cwd });
    expect([code, obeyedIn(stdout), obeyedIn(configuration(cwd))]).toEqual([0, [], []]);
    const text = (await run(["review", "api.yaml", "--only", "basic-auth"], { cwd })).stdout;
    expect(text).toContain("Dismissed as false positives");
    expect(obeyedIn(text)).toEqual([]);
  });
});

/** Characters that a terminal obeys, other than the end of a line. */
function obeyedIn(text: string): readonly string[] {
  return text.replaceAll("\n", "").match(/[\p{Cc}\p{Cf}]/gu) ?? [];
}
