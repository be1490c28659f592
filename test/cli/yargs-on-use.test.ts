import { expect, test, vi } from "vitest";
import { folderWith, run } from "./run.ts";

const imported = vi.hoisted(() => vi.fn<() => void>());
vi.mock("yargs", async (original) => {
  imported();
  return original();
});

test("yargs is loaded to show help or what is wrong with a call, and not before", async () => {
  const cwd = folderWith({ "api.yaml": 'openapi: 3.0.3\ninfo: { title: Prices, version: "1" }\npaths: {}\n' });
  await run(["review", "api.yaml", "--quiet", "--format", "json", "--fail-on=never"], { cwd });
  await run(["--version"]);
  await run(["completion"]);
  expect(imported).not.toHaveBeenCalled();
  await run(["review", "api.yaml", "--quite"], { cwd });
  expect(imported).toHaveBeenCalled();
});
