import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

const folders: string[] = [];

/** A new empty folder, which is removed once the test file has run. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "sallyport-"));
  folders.push(folder);
  return folder;
}

/** Removes those that the test file had; `test/setup.ts` calls it. */
export function removeTemporaryFolders(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}
