import { isObject, member } from "../core/json-value.ts";
import type { Node } from "../load/document.ts";
import type { Operation, OperationKind, Parameter, PathItem, RequestBody, Response } from "./api.ts";
import { methodsOf } from "./grammar.ts";
import { readParameter, readRequestBody, readResponse, readSwaggerBody } from "./messages.ts";
import {
  childOf,
  dereferenced,
  elementOf,
  entriesOf,
  flagOf,
  isExpected,
  itemsOf,
  membersOf,
  read,
  skip,
  textOf,
  type Reading,
} from "./reading.ts";
import { readRequirement, type SchemeFinder, type SecurityRequirement } from "./security.ts";
import { readServers, readSwaggerServers, type Server } from "./servers.ts";

/** What holds for operations that don't say otherwise. */
interface Inherited {
  readonly servers: readonly Server[];
  readonly security: SecurityRequirement | undefined;
  readonly find: SchemeFinder;
}

interface Found {
  readonly operations: Operation[];
  readonly pathItems: PathItem[];
}

/** The way to a path item: which kind of operation it has, and under whose name. */
interface Position {
  readonly operationKind: OperationKind;
  readonly path: string;
  readonly parent: Operation | undefined;
}

/** Callbacks within callbacks: a description that goes deeper refers to itself. */
const DEEPEST_CALLBACK = 5;

/** Every operation: of paths, then of webhooks; the callbacks of an operation follow it. */
export function readOperations(reading: Reading, inherited: Inherited): Found {
  const { root } = reading.document;
  const found: Found = { operations: [], pathItems: [] };
  for (const [path, node] of entriesOf(reading, root, "paths")) {
    readPathItem(reading, node, { operationKind: "path", path, parent: undefined }, inherited, found);
  }
  // `x-webhooks` is how 3.0 descriptions write the `webhooks` of 3.1.
  for (const key of reading.version === "2.0" || reading.version === "3.0"
    ? ["x-webhooks"]
    : ["webhooks", "x-webhooks"]) {
    for (const [name, node] of entriesOf(reading, root, key)) {
      readPathItem(reading, node, { operationKind: "webhook", path: name, parent: undefined }, inherited, found);
    }
  }
  return found;
}

function readPathItem(reading: Reading, node: Node, position: Position, inherited: Inherited, found: Found): void {
  // What stands beside the `$ref` of a path item counts too, and comes first (OpenAPI 3.1, section Path Item Object).
  const target = dereferenced(reading, node);
  const layers = [...new Set([node, target])].filter(
    (layer): layer is Node => layer !== undefined && isObject(layer.value),
  );
  if (layers.length === 0) {
    if (target !== undefined) isExpected(reading, target, "a path item");
    return;
  }
  const main = layers.at(-1)!;
  const parameterNodes = parametersIn(reading, layers);
  const servers = layers
    .map((layer) => (reading.version === "2.0" ? undefined : readServers(reading, layer)))
    .find((list) => list !== undefined);
  const pathItem: PathItem = {
    ...elementOf(reading, "path item", main),
    path: position.path,
    parameters: readParameters(reading, parameterNodes),
    servers: servers ?? [],
  };
  found.pathItems.push(pathItem);
  for (const [method, operationNode] of methodsIn(reading, layers)) {
    if (!isExpected(reading, operationNode, "an operation")) continue;
    readOperation(
      reading,
      operationNode,
      method,
      pathItem,
      parameterNodes,
      position,
      { ...inherited, servers: servers ?? inherited.servers },
      found,
    );
  }
}

/** The key of Amazon API Gateway for an operation that answers every method. */
const ANY_METHOD = "x-amazon-apigateway-any-method";

/** The operations of a path item by method in capitals. */
function* methodsIn(reading: Reading, layers: readonly Node[]): Generator<readonly [string, Node]> {
  const methods = methodsOf(reading.version);
  const seen = new Set<string>();
  for (const layer of layers) {
    for (const [key, node] of membersOf(layer)) {
      if (node.value === null || seen.has(key)) continue;
      if (key === ANY_METHOD) yield ["ANY", node];
      else if (methods.includes(key)) yield [key.toUpperCase(), node];
      else if (methods.includes(key.toLowerCase())) {
        skip(reading, node, `"${key}" is no method (the key is "${key.toLowerCase()}"), so this operation is not read`);
      } else continue;
      seen.add(key);
    }
    if (reading.version === "3.2") yield* entriesOf(reading, layer, "additionalOperations");
  }
}

