import { expect, test } from "vitest";
import type { ImpactAssessment } from "../../src/core/impact.ts";
import { impactDocument } from "../../src/core/impact-schema.ts";
import { testRepository, type TestRepository } from "../gate/git-repository.ts";
import { description } from "./assessed.ts";
import { longTest } from "../in-share.ts";

const MARKERS = "name: { type: string }, driverName: { type: string }";
const SENSITIVE = `${MARKERS}, driverPhone: { type: string }, birthDate: { type: string, format: date }, drivingLicenceNumber: { type: string }`;

/** A map of drivers. */
function map(at: string, security: string, fields: string): string {
  return description(
    `
  ${at}:
    get:
      operationId: ${at.replaceAll("/", "")}
${security}      parameters: [{ name: groupId, in: query, schema: { type: integer } }]
      responses:
        "200":
          description: Drivers.
          content:
            application/json:
              schema: { type: array, items: { $ref: "#/components/schemas/Driver" } }`,
    `  schemas:
    Driver: { type: object, properties: { id: { type: integer }, ${fields} } }`,
  );
}

const OPEN = "      security: []\n";

/** Opened, widened, moved, closed half-heartedly, and emptied at last. */
function mapRepository(): TestRepository {
  const own = testRepository();
  own.git("init", "-q", "-b", "main");
  own.commit({ "openapi.yaml": description("") }, "2026-01-05");
  own.commit({ "openapi.yaml": map("/public/drivers", OPEN, SENSITIVE) }, "2026-01-10");
  own.commit({ "openapi.yaml": map("/drivers/live", OPEN, SENSITIVE) }, "2026-02-01");
  own.commit({ "openapi.yaml": map("/drivers/live", "", SENSITIVE) }, "2026-02-10");
  own.commit({ "openapi.yaml": map("/drivers/live", "", MARKERS) }, "2026-03-01");
  return own;
}

async function assessed({ sallyport }: TestRepository, ...more: readonly string[]): Promise<ImpactAssessment> {
  const reported = ["--operation", "GET /drivers/live"];
  const { stdout, stderr } = await sallyport("impact", "openapi.yaml", ...reported, "--format", "json", ...more);
  expect(stderr).toBe("");
  return impactDocument.parse(JSON.parse(stdout));
}

const answer = ({ answers }: ImpactAssessment, asked: string): string =>
  answers.find(({ question }) => question === asked)?.text ?? "";

test("an incident is as bad as it was at its worst, and the questions are about that", async () => {
  const impact = await assessed(mapRepository(), "--as-of", "2026-03-02");
  expect([impact.worst?.severity, impact.worst?.from, impact.worst?.until]).toEqual([
    "critical",
    "2026-01-10",
    "2026-02-10",
  ]);
  expect(answer(impact, "How bad?")).toMatch(
    /^At its worst \(2026-01-10 to 2026-02-10\): Critical\. Anyone without a credential could read driving licence numbers.* Today: \w+\. Anyone who signs up can read names/,
  );
  expect(impact.duties.map(({ kind }) => kind)).toContain("government-id");
  // Nothing is asked of a history that was not.
  const without = await assessed(mapRepository(), "--no-history", "--as-of", "2026-03-02");
  expect([without.worst, without.duties.map(({ kind }) => kind)]).toEqual([null, ["personal-data"]]);
});

test("the access logs are searched by every name, and as long as nothing was needed by address", async () => {
  const { logs, since } = await assessed(mapRepository(), "--as-of", "2026-03-02");
  expect(since?.events.map(({ date, kind }) => `${date} ${kind}`)).toEqual([
    "2026-01-10 began",
    "2026-02-01 renamed",
    "2026-02-10 narrowed",
    "2026-03-01 narrowed",
  ]);
  expect(logs).toMatchObject([
    { operation: "GET /drivers/live", formerly: [{ operation: "GET /public/drivers", until: "2026-02-01" }] },
  ]);
  expect(logs[0]?.look).toMatch(/^from 2026-01-10 until 2026-02-10, when no credential was needed: one address/);
});

