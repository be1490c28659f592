import { createHash } from "node:crypto";
import { UserError } from "../../core/user-error.ts";
import { childPointer } from "../../core/place.ts";
import { decode } from "../../load/decode.ts";
import type { Files } from "../../load/files.ts";
import { LIMITS, type Limits } from "../../load/limits.ts";
import { rangeAt, readSource } from "../../load/source.ts";
import { problemsOf } from "../../policy/configuration-problems.ts";
import { mergedRegisters } from "./merge.ts";
import { emptyRegister, type Register } from "./register.ts";
import { withAnswers, withBlanks } from "./unanswered.ts";

const REGISTER_LIMITS: Limits = { ...LIMITS, depth: 50, expandedValues: 1_000_000 };

/** What becomes of an acceptance in which nobody says yet why, who, or until when: see `unanswered.ts`. */
export type Unanswered = "refused" | "kept";

/** The register in a file; an empty one where there is none. Throws a `UserError` for one that cannot be read. */
export async function readRegister(file: string, files: Files, unanswered: Unanswered = "refused"): Promise<Register> {
  const content = files.read(file);
  if (content.bytes === undefined) {
    if (content.reason === "missing") return emptyRegister(file);
    throw new UserError(`${file} cannot be read: ${content.why}`, { file, hint: content.hint });
  }
  const sha256 = createHash("sha256").update(content.bytes).digest("hex");
  return { ...(await registerIn(file, decode(content.bytes, file), unanswered)), sha256 };
}

/** The register that a text is; one with the marks of a merge that git could not finish is both sides together. */
export async function registerIn(file: string, text: string, unanswered: Unanswered = "refused"): Promise<Register> {
  const sides = sidesOf(text);
  const [ours, theirs] = sides.length === 2 ? sides : [text];
  const first = await parsed(file, ours!, unanswered);
  return theirs === undefined ? first : mergedRegisters(first, await parsed(file, theirs, unanswered));
}

/** The two sides of a text with the marks of a conflict, the one that is checked out first; none of another text. */
export function sidesOf(text: string): readonly string[] {
  if (!/^<{7} /m.test(text) || !/^={7}$/m.test(text) || !/^>{7} /m.test(text)) return [];
  const sides: [string[], string[]] = [[], []];
  let side: "both" | "ours" | "base" | "theirs" = "both";
  for (const line of text.split(/\r?\n/)) {
    if (line.startsWith("<<<<<<< ")) side = "ours";
    else if (line.startsWith("||||||| ") && side === "ours") side = "base";
    else if (line === "=======" && side !== "both") side = "theirs";
    else if (line.startsWith(">>>>>>> ") && side === "theirs") side = "both";
    else {
      if (side === "both" || side === "ours") sides[0].push(line);
      if (side === "both" || side === "theirs") sides[1].push(line);
    }
  }
  return sides.map((lines) => lines.join("\n"));
}

async function parsed(file: string, text: string, unanswered: Unanswered): Promise<Register> {
  if (text.trim() === "") return emptyRegister(file);
  const source = readSource(file, Buffer.from(text), REGISTER_LIMITS);
  if (source.value === undefined || source.value === null) return emptyRegister(file);
  const { registerSchema } = await import("./register-schema.ts"); // and with it zod, which costs start-up
  const { data, error } = registerSchema.safeParse(unanswered === "refused" ? source.value : withAnswers(source.value));
  const problems = problemsOf(source, error?.issues ?? []);
  const [first] = problems;
  if (first !== undefined || data === undefined)
    throw new UserError(
      problems
        .slice(0, 10)
        .map(({ line, column, text: told }) => `${file}:${line}:${column} ${told}`)
        .join("\n"),
      {
        file,
        ...(first === undefined ? {} : { line: first.line }),
        hint: "sallyport register keeps this file; correct what was changed by hand.",
      },
    );
  const lineOf = (id: string): number => rangeAt(source, childPointer("#/issues", id)).line;
  const register: Register = {
    file,
    issues: Object.entries(data.issues ?? {}).map(([id, issue]) => ({ id, ...issue, line: lineOf(id) })),
    tests: Object.entries(data.tests ?? {}).map(([id, test]) => ({ id, ...test })),
    suites: Object.entries(data.suites ?? {}).map(([id, suite]) => ({ id, ...suite })),
    signOffs: Object.entries(data.signOffs ?? {}).map(([id, signOff]) => ({ id, ...signOff })),
    attestations: Object.entries(data.attestations ?? {}).map(([id, one]) => ({ id, ...one })),
  };
  return unanswered === "refused" ? register : withBlanks(register, source.value);
}
