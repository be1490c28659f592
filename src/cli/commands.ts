import { AUDIENCES } from "../core/exposure-words.ts";
import { FAILING_FROM, SEVERITIES } from "../core/severity.ts";
import {
  AGENTS_FORMAT_NAMES,
  AGENTS_FORMATS,
  FORMAT_NAMES,
  IMPACT_FORMAT_NAMES,
  IMPACT_FORMATS,
  PORTFOLIO_FORMAT_NAMES,
  REPORT_FORMATS,
} from "../report/formats/registry.ts";
import {
  choice,
  command,
  flag,
  oneOperand,
  requiredText,
  ruleNames,
  someOperands,
  optionalOperand,
  anyOperands,
  text,
  texts,
  type Command,
  wholeNumber,
} from "./command-table.ts";
import { explainCommand } from "./explain-command.ts";
import { initCommand } from "./init-command.ts";
import { portfolioCommand } from "./portfolio-command.ts";
import { REGISTER_COMMANDS } from "./register-commands.ts";
import { reviewCommand } from "./review-command.ts";
import { rulesCommand } from "./rules-command.ts";
import { AS_OF, COLOR, CONFIG, colorOf } from "./shared-options.ts";
import { EXIT } from "./terminal.ts";

const ROOT = text("the folder that references must not leave");
const TRUST_CODE = flag("run JavaScript rulesets");
const TIMEOUT = text("seconds allowed for one description, including its rulesets; default 60");
const FORMAT = texts(`${FORMAT_NAMES.join(", ")}, add =FILE to write to a file; can be repeated`);
const PORTFOLIO_NAMES = PORTFOLIO_FORMAT_NAMES.join(", ");
const A_RULE = "a rule, an OWASP category (API1:2023), a CWE number (CWE-918) or a known name (bola)";
const QUIET = flag("one line per description");

