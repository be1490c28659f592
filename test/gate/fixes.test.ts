import { Ajv2020 } from "ajv/dist/2020.js";
import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { commitsBelow } from "../../src/cli/commits-below.ts";
import { registerIn } from "../../src/gate/register/read-register.ts";
import type { Issue } from "../../src/gate/register/register.ts";
import { defaultPolicy } from "../../src/policy/default-policy.ts";
import { repositoryWith, type TestRepository } from "./git-repository.ts";
import { longTest } from "../in-share.ts";

/*
 * Whether a fix is a fix, from the command line: what the register keeps, and what nobody can set by hand.
 */

const REGISTER = ".sallyport/register.yaml";
const SETTINGS = "admission: { token: self-registered, staff: own }\ntenancy: none\n";
const USER =
  "{ type: object, properties: { id: { type: string, format: uuid }, birthDate: { type: string, format: date } } }";

function api({ security = "[]", schema = USER, isWithout = false, note = "a" } = {}): string {
  const operation = `  /users/{userId}:
    get:
      security: ${security}
      parameters: [{ name: userId, in: path, required: true, schema: { type: string, format: uuid } }]
      responses:
        "200": { description: The profile., content: { application/json: { schema: ${schema} } } }
        "429": { description: Too many. }
`;
  return `openapi: 3.1.0
info: { title: Riders, version: "1" }
servers: [{ url: https://api.rides.io }]
security: [{ token: [] }]
paths:
${isWithout ? "" : operation}  /version:
    get:
      security: []
      responses: { "200": { description: Now., content: { text/plain: { schema: { type: string, enum: [${note}] } } } } }
components:
  securitySchemes:
    token: { type: http, scheme: bearer }
    staff: { type: http, scheme: bearer }
`;
}

/** A repository whose main branch has the leak, which is on record since January. */
async function known(): Promise<{ readonly own: TestRepository; readonly id: string; readonly due: string }> {
  const own = repositoryWith({ "openapi.yaml": api(), "sallyport.yaml": SETTINGS });
  await own.sallyport("register", "update", "openapi.yaml", "--as-of", "2026-01-05");
  merged(own, {}, "2026-01-05");
  const { id, due } = await leak(own);
  return { own, id, due: due! };
}

async function leak(own: TestRepository): Promise<Issue> {
  const { issues } = await registerIn(REGISTER, readFileSync(path.join(own.folder, REGISTER), "utf8"));
  return issues.find(({ rule }) => rule === "bola-other-users-data")!;
}

function merged(own: TestRepository, files: Readonly<Record<string, string>>, on: string): void {
  own.commit(files, on);
  own.git("branch", "-f", "main", "HEAD");
}

async function updated(own: TestRepository, on: string): Promise<Issue> {
  expect((await own.sallyport("register", "update", "openapi.yaml", "--as-of", on)).code).toBe(0);
  return leak(own);
}

longTest(
  "what somebody marked as fixed is compared by the next update, and keeps its due date where it is not",
  async () => {
    const { own, id, due } = await known();
    merged(own, { "openapi.yaml": api({ schema: "{ type: object }" }) }, "2026-01-07");
    await own.sallyport("register", "close", id, "--note", "Done", "--as-of", "2026-01-07");
    expect(await leak(own)).toMatchObject({ status: "fixed", fix: { kind: "claimed" } });
    merged(own, {}, "2026-01-07");
    const open = await updated(own, "2026-01-08");
    expect(open).toMatchObject({ status: "open", due, fix: { kind: "hidden", on: "2026-01-08" } });
    expect(open.fixed).toBeUndefined();
    merged(own, {}, "2026-01-08");

    // Nothing is found any more, and it is overdue: set by hand, with and without the record of what was done.
    const text = readFileSync(path.join(own.folder, REGISTER), "utf8");
    own.commit({
      [REGISTER]: text.replace(/(sp-\w+:\n {4}rule: bola-other[^]*?status: )open/, "$1fixed\n    fixed: 2026-03-01"),
    });
    const edited = await own.gate("--base", "main", "--as-of", "2026-03-01");
    expect(edited.gate.policyChanges.map(({ effect }) => effect)).toEqual([
      expect.stringMatching(
        /^fixed \(was open\), and not fixed, hidden: GET \/users\/\{userId\} allows any content in its response/,
      ),
    ]);
    expect(edited.gate.overdue).toEqual([
      expect.objectContaining({
        id,
        touched: false,
        text: expect.stringMatching(/not fixed: hidden/) as unknown,
      }),
    ]);
    own.commit({
      "openapi.yaml": api({ schema: "{ type: object, description: All }", note: "b", security: "[{ token: [] }]" }),
    });
    const touching = await own.gate("--base", "main", "--as-of", "2026-03-01");
    expect([touching.code, touching.gate.because.some((reason) => reason.startsWith("Overdue since"))]).toEqual([
      1,
      true,
    ]);
  },
);

