import path from "node:path";
import { needsName } from "../core/nameless-dismissal.ts";
import { count } from "../core/prose.ts";
import { isAtLeast } from "../core/severity.ts";
import { UserError } from "../core/user-error.ts";
import { asOfDate } from "./as-of.ts";
import { checkDismissible, settingsWithDismissal, type ToDismiss } from "./finding-dismissal.ts";
import { findingNamed, mayBeFindingId, noFinding } from "./named-finding.ts";
import { plain, spoken } from "./opened-register.ts";
import { EXIT, type ExitCode, type Terminal } from "./terminal.ts";
import { writeFiles } from "./write-files.ts";

export interface DismissArguments {
  readonly finding: string;
  readonly spec: string | undefined;
  readonly because: string;
  readonly by: string | undefined;
  readonly root: string | undefined;
  readonly config: string | undefined;
  readonly trustCode: boolean;
  readonly asOf: string | undefined;
}

/** `sallyport dismiss`: records in `sallyport.yaml` that a finding is a false positive, and why. */
export async function dismissCommand(given: DismissArguments, terminal: Terminal): Promise<ExitCode> {
  const args = inOrder(given);
  const id = args.finding.toLowerCase();
  if (!mayBeFindingId(id))
    throw new UserError(`${plain(args.finding)} is not the ID of a finding`, {
      hint: "A review shows the ID of each finding, as in (id 1a2b3c4d). Its first 4 characters are enough.",
    });
  const because = spoken(args.because, "--because");
  const on = asOfDate(args.asOf, terminal);
  const meant = await findingNamed(id, args, on, terminal);
  if (meant === undefined) throw noFinding(id, args.spec);
  const { finding, entry, review } = meant;
  checkDismissible(meant);
  const known = (review.dismissals ?? []).find(
    ({ fingerprint, loweredTo }) => fingerprint === finding.fingerprint && loweredTo === undefined,
  );
  if (finding.status === "dismissed") {
    const at = known === undefined ? "sallyport.yaml" : `${known.file}:${known.line}`;
    terminal.stdout.write(`${finding.fingerprint} is dismissed already: ${plain(at)}\n`);
    return EXIT.passed;
  }

  const by = args.by === undefined ? undefined : spoken(args.by, "--by");
  if (by === undefined && needsName(finding.severity))
    throw new UserError(`the finding is ${finding.severity}: a named person must be responsible for its dismissal`, {
      hint: 'Say who found it to be wrong: --by "NAME".',
    });
  const { name, after } = await settingsWithDismissal(meant, { because, by, on });
  const target = path.join(entry.root, name);
  await writeFiles(new Map([[target, after]]));
  terminal.stdout.write(doneText(meant, path.relative(terminal.cwd, target)));
  return EXIT.passed;
}

/** The finding and the description as they are meant: who names the description first means the same. */
function inOrder(args: DismissArguments): DismissArguments {
  const { finding, spec } = args;
  if (spec === undefined || mayBeFindingId(finding.toLowerCase()) || !mayBeFindingId(spec.toLowerCase())) return args;
  return { ...args, finding: spec, spec: finding };
}

function doneText({ finding, places }: ToDismiss, file: string): string {
  const { rule, severity, title, fingerprint } = finding;
  const of = places.length < finding.places.length ? ` of ${finding.places.length}` : "";
  const gate = isAtLeast(severity, "high") ? "The gate counts the dismissal once it is on the base branch.\n" : "";
  return `Dismissed ${fingerprint}, ${severity}: ${plain(title)} (${plain(rule)}), ${count(places.length, "place")}${of}\nWritten to ${plain(file)}\n${gate}`;
}
