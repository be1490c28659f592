// Prints the review of a pull request with the suggestions that are not there yet; nothing, where there are none.
//   node ci/new-suggestions.mjs suggestions.json HEAD_SHA
// A checkout of a pull request is its merge with the base. GitHub counts the lines of its head, so suggestions are only for
// files that are the same in both. SALLYPORT_KNOWN has the marks of earlier suggestions, one a line.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

const [file = "", head = ""] = process.argv.slice(2);
/** @type {{ comments: { path: string, body: string }[] }} */
const { comments, ...review } = JSON.parse(readFileSync(file, "utf8"));
const known = new Set((process.env.SALLYPORT_KNOWN ?? "").split("\n"));

/** @type {(commit: string, path: string) => string | undefined} */
const blobOf = (commit, path) => {
  const { status, stdout } = spawnSync("git", ["rev-parse", "--verify", "--quiet", `${commit}:${path}`], {
    encoding: "utf8",
  });
  return status === 0 ? stdout.trim() : undefined;
};
/** @type {(path: string) => boolean} */
const isSame = (path) => {
  const blob = blobOf("HEAD", path);
  return blob !== undefined && blob === blobOf(head, path);
};

const fresh = comments.filter(({ body }) => !known.has(body.split("\n")[0]));
const shown = fresh.filter(({ path }) => isSame(path));
if (shown.length < fresh.length)
  process.stderr.write(
    "note: fixes are suggested only in files that are the same in the pull request and in its merge with the base, and whose history is there (fetch-depth: 0)\n",
  );
if (shown.length > 0) process.stdout.write(JSON.stringify({ ...review, commit_id: head, comments: shown }));
