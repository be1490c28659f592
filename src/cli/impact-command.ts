import type { Severity } from "../core/severity.ts";
import type { ImpactAssessment } from "../core/impact.ts";
import type { Review } from "../core/review.ts";
import { UserError } from "../core/user-error.ts";
import { assessImpact, type AskedHistory, type ExposedQuestion } from "../impact/assess-impact.ts";
import { unknownFields, withReportedFields, type UnknownField } from "../impact/scope/reported-fields.ts";
import { reportedItems, type Selection } from "../impact/scope/select.ts";
import type { RecordedIssue } from "../impact/known.ts";
import { coveringReport } from "../gate/register/coverage.ts";
import { isPlaceOf } from "../gate/register/place-words.ts";
import { readRegister } from "../gate/register/read-register.ts";
import { dueOf } from "../gate/register/register.ts";
import { REPORTED_EXPOSURE } from "../review/reported-exposure.ts";
import type { ImpactSource } from "../impact/source.ts";
import { budgetOf } from "../load/limits.ts";
import { loadPolicy } from "../policy/load-policy.ts";
import type { Policy } from "../policy/policy.ts";
import { composeReview } from "../review/compose.ts";
import { IMPACT_FORMAT_NAMES, IMPACT_FORMATS, type ImpactFormat } from "../report/formats/registry.ts";
import { shownText, withHashWritten } from "../report/words/shown-text.ts";
import { asOfDate } from "./as-of.ts";
import { envelopeIn } from "./envelope-in.ts";
import { withFormerVersion } from "./former-operation.ts";
import { historyOf, judgedAtPeak } from "./history-of.ts";
import { hasLinks } from "./hyperlinks.ts";
import { checkOneOutput, wantedOf, writeWanted, writtenLines } from "./outputs.ts";
import { filesNamed } from "./portfolio-command.ts";
import type { Judgements } from "../review/assumptions.ts";
import { namedSettings } from "../review/unmatched-settings.ts";
import { checkSchemesKnown } from "./known-schemes.ts";
import { registeredReview } from "./registered-review.ts";
import { entryOf, type Entry } from "./root.ts";
import { specsOf } from "./specs.ts";
import { EXIT, hasColor, type ExitCode, type Terminal } from "./terminal.ts";
import { secondsOf } from "./timeout.ts";
import { trusted } from "./trusted.ts";
import { VERSION } from "./version.ts";

export interface ImpactArguments {
  readonly specs: readonly string[];
  readonly operation: readonly string[];
  readonly field: readonly string[];
  readonly finding: readonly string[];
  readonly credential: readonly string[];
  readonly schema: readonly string[];
  readonly severity: Severity | undefined;
  readonly portfolio: readonly string[];
  readonly noHistory: boolean;
  readonly format: readonly string[];
  readonly root: string | undefined;
  readonly config: string | undefined;
  readonly trustCode: boolean;
  readonly timeout: string | undefined;
  readonly asOf: string | undefined;
  readonly commit: string | undefined;
  readonly color: boolean | undefined;
}

/** `sallyport impact`: what a reported vulnerability comes to, from the descriptions alone. */
export async function impactCommand(args: ImpactArguments, terminal: Terminal): Promise<ExitCode> {
  const wanted = (args.format.length === 0 ? ["text"] : args.format).map((value) =>
    wantedOf("--format", value, IMPACT_FORMAT_NAMES),
  );
  checkOneOutput(wanted, terminal);
  const selection = selectionOf(args);
  const asOf = asOfDate(args.asOf, terminal);
  const portfolio = [...(await portfolioOf(args.portfolio, terminal))];
  const words: string[] = [];
  for (const word of args.specs) {
    const more = args.portfolio.length > 0 && word.endsWith(".json") ? await reviewsIn(word, terminal) : undefined;
    if (more === undefined) words.push(word);
    else portfolio.push(...more);
  }
  const { specs } = await specsOf(words, terminal.cwd);
  const judged: JudgedSpec[] = [];
  for (const spec of specs) judged.push(await judgedSpec(spec, args, asOf, terminal));
  const found = subjectOf(judged, selection);
  if (found instanceof UserError) throw await withFormerVersion(found, describedIn(judged[0]!), terminal); // there is one
  const subject = await withUnknownFields(found, selection, args, asOf, terminal);
  // What was judged once more is not kept as it was before.
  const others = judged.splice(0).filter(({ entry }) => entry.file !== subject.entry.file);
  const impact = await assessImpact(subject.source, selection, {
    tool: { name: "sallyport", version: VERSION },
    asOf,
    commit: args.commit ?? null,
    others: others.map(({ source }) => source),
    portfolio,
    severity: args.severity,
    issues: await issuesOf(subject, asOf),
    historyOf: async (asked) => sinceOf(subject, asked, args, asOf, terminal),
  });
  await writeWanted(
    wanted,
    async ({ format, file }) => {
      const { render, hash }: ImpactFormat = IMPACT_FORMATS[format];
      const text = await render(impact, {
        width: (file === undefined ? terminal.stdout.columns : undefined) ?? 80,
        color: file === undefined && hasColor(terminal.stdout, terminal.env, args.color),
        links: file === undefined && hasLinks(terminal.stdout, terminal.env, args.color),
      });
      return withHashWritten(text, hash);
    },
    terminal,
  );
  const written = writtenLines(wanted);
  // Where all of it went to files, the first answer and where to read on.
  if (written !== "") terminal.stderr.write(`${howBadLine(impact)}\n${written}`);
  return EXIT.passed;
}

function howBadLine({ api, answers }: ImpactAssessment): string {
  const [first] = answers;
  return shownText(`${api.title}: ${first?.text ?? ""}`);
}

