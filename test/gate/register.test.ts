import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { yaml } from "../../src/core/prose.ts";
import { registerIn } from "../../src/gate/register/read-register.ts";
import { exposedPlaces } from "../../src/review/reported-exposure.ts";
import { registerText } from "../../src/gate/register/write-register.ts";
import { envelopeIn } from "../cli/run.ts";
import { repositoryWith, type TestRepository } from "./git-repository.ts";
import { longTest } from "../in-share.ts";

const REGISTER = ".sallyport/register.yaml";

/** Profiles of riders; what an operation requires and returns is put in. */
function profiles({ security = "[]", fields = PERSONAL, more = "" } = {}): string {
  return `openapi: 3.1.0
info: { title: Riders, version: "1", x-owner: Rider Apps }
servers: [{ url: https://api.rides.io }]
security: [{ token: [] }]
paths:
  /accounts:
    post:
      summary: Sign up
      security: []
      requestBody:
        content:
          application/json:
            schema: { type: object, properties: { email: { type: string, format: email, maxLength: 200 }, password: { type: string, format: password, maxLength: 200 } } }
      responses:
        "204": { description: Done. }
        "429": { description: Too many. }
  /users/{userId}:
    get:
      security: ${security}
      parameters:
        - { name: userId, in: path, required: true, schema: { type: string, format: uuid } }
      responses:
        "200":
          description: The profile.
          content:
            application/json:
              schema: { $ref: "#/components/schemas/User" }
${more}components:
  schemas:
    User:
      type: object
      properties:
        id: { type: string, format: uuid }
${fields}  securitySchemes:
    token: { type: http, scheme: bearer }
`;
}
const PERSONAL = `        displayName: { type: string }
        gender: { type: string, enum: [female, male, other] }
        city: { type: string }
        birthDate: { type: string, format: date }
`;
const FIXED = "        bikeCount: { type: integer }\n";

function registerOf({ folder }: TestRepository): string {
  return readFileSync(path.join(folder, REGISTER), "utf8");
}

async function issuesOf(repository: TestRepository) {
  return (await registerIn(REGISTER, registerOf(repository))).issues;
}

test("the incident, over three months: authentication does not narrow exposure, and nobody forgets", async () => {
  const repository = repositoryWith({});
  const base = repository.git("rev-parse", "HEAD");
  // January: profiles are open to anyone.
  repository.commit({ "openapi.yaml": profiles() }, "2026-01-05");
  expect((await repository.gate("--base", base, "--as-of", "2026-01-05")).code).toBe(1);
  await repository.sallyport("register", "update", "openapi.yaml", "--as-of", "2026-01-05");
  const [open] = (await issuesOf(repository)).filter(({ rule }) => rule === "bola-other-users-data");
  expect(open).toMatchObject({
    status: "open",
    firstSeen: "2026-01-05",
    due: "2026-02-04",
    owner: "Rider Apps",
    severity: "high",
  });
  await repository.sallyport(
    "register",
    "assign",
    open!.id,
    "--owner",
    "team-profiles",
    "--ticket",
    "SEC-12",
    "--as-of",
    "2026-01-06",
  );
  repository.commit({}, "2026-01-06");
  repository.git("branch", "-f", "main", "HEAD");

  // February: a token is asked for, which anybody gets.
  repository.commit({ "openapi.yaml": profiles({ security: "[{ token: [] }]" }) }, "2026-02-10");
  const second = await repository.gate("--base", "main", "--as-of", "2026-02-10");
  const told = second.gate.changes.map(({ kind, text }) => `${kind}: ${text}`).join("\n");
  expect(told).toMatch(/authentication-strengthened: GET \/users\/\{userId\}: token is required now/);
  expect(told).toMatch(
    /exposure-not-narrowed: GET \/users\/\{userId\}: .*a credential is required now, but exposure is still public\. Anyone who signs up can read/,
  );
  expect(second.gate.overdue).toMatchObject([{ id: open!.id, owner: "team-profiles", touched: true }]);
  expect([second.code, second.gate.because.at(-1)]).toEqual([
    1,
    expect.stringMatching(/^Overdue since 2026-02-04 .*owner: team-profiles/),
  ]);
  await repository.sallyport("register", "update", "--as-of", "2026-02-10");
  repository.commit({}, "2026-02-10");
  repository.git("branch", "-f", "main", "HEAD");

  // March: the meeting sees it open, overdue, and whose it is; in the review too.
  const meeting = await repository.sallyport("register", "list", "--overdue", "--as-of", "2026-03-20");
  expect(meeting.code).toBe(1);
  expect(meeting.stdout).toMatch(
    /team-profiles \(1\)[\s\S]*SEC-12[\s\S]*first seen 2026-01-05 \(74 days ago\); due 2026-02-04, 44\s+days over/,
  );
  expect(meeting.stdout).toMatch(/getting worse|no change/);
  const { stdout } = await repository.sallyport("review", "openapi.yaml", "--format", "json", "--as-of", "2026-03-20");
  expect(envelopeIn(stdout).reviews[0]!.findings.find(({ rule }) => rule === "bola-other-users-data")).toMatchObject({
    status: "open",
    owner: "team-profiles",
    firstSeen: "2026-01-05",
    due: "2026-02-04",
    ticket: "SEC-12",
  });
  // A change of something else is told, and is not in its way.
  repository.write({
    "openapi.yaml": profiles({
      security: "[{ token: [] }]",
      more: "  /version:\n    get: { responses: { '200': { description: Now., content: { text/plain: { schema: { type: string, enum: [a] } } } } } }\n",
    }),
  });
  const other = await repository.gate("--base", "main", "--as-of", "2026-03-20");
  expect([other.code, other.gate.overdue.map(({ touched }) => touched)]).toEqual([0, [false]]);

  // The real mend closes it.
  repository.commit({ "openapi.yaml": profiles({ security: "[{ token: [] }]", fields: FIXED }) }, "2026-04-02");
  const mend = await repository.gate("--base", "main", "--as-of", "2026-04-02");
  expect([mend.code, mend.gate.overdue]).toEqual([0, []]);
  expect(
    mend.gate.changes.some(({ kind, direction }) => kind === "field-no-longer-readable" && direction === "better"),
  ).toBe(true);
  await repository.sallyport("register", "update", "--as-of", "2026-04-02");
  expect((await issuesOf(repository)).find(({ id }) => id === open!.id)).toMatchObject({
    status: "fixed",
    fixed: "2026-04-02",
  });
  repository.commit({}, "2026-04-02");
  repository.git("branch", "-f", "main", "HEAD");

  // Its return is told as such.
  repository.commit({ "openapi.yaml": profiles({ security: "[{ token: [] }]" }) }, "2026-05-01");
  const back = await repository.gate("--base", "main", "--as-of", "2026-05-01");
  expect(back.code).toBe(1);
  expect(back.reviews[0]!.findings.find(({ rule }) => rule === "bola-other-users-data")!.status).toBe("regressed");
  await repository.sallyport("register", "update", "--as-of", "2026-05-01");
  expect((await issuesOf(repository)).find(({ id }) => id === open!.id)).toMatchObject({
    status: "regressed",
    regressed: "2026-05-01",
    firstSeen: "2026-01-05",
    due: "2026-05-31",
    owner: "team-profiles",
  });
});

