import { createRequire } from "node:module";
import { Ruleset as CoreRuleset, type Format, type RulesetDefinition } from "@stoplight/spectral-core";
import * as formats from "@stoplight/spectral-formats";
import * as functions from "@stoplight/spectral-functions";
import { oas } from "@stoplight/spectral-rulesets";
import { isObject, type JsonObject } from "../core/json-value.ts";
import { nearest } from "../core/nearest.ts";
import { UserError } from "../core/user-error.ts";
import { rulesOf, type Ruleset } from "../policy/rulesets/ruleset.ts";
import { unsafeExpression } from "./checked-expression.ts";

/**
 * A ruleset as Spectral's core takes it: names of functions and formats become those of a fixed table, since core wants
 * objects and Spectral's own command line generates code for them. Throws a `UserError` for a name that there is not,
 * and for what would run as code.
 */
export function definitionOf(ruleset: Ruleset, known = new Map<Ruleset, RulesetDefinition>()): RulesetDefinition {
  const before = known.get(ruleset);
  if (before !== undefined) return before;
  const definition = made(ruleset, known);
  known.set(ruleset, definition);
  try {
    void new CoreRuleset(definition); // it says what is wrong, and here we know in which ruleset
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw refusal(ruleset, problemsIn(error));
  }
  return definition;
}

function made(ruleset: Ruleset, known: Map<Ruleset, RulesetDefinition>): RulesetDefinition {
  if (ruleset.builtin === "spectral:oas") return oas as unknown as RulesetDefinition; // a definition, typed more narrowly
  if (ruleset.module !== undefined) return moduleAt(ruleset, ruleset.module);
  const isOwn = ruleset.builtin === "sallyport/spectral";
  const { rules: _, aliases, formats: named, ...others } = ruleset.definition;
  const rules = Object.entries(rulesOf(ruleset)).map(([rule, written]) => [
    rule,
    isOwn ? ownRule(written) : isObject(written) ? ruleOf(ruleset, rule, written) : written,
  ]);
  const definition = {
    ...others,
    ...(named === undefined ? {} : { formats: formatsOf(ruleset, "formats", named) }),
    ...(isObject(aliases) && Object.keys(aliases).length > 0 ? { aliases: aliasesOf(ruleset, aliases) } : {}),
    rules: Object.fromEntries(rules) as JsonObject,
    extends: ruleset.extends.map(({ ruleset: below, mode, isExplicit }) =>
      isExplicit ? [definitionOf(below, known), mode] : definitionOf(below, known),
    ),
  };
  return definition as unknown as RulesetDefinition; // core checks its form
}

/** A rule of Sallyport's: Sallyport itself asks it, and here it has its name and its severity only. */
function ownRule(severity: unknown): JsonObject {
  const recommended = severity !== "off";
  return { given: "$", recommended, severity: recommended ? severity : "warn", then: { function: nothing } };
}

function nothing(): undefined {
  return undefined;
}

/** Whether a rule is one of Sallyport's own, as `definitionOf` writes them. */
export function isOwnRule(then: readonly { readonly function: unknown }[]): boolean {
  return then[0]?.function === nothing;
}

function ruleOf(ruleset: Ruleset, rule: string, written: JsonObject): JsonObject {
  const where = `rules.${rule}`;
  const rewritten: Record<string, unknown> = { ...written };
  if (written["formats"] !== undefined)
    rewritten["formats"] = formatsOf(ruleset, `${where}.formats`, written["formats"]);
  for (const expression of textsIn(written["given"])) checkExpression(ruleset, `${where}.given`, expression);
  if (typeof written["message"] === "string" && runsCode(written["message"]))
    throw refusal(
      ruleset,
      `${where}.message is code, which does not run: #{{…}} may only print, as in #{{print("property")}}`,
    );
  const then = written["then"];
  if (Array.isArray(then)) rewritten["then"] = then.map((one: unknown) => thenOf(ruleset, where, one));
  else if (then !== undefined) rewritten["then"] = thenOf(ruleset, where, then);
  return rewritten;
}

function thenOf(ruleset: Ruleset, where: string, then: unknown): unknown {
  if (!isObject(then)) return then;
  const { function: name, field } = then;
  if (typeof field === "string" && field.startsWith("$") && /[()]/.test(field))
    throw refusal(ruleset, `${where}.then.field has a filter, which would run as code`);
  if (typeof name !== "string") return then;
  const found = Object.hasOwn(functions, name) ? functions[name as keyof typeof functions] : undefined; // an own name of it
  if (typeof found === "function" && name !== "default") return { ...then, function: found };
  const names = Object.keys(functions).filter((one) => one !== "default");
  const meant = nearest(name, names);
  throw refusal(
    ruleset,
    `${where} calls ${JSON.stringify(name)}, which is no core function; ${meant === undefined ? `there are ${names.join(", ")}` : `"${meant}" was meant?`}`,
  );
}

/** `#{{…}}` is evaluated: more than printing one of the few values of a message is a program. */
export function runsCode(message: string): boolean {
  return message.replaceAll(PRINT, "").includes("#{{");
}

