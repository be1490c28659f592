import path from "node:path";
import { count } from "../core/prose.ts";
import { UserError } from "../core/user-error.ts";
import { repositoryAt } from "../gate/git/repository.ts";
import { ACCEPTABLE_CHANGES } from "../gate/change.ts";
import { changeFingerprint } from "../gate/decision.ts";
import { descriptionDigest, operationDigest, policyDigest } from "../gate/register/digests.ts";
import { issueList } from "../gate/register/list.ts";
import { readRegister } from "../gate/register/read-register.ts";
import type { Issue, Register, SignOff, TestRecord } from "../gate/register/register.ts";
import { testId } from "../gate/register/standing-of.ts";
import { dayAfter, updatedRegister, type Observation } from "../gate/register/update.ts";
import { registerText } from "../gate/register/write-register.ts";
import { filesBelow, type Files } from "../load/files.ts";
import { loadPolicy } from "../policy/load-policy.ts";
import { fingerprintOf, lastingId } from "../review/fingerprint.ts";
import { composeReview } from "../review/compose.ts";
import { judgeDescription } from "../review.ts";
import { registerListText } from "../report/register-text.ts";
import { asOfDate } from "./as-of.ts";
import { writeFiles } from "./outputs.ts";
import { registeredReview } from "./registered-review.ts";
import { entryOf } from "./root.ts";
import { specsOf } from "./specs.ts";
import { EXIT, hasColor, type ExitCode, type Terminal } from "./terminal.ts";

/** What every `sallyport register` command takes. */
export interface RegisterArguments {
  readonly root: string | undefined;
  readonly config: string | undefined;
  readonly register: string | undefined;
  readonly asOf: string | undefined;
}

/** A register as it stands in the working tree. */
interface Opened {
  readonly root: string;
  readonly files: Files;
  readonly register: Register;
  readonly asOf: string;
}

/** The register of the working tree: the one that is named, else that of the `sallyport.yaml` at the root, else the usual one. */
async function opened(args: RegisterArguments, terminal: Terminal): Promise<Opened> {
  const { root, files } = entryOfRoot(args.root, terminal);
  const file = args.register ?? (await loadPolicy("openapi.yaml", files, configOf(args))).register;
  return { root, files, register: await readRegister(file, files), asOf: asOfDate(args.asOf, terminal) };
}

function configOf({ config }: RegisterArguments): { readonly configFile?: string } {
  return config === undefined ? {} : { configFile: config };
}

function entryOfRoot(root: string | undefined, terminal: Terminal): { readonly root: string; readonly files: Files } {
  const folder = root === undefined ? topOf(terminal) : path.resolve(terminal.cwd, root);
  return { root: folder, files: filesBelow(folder) };
}

function topOf(terminal: Terminal): string {
  try {
    return repositoryAt(terminal.cwd, terminal.env).top;
  } catch (error) {
    if (error instanceof UserError) return terminal.cwd;
    throw error;
  }
}

function save({ root, files, register }: Opened, after: Register): void {
  const { bytes } = files.read(register.file);
  const before = bytes === undefined ? undefined : Buffer.from(bytes).toString("utf8");
  const text = registerText(before, after);
  if (text !== before) writeFiles(new Map([[path.join(root, register.file), text]]));
}

/** `register update`: reviews descriptions, those that the register knows where none is named, and brings it up to date. */
export async function updateCommand(
  args: RegisterArguments & { readonly specs: readonly string[] },
  terminal: Terminal,
): Promise<ExitCode> {
  const register = await opened(args, terminal);
  const known = [...new Set(register.register.issues.map(({ description }) => description))];
  const named =
    args.specs.length === 0
      ? known
          .filter((file) => register.files.read(file).bytes !== undefined)
          .map((file) => path.join(register.root, file))
      : args.specs;
  const { specs } = await specsOf(named, terminal.cwd);
  const gone = known.filter((file) => register.files.read(file).bytes === undefined);
  const observations: Observation[] = [];
  for (const spec of specs) observations.push(await observed(spec, gone, register, args, terminal));
  const {
    register: changed,
    added,
    mended,
    regressed,
  } = updatedRegister(register.register, observations, register.asOf);
  save(register, changed);
  const told = [
    `${count(added.length, "issue")} added`,
    `${mended.length} mended`,
    `${regressed.length} regressed`,
  ].join(", ");
  terminal.stdout.write(`Register ${plain(register.register.file)}: ${told}\n`);
  for (const issue of [...regressed, ...added])
    terminal.stdout.write(`  ${issue.id}  ${issue.status}  ${issue.severity}  ${plain(issue.title)}\n`);
  return EXIT.passed;
}

