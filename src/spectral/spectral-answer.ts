import {
  Document,
  Spectral,
  type ISpectralDiagnostic,
  type Rule,
  type Ruleset as CoreRuleset,
} from "@stoplight/spectral-core";
import { Ruleset } from "@stoplight/spectral-core";
import { AUDIENCES, type Audience } from "../core/exposure-words.ts";
import { UserError } from "../core/user-error.ts";
import { thrownWords } from "../core/text-of-value.ts";
import { severityOf } from "../policy/rulesets/severity-table.ts";
import { definitionOf, isOwnRule } from "./definition.ts";
import type { ResolvedRule, RuleDefinition, SpectralAnswer, SpectralJob, SpectralResult } from "./job.ts";
import { loadedFiles, resolverOf, type LoadedFile } from "./resolver.ts";
import { runsCode } from "./rule-definition.ts";

type Path = readonly (string | number)[];

/**
 * What Spectral makes of the rulesets of a job and finds in its files. Every rule runs once, whichever rulesets have
 * it. Throws a `UserError` for a ruleset that it does not take, and for a rule that fails.
 */
export async function spectralAnswer(job: SpectralJob): Promise<SpectralAnswer> {
  const known = new Map();
  const tables = AUDIENCES.map((audience) => new Ruleset(definitionOf(job.rulesets[audience], known)));
  const definitions = definitionsIn(tables, new Set(job.alsoAsked));
  const rulesOf = (audience: Audience): readonly ResolvedRule[] =>
    Object.values(tables[AUDIENCES.indexOf(audience)]!.rules).map((rule) => ({
      rule: rule.name,
      severity: rule.enabled ? severityOf(rule.severity) : "off",
      definition: definitions.indexOf.get(rule),
    }));
  const rules = { private: rulesOf("private"), partner: rulesOf("partner"), public: rulesOf("public") };
  const asked = definitions.asked;
  const results =
    asked.length === 0 || job.sources.length === 0 ? [] : await resultsOf(tables[0]!, asked, loadedFiles(job.sources));
  return { rules, definitions: definitions.all, results };
}

interface Definitions {
  readonly all: readonly RuleDefinition[];
  readonly indexOf: ReadonlyMap<Rule, number>;
  /** One rule of each definition that anybody asks. */
  readonly asked: readonly { readonly rule: Rule; readonly index: number }[];
}

/** The rules of several rulesets, each definition once: rulesets that extend the same one have rules of their own of it. */
function definitionsIn(tables: readonly CoreRuleset[], alsoAsked: ReadonlySet<string>): Definitions {
  const byKey = new Map<string, number>();
  const all: RuleDefinition[] = [];
  const indexOf = new Map<Rule, number>();
  const asked = new Map<number, Rule>();
  for (const rule of tables.flatMap(({ rules }) => Object.values(rules))) {
    if (isOwnRule(rule.then)) continue;
    const key = keyOf(rule);
    let index = byKey.get(key);
    if (index === undefined) {
      index =
        all.push({
          rule: rule.name,
          description: rule.description ?? undefined,
          documentationUrl: rule.documentationUrl ?? undefined,
        }) - 1;
      byKey.set(key, index);
    }
    indexOf.set(rule, index);
    if ((rule.enabled && severityOf(rule.severity) !== "off") || alsoAsked.has(rule.name)) asked.set(index, rule);
  }
  return { all, indexOf, asked: [...asked].map(([index, rule]) => ({ rule, index })) };
}

/** What makes a rule that one and no other: all but its severity. */
function keyOf(rule: Rule): string {
  const { name, given, then, formats, resolved, message, description, documentationUrl } = rule;
  const identities = [...then.map((one) => one.function), ...(formats ?? [])].map(identityOf);
  const aliases = rule.aliasSource.aliases;
  const steps = then.map(({ field, functionOptions }) => [field, functionOptions]);
  return JSON.stringify(
    [name, given, aliases, steps, identities, resolved, message, description, documentationUrl],
    (_, value: unknown) =>
      typeof value === "function" ? identityOf(value) : value instanceof RegExp ? String(value) : value,
  );
}

const IDENTITIES = new WeakMap<object, number>();
let identities = 0;

function identityOf(thing: object): number {
  let identity = IDENTITIES.get(thing);
  if (identity === undefined) IDENTITIES.set(thing, (identity = identities += 1));
  return identity;
}

async function resultsOf(
  table: CoreRuleset,
  asked: Definitions["asked"],
  files: readonly LoadedFile[],
): Promise<readonly SpectralResult[]> {
  const notes = newNotes();
  const documents = files.map((file) => documentOf(file));
  const rules = asked.map(({ rule, index }) => runnable(rule, String(index), notes, documents));
  const ruleset: CoreRuleset = Object.create(table, {
    rules: { value: Object.fromEntries(rules.map((rule) => [rule.name, rule])) },
    formats: { value: new Set(rules.flatMap((rule) => [...(rule.formats ?? [])])) },
    fromSource: { value: () => ruleset },
  }) as CoreRuleset; // the first table, with the rules of all
  const spectral = new Spectral({ resolver: resolverOf(files) });
  spectral.setRuleset(ruleset);
  let found: readonly ISpectralDiagnostic[];
  try {
    found = await spectral.run(documents[0]!, { ignoreUnknownFormat: true });
  } catch (error) {
    throw new UserError(`a rule of Spectral fails: ${failureOf(error)}`, {
      hint: "Leave the rule out with --skip, or set it off; and tell who wrote it.",
    });
  }
  return merged(found, notes, files);
}

