import { isThere } from "./root.ts";
import path from "node:path";
import { UserError } from "../core/user-error.ts";
import { nearest } from "../core/nearest.ts";
import type { Detail, TextOptions } from "../report/formats/text.ts";
import type { Review, ReviewEnvelope } from "../core/review.ts";
import { FORMAT_NAMES, REPORT_FORMATS, type FormatName, type ReportFormat } from "../report/formats/registry.ts";
import { shownText, withHashWritten } from "../report/words/shown-text.ts";
import { RULES } from "../rules/index.ts";
import { PROGRAM } from "./called-as.ts";
import { outputMeant } from "./format-names.ts";
import { namesFrom } from "./root.ts";
import { hasLinks } from "./hyperlinks.ts";
import { hasColor, type Terminal } from "./terminal.ts";
import { checkOutputs } from "./specs.ts";
import { writeFiles } from "./write-files.ts";

/** A report that a user asked for: `json` goes to standard output, `json=review.json` to a file. */
export interface WantedReport {
  readonly format: FormatName;
  readonly file: string | undefined;
  /** Which edition of it, where not the whole. */
  readonly edition?: string | undefined;
}

export interface ReportStyle {
  readonly color: boolean | undefined;
  readonly quiet: boolean;
  readonly detail?: Detail;
  /** What a further call must say to make the same review; the commands to run next are left out without it. */
  readonly options?: readonly string[] | undefined;
  /** The folders that the files of reviews are named from, where they are known. */
  readonly roots?: ReadonlyMap<Review, string>;
  /** What the command that fixes would make of the one description, where that was tried. */
  readonly fixes?: NonNullable<TextOptions["next"]>["fixes"];
  /** What stands in the diff of a change in git. */
  readonly hunksOf?: TextOptions["hunksOf"];
}

/** Reads the values of `--format`; without any, text on standard output. */
export function wantedReports(values: readonly string[]): readonly WantedReport[] {
  const wanted = values.map((value) => wantedOf("--format", value, FORMAT_NAMES, editionsOf));
  return wanted.length === 0 ? [{ format: "text", file: undefined }] : wanted;
}

function editionsOf(format: FormatName): readonly string[] {
  const { editions = {} }: ReportFormat = REPORT_FORMATS[format];
  return Object.keys(editions);
}

/** Reads a value such as `html=review.html`, or `html=summary.html,edition=executive` where a format has editions. */
export function wantedOf<F extends string>(
  option: string,
  value: string,
  formats: readonly F[],
  namesOf: (format: F) => readonly string[] = () => [],
): { readonly format: F; readonly file: string | undefined; readonly edition: string | undefined } {
  const [, output = value, edition] = /^(.*),edition=([^,=]*)$/s.exec(value) ?? [];
  const [name = "", ...rest] = output.split("=");
  const format = formats.find((known) => known === name);
  if (format === undefined) {
    const meant = outputMeant(output, formats) ?? nearest(name, formats);
    throw new UserError(`${option} ${value} is not known`, {
      hint: meant === undefined ? `There are ${formats.join(", ")}.` : `Did you mean ${option} ${meant}?`,
    });
  }
  const file = rest.join("=");
  const editions = namesOf(format);
  if (edition !== undefined && !editions.includes(edition))
    throw new UserError(`${option} ${value}: there is no edition "${edition}" of ${format}`, {
      hint:
        editions.length === 0
          ? `Write ${option} ${output}.`
          : `Write ${option} ${output},edition=${editions.join(" or ")}, or leave it out for the whole.`,
    });
  return { format, file: file === "" ? undefined : file, edition };
}

/** An output that is asked for: some have a format. */
interface AnyOutput {
  readonly file: string | undefined;
  readonly format?: string;
  readonly edition?: string | undefined;
}

