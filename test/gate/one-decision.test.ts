import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { registerIn } from "../../src/gate/register/read-register.ts";
import type { Issue } from "../../src/gate/register/register.ts";
import { decisionId } from "../../src/gate/register/decision-id.ts";
import { repositoryWith, type TestRepository } from "./git-repository.ts";
import { reviewOf } from "./judged.ts";
import { someOf } from "../in-share.ts";

/*
 * What blocks a change is accepted by one command, however much it is, and is one issue from then on.
 */

const REGISTER = ".sallyport/register.yaml";

/** Records of people, each with a list and one by its ID. `open`: those that ask for no credential; `clean`: that return no IBAN. */
function api(names: readonly string[], open: readonly string[] = [], clean: readonly string[] = []): string {
  const fieldsOf = (name: string): string =>
    clean.includes(name) ? "colour: { type: integer }" : "iban: { type: string }";
  const operation = (name: string, id: string, schema: string): string =>
    `    get:
      operationId: ${id}${open.includes(name) ? "\n      security: []" : ""}
      responses:
        "200": { description: OK, content: { application/json: { schema: ${schema} } } }
`;
  return `openapi: 3.1.0
info: { title: Riders, version: "1" }
servers: [{ url: https://api.rides.io }]
security: [{ token: [] }]
paths:
${names
  .map(
    (name) => `  /${name}:
${operation(name, `list-${name}`, `{ type: array, items: { type: object, properties: { ${fieldsOf(name)} } } }`)}  /${name}/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
${operation(name, `read-${name}`, `{ type: object, properties: { ${fieldsOf(name)} } }`)}`,
  )
  .join("")}components:
  securitySchemes:
    token: { type: http, scheme: bearer }
`;
}

const FEW = ["riders", "drivers"];
const MANY = Array.from({ length: 12 }, (_, index) => `people${index}`);