test("what anybody could have is said from its own day on, and of the operation that was open alone", async () => {
  const own = testRepository();
  own.git("init", "-q", "-b", "main");
  const both = (security: string): string => {
    const [shared, list] = ["/shared/{linkId}", "/drivers"].map((at) =>
      map(at, at === "/drivers" ? "" : security, SENSITIVE),
    );
    const [, path] = /\n( {2}\/shared[^]*?)\ncomponents/.exec(shared!)!;
    return list!.replace("\ncomponents", `\n${path}\ncomponents`);
  };
  own.commit({ "openapi.yaml": map("/drivers", "", SENSITIVE) }, "2026-01-05");
  own.commit({ "openapi.yaml": both(OPEN) }, "2026-02-01");
  own.commit({ "openapi.yaml": both("") }, "2026-02-11");
  const reported = ["--schema", "Driver", "--format", "json", "--as-of", "2026-03-02"];
  const { stdout } = await own.sallyport("impact", "openapi.yaml", ...reported);
  const impact = impactDocument.parse(JSON.parse(stdout));
  expect(answer(impact, "Since when?")).toMatch(
    /^Without a credential from 2026-02-01 to 2026-02-11 \(10 days\), commit \w+: GET \/shared\/\{linkId\} .* To callers with a credential too: since 2026-01-05/,
  );
  const open = impact.logs.filter(({ look }) => look.includes("no credential was needed"));
  expect(open.map(({ operation }) => operation)).toEqual(["GET /shared/{linkId}"]);
});

test("the due date and the status are those of the register, whatever day it is", async () => {
  const own = mapRepository();
  await own.sallyport("register", "update", "openapi.yaml", "--as-of", "2026-03-02");
  const first = await assessed(own, "--as-of", "2026-03-02");
  const later = await assessed(own, "--as-of", "2027-03-02");
  const { id, due } = first.known![0]!;
  expect(answer(first, "Until when?")).toBe(`Known as ${id} since 2026-03-02, due ${due}.`);
  expect([later.due.day, answer(later, "Until when?")]).toEqual([
    due,
    expect.stringMatching(new RegExp(`^Known as ${id} since 2026-03-02, due ${due} \\(overdue by \\d+ days\\)\\.$`)),
  ]);
});

longTest("what is fixed and tested by the register is not to be contained today", async () => {
  const own = mapRepository();
  await own.sallyport("register", "update", "openapi.yaml", "--as-of", "2026-03-02");
  const closed = "admission: { token: own }\n";
  own.commit({ "sallyport.yaml": closed }, "2026-03-05");
  const passed = ["--outcome", "passed", "--by", "QA", "--as-of", "2026-03-05"];
  await own.sallyport("register", "test", "openapi.yaml", "GET /drivers/live", ...passed);
  await own.sallyport("register", "update", "openapi.yaml", "--as-of", "2026-03-05");
  const impact = await assessed(own, "--as-of", "2026-03-09");
  const fixed = impact.known?.find(({ status }) => status === "fixed");
  expect(fixed).toMatchObject({ fixed: "2026-03-05", since: "2026-03-02" });
  expect(answer(impact, "What now?")).toMatch(/^The register has it as fixed \(sp-\w+, 2026-03-05\)\./);
});

/** One of some people, behind a token that anyone gets; `paths` are what is beside. */
function people(...names: readonly string[]): string {
  return description(
    names
      .map(
        (name) => `
  /${name}/{id}:
    get:
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      responses:
        "200": { description: It., content: { application/json: { schema: { $ref: "#/components/schemas/Person" } } } }`,
      )
      .join(""),
    `  schemas:
    Person: { type: object, properties: { id: { type: string }, email: { type: string }, iban: { type: string } } }`,
  );
}

test("an issue is tested where the tests of all its operations have passed, on the last of their days", async () => {
  const own = testRepository();
  own.git("init", "-q", "-b", "main");
  own.commit({ "openapi.yaml": people("users", "admins") }, "2026-01-05");
  await own.sallyport("register", "update", "openapi.yaml", "--as-of", "2026-01-05");
  const record = (operation: string, outcome: string, day: string) =>
    own.sallyport("register", "test", "openapi.yaml", operation, "--outcome", outcome, "--by", "QA", "--as-of", day);
  const tested = async (): Promise<unknown> => {
    const reported = ["--operation", "GET /users/{id}", "--no-history", "--format", "json", "--as-of", "2026-02-01"];
    const { stdout } = await own.sallyport("impact", "openapi.yaml", ...reported);
    return impactDocument.parse(JSON.parse(stdout)).known?.[0]?.tested;
  };
  await record("GET /admins/{id}", "passed", "2026-01-10");
  await record("GET /users/{id}", "failed", "2026-01-12");
  expect(await tested()).toBeNull();
  await record("GET /users/{id}", "passed", "2026-01-14");
  expect(await tested()).toBe("2026-01-14");
});

