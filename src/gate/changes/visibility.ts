import type { Place } from "../../core/place.ts";
import { placeOf, type MediaType, type Operation, type Response } from "../../model/api.ts";
import type { Schema } from "../../model/schema.ts";
import type { OperationPair } from "../matched-operations.ts";
import { isFlagged, schemaMembersOf, type Members } from "./schema-pairs.ts";

/**
 * What became of a value of a response that was described before. `gone`: the description says what is there, and it is
 * not. `hidden`: it may still be there, but nothing says so any more. `described`: it is there, and is taken for
 * nothing sensitive.
 */
export type Visibility =
  | { readonly state: "gone"; readonly at: Place }
  | { readonly state: "described"; readonly at: Place; readonly schema: Schema }
  | {
      readonly state: "hidden";
      readonly at: Place;
      readonly isWithoutSchema: boolean;
      /** Whether the schema that lets it stand there names nothing that would. */
      readonly namesNothing?: boolean;
    };

/** What became of what stood at a way (`2xx data.email`); `undefined` of what is in no body that an operation of a path returns. */
export function visibilityAt(witness: string, { base, head }: OperationPair): Visibility | undefined {
  const space = witness.indexOf(" ");
  const isReturned = /^(?:2xx|default)$/.test(witness.slice(0, space)) && head.operationKind === "path";
  return isReturned ? visibilityOf(base, head, witness.slice(space + 1)) : undefined;
}

/**
 * Whether an operation may return a property in errors, wherever it stands in them: of errors the nearest field of a kind is
 * looked at alone, and what is put into an envelope, or is no longer described, is returned as before.
 */
export function mayBeInErrors(operation: Operation, name: string): boolean {
  const errors = errorsOf(operation);
  if (errors.every(({ content }) => content.length === 0)) return true;
  return isAnyInErrors(operation, ({ properties }) => properties.has(name));
}

/** Whether an operation returns an object in errors, wherever it stands in them, by the names of its properties. */
export function hasObjectInErrors(operation: Operation, object: Schema): boolean {
  const names = namesIn(schemaMembersOf(object));
  return isAnyInErrors(operation, (members) => namesIn(members) === names);
}

function namesIn({ properties }: Members): string {
  return [...properties.keys()].toSorted().join("\n");
}

function errorsOf({ responses }: Operation): readonly Response[] {
  return responses.filter(
    ({ status, statusClass }) => statusClass === "4xx" || statusClass === "5xx" || status === "default",
  );
}

/** Whether anything holds of any schema that the bodies of errors are made of. */
function isAnyInErrors(operation: Operation, holds: (members: Members) => boolean): boolean {
  const open = errorsOf(operation).flatMap(({ content }) =>
    content.flatMap((media) => schemasOf(media).map(({ schema }) => schema)),
  );
  const seen = new Set(open);
  for (const one of open) {
    const members = schemaMembersOf(one);
    if (holds(members)) return true;
    for (const inner of [...[...members.properties.values()].flat(), ...members.items, ...members.free])
      if (!seen.has(inner) && seen.size < MOST_STEPS) {
        seen.add(inner);
        open.push(inner);
      }
  }
  return false;
}

/**
 * Whether nothing was said before of what stands at a way in what an operation returns: there was no schema, or one that lets
 * anything stand there and names nothing. A named field beside others was left out, and is new.
 */
export function isUndescribedAt(witness: string, { base, head }: OperationPair): boolean {
  const was = visibilityAt(witness, { base: head, head: base });
  return was?.state === "hidden" && (was.isWithoutSchema || was.namesNothing === true);
}

