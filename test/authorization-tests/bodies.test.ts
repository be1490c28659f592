import { readdirSync, type Dirent } from "node:fs";
import path from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { parse } from "yaml";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { isTaken, type SentBody } from "../../src/authorization-tests/authorization-test.ts";
import { isCredentialParameter } from "../../src/authorization-tests/credentials.ts";
import type { Operation } from "../../src/model/api.ts";
import { shareOf } from "../thorough.ts";
import { apiAt, setOf } from "./made.ts";
import { withGiven } from "./with-given.ts";

const ROOT = path.resolve(import.meta.dirname, "../..");

/** The examples, and some of the authored APIs in one file, which are in five languages and of many kinds. */
const FILES = [
  ...["fitness", "telematics", "patient-monitoring"].map((name) => `examples/${name}/openapi.yaml`),
  "test/authorization-tests/shop.yaml",
  ...readdirSync(`${ROOT}/benchmark/apis`)
    .filter((name) => !readdirSync(`${ROOT}/benchmark/apis/${name}`, { withFileTypes: true }).some(isFurtherPart))
    .filter((_, at) => at % 8 === 4)
    .flatMap((name) =>
      readdirSync(`${ROOT}/benchmark/apis/${name}`)
        .filter((file) => /^openapi\.ya?ml$/.test(file))
        .map((file) => `benchmark/apis/${name}/${file}`),
    ),
];

function isFurtherPart(entry: Dirent): boolean {
  return entry.isDirectory() || (/\.ya?ml$/.test(entry.name) && !/^(?:openapi|swagger)\./.test(entry.name));
}

test("there are enough of them", () => {
  expect(FILES.length).toBeGreaterThan(12);
});

test.each(shareOf(FILES, 4))(
  "each call of the tests of %s has what it must have, and a body that fits its schema",
  async (file) => {
    const api = await apiAt(ROOT, file);
    const document = parse(readFileSync(path.join(ROOT, file), "utf8")) as object;
    const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true });
    ajv.addSchema({ ...withoutReadOnly(document), $id: "api" });
    const { tests } = setOf(api);
    for (const { id, steps } of tests)
      for (const { id: step, operation, parameters, body } of steps) {
        const missing = operation.parameters.filter(
          ({ name, in: place, required }) =>
            required &&
            !isCredentialParameter(operation, name) &&
            !parameters.some((one) => one.name === name && one.in === place),
        );
        expect(
          missing.map(({ name }) => name),
          `${id} ${step}`,
        ).toEqual([]);
        const unknown = [...operation.path.matchAll(/\{([^{}]+)\}/g)].filter(
          ([, name]) => !parameters.some((one) => one.in === "path" && one.name === name),
        );
        expect(unknown, `${id} ${step}`).toEqual([]);
        if (body !== undefined)
          expect(faultsOf(ajv, operation, body), `${id} ${step} ${JSON.stringify(body.value)}`).toEqual([]);
        if (operation.requestBody?.required === true) expect(body, `${id} ${step}`).toBeDefined();
      }
  },
);

/** What the schema of a body says against it; what a run gives, and what is sent beyond the schema on purpose, left out. */
function faultsOf(
  ajv: Ajv2020,
  { requestBody }: Operation,
  { contentType, value, extra }: SentBody,
): readonly string[] {
  const schema = requestBody?.content.find(({ type }) => type === contentType)?.schema;
  if (schema === undefined) return [];
  const validate = ajv.compile({
    $ref: `api${schema.node.pointer
      .split("/")
      .map((token) => encodeURIComponent(token).replace("%23", "#"))
      .join("/")}`,
  });
  const sent =
    typeof value === "object" && value !== null && !Array.isArray(value) && !isTaken(value)
      ? Object.fromEntries(Object.entries(value).filter(([key]) => !extra.includes(key)))
      : value;
  validate(withGiven(sent, value, schema));
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

/**
 * What only answers have is not asked of a request (OpenAPI, Schema Object, `readOnly`). `nullable` beside no type says nothing
 * (OpenAPI 3.0.3), and Ajv refuses it.
 */
function withoutReadOnly(value: unknown): object {
  return JSON.parse(
    JSON.stringify(value, (key, one: unknown) => {
      if (key === "nullable") return undefined;
      if (typeof one !== "object" || one === null || !("required" in one) || !("properties" in one)) return one;
      const { required, properties } = one as { required: unknown; properties: Record<string, { readOnly?: boolean }> };
      return Array.isArray(required)
        ? { ...one, required: required.filter((name: string) => properties[name]?.readOnly !== true) }
        : one;
    }),
  ) as object;
}
