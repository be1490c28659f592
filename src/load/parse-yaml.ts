import { parseEvents, YAMLException } from "js-yaml";
import { UserError } from "../core/user-error.ts";
import { composeYaml, type YamlEvent } from "./compose-yaml.ts";
import { indentedScalars } from "./indented-scalars.ts";
import { lineFinder, linesOf } from "./layout.ts";
import { amount, tooMuch, type Limits } from "./limits.ts";
import type { Parsed } from "./parsed.ts";
import { parseYamlAgain } from "./parse-yaml-again.ts";

/**
 * Reads YAML 1.2 (core schema, with merge keys, since real descriptions use them) from the event stream of `js-yaml`:
 * values and offsets in one pass. A text that it refuses and other parsers accept is read by `yaml` instead.
 */
export function parseYaml(text: string, file: string, limits: Limits): Parsed {
  let events: readonly YamlEvent[];
  try {
    events = parseEvents(text, { maxDepth: limits.depth });
  } catch (error) {
    if (!(error instanceof YAMLException) || /maxDepth/.test(error.reason))
      throw tooMuch(file, `it is nested more than ${amount(limits.depth)} deep`, "Use references for what is nested.");
    if (text.length > limits.secondOpinion) throw yamlError(text, file, error);
    const indented = error.reason === "deficient indentation" ? indentedScalars(text, limits.depth) : undefined;
    if (indented !== undefined)
      return { ...parseYaml(indented, file, limits), lines: linesOf(indented), isShifted: true };
    return parseYamlAgain(text, file, limits);
  }
  return composeYaml(events, text, file, limits);
}

function yamlError(text: string, file: string, error: YAMLException): UserError {
  const offset = error.mark?.position ?? 0;
  const { line, column } = lineFinder(text)(offset, offset);
  return new UserError(`${file}:${line}:${column} is not valid YAML: ${error.reason}`, {
    file,
    line,
    hint: "Correct the text there; mind the indentation.",
    cause: error,
  });
}