/** What became of the value at an instance path in what an operation returns on success. */
function visibilityOf(base: Operation, head: Operation, path: string): Visibility {
  const responses = successesOf(head);
  const at = placeOf(head);
  if (path.startsWith("…")) return { state: "gone", at };
  if (head.method === "HEAD") return { state: "gone", at };
  const withBody = responses.filter(
    (response) => !/^(?:204|205)$/.test(response.status) && !isOnlyTaken(base, response),
  );
  if (responses.length > 0 && withBody.length === 0) return { state: "gone", at: placeOf(responses[0]!) };
  if (withBody.length === 0) return { state: "hidden", at, isWithoutSchema: true };

  // Where a response had it, the same response of the head is looked at; else all of them.
  const holding = successesOf(base).flatMap((response) =>
    response.content
      .filter((media) =>
        schemasOf(media).some(({ schema, rest }) => isFound(walk(schema, rest(path), true, { left: MOST_STEPS }))),
      )
      .map((media) => ({ status: response.status, type: media.type })),
  );
  const same = holding.flatMap(({ status, type }) => {
    const response = withBody.find((one) => one.status === status);
    const media = response?.content.find((one) => one.type === type);
    return response === undefined || media === undefined ? [] : [{ response, media }];
  });
  const looked =
    same.length > 0 ? same : withBody.flatMap((response) => response.content.map((media) => ({ response, media })));
  if (looked.length === 0) return { state: "hidden", at: placeOf(withBody[0]!), isWithoutSchema: true };
  const found = looked.map(({ media }) => inMedia(media, path));
  return found.find(({ state }) => state === "hidden") ?? found.find(({ state }) => state === "described") ?? found[0]!;
}

/** Whether a call is only taken, and no longer answered at once: a 202 without content that was not among the answers. */
function isOnlyTaken({ method, responses }: Operation, { status, content }: Response): boolean {
  return status === "202" && method !== "GET" && content.length === 0 && !responses.some((one) => one.status === "202");
}

/** Whether an operation describes a value at a witness: `2xx data.email`, `request email`, `query email`. */
export function isDescribedIn(operation: Operation, witness: string): boolean {
  const space = witness.indexOf(" ");
  const [word, path] = [witness.slice(0, space), witness.slice(space + 1)];
  if (operation.parameters.some((parameter) => parameter.in === word && parameter.name === path)) return true;
  const content =
    word === "request"
      ? (operation.requestBody?.content ?? [])
      : operation.responses
          .filter(({ statusClass, status }) => statusClass === word || status === word)
          .flatMap((response) => response.content);
  return content.some((media) => isFound(inMedia(media, path)));
}

/**
 * The names of the properties of the object that a value stands in, of all that an operation returns at a witness, that of the
 * value among them; none where the value is not described there, or is an object, which is what it holds.
 */
export function namesBeside(operation: Operation, witness: string): ReadonlySet<string> {
  const names = new Set<string>();
  const space = witness.indexOf(" ");
  const [word, path] = [witness.slice(0, space), withoutItems(witness.slice(space + 1))];
  if (!/^(?:2xx|default)$/.test(word)) return names;
  const holder = path.slice(0, Math.max(0, path.lastIndexOf(".")));
  for (const { statusClass, status, content } of operation.responses)
    if (statusClass === word || status === word)
      for (const media of content) {
        const [value, found] = [inMedia(media, path), inMedia(media, holder)];
        if (value.state === "described" && found.state === "described" && !holdsNames(value.schema))
          for (const name of schemaMembersOf(found.schema).properties.keys()) names.add(name);
      }
  return names;
}

function holdsNames(schema: Schema): boolean {
  const { properties, items } = schemaMembersOf(schema);
  return properties.size > 0 || items.some((item) => schemaMembersOf(item).properties.size > 0);
}

/** A way without what says that it leads to each of a list. */
function withoutItems(path: string): string {
  let end = path.length;
  while (path.endsWith("[]", end) || path.endsWith("{}", end)) end -= 2;
  return path.slice(0, end);
}

function isFound({ state }: Visibility): boolean {
  return state === "described";
}

function successesOf({ responses }: Operation): readonly Response[] {
  const isOnlyDefault = responses.every(({ status }) => status === "default");
  return responses.filter(
    ({ statusClass, status }) => statusClass === "2xx" || (status === "default" && isOnlyDefault),
  );
}

interface Body {
  readonly schema: Schema;
  /** What is left of a path within it. */
  readonly rest: (path: string) => string;
}

