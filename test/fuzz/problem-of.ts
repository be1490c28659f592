import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { run } from "../cli/in-process.ts";
import { leakFinder } from "../review/leaks-in.ts";
import { MADE_UP_SECRETS } from "../review/made-up-secrets.ts";
import type { Case } from "./cases.ts";

/** What may be asked of one call. */
const MOST_SECONDS = 10;

/**
 * What is wrong with how a case is answered, `undefined` where nothing is: it ends in time with 0, 1 or 2, in words
 * where it refuses, shows no credential, and, where `isTwice`, gives the same again. `folder` is emptied for it.
 */
export async function problemOf({ files, calls }: Case, folder: string, isTwice: boolean): Promise<string | undefined> {
  const texts = Object.values(files).map((content) => (typeof content === "string" ? content : ""));
  const secrets = MADE_UP_SECRETS.filter(({ text }) => texts.some((content) => content.includes(text)));
  const answers: string[] = [];
  for (const round of isTwice ? [1, 2] : [1]) {
    emptied(folder, files);
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
      writeFileSync(path.join(folder, name), content);
    }
    for (const [index, args] of calls.entries()) {
      const started = performance.now();
      const { code, stdout, stderr } = await run(args, { cwd: folder });
      const seconds = (performance.now() - started) / 1000;
      const call = args.join(" ");
      if (code !== 0 && code !== 1 && code !== 2) return `${call}: exit ${code}\n${stderr.slice(0, 1500)}`;
      if (code === 2 && !stderr.includes("error: ")) return `${call}: exit 2 without words`;
      if (seconds > MOST_SECONDS) return `${call}: ${seconds.toFixed(0)} seconds`;
      const output = stdout + stderr;
      if (secrets.length > 0) {
        const leaksOf = leakFinder(output);
        for (const secret of secrets) {
          const [piece] = leaksOf(secret);
          if (piece !== undefined) return `${call}: shows ${piece} of ${secret.kind}`;
        }
      }
      if (round === 1) answers.push(output);
      else if (answers[index] !== output) return `${call}: another answer the second time`;
    }
  }
  return undefined;
}

/** Leaves what is written anew: a folder that is made for each case takes longer than most reviews. */
function emptied(folder: string, files: Case["files"]): void {
  if (!existsSync(folder)) return;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const name = path.relative(folder, path.join(entry.parentPath, entry.name));
    if (!entry.isDirectory() && !Object.hasOwn(files, name)) rmSync(path.join(folder, name));
  }
}
