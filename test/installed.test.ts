import { execFile } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { shownBlocks } from "./docs/shown-commands.ts";
import { localRegistry } from "./local-registry.ts";
import { isThorough } from "./thorough.ts";
import { tryWholeProgram } from "./whole-program.ts";

/*
 * The package as somebody else gets it, on the Node that runs this: `dist/` as it is built, packed, installed from the
 * file into an empty project, and run there.
 */

const ROOT = path.resolve(import.meta.dirname, "..");
const scratch = mkdtempSync(path.join(tmpdir(), "sallyport-installed-"));
afterAll(() => rmSync(scratch, { recursive: true }), 300_000);

// Installing takes longer than a developer waits.
test.skipIf(!isThorough && process.env["CI"] !== "true")(
  "the tarball installs without a warning and without a network, and all of it runs",
  async () => {
    const registry = await localRegistry();
    const project = path.join(scratch, "project");
    mkdirSync(project);
    const npm = async (cwd: string, ...args: readonly string[]) => {
      // Nothing of the user's own settings, and none of those by which npm runs this test.
      const env = {
        PATH: process.env["PATH"],
        HOME: scratch,
        NPM_CONFIG_REGISTRY: registry.url,
        NPM_CONFIG_UPDATE_NOTIFIER: "false",
        NODE_DISABLE_COMPILE_CACHE: "1",
      };
      return promisify(execFile)("npm", args, { cwd, env });
    };

    const packed = await npm(ROOT, "pack", "--ignore-scripts", "--pack-destination", scratch);
    const tarball = packed.stdout.trim().split("\n").at(-1)!;
    expect(packed.stderr).not.toMatch(/warn/i);

    writeFileSync(`${project}/package.json`, '{ "name": "prices", "version": "1.0.0", "private": true }\n');
    const installed = await npm(project, "install", "--save-dev", path.join(scratch, tarball));
    registry.close();
    expect(installed.stderr).toBe("");
    expect(installed.stdout).toMatch(/added \d+ packages/);
    const { devDependencies } = JSON.parse(readFileSync(`${project}/package.json`, "utf8")); // npm's own
    expect(devDependencies).toEqual({ sallyport: `file:../${tarball}` });

    tryWholeProgram([process.execPath, path.join(project, "node_modules/sallyport/dist/cli.js")], project);
    const { stdout } = await npm(project, "exec", "--no", "--", "sallyport", "--version");
    expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);

    writeFileSync(
      `${project}/use.mjs`,
      `import { filesBelow, review } from "sallyport";
     const { verdict } = await review("openapi.yaml", filesBelow("."), { asOf: "2026-01-31" });
     console.log(verdict.decision);`,
    );
    const used = await promisify(execFile)(process.execPath, ["use.mjs"], { cwd: project });
    expect(used).toEqual({ stdout: "reject\n", stderr: "" });
  },
);

// Both fetch what the build needs, as npm does it for whoever has the repository.
describe.skipIf(!isThorough || !existsSync(`${ROOT}/.git`))("from git", { timeout: 900_000 }, () => {
  const env = {
    ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_(?!config_registry)/i.test(name))),
    NPM_CONFIG_PREFIX: path.join(scratch, "prefix"),
  };

  test("the commands of docs/install.md make a clone that runs", async () => {
    const clone = shownBlocks().find(({ commands }) => commands.includes("git clone REPOSITORY sallyport"));
    const script = ["set -e", ...clone!.commands].join("\n").replace("REPOSITORY", `file://${ROOT}`);
    const { stderr } = await promisify(execFile)("bash", ["-c", script], { cwd: scratch, env });
    expect(stderr).not.toMatch(/warn/i);
    const project = path.join(scratch, "beside-clone");
    mkdirSync(project);
    tryWholeProgram([process.execPath, path.join(scratch, "sallyport/dist/cli.js")], project);
    const linked = path.join(scratch, "prefix/bin/sallyport");
    expect((await promisify(execFile)(linked, ["--version"])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  test("the step of the Action builds a clone as it is checked out", async () => {
    const clone = path.join(scratch, "action");
    await promisify(execFile)("git", ["clone", "--quiet", "--depth=1", `file://${ROOT}`, clone]);
    const { runs } = parse(readFileSync(`${clone}/action.yml`, "utf8")) as {
      runs: { steps: readonly { run: string }[] };
    };
    await promisify(execFile)("bash", ["-e", "-o", "pipefail", "-c", runs.steps[0]!.run], { cwd: clone, env });
    const { stdout } = await promisify(execFile)(process.execPath, [`${clone}/dist/cli.js`, "--version"]);
    expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  test("npm builds it for whoever depends on it, without a warning", async () => {
    const [clone, project] = [path.join(scratch, "clone"), path.join(scratch, "git-project")];
    await promisify(execFile)("git", ["clone", "--quiet", "--depth=1", `file://${ROOT}`, clone]);
    mkdirSync(project);
    writeFileSync(`${project}/package.json`, '{ "name": "prices", "version": "1.0.0", "private": true }\n');
    const install = ["install", "--save-dev", `git+file://${clone}`];
    const { stderr } = await promisify(execFile)("npm", install, { cwd: project, env });
    expect(stderr).toBe("");
    tryWholeProgram([process.execPath, path.join(project, "node_modules/sallyport/dist/cli.js")], project);
  });
});