describe("an acceptance", () => {
  const accept = (repository: TestRepository, id: string, ...more: string[]) =>
    repository.sallyport(
      "register",
      "accept",
      id,
      "--reason",
      "A directory",
      "--approver",
      "CISO",
      "--until",
      "2026-06-30",
      "--as-of",
      "2026-01-10",
      ...more,
    );

  test("counts when it is on the base, until its day", async () => {
    const repository = repositoryWith({ "README.md": "Riders" });
    repository.commit({ "openapi.yaml": profiles() });
    const failing = await repository.gate("--base", "main");
    const places = failing.reviews[0]!.findings.filter(({ severity }) => severity === "high").flatMap((finding) =>
      finding.places.map(({ fingerprint }) => fingerprint),
    );
    for (const place of places) expect((await accept(repository, place, "--spec", "openapi.yaml")).code).toBe(0);
    // Not yet on the base: told as a change to the policy, and the gate fails.
    const own = await repository.gate("--base", "main", "--as-of", "2026-01-10");
    expect([own.code, own.gate.policyChanges.map(({ file, key }) => `${file} ${key}`)]).toEqual([
      1,
      [`${REGISTER} register`, ...places.map((place) => `${REGISTER} sp-${place.slice(0, 10)}`).toSorted()],
    ]);
    expect((await repository.gate("--base", "main", "--trust-head-policy", "--as-of", "2026-01-10")).code).toBe(0);

    const register = registerOf(repository);
    repository.write({ [REGISTER]: undefined });
    repository.git("stash", "-u", "-q");
    repository.git("checkout", "-q", "main");
    repository.commit({ [REGISTER]: register });
    repository.git("checkout", "-q", "feature");
    expect((await repository.gate("--base", "main", "--as-of", "2026-01-10")).code).toBe(0);
    const late = await repository.gate("--base", "main", "--as-of", "2026-07-01");
    expect(late.code).toBe(1);
    expect(late.gate.because.join("\n")).toMatch(
      /Accepted until 2026-06-30, expired 1 day ago \(high, sp-[0-9a-f]{10}, owner: Rider Apps, approved by CISO\): Unauth/,
    );
  });

  test("says who, why and until when, and accepts nothing that is not there", async () => {
    const repository = repositoryWith({ "openapi.yaml": profiles() });
    expect((await repository.sallyport("register", "accept", "x")).code).toBe(2);
    expect((await accept(repository, "0123456789abcdef", "--spec", "openapi.yaml")).stderr).toMatch(
      /has no place 0123456789abcdef/,
    );
    expect((await accept(repository, "sp-none")).stderr).toMatch(/the register has no issue sp-none/);
    const past = await repository.sallyport(
      "register",
      "accept",
      "sp-none",
      "--reason",
      "a",
      "--approver",
      "b",
      "--until",
      "2020-01-01",
    );
    expect(past.stderr).toMatch(/is over already/);
  });

  test("takes the ID that a review shows, before and after anything is on record", async () => {
    const repository = repositoryWith({ "openapi.yaml": profiles() });
    const finding = (
      await repository.sallyport("review", "openapi.yaml", "--format", "json").then(({ stdout }) => envelopeIn(stdout))
    ).reviews[0]!.findings.find(({ severity }) => severity === "high")!;
    const id = finding.fingerprint.slice(0, 8);
    expect((await repository.sallyport("register", "assign", id, "--owner", "Me")).stderr).toMatch(
      /the register has no issue of .*\n.*sallyport register update openapi\.yaml makes an issue/,
    );
    expect((await accept(repository, "ffffffff")).stderr).toContain("no finding ffffffff");
    expect((await accept(repository, id)).code).toBe(0);
    const [issue] = await issuesOf(repository);
    expect(issue).toMatchObject({ status: "accepted", rule: finding.rule, owner: "Rider Apps" });
    expect(Object.keys(issue!.places).toSorted()).toEqual(finding.places.map((one) => one.fingerprint).toSorted());
    const { verdict } = envelopeIn(
      (await repository.sallyport("review", "openapi.yaml", "--format", "json", "--as-of", "2026-01-11")).stdout,
    ).reviews[0]!;
    expect(verdict.reasons.map(({ text }) => text)).toContainEqual(
      expect.stringMatching(/^accepted until 2026-06-30: /),
    );
    expect((await repository.sallyport("register", "assign", id, "--owner", "Me")).code).toBe(0);
    expect((await issuesOf(repository)).map(({ owner }) => owner)).toEqual(["Me"]);
    const { stdout } = await repository.sallyport("register", "list", "--as-of", "2026-01-11");
    expect(stdout).toContain("the register begins on 2026-01-10");
  });

  test("of a change lets it in, and is not taken for a finding that is gone", async () => {
    const repository = repositoryWith({ "openapi.yaml": profiles({ security: "[{ token: [] }]", fields: FIXED }) });
    repository.commit({ "openapi.yaml": profiles({ fields: FIXED }) });
    const { code, gate } = await repository.gate("--base", "main");
    const blocking = gate.changes.filter(({ blocks }) => blocks);
    expect([code, blocking.map(({ kind }) => kind)]).toEqual([1, ["authentication-removed"]]);
    for (const id of blocking.flatMap(({ fingerprints }) => fingerprints))
      expect((await accept(repository, id, "--spec", "openapi.yaml")).code).toBe(0);
    await repository.sallyport("register", "update", "openapi.yaml", "--as-of", "2026-01-11");
    const own = await repository.gate("--base", "main", "--as-of", "2026-01-11");
    expect([own.code, own.gate.policyChanges.map(({ effect }) => effect)]).toEqual([
      1,
      ["accepted until 2026-06-30, by CISO: high, authentication-removed: GET /users/{userId}. Reason: “A directory”"],
    ]);
    const register = registerOf(repository);
    expect((await issuesOf(repository)).find(({ rule }) => rule === "authentication-removed")!.status).toBe("accepted");
    repository.git("checkout", "-q", "main");
    repository.commit({ [REGISTER]: register });
    repository.git("checkout", "-q", "feature");
    expect((await repository.gate("--base", "main", "--as-of", "2026-01-12")).code).toBe(0);
    expect((await repository.gate("--base", "main", "--as-of", "2026-07-12")).code).toBe(1);
  });

  test("covers the places that it was given for, and no new one", async () => {
    const repository = repositoryWith({ "openapi.yaml": profiles() });
    await repository.sallyport("register", "update", "openapi.yaml", "--as-of", "2026-01-10");
    for (const { id } of await issuesOf(repository)) await accept(repository, id);
    repository.git("checkout", "-q", "main");
    repository.commit({});
    repository.git("checkout", "-q", "-B", "feature");
    // The same schema, returned to anybody by a new operation.
    const copy =
      '  /people:\n    get:\n      security: []\n      responses:\n        "200": { description: All., content: { application/json: { schema: { type: array, maxItems: 9, items: { $ref: "#/components/schemas/User" } } } } }\n';
    repository.commit({ "openapi.yaml": profiles({ more: copy }) });
    const { code, gate } = await repository.gate("--base", "main", "--as-of", "2026-01-10");
    expect(code).toBe(1);
    expect(gate.because.join("\n")).toMatch(/GET \/people/);
    await repository.sallyport("register", "update", "--as-of", "2026-01-11");
    const issues = await issuesOf(repository);
    expect(
      issues
        .filter(({ status }) => status === "open")
        .every(({ places }) => Object.values(places).every((words) => words.includes("/people"))),
    ).toBe(true);
    expect(issues.some(({ status }) => status === "open")).toBe(true);
  });
});

