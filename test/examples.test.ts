import path from "node:path";
import { expect, test } from "vitest";
import { envelopeIn, run } from "./cli/run.ts";

const ROOT = path.resolve(import.meta.dirname, "..");

/** The documents beside each example are what Sallyport writes for it today. */
test.each([
  ["fitness", "review", []],
  ["fitness-without-sign-up", "review", []],
  ["fitness-without-sign-up", "review-settled", ["--config", "examples/fitness-without-sign-up/settled.yaml"]],
  ["telematics", "review", []],
  ["patient-monitoring", "review", []],
])("%s has its %s beside it", async (name, document, more) => {
  const args = ["review", `examples/${name}/openapi.yaml`, ...more];
  const text = await run(args, { cwd: ROOT });
  const json = await run([...args, "--format", "json"], { cwd: ROOT });
  const markdown = await run([...args, "--format", "markdown"], { cwd: ROOT });
  const html = await run([...args, "--format", "html"], { cwd: ROOT });
  expect(envelopeIn(json.stdout).reviews).toHaveLength(1);
  // A command stays in one line, to be copied.
  const isCommand = (line: string): boolean => / sallyport (?:review|fix|register test) /.test(line);
  expect(text.stdout.split("\n").filter((line) => line.length > 80 && !isCommand(line))).toEqual([]);
  await expect(text.stdout).toMatchFileSnapshot(`${ROOT}/examples/${name}/${document}.txt`);
  await expect(json.stdout).toMatchFileSnapshot(`${ROOT}/examples/${name}/${document}.json`);
  await expect(html.stdout).toMatchFileSnapshot(`${ROOT}/examples/${name}/${document}.html`);
  await expect(markdown.stdout).toMatchFileSnapshot(`${ROOT}/examples/${name}/${document}.md`);
});

test("fitness has the impact assessment of its profiles beside it", async () => {
  const args = ["impact", "examples/fitness/openapi.yaml", "--operation", "GET /v1/users/{userId}", "--no-history"];
  for (const [format, ending] of [
    ["text", "txt"],
    ["json", "json"],
    ["html", "html"],
    ["markdown", "md"],
  ] as const) {
    const { stdout, code } = await run([...args, "--format", format], { cwd: ROOT });
    expect(code).toBe(0);
    await expect(stdout).toMatchFileSnapshot(`${ROOT}/examples/fitness/impact.${ending}`);
  }
});
