import { array, assert, constantFrom, property, string } from "fast-check";
import { describe, expect, test } from "vitest";
import { byParticularity, globPattern, matchesGlob } from "../../src/policy/glob.ts";
import { runsOf } from "../thorough.ts";

describe("a pattern", () => {
  test.each([
    ["openapi.yaml", "openapi.yaml", true],
    ["openapi.yaml", "openapi-yaml", false],
    ["openapi.yaml", "api/openapi.yaml", false],
    ["*.yaml", "openapi.yaml", true],
    ["*.yaml", "api/openapi.yaml", false],
    ["**/*.yaml", "openapi.yaml", true],
    ["**/*.yaml", "api/v1/openapi.yaml", true],
    ["**/v1/*.yaml", "api/v1/openapi.yaml", true],
    ["**/v1/*.yaml", "api/rev1/openapi.yaml", false],
    ["api/**/v?/*.yaml", "api/v1/openapi.yaml", true],
    ["api/**/v?/*.yaml", "api/a/b/v2/openapi.yaml", true],
    ["api/**/v?/*.yaml", "api/a/b/v10/openapi.yaml", false],
    ["**", "any/thing", true],
    ["**", "", true],
    ["*", "", true],
    ["*", "-", true],
    ["../other/*.yaml", "../other/openapi.yaml", true],

    ["GET /users/*", "GET /users/{id}", true],
    ["GET /users/*", "GET /users", false],
    ["GET /users/*", "GET /users/{id}/photos", false],
    ["GET /users/*", "POST /users/{id}", false],
    ["GET /users/**", "GET /users/{id}/photos", true],
    ["GET /users/**", "GET /users", true],
    ["GET /users/**", "GET /usersettings", false],
    ["* /users/{id}", "DELETE /users/{id}", true],
    ["* /users/{id}", "DELETE /users/x", false],
    ["GET **", "GET /users/{id}", true],
    ["CALLBACK ** POST", "CALLBACK POST /subs {$request.body#/url} POST", true],
    ["/v?/*", "/v1/users", true],
    ["/v?/*", "/v//users", false],
    ["/files/*.*", "/files/{name}.{ext}", true],
    ["/a+(b)|c[d]^$", "/a+(b)|c[d]^$", true],
    ["/a+", "/aa", false],
    ["/?", "/😀", true],

    ["*.acme.internal", "api.acme.internal", true],
    ["*.acme.internal", "acme.internal", false],
    ["*.acme.internal", "api.acme.internal.evil.example", false],
  ])("%s and %s: %s", (pattern, text, fits) => {
    expect(matchesGlob(pattern, text)).toBe(fits);
  });

  test("means what a slow and simple matcher says", () => {
    const texts = string({ unit: constantFrom("a", "b", "/"), maxLength: 12 });
    const patterns = array(constantFrom("a", "b", "/", "?", "*", "**", "/**", "**/"), { maxLength: 8 }).map((parts) =>
      parts.join(""),
    );
    assert(
      property(patterns, texts, (pattern, text) => {
        expect(matchesGlob(pattern, text)).toBe(slowly(pattern, text));
      }),
      { numRuns: runsOf(50_000, 2_000), seed: 1 },
    );
  });

  test.each([
    ["of many stars", "*a".repeat(40) + "b", "a".repeat(5_000)],
    ["of many double stars", "**/a/".repeat(40) + "b", "a/".repeat(5_000)],
    ["of both", "**/*a*a*a/".repeat(20) + "b", "aaaa/".repeat(2_000)],
    ["of double stars within segments", "a**".repeat(20) + "b", "a".repeat(5_000)],
  ])("%s takes no time", (_, pattern, text) => {
    const start = performance.now();
    expect(matchesGlob(pattern, text)).toBe(false);
    expect(performance.now() - start).toBeLessThan(500);
  });

  test("is an expression that fits the whole", () => {
    expect(globPattern("a*").test("ba")).toBe(false);
    expect(globPattern("a").test("ab")).toBe(false);
  });
});

test("the more particular pattern comes first", () => {
  const patterns = ["/**", "/users/**", "/users/me", "/users/*", "/users/{id}", "/users/*/photos"];
  expect(patterns.toSorted(byParticularity)).toEqual([
    "/users/{id}",
    "/users/me",
    "/users/*/photos",
    "/users/*",
    "/users/**",
    "/**",
  ]);
});

/** The same by trying everything. */
function slowly(pattern: string, text: string): boolean {
  return slowlyFrom(pattern, 0, text, 0);
}

function slowlyFrom(pattern: string, at: number, text: string, from: number): boolean {
  const rest = pattern.slice(at);
  if (rest === "") return from === text.length;
  if (/^\/\*\*+$/.test(rest)) return from === text.length || text[from] === "/";
  const stars = /^\*+/.exec(rest)?.[0] ?? "";
  const anywhere = Array.from({ length: text.length - from + 1 }, (_, step) => from + step);
  if (stars.length > 1) {
    const isSegment = rest[stars.length] === "/" && (at === 0 || pattern[at - 1] === "/");
    return isSegment
      ? anywhere.some(
          (to) => (to === from || text[to - 1] === "/") && slowlyFrom(pattern, at + stars.length + 1, text, to),
        )
      : anywhere.some((to) => slowlyFrom(pattern, at + stars.length, text, to));
  }
  if (stars.length === 1)
    return anywhere.some((to) => !text.slice(from, to).includes("/") && slowlyFrom(pattern, at + 1, text, to));
  if (from === text.length) return false;
  const fits = rest[0] === "?" ? text[from] !== "/" : rest[0] === text[from];
  return fits && slowlyFrom(pattern, at + 1, text, from + 1);
}
