import { execFileSync } from "node:child_process";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { idsNamed } from "../../src/rules/rules-named.ts";
import { envelopeIn, run } from "./run.ts";

test("help opens with the usages that a newcomer needs", async () => {
  const { code, stdout, stderr } = await run(["--help"]);
  expect(code).toBe(0);
  expect(stderr).toBe("");
  expect(stdout).toMatchInlineSnapshot(`
    "sallyport <command> [options]

    Reviews an OpenAPI description before the API is exposed.

      sallyport review openapi.yaml       review a description
      sallyport review apis/              review all descriptions below a folder
      sallyport review openapi.yaml --format html=review.html --format json=a.json
      sallyport gate --base origin/main   what a change exposes and its base did not
      sallyport register list --overdue   what is overdue, and whose it is
      sallyport portfolio reviews/*.json  many reviews as one programme
      sallyport explain basic-auth        what a finding means, and what to do

    Exit codes: 0 it passes, 1 it must not pass, 2 you can put it right,
    3 a bug of ours.

    Commands:
      sallyport review <spec..>       review descriptions; a summary on the
                                      terminal, documents with --format
      sallyport gate [spec..]         what a change exposes that its base did not;
                                      exit 1 where it must not be merged
      sallyport register <command>    the register of issues: what is open,
                                      accepted, due and overdue
      sallyport portfolio <review..>  many reviews, made anywhere, as one programme
      sallyport explain <rule>        what a rule means, why, what to do, a bad and
                                      a good example
      sallyport rules [spec]          all rules, with their severity under each
                                      classification; --ceilings
      sallyport init [spec]           a commented sallyport.yaml, from what the
                                      description shows
      sallyport completion            print a completion script for bash or zsh

    Options:
      -h, --help     show this help                                        [boolean]
          --version  show the version                                      [boolean]
    "
  `);
});

test("the help of review shows its options", async () => {
  expect((await run(["review", "--help"])).stdout).toMatchInlineSnapshot(`
    "sallyport review <spec..>

    review descriptions; a summary on the terminal, documents with --format

    Positionals:
      spec  a file, a folder, a glob, or - for standard input     [array] [required]

    Options:
          --format      text, html, markdown, json, sarif, junit, github, gitlab,
                        csv, with =FILE to write a file; several at once    [string]
          --portfolio   all reviews as one programme: markdown, html, json, with
                        =FILE to write a file                               [string]
          --root        the folder that references must not leave           [string]
          --config      a sallyport.yaml in place of the one that is found  [string]
          --audience    who the API is for, where nothing nearer says it
                                  [string] [choices: "private", "partner", "public"]
          --fail-on     exit with 1 from this severity on
                    [string] [choices: "critical", "high", "medium", "low", "never"]
          --only        ask only a rule, an OWASP category (API1:2023), a CWE number
                        (CWE-918) or a known name (bola); several at once   [string]
          --skip        leave out a rule, an OWASP category (API1:2023), a CWE
                        number (CWE-918) or a known name (bola); several at once
                                                                            [string]
          --trust-code  run rulesets that are JavaScript                   [boolean]
          --timeout     the seconds that one description may take, its rulesets
                        included; 60 by default                             [string]
          --as-of       the date to take for today                          [string]
          --quiet       one line a description                             [boolean]
          --color       colour the text; by default on a terminal          [boolean]
          --no-color    do not colour it                                   [boolean]
      -h, --help        show this help                                     [boolean]
          --version     show the version                                   [boolean]

    Formats:
      text      the terminal; the default
      html      people: the whole review as one file
      markdown  people: the same, for a pull request
      json      programs and the portfolio
      sarif     code scanning
      junit     test reports of any CI server
      github    annotations of a GitHub Actions run
      gitlab    GitLab code quality
      csv       the data inventory, for a spreadsheet
    "
  `);
});

test.each([["accept"], ["test"], ["prune"]])(
  "the help of register %s says what is required, and defaults",
  async (name) => {
    expect((await run(["register", name, "--help"])).stdout).toMatchSnapshot();
  },
);

