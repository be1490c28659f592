import { describe, expect, test } from "vitest";
import { codeLenses } from "../../src/lsp/code-lenses.ts";
import { diagnosticsOf } from "../../src/lsp/diagnostics.ts";
import { hoverAt } from "../../src/lsp/hover/hover.ts";
import { pointerAt } from "../../src/lsp/ranges.ts";
import { settingsActions } from "../../src/lsp/settings-actions.ts";
import { sourcesOf } from "../../src/lsp/workbench.ts";
import { API, PEOPLE, SETTINGS } from "../fix/apis.ts";
import { positionOf, reviewedOf } from "./reviewed.ts";

const uriOf = (file: string): string => `file:///root/${file}`;

describe("diagnostics", () => {
  test("severities, the assumption on which findings rest, and what would be found", async () => {
    const found = diagnosticsOf(await reviewedOf({ "api.yaml": PEOPLE }), uriOf).get("api.yaml")!;
    const lines = found.map(
      ({ range, severity, code, message, relatedInformation = [] }) =>
        `${range.start.line + 1}:${range.start.character + 1} ${severity} ${code}\n${message}${relatedInformation.map((one) => `\n  ${one.location.range.start.line + 1} ${one.message}`).join("")}`,
    );
    expect(lines.join("\n\n")).toMatchInlineSnapshot(`
      "33:9 1 credential-in-response
      Credential returned to callers it was not issued to: Anyone with a credential can read passwords ("passwordHash") with GET /users/{userId}. (high)
      Fix: Remove stored credentials from the response. Show a key once, when it is created, and later only its last characters or an identifier.

      2:1 3 unowned-api
      No owner or contact is named: Neither the description nor sallyport.yaml names an owner or a contact. (low)
      Fix: Name the responsible team in info.contact, with an e-mail address that is monitored, or as owner in sallyport.yaml.

      25:5 3 unsettled-assumption
      A finding depends on a question: Who can get a bearer token ("bearerAuth")? If anyone can do so, 1 operation could return passwords to strangers. (low)
      Fix: Answer it with admission.bearerAuth in sallyport.yaml."
    `);
  });

  test("a finding has a link to the page of its rule where that is published", async () => {
    const settings = `${SETTINGS}docsUrl: https://docs.acme.example/sallyport\n`;
    const found = diagnosticsOf(await reviewedOf({ "api.yaml": API, "sallyport.yaml": settings }), uriOf).get(
      "api.yaml",
    )!;
    expect(found.find(({ code }) => code === "cleartext-server")!.codeDescription).toEqual({
      href: "https://docs.acme.example/sallyport/rules/cleartext-server.md",
    });
  });

  test("a credential of the description is masked", async () => {
    const found = diagnosticsOf(await reviewedOf({ "api.yaml": API }), uriOf);
    expect(JSON.stringify([...found])).not.toContain("AKIAQ3ZKR7T2M5XWV6UB");
  });
});

test("code lenses say the verdict, who can call each operation, and whose data it carries", async () => {
  const lenses = codeLenses(await reviewedOf({ "api.yaml": PEOPLE }), "api.yaml");
  expect(lenses.map(({ range, command }) => `${range.start.line + 1} ${command!.title}`).join("\n"))
    .toMatchInlineSnapshot(`
      "1 Sallyport: reject (1 blocking, 2 conditions)
      7 Anyone with a credential (it is not stated who can get one) · returns passwords, e-mail addresses and names of other people
      17 Anyone with a credential (it is not stated who can get one) · no sensitive data known · can change data"
    `);
});

