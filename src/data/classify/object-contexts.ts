import { memo } from "../../core/memo.ts";
import { lastToken } from "../../core/place.ts";
import type { Api, MediaType, Operation, Parameter, Response } from "../../model/api.ts";
import type { Schema } from "../../model/schema.ts";
import { freeSchemasOf, isLeaf, itemSchemasOf, partsOf } from "../../model/schema-parts.ts";

/** Where an object of the description stands. */
export interface ObjectSurroundings {
  /** What contains it, nearest first: properties, then the component. */
  readonly owners: readonly string[];
  /** What is said of it and of the objects around it, nearest first. */
  readonly texts: readonly string[];
  /** The component that it stands in. */
  readonly component: Schema | undefined;
  /** The fixed segments of the path, nearest first. */
  readonly resources: readonly string[];
  readonly place: "property" | "form";
  /** It is what callers send, and no component. */
  readonly isSent?: true;
}

/** An object with properties. */
export interface ObjectContext extends ObjectSurroundings {
  readonly schema: Schema;
  /** The object that it is a part of (`allOf`, an alternative), else itself: their fields stand together. */
  readonly whole: Schema;
}

/** A parameter, and the resources that it stands beside. */
export interface ParameterContext {
  readonly parameter: Parameter;
  readonly resources: readonly string[];
  /** Anybody may call its operation, while others ask for a credential. */
  readonly isOpen: boolean;
  /** The operation or path item whose parameters stand together; `undefined` for a component. */
  readonly beside: readonly Parameter[];
}

/** Every object and parameter of an API, each once, those of components first: their own place says most of them. */
export function objectContexts(api: Api): {
  readonly objects: readonly ObjectContext[];
  readonly parameters: readonly ParameterContext[];
  /** The fixed segments, nearest first, of the first path that takes or gives a component by itself or in a list. */
  readonly pathsOf: ReadonlyMap<Schema, readonly string[]>;
} {
  const objects: ObjectContext[] = [];
  const parameters: ParameterContext[] = [];
  const seen = new Set<Schema>();
  const seenParameters = new Set<unknown>();
  const referred: Schema[] = [];
  const pathsOf = new Map<Schema, readonly string[]>();

  const visit = (schema: Schema, surroundings: ObjectSurroundings, whole?: Schema): void => {
    if (isLeaf(schema) || seen.has(schema)) return;
    seen.add(schema);
    const own = whole ?? schema;
    const { owners, component, resources, place } = surroundings;
    const { description } = schema;
    const texts = description === undefined ? surroundings.texts : [description, ...surroundings.texts];
    if (schema.properties.size > 0)
      objects.push({
        owners,
        texts,
        component,
        resources,
        place,
        schema,
        whole: own,
        ...(surroundings.isSent === true ? { isSent: true } : {}),
      });
    // There are very many properties, and `forEach` makes no pair of each.
    schema.properties.forEach((property, name) => {
      if (!isLeaf(property)) visit(property, { owners: [name, ...owners], texts, component, resources, place });
    });
    for (const part of partsOf(schema)) {
      // What stands elsewhere is read where it stands.
      if (part === schema.ref || isMapped(part, schema)) {
        referred.push(part);
        if (owners.length === 0 && resources.length > 0 && !pathsOf.has(part)) pathsOf.set(part, resources);
      } else visit(part, { ...surroundings, texts }, own);
    }
    for (const item of itemSchemasOf(schema)) visit(item, { ...surroundings, texts });
    for (const free of freeSchemasOf(schema)) visit(free, { ...surroundings, texts });
  };
  const visitMedia = (content: readonly MediaType[], surroundings: Omit<ObjectSurroundings, "place">): void => {
    for (const { type, schema, itemSchema } of content) {
      const place = /form/i.test(type) ? "form" : "property";
      if (schema !== undefined) visit(schema, { ...surroundings, place });
      if (itemSchema !== undefined) visit(itemSchema, { ...surroundings, place });
    }
  };
  const visitResponse = ({ content, headers }: Response, surroundings: Omit<ObjectSurroundings, "place">): void => {
    visitMedia(content, surroundings);
    for (const header of headers) {
      if (header.schema !== undefined)
        visit(header.schema, { ...surroundings, owners: [header.name], place: "property" });
      visitMedia(header.content, { ...surroundings, owners: [header.name] });
    }
  };
  const visitParameter = (context: ParameterContext): void => {
    const { parameter, resources } = context;
    if (seenParameters.has(parameter.node.value)) return;
    seenParameters.add(parameter.node.value);
    parameters.push(context);
    const surroundings = { owners: [parameter.name], texts: [], component: undefined, resources };
    if (parameter.schema !== undefined) visit(parameter.schema, { ...surroundings, place: "property" });
    visitMedia(parameter.content, surroundings);
  };
  const settle = (): void => {
    for (const schema of referred) {
      const name = schema.name ?? lastToken(schema.node.pointer);
      visit(schema, { owners: [name], texts: [], component: schema, resources: [], place: "property" });
    }
  };

  const { components } = api;
  const named = (name: string) => ({ owners: [name], texts: [], component: undefined, resources: [] });
  for (const [name, schema] of components.schemas)
    visit(schema, { owners: [name], texts: [], component: schema, resources: [], place: "property" });
  for (const parameter of components.parameters.values())
    visitParameter({ parameter, resources: [], isOpen: false, beside: [] });
  for (const [name, body] of components.requestBodies) visitMedia(body.content, named(name));
  for (const [name, response] of components.responses) visitResponse(response, named(name));
  for (const [name, media] of components.mediaTypes) visitMedia([media], named(name));

  for (const operation of api.operations) {
    const resources = resourcesOf(operation);
    const surroundings = { owners: [], texts: [], component: undefined, resources };
    for (const parameter of operation.parameters) {
      const before = parameter.in === "path" ? resourcesBefore(operation, parameter.name) : resources;
      visitParameter({
        parameter,
        resources: before,
        isOpen: operation.access === "anonymous",
        beside: operation.parameters,
      });
    }
    if (operation.requestBody !== undefined)
      visitMedia(operation.requestBody.content, { ...surroundings, isSent: true });
    for (const response of operation.responses) visitResponse(response, surroundings);
  }
  settle();
  return { objects, parameters, pathsOf };
}

