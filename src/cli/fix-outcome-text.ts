import { grouped } from "../core/grouped.ts";
import { count, listed } from "../core/prose.ts";
import type { FixUnit } from "../fix/fix-units.ts";
import type { LeftFix, MadeFixes } from "../fix/make-fixes.ts";
import { plain } from "./opened-register.ts";

/** What is said of one description. */
export interface FixOutcome {
  readonly file: string;
  readonly result: MadeFixes;
  /** What was not asked for: as many suggested ones, and ones that are made on request only. */
  readonly others: readonly FixUnit[];
  /** What is to be attested, with the ids in the register where it is written there. */
  readonly claims: ReadonlyMap<FixUnit, string | undefined>;
  readonly verb: "would be made" | "made";
  /** Other descriptions that read what is changed, and of which something is to be attested too. */
  readonly beside?: readonly { readonly file: string; readonly ids: readonly string[] }[];
}

/** What was made of the fixes of a description, and what was not, for people. */
export function fixOutcomeText({ file, result, others, claims, verb, beside = [] }: FixOutcome): string {
  const { made, refused, undone } = result;
  const left = [...refused, ...undone];
  const head = `${plain(file)}: ${count(made.length, "fix", "fixes")} ${verb}${left.length === 0 ? "" : `, ${left.length} not`}\n`;
  const besideLines = beside.map(
    ({ file: other, ids }) => `  ${plain(other)} also uses a changed file: attest the same for it${inBrackets(ids)}\n`,
  );
  return [head, ...madeLines(made, claims), ...besideLines, ...leftLines(left), ...otherLines(others)].join("");
}

function madeLines(made: readonly FixUnit[], claims: FixOutcome["claims"]): readonly string[] {
  const groups = grouped(made, (unit) => `${unit.finding.rule} ${unit.name} ${unit.requires ?? ""}`);
  return [...groups.values()].map((units) => {
    const [first] = units as [FixUnit]; // grouped, so there is one
    const ids = [...new Set(units.flatMap((unit) => claims.get(unit) ?? []))];
    const isClaimed = units.some((unit) => claims.has(unit));
    const requires =
      first.requires === null || !isClaimed ? "" : `    to attest${inBrackets(ids)}: ${plain(first.requires)}\n`;
    return `  ${first.certainty}: ${first.name} (${first.finding.rule}), ${whereOf(units)}\n${requires}`;
  });
}

function inBrackets(ids: readonly string[]): string {
  return ids.length === 0 ? "" : ` (${listed(ids, 3)})`;
}

function leftLines(left: readonly LeftFix[]): readonly string[] {
  const groups = grouped(left, ({ unit, why }) => `${unit.finding.rule} ${unit.name} ${why}`);
  return [...groups.values()].map((some) => {
    const [{ unit, why, hint }] = some as [LeftFix]; // grouped, so there is one
    const where = whereOf(some.map((one) => one.unit));
    return `  not made: ${unit.name} (${unit.finding.rule}), ${where}\n    ${plain(why)} ${hint}\n`;
  });
}

function otherLines(others: readonly FixUnit[]): readonly string[] {
  const suggested = others.filter(({ certainty }) => certainty === "suggested");
  const asked = others.filter(({ certainty }) => certainty === "asked");
  return [
    ...(suggested.length === 0
      ? []
      : [
          `  ${count(suggested.length, "more suggested fix", "more suggested fixes")}: add --suggested (${rulesOf(suggested)})\n`,
        ]),
    ...(asked.length === 0
      ? []
      : [`  ${count(asked.length, "fix", "fixes")} on request: add --suggested --only RULE (${rulesOf(asked)})\n`]),
  ];
}

function rulesOf(units: readonly FixUnit[]): string {
  return listed([...new Set(units.map(({ finding }) => finding.rule))], 5);
}

function whereOf(units: readonly FixUnit[]): string {
  const sites = [...new Set(units.flatMap(({ closes }) => closes.map(({ file, line }) => `${file}:${line}`)))];
  return plain(listed(sites, 3));
}
