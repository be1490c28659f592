import path from "node:path";
import { count, listed } from "../core/prose.ts";
import { UserError } from "../core/user-error.ts";
import type { AssessedApi } from "../exposure/assessed-api.ts";
import { arazzoText, SOURCE_NAME } from "../authorization-tests/formats/arazzo.ts";
import { checklistText } from "../authorization-tests/formats/checklist.ts";
import { environmentText, variablesText } from "../authorization-tests/formats/environment.ts";
import { hurlFault, hurlText } from "../authorization-tests/formats/hurl.ts";
import { authorizationTests, type TestSet } from "../authorization-tests/runnable-tests.ts";
import { remoteReferences } from "./remote-references.ts";
import { kindsNamed, selectedTests } from "../authorization-tests/selection.ts";
import { budgetOf } from "../load/limits.ts";
import { readRegister } from "../gate/register/read-register.ts";
import { testFinder } from "../gate/register/register-record-of.ts";
import { loadPolicy } from "../policy/load-policy.ts";
import { fileWord } from "../report/words/shell-words.ts";
import { shownText } from "../report/words/shown-text.ts";
import { namedSettings } from "../review/unmatched-settings.ts";
import { judgeExposure } from "../review.ts";
import { checkSchemesKnown } from "./known-schemes.ts";
import { asOfDate } from "./as-of.ts";
import { checkOneOutput, wantedOf, writtenLines } from "./outputs.ts";
import { plain } from "./opened-register.ts";
import { recordTests } from "./recorded-tests.ts";
import { entryOf, type Entry } from "./root.ts";
import { specsOf, checkOutputs } from "./specs.ts";
import { EXIT, type ExitCode, type Terminal } from "./terminal.ts";
import { secondsOf } from "./timeout.ts";
import { trusted } from "./trusted.ts";
import { writeFiles } from "./write-files.ts";

export const TESTS_FORMATS = ["arazzo", "hurl", "markdown", "env", "vars"] as const;
type TestsFormat = (typeof TESTS_FORMATS)[number];

export interface TestsArguments {
  readonly spec: string;
  readonly format: readonly string[];
  readonly top: number;
  readonly operation: readonly string[];
  readonly kind: readonly string[];
  readonly includeDestructive: boolean;
  readonly given: readonly string[];
  readonly tries: number;
  readonly server: string | undefined;
  readonly record: string | undefined;
  readonly by: string | undefined;
  readonly evidence: string | undefined;
  readonly until: string | undefined;
  readonly register: string | undefined;
  readonly root: string | undefined;
  readonly config: string | undefined;
  readonly trustCode: boolean;
  readonly timeout: string | undefined;
  readonly asOf: string | undefined;
}

/**
 * `sallyport tests`: the authorization tests of descriptions as a file that a runner takes; with `--record`, what such a run
 * said goes into the register.
 */
export async function testsCommand(args: TestsArguments, terminal: Terminal): Promise<ExitCode> {
  if (args.tries < 2 || args.tries > MOST_TRIES)
    throw new UserError(`--tries must be from 2 to ${MOST_TRIES}`, { hint: "Without --tries there are 12 at most." });
  const spec = await oneSpec(args.spec, terminal.cwd);
  if (args.record !== undefined) return recordTests(args, args.record, spec, terminal);
  const wanted = (args.format.length === 0 ? ["arazzo"] : args.format).map((value) =>
    wantedOf("--format", value, TESTS_FORMATS),
  );
  checkOneOutput(wanted, terminal);
  const server = args.server === undefined ? undefined : serverOf(args.server);
  const selection = {
    top: args.top === 0 ? undefined : args.top,
    operations: args.operation,
    kinds: kindsNamed(args.kind),
  };
  const entry = entryOf(spec, terminal.cwd, args.root);
  const api = await judgedApi(entry, args);
  const asOf = asOfDate(args.asOf, terminal);
  const all = authorizationTests(api, {
    asOf,
    without: await withoutTests(entry, api, asOf),
    includeDestructive: args.includeDestructive,
    given: args.given,
    tries: args.tries,
  });
  checkGiven(args.given, all);
  const set = selectedTests(all, api.operations, selection);
  if (set.tests.length === 0 && wanted.some(({ format }) => format !== "markdown"))
    throw new UserError(`none of the requested tests of ${plain(entry.file)} can run by itself`, {
      file: entry.file,
      hint: nothingRuns(set),
    });
  const files = new Map<string, string>();
  const printed: string[] = [];
  for (const { format, file } of wanted) {
    const url = addressOf(entry, terminal.cwd, file);
    if (format === "hurl" && file?.endsWith("/") === true) {
      for (const test of inHurl(set))
        files.set(path.resolve(terminal.cwd, file, `${test.id}.hurl`), hurlText(test, api));
      continue;
    }
    const text = textIn(isOfHurl(format, wanted) ? "vars" : format, set, { api, url, server });
    if (file === undefined) printed.push(text);
    else files.set(path.resolve(terminal.cwd, file), text);
  }
  checkOutputs(files.keys(), terminal.cwd);
  await writeFiles(files);
  for (const text of printed) terminal.stdout.write(text);
  terminal.stderr.write(
    `${writtenLines(wanted)}${lackingText(set, wanted)}${summaryOf(set)}${set.tests.length === 0 ? "" : `${fetchedText(api, wanted)}${runLines(set, wanted, server)}`}`,
  );
  return EXIT.passed;
}

