import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { memoOfText } from "../../src/core/memo.ts";
import { isThorough } from "../thorough.ts";

/** What a function of texts that is remembered does, and how often it has worked. */
function counted() {
  const done = { times: 0 };
  const lengthOf = memoOfText((text) => {
    done.times += 1;
    return text.length;
  });
  return { done, lengthOf };
}

function askFor(lengthOf: (text: string) => number, name: string, count: number) {
  for (let i = 0; i < count; i++) lengthOf(`${name}${i}`);
}

test("What is worked out once is remembered, also that it is nothing", () => {
  let times = 0;
  const nothing = memoOfText(() => {
    times += 1;
    return undefined;
  });
  expect([nothing("a"), nothing("a"), nothing("b"), times]).toEqual([undefined, undefined, undefined, 2]);
});

test("A few texts more than are kept cost a few, however often all are asked for", () => {
  const { done, lengthOf } = counted();
  const kept = 250_000;
  for (let pass = 0; pass < 4; pass++) askFor(lengthOf, "name", kept + 100);
  expect(done.times).toBe(kept + 4 * 100);
});

test.skipIf(!isThorough)("A process that lives long remembers the texts of its latest description", () => {
  const { done, lengthOf } = counted();
  askFor(lengthOf, "earlier", 11 * 250_000 + 1);
  const before = done.times;
  for (let pass = 0; pass < 4; pass++) askFor(lengthOf, "latest", 1000);
  expect(done.times - before).toBe(1000);
});

test("What is remembered of a word keeps nothing of the text that it was cut from", () => {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  const lastOf = memoOfText((text) => text.slice(-20));
  const used = (): number => {
    collect();
    return process.memoryUsage().heapUsed;
  };
  const before = used();
  const [texts, length] = [isThorough ? 30 : 8, 2_000_000];
  // Each text is another, and as a parser gives a part of it: cut out.
  for (let i = 0; i < texts; i += 1) {
    const whole = `a description of number ${i}, and ${Buffer.alloc(length, "x").toString("latin1")}`;
    expect(lastOf(whole.slice(0, 40))).toHaveLength(20);
  }
  expect(used() - before).toBeLessThan((texts * length) / 4);
});