test("what is really taken out closes the issue, by hand or not", async () => {
  const { own, id } = await known();
  merged(
    own,
    { "openapi.yaml": api({ schema: "{ type: object, properties: { id: { type: string } } }" }) },
    "2026-01-07",
  );
  expect((await own.sallyport("register", "verify", id, "--as-of", "2026-01-07")).code).toBe(0);
  await own.sallyport("register", "close", id, "--as-of", "2026-01-07");
  expect(await updated(own, "2026-01-08")).toMatchObject({ status: "fixed", fix: { kind: "removed" } });
  // And it is back when it is there again, with a new due date.
  merged(own, { "openapi.yaml": api() }, "2026-02-01");
  expect(await updated(own, "2026-02-01")).toMatchObject({ status: "regressed", due: "2026-03-03" });
});

test("an operation that is no longer described is open until a test shows that it is gone", async () => {
  const { own, id, due } = await known();
  merged(own, { "openapi.yaml": api({ isWithout: true }) }, "2026-01-07");
  expect(await updated(own, "2026-01-07")).toMatchObject({ status: "open", due, fix: { kind: "hidden" } });
  const recorded = async (operation: string) =>
    own.sallyport(
      "register",
      "test",
      "openapi.yaml",
      operation,
      "--outcome",
      "passed",
      "--by",
      "QA",
      "--as-of",
      "2026-01-08",
    );
  expect((await recorded("GET /nothing/{userId}")).code).toBe(2);
  expect((await recorded("GET /users/{userId}")).code).toBe(0);
  expect((await own.sallyport("register", "verify", id, "--as-of", "2026-01-08")).stdout).toMatch(/: fixed, removed$/m);
  expect(await updated(own, "2026-01-08")).toMatchObject({ status: "fixed", fix: { kind: "removed" } });
  // The record is of its absence: where it is there again nothing is tested.
  merged(own, { "openapi.yaml": api() }, "2026-02-01");
  expect(await updated(own, "2026-02-01")).toMatchObject({ status: "regressed" });
});

test("a commit is reviewed once for a description, by whatever name it is asked for", async () => {
  const own = repositoryWith({ "openapi.yaml": api(), "sallyport.yaml": SETTINGS });
  const described = { files: ["openapi.yaml"], policy: defaultPolicy() };
  const commits = commitsBelow(own.folder, described, { env: { PATH: process.env["PATH"], HOME: own.folder } })!;
  const judged = await commits.judgedAt(commits.head()!);
  expect(judged?.stated.api.operations.map(({ id }) => id)).toEqual(["GET /users/{userId}", "GET /version"]);
  expect(await commits.judgedAt(commits.head()!.slice(0, 12))).toBe(judged);
  expect(await commits.judgedAt("nothing")).toBeUndefined();
});

test("a test is recorded for the operation that is there, whatever its parameters are called", async () => {
  const { own } = await known();
  own.write({ "openapi.yaml": api().replaceAll("userId", "id") });
  const outcome = ["--outcome", "passed", "--by", "QA", "--as-of", "2026-01-08"];
  const { stdout, stderr } = await own.sallyport("register", "test", "openapi.yaml", "GET /users/{userId}", ...outcome);
  expect([stdout, stderr]).toEqual(["Test of GET /users/{userId}: passed, by QA on 2026-01-08\n", ""]);
  const { tests } = await registerIn(REGISTER, readFileSync(path.join(own.folder, REGISTER), "utf8"));
  expect(tests.map(({ operation }) => operation)).toEqual(["GET /users/{id}"]);
});

longTest("a test that was made before the fix closes nothing", async () => {
  const { own, id } = await known();
  const recorded = async (on: string) =>
    own.sallyport(
      "register",
      "test",
      "openapi.yaml",
      "GET /users/{userId}",
      "--outcome",
      "passed",
      "--by",
      "QA",
      "--as-of",
      on,
    );
  await recorded("2026-01-06");
  merged(own, { "openapi.yaml": api({ security: "[{ staff: [] }]" }) }, "2026-01-07");
  expect((await own.sallyport("register", "verify", id, "--as-of", "2026-01-07")).code).toBe(1);
  expect(await updated(own, "2026-01-07")).toMatchObject({ status: "open", fix: { kind: "narrowed" } });
  await recorded("2026-01-08");
  expect((await own.sallyport("register", "verify", id, "--as-of", "2026-01-08")).code).toBe(0);
  expect(await updated(own, "2026-01-08")).toMatchObject({ status: "fixed", fix: { kind: "narrowed" } });
});

