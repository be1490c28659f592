import { operationsOn } from "../model/operations-on-path.ts";
import { byCodeUnit } from "../core/compare.ts";
import { childPointer, type Place } from "../core/place.ts";
import { grouped } from "../core/grouped.ts";
import { count } from "../core/prose.ts";
import { AUDIENCES, type Audience } from "../core/exposure-words.ts";
import type { Document } from "../load/document.ts";
import type { Api, Operation } from "../model/api.ts";
import { operationsAt } from "../model/operations-at.ts";
import type { Policy } from "../policy/policy.ts";
import type { Ruleset } from "../policy/rulesets/ruleset.ts";
import { checkOverrides, severitiesOf, type RulesetInForce } from "../policy/rulesets/in-force.ts";
import { rulesOf } from "../policy/rulesets/ruleset.ts";
import type { RuleSetting, SeverityTable } from "../policy/rulesets/severity-table.ts";
import { checkRulesNamed } from "../policy/unknown-rules.ts";
import type { Rule } from "../rules/rule.ts";
import type { Fault, FaultPlace } from "../operations/fault.ts";
import type { RuleDefinition, SpectralAnswer, SpectralJob, SpectralResult } from "./job.ts";
import { runSpectralOnce } from "./slow-rulesets.ts";

/** A policy whose severities are known, and the rules of Spectral's format that it asks, with what they found. */
export interface JudgedBySpectral {
  readonly policy: Policy;
  readonly rules: readonly Rule[];
}

/**
 * Resolves the rulesets of a policy and runs the rules of Spectral's format that they have: once, over the description
 * as it was read. Without an API only the severities are wanted. Throws a `UserError` for a ruleset that cannot be used.
 */
export async function judgedBySpectral(policy: Policy, api?: Api): Promise<JudgedBySpectral> {
  const answer = await runSpectralOnce(jobOf(policy, api?.document), api?.document);
  const ids = idsOf(answer);
  const table = (audience: Audience) => tableOf(policy.rulesets[audience].ruleset, answer.rules[audience], ids);
  const tables = { private: table("private"), partner: table("partner"), public: table("public") };
  const inForce = (audience: Audience): RulesetInForce => ({ ...policy.rulesets[audience], table: tables[audience] });
  const rulesets = { private: inForce("private"), partner: inForce("partner"), public: inForce("public") };
  checkOverrides(rulesets, Object.values(tables));
  const known = [...new Set(AUDIENCES.flatMap((audience) => [...tables[audience].keys()]))];
  checkRulesNamed(policy, known);
  return {
    policy: { ...policy, rulesets, severities: severitiesOf(tables) },
    rules: api === undefined ? [] : rulesFrom(answer, ids, api),
  };
}

function jobOf({ rulesets }: Policy, document: Document | undefined): SpectralJob {
  const named = AUDIENCES.flatMap((audience) =>
    rulesets[audience].overrides.flatMap(({ severities }) => [...severities]),
  );
  return {
    rulesets: { private: rulesets.private.ruleset, partner: rulesets.partner.ruleset, public: rulesets.public.ruleset },
    alsoAsked: [...new Set(named.filter(([, severity]) => severity !== "off").map(([rule]) => rule))],
    sources: document?.sources().map(({ file, value }) => ({ file, value })) ?? [],
  };
}

type Answer = Exclude<SpectralAnswer, { readonly refused: string }>;

/** The name of each definition: of several of one name the later ones are numbered. */
function idsOf({ definitions }: Answer): readonly string[] {
  const seen = new Map<string, number>();
  return definitions.map(({ rule }) => {
    const n = (seen.get(rule) ?? 0) + 1;
    seen.set(rule, n);
    return n === 1 ? rule : `${rule}-${n}`;
  });
}

function tableOf(ruleset: Ruleset, rules: Answer["rules"][Audience], ids: readonly string[]): SeverityTable {
  return new Map(
    rules.map(({ rule, severity, definition }): [string, RuleSetting] => [
      definition === undefined ? rule : (ids[definition] ?? rule),
      { severity, from: lastToName(ruleset, rule) ?? "spectral:oas" },
    ]),
  );
}

/** The ruleset that speaks of a rule last: itself, else the last of those that it extends which does. */
function lastToName(ruleset: Ruleset, rule: string): string | undefined {
  if (Object.hasOwn(rulesOf(ruleset), rule)) return ruleset.name;
  for (const { ruleset: below } of ruleset.extends.toReversed()) {
    const name = lastToName(below, rule) ?? (below.module === undefined ? undefined : below.name);
    if (name !== undefined) return name;
  }
  return undefined;
}

