import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { filesBelow } from "../../src/index.ts";
import { reviewAlone } from "../review-alone.ts";
import { shareOf } from "../thorough.ts";

/*
 * Descriptions of careful teams (benchmark/careful/README.md): whoever is sound is not rejected, and whoever is not, is.
 */

const FOLDER = "benchmark/careful";

interface Written {
  readonly entry: string;
  readonly verdict: "approve" | "reject";
}

const verdicts = JSON.parse(readFileSync(path.join(FOLDER, "verdicts.json"), "utf8")) as Record<string, Written>; // ours

/** What is still judged otherwise, and why. */
const STILL: Readonly<Record<string, string>> = {
  "kinfolk-archive": "nothing tells that the people of historical records are long dead",
  "semilla-comun": "a list by number is not known to be of people, and texts that give it away are not read",
};

test.each(shareOf(Object.entries(verdicts), 12))("%s", async (name, { entry, verdict }) => {
  const { verdict: ours } = await reviewAlone(entry, filesBelow(FOLDER));
  const isRejected = ours.decision === "reject";
  expect(isRejected).toBe((verdict === "reject") !== Object.hasOwn(STILL, name));
});
