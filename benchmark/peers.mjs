import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import path from "node:path";

const ROOT = path.resolve(import.meta.dirname, "..");

/** Where peers are installed that are no dependency of this project: one folder a tool, outside of package.json. */
const CACHE = path.join(ROOT, "node_modules/.cache/benchmark");

/**
 * The folder of installed packages that has a tool in exactly these versions: this project's own where it has them, else
 * one of the cache, where npm puts them first if need be, without running their install scripts.
 */
export function modulesOf({ id, packages }) {
  const own = path.join(ROOT, "node_modules");
  if (hasAll(own, packages)) return own;
  const prefix = path.join(CACHE, id);
  const modules = path.join(prefix, "node_modules");
  if (!hasAll(modules, packages)) {
    mkdirSync(prefix, { recursive: true });
    const args = [
      "install",
      "--prefix",
      prefix,
      "--no-save",
      "--ignore-scripts",
      "--no-audit",
      "--no-fund",
      ...packages,
    ];
    execFileSync("npm", args, { cwd: prefix, stdio: ["ignore", "ignore", "inherit"] });
  }
  return modules;
}

function hasAll(modules, packages) {
  return packages.every((one) => {
    const at = one.lastIndexOf("@");
    const manifest = path.join(modules, one.slice(0, at), "package.json");
    return existsSync(manifest) && JSON.parse(readFileSync(manifest, "utf8")).version === one.slice(at + 1);
  });
}
