import { UserError } from "../core/user-error.ts";
import { descriptionDigest, operationDigest, policyDigest } from "../gate/register/digests.ts";
import type { SignOff, TestRecord } from "../gate/register/register.ts";
import { testId } from "../gate/register/register-record-of.ts";
import { loadPolicy } from "../policy/load-policy.ts";
import { fingerprintOf, lastingId } from "../review/fingerprint.ts";
import { judgeDescription } from "../review.ts";
import { configOf, opened, plain, save, spoken, type RegisterArguments } from "./opened-register.ts";
import { registeredReview } from "./registered-review.ts";
import { entryOf } from "./root.ts";
import { EXIT, type ExitCode, type Terminal } from "./terminal.ts";

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
  await save(register, {
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
  await save(register, {
    ...register.register,
    signOffs: [...register.register.signOffs.filter(({ id }) => id !== signOff.id), signOff],
  });
  terminal.stdout.write(`Signed by ${plain(by)}: ${plain(file)}, ${signOff.verdict}\n`);
  return EXIT.passed;
}
