import { type RulesetDefinition } from "@stoplight/spectral-core";
import { isObject, member } from "../core/json-value.ts";
import { nearest } from "../core/nearest.ts";
import { textOfValue, thrownWords } from "../core/text-of-value.ts";
import { configurationKey, shownValue } from "../policy/configuration-key.ts";
import type { RulesetFault } from "../policy/rulesets/ruleset-refusal.ts";
import { unknownRule } from "../policy/rulesets/unknown-rule.ts";

/** What Spectral's core says against a ruleset, in one error or several, and where. */
export function coreFaults(
  error: unknown,
  definition: RulesetDefinition,
): { readonly faults: readonly RulesetFault[]; readonly isUnknownRule: boolean } {
  const message = thrownWords(error);
  const [, unknown] = /^Cannot extend non-existing rule: "(.*)"$/s.exec(message) ?? [];
  if (unknown !== undefined)
    return { faults: [unknownRule(unknown, rulesBelow(definition, new Set()))], isUnknownRule: true };
  const errors: readonly unknown[] = isAggregate(error) ? error.errors : [error];
  return { faults: errors.map((one) => faultOf(one, definition)), isUnknownRule: false };
}

function faultOf(error: unknown, definition: RulesetDefinition): RulesetFault {
  const message = thrownWords(error);
  const written: unknown = typeof error === "object" && error !== null && "path" in error ? error.path : undefined;
  if (!Array.isArray(written) || written.every((part) => part === "")) return { path: [], text: message };
  const path = pathIn(definition, (written as unknown[]).map(textOfValue));
  const meant = meantOption(message, path, definition) ?? meantAlias(message, definition);
  const wanted = WANTED.get(message);
  const found = path.reduce<unknown>((at, key) => member(at, String(key)), definition);
  if (wanted !== undefined)
    return { path, text: `${configurationKey(path)} is ${shownValue(found)}; ${wanted} is expected` };
  return {
    path,
    text: `${configurationKey(path)}: ${message}${meant === undefined ? "" : `; did you mean "${meant}"?`}`,
  };
}

/** What core says of kinds of values, in our words. */
const WANTED = new Map([
  ["must be array", "a list"],
  ["must be object", "a mapping"],
  ["must be string", "a text"],
  ["must be boolean", "true or false"],
]);

/** Core splits pointers, and leaves them escaped; an index of a list is a number. */
function pathIn(definition: RulesetDefinition, parts: readonly string[]): RulesetFault["path"] {
  let at: unknown = definition;
  return parts.map((part) => {
    const key = part.replaceAll("~1", "/").replaceAll("~0", "~");
    const isIndex = Array.isArray(at);
    at = member(at, key);
    return isIndex ? Number(key) : key;
  });
}

/** The option that a misspelt one means: a function says in a schema which it takes. */
function meantOption(message: string, path: RulesetFault["path"], definition: RulesetDefinition): string | undefined {
  const [, option] = /does not support "([^"]*)" option$/.exec(message) ?? [];
  const then = path
    .slice(0, path.indexOf("functionOptions"))
    .reduce<unknown>((at, key) => member(at, String(key)), definition);
  const used = member(then, "function");
  if (option === undefined || typeof used !== "function" || !("schemas" in used)) return undefined;
  const properties = member(member(used.schemas, "options"), "properties");
  return isObject(properties) ? nearest(option, Object.keys(properties)) : undefined;
}

function meantAlias(message: string, definition: RulesetDefinition): string | undefined {
  const [, alias] = /^Alias "(.*)" does not exist$/.exec(message) ?? [];
  return alias === undefined ? undefined : nearest(alias, Object.keys(definition.aliases ?? {}));
}

/** The names of all rules that a definition extends. */
function rulesBelow(definition: unknown, seen: Set<unknown>): readonly string[] {
  if (!isObject(definition) || seen.has(definition)) return [];
  seen.add(definition);
  const below: unknown = definition["extends"];
  const extended = (Array.isArray(below) ? (below as unknown[]) : [below]).map((one) =>
    Array.isArray(one) ? (one as unknown[])[0] : one,
  );
  return extended.flatMap((one) => [
    ...(isObject(one) && isObject(one["rules"]) ? Object.keys(one["rules"]) : []),
    ...rulesBelow(one, seen),
  ]);
}

function isAggregate(error: unknown): error is { readonly errors: readonly unknown[] } {
  return typeof error === "object" && error !== null && "errors" in error && Array.isArray(error.errors);
}
