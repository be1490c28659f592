import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";

/**
 * The files of one description, read when a reference first leads there. A place is `file#/pointer`, the file relative
 * to `folder` with `/`, the pointer as RFC 6901 says.
 */
export function documentsOf(folder) {
  const read = new Map();

  /** What a file holds; undefined where there is none. */
  function contentOf(file) {
    if (!read.has(file)) {
      const full = path.join(folder, file);
      const isInside = !path.relative(folder, full).startsWith("..");
      read.set(file, isInside && existsSync(full) ? parsed(readFileSync(full, "utf8"), file) : undefined);
    }
    return read.get(file);
  }

  /** The value at a place; undefined where nothing stands. */
  function at(place) {
    const { file, tokens } = partsOf(place);
    let value = contentOf(file);
    for (const token of tokens) value = isObject(value) && Object.hasOwn(value, token) ? value[token] : undefined;
    return value;
  }

  /** The place where a chain of references that begins at a place ends, and its value; undefined where one is broken. */
  function followed(place) {
    let here = place;
    for (let step = 0; step < 20; step++) {
      const value = at(here);
      if (!isObject(value)) return value === undefined ? undefined : { place: here, value };
      if (typeof value.$ref !== "string") return { place: here, value };
      here = targetOf(value.$ref, partsOf(here).file);
    }
    return undefined;
  }

  /** The files that were read so far. */
  const files = () => [...read.keys()].filter((file) => read.get(file) !== undefined);

  return { contentOf, at, followed, files };
}

/** A place from a file and the steps that lead to a value. */
export function placeOf(file, tokens) {
  return `${file}#${tokens.map((token) => `/${String(token).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("")}`;
}

/** The file and the steps of a place; `#/…` without its file is of the file that is given. */
export function partsOf(place, entry = "") {
  const hash = place.indexOf("#");
  const file = hash === -1 ? place : place.slice(0, hash);
  const pointer = hash === -1 ? "" : place.slice(hash + 1);
  const tokens = pointer
    .split("/")
    .slice(1)
    .map((token) => token.replaceAll("~1", "/").replaceAll("~0", "~"));
  return { file: file === "" ? entry : file, tokens };
}

/** Whether a value is an object or an array. */
export function isObject(value) {
  return typeof value === "object" && value !== null;
}

/** The place that a reference in a file leads to. */
function targetOf(reference, from) {
  const hash = reference.indexOf("#");
  const url = hash === -1 ? reference : reference.slice(0, hash);
  const file = url === "" ? from : path.posix.normalize(path.posix.join(path.posix.dirname(from), decoded(url)));
  const pointer = hash === -1 ? "" : decoded(reference.slice(hash + 1));
  return `${file}#${pointer.replace(/\/$/, "")}`;
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function parsed(text, file) {
  if (file.endsWith(".json")) return JSON.parse(text);
  // A text that is referred to, such as a description in Markdown.
  if (!/\.ya?ml$/.test(file)) return text;
  return parse(text, { maxAliasCount: -1, merge: true });
}
