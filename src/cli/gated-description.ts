import { checkCategoriesNamed } from "../data/taxonomy/known-categories.ts";
import { placesFound } from "../core/all-findings.ts";
import { isFixKind } from "../core/fix-kinds.ts";
import { idsToAccept } from "../core/ids-to-accept.ts";
import { listed } from "../core/prose.ts";
import type { Review } from "../core/review.ts";
import { UserError } from "../core/user-error.ts";
import { compared, type Comparison } from "../gate/compare.ts";
import { withDecidedByText } from "../gate/decided-by-text.ts";
import { acceptedFingerprints, type Issue, type Register } from "../gate/register/register.ts";
import { attemptWords } from "../report/words/fix-words.ts";
import { withProseOfBase } from "../gate/prose-of-base.ts";
import { hasChanged } from "../gate/touched-operations.ts";
import type { Touched } from "../gate/git/touched.ts";
import { changedKeys, policyChanges, type OwnChange, type PolicyChange } from "../gate/policy-changes.ts";
import { decisionId } from "../gate/register/decision-id.ts";
import { registerChanges } from "../gate/register/register-changes.ts";
import { budgetOf } from "../load/limits.ts";
import { configurationsLookedFor } from "../policy/configuration-files.ts";
import { codeOwnerOf } from "../policy/code-owners.ts";
import type { Policy } from "../policy/policy.ts";
import { checkSchemesNamed } from "../policy/schemes-named.ts";
import { judgeDescription } from "../review.ts";
import type { Judgements } from "../review/assumptions.ts";
import { composeReview } from "../review/compose.ts";
import { maskedByShape } from "../review/mask.ts";
import { namedSettings } from "../review/unmatched-settings.ts";
import type { GateArguments, Grounds } from "./gate-grounds.ts";
import { baseSettings, headSettings, type GateSettings, type SettingsOptions } from "./gate-settings.ts";
import { checkSchemesKnown } from "./known-schemes.ts";
import { reliedSettings } from "./relied-settings.ts";
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
  readonly seconds: ReturnType<typeof secondsOf>;
  readonly asOf: string;
  readonly terminal: Terminal;
}

/** One description, held against what it was; nothing of one that is gone. */
export async function gatedDescription(
  touched: Touched,
  grounds: Grounds,
  args: GateArguments,
  asOf: string,
  terminal: Terminal,
): Promise<Review | undefined> {
  const review = await gatedReview(touched, grounds, args, asOf, terminal);
  // What the settings of the head make of a change is accepted by nobody: `register accept` judges by the base's.
  if (review?.gate?.decision !== "fail" || args.trustHeadPolicy) return review;
  const ids = idsToAccept(review.gate);
  if (ids.length === 0) return review;
  const accept = { id: decisionId(review, ids), against: [...grounds.against] };
  return { ...review, gate: { ...review.gate, accept } };
}

async function gatedReview(
  { head, base }: Touched,
  grounds: Grounds,
  args: GateArguments,
  asOf: string,
  terminal: Terminal,
): Promise<Review | undefined> {
  if (head === undefined) return undefined; // told with what else vanished
  const files = base === undefined || base === head ? [head] : [head, base];
  const seconds = secondsOf(args.timeout);
  const gated: Gated = { head, base, files, grounds, seconds, asOf, terminal };
  const options = (): SettingsOptions => ({ names: files, configFile: args.config, budget: budgetOf(seconds) });
  const own = await headSettings(head, grounds.head, options());
  if (args.trustHeadPolicy) return compare(gated, own, own);

  // A description that moved is judged as it was: another folder may have milder settings.
  const judgedAs = args.baseFile === undefined ? (base ?? head) : head;
  const judging = await baseSettings(judgedAs, grounds.policy, options());
  const review = await compare(gated, judging, own);
  const relied = await reliedSettings(
    {
      judging,
      because: review.gate!.because, // every compared review has one
      grounds,
      names: configurationsLookedFor(judgedAs, args.config),
      asOf,
    },
    (before) => baseSettings(judgedAs, before, options()),
    async (settings) => (await compare(gated, settings, own)).gate!.because,
  );
  const started =
    grounds.git === undefined || grounds.base === grounds.policy
      ? judging
      : await baseSettings(judgedAs, grounds.base, options());
  const changes = await changesOf(gated, { own, judging, started }, review);
  const gate = {
    ...review.gate!,
    policyChanges: changes.map(shown),
    ...(relied.length === 0 ? {} : { reliesOn: [...relied] }),
  };
  if (changes.length === 0) return { ...review, gate };
  const because = [...gate.because];
  const grave = changes.filter(({ isMilder }) => isMilder);
  if (judging.policy.gate.policyChange === "fail" && grave.length > 0)
    because.push(`The change alters settings by which it is judged (${keysOf(grave)}), and gate.policyChange is fail`);
  const underOwn = gate.decision === "fail" ? (await compare(gated, own, own)).gate : undefined;
  if (underOwn?.decision === "pass") because.push(passesByItself(changes));
  return { ...review, gate: { ...gate, because, decision: because.length > 0 ? "fail" : "pass" } };
}

