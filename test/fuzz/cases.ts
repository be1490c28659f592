import * as fc from "fast-check";
import { dump } from "js-yaml";
import { FORMAT_NAMES, PORTFOLIO_FORMAT_NAMES } from "../../src/report/formats/registry.ts";
import { CONFIGURATION, RULESET } from "../honest-inputs.ts";
import { MADE_UP_SECRETS } from "../review/made-up-secrets.ts";
import { anyText, mutated, mutations } from "./mutations.ts";

/** Files, and what is called beside them. */
export interface Case {
  readonly files: Readonly<Record<string, string | Uint8Array>>;
  readonly calls: readonly (readonly string[])[];
}

/** What cases begin with. */
export interface Seeds {
  readonly descriptions: readonly unknown[];
  /** A register and a review, as Sallyport writes them for `description`. */
  readonly register: unknown;
  readonly review: unknown;
  readonly description: unknown;
}

/** A kind of input. `share`: how often it comes, more for what is quick; each comes often enough in half an hour. */
export interface InputKind {
  readonly name: string;
  readonly share: number;
  readonly cases: fc.Arbitrary<Case>;
}

const SECRETS = MADE_UP_SECRETS.map(({ text }) => text);
/** JSON holds all that is said; the others are made of the same. */
const FORMAT = fc.oneof(
  { weight: 3, arbitrary: fc.constant("json") },
  { weight: 2, arbitrary: fc.constantFrom(...FORMAT_NAMES) },
);
const PORTFOLIO_FORMAT = fc.constantFrom(...PORTFOLIO_FORMAT_NAMES);
const CHANGES = mutations(SECRETS);

/** Every kind of input that Sallyport reads. */
export function inputKinds({ descriptions, register, review, description }: Seeds): readonly InputKind[] {
  const changedDescription = fc
    .tuple(fc.constantFrom(...descriptions), CHANGES)
    .map(([seed, changes]) => mutated(seed, changes));
  const changed = (value: unknown): fc.Arbitrary<unknown> => CHANGES.map((changes) => mutated(value, changes));
  const beside = { "openapi.json": JSON.stringify(description) };

  return [
    {
      name: "description",
      share: 8,
      cases: fc.tuple(changedDescription, FORMAT, fc.boolean(), OPTIONS).map(([value, format, isYaml, options]) => {
        const file = isYaml ? "api.yaml" : "api.json";
        return { files: { [file]: written(value, isYaml) }, calls: [["review", file, "--format", format, ...options]] };
      }),
    },
    {
      name: "text of a description",
      share: 6,
      cases: fc
        .tuple(fc.constantFrom(...descriptions), TEXT_CHANGES, FORMAT, fc.boolean())
        .map(([value, changes, format, isYaml]) => {
          const file = isYaml ? "api.yaml" : "api.json";
          return {
            files: { [file]: changedText(written(value, isYaml), changes) },
            calls: [["review", file, "--format", format]],
          };
        }),
    },
    {
      name: "description of several files",
      share: 0.7,
      cases: fc.tuple(changedDescription, changedDescription, CHANGES).map(([value, other, changes]) => ({
        files: {
          "api.json": written(mutated({ ...objectOf(value), "x-other": { $ref: "other.json#/info" } }, changes), false),
          "other.json": written(other, false),
        },
        calls: [["review", "api.json", "other.json", "--format", "json", "--portfolio", "markdown=p.md"]],
      })),
    },
    {
      name: "sallyport.yaml",
      share: 4,
      cases: fc.tuple(changed(CONFIGURATION), FORMAT).map(([value, format]) => ({
        files: { ...beside, "sallyport.yaml": written(value, true) },
        calls: [["review", "openapi.json", "--format", format]],
      })),
    },
    {
      name: "ruleset",
      share: 0.8,
      cases: changed(SEVERITIES).map((value) => ({
        files: { ...beside, "sallyport.yaml": "rulesets: ./rules.json\n", "rules.json": written(value, false) },
        calls: [["review", "openapi.json", "--format", "json"]],
      })),
    },
    {
      // A thread with all of Spectral each.
      name: "ruleset of own rules",
      share: 0.06,
      cases: changed(RULESET).map((value) => ({
        files: { ...beside, "sallyport.yaml": "rulesets: ./rules.json\n", "rules.json": written(value, false) },
        calls: [["review", "openapi.json", "--format", "json"]],
      })),
    },
    {
      name: "register",
      share: 2,
      cases: fc.tuple(changed(register), FORMAT).map(([value, format]) => ({
        files: { ...beside, ".sallyport/register.yaml": written(value, true) },
        calls: [
          ["review", "openapi.json", "--format", format],
          ["register", "list", "--root", "."],
          ["register", "update", "openapi.json", "--root", "."],
        ],
      })),
    },
    {
      name: "review for a portfolio",
      share: 5,
      cases: fc.tuple(changed(review), PORTFOLIO_FORMAT).map(([value, format]) => ({
        files: { "review.json": written(value, false), "other.json": JSON.stringify(review) },
        calls: [["portfolio", "review.json", "other.json", "--format", format]],
      })),
    },
    {
      name: "pair for the gate",
      share: 2,
      cases: fc
        .tuple(fc.constantFrom(...descriptions), CHANGES, CHANGES, FORMAT)
        .map(([seed, ofBase, ofHead, format]) => ({
          files: {
            "base.json": written(mutated(seed, ofBase), false),
            "head.json": written(mutated(seed, ofHead), false),
          },
          calls: [["gate", "head.json", "--base-file", "base.json", "--format", format]],
        })),
    },
  ];
}