describe("hover", () => {
  const hover = async (part: string, texts: Readonly<Record<string, string>> = { "api.yaml": PEOPLE }) => {
    const found = hoverAt(await reviewedOf(texts), "api.yaml", positionOf(texts["api.yaml"]!, part));
    return (found?.contents as { readonly value: string } | undefined)?.value;
  };

  test("on a field: what it holds, why, and which operations carry it", async () => {
    expect(await hover("passwordHash: { type")).toMatchInlineSnapshot(`
      "**Password**, restricted (\`user.authorization.password\`)

      Certain: named "passwordHash"; in "User", which holds data about a person.

      1 operation carries it:

      - \`GET /users/{userId}\`: anyone with a credential; returned as 2xx passwordHash.
      "
    `);
  });

  test("on a security requirement, and on a scheme: what a caller with it can read and change", async () => {
    const onRequirement = await hover("security: [{ bearerAuth");
    expect(onRequirement).toMatchInlineSnapshot(`
      "**\`bearerAuth\`**, HTTP bearer; behind it: a person

      Nothing says who can get a bearer token ("bearerAuth").

      It opens 2 operations: passwords, e-mail addresses and names of other people.

      With it, a caller can change data with 1 operation:

      - \`DELETE /users/{userId}\`: Anyone with a credential (it is not stated who can get one) · no sensitive data known · can change data

      **Not said:** Who can get a bearer token ("bearerAuth")? If anyone can do so, 1 operation could return passwords to strangers.
      "
    `);
    expect(await hover("    bearerAuth: { type: http")).toBe(onRequirement);
  });

  test("on an operation: who can call it, and why", async () => {
    expect(await hover("    delete")).toMatchInlineSnapshot(`
      "**\`DELETE /users/{userId}\`**, exposed as partner

      Anyone with a credential (it is not stated who can get one) · no sensitive data known · can change data.

      Because nothing says who can get a bearer token ("bearerAuth"); \`api.acme.io\` looks like a host on the internet (Sallyport did not connect to it).

      **Not said:** Who can get a bearer token ("bearerAuth")? If anyone can do so, 1 operation could return passwords to strangers.
      "
    `);
  });

  test.each(["title: Pe", "responses", "description: A us", "id: { type"])("nothing on %s", async (part) => {
    expect(await hover(part)).toBeUndefined();
  });

  test("text of a description is text in Markdown", async () => {
    const hostile = PEOPLE.replaceAll("bearerAuth", '"<img src=x> [a](javascript:b)"');
    expect(await hover('security: [{ "<img', { "api.yaml": hostile })).toMatch(
      /^\*\*`<img src=x> \[a\]\(javascript:b\)`\*\*[^]*\("\\<img src=x> \\\[a\]\\\(javascript:b\)"\)/,
    );
  });
});

test("what stands at a position is found with anchors and aliases, in flow and in block", async () => {
  const text = PEOPLE.replace("passwordHash: { type: string }", "passwordHash: &a { type: string }\n        other: *a");
  const source = sourcesOf(await reviewedOf({ "api.yaml": text })).get("api.yaml")!;
  const at = (part: string): string => pointerAt(source, positionOf(text, part));
  expect(at("title: Pe")).toBe("#/info/title");
  expect(at("email: { type: string, for")).toBe("#/components/schemas/User/properties/email/format");
  expect(at("other: *")).toBe("#/components/schemas/User/properties/other");
  expect(at("[{ bearer")).toBe("#/security/0/bearerAuth");
  expect(at('"204": { descr')).toBe("#/paths/~1users~1{userId}/delete/responses/204/description");
});

describe("actions for sallyport.yaml", () => {
  test("each answer, where the credential is defined or required", async () => {
    const reviewed = await reviewedOf({ "api.yaml": PEOPLE });
    const at = positionOf(PEOPLE, "security: [{ bearerAuth");
    const titles = settingsActions(
      reviewed,
      "api.yaml",
      { line: at.line + 1, column: at.character + 1, endLine: at.line + 1, endColumn: at.character + 1 },
      [],
    ).map(({ title }) => title);
    expect(titles).toMatchInlineSnapshot(`
      [
        "Answer for bearerAuth: Anyone who signs up (self-registered)",
        "Answer for bearerAuth: Only partners or people approved by the organization (partner)",
        "Answer for bearerAuth: Only the organization's own staff and systems (own)",
      ]
    `);
  });

  test("what is too severe to be dismissed is not", async () => {
    const reviewed = await reviewedOf({ "api.yaml": API, "sallyport.yaml": `${SETTINGS}dismiss: { upTo: low }\n` });
    const all = { line: 1, column: 1, endLine: 1000, endColumn: 1 };
    const actions = settingsActions(reviewed, "api.yaml", all, []);
    expect(actions.flatMap(({ title, disabled }) => (disabled === undefined ? [] : [`${title}: ${disabled.reason}`])))
      .toMatchInlineSnapshot(`
      [
        "Dismiss as a false positive: The description contains a credential: sallyport.yaml allows dismissing up to low, and this is high",
        "Dismiss as a false positive: Security scheme is used but not defined: sallyport.yaml allows dismissing up to low, and this is high",
        "Dismiss as a false positive: Server without TLS (cleartext): sallyport.yaml allows dismissing up to low, and this is high",
      ]
    `);
  });
});
