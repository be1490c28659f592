import path from "node:path";
import { describe, expect, test } from "vitest";
import { repositoryWith } from "../gate/git-repository.ts";
import { envelopeIn, folderWith, run } from "./run.ts";

const api = (title: string, more = ""): string => `openapi: 3.1.0
info: { title: ${title}, version: "1" }
security: [{ token: [] }]
paths:
  /users/{id}:
    get:
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      responses: { "200": { description: The user., content: { application/json: { schema: { type: object, properties: { name: { type: string }${more} } } } } } }
components: { securitySchemes: { token: { type: http, scheme: bearer } } }
`;

const top = folderWith({
  "apis/a/openapi.yaml": api("A"),
  "apis/a/sub/more.json": JSON.stringify({ openapi: "3.1.0", info: { title: "More", version: "1" }, paths: {} }),
  "apis/b/openapi.yaml": api("B"),
  "apis/c [x]/openapi.yaml": api("C"),
});

/** The titles of what is reviewed of a word, from a folder. */
async function titles(word: string, from: string): Promise<readonly string[]> {
  const { stdout, stderr } = await run(["review", word, "--format", "json"], { cwd: path.join(top, from) });
  if (stdout === "") throw new Error(stderr);
  return envelopeIn(stdout)
    .reviews.map(({ document }) => document.title ?? "")
    .toSorted();
}

const ALL = ["A", "B", "C", "More"];

describe("a folder or a glob that holds the current directory has what is in that", () => {
  test.each<[word: string, from: string, titles: readonly string[]]>([
    [".", "apis", ALL],
    ["..", "apis/a", ALL],
    ["../", "apis/a", ALL],
    ["../..", "apis/a/sub", ALL],
    ["..", "apis/a/sub", ["A", "More"]],
    ["../../apis", "apis/a", ALL],
    ["sub/../..", "apis/a", ALL],
    [path.join(top, "apis"), "apis/a", ALL],
    [path.join(top, "apis"), "apis/c [x]", ALL],
    ["../**/*.yaml", "apis/a", ["A", "B", "C"]],
    ["../*/openapi.yaml", "apis/a", ["A", "B", "C"]],
    ["../{a,b}/*.yaml", "apis/a", ["A", "B"]],
    ["../[ab]/*.yaml", "apis/b", ["A", "B"]],
    [`${top}/**/*.yaml`, "apis/a", ["A", "B", "C"]],
    [String.raw`../c \[x]/*.yaml`, "apis/c [x]", ["C"]],
    ["*.yaml", "apis/a", ["A"]],
  ])("%s in %s", async (word, from, expected) => {
    expect(await titles(word, from)).toEqual(expected);
  });

  test.each(["{..,.}/**/*.yaml", "*/../**/*.yaml"])("%s is refused: it is not followed", async (word) => {
    const { code, stderr } = await run(["review", word], { cwd: path.join(top, "apis/a") });
    expect(code).toBe(2);
    expect(stderr).toContain("leads to a folder above after a wildcard");
  });

  test("a folder is no description, and may be listed", async () => {
    const { code, stderr } = await run(["gate", "..", "--base-file", "openapi.yaml"], {
      cwd: path.join(top, "apis/a"),
    });
    expect(code).toBe(2);
    expect(stderr).toContain(".. is a folder, and one description is asked for");
  });
});

test("the gate fails from a folder below as it does from the top, and sees what is gone", async () => {
  const repository = repositoryWith({
    "apis/a/openapi.yaml": api("A"),
    "apis/b/openapi.yaml": api("B"),
    "sallyport.yaml": "admission: { token: self-registered }\ntenancy: none\n",
  });
  repository.commit({ "apis/a/openapi.yaml": api("A", ", passwordHash: { type: string }") });
  const results = await Promise.all(
    [
      ["apis", "."],
      ["apis/a", ".."],
      ["apis/a", "../.."],
      ["apis/a", repository.folder],
    ].map(async ([from = "", word = ""]) => {
      const { code, stdout } = await run(["gate", word, "--base", "main"], {
        cwd: path.join(repository.folder, from),
      });
      return [code, stdout.includes("Gate: fail")];
    }),
  );
  expect(results).toEqual(results.map(() => [1, true]));
  repository.commit({ "apis/a/openapi.yaml": undefined });
  const { stdout } = await run(["gate", "../..", "--base", "main"], {
    cwd: path.join(repository.folder, "apis/b"),
  });
  expect(stdout).toContain("apis/a/openapi.yaml");
});