test("a time that needed no credential is told beside one with worse data", async () => {
  const patient = (security: string, more: string): string =>
    description(
      `
  /patients/{id}:
    get:
${security}      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      responses:
        "200": { description: It., content: { application/json: { schema: { $ref: "#/components/schemas/Patient" } } } }`,
      `  schemas:
    Patient: { type: object, properties: { id: { type: string }, email: { type: string }, birthDate: { type: string, format: date }${more} } }`,
    );
  const own = testRepository();
  own.git("init", "-q", "-b", "main");
  own.commit({ "openapi.yaml": patient("", ", diagnosis: { type: string }") }, "2026-01-01");
  own.commit({ "openapi.yaml": patient(OPEN, "") }, "2026-02-01");
  own.commit({ "openapi.yaml": patient("", ", iban: { type: string }") }, "2026-02-10");
  own.commit({ "openapi.yaml": patient("", "") }, "2026-03-01");
  const reported = ["--operation", "GET /patients/{id}", "--format", "json", "--as-of", "2026-03-02"];
  const { stdout } = await own.sallyport("impact", "openapi.yaml", ...reported);
  const impact = impactDocument.parse(JSON.parse(stdout));
  expect(impact.worst?.from).toBe("2026-01-01");
  expect(JSON.stringify(impact.logs)).toContain("until 2026-02-10, when no credential was needed");
});

test("the worst time is that of another operation too that gave the same, the widest way first", async () => {
  const guest = (security: string, more: string): string =>
    description(
      `
  /guests/{id}:
    get:
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      responses:
        "200": { description: It., content: { application/json: { schema: { $ref: "#/components/schemas/Guest" } } } }
  /guests:
    get:
${security}      responses:
        "200": { description: All., content: { application/json: { schema: { type: array, items: { $ref: "#/components/schemas/Guest" } } } } }`,
      `  schemas:
    Guest: { type: object, properties: { id: { type: string }, email: { type: string, format: email }${more} } }`,
    );
  const own = testRepository();
  own.git("init", "-q", "-b", "main");
  own.commit({ "openapi.yaml": guest("", ", phone: { type: string }") }, "2026-01-01");
  own.commit({ "openapi.yaml": guest(OPEN, ", phone: { type: string }") }, "2026-02-01");
  own.commit({ "openapi.yaml": guest("", "") }, "2026-03-01");
  const reported = ["--operation", "GET /guests/{id}", "--format", "json", "--as-of", "2026-03-02"];
  const { stdout } = await own.sallyport("impact", "openapi.yaml", ...reported);
  const { worst } = impactDocument.parse(JSON.parse(stdout));
  expect([worst?.from, worst?.until, worst?.text]).toEqual([
    "2026-02-01",
    "2026-03-01",
    "Anyone without a credential could read e-mail addresses and phone numbers of guests, with GET /guests; anyone who signs up could with GET /guests/{id}",
  ]);
});

test("a credential that nothing asks for any more reaches what anyone can call today, and earlier times are told apart", async () => {
  const own = testRepository();
  own.git("init", "-q", "-b", "main");
  own.commit({ "openapi.yaml": map("/drivers/live", "", SENSITIVE) }, "2026-01-05");
  own.commit({ "openapi.yaml": map("/drivers/live", OPEN, SENSITIVE) }, "2026-02-01");
  const { stdout } = await own.sallyport(
    "impact",
    "openapi.yaml",
    "--credential",
    "token",
    "--format",
    "json",
    "--as-of",
    "2026-02-11",
  );
  const impact = impactDocument.parse(JSON.parse(stdout));
  expect(answer(impact, "How bad?")).toMatch(
    /Today: Critical\. Anyone without a credential can read driving licence numbers/,
  );
  expect(answer(impact, "Since when?")).toMatch(
    /^Without a credential since 2026-02-01 \(10 days\), commit \w+: GET \/drivers\/live/,
  );
  expect(
    impact.since?.opened?.map(({ operation, from, until, isReported }) => [operation, from, until, isReported]),
  ).toEqual([["GET /drivers/live", "2026-02-01", null, true]]);
});