function readOperation(
  reading: Reading,
  node: Node,
  method: string,
  pathItem: PathItem,
  pathParameters: readonly Node[],
  position: Position,
  inherited: Inherited,
  found: Found,
): void {
  const isSwagger = reading.version === "2.0";
  const parameterNodes = merged(pathParameters, parametersIn(reading, [node]));
  const own = readRequirement(reading, node, inherited.find);
  const operation: Operation = {
    ...elementOf(reading, "operation", node),
    id: operationId(position, method),
    operationKind: position.operationKind,
    method,
    path: position.path,
    pathItem,
    operationId: textOf(node, "operationId"),
    tags: itemsOf(reading, node, "tags").flatMap(({ value }) => (typeof value === "string" ? [value] : [])),
    deprecated: flagOf(node, "deprecated"),
    parameters: readParameters(reading, parameterNodes),
    requestBody: isSwagger
      ? readSwaggerBody(reading, node, parameterNodes, mediaTypesIn(reading, node, "consumes"))
      : readBody(reading, node),
    responses: readResponses(reading, node),
    parent: position.parent,
    servers:
      isSwagger && member(node.value, "schemes") !== undefined
        ? readSwaggerServers(reading, reading.document.root, node)
        : (readServersOf(reading, node) ?? inherited.servers),
    security: own ?? inherited.security,
    access: "unstated", // decided when every requirement is known
  };
  found.operations.push(operation);
  if (!isSwagger) readCallbacks(reading, operation, inherited, found);
}

function readServersOf(reading: Reading, node: Node): readonly Server[] | undefined {
  return reading.version === "2.0" ? undefined : readServers(reading, node);
}

function operationId({ operationKind, path, parent }: Position, method: string): string {
  if (operationKind === "webhook") return `WEBHOOK ${path} ${method}`;
  if (operationKind === "callback") return `CALLBACK ${parent?.id ?? ""} ${path} ${method}`;
  return `${method} ${path}`;
}

/** The callbacks of an operation: each is a set of path items, by the expression that gives their address. */
function readCallbacks(reading: Reading, parent: Operation, inherited: Inherited, found: Found): void {
  for (const [, callback] of entriesOf(reading, parent.node, "callbacks")) {
    const target = dereferenced(reading, callback);
    if (target === undefined || !isExpected(reading, target, "a callback")) continue;
    if (depthOf(parent) >= DEEPEST_CALLBACK) {
      skip(reading, callback, `a callback within ${DEEPEST_CALLBACK} callbacks is not read`);
      continue;
    }
    for (const [expression, node] of membersOf(target)) {
      if (expression.startsWith("x-")) continue;
      readPathItem(reading, node, { operationKind: "callback", path: expression, parent }, inherited, found);
    }
  }
}

function depthOf(operation: Operation): number {
  let depth = 0;
  for (let at = operation.parent; at !== undefined; at = at.parent) depth += 1;
  return depth;
}

/** The parameter nodes of path item or operation, references followed. */
function parametersIn(reading: Reading, holders: readonly Node[]): readonly Node[] {
  return holders
    .flatMap((holder) => itemsOf(reading, holder, "parameters"))
    .flatMap((node) => {
      const target = dereferenced(reading, node);
      return target !== undefined && isExpected(reading, target, "a parameter") ? [target] : [];
    });
}

/** A parameter is known by name and place: the operation's replaces the path item's (OpenAPI 3.1, section Operation Object). */
function merged(inherited: readonly Node[], own: readonly Node[]): readonly Node[] {
  const key = ({ value }: Node): string => `${String(member(value, "in"))} ${String(member(value, "name"))}`;
  const replaced = new Set(own.map(key));
  return [...inherited.filter((node) => !replaced.has(key(node))), ...own];
}

function readParameters(reading: Reading, nodes: readonly Node[]): readonly Parameter[] {
  return nodes.flatMap((node) => read(reading, "parameter", node, (target) => readParameter(reading, target)) ?? []);
}

function readBody(reading: Reading, node: Node): RequestBody | undefined {
  const body = childOf(node, "requestBody");
  return body === undefined
    ? undefined
    : read(reading, "request body", body, (target) => readRequestBody(reading, target));
}

function readResponses(reading: Reading, node: Node): readonly Response[] {
  const produces = reading.version === "2.0" ? mediaTypesIn(reading, node, "produces") : [];
  return entriesOf(reading, node, "responses").flatMap(([status, child]): Response[] => {
    // The same response under two statuses, or of two operations that send different types, is not one response.
    const target = dereferenced(reading, child);
    return target !== undefined && isExpected(reading, target, "a response")
      ? [readResponse(reading, target, status, produces)]
      : [];
  });
}

/** `consumes` and `produces` of Swagger 2.0: the operation's, else the root's. */
function mediaTypesIn(reading: Reading, node: Node, key: string): readonly string[] {
  const holder = member(node.value, key) === undefined ? reading.document.root : node;
  return itemsOf(reading, holder, key).flatMap(({ value }) => (typeof value === "string" ? [value] : []));
}
