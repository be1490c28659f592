import { readFileSync } from "node:fs";
import { it } from "vitest";
import { statedIn } from "../src/lexicon/statements.ts";
it("x", () => { for (const s of readFileSync("/tmp/look/s.txt", "utf8").trim().split("\n")) console.log([...statedIn(s).keys()].join(",") + " <- " + s); });
