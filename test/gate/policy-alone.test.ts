import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { envelopeIn } from "../cli/run.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { repositoryWith, type TestRepository } from "./git-repository.ts";
import { longTest } from "../in-share.ts";

const REGISTER = ".sallyport/register.yaml";

/** Profiles that everybody who signs up reads; `more` are further operations. */
function api(more = ""): string {
  return `openapi: 3.1.0
info: { title: Riders, version: "1" }
servers: [{ url: https://api.rides.io }]
security: [{ token: [] }]
paths:
  /users/{userId}:
    get:
      parameters: [{ name: userId, in: path, required: true, schema: { type: string, format: uuid } }]
      responses:
        "200":
          description: The profile.
          content: { application/json: { schema: { $ref: "#/components/schemas/User" } } }
${more}components:
  schemas:
    User: { type: object, properties: { id: { type: string, format: uuid }, birthDate: { type: string, format: date }, email: { type: string, format: email } } }
  securitySchemes:
    token: { type: http, scheme: bearer }
`;
}
const MORE = `  /people/{userId}:
    get:
      parameters: [{ name: userId, in: path, required: true, schema: { type: string, format: uuid } }]
      responses:
        "200":
          description: The profile.
          content: { application/json: { schema: { $ref: "#/components/schemas/User" } } }
`;
const SETTINGS = "admission: { token: self-registered }\ntenancy: none\n";

/** A repository whose register knows the description since January; `edit` sees the text of the register. */
async function known(settings = SETTINGS): Promise<TestRepository> {
  const own = repositoryWith({ "openapi.yaml": api(), "sallyport.yaml": settings });
  await own.sallyport("register", "update", "openapi.yaml", "--as-of", "2026-01-05");
  onMain(own, {});
  return own;
}

function onMain(own: TestRepository, files: Readonly<Record<string, string | undefined>>, on?: string): void {
  own.git("checkout", "-q", "-B", "main");
  own.commit(files, on);
  own.git("checkout", "-q", "-B", "feature");
}

function edited(own: TestRepository, file: string, from: RegExp | string, to: string): void {
  const text = readFileSync(path.join(own.folder, file), "utf8");
  const after = text.replace(from, to);
  expect(after).not.toBe(text);
  own.commit({ [file]: after });
}

async function shownBy(own: TestRepository, asOf = "2026-01-20") {
  const file = `${temporaryFolder()}/gate.json`;
  const formats = ["--format", "markdown", "--format", `json=${file}`];
  const { code, stdout: comment, stderr } = await own.sallyport("gate", "--base", "main", "--as-of", asOf, ...formats);
  expect(stderr).toBe("");
  const { reviews } = envelopeIn(readFileSync(file, "utf8"));
  return { code, gate: reviews[0]!.gate!, reviews, comment };
}

const WAIVER = `waivers:
  - { rule: bola-other-users-data, operation: "GET /users/{userId}", field: User.birthDate, reason: Public, owner: a, approver: b, until: 2026-12-31 }
`;

