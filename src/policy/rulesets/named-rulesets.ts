import type { Audience } from "../../core/exposure-words.ts";
import type { Ruleset } from "./ruleset.ts";
import { checkAliases } from "./alias-expansion.ts";
import { readRuleset, type RulesetReading } from "./read-ruleset.ts";
import type { Writer } from "./writer.ts";

/** A ruleset that a `sallyport.yaml` names, and where. */
export interface NamedRuleset {
  readonly name: string;
  readonly writer: Writer;
}

/** The rulesets that a `sallyport.yaml` names for each classification. */
export type NamedRulesets = Readonly<Record<Audience, readonly NamedRuleset[]>>;

/** Reads them, each once. Throws a `UserError` for one that cannot be used. */
export async function namedRulesets(
  named: NamedRulesets,
  reading: RulesetReading,
): Promise<Readonly<Record<Audience, readonly Ruleset[]>>> {
  const read = new Map<string, Ruleset>();
  for (const { name, writer } of Object.values(named).flat())
    if (!read.has(name)) read.set(name, await readRuleset(name, writer, reading));
  checkAliases([...read.values()]);
  const of = (audience: Audience): readonly Ruleset[] => named[audience].flatMap(({ name }) => read.get(name) ?? []);
  return { private: of("private"), partner: of("partner"), public: of("public") };
}