interface Notes {
  /** The path that Spectral asked about last, and the same as a text. */
  reachedBy: Path;
  reachedByText: string;
  readonly sightings: Map<string, Map<string, Path>>;
}

function newNotes(): Notes {
  return { reachedBy: [], reachedByText: "[]", sightings: new Map() };
}

/** A rule under a name that none else has, which tells how its results are reached, and whose severity is asked later. */
function runnable(rule: Rule, name: string, notes: Notes, documents: readonly Document[]): Rule {
  const copy = Object.create(rule, {
    name: { value: name },
    enabled: { value: true },
    severity: { value: 0 },
    then: { value: rule.then.map((one) => ({ ...one, function: watched(one.function, notes, documents) })) },
    getSeverityForSource: {
      value: (source: string, path: Path) => {
        note(notes, `${name} ${source} ${JSON.stringify(path)}`);
        return 0;
      },
    },
    matchesFormat: { value: (formats: Parameters<Rule["matchesFormat"]>[0]) => rule.matchesFormat(formats) },
    getGivenForFormats: {
      value: (formats: Parameters<Rule["getGivenForFormats"]>[0]) => rule.getGivenForFormats(formats),
    },
    // Getters of the class read private parts, which only the rule itself has.
    given: { get: () => rule.given },
    aliasSource: { get: () => rule.aliasSource },
  }) as Rule; // a rule with parts replaced
  return copy;
}

function note({ sightings, reachedBy, reachedByText }: Notes, key: string): void {
  let found = sightings.get(key);
  if (found === undefined) sightings.set(key, (found = new Map()));
  if (found.size < MOST_WAYS) found.set(reachedByText, reachedBy);
}

/** As many ways to one place are told: a shared schema may be reached by thousands. */
const MOST_WAYS = 2000;

type RuleFunction = Rule["then"][number]["function"];
type Inventory = Parameters<RuleFunction>[2]["documentInventory"];

const WATCHED = new WeakSet<object>();

/** A function whose results print nothing that a description could have written as code. */
function watched(original: RuleFunction, notes: Notes, documents: readonly Document[]): RuleFunction {
  const harmless = (results: Awaited<ReturnType<RuleFunction>>) =>
    Array.isArray(results)
      ? results.map((result) =>
          runsCode(result.message) ? { ...result, message: result.message.replaceAll("#{{", "# {{") } : result,
        )
      : results;
  const wrapped = (input: never, options: never, context: Parameters<RuleFunction>[2]) => {
    watchInventory(context.documentInventory, notes, documents);
    const results = original(input, options, context);
    return results instanceof Promise ? results.then(harmless) : harmless(results);
  };
  return Object.assign(wrapped, {
    validator: (original as { validator?: unknown }).validator,
  }) as unknown as RuleFunction; // the same signature
}

function watchInventory(inventory: Inventory, notes: Notes, documents: readonly Document[]): void {
  if (WATCHED.has(inventory)) return;
  WATCHED.add(inventory);
  for (const document of documents.slice(1)) inventory.referencedDocuments[document.source!] = document;
  const find = inventory.findAssociatedItemForPath.bind(inventory);
  // Every rule asks again, and of large descriptions it is most of the work.
  const known = new Map<string, ReturnType<typeof find>>();
  inventory.findAssociatedItemForPath = (path, resolved) => {
    notes.reachedBy = [...path];
    notes.reachedByText = JSON.stringify(path);
    const key = `${resolved} ${notes.reachedByText}`;
    if (known.has(key)) return known.get(key)!;
    const item = find(path, resolved);
    if (known.size < MOST_KNOWN) known.set(key, item);
    return item;
  };
}

/** As many paths are remembered: they take memory. */
const MOST_KNOWN = 200_000;

/** A document that was parsed already; where a path stands is looked for by whoever shows it. */
function documentOf({ value, id }: LoadedFile): Document {
  let asked = 0;
  return Object.create(Document.prototype, {
    data: { value },
    source: { value: id },
    diagnostics: { value: [] },
    formats: { value: undefined, writable: true },
    parserResult: { value: { data: value } },
    trapAccess: { value: (object: object) => object },
    getRangeForJsonPath: {
      value: () => {
        asked += 1;
        const at = { line: 0, character: asked };
        return { start: at, end: at };
      },
    },
  }) as Document; // all of it that Spectral asks
}

/** The results, each once: by what it says and where. */
function merged(
  found: readonly ISpectralDiagnostic[],
  notes: Notes,
  files: readonly LoadedFile[],
): readonly SpectralResult[] {
  const names = new Map(files.map(({ id, file }) => [id, file]));
  const results = new Map<string, SpectralResult>();
  for (const { code, message, path, source } of found) {
    const definition = Number(code);
    // What Spectral's resolver says of references, Sallyport has its own rules for.
    if (!Number.isInteger(definition)) continue;
    const key = JSON.stringify([code, source, path, message]);
    if (results.has(key)) continue;
    results.set(key, {
      definition,
      message,
      file: names.get(source ?? "") ?? files[0]!.file,
      path,
      reachedBy: [...(notes.sightings.get(`${code} ${source} ${JSON.stringify(path)}`)?.values() ?? [path])],
    });
  }
  return [...results.values()];
}

/** What failed, in one line: Spectral gathers the failures of all rules. */
function failureOf(error: unknown): string {
  const inner: unknown =
    typeof error === "object" && error !== null && "errors" in error && Array.isArray(error.errors)
      ? error.errors[0]
      : undefined;
  if (inner !== undefined) return failureOf(inner);
  const cause: unknown = error instanceof Error ? error.cause : undefined;
  const message = thrownWords(error);
  return cause === undefined ? message : `${message} (${failureOf(cause)})`;
}
