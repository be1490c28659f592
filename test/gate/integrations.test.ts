import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { repositoryWith } from "./git-repository.ts";
import { temporaryFolder } from "../temporary-folder.ts";

const ROOT = path.resolve(import.meta.dirname, "../..");
const textOf = (file: string): string => readFileSync(path.join(ROOT, file), "utf8");

describe("the GitHub action", () => {
  test("hands what others wrote to its scripts as variables, and never as a part of them", () => {
    const { runs } = parse(textOf("action.yml")) as {
      runs: { steps: readonly { run: string; env?: Record<string, string> }[] };
    };
    expect(runs.steps.length).toBeGreaterThan(1);
    for (const { run } of runs.steps) expect(run).not.toContain("${{");
    expect(runs.steps.map(({ run }) => run).join("\n")).toMatch(/ci\/github-gate\.sh[\s\S]*ci\/github-comment\.sh/);
  });

  test.each(["ci/github-gate.sh", "ci/github-comment.sh"])("%s is a script that bash reads", (file) => {
    expect(execFileSync("bash", ["-n", path.join(ROOT, file)], { encoding: "utf8" })).toBe("");
  });

  test.skipIf(!existsSync(path.join(ROOT, "dist/cli.js")))(
    "runs the gate, and keeps commands to the runner apart",
    () => {
      const hostile = 'openapi: 3.1.0\ninfo: { title: "::error::boo ##[error]boo", version: "1" }\npaths: {}\n';
      const repository = repositoryWith({ "openapi.yaml": hostile });
      repository.commit({ "openapi.yaml": hostile.replace("paths: {}", "paths: { /x: { get: { responses: {} } } }") });
      const folder = temporaryFolder();
      const [summary, output] = [path.join(folder, "summary"), path.join(folder, "output")];
      writeFileSync(output, "");
      const { status, stdout, stderr } = spawnSync("bash", [path.join(ROOT, "ci/github-gate.sh")], {
        cwd: repository.folder,
        encoding: "utf8",
        env: {
          PATH: process.env["PATH"],
          HOME: repository.folder,
          RUNNER_TEMP: folder,
          GITHUB_STEP_SUMMARY: summary,
          GITHUB_OUTPUT: output,
          SALLYPORT_ACTION: ROOT,
          SALLYPORT_BASE: "main",
          SALLYPORT_SPECS: "openapi.yaml\n",
        },
      });
      expect([status, stderr]).toEqual([0, ""]);
      const [stop, ...log] = stdout.trimEnd().split("\n");
      expect(stop).toMatch(/^::stop-commands::[0-9a-f-]{36}$/);
      const end = log.indexOf(`::${stop!.split("::")[2]}::`);
      expect(log.slice(0, end).filter((line) => /^\s*::|##\[/.test(line))).toEqual([]);
      // Behind it stand the annotations, which are ours.
      const annotations = log.slice(end + 1);
      expect(annotations[0]).toMatch(/^::notice file=openapi\.yaml,title=Sallyport gate%3A pass::/);
      expect(annotations.filter((line) => !/^::(?:notice|warning|error) file=openapi\.yaml,/.test(line))).toEqual([]);
      expect(readFileSync(summary, "utf8")).toContain("Sallyport: may be merged");
      expect(readFileSync(output, "utf8")).toMatch(/^comment=.*gate\.md\nreport=.*gate\.json\n$/);
    },
  );
});

test("the template of GitLab CI names commands that there are", () => {
  const jobs = parse(textOf("ci/gitlab-gate.yml")) as Record<string, { script?: readonly string[] }>;
  const commands = Object.values(jobs).flatMap(({ script = [] }) =>
    script.filter((line) => line.startsWith("sallyport ")),
  );
  expect(commands.map((line) => line.split(" ").slice(0, 3).join(" "))).toEqual([
    'sallyport gate "--base=refs/remotes/origin/$CI_MERGE_REQUEST_TARGET_BRANCH_NAME"',
    "sallyport register list",
  ]);
});

test("the template of GitLab CI installs what its user names, and nothing of a name in a registry", () => {
  const jobs = parse(textOf("ci/gitlab-gate.yml")) as Record<string, { script?: readonly string[] }>;
  const installing = Object.values(jobs).flatMap(({ script = [] }) => script.filter((line) => line.includes("npm ")));
  expect(installing).toHaveLength(2);
  for (const line of installing) {
    const inShell = (named: Readonly<Record<string, string>>) =>
      spawnSync("bash", ["-c", `npm() { echo "$@"; }; ${line}`], {
        env: { PATH: process.env["PATH"], ...named },
        encoding: "utf8",
      });
    expect(inShell({}).stdout).toBe("");
    expect(inShell({}).stderr).toMatch(/SALLYPORT_PACKAGE: says what npm installs/);
    expect(inShell({ SALLYPORT_PACKAGE: "git+https://git.acme.example/a.git" }).stdout).toBe(
      "install --global git+https://git.acme.example/a.git\n",
    );
  }
});

test("the hooks of pre-commit name commands that there are", async () => {
  const hooks = parse(textOf(".pre-commit-hooks.yaml")) as readonly {
    id: string;
    entry: string;
    args: readonly string[];
  }[];
  const repository = repositoryWith({ "README.md": "x" });
  for (const { entry } of hooks) {
    const { code, stdout } = await repository.sallyport(...entry.split(" ").slice(1), "--help");
    expect([entry, code, stdout.startsWith(`${entry} `)]).toEqual([entry, 0, true]);
  }
});

test("the page shows keys and commands that there are", async () => {
  const page = textOf("docs/gate.md");
  const schema = JSON.parse(textOf("schemas/sallyport.schema.json")) as {
    properties: { gate: { properties: object } };
  };
  for (const key of Object.keys(schema.properties.gate.properties)) expect(page).toContain(`\`${key}: `);
  const repository = repositoryWith({ "README.md": "x" });
  for (const [, command] of page.matchAll(/^sallyport (gate|register \w+)/gm)) {
    const { code } = await repository.sallyport(...command!.split(" "), "--help");
    expect([command, code]).toEqual([command, 0]);
  }
});
