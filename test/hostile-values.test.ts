import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { dump, load } from "js-yaml";
import { describe, expect, test } from "vitest";
import { envelopeIn, folderWith, run } from "./cli/run.ts";
import { CONFIGURATION, RULESET } from "./honest-inputs.ts";
import { isThorough, shareOf } from "./thorough.ts";

/*
 * At every position of every kind of input stands once a value whose keys are what JavaScript asks objects for, none of
 * them what JavaScript expects. Whatever a review asks such a value, it is no bug: it passes, is blocked, or is refused
 * in words.
 */

const HOSTILE = JSON.parse(
  '{"toString":1,"valueOf":{"valueOf":1},"toJSON":1,"then":1,"constructor":{"prototype":1},"__proto__":{"toString":1},"length":1e9,"hasOwnProperty":1,"at":1,"map":1,"0":1}',
) as unknown;

/** What stands at one position: the value, a list of it, and its keys one by one. */
const VALUES: readonly unknown[] = [
  HOSTILE,
  [HOSTILE],
  ...["toString", "valueOf", "toJSON", "then", "constructor", "__proto__", "length"].map((key): unknown =>
    JSON.parse(`{${JSON.stringify(key)}:1}`),
  ),
];
/** So many values stand in one input where not everything is tried. */
const TOGETHER = 12;
/** So many tests share the positions of one input. */
const GROUPS = 4;

type Position = readonly (string | number)[];

/** Where a value stands in another, itself included; of the items of a list only the first. */
function positionsIn(value: unknown, at: Position = []): readonly Position[] {
  if (typeof value !== "object" || value === null) return [at];
  const below = Array.isArray(value)
    ? value.slice(0, 1).map((one, index) => [index, one] as const)
    : Object.entries(value);
  return [at, ...below.flatMap(([key, one]) => positionsIn(one, [...at, key]))];
}

/** The value with another at a position; keys of the prototype's are keys as any other. */
function withValueAt(value: unknown, [first, ...rest]: Position, hostile: unknown): unknown {
  if (first === undefined) return hostile;
  if (Array.isArray(value)) return value.map((one, at) => (at === first ? withValueAt(one, rest, hostile) : one));
  return Object.fromEntries(
    Object.entries(value as object).map(([key, one]) => [key, key === first ? withValueAt(one, rest, hostile) : one]),
  );
}

/** A hostile value and where it is put. */
interface Hostile {
  readonly at: Position;
  readonly value: unknown;
}

/** A hostile value at each position in turn, in place of what stands there. */
function inputsOf(honest: unknown): readonly Hostile[] {
  return positionsIn(honest).map((at, index) => ({
    at,
    // The worst one by one with the rest: what is asked for at one position is seldom asked for alone.
    value: index % 3 === 2 ? VALUES[index % VALUES.length] : VALUES[index % 2],
  }));
}

/** The inputs in groups, so that a machine with several cores has something for each. */
function groupsOf(honest: unknown, oneIn = 1): (readonly [number, ReturnType<typeof inputsOf>])[] {
  const inputs = shareOf(inputsOf(honest), oneIn);
  return Array.from({ length: GROUPS }, (_, n) => [n + 1, inputs.filter((__, index) => index % GROUPS === n)]);
}

const everyObject = load(readFileSync(path.join(import.meta.dirname, "every-object.yaml"), "utf8")) as object;
const ofSwagger = load(readFileSync(path.join(import.meta.dirname, "every-object-of-swagger.yaml"), "utf8"));

/**
 * Which inputs a bug of ours answered, with its stack. Where not everything is tried, one input has `together` of the
 * values, none within another; if it is refused, as whoever refuses it reads no further, they are tried one by one.
 */
