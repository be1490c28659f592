import { serialize } from "node:v8";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { LIMITS } from "../../src/load/limits.ts";
import { narrowParts } from "../../src/load/narrow-text.ts";
import { readSource } from "../../src/load/source.ts";

/** Whether V8 keeps a text in two bytes a character: it writes such a text otherwise. */
function isWide(text: string): boolean {
  return String.fromCharCode(serialize(text).at(2)!) === "c";
}

test("a text that could be in one byte a character is, wherever it stands beside one that cannot", () => {
  const yaml = [
    "openapi: 3.1.0",
    'info: { title: "“Café”, an API of menus", version: "1" }',
    "paths:",
    "  /menus/{a-name-that-is-longer-than-names-are-and-is-read-each-time}:",
    "    get:",
    "      description: Returns the menus of the café to whoever asks for them, which are the same for everybody.",
  ].join("\n");
  const { value } = readSource("api.yaml", new TextEncoder().encode(yaml), LIMITS);
  const texts = textsIn(value);
  expect(texts).toContain("/menus/{a-name-that-is-longer-than-names-are-and-is-read-each-time}");
  expect(texts).toContain("Returns the menus of the café to whoever asks for them, which are the same for everybody.");
  expect(texts.filter((text) => isWide(text))).toEqual(["“Café”, an API of menus"]);
});

/** The keys and texts of a value. */
function textsIn(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, held]) => [key, ...textsIn(held)]);
}

test("the same characters are given, whatever they are", () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: "binary", maxLength: 60 }), { maxLength: 4 }),
      fc.constantFrom("", "”", "😀"),
      (parts, beside) => {
        const narrow = narrowParts(parts.join("") + beside);
        expect([...parts, ...parts, parts.join("x")].filter((part) => narrow(part) !== part)).toEqual([]);
      },
    ),
  );
});
