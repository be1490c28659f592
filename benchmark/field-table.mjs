/*
 * How well fields were classified, by category and by language: at first contact, and now that the descriptions were seen.
 *
 *   node benchmark/field-table.mjs           prints the tables, of what is kept in benchmark/results
 *   node benchmark/field-table.mjs --write   writes them into docs/inference.md
 *
 * `npm run benchmark -- --tool sallyport` keeps what the present build says; what a first contact said stays as it was.
 */
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { read } from "./adapters/sallyport.mjs";
import { readResult, RESULTS } from "./kept.mjs";
import { judged, labelOf } from "./score.mjs";
import { apiFolders, LABELS, readApi } from "./truth.mjs";

const PAGE = path.resolve(import.meta.dirname, "../docs/inference.md");
const START = "<!-- fields: node benchmark/field-table.mjs --write -->";
const END = "<!-- /fields -->";
const LANGUAGES = ["en", "de", "fr", "es", "pt"];

const apis = apiFolders().map(readApi);
const tables = fieldTables(countsIn("sallyport-first-contact"), countsIn("sallyport"));
if (process.argv.includes("--write")) {
  const page = readFileSync(PAGE, "utf8");
  const [before, rest] = page.split(START);
  if (rest === undefined) throw new Error(`${PAGE} has no ${START}`);
  writeFileSync(PAGE, `${before}${START}\n\n${tables}\n\n${END}${rest.split(END)[1]}`);
} else process.stdout.write(`${tables}\n`);

/** Found, missed and wrong fields of each label and each language, of what a folder of results keeps. */
function countsIn(folder) {
  const counts = new Map();
  for (const api of apis) {
    const result = readResult(path.join(RESULTS, folder), api.truth.name);
    if (result === undefined) continue;
    const { fields } = judged(api, read(result, api.description));
    if (fields === null) continue;
    const add = (label, kind) => {
      for (const group of [label, api.truth.language, "all"]) {
        if (group === undefined) continue;
        if (!counts.has(group)) counts.set(group, { found: 0, missed: 0, wrong: 0 });
        counts.get(group)[kind] += 1;
      }
    };
    for (const label of fields.found) add(label, "found");
    for (const { label } of fields.missed) add(label, "missed");
    for (const category of fields.wrongAs) add(labelOf(category), "wrong");
  }
  return (group) => counts.get(group) ?? { found: 0, missed: 0, wrong: 0 };
}

function fieldTables(atContact, now) {
  const labels = LABELS.filter((label) => label !== "?" && now(label).found + now(label).missed > 0);
  return [tableOf("language", ["all", ...LANGUAGES], atContact, now), tableOf("category", labels, atContact, now)].join(
    "\n\n",
  );
}

function tableOf(title, groups, ...sides) {
  const rows = groups.map((group) => [group, ...sides.flatMap((side) => sharesOf(side(group)))]);
  const head = [title, "first run: found", "recall", "precision", "today: found", "recall", "precision"];
  return [head, head.map((_, at) => (at === 0 ? "---" : "---:")), ...rows]
    .map((cells) => `| ${cells.join(" | ")} |`)
    .join("\n");
}

function sharesOf({ found, missed, wrong }) {
  const share = (part, whole) => (whole === 0 ? "–" : (part / whole).toFixed(2));
  return [`${found} of ${found + missed}`, share(found, found + missed), share(found, found + wrong)];
}
