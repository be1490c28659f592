/*
 * What a proof says to its reader.
 */
import { isProven } from "./proof.mjs";

/** What the tests of one description found, as a table. */
export function proofText({ title, name, tests, requests, failing, flaws, dead }) {
  return [
    `${title} (examples/${name}): ${tests} generated tests, ${requests} requests`,
    "",
    failing.length === 0
      ? `The server without a flaw passes all ${tests} tests.`
      : `The server without a flaw FAILS ${failing.length} of ${tests} tests:`,
    ...failing.map(({ id, failed }) => `  ${id}, step ${failed.step}: ${failed.why} (status ${failed.status})`),
    "",
    "With one flaw at a time:",
    "",
    ...table(flaws),
    "",
    deadText(dead),
    `What each flaw does: node examples/${name}/server/main.mjs --flaws`,
    "",
  ].join("\n");
}

/** A row for each flaw and each test that caught it, below the kind of the flaw. */
function table(flaws) {
  const cells = flaws.flatMap(({ flaw, kind, caughtBy }, index) => [
    ...(kind === flaws[index - 1]?.kind ? [] : [[kind]]),
    ...(caughtBy.length === 0 ? [[`  ${flaw}`, "NOT CAUGHT", "passes", "passes"]] : []),
    ...caughtBy.map((test, nth) => [nth === 0 ? `  ${flaw}` : "", test, "fails", "passes"]),
  ]);
  const rows = [["Flaw", "Caught by", "With the flaw", "Without"], ...cells];
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => (row[column] ?? "").length)));
  return rows.map((row) => `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ")}`.trimEnd());
}

function deadText({ input, test, outcome, isNoticed }) {
  const given = `With an ID in ${input} that does not exist, ${test}`;
  if (outcome?.failed === undefined) return `${given} PASSES,\nalthough it tested nothing.`;
  const { step, status } = outcome.failed;
  return isNoticed
    ? `${given} fails\nat its control step (${step}, status ${status}), and the attack is not sent.`
    : `${given} FAILS\nAT ${step}, and not at its control step alone.`;
}

/** What all proofs say together. */
export function summaryText(proofs) {
  const flaws = proofs.flatMap((one) => one.flaws);
  const caught = flaws.filter(({ caughtBy }) => caughtBy.length > 0).length;
  const tests = proofs.reduce((sum, one) => sum + one.tests, 0);
  const failing = proofs.reduce((sum, one) => sum + one.failing.length, 0);
  const noticed = proofs.filter(({ dead }) => dead.isNoticed).length;
  return [
    proofs.every(isProven) ? "Proven:" : "NOT PROVEN:",
    `${caught} of ${flaws.length} flaws are caught,`,
    `${tests - failing} of ${tests} tests pass without a flaw,`,
    `${noticed} of ${proofs.length} IDs that do not exist are noticed.`,
  ].join(" ");
}
