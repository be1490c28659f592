import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import * as fc from "fast-check";
import { load } from "js-yaml";
import { folderWith, run } from "../cli/in-process.ts";
import { inputKinds, type Case, type Seeds } from "./cases.ts";
import { problemOf } from "./problem-of.ts";
import { seedDescriptions } from "./seeds.ts";

/** A case that went wrong, as small as it could be made. */
export interface Failure {
  readonly kind: string;
  /** Of its batch, for `npm run fuzz -- --seed SEED --kind KIND`. */
  readonly seed: number;
  readonly problem: string;
  readonly smallest: Case;
}

export interface FuzzReport {
  /** How many cases there were of each kind of input. */
  readonly counts: Readonly<Record<string, number>>;
  readonly failures: readonly Failure[];
}

/** So many cases of one kind come together. */
const BATCH = 25;
/** The share of what takes long. */
const RARE = 0.1;
/** One of so many is asked twice. */
const TWICE = 20;

export interface FuzzOptions {
  /** The one kind of input to try, with which the seed of a batch gives that batch again. */
  readonly only?: string | undefined;
  /** Told of each case before it is tried. */
  readonly onCase?: (kind: string, one: Case) => void;
  readonly onFailure?: (failure: Failure) => void;
}

/** Tries cases until `isOver`, batch by batch, each from a seed of its own that follows from `seed`. */
export async function fuzz(
  seed: number,
  isOver: (cases: number) => boolean,
  { only, onCase, onFailure }: FuzzOptions = {},
): Promise<FuzzReport> {
  const folder = mkdtempSync(path.join(existsSync(IN_MEMORY) ? IN_MEMORY : tmpdir(), "sallyport-fuzz-"));
  const kinds = inputKinds(await seeds()).filter(({ name }) => only === undefined || name === only);
  const all = kinds.reduce((sum, { share }) => sum + share, 0);
  const due = new Map(kinds.map(({ name, share }) => [name, { share, owed: share }]));
  const counts: Record<string, number> = Object.fromEntries(kinds.map(({ name }) => [name, 0]));
  const failures: Failure[] = [];
  const seen = new Set<string>();
  let total = 0;
  try {
    for (let batch = seed; !isOver(total); batch += 1) {
      // Each comes once before any comes again, but for what is rare; then the one that is most behind its share.
      const kind =
        kinds.find(({ name, share }) => counts[name] === 0 && share >= RARE) ??
        kinds.toSorted((a, b) => due.get(b.name)!.owed - due.get(a.name)!.owed)[0]!;
      for (const one of due.values()) one.owed += one.share;
      due.get(kind.name)!.owed -= all;

      let last = "";
      let isShrinking = false;
      const property = fc.asyncProperty(kind.cases, async (one) => {
        if (!isShrinking) {
          total += 1;
          counts[kind.name]! += 1;
        }
        onCase?.(kind.name, one);
        const problem = await problemOf(one, path.join(folder, "case"), total % TWICE === 0 || isShrinking);
        if (problem === undefined) return;
        isShrinking = true;
        last = problem;
        throw new Error(problem);
      });
      const { failed, interrupted, errorInstance, counterexample } = await fc.check(property, {
        seed: batch,
        numRuns: BATCH,
        interruptAfterTimeLimit: MOST_SHRINKING,
      });
      if (!failed) continue;
      // Cases themselves went wrong, and nothing was tried.
      if (counterexample === null)
        throw errorInstance ?? new Error(`no case of ${kind.name} (interrupted: ${interrupted})`);
      const sign = `${kind.name} ${last
        .split("\n")
        .slice(0, 3)
        .join(" ")
        .replace(/\d+|"[^"]*"/g, "")}`;
      if (seen.has(sign)) continue;
      seen.add(sign);
      const failure = { kind: kind.name, seed: batch, problem: last, smallest: counterexample[0] };
      failures.push(failure);
      onFailure?.(failure);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return { counts, failures };
}

/** Where Linux has a file system in memory: it is faster, and spares the disk. */
const IN_MEMORY = "/dev/shm";

/** Milliseconds after which a failure is as small as it gets. */
const MOST_SHRINKING = 60_000;

async function seeds(): Promise<Seeds> {
  const descriptions = seedDescriptions();
  const description = descriptions[0];
  const folder = folderWith({ "openapi.json": JSON.stringify(description) });
  await run(["register", "update", "openapi.json", "--root", "."], { cwd: folder });
  await run(["review", "openapi.json", "--format", "json=review.json"], { cwd: folder });
  const inFolder = (name: string): string => readFileSync(path.join(folder, name), "utf8");
  const review: unknown = JSON.parse(inFolder("review.json"));
  const found = { descriptions, description, register: load(inFolder(".sallyport/register.yaml")), review };
  rmSync(folder, { recursive: true });
  return found;
}
