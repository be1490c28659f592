import { FAILED_TEST } from "../core/failed-test.ts";
import { fixGrounds, issueFix, type FixGrounds, type IssueFix } from "../gate/fixes/issue-fix.ts";
import { isTouchedFile } from "../gate/git/touched.ts";
import { isOfChanges } from "../gate/register/issue-causes.ts";
import { REPORTED_EXPOSURE } from "../review/reported-exposure.ts";
import { testedNow } from "../gate/register/register-record-of.ts";
import type { Issue } from "../gate/register/register.ts";
import type { Opened } from "./opened-register.ts";
import type { CommitsBelow } from "./commits-below.ts";
import type { ObservedDescription } from "./register-follow.ts";
import { UserError } from "../core/user-error.ts";

/**
 * What was done about the issues of a description since the commits in which they were found, or in which the register was
 * changed last. Of an issue whose places none of them has, nothing can be said.
 */
export async function fixesInGit(
  { register, files, asOf }: RegisterNow,
  observed: ObservedDescription,
  commits: CommitsBelow,
): Promise<ReadonlyMap<string, IssueFix>> {
  const found = new Map<string, IssueFix>();
  const open = register.issues.filter((issue) => observed.files.includes(issue.description) && mayBeFixed(issue));
  if (open.length === 0) return found;
  const grounds = new Map<string, Promise<FixGrounds | undefined>>();
  const last = commits.lastChangeOf(register);
  // A change of the description may stand in the same commit.
  const before = last === undefined ? undefined : `${last}^1`;
  const own = [...new Set(open.map(({ commit }) => commit))].slice(0, MOST_COMMITS);
  for (const issue of open)
    for (const commit of [...(own.includes(issue.commit) ? [issue.commit] : []), last, before]) {
      if (commit === undefined) continue;
      // What was narrowed is still described: whether it still is, is compared each time.
      const key = `${commit} ${issue.status === "fixed"}`;
      let known = grounds.get(key);
      if (known === undefined)
        grounds.set(key, (known = groundsAt(commits, commit, observed, { register, files, asOf }, issue.status)));
      const at = await known;
      const fix = at === undefined ? undefined : issueFix(issue, at);
      if (fix === undefined) continue;
      found.set(issue.id, fix);
      break;
    }
  return found;
}

type RegisterNow = Pick<Opened, "register" | "files" | "asOf">;

/** So many commits are compared with, each of which costs a review. */
const MOST_COMMITS = 4;

/** Whether somebody may have done something about an issue that is not on record. */
function mayBeFixed(issue: Issue): boolean {
  const { rule, status, fix } = issue;
  // Whether a test passes that failed, no comparison shows.
  if (isOfChanges(issue) || rule === FAILED_TEST || status === "dismissed") return false;
  if (status !== "fixed" || fix === undefined || fix.kind === "claimed") return true;
  return rule === REPORTED_EXPOSURE && fix.kind !== "removed";
}

async function groundsAt(
  commits: CommitsBelow,
  commit: string,
  observed: ObservedDescription,
  { register, files, asOf }: RegisterNow,
  status: Issue["status"],
): Promise<FixGrounds | undefined> {
  const { judgements, files: names } = observed;
  if (status !== "fixed" && isAsBefore(commits, commit, observed, files)) return undefined;
  const base = await commits.judgedAt(commit);
  return base === undefined
    ? undefined
    : fixGrounds(base, judgements, testedNow(register, judgements.stated.api, { names, asOf }));
}

/** Whether all files of the description are what they were: then nothing was done about anything. */
function isAsBefore(
  commits: CommitsBelow,
  commit: string,
  { judgements }: ObservedDescription,
  files: Opened["files"],
): boolean {
  try {
    const tree = commits.filesAt(commit);
    return judgements.stated.api.document.sources().every(({ file }) => !isTouchedFile(file, files, tree));
  } catch (error) {
    if (error instanceof UserError) return false; // there is no such commit, which is told where it is judged
    throw error;
  }
}
