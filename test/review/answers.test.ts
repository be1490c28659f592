import { readdirSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { isOpen, openNumbers } from "../../src/core/open-findings.ts";
import type { Review } from "../../src/core/review.ts";
import { filesBelow, type Files } from "../../src/load/files.ts";
import { defaultPolicy } from "../../src/policy/default-policy.ts";
import { loadPolicy } from "../../src/policy/load-policy.ts";
import { withAnswer } from "../../src/policy/write-answer.ts";
import type { Judgements } from "../../src/review/assumptions.ts";
import { composeReview } from "../../src/review/compose.ts";
import { withFailedTests } from "../../src/review/failed-tests.ts";
import { judgeDescription, reviewDescription } from "../../src/review.ts";
import { CORPUS, hasCorpus } from "../corpus.ts";
import { shareOf } from "../thorough.ts";

const AS_OF = "2026-01-31";
const EXAMPLES = path.join(import.meta.dirname, "../../examples");
const BENCHMARK = path.join(import.meta.dirname, "../../benchmark/apis");

/** A folder with a `sallyport.yaml` of this text. */
function withSettings(files: Files, text: string | undefined): Files {
  if (text === undefined) return files;
  const settings = { bytes: new TextEncoder().encode(text) };
  return { read: (name) => (name === "sallyport.yaml" ? settings : files.read(name)) };
}

async function reviewWith(files: Files, name: string, text: string | undefined): Promise<Review> {
  const all = withSettings(files, text);
  return reviewDescription(name, all, await loadPolicy(name, all), AS_OF);
}

/** What a review says of each answer, and what the next one says once it is written: the two are to be the same. */
async function saidAndSo(files: Files, name: string, settings?: string) {
  const { assumptions, findings } = await reviewWith(files, name, settings);
  const before = new Set(findings.filter(isOpen).map(({ fingerprint }) => fingerprint));
  const rows = [];
  for (const { id, settle, answers = [] } of assumptions)
    for (const { value, lines, decision, open, adds, closes } of answers) {
      const written =
        settings === undefined
          ? `${lines.join("\n")}\n`
          : withAnswer(settings, { keys: settle, value, entry: undefined });
      const { verdict, findings: then } = await reviewWith(files, name, written);
      const left = new Set(then.filter(isOpen).map(({ fingerprint }) => fingerprint));
      rows.push({
        said: { id, value, decision, open, adds, closes },
        so: {
          decision: verdict.decision,
          open: openNumbers(then),
          adds: Object.fromEntries(
            then.flatMap((one) =>
              isOpen(one) && !before.has(one.fingerprint) ? [[one.fingerprint, one.severity]] : [],
            ),
          ),
          closes: findings.filter((one) => isOpen(one) && !left.has(one.fingerprint)).map((one) => one.fingerprint),
        },
      });
    }
  return rows;
}

function expectSame(rows: Awaited<ReturnType<typeof saidAndSo>>): void {
  expect(rows.map(({ said, so }) => ({ ...said, ...so }))).toEqual(rows.map(({ said }) => said));
}

function descriptionsIn(folder: string): readonly string[] {
  return readdirSync(folder)
    .filter((name) => /\.(?:ya?ml|json)$/.test(name) && !name.endsWith(".expect.json"))
    .map((name) => path.join(folder, name));
}

const OWN = [
  ...["fitness", "fitness-without-sign-up", "patient-monitoring"].map((name) =>
    path.join(EXAMPLES, name, "openapi.yaml"),
  ),
  ...readdirSync(BENCHMARK).flatMap((name) =>
    descriptionsIn(path.join(BENCHMARK, name)).filter((file) => /\/(?:openapi|swagger)\.\w+$/.test(file)),
  ),
];

describe("an answer that a review prints leads to what it prints, once its lines are in sallyport.yaml", () => {
  test.each(shareOf(OWN, 30))("%s", async (file) => {
    expectSame(await saidAndSo(filesBelow(path.dirname(file)), path.basename(file)));
  });

  test.skipIf(!hasCorpus).each(hasCorpus ? shareOf(descriptionsIn(path.join(CORPUS, "cases")), 30) : [])(
    "%s",
    async (file) => {
      expectSame(await saidAndSo(filesBelow(path.dirname(file)), path.basename(file)));
    },
  );
});

const ALBUMS = `
openapi: 3.0.3
info: { title: Albums, version: "1" }
servers: [{ url: https://api.albums.example }]
security: [{ token: [] }]
paths:
  /users:
    get:
      responses:
        "200":
          description: All users
          content:
            application/json:
              schema:
                type: array
                items:
                  type: object
                  properties: { id: { type: integer }, full_name: { type: string }, email: { type: string, format: email }, date_of_birth: { type: string, format: date } }
  /users/{id}:
    delete:
      parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
      responses: { "204": { description: Deleted } }
components:
  securitySchemes:
    token: { type: http, scheme: bearer }
`;

/** The same without a word on who may call. */
const SILENT = ALBUMS.replace("security: [{ token: [] }]", "").replace(/components:[^]*$/, "");

/** A ruleset that makes something of rules for one exposure alone. */
const STRICT = "extends: [sallyport:recommended]\nrules:\n  missing-rate-limit: error\n  bola-other-users-data: off\n";

/** One description by itself, and a ruleset. */
function folderOf(description: string): Files {
  const texts = new Map([
    ["api.yaml", description],
    ["strict.yaml", STRICT],
  ]);
  return {
    read: (name) => {
      const text = texts.get(name);
      return text === undefined
        ? { bytes: undefined, reason: "missing", why: "there is none", hint: "" }
        : { bytes: new TextEncoder().encode(text) };
    },
  };
}

describe("so it does beside other settings", () => {
  test.each([
    ["rulesets by exposure", ALBUMS, "rulesets:\n  public: ./strict.yaml\n  private: sallyport:recommended\n"],
    ["a declared audience", ALBUMS, "audience: private\n"],
    ["severities by exposure", ALBUMS, "rules:\n  bola-other-users-data: { public: critical, private: off }\n"],
    ["an internal network", SILENT, 'network:\n  internal: ["*.albums.example"]\n'],
    ["ceilings", ALBUMS, "ceilings:\n  partner: { population: internal }\n"],
    ["an answer to another question", ALBUMS, "tenancy: account\n"],
    ["no settings of weight", SILENT, "owner: Albums\n"],
  ])("%s", async (_what, description, settings) => {
    const rows = await saidAndSo(folderOf(description), "api.yaml", settings);
    expect(rows.length).toBeGreaterThan(0);
    expectSame(rows);
  });

  test("a waiver and a dismissal of what only an answer brings", async () => {
    const open = await reviewWith(folderOf(ALBUMS), "api.yaml", "admission:\n  token: self-registered\n");
    const [first, second] = open.findings.filter(({ severity }) => severity !== "info");
    const settings = [
      "waivers:",
      `  - { rule: ${first!.rule}, reason: They agreed, owner: Ada, approver: Bo, until: 2026-12-31 }`,
      "dismissed:",
      `  - { fingerprint: ${second!.fingerprint}, rule: ${second!.rule}, places: [${second!.places.map(({ fingerprint }) => fingerprint).join(", ")}], because: It is no person }`,
      "",
    ].join("\n");
    const rows = await saidAndSo(folderOf(ALBUMS), "api.yaml", settings);
    expectSame(rows);
    const [openSaid] = rows.map(({ said }) => said);
    expect(openNumbers(open.findings)).not.toEqual(openSaid!.open);
  });
});

test("what a test on record has shown counts whatever is answered", async () => {
  const judged = await judgeDescription("api.yaml", folderOf(ALBUMS), defaultPolicy());
  const outcome = { outcome: "failed", by: "Ada", on: AS_OF } as const;
  const tested = withFailedTests(judged, ({ method }) => (method === "DELETE" ? outcome : undefined));
  const rejecting = (judgements: Judgements) =>
    composeReview(judgements, AS_OF, { answers: "judged" }).assumptions.map(({ id, answers = [] }) => [
      id,
      answers.flatMap(({ value, decision }) => (decision === "reject" ? [value] : [])),
    ]);
  expect([rejecting(judged), rejecting(tested)]).toMatchInlineSnapshot(`
    [
      [
        [
          "admission",
          [
            "self-registered",
          ],
        ],
        [
          "tenancy",
          [],
        ],
      ],
      [
        [
          "admission",
          [
            "self-registered",
            "partner",
            "own",
          ],
        ],
        [
          "tenancy",
          [
            "none",
            "account",
          ],
        ],
      ],
    ]
  `);
});

test("answers are judged only where somebody reads them", async () => {
  const judged = await judgeDescription("api.yaml", folderOf(ALBUMS), defaultPolicy());
  const { assumptions } = composeReview(judged, AS_OF);
  expect(assumptions.map(({ id, answers }) => [id, answers])).toEqual([
    ["admission", undefined],
    ["tenancy", undefined],
  ]);
});
