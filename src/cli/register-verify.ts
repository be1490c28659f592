import type { FixVerification } from "../core/review.ts";
import { FAILED_TEST } from "../core/failed-test.ts";
import { count } from "../core/prose.ts";
import { UserError } from "../core/user-error.ts";
import { fixedIssueEntry, fixEntry, fixGrounds, issueFix } from "../gate/fixes/issue-fix.ts";
import { gitTree, type GitTree } from "../gate/git/git-tree.ts";
import { repositoryAt, type Repository } from "../gate/git/repository.ts";
import { baseOf } from "../gate/git/touched.ts";
import { changedKeys } from "../gate/policy-changes.ts";
import { testedNow } from "../gate/register/register-record-of.ts";
import type { Issue } from "../gate/register/register.ts";
import { loadPolicy } from "../policy/load-policy.ts";
import type { Policy } from "../policy/policy.ts";
import { fixText } from "../report/formats/fix-text.ts";
import { judgeDescription } from "../review.ts";
import { maskedByShape, maskFor } from "../review/mask.ts";
import { issuesNamed } from "./named-issues.ts";
import { configOf, opened, plain, type Opened, type RegisterArguments } from "./opened-register.ts";
import { registeredReview } from "./registered-review.ts";
import { prefixBelow } from "./root.ts";
import { EXIT, hasColor, type ExitCode, type Terminal } from "./terminal.ts";
import { VERSION } from "./version.ts";

export interface VerifyArguments extends RegisterArguments {
  readonly id: string;
  readonly base: string | undefined;
  readonly format: "text" | "json" | undefined;
  readonly color: boolean | undefined;
}

/**
 * `register verify`: whether what was done about an issue is a fix. Compares the description of a commit that has the issue
 * with that of the working tree. Exit 0 only where it is one, and nothing is left to do.
 */
export async function verifyCommand(args: VerifyArguments, terminal: Terminal): Promise<ExitCode> {
  const register = await opened(args, terminal);
  const { root, files, asOf } = register;
  const issue = await issueOf(args, register, terminal);
  const { description } = issue;
  if (issue.rule === FAILED_TEST)
    throw new UserError(
      `${plain(issue.id)} is of a test that failed: no comparison of descriptions shows that it is fixed`,
      {
        hint: "Test again, and record it with sallyport register test; then sallyport register update closes the issue.",
      },
    );
  const policy = await loadPolicy(description, files, configOf(args));
  const { judgements: head } = await registeredReview(description, files, policy, asOf, {
    register: register.register,
  });
  const repository = repositoryAt(root, terminal.env);
  const commit = repository.commitOf(revisionOf(args, issue));
  const tree = gitTree(repository, commit, prefixBelow(repository.top, root));
  const was = await nameIn(tree, register, repository, description);
  if (was === undefined) throw noPlaces(issue, commit, `has no ${plain(description)}`);
  const base = await judgeDescription(was, tree, policy);
  const tested = testedNow(register.register, head.stated.api, { names: [description, was], asOf });
  const fix = issueFix(issue, fixGrounds(base, head, tested));
  if (fix === undefined) throw noPlaces(issue, commit, "has none of its places");
  const told: FixVerification = {
    version: 1,
    tool: { name: "sallyport", version: VERSION },
    asOf,
    description,
    base: commit,
    issue: fixedIssueEntry(issue),
    fix: fixEntry(fix),
    settings: await settingsChanged(was, tree, policy),
  };
  const masked = maskedByShape(maskFor(base.stated.api).review(maskFor(head.stated.api).review(told)));
  terminal.stdout.write(
    args.format === "json"
      ? `${JSON.stringify(masked, null, 2)}\n`
      : fixText(masked, {
          width: terminal.stdout.columns ?? 80,
          color: hasColor(terminal.stdout, terminal.env, args.color),
        }),
  );
  return fix.closes ? EXIT.passed : EXIT.blocked;
}

async function issueOf(args: VerifyArguments, register: Opened, terminal: Terminal): Promise<Issue> {
  const { id } = args;
  const ticketed = register.register.issues.find(({ ticket }) => ticket === id);
  if (ticketed !== undefined) return ticketed;
  const [first, ...more] = await issuesNamed(id, args, register, terminal);
  if (first !== undefined && more.length === 0) return first;
  throw new UserError(`${plain(id)} is of ${count(more.length + 1, "issue")} of the register`, {
    hint: `Name one: ${[first, ...more].flatMap((issue) => issue?.id ?? []).join(", ")}`,
  });
}

function revisionOf({ base }: VerifyArguments, { id, commit }: Issue): string {
  if (base !== undefined) return base;
  if (commit !== undefined) return commit;
  throw new UserError(`the register does not say in which commit ${plain(id)} was found`, {
    hint: "Name a commit that has it with --base.",
  });
}

/** What a description is called in a commit. */
async function nameIn(
  tree: GitTree,
  { files }: Opened,
  repository: Repository,
  description: string,
): Promise<string | undefined> {
  const names = repository.workingFiles().flatMap(({ text }) => text ?? []);
  return baseOf(description, names, files, tree);
}

function noPlaces({ id }: Issue, commit: string, why: string): UserError {
  return new UserError(`nothing can be compared: commit ${commit.slice(0, 12)} ${why} (${plain(id)})`, {
    hint: "Name the last commit in which the issue was found with --base.",
  });
}

/** The settings that decide, and that are other in the working tree than in the base. */
async function settingsChanged(file: string, tree: GitTree, policy: Policy): Promise<string[]> {
  try {
    return [...changedKeys(await loadPolicy(file, tree), policy)];
  } catch (error) {
    if (error instanceof UserError) return ["sallyport.yaml, which cannot be read there"];
    throw error;
  }
}
