/*
 * An OpenAPI description as a service and its tests need it: its operations, and what fits its schemas.
 */
import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import { parse } from "yaml";

const METHODS = ["get", "put", "post", "delete", "patch"];

/** The formats that the descriptions use. */
const FORMATS = {
  uuid: /^[\da-f]{8}-[\da-f]{4}-[1-8][\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/i,
  email: /^[^\s@]+@[^\s@]+\.[^\s@]+$/,
  uri: (text) => URL.canParse(text),
  "uri-reference": (text) => URL.canParse(text, "https://example.com"),
  date: (text) => /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)),
  "date-time": (text) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/.test(text) && !Number.isNaN(Date.parse(text)),
  password: true,
  double: true,
};

/** Reads a description: each operation with its parameters, and checks of bodies, parameters and responses. */
export function readDescription(file) {
  const document = parse(readFileSync(file, "utf8"));
  const Validator = document.openapi.startsWith("3.0") ? Ajv : Ajv2020;
  const options = { strict: false, allErrors: true, formats: FORMATS };
  const exact = new Validator(options).addSchema(document, "api");
  // The values of parameters are texts until their schema says otherwise.
  const coercing = new Validator({ ...options, coerceTypes: true }).addSchema(document, "api");

  /** The object that a pointer leads to, and the pointer where it is itself, not a reference. */
  const resolve = (pointer) => {
    const value = pointer.split("/").slice(1).reduce(at, document);
    return typeof value.$ref === "string" ? resolve(value.$ref) : { pointer, value };
  };

  const operations = Object.entries(document.paths).flatMap(([template, item]) =>
    METHODS.filter((method) => item[method] !== undefined).map((method) => {
      const path = `#/paths/${escaped(template)}`;
      const own = `${path}/${method}`;
      const listed = [
        ...(item.parameters ?? []).map((_, index) => `${path}/parameters/${index}`),
        ...(item[method].parameters ?? []).map((_, index) => `${own}/parameters/${index}`),
      ];
      return {
        id: item[method].operationId,
        method: method.toUpperCase(),
        template,
        pattern: new RegExp(`^${template.replace(/\{(\w+)\}/g, "(?<$1>[^/]+)")}$`),
        security: item[method].security ?? document.security ?? [],
        parameters: listed.map(resolve).map(({ pointer, value }) => ({
          ...value,
          schema: resolve(`${pointer}/schema`).value,
          check: checkOf(coercing, `${pointer}/schema`),
        })),
        body:
          item[method].requestBody === undefined
            ? undefined
            : checkOf(exact, `${own}/requestBody/content/application~1json/schema`),
        responses: new Map(
          Object.keys(item[method].responses).map((status) => [Number(status), resolve(`${own}/responses/${status}`)]),
        ),
      };
    }),
  );

  /** What is wrong with a response: its status, its media type, its headers or its body. Nothing where it is as described. */
  const faultsOf = (operationId, { status, headers, body }) => {
    const response = operations.find(({ id }) => id === operationId).responses.get(status);
    if (response === undefined) return [`status ${status} is not described`];
    const { pointer, value } = response;
    const faults = Object.keys(value.headers ?? {}).flatMap((name) => {
      const check = checkOf(coercing, `${resolve(`${pointer}/headers/${name}`).pointer}/schema`);
      return check({ value: headers.get(name) ?? undefined }).map((fault) => `header ${name} ${fault}`);
    });
    const [type] = Object.keys(value.content ?? {});
    const sent = headers.get("content-type") ?? undefined;
    if (sent !== type) return [...faults, `content type ${sent}, not ${type}`];
    if (type === undefined) return body === undefined ? faults : [...faults, "a body that is not described"];
    if (body === undefined) return [...faults, "no body"];
    return [...faults, ...checkOf(exact, `${pointer}/content/${escaped(type)}/schema`)({ value: body })];
  };

  return { title: document.info.title, operations, faultsOf };
}

/** A check by the schema at a pointer: what is wrong with `value` of the object that it gets, in words. */
function checkOf(validator, pointer) {
  const $ref = `api#${pointer.slice(1).split("/").map(encodeURIComponent).join("/")}`;
  const validate = validator.compile({ type: "object", required: ["value"], properties: { value: { $ref } } });
  return (holder) =>
    validate(holder)
      ? []
      : validate.errors.map(({ instancePath, message, params, keyword }) =>
          `${instancePath.replace("/value", "")} ${message}${keyword === "additionalProperties" ? `: ${params.additionalProperty}` : ""}`.trim(),
        );
}

function at(value, step) {
  return value[step.replaceAll("~1", "/").replaceAll("~0", "~")];
}

function escaped(key) {
  return key.replaceAll("~", "~0").replaceAll("/", "~1");
}
