import { describe, expect, test } from "vitest";
import { inputsOf } from "../../src/authorization-tests/authorization-test.ts";
import { madeValue, NO_VALUE } from "../../src/authorization-tests/values/made-value.ts";
import { matchesPattern, textOfPattern } from "../../src/authorization-tests/values/pattern.ts";
import { newWork, TooMuchWork } from "../../src/authorization-tests/values/work.ts";
import { targetOf } from "../../src/model/schema.ts";
import { apiIn, setOf } from "./made.ts";

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
    ["^(?!https://)[a-z:/]{1,256}\\.html?$", 0],
    ["^(?!a)[a-z]+(?=\\d)\\d$", 0],
    ["^$", 0],
    ["^\\u0041[\\x30-\\x39]$", 0],
  ])("%s", (pattern, least) => {
    const text = textOfPattern(pattern, least, 100, 0);
    if (text === undefined) {
      expect(/\\p|\(\?/.test(pattern)).toBe(true);
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

describe("a pattern that stands for more than can be made", () => {
  test.each([
    ["^(((a?){1000}){1000}){1000}$", 0],
    ["^(((^*)*)*)*$", 500],
    ["^(((()*)*)*)*$", 500],
  ])("%s takes a bounded number of steps", (pattern, least) => {
    expect(() => textOfPattern(pattern, least, 1000, 0)).toThrow(TooMuchWork);
  });

  test("and one that is too long has no text", () => {
    expect(textOfPattern("^(((a{1000}){1000}){1000})$", 0, 1000, 0)).toBeUndefined();
  });

  test("asks for the time now and then", () => {
    const timeIsUp = (): void => {
      throw new Error("the time is up");
    };
    expect(() => textOfPattern("^(((a?){1000}){1000}){1000}$", 0, 1000, 0, newWork(timeIsUp))).toThrow(
      "the time is up",
    );
  });
});

/** An API with a header of a schema, beside these others. */
function withHeader(schema: object, schemas: Readonly<Record<string, object>>): string {
  const order = {
    type: "object",
    required: ["id", "iban"],
    properties: { id: { type: "string" }, iban: { type: "string" } },
  };
  const parameters = [
    { name: "orderId", in: "path", required: true, schema: { type: "string" } },
    { name: "X-Foo", in: "header", required: true, schema },
  ];
  const responses = { "200": { description: "OK", content: { "application/json": { schema: order } } } };
  return JSON.stringify({
    openapi: "3.0.3",
    info: { title: "Shop", version: "1" },
    security: [{ token: [] }],
    paths: { "/orders/{orderId}": { get: { operationId: "getOrder", parameters, responses } } },
    components: { securitySchemes: { token: { type: "http", scheme: "bearer" } }, schemas },
  });
}

const ref = (name: string): object => ({ $ref: `#/components/schemas/${name}` });

/** Schemas of which each refers to the next, many times over. */
function chain(length: number, last: object, of: (next: object) => object): Readonly<Record<string, object>> {
  const schemas = Array.from({ length }, (_, at) => [`N${at}`, of(ref(`N${at + 1}`))] as const);
  return Object.fromEntries([...schemas, [`N${length}`, last]]);
}

describe("schemas that lead to more of them than can be looked at", () => {
  const NEVER = { type: "integer", minimum: 5, maximum: 2 };
  test.each<readonly [string, Readonly<Record<string, object>>, boolean]>([
    ["a choice of itself, which is met where it is not", { N0: { oneOf: [ref("N0"), { type: "string" }] } }, false],
    ["itself or a text", { N0: { anyOf: [ref("N0"), { type: "string" }] } }, true],
    [
      "choices in a circle",
      {
        N0: { anyOf: [ref("N1"), ref("N1")] },
        N1: { allOf: [ref("N2")] },
        N2: { ...NEVER, anyOf: [ref("N0"), ref("N0")] },
      },
      false,
    ],
    ["two choices at each of many levels", chain(24, NEVER, (next) => ({ anyOf: [next, next] })), false],
    [
      "eight choices at each of some levels",
      chain(12, NEVER, (next) => ({ oneOf: [next, next, next, next], anyOf: [next, next, next, next] })),
      false,
    ],
    [
      "choices one in the other, thousands of them",
      chain(3000, { type: "string" }, (next) => ({ oneOf: [next] })),
      false,
    ],
  ])("%s", async (_, schemas, isMade) => {
    const api = await apiIn(withHeader(ref("N0"), schemas));
    const schema = api.operations[0]!.parameters.find(({ name }) => name === "X-Foo")!.schema!;
    expect(madeValue(schema, { asOf: "2026-11-27", seed: 0, mayShow: () => true }) !== NO_VALUE).toBe(isMade);
    // What nothing could be made for is an input.
    const inputs = inputsOf(setOf(api).tests).map(({ name }) => name);
    expect(inputs.includes("xFooOfGetOrder")).toBe(!isMade);
  });

  test("a tree of conditions ends with the first that is none itself", async () => {
    const leaf = { type: "object", required: ["field"], properties: { field: { type: "string" } } };
    const side = { oneOf: [ref("N0"), ref("Leaf")] };
    const tree = { type: "object", required: ["left", "right"], properties: { left: side, right: side } };
    const api = await apiIn(withHeader(ref("N0"), { N0: tree, Leaf: leaf }));
    const schema = targetOf(api.operations[0]!.parameters.find(({ name }) => name === "X-Foo")!.schema!);
    expect(madeValue(schema, { asOf: "2026-11-27", seed: 0, mayShow: () => true })).toEqual({
      left: { field: "sample 1" },
      right: { field: "sample 1" },
    });
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
    expect(matchesPattern("(?<!x)y", "y")).toBeUndefined();
    expect(matchesPattern("(", "y")).toBeUndefined();
  });
});
