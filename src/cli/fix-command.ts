import path from "node:path";
import { grouped } from "../core/grouped.ts";
import { UserError } from "../core/user-error.ts";
import { fixUnits, type FixUnit } from "../fix/fix-units.ts";
import { overlayOf, overlayYaml } from "../fix/overlay.ts";
import { unifiedDiff } from "../fix/unified-diff.ts";
import type { Document } from "../load/document.ts";
import { askedPolicy } from "../policy/asked-policy.ts";
import { loadPolicy } from "../policy/load-policy.ts";
import { maskFor } from "../review/mask.ts";
import { RULE_NAMES } from "../rules/rules-named.ts";
import { asOfDate } from "./as-of.ts";
import {
  descriptionFixes,
  registerWithClaims,
  withMark,
  type DescriptionFixes,
  type ToFix,
} from "./description-fixes.ts";
import { fixOutcomeText } from "./fix-outcome-text.ts";
import { registeredReview } from "./registered-review.ts";
import { entryOf, entryOfInput, type Entry } from "./root.ts";
import { specsOf } from "./specs.ts";
import { EXIT, type ExitCode, type Terminal } from "./terminal.ts";
import { terminalText } from "./terminal-text.ts";
import { trusted } from "./trusted.ts";
import { isLink, writeFiles } from "./write-files.ts";

export interface FixArguments {
  readonly specs: readonly string[];
  readonly dryRun: boolean;
  readonly apply: boolean;
  readonly suggested: boolean;
  readonly only: readonly string[];
  readonly overlay: string | undefined;
  readonly root: string | undefined;
  readonly config: string | undefined;
  readonly trustCode: boolean;
  readonly asOf: string | undefined;
}

/** A description with its review, and what is made of its fixes. */
interface Fixed extends ToFix, DescriptionFixes {
  /** What was not asked for. */
  readonly others: readonly FixUnit[];
}

/**
 * `sallyport fix`: shows as a diff what would be changed, changes it with `--apply`, or writes it as an overlay. Exit 1 where
 * something that was asked for could not be made.
 */
export async function fixCommand(args: FixArguments, terminal: Terminal): Promise<ExitCode> {
  const asOf = asOfDate(args.asOf, terminal);
  if (args.apply && args.overlay !== undefined)
    throw new UserError("--apply and --overlay are two ways to make a fix", { hint: "Give one of them." });
  const { specs } = await specsOf(args.specs, terminal.cwd);
  if (args.overlay !== undefined && specs.length > 1)
    throw new UserError(`--overlay is for one description, and ${specs.length} are named`, {
      hint: "Write an overlay for each.",
    });
  let isWhole = true;
  for (const spec of specs) {
    const fixed = await fixedDescription(spec, args, asOf, terminal);
    const { result } = fixed;
    if (args.apply) await applied(fixed, asOf, terminal);
    else if (args.overlay === undefined) shown(fixed, terminal);
    else isWhole &&= await overlaid(fixed, args.overlay, terminal);
    isWhole &&= result.refused.length + result.undone.length === 0;
  }
  return isWhole ? EXIT.passed : EXIT.blocked;
}

async function fixedDescription(
  spec: string,
  { only, suggested, apply, root, config, trustCode }: FixArguments,
  asOf: string,
  terminal: Terminal,
): Promise<Fixed> {
  if (spec === "-" && apply)
    throw new UserError("standard input cannot be changed", { hint: "Name a file, or leave --apply out for a diff." });
  const entry =
    spec === "-" ? entryOfInput(await terminal.stdin(), terminal.cwd, root) : entryOf(spec, terminal.cwd, root);
  const { file, files } = entry;
  const policy = await loadPolicy(file, files, { configFile: config, trusted: trusted(entry.root, trustCode) });
  askedPolicy({ ...policy, only, skip: [] }, RULE_NAMES); // refuses a name that none has
  const named = new Set(only.flatMap((name) => RULE_NAMES.idsOf(name)));
  const before = await registeredReview(file, files, policy, asOf);
  const units = fixUnits(before.judgements, before.review).filter(
    ({ finding }) => named.size === 0 || named.has(finding.rule),
  );
  const isWanted = ({ certainty }: FixUnit): boolean =>
    certainty === "safe" || (suggested && (certainty === "suggested" || named.size > 0));
  const toFix: ToFix = { entry, policy, before };
  return {
    ...toFix,
    ...(await descriptionFixes(toFix, units.filter(isWanted), asOf)),
    others: units.filter((unit) => !isWanted(unit)),
  };
}

