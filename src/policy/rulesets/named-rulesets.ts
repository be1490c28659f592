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
  for (const one of Object.values(named).flat()) {
    const key = keyOf(one);
    if (!read.has(key)) read.set(key, await readRuleset(one.name, one.writer, reading));
  }
  checkAliases([...read.values()]);
  const of = (audience: Audience): readonly Ruleset[] => named[audience].flatMap((one) => read.get(keyOf(one)) ?? []);
  return { private: of("private"), partner: of("partner"), public: of("public") };
}

/** A name is relative to the file that says it. */
function keyOf({ name, writer }: NamedRuleset): string {
  return `${writer.file}\n${name}`;
}
