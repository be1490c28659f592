import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { ADAPTERS } from "./adapters/index.mjs";
import { readContacts } from "./contacts.mjs";
import { figuresOf } from "./figures.mjs";
import { readAbout, readResult, RESULTS } from "./kept.mjs";
import { judged } from "./score.mjs";
import { ROWS } from "./summary.mjs";
import { percent, share, table } from "./table.mjs";
import { apiFolders, readApi } from "./truth.mjs";

const ROOT = path.resolve(import.meta.dirname, "..");
const PAGE = path.join(ROOT, "docs/benchmark.md");
const README = path.join(ROOT, "README.md");
const README_PART = /(<!-- benchmark:begin -->\n)[^]*?(\n<!-- benchmark:end -->)/;

/** Writes docs/benchmark.md, and the table of the README, from what is kept. */
export async function writePages() {
  const { page, readme } = pages();
  writeFileSync(PAGE, page);
  writeFileSync(README, readme);
}

/** Both as they must be for what is kept, by no other input: nothing runs. */
export function pages() {
  const apis = apiFolders().map(readApi);
  const tools = ADAPTERS.flatMap((adapter) => [
    ...keptOf(adapter, apis, adapter.tool.id),
    ...keptOf(adapter, apis, `${adapter.tool.id}-first-contact`),
  ]);
  const contacts = readContacts();
  return {
    page: benchmarkPage({ tools, contacts }),
    readme: readFileSync(README, "utf8").replace(
      README_PART,
      (_all, begin, end) => `${begin}\n${readmeTable(contacts)}\n${end}`,
    ),
  };
}

/** A tool's kept results, judged; nothing where none are kept. */
function keptOf({ tool, read }, apis, name) {
  const folder = path.join(RESULTS, name);
  const about = readAbout(folder);
  if (about === undefined) return [];
  const judgements = apis.flatMap((api) => {
    const result = readResult(folder, api.truth.name);
    return result === undefined ? [] : [judged(api, read(result, api.description))];
  });
  const title = name === tool.id ? tool.title : `${tool.title}, first run`;
  return [{ tool: { ...tool, id: name, title }, about, judgements, figures: figuresOf(judgements) }];
}

/** The page in Markdown. */
export function benchmarkPage({ tools, contacts }) {
  const parts = [
    "# The benchmark",
    `<!-- Written by \`npm run benchmark\` from benchmark/results and benchmark/contacts.json. -->`,
    "How well do reviewers of API descriptions find what is wrong with an API, and how much do they report to find it? To answer this, authors who had seen neither our rules nor earlier sets wrote API descriptions, each with a list of its flaws (the truth). [How the benchmark is made, what counts as found, and what it cannot show](../benchmark/README.md).",
    ...contactParts(contacts),
    ...seenParts(tools, contacts),
  ];
  return `${parts.join("\n\n")}\n`;
}

function contactParts({ sets, contacts }) {
  if (contacts.length === 0) return ["## First run", "No tool has been run on a set yet."];
  const title = (id) => ADAPTERS.find(({ tool }) => tool.id === id).tool.title;
  return [
    "## First run",
    'What each tool reported the first time that it was run on a set, recorded before its misses were examined. These figures are never rewritten: if a truth or a table was corrected later, only the figures under "Today" have the correction.',
    ...sets.flatMap(({ id, apis }) => {
      const met = contacts.filter(({ set }) => set === id);
      return [
        `### Set “${id}”: ${apis.length} descriptions`,
        metricTable(met.map((contact) => ({ title: title(contact.tool), figures: figuresAtContact(contact) }))),
        ...sortingNote(met, title),
        table(
          ["", "Version", "Commit", "Date"],
          met.map(({ tool, version, commit, date }) => [title(tool), version, commit ?? "–", date]),
        ),
      ];
    }),
  ];
}

/** By kind of weakness, where the truths were sorted into kinds only after the tools had run. */
function figuresAtContact({ figures, sorted }) {
  return sorted?.figures ?? figures;
}

function sortingNote(met, title) {
  const later = met.filter(({ sorted }) => sorted !== undefined);
  if (later.length === 0) return [];
  const found = later.map(({ tool, figures: { flaws } }) => `${title(tool)} ${share(flaws.all.found, flaws.all.all)}`);
  return [
    `The flaws of this set were sorted into kinds of weakness after the tools had run, on ${later[0].sorted.date}, but from truth and description alone and before the tools' output was examined; the table above counts by kind. The figures as first recorded, by OWASP category alone: ${found.join(", ")}.`,
  ];
}