describe("an issue whose finding is dismissed", () => {
  async function issueOf(repository: TestRepository, rule = "bola-other-users-data") {
    return (await issuesOf(repository)).find((issue) => issue.rule === rule)!;
  }

  /** A repository whose register knows the findings of one day, and the one that is looked at. */
  async function known() {
    const repository = repositoryWith({ "openapi.yaml": profiles() });
    const update = (day: string) => repository.sallyport("register", "update", "openapi.yaml", "--as-of", day);
    await update("2026-01-05");
    const { stdout } = await repository.sallyport("review", "openapi.yaml", "--format", "json");
    const found = envelopeIn(stdout).reviews[0]!.findings.filter(({ rule }) => rule === "bola-other-users-data");
    const dismiss = async (): Promise<void> => {
      for (const { fingerprint } of found)
        await repository.sallyport(
          "dismiss",
          fingerprint,
          "openapi.yaml",
          "--because",
          "Profiles are public",
          "--by",
          "Jo",
        );
    };
    const undismiss = (): void => writeFileSync(path.join(repository.folder, "sallyport.yaml"), "");
    return { repository, update, dismiss, undismiss, before: await issueOf(repository) };
  }

  test("is dismissed, and not fixed: it is neither open nor overdue, and open again without its dismissal", async () => {
    const { repository, update, dismiss, undismiss, before } = await known();
    expect(before).toMatchObject({ status: "open", due: "2026-02-04" });
    const [place = ""] = Object.keys(before.places);
    const nobody = await repository.sallyport("dismiss", place, "openapi.yaml", "--because", "Profiles are public");
    expect([nobody.code, nobody.stderr]).toEqual([
      2,
      expect.stringContaining('Say who found it to be wrong: --by "NAME"'),
    ]);
    await dismiss();
    expect((await update("2026-01-09")).stdout).toMatch(/: 0 issues added, 0 fixed, 1 dismissed, 0 regressed$/m);
    const { line: _line, ...was } = before;
    expect(await issueOf(repository)).toMatchObject({ ...was, status: "dismissed", dismissed: "2026-01-09" });
    expect((await issueOf(repository)).fixed).toBeUndefined();

    const list = async (...args: string[]) =>
      (await repository.sallyport("register", "list", "--as-of", "2026-03-01", ...args)).stdout.includes(before.id);
    expect([await list(), await list("--overdue"), await list("--status", "dismissed")]).toEqual([false, false, true]);

    expect((await update("2026-01-12")).stdout).not.toContain("dismissed");
    expect((await issueOf(repository)).dismissed).toBe("2026-01-09");

    undismiss();
    await update("2026-01-20");
    expect(await issueOf(repository)).toEqual(before);
  });

  test("is fixed once it is gone", async () => {
    const { repository, update, dismiss } = await known();
    await dismiss();
    await update("2026-01-09");
    writeFileSync(path.join(repository.folder, "openapi.yaml"), profiles({ fields: FIXED }));
    await update("2026-01-20");
    expect(await issueOf(repository)).toMatchObject({ status: "fixed", fixed: "2026-01-20" });
  });

  test("is as accepted as before, or as open where somebody only said that it was fixed, without its dismissal", async () => {
    const { repository, update, dismiss, undismiss, before } = await known();
    const until = ["--until", "2026-01-08", "--as-of", "2026-01-06"];
    await repository.sallyport("register", "accept", before.id, "--reason", "A", "--approver", "B", ...until);
    await dismiss();
    await update("2026-01-08");
    expect((await issueOf(repository)).status).toBe("accepted"); // as long as that holds
    await update("2026-01-09");
    expect((await issueOf(repository)).status).toBe("dismissed");
    undismiss();
    await update("2026-01-10");
    expect(await issueOf(repository)).toMatchObject({ status: "accepted", acceptance: { until: "2026-01-08" } });

    const other = await known();
    await other.repository.sallyport("register", "close", other.before.id, "--as-of", "2026-01-06");
    await other.dismiss();
    await other.update("2026-01-09");
    expect(await issueOf(other.repository)).toMatchObject({ status: "dismissed", due: other.before.due });
    other.undismiss();
    expect((await other.update("2026-01-10")).stdout).toContain("0 regressed");
    expect(await issueOf(other.repository)).toMatchObject({ status: "open", due: other.before.due });
  });
});

