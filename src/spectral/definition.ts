import { createRequire } from "node:module";
import {
  createRulesetFunction,
  Ruleset as CoreRuleset,
  type RulesetDefinition,
  type RulesetFunction,
} from "@stoplight/spectral-core";
import { oas } from "@stoplight/spectral-rulesets";
import { isObject, type JsonObject } from "../core/json-value.ts";
import { UserError } from "../core/user-error.ts";
import { thrownWords } from "../core/text-of-value.ts";
import { rulesetRefusal, type RulesetFault } from "../policy/rulesets/ruleset-refusal.ts";
import { rulesOf, type OwnFunction, type Ruleset } from "../policy/rulesets/ruleset.ts";
import { UNKNOWN_RULE_HINT } from "../policy/rulesets/unknown-rule.ts";
import { coreFaults } from "./core-faults.ts";
import { aliasesOf, formatsOf, ruleOf, type OwnFunctions } from "./rule-definition.ts";

/**
 * A ruleset as Spectral's core takes it: names of functions and formats become those of a fixed table, since core wants
 * objects and Spectral's own command line generates code for them. Throws a `UserError` that tells every fault with its
 * place: what core does not take, names that there are not, and what would run as code.
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
    const { faults, isUnknownRule } = coreFaults(error, definition);
    throw rulesetRefusal(ruleset, faults, isUnknownRule ? UNKNOWN_RULE_HINT : undefined);
  }
  return definition;
}

function made(ruleset: Ruleset, known: Map<Ruleset, RulesetDefinition>): RulesetDefinition {
  if (ruleset.builtin === "spectral:oas") return oas as unknown as RulesetDefinition; // a definition, typed more narrowly
  if (ruleset.module !== undefined) return moduleAt(ruleset, ruleset.module);
  const isOwn = ruleset.builtin === "sallyport/spectral";
  const own: OwnFunctions = new Map(
    Object.entries(ruleset.functions ?? {}).map(([name, one]) => [name, functionAt(ruleset, name, one)]),
  );
  const faults: RulesetFault[] = [];
  const { rules: _, aliases, formats, ...others } = ruleset.definition;
  const rules = Object.entries(rulesOf(ruleset)).map(([rule, written]) => [
    rule,
    isOwn ? ownRule(written) : isObject(written) ? ruleOf(["rules", rule], written, faults, own) : written,
  ]);
  const definition = {
    ...others,
    ...(formats === undefined ? {} : { formats: formatsOf(["formats"], formats, faults) }),
    ...(isObject(aliases) && Object.keys(aliases).length > 0 ? { aliases: aliasesOf(aliases, faults) } : {}),
    rules: Object.fromEntries(rules) as JsonObject,
    extends: ruleset.extends.map(({ ruleset: below, mode, isExplicit }) =>
      isExplicit ? [definitionOf(below, known), mode] : definitionOf(below, known),
    ),
  };
  if (faults.length > 0) throw rulesetRefusal(ruleset, faults);
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

/** The ruleset that a module exports; runs it, since the user trusts it. */
function moduleAt(ruleset: Ruleset, module: string): RulesetDefinition {
  const definition = exportOf(module, (why) => refusalOf(ruleset, [], `the module cannot be loaded: ${why}`));
  if (isObject(definition)) return definition as unknown as RulesetDefinition; // core checks its form
  throw refusalOf(ruleset, [], "the module exports no ruleset");
}

/** A function that a ruleset brings, with its options checked where the ruleset says what they are; runs its module. */
function functionAt(ruleset: Ruleset, name: string, { module, options }: OwnFunction): unknown {
  const refuse = (text: string): UserError => refusalOf(ruleset, ["functions"], `the function "${name}" ${text}`);
  const own = exportOf(module, (why) => refuse(`cannot be loaded: ${why}`));
  if (typeof own !== "function") throw refuse("is none: its module exports no function");
  if (options === undefined) return own;
  // The rulesets of several exposures may be one, and a rule with another function would be another rule.
  const key = `${module} ${JSON.stringify(options)}`;
  let checking = CHECKING.get(key);
  if (checking === undefined) {
    // Core compiles the schema, and says where it is none.
    const checked = { input: null, options } as Parameters<typeof createRulesetFunction>[0];
    try {
      CHECKING.set(key, (checking = createRulesetFunction(checked, own as RulesetFunction)));
    } catch (error) {
      throw refuse(`says its options in no JSON Schema: ${thrownWords(error)}`);
    }
  }
  return checking;
}

/** Functions with their options checked, by module and schema. */
const CHECKING = new Map<string, unknown>();

/** What a module exports: its default export where it has one. */
function exportOf(module: string, refusal: (why: string) => UserError): unknown {
  try {
    const found: unknown = createRequire(module)(module);
    return isObject(found) && found["default"] !== undefined ? found["default"] : found;
  } catch (error) {
    throw refusal(thrownWords(error));
  }
}

function refusalOf(ruleset: Ruleset, path: RulesetFault["path"], text: string): UserError {
  return rulesetRefusal(ruleset, [{ path, text }]);
}
