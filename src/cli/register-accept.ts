import { allFindings } from "../core/all-findings.ts";
import { dayAfter } from "../core/day.ts";
import { count } from "../core/prose.ts";
import { worse } from "../core/severity.ts";
import { UserError } from "../core/user-error.ts";
import { ACCEPTABLE_CHANGES } from "../gate/change.ts";
import { changeFingerprint } from "../gate/decision.ts";
import { removalFingerprint, type Issue } from "../gate/register/register.ts";
import { loadPolicy } from "../policy/load-policy.ts";
import { composeReview } from "../review/compose.ts";
import { judgeDescription } from "../review.ts";
import { dayIn } from "./as-of.ts";
import { configOf, opened, plain, save, spoken, type Opened, type RegisterArguments } from "./opened-register.ts";
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
 * `register accept`: somebody takes the risk of issues, or of the places or changes that a fingerprint names, until a day.
 * What the register does not know yet is looked for in `--spec`.
 */
export async function acceptCommand(args: AcceptArguments, terminal: Terminal): Promise<ExitCode> {
  const register = await opened(args, terminal);
  const until = dayIn("--until", args.until);
  if (until < register.asOf)
    throw new UserError(`--until ${until} is over already`, {
      hint: "An acceptance holds until a day in the future.",
    });
  const days = await acceptanceDays(register, args, terminal);
  const last = dayAfter(register.asOf, days)!;
  if (until > last)
    throw new UserError(`--until ${until} is too late: a risk may be accepted for at most ${count(days, "day")}`, {
      hint: `The last day is ${last}; accept.days in sallyport.yaml says so.`,
    });
  const acceptance = {
    reason: spoken(args.reason, "--reason"),
    approver: spoken(args.approver, "--approver"),
    ...(args.control === undefined ? {} : { control: args.control }),
    until,
    on: register.asOf,
  };
  let { issues } = register.register;
  let fresh: readonly Issue[] = [];
  const judged = once(() => judgedSpec(args, register, terminal));
  for (const id of args.ids) {
    const found = issues.find(
      (issue) => issue.id === id || (Object.hasOwn(issue.places, id) && issue.status !== "fixed"),
    );
    if (found === undefined) {
      const one = await newlyAccepted(id, args, register, terminal, judged);
      // What is accepted in one decision is one issue for each rule.
      const same = fresh.find(({ rule, description }) => rule === one.rule && description === one.description);
      const issue: Issue =
        same === undefined
          ? { ...one, status: "accepted", acceptance }
          : { ...same, severity: worse(same.severity, one.severity), places: { ...same.places, ...one.places } };
      fresh = [...fresh.filter((other) => other !== same), issue];
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
  await save(register, { ...register.register, issues: [...issues, ...fresh] });
  terminal.stdout.write(`${count(args.ids.length, "acceptance")} until ${until}, by ${plain(args.approver)}\n`);
  return EXIT.passed;
}

/** For how many days what is accepted may be: as the strictest of the descriptions says that it is of. */
async function acceptanceDays(
  { register, root, files }: Opened,
  args: AcceptArguments,
  { cwd }: Terminal,
): Promise<number> {
  const known = register.issues
    .filter(({ id, places }) => args.ids.some((one) => one === id || Object.hasOwn(places, one)))
    .map(({ description }) => description);
  const named = args.spec === undefined ? [] : [nameBelow(root, args.spec, cwd)];
  const days: number[] = [];
  for (const description of new Set(known.length + named.length === 0 ? ["openapi.yaml"] : [...known, ...named]))
    days.push((await loadPolicy(description, files, configOf(args))).acceptanceDays);
  return Math.min(...days);
}

/** An issue for a place or a change that the register does not have: found in the description, so that nobody accepts what is not there. */
async function newlyAccepted(
  id: string,
  args: AcceptArguments,
  register: Opened,
  terminal: Terminal,
  judged: () => Promise<JudgedSpec>,
): Promise<Issue> {
  if (!/^[0-9a-f]{16}$/.test(id))
    throw new UserError(`the register has no issue ${plain(id)}`, {
      hint: "sallyport register list shows its issues.",
    });
  if (args.spec === undefined)
    throw new UserError(`the register does not know the place ${id}`, {
      hint: "Name the description that has it with --spec, or run sallyport register update first.",
    });
  const removed = nameBelow(register.root, args.spec, terminal.cwd);
  if (removalFingerprint(removed) === id)
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
  const { file, judgements, review } = await judged();
  for (const finding of allFindings(review)) {
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

/** The description that `--spec` names, with what is found in it. */
interface JudgedSpec {
  readonly file: string;
  readonly judgements: Awaited<ReturnType<typeof judgeDescription>>;
  readonly review: ReturnType<typeof composeReview>;
}

async function judgedSpec(args: AcceptArguments, register: Opened, terminal: Terminal): Promise<JudgedSpec> {
  const { file, files } = entryOf(args.spec ?? "", terminal.cwd, register.root);
  const judgements = await judgeDescription(file, files, await loadPolicy(file, files, configOf(args)));
  return { file, judgements, review: composeReview(judgements, register.asOf) };
}

/** What a function gives, called at most once. */
function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => (made ??= { value: make() }).value;
}
