import type { Commit, Repository } from "../git/repository.ts";
import { gitTree } from "../git/git-tree.ts";
import { baseOf } from "../git/touched.ts";

/** A description as one commit has it. */
export interface Version {
  readonly commit: Commit;
  /** YYYY-MM-DD, the committer's, in UTC. */
  readonly date: string;
  /** What the description is called there, relative to the top. */
  readonly file: string;
  /** The same for the same bytes of all files that it is made of; `undefined` where the commit does not have it. */
  readonly key: string | undefined;
}

/** The versions of a description. */
export interface Versions {
  /** The oldest first. */
  readonly versions: readonly Version[];
  /** Whether there are more than are looked at, or than this clone has. */
  readonly isCut: "shallow" | "limit" | undefined;
}

/**
 * The versions of a description up to a commit, on the way of first parents: those in which the file, or one of `parts`
 * beside it, is another than before. Renames are followed, as git finds them, else as the gate does: by operations.
 */
export async function versionsOf(
  repository: Repository,
  head: Commit,
  file: string,
  parts: readonly string[],
  most = MOST_VERSIONS,
): Promise<Versions> {
  const found: Version[] = [];
  let [from, name]: [Commit | undefined, string] = [head, file];
  let isCut: Versions["isCut"];
  for (let renames = 0; from !== undefined && renames <= MOST_RENAMES; renames += 1) {
    const own = keyed(repository, commitsOf(repository, from, [name, ...parts]), name, parts);
    from = undefined;
    for (const [index, version] of own.entries()) {
      found.push(version);
      if (found.length >= most) return { versions: distinct(found.toReversed()), isCut: "limit" };
      const isFirst = version.key !== undefined && own[index + 1]?.key === undefined;
      const parent = isFirst ? parentOf(repository, version.commit) : undefined;
      const former = parent === undefined ? undefined : await formerName(repository, parent, version);
      if (parent === undefined || former === undefined) continue;
      [from, name] = [parent, former];
      break;
    }
  }
  const oldest = found.at(-1);
  if (oldest !== undefined && repository.isShallow() && parentOf(repository, oldest.commit) === undefined)
    isCut = "shallow";
  return { versions: distinct(found.toReversed()), isCut };
}

/** Each is a line of git, and a review at most. */
const MOST_VERSIONS = 5_000;
const MOST_RENAMES = 20;

/** Commits and their days, the youngest first. */
function commitsOf(
  { git }: Repository,
  from: Commit,
  files: readonly string[],
): readonly { readonly commit: Commit; readonly date: string }[] {
  const most = `--max-count=${MOST_VERSIONS}`;
  const { code, stdout } = git(["rev-list", "--first-parent", "--timestamp", most, from, "--", ...files]);
  if (code !== 0) return [];
  return stdout
    .toString("latin1")
    .split("\n")
    .flatMap((line) => {
      const [, seconds = "", commit = ""] = /^(\d{1,12}) ([0-9a-f]{40,64})$/.exec(line) ?? [];
      return commit === "" ? [] : [{ commit, date: new Date(Number(seconds) * 1000).toISOString().slice(0, 10) }];
    });
}

/** The commits with what each has of the files, asked for in one call of git. */
function keyed(
  { git }: Repository,
  commits: readonly { readonly commit: Commit; readonly date: string }[],
  file: string,
  parts: readonly string[],
): readonly Version[] {
  // A line is a question: a name of two lines cannot be asked for.
  const names = [file, ...parts.filter((part) => part !== file)].filter((name) => !/[\n\r]/.test(name));
  if (commits.length === 0 || names[0] !== file) return [];
  const input = commits.map(({ commit }) => names.map((name) => `${commit}:${name}\n`).join("")).join("");
  const answers = git(["cat-file", "--batch-check=%(objectname)"], { input }).stdout.toString("latin1").split("\n");
  return commits.map((commit, index): Version => {
    const own = answers.slice(index * names.length, (index + 1) * names.length);
    const [entry = ""] = own;
    const ids = own.map((answer) => (/^[0-9a-f]{40,64}$/.test(answer) ? answer : "-"));
    return { ...commit, file, key: ids[0] === "-" || entry === "" ? undefined : `${file} ${ids.join(" ")}` };
  });
}

function parentOf({ git }: Repository, commit: Commit): Commit | undefined {
  const { code, stdout } = git(["rev-parse", "--verify", "--quiet", "--end-of-options", `${commit}^1^{commit}`]);
  const parent = stdout.toString("latin1").trim();
  return code === 0 && /^[0-9a-f]{40,64}$/.test(parent) ? parent : undefined;
}

/** What a description that is new under its name was called in the commit before. */
async function formerName(
  repository: Repository,
  parent: Commit,
  { commit, file }: Version,
): Promise<string | undefined> {
  const { code, stdout } = repository.git(["diff-tree", "-r", "-M", "-z", "--raw", "--diff-filter=R", parent, commit]);
  const fields = code === 0 ? stdout.toString("utf8").split("\0") : [];
  for (let at = 0; at + 2 < fields.length; at += 3) if (fields[at + 2] === file) return fields[at + 1];
  const now = gitTree(repository, commit);
  return baseOf(file, now.names, now, gitTree(repository, parent));
}

/** What was moved or merged without a change is the version that it was. */
function distinct(versions: readonly Version[]): readonly Version[] {
  return versions.filter(({ key }, index) => index === 0 || key !== versions[index - 1]!.key);
}
