import { isObject } from "../core/json-value.ts";
import { memo } from "../core/memo.ts";
import { childPointer, type Place } from "../core/place.ts";
import type { Source } from "../load/source.ts";
import type { Api } from "../model/api.ts";
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
  return valuesOf(document);
}

/** Two rules ask, and what is shown is held against it. */
const valuesOf = memo((document: Api["document"]) => document.sources().flatMap((source) => [...valuesIn(source)]));

interface Visit {
  readonly value: unknown;
  readonly pointer: string;
  readonly role: Role;
  /** Whether the keys of it are names that the author chose. */
  readonly isOfNames: boolean;
}

/** A stack stands in for recursion: a document nests as deep as it likes. What an alias repeats is looked at once. */
function* valuesIn({ file, value }: Source): Generator<PublishedValue> {
  const stack: Visit[] = [{ value, pointer: "#", role: "other", isOfNames: false }];
  const seen = new Set<unknown>();
  for (let visit = stack.pop(); visit !== undefined; visit = stack.pop()) {
    const { value: at, pointer, role } = visit;
    if (typeof at === "string") {
      for (const one of revealingIn(at))
        yield { ...one, at: { file, pointer }, role, value: at.slice(one.start, one.end) };
    } else if (typeof at === "object" && at !== null && !seen.has(at)) {
      seen.add(at);
      stack.push(...partsOf(at, visit).toReversed());
    }
  }
}

function partsOf(at: object, visit: Visit): readonly Visit[] {
  const { pointer, role, isOfNames } = visit;
  const parts: Visit[] = [];
  const entries: Iterable<readonly [string | number, unknown]> = Array.isArray(at)
    ? at.entries()
    : isObject(at)
      ? Object.entries(at)
      : [];
  for (const [key, value] of entries) {
    const isWorthALook = typeof value === "string" ? isSuspect(value) : typeof value === "object" && value !== null;
    if (key === "$ref" || !isWorthALook) continue;
    const isKeyword = !isOfNames && typeof key === "string" && role !== "example";
    parts.push({
      value,
      pointer: childPointer(pointer, key),
      role: isKeyword ? (roleOf(key) ?? role) : role,
      isOfNames: isKeyword && NAMES.has(key),
    });
  }
  return parts;
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
