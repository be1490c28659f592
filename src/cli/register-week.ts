import { operationsById } from "../model/operations-by-name.ts";
import { UserError } from "../core/user-error.ts";
import { openClaims } from "../gate/register/attestations.ts";
import type { Register, SuiteRecord, TestRecord } from "../gate/register/register.ts";
import { shortDigest } from "../gate/register/register-record-of.ts";
import { registerWeek } from "../gate/register/week.ts";
import { loadPolicy } from "../policy/load-policy.ts";
import { registerWeekMarkdown, registerWeekText, type WeekPage } from "../report/formats/register-week.ts";
import { maskedByShape } from "../review/mask.ts";
import { dayIn } from "./as-of.ts";
import { configOf, heldRegister, opened, type Opened, type RegisterArguments } from "./opened-register.ts";
import type { ListArguments } from "./register-command.ts";
import { registeredReview } from "./registered-review.ts";
import { EXIT, hasColor, type ExitCode, type Terminal } from "./terminal.ts";

/** `register list --since`: what happened since a day, and what is overdue, on one page. */
export async function weekCommand(
  args: ListArguments & { readonly since: string },
  terminal: Terminal,
): Promise<ExitCode> {
  const since = dayIn("--since", args.since);
  const found = await opened(args, terminal);
  const { asOf } = found;
  if (since > asOf)
    throw new UserError(`--since ${since} is in the future`, { hint: "Give the first day of the past week." });
  if (args.overdue || args.status !== undefined)
    throw new UserError("--since prints a page of its own", { hint: "Leave out --overdue and --status." });
  const register = await heldRegister(found, args);
  const { tests, signOffs, ...week } = registerWeek(register, since, asOf, args.owner);
  const page: WeekPage = {
    ...week,
    file: register.file,
    since,
    asOf,
    recorded: [
      ...tests.map((record) => `${testWords(record)}: ${record.outcome}, by ${record.by} on ${record.on}`),
      ...signOffs.map(({ description, by, on, verdict }) => `${description}: signed off by ${by} on ${on}, ${verdict}`),
    ],
    void: await voidRecords(found, register, args),
    attestations: args.owner === undefined ? openClaims(register) : [],
  };
  // Somebody may have written a credential into it, and an older version more than ours.
  const masked = maskedByShape(page);
  terminal.stdout.write(
    args.format === "markdown"
      ? registerWeekMarkdown(masked)
      : registerWeekText(masked, {
          width: terminal.stdout.columns ?? 80,
          color: hasColor(terminal.stdout, terminal.env, args.color),
        }),
  );
  return EXIT.passed;
}

function testWords(record: TestRecord | SuiteRecord): string {
  if ("operation" in record) return `${record.description}, test of ${record.operation}`;
  return `${record.description}, ${record.boundary === "*" ? "all tests" : `tests of ${record.boundary}`}`;
}

/** Sign-offs and outcomes of tests that hold no longer, each with why: the descriptions are read for that. */
async function voidRecords(
  { files, asOf }: Opened,
  register: Register,
  args: RegisterArguments,
): Promise<readonly string[]> {
  const told: string[] = [];
  const names = new Set([...register.signOffs, ...register.tests].map(({ description }) => description));
  for (const name of [...names].toSorted()) {
    try {
      const policy = await loadPolicy(name, files, configOf(args));
      const { review, judgements } = await registeredReview(name, files, policy, asOf, { register });
      const { api } = judgements.stated;
      if (review.signOff?.state === "void")
        told.push(`${name}: the sign-off by ${review.signOff.by} on ${review.signOff.on}: ${review.signOff.why ?? ""}`);
      // What failed counts until it is tested again.
      for (const test of register.tests.filter(
        ({ description, outcome }) => description === name && outcome === "passed",
      )) {
        const operation = operationsById(api.operations).get(test.operation);
        const why =
          test.until !== undefined && test.until < asOf
            ? `it counted until ${test.until}`
            : operation === undefined
              ? "the operation is gone"
              : shortDigest(api, operation) === test.digest
                ? undefined
                : "the operation changed";
        if (why !== undefined) told.push(`${testWords(test)}, ${test.outcome} on ${test.on}: ${why}`);
      }
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      told.push(`${name}: everything on record, since it cannot be reviewed: ${error.message.split("\n")[0]!}`);
    }
  }
  return told;
}
