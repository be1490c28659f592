import { describe, expect, test } from "vitest";
import { resourceGroups } from "../../src/report/words/resource-groups.ts";
import { operationOf } from "./fixture.ts";

function groupsOf(...paths: readonly string[]): readonly (readonly [string | undefined, number])[] {
  const operations = paths.map((path, index) => operationOf(`GET ${path}`, index + 1));
  return resourceGroups(operations).map((group) => [group.path, group.operations.length]);
}

/** `n` paths below one. */
function below(path: string, n: number): readonly string[] {
  return Array.from({ length: n }, (_, index) => `${path}/${String.fromCodePoint(97 + (index % 26))}${index}`);
}

describe("operations stand by what their paths begin with", () => {
  test.each<readonly [string, readonly string[], ReturnType<typeof groupsOf>]>([
    ["none where there are few", below("/users", 5), [[undefined, 5]]],
    [
      "a version that all have tells nothing apart",
      [...below("/v1/users", 8), ...below("/v1/orders", 8)],
      [
        ["/v1/users", 8],
        ["/v1/orders", 8],
      ],
    ],
    [
      "a version that some have is no resource",
      [...below("/v1/users", 8), ...below("/v1/orders", 8), ...below("/v2/users", 8), ...below("/v2/orders", 8)],
      [
        ["/v1/users", 8],
        ["/v1/orders", 8],
        ["/v2/users", 8],
        ["/v2/orders", 8],
      ],
    ],
    [
      "an owner in the path is none either",
      [...below("/repos/{owner}/{repo}/issues", 8), ...below("/repos/{owner}/{repo}/pulls", 8)],
      [
        ["/repos/{owner}/{repo}/issues", 8],
        ["/repos/{owner}/{repo}/pulls", 8],
      ],
    ],
    [
      "a large one is divided, and what is alone in it stays with it",
      [
        ...below("/users", 6),
        "/repos",
        "/repos/{id}",
        ...below("/repos/{id}/issues", 30),
        ...below("/repos/{id}/pulls", 30),
      ],
      [
        ["/users", 6],
        ["/repos", 2],
        ["/repos/{id}/issues", 30],
        ["/repos/{id}/pulls", 30],
      ],
    ],
    [
      "what is alone stands at the end",
      ["/health", ...below("/users", 8), "/version", ...below("/orders", 8)],
      [
        ["/users", 8],
        ["/orders", 8],
        [undefined, 2],
      ],
    ],
    ["none where heads would be nearly as many as rows", below("/v1", 30), [[undefined, 30]]],
  ])("%s", (_name, paths, expected) => {
    expect(groupsOf(...paths)).toEqual(expected);
  });

  test("no operation is lost, those without a path included", () => {
    const operations = [
      ...[...below("/v1/users", 50), "/", ...below("/v1/orders", 9)].map((path, index) =>
        operationOf(`GET ${path}`, index),
      ),
      { ...operationOf("POST order.created", 99), kind: "webhook" as const },
    ];
    const grouped = resourceGroups(operations).flatMap((group) => group.operations);
    expect(grouped.toSorted((a, b) => a.line - b.line)).toEqual(operations.toSorted((a, b) => a.line - b.line));
  });
});
