import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect } from "vitest";
import type { Review } from "../../src/core/review.ts";
import type { Run } from "../cli/in-process.ts";
import { envelopeIn, run } from "../cli/run.ts";
import { temporaryFolder } from "../temporary-folder.ts";

/** A git repository in a temporary folder, as a team would have it. */
export interface TestRepository {
  readonly folder: string;
  /** Runs git, with days for commits that are always the same. */
  readonly git: (...args: readonly string[]) => string;
  /** Writes files; `undefined` removes one. */
  readonly write: (files: Readonly<Record<string, string | undefined>>) => void;
  /** Writes files and commits everything. `on`: YYYY-MM-DD. */
  readonly commit: (files: Readonly<Record<string, string | undefined>>, on?: string) => string;
  readonly sallyport: (...args: readonly string[]) => Promise<Run>;
  /** What the gate says of each description, as JSON. */
  readonly gate: (...args: readonly string[]) => Promise<GateRun>;
}

export interface GateRun {
  readonly code: number;
  readonly stderr: string;
  readonly reviews: readonly Review[];
  /** Of the only review. */
  readonly gate: NonNullable<Review["gate"]>;
  readonly commit: string | null;
}

export function testRepository(folder = temporaryFolder()): TestRepository {
  let day = "2026-01-01";
  const git = (...args: readonly string[]): string =>
    // Nothing is to outlive a power cut, and no housekeeping starts beside the test.
    execFileSync("git", ["-c", "protocol.file.allow=always", "-c", "core.fsync=none", "-c", "gc.auto=0", ...args], {
      cwd: folder,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
      env: {
        PATH: process.env["PATH"],
        HOME: folder,
        GIT_CONFIG_NOSYSTEM: "1",
        GIT_AUTHOR_NAME: "Mara",
        GIT_AUTHOR_EMAIL: "mara@example.com",
        GIT_COMMITTER_NAME: "Mara",
        GIT_COMMITTER_EMAIL: "mara@example.com",
        GIT_AUTHOR_DATE: `${day}T12:00:00Z`,
        GIT_COMMITTER_DATE: `${day}T12:00:00Z`,
      },
    }).trim();
  const write: TestRepository["write"] = (files) => {
    for (const [name, text] of Object.entries(files)) {
      const file = path.join(folder, name);
      if (text === undefined) {
        rmSync(file, { force: true });
        continue;
      }
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
  };
  const sallyport = (...args: readonly string[]): Promise<Run> =>
    run(args, { cwd: folder, env: { PATH: process.env["PATH"] ?? "", HOME: folder } });
  return {
    folder,
    git,
    write,
    commit(files, on) {
      if (on !== undefined) day = on;
      write(files);
      git("add", "-A");
      git("commit", "-q", "--allow-empty", "-m", "Change");
      return headOf(folder);
    },
    sallyport,
    async gate(...args) {
      const { code, stdout, stderr } = await sallyport("gate", ...args, "--format", "json");
      expect([stderr.match(/this is a bug[\s\S]*/)?.[0]]).toEqual([undefined]);
      if (stdout === "") throw new Error(stderr);
      const { reviews, commit } = envelopeIn(stdout);
      return { code, stderr, reviews, commit, gate: reviews[0]?.gate as NonNullable<Review["gate"]> };
    },
  };
}

/** A repository whose branch `main` has files, with the branch `feature` checked out. */
export function repositoryWith(files: Readonly<Record<string, string>>): TestRepository {
  const repository = emptyRepository();
  const commit = repository.commit(files);
  checkedOut(repository.folder, "feature", commit);
  return repository;
}

/*
 * Hundreds of tests begin with what follows, and a process of git would cost more than the few files that it writes
 * (gitrepository-layout).
 */

/** A repository without a commit, as `git init --template= -b main` makes it. */
export function emptyRepository(): TestRepository {
  const repository = testRepository();
  const { folder } = repository;
  mkdirSync(path.join(folder, ".git/objects"), { recursive: true });
  mkdirSync(path.join(folder, ".git/refs/heads"), { recursive: true });
  writeFileSync(path.join(folder, ".git/HEAD"), "ref: refs/heads/main\n");
  writeFileSync(
    path.join(folder, ".git/config"),
    "[core]\n\trepositoryformatversion = 0\n\tfilemode = true\n\tbare = false\n\tlogallrefupdates = true\n",
  );
  return repository;
}

/** As `git checkout -b`, where that commit is checked out. */
function checkedOut(folder: string, branch: string, commit: string): void {
  writeFileSync(path.join(folder, ".git/refs/heads", branch), `${commit}\n`);
  writeFileSync(path.join(folder, ".git/HEAD"), `ref: refs/heads/${branch}\n`);
}

/** As `git rev-parse HEAD`, after a commit. */
function headOf(folder: string): string {
  const head = readFileSync(path.join(folder, ".git/HEAD"), "utf8").trim();
  const branch = /^ref: (.*)$/.exec(head)?.[1];
  return branch === undefined ? head : readFileSync(path.join(folder, ".git", branch), "utf8").trim();
}
