import { describe, expect, test } from "vitest";
import { matchesPattern, textOfPattern } from "../../src/authorization-tests/values/pattern.ts";

describe("a text by a pattern", () => {
  test.each([
    ["^SH[0-9]-[0-9]{3}-[0-9]{3}-[0-9]{3}$", 0],
    ["^[A-Z0-9-]{6,32}$", 0],
    ["^https://", 10],
    ["^(?:a|bc)+$", 7],
    ["^[^@\\s]+@[^@\\s]+\\.[a-z]{2,}$", 12],
    ["^\\+?[1-9]\\d{6,14}$", 0],
    ["[\\w.-]+", 20],
    ["^\\p{L}+$", 0],
    ["^(?=.*\\d).{8,}$", 0],
    ["^$", 0],
    ["^\\u0041[\\x30-\\x39]$", 0],
  ])("%s", (pattern, least) => {
    const text = textOfPattern(pattern, least, 100, 0);
    if (text === undefined) {
      expect(/\\p|\(\?=/.test(pattern)).toBe(true);
      return;
    }
    expect(text.length).toBeGreaterThanOrEqual(least);
    expect(new RegExp(pattern, "u").test(text)).toBe(true);
  });

  test("is none where none is long or short enough", () => {
    expect(textOfPattern("^[a-z]{4}$", 5, 10, 0)).toBeUndefined();
    expect(textOfPattern("^[a-z]{4}$", 0, 3, 0)).toBeUndefined();
  });

  test("others come with another seed", () => {
    expect(textOfPattern("^[a-z]{4}$", 0, 10, 1)).not.toBe(textOfPattern("^[a-z]{4}$", 0, 10, 0));
  });
});

describe("whether a text matches", () => {
  test.each([
    ["^[a-c]{2,3}$", "ab", true],
    ["^[a-c]{2,3}$", "abcd", false],
    ["b", "abc", true],
    ["^(?:x|yz)*$", "xyzx", true],
    ["^[^\\d]+$", "a1", false],
    ["a.c", "a\nc", false],
  ])("%s %s", (pattern, text, matches) => {
    expect(matchesPattern(pattern, text)).toBe(matches);
    expect(new RegExp(pattern).test(text)).toBe(matches);
  });

  test("is found in time where JavaScript's own matcher goes back and back", () => {
    expect(matchesPattern("^(a+)+$", `${"a".repeat(400)}b`)).toBe(false);
    expect(matchesPattern("^(?:a|a)*$", `${"a".repeat(400)}b`)).toBe(false);
  });

  test("is not known of what is not understood", () => {
    expect(matchesPattern("^(?!x)", "y")).toBeUndefined();
    expect(matchesPattern("(", "y")).toBeUndefined();
  });
});