/** The operations of which somebody decided that the tests of the review do not apply to them. */
async function withoutTests({ file, files }: Entry, api: AssessedApi, asOf: string): Promise<ReadonlySet<string>> {
  const testOf = testFinder(await readRegister(api.policy.register, files), api, { names: [file], asOf });
  return new Set(
    api.operations.flatMap((operation) => (testOf(operation)?.outcome === "not-applicable" ? [operation.id] : [])),
  );
}

/** So many guesses are made at most: more tell no more. */
const MOST_TRIES = 100;

/** The description that a word names. Throws a `UserError` for a folder or glob with several. */
async function oneSpec(word: string, cwd: string): Promise<string> {
  const { specs } = await specsOf([word], cwd);
  if (specs.length === 1) return specs[0]!;
  throw new UserError(`tests are written for one description, and ${specs.length} were given`, {
    hint: "Run the command once for each description.",
  });
}

/** Throws a `UserError` for a name that no identifier of the tests has. */
function checkGiven(given: readonly string[], { identifiers }: TestSet): void {
  const unknown = given.find((name) => !identifiers.includes(name));
  if (unknown === undefined) return;
  throw new UserError(`--given ${unknown} is not an identifier of these tests`, {
    hint: identifiers.length === 0 ? "They need none." : `There are ${listed(identifiers.map(plain), MOST_NAMED)}.`,
  });
}

const MOST_NAMED = 12;

/** The description with all that was judged of it. */
export async function judgedApi(
  { file, files, root }: Entry,
  { config, trustCode, timeout }: Pick<TestsArguments, "config" | "trustCode" | "timeout">,
): Promise<AssessedApi> {
  const budget = budgetOf(secondsOf(timeout));
  const policy = await loadPolicy(file, files, { configFile: config, trusted: trusted(root, trustCode), budget });
  const { api } = (await judgeExposure(file, files, policy, budget)).stated;
  await checkSchemesKnown(namedSettings(api), { file, root });
  return api;
}

function textIn(
  format: TestsFormat,
  set: TestSet,
  around: { readonly api: AssessedApi; readonly url: string; readonly server: string | undefined },
): string {
  switch (format) {
    case "arazzo":
      return arazzoText(set.tests, around);
    case "hurl":
      return inHurl(set)
        .map((test) => hurlText(test, around.api))
        .join("\n");
    case "markdown":
      return checklistText(set, around.api, around.url);
    case "env":
      return environmentText(set.tests, around.api, around.server);
    case "vars":
      return variablesText(inHurl(set), around.api, around.server);
  }
}

interface WantedFormat {
  readonly format: TestsFormat;
  readonly file: string | undefined;
}

/** Whether a format is the file of variables for Hurl: the environment is, too, where Hurl is the only runner. */
function isOfHurl(format: TestsFormat, wanted: readonly WantedFormat[]): boolean {
  const runners = new Set(wanted.map((one) => one.format));
  return format === "vars" || (format === "env" && runners.has("hurl") && !runners.has("arazzo"));
}

function inHurl({ tests }: TestSet): TestSet["tests"] {
  return tests.filter((test) => hurlFault(test) === undefined);
}

/** What cannot be said in Hurl, where that is asked for. */
function lackingText({ tests }: TestSet, wanted: readonly { readonly format: TestsFormat }[]): string {
  if (!wanted.some(({ format }) => format === "hurl")) return "";
  const lacking = tests.flatMap((test) => {
    const fault = hurlFault(test);
    return fault === undefined ? [] : [`${plain(test.id)} (${plain(fault)})`];
  });
  return lacking.length === 0 ? "" : `${count(lacking.length, "test")} left out of Hurl: ${listed(lacking, 3)}\n`;
}

