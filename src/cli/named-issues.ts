import { UserError } from "../core/user-error.ts";
import type { Issue, Register } from "../gate/register/register.ts";
import { findingNamed, mayBeFindingId, noFinding } from "./named-finding.ts";
import { fileWord } from "../report/words/shell-words.ts";
import { plain, type Opened, type RegisterArguments } from "./opened-register.ts";
import type { Terminal } from "./terminal.ts";

/**
 * The issues that an ID names: an issue by its own, or those that have places of the finding whose ID a review shows. Throws
 * a `UserError` where there is none.
 */
export async function issuesNamed(
  id: string,
  args: RegisterArguments,
  { register, asOf }: Opened,
  terminal: Terminal,
): Promise<readonly Issue[]> {
  const own = register.issues.filter((issue) => issue.id === id);
  if (own.length > 0) return own;
  if (!mayBeFindingId(id)) throw noIssue(id, register);
  const named = await findingNamed(id, { ...args, spec: undefined, register }, asOf, terminal);
  if (named === undefined) throw noFinding(id, undefined);
  const { finding, places, entry } = named;
  const issues = register.issues.filter(
    (issue) =>
      issue.description === entry.file &&
      issue.status !== "fixed" &&
      places.some((place) => Object.hasOwn(issue.places, place)),
  );
  if (issues.length > 0) return issues;
  throw new UserError(`the register has no issue of ${plain(finding.rule)} in ${plain(entry.file)} (${id})`, {
    hint: `sallyport register update ${fileWord(plain(entry.file))} makes an issue of each finding.`,
  });
}

/** The error for an ID that no issue has. */
export function noIssue(id: string, { issues }: Register, spec = "openapi.yaml"): UserError {
  return new UserError(`the register has no issue ${plain(id)}`, {
    hint:
      issues.length === 0
        ? `Nothing is recorded yet: sallyport register update ${fileWord(plain(spec))} makes an issue of each finding.`
        : "sallyport register list shows its issues. The ID that a review shows, as in (id 1a2b3c4d), names its issue as well.",
  });
}
