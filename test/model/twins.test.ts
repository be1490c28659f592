import { describe, expect, test } from "vitest";
import type { Api, Element, Operation } from "../../src/model/api.ts";
import { hasCorpus } from "../corpus.ts";
import { apiIn } from "./api-of.ts";

const FITBIT_20 = "real/fitbit/fitbit-web-api-swagger.json";
const FITBIT_30 = "real/fitbit/fitbit-web-api-openapi-fixed.json";

describe.skipIf(!hasCorpus)("fitbit in 2.0 and in 3.0 (skipped without ../shared/corpus)", () => {
  test("the 122 operations that both have require the same", async () => {
    const pairs = await fitbitPairs();
    expect(pairs.length).toBe(122);
    for (const [old, young] of pairs) expect([old.id, securityOf(young)]).toEqual([old.id, securityOf(old)]);
  });

  test("they have the same parameters, but for the path's {meal-id}, which 2.0 does not declare", async () => {
    const differing = (await fitbitPairs())
      .map(([old, young]) => [old.id, parametersOf(old), parametersOf(young)] as const)
      .filter(([, old, young]) => old.join() !== young.join());
    expect(differing).toEqual([["POST /1/user/-/meals/{meal-id}.json", [], ["path meal-id"]]]);
  });
});

async function fitbitPairs(): Promise<readonly (readonly [Operation, Operation])[]> {
  const [old, young] = await Promise.all([apiIn(FITBIT_20), apiIn(FITBIT_30)]);
  const byId = new Map(young.operations.map((operation) => [operation.id, operation]));
  return old.operations.flatMap((operation) => {
    const twin = byId.get(operation.id);
    return twin === undefined ? [] : [[operation, twin] as const];
  });
}

function securityOf({ security, access }: Operation): unknown {
  const alternatives = security?.alternatives.map(({ schemes }) => schemes.map(({ name, scopes }) => [name, scopes]));
  return { access, alternatives };
}

function parametersOf({ parameters }: Operation): readonly string[] {
  return parameters.map((parameter) => `${parameter.in} ${parameter.name}`).toSorted();
}

describe.skipIf(!hasCorpus)("A description is the same in YAML and in JSON (skipped without ../shared/corpus)", () => {
  test.each([
    ["3.0.1", "real/openapi-initiative/uspto"],
    ["2.0", "real/openapi-initiative/petstore-simple"],
  ])("%s %s", async (version, name) => {
    const apis = [await apiIn(`${name}.yaml`), await apiIn(`${name}.json`)] as const;
    expect(apis.map(({ format }) => format.written)).toEqual([version, version]);
    const [first, second] = apis.map(projection);
    expect(first!.length).toBeGreaterThan(1000);
    expect(first).toBe(second);
  });
});

/** All that an API holds as text, but for names of files: each thing once, and by its pointer where it comes again. */
function projection(api: Api): string {
  const seen = new Set<unknown>();
  return JSON.stringify(
    api,
    (key, value: unknown) => {
      if (key === "document" || key === "source") return undefined;
      if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
      if (value instanceof Map) return [...value];
      if (value instanceof Set) return [...value];
      if (!("unknown" in value)) return value;
      if (seen.has(value)) return `again ${(value as Element).node.pointer}`; // what has unknown keys is an element
      seen.add(value);
      return value;
    },
    1,
  );
}