function isMapped(part: Schema, schema: Schema): boolean {
  return schema.discriminator !== undefined && mappedIn(schema).has(part);
}

const mappedIn = memo(({ discriminator }: Schema): ReadonlySet<unknown> => new Set(discriminator?.mapping.values()));

/** The fixed segments of a path, nearest first; a callback is about what the operation that declares it is about. */
function resourcesOf(operation: Operation): readonly string[] {
  if (operation.parent !== undefined) return resourcesOf(operation.parent);
  return operation.operationKind === "path" ? fixedSegments(operation.path) : [];
}

function resourcesBefore(operation: Operation, parameter: string): readonly string[] {
  if (operation.operationKind !== "path") return resourcesOf(operation);
  const end = parameterOffsets(operation).get(parameter) ?? operation.path.length;
  const near = operation.path.slice(Math.max(0, end - NEAR), end);
  // What is cut off is the beginning, and it may be in the middle of a segment.
  return fixedSegments(end > NEAR ? near.slice(near.indexOf("/") + 1) : near);
}

/** So many characters before a parameter say what it stands beside: a path may have a hundred thousand. */
const NEAR = 1000;

/** Where each parameter of a path stands first. */
const parameterOffsets = memo(({ path }: Operation): ReadonlyMap<string, number> => {
  const offsets = new Map<string, number>();
  for (const { 1: name, index } of path.matchAll(/\{([^{}]*)\}/g)) if (!offsets.has(name!)) offsets.set(name!, index);
  return offsets;
});

function fixedSegments(path: string): readonly string[] {
  return path
    .split("/")
    .filter((segment) => segment !== "" && !segment.startsWith("{"))
    .toReversed();
}