/** An API of which all paths move below something else, some of them below two things. */
function moved(server: string, below: string, own: string): string {
  const returned =
    '{ "200": { description: It., content: { application/json: { schema: { type: object, properties: { id: { type: string } } } } } } }';
  return `openapi: 3.1.0
info: { title: Videos, version: "1" }
servers: [{ url: ${server} }]
security: [{ login: [] }]
paths:
  ${below}/config/custom:
    get: { responses: ${returned.replace("id:", own === "" ? "id:" : "adminEmail: { type: string, format: email }, id:")} }
  ${below}${own}/blocks/hosts:
    get: { responses: ${returned} }
    post: { requestBody: { content: { application/json: { schema: { type: object, properties: { host: { type: string } } } } } }, responses: { "204": { description: Done. } } }
  ${below}${own}/blocks/hosts/{host}:
    delete: { parameters: [{ name: host, in: path, required: true, schema: { type: string } }], responses: { "204": { description: Gone. } } }
components: { securitySchemes: { login: { type: http, scheme: bearer } } }
`;
}

test("what a credential opens under other paths is renamed, and not gone", async () => {
  const own = testRepository();
  own.git("init", "-q", "-b", "main");
  own.commit({ "openapi.yaml": moved("https://api.rides.io/api/v1", "", "") }, "2026-01-05");
  own.commit({ "openapi.yaml": moved("https://api.rides.io", "/api/v1", "/server") }, "2026-02-01");
  const { stdout } = await own.sallyport(
    "impact",
    "openapi.yaml",
    "--credential",
    "login",
    "--format",
    "json",
    "--as-of",
    "2026-02-11",
  );
  const { since } = impactDocument.parse(JSON.parse(stdout));
  const events = since?.events ?? [];
  expect(events.find(({ kind }) => kind === "narrowed")).toBeUndefined();
  expect(events.find(({ kind }) => kind === "renamed")?.renamed).toEqual(
    expect.arrayContaining([
      { was: "GET /config/custom", is: "GET /api/v1/config/custom" },
      { was: "POST /blocks/hosts", is: "POST /api/v1/server/blocks/hosts" },
      { was: "DELETE /blocks/hosts/{host}", is: "DELETE /api/v1/server/blocks/hosts/{host}" },
    ]),
  );
});

test("of a reported deed it is told since when it can be done, and not what else it answered once", async () => {
  const hooks = (returned: string): string =>
    description(
      `
  /teams/{team}/hooks:
    post:
      summary: Create a hook
      parameters: [{ name: team, in: path, required: true, schema: { type: string } }]
      requestBody: { content: { application/json: { schema: { type: object, properties: { config: { type: object, additionalProperties: { type: string } } } } } } }
      responses: { "201": { description: It., content: { application/json: { schema: { type: object, properties: { id: { type: integer }${returned} } } } } } }
  /commits:
    get: { responses: { "200": { description: All., content: { application/json: { schema: { type: array, items: { $ref: "#/components/schemas/Author" } } } } } } }`,
      `  schemas:
    Author: { type: object, properties: { id: { type: integer }, email: { type: string, format: email }, fullName: { type: string } } }`,
    );
  const own = testRepository();
  own.git("init", "-q", "-b", "main");
  own.commit({ "openapi.yaml": hooks(', author: { $ref: "#/components/schemas/Author" }') }, "2026-01-05");
  own.commit({ "openapi.yaml": hooks("") }, "2026-02-01");
  const { stdout } = await own.sallyport(
    "impact",
    "openapi.yaml",
    "--operation",
    "POST /teams/{team}/hooks",
    "--format",
    "json",
    "--as-of",
    "2026-02-11",
  );
  const impact = impactDocument.parse(JSON.parse(stdout));
  expect(impact.since?.events.map(({ kind, date }) => [kind, date])).toEqual([["began", "2026-01-05"]]);
  expect(impact.worst ?? null).toBeNull();
  expect(impact.elsewhere.map(({ operation }) => operation)).not.toContain("GET /commits");
  expect(answer(impact, "What now?")).toMatch(/^Today: If it is about the address that callers give \(config\)/);
});
