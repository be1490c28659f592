import { memo } from "../../core/memo.ts";
import type { Operation } from "../../model/api.ts";
import { heldSchemaOf, partsOf } from "../../model/schema-parts.ts";
import type { Schema } from "../../model/schema.ts";
import {
  contentsOf,
  standsFor,
  type Contents,
  type FoundField,
  type Purpose,
  type ValuePosition,
  type Step,
} from "./contents.ts";
import type { ClassifiedField, Flow, PassedObject } from "./flow.ts";
import { nearestFields, type NearestFields } from "./nearest-fields.ts";
import type { SchemaNode } from "./schema-graph.ts";
import { instancePath, joinedPath, passedObjects, spotsTo } from "./witness.ts";

/** A schema that a body has; an item of a stream stands by itself. */
export interface Content {
  readonly schema: Schema;
  readonly isItem: boolean;
}

/** The bodies of one status class, or of the request, with the word that a witness begins with. */
export interface Bodies {
  readonly word: string;
  readonly content: readonly Content[];
  /** Whether they answer that something is there already (409), and may show it. */
  readonly isConflict?: boolean;
}

/** Gives the flows of bodies; what a schema holds is worked out once, and composed at each operation. */
export interface BodyReader {
  /** Of body and embedded fields one each, of what comes on request only one a category of no other. */
  readonly flows: (operation: Operation, direction: Flow["direction"], bodies: readonly Bodies[]) => Iterable<Flow>;
  /** Of what errors say of themselves, one a category. */
  readonly errors: (operation: Operation, direction: Flow["direction"], bodies: readonly Bodies[]) => Iterable<Flow>;
  /** What the value of a parameter holds, but for what its own category stands for. */
  readonly within: (
    schema: Schema,
    container: string | undefined,
  ) => Iterable<{ readonly held: ClassifiedField; readonly path: string }>;
}

/** A field in one of the bodies, with all that its flow is written from. */
interface Candidate {
  readonly held: FoundField;
  /** The spot at which it is left to the caller to ask for more. */
  readonly asked: ValuePosition | undefined;
  readonly depth: number;
  readonly word: string;
  readonly isItem: boolean;
}

/** A reader over the graph of schemas; `categories` is how many there are to look for. */
export function bodyReader(nodeOf: (schema: Schema) => SchemaNode, categories: number): BodyReader {
  const known: Readonly<Record<Purpose, (node: SchemaNode) => Contents>> = {
    read: memo((node) => contentsOf(node, "read", nodeOf)),
    write: memo((node) => contentsOf(node, "write", nodeOf)),
    error: memo((node) => contentsOf(node, "error", nodeOf)),
  };
  const read = (schema: Schema, purpose: Purpose): Contents => known[purpose](nodeOf(schema));
  const nearest = nearestFields(categories, nodeOf);
  // Many operations return the same body, and what may be asked for with it is most of what there is to look through.
  const requested = memo((contents: Contents) => nearestRequested(contents.onRequest, nearest));

  return {
    *flows(operation, direction, bodies) {
      const body = new Map<ClassifiedField, Candidate>();
      const embedded = new Map<ClassifiedField, Candidate>();
      const onRequest = new Map<string, Candidate>();
      for (const { word, content } of bodies) {
        for (const { schema, isItem } of content) {
          const contents = read(schema, direction);
          const from = (held: FoundField): Candidate => ({ held, asked: undefined, depth: held.depth, word, isItem });
          for (const held of contents.body) keepNearer(body, held.field, from(held));
          for (const held of contents.embedded) keepNearer(embedded, held.field, from(held));
          for (const [category, { held, asked, depth }] of requested(contents))
            keepNearer(onRequest, category, { held, asked, depth, word, isItem });
        }
      }
      yield* flowsOf(body.values(), operation, direction, "body");
      yield* flowsOf(embedded.values(), operation, direction, "embedded");
      // What gets out without being asked for is worth no second mention.
      for (const { category } of [...body.keys(), ...embedded.keys()]) onRequest.delete(category);
      yield* flowsOf(onRequest.values(), operation, direction, "on-request");
    },
    *errors(operation, direction, bodies) {
      const nearestOf = new Map<string, Candidate>();
      const canCarry = carrierOf(operation, (schema) => read(schema, "write"));
      for (const { word, content, isConflict = false } of bodies) {
        for (const { schema, isItem } of content) {
          const { body, embedded } = read(schema, isConflict ? "read" : "error");
          // A record in an error was sent by the caller, but for one that is there already, and where none can be sent.
          const records = isConflict ? [] : embedded.filter(({ field }) => !canCarry(field));
          for (const held of [...body, ...records])
            // A text in an error explains it: "The basket has no such payment."
            if (held.field.category !== "user.content.private")
              keepNearer(nearestOf, held.field.category, { held, asked: undefined, depth: held.depth, word, isItem });
        }
      }
      yield* flowsOf(nearestOf.values(), operation, direction, "error");
    },
    *within(schema, container) {
      const contents = read(schema, "write");
      for (const { field, at } of [...contents.body, ...contents.embedded]) {
        if (!standsFor(container, field.category))
          yield { held: field, path: joinedPath(instancePath(spotsTo(at)), field.name) };
      }
    },
  };
}

