import { count } from "../core/prose.ts";
import { UserError } from "../core/user-error.ts";
import { openClaims } from "../gate/register/attestations.ts";
import { issueList } from "../gate/register/list.ts";
import type { Issue, Register } from "../gate/register/register.ts";
import { dayAfter } from "../core/day.ts";
import { registerListText } from "../report/formats/register-text.ts";
import { maskedByShape } from "../review/mask.ts";
import { dayIn } from "./as-of.ts";
import { issuesNamed } from "./named-issues.ts";
import { heldRegister, opened, save, spoken, type RegisterArguments } from "./opened-register.ts";
import { EXIT, hasColor, type ExitCode, type Terminal } from "./terminal.ts";

export interface ListArguments extends RegisterArguments {
  readonly overdue: boolean;
  readonly owner: string | undefined;
  readonly status: Issue["status"] | "all" | undefined;
  readonly color: boolean | undefined;
  /** The first day of the weekly page, in place of the list. */
  readonly since: string | undefined;
  readonly format: "text" | "markdown" | undefined;
}

/** `register list`: the issues by owner. With `--overdue` exit 1 where there is one. */
export async function listCommand(args: ListArguments, terminal: Terminal): Promise<ExitCode> {
  if (args.since !== undefined) {
    const { weekCommand } = await import("./register-week.ts"); // and with it what writes Markdown, which costs start-up
    return weekCommand({ ...args, since: args.since }, terminal);
  }
  if (args.format === "markdown")
    throw new UserError("--format markdown is for the weekly page", { hint: "Give --since 2026-01-31 too." });
  const found = await opened(args, terminal);
  const { asOf } = found;
  const register = await heldRegister(found, args);
  const list = issueList(register, { asOf, overdueOnly: args.overdue, owner: args.owner, status: args.status });
  terminal.stdout.write(
    registerListText(
      // Somebody may have written a credential into it, and an older version more than ours.
      maskedByShape({
        file: register.file,
        asOf,
        isOverdueOnly: args.overdue,
        // Whose they are, and when they are due, nothing says.
        attestations: args.overdue || args.owner !== undefined || args.status !== undefined ? [] : openClaims(register),
        now: list.now,
        before: list.before,
        owners: list.owners.map(([owner, issues]) => ({
          owner,
          issues,
        })),
      }),
      { width: terminal.stdout.columns ?? 80, color: hasColor(terminal.stdout, terminal.env, args.color) },
    ),
  );
  return args.overdue && list.owners.length > 0 ? EXIT.blocked : EXIT.passed;
}

export interface AssignArguments extends RegisterArguments {
  readonly ids: readonly string[];
  readonly owner: string | undefined;
  readonly due: string | undefined;
  readonly ticket: string | undefined;
}

/** `register assign`: says whose issues are, until when, and under which ticket. */
export async function assignCommand(args: AssignArguments, terminal: Terminal): Promise<ExitCode> {
  const due = args.due === undefined ? undefined : dayIn("--due", args.due);
  return changeIssues(args, args.ids, terminal, (issue) => ({
    ...issue,
    ...(args.owner === undefined ? {} : { owner: spoken(args.owner, "--owner") }),
    ...(due === undefined ? {} : { due }),
    ...(args.ticket === undefined ? {} : { ticket: args.ticket }),
  }));
}

/** `register close`: takes issues for fixed; the next update compares, and opens those that are not. */
export async function closeCommand(
  args: RegisterArguments & { readonly ids: readonly string[]; readonly note: string | undefined },
  terminal: Terminal,
): Promise<ExitCode> {
  return changeIssues(args, args.ids, terminal, (issue, asOf) => ({
    ...issue,
    status: "fixed" as const,
    fixed: asOf,
    fix: { kind: "claimed" as const, on: asOf },
    ...(args.note === undefined ? {} : { note: args.note }),
  }));
}

async function changeIssues(
  args: RegisterArguments,
  ids: readonly string[],
  terminal: Terminal,
  change: (issue: Issue, asOf: string) => Issue,
): Promise<ExitCode> {
  const register = await opened(args, terminal);
  const meant = new Set<Issue>();
  for (const id of ids) for (const issue of await issuesNamed(id, args, register, terminal)) meant.add(issue);
  await save(register, {
    ...register.register,
    issues: register.register.issues.map((issue) => (meant.has(issue) ? change(issue, register.asOf) : issue)),
  });
  terminal.stdout.write(`${count(ids.length, "issue")} changed in ${register.register.file}\n`);
  return EXIT.passed;
}

/** `register prune`: takes out what has been fixed for long, and what is on record of descriptions that are gone. */
export async function pruneCommand(
  args: RegisterArguments & { readonly days: number },
  terminal: Terminal,
): Promise<ExitCode> {
  const register = await opened(args, terminal);
  const { issues, tests, suites, signOffs, attestations } = register.register;
  const before = dayAfter(register.asOf, -args.days)!;
  const isThere = (description: string): boolean => register.files.read(description).bytes !== undefined;
  const pruned: Register = {
    ...register.register,
    issues: issues.filter(
      ({ status, fixed, description }) => status !== "fixed" || (isThere(description) && (fixed ?? "") >= before),
    ),
    tests: tests.filter(({ description }) => isThere(description)),
    suites: suites.filter(({ description }) => isThere(description)),
    signOffs: signOffs.filter(({ description }) => isThere(description)),
    attestations: attestations.filter(({ description }) => isThere(description)),
  };
  await save(register, pruned);
  const gone = recordsOf(register.register) - recordsOf(pruned);
  terminal.stdout.write(`${count(gone, "record")} removed from ${register.register.file}\n`);
  return EXIT.passed;
}

function recordsOf({ issues, tests, suites, signOffs, attestations }: Register): number {
  return issues.length + tests.length + suites.length + signOffs.length + attestations.length;
}