describe("the register", () => {
  test("keeps comments and order, and changes only what differs", async () => {
    const text = yaml`
      # Our register. Ask Mara.
      version: 1
      issues:
        # The one from the audit.
        sp-aaaaaaaaaa:
          rule: bola-other-users-data
          severity: high # agreed with legal
          title: "Profiles are open"
          description: openapi.yaml
          status: open
          firstSeen: 2026-01-05
          places: { 0123456789abcdef: "GET /users/{id}" }
    `;
    const register = await registerIn(REGISTER, text);
    const [issue] = register.issues;
    const changed = registerText(text, {
      ...register,
      issues: [
        { ...issue!, owner: "team" },
        { ...issue!, id: "sp-0000000000", places: { fedcba9876543210: "GET /x" } },
      ],
    });
    expect(changed).toMatch(/^# Our register\. Ask Mara\.\nversion: 1\nissues:\n {2}sp-0000000000:/);
    expect(changed).toContain(
      '  # The one from the audit.\n  sp-aaaaaaaaaa:\n    rule: bola-other-users-data\n    severity: high # agreed with legal\n    title: "Profiles are open"\n',
    );
    expect(changed).toContain("owner: team");
    expect(registerText(text, register)).toBe(text);
  });

  longTest("of two branches is merged by git, and by the next command where git cannot", async () => {
    const extra = (name: string): string =>
      `  /${name}:\n    get:\n      security: []\n      responses:\n        "200": { description: All., content: { application/json: { schema: { type: object, properties: { ${name}Email: { type: string, format: email } } } } } }\n`;
    const repository = repositoryWith({ "openapi.yaml": profiles() });
    await repository.sallyport("register", "update", "openapi.yaml", "--as-of", "2026-01-05");
    repository.commit({});
    repository.git("branch", "-f", "other");
    repository.commit({ "openapi.yaml": profiles({ more: extra("guests") }) });
    await repository.sallyport("register", "update", "--as-of", "2026-01-06");
    repository.commit({});
    const ours = (await issuesOf(repository)).map(({ id }) => id);
    repository.git("checkout", "-q", "other");
    repository.commit({ "openapi.yaml": profiles({ more: extra("couriers") }) });
    await repository.sallyport("register", "update", "--as-of", "2026-01-07");
    repository.commit({});
    const theirs = (await issuesOf(repository)).map(({ id }) => id);
    repository.git("checkout", "-q", "feature");
    let isConflict = false;
    try {
      repository.git("merge", "-q", "--no-edit", "other");
    } catch {
      isConflict = true;
    }
    // Whatever git made of it, both sides are there.
    if (isConflict) expect(registerOf(repository)).toContain("<<<<<<<");
    const all = [...new Set([...ours, ...theirs])].toSorted();
    expect((await issuesOf(repository)).map(({ id }) => id).toSorted()).toEqual(all);
    repository.write({ "openapi.yaml": profiles({ more: extra("guests") + extra("couriers") }) });
    expect((await repository.sallyport("register", "update", "--as-of", "2026-01-08")).code).toBe(0);
    expect(registerOf(repository)).not.toContain("<<<<<<<");
    expect((await issuesOf(repository)).map(({ id, status }) => `${id} ${status}`).toSorted()).toEqual(
      all.map((id) => `${id} open`),
    );
  });

  test("with the marks of a conflict is both sides: the more careful status, and all places", async () => {
    const issue = (status: string, place: string): string =>
      `  sp-aaaaaaaaaa:\n    rule: bola-other-users-data\n    description: openapi.yaml\n    title: Profiles\n    severity: high\n    status: ${status}\n    firstSeen: 2026-01-05\n    places:\n      ${place}: GET /users\n`;
    const text = `version: 1\nissues:\n<<<<<<< HEAD\n${issue("regressed", "0123456789abcdef")}=======\n${issue("open", "fedcba9876543210")}>>>>>>> other\n`;
    const { issues } = await registerIn(REGISTER, text);
    expect(issues).toHaveLength(1);
    expect([issues[0]!.status, Object.keys(issues[0]!.places).toSorted()]).toEqual([
      "regressed",
      ["0123456789abcdef", "fedcba9876543210"],
    ]);
  });

  test("that says what it cannot mean is refused with its lines", async () => {
    const repository = repositoryWith({
      [REGISTER]: "version: 1\nissues:\n  sp-a:\n    rule: x\n    status: opened\n",
    });
    const { code, stderr } = await repository.sallyport("register", "list");
    expect(code).toBe(2);
    expect(stderr).toMatch(
      /register\.yaml:5:\d+ issues\.sp-a\.status is "opened"; one of open, accepted, dismissed, fixed, regressed is expected/,
    );
  });

  test("moves with a description, and forgets what is long gone", async () => {
    const repository = repositoryWith({ "openapi.yaml": profiles() });
    await repository.sallyport("register", "update", "openapi.yaml", "--as-of", "2026-01-05");
    const before = await issuesOf(repository);
    repository.commit({ "openapi.yaml": undefined, "apis/riders.yaml": profiles() });
    await repository.sallyport("register", "update", "apis/riders.yaml", "--as-of", "2026-01-06");
    const after = await issuesOf(repository);
    expect(after.map(({ id, description, firstSeen }) => [id, description, firstSeen])).toEqual(
      before.map(({ id }) => [id, "apis/riders.yaml", "2026-01-05"]),
    );
    for (const { id } of after) await repository.sallyport("register", "close", id, "--as-of", "2026-01-07");
    await repository.sallyport("register", "prune", "--as-of", "2026-03-01", "--days", "100");
    expect(await issuesOf(repository)).toHaveLength(before.length);
    await repository.sallyport("register", "prune", "--as-of", "2026-03-01", "--days", "30");
    expect(await issuesOf(repository)).toEqual([]);
  });
});

describe("what is on record of a description", () => {
  test("a sign-off holds until the description or its policy changes", async () => {
    const repository = repositoryWith({ "openapi.yaml": profiles({ fields: FIXED }) });
    const signOff = async () => {
      const { stdout } = await repository.sallyport("review", "openapi.yaml", "--format", "json");
      return envelopeIn(stdout).reviews[0]!.signOff;
    };
    expect(await signOff()).toBeNull();
    expect(
      (await repository.sallyport("register", "sign", "openapi.yaml", "--by", "Mara", "--as-of", "2026-01-20")).code,
    ).toBe(0);
    expect(await signOff()).toMatchObject({ by: "Mara", on: "2026-01-20", state: "valid", why: null });
    expect((await repository.sallyport("review", "openapi.yaml")).stdout).toContain("Signed off by Mara on 2026-01-20");
    repository.write({ "sallyport.yaml": "owner: team\n" });
    expect(await signOff()).toMatchObject({ state: "void", why: "its policy changed" });
    repository.write({
      "sallyport.yaml": undefined,
      "openapi.yaml": profiles({ fields: `${FIXED}        level: { type: integer }\n` }),
    });
    expect(await signOff()).toMatchObject({ state: "void", why: "the description changed" });
    expect((await repository.sallyport("review", "openapi.yaml")).stdout).toMatch(
      /Signed off by Mara on 2026-01-20[\s\S]*void: the\s+description\s+changed/,
    );
  });

  test("the outcome of a test holds until the operation changes", async () => {
    const repository = repositoryWith({ "openapi.yaml": profiles({ security: "[{ token: [] }]" }) });
    const status = async () => {
      const { stdout } = await repository.sallyport("review", "openapi.yaml", "--format", "json");
      return envelopeIn(stdout).reviews[0]!.tests.map((one) => `${one.operation}: ${one.status}`);
    };
    expect(await status()).toEqual(["GET /users/{userId}: untested"]);
    await repository.sallyport(
      "register",
      "test",
      "openapi.yaml",
      "GET /users/{userId}",
      "--outcome",
      "passed",
      "--by",
      "QA",
    );
    expect(await status()).toEqual(["GET /users/{userId}: passed"]);
    repository.write({
      "openapi.yaml": profiles({ security: "[{ token: [] }]" }).replace("The profile.", "What others see."),
    });
    expect(await status()).toEqual(["GET /users/{userId}: passed"]);
    repository.write({
      "openapi.yaml": profiles({ security: "[{ token: [] }]", fields: `${PERSONAL}        phone: { type: string }\n` }),
    });
    expect(await status()).toEqual(["GET /users/{userId}: untested"]);
    expect(
      (
        await repository.sallyport(
          "register",
          "test",
          "openapi.yaml",
          "GET /nothing",
          "--outcome",
          "passed",
          "--by",
          "QA",
        )
      ).code,
    ).toBe(2);
  });

  describe("the tests of a boundary", () => {
    const payments = (more = "") => `openapi: 3.1.0
info: { title: Payments, version: "1", description: Each merchant gets an API key of its own after a contract is signed. }
servers: [{ url: https://api.payments.io }]
security: [{ key: [] }]
paths:
${["payments", "refunds", more]
  .filter((one) => one !== "")
  .map(
    (one) => `  /${one}/{id}:
    get:
      parameters: [{ name: id, in: path, required: true, schema: { type: string, format: uuid } }]
      responses:
        "200":
          description: It.
          content:
            application/json:
              schema:
                type: object
                properties: { id: { type: string, format: uuid }, iban: { type: string }, accountHolder: { type: string } }
`,
  )
  .join("")}components:
  securitySchemes:
    key: { type: apiKey, in: header, name: X-Api-Key }
`;
    const review = async (repository: TestRepository, asOf = "2026-03-01") =>
      envelopeIn((await repository.sallyport("review", "openapi.yaml", "--format", "json", "--as-of", asOf)).stdout)
        .reviews[0]!;
    const record = (repository: TestRepository, ...args: string[]) =>
      repository.sallyport("register", "test", "openapi.yaml", ...args, "--by", "QA", "--as-of", "2026-02-01");

    test("close it for what it was, until their day; a new operation opens its own boundary again", async () => {
      const repository = repositoryWith({ "openapi.yaml": payments() });
      const before = await review(repository);
      const [boundary] = before.boundaries!;
      expect(boundary).toMatchObject({
        status: "untested",
        open: ["GET /payments/{id}", "GET /refunds/{id}"],
        tested: [],
      });
      expect(before.verdict.decision).toBe("approve-with-conditions");
      const said = await record(
        repository,
        "--boundary",
        boundary!.id,
        "--outcome",
        "passed",
        "--evidence",
        "CI run 812",
        "--until",
        "2026-06-30",
      );
      expect(said.stdout).toBe(
        `Tests of ${boundary!.id}, 2 operations: passed, by QA on 2026-02-01, counts until 2026-06-30\n`,
      );
      const after = await review(repository);
      expect(after.boundaries![0]).toMatchObject({
        status: "passed",
        open: [],
        tested: [{ outcome: "passed", by: "QA", on: "2026-02-01", until: "2026-06-30", evidence: "CI run 812" }],
      });
      expect(after.verdict.decision).toBe("approve");
      // Its day is over.
      expect((await review(repository, "2026-07-01")).boundaries![0]!.status).toBe("untested");
      repository.write({ "openapi.yaml": payments("payouts") });
      const grown = await review(repository);
      expect(grown.boundaries![0]).toMatchObject({ status: "untested", open: ["GET /payouts/{id}"] });
      expect(grown.verdict.reasons[0]!.text).toContain("1 of 3 operations still to be tested: GET /payouts/{id}");
    });

    test("name their operation by its operationId as well", async () => {
      const repository = repositoryWith({
        "openapi.yaml": payments().replace("    get:\n", "    get:\n      operationId: getPayment\n"),
      });
      expect((await record(repository, "getPayment", "--outcome", "passed")).stdout).toContain("passed, by QA");
      expect((await review(repository)).boundaries![0]!.open).toEqual(["GET /refunds/{id}"]);
    });

    test("are all made by a whole suite, and one that failed afterwards is failed", async () => {
      const repository = repositoryWith({ "openapi.yaml": payments() });
      expect((await record(repository, "--suite", "--outcome", "passed")).stdout).toMatch(
        /^All tests, 2 operations: passed/,
      );
      expect((await review(repository)).boundaries!.map(({ status }) => status)).toEqual(["passed"]);
      await record(repository, "GET /payments/{id}", "--outcome", "failed");
      const [boundary] = (await review(repository)).boundaries!;
      expect(boundary).toMatchObject({ status: "failed", open: ["GET /payments/{id}"] });
    });

    test("that failed rejects, though only the organization's own can call, until the test is recorded as passed", async () => {
      const repository = repositoryWith({ "openapi.yaml": payments(), "sallyport.yaml": "admission: { key: own }\n" });
      await record(repository, "GET /payments/{id}", "--outcome", "passed");
      expect((await review(repository)).verdict.decision).toBe("approve");
      const said = await record(repository, "GET /refunds/{id}", "--outcome", "failed", "--until", "2026-02-10");
      expect(said.stdout).toContain("failed, by QA on 2026-02-01, counts until it is tested again");
      const { verdict, boundaries, findings } = await review(repository);
      expect([verdict.decision, boundaries!.map(({ status, open, failed }) => [status, open, failed])]).toEqual([
        "reject",
        [["failed", ["GET /refunds/{id}"], ["GET /refunds/{id}"]]],
      ]);
      expect(verdict.reasons.map(({ kind, text }) => [kind, text])).toEqual([
        [
          "blocks",
          "An authorization test failed: The test that account A cannot read account B's objects by ID failed for GET /refunds/{id}",
        ],
      ]);
      expect(findings[0]).toMatchObject({ rule: "failed-authorization-test", severity: "high", cwe: [639] });
      await record(repository, "GET /refunds/{id}", "--outcome", "passed");
      expect((await review(repository)).verdict.decision).toBe("approve");
    });

    test("that failed is the first reason and the first thing to do once it is known by whom, in each format", async () => {
      const repository = repositoryWith({ "openapi.yaml": payments() });
      await record(repository, "GET /refunds/{id}", "--outcome", "failed", "--evidence", "run 7");
      const text = await repository.sallyport("review", "openapi.yaml", "--as-of", "2026-03-01");
      expect(text.code).toBe(1);
      expect(text.stdout).toContain("Blocking findings:\n  - An authorization test failed: GET /refunds/{id}\n");
      expect(text.stdout).toContain(
        "\n  1. Check on the server, in each call, that the caller may access the requested\n",
      );
      expect(text.stdout).toContain('register test openapi.yaml "GET /refunds/{id}" --outcome passed --by NAME');
      for (const format of ["markdown", "html", "sarif", "junit", "github"]) {
        const { stdout } = await repository.sallyport("review", "openapi.yaml", "--format", format);
        expect([format, /authorization test failed/i.test(stdout)]).toEqual([format, true]);
      }
    });

    test("that failed has an issue, which neither another description nor a dismissal closes", async () => {
      const repository = repositoryWith({ "openapi.yaml": payments("payouts") });
      await record(repository, "GET /refunds/{id}", "--outcome", "failed");
      const update = async () => {
        await repository.sallyport("register", "update", "openapi.yaml", "--as-of", "2026-02-02");
        return (await issuesOf(repository)).find(({ rule }) => rule === "failed-authorization-test")?.status;
      };
      expect(await update()).toBe("open");
      const { findings } = await review(repository);
      const dismissal = await repository.sallyport("dismiss", findings[0]!.fingerprint, "--because", "x", "--by", "Jo");
      expect(dismissal.stderr).toContain("A test that failed is no false positive");
      // Another operation by what it takes, and then none.
      repository.write({
        "openapi.yaml": payments("payouts")
          .replaceAll("name: id, in: path", "name: id, in: path, deprecated: true")
          .replace("accountHolder", "holderName"),
      });
      expect([await update(), (await review(repository)).verdict.decision]).toEqual(["open", "reject"]);
      // A new name is followed; that it is no longer described shows nothing.
      repository.commit({});
      repository.write({ "openapi.yaml": payments("payouts").replace("/refunds/", "/other/") });
      expect([await update(), (await review(repository)).verdict.decision]).toEqual(["open", "reject"]);
      repository.write({ "openapi.yaml": payments().replace(/ {2}\/refunds[^]*(?=components:)/, "") });
      expect(await update()).toBe("open");
      repository.write({ "openapi.yaml": payments("payouts").replace("/refunds/", "/other/") });
      await record(repository, "GET /other/{id}", "--outcome", "passed");
      expect(await update()).toBe("fixed");
    });

    test("of one day: what passed takes away that it failed with the others", async () => {
      const repository = repositoryWith({ "openapi.yaml": payments() });
      const { boundaries } = await review(repository);
      await record(repository, "--boundary", boundaries![0]!.id, "--outcome", "failed");
      await record(repository, "GET /refunds/{id}", "--outcome", "passed");
      expect((await review(repository)).boundaries![0]!.failed).toEqual(["GET /payments/{id}"]);
    });

    test("that failed blocks a change that adds the operation, and none that leaves it as it was", async () => {
      const repository = repositoryWith({ "openapi.yaml": payments(), "README.md": "1" });
      await record(repository, "GET /refunds/{id}", "--outcome", "failed");
      repository.commit({
        "README.md": "2",
        "openapi.yaml": payments().replace("description: It.", "description: The one."),
      });
      const known = await repository.gate("--base", "main", "--as-of", "2026-02-02");
      expect([known.code, known.gate.because]).toEqual([0, []]);
      repository.write({ "openapi.yaml": payments("payouts") });
      await record(repository, "GET /payouts/{id}", "--outcome", "failed");
      repository.commit({});
      const added = await repository.gate("--base", "main", "--as-of", "2026-02-02");
      expect([added.code, added.gate.because]).toEqual([
        1,
        [expect.stringMatching(/^New \(high\): The test that account A .* failed for/)],
      ]);
    });

    test("are told apart from others of the same operation by nothing: the output says so", async () => {
      const repository = repositoryWith({
        "openapi.yaml": payments()
          .replace(/security: \[\{ key: \[\] \}\]/, "security: [{ oauth: [read] }]")
          .replace(
            "    key: {",
            "    oauth: { type: oauth2, flows: { authorizationCode: { authorizationUrl: https://a.io/a, tokenUrl: https://a.io/t, scopes: { read: Read, write: Write } } } }\n    key: {",
          ),
      });
      const several = (await review(repository)).tests.find(({ further = [] }) => further.length > 0);
      const { stdout } = await record(repository, several?.operation ?? "GET /refunds/{id}", "--outcome", "passed");
      expect(stdout.includes("An operation has one outcome for all that the list asks of it")).toBe(
        several !== undefined,
      );
    });

    test.each([
      [["--outcome", "passed"], "The call does not name the test that was made"],
      [["GET /payments/{id}", "--suite", "--outcome", "passed"], "The call does not name the test that was made"],
      [["--boundary", "nothing", "--outcome", "passed"], "openapi.yaml has no boundary nothing"],
      [["--suite", "--outcome", "passed", "--until", "2026-01-31"], "--until 2026-01-31 is over already"],
      [["--suite", "--boundary", "a", "--outcome", "passed"], "--suite"],
    ])("are not recorded by %j", async (args, error) => {
      const repository = repositoryWith({ "openapi.yaml": payments() });
      const { code, stderr } = await record(repository, ...args);
      expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(error) });
    });
  });

  test("its owner is who owns the file, where nobody nearer is named", async () => {
    const repository = repositoryWith({
      "openapi.yaml": profiles().replace(", x-owner: Rider Apps", ""),
      "other.yaml": profiles().replace(", x-owner: Rider Apps", ""),
      CODEOWNERS: "* @acme/all\n/openapi.yaml @acme/riders # theirs\n",
    });
    const owner = async (file: string) =>
      envelopeIn((await repository.sallyport("review", file, "--format", "json")).stdout).reviews[0]!.document.owner;
    expect([await owner("openapi.yaml"), await owner("other.yaml")]).toEqual(["@acme/riders", "@acme/all"]);
  });

  test("a register that cannot be read is said, not passed over", async () => {
    const repository = repositoryWith({ "openapi.yaml": profiles() });
    writeFileSync(path.join(repository.folder, "sallyport.yaml"), "register: register.yaml\n");
    writeFileSync(path.join(repository.folder, "register.yaml"), "version: 2\n");
    const { code, stderr } = await repository.sallyport("review", "openapi.yaml");
    expect([code, stderr.split("\n")[0]]).toEqual([2, "error: register.yaml:1:10 version is 2; 1 is expected"]);
  });
});