/** What the register has of a description. */
async function issuesOf({ entry, policy, source }: JudgedSpec, asOf: string): Promise<readonly RecordedIssue[]> {
  const { issues } = await readRegister(policy.register, entry.files);
  return issues
    .filter(({ description }) => description === entry.file)
    .map((issue) => {
      const { id, title, severity, status, firstSeen, fixed, places, rule } = issue;
      const words = Object.values(places);
      const own = source.review.tests.filter(({ operation }) => words.some((place) => isPlaceOf(place, operation)));
      const days = own.every((test) => test.status === "passed") ? own.flatMap(({ tested }) => tested?.on ?? []) : [];
      return {
        id,
        title,
        severity,
        status,
        since: firstSeen,
        due: dueOf(coveringReport(issue, issues, asOf) ?? issue) ?? null,
        fixed: fixed ?? null,
        tested: days.toSorted().at(-1) ?? null,
        places,
        isReport: rule === REPORTED_EXPOSURE,
      };
    });
}

/** Since when what was reported is exposed, by git; or why that was not searched. */
async function sinceOf(
  { entry, policy, fields, described }: JudgedSpec,
  asked: ExposedQuestion,
  { noHistory, timeout }: ImpactArguments,
  asOf: string,
  terminal: Terminal,
): Promise<AskedHistory | string> {
  if (noHistory) return "the history was not searched (--no-history)";
  const description = {
    root: entry.root,
    file: entry.file,
    policy: withReportedFields(policy, fields, true),
    // A reported field counts under any name in the history, which is judged otherwise then.
    today: fields.length === 0 ? described : undefined,
    seconds: secondsOf(timeout),
  };
  const { events, peaks, opened, alike, ...history } = await historyOf({ ...asked, ...description, asOf }, terminal);
  const since = {
    ...history,
    events: events.map(({ renamed, ...event }) => ({
      ...event,
      operations: [...event.operations],
      ...(renamed === undefined ? {} : { renamed: [...renamed] }),
    })),
    unknown: [...history.unknown],
    opened: [...opened],
    alike: [...alike],
  };
  return {
    since,
    peaks: peaks.map((peak) => ({
      ...peak,
      async source() {
        const judged = await judgedAtPeak(description, peak, terminal);
        return judged === undefined ? undefined : { api: judged.stated.api, review: composeReview(judged, asOf) };
      },
    })),
  };
}

function describedIn({ entry, source }: JudgedSpec): Parameters<typeof withFormerVersion>[1] {
  return { entry, parts: source.api.document.sources().flatMap(({ file }) => (file === entry.file ? [] : [file])) };
}

function selectionOf({ operation, field, finding, credential, schema }: ImpactArguments): Selection {
  const selection = {
    operations: operation,
    fields: field,
    findings: finding,
    credentials: credential,
    schemas: schema,
  };
  if (Object.values(selection).every((words) => words.length === 0))
    throw new UserError("The call does not say what was reported", {
      hint: 'Write --operation "GET /users/{id}", --field User.location, --finding ID, --credential NAME or --schema NAME.',
    });
  return selection;
}

/** A description with all that was judged of it, and where it stands. */
interface JudgedSpec {
  readonly spec: string;
  readonly entry: Entry;
  /** Fields that were reported, and hold what the report says. */
  readonly fields: readonly UnknownField[];
  readonly policy: Policy;
  readonly source: ImpactSource;
  /** As the description alone is judged. */
  readonly described: Judgements;
}

/** The description judged once more where a field was reported of which nothing tells what it holds: as the report says. */
async function withUnknownFields(
  subject: JudgedSpec,
  selection: Selection,
  args: ImpactArguments,
  asOf: string,
  terminal: Terminal,
): Promise<JudgedSpec> {
  const fields = unknownFields(subject.source, reportedItems(subject.source, selection));
  return fields.length === 0 ? subject : judgedSpec(subject.spec, args, asOf, terminal, fields);
}

async function judgedSpec(
  spec: string,
  args: ImpactArguments,
  asOf: string,
  { cwd }: Terminal,
  fields: readonly UnknownField[] = [],
): Promise<JudgedSpec> {
  const entry = entryOf(spec, cwd, args.root);
  const budget = budgetOf(secondsOf(args.timeout));
  const known = await loadPolicy(entry.file, entry.files, {
    configFile: args.config,
    trusted: trusted(entry.root, args.trustCode),
    budget,
  });
  const policy = withReportedFields(known, fields);
  const { review, judgements, described } = await registeredReview(entry.file, entry.files, policy, asOf, { budget });
  const { api } = judgements.stated;
  await checkSchemesKnown(namedSettings(api), entry);
  return { spec, fields, entry, policy, described, source: { api, review } };
}

/** The first description that has all that was reported; where none has, what the first lacks. */
function subjectOf(judged: readonly JudgedSpec[], selection: Selection): JudgedSpec | UserError {
  const lacks: UserError[] = [];
  for (const one of judged)
    try {
      reportedItems(one.source, selection);
      return one;
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      lacks.push(error);
    }
  return lacks.find(({ hint }) => hint?.startsWith("Did you mean")) ?? lacks[0]!; // there is a description
}

/** The reviews in a file that a shell made a word of its own of `--portfolio reviews/*.json`; none where it is no review. */
async function reviewsIn(word: string, terminal: Terminal): Promise<readonly Review[] | undefined> {
  try {
    return (await envelopeIn(word, terminal)).reviews;
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

async function portfolioOf(words: readonly string[], terminal: Terminal): Promise<readonly Review[]> {
  const reviews: Review[] = [];
  for (const name of await filesNamed(words, terminal.cwd)) reviews.push(...(await envelopeIn(name, terminal)).reviews);
  return reviews;
}
