import { UserError } from "../core/user-error.ts";
import { gitTree, type GitTree } from "../gate/git/git-tree.ts";
import { repositoryAt } from "../gate/git/repository.ts";
import type { Register } from "../gate/register/register.ts";
import type { Policy } from "../policy/policy.ts";
import { judgeDescription } from "../review.ts";
import type { Judgements } from "../review/assumptions.ts";
import { prefixBelow } from "./root.ts";
import type { Terminal } from "./terminal.ts";

/** The commits of a repository, in which one description is looked for. */
export interface CommitsBelow {
  /** The commit that is checked out; `undefined` where there is none yet. */
  readonly head: () => string | undefined;
  readonly lastChangeOf: (register: Register) => string | undefined;
  /** The files of a commit below the root. Throws a `UserError` where there is no such commit. */
  readonly filesAt: (commit: string) => GitTree;
  /**
   * The description as it was in a commit, judged as it is now, and once however often it is asked for; `undefined` where
   * there is no such commit, or the description cannot be read in it.
   */
  readonly judgedAt: (commit: string) => Promise<Judgements | undefined>;
}

/** The commits of the repository that a folder is in; `undefined` where it is in none. */
export function commitsBelow(
  root: string,
  { files, policy }: { readonly files: readonly string[]; readonly policy: Policy },
  { env }: Pick<Terminal, "env">,
): CommitsBelow | undefined {
  return orNothing(() => {
    const repository = repositoryAt(root, env);
    const prefix = prefixBelow(repository.top, root);
    const known = new Map<string, Promise<Judgements | undefined>>();
    return {
      head: repository.head,
      lastChangeOf: ({ file }) => repository.lastChangeOf(`${prefix}${file}`),
      filesAt: (commit) => gitTree(repository, repository.commitOf(commit), prefix),
      async judgedAt(name) {
        const commit = orNothing(() => repository.commitOf(name));
        if (commit === undefined) return undefined;
        let judged = known.get(commit);
        if (judged === undefined)
          known.set(commit, (judged = judgedIn(gitTree(repository, commit, prefix), files, policy)));
        return judged;
      },
    };
  });
}

function orNothing<T>(get: () => T): T | undefined {
  try {
    return get();
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

async function judgedIn(tree: GitTree, files: readonly string[], policy: Policy): Promise<Judgements | undefined> {
  try {
    const name = files.findLast((file) => tree.read(file).bytes !== undefined);
    return name === undefined ? undefined : await judgeDescription(name, tree, policy);
  } catch (error) {
    if (error instanceof UserError) return undefined; // it cannot be read there
    throw error;
  }
}
