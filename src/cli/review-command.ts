import path from "node:path";
import type { Audience } from "../core/exposure-words.ts";
import { count } from "../core/prose.ts";
import type { Refusal, Review, ReviewEnvelope } from "../core/review.ts";
import { isAtLeast, type Severity } from "../core/severity.ts";
import { UserError } from "../core/user-error.ts";
import type { Detail } from "../report/formats/text.ts";
import { reviewSince } from "../review/since.ts";
import { asOfDate } from "./as-of.ts";
import { namedSettingsOf } from "./named-settings.ts";
import { bugRefusal, bugTextOf } from "./bug.ts";
import { optionName } from "./command-table.ts";
import { checkOneOutput, wantedReports, writeReports, writtenLines } from "./outputs.ts";
import { wantedPortfolios, writePortfoliosOf } from "./portfolio-command.ts";
import { refusalText } from "./refusal-text.ts";
import { reviewMany } from "./review-many.ts";
import { isThere } from "./root.ts";
import { envelopeIn } from "./envelope-in.ts";
import { fileBehindFormat } from "./slips.ts";
import { onlySpec, specsOf } from "./specs.ts";
import { EXIT, type ExitCode, type Terminal } from "./terminal.ts";
import { terminalText } from "./terminal-text.ts";
import { secondsOf } from "./timeout.ts";
import { VERSION } from "./version.ts";

export interface ReviewArguments {
  readonly specs: readonly string[];
  readonly format: readonly string[];
  readonly portfolio: readonly string[];
  readonly root: string | undefined;
  readonly config: string | undefined;
  readonly audience: Audience | undefined;
  readonly asOf: string | undefined;
  readonly commit: string | undefined;
  readonly since: string | undefined;
  readonly timeout: string | undefined;
  readonly failOn: Severity | "never" | "conditions" | undefined;
  readonly only: readonly string[];
  readonly skip: readonly string[];
  readonly trustCode: boolean;
  readonly summary: boolean;
  readonly verbose: boolean;
  readonly quiet: boolean;
  readonly color: boolean | undefined;
}

/** `sallyport review`: reviews each description; one that is refused does not stop the others. */
export async function reviewCommand(args: ReviewArguments, terminal: Terminal): Promise<ExitCode> {
  const wanted = wantedReports(args.format);
  const portfolios = wantedPortfolios("--portfolio", args.portfolio);
  checkOneOutput([...wanted, ...portfolios], terminal);
  const asOf = asOfDate(args.asOf, terminal);
  const seconds = secondsOf(args.timeout);
  if (args.commit !== undefined && !/^[0-9a-f]{7,64}$/.test(args.commit))
    throw new UserError(`--commit ${args.commit} is not a commit`, {
      hint: "Write its hash, such as git rev-parse HEAD prints.",
    });
  checkNoReportAmongSpecs(args, terminal.cwd);
  const earlier = args.since === undefined ? undefined : await envelopeIn(args.since, terminal);
  const { specs, passedOver, inOtherFormats } =
    args.specs.length === 0 ? await onlySpec(terminal.cwd) : await specsOf(args.specs, terminal.cwd);
  if (passedOver > 0)
    terminal.stderr.write(
      `${passedOver === 1 ? "1 other YAML or JSON file is no API description" : `${passedOver} other YAML and JSON files are not API descriptions`}\n`,
    );
  for (const { file, format } of inOtherFormats.slice(0, MOST_NOTES))
    terminal.stderr.write(
      `note: ${terminalText(`${file} is ${format}, and is not reviewed; sallyport review ${file} says what to do`)}\n`,
    );

  const { root, config, audience, only, skip, trustCode } = args;
  // The command that fixes asks for no part of a review, and a line or a file for programs says nothing of it.
  const isReadByPerson =
    wanted.some(({ format }) => format === "text") &&
    !args.quiet &&
    !args.summary &&
    audience === undefined &&
    only.length + skip.length === 0;
  const outcomes = await reviewMany(
    specs.map((spec) => ({
      spec,
      cwd: terminal.cwd,
      root,
      config,
      audience,
      only,
      skip,
      trustCode,
      asOf,
      seconds,
      triesFixes: isReadByPerson && specs.length === 1,
    })),
    terminal,
  );
  const settings = namedSettingsOf(outcomes);
  const named = outcomes.flatMap((outcome) =>
    "review" in outcome ? [[compared(settings.asked(outcome), earlier, outcomes.length), outcome.root] as const] : [],
  );
  const reviews = named.map(([review]) => review);
  const { unmatched } = settings;
  for (const text of unmatched.slice(0, MOST_NOTES)) terminal.stderr.write(`note: ${terminalText(text)}\n`);
  if (unmatched.length > MOST_NOTES)
    terminal.stderr.write(`note: ${count(unmatched.length - MOST_NOTES, "further setting")} of no effect\n`);
  const bugs = outcomes.flatMap((outcome) => ("bug" in outcome ? [outcome.bug] : []));
  const refused: Refusal[] = [];
  for (const outcome of outcomes) {
    if ("refusal" in outcome) {
      refused.push(outcome.refusal);
      terminal.stderr.write(refusalText(outcome.refusal));
    }
    if ("bug" in outcome) {
      refused.push(bugRefusal(outcome.bug));
      terminal.stderr.write(bugTextOf(outcome.bug.stack, outcome.bug.file));
    }
  }
  const [fixes] = outcomes.flatMap((outcome) => ("review" in outcome ? (outcome.fixes ?? []) : []));
  const envelope: ReviewEnvelope = {
    version: 1,
    tool: { name: "sallyport", version: VERSION },
    asOf,
    commit: args.commit ?? null,
    refused,
    reviews,
  };
  const style = { ...args, detail: detailOf(args), options: optionsToRepeat(args), roots: new Map(named), fixes };
  await writeReports(envelope, wanted, style, terminal);
  const page = wanted.find(
    ({ format, file, edition }) => format === "html" && file !== undefined && edition === undefined,
  );
  const pageFile = page?.file === undefined ? undefined : path.resolve(terminal.cwd, page.file);
  await writePortfoliosOf(envelope, pageFile, portfolios, asOf, terminal);
  const written = writtenLines([...wanted, ...portfolios]);
  if (!args.quiet && written !== "") {
    // Where all of it went to files, the verdicts and where to read on; standard output is for reports alone.
    const people = { ...terminal, stdout: terminal.stderr };
    await writeReports(envelope, [{ format: "text", file: undefined }], { ...style, quiet: true }, people);
    terminal.stderr.write(written);
  }
  return bugs.length > 0 ? EXIT.bug : exitCodeOf(envelope, args.failOn);
}

