import path from "node:path";
import { addClaims, type ClaimedRegisters } from "./description-fixes.ts";
import type { FixUnit } from "../fix/fix-units.ts";
import { overlayOf, overlayYaml } from "../fix/overlay.ts";
import { registerText } from "../gate/register/write-register.ts";
import { fixOutcomeText } from "./fix-outcome-text.ts";
import type { FixedDescription } from "./fixed-description.ts";
import { checkTarget, referenceTo } from "./output-target.ts";
import { writeFiles } from "./write-files.ts";
import type { Terminal } from "./terminal.ts";

/**
 * Writes what is of the description's own file as an overlay, and what that claims of the service into its register: the
 * description as the overlay makes it is reviewed there with the same conditions as after `--apply`. False where something is
 * of another file.
 */
export async function writeOverlay(
  { entry, before, result, others, claims }: FixedDescription,
  out: string,
  asOf: string,
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
    why: "An overlay changes one file, and this finding is in another.",
    hint: "Use --apply, or bundle the description first.",
  }));
  const registers: ClaimedRegisters = new Map();
  const ids = new Map<FixUnit, string>();
  for (const one of claims) {
    const units = one.units.filter((unit) => own.includes(unit));
    // A description on standard input has no register.
    if (entry.file !== "-" && units.length > 0)
      for (const [unit, id] of await addClaims(registers, entry, { ...one, units }, asOf)) ids.set(unit, id);
  }
  const claimed = claims.flatMap((one) => one.units).filter((unit) => own.includes(unit));
  terminal.stderr.write(
    fixOutcomeText({
      file: entry.file,
      result: { ...result, made: own, refused: [...result.refused, ...refused] },
      others,
      claims: new Map(claimed.map((unit) => [unit, ids.get(unit)])),
      verb: "would be made",
    }),
  );
  // An overlay has one action at least (OpenAPI Overlay 1.0, section 4.4.1).
  if (own.length === 0) {
    terminal.stderr.write(`No overlay is written: it would be empty.\n`);
    return elsewhere.length === 0;
  }
  const overlay = overlayOf(own, {
    title: info.title ?? entry.file,
    extends: entry.file === "-" ? undefined : referenceTo(path.join(entry.root, entry.file), path.dirname(target)),
    value: document.entry.value,
  });
  const texts = new Map([
    [target, /\.json$/i.test(out) ? `${JSON.stringify(overlay, undefined, 2)}\n` : overlayYaml(overlay)],
  ]);
  for (const [place, one] of registers) texts.set(place, registerText(one.before, one.register));
  await writeFiles(texts);
  for (const { name, before: known } of registers.values())
    terminal.stderr.write(
      `${name} ${known === undefined ? "is new and holds" : "holds"} what is to be attested: a review of ${entry.file} with the overlay applied has it as conditions.\n`,
    );
  if (claimed.length > ids.size)
    terminal.stderr.write("No register holds what is to be attested: each action of the overlay says it.\n");
  return elsewhere.length === 0;
}
