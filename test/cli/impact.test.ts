import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { testRepository } from "../gate/git-repository.ts";
import { impactDocument } from "../../src/core/impact-schema.ts";
import { folderWith, run } from "./run.ts";
import { longTest } from "../in-share.ts";

const GAUGES = `openapi: 3.1.0
info: { title: Gauges, version: "1" }
servers: [{ url: https://api.gauges.example }]
security: [{ token: [] }]
paths:
  /gauges/{gaugeId}:
    get:
      parameters: [{ name: gaugeId, in: path, required: true, schema: { type: string } }]
      responses: { "200": { description: One., content: { application/json: { schema: { $ref: "#/components/schemas/Gauge" } } } } }
components:
  schemas:
    Gauge: { type: object, properties: { id: { type: string }, pressure: { type: integer }, siteCode: { type: string } } }
  securitySchemes:
    token: { type: http, scheme: bearer }
`;
const OTHER = GAUGES.replace("title: Gauges", "title: Meters").replace("/gauges/{gaugeId}", "/meters/{meterId}");

async function impactIn(folder: string, ...args: readonly string[]) {
  const { code, stdout, stderr } = await run(["impact", ...args, "--as-of", "2026-01-31"], { cwd: folder });
  return { code, stdout, stderr };
}

describe("what a call cannot mean is refused, with what to write", () => {
  test.each<readonly [string, readonly string[], string, string]>([
    [
      "nothing is selected",
      ["openapi.yaml"],
      "The call does not say what was reported",
      '--operation "GET /users/{id}"',
    ],
    [
      "an operation is misspelt",
      ["openapi.yaml", "--operation", "GET /gauge/{id}"],
      "has no operation",
      "Did you mean GET /gauges/{gaugeId}?",
    ],
    [
      "a format is not known",
      ["openapi.yaml", "--schema", "Gauge", "--format", "sarif"],
      "--format sarif is not known",
      "text, markdown, html, json",
    ],
    [
      "a review is none",
      ["openapi.yaml", "--schema", "Gauge", "--portfolio", "openapi.yaml"],
      "cannot be read as a review",
      "sallyport review",
    ],
    [
      "two would go to standard output",
      ["openapi.yaml", "--schema", "Gauge", "--format", "text", "--format", "json"],
      "two formats",
      "--format json=",
    ],
  ])("%s", async (_what, args, message, hint) => {
    const { code, stderr } = await impactIn(folderWith({ "openapi.yaml": GAUGES }), ...args);
    expect([code, stderr]).toEqual([2, expect.stringContaining(message)]);
    expect(stderr).toContain(hint);
  });
});

test("what all goes to files is said, with how bad it is", async () => {
  const folder = folderWith({ "openapi.yaml": GAUGES });
  const call = ["openapi.yaml", "--schema", "Gauge", "--no-history"];
  const files = await impactIn(folder, ...call, "--format", "html=impact.html", "--format", "json=impact.json");
  expect(files.stdout).toBe("");
  expect(files.stderr).toMatch(/^Gauges 1: (?:Info|Low|Medium)\. .*\nWrote impact\.html\nWrote impact\.json\n$/);
  const both = await impactIn(folder, ...call, "--format", "text", "--format", "json=impact.json");
  expect(both.stderr).toBe("");
});

test("the first description that has what was reported is assessed, and the others are looked through", async () => {
  const folder = folderWith({ "a.yaml": OTHER, "b.yaml": GAUGES });
  const { stdout } = await impactIn(
    folder,
    "a.yaml",
    "b.yaml",
    "--operation",
    "GET /gauges/{gaugeId}",
    "--format",
    "json",
  );
  expect(impactDocument.parse(JSON.parse(stdout)).api.file).toBe("b.yaml");
});

test("a severity that is stated sets the deadline", async () => {
  const folder = folderWith({ "openapi.yaml": GAUGES });
  const { stdout } = await impactIn(folder, "openapi.yaml", "--schema", "Gauge", "--severity", "critical");
  expect(stdout).toMatch(/^Until when\? +Fix by 2026-02-07: the policy allows 7 days for critical/m);
});

