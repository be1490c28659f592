import { execFileSync } from "node:child_process";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { RULE_NAMES } from "../../src/rules/rules-named.ts";
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
      sallyport gate --base origin/main   show what a change newly exposes
      sallyport register list --overdue   list overdue issues, by owner
      sallyport portfolio reviews/*.json  combine reviews into one report
      sallyport explain basic-auth        explain a finding, and what to do

    Exit codes: 0 passed, 1 failed, 2 an input error, 3 a bug in Sallyport.

    Commands:
      sallyport review [spec..]           review descriptions, on the terminal or as
                                          documents (--format)
      sallyport gate [spec..]             show the new exposure that a change
                                          causes; exit 1 if the change must not be
                                          merged
      sallyport impact <spec..>           assess a reported vulnerability: its
                                          severity, who could exploit it, where else
                                          it occurs, and what to do now
      sallyport agents <spec..>           decide for each operation whether an AI
                                          agent may call it: allow, confirm or deny,
                                          with reasons
      sallyport fix <spec..>              fix findings in descriptions: print a
                                          diff, or change the files with --apply;
                                          exit 1 if a fix cannot be made
      sallyport tests <spec>              write authorization tests for a test
                                          runner (Arazzo, Hurl), or record the
                                          results with --record
      sallyport register <command>        manage the register of issues: open,
                                          accepted, due and overdue ones
      sallyport dismiss <finding> [spec]  record in sallyport.yaml that a finding is
                                          a false positive, with the reason
      sallyport portfolio <review..>      combine several reviews into one report
      sallyport explain <name..>          explain a name in a review: a rule, a
                                          term, a finding or a boundary
      sallyport rules [spec]              list all rules with their severity for
                                          each exposure; with --ceilings, the most
                                          sensitive data that each kind of caller
                                          may read
      sallyport lsp                       start the language server for editors,
                                          over standard input and output
      sallyport config [spec]             print the settings in force, each with the
                                          file and line that sets it
      sallyport init [spec]               write a commented sallyport.yaml from the
                                          facts in the description
      sallyport completion [shell]        print a completion script for bash, zsh or
                                          fish

    Options:
      -h, --help     show this help                                        [boolean]
          --version  show the version                                      [boolean]
    "
  `);
});

test("the help of review shows its options", async () => {
  expect((await run(["review", "--help"])).stdout).toMatchInlineSnapshot(`
    "sallyport review [spec..]

    review descriptions, on the terminal or as documents (--format)

    Positionals:
      spec  a file, a folder, a glob, or - for standard input; by default, the only
            description in the current folder                                [array]

    Options:
          --format      text, html, markdown, comment, json, sarif, junit, github,
                        github-review, gitlab, csv, csv-findings, csv-tests; add
                        =FILE to write to a file; can be repeated           [string]
          --portfolio   also write one report on all reviews: markdown, html, json;
                        add =FILE to write to a file; can be repeated       [string]
          --root        the root: references must not lead outside this folder
                                                                            [string]
          --config      use this file instead of all sallyport.yaml files   [string]
          --audience    the intended audience, unless sallyport.yaml declares
                        another for an operation, path or tag
                                  [string] [choices: "private", "partner", "public"]
          --fail-on     exit with 1 if a finding has this severity or higher, or if
                        a condition is not met
      [string] [choices: "critical", "high", "medium", "low", "never", "conditions"]
          --only        run only these rules, given by ID, OWASP category
                        (API1:2023), CWE number (CWE-918) or common name (bola); can
                        be repeated                                         [string]
          --skip        skip these rules, given by ID, OWASP category (API1:2023),
                        CWE number (CWE-918) or common name (bola); can be repeated
                                                                            [string]
          --trust-code  run JavaScript rulesets                            [boolean]
          --timeout     the time limit for one description and its rulesets, in
                        seconds; default 60                                 [string]
          --as-of       the date to use as today                            [string]
          --since       an earlier review as JSON: show the changes since then
                                                                            [string]
          --commit      the reviewed commit, for the report and its links   [string]
          --summary     print ten lines: the verdict, its reasons and the first
                        actions                                            [boolean]
          --verbose     print everything: all findings, evidence, places and tests
                                                                           [boolean]
          --quiet       print one line for each description                [boolean]
          --color       colour the text; this is the default on a terminal [boolean]
          --no-color    do not colour the text                             [boolean]
      -h, --help        show this help                                     [boolean]
          --version     show the version                                   [boolean]

    Formats:
      text           the terminal; the default
      html           for people; add =FILE,edition=executive for a summary
      markdown       for people: the whole review, for a repository
      comment        a comment on a pull request: the decision
      json           programs and the portfolio
      sarif          code scanning
      junit          test reports of any CI server
      github         annotations of a GitHub Actions run
      github-review  fixes as suggestions on a pull request
      gitlab         GitLab code quality
      csv            the data inventory, for a spreadsheet
      csv-findings   the findings as a checklist
      csv-tests      the authorization tests as a checklist
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

    manage the register of issues: open, accepted, due and overdue ones

    Commands:
      sallyport register update [spec..]        review descriptions, and update the
                                                register
      sallyport register list                   list issues by owner, with age and
                                                due date; with --overdue, list only
                                                overdue issues, and exit 1 if there
                                                are any; with --since, print the
                                                weekly page
      sallyport register open                   create one issue for everything that
                                                must be fixed according to an impact
                                                assessment
      sallyport register accept <id..>          accept the risk of issues or places
                                                until a given day
      sallyport register assign <id..>          set the owner, the due date and the
                                                ticket of issues
      sallyport register test <spec>            record the results of authorization
      [operation]                               tests for one operation, one
                                                boundary or the whole suite
      sallyport register verify <id>            check that an issue is really fixed;
                                                exit 0 only if the fix is real and
                                                all tests that it needs have passed
      sallyport register close <id..>           mark issues as fixed; the next
                                                update checks this, and reopens
                                                issues that are not fixed
      sallyport register attest <id..>          attest that what a fix claims about
                                                the service is true
      sallyport register prune                  remove issues that were fixed long
                                                ago, and issues of descriptions that
                                                are gone
      sallyport register sign <spec>            sign a review; the signature becomes
                                                void when the description or its
                                                policy changes

    Options:
      -h, --help     show this help                                        [boolean]
          --version  show the version                                      [boolean]
    "
  `);
});

test("rules lists every rule", async () => {
  expect((await run(["rules"])).stdout).toMatchInlineSnapshot(`
    "Policy: the default. Each operation is judged by its effective exposure.

    rule                                      private  partner  public  set by                                                       title
    credential-in-response                    medium   high     high    sallyport:private, sallyport:recommended, sallyport:public   Credential returned to callers it was not issued to
    private-but-self-registered               off      high     high    sallyport:private, sallyport:recommended, sallyport:public   Private API, but anyone can sign up
    unvetted-registration                     high     high     high    sallyport:recommended                                        Registration does not verify a claimed membership or role
    bola-other-users-data                     medium   high     high    sallyport:private, sallyport:recommended, sallyport:public   Callers can read other people's data (BOLA)
    client-side-privacy                       low      medium   high    sallyport:private, sallyport:partner, sallyport:public       Privacy setting is enforced only by the app
    public-file-link                          high     high     high    sallyport:recommended                                        Link to a file works without authentication and never expires
    excessive-data-exposure                   medium   high     high    sallyport:private, sallyport:recommended, sallyport:public   Operation returns more than its callers may see (excessive data exposure)
    excessive-data-embedded                   high     high     high    sallyport:recommended                                        Personal data is embedded in a response about another subject
    bulk-exposure                             info     low      medium  sallyport:private, sallyport:partner, sallyport:public       Personal data can be read in bulk
    stored-credential-returned                low      medium   high    sallyport:private, sallyport:partner, sallyport:recommended  Stored credential can be read back
    raw-card-data                             medium   medium   medium  sallyport:recommended                                        Full card number or security code in requests or responses
    excessive-data-to-other-users             off      low      low     sallyport:private, sallyport:recommended                     Other users see the same fields as the owner
    excessive-data-to-peers                   medium   medium   medium  sallyport:recommended                                        Personal data is shown to people who do not need it
    excessive-data-in-list                    info     medium   medium  sallyport:private, sallyport:recommended                     List returns more of each record than the record's own operation
    excessive-data-in-old-version             info     medium   medium  sallyport:private, sallyport:recommended                     Old version still returns data that the new one removed
    internals-in-response                     info     medium   medium  sallyport:private, sallyport:recommended                     Response exposes internal data
    verbose-error                             info     medium   medium  sallyport:private, sallyport:recommended                     Error response reveals internals of the service
    sensitive-data-in-webhook                 info     medium   medium  sallyport:private, sallyport:recommended                     Restricted data is sent to an address that a subscriber chose
    sensitive-data-in-url                     medium   medium   medium  sallyport:recommended                                        Personal data in the URL
    cacheable-response                        medium   medium   medium  sallyport:recommended                                        Response with personal data may be stored by shared caches
    secret-in-description                     high     high     high    sallyport:recommended                                        The description contains a credential
    personal-data-in-examples                 low      low      low     sallyport:recommended                                        Examples may contain a real person's data
    understated-classification                medium   medium   medium  sallyport:recommended                                        Field is declared less sensitive than it looks
    write-only-in-example                     low      low      low     sallyport:recommended                                        Example response returns a write-only field
    additional-properties-in-response         info     info     info    sallyport:recommended                                        Response with personal data allows undeclared properties
    private-but-reachable                     off      high     high    sallyport:private, sallyport:recommended, sallyport:public   Operations declared private are reachable from outside
    unauthenticated-write                     high     high     high    sallyport:recommended                                        Data can be changed without authentication
    unauthenticated-internal-api              high     high     high    sallyport:recommended                                        Internal API without authentication
    unauthenticated-operation                 high     high     high    sallyport:recommended                                        Unauthenticated operation among authenticated ones
    authentication-unstated                   medium   medium   medium  sallyport:recommended                                        No security requirement is declared
    optional-authentication                   medium   medium   medium  sallyport:recommended                                        Authentication is optional
    undefined-security-scheme                 high     high     high    sallyport:recommended                                        Security scheme is used but not defined
    misplaced-security                        high     high     high    sallyport:recommended                                        Security is declared where it has no effect
    conflicting-audience                      medium   medium   medium  sallyport:recommended                                        Two declarations of the audience disagree
    wider-audience                            medium   medium   medium  sallyport:recommended                                        Operation is declared for a wider audience than its API
    hidden-but-reachable                      low      low      low     sallyport:recommended                                        Operation is hidden from the documentation but can be called
    internal-operation-in-description         low      low      low     sallyport:recommended                                        Internal operations are described to outside readers
    internals-in-description                  low      low      low     sallyport:recommended                                        The description names internal hosts or individual people
    unknown-audience-value                    low      low      low     sallyport:recommended                                        Unknown audience value
    undeclared-audience                       off      off      off     sallyport:recommended                                        No audience is declared
    mass-assignment                           high     high     high    sallyport:recommended                                        Callers can set privileged fields (mass assignment)
    mass-assignment-server-field              info     medium   medium  sallyport:private, sallyport:recommended                     Callers can set fields that the server should control (mass assignment)
    mass-assignment-additional-properties     info     medium   medium  sallyport:private, sallyport:recommended                     Request about a person accepts undeclared properties (mass assignment)
    bola-client-supplied-owner                medium   medium   medium  sallyport:recommended                                        Client supplies the owner's ID (BOLA)
    bola-target-named-twice                   medium   medium   medium  sallyport:recommended                                        Object is named in two places (BOLA)
    bfla-admin-operation                      high     high     high    sallyport:recommended                                        Admin operations are not separately authorized (BFLA)
    bola-inconsistent-authorization           medium   medium   medium  sallyport:recommended                                        Object authorization is stated for some operations and not for others (BOLA)
    bfla-inconsistent-authorization           low      low      low     sallyport:recommended                                        Role is stated for some operations and not for others (BFLA)
    client-side-authorization                 low      medium   medium  sallyport:private, sallyport:recommended                     Check or filter is left to the client (client-side enforcement)
    bfla-account-settings                     medium   medium   medium  sallyport:recommended                                        Any credential can change settings that protect the whole account (BFLA)
    bfla-shared-data-write                    medium   medium   medium  sallyport:recommended                                        Any user can change data that everyone reads (BFLA)
    bfla-write-weaker-than-read               medium   high     high    sallyport:private, sallyport:recommended                     Write requires less authorization than read
    ambiguous-path-authorization-bypass       medium   medium   medium  sallyport:recommended                                        One request matches two paths with different security
    missing-scope                             low      medium   medium  sallyport:private, sallyport:recommended                     No scope is required
    over-broad-scope                          info     low      low     sallyport:private, sallyport:recommended                     One scope grants nearly everything
    contradictory-requirement                 medium   medium   medium  sallyport:recommended                                        Security requirement is weaker than the description says
    excessive-scope-for-read                  low      low      low     sallyport:recommended                                        Read requires more scopes than it needs
    self-assigned-scopes                      high     high     high    sallyport:recommended                                        Clients can register with any scopes
    state-changing-get                        low      medium   medium  sallyport:private, sallyport:recommended                     GET request changes state
    debug-operation                           info     high     high    sallyport:private, sallyport:recommended                     Debug or management endpoint is exposed
    brute-force-short-code                    high     high     high    sallyport:recommended                                        Short code can be guessed by brute force
    knowledge-based-verification              high     high     high    sallyport:recommended                                        Facts that others know are accepted as proof (knowledge-based verification)
    verification-secret-in-response           high     high     high    sallyport:recommended                                        Reset token, code or answer is returned in the response
    password-change-without-reauthentication  medium   medium   medium  sallyport:recommended                                        Password can be changed without the current one
    password-reset-poisoning                  high     high     high    sallyport:recommended                                        Client chooses where the link in a message leads (password reset poisoning)
    missing-rate-limit                        medium   medium   medium  sallyport:recommended                                        Sensitive operation without rate limiting
    account-enumeration                       medium   medium   medium  sallyport:recommended                                        Callers can find out who has an account (account enumeration)
    business-flow-abuse                       medium   medium   medium  sallyport:recommended                                        Callers can bypass the rules of a business flow
    missing-idempotency-key                   low      low      low     sallyport:recommended                                        Repeated request may take effect twice (no idempotency key)
    unbounded-list                            low      low      low     sallyport:recommended                                        List of sensitive data has no limit
    unbounded-page-size                       low      low      low     sallyport:recommended                                        Page size has no maximum
    unbounded-input                           medium   medium   medium  sallyport:recommended                                        Request can consume unlimited resources
    unrestricted-upload                       medium   medium   medium  sallyport:recommended                                        File upload without limits on type or size
    redos-pattern                             medium   medium   medium  sallyport:recommended                                        Pattern can take exponential time (ReDoS)
    injection-free-form-filter                low      low      low     sallyport:recommended                                        Client supplies a free-form filter expression
    excessive-data-by-parameter               low      low      low     sallyport:recommended                                        Parameter lets the client ask for more data than usual
    injection-interpreted-input               high     high     high    sallyport:recommended                                        Client input is run by an interpreter (injection)
    ssrf-client-supplied-url                  medium   medium   medium  sallyport:recommended                                        Server fetches, or redirects to, a URL from the caller (SSRF, open redirect)
    negative-amount                           medium   medium   medium  sallyport:recommended                                        Amount may be negative
    internal-parameter                        medium   medium   medium  sallyport:recommended                                        Client can set an internal or debug parameter
    client-supplied-payout-account            medium   medium   medium  sallyport:recommended                                        Client chooses the account that receives a refund or payout
    unanchored-pattern                        low      low      low     sallyport:recommended                                        Pattern is not anchored
    unvalidated-upstream-data                 medium   medium   medium  sallyport:recommended                                        Data from another service is used without validation (unsafe consumption of APIs)
    shared-key                                high     high     high    sallyport:recommended                                        Sensitive data is behind a credential that all callers share
    guessable-credential                      high     high     high    sallyport:recommended                                        Credential that others know or can guess
    long-lived-token                          low      medium   medium  sallyport:private, sallyport:recommended                     Access token that is valid for months or never expires
    unverified-credential                     high     high     high    sallyport:recommended                                        Credential is accepted without verification (fail-open)
    credential-in-url                         high     high     high    sallyport:recommended                                        Credential in the URL
    api-key-in-url                            low      medium   medium  sallyport:private, sallyport:recommended                     API key in the query string
    basic-auth                                low      medium   medium  sallyport:private, sallyport:recommended                     HTTP Basic authentication sends the password with every request
    password-flow                             info     low      low     sallyport:private, sallyport:recommended                     OAuth password flow gives apps their users' passwords
    implicit-flow                             medium   medium   medium  sallyport:recommended                                        OAuth implicit flow returns access tokens in the URL
    credential-in-body                        low      low      low     sallyport:recommended                                        Credential is sent in the request body
    authorization-header-parameter            info     low      low     sallyport:private, sallyport:recommended                     Credential is described as an ordinary header parameter
    authentication-downgrade                  info     low      low     sallyport:private, sallyport:recommended                     Strong authentication has a weaker alternative
    deprecated-scheme                         low      low      low     sallyport:recommended                                        Deprecated security scheme is still accepted
    legacy-scheme                             low      medium   medium  sallyport:private, sallyport:recommended                     Outdated authentication scheme
    login-requires-authentication             low      low      low     sallyport:recommended                                        Log-in or sign-up requires a credential
    csrf-cookie-authentication                info     low      low     sallyport:private, sallyport:recommended                     Cookie authentication allows cross-site requests (CSRF)
    undeclared-scope                          low      low      low     sallyport:recommended                                        Required scope is not declared
    unused-scope                              info     info     info    sallyport:recommended                                        Declared scope is never required
    unsigned-webhook                          low      low      low     sallyport:recommended                                        Webhook receiver cannot verify the sender
    cleartext-token-endpoint                  high     high     high    sallyport:recommended                                        Token endpoint without TLS
    mistyped-host                             medium   medium   medium  sallyport:recommended                                        Host differs by one letter from the others
    cleartext-server                          high     high     high    sallyport:recommended                                        Server without TLS (cleartext)
    caller-controlled-server                  low      low      low     sallyport:recommended                                        Server host is an unrestricted variable
    cors-reflected-origin                     high     high     high    sallyport:recommended                                        Any website can read responses with the visitor's cookies (CORS)
    trace-operation                           low      medium   medium  sallyport:private, sallyport:recommended                     TRACE method is enabled
    xss-script-in-description                 low      low      low     sallyport:recommended                                        Text of the description contains a script (XSS)
    prompt-injection-in-description           high     high     high    sallyport:recommended                                        Description contains instructions to a language model (prompt injection)
    lethal-combination                        medium   medium   medium  sallyport:recommended                                        Agent can read private data and strangers' texts, and send data
    irreversible-without-step-up              low      low      low     sallyport:recommended                                        Irreversible operation requires no stronger credential than a read (no step-up)
    unsafe-agent-retry                        low      low      low     sallyport:recommended                                        Change that an agent repeats takes effect again (no idempotency key)
    old-version                               medium   medium   medium  sallyport:recommended                                        Old version is served beside the new one
    deprecated-operation                      low      low      low     sallyport:recommended                                        Deprecated operation is still served
    unowned-api                               low      low      low     sallyport:recommended                                        No owner or contact is named
    placeholder-server                        low      low      low     sallyport:recommended                                        Server URL is a placeholder
    response-without-schema                   low      low      low     sallyport:recommended                                        Response without a schema
    unresolved-reference                      low      low      low     sallyport:recommended                                        Reference cannot be resolved
    remote-reference                          low      low      low     sallyport:recommended                                        Reference to a file that was not read
    invalid-structure                         low      low      low     sallyport:recommended                                        Description is not valid OpenAPI
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
  [
    "bola",
    [
      "bola-other-users-data",
      "bola-client-supplied-owner",
      "bola-inconsistent-authorization",
      "bola-target-named-twice",
    ],
  ],
  [
    "IDOR",
    [
      "bola-other-users-data",
      "bola-client-supplied-owner",
      "bola-inconsistent-authorization",
      "bola-target-named-twice",
    ],
  ],
  [
    "bfla",
    [
      "bfla-account-settings",
      "bfla-admin-operation",
      "bfla-inconsistent-authorization",
      "bfla-shared-data-write",
      "bfla-write-weaker-than-read",
    ],
  ],
  ["ssrf", ["ssrf-client-supplied-url"]],
  ["Mass Assignment", ["mass-assignment", "mass-assignment-server-field", "mass-assignment-additional-properties"]],
  ["open redirect", ["ssrf-client-supplied-url"]],
  ["path traversal", ["injection-interpreted-input"]],
  ["csrf", ["csrf-cookie-authentication", "state-changing-get"]],
  ["ReDoS", ["redos-pattern"]],
  ["account enumeration", ["account-enumeration"]],
  ["rate limit", ["missing-rate-limit"]],
  ["API7:2023", ["ssrf-client-supplied-url", "sensitive-data-in-webhook"]],
  ["api7", ["ssrf-client-supplied-url", "sensitive-data-in-webhook"]],
  ["CWE-918", ["ssrf-client-supplied-url"]],
  ["cwe918", ["ssrf-client-supplied-url"]],
])("explain and --only know %s", async (name, ids) => {
  expect(RULE_NAMES.idsOf(name).toSorted()).toEqual(ids.toSorted());
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
  const asked = new Set(RULE_NAMES.idsOf("API3:2023"));
  const [only, skipped] = [await rulesOf("--only", "api3:2023"), await rulesOf("--skip", "api3:2023")];
  expect(only.size).toBeGreaterThan(0);
  expect([...only].filter((rule) => !asked.has(rule))).toEqual([]);
  expect([...skipped].filter((rule) => asked.has(rule))).toEqual([]);
  expect(skipped.size).toBeGreaterThan(0);
  expect([...all].filter((rule) => !only.has(rule) && !skipped.has(rule))).toEqual([]);
});

const HELP = "sallyport --help lists the commands, and sallyport COMMAND --help the options of one.";

test.each([
  [
    "a rule that is not there",
    "explain basic-oauth",
    "there is no rule or term basic-oauth",
    'Did you mean "basic-auth"?',
  ],
  ["no command", "", "Name a command: sallyport review openapi.yaml", HELP],
  ["no command of the register", "register", "Name a command: sallyport register list", HELP],
  ["a misspelt command", "reviw x.yaml", "Unknown command: reviw", `Did you mean review? ${HELP}`],
  ["one of the register", "register lst", "Unknown command: lst", `Did you mean list? ${HELP}`],
  ["a command that is like no other", "frobnicate", "Unknown command: frobnicate", HELP],
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
  ["a short one", "review x.yaml -x", "Unknown option: -x", HELP],
  ["one dash for two", "review x.yaml -quiet", "Unknown option: -quiet", `Did you mean --quiet? ${HELP}`],
  ["a value for a flag", "review x.yaml --quiet=no", "--quiet takes no value", HELP],
  [
    "an option in front of the command",
    "--quiet review x.yaml",
    "Unknown option: --quiet",
    `Options come after the command. ${HELP}`,
  ],
  ["an option between two words", "register --root x list", "Unknown option: --root", HELP],
  ["an option twice", "review x.yaml --root a --root b", "--root is given more than once", HELP],
  ["a flag twice", "review x.yaml --quiet --quiet", "--quiet is given more than once", HELP],
  ["what excludes each other", "review x.yaml --no-color --color", "--color and --no-color exclude each other", HELP],
  [
    "no argument",
    "fix",
    "Not enough arguments: sallyport fix <spec..>",
    "SPEC is a file, a folder, a glob, or - for standard input. sallyport fix --help shows more.",
  ],
  [
    "no second argument",
    "explain",
    "Not enough arguments: sallyport explain <name..>",
    "NAME is a rule (by ID, OWASP category (API1:2023), CWE number (CWE-918) or common name (bola)), a term (boundary), or an ID in a review (ba67919a). sallyport explain --help shows more.",
  ],
  ["an argument too many", "completion a b", "Too many arguments: sallyport completion [shell]", HELP],
  ["no value", "review x.yaml --format", "--format needs a value", HELP],
  ["an option for a value", "review x.yaml --root --quiet", "--root needs a value", HELP],
  [
    "a value that is not among the choices",
    "review x.yaml --audience publc",
    "--audience publc is not one of private, partner, public",
    "Write --audience public.",
  ],
  ["a number that is none", "register prune --days -5", "--days -5 is not a whole number", HELP],
  [
    "required options that are missing",
    "register accept 1a2b --reason because",
    "--approver and --until must be given",
    'Add --approver "the person who is responsible for the risk" --until "the last day on which the acceptance applies"',
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
  expect(stdout).toMatch(/^sallyport review \[/);
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
    ["commands of the register", "sallyport register a", ["accept", "assign", "attest"]],
    ["options", "sallyport review openapi.yaml --fo", ["--format"]],
    ["options of a command of the register", "sallyport register list --o", ["--overdue", "--owner"]],
    ["what an option may be", "sallyport review --quiet --audience p", ["private", "partner", "public"]],
    [
      "what one of the register may be",
      "sallyport register list --status ",
      "open accepted dismissed fixed regressed all".split(" "),
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
  expect(stderr).toMatch(/bug in Sallyport .*\nTypeError: what broke\n\s+at /);
});
