import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { apiFolders, APIS, problemsOf } from "../../benchmark/truth.mjs";
import { temporaryFolder } from "../temporary-folder.ts";
import { shareOf } from "../thorough.ts";

const EXAMPLES = path.join(import.meta.dirname, "apis");

test("every truth of the benchmark names only what its description has", () => {
  const problems = shareOf(apiFolders(APIS), 6).flatMap((folder) =>
    problemsOf(folder).map((one) => `${folder}: ${one}`),
  );
  expect(problems).toEqual([]);
});

test("the truths that these tests are made with hold", () => {
  expect(apiFolders(EXAMPLES).map((folder) => path.basename(folder))).toEqual(["kennel", "tool-shed"]);
  expect(apiFolders(EXAMPLES).flatMap(problemsOf)).toEqual([]);
});

test("a reference that leads nowhere is told", () => {
  const folder = path.join(temporaryFolder(), "tool-shed");
  cpSync(path.join(EXAMPLES, "tool-shed"), folder, { recursive: true });
  rmSync(path.join(folder, "parts/member.yaml"));
  expect(problemsOf(folder)).toContain("openapi.yaml#/components/schemas/Member: the reference leads nowhere");
});

/** The truth of the tool shed with one text put for another. */
function problemsWith(wanted: string, other: string): string[] {
  const folder = path.join(temporaryFolder(), "tool-shed");
  cpSync(path.join(EXAMPLES, "tool-shed"), folder, { recursive: true });
  const file = path.join(folder, "truth.json");
  const text = readFileSync(file, "utf8");
  expect(text).toContain(wanted);
  writeFileSync(file, text.replace(wanted, other));
  return problemsOf(folder);
}

test.each([
  ['"GET /members/{id}", "GET /members"', '"GET /member"', "F1: no operation GET /member"],
  ["Member.passwordHash", "Member.password", "F1: no field Member.password at GET /members/{id}, GET /members"],
  ["query.limit", "query.size", "D1: no field query.size at GET /members"],
  ["body.sourceUrl", "query.sourceUrl", "F2: no field query.sourceUrl at POST /import"],
  ['"Member.email": "contact"', '"Member.mail": "contact"', "labels: no field Member.mail"],
  ['"Member.email": "contact"', '"Member.email": "e-mail"', /^labels\.Member\.email: Invalid option/],
  [
    '"Member.email": "contact"',
    '"Member.email": "contact", "Keeper.email": "name"',
    "labels: Keeper.email is name, and the same field as Member.email, contact",
  ],
  ['"id": "F2"', '"id": "F1"', "F1 is there twice"],
  ['"API1:2023"', '"API11:2023"', /^flaws\.2\.owasp\.0: Invalid string/],
  ['"API1:2023"', '"API1:2019"', /^flaws\.2\.owasp\.0: Invalid string/],
  ['"ssrf"', '"forgery"', /^flaws\.1\.weaknesses\.0: Invalid option/],
  ['"severity": "medium"', '"severity": "info"', /^flaws\.3\.severity: Invalid option/],
  ['"acceptable": ["reject"]', '"acceptable": ["approve"]', "verdict: what is expected is not acceptable"],
  ['"name": "tool-shed"', '"name": "shed"', "name: the folder is called tool-shed"],
  ['"domain"', '"area"', /^domain: Invalid input/],
  ['"openapi.yaml"', '"swagger.yaml"', /^Error: .*is no description$/],
])("%s in place of %s is told", (wanted, other, problem) => {
  expect(problemsWith(wanted, other)).toContainEqual(
    typeof problem === "string" ? problem : expect.stringMatching(problem),
  );
});