/** The diff on standard output, and what it is about beside it. */
function shown({ entry, policy, before, result, others, claims }: Fixed, terminal: Terminal): void {
  const { api } = before.judgements.stated;
  const mask = maskFor(api);
  let isMasked = false;
  const line = (text: string): string => {
    const masked = mask.line(text).text;
    isMasked ||= masked !== text;
    return terminal.stdout.isTerminal ? terminalText(masked) : masked;
  };
  for (const [file, splices] of grouped(result.splices, (splice) => splice.file))
    terminal.stdout.write(unifiedDiff(file, api.document.sourceOf(file).text, splices, line));
  const claimed = new Map(claims.map((unit) => [unit, undefined]));
  terminal.stderr.write(fixOutcomeText({ file: entry.file, result, others, claims: claimed, verb: "would be made" }));
  if (claims.length > 0)
    terminal.stderr.write(
      `With --apply, ${policy.register} ${entry.files.read(policy.register).bytes === undefined ? "is made and holds" : "holds"} what is to be attested.\n`,
    );
  if (isMasked)
    terminal.stderr.write("Credentials are masked in the diff, which cannot be applied therefore: use --apply.\n");
}

/** Writes the files, and what the fixes claim into the register: all or nothing. */
async function applied(fixed: Fixed, asOf: string, terminal: Terminal): Promise<void> {
  const { entry, policy, before, result, others, claims } = fixed;
  const { root, file } = entry;
  const { document } = before.judgements.stated.api;
  const texts = new Map<string, string>();
  for (const [name, text] of result.texts) {
    const target = path.join(root, name);
    checkUnchanged(document, name, entry);
    if (isLink(target))
      throw new UserError(`${name} is a symbolic link, which is not written through`, {
        file: name,
        hint: "Fix the file that it leads to.",
      });
    texts.set(target, withMark(document, name, text));
  }
  const register = await registerWithClaims(fixed, claims, asOf);
  if (register.after !== undefined) texts.set(path.join(root, policy.register), register.after);
  await writeFiles(texts);
  terminal.stdout.write(fixOutcomeText({ file, result, others, claims: register.ids, verb: "made" }));
  if (claims.length === 0) return;
  if (register.before === undefined)
    terminal.stdout.write(
      `There was no register: ${policy.register} is new. Commit it: without it no review knows what is to be attested.\n`,
    );
  terminal.stdout.write('Once it is true: sallyport register attest ID --by NAME --because "…"\n');
}

function checkUnchanged(document: Document, name: string, { files }: Entry): void {
  const { bytes } = files.read(name);
  if (bytes !== undefined && Buffer.from(bytes).equals(document.sourceOf(name).bytes)) return;
  throw new UserError(`${name} has changed since it was read, and is not overwritten`, {
    file: name,
    hint: "Run it again.",
  });
}

/** Writes what is of the description's own file as an overlay; false where something is of another file. */
async function overlaid(
  { entry, before, result, others, claims }: Fixed,
  out: string,
  terminal: Terminal,
): Promise<boolean> {
  const { document, info } = before.judgements.stated.api;
  const target = path.resolve(terminal.cwd, out);
  const own = result.made.filter(({ changes }) => changes.every(({ at }) => at.file === entry.file));
  const elsewhere = result.made.filter((unit) => !own.includes(unit));
  const overlay = overlayOf(own, {
    title: info.title ?? entry.file,
    extends:
      entry.file === "-"
        ? "-"
        : path.relative(path.dirname(target), path.join(entry.root, entry.file)).split(path.sep).join("/"),
    value: document.entry.value,
  });
  await writeFiles(
    new Map([[target, /\.json$/i.test(out) ? `${JSON.stringify(overlay, undefined, 2)}\n` : overlayYaml(overlay)]]),
  );
  const refused = elsewhere.map((unit) => ({
    unit,
    why: "An overlay changes one file, and this is in another.",
    hint: "Use --apply, or bundle the description first.",
  }));
  const claimed = new Map(claims.map((unit) => [unit, undefined]));
  const told = { ...result, made: own, refused: [...result.refused, ...refused] };
  terminal.stderr.write(
    fixOutcomeText({ file: entry.file, result: told, others, claims: claimed, verb: "would be made" }),
  );
  if (claims.length > 0)
    terminal.stderr.write("No register holds what is to be attested: the overlay says it at each action.\n");
  return elsewhere.length === 0;
}
