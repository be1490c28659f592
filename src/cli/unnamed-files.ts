import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { UserError } from "../core/user-error.ts";
import { fileNameOf, type FileName } from "../load/file-name.ts";

/** Why a description is refused that no text can name; `file`: its name as it can be shown. */
export function unnamedRefusal(file: string): { readonly message: string; readonly hint: string } {
  return {
    message: `${file} cannot be reviewed: its name is not UTF-8`,
    hint: "Rename the file. Bytes that are not text are shown as \\x and two digits.",
  };
}

/** Files below a folder whose names are no text, with what is in them; without those that are gone. */
export function unnamedFiles(
  root: string,
  names: readonly FileName[],
): readonly { readonly name: FileName; readonly bytes: Uint8Array | undefined }[] {
  return names.flatMap((name): { name: FileName; bytes: Uint8Array | undefined }[] => {
    if (name.text !== undefined) return [];
    const file = Buffer.concat([Buffer.from(`${root}${path.sep}`), name.bytes]);
    if (!existsSync(file)) return [];
    try {
      return [{ name, bytes: readFileSync(file) }];
    } catch {
      return [{ name, bytes: undefined }];
    }
  });
}

/**
 * Throws the refusal of a file whose name was read as text and is none: under that text nothing is found. `file` is
 * absolute, `named` the name as the user has it.
 */
export function refuseUnnamed(file: string, named: string): void {
  if (!named.includes("\ufffd") || existsSync(file)) return;
  const shown = shownName(file);
  const { message, hint } = unnamedRefusal(path.join(path.dirname(named), shown));
  throw new UserError(message, { file: named, hint });
}

/** The last part of a name as its folder has it; what of it cannot be found stays as it is. */
function shownName(file: string): string {
  try {
    const names = readdirSync(path.dirname(file), { encoding: "buffer" });
    const meant = names.filter((name) => name.toString("utf8") === path.basename(file));
    if (meant.length > 0) return meant.map((name) => fileNameOf(name).shown).join(", ");
  } catch {
    // the folder has such a name itself
  }
  return path.basename(file).replaceAll("\ufffd", "\\x..");
}
