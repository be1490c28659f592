import { readFileSync } from "node:fs";
import path from "node:path";
import { load } from "js-yaml";
import { CORPUS, corpusRows } from "../corpus.ts";

const ROOT = path.join(import.meta.dirname, "../..");
const OWN = [
  "examples/fitness/openapi.yaml",
  "examples/patient-monitoring/openapi.yaml",
  "examples/telematics/openapi.yaml",
  "test/every-object.yaml",
  "test/every-object-of-swagger.yaml",
];
/** Larger ones take their time, and hold nothing more of what can go wrong. */
const MOST_BYTES = 40_000;
/** So many paths of a description make a small one. */
const MOST_KEPT = 2;
/** So many small ones are made of one. */
const MOST_PIECES = 8;
/** What is small as it is. */
const SMALL = 8_000;

/** Real descriptions that mutations begin with, each cut to a few paths and schemas; ours alone where no corpus is. */
export function seedDescriptions(): readonly unknown[] {
  const texts = [
    ...OWN.map((file) => readFileSync(path.join(ROOT, file), "utf8")),
    ...corpusRows().flatMap((row) => {
      const text = row.multifile ? "" : readFileSync(path.join(CORPUS, row.path), "utf8");
      return text === "" || text.length > MOST_BYTES ? [] : [text];
    }),
  ];
  return texts.flatMap((text) => {
    const whole = parsed(text);
    return whole === undefined ? [] : text.length < SMALL ? [whole] : [...pieces(whole)];
  });
}

function parsed(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(JSON.stringify(load(text)));
    return typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>) : undefined;
  } catch {
    return undefined; // what js-yaml refuses is other tests' business
  }
}

/** The description in pieces, each with a few paths and what they may refer to. */
function* pieces(whole: Readonly<Record<string, unknown>>): Generator {
  const paths = entriesOf(whole["paths"]);
  for (let start = 0; start < paths.length && start < MOST_PIECES * MOST_KEPT; start += MOST_KEPT) {
    const kept = Object.fromEntries(paths.slice(start, start + MOST_KEPT));
    const text = JSON.stringify(kept);
    const isNamed = ([name]: readonly [string, unknown]): boolean => text.includes(`/${name}"`);
    const components = Object.fromEntries(
      entriesOf(whole["components"]).map(([kind, members]) => [
        kind,
        kind === "securitySchemes" ? members : Object.fromEntries(entriesOf(members).filter(isNamed)),
      ]),
    );
    const definitions = Object.fromEntries(entriesOf(whole["definitions"]).filter(isNamed));
    yield {
      ...whole,
      paths: kept,
      ...(whole["components"] === undefined ? {} : { components }),
      ...(whole["definitions"] === undefined ? {} : { definitions }),
    };
  }
}

function entriesOf(value: unknown): readonly (readonly [string, unknown])[] {
  return typeof value === "object" && value !== null ? Object.entries(value) : [];
}