/** No two outputs may go to one place, and no page to a terminal, where nobody can read it. */
export function checkOneOutput(wanted: readonly AnyOutput[], { cwd, stdout }: Pick<Terminal, "cwd" | "stdout">): void {
  const page = wanted.find(({ file, format }) => file === undefined && format === "html");
  if (page !== undefined && stdout.isTerminal) {
    const edition = page.edition === undefined ? "" : `,edition=${page.edition}`;
    throw new UserError("an HTML page is for a browser, not for a terminal", {
      hint: `Write it to a file: html=page.html${edition}`,
    });
  }
  if (wanted.filter(({ file }) => file === undefined).length > 1) {
    throw new UserError("two formats would go to standard output", {
      hint: "Give all but one a file: --format json=review.json",
    });
  }
  const files = wanted.flatMap(({ file }) => file ?? []);
  const places = files.map((file) => path.resolve(cwd, file));
  const twice = places.findIndex((place, index) => places.indexOf(place) !== index);
  if (twice >= 0)
    throw new UserError(`two outputs would go to ${files[twice]!}`, { hint: "Give each a file of its own." });
}

/**
 * Writes each report to where it was wanted: files only once all are there, so that none is of another run, and before
 * standard output, whose reader may have gone.
 */
export async function writeReports(
  envelope: ReviewEnvelope,
  wanted: readonly WantedReport[],
  style: ReportStyle,
  terminal: Terminal,
  of: "review" | "gate" = "review",
): Promise<void> {
  await writeWanted(wanted, async (one) => rendered(one, of, envelope, style, terminal), terminal);
}

/** Makes what is wanted, then writes it: to its files, and what has none to standard output. */
export async function writeWanted<W extends { readonly file: string | undefined }>(
  wanted: readonly W[],
  textOf: (one: W) => Promise<string>,
  { cwd, stderr, stdout }: Terminal,
): Promise<void> {
  const files = new Map<string, string>();
  const printed: string[] = [];
  for (const one of wanted) {
    const text = await textOf(one);
    if (one.file === undefined) printed.push(text);
    else files.set(path.resolve(cwd, one.file), text);
  }
  checkOutputs(files.keys(), cwd);
  const made = new Set([...files.keys()].map((file) => path.dirname(file)).filter((folder) => !isThere(folder, cwd)));
  await writeFiles(files);
  // A name that is mistyped makes a folder that nobody looks for.
  for (const folder of made) stderr.write(`note: the folder ${shownText(folder)} was not there, and was made\n`);
  for (const text of printed) stdout.write(text);
}

/** What was written to which file, a line each, where all of it went to files: standard output says nothing then. */
export function writtenLines(wanted: readonly { readonly file: string | undefined }[]): string {
  const files = wanted.flatMap(({ file }) => file ?? []);
  return files.length < wanted.length ? "" : files.map((file) => `Wrote ${shownText(file)}\n`).join("");
}

/** The gate has a text and a Markdown of its own, for a log and a pull request; all else tells of it in the review. */
async function rendered(
  { format: name, file, edition }: WantedReport,
  of: "review" | "gate",
  envelope: ReviewEnvelope,
  { color, quiet, detail = "usual", options, roots = new Map(), hunksOf, fixes }: ReportStyle,
  terminal: Terminal,
): Promise<string> {
  const { render, renderGate = render, editions = {}, hash }: ReportFormat = REPORT_FORMATS[name];
  const nameBelow = namesFrom(terminal.cwd);
  const ofEdition = edition === undefined ? undefined : editions[edition];
  const report = await (ofEdition ?? (of === "gate" ? renderGate : render))(envelope, {
    width: (file === undefined ? terminal.stdout.columns : undefined) ?? 80,
    color: file === undefined && hasColor(terminal.stdout, terminal.env, color),
    links: file === undefined && hasLinks(terminal.stdout, terminal.env, color),
    quiet,
    detail,
    ...(hunksOf === undefined ? {} : { hunksOf }),
    next: {
      explains: (rule) => RULES.some(({ id }) => id === rule),
      options,
      program: terminal.program ?? PROGRAM,
      ...(fixes === undefined ? {} : { fixes }),
    },
    nameOf: (review, written) => nameBelow(file === undefined ? roots.get(review) : undefined, written),
  });
  return withHashWritten(report, hash);
}
