import { count } from "../../core/prose.ts";
import type { AssessedApi } from "../../exposure/assessed-api.ts";
import { maskFor } from "../../review/mask.ts";
import { inputsOf, isTaken, type AuthorizationTest, type TestStep, type Value } from "../authorization-test.ts";
import type { TestSet } from "../runnable-tests.ts";
import { callerText, expectationText, PRIVATE_PROFILE } from "./words.ts";

/** Tests as a checklist in Markdown, to be made by hand or to be read before they run: what is asked of whom, and what passes. */
export function checklistText({ tests, held, refused, manual }: TestSet, api: AssessedApi, url: string): string {
  const mask = maskFor(api);
  const lines = [
    `# Authorization tests of ${escaped(api.info.title ?? url)}`,
    "",
    `${count(tests.length, "test")}. A and B are two callers who share nothing. Run them against a system that may break, never against production.`,
    "",
    "## What is needed",
    "",
    ...inputsOf(tests).map(({ name, about }) => `- \`${name}\`: ${escaped(about)}`),
    ...(tests.some(({ kind }) => kind === "people") ? ["", PRIVATE_PROFILE] : []),
    "",
    "## Tests",
    ...tests.flatMap((test) => ["", ...testLines(test)]),
    ...(manual.length === 0
      ? []
      : [
          "",
          "## Test by hand",
          "",
          ...manual.map(
            ({ rank, title, pass, why }) =>
              `- [ ] ${rank === undefined ? "" : `${rank}. `}${escaped(title)}. Pass: ${escaped(pass)}. Not automated: ${escaped(why)}.`,
          ),
        ]),
    ...(held.length === 0
      ? []
      : [
          "",
          "## Left out, because they may change data",
          "",
          `Add \`--include-destructive\` to write ${held.length === 1 ? "it" : "them"}.`,
          "",
          ...held.map(({ title }) => `- ${escaped(title)}`),
        ]),
    ...(refused.length === 0
      ? []
      : [
          "",
          "## Left out, because text in the description could change what the runner sends",
          "",
          ...refused.map(({ title, why }) => `- ${escaped(title)}: ${escaped(why)}.`),
        ]),
  ];
  return mask.review(`${lines.join("\n")}\n`);
}

function testLines({ id, title, pass, rank, steps }: AuthorizationTest): readonly string[] {
  return [
    `### ${escaped(title)}`,
    "",
    `${rank === undefined ? "" : `Test ${rank} of the review. `}Pass: ${escaped(pass)}. (\`${id}\`)`,
    "",
    ...steps.map((step, index) => `${index + 1}. [ ] ${stepText(step, numberIn(steps))}`),
  ];
}

/** A reader finds a step by its number. */
function numberIn(steps: readonly TestStep[]): (id: string) => string {
  return (id) => `step ${steps.findIndex((step) => step.id === id) + 1}`;
}

function stepText(
  { role, as, operation, parameters, body, expects, tries }: TestStep,
  stepCalled: (id: string) => string,
): string {
  const named = parameters
    .filter(({ in: place }) => place === "path" || place === "query")
    .map(({ name, value }) => `${name} = ${valueText(value, stepCalled)}`);
  const sent = named.length === 0 ? "" : ` (${named.map(escaped).join(", ")})`;
  const said = body === undefined ? "" : `, body ${escaped(bodyText(body.value, stepCalled))}`;
  const often = tries > 1 ? `, ${tries} times at most` : "";
  return `${ROLES[role]} ${callerText(as)}: \`${operation.id.replaceAll("`", "'")}\`${sent}${said}${often} → ${escaped(expects.map((one) => expectationText(one, stepCalled)).join(", "))}`;
}

const ROLES: Readonly<Record<TestStep["role"], string>> = {
  find: "Find,",
  create: "Create,",
  control: "Control,",
  attack: "**Attack**,",
  after: "After,",
  cleanUp: "Clean up,",
};

function valueText(value: Value, stepCalled: (id: string) => string): string {
  if (!isTaken(value)) return typeof value === "object" ? bodyText(value, stepCalled) : String(value);
  const { from, before, behind } = value;
  const taken =
    from.kind === "input" ? from.name : `the ${from.property?.name ?? from.name} of ${stepCalled(from.step)}`;
  return before === "" && behind === "" ? taken : `${before}‹${taken}›${behind}`;
}

/** A body as JSON, with the words for what a run gives. */
function bodyText(value: Value, stepCalled: (id: string) => string): string {
  if (isTaken(value)) return valueText(value, stepCalled);
  if (Array.isArray(value)) return `[${value.map((one: Value) => bodyText(one, stepCalled)).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(([name, one]) => `${JSON.stringify(name)}: ${bodyText(one, stepCalled)}`);
  return `{${members.join(", ")}}`;
}

/** A text of the description as text: nothing in it is Markdown. */
function escaped(text: string): string {
  return text.replace(/\s+/g, " ").replace(/[\\`*_[\]<>#|]/g, "\\$&");
}
