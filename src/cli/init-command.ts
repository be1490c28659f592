import { existsSync, writeFileSync } from "node:fs";
import path from "node:path";
import { UserError } from "../core/user-error.ts";
import type { Review } from "../core/review.ts";
import { reviewDescription } from "../review.ts";
import { startingConfiguration } from "../report/starting-configuration.ts";
import { entryOf } from "./root.ts";
import { specsOf } from "./specs.ts";
import { EXIT, type ExitCode, type Terminal } from "./terminal.ts";

export interface InitArguments {
  readonly spec: string | undefined;
  readonly root: string | undefined;
  readonly stdout: boolean;
}

/** `sallyport init`: writes a commented sallyport.yaml beside what it is for. One that is there stays. */
export async function initCommand({ spec, root, stdout }: InitArguments, terminal: Terminal): Promise<ExitCode> {
  const { specs } = await specsOf([spec ?? "."], terminal.cwd);
  const reviews: Review[] = [];
  for (const one of specs) {
    const { file, files } = entryOf(one, terminal.cwd, root);
    reviews.push(await reviewDescription(file, files));
  }
  const folder =
    specs.length === 1 ? path.dirname(path.resolve(terminal.cwd, specs[0]!)) : path.resolve(terminal.cwd, spec ?? ".");
  const names = specs.map((one) => path.relative(folder, path.resolve(terminal.cwd, one)).split(path.sep).join("/"));
  const text = startingConfiguration(reviews.map((review, index) => ({ review, file: names[index]! })));
  if (stdout) {
    terminal.stdout.write(text);
    return EXIT.passed;
  }
  const target = path.join(folder, "sallyport.yaml");
  for (const name of ["sallyport.yaml", "sallyport.yml"])
    if (existsSync(path.join(folder, name)))
      throw new UserError(`${path.join(folder, name)} is there already`, {
        hint: "Print a new one with --stdout, and take from it what is missing.",
      });
  try {
    writeFileSync(target, text, { flag: "wx" });
  } catch (cause) {
    throw new UserError(`${target} cannot be written`, { hint: "Print it with --stdout.", cause });
  }
  terminal.stdout.write(
    `Wrote ${path.relative(terminal.cwd, target)}. Answer its questions, and run sallyport review again.\n`,
  );
  return EXIT.passed;
}
