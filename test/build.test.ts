import { spawnSync } from "node:child_process";
import { cpSync, readdirSync, symlinkSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { temporaryFolder } from "./temporary-folder.ts";

const ROOT = path.resolve(import.meta.dirname, "..");

/** Runs a command in a folder, and tells what it changed elsewhere. */
function changedOutside(
  folder: string,
  ...command: readonly string[]
): { readonly code: number | null; readonly changed: readonly string[]; readonly output: string } {
  const { status, stdout, stderr } = spawnSync(`${ROOT}/scripts/changed-outside.sh`, [folder, ...command], {
    encoding: "utf8",
    env: { ...process.env, npm_config_update_notifier: "false" },
  });
  return { code: status, changed: stdout.split("\n").filter((line) => line !== ""), output: stderr };
}

/** A folder with what a fresh checkout has, and its dependencies. */
function checkout(): string {
  const folder = temporaryFolder();
  for (const name of readdirSync(ROOT))
    if (!["node_modules", "dist", ".git"].includes(name))
      cpSync(path.join(ROOT, name), path.join(folder, name), { recursive: true });
  symlinkSync(path.join(ROOT, "node_modules"), path.join(folder, "node_modules"));
  return folder;
}

describe.skipIf(process.platform !== "linux")("outside of the checkout", () => {
  test("building and packing changes nothing", { timeout: 900_000 }, () => {
    const folder = checkout();
    const { code, changed, output } = changedOutside(folder, "npm", "pack", "--ignore-scripts=false");
    expect(changed).toEqual([]);
    expect([code, output]).toEqual([0, expect.stringMatching(/sallyport-.*\.tgz/)]);
    expect(readdirSync(path.join(folder, "dist"))).toContain("cli.js");
  });

  test("a change is noticed, of a file and of a device", () => {
    const folder = temporaryFolder();
    const outside = path.join("/var", path.basename(folder));
    const { code, changed, output } = changedOutside(
      folder,
      "sh",
      "-c",
      `: >here; : >${outside}; rm ${outside}-not; mkfifo /dev/${path.basename(folder)}`,
    );
    if (output.includes("on the machine")) spawnSync("rm", ["-f", outside, `/dev/${path.basename(folder)}`]);
    expect(changed).toEqual([`/dev/${path.basename(folder)} is p`, outside]);
    expect(code).toBe(0);
    expect(readdirSync(folder)).toEqual(["here"]);
  });
});
