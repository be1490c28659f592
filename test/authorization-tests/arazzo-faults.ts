import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import SwaggerParser from "@apidevtools/swagger-parser";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import { parse } from "yaml";
import { arazzoText } from "../../src/authorization-tests/formats/arazzo.ts";
import type { TestStep } from "../../src/authorization-tests/authorization-test.ts";
import { isObject, member } from "../../src/core/json-value.ts";
import { apiAt, setOf } from "./made.ts";
import { at, followed, plainSchema } from "./sent-schemas.ts";
import { withGiven } from "./with-given.ts";

/*
 * The Arazzo file of a description, held against Arazzo's own schema and against the description as another reader has it.
 */

/** How much was held, and what is wrong of it. */
export interface Held {
  readonly tests: number;
  readonly steps: number;
  readonly bodies: number;
  readonly faults: readonly string[];
  /** The file; `undefined` where the description gives no test. */
  readonly text: string | undefined;
}

const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true, logger: false });

/** Arazzo's own schema, which Spectral brings along. */
const isArazzo: ValidateFunction = ajv.compile(
  createRequire(import.meta.url)("@stoplight/spectral-rulesets/dist/arazzo/schemas/arazzo/v1.0/index.json") as object,
);

/** Makes every test of a description, and holds their Arazzo file. `folder` is as far as references may lead. */
export async function heldArazzo(folder: string, file: string): Promise<Held> {
  const api = await apiAt(folder, file);
  const { tests } = setOf(api);
  if (tests.length === 0) return { tests: 0, steps: 0, bodies: 0, faults: [], text: undefined };
  const text = arazzoText(tests, { api, url: file, server: undefined });
  const document: unknown = parse(text);
  const ofArazzo = isArazzo(document) ? [] : faultsOf(isArazzo);
  const described: unknown = await SwaggerParser.bundle(pathToFileURL(path.join(folder, file)).href, {
    resolve: { http: false },
  });
  const credentials = credentialNames(document);
  const pairs = tests.flatMap(({ id, steps }, index) =>
    steps.map((made, number) => ({
      where: `${id} ${made.id}`,
      made,
      written: listAt(listAt(document, "workflows")[index], "steps")[number],
    })),
  );
  const ofSteps = pairs.flatMap(({ where, made, written }) =>
    stepFaults(written, made, described, credentials).map((fault) => `${where}: ${fault}`),
  );
  const bodies = pairs.filter(({ written }) => member(written, "requestBody") !== undefined).length;
  return { tests: tests.length, steps: pairs.length, bodies, faults: [...ofArazzo, ...ofSteps], text };
}

/** What headers, cookies and query parameters are called that have a secret anywhere in the file, in lower case. */
function credentialNames(document: unknown): ReadonlySet<string> {
  const inputs = at(document, "/components/inputs/given/properties");
  const secrets = Object.entries(isObject(inputs) ? inputs : {})
    .filter(([, input]) => member(input, "format") === "password")
    .map(([name]) => `$inputs.${name}`);
  const steps = listAt(document, "workflows").flatMap((workflow) => listAt(workflow, "steps"));
  const sent = steps.flatMap((step) => listAt(step, "parameters"));
  return new Set(
    sent
      .filter((one) => secrets.some((secret) => String(member(one, "value")).includes(secret)))
      .map((one) => String(member(one, "name")).toLowerCase()),
  );
}

function stepFaults(
  written: unknown,
  made: TestStep,
  described: unknown,
  credentials: ReadonlySet<string>,
): readonly string[] {
  const found = operationOf(written, described);
  if (found === undefined) return ["the description has no such operation"];
  const declared = parametersOf(found, described);
  return [
    ...parameterFaults(written, found, declared, credentials),
    ...bodyFaults(written, made, { found, declared, described }),
  ];
}

/** An operation of the description, with the path item where it stands. */
interface Found {
  readonly path: string;
  readonly item: unknown;
  readonly operation: unknown;
}

const METHODS = ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];

function operationOf(written: unknown, described: unknown): Found | undefined {
  const id = member(written, "operationId");
  const pointer = String(member(written, "operationPath")).replace("{$sourceDescriptions.api.url}#", "");
  const paths = member(described, "paths");
  const all = Object.keys(isObject(paths) ? paths : {}).flatMap((name): Found[] => {
    const item = followed(described, member(paths, name));
    return METHODS.flatMap((method) => {
      const operation = member(item, method);
      const isNamed =
        id === undefined ? pointer === `/paths/${token(name)}/${method}` : member(operation, "operationId") === id;
      return isObject(operation) && isNamed ? [{ path: name, item, operation }] : [];
    });
  });
  return all.length === 1 ? all[0] : undefined;
}