test("what somebody reported is there as long as it is described, whoever can call it", async () => {
  const repository = repositoryWith({ "openapi.yaml": profiles() });
  const { reviews } = envelopeIn((await repository.sallyport("review", "openapi.yaml", "--format", "json")).stdout);
  const [place] = [...exposedPlaces(reviews[0]!).values()].filter(
    ({ operation, carried }) => operation.id === "GET /users/{userId}" && carried?.field.name === "city",
  );
  const issue = `issues:
  sp-0123456789:
    rule: reported-exposure
    description: openapi.yaml
    title: Anybody reads where riders live
    severity: high
    status: open
    firstSeen: 2026-01-05
    due: 2026-01-12
    places:
      ${place!.fingerprint}: "GET /users/{userId}, 2xx city"
`;
  writeFileSync(path.join(repository.folder, "register.yaml"), `version: 1\n${issue}`);
  const reported = async (text: string, day: string) => {
    repository.commit({ "openapi.yaml": text }, day);
    await repository.sallyport("register", "update", "openapi.yaml", "--register", "register.yaml", "--as-of", day);
    const { issues } = await registerIn(
      "register.yaml",
      readFileSync(path.join(repository.folder, "register.yaml"), "utf8"),
    );
    const { status, due } = issues.find(({ rule }) => rule === "reported-exposure")!;
    return `${status}, ${due}`;
  };
  expect(await reported(profiles({ security: "[{ token: [] }]" }), "2026-01-06")).toBe("open, 2026-01-12");
  expect(await reported(profiles({ fields: FIXED }), "2026-01-07")).toBe("fixed, 2026-01-12");
  expect(await reported(profiles(), "2026-01-08")).toBe("regressed, 2026-02-07");
});