test("the JSON of verify follows its schema, and settings that decide otherwise now are named", async () => {
  const { own, id } = await known();
  own.write({
    "openapi.yaml": api({ security: "[{ token: [] }]" }),
    "sallyport.yaml": SETTINGS.replace("self-registered", "own"),
  });
  const { code, stdout } = await own.sallyport(
    "register",
    "verify",
    id,
    "--base",
    "main",
    "--format",
    "json",
    "--as-of",
    "2026-01-07",
  );
  const schema = JSON.parse(
    readFileSync(path.resolve(import.meta.dirname, "../../schemas/fix.schema.json"), "utf8"),
  ) as object;
  const validate = new Ajv2020({ strict: false }).compile(schema);
  const told = JSON.parse(stdout) as { readonly fix: object; readonly settings: readonly string[] };
  expect([validate(told), validate.errors]).toEqual([true, null]);
  expect([code, told.settings]).toEqual([1, ["admission.token"]]);
  expect(told.fix).toMatchObject({ kind: "narrowed", isFix: true, closes: false, tests: ["GET /users/{userId}"] });
});

test.each([
  [["register", "verify", "sp-0000000000"], /the register has no issue sp-0000000000/],
  [["register", "verify", "ID", "--base", "nothing"], /names no commit/],
  [["register", "verify", "ID", "--base", "empty"], /nothing can be compared: commit \w{12} has no openapi\.yaml/],
  [["register", "verify", "ID", "--base", "sound"], /nothing can be compared: commit \w{12} has none of its places/],
])("%j is refused", async (args, says) => {
  const { own, id } = await known();
  own.git("checkout", "-q", "--orphan", "other");
  own.git("rm", "-q", "-r", "--cached", ".");
  own.git("commit", "-q", "--allow-empty", "-m", "Empty");
  own.git("branch", "empty");
  own.commit({ "openapi.yaml": api({ isWithout: true }) });
  own.git("branch", "sound");
  own.git("checkout", "-q", "-f", "main");
  const { code, stderr } = await own.sallyport(
    ...args.map((arg) => (arg === "ID" ? id : arg)),
    "--as-of",
    "2026-01-07",
  );
  expect([code, stderr]).toEqual([2, expect.stringMatching(says)]);
});

longTest("what was reported is closed by a fix of all of it that a test has shown, and by no log-in", async () => {
  const { own } = await known();
  await own.sallyport(
    "impact",
    "openapi.yaml",
    "--operation",
    "GET /users/{userId}",
    "--format",
    "json=impact.json",
    "--as-of",
    "2026-01-06",
  );
  await own.sallyport("register", "open", "--from", "impact.json", "--as-of", "2026-01-06");
  const reported = async (): Promise<Issue> =>
    (await registerIn(REGISTER, readFileSync(path.join(own.folder, REGISTER), "utf8"))).issues.find(
      ({ rule }) => rule === "reported-exposure",
    )!;
  expect(await reported()).toMatchObject({ status: "open" });
  merged(own, {}, "2026-01-06");
  const { due } = await reported();

  merged(own, { "openapi.yaml": api({ security: "[{ token: [] }]" }) }, "2026-01-07");
  await updated(own, "2026-01-07");
  expect(await reported()).toMatchObject({ status: "open", due, fix: { kind: "only-gated" } });
  merged(own, { "openapi.yaml": api({ security: "[{ staff: [] }]" }) }, "2026-01-08");
  await updated(own, "2026-01-08");
  expect(await reported()).toMatchObject({ status: "open", due, fix: { kind: "narrowed" } });
  const passed = ["--outcome", "passed", "--by", "QA", "--as-of", "2026-01-09"];
  await own.sallyport("register", "test", "openapi.yaml", "GET /users/{userId}", ...passed);
  await updated(own, "2026-01-09");
  expect(await reported()).toMatchObject({ status: "fixed", fix: { kind: "narrowed" } });
  await updated(own, "2026-01-10");
  expect(await reported()).toMatchObject({ status: "fixed", fixed: "2026-01-09" });
  merged(own, { "openapi.yaml": api() }, "2026-01-11");
  await updated(own, "2026-01-11");
  expect(await reported()).toMatchObject({ status: "regressed" });
});
