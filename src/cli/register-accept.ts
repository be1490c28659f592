import { dayAfter } from "../core/day.ts";
import { count } from "../core/prose.ts";
import { UserError } from "../core/user-error.ts";
import { ACCEPTABLE_CHANGES } from "../gate/change.ts";
import { changeFingerprint } from "../gate/decision.ts";
import { removalFingerprint, type Acceptance, type Issue } from "../gate/register/register.ts";
import { loadPolicy } from "../policy/load-policy.ts";
import { judgeDescription } from "../review.ts";
import { targetOfFinding, withAcceptance, type Target } from "./accepted-issues.ts";
import { dayIn } from "./as-of.ts";
import { findingNamed, mayBeFindingId, noFinding } from "./named-finding.ts";
import { noIssue } from "./named-issues.ts";
import {
  checkedOut,
  configOf,
  opened,
  plain,
  save,
  spoken,
  type Opened,
  type RegisterArguments,
} from "./opened-register.ts";
import { entryOf, nameBelow } from "./root.ts";
import { EXIT, type ExitCode, type Terminal } from "./terminal.ts";

export interface AcceptArguments extends RegisterArguments {
  readonly ids: readonly string[];
  readonly reason: string;
  readonly approver: string;
  readonly control: string | undefined;
  readonly until: string;
  readonly spec: string | undefined;
}

/**
 * `register accept`: somebody takes the risk of issues, or of the findings, places or changes that an ID names, until a day.
 * What the register does not know yet is looked for in `--spec`, or in the descriptions below the folder that the user is in.
 */
export async function acceptCommand(args: AcceptArguments, terminal: Terminal): Promise<ExitCode> {
  const register = await opened(args, terminal);
  const until = dayIn("--until", args.until);
  if (until < register.asOf)
    throw new UserError(`--until ${until} is over already`, {
      hint: "An acceptance holds until a day in the future.",
    });
  const judged = once(() => judgedSpec(args, register, terminal));
  const targets: Target[] = [];
  for (const id of args.ids) targets.push(await targetOf(id, args, register, terminal, judged));
  const days = await acceptanceDays(targets, register, args);
  const last = dayAfter(register.asOf, days)!;
  if (until > last)
    throw new UserError(`--until ${until} is too late: a risk may be accepted for at most ${count(days, "day")}`, {
      hint: `The last day is ${last}; accept.days in sallyport.yaml says so.`,
    });
  const acceptance: Acceptance = {
    reason: spoken(args.reason, "--reason"),
    approver: spoken(args.approver, "--approver"),
    ...(args.control === undefined ? {} : { control: args.control }),
    until,
    on: register.asOf,
  };
  await save(register, withAcceptance(register.register, targets, acceptance));
  terminal.stdout.write(`${count(args.ids.length, "acceptance")} until ${until}, by ${plain(args.approver)}\n`);
  return EXIT.passed;
}

async function targetOf(
  id: string,
  args: AcceptArguments,
  register: Opened,
  terminal: Terminal,
  judged: () => Promise<JudgedSpec>,
): Promise<Target> {
  const { issues } = register.register;
  const whole = issues.find((issue) => issue.id === id);
  if (whole !== undefined)
    return {
      id,
      places: new Set(Object.keys(whole.places)),
      description: whole.description,
      issue: undefined,
      fields: [],
    };
  const holder = issues.find((issue) => Object.hasOwn(issue.places, id) && issue.status !== "fixed");
  if (holder !== undefined)
    return { id: undefined, places: new Set([id]), description: holder.description, issue: undefined, fields: [] };
  if (!mayBeFindingId(id)) throw noIssue(id, register.register, args.spec);
  // A description that was removed is named by its name alone: there is nothing to read.
  const named = isRemoval(id, args.spec, register, terminal)
    ? undefined
    : await findingNamed(id, { ...args, register: register.register }, register.asOf, terminal);
  if (named !== undefined)
    return targetOfFinding(named, { asOf: register.asOf, commit: checkedOut(register.root, terminal) });
  if (args.spec === undefined || id.length < 16)
    throw noFinding(id, args.spec, " What the gate shows is named in full, with --spec.");
  const issue = await newlyAccepted(id, args.spec, register, terminal, judged);
  return { id: undefined, places: new Set([id]), description: issue.description, issue, fields: [] };
}

/** For how many days what is accepted may be: as the strictest of the descriptions says that it is of. */
async function acceptanceDays(targets: readonly Target[], { files }: Opened, args: AcceptArguments): Promise<number> {
  const days: number[] = [];
  for (const description of new Set(targets.map((target) => target.description)))
    days.push((await loadPolicy(description, files, configOf(args))).acceptanceDays);
  return Math.min(...days);
}

/** Whether an ID is what the gate gives to the removal of the description that is named. */
function isRemoval(id: string, spec: string | undefined, register: Opened, terminal: Terminal): boolean {
  return spec !== undefined && removalFingerprint(nameBelow(register.root, spec, terminal.cwd)) === id;
}

/** An issue for a change that the register does not have: found in the description, so that nobody accepts what is not there. */
async function newlyAccepted(
  id: string,
  spec: string,
  register: Opened,
  terminal: Terminal,
  judged: () => Promise<JudgedSpec>,
): Promise<Issue> {
  const removed = nameBelow(register.root, spec, terminal.cwd);
  if (isRemoval(id, spec, register, terminal))
    return {
      id: `sp-${id.slice(0, 10)}`,
      rule: "description-removed",
      description: removed,
      title: `${removed} was removed`,
      severity: "high",
      status: "open",
      firstSeen: register.asOf,
      places: { [id]: removed },
      line: 1,
    };
  const { file, judgements } = await judged();
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

/** The description that `--spec` names, with what is found in it. */
interface JudgedSpec {
  readonly file: string;
  readonly judgements: Awaited<ReturnType<typeof judgeDescription>>;
}

async function judgedSpec(args: AcceptArguments, register: Opened, terminal: Terminal): Promise<JudgedSpec> {
  const { file, files } = entryOf(args.spec ?? "", terminal.cwd, register.root);
  const judgements = await judgeDescription(file, files, await loadPolicy(file, files, configOf(args)));
  return { file, judgements };
}

/** What a function gives, called at most once. */
function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => (made ??= { value: make() }).value;
}
