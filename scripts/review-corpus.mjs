/*
 * Reviews the collection of descriptions beside the repository, one JSON review each, for its scorers:
 *
 *   node scripts/review-corpus.mjs real OUT         then  node ../shared/tools/signal.mjs OUT
 *   node scripts/review-corpus.mjs vulnerable OUT   then  node ../shared/tools/score-vulnerable.mjs OUT ../shared/corpus/vulnerable
 *   node scripts/review-corpus.mjs labels OUT       then  node ../shared/tools/score-fields.mjs ../shared/corpus/labels OUT
 *
 * For `labels`, what descriptions declare of their own fields is taken out first: what counts is what is inferred.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { parse } from "yaml";
import { filesBelow, review, withBuffers } from "../dist/index.js";

const CORPUS = "../shared/corpus";
const DECLARED = /^x-(?:data-classification|sensitive|pii|42c|twilio|sap-dpp|ms-secret|secret)/;

const [kind, out] = process.argv.slice(2);
const files = filesBelow(CORPUS);
mkdirSync(out, { recursive: true });
for (const [name, described] of wanted()) {
  const reviews = [];
  for (const { file, buffer } of described) {
    const from = buffer === undefined ? files : withBuffers(files, new Map([[file, buffer]]));
    reviews.push(await review(file, from));
  }
  writeFileSync(join(out, `${name}.json`), JSON.stringify({ reviews }));
}

function* wanted() {
  const paths = readFileSync(join(CORPUS, "INDEX.tsv"), "utf8")
    .trimEnd()
    .split("\n")
    .slice(1)
    .map((row) => row.split("\t")[0]);
  if (kind === "real") {
    for (const path of paths.filter((one) => one.startsWith("real/")))
      yield [path.slice("real/".length).replaceAll("/", "__"), [{ file: path }]];
  } else if (kind === "vulnerable") {
    for (const app of readdirSync(join(CORPUS, kind)))
      yield [app, paths.filter((one) => one.startsWith(`vulnerable/${app}/`)).map((file) => ({ file }))];
  } else if (kind === "labels") {
    for (const labels of readdirSync(join(CORPUS, kind)).map((file) => basename(file, ".tsv"))) {
      const file = paths.find((path) => path.split("/").slice(1).join("__") === labels);
      yield [labels, [{ file, buffer: Buffer.from(JSON.stringify(undeclared(parsed(join(CORPUS, file))))) }]];
    }
  } else throw new Error("name real, vulnerable or labels, and a folder to write to");
}

function parsed(file) {
  const text = readFileSync(file, "utf8").replace(/^\uFEFF/, "");
  return file.endsWith(".json") ? JSON.parse(text) : parse(text, { merge: true, maxAliasCount: -1 });
}

function undeclared(value) {
  if (Array.isArray(value)) return value.map(undeclared);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, child]) => (DECLARED.test(key) ? [] : [[key, undeclared(child)]])),
  );
}
