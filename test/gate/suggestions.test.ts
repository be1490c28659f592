import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { envelopeIn } from "../cli/run.ts";
import { nodesOf, treeOf } from "../report/markdown-tree.ts";
import { commentsIn, githubReviewErrors, type ReviewComment } from "../report/validators.ts";
import { repositoryWith, type TestRepository } from "./git-repository.ts";

const BASE = `openapi: 3.0.3
info:
  title: Orders # ours
  version: "1"
servers:
  - url: https://api.acme.io/v1 # until May
paths:
  /orders/{id}:
    get:
      operationId: getOrder
      security:
        - token: []
      parameters:
        - { name: id, in: path, required: true, schema: { type: string, format: uuid } }
      responses:
        '200':
          description: One order.
          content:
            application/json:
              schema: { type: object, properties: { total: { type: integer } } }
components:
  securitySchemes:
    token: # for partners
      type: http
      scheme: bearer
`;
const SETTINGS = "admission: { token: own }\naudience: private\nowner: Orders\n";

/** What the change of one text by another is offered. */
async function offered(before: string, after: string, files: Readonly<Record<string, string>> = {}) {
  const own = repositoryWith({ "api/openapi.yaml": before, "sallyport.yaml": SETTINGS, ...files });
  own.commit({ "api/openapi.yaml": after });
  return { own, comments: await commentsOf(own) };
}

async function commentsOf(own: TestRepository, ...args: readonly string[]): Promise<readonly ReviewComment[]> {
  const { stdout, stderr } = await own.sallyport("gate", "--base", "main", "--format", "github-review", ...args);
  expect([stderr, githubReviewErrors(stdout)]).toEqual(["", []]);
  expect((JSON.parse(stdout) as { commit_id: string }).commit_id).toBe(own.git("rev-parse", "HEAD"));
  return commentsIn(stdout);
}

/** A text after somebody commits a suggestion, as GitHub does it: whole lines are replaced. */
function committed(text: string, { start_line, line, body }: ReviewComment): string {
  const [fence] = nodesOf(treeOf(body), "code");
  expect(fence?.lang).toBe("suggestion");
  const lines = text.split("\n");
  lines.splice(
    (start_line ?? line) - 1,
    line - (start_line ?? line) + 1,
    ...(fence!.value === "" ? [] : fence!.value.split("\n")),
  );
  return lines.join("\n");
}

const only = (comments: readonly ReviewComment[], word: string): ReviewComment => {
  const found = comments.filter(({ body }) => body.includes(word));
  expect(found.map(({ body }) => body)).toHaveLength(1);
  return found[0]!;
};

