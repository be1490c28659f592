import { expect, test } from "vitest";
import { run } from "./run.ts";

test("help opens with the usages that a newcomer needs", async () => {
  const { code, stdout, stderr } = await run(["--help"]);
  expect(code).toBe(0);
  expect(stderr).toBe("");
  expect(stdout).toMatchInlineSnapshot(`
    "Reviews an OpenAPI description before the API is exposed.

    sallyport review openapi.yaml            review a description
    sallyport review apis/                   review all descriptions below a folder
    sallyport review openapi.yaml --format markdown=review.md --format
    json=review.json
    sallyport gate --base origin/main        what a change exposes that its base did
    not
    sallyport register list --overdue        what is overdue, and whose it is
    sallyport portfolio reviews/*.json       many reviews as one programme
    sallyport explain basic-auth             what a finding means, and what to do

    Exit codes: 0 it passes, 1 it must not pass, 2 you can put it right, 3 a bug of
    ours.

    Commands:
      sallyport review <spec...>       review descriptions; a summary on the
                                       terminal, documents with --format
      sallyport gate [spec...]         what a change exposes that its base did not;
                                       exit 1 where it must not be merged
      sallyport register <command>     the register of issues: what is open,
                                       accepted, due and overdue
      sallyport portfolio <review...>  many reviews, made anywhere, as one programme
      sallyport explain <rule>         what a rule means, why, what to do, a bad and
                                       a good example
      sallyport rules                  all rules, with their severity
      sallyport completion             print a completion script for bash or zsh

    Options:
      --help     Show help                                                 [boolean]
      --version  Show version number                                       [boolean]
    "
  `);
});

test("the help of review shows its options", async () => {
  expect((await run(["review", "--help"])).stdout).toMatchInlineSnapshot(`
    "sallyport review <spec...>

    review descriptions; a summary on the terminal, documents with --format

    Positionals:
      spec  a file, a folder, a glob, or - for standard input
                                                    [array] [required] [default: []]

    Options:
      --help       Show help                                               [boolean]
      --version    Show version number                                     [boolean]
      --format     text, json, markdown, html, sarif, junit, github, gitlab or csv,
                   with =FILE to write a file; several at once               [array]
      --portfolio  all reviews as one programme: markdown, html or json, with =FILE
                   to write a file                                           [array]
      --root       the folder that references must not leave                [string]
      --config     a sallyport.yaml in place of the one that is found       [string]
      --audience   who the API is for, where nothing nearer says it
                                           [choices: "private", "partner", "public"]
      --fail-on    exit with 1 from this severity on
                             [choices: "critical", "high", "medium", "low", "never"]
      --only       ask only this rule                                        [array]
      --skip       leave this rule out                                       [array]
      --as-of      the date to take for today                               [string]
      --quiet      one line a description                 [boolean] [default: false]
      --color      colour, or --no-color; by default on a terminal         [boolean]
    "
  `);
});

