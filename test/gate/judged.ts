import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { isObject } from "../../src/core/json-value.ts";
import type { Review } from "../../src/core/review.ts";
import type { Files } from "../../src/load/files.ts";
import { compared } from "../../src/gate/compare.ts";
import { emptyRegister } from "../../src/gate/register/register.ts";
import { defaultPolicy } from "../../src/policy/default-policy.ts";
import type { Policy } from "../../src/policy/policy.ts";
import type { Judgements } from "../../src/review/assumptions.ts";
import { judgeDescription } from "../../src/review.ts";
import { reviewAlone } from "../review-alone.ts";
import { plain, type Json, type Texts } from "./harmless.ts";

/** Files that are held in memory. */
export function filesOf(texts: Texts): Files {
  return {
    read(file) {
      const text = texts.get(file);
      return text === undefined
        ? { bytes: undefined, reason: "missing", why: "there is no such file", hint: "Add the file." }
        : { bytes: Buffer.from(text) };
    },
  };
}

/** Every place of a review with its rule, operation and witness, by fingerprint. */
export function placesIn({ findings, assumptions }: Review): ReadonlyMap<string, string> {
  return new Map(
    [...findings, ...assumptions.flatMap(({ ifTrue }) => ifTrue)].flatMap(({ rule, places }) =>
      places.map(
        ({ fingerprint, operation, witness }) => [fingerprint, `${rule} | ${operation} | ${witness}`] as const,
      ),
    ),
  );
}

export async function reviewOf(texts: Texts, entry: string): Promise<Review> {
  return reviewAlone(entry, filesOf(texts));
}

export const AS_OF = "2026-01-31";

const bases = new WeakMap<Texts, Promise<Judgements>>();

/** The judgement of what many changes are held against: of the same texts only one is made. */
async function judgedOnce(texts: Texts, entry: string): Promise<Judgements> {
  const known = bases.get(texts) ?? judgeDescription(entry, filesOf(texts), defaultPolicy());
  bases.set(texts, known);
  return known;
}

/** What a description holds, to be changed: JSON or YAML, whose merge keys are followed. */
export function descriptionOf(text: string): Json {
  const value: unknown = text.trimStart().startsWith("{")
    ? JSON.parse(text)
    : parse(text, { merge: true, maxAliasCount: -1 });
  if (!isObject(value)) throw new Error(`no object: ${text.slice(0, 40)}`);
  return plain(value);
}

const texts = new Map<string, string>();

/** What the description in a file holds, to be changed. The `yaml` package reads each file once. */
export function descriptionIn(file: string): Json {
  const text = texts.get(file) ?? JSON.stringify(descriptionOf(readFileSync(file, "utf8").replace(/^\uFEFF/, "")));
  texts.set(file, text);
  return descriptionOf(text);
}

/** The review of a changed description with what the gate says of it, under the default policy. */
export async function gated(
  before: Texts,
  after: Texts,
  entry: string,
  policy?: Policy,
): Promise<Review & { gate: NonNullable<Review["gate"]> }> {
  const held = policy ?? defaultPolicy();
  const review = compared({
    base: await (policy === undefined ? judgedOnce(before, entry) : judgeDescription(entry, filesOf(before), policy)),
    head: await judgeDescription(entry, filesOf(after), held),
    policy: held,
    register: emptyRegister(".sallyport/register.yaml"),
    files: [entry],
    asOf: AS_OF,
    codeOwner: undefined,
    names: { base: "base", head: "head" },
  });
  return { ...review, gate: review.gate! }; // every compared review has one
}
