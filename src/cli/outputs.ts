import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { UserError } from "../core/user-error.ts";
import { nearest } from "../core/nearest.ts";
import type { ReviewEnvelope } from "../core/review.ts";
import { hasColor, type Terminal } from "./terminal.ts";

const FORMATS = ["text", "json", "markdown", "html"] as const;
type Format = (typeof FORMATS)[number];

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
  const wanted = values.map((value): WantedReport => {
    const [name = "", ...rest] = value.split("=");
    const format = FORMATS.find((known) => known === name);
    if (format === undefined) {
      const meant = nearest(name, FORMATS);
      throw new UserError(`--format ${name} is not known`, {
        hint: meant === undefined ? `There are ${FORMATS.join(", ")}.` : `"${meant}" was meant?`,
      });
    }
    const file = rest.join("=");
    return { format, file: file === "" ? undefined : file };
  });
  if (wanted.filter(({ file }) => file === undefined).length > 1) {
    throw new UserError("two formats would go to standard output", {
      hint: "Give all but one a file: --format json=review.json",
    });
  }
  return wanted.length === 0 ? [{ format: "text", file: undefined }] : wanted;
}

/** Writes each report to where it was wanted: files beside their place first, and then renamed. */
export async function writeReports(
  envelope: ReviewEnvelope,
  wanted: readonly WantedReport[],
  style: ReportStyle,
  terminal: Terminal,
): Promise<void> {
  for (const { format, file } of wanted) {
    const text = await rendered(envelope, format, style, file, terminal);
    if (file === undefined) terminal.stdout.write(text);
    else writeWhole(path.resolve(terminal.cwd, file), text);
  }
}

async function rendered(
  envelope: ReviewEnvelope,
  format: Format,
  { color, quiet }: ReportStyle,
  file: string | undefined,
  terminal: Terminal,
): Promise<string> {
  switch (format) {
    case "json": {
      const { jsonReport } = await import("../report/json.ts");
      return jsonReport(envelope);
    }
    case "markdown": {
      const { markdownReport } = await import("../report/markdown.ts");
      return markdownReport(envelope);
    }
    case "html": {
      const { htmlReport } = await import("../report/html.tsx");
      return htmlReport(envelope);
    }
    case "text": {
      const { textReport } = await import("../report/text.ts");
      return textReport(envelope, {
        width: (file === undefined ? terminal.stdout.columns : undefined) ?? 80,
        color: file === undefined && hasColor(terminal.stdout, terminal.env, color),
        quiet,
      });
    }
  }
}

function writeWhole(file: string, text: string): void {
  const beside = `${file}.${process.pid}.tmp`;
  try {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(beside, text);
    renameSync(beside, file);
  } catch (cause) {
    throw new UserError(`${file} cannot be written`, { hint: "Name a file in a folder that you may write to.", cause });
  }
}
