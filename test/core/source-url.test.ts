import { describe, expect, test } from "vitest";
import { REVISION, sourceUrlOf, type SourceRepository } from "../../src/core/source-url.ts";

const COMMIT = "4f0c2a7b1e9d4f0c2a7b1e9d4f0c2a7b1e9d4f0c";
const site = { file: "apis/rider/openapi.yaml", line: 12 };

describe("a line of a file is addressed as the host of the repository does it", () => {
  test.each<readonly [SourceRepository, string | null, string]>([
    [{ url: "https://github.com/acme/apis" }, COMMIT, `/blob/${COMMIT}/apis/rider/openapi.yaml#L12`],
    [{ url: "https://code.acme.example/apis", ref: "main" }, null, "/blob/main/apis/rider/openapi.yaml#L12"],
    [{ url: "https://code.acme.example/apis", ref: "main" }, COMMIT, `/blob/${COMMIT}/apis/rider/openapi.yaml#L12`],
    [{ url: "https://gitlab.acme.example/a/b", ref: "v1.2" }, null, "/-/blob/v1.2/apis/rider/openapi.yaml#L12"],
    [{ url: "https://code.acme.example/a", kind: "gitlab" }, COMMIT, `/-/blob/${COMMIT}/apis/rider/openapi.yaml#L12`],
    [{ url: "https://bitbucket.org/a/b", ref: "main" }, null, "/src/main/apis/rider/openapi.yaml#lines-12"],
    [{ url: "https://x.example/a/b", ref: "m", kind: "gitea" }, null, "/src/branch/m/apis/rider/openapi.yaml#L12"],
    [
      { url: "https://dev.azure.com/acme/x/_git/apis" },
      COMMIT,
      `?path=/apis/rider/openapi.yaml&version=GC${COMMIT}&line=12&lineEnd=13&lineStartColumn=1&lineEndColumn=1`,
    ],
  ])("%j at %s", (repository, commit, address) => {
    expect(sourceUrlOf(repository, commit, site)).toBe(repository.url + address);
  });

  test("names of files are escaped", () => {
    const file = "a b/c#d?e(f)\ud800.yaml";
    expect(sourceUrlOf({ url: "https://x.example/r", ref: "main" }, null, { file, line: 1 })).toBe(
      "https://x.example/r/blob/main/a%20b/c%23d%3Fe%28f%29%EF%BF%BD.yaml#L1",
    );
  });
});

describe("nothing is linked", () => {
  test.each<readonly [string, SourceRepository | undefined, string | null, string]>([
    ["without a repository", undefined, COMMIT, "a.yaml"],
    ["without a revision", { url: "https://x.example/r" }, null, "a.yaml"],
    ["where it is not https", { url: "http://x.example/r" }, COMMIT, "a.yaml"],
    ["where the address is more than one", { url: "https://x.example/r)](javascript:alert(1)" }, COMMIT, "a.yaml"],
    ["where the revision is more than a name", { url: "https://x.example/r", ref: "a/../../b" }, null, "a.yaml"],
    ["where the revision has a query", { url: "https://x.example/r", ref: "a?b" }, null, "a.yaml"],
    ["for standard input", { url: "https://x.example/r" }, COMMIT, "-"],
    ["for what lies elsewhere", { url: "https://x.example/r" }, COMMIT, "https://y.example/a.yaml"],
    ["for what lies above", { url: "https://x.example/r" }, COMMIT, "../a.yaml"],
  ])("%s", (_name, repository, commit, file) => {
    expect(sourceUrlOf(repository, commit, { file, line: 1 })).toBeUndefined();
  });
});

test.each(["main", "release/2026-01", "v1.2.3", COMMIT])("%s is a revision", (text) => expect(text).toMatch(REVISION));
test.each(["", "-x", "a..b", "a//b", "/a", "a/", "a b", "a#b"])("%j is none", (text) =>
  expect(text).not.toMatch(REVISION),
);