describe("fixes as suggestions", () => {
  test("of the lines that a change touches, of which nothing else changes, and the finding is gone", async () => {
    const after = BASE.replace("https://api", "http://api").replace("- token: []", "- tokn: []   # theirs");
    const { own, comments } = await offered(BASE, after);
    expect(comments).toHaveLength(2);
    const misspelt = only(comments, "undefined-security-scheme");
    expect([misspelt.path, misspelt.start_line, misspelt.line]).toEqual(["api/openapi.yaml", undefined, 12]);
    const cleartext = only(comments, "cleartext-server");
    expect(cleartext.body).toBe(
      [
        cleartext.body.split("\n")[0]!,
        "",
        "**Use HTTPS** (suggested): high, Server without TLS (cleartext), `cleartext-server`",
        "",
        "**Correct only if:** The service is reached over TLS at this address, and no longer accepts calls without TLS.",
        "",
        "By committing this, you confirm it, but nothing records that. To make the same change with a record that must be attested: `sallyport fix api/openapi.yaml --apply --suggested --only cleartext-server`",
        "",
        "```suggestion",
        "  - url: https://api.acme.io/v1 # until May",
        "```",
        "",
      ].join("\n"),
    );
    let text = after;
    for (const comment of comments) text = committed(text, comment);
    expect(text).toBe(BASE.replace("- token: []", "- token: []   # theirs"));
    own.commit({ "api/openapi.yaml": text });
    const { reviews } = envelopeIn((await own.sallyport("gate", "--base", "main", "--format", "json")).stdout);
    expect(reviews[0]!.findings.filter(({ places }) => places.some(({ state }) => state === "new"))).toEqual([]);
  });

  test("not of what was there before, beside what the change touches or far from it", async () => {
    const before = BASE.replace("https://api", "http://api");
    // The server stands three lines below: in the diff, and no matter of the change.
    const { comments } = await offered(before, before.replace("title: Orders", "title: Our orders"));
    expect(comments).toEqual([]);
    const far = await offered(before, before.replace("One order.", "The order."));
    expect(far.comments).toEqual([]);
  });

  const KEYED = BASE.replace("- token: []", "- key: []").replace(
    "    token: # for",
    "    key:\n      type: apiKey\n      in: header\n      name: X-Key\n    token: # for",
  );

  test("of lines that follow each other as one, which GitHub replaces together", async () => {
    const after = KEYED.replace("in: header\n      name: X-Key", "in: query # soon\n      name: key");
    const { comments } = await offered(KEYED, after);
    const { start_line, line, body } = only(comments, "Move the key to a header");
    expect([start_line, line]).toEqual([25, 26]);
    expect(committed(after, only(comments, "api-key-in-url"))).toBe(
      KEYED.replace("in: header\n      name: X-Key", "in: header # soon\n      name: X-API-Key"),
    );
    expect(body).toContain("**Correct only if:**");
  });

  test("not where only half of a fix would be made", async () => {
    const apart = KEYED.replace(
      "in: header\n      name: X-Key",
      "in: query\n      description: A key.\n      name: key",
    );
    const { comments } = await offered(KEYED, apart);
    expect(comments.filter(({ body }) => body.includes("api-key-in-url"))).toEqual([]);
  });

  test("of a file that moved, by its lines in the diff against what it was", async () => {
    const own = repositoryWith({ "openapi.yaml": BASE, "sallyport.yaml": SETTINGS });
    own.git("mv", "openapi.yaml", "orders.yaml");
    own.commit({ "orders.yaml": BASE.replace("- token: []", "- tokn: []") });
    const comments = await commentsOf(own);
    expect(comments.map(({ path: file, line }) => [file, line])).toEqual([["orders.yaml", 12]]);
  });

  test.each([
    ["is not committed as it is", { uncommitted: true }],
    ["ends its lines as on Windows", { isWindows: true }],
  ])("none in a file that %s", async (_how, { uncommitted = false, isWindows = false }: Record<string, boolean>) => {
    const own = repositoryWith({ "openapi.yaml": BASE, "sallyport.yaml": SETTINGS });
    const after = BASE.replace("- token: []", "- tokn: []");
    own.commit({ "openapi.yaml": isWindows ? after.replaceAll("\n", "\r\n") : after });
    if (!uncommitted) expect(await commentsOf(own)).toHaveLength(isWindows ? 0 : 1);
    else {
      own.write({ "openapi.yaml": `# Ours\n${after}` });
      expect(await commentsOf(own)).toEqual([]);
    }
  });

  test("what stands in the lines cannot leave the fence, and what cannot be seen is not offered", async () => {
    const hostile = BASE.replace(
      "- token: []",
      "- tokn: [] # ```\n        # ````suggestion\n        # @team ##[error] #1",
    ).replace("description: One order.", "description: One order. ``` </details> @team");
    const { comments } = await offered(
      BASE,
      hostile.replace("https://api.acme.io/v1 # until", "http://api.acme.io/v1 # ````` until"),
    );
    const { body } = only(comments, "cleartext-server");
    expect(body).toContain("\n``````suggestion\n");
    expect(nodesOf(treeOf(body), "code").map(({ value }) => value)).toEqual([
      "  - url: https://api.acme.io/v1 # ````` until May",
    ]);
    for (const { body: one } of comments) expect(nodesOf(treeOf(one), "code")).toHaveLength(1);
    const hidden = await offered(
      BASE,
      BASE.replace("https://api.acme.io/v1 # until", "http://api.acme.io/v1 # \u202euntil"),
    );
    expect(hidden.comments.filter(({ body: one }) => one.includes("cleartext-server"))).toEqual([]);
  });

  test("of another folder than the top, by the path from the top", async () => {
    const { own } = await offered(BASE, BASE.replace("- token: []", "- tokn: []"));
    const comments = await commentsOf(own, "--root", "api");
    expect(comments.map(({ path: file }) => file)).toEqual(["api/openapi.yaml"]);
  });

  test("none without git, or where nothing is compared", async () => {
    const own = repositoryWith({ "old.yaml": BASE, "new.yaml": BASE.replace("https://api", "http://api") });
    for (const args of [
      ["gate", "new.yaml", "--base-file", "old.yaml"],
      ["review", "new.yaml"],
    ]) {
      const { stdout } = await own.sallyport(...args, "--format", "github-review");
      expect([githubReviewErrors(stdout), commentsIn(stdout)]).toEqual([[], []]);
    }
  });
});

test("the hunks are what git shows, whatever the repository is set up for", async () => {
  const far = Array.from({ length: 30 }, (_, at) => `  # ${at}`).join("\n");
  const before = BASE.replace("components:", `${far}\ncomponents:`);
  const { own, comments } = await offered(
    before,
    before.replace("- token: []", "- tokn: []").replace("http\n", "http\n# x\n"),
    {
      ".gitattributes": "*.yaml diff=hostile\n",
    },
  );
  own.git("config", "diff.hostile.textconv", "touch textconv-was-run; cat");
  own.git("config", "diff.hostile.command", "touch command-was-run");
  own.git("config", "diff.context", "0");
  own.git("config", "diff.noprefix", "true");
  expect(await commentsOf(own)).toEqual(comments);
  expect(comments.map(({ line }) => line)).toEqual([12]);
  expect(() => readFileSync(path.join(own.folder, "textconv-was-run"))).toThrow("ENOENT");
  expect(() => readFileSync(path.join(own.folder, "command-was-run"))).toThrow("ENOENT");
});
