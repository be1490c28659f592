import { dayAfter } from "../core/day.ts";
import { decidedTogether } from "../core/decided-together.ts";
import { once } from "../core/memo.ts";
import { count } from "../core/prose.ts";
import { UserError } from "../core/user-error.ts";
import { ACCEPTABLE_CHANGES } from "../gate/change.ts";
import { changeFingerprint } from "../gate/decision.ts";
import { isDecisionId } from "../gate/register/decision-id.ts";
import { removalFingerprint, type Acceptance } from "../gate/register/register.ts";
import type { Operation } from "../model/api.ts";
import { loadPolicy } from "../policy/load-policy.ts";
import { acceptedDecision } from "./accepted-decision.ts";
import { targetOfFinding, withAcceptance, type Target } from "./accepted-issues.ts";
import { dayIn } from "./as-of.ts";
import { findingIn, mayBeFindingId, noFinding, reviewedSpecs, type ReviewedSpec } from "./named-finding.ts";
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
import { nameBelow } from "./root.ts";
import { EXIT, type ExitCode, type Terminal } from "./terminal.ts";

export interface AcceptArguments extends RegisterArguments {
  readonly ids: readonly string[];
  readonly reason: string;
  readonly approver: string;
  readonly control: string | undefined;
  readonly until: string;
  readonly spec: string | undefined;
  readonly base: string | undefined;
  readonly baseFile: string | undefined;
}

/**
 * `register accept`: somebody takes the risk of issues, or of the findings, places or changes that an ID names, until a day.
 * What the register does not know yet is looked for in `--spec`, or in the descriptions below the folder that the user is in.
 * All of it in one description is one decision, and one issue.
 */
export async function acceptCommand(args: AcceptArguments, terminal: Terminal): Promise<ExitCode> {
  const register = await opened(args, terminal);
  const until = dayIn("--until", args.until);
  if (until < register.asOf)
    throw new UserError(`--until ${until} is over already`, {
      hint: "An acceptance holds until a day in the future.",
    });
  const targets = await targetsOf(args, register, terminal);
  const days = await acceptanceDays(targets, register, args);
  const last = dayAfter(register.asOf, days)!;
  if (until > last)
    throw new UserError(`--until ${until} is too late: a risk may be accepted for at most ${count(days, "day")}`, {
      hint: `The last day is ${last}; accept.days in sallyport.yaml sets the most, ${days} days now.`,
    });
  const acceptance: Acceptance = {
    reason: spoken(args.reason, "--reason"),
    approver: spoken(args.approver, "--approver"),
    ...(args.control === undefined ? {} : { control: args.control }),
    until,
    on: register.asOf,
  };
  const after = withAcceptance(register.register, targets, acceptance);
  await save(register, after);
  terminal.stdout.write(`${count(args.ids.length, "acceptance")} until ${until}, by ${plain(args.approver)}\n`);
  const known = new Set(register.register.issues.map(({ id }) => id));
  for (const { id, severity, description, places, causes } of after.issues.filter((issue) => !known.has(issue.id)))
    terminal.stdout.write(
      `${id}  accepted  ${severity}  ${plain(description)}: ${count(Object.keys(places).length, "place")}${causes === undefined ? "" : ` of ${decidedTogether(causes)!}`}\n`,
    );
  return EXIT.passed;
}

/** What the IDs of a call name, each once. */
async function targetsOf(args: AcceptArguments, register: Opened, terminal: Terminal): Promise<readonly Target[]> {
  const search = { ...args, register: register.register };
  const reviewed = once(() => reviewedSpecs(search, register.asOf, terminal));
  const targets: Target[] = [];
  for (const id of args.ids) {
    if (isDecisionId(id)) targets.push(...(await targetsOfDecision(id, args, register, terminal)));
    else targets.push(await targetOf(id, args, register, terminal, reviewed));
  }
  return targets;
}

/** All that blocks a change, by the ID that the gate gives to it. */
async function targetsOfDecision(
  id: string,
  args: AcceptArguments,
  register: Opened,
  terminal: Terminal,
): Promise<readonly Target[]> {
  const { review, findings, changes } = await acceptedDecision(id, args, register.asOf, terminal);
  const { file } = review.document;
  const seen = { asOf: register.asOf, commit: checkedOut(register.root, terminal) };
  return [
    ...findings.map((one) => targetOfFinding({ ...one, entry: { file }, review }, seen)),
    ...changes.map((one) => targetOfChange(one.id, one.kind, one.operation, undefined, file, register)),
  ];
}

async function targetOf(
  id: string,
  args: AcceptArguments,
  register: Opened,
  terminal: Terminal,
  reviewed: () => Promise<readonly ReviewedSpec[]>,
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
  const { spec } = args;
  const removed = spec === undefined ? undefined : nameBelow(register.root, spec, terminal.cwd);
  if (removed !== undefined && removalFingerprint(removed) === id)
    return targetOfChange(id, "description-removed", removed, `${removed} was removed`, removed, register);
  const named = findingIn(id, await reviewed());
  if (named !== undefined)
    return targetOfFinding(named, { asOf: register.asOf, commit: checkedOut(register.root, terminal) });
  if (spec === undefined || id.length < 16)
    throw noFinding(id, spec, " What the gate shows is named in full, with --spec.");
  const [one] = await reviewed();
  const change = one === undefined ? undefined : changeNamed(id, one.judgements.stated.api.operations);
  if (change !== undefined)
    return targetOfChange(id, change.kind, change.operation, undefined, one!.entry.file, register);
  throw new UserError(`${one?.entry.file ?? spec} has no place ${id}`, {
    hint: "The JSON of sallyport gate and sallyport review gives the fingerprints.",
  });
}

/** A change of the gate, which is known by its kind and operation: found in the description, so that nobody accepts what is not there. */
function changeNamed(
  id: string,
  operations: readonly Operation[],
): { readonly kind: string; readonly operation: string } | undefined {
  for (const kind of ACCEPTABLE_CHANGES)
    for (const operation of operations)
      if (changeFingerprint(kind, operation) === id) return { kind, operation: operation.id };
  return undefined;
}

/** `words`: by what a reader knows it. */
function targetOfChange(
  id: string,
  kind: string,
  words: string,
  title: string | undefined,
  description: string,
  { asOf }: Opened,
): Target {
  return {
    id: undefined,
    places: new Set([id]),
    description,
    issue: {
      id: `sp-${id.slice(0, 10)}`,
      rule: kind,
      description,
      title: title ?? `${kind}: ${words}`,
      severity: "high",
      status: "open",
      firstSeen: asOf,
      places: { [id]: words },
      line: 1,
    },
    fields: [],
  };
}

/** For how many days what is accepted may be: as the strictest of the descriptions says that it is of. */
async function acceptanceDays(targets: readonly Target[], { files }: Opened, args: AcceptArguments): Promise<number> {
  const days: number[] = [];
  for (const description of new Set(targets.map((target) => target.description)))
    days.push((await loadPolicy(description, files, configOf(args))).acceptanceDays);
  return Math.min(...days);
}