function schemasOf({ schema, itemSchema }: MediaType): readonly Body[] {
  return [
    ...(schema === undefined ? [] : [{ schema, rest: (path: string) => path }]),
    ...(itemSchema === undefined ? [] : [{ schema: itemSchema, rest: (path: string) => path.replace(/^\[\]\.?/, "") }]),
  ];
}

function inMedia(media: MediaType, path: string): Visibility {
  const bodies = schemasOf(media);
  if (bodies.length === 0) return { state: "hidden", at: placeOf(media), isWithoutSchema: true };
  const found = bodies.map(({ schema, rest }) => walk(schema, rest(path), true, { left: MOST_STEPS }));
  return found.find(({ state }) => state === "described") ?? found.find(({ state }) => state === "hidden") ?? found[0]!;
}

/** Alternatives within alternatives: a description that needs more is read no further. */
const MOST_STEPS = 2000;

/** Follows an instance path by the names that are there: a name may have dots and brackets in it. */
function walk(schema: Schema, path: string, isRoot: boolean, budget: { left: number }): Visibility {
  const at = placeOf(schema);
  if (path === "") return isFlagged(schema, "writeOnly") ? { state: "gone", at } : { state: "described", at, schema };
  budget.left -= 1;
  if (budget.left < 0) return { state: "gone", at };
  const { parts, properties, items, free } = schemaMembersOf(schema);
  const inner: Visibility[] = [];
  if (path.startsWith("[]"))
    for (const item of items) inner.push(walk(item, path.slice(2).replace(/^\./, ""), false, budget));
  if (path.startsWith("{}"))
    for (const value of free) inner.push(walk(value, path.slice(2).replace(/^\./, ""), false, budget));
  const name = nameIn(path, properties);
  if (name !== undefined)
    for (const property of properties.get(name) ?? []) {
      if (isFlagged(property, "writeOnly")) inner.push({ state: "gone", at: placeOf(property) });
      else inner.push(walk(property, path.slice(name.length).replace(/^\./, ""), false, budget));
    }
  const best =
    inner.find(({ state }) => state === "described") ?? inner.find(({ state }) => state === "hidden") ?? inner[0];
  if (best !== undefined) return best;
  return parts.some((part) => leavesOpen(part, isRoot))
    ? {
        state: "hidden",
        at,
        isWithoutSchema: false,
        namesNothing: parts.every(
          (part) => part.isInferred || (part.properties.size === 0 && part.items === undefined),
        ),
      }
    : { state: "gone", at };
}

/** The longest property name that a path begins with. */
function nameIn(path: string, properties: ReadonlyMap<string, unknown>): string | undefined {
  let longest: string | undefined;
  for (const name of properties.keys())
    if (
      path.startsWith(name) &&
      /^(?:$|\.|\[\]|\{\})/.test(path.slice(name.length)) &&
      name.length > (longest?.length ?? -1)
    )
      longest = name;
  return longest;
}

/**
 * Whether a schema lets anything stand there: an empty one, a free object, a reference that leads nowhere; a whole body that is
 * any text; and what is inferred from an example, which need not show all.
 */
function leavesOpen(part: Schema, isRoot: boolean): boolean {
  const composed = part.allOf.length + part.oneOf.length + part.anyOf.length > 0 || part.ref !== undefined;
  if (part.isInferred || part.boolean === true || part.additionalProperties === true) return true;
  if (typeof part.additionalProperties === "object") return isAnything(part.additionalProperties);
  if (part.properties.size > 0 || composed || part.enum !== undefined || part.additionalProperties === false)
    return false;
  if (part.items !== undefined || part.prefixItems.length > 0) return false;
  if (part.types.length === 0 || part.types.includes("object") || part.types.includes("array")) return true;
  return isRoot && part.types.includes("string") && part.format === undefined && part.pattern === undefined;
}

function isAnything(schema: Schema): boolean {
  return (
    schema.boolean === true ||
    (schema.types.length === 0 &&
      schema.properties.size === 0 &&
      schema.ref === undefined &&
      schema.items === undefined &&
      schema.enum === undefined &&
      schema.allOf.length + schema.oneOf.length + schema.anyOf.length === 0)
  );
}
