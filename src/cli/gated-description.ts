import { count } from "../core/prose.ts";
import type { Review } from "../core/review.ts";
import { UserError } from "../core/user-error.ts";
import { isChangeKind } from "../gate/change.ts";
import { compared, gatePolicyOf, type Comparison } from "../gate/compare.ts";
import { withProseOfBase } from "../gate/prose-of-base.ts";
import { hasChanged } from "../gate/touched-operations.ts";
import type { Touched } from "../gate/git/touched.ts";
import { policyChanges, type PolicyChange } from "../gate/policy-changes.ts";
import { readRegister } from "../gate/register/read-register.ts";
import type { Register } from "../gate/register/register.ts";
import type { Files } from "../load/files.ts";
import { budgetOf } from "../load/limits.ts";
import { codeOwnerOf } from "../policy/code-owners.ts";
import { loadPolicy } from "../policy/load-policy.ts";
import type { Policy } from "../policy/policy.ts";
import { checkSchemesNamed } from "../policy/schemes-named.ts";
import { judgeDescription } from "../review.ts";
import type { Judgements } from "../review/assumptions.ts";
import { composeReview } from "../review/compose.ts";
import type { GateArguments, Grounds } from "./gate-grounds.ts";
import { terminalText } from "./terminal-text.ts";
import { secondsOf } from "./timeout.ts";
import type { Terminal } from "./terminal.ts";

/** A description that is there now, and everything that it is judged by beside a policy. */
interface Gated {
  readonly head: string;
  /** What it was called in the base; `undefined` for a new one. */
  readonly base: string | undefined;
  /** What it is called, and was before it moved. */
  readonly files: readonly string[];
  readonly grounds: Grounds;
  readonly configFile: string | undefined;
  readonly seconds: ReturnType<typeof secondsOf>;
  readonly asOf: string;
  readonly terminal: Terminal;
}

/** One description, held against what it was; nothing of one that is gone. */
export async function gatedDescription(
  { head, base }: Touched,
  grounds: Grounds,
  args: GateArguments,
  asOf: string,
  terminal: Terminal,
): Promise<Review | undefined> {
  if (head === undefined) return undefined; // told with what else vanished
  const files = base === undefined || base === head ? [head] : [head, base];
  const seconds = secondsOf(args.timeout);
  const gated: Gated = { head, base, files, grounds, configFile: args.config, seconds, asOf, terminal };
  const own = await settingsOf(gated, grounds.head, head, "refused");
  if (args.trustHeadPolicy) return compare(gated, own, own);

  // A description that moved is judged as it was: another folder may have milder settings.
  const judgedAs = args.baseFile === undefined ? (base ?? head) : head;
  // No change can put right what its base is called, other than by renaming it.
  const judging = await settingsOf(gated, grounds.policy, judgedAs, "passed-over");
  const review = await compare(gated, judging, own);
  const changes = [
    ...(await policyChanges(judging.policy, own.policy, review, async (policy) =>
      composeReview(await judgeHead(gated, policy, own), asOf),
    )),
    ...acceptedChanges(judging.register, own.register, files),
  ];
  if (changes.length === 0) return review;
  const gate = { ...review.gate!, policyChanges: changes }; // every compared review has one
  const underOwn = gate.decision === "fail" ? (await compare(gated, own, own)).gate : undefined;
  if (underOwn?.decision !== "pass") return { ...review, gate };
  return { ...review, gate: { ...gate, because: [...gate.because, passesByItself(changes)] } };
}

function passesByItself(changes: readonly PolicyChange[]): string {
  return `It would pass only with the policy that it changes itself (${changes.map(({ key }) => key).join(", ")}), and a change cannot approve itself: merge the policy first, or use --trust-head-policy`;
}

/** What a description is judged by. */
interface Settings {
  readonly policy: Policy;
  readonly register: Register;
  readonly schemesNamed: Policy["schemesNamed"];
}

async function settingsOf(
  { files, configFile, seconds }: Gated,
  from: Files,
  name: string,
  misnamed: "refused" | "passed-over",
): Promise<Settings> {
  const options = configFile === undefined ? {} : { configFile };
  const policy = await loadPolicy(name, from, { ...options, misnamed, budget: budgetOf(seconds) });
  const register = await readRegister(policy.register, from);
  return { policy: gatePolicyOf(policy, register, files), register, schemesNamed: policy.schemesNamed };
}

async function compare(gated: Gated, { policy, register }: Settings, own: Settings): Promise<Review> {
  const { head, files, grounds, asOf } = gated;
  const comparison: Comparison = {
    base: await judgeBase(gated, policy),
    head: await judgeHead(gated, policy, own),
    policy,
    register,
    files,
    asOf,
    codeOwner: codeOwnerOf(head, grounds.policy),
    names: grounds.names,
  };
  const review = compared(comparison);
  const gate = review.gate!; // every compared review has one
  if (gate.decision === "fail") return review;
  const untold = await reasonsUntold(gated, comparison, own);
  return untold.length === 0 ? review : { ...review, gate: { ...gate, decision: "fail", because: [...untold] } };
}

/** Why a change would fail if it said nothing of itself: a text alone must not let it pass. */
async function reasonsUntold(gated: Gated, comparison: Comparison, own: Settings): Promise<readonly string[]> {
  const { base, head, policy } = comparison;
  if (base === undefined) return [];
  const files = withProseOfBase(base.stated.api, head.stated.api, gated.grounds.head);
  if (files === undefined || !hasChanged(base.stated.api, head.stated.api)) return [];
  const silent = await judgeHead({ ...gated, grounds: { ...gated.grounds, head: files } }, policy, own);
  const { because } = compared({ ...comparison, head: silent }).gate!; // as above
  return because.map((reason) => `Only a text of this change says otherwise: ${reason}`);
}

async function judgeBase(
  { head, base, grounds, seconds, terminal }: Gated,
  policy: Policy,
): Promise<Judgements | undefined> {
  if (base === undefined) return undefined;
  try {
    return await judgeDescription(base, grounds.base, policy, budgetOf(seconds));
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    terminal.stderr.write(
      `note: the base of ${terminalText(head)} cannot be read, so everything in it counts as new: ${terminalText(error.message)}\n`,
    );
    return undefined;
  }
}

/** Judges the head; what its own settings name must be there, whichever it is judged by. */
async function judgeHead({ head, grounds, seconds }: Gated, policy: Policy, own: Settings): Promise<Judgements> {
  const judgements = await judgeDescription(head, grounds.head, policy, budgetOf(seconds));
  checkSchemesNamed(
    own.schemesNamed,
    judgements.stated.api.securitySchemes.map(({ name }) => name),
  );
  return judgements;
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
