import { isObject, member, type JsonObject } from "../core/json-value.ts";
import { decodedOr, tokensOf } from "../core/place.ts";
import { UserError } from "../core/user-error.ts";

/**
 * A description in which each reference into a path that is gone leads to a reusable part with what stood there in `whole`. A part
 * is written once, however often it is referred to, and may refer to itself. What can be no reusable part stands where it was
 * referred to. Throws a `UserError` where this is more than MOST_WRITTEN_OUT.
 */
export function withMovedParts(description: JsonObject, whole: JsonObject, file: string): JsonObject {
  const isSwagger = "swagger" in description;
  const moved = new Map<string, string>();
  const queue: Moved[] = [];
  const taken = new Set<string>();
  const spendWriting = writtenOutLimit(file);

  const pointerOf = (reference: string, section: string): string => {
    const known = moved.get(reference);
    if (known !== undefined) return known;
    const name = freeName(
      reference,
      (wanted) =>
        taken.has(`${section}/${wanted}`) ||
        valueAt(whole, [...placeOfSection(section, isSwagger), wanted]) !== undefined,
    );
    taken.add(`${section}/${name}`);
    const pointer = `#/${[...placeOfSection(section, isSwagger), name].join("/")}`;
    moved.set(reference, pointer);
    queue.push({ reference, section, name });
    return pointer;
  };

  const rewritten = (value: unknown, within: readonly string[]): unknown => {
    if (Array.isArray(value)) return value.map((one) => rewritten(one, within));
    if (!isObject(value)) return value;
    const reference = member(value, "$ref");
    if (typeof reference === "string" && isGone(reference, description)) {
      const section = sectionOf(tokensOf(decodedOr(reference)), isSwagger);
      if (section !== undefined) return { ...value, $ref: pointerOf(reference, section) };
      // What holds itself cannot be written out.
      if (within.includes(reference)) return {};
      spendWriting();
      return rewritten(valueAt(whole, tokensOf(decodedOr(reference))), [...within, reference]);
    }
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, rewritten(inner, within)]));
  };

  const kept = rewritten(description, []) as JsonObject; // an object is rewritten to one
  const parts = new Map<string, [string, unknown][]>();
  // The list grows while it is gone through: what is moved may refer to more.
  for (const { reference, section, name } of queue) {
    const value = rewritten(valueAt(whole, tokensOf(decodedOr(reference))), []);
    parts.set(section, [...(parts.get(section) ?? []), [name, value]]);
  }
  return withParts(kept, parts, isSwagger);
}

/**
 * Counts the references that are replaced by what they lead to: each copy may hold more of them. Throws a `UserError` beyond
 * a thousand.
 */
export function writtenOutLimit(file: string): () => void {
  let writtenOut = 0;
  return () => {
    writtenOut += 1;
    if (writtenOut > MOST_WRITTEN_OUT)
      throw new UserError(
        `a description for agents would be too large: more than ${MOST_WRITTEN_OUT} references lead to what can be no component`,
        { file, hint: "Let them refer to components instead." },
      );
  };
}

/** The parts beside those that are there. */
function withParts(
  description: JsonObject,
  parts: ReadonlyMap<string, readonly (readonly [string, unknown])[]>,
  isSwagger: boolean,
): JsonObject {
  if (parts.size === 0) return description;
  const above = isSwagger ? description : objectAt(description, "components");
  const joined = Object.fromEntries([
    ...Object.entries(above),
    ...[...parts].map(([section, added]) => [
      section,
      Object.fromEntries([...Object.entries(objectAt(above, section)), ...added]),
    ]),
  ]) as JsonObject;
  return isSwagger ? joined : { ...description, components: joined };
}

function objectAt(value: JsonObject, key: string): JsonObject {
  const inner = member(value, key);
  return isObject(inner) ? inner : {};
}

/** What is moved: the reference that led to it, and its section and name among the reusable parts. */
interface Moved {
  readonly reference: string;
  readonly section: string;
  readonly name: string;
}

const MOST_WRITTEN_OUT = 1000;

function isGone(reference: string, description: JsonObject): boolean {
  return reference.startsWith("#/paths/") && valueAt(description, tokensOf(decodedOr(reference))) === undefined;
}

/** The kind of reusable part that stands at a place, under its name in `components`; `undefined` for what can be none. */
function sectionOf(tokens: readonly string[], isSwagger: boolean): string | undefined {
  // Below a path and a method; a schema's own properties can have any name, so that the first that fits decides.
  const [last, above] = [tokens.at(-1), tokens.at(-2)];
  if (tokens.slice(3).includes("schema")) return isSwagger ? "definitions" : "schemas";
  if (last === "requestBody" && tokens.length === 4) return "requestBodies";
  if (above !== undefined && SECTIONS.has(above) && (!isSwagger || SWAGGER_SECTIONS.has(above))) return above;
  return undefined;
}

/** The keys of a path item or an operation, and of what stands in them, below which parts have a name or a number. */
const SECTIONS: ReadonlySet<string> = new Set(["parameters", "responses", "headers", "examples", "links", "callbacks"]);
const SWAGGER_SECTIONS: ReadonlySet<string> = new Set(["parameters", "responses"]);

/** Where the reusable parts of a kind stand. */
export function placeOfSection(section: string, isSwagger: boolean): readonly string[] {
  return isSwagger ? [section] : ["components", section];
}

/** A name made of where it stood: `orders_get_responses_200`. */
export function freeName(reference: string, isTaken: (name: string) => boolean): string {
  const words = tokensOf(decodedOr(reference))
    .slice(1)
    .join("_")
    .replaceAll(/[^A-Za-z0-9]+/g, "_");
  const name = words.replace(/^_/, "") || "part";
  for (let number = 1; ; number += 1) {
    const wanted = number === 1 ? name : `${name}_${number}`;
    if (!isTaken(wanted)) return wanted;
  }
}

function valueAt(root: JsonObject, tokens: readonly string[]): unknown {
  return tokens.reduce<unknown>(
    (at, token) => (isObject(at) || Array.isArray(at) ? member(at, token) : undefined),
    root,
  );
}
