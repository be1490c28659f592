import { isObject } from "../../core/json-value.ts";
import { memo, memoOfText } from "../../core/memo.ts";
import { childPointer, type Place } from "../../core/place.ts";
import type { Source } from "../../load/source.ts";
import type { Api } from "../../model/api.ts";
import { isSuspect, revealingIn, type Revealing } from "./revealing.ts";

/** Something in a description that nobody should read there. */
export interface PublishedValue extends Revealing {
  readonly at: Place;
  readonly role: Role;
  /** The stretch of text itself: for comparing, never for showing. */
  readonly value: string;
}

/** What a text is in a description: a value that shows how data look, one that the API takes or sets, or words for a reader. */
export type Role = "example" | "default" | "text" | "other";

/** The credentials and the personal data in all files of a description, whatever key they stand under, in their order. */
export function publishedValues({ document }: Pick<Api, "document">): readonly PublishedValue[] {
  return foundIn(document).values;
}

/** The keys and references in all files of a description that may hold any: they stand in pointers and messages. */
export function suspectNames({ document }: Pick<Api, "document">): readonly string[] {
  return foundIn(document).keys;
}

/** Two rules ask, and what is shown is held against it. */
const foundIn = memo((document: Api["document"]) => {
  const keys = new Set<string>();
  const values = document.sources().flatMap((source) => [...valuesIn(source, keys)]);
  return { values, keys: [...keys].filter(isSuspect) };
});

/** A value to look at. There are very many: how one comes to it is made into a pointer only where something is found. */
interface Visit {
  readonly value: unknown;
  readonly key: string | number;
  readonly from: Visit | undefined;
  readonly role: Role;
  /** Whether the keys of it are names that the author chose. */
  readonly isOfNames: boolean;
}

/** A stack stands in for recursion: a document nests as deep as it likes. What an alias repeats is looked at once. */
function* valuesIn({ file, value, syntax }: Source, known: Set<string>): Generator<PublishedValue> {
  const stack: Visit[] = [{ value, key: "#", from: undefined, role: "other", isOfNames: false }];
  const hasAliases = syntax === "yaml";
  const seen = new Set<unknown>();
  // The same dates and addresses stand in example after example.
  const revealing = memoOfText(revealingIn);
  for (let visit = stack.pop(); visit !== undefined; visit = stack.pop()) {
    const { value: at, role } = visit;
    if (typeof at === "string") {
      for (const one of revealing(at))
        yield { ...one, at: { file, pointer: pointerOf(visit) }, role, value: at.slice(one.start, one.end) };
    } else if (!hasAliases || !seen.has(at)) {
      if (hasAliases) seen.add(at);
      if (Array.isArray(at)) {
        // The last is laid down first, so that the first is taken up first.
        for (let index = at.length - 1; index >= 0; index -= 1)
          if (isWorthALook(at[index])) stack.push(partOf(visit, index, at[index]));
      } else if (isObject(at)) {
        const keys = Object.keys(at);
        for (let index = keys.length - 1; index >= 0; index -= 1) {
          const key = keys[index]!;
          const below = at[key];
          known.add(key);
          if (key === "$ref" && typeof below === "string") known.add(below);
          else if (isWorthALook(below)) stack.push(partOf(visit, key, below));
        }
      }
    }
  }
}

function isWorthALook(value: unknown): boolean {
  return typeof value === "string" ? isSuspect(value) : typeof value === "object" && value !== null;
}

function partOf(from: Visit, key: string | number, value: unknown): Visit {
  const { role, isOfNames } = from;
  if (isOfNames || typeof key === "number" || role === "example") return { value, key, from, role, isOfNames: false };
  return { value, key, from, role: roleOf(key) ?? role, isOfNames: NAMES.has(key) };
}

function pointerOf({ key, from }: Visit): string {
  return from === undefined ? String(key) : childPointer(pointerOf(from), key);
}

/** Vendors keep examples of their own: for a sandbox, for a mock server. */
function roleOf(key: string): Role | undefined {
  return ROLES.get(key) ?? (/^x-.*(?:example|sample|sandbox|mock)/i.test(key) ? "example" : undefined);
}

const ROLES: ReadonlyMap<string, Role> = new Map([
  ["example", "example"],
  ["examples", "example"],
  ["enum", "default"],
  ["const", "default"],
  ["default", "default"],
  ["description", "text"],
  ["summary", "text"],
  ["title", "text"],
]);

/** Keys whose value has names of the author's own for keys. */
const NAMES: ReadonlySet<string> = new Set([
  "properties",
  "patternProperties",
  "definitions",
  "$defs",
  "schemas",
  "parameters",
  "responses",
  "headers",
  "paths",
  "requestBodies",
  "callbacks",
  "securitySchemes",
]);
