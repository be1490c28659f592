import { existsSync, realpathSync } from "node:fs";
import path from "node:path";
import type { Refusal, Review, ReviewEnvelope } from "../core/review.ts";
import { UserError } from "../core/user-error.ts";
import { compared, gatePolicyOf, type Comparison } from "../gate/compare.ts";
import {
  descriptionsAmong,
  baseOf,
  touchedDescriptions,
  unnamedDescriptions,
  type Touched,
} from "../gate/git/touched.ts";
import { gitTree, type GitTree } from "../gate/git/git-tree.ts";
import { repositoryAt, type Repository } from "../gate/git/repository.ts";
import { policyChanges, type PolicyChange } from "../gate/policy-changes.ts";
import { isChangeKind } from "../gate/change.ts";
import { count } from "../core/prose.ts";
import { readRegister } from "../gate/register/read-register.ts";
import type { Register } from "../gate/register/register.ts";
import { fileNameOf, type FileName } from "../load/file-name.ts";
import { filesBelow, type Files } from "../load/files.ts";
import { budgetOf } from "../load/limits.ts";
import { codeOwnerOf } from "../policy/code-owners.ts";
import { loadPolicy } from "../policy/load-policy.ts";
import type { Policy } from "../policy/policy.ts";
import { checkSchemesNamed } from "../policy/schemes-named.ts";
import { judgeDescription } from "../review.ts";
import { composeReview } from "../review/compose.ts";
import { maskedByShape } from "../review/mask.ts";
import type { Judgements } from "../review/assumptions.ts";
import { asOfDate } from "./as-of.ts";
import { bugRefusal, bugTextOf, stackOf } from "./bug.ts";
import { wantedReports, writeReports } from "./outputs.ts";
import { refusalText } from "./refusal-text.ts";
import { entryOf } from "./root.ts";
import { specsOf } from "./specs.ts";
import { secondsOf } from "./timeout.ts";
import { EXIT, type ExitCode, type Terminal } from "./terminal.ts";
import { unnamedFiles, unnamedRefusal } from "./unnamed-files.ts";
import { VERSION } from "./version.ts";

export interface GateArguments {
  readonly specs: readonly string[];
  readonly base: string | undefined;
  readonly baseFile: string | undefined;
  readonly trustHeadPolicy: boolean;
  readonly format: readonly string[];
  readonly root: string | undefined;
  readonly config: string | undefined;
  readonly asOf: string | undefined;
  readonly timeout: string | undefined;
  readonly quiet: boolean;
  readonly color: boolean | undefined;
}

/** What the head is held against: its files, and those by which both are judged. */
interface Grounds {
  readonly root: string;
  readonly head: Files;
  readonly base: Files;
  /** Where policy and register are read. */
  readonly policy: Files;
  readonly names: Comparison["names"];
  readonly commit: string | null;
  /** The descriptions to look at, and those that cannot be read. */
  readonly touched: readonly Touched[];
  /** Descriptions that the change touches and nothing can name. */
  readonly unnamed: readonly FileName[];
}

/** `sallyport gate`: what a change exposes that the base did not. Exit 1 where it must not be merged. */
export async function gateCommand(args: GateArguments, terminal: Terminal): Promise<ExitCode> {
  const wanted = wantedReports(args.format);
  const asOf = asOfDate(args.asOf, terminal);
  secondsOf(args.timeout); // refused before anything is read
  const grounds = args.baseFile === undefined ? await gitGrounds(args, terminal) : await fileGrounds(args, terminal);

  const reviews: Review[] = [];
  const refused: Refusal[] = [];
  let hasBug = false;
  const refuse = (quoting: Refusal): void => {
    const refusal = maskedByShape(quoting);
    refused.push(refusal);
    terminal.stderr.write(refusalText(refusal));
  };
  for (const { shown: file } of grounds.unnamed) refuse({ file, line: null, ...unnamedRefusal(file) });
  for (const touched of grounds.touched) {
    try {
      const review = await gated(touched, grounds, args, asOf, terminal);
      if (review !== undefined) reviews.push(review);
    } catch (error) {
      if (!(error instanceof UserError)) {
        const bug = { file: touched.head ?? "", stack: stackOf(error) };
        hasBug = true;
        refused.push(bugRefusal(bug));
        terminal.stderr.write(bugTextOf(bug.stack, shown(bug.file)));
        continue;
      }
      const { file = touched.head ?? "", line = null, message, hint = null } = error;
      refuse({ file, line, message, hint });
    }
  }
  const envelope: ReviewEnvelope = {
    version: 1,
    tool: { name: "sallyport", version: VERSION },
    asOf,
    commit: grounds.commit,
    refused,
    reviews,
  };
  await writeReports(envelope, wanted, args, terminal, "gate");
  if (hasBug) return EXIT.bug;
  if (refused.length > 0) return EXIT.usage;
  return reviews.some(({ gate }) => gate?.decision === "fail") ? EXIT.blocked : EXIT.passed;
}

