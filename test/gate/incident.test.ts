import { globSync } from "tinyglobby";
import { readFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { makeIncident } from "../../examples/incident/make.mjs";
import { run } from "../cli/run.ts";
import { commandOf, shownBlocks } from "../docs/shown-commands.ts";
import { temporaryFolder } from "../temporary-folder.ts";

const ROOT = path.resolve(import.meta.dirname, "../..");

/** What is said at each step of the incident, by the file in which it is kept. */
let said: ReadonlyMap<string, string>;
const folder = temporaryFolder();
const sallyport = async (args: readonly string[]) =>
  run(args, { cwd: folder, env: { PATH: process.env["PATH"] ?? "", HOME: folder } });

beforeAll(async () => {
  said = await makeIncident(folder, sallyport);
}, 120_000);

const ISSUE = /sp-0990a5b612/;

describe("the incident", () => {
  test("has what is said at each step beside it", async () => {
    for (const [name, text] of said) await expect(text).toMatchFileSnapshot(`${ROOT}/examples/incident/${name}`);
    expect(globSync("*.txt", { cwd: `${ROOT}/examples/incident` }).toSorted()).toEqual([...said.keys()].toSorted());
  });

  test.each([
    ["1-leak.gate.txt", 1, /^Gate: fail[^]*anyone without a credential can call it/m],
    ["1-leak.gate.txt", 1, /New \(critical\):\s+Unauthenticated\s+callers can read other\s+people's health data/],
    ["1-leak.register.txt", 0, /sp-0990a5b612 {2}open {2}critical/],
    [
      "2-authentication-added.gate.txt",
      0,
      /only\s+authentication\s+added: [^]*This\s+is\s+not\s+a\s+fix:\s+the\s+issue\s+stays\s+open,\s+due\s+2026-01-19/,
    ],
    ["2-authentication-added.verify.txt", 1, /: not fixed, only authentication added$/m],
    ["2-authentication-added.register.txt", 0, /0 fixed[^]*not fixed, only authentication added/],
    ["3-elsewhere.gate.txt", 0, /^Overdue$[^]*Overdue since 2026-01-19 \(32 days/m],
    [
      "3-elsewhere.list.txt",
      1,
      /sp-0990a5b612 {2}open\n[^]*not fixed, only authentication added since 2026-01-14:\s+GET/,
    ],
    ["4-same-operation.gate.txt", 1, /^Gate: fail\n {2}- Overdue since 2026-01-19 \(56 days/m],
    ["5-hidden.gate.txt", 1, /hidden: [^]*This\s+is\s+not\s+a\s+fix:\s+the\s+issue\s+stays\s+open,\s+due\s+2026-01-19/],
    ["5-hidden.verify.txt", 1, /: not fixed, hidden$/m],
    [
      "6-fix.gate.txt",
      0,
      /narrowed: only the organization's own callers can\s+call GET[^]*Until\s+then\s+it\s+stays\s+open/,
    ],
    ["6-fix.verify.txt", 1, /: to be tested, narrowed$/m],
    ["6-fix.register.txt", 0, /0 fixed[^]*to be tested, narrowed/],
    ["6-fix.gate.txt", 0, /finding-fixed: fixed \(critical\): /],
    ["7-tested.verify.txt", 0, /: fixed, narrowed$/m],
    ["7-tested.register.txt", 0, /2 fixed/],
    ["7-tested.list.txt", 0, /critical sp-0990a5b612 {2}fixed/],
  ])("%s ends with %i", (name, code, says) => {
    const text = said.get(name) ?? "";
    expect(text).toMatch(says);
    expect(text).toMatch(new RegExp(`\\[exit code ${code}\\]\\n$`));
    if (/verify|gate/.test(name) && !name.startsWith("1-")) expect(text).toMatch(ISSUE);
  });

  test("answers what the documentation asks of it", async () => {
    const asked = shownBlocks()
      .filter(({ document }) => document === "docs/incident.md")
      .flatMap(({ commands }) => commands.map(commandOf))
      .filter((command) => command.startsWith("sallyport "));
    expect(asked.length).toBeGreaterThan(1);
    for (const command of asked) {
      const { code, stdout } = await sallyport(command.split(" ").slice(1));
      expect([code, stdout], command).toEqual([0, expect.stringMatching(/: fixed, narrowed$|"closes": true/m)]);
    }
  });

  test("is told in the documentation as it happened", () => {
    const page = readFileSync(`${ROOT}/docs/incident.md`, "utf8");
    const shown = [...page.matchAll(/^```text\n([^]*?)^```$/gm)].map(([, text = ""]) => text);
    expect(shown.length).toBeGreaterThan(5);
    const all = [...said.values()].join("\n");
    expect(shown.filter((text) => !all.includes(text))).toEqual([]);
  });
});
