import path from "node:path";
import { isObject } from "../../core/json-value.ts";
import { addTo } from "../../core/grouped.ts";
import { memo } from "../../core/memo.ts";
import { decodedOr, parentPointer, type Place } from "../../core/place.ts";
import type { Severity } from "../../core/severity.ts";
import { matchesGlob, withoutBraces } from "../glob.ts";
import { rulesetRefusal } from "./ruleset-refusal.ts";
import { UNKNOWN_RULE_HINT, unknownRule } from "./unknown-rule.ts";
import { severityOf } from "./severity-table.ts";
import { rulesOf, type Ruleset } from "./ruleset.ts";

/** Severities of rules below a pointer of some files. */
export interface PointerOverride {
  /** A pattern of file names, relative to `folder`. */
  readonly pattern: string;
  /** The ruleset's folder, relative to the root. */
  readonly folder: string;
  /** As in `Place`. */
  readonly pointer: string;
  readonly severities: ReadonlyMap<string, Severity | "off">;
  /** The override as it is written. */
  readonly ruleset: Ruleset;
}

/** A ruleset with what it overrides for the description in `file`, below pointers aside. */
export function rulesetFor(ruleset: Ruleset, file: string): Ruleset {
  const { overrides, ...own } = ruleset;
  return overrides
    .filter(({ files }) => files.some((pattern) => !pattern.includes("#") && fits(pattern, folderOf(ruleset), file)))
    .reduce<Ruleset>(
      (below, override) => ({
        ...override.ruleset,
        definition: withAliases(override.ruleset, aliasesOf(below)),
        extends: [...override.ruleset.extends, { ruleset: below, mode: "recommended", isExplicit: false }],
        overrides: [],
      }),
      { ...own, overrides: [] },
    );
}

function withAliases(ruleset: Ruleset, below: object): Ruleset["definition"] {
  const aliases = { ...below, ...aliasesOf(ruleset) };
  return Object.keys(aliases).length === 0 ? ruleset.definition : { ...ruleset.definition, aliases };
}

function aliasesOf({ definition }: Ruleset): object {
  return isObject(definition["aliases"]) ? definition["aliases"] : {};
}

/** What a ruleset overrides below pointers, in its order. */
export function pointerOverrides(ruleset: Ruleset): readonly PointerOverride[] {
  return ruleset.overrides.flatMap(({ files, ruleset: differing }) =>
    files
      .filter((pattern) => pattern.includes("#"))
      .map((pattern) => {
        const [file = "", pointer = ""] = pattern.split(/#(.*)/s);
        return {
          pattern: file,
          folder: folderOf(ruleset),
          pointer: `#${decodedOr(pointer)}`,
          ruleset: differing,
          severities: new Map(
            Object.entries(rulesOf(differing, ruleset)).map(([rule, written]) => [rule, severityOf(written)]),
          ),
        };
      }),
  );
}

/**
 * The severity that overrides give a rule at a fault, `undefined` where they say nothing: `places` are where it
 * stands, and the places through which a reference leads there. The longest pointer holds, of those the last.
 */
export function overriddenSeverity(
  overrides: readonly PointerOverride[],
  rule: string,
  places: readonly Place[],
): Severity | "off" | undefined {
  const byPointer = byRule(overrides).get(rule);
  if (byPointer === undefined) return undefined;
  let found: Severity | "off" | undefined;
  let length = -1;
  let rank = -1;
  for (const place of places) {
    for (let at = place.pointer; at.length >= length; at = parentPointer(at)) {
      const one = byPointer.get(at)?.findLast(({ pattern, folder }) => fits(pattern, folder, place.file));
      if (one !== undefined && (at.length > length || one.rank > rank)) {
        found = one.severities.get(rule);
        length = at.length;
        rank = one.rank;
      }
      if (!at.includes("/")) break;
    }
  }
  return found;
}

/** Of each rule what is overridden below each pointer, with how many overrides stand before: very many may ask. */
const byRule = memo((overrides: readonly PointerOverride[]) => {
  const rules = new Map<string, Map<string, (PointerOverride & { readonly rank: number })[]>>();
  for (const [rank, override] of overrides.entries()) {
    for (const rule of override.severities.keys()) {
      const byPointer = rules.get(rule) ?? new Map<string, (PointerOverride & { readonly rank: number })[]>();
      rules.set(rule, byPointer);
      addTo(byPointer, override.pointer, { ...override, rank });
    }
  }
  return rules;
});

/** Throws a `UserError` where an override gives a severity to a rule that nothing defines: it would change nothing. */
export function checkOverriddenRules(overrides: readonly PointerOverride[], known: ReadonlySet<string>): void {
  for (const { ruleset, severities } of overrides) {
    const wrong = [...severities.keys()].filter((rule) => !known.has(rule));
    if (wrong.length > 0)
      throw rulesetRefusal(
        ruleset,
        wrong.map((rule) => unknownRule(rule, known)),
        UNKNOWN_RULE_HINT,
      );
  }
}

/** As minimatch with `matchBase`, which Spectral asks: a pattern without a slash is about the file's own name. */
function fits(pattern: string, folder: string, file: string): boolean {
  const relative = path.posix.relative(folder, file);
  return withoutBraces(pattern.replace(/^\.\//, "")).some((glob) =>
    matchesGlob(glob, glob.includes("/") ? relative : path.posix.basename(file)),
  );
}

function folderOf({ file }: Ruleset): string {
  return file === undefined ? "." : path.posix.dirname(file);
}