/** The base address of a service. Throws a `UserError` for what is none. */
function serverOf(given: string): string {
  if (/^https?:\/\/[^\s"'{}$]+$/.test(given)) return given.replace(/\/$/, "");
  throw new UserError(`--server ${given} is not a URL`, {
    hint: "Write it as in --server https://api.staging.example.com",
  });
}

/** The description as it is found from where the tests are written: what goes to standard output is thought of in the current folder. */
function addressOf({ root, file }: Entry, cwd: string, output: string | undefined): string {
  const folder = output === undefined ? cwd : path.dirname(path.resolve(cwd, output));
  return path.relative(folder, path.join(root, file)).split(path.sep).join("/") || file;
}

/** So many tests that must be made by hand are named; the checklist has all. */
const MOST_SHOWN = 4;

function nothingRuns({ held, refused, manual }: TestSet): string {
  if (held.length > 0) return `${count(held.length, "test")} may change data: ${withFlag(held)}.`;
  if (refused.length > 0) return refusedText(refused);
  if (manual.length > 0) return `${count(manual.length, "test")} must be made by hand: --format markdown lists them.`;
  return "No test matches. Check --kind, --operation and --top; or the operations take no IDs and require no credential.";
}

/** What writes the tests that are held back. */
function withFlag({ length }: TestSet["held"]): string {
  return `add --include-destructive to write ${length === 1 ? "it" : "them"}`;
}

function refusedText(refused: TestSet["refused"]): string {
  const shown = refused.map(({ id, why }) => `${plain(id)} (${plain(why)})`);
  return `${count(refused.length, "test")} left out, because text in the description could change what the runner sends: ${listed(shown, 3)}`;
}

/** How many there are, how many calls they make, and what is left out and why. */
function summaryOf({ tests, held, refused, manual }: TestSet): string {
  const operations = new Set(tests.map(({ operation }) => operation)).size;
  const lines = [
    `${count(tests.length, "test")} of ${count(operations, "operation")}, ${count(callsOf(tests), "request")} at most`,
    ...(held.length === 0
      ? []
      : [
          `${count(held.length, "test")} left out that may change data, such as ${listed(
            held.map(({ id }) => plain(id)),
            3,
          )}: ${withFlag(held)}`,
        ]),
    ...(refused.length === 0 ? [] : [refusedText(refused)]),
    ...manual
      .slice(0, MOST_SHOWN)
      .map(
        ({ rank, title, why }) =>
          `${rank === undefined ? "A test" : `Test ${rank} of the review`} must be made by hand (${plain(title)}): ${plain(why)}`,
      ),
    ...(manual.length <= MOST_SHOWN ? [] : [`and ${manual.length - MOST_SHOWN} more: --format markdown lists them`]),
  ];
  return lines.map((line) => `${line}\n`).join("");
}

function callsOf(tests: TestSet["tests"]): number {
  return tests.flatMap(({ steps }) => steps.map(({ tries }) => tries)).reduce((sum, tries) => sum + tries, 0);
}

/** What the runner of Arazzo fetches besides, since the description refers to it. */
function fetchedText({ document }: AssessedApi, wanted: readonly { readonly format: TestsFormat }[]): string {
  const addresses = wanted.some(({ format }) => format === "arazzo") ? remoteReferences(document) : [];
  if (addresses.length === 0) return "";
  const shown = listed(
    addresses.map((one) => plain(one)),
    3,
  );
  return `The description refers to ${shown}: the runner fetches that first, without a token. Save it beside the description to prevent that
`;
}

/** After so many steps the runner of Arazzo stops, unless it is told otherwise. */
const USUAL_STEPS = 2000;

/** The file of variables where none is written. */
const VARIABLES = "vars.env";

/** How what was written is run. With an `.env` the runner has the address from there. */
function runLines({ tests }: TestSet, wanted: readonly WantedFormat[], server: string | undefined): string {
  const variables = wanted.find(({ format, file }) => file !== undefined && isOfHurl(format, wanted))?.file;
  const calls = callsOf(tests);
  const more = calls > USUAL_STEPS ? ` --max-steps ${calls}` : "";
  const hasServer = server !== undefined || wanted.some(({ format }) => format === "env");
  const lines = wanted.flatMap(({ format, file }): readonly string[] => {
    if (format === "arazzo")
      return [
        `REDOCLY_TELEMETRY=off npx @redocly/cli respect ${fileWord(shownText(file ?? "FILE"))}${hasServer ? "" : ` --server ${SOURCE_NAME}=https://…`} --severity STATUS_CODE_CHECK=off --json-output results.json${more}`,
      ];
    if (format !== "hurl" || file === undefined) return [];
    return [
      `hurl --test --variables-file ${fileWord(shownText(variables ?? VARIABLES))} --report-junit junit.xml ${fileWord(shownText(file))}${file.endsWith("/") ? "*.hurl" : ""}`,
    ];
  });
  const isLacking =
    variables === undefined && wanted.some(({ format, file }) => format === "hurl" && file !== undefined);
  return [
    ...(isLacking ? [`Hurl needs values for the variables: add --format vars=${VARIABLES} to write that file\n`] : []),
    ...lines.map((line) => `Run them: ${line}\n`),
  ].join("");
}
