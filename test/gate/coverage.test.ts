import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { registerChanges } from "../../src/gate/register/register-changes.ts";
import { emptyRegister, type Issue, type Register } from "../../src/gate/register/register.ts";
import { folderWith, run } from "../cli/run.ts";

const FITNESS = readFileSync(path.resolve(import.meta.dirname, "../../examples/fitness/openapi.yaml"), "utf8");
const [EARLIER, TODAY, LATER] = ["2026-10-01", "2026-11-26", "2027-01-20"];
const COVERED = ["sp-04257be728", "sp-26ee844877", "sp-39cc265e4c"];
const REPORT = "sp-0b3a5df882";

/** A folder with a description, in which commands of the register are called on a day. */
function team(text = FITNESS) {
  const folder = folderWith({ "openapi.yaml": text });
  const call = async (on: string, ...args: readonly string[]) => {
    const { code, stdout, stderr } = await run([...args, "--as-of", on], { cwd: folder });
    expect([code, stderr]).toEqual([expect.any(Number), ""]);
    return stdout;
  };
  const register = (on: string, ...args: readonly string[]) => call(on, "register", ...args);
  const report = async (on: string, ...args: readonly string[]) => {
    const shown = ["impact", "openapi.yaml", "--operation", "GET /v1/users/{userId}", "--no-history", ...args];
    await run([...shown, "--format", "json=impact.json", "--as-of", on], { cwd: folder });
    return register(on, "open", "--from", "impact.json");
  };
  return { register, report };
}

function idsIn(text: string): readonly string[] {
  return [...text.matchAll(/^ {2}(?:critical|high|medium|low) +(sp-[0-9a-f]{10})/gm)].map(([, id = ""]) => id);
}

describe("a report covers the issues whose places lie in its scope", () => {
  test("what is found after it is on one desk with it, and what is partly outside says so", async () => {
    const { register, report } = team();
    await report(TODAY);
    const told = await register(TODAY, "update", "openapi.yaml");
    expect(told).toContain("3 issues added");
    expect(told).toContain("4 of 5 places are in the scope of sp-0b3a5df882, the others are not");
    const list = await register(TODAY, "list");
    expect(idsIn(list)).toContain(REPORT);
    expect(idsIn(list)).toHaveLength(4);
    expect(list).toContain(`covers ${COVERED[0]}, ${COVERED[1]} and ${COVERED[2]}`);
    expect(idsIn(await register(TODAY, "list", "--status", "all"))).toHaveLength(7);
    expect(await register(TODAY, "update", "openapi.yaml")).toContain("0 issues added");
  });

  test("what was found before it joins it, and is put off by nothing", async () => {
    const { register, report } = team();
    await register(EARLIER, "update", "openapi.yaml");
    expect(await report(TODAY)).toContain("due 2026-10-31, owner: Rider Apps, covers");
    const overdue = idsIn(await register(TODAY, "list", "--overdue"));
    expect(overdue).toContain(REPORT);
    expect(overdue.filter((id) => COVERED.includes(id))).toEqual([]);
    expect(await register(TODAY, "list")).toContain("4 issues open, 3 overdue; four weeks ago 4 open, 0 overdue");
  });

  test("what is found is on the desk again once the report is closed by hand, or its risk is accepted", async () => {
    for (const args of [
      ["close", REPORT],
      ["accept", REPORT, "--reason", "shut down soon", "--approver", "A. Berg", "--until", "2027-03-01"],
    ]) {
      const { register, report } = team();
      await report(TODAY);
      await register(TODAY, "update", "openapi.yaml");
      await register(LATER, ...args);
      expect(idsIn(await register(LATER, "list", "--status", "open"))).toEqual(expect.arrayContaining(COVERED));
    }
  });

  test("a report that is less severe covers nothing", async () => {
    const { register, report } = team();
    await report(TODAY, "--severity", "low");
    await register(TODAY, "update", "openapi.yaml");
    expect(idsIn(await register(TODAY, "list"))).toEqual(expect.arrayContaining(COVERED));
  });

  test("a change that lets a report with a later day cover an issue is told as milder, one with no later day is not", () => {
    const issue = (id: string, more: Partial<Issue>): Issue => ({
      id,
      rule: "bola-other-users-data",
      description: "openapi.yaml",
      title: "A leak",
      severity: "high",
      status: "open",
      firstSeen: EARLIER,
      due: TODAY,
      places: { [`${id}0`]: "GET /users/{id}, 2xx email" },
      line: 1,
      ...more,
    });
    const registerOf = (due: string, more: Partial<Issue>): Register => ({
      ...emptyRegister("register.yaml"),
      issues: [issue("sp-1", more), issue("sp-2", { rule: "reported-exposure", due })],
    });
    for (const [due, isMilder] of [
      [LATER, true],
      [EARLIER, false],
    ] as const) {
      const [base, head] = [registerOf(due, {}), registerOf(due, { coveredBy: { issue: "sp-2", places: 1, of: 1 } })];
      const changes = registerChanges({ base, target: base, head }, ["openapi.yaml"], () => true);
      expect(changes).toEqual([{ key: "sp-1", effect: `covered by sp-2, due ${due} (1 of 1 place)`, isMilder }]);
    }
  });

  test("what is somebody's of no reported field stays an issue of its own, with nothing said", async () => {
    const { register, report } = team();
    await report(TODAY);
    await register(TODAY, "update", "openapi.yaml");
    const list = await register(TODAY, "list");
    expect(list).toMatch(/names in bulk with GET \/v1\/classes\n[^\n]*\n\n?$/m);
  });
});
