import { readFileSync } from "node:fs";
import path from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";

const file = path.resolve(import.meta.dirname, "../schemas/review.schema.json");
const validate = new Ajv2020({ allErrors: true, strict: false }).compile(
  JSON.parse(readFileSync(file, "utf8")) as object,
);

/** What the published JSON Schema of the review says against a value. */
export function schemaErrorsOf(envelope: unknown): readonly string[] {
  return validate(envelope)
    ? []
    : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? ""}`);
}
