import path from "node:path";
import { UserError } from "../core/user-error.ts";
import { nearest } from "../core/nearest.ts";
import { LOG_COMMAND } from "../report/words/shown-text.ts";
import type { ReviewEnvelope } from "../core/review.ts";
import { hasColor, type Terminal } from "./terminal.ts";
import { writeFiles } from "./write-files.ts";

/** What a review can be written as, each loaded on use. Text is all that depends on who reads it. */
const RENDERERS = {
  json: async (envelope) => (await import("../report/formats/json.ts")).jsonReport(envelope),
  markdown: async (envelope) => (await import("../report/formats/markdown.ts")).markdownReport(envelope),
  html: async (envelope) => (await import("../report/formats/html.tsx")).htmlReport(envelope),
  sarif: async (envelope) => (await import("../report/formats/sarif.ts")).sarifReport(envelope),
  junit: async (envelope) => (await import("../report/formats/junit.ts")).junitReport(envelope),
  github: async (envelope) => (await import("../report/formats/github.ts")).githubReport(envelope),
  gitlab: async (envelope) => (await import("../report/formats/gitlab.ts")).gitlabReport(envelope),
  csv: async (envelope) => (await import("../report/formats/csv.ts")).csvReport(envelope),
} satisfies Readonly<Record<string, (envelope: ReviewEnvelope) => Promise<string>>>;

type Format = "text" | keyof typeof RENDERERS;
export const FORMATS: readonly Format[] = ["text", ...(Object.keys(RENDERERS) as (keyof typeof RENDERERS)[])]; // its own keys

/** A report that a user asked for: `json` goes to standard output, `json=review.json` to a file. */
export interface WantedReport {
  readonly format: Format;
  readonly file: string | undefined;
}

export interface ReportStyle {
  readonly color: boolean | undefined;
  readonly quiet: boolean;
}

/** Reads the values of `--format`; without any, text on standard output. */
export function wantedReports(values: readonly string[]): readonly WantedReport[] {
  const wanted = values.map((value) => wantedOf("--format", value, FORMATS));
  return wanted.length === 0 ? [{ format: "text", file: undefined }] : wanted;
}

/** Reads a value such as `html=review.html`. */
export function wantedOf<F extends string>(
  option: string,
  value: string,
  formats: readonly F[],
): { readonly format: F; readonly file: string | undefined } {
  const [name = "", ...rest] = value.split("=");
  const format = formats.find((known) => known === name);
  if (format === undefined) {
    const ending = /\.(\w+)$/.exec(value)?.[1]?.replace(/^md$/, "markdown");
    const ofFile = formats.find((known) => known === ending);
    const meant = ofFile === undefined ? nearest(name, formats) : `${ofFile}=${value}`;
    throw new UserError(`${option} ${name} is not known`, {
      hint: meant === undefined ? `There are ${formats.join(", ")}.` : `"${meant}" was meant?`,
    });
  }
  const file = rest.join("=");
  return { format, file: file === "" ? undefined : file };
}

/** No two outputs may go to one place. */
export function checkOneOutput(wanted: readonly { readonly file: string | undefined }[]): void {
  if (wanted.filter(({ file }) => file === undefined).length > 1) {
    throw new UserError("two formats would go to standard output", {
      hint: "Give all but one a file: --format json=review.json",
    });
  }
  const files = wanted.flatMap(({ file }) => file ?? []);
  const twice = files.find((file, index) => files.indexOf(file) !== index);
  if (twice !== undefined)
    throw new UserError(`two formats would go to ${twice}`, { hint: "Give each a file of its own." });
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
  await writeWanted(
    wanted,
    async ({ format, file }) => rendered(format, of, envelope, style, file, terminal),
    terminal,
  );
}

/** Makes what is wanted, then writes it: to its files, and what has none to standard output. */
export async function writeWanted<W extends { readonly file: string | undefined }>(
  wanted: readonly W[],
  textOf: (one: W) => Promise<string>,
  { cwd, stdout }: Terminal,
): Promise<void> {
  const files = new Map<string, string>();
  const printed: string[] = [];
  for (const one of wanted) {
    const text = await textOf(one);
    if (one.file === undefined) printed.push(text);
    else files.set(path.resolve(cwd, one.file), text);
  }
  await writeFiles(files);
  for (const text of printed) stdout.write(text);
}

/** The gate has a text and a Markdown of its own, for a log and a pull request; all else tells of it in the review. */
async function rendered(
  format: Format,
  of: "review" | "gate",
  envelope: ReviewEnvelope,
  style: ReportStyle,
  file: string | undefined,
  terminal: Terminal,
): Promise<string> {
  if (format === "text") return asText(of, envelope, style, file, terminal);
  if (format === "markdown" && of === "gate")
    return (await import("../report/formats/gate-markdown.ts")).gateMarkdownReport(envelope);
  const report = await RENDERERS[format](envelope);
  const written = HASH[format];
  return written === undefined ? report : report.replace(LOG_COMMAND, written);
}

/** How formats may write the two signs that begin a command in the log of a pipeline: what they mean stays the same. */
const HASH: Readonly<Partial<Record<Format, string>>> = {
  json: String.raw`\u0023#`,
  sarif: String.raw`\u0023#`,
  gitlab: String.raw`\u0023#`,
  html: "&#35;#",
  junit: "&#35;#",
};

async function asText(
  of: "review" | "gate",
  envelope: ReviewEnvelope,
  { color, quiet }: ReportStyle,
  file: string | undefined,
  terminal: Terminal,
): Promise<string> {
  const report =
    of === "gate"
      ? (await import("../report/formats/gate-text.ts")).gateTextReport
      : (await import("../report/formats/text.ts")).textReport;
  return report(envelope, {
    width: (file === undefined ? terminal.stdout.columns : undefined) ?? 80,
    color: file === undefined && hasColor(terminal.stdout, terminal.env, color),
    quiet,
  });
}
