import { chmodSync, existsSync, lstatSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { addChanged, checkUnchanged, type ChangedTexts } from "../../src/cli/changed-texts.ts";
import { fixedDescription } from "../../src/cli/fixed-description.ts";
import { entryOf } from "../../src/cli/root.ts";
import { API, SETTINGS } from "../fix/apis.ts";
import { envelopeIn, folderWith, run } from "./run.ts";

const DAY = ["--as-of", "2026-11-27"];

const folder = (files: Readonly<Record<string, string>> = {}): string =>
  folderWith({ "api.yaml": API, "sallyport.yaml": SETTINGS, ...files });
const read = (cwd: string, file = "api.yaml"): string => readFileSync(path.join(cwd, file), "utf8");

async function reviewIn(cwd: string, file = "api.yaml") {
  const { stdout } = await run(["review", file, "--format", "json", ...DAY], { cwd });
  return envelopeIn(stdout).reviews[0]!;
}

describe("fix", () => {
  test("prints a diff of the safe fixes, and changes nothing", async () => {
    const cwd = folder();
    const { code, stdout, stderr } = await run(["fix", "api.yaml", ...DAY], { cwd });
    expect({ code, stdout, stderr }).toMatchInlineSnapshot(`
      {
        "code": 0,
        "stderr": "api.yaml: 3 fixes would be made
        safe: Replace the credential with a placeholder (secret-in-description), api.yaml:25
          to attest: The credential has been revoked: until then, whoever has read it can use it, and the git history keeps it.
        safe: Correct the name of the scheme (undefined-security-scheme), api.yaml:14
          to attest: The service already refuses these calls without the credential, although a gateway could not read the misspelt requirement.
        safe: Anchor the pattern (unanchored-pattern), api.yaml:17
        1 more suggested fix: add --suggested (cleartext-server)
      With --apply, .sallyport/register.yaml is made and holds what is to be attested.
      Credentials are masked in the diff, so it cannot be applied: use --apply.
      ",
        "stdout": "--- a/api.yaml
      +++ b/api.yaml
      @@ -11,18 +11,18 @@
           get:
             operationId: getOrder
             security:
      -        - tokn: []
      +        - token: []
             parameters:
               - { name: id, in: path, required: true, schema: { type: string, format: uuid } }
               - name: slug
                 in: query
                 schema:
                   type: string
      -            pattern: '[a-z0-9-]+'   # letters
      +            pattern: '^[a-z0-9-]+$'   # letters
                   example: abc-def
             responses:
               '200':
      -          description: One order. Try it with AKIA…60bc96.
      +          description: One order. Try it with YOUR_AWS_ACCESS_KEY.
                 content:
                   application/json:
                     schema: { type: object, properties: { total: { type: integer } } }
      ",
      }
    `);
    expect(read(cwd)).toBe(API);
    expect(await run(["fix", "api.yaml", "--dry-run", ...DAY], { cwd })).toMatchObject({ code, stdout, stderr });
    const piped = await run(["fix", "-", ...DAY], { cwd, stdin: API });
    expect(piped.stdout).toContain("--- a/-");
  });

  test("changes the lines that are meant, and no others, with --apply", async () => {
    const cwd = folder();
    chmodSync(path.join(cwd, "api.yaml"), 0o640);
    const { code } = await run(["fix", "api.yaml", "--apply", ...DAY], { cwd });
    expect(code).toBe(0);
    expect(read(cwd)).toBe(
      API.replace("tokn:", "token:")
        .replace("'[a-z0-9-]+'", () => "'^[a-z0-9-]+$'")
        .replace("AKIAQ3ZKR7T2M5XWV6UB", "YOUR_AWS_ACCESS_KEY"),
    );
    expect(statSync(path.join(cwd, "api.yaml")).mode & 0o777).toBe(0o640);
    const rules = (await reviewIn(cwd)).findings.map(({ rule }) => rule);
    expect(rules).not.toContain("undefined-security-scheme");
    expect(rules).not.toContain("secret-in-description");
    expect((await run(["fix", "api.yaml", "--apply", ...DAY], { cwd })).stdout).toMatch(/^api\.yaml: 0 fixes made$/m);
  });

  test("what a fix claims is a condition of each review until somebody attests it", async () => {
    const cwd = folder();
    expect((await reviewIn(cwd)).verdict.decision).toBe("reject");
    const { code, stdout } = await run(["fix", "api.yaml", "--apply", "--suggested", ...DAY], { cwd });
    expect({ code, stdout }).toMatchInlineSnapshot(`
      {
        "code": 0,
        "stdout": "api.yaml: 4 fixes made
        safe: Replace the credential with a placeholder (secret-in-description), api.yaml:25
          to attest (at-1a577090c0): The credential has been revoked: until then, whoever has read it can use it, and the git history keeps it.
        safe: Correct the name of the scheme (undefined-security-scheme), api.yaml:14
          to attest (at-b57fa4f562): The service already refuses these calls without the credential, although a gateway could not read the misspelt requirement.
        safe: Anchor the pattern (unanchored-pattern), api.yaml:17
        suggested: Use HTTPS (cleartext-server), api.yaml:7
          to attest (at-5ee5a2a1ff): The service is reached over TLS at this address, and no longer accepts calls without TLS.
      There was no register: .sallyport/register.yaml is new. Commit it: without it no review knows what is to be attested.
      Once they are true: sallyport register attest at-1a577090c0 at-b57fa4f562 at-5ee5a2a1ff --by NAME --because "…"
      ",
      }
    `);
    const { verdict, attestations = [] } = await reviewIn(cwd);
    expect(verdict.decision).toBe("approve-with-conditions");
    expect(attestations.map(({ rule }) => rule)).toMatchInlineSnapshot(`
      [
        "secret-in-description",
        "cleartext-server",
        "undefined-security-scheme",
      ]
    `);
    const ids = attestations.map(({ id }) => id);
    expect(verdict.reasons.flatMap((reason) => reason.attestations ?? [])).toEqual(ids);
    expect((await run(["review", "api.yaml", ...DAY], { cwd })).stdout).toMatch(/3\s+attestations/);
    const listed = await run(["register", "list", ...DAY], { cwd });
    expect(listed.stdout).toContain("To attest (3)");
    expect(listed.stdout).toContain(`${ids[0]!}, api.yaml, since 2026-11-27`);
    const week = await run(["register", "list", "--since", "2026-11-20", ...DAY], { cwd });
    expect(week.stdout).toContain("To attest (3)");
    const twice = folder();
    await run(["fix", "api.yaml", "--apply", ...DAY], { cwd: twice });
    const double = ["--by", "A. Berg", "--because", "Seen"];
    expect((await run(["register", "attest", ids[0]!, ids[0]!, ...double], { cwd: twice })).stdout).toContain(
      "1 attestation by",
    );
    const said = ["--by", "A. Berg", "--because", "Seen on the load balancer"];
    expect(await run(["register", "attest", ...ids, ...said, ...DAY], { cwd })).toMatchObject({ code: 0 });
    expect(parse(read(cwd, ".sallyport/register.yaml")).attestations[ids[0]!]).toMatchObject({
      status: "attested",
      by: "A. Berg",
      attested: "2026-11-27",
      because: "Seen on the load balancer",
    });
    const after = await reviewIn(cwd);
    expect(after.attestations).toBeUndefined();
    expect(after.verdict.reasons.filter(({ text }) => text.startsWith("Attest"))).toEqual([]);
    expect(await run(["register", "attest", "at-0", ...said], { cwd })).toMatchObject({ code: 2 });
    const again = await run(["register", "attest", ids[0]!, "--by", "M. Mallory", "--because", "Seen"], { cwd });
    expect([again.code, again.stderr]).toEqual([2, expect.stringContaining("is attested by A. Berg since 2026-11-27")]);
    expect(parse(read(cwd, ".sallyport/register.yaml")).attestations[ids[0]!].by).toBe("A. Berg");
  });

  test("makes fixes of the rules that are named alone, and refuses a name that none has", async () => {
    const cwd = folder();
    const { code } = await run(["fix", "api.yaml", "--apply", "--suggested", "--only", "cleartext-server", ...DAY], {
      cwd,
    });
    expect(code).toBe(0);
    expect(read(cwd)).toBe(API.replace("http://api", "https://api"));
    expect(await run(["fix", "api.yaml", "--only", "cleartext-sever"], { cwd })).toMatchObject({ code: 2 });
  });

  test("undoes what shows something new, and says what", async () => {
    const cwd = folder({ "api.yaml": API.replace("security:", "securty:") });
    const { code, stdout } = await run(["fix", "api.yaml", "--apply", "--only", "misplaced-security", ...DAY], { cwd });
    expect(code).toBe(1);
    expect(stdout).toContain("The fix would lead to a new finding, high: Security scheme is used but not defined");
    expect(read(cwd)).toContain("securty:");
  });

  test("changes the file in which the place is, of several", async () => {
    const parts = `order:\n  # of a shop\n  get:\n    security: [ { tokn: [] } ]\n    responses: { "204": { description: none } }\n`;
    const entry =
      API.slice(0, API.indexOf("  /orders")) +
      `  /orders:\n    $ref: parts.yaml#/order\n${API.slice(API.indexOf("components:"))}`;
    const cwd = folder({ "api.yaml": entry, "parts.yaml": parts });
    const { code } = await run(["fix", "api.yaml", "--apply", ...DAY], { cwd });
    expect([code, read(cwd), read(cwd, "parts.yaml")]).toEqual([0, entry, parts.replace("tokn", "token")]);
  });

  test("keeps the layout of JSON", async () => {
    const text = `${JSON.stringify(parse(API), undefined, "\t")}\n`;
    const cwd = folder({ "api.json": text });
    expect((await run(["fix", "api.json", "--apply", "--suggested", ...DAY], { cwd })).code).toBe(0);
    expect(read(cwd, "api.json")).toBe(
      text
        .replace("tokn", "token")
        .replace('"[a-z0-9-]+"', () => '"^[a-z0-9-]+$"')
        .replace("AKIAQ3ZKR7T2M5XWV6UB", "YOUR_AWS_ACCESS_KEY")
        .replace("http://api", "https://api"),
    );
  });

  test("writes through no symbolic link, and not to standard input", async () => {
    const cwd = folder();
    symlinkSync("api.yaml", path.join(cwd, "link.yaml"));
    const linked = await run(["fix", "link.yaml", "--apply", ...DAY], { cwd });
    expect([linked.code, linked.stderr]).toEqual([
      2,
      "error: link.yaml is a symbolic link, and Sallyport does not write through links\nhint: Fix the file at its real path.\n",
    ]);
    expect(lstatSync(path.join(cwd, "link.yaml")).isSymbolicLink()).toBe(true);
    expect(read(cwd)).toBe(API);
    expect(await run(["fix", "-", "--apply"], { cwd, stdin: API })).toMatchObject({ code: 2 });
    expect(existsSync(path.join(cwd, ".sallyport"))).toBe(false);
  });

  test("does not overwrite a file that changed since it was read", async () => {
    const cwd = folder();
    const entry = entryOf("api.yaml", cwd, cwd);
    const changed: ChangedTexts = new Map();
    const asked = { suggested: false, only: [], config: undefined, trustCode: false, asOf: "2026-11-27" };
    const { before, result } = await fixedDescription(entry, [], changed, asked);
    addChanged(changed, entry, before.judgements.stated.api.document, result);
    const [one] = [...changed.values()];
    expect(() => checkUnchanged(one!)).not.toThrow();
    writeFileSync(path.join(cwd, "api.yaml"), `${API}# saved by somebody else\n`);
    expect(() => checkUnchanged(one!)).toThrow("api.yaml has changed since it was read, and is not overwritten");
  });

  test("a file that two descriptions read is changed, shown and attested for both", async () => {
    const shared = `order:\n  get:\n    security: [ { tokn: [] } ]\n    responses: { "204": { description: none } }\n`;
    const entry = (title: string, where: string): string =>
      `openapi: 3.0.3\ninfo: { title: ${title}, version: "1", contact: { email: a@acme.io } }\nservers: [{ url: https://api.acme.io }]\npaths:\n  ${where}:\n    $ref: shared.yaml#/order\n${API.slice(API.indexOf("components:"))}`;
    const files = { "a.yaml": entry("A", "/orders"), "b.yaml": entry("B", "/bills"), "shared.yaml": shared };
    const both = folder(files);
    const { stdout } = await run(["fix", "a.yaml", "b.yaml", ...DAY], { cwd: both });
    expect(stdout.match(/^--- /gm)).toHaveLength(1);
    expect(stdout.match(/^\+.*token: /gm)).toHaveLength(1);
    await run(["fix", "a.yaml", "b.yaml", "--apply", ...DAY], { cwd: both });
    expect(read(both, "shared.yaml")).toBe(shared.replace("tokn", "token"));
    for (const file of ["a.yaml", "b.yaml"])
      expect((await reviewIn(both, file)).attestations?.map(({ rule }) => rule)).toEqual(["undefined-security-scheme"]);

    // Of one that is only on record too.
    const one = folder(files);
    await run(["register", "update", "b.yaml", ...DAY], { cwd: one });
    const told = await run(["fix", "a.yaml", "--apply", ...DAY], { cwd: one });
    expect(told.stdout).toContain("b.yaml also uses a changed file: attest the same for it");
    expect((await reviewIn(one, "b.yaml")).attestations).toHaveLength(1);
  });

  test("writes nothing where one of several descriptions cannot be read", async () => {
    const cwd = folder({ "broken.yaml": "openapi: 3.0.3\npaths: [\n" });
    expect(await run(["fix", "api.yaml", "broken.yaml", "--apply", ...DAY], { cwd })).toMatchObject({ code: 2 });
    expect(read(cwd)).toBe(API);
  });

  test("writes no register outside of the root", async () => {
    const cwd = folder({ "sallyport.yaml": `${SETTINGS}register: out/register.yaml\n`, "elsewhere/.keep": "" });
    symlinkSync(folderWith({ "kept.txt": "" }), path.join(cwd, "out"));
    for (const args of [
      ["fix", "api.yaml", "--apply", "--suggested"],
      ["register", "update", "api.yaml"],
    ]) {
      const { code, stderr } = await run([...args, ...DAY], { cwd });
      expect([code, stderr]).toEqual([
        2,
        expect.stringContaining("out/register.yaml would be written outside of the root"),
      ]);
    }
    expect(existsSync(path.join(cwd, "out/register.yaml"))).toBe(false);
    expect(read(cwd)).toBe(API);
  });

  test("writes into no folder that is a symbolic link", async () => {
    const cwd = folder({ "real/api.yaml": API });
    symlinkSync("real", path.join(cwd, "linked"));
    const entry = `openapi: 3.0.3\ninfo: { title: L, version: "1" }\npaths:\n  /orders/{id}:\n    $ref: linked/api.yaml#/paths/~1orders~1{id}\n${API.slice(API.indexOf("components:"))}`;
    writeFileSync(path.join(cwd, "entry.yaml"), entry);
    const { code, stderr } = await run(["fix", "entry.yaml", "--apply", ...DAY], { cwd });
    expect([code, stderr]).toEqual([2, expect.stringContaining("linked/api.yaml is below a symbolic link, and")]);
    expect(read(cwd, "real/api.yaml")).toBe(API);
  });

  test("an overlay takes the place of no file of the description, nor of a link", async () => {
    const cwd = folder();
    symlinkSync("api.yaml", path.join(cwd, "link.yaml"));
    writeFileSync(path.join(cwd, "other.txt"), "kept");
    symlinkSync("other.txt", path.join(cwd, "other.yaml"));
    for (const [out, why] of [
      ["api.yaml", "a file of the description"],
      ["./link.yaml", "a file of the description"],
      ["other.yaml", "a symbolic link"],
    ] as const) {
      const { code, stderr } = await run(["fix", "api.yaml", "--overlay", out, ...DAY], { cwd });
      expect([out, code, stderr]).toEqual([out, 2, expect.stringContaining(`is ${why}`)]);
    }
    expect([read(cwd), read(cwd, "other.txt")]).toEqual([API, "kept"]);
    expect(await run(["fix", "api.yaml", "--dry-run", "--overlay", "o.yaml"], { cwd })).toMatchObject({ code: 2 });
    expect(existsSync(path.join(cwd, "o.yaml"))).toBe(false);
  });

  test("an overlay names the description as a URI, none on standard input, and is not written without actions", async () => {
    const cwd = folder({ "my api#1.yaml": API });
    await run(["fix", "my api#1.yaml", "--overlay", "sub/o.yaml", ...DAY], { cwd });
    expect(parse(read(cwd, "sub/o.yaml")).extends).toBe("../my%20api%231.yaml");
    await run(["fix", "-", "--overlay", "i.yaml", ...DAY], { cwd, stdin: API });
    expect(parse(read(cwd, "i.yaml"))).not.toHaveProperty("extends");
    const { code, stderr } = await run(["fix", "api.yaml", "--only", "basic-auth", "--overlay", "n.yaml", ...DAY], {
      cwd,
    });
    expect([code, stderr]).toEqual([0, expect.stringContaining("No overlay is written: it would be empty.")]);
    expect(existsSync(path.join(cwd, "n.yaml"))).toBe(false);
  });

  test("writes an overlay in place of a change", async () => {
    const cwd = folder();
    const { code, stdout, stderr } = await run(["fix", "api.yaml", "--suggested", "--overlay", "fixes.yaml", ...DAY], {
      cwd,
    });
    expect([code, stdout]).toEqual([0, ""]);
    expect(stderr).toContain(".sallyport/register.yaml is new and holds what is to be attested");
    expect(read(cwd)).toBe(API);
    expect(read(cwd, "fixes.yaml")).toMatchInlineSnapshot(`
      "overlay: "1.0.0"
      info:
        title: Fixes of Orders
        version: "1.0.0"
      extends: api.yaml
      actions:
        - target: "$.paths['/orders/{id}'].get.responses['200']"
          description: "Replace the credential with a placeholder. Correct only if: The credential has been revoked: until then, whoever has read it can use it, and the git history keeps it."
          update:
            description: One order. Try it with YOUR_AWS_ACCESS_KEY.
        - target: "$.paths['/orders/{id}'].get.security[0]"
          description: "Correct the name of the scheme. Correct only if: The service already refuses these calls without the credential, although a gateway could not read the misspelt requirement."
          update:
            token: []
        - target: "$.paths['/orders/{id}'].get.security[0].tokn"
          description: "Correct the name of the scheme. Correct only if: The service already refuses these calls without the credential, although a gateway could not read the misspelt requirement."
          remove: true
        - target: "$.paths['/orders/{id}'].get.parameters[1].schema"
          description: "Anchor the pattern. Correct only if: The service checks the whole text against the pattern, and so do clients, in whatever language they are written."
          update:
            pattern: "^[a-z0-9-]+$"
        - target: "$.servers[0]"
          description: "Use HTTPS. Correct only if: The service is reached over TLS at this address, and no longer accepts calls without TLS."
          update:
            url: "https://api.acme.io/v1"
      "
    `);
  });

  test("an overlay leaves as much to attest as the same fixes by --apply", async () => {
    const [applied, overlaid] = [folder(), folder()];
    await run(["fix", "api.yaml", "--apply", "--suggested", ...DAY], { cwd: applied });
    await run(["fix", "api.yaml", "--suggested", "--overlay", "fixes.yaml", ...DAY], { cwd: overlaid });
    expect(read(overlaid, ".sallyport/register.yaml")).toBe(read(applied, ".sallyport/register.yaml"));
    // What the overlay makes of the description, under its name.
    writeFileSync(path.join(overlaid, "api.yaml"), read(applied));
    const { verdict } = await reviewIn(overlaid);
    expect(verdict).toEqual((await reviewIn(applied)).verdict);
    expect(verdict.decision).not.toBe("approve");
  });
});
