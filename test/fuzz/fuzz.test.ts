import { expect, test } from "vitest";
import { isInShare } from "../in-share.ts";
import { fuzz } from "./fuzz.ts";

test("Mutations of every kind of input end in time, in words, without a leak and the same twice", async () => {
  const until = performance.now() + (isInShare ? 1_000 : 5_000);
  const { counts, failures } = await fuzz(20_260_131, (cases) => performance.now() > until && cases > 200);
  expect(failures).toEqual([]);
  const tried = Object.keys(counts).filter((kind) => counts[kind]! > 0);
  expect(tried.length, `only ${tried.join(", ")}`).toBeGreaterThanOrEqual(8);
});
