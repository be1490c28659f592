import { expect, test } from "vitest";
import { calledAs } from "../../src/cli/called-as.ts";
import { run } from "./run.ts";

const SEARCHED = "/usr/local/bin:/usr/bin";

test.each([
  ["by its name on the path", "/usr/local/bin/sallyport", "/repo", "sallyport"],
  ["in a clone", "/repo/dist/cli.js", "/repo", "node dist/cli.js"],
  ["from another folder, by what begins it", "/repo/dist/cli.js", "/apis", "sallyport"],
  ["in a package that has it", "/repo/node_modules/.bin/sallyport", "/repo", "npx --no-install sallyport"],
  ["as a file", "/repo/executable/sallyport", "/repo", "./executable/sallyport"],
  ["below a folder whose name begins with points", "/repo/..built/cli.js", "/repo", "node ..built/cli.js"],
  ["as a file elsewhere", "/opt/tools/sallyport", "/repo", "/opt/tools/sallyport"],
  ["under a name that is not for copying", "/repo/my build/cli.js", "/repo", "sallyport"],
])("called %s", (_name, file, cwd, expected) => {
  expect(calledAs({ file, cwd, searched: SEARCHED })).toBe(expected);
});

test("what to run next, and the commands of a hint, can be copied", async () => {
  const program = "node dist/cli.js";
  const { stdout } = await run(["review", "examples/fitness/openapi.yaml"], { program });
  expect(stdout).toContain(" node dist/cli.js explain private-but-self-registered\n");
  const { stderr } = await run(["explain", "no such rule"], { program });
  expect(stderr).toContain("hint: node dist/cli.js rules lists the rules");
});
