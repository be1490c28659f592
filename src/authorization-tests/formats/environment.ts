import type { AssessedApi } from "../../exposure/assessed-api.ts";
import { maskFor } from "../../review/mask.ts";
import { inputsOf, type AuthorizationTest } from "../authorization-test.ts";
import { SOURCE_NAME } from "./arazzo.ts";
import { PRIVATE_PROFILE } from "./words.ts";

/**
 * The file of variables that Hurl reads: every input with what it is, and no value. Texts stand in quotes, since Hurl takes an ID
 * of figures alone for a number, without its leading zeros.
 */
export function variablesText(
  tests: readonly AuthorizationTest[],
  api: AssessedApi,
  server: string | undefined,
): string {
  const mask = maskFor(api);
  return `${[
    "# Fill in this file, and keep it out of version control: it holds credentials. Leave texts in quotes.",
    "# It is read by: hurl --variables-file",
    "#",
    "# The address of a system that may break, never that of production.",
    `baseUrl="${server ?? ""}"`,
    "#",
    ...(tests.some(({ kind }) => kind === "people") ? [`# ${PRIVATE_PROFILE}`, "#"] : []),
    ...inputsOf(tests).flatMap(({ name, type, about }) => [
      `# ${oneLine(mask.review(about))}`,
      `${name}=${type === "integer" ? "0" : '""'}`,
    ]),
  ].join("\n")}\n`;
}

/**
 * An example of the `.env` that the runner reads from the folder in which it is called: every input with what it is, and no
 * value. What is filled in belongs into no repository.
 */
export function environmentText(
  tests: readonly AuthorizationTest[],
  api: AssessedApi,
  server: string | undefined,
): string {
  const inputs = inputsOf(tests);
  const mask = maskFor(api);
  const values = inputs.map(({ name, type }) => `  ${JSON.stringify(name)}: ${type === "integer" ? "0" : '""'}`);
  return `${[
    "# Copy this file to .env, fill it in, and keep .env out of version control: it holds credentials.",
    "# It is read by: npx @redocly/cli respect",
    "#",
    "# The address of a system that may break, never that of production.",
    `REDOCLY_CLI_RESPECT_SERVER=${SOURCE_NAME}=${server ?? ""}`,
    "#",
    ...(tests.some(({ kind }) => kind === "people") ? [`# ${PRIVATE_PROFILE}`, "#"] : []),
    ...inputs.map(({ name, about }) => `# ${name}: ${oneLine(mask.review(about))}`),
    `REDOCLY_CLI_RESPECT_INPUT='{`,
    values.join(",\n"),
    "}'",
  ].join("\n")}\n`;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ");
}
