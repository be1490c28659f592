import path from "node:path";
import type { Finding, Review } from "../core/review.ts";
import { count, listed } from "../core/prose.ts";
import { isAtLeast } from "../core/severity.ts";
import { UserError } from "../core/user-error.ts";
import { loadPolicy } from "../policy/load-policy.ts";
import type { Policy } from "../policy/policy.ts";
import type { WrittenDismissal } from "../policy/dismissals.ts";
import { asOfDate } from "./as-of.ts";
import { plain, spoken } from "./opened-register.ts";
import { registeredReview } from "./registered-review.ts";
import { entryOf, type Entry } from "./root.ts";
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

/** A finding of a description, with the places of it that are meant. */
interface Meant {
  readonly entry: Entry;
  readonly policy: Policy;
  readonly review: Review;
  readonly finding: Finding;
  readonly places: readonly string[];
}

/** `sallyport dismiss`: records in `sallyport.yaml` that a finding is a false positive, and why. */
export async function dismissCommand(args: DismissArguments, terminal: Terminal): Promise<ExitCode> {
  const id = args.finding.toLowerCase();
  if (!/^[0-9a-f]{4,16}$/.test(id))
    throw new UserError(`${plain(args.finding)} is not the ID of a finding`, {
      hint: "A review shows the ID of each finding, as in (id 1a2b3c4d). Its first 4 characters are enough.",
    });
  const because = spoken(args.because, "--because");
  const on = asOfDate(args.asOf, terminal);
  const meant = await meantBy(id, args, on, terminal);
  const { finding, entry, review, policy } = meant;
  checkAllowed(meant);
  const known = (review.dismissals ?? []).find(({ fingerprint }) => fingerprint === finding.fingerprint);
  if (finding.status === "dismissed") {
    const at = known === undefined ? "sallyport.yaml" : `${known.file}:${known.line}`;
    terminal.stdout.write(`${finding.fingerprint} is dismissed already: ${plain(at)}\n`);
    return EXIT.passed;
  }

  // An entry of the finding that covers fewer places is made complete in the file that has it.
  const name = known?.file ?? policy.file ?? path.posix.join(path.posix.dirname(entry.file), "sallyport.yaml");
  const dismissal: WrittenDismissal = {
    fingerprint: finding.fingerprint,
    rule: finding.rule,
    file: path.posix.relative(path.posix.dirname(name), entry.file),
    where: whereOf(finding),
    severity: finding.severity,
    because,
    ...(args.by === undefined ? {} : { by: spoken(args.by, "--by") }),
    on,
    places: [...new Set([...(known?.places ?? []), ...meant.places])].toSorted(),
  };
  const { bytes } = entry.files.read(name);
  const { withDismissal } = await import("../policy/write-dismissal.ts");
  const before = bytes === undefined ? undefined : Buffer.from(bytes).toString("utf8");
  const target = path.join(entry.root, name);
  await writeFiles(new Map([[target, withDismissal(before, dismissal)]]));
  terminal.stdout.write(doneText(meant, path.relative(terminal.cwd, target)));
  return EXIT.passed;
}

function doneText({ finding, places }: Meant, file: string): string {
  const { rule, severity, title, fingerprint } = finding;
  const of = places.length < finding.places.length ? ` of ${finding.places.length}` : "";
  const gate = isAtLeast(severity, "high") ? "The gate counts the dismissal once it is on the base branch.\n" : "";
  return `Dismissed ${fingerprint}, ${severity}: ${plain(title)} (${plain(rule)}), ${count(places.length, "place")}${of}\nWritten to ${plain(file)}\n${gate}`;
}

/** The one finding that the fingerprint, or its beginning, fits; of a place it is that place alone. */
async function meantBy(id: string, args: DismissArguments, asOf: string, terminal: Terminal): Promise<Meant> {
  const { specs } = await specsOf([args.spec ?? "."], terminal.cwd);
  const found: Meant[] = [];
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
function findingsNamed(id: string, review: Review): readonly Pick<Meant, "finding" | "places">[] {
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

function checkAllowed({ finding: { severity, status }, policy }: Meant): void {
  const { dismissUpTo, file } = policy;
  if (status === "dismissed" || dismissUpTo === undefined || isAtLeast(dismissUpTo, severity)) return;
  throw new UserError(
    `${file ?? "sallyport.yaml"} allows dismissing findings up to ${dismissUpTo}, and this one is ${severity}`,
    { hint: "Correct what Sallyport reads wrongly in the description or sallyport.yaml, or accept it with a waiver." },
  );
}

/** What a finding is about, in a few words: its first place, and how many more. */
function whereOf({ places, file }: Finding): string {
  const [first] = places;
  const words = [first?.operation, first?.witness].filter((part) => typeof part === "string").join(", ");
  const more = places.length > 1 ? `, and ${count(places.length - 1, "more place")}` : "";
  return `${plain(words === "" ? file : words)}${more}`;
}