function seenParts(tools, contacts) {
  if (tools.length === 0) return [];
  return [
    "## Today",
    `This section covers all ${metBefore(contacts)} descriptions of the sets above, and what each tool reports about them today. After the first run on a set, what was missed is examined, and Sallyport is improved: from then on its figures on that set show what was fixed, and not how well it does on new descriptions. What our tool reported on its first run on each set is shown beside it, scored against today's ground truth, tables and scoring rules.`,
    metricTable(tools.map(({ tool, figures }) => ({ title: tool.title, figures }))),
    table(
      ["", "Version", "Commit", "Date", "Seconds per description, median"],
      tools.map(({ tool, about }) => [
        tool.title,
        about.version,
        about.commit ?? "–",
        about.date,
        median(Object.values(about.seconds)).toFixed(1),
      ]),
    ),
    "Times were measured on a shared machine with two cores: only their ratios are meaningful.",
    ...BREAKDOWNS.flatMap(([heading, key]) => [`### ${heading}`, breakdownTable(tools, key)]),
    ...tools.filter(({ tool }) => tool.id === "sallyport").flatMap((ours) => ["### Each description", eachTable(ours)]),
  ];
}

const BREAKDOWNS = [
  ["Flaws found, by severity", "bySeverity"],
  ["Flaws found, by OWASP category", "byCategory"],
  ["Flaws found, by language", "byLanguage"],
  ["Flaws found, by style", "byStyle"],
];

function metricTable(columns) {
  return table(
    ["", ...columns.map(({ title }) => title)],
    ROWS.map(([name, cell]) => [name, ...columns.map(({ figures }) => cell(figures))]),
  );
}

const SEVERITIES = ["critical", "high", "medium", "low"];

function breakdownTable(tools, key) {
  const names = [...new Set(tools.flatMap(({ figures }) => Object.keys(figures.flaws[key])))];
  const order = (name) => (key === "bySeverity" ? SEVERITIES.indexOf(name) : Number(/^API(\d+)/.exec(name)?.[1] ?? 0));
  names.sort((a, b) => order(a) - order(b) || (a < b ? -1 : 1));
  return table(
    ["", "Flaws", ...tools.map(({ tool }) => tool.title)],
    names.map((name) => {
      const rows = tools.map(({ figures }) => figures.flaws[key][name]);
      const all = rows.find((row) => row !== undefined).all;
      return [name, String(all), ...rows.map((row) => (row === undefined ? "–" : percent(row.found, row.all)))];
    }),
  );
}

function metBefore({ sets }) {
  return sets.flatMap(({ apis }) => apis).length;
}

/** One tool's row for each description: of ours, since no other gives a verdict. */
function eachTable({ tool, judgements }) {
  return table(
    ["", "Style", "Language", "Flaws found", "Decoys reported above low", `Verdict of ${tool.title}`, "Expected"],
    judgements.map(({ truth, flaws, decoys, verdict }) => [
      truth.name,
      truth.style,
      truth.language,
      share(flaws.filter(({ found }) => found).length, flaws.length),
      share(decoys.filter(({ raised }) => raised).length, decoys.length),
      verdict === null ? "–" : `${verdict.said}${verdict.acceptable ? "" : " ✗"}`,
      truth.verdict.expected,
    ]),
  );
}

/** The few rows that the README shows, of the newest set that ours has met. */
export function readmeTable({ sets, contacts }) {
  const ours = contacts.findLast(({ tool }) => tool === "sallyport");
  if (ours === undefined) return "Sallyport has not been run on a set of the benchmark yet.";
  const met = contacts.filter(({ set }) => set === ours.set);
  const { apis } = sets.find(({ id }) => id === ours.set);
  const shown = [
    "Visible flaws found",
    "… at equal noise",
    "Decoys reported",
    "Mentions per operation",
    "Verdict acceptable",
  ];
  const rows = ROWS.filter(([name]) => shown.some((one) => name.startsWith(one)));
  const title = (id) => ADAPTERS.find(({ tool }) => tool.id === id).tool.title;
  return table(
    [`${apis.length} descriptions, first run`, ...met.map(({ tool }) => title(tool))],
    rows.map(([name, cell]) => [name, ...met.map((contact) => cell(figuresAtContact(contact)))]),
  );
}

function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