const OPTIONS = fc.constantFrom<readonly string[]>(
  [],
  [],
  ["--audience", "private"],
  ["--audience", "public"],
  ["--only", "basic-auth"],
  ["--fail-on", "low"],
  ["--portfolio", "html=p.html"],
  ["--quiet"],
);

/** A ruleset that only extends and sets severities. */
const SEVERITIES = {
  extends: [["sallyport:recommended", "all"], "sallyport:hygiene"],
  rules: { "basic-auth": "off", "unauthenticated-operation": "warn", "secret-in-description": { severity: "error" } },
  overrides: [
    { files: ["*.json#/info"], rules: { "basic-auth": "off" } },
    { files: ["**/*.json"], rules: { "unauthenticated-operation": "off" } },
  ],
};

/** How a text is changed: what is cut out at a place, and what comes there. */
const TEXT_CHANGES = fc.array(
  fc.record({
    at: fc.nat(),
    cut: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 400 })),
    insert: fc.oneof(
      fc.constantFrom(
        "",
        "\n",
        "\t",
        "  ",
        ":",
        "- ",
        "#",
        "&a ",
        "*a",
        "<<: *a",
        "!!binary ",
        "|",
        ">",
        "'",
        '"',
        "{",
        "}",
        "[",
        "]",
        ",",
        "\\",
        "\u0000",
        "\uFEFF",
        "---\n",
        "...\n",
        "%YAML 1.1\n",
        "? ",
        "!<x> ",
      ),
      anyText(8),
      fc.uint8Array({ maxLength: 6 }),
    ),
  }),
  { minLength: 1, maxLength: 5 },
);

function changedText(
  text: string,
  changes: readonly { readonly at: number; readonly cut: number; readonly insert: string | Uint8Array }[],
): Uint8Array {
  let bytes = Buffer.from(text);
  for (const { at, cut, insert } of changes) {
    const place = at % (bytes.length + 1);
    bytes = Buffer.concat([bytes.subarray(0, place), Buffer.from(insert), bytes.subarray(place + cut)]);
  }
  return bytes;
}

function written(value: unknown, isYaml: boolean): string {
  const json = JSON.stringify(value) ?? "";
  if (!isYaml || json === "") return json;
  try {
    return dump(value, { lineWidth: -1, noRefs: true });
  } catch (error) {
    // What copies of copies nest deeply is more than js-yaml can write; JSON is YAML, too.
    if (error instanceof RangeError) return json;
    throw error;
  }
}

function objectOf(value: unknown): object {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? value : {};
}
