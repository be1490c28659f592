import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../temporary-folder.ts";
import { run } from "./run.ts";

test("a portfolio links to the pages beside the reviews, from where it is written", async () => {
  const cwd = temporaryFolder();
  const description = readFileSync("examples/fitness/openapi.yaml", "utf8");
  writeFileSync(path.join(cwd, "openapi.yaml"), description);
  mkdirSync(path.join(cwd, "re views"));
  mkdirSync(path.join(cwd, "out"));
  await run(["review", "openapi.yaml", "--format", "json=re views/a.json", "--format", "html=re views/a.html"], {
    cwd,
  });
  await run(["portfolio", "re views/a.json", "--format", "html=out/portfolio.html"], { cwd });
  expect(readFileSync(path.join(cwd, "out/portfolio.html"), "utf8")).toContain('href="./../re%20views/a.html"');

  await run(["review", "openapi.yaml", "--portfolio", "html=p.html", "--format", "html=whole.html"], { cwd });
  expect(readFileSync(path.join(cwd, "p.html"), "utf8")).toContain('href="./whole.html"');

  await run(["review", "openapi.yaml", "--portfolio", "html=p.html", "--format", "json=b.json"], { cwd });
  await run(["portfolio", "b.json", "--format", "html=q.html"], { cwd });
  for (const page of ["p.html", "q.html"]) expect(readFileSync(path.join(cwd, page), "utf8")).not.toContain('href="./');
});
