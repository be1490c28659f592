/** The rulesets are compiled in: the build and the test runner turn their YAML into modules. */
declare module "*/recommended.yaml" {
  const ruleset: { readonly extends: readonly string[]; readonly rules: Readonly<Record<string, string>> };
  export default ruleset;
}

declare module "*/private.yaml" {
  const ruleset: { readonly extends: readonly string[]; readonly rules: Readonly<Record<string, string>> };
  export default ruleset;
}

declare module "*/partner.yaml" {
  const ruleset: { readonly extends: readonly string[]; readonly rules: Readonly<Record<string, string>> };
  export default ruleset;
}

declare module "*/public.yaml" {
  const ruleset: { readonly extends: readonly string[]; readonly rules: Readonly<Record<string, string>> };
  export default ruleset;
}

/** Ids that rules had before, and the ids that they have now. */
declare module "*/former-rule-ids.yaml" {
  const ids: Readonly<Record<string, string>>;
  export default ids;
}

/** The text itself is read only when Sallyport is built. */
declare module "*/data-categories.yaml?tables" {
  const tables: import("./data/taxonomy/category-tables.ts").CategoryTables;
  export default tables;
}

declare module "*/lexicon.yaml?tables" {
  const tables: import("./lexicon/lexicon-tables.ts").LexiconTables;
  export default tables;
}

declare module "*.yaml?tables" {
  const tables: import("./lexicon/statement-tables.ts").StatementTables;
  export default tables;
}

declare module "*/hygiene.yaml" {
  const ruleset: Readonly<Record<string, unknown>>;
  export default ruleset;
}

/** Short forms by the word that they stand for, and words of grammar, each as a text with commas, by language. */
declare module "*/abbreviations.yaml" {
  const abbreviations: {
    readonly classWords: Readonly<Record<"en" | "de" | "fr" | "es" | "pt", Readonly<Record<string, string>>>>;
    readonly acronyms: readonly string[];
    readonly wordsToo: readonly string[];
    readonly forms: Readonly<Record<"en" | "de" | "fr" | "es" | "pt", string>>;
    readonly functionWords: Readonly<Record<"en" | "de" | "fr" | "es" | "pt", string>>;
  };
  export default abbreviations;
}
