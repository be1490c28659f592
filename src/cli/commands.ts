import { AUDIENCES } from "../core/exposure-words.ts";
import { REVIEW_FAILS_ON, SEVERITIES } from "../core/severity.ts";
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

const ROOT = text("the root: references must not lead outside this folder");
const TRUST_CODE = flag("run JavaScript rulesets");
const TIMEOUT = text("the time limit for one description and its rulesets, in seconds; default 60");
const FORMAT = texts(`${FORMAT_NAMES.join(", ")}; add =FILE to write to a file; can be repeated`);
const PORTFOLIO_NAMES = PORTFOLIO_FORMAT_NAMES.join(", ");
const A_RULE = "by ID, OWASP category (API1:2023), CWE number (CWE-918) or common name (bola)";
const QUIET = flag("print one line for each description");

/** The command line: every command with its operands and options. What git needs is loaded when it is asked for. */
export const COMMANDS: readonly Command[] = [
  command({
    words: ["review"],
    help: "review descriptions, on the terminal or as documents (--format)",
    notes: { title: "Formats", lines: Object.entries(REPORT_FORMATS).map(([name, { help }]) => [name, help]) },
    operands: {
      specs: anyOperands(
        "spec",
        "a file, a folder, a glob, or - for standard input; by default, the only description in the current folder",
      ),
    },
    options: {
      format: FORMAT,
      portfolio: texts(
        `also write one report on all reviews: ${PORTFOLIO_NAMES}; add =FILE to write to a file; can be repeated`,
      ),
      root: ROOT,
      config: CONFIG,
      audience: choice(
        "the intended audience, unless sallyport.yaml declares another for an operation, path or tag",
        AUDIENCES,
      ),
      failOn: choice(
        "exit with 1 if a finding has this severity or higher, or if a condition is not met",
        REVIEW_FAILS_ON,
      ),
      only: ruleNames(`run only these rules, given ${A_RULE}; can be repeated`),
      skip: ruleNames(`skip these rules, given ${A_RULE}; can be repeated`),
      trustCode: TRUST_CODE,
      timeout: TIMEOUT,
      asOf: AS_OF,
      since: text("an earlier review as JSON: show the changes since then"),
      commit: text("the reviewed commit, for the report and its links"),
      summary: flag("print ten lines: the verdict, its reasons and the first actions", { against: "verbose" }),
      verbose: flag("print everything: all findings, evidence, places and tests"),
      quiet: QUIET,
      ...COLOR,
    },
    run: (values, terminal) => reviewCommand({ ...values, color: colorOf(values) }, terminal),
  }),
  command({
    words: ["gate"],
    help: "show the new exposure that a change causes; exit 1 if the change must not be merged",
    operands: {
      specs: anyOperands("spec", "a file, a folder or a glob; by default, the descriptions that the change touches"),
    },
    options: {
      base: text("the branch, tag or commit into which the change is merged"),
      baseFile: text("an earlier description to compare with, instead of --base"),
      trustHeadPolicy: flag("use sallyport.yaml and the register from the change, not from the base branch"),
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
    help: "assess a reported vulnerability: its severity, who could exploit it, where else it occurs, and what to do now",
    example: 'impact openapi.yaml --operation "GET /users/{id}" --format html=impact.html',
    notes: { title: "Formats", lines: Object.entries(IMPACT_FORMATS).map(([name, { help }]) => [name, help]) },
    operands: {
      specs: someOperands(
        "spec",
        "the description that the report is about, then others that may expose the same data",
      ),
    },
    options: {
      operation: texts('a reported operation: "GET /users/{id}" or its operationId; can be repeated'),
      field: texts("a reported field, such as User.location; can be repeated"),
      finding: texts("a finding, by the ID in a review; can be repeated"),
      credential: texts("a leaked credential, by the name of its security scheme; can be repeated"),
      schema: texts("a reported schema, by its name; can be repeated"),
      severity: choice("the severity, if you know more than the description shows", SEVERITIES),
      portfolio: texts("reviews of other APIs as JSON, to search them too; can be repeated"),
      noHistory: flag("do not search the git history for the beginning of the exposure"),
      format: texts(`${IMPACT_FORMAT_NAMES.join(", ")}; add =FILE to write to a file; can be repeated`),
      root: ROOT,
      config: CONFIG,
      trustCode: TRUST_CODE,
      timeout: TIMEOUT,
      asOf: AS_OF,
      commit: text("the assessed commit, for the report"),
      ...COLOR,
    },
    run: async (values, terminal) => {
      const { impactCommand } = await import("./impact-command.ts");
      return impactCommand({ ...values, color: colorOf(values) }, terminal);
    },
  }),
  command({
    words: ["agents"],
    help: "decide for each operation whether an AI agent may call it: allow, confirm or deny, with reasons",
    example: "agents openapi.yaml --format markdown=agents.md",
    notes: { title: "Formats", lines: Object.entries(AGENTS_FORMATS).map(([name, { help }]) => [name, help]) },
    operands: { specs: someOperands("spec", "a file, a folder, a glob, or - for standard input") },
    options: {
      format: texts(`${AGENTS_FORMAT_NAMES.join(", ")}; add =FILE to write to a file; can be repeated`),
      overlay: text("write the decisions and the MCP annotations to this file, as an OpenAPI Overlay 1.0"),
      reduced: text("write the description to this file, with only the allowed operations"),
      fastmcp: text("write route maps for FastMCP to this file, with only the allowed operations"),
      withConfirm: flag("in --reduced and --fastmcp, also include operations that need a person's confirmation"),
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
    help: "fix findings in descriptions: print a diff, or change the files with --apply; exit 1 if a fix cannot be made",
    example: "fix openapi.yaml --apply --suggested --only cleartext-server",
    operands: { specs: someOperands("spec", "a file, a folder, a glob, or - for standard input") },
    options: {
      dryRun: flag("print a unified diff and change nothing, which is the default", { against: "apply" }),
      apply: flag("change the files"),
      suggested: flag("also make suggested fixes, whose claims must be attested"),
      only: ruleNames(`make only fixes of these rules, given ${A_RULE}; can be repeated`),
      overlay: {
        ...text("write the fixes to this file as an OpenAPI Overlay 1.0, and do not change the description"),
        against: "dry-run",
      },
      root: ROOT,
      config: CONFIG,
      trustCode: TRUST_CODE,
      asOf: AS_OF,
    },
    run: async (values, terminal) => (await import("./fix-command.ts")).fixCommand(values, terminal),
  }),
  command({
    words: ["tests"],
    help: "write authorization tests for a test runner (Arazzo, Hurl), or record the results with --record",
    example: "tests openapi.yaml --format arazzo=tests.arazzo.yaml --format env=.env.example",
    notes: {
      title: "Formats",
      lines: [
        ["arazzo", "an Arazzo 1.0.1 description, for npx @redocly/cli respect (default)"],
        ["hurl", "tests for Hurl; =FOLDER/ writes one file for each test"],
        ["markdown", "a checklist, to read or to test by hand"],
        ["env", "an example of the file .env for respect: all inputs, without values"],
        ["vars", "the variables file for Hurl: all inputs, without values"],
      ],
    },
    operands: { spec: oneOperand("spec", "the description") },
    options: {
      format: texts("arazzo, hurl, markdown, env, vars; add =FILE to write to a file; can be repeated"),
      top: wholeNumber(
        "write tests only for this number of entries at the top of the review's test list, such as 10; 0 for all entries",
        0,
      ),
      operation: texts('write only tests of this operation: "GET /users/{id}" or its operationId; can be repeated'),
      kind: texts(
        "write only tests of this kind, such as object, list, function or anonymous; all stands for every kind; can be repeated",
      ),
      includeDestructive: flag(
        "also write tests that have effects: they create objects as user B and change or delete these objects, try to raise A's own rights, send password reset messages to a test account, or may lock this account or your IP address",
      ),
      given: texts(
        "make this identifier (workoutIdB) an input, instead of finding or creating the object; with --include-destructive, tests may change or delete the object; can be repeated",
      ),
      tries: wholeNumber("the maximum number of wrong passwords or codes that a test sends", 12),
      server: text("write this base URL of the tested service into the tests"),
      record: text(
        "record the results in this file (JSON from redocly respect, or JUnit) in the register; exit 1 if a test failed",
      ),
      by: text("with --record: the person who ran the tests"),
      evidence: text(
        "with --record: where the evidence for this run is (a URL or a file); by default, the name of the file",
      ),
      until: text("with --record: the last day on which the results are valid"),
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
    help: "record in sallyport.yaml that a finding is a false positive, with the reason",
    example: 'dismiss 1a2b3c4d openapi.yaml --because "The field holds a public order number"',
    operands: {
      finding: oneOperand("finding", "the ID of the finding in a review, or the beginning of the ID"),
      spec: optionalOperand("spec", "the description; by default, all descriptions in the current folder"),
    },
    options: {
      because: requiredText("why the finding is wrong"),
      by: text("the person who decides"),
      root: ROOT,
      config: CONFIG,
      trustCode: TRUST_CODE,
      asOf: AS_OF,
    },
    run: async (values, terminal) => (await import("./dismiss-command.ts")).dismissCommand(values, terminal),
  }),
  command({
    words: ["portfolio"],
    help: "combine several reviews into one report",
    operands: { reviews: someOperands("review", "reviews as JSON, from sallyport review --format json=FILE") },
    options: {
      format: texts(`${PORTFOLIO_NAMES}; add =FILE to write to a file; can be repeated`),
      asOf: AS_OF,
    },
    run: portfolioCommand,
  }),
  command({
    words: ["explain"],
    help: "explain a name in a review: a rule, a term, a finding or a boundary",
    operands: { name: someOperands("name", `a rule (${A_RULE}), a term (boundary), or an ID in a review (ba67919a)`) },
    options: {},
    run: async ({ name }, terminal) => explainCommand(name, terminal),
  }),
  command({
    words: ["rules"],
    help: "list all rules with their severity for each exposure; with --ceilings, the most sensitive data that each kind of caller may read",
    operands: {
      spec: optionalOperand("spec", "the description or folder whose policy to show; by default, the current folder"),
    },
    options: {
      ceilings: flag("show a table of the most sensitive data that each kind of caller may read"),
      config: CONFIG,
      root: text("the root: nothing outside this folder is read"),
      trustCode: TRUST_CODE,
    },
    run: rulesCommand,
  }),
  command({
    words: ["lsp"],
    help: "start the language server for editors, over standard input and output",
    operands: {},
    options: {
      stdio: flag("use standard input and output; this is always so, and editors add this option"),
      root: text("the root: nothing outside this folder is read"),
      config: CONFIG,
      asOf: AS_OF,
    },
    run: async (values, terminal) => (await import("./lsp-command.ts")).lspCommand(values, terminal),
  }),
  command({
    words: ["config"],
    help: "print the settings in force, each with the file and line that sets it",
    operands: { spec: optionalOperand("spec", "a description or a folder; by default, the current folder") },
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
    help: "write a commented sallyport.yaml from the facts in the description",
    operands: { spec: optionalOperand("spec", "the description for which to write the file") },
    options: { root: ROOT, stdout: flag("print the text instead of writing sallyport.yaml") },
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
  register: "manage the register of issues: open, accepted, due and overdue ones",
};