/** One description, held against what it was. One that is gone exposes nothing: it is told, and no more. */
async function gated(
  { head, base }: Touched,
  grounds: Grounds,
  args: GateArguments,
  asOf: string,
  terminal: Terminal,
): Promise<Review | undefined> {
  if (head === undefined) {
    if (base !== undefined)
      terminal.stderr.write(`note: ${shown(base)} is no longer there; nothing tells what became of its API\n`);
    return undefined;
  }
  const files = base === undefined || base === head ? [head] : [head, base];
  // A description that moved is judged as it was: another folder may have milder settings.
  const judgedAs = args.baseFile === undefined ? (base ?? head) : head;
  const seconds = secondsOf(args.timeout);
  const options = args.config === undefined ? {} : { configFile: args.config };
  const settingsOf = async (
    from: Files,
    name: string,
    misnamed: "refused" | "passed-over",
  ): Promise<{ policy: Policy; register: Register; schemesNamed: Policy["schemesNamed"] }> => {
    const policy = await loadPolicy(name, from, { ...options, misnamed, budget: budgetOf(seconds) });
    const register = await readRegister(policy.register, from);
    return { policy: gatePolicyOf(policy, register, files), register, schemesNamed: policy.schemesNamed };
  };
  const own = await settingsOf(grounds.head, head, "refused");
  // No change can put right what its base is called, other than by renaming it.
  const judging = args.trustHeadPolicy ? own : await settingsOf(grounds.policy, judgedAs, "passed-over");

  const judgeBase = async (policy: Policy): Promise<Judgements | undefined> => {
    if (base === undefined) return undefined;
    try {
      return await judgeDescription(base, grounds.base, policy, budgetOf(seconds));
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      terminal.stderr.write(
        `note: the base of ${shown(head)} cannot be read, so that all of it is new: ${shown(error.message)}\n`,
      );
      return undefined;
    }
  };
  const judgeHead = async (policy: Policy): Promise<Judgements> => {
    const judgements = await judgeDescription(head, grounds.head, policy, budgetOf(seconds));
    checkSchemesNamed(
      own.schemesNamed,
      judgements.stated.api.securitySchemes.map(({ name }) => name),
    );
    return judgements;
  };
  const compare = async ({ policy, register }: typeof judging) =>
    compared({
      base: await judgeBase(policy),
      head: await judgeHead(policy),
      policy,
      register,
      files,
      asOf,
      codeOwner: codeOwnerOf(head, grounds.policy),
      names: grounds.names,
    });

  const review = await compare(judging);
  if (args.trustHeadPolicy) return review;
  const changes = [
    ...(await policyChanges(judging.policy, own.policy, review, async (policy) =>
      composeReview(await judgeHead(policy), asOf),
    )),
    ...acceptedChanges(judging.register, own.register, files),
  ];
  if (changes.length === 0) return review;
  const gate = { ...review.gate!, policyChanges: changes }; // every compared review has one
  const underOwn = gate.decision === "fail" ? (await compare(own)).gate : undefined;
  if (underOwn?.decision !== "pass") return { ...review, gate };
  return {
    ...review,
    gate: {
      ...gate,
      because: [
        ...gate.because,
        `It would pass only by what it changes in its own policy (${changes.map(({ key }) => key).join(", ")}), and a change cannot approve itself: merge the policy first, or give --trust-head-policy`,
      ],
    },
  };
}

/** What the register of the head accepts of changes, beside that of the base: no review tells it. */
function acceptedChanges(base: Register, head: Register, files: readonly string[]): readonly PolicyChange[] {
  const acceptedIn = ({ issues }: Register): readonly string[] =>
    issues
      .filter(
        ({ status, rule, description }) => status === "accepted" && isChangeKind(rule) && files.includes(description),
      )
      .flatMap(({ places }) => Object.keys(places));
  const known = new Set(acceptedIn(base));
  const fresh = acceptedIn(head).filter((place) => !known.has(place));
  return fresh.length === 0
    ? []
    : [{ file: head.file, key: "register", effect: `${count(fresh.length, "change")} would be accepted` }];
}