function token(name: string): string {
  return name.replaceAll("~", "~0").replaceAll("/", "~1");
}

/** The parameters of an operation, those of its path among them unless it has its own. */
function parametersOf({ item, operation }: Found, described: unknown): readonly unknown[] {
  const all = [...listAt(item, "parameters"), ...listAt(operation, "parameters")].map((one) =>
    followed(described, one),
  );
  return [...new Map(all.map((one) => [`${String(member(one, "in"))} ${String(member(one, "name"))}`, one])).values()];
}

function parameterFaults(
  written: unknown,
  { path: called }: Found,
  declared: readonly unknown[],
  credentials: ReadonlySet<string>,
): readonly string[] {
  const sent = listAt(written, "parameters");
  const isSent = (place: unknown, name: unknown): boolean =>
    sent.some((one) => member(one, "in") === place && member(one, "name") === name);
  const required = declared.filter((one) => member(one, "required") === true);
  const missing = required.filter(
    (one) =>
      ["path", "query", "header", "cookie"].includes(String(member(one, "in"))) &&
      !isSent(member(one, "in"), member(one, "name")) &&
      // Who has no credential leaves it out.
      !credentials.has(String(member(one, "name")).toLowerCase()) &&
      // The body and the answer say these (OpenAPI, Parameter Object).
      !["accept", "content-type", "authorization"].includes(String(member(one, "name")).toLowerCase()),
  );
  const inPath = [...called.matchAll(/\{([^{}]+)\}/g)].map(([, name]) => name);
  return [
    ...missing.map((one) => `${String(member(one, "in"))} ${String(member(one, "name"))} is missing`),
    ...inPath.filter((name) => !isSent("path", name)).map((name) => `path ${name} is missing`),
  ];
}

function bodyFaults(
  written: unknown,
  made: TestStep,
  { found, declared, described }: { found: Found; declared: readonly unknown[]; described: unknown },
): readonly string[] {
  const body = member(written, "requestBody");
  const wanted = bodyWanted(found, declared, described);
  if (body === undefined) return wanted?.isRequired === true ? ["its body is missing"] : [];
  if (wanted === undefined) return ["it has a body, and the operation takes none"];
  const type = String(member(body, "contentType"));
  const schema = wanted.schemaOf(type);
  if (schema === undefined) return [`the operation takes no ${type}`];
  const own = made.body!; // it is written
  const payload = withGiven(
    withoutExtra(member(body, "payload"), own.extra),
    own.value,
    made.operation.requestBody?.content.find((one) => one.type === own.contentType)?.schema,
  );
  const validate = validators.get(schema) ?? ajv.compile(plainSchema(described, schema));
  validators.set(schema, validate);
  return validate(payload) ? [] : faultsOf(validate).map((fault) => `${fault} in ${JSON.stringify(payload)}`);
}

/** By the schema, as it stands in its document. */
const validators = new Map<unknown, ValidateFunction>();

/** What is sent beyond the schema on purpose is left out. */
function withoutExtra(payload: unknown, extra: readonly string[]): unknown {
  return isObject(payload)
    ? Object.fromEntries(Object.entries(payload).filter(([key]) => !extra.includes(key)))
    : payload;
}

/** What an operation takes as its body: the schema of a media type, `true` where it has none. */
function bodyWanted(
  { operation }: Found,
  declared: readonly unknown[],
  described: unknown,
): { readonly isRequired: boolean; readonly schemaOf: (type: string) => unknown } | undefined {
  const body = followed(described, member(operation, "requestBody"));
  if (body !== undefined)
    return {
      isRequired: member(body, "required") === true,
      schemaOf: (type) => {
        const media = followed(described, member(member(body, "content"), type));
        return media === undefined ? undefined : (member(media, "schema") ?? true);
      },
    };
  const inBody = declared.find((one) => member(one, "in") === "body");
  if (inBody !== undefined)
    return { isRequired: member(inBody, "required") === true, schemaOf: () => member(inBody, "schema") ?? true };
  const form = declared.filter((one) => member(one, "in") === "formData");
  if (form.length === 0) return undefined;
  const required = form.filter((one) => member(one, "required") === true).map((one) => member(one, "name"));
  const properties = Object.fromEntries(form.map((one) => [String(member(one, "name")), one]));
  return { isRequired: required.length > 0, schemaOf: () => ({ type: "object", properties, required }) };
}

function faultsOf({ errors }: ValidateFunction): readonly string[] {
  return (errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

function listAt(value: unknown, key: string): readonly unknown[] {
  const list = member(value, key);
  return Array.isArray(list) ? list : [];
}
