import path from "node:path";
import { isObject } from "../../core/json-value.ts";
import type { Place } from "../../core/place.ts";
import type { Severity } from "../../core/severity.ts";
import { matchesGlob } from "../glob.ts";
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
          pointer: `#${decoded(pointer)}`,
          ruleset: differing,
          severities: new Map(Object.entries(rulesOf(differing)).map(([rule, written]) => [rule, severityOf(written)])),
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
  let found: Severity | "off" | undefined;
  let length = 0;
  for (const { pattern, folder, pointer, severities } of overrides) {
    const severity = severities.get(rule);
    if (severity === undefined || pointer.length < length) continue;
    if (!places.some((place) => isBelow(place.pointer, pointer) && fits(pattern, folder, place.file))) continue;
    found = severity;
    length = pointer.length;
  }
  return found;
}

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

function isBelow(pointer: string, above: string): boolean {
  return pointer === above || pointer.startsWith(`${above}/`);
}

/** As minimatch with `matchBase`, which Spectral asks: a pattern without a slash is about the file's own name. */
function fits(pattern: string, folder: string, file: string): boolean {
  const relative = path.posix.relative(folder, file);
  return withoutBraces(pattern.replace(/^\.\//, "")).some((glob) =>
    matchesGlob(glob, glob.includes("/") ? relative : path.posix.basename(file)),
  );
}

/** `{a,b}.yaml` stands for both; at most as many as people write. */
function withoutBraces(pattern: string): readonly string[] {
  let patterns = [pattern];
  for (let round = 0; round < 8 && patterns.some((one) => BRACES.test(one)) && patterns.length < 100; round += 1)
    patterns = patterns.flatMap((one) => {
      const [whole, words] = BRACES.exec(one) ?? [];
      return whole === undefined ? [one] : words!.split(",").map((word) => one.replace(whole, () => word));
    });
  return patterns;
}

const BRACES = /\{([^{}]*,[^{}]*)\}/;

function folderOf({ file }: Ruleset): string {
  return file === undefined ? "." : path.posix.dirname(file);
}

function decoded(pointer: string): string {
  try {
    return decodeURIComponent(pointer);
  } catch {
    return pointer;
  }
}
