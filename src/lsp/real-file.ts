import { realpathSync } from "node:fs";
import path from "node:path";

/**
 * A file, absolute, in its folder as that really is, by whatever links one comes to it; a link in the place of the file
 * itself is kept, as an editor keeps it. A folder that is not there yet is below one that is.
 */
export function realFile(file: string): string {
  return path.join(realPath(path.dirname(file)), path.basename(file));
}

/** What a name, absolute, really leads to. */
export function realPath(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    const folder = path.dirname(file);
    return folder === file ? file : path.join(realPath(folder), path.basename(file));
  }
}