test("the help of register shows its commands", async () => {
  expect((await run(["register", "--help"])).stdout).toMatchInlineSnapshot(`
    "sallyport register <command>

    the register of issues: what is open, accepted, due and overdue

    Commands:
      sallyport register update [spec..]        review descriptions, and bring the
                                                register up to date
      sallyport register list                   issues by owner, with age and due
                                                date; --overdue exits with 1 where
                                                there are any
      sallyport register accept <id..>          take the risk of issues or places
                                                until a day
      sallyport register assign <id..>          say whose issues are, until when,
                                                and under which ticket
      sallyport register test <spec>            record the outcome of authorization
      [operation]                               tests: of an operation, of a
                                                boundary, or of the whole suite
      sallyport register close <id..>           take issues for fixed; the next
                                                update says whether they are
      sallyport register prune                  take out what has been fixed for
                                                long, and what is gone
      sallyport register sign <spec>            sign a review: void once the
                                                description or its policy changes

    Options:
      -h, --help     show this help                                        [boolean]
          --version  show the version                                      [boolean]
    "
  `);
});

test("rules lists every rule", async () => {
  expect((await run(["rules"])).stdout).toMatchInlineSnapshot(`
    "The policy is the default one. An operation is judged by the classification that it really has.

    rule                          private  partner  public  set by                                                       title
    credential-in-response        medium   high     high    sallyport:private, sallyport:recommended, sallyport:public   A credential is handed out to those whom it was not made for
    private-but-self-registered   off      high     high    sallyport:private, sallyport:recommended, sallyport:public   A private API is one open sign-up away
    others-data-by-id             medium   high     high    sallyport:private, sallyport:recommended, sallyport:public   Other people's data can be read by asking for it
    client-side-privacy           low      medium   high    sallyport:private, sallyport:partner, sallyport:public       A privacy setting is left to the app
    sensitive-data-over-ceiling   medium   high     high    sallyport:private, sallyport:recommended, sallyport:public   More is handed out than these callers may read
    embedded-principal            high     high     high    sallyport:recommended                                        Personal data travels along inside other data
    bulk-exposure                 info     low      medium  sallyport:private, sallyport:partner, sallyport:public       Personal data can be read in bulk
    stored-credential-returned    low      medium   high    sallyport:private, sallyport:partner, sallyport:recommended  A credential that is kept can be read again
    raw-card-data                 medium   medium   medium  sallyport:recommended                                        Whole card numbers or their codes go in or out
    others-see-as-much            off      low      low     sallyport:private, sallyport:recommended                     Others see as much of a person as the person does
    list-tells-more               info     medium   medium  sallyport:private, sallyport:recommended                     A list tells more of each than the record itself
    old-version-tells-more        info     medium   medium  sallyport:private, sallyport:recommended                     An old version returns what the new one no longer does
    internals-in-response         info     medium   medium  sallyport:private, sallyport:recommended                     A response shows what is meant for the inside
    leaky-error                   info     medium   medium  sallyport:private, sallyport:recommended                     An error tells how the service works inside
    sensitive-event               info     medium   medium  sallyport:private, sallyport:recommended                     Restricted data is sent to an address that a subscriber chose
    sensitive-data-in-url         medium   medium   medium  sallyport:recommended                                        Personal data is passed in the URL
    cacheable-response            medium   medium   medium  sallyport:recommended                                        A response with personal data may be kept by caches that many share
    published-secret              high     high     high    sallyport:recommended                                        A credential stands in the description
    published-personal-data       low      low      low     sallyport:recommended                                        Examples show what may be a person's own data
    understated-classification    medium   medium   medium  sallyport:recommended                                        Fields are declared less sensitive than they look
    write-only-in-example         low      low      low     sallyport:recommended                                        An example returns what is only to be written
    open-ended-response           info     info     info    sallyport:recommended                                        A response with personal data may carry more than it says
    private-but-reachable         off      high     high    sallyport:private, sallyport:recommended, sallyport:public   Operations that are declared private can be called from outside
    anonymous-write               high     high     high    sallyport:recommended                                        Anybody can change data without logging in
    unauthenticated-internal-api  high     high     high    sallyport:recommended                                        An internal API asks for no authentication
    anonymous-operation           high     high     high    sallyport:recommended                                        One door of a locked room is open
    authentication-unstated       medium   medium   medium  sallyport:recommended                                        The description does not say who may call
    optional-authentication       medium   medium   medium  sallyport:recommended                                        Logging in is optional
    undefined-security-scheme     high     high     high    sallyport:recommended                                        Operations require a log-in that is not defined
    misplaced-security            high     high     high    sallyport:recommended                                        Security is written where it has no effect
    conflicting-audience          medium   medium   medium  sallyport:recommended                                        The audience is declared in two ways
    wider-audience                medium   medium   medium  sallyport:recommended                                        An operation is declared for more people than its API
    hidden-but-reachable          low      low      low     sallyport:recommended                                        Operations are hidden from the documentation, and open to its readers
    internal-in-document          low      low      low     sallyport:recommended                                        The document tells its readers of what is not for them
    published-internals           low      low      low     sallyport:recommended                                        The document names internal hosts or single people
    unknown-audience-value        low      low      low     sallyport:recommended                                        The declared audience is not one that anybody knows
    undeclared-audience           off      off      off     sallyport:recommended                                        Nobody says who the API is for
    mass-assignment               high     high     high    sallyport:recommended                                        Callers can set what they must not decide
    server-controlled-field       info     medium   medium  sallyport:private, sallyport:recommended                     Callers can set what the service ought to decide
    open-ended-request            info     medium   medium  sallyport:private, sallyport:recommended                     A request about a person takes fields that nobody named
    caller-named-owner            medium   medium   medium  sallyport:recommended                                        Callers say in whose name they act
    unseparated-admin             high     high     high    sallyport:recommended                                        Administration takes the same credential as everything else
    missing-object-authorization  medium   medium   medium  sallyport:recommended                                        Operations beside say whose objects they are for, and these do not (BOLA)
    catalogue-write               medium   medium   medium  sallyport:recommended                                        Anyone who signs up can change what everybody reads
    weaker-write                  medium   high     high    sallyport:private, sallyport:recommended                     Changing asks for less than reading
    ambiguous-route               medium   medium   medium  sallyport:recommended                                        A request matches two operations, and one of them asks for less
    unscoped-requirement          low      medium   medium  sallyport:private, sallyport:recommended                     Any token will do, whatever it was granted for
    broad-scope                   info     low      low     sallyport:private, sallyport:recommended                     One scope opens nearly everything
    contradictory-requirement     medium   medium   medium  sallyport:recommended                                        The text asks for more than the requirement does
    contradictory-scopes          medium   medium   medium  sallyport:recommended                                        A read asks for more scopes than reading needs
    self-chosen-scopes            high     high     high    sallyport:recommended                                        Anybody can register a client with the scopes of their choice
    changing-read                 low      medium   medium  sallyport:private, sallyport:recommended                     A read changes something
    debug-operation               high     high     high    sallyport:recommended                                        An operation for developers is exposed
    guessable-secret              high     high     high    sallyport:recommended                                        A short code can be tried out
    proof-in-response             high     high     high    sallyport:recommended                                        What only the owner is to get comes back to whoever asks
    unconfirmed-password-change   medium   medium   medium  sallyport:recommended                                        A password is changed without the old one
    reset-link-poisoning          high     high     high    sallyport:recommended                                        The caller chooses where the link in a message leads
    unthrottled-sensitive-flow    medium   medium   medium  sallyport:recommended                                        What scripts attack first is not limited
    account-enumeration           medium   medium   medium  sallyport:recommended                                        Strangers can find out who has an account
    unbounded-list                medium   medium   medium  sallyport:recommended                                        A list of sensitive things has no end
    unbounded-page-size           medium   medium   medium  sallyport:recommended                                        A page may be as long as the caller likes
    unbounded-input               medium   medium   medium  sallyport:recommended                                        One request asks for any amount of work
    unrestricted-upload           medium   medium   medium  sallyport:recommended                                        A file of any kind and any size is taken
    backtracking-pattern          medium   medium   medium  sallyport:recommended                                        A pattern takes forever to refuse some texts
    free-form-filter              low      low      low     sallyport:recommended                                        The caller writes the condition by which data is selected
    widening-parameter            low      low      low     sallyport:recommended                                        The caller widens the response
    interpreted-input             high     high     high    sallyport:recommended                                        Text of a request is run by an interpreter
    caller-chosen-url             medium   medium   medium  sallyport:recommended                                        The server fetches a URL that the caller chooses
    unbounded-amount              medium   medium   medium  sallyport:recommended                                        An amount may be negative
    internal-switch               medium   medium   medium  sallyport:recommended                                        Callers can set what is meant for the inside
    unanchored-pattern            low      low      low     sallyport:recommended                                        A pattern checks a part of the text only
    shared-key                    high     high     high    sallyport:recommended                                        Callers of sensitive data cannot be told apart
    credential-in-url             high     high     high    sallyport:recommended                                        A credential is passed in the URL
    api-key-in-url                low      medium   medium  sallyport:private, sallyport:recommended                     An API key is sent in the URL
    basic-auth                    low      medium   medium  sallyport:private, sallyport:recommended                     A password is sent with every request
    password-flow                 low      medium   medium  sallyport:private, sallyport:recommended                     Apps are handed their users' passwords
    implicit-flow                 medium   medium   medium  sallyport:recommended                                        Access tokens are handed out in URLs
    in-band-credential            low      low      low     sallyport:recommended                                        Callers prove who they are in the body of requests
    hand-made-authorization       low      medium   medium  sallyport:private, sallyport:recommended                     A credential is described as an ordinary header
    unequal-alternatives          info     low      low     sallyport:private, sallyport:recommended                     A strong log-in can be avoided
    deprecated-scheme             low      low      low     sallyport:recommended                                        A deprecated way to log in still lets callers in
    legacy-scheme                 low      medium   medium  sallyport:private, sallyport:recommended                     Callers prove who they are in a way that is out of date
    log-in-behind-log-in          medium   medium   medium  sallyport:recommended                                        What is for those without a credential asks for one
    cookie-key                    info     low      low     sallyport:private, sallyport:recommended                     Browsers send the credential along with requests of other sites
    undeclared-scope              low      low      low     sallyport:recommended                                        Operations ask for scopes that are not declared
    unused-scope                  info     info     info    sallyport:recommended                                        Scopes are granted that no operation asks for
    unsigned-webhook              low      low      low     sallyport:recommended                                        Receivers cannot tell whether a message is real
    cleartext-token-endpoint      high     high     high    sallyport:recommended                                        Log-ins travel unencrypted
    cleartext-server              high     high     high    sallyport:recommended                                        Calls travel unencrypted
    caller-controlled-server      low      low      low     sallyport:recommended                                        Clients send their credentials to whatever host they are given
    trace-operation               low      medium   medium  sallyport:private, sallyport:recommended                     Requests are sent back as they came in
    script-in-description         low      low      low     sallyport:recommended                                        A text of the description runs code in documentation pages
    old-version                   medium   medium   medium  sallyport:recommended                                        An old version is served beside the new one
    deprecated-operation          low      low      low     sallyport:recommended                                        A deprecated operation is still served
    unowned-api                   low      low      low     sallyport:recommended                                        Nobody is named who answers for the API
    placeholder-server            low      low      low     sallyport:recommended                                        The description does not say where the API is served
    response-without-schema       low      low      low     sallyport:recommended                                        What leaves the API is not described
    unresolved-reference          low      low      low     sallyport:recommended                                        A part of the description is missing
    remote-reference              low      low      low     sallyport:recommended                                        A part of the description lies elsewhere
    invalid-structure             low      low      low     sallyport:recommended                                        The description is not valid OpenAPI
    "
  `);
});

