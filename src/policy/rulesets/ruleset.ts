import type { JsonObject } from "../../core/json-value.ts";
import { memo } from "../../core/memo.ts";
import { currentRuleId } from "../../core/rule-ids.ts";
import { LIMITS, type Limits } from "../../load/limits.ts";

/** Which rules of a ruleset that is extended are asked: all, those that it recommends, or none until they are named. */
export const EXTENSION_MODES = ["all", "recommended", "off"] as const;
export type ExtensionMode = (typeof EXTENSION_MODES)[number];

/** What is defined in code, ours or Spectral's: `sallyport/spectral`, `spectral:oas`. */
export type Builtin = "sallyport/spectral" | "spectral:oas";

/** A ruleset as it was read, with all that it extends: plain data. */
export interface Ruleset {
  /** As people know it: `sallyport:partner`, `rules/acme.yaml`. */
  readonly name: string;
  /** Where it was read, relative to the root; `undefined` for one that comes with Sallyport. */
  readonly file: string | undefined;
  /** The text that says it, and where in that; `undefined` for one that comes with Sallyport, and for a module. */
  readonly written: Written | undefined;
  readonly builtin: Builtin | undefined;
  /** The JavaScript module that defines it, as an absolute path; only where code is trusted. */
  readonly module: string | undefined;
  /** Functions of its own by their names; only where code is trusted. */
  readonly functions?: Readonly<Record<string, OwnFunction>>;
  /** Its own words, `extends` and `overrides` left out. */
  readonly definition: JsonObject;
  readonly extends: readonly Extension[];
  readonly overrides: readonly Override[];
}

/** A function that a ruleset names. */
export interface OwnFunction {
  /** The JavaScript module that exports it, as an absolute path. */
  readonly module: string;
  /** A JSON Schema of its options; `undefined` where the ruleset gives none. */
  readonly options: unknown;
}

export interface Written {
  /** The same object for all that one file says. */
  readonly source: { readonly file: string; readonly text: string };
  /** As in `Place`: `#`, or that of an override. */
  readonly pointer: string;
}

/** A ruleset takes no more than this: people write it. */
export const RULESET_LIMITS: Limits = {
  ...LIMITS,
  fileBytes: 4 * 1024 * 1024,
  depth: 100,
  expandedValues: 200_000,
};

export interface Extension {
  readonly ruleset: Ruleset;
  readonly mode: ExtensionMode;
  /** Whether the mode was written down: it then also decides of rules that are only changed. */
  readonly isExplicit: boolean;
}

/** What differs for some files, or below some pointers of them. */
export interface Override {
  /** Patterns of file names relative to the ruleset's folder, some with a pointer: `legacy/*.yaml#/paths/~1old`. */
  readonly files: readonly string[];
  readonly ruleset: Ruleset;
}

/** Whether a ruleset and all that it extends only set severities of Sallyport's own rules: then it needs no Spectral. */
export function isPlain(ruleset: Ruleset): boolean {
  if (ruleset.module !== undefined || ruleset.functions !== undefined || ruleset.builtin === "spectral:oas")
    return false;
  return (
    Object.keys(ruleset.definition).every(
      (key) => key === "rules" || key === "description" || key === "documentationUrl" || key === "parserOptions",
    ) &&
    Object.values(rulesOf(ruleset)).every((rule) => typeof rule !== "object") &&
    ruleset.extends.every((extension) => isPlain(extension.ruleset)) &&
    ruleset.overrides.every((override) => isPlain(override.ruleset))
  );
}

/**
 * The rules that a ruleset names itself: severities, switches, definitions. A severity of a rule of ours that was renamed
 * is that rule's, unless something defines a rule of that name: the ruleset or what it extends, or `beside` it.
 */
export function rulesOf(ruleset: Ruleset, beside?: Ruleset): JsonObject {
  const defined = [definedBy(ruleset), ...(beside === undefined ? [] : [definedBy(beside)])];
  const isDefined = (id: string): boolean => defined.some((ids) => ids.has(id));
  return Object.fromEntries(writtenRules(ruleset).map(([id, rule]) => [currentRuleId(id, isDefined), rule]));
}

/** The ids of the rules that rulesets define, with those that they extend; of modules nobody knows before they run. */
export function definedIn(rulesets: readonly Ruleset[]): ReadonlySet<string> {
  return new Set(rulesets.flatMap((ruleset) => [...definedBy(ruleset)]));
}

const definedBy: (ruleset: Ruleset) => ReadonlySet<string> = memo(
  (ruleset) =>
    new Set([
      ...writtenRules(ruleset).flatMap(([id, rule]) => (typeof rule === "object" ? [id] : [])),
      ...definedIn([...ruleset.extends, ...ruleset.overrides].map((other) => other.ruleset)),
    ]),
);

function writtenRules({ definition }: Ruleset): readonly (readonly [string, unknown])[] {
  const rules = Object.hasOwn(definition, "rules") ? definition["rules"] : undefined;
  return typeof rules === "object" && rules !== null ? Object.entries(rules) : []; // checked when it was read
}
