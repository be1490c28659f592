import path from "node:path";
import { count } from "../core/prose.ts";
import { NotDescribed, UserError } from "../core/user-error.ts";
import { gitTree } from "../gate/git/git-tree.ts";
import { repositoryAt, type Repository } from "../gate/git/repository.ts";
import { versionsOf, type Version } from "../gate/history/versions.ts";
import { loadDocument } from "../load/document.ts";
import type { Files } from "../load/files.ts";
import type { Api } from "../model/api.ts";
import { readApi } from "../model/read-api.ts";
import { composedProperties } from "../model/schema-parts.ts";
import { targetOf, type Schema } from "../model/schema.ts";
import { shapeOf } from "../operations/readers/returned-fields.ts";
import { fileWord, optionWords, shellWord } from "../report/words/shell-words.ts";
import { shownText } from "../report/words/shown-text.ts";
import { namesFrom, prefixBelow, type Entry } from "./root.ts";
import type { Terminal } from "./terminal.ts";

interface Described {
  readonly entry: Pick<Entry, "root" | "file">;
  /** The other files that the description is made of today, relative to the root. */
  readonly parts: readonly string[];
}

/**
 * The same error for something that a description no longer has, with the last commit that has it, and how to assess that
 * version; where not all versions could be read, with how many were. What git cannot tell is left out.
 */
export async function withFormerVersion(
  error: UserError,
  described: Described,
  { env, cwd }: Pick<Terminal, "env" | "cwd">,
): Promise<UserError> {
  if (!(error instanceof NotDescribed)) return error;
  const found = await lastVersionWith(error, described, env);
  if (found === undefined) return error;
  const { version, read, of, unsure } = found;
  if (version === undefined) {
    const message = `${error.message}; of ${count(of, "version")} in git ${read} ${read === 1 ? "was" : "were"} searched, the latest first, and none has it`;
    return new UserError(message, error.hint === undefined ? {} : { hint: error.hint });
  }
  const known = unsure === 0 ? "that has it" : `that is known to have it (${count(unsure, "later version")} not read)`;
  return new UserError(
    `${error.message}; the last version of the file ${known} is in commit ${shortOf(version)}, ${version.date}`,
    {
      hint: `Assess that version, and look for the same data in today's description: ${commandFor(version, error, described, { env, cwd })}`,
    },
  );
}

/** What writes a version beside the description, from where its references lead to the same files, and assesses it. */
function commandFor(
  version: Version,
  { kind, called }: Named,
  { entry: { root, file } }: Described,
  { cwd, env }: Pick<Terminal, "env" | "cwd">,
): string {
  const nameOf = namesFrom(cwd);
  const at = shortOf(version);
  const was = nameOf(
    root,
    path.posix.join(path.posix.dirname(file), `was-${at}${version.file.endsWith(".json") ? ".json" : ".yaml"}`),
  );
  const { top } = repositoryAt(root, env);
  const repository = nameOf(top, ".");
  // Who stands in the repository need not name it.
  const isAround = repository.split("/").every((part) => ["", ".", ".."].includes(part));
  const where = isAround ? "" : ` -C ${shellWord(shownText(repository))}`;
  return [
    `git${where} show ${shellWord(`${at}:${shownText(version.file)}`)} > ${fileWord(shownText(was))}`,
    `sallyport impact ${fileWord(shownText(was))} ${fileWord(shownText(nameOf(root, file)))} ${optionWords(kind, shownText(called))}`,
  ].join(" && ");
}

function shortOf({ commit }: Version): string {
  return commit.slice(0, 12);
}

type Named = Pick<NotDescribed, "kind" | "called">;

/** Whether a version has what a report names: as a report of it would be read. */
function has({ operations, components, securitySchemes }: Api, { kind, called }: Named): boolean {
  const lower = called.toLowerCase();
  if (kind === "operation") {
    const shape = shapeOf(lower);
    return operations.some(
      ({ id, path: at, operationId }) =>
        operationId === called || [id, at].some((one) => shapeOf(one.toLowerCase()) === shape),
    );
  }
  if (kind === "credential") return securitySchemes.some(({ name }) => name.toLowerCase() === lower);
  if (kind === "schema") return [...components.schemas.keys()].some((name) => name.toLowerCase() === lower);
  const [owner, name] = ownerAndName(called);
  const isThere = (schema: Schema | undefined): boolean =>
    schema !== undefined && composedProperties(targetOf(schema)).has(name);
  return owner === undefined
    ? [...components.schemas.values()].some(isThere)
    : isThere(components.schemas.get(owner) ?? components.schemas.get(lastName(owner)));
}

/** A schema may be written with where it stands. */
function lastName(owner: string): string {
  return owner.slice(owner.lastIndexOf(".") + 1);
}

/** The schema and the property in `User.location`. */
function ownerAndName(called: string): readonly [owner: string | undefined, name: string] {
  const dot = called.lastIndexOf(".");
  return [dot < 0 ? undefined : called.slice(0, dot), called.slice(dot + 1)];
}

/** The words, in small letters, without which no text has it. */
function wordsIn({ kind, called }: Named): readonly string[] {
  const [owner, name] = ownerAndName(called);
  const words =
    kind === "field" ? [owner && lastName(owner), name] : kind === "operation" ? fixedParts(called) : [called];
  return words.flatMap((word) => (word === undefined || word === "" ? [] : [word.toLowerCase()]));
}

