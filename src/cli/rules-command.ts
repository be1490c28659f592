import { AUDIENCES, OWNERS } from "../core/exposure-words.ts";
import { listed } from "../core/prose.ts";
import { DEFAULT_CEILINGS } from "../policy/default-policy.ts";
import { loadPolicy } from "../policy/load-policy.ts";
import type { Policy } from "../policy/policy.ts";
import { shownText } from "../report/words/shown-text.ts";
import { RULES } from "../rules/index.ts";
import { settingsEntryOf } from "./root.ts";
import { tableLines } from "./table-lines.ts";
import { trusted } from "./trusted.ts";
import { EXIT, type ExitCode, type Terminal } from "./terminal.ts";

export interface RulesArguments {
  /** A description or a folder, whose policy is shown; without, the current folder. */
  readonly spec: string | undefined;
  readonly config: string | undefined;
  readonly root: string | undefined;
  readonly ceilings: boolean;
  readonly trustCode: boolean;
}

/** `sallyport rules`: what each classification makes of every rule, and which ruleset says so; or the ceilings in force. */
export async function rulesCommand(args: RulesArguments, terminal: Terminal): Promise<ExitCode> {
  const policy = await policyInForce(args, terminal);
  const lines = args.ceilings ? ceilingLines(policy) : ruleLines(policy);
  for (const line of lines) terminal.stdout.write(`${line.trimEnd()}\n`);
  return EXIT.passed;
}

async function policyInForce({ spec, config, root, trustCode }: RulesArguments, terminal: Terminal): Promise<Policy> {
  const { file, files, root: base } = settingsEntryOf(spec, terminal.cwd, root);
  const policy = await loadPolicy(file, files, { configFile: config, trusted: trusted(base, trustCode) });
  if (Object.values(policy.rulesets).every(({ table }) => table !== undefined)) return policy;
  const { judgedBySpectral } = await import("../spectral/judged-by-spectral.ts");
  return (await judgedBySpectral(policy)).policy;
}

function ruleLines({ files, rulesets, rules: configured }: Policy): readonly string[] {
  const rules = [...new Set(AUDIENCES.flatMap((audience) => [...(rulesets[audience].table?.keys() ?? [])]))];
  const titles = new Map(RULES.map(({ id, title }) => [id, title]));
  const own = RULES.map(({ id }) => id);
  const inOrder = [...own.filter((id) => rules.includes(id)), ...rules.filter((id) => !own.includes(id))];
  const rows = inOrder.map((id) => {
    const settings = AUDIENCES.map((audience) => {
      const severity = configured.get(id)?.byExposure[audience];
      return severity === undefined
        ? rulesets[audience].table?.get(id)
        : { severity, from: configured.get(id)!.source.file };
    });
    const sources = [...new Set(settings.flatMap((setting) => setting?.from ?? []))];
    return [
      id,
      ...settings.map((setting) => setting?.severity ?? "off"),
      shownText(sources.join(", ")),
      titles.get(id) ?? "",
    ];
  });
  const overridden = AUDIENCES.flatMap((audience) =>
    rulesets[audience].overrides.flatMap(({ pattern, pointer, severities }) =>
      [...severities].map(([rule, severity]) =>
        shownText(`${audience}: ${rule} is ${severity} in ${pattern}${pointer}`),
      ),
    ),
  );
  const byPath = [...configured].flatMap(([rule, { paths }]) =>
    paths.map(([pattern, severity]) => shownText(`${rule} is ${severity} for ${pattern}`)),
  );
  return [
    `Policy: ${files.length === 0 ? "the default" : filesText(files)}. Each operation is judged by its effective exposure.`,
    "",
    ...tableLines([["rule", ...AUDIENCES, "set by", "title"], ...rows]),
    ...(byPath.length === 0 ? [] : ["", "By path:", ...byPath.map((line) => `  ${line}`)]),
    ...(overridden.length === 0 ? [] : ["", "Below pointers:", ...overridden.map((line) => `  ${line}`)]),
  ];
}

/** The ceilings: the highest sensitivity that each kind of caller may read. */
function ceilingLines({ files, ceilings }: Policy): readonly string[] {
  const heads = ["caller's own", "tenant's", "population's", "counterparty's"];
  const rows = (["anonymous", "self-registered", "partner", "private"] as const).map((row) => [
    row,
    ...OWNERS.map(
      (column) => `${ceilings[row][column]}${ceilings[row][column] === DEFAULT_CEILINGS[row][column] ? "" : " *"}`,
    ),
  ]);
  const differs = rows.flat().some((cell) => cell.endsWith(" *"));
  return [
    "The highest sensitivity that may be read, by who can call and whose data it is:",
    "",
    ...tableLines([["who can call", ...heads], ...rows]),
    ...(differs ? ["", `* set by ${filesText(files.filter(({ keys }) => keys.includes("ceilings")))}`] : []),
  ];
}

function filesText(files: Policy["files"]): string {
  const names = files.map(({ file }) => file);
  return shownText(listed(names, 6));
}
