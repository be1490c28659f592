/* Parses one description and does nothing else: what `bench.mjs` holds a review against. */
import { readFileSync } from "node:fs";
import { load } from "js-yaml";

load(readFileSync(process.argv[2], "utf8"));