describe("a field of which nothing tells what it holds", () => {
  test("is confidential since it was reported, and that this is not known is said", async () => {
    const folder = folderWith({ "openapi.yaml": GAUGES });
    const { stdout } = await impactIn(folder, "openapi.yaml", "--field", "Gauge.siteCode", "--format", "json");
    const { data, scope, unknown } = impactDocument.parse(JSON.parse(stdout));
    expect(data.map(({ called, sensitivity, fields }) => [called.plural, sensitivity, fields[0]?.name])).toEqual([
      ["reported data", "confidential", "Gauge.siteCode"],
    ]);
    expect(scope.places.map(({ operation, what }) => `${operation}, ${what}`)).toEqual([
      "GET /gauges/{gaugeId}, 2xx siteCode",
    ]);
    expect(unknown.map(({ text }) => text).join("\n")).toContain(
      "What Gauge.siteCode holds: its category is not known",
    );
  });

  test("becomes an issue once sallyport.yaml says what it holds, since nobody could see it fixed before", async () => {
    const folder = folderWith({ "openapi.yaml": GAUGES });
    const assess = async () =>
      impactIn(folder, "openapi.yaml", "--field", "Gauge.siteCode", "--format", "json=impact.json");
    const open = async () =>
      run(["register", "open", "--from", "impact.json", "--root", ".", "--as-of", "2026-01-31"], { cwd: folder });
    await assess();
    const refused = await open();
    expect([refused.code, refused.stderr]).toEqual([
      2,
      expect.stringContaining("Only the report says what Gauge.siteCode holds"),
    ]);
    const [, declared = ""] = /make the assessment again: (.*)$/m.exec(refused.stderr) ?? [];
    writeFileSync(path.join(folder, "sallyport.yaml"), `${declared}\n`);
    await assess();
    expect((await open()).code).toBe(0);
    expect(readFileSync(path.join(folder, ".sallyport/register.yaml"), "utf8")).toContain(
      "GET /gauges/{gaugeId}, 2xx siteCode",
    );
  });
});

test("of an operation that is gone the last version that had it can be assessed, by the command that is named", async () => {
  const own = testRepository();
  own.git("init", "-q", "-b", "main");
  const gone = GAUGES.replace("/gauges/{gaugeId}:", "/meters/{meterId}:");
  own.commit({ "openapi.yaml": GAUGES }, "2026-01-02");
  own.commit({ "openapi.yaml": GAUGES.replace("title: Gauges", "title: All gauges") }, "2026-01-03");
  own.commit({ "openapi.yaml": gone }, "2026-01-04");
  const call = ["openapi.yaml", "--operation", "GET /gauges/{gaugeId}"];
  const refused = await impactIn(own.folder, ...call);
  const at = own.git("rev-parse", "HEAD~1").trim().slice(0, 12);
  expect(refused.code).toBe(2);
  expect(refused.stderr).toContain(
    `openapi.yaml has no operation GET /gauges/{gaugeId}; the last version of the file that has it is in commit ${at}, 2026-01-03`,
  );
  expect(refused.stderr).toContain(
    `git show ${at}:openapi.yaml > was-${at}.yaml && sallyport impact was-${at}.yaml openapi.yaml --operation 'GET /gauges/{gaugeId}'`,
  );
  writeFileSync(path.join(own.folder, `was-${at}.yaml`), own.git("show", `${at}:openapi.yaml`));
  const { code, stdout } = await impactIn(own.folder, `was-${at}.yaml`, ...call);
  expect([code, stdout]).toEqual([0, expect.stringContaining("All gauges")]);
  // So can one of a field or a schema that is gone.
  own.commit({ "openapi.yaml": gone.replaceAll("siteCode", "place").replaceAll("Gauge", "Meter") }, "2026-01-05");
  for (const [option, value] of [
    ["--field", "Gauge.siteCode"],
    ["--field", "siteCode"],
    ["--schema", "Gauge"],
  ] as const)
    expect((await impactIn(own.folder, "openapi.yaml", option, value)).stderr).toContain(
      `-${own.git("rev-parse", "HEAD~1").trim().slice(0, 12)}.yaml openapi.yaml ${option} ${value}`,
    );
  // Names are read as those of today's description are.
  expect((await impactIn(own.folder, "openapi.yaml", "--schema", "gauge")).stderr).toContain("was-");
  expect((await impactIn(own.folder, "openapi.yaml", "--operation", "get /Gauges/{id}")).stderr).toContain("was-");
  // What no version had is only named.
  const never = await impactIn(own.folder, "openapi.yaml", "--operation", "GET /pumps/{pumpId}");
  expect(never.stderr).not.toContain("the last version");
});

