import path from "node:path";
import { UserError } from "../core/user-error.ts";
import { isLink, isSameFile, leadsToDevice } from "./write-files.ts";

/** Refuses to overwrite a file that the description is read from, by whatever name, and to take the place of a link. */
export function checkTarget(target: string, out: string, sources: readonly string[], what = "an overlay"): void {
  if (sources.some((file) => isSameFile(file, target)))
    throw new UserError(`${out} is a file of the description, which ${what} would overwrite`, {
      file: out,
      hint: "Name another file.",
    });
  if (isLink(target) && !leadsToDevice(target))
    throw new UserError(`${out} is a symbolic link, and Sallyport does not write through links`, {
      file: out,
      hint: "Name the file that the link points to.",
    });
}

/** A file as a URI reference (RFC 3986) from a folder. */
export function referenceTo(file: string, folder: string): string {
  const segments = path.relative(folder, file).split(path.sep).map(encodeURIComponent);
  // A colon in the first segment would make a scheme of it: it is encoded, as all that is no letter, digit or mark.
  return segments.join("/");
}
