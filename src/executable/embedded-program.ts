import { createRequire, isBuiltin } from "node:module";
import path from "node:path";
import { getAsset } from "node:sea";
import { pathToFileURL } from "node:url";
import { compiledProgram, type Program } from "../cli/compiled-program.ts";

/** Runs the program that stands in this executable. */
export function embeddedProgram(): Program {
  const file = path.join(process.execPath, "program.cjs");
  return compiledProgram({
    source: getAsset("program.cjs", "latin1"), // it is ASCII, which is read faster so
    cache: Buffer.from(getAsset("program.cjs.cache")),
    file,
    url: pathToFileURL(file).href,
    require: builtinsOnly(createRequire(file)),
  }).program;
}

/** A text that stands in this executable. */
export function asset(name: string): string {
  return getAsset(name, "utf8");
}

/** Loads what is part of Node, and nothing from a folder near the executable. */
function builtinsOnly(require: NodeJS.Require): NodeJS.Require {
  const load = (name: string): unknown => {
    if (!isBuiltin(name)) throw new Error(`The executable holds no package ${name}`);
    return require(name);
  };
  return Object.assign(load, require);
}
