import path from "node:path";
import type { ReviewEnvelope } from "../core/review.ts";
import { UserError } from "../core/user-error.ts";
import { maskedByShape } from "../review/mask.ts";
import { readBounded } from "./bounded-input.ts";
import type { Terminal } from "./terminal.ts";

/** Of the reviews in one file: several times what all descriptions may have that they are of. */
const MOST_BYTES = 256 * 1024 * 1024;

/** The reviews in a file, as JSON of version 1, which may have been made anywhere. */
export async function envelopeIn(name: string, { cwd }: Terminal): Promise<ReviewEnvelope> {
  const hint = "Make it with sallyport review openapi.yaml --format json=review.json";
  let value: unknown;
  try {
    value = JSON.parse(readBounded(path.resolve(cwd, name), name, MOST_BYTES).toString("utf8"));
  } catch (cause) {
    if (cause instanceof UserError) throw cause;
    const { code } = cause as NodeJS.ErrnoException; // of the file system, else undefined
    if (code === "ENOENT")
      throw new UserError(`${name} cannot be read: there is no such file`, {
        hint: `Correct the name. ${hint}`,
        cause,
      });
    if (code === "EISDIR") {
      const all = path.join(name, "*.json");
      throw new UserError(`${name} is a folder, and no review`, { hint: `Name the reviews in it: ${all}`, cause });
    }
    throw new UserError(`${name} cannot be read as a review`, { hint, cause });
  }
  const { reviewEnvelope } = await import("../core/review-schema.ts");
  const { success, data, error } = reviewEnvelope.safeParse(value);
  if (success) return maskedByShape(data);
  const [issue] = error.issues;
  throw new UserError(`${name} is not a review of version 1: ${issue?.path.join(".") ?? ""} ${issue?.message ?? ""}`, {
    hint,
  });
}
