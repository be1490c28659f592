import { expect, test } from "vitest";
import { processorTime } from "../processor-time.ts";
import { isExponential } from "../../src/operations/inputs/backtracking.ts";
import { isLoose, isNarrow } from "../../src/operations/inputs/patterns.ts";

test.each([
  ["^(a+)+$", true],
  ["^(a*)*$", true],
  ["^(a|a)*$", true],
  ["^(\\w+\\s?)*$", true],
  ["^(a*b*)*c", true],
  ["^([a-z0-9]+-?)+$", true],
  ["^(?:[a-z]{1,5})+$", true],
  ["^(?:x{2,}y?)+$", true],
  ["^[a-z0-9]+([-._]?[a-z0-9]+)+$", true],
  ["^(?:[^|]*\\|?)+\\d$", true],
  ["^(?:[^|;]*\\|?)+$", true],
  ["^(?:[^|]*\\|?)+(?=a)$", true],
  // A dot reads no line end.
  ["^(.*)*$", true],
  // Every text matches, so nothing is tried again.
  ["^(?:[^|]*\\|?)+$", false],
  ["^x(?:[^|]*\\|?)+$", false],
  ["^([\\s\\S]*)*$", false],
  ["^(a|b)*$", false],
  ["^(a+b)+$", false],
  ["^(\\w+\\s)*\\w+$", false],
  ["^(?:[a-z]{3})+$", false],
  ["^[a-z](?:[-a-z0-9]*[a-z0-9])?(?:\\.[a-z0-9]+)*$", false],
  ["^\\d{3,4}$", false],
  // Whatever follows, there is a match already.
  ["(a+)+", false],
  ["^(?=.*[A-Z])(?=.*\\d).{8,}$", false],
  ["^(\\d+)(?:,\\1)+$", false],
  ["^\\p{L}+(\\p{L}+)+$", false],
  ["^(", false],
  ["^a)+", false],
  ["^[a-", false],
  ["*a", false],
])("%s takes time that doubles: %s", (pattern, expected) => {
  expect(isExponential(pattern)).toBe(expected);
});

test.each([
  "(".repeat(250) + ")*".repeat(250),
  `${"(".repeat(38)})${"{2,})".repeat(37)}{2,}`,
  `^(${"a*".repeat(150)})*$`,
  `^(${"[a-z]*x".repeat(70)})*$`,
  `^${"(a|b|c|d)*".repeat(40)}$`,
  `^${"(a|".repeat(35)}b${")*".repeat(35)}$`,
  "(a+)+".repeat(10_000),
  "[".repeat(400),
])("a hostile pattern is looked at in a moment: %#", (pattern) => {
  const start = processorTime();
  isExponential(pattern);
  isLoose(pattern);
  isNarrow(pattern);
  expect(processorTime() - start).toBeLessThan(1000);
});

test.each([
  ["[a-z]+", true],
  ["\\d{5}", true],
  ["(?:ab)+", true],
  ["^[a-z]+$", false],
  ["^https://", false],
  ["(?=.*[a-z]).{8,}", false],
  [".*", false],
  ["\\bword\\b", false],
  ["critical", false],
  ["[^$]+", true],
])("%s is meant for the whole text and checks a part: %s", (pattern, expected) => {
  expect(isLoose(pattern)).toBe(expected);
});

test.each([
  ["^[a-z]+$", true],
  ["^(?:[a-z]+)$", true],
  ["^[a-z.]+$", true],
  ["[a-z]+", false],
  ["^.+$", false],
  ["^\\S+$", false],
  ["^[^;]+$", false],
  ["^[a-z]+\\$", false],
])("%s lets through values only: %s", (pattern, expected) => {
  expect(isNarrow(pattern)).toBe(expected);
});
