import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { loadDocument } from "../../src/load/document.ts";
import { filesBelow, withBuffers } from "../../src/load/files.ts";
import type { Api } from "../../src/model/api.ts";
import { readApi } from "../../src/model/read-api.ts";
import { successResponses } from "../../src/model/response-coverage.ts";
import { DESCRIPTIONS } from "./whole-descriptions.ts";

const FILES = filesBelow(import.meta.dirname);

async function apiOfValue(value: unknown): Promise<Api> {
  const buffers = new Map([["openapi.json", Buffer.from(JSON.stringify(value))]]);
  return readApi(await loadDocument("openapi.json", withBuffers(FILES, buffers)));
}

describe.each(Object.entries(DESCRIPTIONS))("Reading %s is total", (_, description) => {
  const places = [...placesIn(description)];

  test("whatever stands in the place of a part, it is read", async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...places), strangePart(), async (place, part) => {
        const api = await apiOfValue(replaced(description, place, part));
        expect([...successResponses(api)].length).toBeLessThanOrEqual(api.operations.length * 5);
      }),
      { numRuns: 400, seed: 20 },
    );
  });

  test("the whole is read without a fault", async () => {
    const api = await apiOfValue(description);
    expect([...api.skipped, ...api.brokenReferences]).toEqual([]);
    expect(api.operations.length).toBeGreaterThan(1);
  });

  test("a part of another type is said to be skipped, at its place", async () => {
    const silent: string[] = [];
    for (const place of places.filter(isReadAsContainer)) {
      const value = place.reduce<unknown>((holder, key) => (holder as Record<string, unknown>)[key], description);
      for (const wrong of wrongFor(place, value)) {
        // oxlint-disable-next-line no-await-in-loop -- one small description after the other
        const api = await apiOfValue(replaced(description, place, wrong));
        const pointer = pointerOf(place);
        if (!isSaid(api, pointer)) silent.push(`${pointer}: ${JSON.stringify(wrong)}`);
      }
    }
    expect(silent).toEqual([]);
  });
});

type Keys = readonly string[];

/** The keys that lead to each part of a description, but for the version itself. */
function* placesIn(value: unknown, above: Keys = []): Generator<Keys> {
  if (typeof value !== "object" || value === null) return;
  for (const [key, child] of Object.entries(value)) {
    if (above.length === 0 && (key === "openapi" || key === "swagger")) continue;
    yield [...above, key];
    yield* placesIn(child, [...above, key]);
  }
}

/** A description with another part at a place. */
function replaced(value: unknown, place: Keys, part: unknown): unknown {
  const [key, ...rest] = place;
  if (key === undefined) return part;
  const copy: unknown = structuredClone(value);
  const holder = place.slice(0, -1).reduce<unknown>((at, name) => (at as Record<string, unknown>)[name], copy);
  Object.defineProperty(holder, [key, ...rest].at(-1)!, {
    value: part,
    enumerable: true,
    configurable: true,
    writable: true,
  });
  return copy;
}

const WORDS =
  "$ref $dynamicRef type properties items allOf schema content get post parameters responses security servers url variables enum in name headers examples value discriminator mapping propertyName callbacks flows scopes tags x-a __proto__ constructor 200 required".split(
    " ",
  );
const TEXTS =
  "# #/ #/paths/~1a #/components/schemas/S #/components/callbacks/C #/definitions/S #/none none.yaml ../../../etc/passwd https://example.com/a object string query oauth2 S".split(
    " ",
  );

/** Any JSON at all, and JSON of the words that a description is made of. */
function strangePart(): fc.Arbitrary<unknown> {
  const { part } = fc.letrec<{ part: unknown }>((tie) => ({
    part: fc.oneof(
      { maxDepth: 4, depthSize: "small" },
      fc.oneof(fc.constantFrom(...TEXTS), fc.constant(null), fc.boolean(), fc.integer()),
      fc.dictionary(fc.constantFrom(...WORDS), tie("part"), { maxKeys: 4 }),
      fc.array(tie("part"), { maxLength: 3 }),
    ),
  }));
  return fc.oneof(fc.jsonValue({ maxDepth: 3 }), part);
}

/** Data, and keywords whose value is looked up where it is needed. */
const HELD_AS_IT_IS = new Set([
  "example",
  "examples",
  "default",
  "const",
  "enum",
  "required",
  "type",
  "externalDocs",
  "xml",
  "encoding",
  "dependentRequired",
]);

function isReadAsContainer(place: Keys): boolean {
  if (place.includes("links") && place.includes("parameters")) return false; // a link's
  return !place.some((key, index) => HELD_AS_IT_IS.has(key) && place[index - 1] !== "properties");
}

/** Values of types that an object or list must not have; none for what is neither. */
function wrongFor(place: Keys, value: unknown): readonly unknown[] {
  if (typeof value !== "object" || value === null) return [];
  const key = place.at(-1);
  if (key === "discriminator") return [5, []];
  if (place.includes("security") && place.at(-3) === "security") return []; // scopes
  const others = Array.isArray(value) ? [{}] : key === "items" || place.includes("dependencies") ? [] : [[]];
  return [5, "text", ...others];
}

function pointerOf(place: Keys): string {
  return ["#", ...place.map((key) => key.replaceAll("~", "~0").replaceAll("/", "~1"))].join("/");
}

/** Whether a part was skipped, or a reference into it leads nowhere. */
function isSaid(api: Api, pointer: string): boolean {
  return (
    api.skipped.some(({ node }) => node.pointer === pointer) ||
    api.brokenReferences.some(({ reference }) => reference.startsWith(pointer))
  );
}