function passesByItself(changes: readonly OwnChange[]): string {
  return `The change would pass only with the policy that it changes itself (${keysOf(changes)}), and a change cannot approve itself: merge the policy first, or use --trust-head-policy`;
}

function keysOf(changes: readonly OwnChange[]): string {
  return listed([...new Set(changes.flatMap(({ key, isSum }) => (isSum === true ? [] : [key])))], 12);
}

function shown({ isMilder: _isMilder, isSum: _isSum, ...change }: OwnChange): PolicyChange {
  return change;
}

interface AllSettings {
  /** Of the change, of what it is merged into, and of where it began. */
  readonly own: GateSettings;
  readonly judging: GateSettings;
  readonly started: GateSettings;
}

/** What a change alters in what it would be judged by; not what its target has got by now and it has not. */
async function changesOf(
  gated: Gated,
  { own, judging, started }: AllSettings,
  review: Review,
): Promise<readonly OwnChange[]> {
  const keys = new Set(changedKeys(started.policy, own.policy));
  const ofPolicy = await policyChanges(
    judging.policy,
    own.policy,
    review,
    async (policy) => composeReview(await judgeHead(gated, policy, own), gated.asOf),
    (key) => keys.has(key),
    gated.asOf,
  );
  const places = placesFound(review);
  const ofRegister = registerChanges(
    { base: started.register, target: judging.register, head: own.register },
    gated.files,
    (place) => places.has(place),
    (issue) => openWords(issue, judging.register, own.register, review),
  );
  return [
    ...judging.broken.map(({ file, why }) => ({
      file,
      key: "the whole file",
      effect: `it cannot be read on the base, so it is ignored: ${why}`,
      isMilder: false,
    })),
    ...ofPolicy,
    // Somebody may have written a credential into it.
    ...maskedByShape([...ofRegister]).map(({ key, effect, isMilder }) => ({
      file: own.register.file,
      key,
      effect,
      isMilder,
    })),
  ];
}

/** Why an issue that the change has as fixed is not: what was done is no fix, or nobody has recorded the test that shows it. */
function openWords({ id }: Issue, judging: Register, own: Register, { gate }: Review): string | undefined {
  const now = gate?.fixes?.find(({ issue }) => issue.id === id)?.fix;
  const recorded = judging.issues.find((issue) => issue.id === id)?.fix;
  if (now === undefined) {
    if (recorded === undefined || recorded.kind === "claimed" || isFixKind(recorded.kind)) return undefined;
    return attemptWords(recorded);
  }
  if (now.closes) return undefined;
  const passed = new Set([
    ...own.tests.flatMap(({ outcome, operation }) => (outcome === "passed" ? [operation] : [])),
    ...own.suites.flatMap(({ outcome, operations }) => (outcome === "passed" ? Object.keys(operations) : [])),
  ]);
  return now.isFix && now.tests.every((operation) => passed.has(operation)) ? undefined : attemptWords(now);
}

async function compare(gated: Gated, { policy, register }: GateSettings, own: GateSettings): Promise<Review> {
  const { head, files, grounds, asOf } = gated;
  const comparison: Comparison = {
    base: await judgeBase(gated, policy),
    head: await judgeHead(gated, policy, own),
    policy,
    register,
    ownRegister: own.register,
    files,
    asOf,
    codeOwner: codeOwnerOf(head, grounds.policy),
    names: grounds.names,
  };
  const review = compared(comparison);
  const gate = review.gate!; // every compared review has one
  if (gate.decision === "fail") return review;
  const silent = await reviewWithoutProse(gated, comparison, own);
  if (silent === undefined) return review;
  const accepted = acceptedFingerprints(register, files, asOf);
  return { ...review, gate: withDecidedByText(gate, silent, comparison.head.stated.api, (one) => accepted.has(one)) };
}

/** What the gate says of a change that says nothing of itself; `undefined` where that is what it is. */
async function reviewWithoutProse(
  gated: Gated,
  comparison: Comparison,
  own: GateSettings,
): Promise<Review | undefined> {
  const { base, head, policy } = comparison;
  if (base === undefined) return undefined;
  const files = withProseOfBase(base.stated.api, head.stated.api, gated.grounds.head);
  if (files === undefined || !hasChanged(base.stated.api, head.stated.api)) return undefined;
  const silent = await judgeHead({ ...gated, grounds: { ...gated.grounds, head: files } }, policy, own);
  return compared({ ...comparison, head: silent });
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
async function judgeHead({ head, grounds, seconds }: Gated, policy: Policy, own: GateSettings): Promise<Judgements> {
  const judgements = await judgeDescription(head, grounds.head, policy, budgetOf(seconds));
  checkCategoriesNamed({ partsNamed: own.partsNamed, data: own.policy.data });
  const { api } = judgements.stated;
  checkSchemesNamed(
    own.partsNamed,
    api.securitySchemes.map(({ name }) => name),
  );
  const settings = namedSettings(api, own.partsNamed);
  // Where one fits, another may be the name before or after a change: the policy is merged first.
  if (!settings.some(({ kind, isMatched }) => kind === "scheme" && isMatched))
    await checkSchemesKnown(settings, { file: head, root: grounds.root });
  return judgements;
}