async function observed(
  spec: string,
  gone: readonly string[],
  { root, register, asOf }: Opened,
  args: RegisterArguments,
  terminal: Terminal,
): Promise<Observation> {
  const { file, files } = entryOf(spec, terminal.cwd, root);
  const policy = await loadPolicy(file, files, configOf(args));
  const judge = async (names: readonly string[]) =>
    (await registeredReview(file, files, policy, asOf, { names, register })).review;
  const review = await judge([file]);
  const places = new Set(review.findings.flatMap((finding) => finding.places.map(({ fingerprint }) => fingerprint)));
  // A description that is new under its name, and has the places of one that is gone, has moved.
  const isNew = !register.issues.some(({ description }) => description === file);
  const moved = isNew
    ? gone.filter((name) =>
        register.issues.some(
          (issue) => issue.description === name && Object.keys(issue.places).some((place) => places.has(place)),
        ),
      )
    : [];
  const names = [file, ...moved.slice(0, 1)];
  return {
    review: moved.length === 0 ? review : await judge(names),
    files: names,
    deadlines: policy.deadlines,
    commit: commitIn(root, terminal),
  };
}

function commitIn(root: string, terminal: Terminal): string | undefined {
  try {
    return repositoryAt(root, terminal.env).head();
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

export interface ListArguments extends RegisterArguments {
  readonly overdue: boolean;
  readonly owner: string | undefined;
  readonly status: Issue["status"] | "all" | undefined;
  readonly color: boolean | undefined;
}

/** `register list`: the issues by owner. With `--overdue` exit 1 where there is one. */
export async function listCommand(args: ListArguments, terminal: Terminal): Promise<ExitCode> {
  const { register, asOf } = await opened(args, terminal);
  const list = issueList(register, { asOf, overdueOnly: args.overdue, owner: args.owner, status: args.status });
  terminal.stdout.write(
    registerListText(
      {
        file: register.file,
        asOf,
        isOverdueOnly: args.overdue,
        now: list.now,
        before: list.before,
        owners: list.owners.map(([owner, issues]) => ({
          owner,
          issues: issues.map((issue) => ({ ...issue, accepted: issue.acceptance })),
        })),
      },
      { width: terminal.stdout.columns ?? 80, color: hasColor(terminal.stdout, terminal.env, args.color) },
    ),
  );
  return args.overdue && list.owners.length > 0 ? EXIT.blocked : EXIT.passed;
}

export interface AcceptArguments extends RegisterArguments {
  readonly ids: readonly string[];
  readonly reason: string;
  readonly approver: string;
  readonly control: string | undefined;
  readonly until: string;
  readonly spec: string | undefined;
}

/**
 * `register accept`: somebody takes the risk of issues, or of the places or changes that a fingerprint names, until a day.
 * What the register does not know yet is looked for in `--spec`.
 */
export async function acceptCommand(args: AcceptArguments, terminal: Terminal): Promise<ExitCode> {
  const register = await opened(args, terminal);
  const until = asOfDate(args.until, terminal);
  if (until < register.asOf)
    throw new UserError(`--until ${until} is over already`, {
      hint: "An acceptance holds until a day that is still to come.",
    });
  const acceptance = {
    reason: spoken(args.reason, "--reason"),
    approver: spoken(args.approver, "--approver"),
    ...(args.control === undefined ? {} : { control: args.control }),
    until,
    on: register.asOf,
  };
  let { issues } = register.register;
  for (const id of args.ids) {
    const found = issues.find(
      (issue) => issue.id === id || (Object.hasOwn(issue.places, id) && issue.status !== "mended"),
    );
    if (found === undefined) {
      issues = [...issues, { ...(await newlyAccepted(id, args, register, terminal)), status: "accepted", acceptance }];
      continue;
    }
    const isWhole = found.id === id || Object.keys(found.places).length === 1;
    if (isWhole) {
      issues = issues.map((issue) => (issue === found ? { ...issue, status: "accepted" as const, acceptance } : issue));
      continue;
    }
    // One place of several: it becomes an issue of its own.
    const { [id]: words, ...rest } = found.places;
    const alone: Issue = {
      ...found,
      id: `sp-${id.slice(0, 10)}`,
      places: { [id]: words ?? "" },
      status: "accepted",
      acceptance,
    };
    const left: Issue = {
      ...found,
      id: found.id === alone.id ? `sp-${Object.keys(rest).toSorted()[0]!.slice(0, 10)}` : found.id,
      places: rest,
    };
    issues = [...issues.map((issue) => (issue === found ? left : issue)), alone];
  }
  save(register, { ...register.register, issues });
  terminal.stdout.write(`${count(args.ids.length, "acceptance")} until ${until}, by ${plain(args.approver)}\n`);
  return EXIT.passed;
}

/** An issue for a place or a change that the register does not have: found in the description, so that nobody accepts what is not there. */
async function newlyAccepted(id: string, args: AcceptArguments, register: Opened, terminal: Terminal): Promise<Issue> {
  if (!/^[0-9a-f]{16}$/.test(id))
    throw new UserError(`the register has no issue ${plain(id)}`, {
      hint: "sallyport register list shows those that there are.",
    });
  if (args.spec === undefined)
    throw new UserError(`the register does not know the place ${id}`, {
      hint: "Name the description that has it with --spec, or run sallyport register update first.",
    });
  const { file, files } = entryOf(args.spec, terminal.cwd, register.root);
  const policy = await loadPolicy(file, files, configOf(args));
  const judgements = await judgeDescription(file, files, policy);
  const review = composeReview(judgements, register.asOf);
  for (const finding of [...review.findings, ...review.assumptions.flatMap(({ ifTrue }) => ifTrue)]) {
    const place = finding.places.find(({ fingerprint }) => fingerprint === id);
    if (place === undefined) continue;
    return {
      id: `sp-${id.slice(0, 10)}`,
      rule: finding.rule,
      description: file,
      title: finding.message,
      severity: finding.severity,
      status: "open",
      firstSeen: register.asOf,
      places: { [id]: [place.operation, place.witness].filter((part) => part !== null).join(", ") },
      line: 1,
    };
  }
  // A change of the gate is known by its kind and operation.
  const { operations } = judgements.stated.api;
  for (const kind of ACCEPTABLE_CHANGES)
    for (const operation of operations)
      if (changeFingerprint(kind, operation) === id)
        return {
          id: `sp-${id.slice(0, 10)}`,
          rule: kind,
          description: file,
          title: `${kind}: ${operation.id}`,
          severity: "high",
          status: "open",
          firstSeen: register.asOf,
          places: { [id]: operation.id },
          line: 1,
        };
  throw new UserError(`${file} has no place ${id}`, {
    hint: "The JSON of sallyport gate and sallyport review gives the fingerprints.",
  });
}

export interface AssignArguments extends RegisterArguments {
  readonly ids: readonly string[];
  readonly owner: string | undefined;
  readonly due: string | undefined;
  readonly ticket: string | undefined;
}

/** `register assign`: says whose issues are, until when, and under which ticket. */
export async function assignCommand(args: AssignArguments, terminal: Terminal): Promise<ExitCode> {
  const due = args.due === undefined ? undefined : asOfDate(args.due, terminal);
  return changeIssues(args, args.ids, terminal, (issue) => ({
    ...issue,
    ...(args.owner === undefined ? {} : { owner: spoken(args.owner, "--owner") }),
    ...(due === undefined ? {} : { due }),
    ...(args.ticket === undefined ? {} : { ticket: args.ticket }),
  }));
}

/** `register close`: takes issues for mended; the next update says whether they are. */
export async function closeCommand(
  args: RegisterArguments & { readonly ids: readonly string[]; readonly note: string | undefined },
  terminal: Terminal,
): Promise<ExitCode> {
  return changeIssues(args, args.ids, terminal, (issue, asOf) => ({
    ...issue,
    status: "mended" as const,
    mended: asOf,
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
  const unknown = ids.find((id) => !register.register.issues.some((issue) => issue.id === id));
  if (unknown !== undefined)
    throw new UserError(`the register has no issue ${plain(unknown)}`, {
      hint: "sallyport register list shows those that there are.",
    });
  save(register, {
    ...register.register,
    issues: register.register.issues.map((issue) => (ids.includes(issue.id) ? change(issue, register.asOf) : issue)),
  });
  terminal.stdout.write(`${count(ids.length, "issue")} changed in ${register.register.file}\n`);
  return EXIT.passed;
}

export interface TestArguments extends RegisterArguments {
  readonly spec: string;
  readonly operation: string;
  readonly outcome: "passed" | "failed";
  readonly by: string;
}

/** `register test`: records how the authorization test of an operation came out; another operation under its name voids it. */
export async function testCommand(args: TestArguments, terminal: Terminal): Promise<ExitCode> {
  const register = await opened(args, terminal);
  const { file, files } = entryOf(args.spec, terminal.cwd, register.root);
  const policy = await loadPolicy(file, files, configOf(args));
  const { api } = (await judgeDescription(file, files, policy)).stated;
  const operation =
    api.operations.find(({ id }) => id === args.operation) ??
    api.operations.find((one) => lastingId(one) === args.operation.replace(/\{[^{}]*\}/g, () => "{}"));
  if (operation === undefined)
    throw new UserError(`${file} has no operation ${plain(args.operation)}`, {
      hint: 'Write method and path as the description has them: "GET /users/{id}".',
    });
  const record: TestRecord = {
    id: testId(file, operation),
    description: file,
    operation: operation.id,
    outcome: args.outcome,
    by: spoken(args.by, "--by"),
    on: register.asOf,
    digest: operationDigest(api, operation).slice(0, 16),
  };
  save(register, {
    ...register.register,
    tests: [...register.register.tests.filter(({ id }) => id !== record.id), record],
  });
  terminal.stdout.write(`Test of ${plain(operation.id)}: ${args.outcome}, by ${plain(args.by)} on ${register.asOf}\n`);
  return EXIT.passed;
}

/** `register sign`: records who signed which verdict of which description and policy. */
export async function signCommand(
  args: RegisterArguments & { readonly spec: string; readonly by: string },
  terminal: Terminal,
): Promise<ExitCode> {
  const register = await opened(args, terminal);
  const { file, files } = entryOf(args.spec, terminal.cwd, register.root);
  const policy = await loadPolicy(file, files, configOf(args));
  const { review, judgements } = await registeredReview(file, files, policy, register.asOf, {
    register: register.register,
  });
  const { verdict } = review;
  const { api } = judgements.stated;
  const by = spoken(args.by, "--by");
  const signOff: SignOff = {
    id: `${register.asOf}-${fingerprintOf(file, by, register.asOf).slice(0, 8)}`,
    description: file,
    by,
    on: register.asOf,
    verdict: verdict.decision ?? "none",
    sha256: descriptionDigest(api),
    policy: policyDigest(api),
  };
  save(register, {
    ...register.register,
    signOffs: [...register.register.signOffs.filter(({ id }) => id !== signOff.id), signOff],
  });
  terminal.stdout.write(`Signed by ${plain(by)}: ${plain(file)}, ${signOff.verdict}\n`);
  return EXIT.passed;
}

/** `register prune`: takes out what has been mended for long, and what is on record of descriptions that are gone. */
export async function pruneCommand(
  args: RegisterArguments & { readonly days: number },
  terminal: Terminal,
): Promise<ExitCode> {
  const register = await opened(args, terminal);
  const { issues, tests, signOffs } = register.register;
  const before = dayAfter(register.asOf, -args.days)!;
  const isThere = (description: string): boolean => register.files.read(description).bytes !== undefined;
  const pruned: Register = {
    ...register.register,
    issues: issues.filter(
      ({ status, mended, description }) => status !== "mended" || (isThere(description) && (mended ?? "") >= before),
    ),
    tests: tests.filter(({ description }) => isThere(description)),
    signOffs: signOffs.filter(({ description }) => isThere(description)),
  };
  save(register, pruned);
  const gone =
    issues.length -
    pruned.issues.length +
    tests.length -
    pruned.tests.length +
    signOffs.length -
    pruned.signOffs.length;
  terminal.stdout.write(`${count(gone, "record")} taken out of ${register.register.file}\n`);
  return EXIT.passed;
}

/** A text that somebody must have written. */
function spoken(text: string, option: string): string {
  if (text.trim() === "")
    throw new UserError(`${option} says nothing`, { hint: "Write it in words that another person understands." });
  return text.trim();
}

function plain(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]/gu, "?");
}