async function gitGrounds(args: GateArguments, terminal: Terminal): Promise<Grounds> {
  if (args.base === undefined)
    throw new UserError("the gate needs something to hold the change against", {
      hint: "Give --base main, or --base-file old.yaml.",
    });
  const repository = repositoryAt(
    args.root === undefined ? terminal.cwd : path.resolve(terminal.cwd, args.root),
    terminal.env,
  );
  const top = realpathSync(repository.top);
  const root = args.root === undefined ? top : realpathSync(path.resolve(terminal.cwd, args.root));
  const prefix = root === top ? "" : `${path.relative(top, root).split(path.sep).join("/")}/`;
  const tip = repository.commitOf(args.base);
  const { commit, name } = comparedCommit(repository, args.base, tip);
  const head = filesBelow(root);
  const base = gitTree(repository, commit, prefix);
  const files = filesIn(repository, prefix);
  const current = repository.head();
  return {
    root,
    head,
    base,
    policy: commit === tip ? base : gitTree(repository, tip, prefix),
    names: { base: name, head: `working tree${current === undefined ? "" : ` (${current.slice(0, 12)})`}` },
    commit: current ?? null,
    touched: await touchedIn(args, terminal, { files, head, base, root }),
    unnamed: args.specs.length > 0 ? [] : unnamedDescriptions(unnamedFiles(root, files), base),
  };
}

/** The merge base of a revision and what is checked out; the tip of the revision where nobody can tell. */
function comparedCommit(
  repository: Repository,
  revision: string,
  tip: string,
): { readonly commit: string; readonly name: string } {
  const current = repository.head();
  const common = current === undefined ? undefined : repository.mergeBase(tip, current);
  if (common !== undefined) return { commit: common, name: `${revision} (merge base ${common.slice(0, 12)})` };
  const why = repository.isShallow() ? "the clone is shallow, and the merge base unknown" : "there is no merge base";
  return { commit: tip, name: `${revision} (its tip ${tip.slice(0, 12)}: ${why})` };
}

/** The files of the working tree below a folder, by their names there. */
function filesIn(repository: Repository, prefix: string): readonly FileName[] {
  const start = Buffer.from(prefix);
  return repository
    .workingFiles()
    .filter(({ bytes }) => start.equals(bytes.subarray(0, start.length)))
    .map(({ bytes }) => fileNameOf(bytes.subarray(start.length)));
}

interface Trees {
  readonly files: readonly FileName[];
  readonly head: Files;
  readonly base: GitTree;
  readonly root: string;
}

/** The descriptions that were named, else those that the change touches. */
async function touchedIn(
  args: GateArguments,
  terminal: Terminal,
  { files, head, base, root }: Trees,
): Promise<readonly Touched[]> {
  const working = (): readonly string[] =>
    files.flatMap(({ text }) => (text !== undefined && existsSync(path.join(root, text)) ? [text] : []));
  if (args.specs.length === 0) return touchedDescriptions(working(), head, base);

  const gone = args.specs.flatMap((spec) => {
    const named = path
      .relative(root, path.resolve(realpathSync(terminal.cwd), spec))
      .split(path.sep)
      .join("/");
    return !existsSync(path.resolve(terminal.cwd, spec)) && descriptionsAmong([named], base).length > 0
      ? [{ spec, named }]
      : [];
  });
  const { specs } = await specsOf(
    args.specs.filter((spec) => !gone.some((one) => one.spec === spec)),
    terminal.cwd,
  );
  const touched: Touched[] = gone.map(({ named }) => ({ head: undefined, base: named }));
  for (const spec of specs) {
    const entry = entryOf(spec, terminal.cwd, root);
    touched.push({ head: entry.file, base: await baseOf(entry.file, working(), head, base) });
  }
  return touched;
}

/** One description against another file: both are judged by the policy of the first, since no commit has another. */
async function fileGrounds(args: GateArguments, terminal: Terminal): Promise<Grounds> {
  const [spec, ...more] = args.specs;
  if (spec === undefined || more.length > 0 || args.baseFile === undefined || args.base !== undefined)
    throw new UserError("--base-file holds one description against another", {
      hint: "sallyport gate new.yaml --base-file old.yaml",
    });
  const head = entryOf(spec, terminal.cwd, args.root);
  const base = entryOf(args.baseFile, terminal.cwd, args.root);
  return {
    root: head.root,
    head: head.files,
    base: base.files,
    policy: head.files,
    names: { base: base.file, head: head.file },
    commit: null,
    touched: [{ head: head.file, base: base.file }],
    unnamed: [],
  };
}

/** A text of the repository, such as a file's name, as a terminal may show it. */
function shown(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]/gu, "?");
}
