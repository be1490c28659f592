import { count } from "../core/prose.ts";
import { UserError } from "../core/user-error.ts";
import { opened, plain, save, spoken, type RegisterArguments } from "./opened-register.ts";
import { EXIT, type ExitCode, type Terminal } from "./terminal.ts";

export interface AttestArguments extends RegisterArguments {
  readonly ids: readonly string[];
  readonly by: string;
  readonly because: string;
}

/** `register attest`: somebody answers for what a fix of a description claims about the service. */
export async function attestCommand(args: AttestArguments, terminal: Terminal): Promise<ExitCode> {
  const register = await opened(args, terminal);
  const by = spoken(args.by, "--by");
  const because = spoken(args.because, "--because");
  const { attestations } = register.register;
  const ids = new Set(args.ids);
  const unknown = args.ids.find((id) => !attestations.some((one) => one.id === id));
  if (unknown !== undefined)
    throw new UserError(`the register has no attestation ${plain(unknown)}`, {
      hint: "sallyport review shows the ids of those that are open, as in Attest at-1a2b3c4d5e.",
    });
  const done = attestations.find(({ id, status }) => status === "attested" && ids.has(id));
  if (done !== undefined)
    throw new UserError(
      `${plain(done.id)} is attested by ${plain(done.by ?? "nobody")} since ${done.attested ?? "before"}`,
      {
        hint: "Leave it out: it is open again when its fix is made once more.",
      },
    );
  await save(register, {
    ...register.register,
    attestations: attestations.map((one) =>
      ids.has(one.id) ? { ...one, status: "attested" as const, by, attested: register.asOf, because } : one,
    ),
  });
  terminal.stdout.write(`${count(ids.size, "attestation")} by ${plain(by)} in ${register.register.file}\n`);
  return EXIT.passed;
}
