import path from "node:path";
import type { Finding, Review } from "../core/review.ts";
import { count, listed } from "../core/prose.ts";
import { isAtLeast } from "../core/severity.ts";
import { UserError } from "../core/user-error.ts";
import { loadPolicy } from "../policy/load-policy.ts";
import { asOfDate } from "./as-of.ts";
import { checkDismissible, settingsWithDismissal, type ToDismiss } from "./finding-dismissal.ts";
import { plain, spoken } from "./opened-register.ts";
import { registeredReview } from "./registered-review.ts";
import { entryOf } from "./root.ts";
import { specsOf } from "./specs.ts";
import { EXIT, type ExitCode, type Terminal } from "./terminal.ts";
import { trusted } from "./trusted.ts";
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
  if (!isFindingId(id))
    throw new UserError(`${plain(args.finding)} is not the ID of a finding`, {
      hint: "A review shows the ID of each finding, as in (id 1a2b3c4d). Its first 4 characters are enough.",
    });
  const because = spoken(args.because, "--because");
  const on = asOfDate(args.asOf, terminal);
  const meant = await meantBy(id, args, on, terminal);
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
  const { name, after } = await settingsWithDismissal(meant, { because, by, on });
  const target = path.join(entry.root, name);
  await writeFiles(new Map([[target, after]]));
  terminal.stdout.write(doneText(meant, path.relative(terminal.cwd, target)));
  return EXIT.passed;
}

/** The finding and the description as they are meant: who names the description first means the same. */
function inOrder(args: DismissArguments): DismissArguments {
  const { finding, spec } = args;
  if (spec === undefined || isFindingId(finding.toLowerCase()) || !isFindingId(spec.toLowerCase())) return args;
  return { ...args, finding: spec, spec: finding };
}

function isFindingId(text: string): boolean {
  return /^[0-9a-f]{4,16}$/.test(text);
}

function doneText({ finding, places }: ToDismiss, file: string): string {
  const { rule, severity, title, fingerprint } = finding;
  const of = places.length < finding.places.length ? ` of ${finding.places.length}` : "";
  const gate = isAtLeast(severity, "high") ? "The gate counts the dismissal once it is on the base branch.\n" : "";
  return `Dismissed ${fingerprint}, ${severity}: ${plain(title)} (${plain(rule)}), ${count(places.length, "place")}${of}\nWritten to ${plain(file)}\n${gate}`;
}

/** The one finding that the fingerprint, or its beginning, fits; of a place it is that place alone. */
async function meantBy(id: string, args: DismissArguments, asOf: string, terminal: Terminal): Promise<ToDismiss> {
  const { specs } = await specsOf([args.spec ?? "."], terminal.cwd);
  const found: ToDismiss[] = [];
  for (const spec of specs) {
    const entry = entryOf(spec, terminal.cwd, args.root);
    const policy = await loadPolicy(entry.file, entry.files, {
      configFile: args.config,
      trusted: trusted(entry.root, args.trustCode),
    });
    const { review } = await registeredReview(entry.file, entry.files, policy, asOf);
    found.push(...findingsNamed(id, review).map((one) => ({ ...one, entry, policy, review })));
  }
  const [first, ...others] = found;
  const shown = plain(args.spec ?? "the descriptions here");
  if (first === undefined)
    throw new UserError(`no finding ${id} in ${shown}`, {
      hint: "A review shows the ID of each finding, as in (id 1a2b3c4d).",
    });
  if (others.length === 0) return first;
  const files = new Set(found.map(({ entry }) => entry.file));
  const names = found.map(
    ({ finding, entry }) => `${finding.fingerprint} (${finding.rule}${files.size > 1 ? `, ${entry.file}` : ""})`,
  );
  throw new UserError(`${id} fits ${count(found.length, "finding")}: ${plain(listed(names, 5))}`, {
    hint: files.size > 1 ? "Name the description as well." : "Give more characters of the ID.",
  });
}

/** The findings of a review that a fingerprint fits, those under assumptions included, each once. */
function findingsNamed(id: string, review: Review): readonly Pick<ToDismiss, "finding" | "places">[] {
  const all = new Map<string, Finding>();
  for (const finding of [
    ...review.findings,
    ...(review.dismissed ?? []),
    ...review.assumptions.flatMap(({ ifTrue }) => ifTrue),
  ])
    if (!all.has(finding.fingerprint)) all.set(finding.fingerprint, finding);
  const whole = [...all.values()].filter(({ fingerprint }) => fingerprint.startsWith(id));
  if (whole.length > 0)
    return whole.map((finding) => ({ finding, places: finding.places.map(({ fingerprint }) => fingerprint) }));
  return [...all.values()].flatMap((finding) =>
    finding.places
      .filter(({ fingerprint }) => fingerprint.startsWith(id))
      .map(({ fingerprint }) => ({ finding, places: [fingerprint] })),
  );
}