test("rules lists every rule", async () => {
  expect((await run(["rules"])).stdout).toMatchInlineSnapshot(`
    "credential-in-response       high      A credential is handed out to those whom it was not made for
    private-but-self-registered  high      A private API is one open sign-up away
    others-data-by-id            high      Other people's data can be read by asking for it
    client-side-privacy          high      A privacy setting is left to the app
    sensitive-data-over-ceiling  high      More is handed out than these callers may read
    embedded-principal           high      Personal data travels along inside other data
    bulk-exposure                medium    Personal data can be read in bulk
    stored-credential-returned   high      A credential that is kept can be read again
    raw-card-data                medium    Whole card numbers or their codes go in or out
    others-see-as-much           low       Others see as much of a person as the person does
    list-tells-more              medium    A list tells more of each than the record itself
    old-version-tells-more       medium    An old version returns what the new one no longer does
    internals-in-response        medium    A response shows what is meant for the inside
    leaky-error                  medium    An error tells how the service works inside
    sensitive-event              medium    Restricted data is sent to an address that a subscriber chose
    sensitive-data-in-url        medium    Personal data is passed in the URL
    cacheable-response           medium    A response with personal data may be kept by caches that many share
    published-secret             high      A credential stands in the description
    published-personal-data      low       Examples show what may be a person's own data
    understated-classification   medium    Fields are declared less sensitive than they look
    write-only-in-example        low       An example returns what is only to be written
    open-ended-response          info      A response with personal data may carry more than it says
    private-but-reachable        high      Operations that are declared private can be called from outside
    anonymous-write              high      Anybody can change data without logging in
    anonymous-operation          high      One door of a locked room is open
    authentication-unstated      medium    The description does not say who may call
    optional-authentication      medium    Logging in is optional
    undefined-security-scheme    high      Operations require a log-in that is not defined
    misplaced-security           high      Security is written where it has no effect
    conflicting-audience         medium    The audience is declared in two ways
    wider-audience               medium    An operation is declared for more people than its API
    hidden-but-reachable         low       Operations are hidden from the documentation, and open to its readers
    internal-in-document         low       The document tells its readers of what is not for them
    published-internals          low       The document names internal hosts or single people
    unknown-audience-value       low       The declared audience is not one that anybody knows
    undeclared-audience          off       Nobody says who the API is for
    mass-assignment              high      Callers can set what they must not decide
    server-controlled-field      medium    Callers can set what the service ought to decide
    open-ended-request           medium    A request about a person takes fields that nobody named
    caller-named-owner           medium    Callers say in whose name they act
    unseparated-admin            high      Administration takes the same credential as everything else
    catalogue-write              medium    Anyone who signs up can change what everybody reads
    weaker-write                 high      Changing asks for less than reading
    ambiguous-route              medium    A request matches two operations, and one of them asks for less
    unscoped-requirement         medium    Any token will do, whatever it was granted for
    broad-scope                  low       One scope opens nearly everything
    changing-read                medium    A read changes something
    debug-operation              high      An operation for developers is exposed
    guessable-secret             high      A short code can be tried out
    unconfirmed-password-change  medium    A password is changed without the old one
    unthrottled-sensitive-flow   medium    What scripts attack first is not limited
    account-enumeration          medium    Strangers can find out who has an account
    unbounded-list               medium    A list of sensitive things has no end
    unbounded-page-size          medium    A page may be as long as the caller likes
    unbounded-input              medium    One request asks for any amount of work
    unrestricted-upload          medium    A file of any kind and any size is taken
    backtracking-pattern         medium    A pattern takes forever to refuse some texts
    free-form-filter             low       The caller writes the condition by which data is selected
    widening-parameter           low       The caller widens the response
    interpreted-input            high      Text of a request is run by an interpreter
    caller-chosen-url            medium    The server fetches a URL that the caller chooses
    unbounded-amount             medium    An amount may be negative
    internal-switch              medium    Callers can set what is meant for the inside
    unanchored-pattern           low       A pattern checks a part of the text only
    shared-key                   high      Callers of sensitive data cannot be told apart
    credential-in-url            high      A credential is passed in the URL
    api-key-in-url               medium    An API key is sent in the URL
    basic-auth                   medium    A password is sent with every request
    password-flow                medium    Apps are handed their users' passwords
    implicit-flow                medium    Access tokens are handed out in URLs
    in-band-credential           low       Callers prove who they are in the body of requests
    hand-made-authorization      medium    A credential is described as an ordinary header
    unequal-alternatives         low       A strong log-in can be avoided
    deprecated-scheme            low       A deprecated way to log in still lets callers in
    legacy-scheme                medium    Callers prove who they are in a way that is out of date
    cookie-key                   low       Browsers send the credential along with requests of other sites
    undeclared-scope             low       Operations ask for scopes that are not declared
    unused-scope                 info      Scopes are granted that no operation asks for
    unsigned-webhook             low       Receivers cannot tell whether a message is real
    cleartext-token-endpoint     high      Log-ins travel unencrypted
    cleartext-server             high      Calls travel unencrypted
    caller-controlled-server     low       Clients send their credentials to whatever host they are given
    trace-operation              medium    Requests are sent back as they came in
    script-in-description        low       A text of the description runs code in documentation pages
    old-version                  medium    An old version is served beside the new one
    deprecated-operation         low       A deprecated operation is still served
    unowned-api                  medium    Nobody is named who answers for the API
    placeholder-server           low       The description does not say where the API is served
    response-without-schema      low       What leaves the API is not described
    unresolved-reference         low       A part of the description is missing
    remote-reference             low       A part of the description lies elsewhere
    invalid-structure            low       The description is not valid OpenAPI
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
  ["a rule that is not there", ["explain", "basic-oauth"], "there is no rule basic-oauth", '"basic-auth" was meant?'],
  ["a command that is not there", ["reviw", "x.yaml"], "Did you mean review?", "sallyport --help"],
  ["no command", [], "Name a command", "sallyport --help"],
])("an error for %s", async (_name, args, message, hint) => {
  const { code, stdout, stderr } = await run(args);
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr).toContain(message);
  expect(stderr).toContain(hint);
});

test("the version is the package's", async () => {
  expect((await run(["--version"])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
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