/** The words of the command that a comment gives, as a shell would split them. */
function commandIn(comment: string, until: string): readonly string[] {
  const commands = [...comment.matchAll(/sallyport register accept .*/g)].map(([command]) => command);
  expect(commands).toHaveLength(1);
  return commands[0]!
    .replace("YYYY-MM-DD", until)
    .replace('"why"', '"The clients are known"')
    .replace('"who"', '"A. Berg"')
    .split(/ (?=(?:[^"]*"[^"]*")*[^"]*$)/)
    .slice(1)
    .map((word) => word.replaceAll('"', ""));
}

async function issuesIn(own: TestRepository): Promise<readonly Issue[]> {
  return (await registerIn(REGISTER, readFileSync(path.join(own.folder, REGISTER), "utf8"))).issues;
}

interface Decided {
  readonly own: TestRepository;
  readonly issue: Issue;
  readonly command: readonly string[];
}

/** A change that opens `names`, accepted as its comment says until 2026-03-31; merged, with the register, on 2026-01-31. */
async function decided(names: readonly string[]): Promise<Decided> {
  const own = repositoryWith({ "openapi.yaml": api(names) });
  own.write({ "openapi.yaml": api(names, names) });
  const { stdout } = await own.sallyport("gate", "--base", "main", "--format", "markdown", "--as-of", "2026-01-31");
  const command = commandIn(stdout, "2026-03-31");
  const accepted = await own.sallyport(...command, "--as-of", "2026-01-31");
  expect([accepted.code, accepted.stderr]).toEqual([0, ""]);
  const issues = await issuesIn(own);
  expect(issues).toHaveLength(1);
  expect(accepted.stdout).toContain(`${issues[0]!.id}  accepted  ${issues[0]!.severity}`);
  // The register first, the change after it.
  own.commit({ "openapi.yaml": api(names) });
  own.git("branch", "-f", "main", "HEAD");
  return { own, issue: issues[0]!, command };
}

function merged(own: TestRepository, text: string): void {
  own.commit({ "openapi.yaml": text });
  own.git("branch", "-f", "main", "HEAD");
}

async function updated(own: TestRepository, { id }: Issue, asOf: string): Promise<Issue> {
  const { code, stderr } = await own.sallyport("register", "update", "openapi.yaml", "--as-of", asOf);
  expect([code, stderr]).toEqual([0, ""]);
  // What did not block is an issue of its own, and shares no place with it.
  const [issue, ...others] = (await issuesIn(own)).toSorted((a) => (a.id === id ? -1 : 1));
  expect(issue!.id).toBe(id);
  const places = new Set(others.flatMap((other) => Object.keys(other.places)));
  expect(Object.keys(issue!.places).filter((place) => places.has(place))).toEqual([]);
  return issue!;
}

/** On how many lines, and under which headings, the weekly page has an issue. */
async function weekOf(own: TestRepository, { id }: Issue, since: string, asOf: string): Promise<readonly string[]> {
  const page = await own.sallyport("register", "list", "--since", since, "--format", "markdown", "--as-of", asOf);
  let title = "";
  return page.stdout.split("\n").flatMap((line) => {
    if (line.startsWith("### ")) title = line.slice(4);
    return line.includes(id) ? [title.replace(/ \(\d+\)$/, "")] : [];
  });
}

test("the ID of a decision is another one where a place is worse by now, or has a further field", async () => {
  const review = await reviewOf(new Map([["openapi.yaml", api(FEW, FEW)]]), "openapi.yaml");
  const [finding, ...others] = review.findings;
  const ids = finding!.places.map(({ fingerprint }) => fingerprint);
  const id = decisionId(review, ids);
  const changed = (part: object) => decisionId({ ...review, findings: [{ ...finding!, ...part }, ...others] }, ids);
  expect(changed({})).toBe(id);
  expect(changed({ severity: finding!.severity === "critical" ? "high" : "critical" })).not.toBe(id);
  expect(changed({ fields: [...finding!.fields, "openapi.yaml#/components/schemas/Rider/properties/ssn"] })).not.toBe(
    id,
  );
});

describe.each(
  someOf(
    [
      ["a few places", FEW],
      ["many places", MANY],
    ],
    2,
  ),
)("a decision about %s", (_name, names) => {
  test("is one issue with all that blocked, by cause, and lets the change in", async () => {
    const { own, issue } = await decided(names);
    expect(issue).toMatchObject({ status: "accepted", description: "openapi.yaml", firstSeen: "2026-01-31" });
    const causes = issue.causes!;
    expect(causes.length).toBeGreaterThan(1);
    expect(causes.flatMap(({ places }) => places).toSorted()).toEqual(Object.keys(issue.places).toSorted());
    expect(causes[0]).toMatchObject({ rule: issue.rule, severity: issue.severity });
    // Every operation that is opened is among them, by name.
    for (const name of names)
      expect(Object.values(issue.places).some((words) => words.startsWith(`GET /${name}`))).toBe(true);
    own.write({ "openapi.yaml": api(names, names) });
    const { code, gate } = await own.gate("--base", "main", "--as-of", "2026-02-01");
    expect([code, gate.because]).toEqual([0, []]);
    expect(await weekOf(own, issue, "2026-01-26", "2026-02-01")).toEqual(["New", "Accepted"]);
  });

  test("does not cover what blocks besides", async () => {
    const { own, command } = await decided(names);
    own.write({ "openapi.yaml": api([...names, "guests"], [...names, "guests"]) });
    const { code } = await own.gate("--base", "main", "--as-of", "2026-02-01");
    expect(code).toBe(1);
    if (!command.some((word) => word.startsWith("gate-"))) return;
    const before = readFileSync(path.join(own.folder, REGISTER), "utf8");
    const refused = await own.sallyport(...command, "--as-of", "2026-02-01");
    expect(refused.code).toBe(2);
    expect(refused.stderr).toMatch(
      /gate-[0-9a-f]{16} is not what blocks in openapi\.yaml: gate-[0-9a-f]{16} is \(\d+ places?\)/,
    );
    expect(readFileSync(path.join(own.folder, REGISTER), "utf8")).toBe(before);
  });

  test("is fixed in part, fixed, and back as one issue", async () => {
    const { own, issue } = await decided(names);
    merged(own, api(names, names));
    expect(await updated(own, issue, "2026-02-02")).toMatchObject({
      id: issue.id,
      status: "accepted",
      severity: issue.severity,
    });
    own.commit({});

    const [first = ""] = names;
    merged(own, api(names, names.slice(1), [first]));
    const partly = await updated(own, issue, "2026-02-09");
    expect(partly).toMatchObject({ id: issue.id, status: "accepted", partlyFixed: { on: "2026-02-09" } });
    const ofFirst = Object.values(issue.places).filter((words) => words.includes(`/${first}`)).length;
    expect(partly.partlyFixed!.places).toBeGreaterThan(0);
    expect(partly.partlyFixed!.places).toBeLessThanOrEqual(ofFirst);
    expect(await weekOf(own, issue, "2026-02-09", "2026-02-15")).toEqual(["Fixed in part"]);

    merged(own, api(names, [], names));
    expect(await updated(own, issue, "2026-02-16")).toMatchObject({
      id: issue.id,
      status: "fixed",
      fixed: "2026-02-16",
    });
    expect(await weekOf(own, issue, "2026-02-16", "2026-02-22")).toEqual(["Fixed"]);
    own.commit({});
    own.git("branch", "-f", "main", "HEAD");

    own.write({ "openapi.yaml": api(names, names) });
    const { code, gate } = await own.gate("--base", "main", "--as-of", "2026-02-23");
    expect([code, gate.back!.map((one) => one.issue)]).toEqual([1, expect.arrayContaining([issue.id])]);
    expect(await updated(own, issue, "2026-02-23")).toMatchObject({
      id: issue.id,
      status: "regressed",
      regressed: "2026-02-23",
    });
    expect(await weekOf(own, issue, "2026-02-23", "2026-03-01")).toEqual(["Back"]);
  });

  test("blocks once it has expired, as one issue", async () => {
    const { own, issue } = await decided(names);
    merged(own, api(names, names));
    await updated(own, issue, "2026-02-02");
    merged(own, api(names, names));
    own.write({
      "openapi.yaml": api(names, names)
        .replace("List", "list")
        .replaceAll("type: integer", "type: integer, minimum: 1"),
    });
    const before = await own.gate("--base", "main", "--as-of", "2026-03-31");
    expect([before.code, before.gate.overdue]).toEqual([0, []]);
    const { code, gate } = await own.gate("--base", "main", "--as-of", "2026-04-12");
    expect([code, gate.overdue.map(({ text }) => text)]).toEqual([
      1,
      [
        expect.stringMatching(
          new RegExp(`^Accepted until 2026-03-31, expired 12 days ago \\(.*${issue.id}`),
        ) as unknown,
      ],
    ]);
    expect(await weekOf(own, issue, "2026-04-01", "2026-04-12")).toEqual([
      "Overdue, the worst first",
      "Acceptances that expired",
    ]);
  });
});

/** The severity of the second cause, in the text of a register. */
function withSecond(text: string, severity: string): string {
  let seen = 0;
  return text.replaceAll(/^ {8}severity: \w+$/gm, (line) =>
    (seen += 1) === 2 ? `        severity: ${severity}` : line,
  );
}

test("a part of a decision that is worse than what was accepted opens it again", async () => {
  const { own, issue } = await decided(FEW);
  const [first, second] = issue.causes!;
  expect([first!.severity, second!.severity]).toEqual(["critical", "critical"]);
  const file = path.join(own.folder, REGISTER);
  // Accepted as the medium one that it was.
  writeFileSync(file, withSecond(readFileSync(file, "utf8"), "medium"));
  merged(own, api(FEW, FEW));
  expect(await updated(own, issue, "2026-02-02")).toMatchObject({
    status: "open",
    severity: "critical",
    note: expect.stringMatching(/^Accepted as .* by A\. Berg; critical since 2026-02-02$/) as unknown,
  });
});

test("a part of a decision that somebody takes for more than it was is announced", async () => {
  const { own, issue } = await decided(FEW);
  const file = path.join(own.folder, REGISTER);
  writeFileSync(file, withSecond(readFileSync(file, "utf8"), "medium"));
  merged(own, api(FEW, FEW));
  writeFileSync(file, withSecond(readFileSync(file, "utf8"), "critical"));
  const { gate } = await own.gate("--base", "main", "--as-of", "2026-02-03");
  expect(gate.policyChanges.map(({ key, effect }) => [key, effect])).toContainEqual([
    issue.id,
    expect.stringMatching(/^bola-other-users-data as critical \(was medium\), at GET /) as unknown,
  ]);
});

test("the register says of what a decision was, and how many places each cause has", async () => {
  const { own, issue } = await decided(FEW);
  const { stdout } = await own.sallyport("register", "list", "--as-of", "2026-02-01");
  const shown = stdout.replaceAll(/\s+/g, " ");
  expect(shown).toContain("decided together: ");
  for (const { rule, severity, places } of issue.causes!)
    expect(shown).toContain(`${rule} (${severity}, ${places.length} place${places.length === 1 ? "" : "s"})`);
});
