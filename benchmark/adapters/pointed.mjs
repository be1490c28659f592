/** How an adapter reads the kept results of a linter: findings with places, and nothing else. */
export function linterReading(table, severityOf) {
  return (result, description) => ({
    refused: result.refused,
    mentions: pointedMentions(result.findings, description, table, severityOf),
    fields: null,
    exposure: null,
    verdict: null,
  });
}

/**
 * What the adapters of linters share. Their kept results are groups: `{ rule, severity, message, at: ["file#/pointer"] }`;
 * each place is a finding, and `table` maps a rule to OWASP categories and weaknesses. A rule that says several things has
 * several rows, each with a pattern for its messages in `only`. `ofValue` marks what is about the values of one field. One that is in no row is about no weakness of security, and
 * counts as noise alone.
 */
function pointedMentions(groups, description, table, severityOf) {
  return groups.flatMap(({ rule, severity, message, at }) => {
    const rows = [table[rule] ?? []].flat();
    const row = rows.find(({ only }) => only === undefined || new RegExp(only).test(message));
    return at.map((place) => ({
      kind: "finding",
      rule,
      message,
      at: place,
      severity: severityOf[severity],
      ofValue: row?.ofValue ?? false,
      weaknesses: row?.weaknesses ?? [],
      owasp: (row?.owasp ?? []).map((category) => `${category}:2023`),
      ...description.namedAt(place),
    }));
  });
}

/** The findings of one rule, severity and message together, in the order in which each first came. */
export function groupedFindings(findings) {
  const groups = new Map();
  for (const { rule, severity, message, place } of findings) {
    const key = JSON.stringify([rule, severity, message]);
    if (!groups.has(key)) groups.set(key, { rule, severity, message, at: [] });
    groups.get(key).at.push(place);
  }
  return [...groups.values()];
}

/**
 * The result of a tool that cannot read a description, where it says so as it does in such a case. Anything else is a
 * failure of the run, not of the description, and is thrown.
 */
export function refusalIn(text, pattern) {
  const [refused] = pattern.exec(text) ?? [];
  if (refused === undefined) throw new Error(`it gave no result: ${text.trim()}`);
  return { refused: refused.trim(), findings: [] };
}