function rulesFrom({ definitions, results }: Answer, ids: readonly string[], api: Api): readonly Rule[] {
  const byDefinition = grouped(results, ({ definition }) => definition);
  return definitions.flatMap((definition, index) => {
    const found = byDefinition.get(index);
    return found === undefined ? [] : [ruleFrom(definition, ids[index]!, found, api)];
  });
}

/** A rule that has found what it finds: one fault, with every place of it. */
function ruleFrom(definition: RuleDefinition, id: string, results: readonly SpectralResult[], api: Api): Rule {
  const inOrder = results
    .map((result) => ({ result, at: placeOfResult(result), line: api.document.locate(placeOfResult(result)).line }))
    .toSorted(
      (a, b) =>
        byCodeUnit(a.at.file, b.at.file) ||
        a.line - b.line ||
        byCodeUnit(a.at.pointer, b.at.pointer) ||
        byCodeUnit(a.result.message, b.result.message),
    );
  const { description, documentationUrl } = definition;
  const first = inOrder[0]!;
  const messages = new Set(results.map(({ message }) => message));
  const message =
    messages.size === 1 ? first.result.message : `${count(results.length, "place")}, such as: ${first.result.message}`;
  const fault: Fault = {
    at: first.at,
    message,
    cause: id,
    places: inOrder.flatMap(({ result, at }) => spotsOf(result, at, messages.size > 1, api)),
  };
  return {
    id,
    isUsers: true,
    title: title(description ?? first.result.message),
    owasp: [],
    cwe: [],
    asvs: [],
    exploit: "",
    confidence: "certain",
    rationale: description ?? first.result.message,
    remediation: documentationUrl === undefined ? `Fix it as the rule ${id} asks.` : `See ${documentationUrl}`,
    examples: { bad: [], good: [] },
    check: () => [fault],
  };
}

function title(text: string): string {
  const first = text.split(/(?<=[.!?])\s|\n/)[0]!.replace(/[.]$/, "");
  return first.length > 100 ? `${first.slice(0, 99)}…` : first;
}

function placeOfResult({ file, path }: SpectralResult): Place {
  return { file, pointer: pointerOf(path) };
}

function pointerOf(path: SpectralResult["path"]): string {
  return path.reduce<string>(childPointer, "#");
}

/** A result's place in each operation by which it is reached; the witness is the way to it from there. */
function spotsOf(result: SpectralResult, at: Place, hasMessage: boolean, api: Api): readonly FaultPlace[] {
  const file = api.document.entry.file;
  const what = hasMessage ? `: ${result.message}` : "";
  const spots = result.reachedBy.flatMap((path): FaultPlace[] => {
    const reachedAt = { file, pointer: pointerOf(path) };
    const operations = operationOf(api, reachedAt);
    return operations.length === 0
      ? [{ at, reachedAt: [reachedAt], witness: `${path.join(".")}${what}` }]
      : operations.map((operation) => ({
          at,
          operation,
          reachedAt: [reachedAt],
          witness: `${wayFrom(operation, reachedAt)}${what}`,
        }));
  });
  // Reached by an operation, it is that operation's; else it is the description's.
  const own = spots.filter(({ operation }) => operation !== undefined);
  return own.length > 0 ? own : spots.slice(0, 1);
}

function operationOf(api: Api, place: Place): readonly Operation[] {
  const operations = operationsAt(api, place);
  if (operations.length > 0) return operations;
  // A path item may stand elsewhere: then the path alone says which operation is meant.
  const [kind, path, method] = place.pointer.split("/").slice(1);
  if (kind !== "paths" || path === undefined) return [];
  const name = path.replaceAll("~1", "/").replaceAll("~0", "~");
  const here = operationsOn(api.operations, name).filter(({ operationKind }) => operationKind === "path");
  const exact = here.filter((operation) => operation.method === method?.toUpperCase());
  return exact.length > 0 ? exact : here;
}

/** What a path has for all its operations is told apart from what an operation has under the same keys. */
function wayFrom({ node }: Operation, { pointer }: Place): string {
  if (pointer === node.pointer || pointer.startsWith(`${node.pointer}/`))
    return shownWay(pointer.slice(node.pointer.length + 1));
  const below = pointer.replace(/^#\/paths\/[^/]*\/?/, "");
  return below === "" ? "path" : `path.${shownWay(below)}`;
}

function shownWay(pointer: string): string {
  return pointer.replaceAll("/", ".").replaceAll("~1", "/").replaceAll("~0", "~");
}