describe("a change of what descriptions are judged by, and of nothing else, is shown with its effect", () => {
  test.each<
    readonly [name: string, settings: string, change: (own: TestRepository) => unknown, key: string, effect: RegExp]
  >([
    [
      "a gate that never fails",
      SETTINGS,
      (own) => own.commit({ "sallyport.yaml": `${SETTINGS}gate: { failOn: never }\n` }),
      "gate",
      /^failOn never \(was high\)$/,
    ],
    [
      "another answer",
      SETTINGS,
      (own) => own.commit({ "sallyport.yaml": "admission: { token: own }\ntenancy: none\n" }),
      "admission.token",
      /findings? would disappear \(the worst is high\)/,
    ],
    [
      "a waiver of a part of a finding",
      SETTINGS,
      (own) => own.commit({ "sallyport.yaml": SETTINGS + WAIVER }),
      "waivers",
      /^no finding would change\. The waiver of bola-other-users-data until 2026-12-31 \(approved by b, owner: a\): it covers 1 of \d+ places of bola-other-users-data \(high\), so the finding stays open\. Reason: “Public”$/,
    ],
    [
      "… for longer than the register accepts a risk",
      SETTINGS,
      (own) => own.commit({ "sallyport.yaml": SETTINGS + WAIVER.replace("2026-12-31", "2028-12-31") }),
      "waivers",
      /until 2028-12-31, longer than the 365 days for which the register accepts a risk \(approved by b/,
    ],
    [
      "a waiver of what is not found",
      SETTINGS,
      (own) => own.commit({ "sallyport.yaml": SETTINGS + WAIVER.replace("/users/", "/people/") }),
      "waivers",
      /it has no effect: no finding matches it\. Reason: “Public”$/,
    ],
    [
      "a waiver's line that is deleted",
      SETTINGS + WAIVER,
      (own) => own.commit({ "sallyport.yaml": SETTINGS }),
      "waivers",
      /./,
    ],
    [
      "a dismissal",
      SETTINGS,
      async (own) => {
        const { reviews } = await own.gate("openapi.yaml", "--base", "main");
        const { fingerprint } = reviews[0]!.findings.find(({ severity }) => severity === "high")!;
        await own.sallyport("dismiss", fingerprint, "openapi.yaml", "--because", "Public", "--by", "Jo");
        own.commit({});
      },
      "dismissed",
      /^1 finding would be dismissed \(the worst is high\).*\. The dismissal of [\w-]+ \(.*\): it covers high: .* Reason: “Public”$/,
    ],
    [
      "deadlines",
      SETTINGS,
      (own) => own.commit({ "sallyport.yaml": `${SETTINGS}sla: { high: 900 }\n` }),
      "sla",
      /high 900 \(was 30\)/,
    ],
    [
      "a ruleset's file",
      `${SETTINGS}rulesets: rules/acme.yaml\n`,
      (own) =>
        own.commit({ "rules/acme.yaml": "extends: [sallyport:recommended]\nrules: { bola-other-users-data: off }\n" }),
      "rulesets",
      /finding would disappear/,
    ],
    [
      "a ruleset's file that another extends",
      `${SETTINGS}rulesets: rules/acme.yaml\n`,
      (own) =>
        own.commit({
          "rules/base.yaml": "extends: [sallyport:recommended]\nrules: { bola-other-users-data: off }\n",
        }),
      "rulesets",
      /finding would disappear/,
    ],
    [
      "a rule of Spectral's in it",
      `${SETTINGS}rulesets: rules/acme.yaml\n`,
      (own) =>
        own.commit({
          "rules/base.yaml":
            "rules: { titled: { given: $.info, severity: error, then: { field: contact, function: truthy } } }\n",
        }),
      "rulesets",
      /1 finding would be new/,
    ],
  ])("%s", async (_, settings, change, key, effect) => {
    const own = repositoryWith({
      "openapi.yaml": api(),
      "sallyport.yaml": settings,
      "rules/acme.yaml": "extends: [sallyport:recommended, ./base.yaml]\n",
      "rules/base.yaml": "rules: {}\n",
    });
    await change(own);
    const { code, gate, comment } = await shownBy(own);
    expect([code, gate.decision]).toEqual([0, "pass"]);
    const told = gate.policyChanges.flatMap((one) =>
      one.key === key ? [one.effect, ...(one.entries ?? [])].join(". ") : [],
    );
    expect(told).toContainEqual(expect.stringMatching(effect));
    expect(comment).toMatch(/Changes to the policy/);
    expect(comment).not.toContain("no new exposure was found");
  });

  test("settings that act only together are judged together, and then each", async () => {
    const two = api()
      .replace("security: [{ token: [] }]", "security: [{ token: [] }, { key: [] }]")
      .replace("securitySchemes:\n", "securitySchemes:\n    key: { type: apiKey, in: header, name: X-Key }\n");
    const settings = (who: string): string => `admission: { token: ${who}, key: ${who} }\ntenancy: none\n`;
    const own = repositoryWith({ "openapi.yaml": two, "sallyport.yaml": settings("self-registered") });
    own.commit({ "sallyport.yaml": settings("own") });
    const { gate } = await shownBy(own);
    expect(gate.policyChanges.map(({ key, effect }) => `${key}: ${effect}`)).toEqual([
      expect.stringMatching(
        /^admission\.token and admission\.key: together: .*findings? would disappear .*; each by itself changes nothing$/,
      ),
      "admission.token: no finding would change by this alone",
      "admission.key: no finding would change by this alone",
    ]);
  });

  test("a waiver among many settings is told with its approver, day and reason", async () => {
    const names = ["a", "b", "c", "d", "e", "f", "g", "h"];
    const schemes = names.map((name) => `    ${name}: { type: http, scheme: bearer }\n`).join("");
    const other = `openapi: 3.1.0\ninfo: { title: Other, version: "1" }\npaths: {}\ncomponents:\n  securitySchemes:\n${schemes}`;
    const own = repositoryWith({ "openapi.yaml": api(), "other.yaml": other, "sallyport.yaml": SETTINGS });
    const keys = names.map((name) => `, ${name}: own`).join("");
    own.commit({ "sallyport.yaml": `${SETTINGS.replace(" }", `${keys} }`)}${WAIVER}` });
    const { gate } = await shownBy(own);
    expect(gate.policyChanges).toEqual([
      expect.objectContaining({
        key: expect.stringMatching(/^admission\.a, .*waivers$/) as unknown,
        entries: [
          expect.stringMatching(
            /^[Tt]he waiver of bola-other-users-data until 2026-12-31 \(approved by b, .* Reason: “Public”\.?$/,
          ),
        ],
      }),
    ]);
  });

  test.each<readonly [name: string, from: RegExp, to: string, effect: RegExp]>([
    ["a pushed due date", /due: 2026-02-04/, "due: 2027-02-04", /^due 2027-02-04 \(was 2026-02-04\), 365 days later$/],
    ["no due date", / +due: 2026-02-04\n/, "", /^no due date \(was 2026-02-04\)$/],
    [
      "a status set by hand",
      /status: open/,
      "status: fixed\n    fixed: 2026-01-19",
      /^fixed \(was open\), while it is still there$/,
    ],
    ["a dismissal set by hand", /status: open/, "status: dismissed", /^dismissed \(was open\)$/],
    ["a milder severity", /severity: high/, "severity: low", /^low \(was high\)$/],
    ["a younger issue", /firstSeen: 2026-01-05/, "firstSeen: 2026-01-19", /^first seen 2026-01-19 \(was 2026-01-05\)$/],
    ["a place that is taken out", / +[0-9a-f]{16}: .*birthDate\n/, "", /^1 place would be removed, still there$/],
    [
      "an acceptance",
      /status: open\n/,
      'status: accepted\n    acceptance: { reason: "Public", approver: Mara, until: 2026-12-31, on: 2026-01-19 }\n',
      /^accepted \(was open\), until 2026-12-31, by Mara: high, .*GET \/users\/\{userId\}.* Reason: “Public”$/,
    ],
    [
      "an issue that is taken out",
      /  sp-[0-9a-f]{10}:\n(?:    .*\n)+/,
      "",
      /^the issue would be removed \(\w+, open, due [\d-]+: .*\), while it is still there$/,
    ],
  ])("of the register: %s", async (_, from, to, effect) => {
    const own = await known();
    edited(own, REGISTER, from, to);
    const { code, gate, comment } = await shownBy(own);
    expect(code).toBe(0);
    const told = gate.policyChanges.filter(({ file, key }) => file === REGISTER && key.startsWith("sp-"));
    expect(told.map((one) => one.effect)).toContainEqual(expect.stringMatching(effect));
    expect(comment).toMatch(/Changes to the policy[\s\S]*sp-/);

    const strict = await known(`${SETTINGS}gate: { policyChange: fail }\n`);
    edited(strict, REGISTER, from, to);
    const { code: strictCode, gate: strictGate } = await shownBy(strict);
    expect([strictCode, strictGate.because.join("\n")]).toEqual([
      1,
      expect.stringMatching(
        /^The change alters settings by which it is judged \(.*sp-.*\), and gate\.policyChange is fail$/,
      ),
    ]);
  });

  test("outcomes of tests and sign-offs", async () => {
    const own = await known();
    await own.sallyport(
      "register",
      "test",
      "openapi.yaml",
      "GET /users/{userId}",
      "--outcome",
      "failed",
      "--by",
      "QA",
      "--as-of",
      "2026-01-10",
    );
    onMain(own, {});
    edited(own, REGISTER, "outcome: failed", "outcome: passed");
    await own.sallyport("register", "sign", "openapi.yaml", "--by", "Mara", "--as-of", "2026-01-11");
    own.commit({});
    const effects = (await shownBy(own)).gate.policyChanges.map(({ effect }) => effect);
    expect(effects).toEqual([
      "test of GET /users/{userId}: passed, by QA (was failed)",
      expect.stringMatching(/^signed off by Mara: /),
    ]);
  });
});

describe("gate.policyChange: fail", () => {
  const STRICT = `${SETTINGS}gate: { policyChange: fail }\n`;

  test("fails for a change of the policy, and not for what the register writes down by itself", async () => {
    const own = await known(STRICT);
    own.commit({ "sallyport.yaml": SETTINGS });
    const { code, gate } = await shownBy(own);
    expect([code, gate.because]).toEqual([
      1,
      ["The change alters settings by which it is judged (gate), and gate.policyChange is fail"],
    ]);

    const updating = repositoryWith({ "openapi.yaml": api(), "sallyport.yaml": STRICT });
    await updating.sallyport("register", "update", "openapi.yaml", "--as-of", "2026-01-05");
    updating.commit({});
    const updated = await shownBy(updating);
    expect([updated.code, updated.gate.policyChanges.map(({ effect }) => effect)]).toEqual([
      0,
      expect.arrayContaining(["new (high)"]),
    ]);
  });

  test.each([
    ["owner", "owner: Rider Apps\n"],
    ["docsUrl", "docsUrl: https://docs.acme.example\n"],
    ["repository", "repository: https://github.com/acme/apis\n"],
  ])("does not fail for a setting of reports alone: %s", async (key, setting) => {
    const own = await known(STRICT);
    own.commit({ "sallyport.yaml": STRICT + setting });
    const { code, gate } = await shownBy(own);
    expect([code, gate.because, gate.policyChanges.map((change) => change.key)]).toEqual([0, [], [key]]);
  });

  test("does not fail for what the target has got since, and the branch has not", async () => {
    const own = await known(STRICT);
    own.commit({ "README.md": "Riders", "openapi.yaml": api().replace("The profile.", "A profile.") });
    own.git("checkout", "-q", "main");
    const text = readFileSync(path.join(own.folder, REGISTER), "utf8");
    own.commit({
      [REGISTER]: text.replace("due: 2026-02-04", "due: 2026-03-04"),
      "sallyport.yaml": `${STRICT}owner: riders\nsla: { high: 3 }\n`,
    });
    own.git("checkout", "-q", "feature");
    const { code, gate } = await shownBy(own);
    expect([code, gate.policyChanges]).toEqual([0, []]);
  });
});

describe("what is broken on the base does not stop the change that repairs it", () => {
  test.each([
    ["a sallyport.yaml that is no YAML", "sallyport.yaml", "gate: [\n", /is not valid YAML|sallyport\.yaml:\d+:\d+/],
    ["a sallyport.yaml with a wrong key", "sallyport.yaml", `${SETTINGS}gates: {}\n`, /gates is not a key/],
    [
      "a sallyport.yaml with a rule that is none",
      "sallyport.yaml",
      `${SETTINGS}rules: { no-such-rule: off }\n`,
      /no-such-rule/,
    ],
    [
      "a sallyport.yaml with a ruleset that is not there",
      "sallyport.yaml",
      `${SETTINGS}rulesets: ./none.yaml\n`,
      /none\.yaml/,
    ],
    ["a register", REGISTER, "version: 2\n", /version is 2; 1 is expected/],
  ])("%s", async (_, file, broken, why) => {
    const own = repositoryWith({ "openapi.yaml": api(), "sallyport.yaml": SETTINGS, [file]: broken });
    own.commit({
      [file]: file === REGISTER ? undefined : SETTINGS,
      ...(file === REGISTER ? { "openapi.yaml": api().replace("The profile.", "A profile.") } : {}),
    });
    const { code, gate, comment } = await shownBy(own);
    expect([code, gate.policyChanges[0]]).toEqual([
      0,
      {
        file,
        key: "the whole file",
        effect: expect.stringMatching(/^it cannot be read on the base, so it is ignored: /) as unknown,
      },
    ]);
    expect(gate.policyChanges[0]!.effect).toMatch(why);
    expect(comment).toContain("cannot be read on the base");
    // It is judged by the defaults, and not by its own.
    own.commit({
      "openapi.yaml": api(MORE.replace("get:", "get:\n      security: []")),
      ...(file === REGISTER
        ? {}
        : {
            "sallyport.yaml": `${SETTINGS}gate: { failOn: never, weakenedAuthentication: report, widenedExposure: never }\n`,
          }),
    });
    expect((await shownBy(own)).code).toBe(1);
    // The same in the head is refused.
    own.commit({ [file]: broken });
    expect((await own.gate("--base", "main")).code).toBe(2);
  });
});

describe("the policy first, and the operation second", () => {
  /** The first change is merged on 20 January, the second made later. */
  async function second(first: Readonly<Record<string, string>>, asOf: string) {
    const own = repositoryWith({ "openapi.yaml": api(), "sallyport.yaml": SETTINGS });
    onMain(own, first, "2026-01-20");
    own.commit({ "openapi.yaml": api(MORE) }, "2026-01-22");
    return { own, ...(await shownBy(own, asOf)) };
  }

  test("is announced while the policy is young, and no longer", async () => {
    const first = { "sallyport.yaml": "admission: { token: own }\ntenancy: none\n" };
    const young = await second(first, "2026-01-23");
    expect([young.code, young.gate.decision]).toEqual([0, "pass"]);
    expect(young.gate.reliesOn).toEqual([
      {
        file: "sallyport.yaml",
        key: "admission.token",
        since: "2026-01-20",
        text: expect.stringMatching(/GET \/people\/\{userId\}/) as unknown,
      },
    ]);
    expect(young.comment).toMatch(
      /It passes only because of new settings of the base[\s\S]*admission\.token` \(of 2026-01-20\)/,
    );
    expect((await second(first, "2026-02-02")).gate.reliesOn).toHaveLength(1);
    expect((await second(first, "2026-02-04")).gate.reliesOn).toBeUndefined();
  });

  const NEVER = "failOn: never, weakenedAuthentication: report, widenedExposure: never";
  const OPEN = MORE.replace("get:", "get:\n      security: []");

  test.each<
    readonly [
      name: string,
      /** What `gate` says, by the day on which it is merged. */
      merged: readonly (readonly [on: string, gate: string])[],
      asOf: string,
      isAnnounced: boolean,
    ]
  >([
    ["no age, with a gate that never fails", [["2026-02-25", `${NEVER}, policyAge: 0`]], "2026-03-01", true],
    ["… and after the default age", [["2026-02-25", `${NEVER}, policyAge: 0`]], "2026-03-12", false],
    [
      "a shorter age, and then the gate",
      [
        ["2026-01-02", "policyAge: 14"],
        ["2026-02-20", "policyAge: 1"],
        ["2026-02-25", `${NEVER}, policyAge: 1`],
      ],
      "2026-03-01",
      true,
    ],
    [
      "a longer age that ended with it counts for as long as it was",
      [
        ["2026-01-02", "policyAge: 30"],
        ["2026-02-15", `${NEVER}, policyAge: 0`],
      ],
      "2026-02-28",
      true,
    ],
    [
      "so many changes that no list holds them",
      [
        ["2026-02-20", "policyAge: 0"],
        ...Array.from(
          { length: 24 },
          (_, at) => ["2026-02-21", `policyAge: 0, overdue: ${at % 2 === 0 ? "all" : "touched"}`] as const,
        ),
        ["2026-02-25", `${NEVER}, policyAge: 0`],
      ],
      "2026-03-01",
      true,
    ],
    [
      "an age that is short for long",
      [
        ["2026-01-02", "policyAge: 3"],
        ["2026-02-24", `${NEVER}, policyAge: 3`],
      ],
      "2026-03-01",
      false,
    ],
    [
      "… and not over yet",
      [
        ["2026-01-02", "policyAge: 3"],
        ["2026-02-27", `${NEVER}, policyAge: 3`],
      ],
      "2026-03-01",
      true,
    ],
    [
      "none for long",
      [
        ["2026-01-02", "policyAge: 0"],
        ["2026-02-28", `${NEVER}, policyAge: 0`],
      ],
      "2026-03-01",
      false,
    ],
  ])("counts by the longest age in force within two weeks: %s", async (_, merged, asOf, isAnnounced) => {
    const own = repositoryWith({ "openapi.yaml": api(), "sallyport.yaml": SETTINGS });
    for (const [on, gate] of merged) onMain(own, { "sallyport.yaml": `${SETTINGS}gate: { ${gate} }\n` }, on);
    own.commit({ "openapi.yaml": api(OPEN) });
    const { code, gate, comment } = await shownBy(own, asOf);
    expect([code, gate.reliesOn?.map(({ key }) => key)]).toEqual([0, isAnnounced ? ["gate"] : undefined]);
    expect(/It passes only because of new settings of the base/.test(comment)).toBe(isAnnounced);
  });

  test("… of the configuration of a folder too", async () => {
    const own = repositoryWith({ "apis/openapi.yaml": api(), "sallyport.yaml": SETTINGS });
    onMain(own, { "apis/sallyport.yaml": `gate: { ${NEVER}, policyAge: 0 }\n` }, "2026-02-25");
    own.commit({ "apis/openapi.yaml": api(OPEN) });
    expect((await shownBy(own, "2026-03-01")).gate.reliesOn?.map(({ file, key }) => [file, key])).toEqual([
      ["apis/sallyport.yaml", "gate"],
    ]);
  });

  test("also where its commit says that it is old", async () => {
    const own = repositoryWith({ "openapi.yaml": api(), "sallyport.yaml": SETTINGS });
    onMain(own, { "README.md": "Riders" }, "2026-01-15");
    onMain(own, { "sallyport.yaml": "admission: { token: own }\ntenancy: none\n" }, "2020-01-01");
    own.commit({ "openapi.yaml": api(MORE) }, "2026-01-22");
    expect((await shownBy(own, "2026-01-23")).gate.reliesOn).toHaveLength(1);
  });

  test("also where it is the gate, and not where what is young changes nothing for it", async () => {
    const gate = await second(
      { "sallyport.yaml": `${SETTINGS}gate: { failOn: never, widenedExposure: never }\n` },
      "2026-01-23",
    );
    expect([gate.code, gate.gate.reliesOn!.map(({ key }) => key)]).toEqual([0, ["gate"]]);
    const other = await second(
      { "sallyport.yaml": `${SETTINGS}owner: riders\nnetwork: { internal: [x.io] }\n` },
      "2026-01-23",
    );
    expect(other.gate.reliesOn).toBeUndefined();
  });

  longTest("also where it is an acceptance, or a due date that was pushed", async () => {
    const own = await known();
    own.commit({ "openapi.yaml": api(MORE) }, "2026-01-22");
    const { gate } = await own.gate("--base", "main", "--as-of", "2026-01-22");
    const ids = [
      ...new Set(
        (await own.gate("--base", "main", "--as-of", "2026-01-22")).reviews[0]!.findings.flatMap(({ places }) =>
          places.filter(({ state }) => state === "new").map(({ fingerprint }) => fingerprint),
        ).concat(gate.changes.flatMap(({ fingerprints }) => fingerprints)),
      ),
    ];
    await own.sallyport(
      "register",
      "accept",
      ...ids,
      "--spec",
      "openapi.yaml",
      "--reason",
      "Public",
      "--approver",
      "Mara",
      "--until",
      "2026-06-30",
      "--as-of",
      "2026-01-22",
    );
    const register = readFileSync(path.join(own.folder, REGISTER), "utf8");
    own.git("checkout", "-q", "-f", "main");
    own.commit({ [REGISTER]: register }, "2026-01-23");
    own.git("checkout", "-q", "feature");
    const accepted = await shownBy(own, "2026-01-24");
    expect([accepted.code, accepted.gate.reliesOn!.map(({ file, key, since }) => [file, key, since])]).toEqual([
      0,
      [[REGISTER, "register", "2026-01-23"]],
    ]);

    const late = await known();
    const pushed = readFileSync(path.join(late.folder, REGISTER), "utf8").replaceAll(
      /due: 2026-\S+/g,
      "due: 2027-02-04",
    );
    onMain(late, { [REGISTER]: pushed }, "2026-03-01");
    late.commit({ "openapi.yaml": api().replace("birthDate:", "height: { type: integer }, birthDate:") }, "2026-03-03");
    const overdue = await shownBy(late, "2026-03-04");
    expect(overdue.gate.reliesOn).toEqual([
      {
        file: REGISTER,
        key: "register",
        since: "2026-03-01",
        text: expect.stringMatching(/^Overdue since 2026-02-04/) as unknown,
      },
    ]);
  });
});