async function bugsOver(
  honest: unknown,
  inputs: readonly Hostile[],
  answer: (input: unknown) => Promise<{ readonly code: number; readonly stderr: string }>,
  together = 1,
): Promise<readonly string[]> {
  const bugs: string[] = [];
  for (const some of isThorough ? inputs.map((one) => [one]) : apart(inputs, together)) {
    const { code, stderr } = await answer(some.reduce((input, { at, value }) => withValueAt(input, at, value), honest));
    if (code === 2 && some.length > 1) bugs.push(...(await bugsOver(honest, some, answer)));
    else if (code === 3 || (code === 2 && stderr === ""))
      bugs.push(`${some.map(({ at }) => at.join("/")).join(", ")}: ${stderr.slice(0, 400)}`);
  }
  return bugs;
}

/** Inputs in groups of at most `most`, of which none is at a position within another's. */
function apart(inputs: readonly Hostile[], most: number): readonly (readonly Hostile[])[] {
  const isWithin = (one: Position, other: Position): boolean => other.every((step, index) => one[index] === step);
  const groups: Hostile[][] = [];
  for (const one of inputs) {
    const free = groups.find(
      (group) => group.length < most && !group.some(({ at }) => isWithin(one.at, at) || isWithin(at, one.at)),
    );
    if (free === undefined) groups.push([one]);
    else free.push(one);
  }
  return groups;
}

/** Whether an input is taken without anything hostile in it, so that what is hostile is what is refused. */
async function isTaken(answer: ReturnType<typeof run>): Promise<string> {
  const { code, stderr } = await answer;
  return code < 2 ? "taken" : stderr;
}

async function reviewed(stdin: string, cwd: string = import.meta.dirname): ReturnType<typeof run> {
  const result = await run(["review", "-", "--format", "json", "--as-of", "2026-01-31"], { cwd, stdin });
  if (result.code < 3) envelopeIn(result.stdout);
  return result;
}

test("there are as many positions as one would think", () => {
  expect(positionsIn(everyObject).length).toBeGreaterThan(350);
  expect(positionsIn(ofSwagger).length).toBeGreaterThan(150);
});

// Of one version at each position, of the others at a share: what is read is one model, whatever the version.
describe.each([
  ["OpenAPI 3.0", { ...everyObject, openapi: "3.0.4" }, JSON.stringify, 4],
  ["OpenAPI 3.1", everyObject, JSON.stringify, 1],
  ["OpenAPI 3.2 in YAML", { ...everyObject, openapi: "3.2.0" }, dump, 4],
  ["Swagger 2.0", ofSwagger, JSON.stringify, 2],
] as const)("a description, %s", (_name, honest, written, oneIn) => {
  test.each(groupsOf(honest, oneIn))("group %i", async (_n, inputs) => {
    expect(await bugsOver(honest, inputs, async (input) => reviewed(written(input)), TOGETHER)).toEqual([]);
  });
});

test("a change of a description, held against what it was", async () => {
  const inputs = inputsOf(everyObject).filter((_, index) => index % 4 === 0);
  const folder = folderWith({ "old.json": JSON.stringify(everyObject) });
  const answer = async (input: unknown, sides: readonly string[]): ReturnType<typeof run> => {
    writeFileSync(path.join(folder, "new.json"), JSON.stringify(input));
    return run(["gate", sides[0]!, "--base-file", sides[1]!], { cwd: folder });
  };
  for (const sides of [
    ["new.json", "old.json"],
    ["old.json", "new.json"],
  ])
    expect(await bugsOver(everyObject, inputs, async (input) => answer(input, sides), TOGETHER)).toEqual([]);
});

/** What is told apart from a description, by what it says of itself. */
const OTHERS: Readonly<Record<string, unknown>> = {
  "nothing known": { info: { title: "x", schema: "x", _postman_id: "x", name: "x" }, item: [] },
  "a Postman collection": { collection: { info: { schema: "https://schema.postman.com/x", name: "x" }, item: [] } },
  "a GraphQL schema": { data: { __schema: { types: [] } } },
  "a HAR recording": { log: { entries: [] } },
  "a JSON Schema": { $schema: "https://json-schema.org/draft/2020-12/schema", type: "object" },
  "other formats": { asyncapi: "3.0.0", arazzo: "1", overlay: "1", swaggerVersion: "1.2", discoveryVersion: "v1" },
  "a version": { openapi: "3.1.0", swagger: "2.0" },
};

