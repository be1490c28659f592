import * as fc from "fast-check";
import { expect, test } from "vitest";
import { COMMANDS } from "../../src/cli/commands.ts";
import type { Command } from "../../src/cli/command-table.ts";
import { optionsByName, plainCall, type Call } from "../../src/cli/plain-call.ts";
import { strictCall } from "../../src/cli/strict-yargs.ts";
import { UserError } from "../../src/core/user-error.ts";
import { runsOf } from "../thorough.ts";

/*
 * Two readers of one table: `yargs-parser` on the way to a review, and strict yargs, which says what is wrong. What one
 * takes the other takes, for the same.
 */

const LISTS = runsOf(10_000, 500);

test(`the short way reads ${LISTS} lists of arguments as strict yargs does`, () => {
  const accepted = new Map<string, number>();
  let refused = 0;
  fc.assert(
    fc.property(argumentList, (args) => {
      const short = plainCall(args);
      expect(shown(short)).toEqual(shown(strictly(args)));
      if (short === undefined) refused += 1;
      else accepted.set(short.command.words.join(" "), (accepted.get(short.command.words.join(" ")) ?? 0) + 1);
    }),
    { numRuns: LISTS, seed: 2026 },
  );
  // Neither half of the test is empty.
  expect(refused).toBeGreaterThan(LISTS / 5);
  expect(COMMANDS.filter(({ words }) => (accepted.get(words.join(" ")) ?? 0) < LISTS / 200)).toEqual([]);
});

test.each<[string, readonly string[], Readonly<Record<string, unknown>>]>([
  [
    "a format leaves the file behind it alone",
    ["review", "--format", "json", "a.yaml"],
    { format: ["json"], specs: ["a.yaml"] },
  ],
  [
    "a format is read with and without =",
    ["review", "a", "--format=html=b", "--format", "csv"],
    { format: ["html=b", "csv"] },
  ],
  ["a flag leaves the word behind it alone", ["review", "--quiet", "true"], { quiet: true, specs: ["true"] }],
  [
    "what looks like a number is a text",
    ["review", "1e3", "007", "--root", "0x10"],
    { specs: ["1e3", "007"], root: "0x10" },
  ],
  ["quotes are a part of a text", ["review", `"a"`, `--only='b'`], { specs: [`"a"`], only: ["'b'"] }],
  ["a dash is standard input", ["review", "-"], { specs: ["-"] }],
  [
    "behind two dashes there are no options",
    ["review", "--", "-a.yaml", "--quiet"],
    { specs: ["-a.yaml", "--quiet"], quiet: false },
  ],
  ["a text may be empty", ["review", "", "--config="], { specs: [""], config: "" }],
  ["nothing says whether to colour", ["review", "a"], { color: false, noColor: false }],
  ["a number is one", ["register", "prune", "--days", "030"], { days: 30 }],
  ["a number that is not given is the usual one", ["register", "prune"], { days: 365 }],
  ["help is a file for a command", ["review", "help"], { specs: ["help"] }],
])("%s", (_name, args, values) => {
  expect(plainCall(args)?.values).toMatchObject(values);
});

const SOME_TEXTS = fc.constantFrom(
  ..."a.yaml json html=r.html - -5 -.5 1e3 0x10 true false help register list 2026-01-31 __proto__ a=b a.b 'x' 365".split(
    " ",
  ),
  "",
  " ",
  '"x"',
  "GET /pets/{id}",
);
const ODD_WORDS = fc.constantFrom(
  ..."--formt --failOn --no-quiet --no-color --color --quiet --quiet=no --quiet= --spec --specs --root -q -quiet -- --- --_ --$0".split(
    " ",
  ),
  ..."--__proto__ --constructor --toString --format.x --a=b -a=b -5x --= --=x - --- --help= --version=1 -h=1 --trust-code=true".split(
    " ",
  ),
);

/** Lists that call a command rightly, with something odd among them in about half. */
const argumentList = fc.constantFrom(...COMMANDS).chain((command) => {
  const some = fc.oneof(
    ...[...optionsByName(command).keys()].map((name) => optionGiven(command, name)),
    fc.constant([]),
  );
  const required = [...optionsByName(command)].filter(([, { isRequired }]) => isRequired).map(([name]) => name);
  const operandsGiven = Object.values(command.operands).map(({ isRequired, isRepeatable }) =>
    fc.array(SOME_TEXTS, { minLength: isRequired ? 1 : 0, maxLength: isRepeatable ? 3 : 1 }),
  );
  const right = fc
    .tuple(
      fc.tuple(...operandsGiven).map((lists) => lists.flat().map((word) => [word])),
      fc.tuple(...required.map((name) => optionGiven(command, name))),
      fc.uniqueArray(some, { maxLength: 3, selector: ([name = ""]) => optionOf(name) }),
    )
    .map((parts) =>
      parts
        .flat()
        .filter(
          ([name = ""], index, all) =>
            !name.startsWith("--") || all.findIndex(([other = ""]) => optionOf(other) === optionOf(name)) === index,
        ),
    )
    .chain((parts) => fc.shuffledSubarray(parts, { minLength: parts.length }));
  const odd = fc.oneof(
    ODD_WORDS.map((word) => [word]),
    SOME_TEXTS.map((word) => [word]),
    fc.tuple(ODD_WORDS, SOME_TEXTS).map((words) => words as readonly string[]),
    some,
  );
  return fc
    .tuple(
      fc.oneof(
        { weight: 19, arbitrary: fc.constant(command.words) },
        { weight: 1, arbitrary: fc.shuffledSubarray([...command.words]) },
      ),
      right,
      fc.oneof({ weight: 1, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: fc.array(odd, { maxLength: 2 }) }),
      fc.nat(),
    )
    .map(([words, parts, odds, at]) => {
      const all: (readonly string[])[] = [words, ...parts];
      for (const one of odds) all.splice(at % (all.length + 1), 0, one);
      return all.flat();
    });
});

function optionGiven(command: Command, name: string): fc.Arbitrary<readonly string[]> {
  const { takesValue, choices, expected } = optionsByName(command).get(name)!; // one of its own
  if (!takesValue) return fc.constant([`--${name}`]);
  const fine =
    choices === undefined
      ? expected === undefined
        ? SOME_TEXTS
        : fc.constantFrom("7", "365")
      : fc.constantFrom(...choices);
  const value = fc
    .oneof({ weight: 19, arbitrary: fc.constantFrom(fine) }, { weight: 1, arbitrary: fc.constantFrom(SOME_TEXTS) })
    .chain((one) => one);
  return fc
    .tuple(value, fc.boolean())
    .map(([text, isJoined]) => (isJoined ? [`--${name}=${text}`] : [`--${name}`, text]));
}

/** A list that is right names no option twice. */
function optionOf(word: string): string {
  return word.replace(/=.*$/s, "");
}

function strictly(args: readonly string[]): Call | undefined {
  try {
    return strictCall(args);
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

function shown(call: Call | undefined): unknown {
  return call === undefined ? "refused" : { words: call.command.words, values: call.values };
}
