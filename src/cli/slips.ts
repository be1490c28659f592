import { SEVERITIES } from "../core/severity.ts";
import { REPORT_FORMATS } from "../report/formats/registry.ts";

/** What to write in place of an option that other tools have and Sallyport does not; undefined for any other option. */
export function optionInstead(command: string, args: readonly string[], option: string): string | undefined {
  const name = option.replace(/^-+/, "").split("=")[0]!;
  const value = valueOf(args, option);
  const instead = Object.hasOwn(INSTEAD, name) ? INSTEAD[name] : undefined;
  if (instead !== undefined) return instead(value, command);
  return Object.hasOwn(REPORT_FORMATS, name) || name === "md" ? `Write --format ${formatNamed(name)}.` : undefined;
}

type Instead = (value: string | undefined, command: string) => string;

const OUTPUT: Instead = (value = "review.html") =>
  `A document is written with its format: --format ${formatOfFile(value)}=${value}`;
const FORMAT: Instead = (value = "json") => `Write --format ${formatNamed(value)}.`;
const RULESET: Instead = (value = "rules.yaml") => `Rulesets are named in sallyport.yaml: rulesets: ./${value}`;
const SEVERITY: Instead = (value = "high", command) =>
  command === "gate"
    ? "The severity that blocks is set in sallyport.yaml: gate: { failOn: high }"
    : severityInstead(value);
const SKIP: Instead = (value = "RULE") => `Write --skip ${value}.`;
const ONLY: Instead = (value = "RULE") => `Write --only ${value}.`;
const BASE: Instead = (value = "origin/main", command) =>
  command === "gate" ? `Write --base ${value}.` : `A change is judged by sallyport gate --base ${value}.`;

/** By what people write, without dashes. */
const INSTEAD: Readonly<Record<string, Instead>> = {
  o: OUTPUT,
  output: OUTPUT,
  out: OUTPUT,
  outfile: OUTPUT,
  "output-file": OUTPUT,
  file: OUTPUT,
  f: FORMAT,
  "output-format": FORMAT,
  reporter: FORMAT,
  report: FORMAT,
  type: FORMAT,
  v: () => "--version shows the version, --verbose all of each finding.",
  r: RULESET,
  ruleset: RULESET,
  rulesets: RULESET,
  rules: RULESET,
  severity: SEVERITY,
  "fail-severity": SEVERITY,
  "min-severity": SEVERITY,
  level: SEVERITY,
  threshold: SEVERITY,
  ignore: SKIP,
  exclude: SKIP,
  disable: SKIP,
  "skip-rule": SKIP,
  "ignore-rule": SKIP,
  rule: ONLY,
  include: ONLY,
  c: (value = "sallyport.yaml") => `Write --config ${value}.`,
  q: () => "Write --quiet.",
  silent: () => "Write --quiet.",
  against: BASE,
  compare: BASE,
  ref: BASE,
  base: BASE,
};

/** The option for a severity as other tools call it: `--fail-on medium` for `warning`. */
export function severityInstead(level: string): string {
  const lower = level.toLowerCase();
  const known = LEVELS[lower] ?? (SEVERITIES as readonly string[]).find((severity) => severity === lower);
  return `Write --fail-on ${known ?? "high"}.`;
}

/** Severities of other tools. */
const LEVELS: Readonly<Record<string, string>> = { error: "high", warn: "medium", warning: "medium", hint: "low" };

/** `html:out.html`, `md`: as `--format` takes it. */
function formatNamed(written: string): string {
  return written.replace(/^md\b/, "markdown").replace(/^(\w+):/, "$1=");
}

/** The format of a file by its ending; the whole review for people where that says nothing. */
function formatOfFile(file: string): string {
  const ending = /\.(\w+)$/.exec(file)?.[1] ?? "html";
  const named = ENDINGS[ending] ?? ending;
  return Object.hasOwn(REPORT_FORMATS, named) ? named : "html";
}

const ENDINGS: Readonly<Record<string, string>> = { md: "markdown", txt: "text", xml: "junit", htm: "html" };

/** What stands behind an option: `-o x`, `--output=x`. */
function valueOf(args: readonly string[], option: string): string | undefined {
  const at = args.findIndex((word) => word.split("=")[0] === option);
  const [, ...rest] = args[at]?.split("=") ?? [];
  if (rest.length > 0) return rest.join("=");
  const next = args[at + 1];
  return next === undefined || next.startsWith("-") ? undefined : next;
}

/** What to write where a report was to go to a file that stands apart: `--format json out.json`. */
export function fileBehindFormat(word: string, formats: readonly string[]): string | undefined {
  const format = formatOfFile(word);
  return formats.includes(format) && /\.\w+$/.test(word) ? `--format ${format}=${word}` : undefined;
}
