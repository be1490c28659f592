import { gitTree } from "../gate/git/git-tree.ts";
import { repositoryAt } from "../gate/git/repository.ts";
import { versionsOf, type Version } from "../gate/history/versions.ts";
import { MissingOperation, UserError } from "../core/user-error.ts";
import { judgedVersion } from "../gate/history/version-search.ts";
import type { Files } from "../load/files.ts";
import type { Operation } from "../model/api.ts";
import type { Policy } from "../policy/policy.ts";
import { judgeDescription } from "../review.ts";
import { shellWord } from "../report/words/copied-texts.ts";
import { shownText } from "../report/words/shown-text.ts";
import { prefixBelow, type Entry } from "./root.ts";
import type { Terminal } from "./terminal.ts";

interface Described {
  readonly entry: Pick<Entry, "root" | "file">;
  readonly policy: Policy;
}

/**
 * The same error for an operation that a description no longer has, with the last commit of which the text has its path or
 * `operationId`, and how to assess that version. What git cannot tell is left out.
 */
export async function withFormerVersion(
  error: UserError,
  described: Described,
  { env }: Pick<Terminal, "env">,
): Promise<UserError> {
  if (!(error instanceof MissingOperation)) return error;
  const { operation: word } = error;
  const last = await lastVersionWith(word, described, env);
  if (last === undefined) return error;
  const at = last.commit.slice(0, 12);
  const was = `was-${at}${last.file.endsWith(".json") ? ".json" : ".yaml"}`;
  const command = [
    `git show ${shellWord(`${at}:${shownText(last.file)}`)} > ${was}`,
    `sallyport impact ${was} ${shellWord(shownText(described.entry.file))} --operation ${shellWord(shownText(word))}`,
  ].join(" && ");
  return new UserError(`${error.message}; the last version of the file that has it is in commit ${at}, ${last.date}`, {
    hint: `Assess that version, and look for the same data in today's description: ${command}`,
  });
}

/** Each may be judged. */
const MOST_VERSIONS = 40;

function isCalled({ id, operationId }: Operation, word: string): boolean {
  return id === word || operationId === word;
}

function judgeBy(policy: Policy) {
  return async (name: string, files: Files) => judgeDescription(name, files, policy);
}

async function lastVersionWith(
  word: string,
  { entry: { root, file }, policy }: Described,
  env: Terminal["env"],
): Promise<Version | undefined> {
  const name = word.trim().replace(/^[a-z]+ (?=\/)/i, "");
  try {
    const repository = repositoryAt(root, env);
    const head = repository.head();
    if (head === undefined) return undefined;
    const { versions } = await versionsOf(repository, head, `${prefixBelow(repository.top, root)}${file}`, []);
    for (const version of versions.toReversed().slice(0, MOST_VERSIONS)) {
      const { bytes } = gitTree(repository, version.commit).read(version.file);
      // Only what has the words can have the operation.
      if (bytes === undefined || !Buffer.from(bytes).includes(name)) continue;
      const judged = await judgedVersion({ repository, judge: judgeBy(policy) }, version.commit, version.file);
      if (!("why" in judged) && judged.stated.api.operations.some((one) => isCalled(one, word.trim()))) return version;
    }
    return undefined;
  } catch (thrown) {
    // Without git, or with one that fails, nothing is known of it.
    if (thrown instanceof UserError) return undefined;
    throw thrown;
  }
}
