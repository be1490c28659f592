import type { Audience } from "../../core/exposure-words.ts";
import type { Ruleset } from "./ruleset.ts";
import { readRuleset, type RulesetReading, type Writer } from "./read-ruleset.ts";

/** The rulesets that a `sallyport.yaml` names for each classification, and where. */
export interface NamedRulesets {
  readonly names: Readonly<Record<Audience, readonly string[]>>;
  readonly writer: Writer;
}

/** Reads them, each once. Throws a `UserError` for one that cannot be used. */
export async function namedRulesets(
  { names, writer }: NamedRulesets,
  reading: RulesetReading,
): Promise<Readonly<Record<Audience, readonly Ruleset[]>>> {
  const read = new Map<string, Ruleset>();
  for (const name of new Set(Object.values(names).flat())) read.set(name, await readRuleset(name, writer, reading));
  const of = (audience: Audience): readonly Ruleset[] => names[audience].flatMap((name) => read.get(name) ?? []);
  return { private: of("private"), partner: of("partner"), public: of("public") };
}
