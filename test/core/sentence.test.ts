import { expect, test } from "vitest";
import { capitalized } from "../../src/core/sentence.ts";

test.each([
  ["a field is new", "A field is new"],
  ["newly-reachable: it is", "Newly-reachable: it is"],
  ["https://api.example.com is new", "https://api.example.com is new"],
  ["wss://api.example.com is new", "wss://api.example.com is new"],
  ["api.example.com is new", "api.example.com is new"],
  ["bearerAuth is asked for", "bearerAuth is asked for"],
  ["x-audience is new", "x-audience is new"],
])("%s begins a sentence as %s", (text, sentence) => {
  expect(capitalized(text)).toBe(sentence);
});
