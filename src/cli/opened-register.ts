import { isPlaceholder } from "../core/placeholder.ts";
import path from "node:path";
import { UserError } from "../core/user-error.ts";
import { withoutRevealing } from "../data/values/revealing.ts";
import { repositoryAt } from "../gate/git/repository.ts";
import { readRegister } from "../gate/register/read-register.ts";
import { withinPolicy, type Register } from "../gate/register/register.ts";
import { registerText } from "../gate/register/write-register.ts";
import { filesBelow, type Files } from "../load/files.ts";
import { loadPolicy } from "../policy/load-policy.ts";
import { asOfDate } from "./as-of.ts";
import { checkInside, writeFiles } from "./write-files.ts";
import type { Terminal } from "./terminal.ts";
import { terminalText } from "./terminal-text.ts";

/** What every `sallyport register` command takes. */
export interface RegisterArguments {
  readonly root: string | undefined;
  readonly config: string | undefined;
  readonly register: string | undefined;
  readonly asOf: string | undefined;
}

/** A register as it stands in the working tree. */
export interface Opened {
  readonly root: string;
  readonly files: Files;
  readonly register: Register;
  readonly asOf: string;
}

/** The register of the working tree: the one that is named, else that of the `sallyport.yaml` at the root, else the usual one. */
export async function opened(args: RegisterArguments, terminal: Terminal): Promise<Opened> {
  const { root, files } = entryOfRoot(args.root, terminal);
  const file = args.register ?? (await loadPolicy("openapi.yaml", files, configOf(args))).register;
  return { root, files, register: await readRegister(file, files), asOf: asOfDate(args.asOf, terminal) };
}

/** What a register says as the policy of its root lets it count; never to be written. */
export async function heldRegister({ register, files }: Opened, args: RegisterArguments): Promise<Register> {
  return withinPolicy(register, (await loadPolicy("openapi.yaml", files, configOf(args))).acceptanceDays);
}

export function configOf({ config }: RegisterArguments): { readonly configFile?: string } {
  return config === undefined ? {} : { configFile: config };
}

function entryOfRoot(root: string | undefined, terminal: Terminal): { readonly root: string; readonly files: Files } {
  const folder = root === undefined ? topOf(terminal) : path.resolve(terminal.cwd, root);
  return { root: folder, files: filesBelow(folder) };
}

function topOf(terminal: Terminal): string {
  try {
    return repositoryAt(terminal.cwd, terminal.env).top;
  } catch (error) {
    if (error instanceof UserError) return terminal.cwd;
    throw error;
  }
}

/** The commit that is checked out, in which an issue is found; `undefined` without git. */
export function checkedOut(root: string, { env }: Terminal): string | undefined {
  try {
    return repositoryAt(root, env).head();
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

/** Writes the register where anything of it changes. */
export async function save({ root, files, register }: Opened, after: Register): Promise<void> {
  const { bytes } = files.read(register.file);
  const before = bytes === undefined ? undefined : Buffer.from(bytes).toString("utf8");
  const text = registerText(before, after);
  checkInside(root, register.file);
  if (text !== before) await writeFiles(new Map([[path.join(root, register.file), text]]));
}

/** A text that somebody must have written. */
export function spoken(text: string, option: string): string {
  if (text.trim() === "")
    throw new UserError(`${option} is empty`, { hint: "Write it in words that another person understands." });
  if (isPlaceholder(text))
    throw new UserError(`${option} is still the placeholder "${plain(text.trim())}"`, {
      hint: "Put what is true in its place: a name, or a reason in words that another person understands.",
    });
  return text.trim();
}

/** A text of the register or a description as a terminal may show it. */
export function plain(text: string): string {
  return terminalText(withoutRevealing(text));
}
