import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

const FOLDER = path.resolve(import.meta.dirname, "../editors/vscode");
const read = (name: string): string => readFileSync(path.join(FOLDER, name), "utf8");
/** Its packages are its own, and nothing else needs them. */
const isInstalled = existsSync(path.join(FOLDER, "node_modules/vscode-languageclient"));

interface Manifest {
  readonly contributes: { readonly commands: readonly { readonly command: string }[] };
}

test("the extension registers each command that it shows, and no other", () => {
  const { contributes } = JSON.parse(read("package.json")) as Manifest;
  const registered = [...read("src/extension.ts").matchAll(/registerCommand\("([^"]+)"/g)].map(([, name]) => name);
  expect(new Set(contributes.commands.map(({ command }) => command))).toEqual(new Set(registered));
});

test("what the extension asks of the server is what the server has", () => {
  const source = read("src/extension.ts");
  const server = readFileSync(path.resolve(FOLDER, "../../src/lsp/server.ts"), "utf8");
  for (const name of ["sallyport.page", "sallyport/verdict"]) {
    expect(source).toContain(`"${name}"`);
    expect(server).toContain(`"${name}"`);
  }
});

test("the lock file of the extension names no registry", () => {
  expect(read("package-lock.json")).not.toMatch(/registry\.npmjs|"resolved"/);
});

test.skipIf(!isInstalled)("the extension has the types that it says, and becomes one file", () => {
  const call = (script: string) =>
    execFileSync("npm", ["run", "--silent", script], {
      cwd: FOLDER,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
    });
  expect(call("check")).toBe("");
  call("build");
  expect(existsSync(path.join(FOLDER, "dist/extension.js"))).toBe(true);
});
