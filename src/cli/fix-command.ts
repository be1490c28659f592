import path from "node:path";
import { UserError } from "../core/user-error.ts";
import { unifiedDiff } from "../fix/unified-diff.ts";
import type { FixUnit } from "../fix/fix-units.ts";
import { registerText } from "../gate/register/write-register.ts";
import { maskFor } from "../review/mask.ts";
import { asOfDate } from "./as-of.ts";
import { PROGRAM } from "./called-as.ts";
import { addChanged, checkUnchanged, withMark, type ChangedTexts } from "./changed-texts.ts";
import { addClaims, type ClaimedRegisters } from "./description-fixes.ts";
import { fixOutcomeText } from "./fix-outcome-text.ts";
import { writeOverlay } from "./fix-overlay.ts";
import { fixedDescription, type FixedDescription } from "./fixed-description.ts";
import { entryOf, entryOfInput } from "./root.ts";
import { specsOf } from "./specs.ts";
import { EXIT, type ExitCode, type Terminal } from "./terminal.ts";
import { terminalText } from "./terminal-text.ts";
import { hasLinkOnTheWay, isLink, writeFiles } from "./write-files.ts";

export interface FixArguments {
  readonly specs: readonly string[];
  readonly apply: boolean;
  readonly suggested: boolean;
  readonly only: readonly string[];
  readonly overlay: string | undefined;
  readonly root: string | undefined;
  readonly config: string | undefined;
  readonly trustCode: boolean;
  readonly asOf: string | undefined;
}

/**
 * `sallyport fix`: shows as a diff what would be changed, changes it with `--apply`, or writes it as an overlay. Exit 1 where
 * something that was asked for could not be made.
 */
export async function fixCommand(args: FixArguments, terminal: Terminal): Promise<ExitCode> {
  const asked = { ...args, asOf: asOfDate(args.asOf, terminal) };
  const { apply, overlay, root } = args;
  if (apply && overlay !== undefined)
    throw new UserError("--apply and --overlay are two ways to make a fix", { hint: "Give one of them." });
  const { specs } = await specsOf(args.specs, terminal.cwd);
  if (overlay !== undefined && specs.length > 1)
    throw new UserError(`--overlay is for one description, and ${specs.length} are named`, {
      hint: "Write an overlay for each.",
    });
  if (apply && specs.includes("-"))
    throw new UserError("standard input cannot be changed", { hint: "Name a file, or leave --apply out for a diff." });
  const changed: ChangedTexts = new Map();
  const all: FixedDescription[] = [];
  const entries = [];
  for (const spec of specs)
    entries.push(
      spec === "-" ? entryOfInput(await terminal.stdin(), terminal.cwd, root) : entryOf(spec, terminal.cwd, root),
    );
  const named = entries.flatMap((entry) => (entry.file === "-" ? [] : [path.join(entry.root, entry.file)]));
  for (const entry of entries) {
    const fixed = await fixedDescription(entry, named, changed, asked);
    addChanged(changed, entry, fixed.before.judgements.stated.api.document, fixed.result);
    all.push(fixed);
  }
  const isWhole = all.every(({ result }) => result.refused.length + result.undone.length === 0);
  if (overlay !== undefined) {
    const isWritten = await writeOverlay(all[0]!, overlay, asked.asOf, terminal); // one is named
    return isWritten && isWhole ? EXIT.passed : EXIT.blocked;
  }
  if (apply) await applied(all, changed, asked.asOf, terminal);
  else shown(all, changed, terminal);
  return isWhole ? EXIT.passed : EXIT.blocked;
}

/** The diff on standard output, and what it is about beside it. */
function shown(all: readonly FixedDescription[], changed: ChangedTexts, terminal: Terminal): void {
  const masks = all.map(({ before }) => maskFor(before.judgements.stated.api));
  let isMasked = false;
  const line = (text: string): string => {
    const masked = masks.reduce((now, mask) => mask.line(now).text, text);
    isMasked ||= masked !== text;
    return terminal.stdout.isTerminal ? terminalText(masked) : masked;
  };
  for (const { name, source, stretches } of changed.values())
    terminal.stdout.write(unifiedDiff(name, source.text, stretches, line));
  const registers = new Set<string>();
  for (const { entry, result, others, claims } of all) {
    const ids = new Map(claims.flatMap(({ units }) => units.map((unit) => [unit, undefined] as const)));
    const beside = claims.filter(({ file }) => file !== entry.file).map(({ file }) => ({ file, ids: [] }));
    terminal.stderr.write(
      fixOutcomeText({ file: entry.file, result, others, claims: ids, verb: "would be made", beside }),
    );
    for (const { register } of claims) {
      const place = path.join(entry.root, register);
      if (registers.has(place)) continue;
      registers.add(place);
      terminal.stderr.write(
        `With --apply, ${register} ${entry.files.read(register).bytes === undefined ? "is made and holds" : "holds"} what is to be attested.\n`,
      );
    }
  }
  if (isMasked) terminal.stderr.write("Credentials are masked in the diff, so it cannot be applied: use --apply.\n");
}

/** Writes the files of all descriptions, and what the fixes claim into their registers: all or nothing. */
async function applied(
  all: readonly FixedDescription[],
  changed: ChangedTexts,
  asOf: string,
  terminal: Terminal,
): Promise<void> {
  const texts = new Map<string, string>();
  for (const [target, one] of changed) {
    checkUnchanged(one);
    const { root } = one.entry;
    if (hasLinkOnTheWay(root, one.name))
      throw new UserError(
        `${one.name} is ${isLink(target) ? "" : "below "}a symbolic link, and Sallyport does not write through links`,
        {
          file: one.name,
          hint: "Fix the file at its real path.",
        },
      );
    texts.set(target, withMark(one.source, one.text));
  }
  const { told, made, ids } = await attested(all, texts, asOf);
  await writeFiles(texts);
  for (const text of told) terminal.stdout.write(text);
  for (const register of made)
    terminal.stdout.write(
      `There was no register: ${register} is new. Commit it: without it no review knows what is to be attested.\n`,
    );
  if (ids.length > 0)
    terminal.stdout.write(
      `Once ${ids.length === 1 ? "it is" : "they are"} true: ${terminal.program ?? PROGRAM} register attest ${ids.join(" ")} --by NAME --because "…"\n`,
    );
}

/** Adds the registers to the texts that are written; gives what is said of each description, the registers that are new, and the ids of the claims. */
async function attested(
  all: readonly FixedDescription[],
  texts: Map<string, string>,
  asOf: string,
): Promise<{ readonly told: readonly string[]; readonly made: readonly string[]; readonly ids: readonly string[] }> {
  const registers: ClaimedRegisters = new Map();
  const told: string[] = [];
  const claimed = new Set<string>();
  for (const { entry, result, others, claims } of all) {
    const own = new Map<FixUnit, string>();
    const beside: { readonly file: string; readonly ids: readonly string[] }[] = [];
    for (const one of claims) {
      const ids = await addClaims(registers, entry, one, asOf);
      for (const id of ids.values()) claimed.add(id);
      if (one.file === entry.file) for (const [unit, id] of ids) own.set(unit, id);
      else beside.push({ file: one.file, ids: [...new Set(ids.values())] });
    }
    told.push(fixOutcomeText({ file: entry.file, result, others, claims: own, verb: "made", beside }));
  }
  for (const [place, { before, register }] of registers) texts.set(place, registerText(before, register));
  const made = [...registers.values()].flatMap(({ name, before }) => (before === undefined ? [name] : []));
  return { told, made, ids: [...claimed] };
}
