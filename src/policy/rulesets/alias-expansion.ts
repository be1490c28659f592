import { isObject } from "../../core/json-value.ts";
import { rulesetRefusal } from "./ruleset-refusal.ts";
import type { Ruleset } from "./ruleset.ts";

/** As many paths may an alias stand for, the aliases in it written out: people write a few. */
const MOST_PATHS = 1000;

/**
 * Throws a `UserError` for an alias of these rulesets, or of one that they extend, which stands for more paths than
 * anybody writes: aliases that name each other several times grow with each step.
 */
export function checkAliases(rulesets: readonly Ruleset[]): void {
  const defined = definedAliases(rulesets);
  const sizes = new Map<string, number>();
  for (const start of defined.keys()) {
    // A stack stands in for recursion; one that names itself is told by Spectral.
    const open = [start];
    const entered = new Set<string>();
    for (let name = open.at(-1); name !== undefined; name = open.at(-1)) {
      if (sizes.has(name)) {
        open.pop();
        continue;
      }
      const { paths, ruleset } = defined.get(name)!; // only those that are defined are opened
      const named = paths.flatMap((path) => aliasIn(path) ?? []).filter((other) => defined.has(other));
      const missing = entered.has(name) ? [] : named.filter((other) => !sizes.has(other) && !entered.has(other));
      entered.add(name);
      if (missing.length > 0) {
        for (const other of new Set(missing)) open.push(other);
        continue;
      }
      const size = paths.length - named.length + named.reduce((sum, other) => sum + (sizes.get(other) ?? 1), 0);
      if (size > MOST_PATHS)
        throw rulesetRefusal(ruleset, [
          { path: ["aliases", name], text: `the alias ${name.slice(0, 60)} stands for more than ${MOST_PATHS} paths` },
        ]);
      sizes.set(name, size);
      open.pop();
    }
  }
}

interface DefinedAlias {
  readonly ruleset: Ruleset;
  readonly paths: readonly string[];
}

/** Every alias, of several of one name the longest: which of them holds depends on where it is used. */
function definedAliases(rulesets: readonly Ruleset[]): ReadonlyMap<string, DefinedAlias> {
  const defined = new Map<string, DefinedAlias>();
  const seen = new Set<Ruleset>();
  const open = [...rulesets];
  for (let ruleset = open.pop(); ruleset !== undefined; ruleset = open.pop()) {
    if (seen.has(ruleset)) continue;
    seen.add(ruleset);
    for (const other of [...ruleset.extends, ...ruleset.overrides]) open.push(other.ruleset);
    const { aliases } = ruleset.definition;
    if (!isObject(aliases)) continue;
    for (const [name, alias] of Object.entries(aliases)) {
      const paths = pathsOf(alias);
      if (paths.length >= (defined.get(name)?.paths.length ?? 0)) defined.set(name, { ruleset, paths });
    }
  }
  return defined;
}

function pathsOf(alias: unknown): readonly string[] {
  if (typeof alias === "string") return [alias];
  if (Array.isArray(alias)) return alias.filter((path) => typeof path === "string");
  const targets = isObject(alias) ? alias["targets"] : undefined;
  return Array.isArray(targets) ? targets.flatMap((target) => (isObject(target) ? pathsOf(target["given"]) : [])) : [];
}

/** The alias that a path begins with: `Operations` of `#Operations[*].tags`. */
function aliasIn(path: string): string | undefined {
  return /^#([\w$-]+)/.exec(path)?.[1];
}