test("explain prints the page of a rule", async () => {
  const { code, stdout } = await run(["explain", "basic-auth"]);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^# basic-auth\n/);
  expect(stdout).toContain("## What to do");
});

test.each([
  ["bola", ["others-data-by-id", "caller-named-owner", "missing-object-authorization"]],
  ["IDOR", ["others-data-by-id", "caller-named-owner", "missing-object-authorization"]],
  ["bfla", ["unseparated-admin", "catalogue-write", "weaker-write"]],
  ["ssrf", ["caller-chosen-url"]],
  ["Mass Assignment", ["mass-assignment", "server-controlled-field", "open-ended-request"]],
  ["open redirect", ["caller-chosen-url"]],
  ["path traversal", ["interpreted-input"]],
  ["csrf", ["cookie-key", "changing-read"]],
  ["ReDoS", ["backtracking-pattern"]],
  ["account enumeration", ["account-enumeration"]],
  ["rate limit", ["unthrottled-sensitive-flow"]],
  ["API7:2023", ["caller-chosen-url", "sensitive-event"]],
  ["api7", ["caller-chosen-url", "sensitive-event"]],
  ["CWE-918", ["caller-chosen-url"]],
  ["cwe918", ["caller-chosen-url"]],
])("explain and --only know %s", async (name, ids) => {
  expect(idsNamed(name).toSorted()).toEqual(ids.toSorted());
  const { code, stdout } = await run(["explain", name]);
  expect(code).toBe(0);
  if (ids.length === 1) expect(stdout).toMatch(new RegExp(`^# ${ids[0]}\n`));
  else for (const id of ids) expect(stdout).toMatch(new RegExp(`^${id} {2,}\\w`, "m"));
});

