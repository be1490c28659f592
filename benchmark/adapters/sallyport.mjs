import { readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import { outputOf } from "../run-tool.mjs";

/**
 * `{ rules, assumptions, questions, tests }`: what each is about. OWASP categories of rules are those of the review itself.
 * A rule that says several things has several rows, each with a pattern for its messages in `only`.
 */
export const TABLE = JSON.parse(readFileSync(path.join(import.meta.dirname, "sallyport.rules.json"), "utf8"));

/** Ids that rules had when older results were kept. */
const CURRENT = parse(readFileSync(path.join(import.meta.dirname, "../../rulesets/former-rule-ids.yaml"), "utf8"));

export const tool = { id: "sallyport", title: "Sallyport", packages: [], repository: "this repository" };

/** Reviews one description, without a `sallyport.yaml`. `cli` is the command line that does it. */
export function run({ folder, entry, cli, asOf }) {
  const args = ["review", entry, "--root", ".", "--format", "json", ...(asOf === undefined ? [] : ["--as-of", asOf])];
  return resultOf(JSON.parse(outputOf(process.execPath, [cli, ...args], folder).stdout));
}

/** Of its JSON what the score reads, and the texts that a reader needs to judge a hit. */
export function resultOf({ tool: { version }, refused, reviews: [review] }) {
  if (review === undefined) return { version, refused: refused[0]?.message ?? "no review" };
  return {
    version,
    refused: null,
    verdict: review.verdict.decision,
    exposure: ["public", "partner", "private"].find((one) => (review.summary.byExposure[one] ?? 0) > 0) ?? null,
    findings: review.findings.filter(({ status }) => status !== "accepted").map(finding),
    assumptions: review.assumptions.map(({ id, question, operations, ifTrue }) => ({
      id,
      message: question,
      operations,
      ifTrue: ifTrue.map(finding),
    })),
    questions: review.questions.map(({ id, text, operations }) => ({ id, message: text, operations })),
    tests: review.tests.map(({ operation, kind, ask, expect, further = [] }) => ({
      operation,
      kinds: [...new Set([kind ?? "object", ...further.map((one) => one.kind)])],
      message: `${ask}: ${expect}`,
    })),
    fields: review.fields.map(({ file, pointer, category, sensitivity, confidence }) => ({
      at: `${file}${pointer}`,
      category,
      sensitivity,
      confidence,
    })),
  };
}

/** `places` are the further ones that a finding names: a fault of six fields is told once, and is about each of them. */
function finding({ rule, severity, message, file, pointer, operations, fields, owasp, assumes, places }) {
  const at = `${file}${pointer}`;
  const told = new Set([at, ...fields]);
  const further = [...new Set(places.map((place) => `${place.file}${place.pointer}`))].filter((one) => !told.has(one));
  return { rule, severity, message, at, operations, fields, owasp, assumes, ...(further.length > 0 && { further }) };
}

/** What a kept result says. */
export function read(result, description) {
  if (result.refused !== null) {
    return { refused: result.refused, mentions: [], fields: [], exposure: null, verdict: null };
  }
  const named = (ids) => operationsIn(description, ids);
  return {
    refused: null,
    mentions: [
      ...result.findings.map((one) => mentionOf("finding", one, description)),
      ...result.assumptions.flatMap((assumption) => [
        hint("question", TABLE.assumptions[assumption.id], named(assumption.operations), assumption.id),
        ...assumption.ifTrue.map((one) => mentionOf("conditional", one, description)),
      ]),
      ...result.questions.map(({ id, operations }) => hint("question", TABLE.questions[id], named(operations), id)),
      ...result.tests.flatMap(({ operation, kinds }) =>
        kinds.map((kind) => hint("test", TABLE.tests[kind], named([operation]), kind)),
      ),
    ],
    fields: result.fields
      .filter(
        ({ sensitivity, confidence }) =>
          ["confidential", "restricted"].includes(sensitivity) && confidence !== "possible",
      )
      .map(({ at, category }) => ({ place: at, category })),
    exposure: result.exposure,
    verdict: result.verdict,
  };
}

function mentionOf(
  kind,
  { rule, severity, at, further = [], operations, fields, owasp, message, assumes },
  description,
) {
  const named = description.namedAt(at);
  const others = further.flatMap((place) => description.namedAt(place).fields);
  return {
    kind,
    rule,
    severity,
    message,
    operations: operationsIn(description, operations),
    fields: [...new Set([...named.fields, ...fields, ...others])],
    objects: named.objects,
    schemes: named.schemes,
    weaknesses: weaknessesOf(CURRENT[rule] ?? rule, message),
    owasp,
    restsOnAssumption: kind === "conditional" || assumes.length > 0,
  };
}

/** By the row of a rule, or by the first of several whose pattern its message has: a rule may say several things. */
function weaknessesOf(rule, message) {
  const rows = TABLE.rules[rule] ?? [];
  if (typeof rows[0] !== "object") return rows;
  return rows.find(({ only }) => only === undefined || new RegExp(only).test(message))?.weaknesses ?? [];
}

function operationsIn(description, ids) {
  return ids.map((id) => description.operation(id)?.id ?? id);
}

function hint(kind, row, operations, rule) {
  return {
    kind,
    rule,
    severity: "info",
    message: "",
    operations,
    fields: [],
    objects: [],
    schemes: [],
    weaknesses: row?.weaknesses ?? [],
    owasp: (row?.owasp ?? []).map((category) => `${category}:2023`),
  };
}
