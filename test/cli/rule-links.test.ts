import { existsSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import type { Finding, Review } from "../../src/core/review.ts";
import { hasLinks } from "../../src/cli/hyperlinks.ts";
import { htmlReport } from "../../src/report/formats/html.tsx";
import { markdownReport } from "../../src/report/formats/markdown.ts";
import { sarifReport } from "../../src/report/formats/sarif.ts";
import { textReport } from "../../src/report/formats/text.ts";
import { findingOf, riderEnvelope } from "../report/fixture.ts";
import { ATTACKS } from "../report/hostile.ts";
import { envelopeIn, folderWith, run } from "./run.ts";

const DESCRIPTION = `openapi: 3.1.0
info: { title: Prices, version: "1" }
servers: [{ url: https://prices.example }]
security: [{ password: [] }]
paths:
  /prices:
    get:
      responses: { "200": { description: Prices } }
components:
  securitySchemes:
    password: { type: http, scheme: basic }
`;
const PAGE = "https://docs.acme.example/sallyport/rules/basic-auth.md";

function folder(configuration: string): string {
  return folderWith({ "openapi.yaml": DESCRIPTION, "sallyport.yaml": configuration });
}

async function reportIn(format: string, configuration = "docsUrl: https://docs.acme.example/sallyport/\n") {
  return (await run(["review", "openapi.yaml", "--format", format], { cwd: folder(configuration) })).stdout;
}

describe("with docsUrl, a finding leads to the page of its rule", () => {
  test("in SARIF", async () => {
    const { driver } = JSON.parse(await reportIn("sarif")).runs[0].tool;
    expect(driver.informationUri).toBe("https://docs.acme.example/sallyport");
    expect(driver.rules.find(({ id }: { readonly id: string }) => id === "basic-auth").helpUri).toBe(PAGE);
  });

  test("in HTML", async () => {
    expect(await reportIn("html")).toContain(
      `<a href="${PAGE}" rel="noopener noreferrer" target="_blank">basic-auth</a>`,
    );
  });

  test("in Markdown", async () => {
    expect(await reportIn("markdown")).toContain(`Rule: [\`basic-auth\`](${PAGE})`);
  });

  test("in JSON, which stays valid by its schema", async () => {
    const [review] = envelopeIn(await reportIn("json")).reviews;
    expect(review!.findings.find(({ rule }) => rule === "basic-auth")!.helpUri).toBe(PAGE);
  });

  test.each([
    ["a terminal that shows them", [], { isTerminal: true, env: { TERM_PROGRAM: "WezTerm" } }, true],
    ["one that does not say so", [], { isTerminal: true, env: { TERM: "xterm" } }, false],
    ["no terminal", [], { isTerminal: false, env: { TERM_PROGRAM: "WezTerm" } }, false],
    [
      "no terminal that colours are forced on",
      [],
      { isTerminal: false, env: { FORCE_COLOR: "1", WT_SESSION: "1" } },
      false,
    ],
  ] as const)("on %s as the text says", async (_what, args, surroundings, isLinked) => {
    const cwd = folder("docsUrl: https://docs.acme.example/sallyport\n");
    const { stdout } = await run(["review", "openapi.yaml", ...args], { cwd, ...surroundings });
    expect(stdout.includes(`\u001b]8;;${PAGE}\u001b\\`)).toBe(isLinked);
    expect(stdout.includes(PAGE)).toBe(isLinked);
  });

  test("as an address where the text has all of each finding", async () => {
    const cwd = folder("docsUrl: https://docs.acme.example/sallyport\n");
    const { stdout } = await run(["review", "openapi.yaml", "--verbose"], { cwd });
    expect(stdout).toContain(`           ${PAGE}\n`);
    expect(stdout).not.toContain("\u001b");
  });
});

test("without it nothing is linked, and a review is what it was", async () => {
  for (const format of ["sarif", "html", "markdown", "json"])
    expect(await reportIn(format, "owner: Prices\n")).not.toMatch(/helpUri|informationUri|docsUrl|rules\/basic-auth/);
});

test("the page is there where docs/ is published", () => {
  expect(
    existsSync(path.resolve(import.meta.dirname, "../../docs", new URL(PAGE).pathname.slice("/sallyport/".length))),
  ).toBe(true);
});

describe("what is no address of a place is refused", () => {
  test.each([
    "http://docs.acme.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "//docs.acme.example",
    "docs.acme.example",
    "https://",
    "https://?",
    "https://user:secret@docs.acme.example",
    "https://user@docs.acme.example",
    "https://docs.acme.example/?token=1",
    "https://docs.acme.example/#part",
    "https://docs.acme.example:99999",
    "https://docs.acme.example/a b",
    'https://docs.acme.example/"onmouseover="alert(1)',
    "https://docs.acme.example/)](https://evil.example",
    "https://docs.acme.example\\\\evil.example",
    "https://docs.acme.example/\\u001b]8;;https://evil.example\\u0007",
    "https://docs.аcme.example",
    "https://docs.acme.example\\n",
  ])("%s", async (url) => {
    const cwd = folder(`docsUrl: "${url.includes('"') ? url.replaceAll('"', '\\"') : url}"\n`);
    const { code, stderr } = await run(["review", "openapi.yaml"], { cwd });
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: expect.stringMatching(/^error: sallyport\.yaml:1:10 docsUrl is .*; an https address .* is expected\n/),
    });
    expect(stderr).not.toContain("\u001b");
  });
});

