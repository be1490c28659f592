import path from "node:path";
import { grouped } from "../core/grouped.ts";
import { count } from "../core/prose.ts";
import { UserError } from "../core/user-error.ts";
import { coveringReport } from "../gate/register/coverage.ts";
import { acceptedRemoval, withoutExpired, type Issue, type Register } from "../gate/register/register.ts";
import { updatedRegister, withoutRemoved, type Observation } from "../gate/register/update.ts";
import { loadPolicy } from "../policy/load-policy.ts";
import { bugText } from "./bug.ts";
import { commitsBelow } from "./commits-below.ts";
import { configOf, opened, plain, save, type Opened, type RegisterArguments } from "./opened-register.ts";
import { attemptWords } from "../report/words/fix-words.ts";
import { coversWords, partlyCoveredWords } from "../report/words/issue-words.ts";
import { fixesInGit } from "./issue-fixes.ts";
import { formerNameInGit } from "./former-name-in-git.ts";
import { followedInGit } from "./register-follow.ts";
import { registeredReview } from "./registered-review.ts";
import { entryOf } from "./root.ts";
import { onlySpec, specsOf } from "./specs.ts";
import { EXIT, type ExitCode, type Terminal } from "./terminal.ts";

/** `register update`: reviews descriptions, those that the register knows where none is named, and brings it up to date. */
export async function updateCommand(
  args: RegisterArguments & { readonly specs: readonly string[] },
  terminal: Terminal,
): Promise<ExitCode> {
  const register = await opened(args, terminal);
  const known = [
    ...new Set([...register.register.issues, ...register.register.attestations].map(({ description }) => description)),
  ];
  const named =
    args.specs.length === 0
      ? known
          .filter((file) => register.files.read(file).bytes !== undefined)
          .map((file) => path.join(register.root, file))
      : args.specs;
  const { specs } =
    named.length === 0 && known.length === 0
      ? await onlySpec(terminal.cwd, "register update")
      : await specsOf(named, terminal.cwd);
  const gone = known.filter((file) => register.files.read(file).bytes === undefined);
  const observations: Observation[] = [];
  let followed = register.register;
  let hasBug = false;
  for (const spec of specs) {
    try {
      const one = await observed(spec, gone, { ...register, register: followed }, args, terminal);
      observations.push(one.observation);
      followed = one.followed;
    } catch (error) {
      if (error instanceof UserError) throw error;
      hasBug = true; // what is known of it stays as it is
      terminal.stderr.write(bugText(error, spec));
    }
  }
  const moved = new Set(observations.flatMap(({ files }) => files));
  const over = await confirmedAmong(
    gone.filter((name) => !moved.has(name)),
    register,
    args,
  );
  const {
    register: changed,
    added,
    fixed,
    dismissed,
    regressed,
    attempted,
  } = updatedRegister(withoutRemoved(followed, over, register.asOf), observations, register.asOf);
  await save(register, changed);
  // What a report covers is on a desk with that.
  const isOwn = (issue: Issue): boolean => coveringReport(issue, changed.issues, register.asOf) === undefined;
  const own = (issues: readonly Issue[]): readonly Issue[] => issues.filter(isOwn);
  const told = [
    `${count(own(added).length, "issue")} added`,
    `${own(fixed).length} fixed`,
    ...(own(dismissed).length === 0 ? [] : [`${own(dismissed).length} dismissed`]),
    `${own(regressed).length} regressed`,
  ].join(", ");
  terminal.stdout.write(`Register ${plain(register.register.file)}: ${told}\n`);
  for (const issue of own([...regressed, ...added])) {
    terminal.stdout.write(`  ${issue.id}  ${issue.status}  ${issue.severity}  ${plain(issue.title)}\n`);
    const partly = partlyCoveredWords(issue);
    if (partly !== undefined) terminal.stdout.write(`    ${plain(partly)}\n`);
  }
  const joining = grouped(
    [...added, ...regressed].filter((issue) => !isOwn(issue)),
    (issue) => issue.coveredBy?.issue ?? "",
  );
  for (const [id, issues] of joining)
    terminal.stdout.write(`  ${plain(id)}  ${coversWords(issues.map((one) => one.id))}\n`);
  for (const { id, fix } of own(attempted))
    if (fix !== undefined) terminal.stdout.write(`  ${id}  ${plain(attemptWords(fix))}\n`);
  return hasBug ? EXIT.bug : EXIT.passed;
}

/** Of descriptions that are gone those whose removal somebody confirmed, or `gate.removed` allows. */
async function confirmedAmong(
  gone: readonly string[],
  { register, files, asOf }: Opened,
  args: RegisterArguments,
): Promise<readonly string[]> {
  const confirmed: string[] = [];
  for (const name of gone)
    if (
      acceptedRemoval(register, name, asOf) !== undefined ||
      (await loadPolicy(name, files, configOf(args))).gate.removed === "allow"
    )
      confirmed.push(name);
  return confirmed;
}

/** What a review of a description found, and the register with what it calls otherwise now. */
interface Observed {
  readonly observation: Observation;
  readonly followed: Register;
}

async function observed(
  spec: string,
  gone: readonly string[],
  opening: Opened,
  args: RegisterArguments,
  terminal: Terminal,
): Promise<Observed> {
  const { root, register, asOf } = opening;
  const { file, files } = entryOf(spec, terminal.cwd, root);
  const policy = await loadPolicy(file, files, configOf(args));
  const judge = (names: readonly string[], known: Register) =>
    registeredReview(file, files, policy, asOf, { names, register: withoutExpired(known, asOf) });
  const first = await judge([file], register);
  const { review } = first;
  const places = new Set(review.findings.flatMap((finding) => finding.places.map(({ fingerprint }) => fingerprint)));
  // A description that is new under its name, and has the places of one that is gone, has moved.
  const { issues, attestations } = register;
  const isNew = ![...issues, ...attestations].some(({ description }) => description === file);
  const moved = isNew
    ? gone.filter((name) =>
        issues.some(
          (issue) => issue.description === name && Object.keys(issue.places).some((place) => places.has(place)),
        ),
      )
    : [];
  // What fixes closed is found in no place any more: git tells what the description was called.
  const former =
    moved[0] ?? (isNew ? await formerNameInGit({ file, files, gone, register }, root, terminal) : undefined);
  const names = former === undefined ? [file] : [file, former];
  const described = { ...first, files: names, policy };
  const commits = commitsBelow(root, described, terminal);
  const followed = commits === undefined ? register : await followedInGit(register, described, commits, asOf);
  const fixes =
    commits === undefined ? undefined : await fixesInGit({ ...opening, register: followed }, described, commits);
  return {
    observation: {
      ...(fixes === undefined ? {} : { fixes }),
      review: former === undefined && followed === register ? review : (await judge(names, followed)).review,
      files: names,
      deadlines: policy.deadlines,
      commit: commits?.head(),
    },
    followed,
  };
}