/** So many settings of no effect are told on standard error. */
const MOST_NOTES = 20;

function compared(review: Review, earlier: ReviewEnvelope | undefined, descriptions: number): Review {
  return earlier === undefined ? review : reviewSince(review, earlier, descriptions === 1);
}

function detailOf({ summary, verbose }: ReviewArguments): Detail {
  return summary ? "summary" : verbose ? "verbose" : "usual";
}

/**
 * The options by which a further call makes the same review; undefined where a value needs quotes, which are not the same
 * in every shell.
 */
function optionsToRepeat(args: ReviewArguments): readonly string[] | undefined {
  const { root, config, audience, asOf, only, skip, trustCode, timeout } = args;
  const values = { root, config, audience, asOf, only: listOrNone(only), skip: listOrNone(skip), timeout };
  const given = Object.entries(values).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  if (!given.every(([, value]) => /^(?!-)[\w./@%+:,-]+$/.test(value))) return undefined;
  return [
    ...given.flatMap(([name, value]) => [`--${optionName(name)}`, value]),
    ...(trustCode ? ["--trust-code"] : []),
  ];
}

function listOrNone(names: readonly string[]): string | undefined {
  return names.length === 0 ? undefined : names.join(",");
}

/** `--format json out.json` prints, and out.json is taken for a description: where none is there, a file was meant. */
function checkNoReportAmongSpecs({ specs, format }: ReviewArguments, cwd: string): void {
  if (specs.length < 2) return;
  for (const word of specs) {
    const meant = fileBehindFormat(word, format);
    if (meant !== undefined && !isThere(word, cwd))
      throw new UserError(`there is no description ${word}`, { hint: `To write the report there: ${meant}` });
  }
}

/**
 * The code of the worst: refused before blocked before passed (a bug comes before all). By default the verdict decides;
 * `--fail-on` looks at severities in its place, and at evidence all the same; `conditions` lets nothing but an approval pass.
 */
function exitCodeOf({ reviews, refused }: ReviewEnvelope, failOn: ReviewArguments["failOn"]): ExitCode {
  if (refused.length > 0) return EXIT.usage;
  if (failOn === "never") return EXIT.passed;
  const isBlocked = reviews.some(({ verdict, findings }) => {
    if (verdict.decision === "insufficient-evidence") return true;
    if (failOn === undefined) return verdict.decision === "reject";
    if (failOn === "conditions") return verdict.decision !== "approve";
    return findings.some(
      ({ status, severity }) => (status === "open" || status === "regressed") && isAtLeast(severity, failOn),
    );
  });
  return isBlocked ? EXIT.blocked : EXIT.passed;
}