/** The command line: every command with its operands and options. What git needs is loaded when it is asked for. */
export const COMMANDS: readonly Command[] = [
  command({
    words: ["review"],
    help: "review descriptions, on the terminal or as documents (--format)",
    notes: { title: "Formats", lines: Object.entries(REPORT_FORMATS).map(([name, { help }]) => [name, help]) },
    operands: {
      specs: anyOperands(
        "spec",
        "a file, a folder, a glob, or - for standard input; without one the only description here",
      ),
    },
    options: {
      format: FORMAT,
      portfolio: texts(`all reviews in one report: ${PORTFOLIO_NAMES}, add =FILE to write to a file`),
      root: ROOT,
      config: CONFIG,
      audience: choice("intended audience, if no operation, path or tag says otherwise", AUDIENCES),
      failOn: choice("exit with 1 if a finding has this severity or higher", FAILING_FROM),
      only: ruleNames(`run only ${A_RULE}; can be repeated`),
      skip: ruleNames(`skip ${A_RULE}; can be repeated`),
      trustCode: TRUST_CODE,
      timeout: TIMEOUT,
      asOf: AS_OF,
      since: text("an earlier review, as JSON: say what changed since"),
      commit: text("the commit that is reviewed, for the report and its links"),
      summary: flag("ten lines: verdict, reasons, what to do first", { against: "verbose" }),
      verbose: flag("everything: all findings, evidence, places, tests"),
      quiet: QUIET,
      ...COLOR,
    },
    run: (values, terminal) => reviewCommand({ ...values, color: colorOf(values) }, terminal),
  }),
  command({
    words: ["gate"],
    help: "what a change newly exposes; exit 1 if it must not be merged",
    operands: {
      specs: anyOperands("spec", "a file, a folder or a glob; without one the descriptions that the change touches"),
    },
    options: {
      base: text("branch, tag or commit that the change is merged into"),
      baseFile: text("another description, instead of --base"),
      trustHeadPolicy: flag("use the sallyport.yaml and register of the change itself"),
      format: FORMAT,
      root: ROOT,
      config: CONFIG,
      timeout: TIMEOUT,
      asOf: AS_OF,
      quiet: QUIET,
      ...COLOR,
    },
    run: async (values, terminal) => {
      const { gateCommand } = await import("./gate-command.ts");
      return gateCommand({ ...values, color: colorOf(values) }, terminal);
    },
  }),
  command({
    words: ["impact"],
    help: "assess a reported vulnerability: how bad it is, who could exploit it, where else it occurs, what to do now",
    example: 'impact openapi.yaml --operation "GET /users/{id}" --format html=impact.html',
    notes: { title: "Formats", lines: Object.entries(IMPACT_FORMATS).map(([name, { help }]) => [name, help]) },
    operands: {
      specs: someOperands("spec", "the description that the report is about, then others that may expose the same"),
    },
    options: {
      operation: texts('an operation that was reported, "GET /users/{id}" or its operationId; can be repeated'),
      field: texts("a field, User.location; can be repeated"),
      finding: texts("a finding, by the ID that a review shows; can be repeated"),
      credential: texts("a credential, by the name of its scheme; can be repeated"),
      schema: texts("a schema, by its name; can be repeated"),
      severity: choice("how severe the report is, if more is known than the description shows", SEVERITIES),
      portfolio: texts("reviews of other APIs as JSON, which are searched too; can be repeated"),
      noHistory: flag("do not search git for when the exposure began"),
      format: texts(`${IMPACT_FORMAT_NAMES.join(", ")}, add =FILE to write to a file; can be repeated`),
      root: ROOT,
      config: CONFIG,
      trustCode: TRUST_CODE,
      timeout: TIMEOUT,
      asOf: AS_OF,
      commit: text("the commit that is assessed, for the report"),
      ...COLOR,
    },
    run: async (values, terminal) => {
      const { impactCommand } = await import("./impact-command.ts");
      return impactCommand({ ...values, color: colorOf(values) }, terminal);
    },
  }),
  command({
    words: ["agents"],
    help: "what a language model's agent may call: allow, confirm or deny for each operation, with reasons",
    example: "agents openapi.yaml --format markdown=agents.md",
    notes: { title: "Formats", lines: Object.entries(AGENTS_FORMATS).map(([name, { help }]) => [name, help]) },
    operands: { specs: someOperands("spec", "a file, a folder, a glob, or - for standard input") },
    options: {
      format: texts(`${AGENTS_FORMAT_NAMES.join(", ")}, add =FILE to write to a file; can be repeated`),
      overlay: text("write the decisions and MCP annotations to this file as an OpenAPI Overlay 1.0"),
      reduced: text("write the description with only the allowed operations to this file"),
      fastmcp: text("write route maps for FastMCP with the allowed operations to this file"),
      withConfirm: flag("also include operations that a person confirms in --reduced and --fastmcp"),
      root: ROOT,
      config: CONFIG,
      trustCode: TRUST_CODE,
      timeout: TIMEOUT,
      asOf: AS_OF,
      ...COLOR,
    },
    run: async (values, terminal) => {
      const { agentsCommand } = await import("./agents-command.ts");
      return agentsCommand({ ...values, color: colorOf(values) }, terminal);
    },
  }),
  command({
    words: ["fix"],
    help: "fix descriptions as findings say: prints a diff, or changes the files with --apply; exit 1 if a fix cannot be made",
    example: "fix openapi.yaml --apply --suggested --only cleartext-server",
    operands: { specs: someOperands("spec", "a file, a folder, a glob, or - for standard input") },
    options: {
      dryRun: flag("print a unified diff and change nothing, which is the default", { against: "apply" }),
      apply: flag("change the files"),
      suggested: flag("also make suggested fixes, which somebody must attest"),
      only: ruleNames(`only fixes of ${A_RULE}; can be repeated`),
      overlay: { ...text("write the fixes to this file as an OpenAPI Overlay 1.0 instead"), against: "dry-run" },
      root: ROOT,
      config: CONFIG,
      trustCode: TRUST_CODE,
      asOf: AS_OF,
    },
    run: async (values, terminal) => (await import("./fix-command.ts")).fixCommand(values, terminal),
  }),
  command({
    words: ["tests"],
    help: "write authorization tests that a program runs (Arazzo, Hurl), or --record the results",
    example: "tests openapi.yaml --format arazzo=tests.arazzo.yaml --format env=.env.example",
    notes: {
      title: "Formats",
      lines: [
        ["arazzo", "an Arazzo 1.0.1 description, for npx @redocly/cli respect (default)"],
        ["hurl", "for Hurl; =FOLDER/ writes a file for each test"],
        ["markdown", "a checklist to read, or to test by hand"],
        ["env", "an example of the .env that respect reads: all inputs, without values"],
      ],
    },
    operands: { spec: oneOperand("spec", "the description") },
    options: {
      format: texts("arazzo, hurl, markdown, env, add =FILE to write to a file; can be repeated"),
      top: wholeNumber(
        "how many entries of the review's list to write tests for, from the first, such as 10; 0 for all",
        0,
      ),
      operation: texts('only tests of an operation, "GET /users/{id}" or its operationId; can be repeated'),
      kind: texts(
        "only tests of a kind, such as object, list, function or anonymous; all for every kind; can be repeated",
      ),
      includeDestructive: flag("also tests that change or delete what B makes for them, or lock a scratch account"),
      given: texts(
        "make an identifier (workoutIdB) an input, instead of finding or creating it; with --include-destructive the object may be changed or deleted; can be repeated",
      ),
      tries: wholeNumber("how often at most a wrong password or code is sent", 12),
      server: text("the base URL of the tested service, written into the tests"),
      record: text("a result of a run (JSON of respect, or JUnit): record it in the register; exit 1 if a test failed"),
      by: text("with --record: who ran the tests"),
      evidence: text("with --record: where the record of the run is; by default the name of the file"),
      until: text("with --record: the last day on which the outcome counts"),
      register: text("with --record: the register, relative to the root"),
      root: ROOT,
      config: CONFIG,
      trustCode: TRUST_CODE,
      timeout: TIMEOUT,
      asOf: AS_OF,
    },
    run: async (values, terminal) => (await import("./tests-command.ts")).testsCommand(values, terminal),
  }),
  ...REGISTER_COMMANDS,
  command({
    words: ["dismiss"],
    help: "record in sallyport.yaml that a finding is a false positive, and why",
    example: 'dismiss 1a2b3c4d openapi.yaml --because "The field holds a public order number"',
    operands: {
      finding: oneOperand("finding", "the ID that a review shows, or its beginning"),
      spec: optionalOperand("spec", "the description; by default those in the current folder"),
    },
    options: {
      because: requiredText("why the finding is wrong"),
      by: text("who says so"),
      root: ROOT,
      config: CONFIG,
      trustCode: TRUST_CODE,
      asOf: AS_OF,
    },
    run: async (values, terminal) => (await import("./dismiss-command.ts")).dismissCommand(values, terminal),
  }),
  command({
    words: ["portfolio"],
    help: "combine many reviews into one report",
    operands: { reviews: someOperands("review", "reviews as JSON, from sallyport review --format json=FILE") },
    options: {
      format: texts(`${PORTFOLIO_NAMES}, add =FILE to write to a file; can be repeated`),
      asOf: AS_OF,
    },
    run: portfolioCommand,
  }),
  command({
    words: ["explain"],
    help: "what a name in a review means: a rule, a term, a finding, a boundary",
    operands: { name: someOperands("name", `${A_RULE}, a term (boundary), or an ID that a review shows (ba67919a)`) },
    options: {},
    run: async ({ name }, terminal) => explainCommand(name, terminal),
  }),
  command({
    words: ["rules"],
    help: "all rules with their severity for each exposure; --ceilings: what each kind of caller may read",
    operands: {
      spec: optionalOperand("spec", "the description or folder to show the policy of; by default the current folder"),
    },
    options: {
      ceilings: flag("what each kind of caller may read, as a table"),
      config: CONFIG,
      root: text("the folder outside of which nothing is read"),
      trustCode: TRUST_CODE,
    },
    run: rulesCommand,
  }),
  command({
    words: ["lsp"],
    help: "the language server for editors, over standard input and output",
    operands: {},
    options: {
      stdio: flag("use standard input and output, as it always does; editors add it"),
      root: text("the folder outside of which nothing is read"),
      config: CONFIG,
      asOf: AS_OF,
    },
    run: async (values, terminal) => (await import("./lsp-command.ts")).lspCommand(values, terminal),
  }),
  command({
    words: ["config"],
    help: "the settings in force, each with the file and line that sets it",
    operands: { spec: optionalOperand("spec", "a description or a folder; by default the current folder") },
    options: {
      format: choice("yaml (default) or json", ["yaml", "json"]),
      root: ROOT,
      config: CONFIG,
      trustCode: TRUST_CODE,
    },
    run: async (values, terminal) => (await import("./config-command.ts")).configCommand(values, terminal),
  }),
  command({
    words: ["init"],
    help: "a commented sallyport.yaml, from what the description shows",
    operands: { spec: optionalOperand("spec", "a description to write it for") },
    options: { root: ROOT, stdout: flag("print it instead of writing sallyport.yaml") },
    run: initCommand,
  }),
  command({
    words: ["completion"],
    help: "print a completion script for bash, zsh or fish",
    operands: {
      shell: optionalOperand("shell", "bash, zsh or fish; bash and zsh use the same script", ["bash", "zsh", "fish"]),
    },
    options: {},
    run: async ({ shell }, terminal) => {
      const { completionOf } = await import("./completion.ts");
      terminal.stdout.write(completionOf(shell, { commands: COMMANDS, groups: GROUPS, byDefault: COMMANDS[0]! })); // review
      return EXIT.passed;
    },
  }),
];

/** What the first words of commands that have more than one stand for. */
export const GROUPS: Readonly<Record<string, string>> = {
  register: "the register of issues: what is open, accepted, due and overdue",
};