test("--only and --skip take the names of several rules", async () => {
  const cwd = path.resolve(import.meta.dirname, "../../examples/fitness");
  const rulesOf = async (...args: readonly string[]) => {
    const { stdout } = await run(["review", "openapi.yaml", "--format", "json", ...args], { cwd });
    return new Set(envelopeIn(stdout).reviews[0]!.findings.map(({ rule }) => rule));
  };
  const all = await rulesOf();
  const asked = new Set(idsNamed("API3:2023"));
  const [only, skipped] = [await rulesOf("--only", "api3:2023"), await rulesOf("--skip", "api3:2023")];
  expect(only.size).toBeGreaterThan(0);
  expect([...only].filter((rule) => !asked.has(rule))).toEqual([]);
  expect([...skipped].filter((rule) => asked.has(rule))).toEqual([]);
  expect(skipped.size).toBeGreaterThan(0);
  expect([...all].filter((rule) => !only.has(rule) && !skipped.has(rule))).toEqual([]);
});

const HELP = "sallyport --help, or --help behind a command, shows what there is.";

test.each([
  ["a rule that is not there", "explain basic-oauth", "there is no rule basic-oauth", '"basic-auth" was meant?'],
  ["no command", "", "Name a command: sallyport review openapi.yaml", HELP],
  ["no command of the register", "register", "Name a command: sallyport register list", HELP],
  ["a misspelt command", "reviw x.yaml", "Unknown command: reviw", `Did you mean review? ${HELP}`],
  ["one of the register", "register lst", "Unknown command: lst", `Did you mean list? ${HELP}`],
  ["a command that is like no other", "frobnicate", "Unknown command: frobnicate", HELP],
  ["standard input for a command", "-", "Unknown command: -", HELP],
  ["a misspelt option", "review x.yaml --formt json", "Unknown option: --formt", `Did you mean --format? ${HELP}`],
  ["one that begins like another", "review x.yaml --on a", "Unknown option: --on", `Did you mean --only? ${HELP}`],
  ["one that is like no other", "review x.yaml --xyzzy", "Unknown option: --xyzzy", HELP],
  ["one of another command", "explain bola --quiet", "Unknown option: --quiet", HELP],
  ["an argument by its name", "review --spec x.yaml", "Unknown option: --spec", HELP],
  [
    "a name in another case",
    "review x.yaml --failOn high",
    "Unknown option: --failOn",
    `Did you mean --fail-on? ${HELP}`,
  ],
  ["a negation that there is not", "review x.yaml --no-quiet", "Unknown option: --no-quiet", HELP],
  ["a short one", "review x.yaml -q", "Unknown option: -q", HELP],
  ["one dash for two", "review x.yaml -quiet", "Unknown option: -quiet", `Did you mean --quiet? ${HELP}`],
  ["a value for a flag", "review x.yaml --quiet=no", "--quiet takes no value", HELP],
  [
    "an option in front of the command",
    "--quiet review x.yaml",
    "Unknown option: --quiet",
    `Options stand behind the command. ${HELP}`,
  ],
  ["an option between two words", "register --root x list", "Unknown option: --root", HELP],
  ["an option twice", "review x.yaml --root a --root b", "--root is given more than once", HELP],
  ["a flag twice", "review x.yaml --quiet --quiet", "--quiet is given more than once", HELP],
  ["what excludes each other", "review x.yaml --no-color --color", "--color and --no-color exclude each other", HELP],
  ["no argument", "review", "Not enough arguments: sallyport review <spec..>", HELP],
  ["no second argument", "explain", "Not enough arguments: sallyport explain <rule>", HELP],
  ["an argument too many", "explain a b", "Too many arguments: sallyport explain <rule>", HELP],
  ["no value", "review x.yaml --format", "--format needs a value", HELP],
  ["an option for a value", "review x.yaml --root --quiet", "--root needs a value", HELP],
  [
    "a value that is not among the choices",
    "review x.yaml --audience publc",
    'Not a choice: --audience "publc", of "private", "partner", "public"',
    HELP,
  ],
  ["a number that is none", "register prune --days -5", "--days -5 is not a whole number", HELP],
  [
    "required options that are missing",
    "register accept 1a2b --reason because",
    "Missing required arguments: approver, until",
    HELP,
  ],
])("an error for %s", async (_name, line, message, hint) => {
  const { code, stdout, stderr } = await run(line === "" ? [] : line.split(" "));
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr).toBe(`error: ${message}\nhint: ${hint}\n`);
});

