import { listed } from "../core/prose.ts";
import { defaultPolicy } from "../policy/default-policy.ts";
import { unknownRuleError } from "../policy/unknown-rules.ts";
import { shownText } from "../report/words/shown-text.ts";
import { rulePage } from "../rules/rule-page.ts";
import type { Rule } from "../rules/rule.ts";
import { RULE_NAMES, rulesNamed } from "../rules/rules-named.ts";
import { FAILED_TEST } from "../core/failed-test.ts";
import { glossaryEntries, glossaryTerms, type GlossaryEntry } from "./glossary.ts";
import { isThere } from "./root.ts";
import { tableLines } from "./table-lines.ts";
import { EXIT, type ExitCode, type Terminal } from "./terminal.ts";

/**
 * `sallyport explain`: what must be known of a rule; of a word of the glossary, what it means; of a name that several
 * rules have, which those are; of an ID that a review shows, what it stands for. Its words may stand apart:
 * `explain mass assignment`.
 */
export async function explainCommand(written: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const words = withoutDescription(written, terminal.cwd);
  const name = words.join(" ");
  const rules = rulesNamed(name);
  const entries = rules.some(({ id }) => id === name) ? [] : glossaryEntries(name);
  const parts = [...entries.map(entryText), ...(rules.length === 0 ? [] : [rulesText(name, rules)])];
  if (parts.length === 0) {
    // What it reads registers and policies with is a tenth of a small review's start, and few words are IDs.
    const { shownIdText } = await import("./shown-id.ts");
    parts.push(...(await kindsText(name)));
    if (parts.length === 0) parts.push(...(await shownIdText(written, terminal)));
    if (parts.length === 0) parts.push(...(await shownIdText(words, terminal)));
  }
  if (parts.length === 0)
    throw unknownRuleError(name, [...RULE_NAMES.all(), ...glossaryTerms(), FAILED_TEST], "rule or term");
  terminal.stdout.write(parts.join("\n"));
  return EXIT.passed;
}

/** The words without a description that is named behind them, as it is behind the ID of a finding: `bola a.yaml`. */
function withoutDescription(words: readonly string[], cwd: string): readonly string[] {
  const last = words.at(-1) ?? "";
  return words.length > 1 && /\.(?:ya?ml|json)$/i.test(last) && isThere(last, cwd) ? words.slice(0, -1) : words;
}

function entryText({ terms, meaning }: GlossaryEntry): string {
  return `# ${terms.join(", ")}\n\n${meaning.charAt(0).toUpperCase()}${meaning.slice(1)}.\n`;
}

const HOW_IT_IS_SHOWN =
  "`sallyport review --verbose` lists the fields of each kind, and why each field is taken for one. If a field holds something else, say so with `data.fields` in `sallyport.yaml`.";

/** What a report means by the name of a kind of data, such as "private content". */
async function kindsText(name: string): Promise<readonly string[]> {
  const { kindsOfDataCalled } = await import("../data/taxonomy/known-categories.ts");
  const kinds = kindsOfDataCalled(name);
  if (kinds.length === 0) return [];
  const lines = kinds.map(
    ({ key, sensitivities }) =>
      `- \`${key}\`${sensitivities.length === 0 ? "" : ` (${listed([...sensitivities], sensitivities.length, "or")})`}`,
  );
  return [
    [
      `# ${kinds[0]!.called}`,
      `A kind of data that a field can hold. ${HOW_IT_IS_SHOWN}`,
      `${kinds.length === 1 ? "The category and its sensitivity" : "The categories and their sensitivities"}:`,
      `${lines.join("\n")}\n`,
    ].join("\n\n"),
  ];
}

function rulesText(name: string, [rule, ...others]: readonly Rule[]): string {
  if (rule === undefined) return "";
  if (others.length === 0) return rulePage(rule, defaultPolicy().severities.public.get(rule.id) ?? "off");
  const rows = [rule, ...others].map(({ id, title }) => [id, title]);
  const lines = tableLines(rows).map((line) => `${line.trimEnd()}\n`);
  return `Several rules are about ${shownText(name)}; sallyport explain ID shows each:\n\n${lines.join("")}`;
}
