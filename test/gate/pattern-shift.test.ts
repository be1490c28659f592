import { describe, expect, test } from "vitest";
import { patternShift } from "../../src/gate/changes/pattern-shift.ts";

describe("a pattern in place of another takes", () => {
  test.each([
    ["^[a-z]+$", "^[a-z]+$", "same"],
    ["^[a-z]+$", "^[a-z0-9]+$", "wider"],
    ["^[a-z0-9]+$", "^[a-z]+$", "narrower"],
    ["^[a-z]+$", "[a-z]+", "wider"],
    ["^[a-z]+$", "^[a-z]+", "wider"],
    ["[a-z]+", "^[a-z]+$", "narrower"],
    ["^[a-z]{2,8}$", "^[a-z]{2,80}$", "wider"],
    ["^[a-z]{2,8}$", "^[a-z]{3,8}$", "narrower"],
    ["^[a-z]{2,8}$", "^[a-z]{1,4}$", "other"],
    ["^\\d{4}$", "^[0-9]{4}$", "same"],
    ["^\\d{4}$", "^\\w{4}$", "wider"],
    ["^[^/]+$", "^.+$", "wider"],
    ["^.+$", "^[^/]+$", "narrower"],
    ["^[^/.]+$", "^[^/]+$", "wider"],
    ["^[a-m]+$", "^[h-z]+$", "other"],
    ["^https://x$", "^https?://x$", "wider"],
    ["^https?://x$", "^https://x$", "narrower"],
    ["^a$|^b$", "^a$|^b$|^c$", "wider"],
    ["^a$|^b$|^c$", "^a$|^c$", "narrower"],
    ["^(?:a|b)-[0-9]$", "^(?:a|b)-[0-9]+$", "wider"],
    ["^(?:a|b)$", "^(?:a|b|c)$", "other"],
    ["^\\$$", "^\\$", "wider"],
    [
      "^[\\w .,'-]{1,128}$",
      "^[\\p{L}\\p{gc=Mark}\\p{digit}\\p{gc=Connector_Punctuation}\\p{Join_Control} .,''-]{1,128}$",
      "wider",
    ],
    ["^\\p{L}+$", "^\\p{Lu}+$", "other"],
    ["^\\u0041$", "^A$", "same"],
    ["^[\\u{41}-\\x5A]$", "^[A-Z]$", "same"],
    ["^\\bword$", "^\\Bword$", "other"],
    ["^[a-z", "^[a-z]", "other"],
    ["", "x", "other"],
    ["^(a", "^(a)", "other"],
    ["^a\\", "^a\\\\", "other"],
  ])("%j, %j: %s", (was, is, shift) => {
    expect(patternShift(was, is)).toBe(shift);
  });

  test("what nobody can read is read in a moment", () => {
    const long = `^${"(".repeat(1900)}`;
    expect(patternShift(long, `${long}a`)).toBe("other");
    expect(patternShift("a|".repeat(50_000), "b|".repeat(50_000))).toBe("other");
  });
});
