import { nearest } from "../core/nearest.ts";
import { partitioned } from "../core/grouped.ts";
import { listed } from "../core/prose.ts";
import type { Site } from "../core/place.ts";
import { UserError } from "../core/user-error.ts";
import { shownValue } from "./configuration-key.ts";
import type { Policy } from "./policy.ts";

/**
 * Throws a `UserError` where `rules` of a policy gives a severity to a rule that there is not, or a waiver or a dismissal is for
 * one: it would wait for ever.
 */
export function checkRulesNamed({ rules, waivers }: Pick<Policy, "rules" | "waivers">, known: readonly string[]): void {
  const dismissals = waivers.filter(({ kind }) => kind === "dismissal");
  refuseUnknown(
    waivers.filter(({ kind }) => kind !== "dismissal"),
    known,
    " to waive",
  );
  refuseUnknown(dismissals, known, " to dismiss");
  refuseUnknown(
    [...rules].map(([rule, { source }]) => ({ rule, source })),
    known,
  );
}

function refuseUnknown(
  named: readonly { readonly rule: string; readonly source: Site }[],
  known: readonly string[],
  use = "",
): void {
  const wrong = named.filter(({ rule }) => !known.includes(rule));
  const [first] = wrong;
  if (first === undefined) return;
  const lines = wrong.map(({ rule, source }) => `${source.file}:${source.line} ${unknownRuleText(rule, known, use)}`);
  throw new UserError(lines.join("\n"), { ...first.source, hint: LIST_OF_RULES });
}

/** What is wrong with a rule that a file names, and the one of those known that is meant; `where` stands behind its name. */
export function unknownRuleText(rule: string, known: Iterable<string>, where: string): string {
  const all = [...known];
  const nearly = ruleMeant(rule, all);
  const meant = (nearly === undefined ? longerNames(rule, all) : [nearly]).map((one) => `"${one}"`);
  return `there is no rule ${shownValue(rule)}${where}${meant.length === 0 ? "" : `; did you mean ${listed(meant, 5, "or")}?`}`;
}

/** The refusal of a rule, or of whatever else is looked for, that a call names, with the one of those known that is meant. */
export function unknownRuleError(name: string, known: Iterable<string>, what = "rule"): UserError {
  const all = [...known];
  const nearly = ruleMeant(name, all);
  const meant = [...new Set(nearly === undefined ? longerNames(name, all) : [nearly])];
  return new UserError(`there is no ${what} ${name}`, {
    hint:
      meant.length === 0
        ? what === "rule"
          ? LIST_OF_RULES
          : LIST_OF_NAMES
        : `Did you mean ${listed(
            meant.map((one) => `"${one}"`),
            5,
            "or",
          )}?`,
  });
}

/** Ids are long, and two of their words may be wrong. */
function ruleMeant(name: string, known: Iterable<string>): string | undefined {
  return nearest(name, known, 4);
}

/** The names that begin with what was written, else those that have it in them. */
function longerNames(name: string, known: readonly string[]): readonly string[] {
  const written = name.trim().toLowerCase();
  if (written.length < 4) return [];
  const starting = known.filter((one) => one.toLowerCase().startsWith(written));
  if (starting.length > 0) return starting;
  const [whole, others] = partitioned(known, (one) => one.toLowerCase().includes(written));
  // Whoever writes "owner" may mean "unowned".
  const stem = written.replace(/(?:ers?|ing|ed|s)$/, "");
  const words = (one: string): readonly string[] => one.toLowerCase().split(/[^a-z0-9]+/);
  const related = others.filter(
    (one) => stem.length >= 3 && words(one).some((word) => word.replace(/^un/, "").startsWith(stem)),
  );
  return [...whole.slice(0, 3), ...related.slice(0, 2), ...whole.slice(3)];
}

const LIST_OF_RULES = "sallyport rules lists them.";
const LIST_OF_NAMES = "sallyport rules lists the rules, docs/glossary.md the terms.";
