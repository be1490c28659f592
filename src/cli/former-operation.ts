import { gitTree } from "../gate/git/git-tree.ts";
import { repositoryAt } from "../gate/git/repository.ts";
import { versionsOf, type Version } from "../gate/history/versions.ts";
import { NotDescribed, UserError } from "../core/user-error.ts";
import { judgedVersion } from "../gate/history/version-search.ts";
import type { Files } from "../load/files.ts";
import type { AssessedApi } from "../exposure/assessed-api.ts";
import { composedProperties } from "../model/schema-parts.ts";
import { targetOf, type Schema } from "../model/schema.ts";
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
 * The same error for an operation, field or schema that a description no longer has, with the last commit that has it, and
 * how to assess that version. What git cannot tell is left out.
 */
export async function withFormerVersion(
  error: UserError,
  described: Described,
  { env }: Pick<Terminal, "env">,
): Promise<UserError> {
  if (!(error instanceof NotDescribed)) return error;
  const { kind, called: word } = error;
  const last = await lastVersionWith(error, described, env);
  if (last === undefined) return error;
  const at = last.commit.slice(0, 12);
  const was = `was-${at}${last.file.endsWith(".json") ? ".json" : ".yaml"}`;
  const command = [
    `git show ${shellWord(`${at}:${shownText(last.file)}`)} > ${was}`,
    `sallyport impact ${was} ${shellWord(shownText(described.entry.file))} --${kind} ${shellWord(shownText(word))}`,
  ].join(" && ");
  return new UserError(`${error.message}; the last version of the file that has it is in commit ${at}, ${last.date}`, {
    hint: `Assess that version, and look for the same data in today's description: ${command}`,
  });
}

/** Each may be judged. */
const MOST_VERSIONS = 40;

type Named = Pick<NotDescribed, "kind" | "called">;

/** Whether a version has what a report names. */
function has({ operations, components }: AssessedApi, { kind, called }: Named): boolean {
  if (kind === "operation") return operations.some(({ id, operationId }) => id === called || operationId === called);
  if (kind === "schema") return components.schemas.has(called);
  const [owner, name] = ownerAndName(called);
  const isThere = (schema: Schema | undefined): boolean =>
    schema !== undefined && composedProperties(targetOf(schema)).has(name);
  return owner === undefined ? [...components.schemas.values()].some(isThere) : isThere(components.schemas.get(owner));
}

/** The schema and the property in `User.location`. */
function ownerAndName(called: string): readonly [owner: string | undefined, name: string] {
  const dot = called.lastIndexOf(".");
  return [dot < 0 ? undefined : called.slice(0, dot), called.slice(dot + 1)];
}

/** The words without which no text has it. */
function wordIn({ kind, called }: Named): string {
  return kind === "operation" ? called.trim().replace(/^[a-z]+ (?=\/)/i, "") : ownerAndName(called)[1];
}

function judgeBy(policy: Policy) {
  return async (name: string, files: Files) => judgeDescription(name, files, policy);
}

async function lastVersionWith(
  { kind, called }: Named,
  { entry: { root, file }, policy }: Described,
  env: Terminal["env"],
): Promise<Version | undefined> {
  const wanted = { kind, called: called.trim() };
  const name = wordIn(wanted);
  try {
    const repository = repositoryAt(root, env);
    const head = repository.head();
    if (head === undefined) return undefined;
    const { versions } = await versionsOf(repository, head, `${prefixBelow(repository.top, root)}${file}`, []);
    for (const version of versions.toReversed().slice(0, MOST_VERSIONS)) {
      const { bytes } = gitTree(repository, version.commit).read(version.file);
      // Only what has the words can have it.
      if (bytes === undefined || !Buffer.from(bytes).includes(name)) continue;
      const judged = await judgedVersion({ repository, judge: judgeBy(policy) }, version.commit, version.file);
      if (!("why" in judged) && has(judged.stated.api, wanted)) return version;
    }
    return undefined;
  } catch (thrown) {
    // Without git, or with one that fails, nothing is known of it.
    if (thrown instanceof UserError) return undefined;
    throw thrown;
  }
}