test.each(Object.entries(OTHERS))("a file that is no description: %s", async (_name, honest) => {
  const inputs = positionsIn(honest).flatMap((at) => VALUES.map((value) => ({ at, value })));
  expect(await bugsOver(honest, inputs, async (input) => reviewed(JSON.stringify(input)))).toEqual([]);
});

const DESCRIPTION = readFileSync("examples/telematics/openapi.yaml", "utf8");

test.each(groupsOf(CONFIGURATION))("a sallyport.yaml, group %i", async (_n, inputs) => {
  const folder = folderWith({ "openapi.yaml": DESCRIPTION });
  const answer = async (input: unknown): ReturnType<typeof run> => {
    writeFileSync(path.join(folder, "sallyport.yaml"), dump(input));
    return run(["review", "openapi.yaml"], { cwd: folder });
  };
  expect(await isTaken(answer(CONFIGURATION))).toBe("taken");
  expect(await bugsOver(CONFIGURATION, inputs, answer)).toEqual([]);
});

// Each takes a thread.
test.each(groupsOf(RULESET, 4))("a ruleset, group %i", async (_n, inputs) => {
  const folder = folderWith({ "openapi.yaml": DESCRIPTION, "sallyport.yaml": "rulesets: ./rules.json\n" });
  const answer = async (input: unknown): ReturnType<typeof run> => {
    writeFileSync(path.join(folder, "rules.json"), JSON.stringify(input));
    return run(["review", "openapi.yaml"], { cwd: folder });
  };
  expect(await isTaken(answer(RULESET))).toBe("taken");
  expect(await bugsOver(RULESET, inputs, answer)).toEqual([]);
});

test("a register", async () => {
  const folder = folderWith({ "openapi.yaml": DESCRIPTION });
  const register = path.join(folder, ".sallyport/register.yaml");
  const asOf = ["--as-of", "2026-01-31", "--root", "."];
  await run(["register", "update", "openapi.yaml", ...asOf], { cwd: folder });
  await run(["register", "sign", "openapi.yaml", "--by", "Mara", ...asOf], { cwd: folder });
  const honest = load(readFileSync(register, "utf8"));
  expect(positionsIn(honest).length).toBeGreaterThan(15);
  for (const args of [
    ["review", "openapi.yaml"],
    ["register", "list", ...asOf],
    ["register", "update", "openapi.yaml", ...asOf],
  ]) {
    const answer = async (input: unknown): ReturnType<typeof run> => {
      writeFileSync(register, dump(input));
      return run(args, { cwd: folder });
    };
    expect(await isTaken(answer(honest))).toBe("taken");
    expect(await bugsOver(honest, inputsOf(honest), answer)).toEqual([]);
  }
});

test("reviews that a portfolio is made of", async () => {
  const folder = folderWith({ "openapi.yaml": readFileSync("examples/fitness/openapi.yaml", "utf8") });
  const { stdout } = await run(["review", "openapi.yaml", "--format", "json"], { cwd: folder });
  const honest: unknown = JSON.parse(stdout);
  expect(positionsIn(honest).length).toBeGreaterThan(150);
  const answer = async (input: unknown): ReturnType<typeof run> => {
    writeFileSync(path.join(folder, "review.json"), JSON.stringify(input));
    return run(["portfolio", "review.json", "--format", "html"], { cwd: folder });
  };
  expect(await isTaken(answer(honest))).toBe("taken");
  expect(await bugsOver(honest, inputsOf(honest), answer)).toEqual([]);
});
