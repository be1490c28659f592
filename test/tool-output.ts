import { execFileSync } from "node:child_process";
import path from "node:path";

const ROOT = path.resolve(import.meta.dirname, "..");

/** What one of the tools in `node_modules` prints of the checkout when it fails; nothing when it passes. */
export function outputOf(tool: string, args: readonly string[]): string {
  try {
    execFileSync(`${ROOT}/node_modules/.bin/${tool}`, args, {
      cwd: ROOT,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
    });
    return "";
  } catch (error) {
    const { stdout = "", stderr = "" } = error as { stdout?: string; stderr?: string }; // what execFileSync throws
    return `${stdout}${stderr}` || String(error);
  }
}
