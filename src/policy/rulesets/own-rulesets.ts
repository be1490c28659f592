import partnerRuleset from "../../../rulesets/partner.yaml";
import privateRuleset from "../../../rulesets/private.yaml";
import publicRuleset from "../../../rulesets/public.yaml";
import recommended from "../../../rulesets/recommended.yaml";
import type { Audience } from "../../core/exposure-words.ts";
import type { JsonObject } from "../../core/json-value.ts";
import type { Ruleset } from "./ruleset.ts";

/** The rules of Sallyport themselves, as another ruleset extends them. */
export const OWN_RULES: Ruleset = {
  name: "sallyport/spectral",
  file: undefined,
  written: undefined,
  builtin: "sallyport/spectral",
  module: undefined,
  definition: { rules: recommended.rules },
  extends: [],
  overrides: [],
};

const RECOMMENDED = compiledIn("sallyport:recommended", recommended, OWN_RULES);

/** The ruleset of each classification, where nothing else is named. */
export const RULESET_OF: Readonly<Record<Audience, Ruleset>> = {
  private: compiledIn("sallyport:private", privateRuleset, RECOMMENDED),
  partner: compiledIn("sallyport:partner", partnerRuleset, RECOMMENDED),
  public: compiledIn("sallyport:public", publicRuleset, RECOMMENDED),
};

/** The rulesets that come with Sallyport, by the names under which others extend them; `hygiene.yaml` is read on use. */
export async function ownRuleset(written: string): Promise<Ruleset | undefined> {
  // As Spectral's command line finds them, so that one ruleset does for both.
  const name = written.replace(/^sallyport\/rulesets\/(\w+)\.yaml$/, "sallyport:$1");
  if (name === "sallyport:hygiene") {
    const { default: hygiene } = await import("../../../rulesets/hygiene.yaml"); // large, and off by default
    return compiledIn(name, hygiene);
  }
  return [OWN_RULES, RECOMMENDED, ...Object.values(RULESET_OF)].find((ruleset) => ruleset.name === name);
}

export const OWN_NAMES: readonly string[] = [
  "sallyport:recommended",
  "sallyport:private",
  "sallyport:partner",
  "sallyport:public",
  "sallyport:hygiene",
  "sallyport/spectral",
];

function compiledIn(name: string, ruleset: JsonObject, base?: Ruleset): Ruleset {
  const { extends: _extends, ...definition } = ruleset;
  return {
    name,
    file: undefined,
    written: undefined,
    builtin: undefined,
    module: undefined,
    definition,
    extends: base === undefined ? [] : [{ ruleset: base, mode: "recommended", isExplicit: false }],
    overrides: [],
  };
}