test.each([["--help"], ["-h"], ["help"]])("%s shows the help", async (word) => {
  expect(await run([word])).toEqual(await run(["--help"]));
});

test("help is asked for in front of everything that is wrong", async () => {
  const { code, stdout, stderr } = await run(["review", "--xyzzy", "--help"]);
  expect([code, stderr]).toEqual([0, ""]);
  expect(stdout).toMatch(/^sallyport review </);
  expect(await run(["help", "review"])).toEqual(await run(["review", "--help"]));
});

test.each([60, 80, 100, 200])("help is wrapped to %i columns, and to no more than 100", async (columns) => {
  const commands = ["review", "gate", "register", "register accept", "register test", "portfolio", "rules", "init"];
  const helps = await Promise.all(commands.map((command) => run([...command.split(" "), "--help"], { columns })));
  const lines = helps.flatMap(({ stdout }) => stdout.split("\n")).filter((line) => !line.startsWith("sallyport "));
  const longest = Math.max(...lines.map((line) => line.length));
  expect(longest).toBeLessThanOrEqual(Math.min(columns, 100));
  expect(longest).toBeGreaterThan(Math.min(columns, 100) - 10);
});

describe("completion", () => {
  /** What bash offers for the last word of a line. */
  const offered = async (line: string): Promise<readonly string[]> => {
    const { code, stdout } = await run(["completion"]);
    expect(code).toBe(0);
    const words = line.split(" ");
    const script = `${stdout}
COMP_WORDS=(${words.map((word) => `'${word}'`).join(" ")}); COMP_CWORD=${words.length - 1}; _sallyport
echo "\${COMPREPLY[*]}"`;
    return execFileSync("bash", ["-c", script], { encoding: "utf8" }).trim().split(" ");
  };

  test.each([
    ["commands", "sallyport re", ["review", "register"]],
    ["commands of the register", "sallyport register a", ["accept", "assign"]],
    ["options", "sallyport review openapi.yaml --fo", ["--format"]],
    ["options of a command of the register", "sallyport register list --o", ["--overdue", "--owner"]],
    ["what an option may be", "sallyport review --quiet --audience p", ["private", "partner", "public"]],
    [
      "what one of the register may be",
      "sallyport register list --status ",
      "open accepted fixed regressed all".split(" "),
    ],
    ["nothing for an argument, so that it is a file", "sallyport review ", [""]],
  ])("offers %s", async (_name, line, words) => {
    expect(await offered(line)).toEqual(words);
  });
});

test.each([[["--version"]], [["review", "--version"]]])("the version is the package's: %s", async (args) => {
  const { code, stdout, stderr } = await run(args);
  expect([code, stderr]).toEqual([0, ""]);
  expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
});

test("a bug of ours is told as one, with its stack and exit 3", async () => {
  const broken = new Proxy([], {
    get: () => {
      throw new TypeError("what broke");
    },
  });
  const { main } = await import("../../src/cli/main.ts");
  let stderr = "";
  const code = await main({
    args: broken,
    cwd: process.cwd(),
    env: {},
    stdin: async () => Buffer.from(""),
    stdout: { write: () => undefined, isTerminal: false, columns: 80 },
    stderr: { write: (text) => void (stderr += text), isTerminal: false, columns: 80 },
    now: () => new Date(0),
  });
  expect(code).toBe(3);
  expect(stderr).toMatch(/bug of Sallyport .*\nTypeError: what broke\n\s+at /);
});