longTest("a description that is gone for long is found in steps, and what came and went in between too", async () => {
  const own = testRepository();
  own.git("init", "-q", "-b", "main");
  const withTitle = (number: number): string => GAUGES.replace("title: Gauges", `title: Gauges ${number}`);
  const later = (number: number): string => withTitle(number).replace("siteCode", "place");
  const commits: string[] = [];
  for (let number = 0; number < 24; number += 1) {
    const text = number < 7 ? withTitle(number) : later(number);
    // A field that one version had, and a credential that some did.
    const once = number === 13 ? text.replace("pressure:", "pressureNow: { type: integer }, pressure:") : text;
    const held = number < 4 ? once.replaceAll("token", "siteKey") : once;
    commits.push(own.commit({ "openapi.yaml": held }, `2026-01-${number + 1}`.replace(/-(\d)$/, "-0$1")));
  }
  for (const [option, value, number] of [
    ["--field", "Gauge.siteCode", 6],
    ["--field", "siteCode", 6],
    ["--field", "Gauge.pressureNow", 13],
    ["--credential", "SiteKey", 3],
  ] as const)
    expect([value, (await impactIn(own.folder, "openapi.yaml", option, value)).stderr]).toEqual([
      value,
      expect.stringContaining(`that has it is in commit ${commits[number]!.slice(0, 12)}, `),
    ]);
});

longTest("of a long history it is said how many versions were searched", async () => {
  const own = testRepository();
  own.git("init", "-q", "-b", "main");
  const versions = 203;
  const texts = Array.from({ length: versions }, (_, number) =>
    GAUGES.replace("title: Gauges", `title: Gauges ${number}`),
  );
  execFileSync("git", ["fast-import", "--quiet"], {
    cwd: own.folder,
    input: texts
      .map(
        (text, number) =>
          `commit refs/heads/main\ncommitter a <a@example.com> ${1_760_000_000 + number * 9000} +0000\ndata 1\nv\nM 100644 inline openapi.yaml\ndata ${text.length}\n${text}\n`,
      )
      .join(""),
  });
  own.git("reset", "-q", "--hard");
  const { stderr } = await impactIn(own.folder, "openapi.yaml", "--field", "Gauge.gaugeId");
  expect(stderr).toContain(
    `openapi.yaml has no field Gauge.gaugeId; of ${versions} versions in git 200 were searched, the latest first, and none has it`,
  );
});

test("a command for the last version can be run as it is, whatever the names begin with and wherever one stands", async () => {
  const own = testRepository();
  own.git("init", "-q", "-b", "main");
  const file = "-api/-gauges of today.yaml";
  const was = GAUGES.replaceAll(" Gauge:", " -Gauge:").replaceAll("schemas/Gauge", "schemas/-Gauge");
  own.commit({ [file]: was }, "2026-01-02");
  own.commit({ [file]: GAUGES }, "2026-01-03");
  for (const [folder, spec] of [
    [own.folder, `./${file}`],
    [path.join(own.folder, "-api"), "./-gauges of today.yaml"],
    [folderWith({}), path.join(own.folder, file)],
  ] as const) {
    const { stderr } = await impactIn(folder, spec, "--schema=-Gauge");
    const [, command = ""] = /today's description: (.*)$/m.exec(stderr) ?? [];
    const words = execFileSync("sh", ["-c", `sallyport() { printf '%s\\0' "$@"; }; ${command}`], {
      cwd: folder,
      encoding: "utf8",
    });
    const [name, ...args] = words.split("\0").slice(0, -1);
    expect([name, args.at(-1)]).toEqual(["impact", "--schema=-Gauge"]);
    const assessed = await impactIn(folder, ...args);
    expect([assessed.stderr, assessed.code]).toEqual(["", 0]);
    expect(assessed.stdout).toContain("-Gauge");
  }
});
