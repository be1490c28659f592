import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
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
    expect(runs.steps.map(({ run }) => run).join("\n")).toMatch(
      /ci\/github-gate\.sh[\s\S]*ci\/github-comment\.sh[\s\S]*ci\/github-suggestions\.sh/,
    );
  });

  describe("builds Sallyport where it is not built", () => {
    const { runs } = parse(textOf("action.yml")) as { runs: { steps: readonly { name: string; run: string }[] } };
    const { run } = runs.steps.find(({ name }) => name === "Build Sallyport")!;

    /** Runs the step in a folder, with an npm that says what it is asked for and whose build makes the program. */
    function built(files: readonly string[], fails = "") {
      const folder = temporaryFolder();
      mkdirSync(path.join(folder, "bin"));
      for (const file of files) {
        mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
        writeFileSync(path.join(folder, file), "");
      }
      const npm = [
        "#!/bin/sh",
        'echo "npm $*"',
        `[ "$1" = "${fails}" ] && exit 1`,
        '[ "$1" = run ] && mkdir -p dist && touch dist/cli.js',
        "exit 0",
      ];
      writeFileSync(path.join(folder, "bin/npm"), `${npm.join("\n")}\n`, { mode: 0o755 });
      // As the runner runs a step whose shell is bash.
      const { status, stdout } = spawnSync("bash", ["--noprofile", "--norc", "-e", "-o", "pipefail", "-c", run], {
        cwd: folder,
        encoding: "utf8",
        env: { PATH: `${folder}/bin:${process.env["PATH"]}` },
      });
      return { status, asked: stdout.trim().split("\n").filter(Boolean), isBuilt: existsSync(`${folder}/dist/cli.js`) };
    }

    test("from the lock file, and without a script of a dependency", () => {
      const asked = ["npm ci --ignore-scripts --no-audit --no-fund", "npm run build --silent"];
      expect(built([])).toEqual({ status: 0, asked, isBuilt: true });
      const { scripts } = JSON.parse(textOf("package.json")) as { scripts: Record<string, string> };
      expect(scripts).toHaveProperty("build");
    });

    test("and not where it is", () => {
      expect(built(["dist/cli.js"])).toEqual({ status: 0, asked: [], isBuilt: true });
    });

    test.each([
      ["ci", 1],
      ["run", 2],
    ])("and stops where npm %s fails", (fails, calls) => {
      const { status, asked } = built([], fails);
      expect([status, asked.length]).toEqual([1, calls]);
    });
  });

  test.each(["ci/github-gate.sh", "ci/github-comment.sh", "ci/github-suggestions.sh"])(
    "%s is a script that bash reads",
    (file) => {
      expect(execFileSync("bash", ["-n", path.join(ROOT, file)], { encoding: "utf8" })).toBe("");
    },
  );

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
      expect(annotations).toContainEqual(
        expect.stringMatching(/^::notice file=openapi\.yaml,title=Sallyport gate%3A pass::/),
      );
      expect(annotations.filter((line) => !/^::(?:notice|warning|error) file=openapi\.yaml,/.test(line))).toEqual([]);
      expect(readFileSync(summary, "utf8")).toContain("Sallyport: may be merged");
      expect(readFileSync(output, "utf8")).toMatch(
        /^comment=.*gate\.md\nreport=.*gate\.json\nsuggestions=.*suggestions\.json\n$/,
      );
    },
  );
});

describe("suggestions on a pull request", () => {
  const MARK = "<!-- sallyport suggestion 00000000000000aa -->";
  const comment = (file: string, mark: string) => ({
    path: file,
    line: 1,
    side: "RIGHT",
    body: `${mark}\n\nUse it.\n`,
  });

  /** Runs the script in the merge of a pull request, with a `gh` that answers with what is there and keeps what it gets. */
  function suggested(comments: readonly object[], known = "") {
    const repository = repositoryWith({ "a.yaml": "a: 1\n", "b.yaml": "b: 1\n" });
    repository.commit({ "a.yaml": "a: 2\n", "b.yaml": "b: 1\nc: 1\n" });
    const head = repository.git("rev-parse", "HEAD");
    repository.git("checkout", "-q", "main");
    repository.commit({ "b.yaml": "# ours\nb: 1\n" });
    repository.git("merge", "-q", "feature", "-m", "Merge");
    const folder = temporaryFolder();
    const gh = [
      "#!/bin/sh",
      `printf '%s\\n' "$*" >>${folder}/calls`,
      `case "$*" in *POST*) for last; do :; done; cp "$last" ${folder}/posted;; *) cat ${folder}/known;; esac`,
    ];
    writeFileSync(path.join(folder, "gh"), `${gh.join("\n")}\n`, { mode: 0o755 });
    writeFileSync(path.join(folder, "known"), known);
    writeFileSync(
      path.join(folder, "suggestions.json"),
      JSON.stringify({ commit_id: repository.git("rev-parse", "HEAD"), event: "COMMENT", body: "Fixes.", comments }),
    );
    const { status, stdout, stderr } = spawnSync("bash", [path.join(ROOT, "ci/github-suggestions.sh")], {
      cwd: repository.folder,
      encoding: "utf8",
      env: {
        PATH: `${folder}:${process.env["PATH"]}`,
        HOME: repository.folder,
        SALLYPORT_ACTION: ROOT,
        SALLYPORT_SUGGESTIONS: path.join(folder, "suggestions.json"),
        SALLYPORT_REPOSITORY: "acme/orders",
        SALLYPORT_PULL_REQUEST: "7",
        SALLYPORT_HEAD: head,
      },
    });
    const posted = path.join(folder, "posted");
    return {
      head,
      status,
      stdout,
      stderr,
      calls: readFileSync(path.join(folder, "calls"), "utf8").trimEnd().split("\n"),
      posted: existsSync(posted) ? (JSON.parse(readFileSync(posted, "utf8")) as { comments: object[] }) : undefined,
    };
  }

  test("are made at the head of the pull request, of files that are there as they were judged", () => {
    const own = comment("a.yaml", MARK);
    const { head, status, stdout, stderr, calls, posted } = suggested([
      own,
      comment("b.yaml", MARK.replace("aa", "bb")),
    ]);
    expect([status, stdout]).toEqual([0, ""]);
    expect(stderr).toMatch(/^note: fixes are suggested only in files that are the same/);
    expect(posted).toEqual({ commit_id: head, event: "COMMENT", body: "Fixes.", comments: [own] });
    expect(calls[0]).toMatch(/^api --paginate repos\/acme\/orders\/pulls\/7\/comments /);
    expect(calls[1]).toMatch(/^api --method POST repos\/acme\/orders\/pulls\/7\/reviews --input /);
  });

  test.each([
    ["each once", [comment("a.yaml", MARK)], `<!-- other -->\n${MARK}\n`],
    ["none where there are none", [], ""],
  ])("%s", (_name, comments, known) => {
    const { status, stderr, calls, posted } = suggested(comments, known);
    expect([status, stderr, calls.length, posted]).toEqual([0, "", 1, undefined]);
  });
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
