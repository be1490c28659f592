import { UserError } from "../core/user-error.ts";
import { gitTree } from "../gate/git/git-tree.ts";
import { repositoryAt } from "../gate/git/repository.ts";
import { movedFrom } from "../gate/git/touched.ts";
import type { Register } from "../gate/register/register.ts";
import type { Files } from "../load/files.ts";
import { prefixBelow } from "./root.ts";
import type { Terminal } from "./terminal.ts";

/** A description that the register does not know, and those that it knows and that are gone. */
export interface NewName {
  readonly file: string;
  readonly files: Files;
  readonly gone: readonly string[];
  readonly register: Register;
}

/**
 * What a description was called in the commit that changed the register last, or in the one that is checked out: by most of
 * its operations. `undefined` where it is none of those that are gone, or git cannot be asked.
 */
export async function formerNameInGit(
  { file, files, gone, register }: NewName,
  root: string,
  { env }: Pick<Terminal, "env">,
): Promise<string | undefined> {
  if (gone.length === 0) return undefined;
  try {
    const repository = repositoryAt(root, env);
    const prefix = prefixBelow(repository.top, root);
    for (const commit of new Set([repository.lastChangeOf(`${prefix}${register.file}`), repository.head()])) {
      if (commit === undefined) continue;
      const tree = gitTree(repository, commit, prefix);
      const there = gone.filter((name) => tree.read(name).bytes !== undefined);
      const former = await movedFrom(file, files, there, tree);
      if (former !== undefined) return former;
    }
  } catch (error) {
    if (!(error instanceof UserError)) throw error; // there is no git
  }
  return undefined;
}