/** Gives whether a request can carry what an error then says again: its body has a field of that kind, or leaves open what it has. */
function carrierOf(
  { method, requestBody }: Operation,
  written: (schema: Schema) => Contents,
): (field: ClassifiedField) => boolean {
  if (requestBody === undefined || BODILESS.has(method)) return () => false;
  let categories: ReadonlySet<string> | undefined;
  const schemas = requestBody.content.flatMap(({ schema, itemSchema }) => [schema ?? [], itemSchema ?? []].flat());
  const isOpen = schemas.length < requestBody.content.length || schemas.some(leavesOpen);
  return ({ category }) => {
    categories ??= new Set(
      schemas.flatMap((schema) => {
        const { body, embedded } = written(schema);
        return [...body, ...embedded].map(({ field }) => field.category);
      }),
    );
    return isOpen || categories.has(category);
  };
}

/** Requests whose content has no meaning of its own (RFC 9110, 9.3.1, 9.3.2 and 9.3.5). */
const BODILESS: ReadonlySet<string> = new Set(["GET", "HEAD", "DELETE"]);

/** Whether a body may have anything in it. */
function leavesOpen(schema: Schema): boolean {
  const held = heldSchemaOf(schema);
  return held.properties.size === 0 && partsOf(held).length === 0;
}

/** What a caller may ask for more of, the nearest of its category. */
interface Requested {
  readonly held: FoundField;
  readonly asked: ValuePosition;
  readonly depth: number;
}

function nearestRequested(spots: readonly ValuePosition[], nearest: NearestFields): ReadonlyMap<string, Requested> {
  const found = new Map<string, Requested>();
  for (const asked of spots) {
    for (const [category, held] of nearest(asked.node)) {
      const depth = asked.depth + held.depth;
      const before = found.get(category);
      if (before !== undefined && before.depth <= depth) continue;
      if (!standsFor(asked.container, category)) found.set(category, { held, asked, depth });
    }
  }
  return found;
}

function keepNearer<K>(kept: Map<K, Candidate>, key: K, candidate: Candidate): void {
  const before = kept.get(key);
  if (before === undefined || candidate.depth < before.depth) kept.set(key, candidate);
}

function* flowsOf(
  candidates: Iterable<Candidate>,
  operation: Operation,
  direction: Flow["direction"],
  via: Flow["via"],
): Generator<Flow> {
  for (const { held, asked, word, isItem } of candidates) {
    const { at, path } = wayTo(held.at, asked, isItem);
    const witness = `${word} ${joinedPath(at, held.field.name)}`;
    yield { field: held.field, operation, direction, via, witness, path };
  }
}

interface WayTo {
  readonly at: string;
  readonly path: readonly PassedObject[];
}

/** The way to a spot, which the fields of one object share. */
function wayTo(spot: Step, asked: ValuePosition | undefined, isItem: boolean): WayTo {
  const isWhole = asked === undefined && !isItem;
  const before = isWhole ? knownWays.get(spot) : undefined;
  if (before !== undefined) return before;
  const inner = spotsTo(spot);
  const spots = asked === undefined ? inner : [...spotsTo(asked), ...inner.slice(1)];
  const way = { at: instancePath(spots, isItem ? "[]" : ""), path: passedObjects(spots, isItem) };
  if (isWhole) knownWays.set(spot, way);
  return way;
}

const knownWays = new WeakMap<Step, WayTo>();