test("what stands in a review where a page is expected is text at most", () => {
  const before = riderEnvelope();
  const [review] = before.reviews as [Review];
  const attacks = [...ATTACKS, "javascript:alert(1)/rules/x.md", "https://evil.example/x"];
  const enveloped = (findings: readonly Finding[], docsUrl?: string) => ({
    ...before,
    reviews: [
      {
        ...review,
        policy: { ...review.policy, ...(docsUrl === undefined ? {} : { docsUrl }) },
        findings: [...findings],
      },
    ],
  });
  const findings = attacks.map((_, index) => findingOf(`a${index}`, "basic-auth", "high", "Title", index + 1));
  const clean = enveloped(findings);
  const hostile = enveloped(
    findings.map((finding, index) => ({ ...finding, helpUri: attacks[index]! })),
    attacks[0],
  );
  const options = { width: 80, color: true, links: true, quiet: false, detail: "verbose" } as const;
  expect(htmlReport(hostile)).toBe(htmlReport(clean));
  expect(markdownReport(hostile)).toBe(markdownReport(clean));
  expect(textReport(hostile, options)).toBe(textReport(clean, options));
  expect(sarifReport(hostile)).toBe(sarifReport(clean));
});

test.each([
  [{}, false],
  [{ TERM: "xterm-256color" }, false],
  [{ TERM: "xterm-kitty" }, true],
  [{ TERM: "dumb", WT_SESSION: "1" }, false],
  [{ WT_SESSION: "1" }, true],
  [{ VTE_VERSION: "7600" }, true],
  [{ VTE_VERSION: "5000" }, false],
  [{ VTE_VERSION: "new" }, false],
  [{ TERM_PROGRAM: "iTerm.app" }, true],
  [{ TERM_PROGRAM: "iTerm.app", TMUX: "/tmp/tmux" }, false],
  [{ TERM_PROGRAM: "iTerm.app", NO_COLOR: "1" }, false],
  [{ TERM_PROGRAM: "iTerm.app", CI: "true" }, false],
  [{ TERM_PROGRAM: "iTerm.app", FORCE_HYPERLINK: "0" }, false],
  [{ TERM: "xterm", FORCE_HYPERLINK: "1" }, true],
])("whether a terminal with %j shows links: %s", (env, shows) => {
  const output = { write: () => {}, isTerminal: true, columns: 80 };
  expect(hasLinks(output, env, undefined)).toBe(shows);
  expect(hasLinks({ ...output, isTerminal: false }, env, undefined)).toBe(false);
  expect(hasLinks(output, env, false)).toBe(false);
});
