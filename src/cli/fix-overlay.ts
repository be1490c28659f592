import path from "node:path";
import { UserError } from "../core/user-error.ts";
import { overlayOf, overlayYaml } from "../fix/overlay.ts";
import { fixOutcomeText } from "./fix-outcome-text.ts";
import type { FixedDescription } from "./fixed-description.ts";
import { isLink, isSameFile, leadsToDevice, writeFiles } from "./write-files.ts";
import type { Terminal } from "./terminal.ts";

/** Writes what is of the description's own file as an overlay; false where something is of another file. */
export async function writeOverlay(
  { entry, before, result, others, claims }: FixedDescription,
  out: string,
  terminal: Terminal,
): Promise<boolean> {
  const { document, info } = before.judgements.stated.api;
  const target = path.resolve(terminal.cwd, out);
  checkTarget(
    target,
    out,
    document.sources().map(({ file }) => path.join(entry.root, file)),
  );
  const own = result.made.filter(({ changes }) => changes.every(({ at }) => at.file === entry.file));
  const elsewhere = result.made.filter((unit) => !own.includes(unit));
  const refused = elsewhere.map((unit) => ({
    unit,
    why: "An overlay changes one file, and this is in another.",
    hint: "Use --apply, or bundle the description first.",
  }));
  const units = claims.flatMap((one) => one.units).filter((unit) => own.includes(unit));
  terminal.stderr.write(
    fixOutcomeText({
      file: entry.file,
      result: { ...result, made: own, refused: [...result.refused, ...refused] },
      others,
      claims: new Map(units.map((unit) => [unit, undefined])),
      verb: "would be made",
    }),
  );
  // An overlay has one action at least (OpenAPI Overlay 1.0, section 4.4.1).
  if (own.length === 0) {
    terminal.stderr.write(`No overlay is written: there is nothing in it.\n`);
    return elsewhere.length === 0;
  }
  const overlay = overlayOf(own, {
    title: info.title ?? entry.file,
    extends: entry.file === "-" ? undefined : referenceTo(path.join(entry.root, entry.file), path.dirname(target)),
    value: document.entry.value,
  });
  await writeFiles(
    new Map([[target, /\.json$/i.test(out) ? `${JSON.stringify(overlay, undefined, 2)}\n` : overlayYaml(overlay)]]),
  );
  if (units.length > 0)
    terminal.stderr.write("No register holds what is to be attested: the overlay says it at each action.\n");
  return elsewhere.length === 0;
}

/** Refuses to overwrite a file that the description is read from, by whatever name, and to take the place of a link. */
function checkTarget(target: string, out: string, sources: readonly string[]): void {
  if (sources.some((file) => isSameFile(file, target)))
    throw new UserError(`${out} is a file of the description, which an overlay would overwrite`, {
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
function referenceTo(file: string, folder: string): string {
  const segments = path.relative(folder, file).split(path.sep).map(encodeURIComponent);
  // A colon in the first segment would make a scheme of it: it is encoded, as all that is no letter, digit or mark.
  return segments.join("/");
}
