import { percent, share } from "./table.mjs";

/** The figures in a few lines for a terminal. */
export function summaryLines(figures) {
  return ROWS.map(([name, cell]) => `  ${name.padEnd(46)} ${cell(figures)}`);
}

/** What is shown of a tool, row by row: its name and the cell that figures give. */
export const ROWS = [
  ["Visible flaws found", ({ flaws }) => share(flaws.visible.found, flaws.visible.all)],
  ["… without an assumption", ({ flaws }) => share(flaws.visible.outright, flaws.visible.all)],
  ["Partly visible flaws found", ({ flaws }) => share(flaws.partly.found, flaws.partly.all)],
  ["… found, asked about or to be tested", ({ flaws: { partly } }) => share(partly.found + partly.asked, partly.all)],
  ["All flaws found", ({ flaws }) => share(flaws.all.found, flaws.all.all)],
  ["… of critical or high severity", ({ flaws }) => severe(flaws.bySeverity)],
  [
    "… at equal noise, one mention per operation",
    ({ flaws: { all } }) => `${all.atEqualNoise} of ${all.all} (${percent(all.atEqualNoise, all.all)})`,
  ],
  ["… by OWASP category alone (upper bound)", ({ flaws }) => share(flaws.all.byCategory, flaws.all.all)],
  ["Severity correct (flaws found)", ({ severity }) => percent(severity.right, severity.found)],
  ["… at most one step off", ({ severity }) => percent(severity.near, severity.found)],
  ["Decoys reported above low", ({ decoys }) => share(decoys.raised, decoys.all)],
  ["… only under an assumption", ({ decoys }) => share(decoys.conditionally, decoys.all)],
  ["Findings per operation", ({ noise, operations }) => each(noise.findings, operations)],
  ["Mentions per operation", ({ noise, operations }) => each(noise.mentions, operations)],
  ["… of medium severity or above", ({ noise, operations }) => each(noise.loud, operations)],
  ["Findings above low that are about a flaw", ({ noise }) => share(noise.loudHits, noise.loudFindings)],
  ["Questions and tests per operation", ({ noise, operations }) => each(noise.hints, operations)],
  ["Sensitive fields: F1 (precision, recall)", ({ fields }) => (fields === null ? "–" : f1(fields))],
  ["Exposure right", ({ exposure }) => (exposure === null ? "–" : share(exposure.right, exposure.all))],
  ["Verdict acceptable", ({ verdicts }) => (verdicts === null ? "–" : share(verdicts.acceptable, verdicts.all))],
  ["… and the expected one", ({ verdicts }) => (verdicts === null ? "–" : share(verdicts.asExpected, verdicts.all))],
  ["Descriptions that could not be read", ({ refused, apis }) => `${refused} of ${apis}`],
];

function severe({ critical, high }) {
  const count = (key) => (critical?.[key] ?? 0) + (high?.[key] ?? 0);
  return share(count("found"), count("all"));
}

function each(count, operations) {
  return operations === 0 ? "–" : (count / operations).toFixed(2);
}

function f1({ right, wrong, missed }) {
  const precision = right / Math.max(1, right + wrong);
  const recall = right / Math.max(1, right + missed);
  const mean = (2 * precision * recall) / (precision + recall || 1);
  return `${mean.toFixed(3)} (${precision.toFixed(2)}, ${recall.toFixed(2)})`;
}