const PRINT = /#\{\{\s*print\(\s*["'][\w ]*["']\s*\)\s*\}\}/g;

function textsIn(value: unknown): readonly string[] {
  return (Array.isArray(value) ? (value as unknown[]) : [value]).filter((one) => typeof one === "string");
}

function checkExpression(ruleset: Ruleset, where: string, expression: string): void {
  // An alias stands before a path, and is checked where it is defined.
  const path = expression.replace(/^#[\w-]+/, "$");
  const fault = unsafeExpression(path);
  if (fault !== undefined) throw refusal(ruleset, `${where}: the JSONPath ${JSON.stringify(expression)} ${fault}`);
}

function aliasesOf(ruleset: Ruleset, aliases: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(aliases).map(([name, alias]) => {
      const where = `aliases.${name}`;
      if (!isObject(alias)) {
        for (const expression of textsIn(alias)) checkExpression(ruleset, where, expression);
        return [name, alias];
      }
      const targets: unknown = alias["targets"];
      if (!Array.isArray(targets)) return [name, alias];
      return [
        name,
        {
          ...alias,
          targets: targets.map((target: unknown) => {
            if (!isObject(target)) return target;
            for (const expression of textsIn(target["given"])) checkExpression(ruleset, where, expression);
            return { ...target, formats: formatsOf(ruleset, `${where}.formats`, target["formats"]) };
          }),
        },
      ];
    }),
  );
}

function formatsOf(ruleset: Ruleset, where: string, names: unknown): readonly Format[] {
  if (!Array.isArray(names)) throw refusal(ruleset, `${where} is a list of formats`);
  return [...new Set(names as unknown[])].map((name) => {
    const found = typeof name === "string" ? FORMATS.get(name) : undefined;
    if (found !== undefined) return found;
    const meant = nearest(String(name), FORMATS.keys());
    throw refusal(
      ruleset,
      `${where}: there is no format ${JSON.stringify(name)}; ${meant === undefined ? `one of ${[...FORMATS.keys()].join(", ")} is expected` : `"${meant}" was meant?`}`,
    );
  });
}

/** The names of formats as rulesets write them. */
const FORMAT_NAMES =
  "oas2 oas3 oas3.0 oas3.1 oas3.2 arazzo1.0 asyncapi2 aas2 aas3 aas3.0 aas2.0 aas2.1 aas2.2 aas2.3 aas2.4 aas2.5 aas2.6 json-schema json-schema-loose json-schema-draft4 json-schema-draft6 json-schema-draft7 json-schema-draft-2019-09 json-schema-2019-09 json-schema-draft-2020-12 json-schema-2020-12".split(
    " ",
  );

/** Their functions: `oas3.1` is `oas3_1`, `json-schema-2020-12` is `jsonSchemaDraft2020_12`. */
const FORMATS: ReadonlyMap<string, Format> = new Map(
  FORMAT_NAMES.flatMap((name) => {
    const key = name
      .replace(/^json-schema-(?=\d)/, "json-schema-draft-")
      .replace(/\.|(\d)-(?=\d)/g, "$1_")
      .replace(/-([0-9a-z])/g, (_, character: string) => character.toUpperCase());
    const format: unknown = Object.hasOwn(formats, key) ? formats[key as keyof typeof formats] : undefined; // an own name of it
    const entries = [name, key].map((known) => [known, format as Format] as const); // all that are exported under such names are
    return typeof format === "function" ? entries : [];
  }),
);

/** Runs a module that the user trusts. */
function moduleAt(ruleset: Ruleset, path: string): RulesetDefinition {
  try {
    const found: unknown = createRequire(path)(path);
    const definition = isObject(found) && isObject(found["default"]) ? found["default"] : found;
    if (isObject(definition)) return definition as unknown as RulesetDefinition; // core checks its form
  } catch (error) {
    throw refusal(ruleset, `the module cannot be loaded: ${error instanceof Error ? error.message : String(error)}`);
  }
  throw refusal(ruleset, "the module exports no ruleset");
}

function refusal({ name, file }: Ruleset, problem: string): UserError {
  return new UserError(`${file ?? name}: ${problem}`, {
    ...(file === undefined ? {} : { file }),
    hint: "docs/rulesets.md shows what a ruleset may say.",
  });
}

/** What core says against a ruleset: one error, or several, each with its path. */
function problemsIn(error: unknown): string {
  const errors: readonly unknown[] = isAggregate(error) ? error.errors : [error];
  return errors
    .slice(0, 5)
    .map((one) => {
      const path: unknown = typeof one === "object" && one !== null && "path" in one ? one.path : undefined;
      const where = Array.isArray(path) && path.length > 0 ? `${path.join(".")}: ` : "";
      return `${where}${one instanceof Error ? one.message : String(one)}`;
    })
    .join("; ");
}

function isAggregate(error: unknown): error is { readonly errors: readonly unknown[] } {
  return typeof error === "object" && error !== null && "errors" in error && Array.isArray(error.errors);
}