describe("an assessment of a report becomes an issue", () => {
  const LIST = `  /users:
    get:
      responses:
        "200":
          description: All.
          content:
            application/json:
              schema: { type: array, items: { $ref: "#/components/schemas/User" } }
`;
  const reported = async () => {
    const repository = repositoryWith({ "openapi.yaml": profiles({ more: LIST }) });
    const args = ["--operation", "GET /users/{userId}", "--as-of", "2026-01-05", "--format", "json=impact.json"];
    await repository.sallyport("impact", "openapi.yaml", "--no-history", ...args);
    return repository;
  };
  const open = async (repository: TestRepository, day: string, ...args: readonly string[]) =>
    repository.sallyport("register", "open", "--from", "impact.json", "--as-of", day, ...args);

  test("of all its places, with owner and due date, once", async () => {
    const repository = await reported();
    await open(repository, "2026-01-05", "--ticket", "SEC-12");
    const { code, stdout } = await open(repository, "2026-01-06", "--due", "2026-01-10");
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^sp-\w{10} {2}open {2}high {2}openapi\.yaml: \d+ places, due 2026-01-10, owner: Rider Apps$/m,
    );
    const [issue, ...others] = await issuesOf(repository);
    expect(others).toEqual([]);
    expect(issue).toMatchObject({ rule: "reported-exposure", ticket: "SEC-12", firstSeen: "2026-01-05" });
    const operations = new Set(Object.values(issue!.places).map((words) => words.replace(/, .*/, "")));
    expect([...operations].toSorted()).toEqual(["GET /users", "GET /users/{userId}"]);
  });

  test("that is fixed only once all of it is, and is back when one place is", async () => {
    const repository = await reported();
    await open(repository, "2026-01-05");
    const after = async (text: string, day: string) => {
      repository.commit({ "openapi.yaml": text }, day);
      await repository.sallyport("register", "update", "openapi.yaml", "--as-of", day);
      const issue = (await issuesOf(repository)).find(({ rule }) => rule === "reported-exposure");
      return [issue?.status, issue?.partlyFixed?.places !== undefined];
    };
    // An operation that is no longer described may run still.
    expect(await after(profiles(), "2026-01-06")).toEqual(["open", false]);
    expect(await after(profiles({ fields: FIXED, more: LIST }), "2026-01-07")).toEqual(["fixed", false]);
    repository.commit({ "openapi.yaml": profiles({ more: LIST }) }, "2026-01-08");
    expect((await open(repository, "2026-01-08")).stdout).toMatch(/ {2}regressed {2}high/);
  });

  test.each<readonly [string, Readonly<Record<string, string>>, string]>([
    [
      "of another description",
      { "openapi.yaml": profiles({ fields: FIXED }) },
      "is not the description that was assessed",
    ],
    ["that is none", { "impact.json": "{}" }, "is not an impact assessment of version 1"],
    ["that is no JSON", { "impact.json": "text" }, "cannot be read as an impact assessment"],
  ])("but not one %s", async (_what, files, refusal) => {
    const repository = await reported();
    for (const [name, text] of Object.entries(files)) writeFileSync(path.join(repository.folder, name), text);
    const { code, stderr } = await open(repository, "2026-01-05");
    expect([code, stderr]).toEqual([2, expect.stringContaining(refusal)]);
  });
});