/** What of an operation any description writes as it is: its path without the names of parameters, or its `operationId`. */
function fixedParts(called: string): readonly string[] {
  const at = /^(?:[a-z]+ )?(\/.*)$/i.exec(called)?.[1];
  return at === undefined ? [called] : shapeOf(at).split("{}");
}

/** The last version that has something; what of the versions was not looked at. */
interface Found {
  readonly version: Version | undefined;
  readonly read: number;
  readonly of: number;
  /** Versions between the one that has it and the next that is known not to. */
  readonly unsure: number;
}

async function lastVersionWith(
  { kind, called }: Named,
  { entry: { root, file }, parts }: Described,
  env: Terminal["env"],
): Promise<Found | undefined> {
  try {
    const repository = repositoryAt(root, env);
    const head = repository.head();
    if (head === undefined) return undefined;
    const prefix = prefixBelow(repository.top, root);
    const besides = parts.map((part) => `${prefix}${part}`);
    const { versions } = await versionsOf(repository, head, `${prefix}${file}`, besides);
    const youngest = versions.toReversed();
    const looked = looking(repository, besides, { kind, called: called.trim() });
    const last = await lastOf(youngest.length, async (index) => looked.hasIt(youngest[index]!));
    const isAll = last !== undefined || looked.number() === youngest.length;
    if (last === undefined && isAll) return undefined;
    return {
      version: last === undefined ? undefined : youngest[last.index],
      read: looked.number(),
      of: youngest.length,
      unsure: last?.unsure ?? 0,
    };
  } catch (thrown) {
    // Without git, or with one that fails, nothing is known of it.
    if (thrown instanceof UserError) return undefined;
    throw thrown;
  }
}

/** So many bytes of descriptions are read as such, some ten seconds of work; the text of more versions is searched. */
const MOST_BYTES = 32 * 1024 * 1024;
const MOST_TEXTS = 200;

/** Looks whether versions have something, as long as there is something left of the limits: `undefined` without. */
function looking(
  repository: Repository,
  parts: readonly string[],
  wanted: Named,
): { readonly hasIt: (version: Version) => Promise<boolean | undefined>; readonly number: () => number } {
  const words = wordsIn(wanted);
  let texts = 0;
  let left = MOST_BYTES;
  return {
    number: () => texts,
    async hasIt({ commit, file, key }) {
      if (key === undefined) {
        texts += 1;
        return false;
      }
      if (texts >= MOST_TEXTS) return undefined;
      const tree = gitTree(repository, commit);
      const all = [file, ...parts].flatMap((name) => tree.read(name).bytes ?? []);
      // Only what has the words can have it.
      if (hasWords(all, words)) {
        const size = all.reduce((sum, { length }) => sum + length, 0);
        if (size > left && left < MOST_BYTES) return undefined;
        left -= size;
        texts += 1;
        const api = await apiAt(tree, file);
        return api !== undefined && has(api, wanted);
      }
      texts += 1;
      return false;
    },
  };
}

function hasWords(texts: readonly Uint8Array[], words: readonly string[]): boolean {
  const missing = new Set(words);
  for (const bytes of texts) {
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
      .toString("utf8")
      .replaceAll("\\/", "/")
      .toLowerCase();
    for (const word of missing) if (text.includes(word)) missing.delete(word);
    if (missing.size === 0) return true;
  }
  return missing.size === 0;
}

async function apiAt(tree: Files, file: string): Promise<Api | undefined> {
  try {
    return readApi(await loadDocument(file, tree));
  } catch (error) {
    if (error instanceof UserError) return undefined; // nothing can be assessed of it
    throw error;
  }
}

/**
 * The first of so many, the youngest first, that has something: in steps that double, then between the last two by halves.
 * What came and went in between two steps is found where none of them has it: then the others are asked one by one.
 */
async function lastOf(
  many: number,
  hasIt: (index: number) => Promise<boolean | undefined>,
): Promise<{ readonly index: number; readonly unsure: number } | undefined> {
  const asked = new Set<number>();
  const ask = async (index: number): Promise<boolean | undefined> => {
    asked.add(index);
    return hasIt(index);
  };
  let without = -1;
  for (let step = 0; without < many - 1; step = Math.max(1, step * 2)) {
    const at = Math.min(many - 1, without + 1 + step);
    const one = await ask(at);
    if (one === undefined) return undefined;
    if (one) return halved(without, at, ask);
    without = at;
  }
  for (let at = 0; at < many; at += 1) {
    if (asked.has(at)) continue;
    const one = await ask(at);
    if (one === undefined) return undefined;
    if (one) return { index: at, unsure: 0 };
  }
  return undefined;
}

async function halved(
  without: number,
  having: number,
  hasIt: (index: number) => Promise<boolean | undefined>,
): Promise<{ readonly index: number; readonly unsure: number }> {
  if (having - without <= 1) return { index: having, unsure: 0 };
  const middle = Math.floor((without + having) / 2);
  const one = await hasIt(middle);
  if (one === undefined) return { index: having, unsure: having - without - 1 };
  return one ? halved(without, middle, hasIt) : halved(middle, having, hasIt);
}
