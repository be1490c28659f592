import path from "node:path";
import { listed } from "../core/prose.ts";
import { UserError } from "../core/user-error.ts";
import { operationOutcomes, type OperationOutcome } from "../authorization-tests/outcomes.ts";
import { MAKE_RESULT, testResults } from "../authorization-tests/results.ts";
import { authorizationTests } from "../authorization-tests/runnable-tests.ts";
import { readBounded } from "./bounded-input.ts";
import { opened, plain } from "./opened-register.ts";
import { recordOfTest, saveOutcomes, testOutcome } from "./register-records.ts";
import { entryOf } from "./root.ts";
import { EXIT, type ExitCode, type Terminal } from "./terminal.ts";
import { judgedApi, type TestsArguments } from "./tests-command.ts";

/** The answers of a large API to all of its tests. */
const MOST_BYTES = 256 * 1024 * 1024;

/**
 * Reads what a run said, and records it in the register as `register test` would: by operation, who says so, and when. Exit 1
 * where a test failed.
 */
export async function recordTests(
  args: TestsArguments,
  record: string,
  spec: string,
  terminal: Terminal,
): Promise<ExitCode> {
  const ignored = Object.entries({
    "--format": args.format.length > 0,
    "--top": args.top !== 0,
    "--operation": args.operation.length > 0,
    "--kind": args.kind.length > 0,
    "--include-destructive": args.includeDestructive,
    "--server": args.server !== undefined,
  }).flatMap(([option, isGiven]) => (isGiven ? [option] : []));
  if (ignored.length > 0)
    throw new UserError(`--record takes no ${listed(ignored, 6, "or")}`, {
      hint: "All results of the run are recorded: leave it out.",
    });
  if (args.by === undefined)
    throw new UserError("--record does not say who ran the tests", { hint: 'Add --by, as in --by "QA".' });
  const results = testResults(resultText(record, terminal), record);
  const register = await opened(args, terminal);
  const entry = entryOf(spec, terminal.cwd, register.root);
  const api = await judgedApi(entry, args);
  const all = authorizationTests(api, {
    asOf: register.asOf,
    includeDestructive: true,
    given: args.given,
    tries: args.tries,
  });
  const { operations, unknown } = operationOutcomes(all, results);
  if (operations.length === 0)
    throw new UserError(`${record} has no result of a test of ${plain(entry.file)}`, {
      hint: "Tests are known by the names that sallyport tests gives them.",
    });
  const evidence = args.evidence ?? path.basename(record);
  const records = operations.flatMap(
    ({ operation, outcome }) =>
      outcome === undefined
        ? []
        : [
            recordOfTest(
              entry.file,
              api,
              operation,
              testOutcome({ outcome, by: args.by!, evidence, until: args.until }, register.asOf),
            ),
          ], // asked above
  );
  await saveOutcomes(register, { tests: records });
  for (const one of operations) terminal.stdout.write(linesOf(one));
  if (records.length > 0) terminal.stdout.write(`Written to ${plain(register.register.file)}\n`);
  for (const id of unknown) terminal.stderr.write(`${plain(id)} is not a test of ${plain(entry.file)}: left out\n`);
  return operations.some(({ outcome }) => outcome === "failed") ? EXIT.blocked : EXIT.passed;
}

function resultText(record: string, { cwd }: Terminal): string {
  try {
    return readBounded(path.resolve(cwd, record), record, MOST_BYTES).toString("utf8");
  } catch (cause) {
    if (cause instanceof UserError) throw cause;
    throw new UserError(`${record} cannot be read as a result of a run`, { hint: MAKE_RESULT, cause });
  }
}

function linesOf({ operation, outcome, because }: OperationOutcome): string {
  const head = `${plain(operation.id)}: ${outcome ?? "not recorded"}\n`;
  return `${head}${because.map((line) => `  ${plain(line)}\n`).join("")}`;
}
