import { writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { boundedStream, readBounded } from "../../src/cli/bounded-input.ts";
import { folderWith } from "./run.ts";

describe("what is read whole has an end", () => {
  test("a file up to its bound", () => {
    const file = path.join(folderWith({}), "file");
    writeFileSync(file, "12345678");
    expect(readBounded(file, "file", 8).toString()).toBe("12345678");
    expect(() => readBounded(file, "file", 7)).toThrow(/^file is larger than/);
  });

  test.skipIf(process.platform === "win32")("a device that gives without end", () => {
    expect(() => readBounded("/dev/zero", "/dev/zero", 4 * 1024 * 1024)).toThrow("/dev/zero is larger than 4 MiB");
  });

  test("a stream without end", async () => {
    let given = 0;
    async function* endless(): AsyncGenerator<Uint8Array> {
      for (;;) {
        given += 1;
        yield new Uint8Array(100);
      }
    }
    expect((await boundedStream(endless(), 1_000)).length).toBe(1_100);
    expect(given).toBe(11);
  });
});
