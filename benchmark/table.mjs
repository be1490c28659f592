/** A table in Markdown, its columns as wide as their widest cell; all but the first are aligned to the right. */
export function table(head, rows) {
  const widths = head.map((_cell, column) => Math.max(3, ...[head, ...rows].map((row) => row[column].length)));
  const line = (row) =>
    `| ${row.map((cell, column) => (column === 0 ? cell.padEnd(widths[column]) : cell.padStart(widths[column]))).join(" | ")} |`;
  const rule = widths.map((width, column) => (column === 0 ? "-".repeat(width) : `${"-".repeat(width - 1)}:`));
  return [line(head), `| ${rule.join(" | ")} |`, ...rows.map(line)].join("\n");
}

/** "31 of 58 (53 %)"; an en dash where there was nothing to find. */
export function share(part, all) {
  return all === 0 ? "–" : `${part} of ${all} (${percent(part, all)})`;
}

/** "53 %" */
export function percent(part, all) {
  return all === 0 ? "–" : `${Math.round((100 * part) / all)} %`;
}
