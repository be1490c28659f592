import { withoutFormats } from "./format-suffix.ts";
import { isObject, member } from "../core/json-value.ts";
import { textOfValue } from "../core/text-of-value.ts";
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
  layeredElement,
  mapEntries,
  membersOf,
  read,
  skip,
  textOf,
  withOwnWords,
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
  /** The path that the operations there are about. */
  readonly about: string;
  readonly parent: Operation | undefined;
}

/** Callbacks within callbacks: a description that goes deeper refers to itself. */
const DEEPEST_CALLBACK = 5;

/** Every operation: of paths, then of webhooks; the callbacks of an operation follow it. */
export function readOperations(reading: Reading, inherited: Inherited): Found {
  const { root } = reading.document;
  const found: Found = { operations: [], pathItems: [] };
  const paths = [...entriesOf(reading, root, "paths")];
  const aboutOf = withoutFormats(paths.map(([path]) => path));
  for (const [path, node] of paths) {
    const position: Position = { operationKind: "path", path, about: aboutOf(path), parent: undefined };
    readPathItem(reading, node, position, inherited, found);
  }
  // `x-webhooks` is how 3.0 descriptions write the `webhooks` of 3.1.
  for (const key of reading.version === "2.0" || reading.version === "3.0"
    ? ["x-webhooks"]
    : ["webhooks", "x-webhooks"]) {
    for (const [name, node] of mapEntries(reading, root, key)) {
      if (name.startsWith("x-") && !isObject(node.value)) continue; // an extension, which tools put everywhere
      readPathItem(
        reading,
        node,
        { operationKind: "webhook", path: name, about: name, parent: undefined },
        inherited,
        found,
      );
    }
  }
  return found;
}

function readPathItem(reading: Reading, node: Node, position: Position, inherited: Inherited, found: Found): void {
  const layers = layersOf(reading, node, "a path item");
  const main = layers.at(-1);
  if (main === undefined || isRepeated(main, position)) return;
  const parameterNodes = parametersIn(reading, layers);
  const servers = layers
    .map((layer) => (reading.version === "2.0" ? undefined : readServers(reading, layer)))
    .find((list) => list !== undefined);
  const pathItem: PathItem = {
    path: position.path,
    parameters: readParameters(reading, parameterNodes),
    servers: servers ?? [],
    ...layeredElement(layers.map((layer) => elementOf(reading, "path item", layer))),
    node: main,
  };
  found.pathItems.push(pathItem);
  for (const [method, child] of methodsIn(reading, layers)) {
    // No version allows a reference here, but bundlers follow it; an operation that seems empty would seem harmless.
    const operationLayers = layersOf(reading, child, "an operation");
    if (operationLayers.length === 0) continue;
    readOperation(reading, operationLayers, method, pathItem, parameterNodes, position, inherited, found);
  }
}

/**
 * A thing that may be a reference, with what that leads to at the end: what stands beside the `$ref` counts too, and
 * comes first (OpenAPI 3.1, section Path Item Object).
 */
function layersOf(reading: Reading, node: Node, what: string): readonly Node[] {
  const layers: Node[] = [];
  const target = dereferenced(reading, node, layers);
  if (target !== undefined && isExpected(reading, target, what)) layers.push(target);
  return layers;
}

/** Whether a callback's path item stands above it already: it refers to itself, and has nothing new. */
function isRepeated(pathItem: Node, { operationKind, parent }: Position): boolean {
  if (operationKind !== "callback") return false;
  for (let at = parent; at?.operationKind === "callback"; at = at.parent)
    if (at.pathItem.node.value === pathItem.value) return true;
  return false;
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
    if (reading.version !== "3.2") continue;
    for (const [method, node] of mapEntries(reading, layer, "additionalOperations")) {
      if (seen.has(`additional ${method}`)) continue;
      seen.add(`additional ${method}`);
      yield [method, node];
    }
  }
}

function readOperation(
  reading: Reading,
  layers: readonly Node[],
  method: string,
  pathItem: PathItem,
  pathParameters: readonly ParameterNode[],
  position: Position,
  inherited: Inherited,
  found: Found,
): void {
  const isSwagger = reading.version === "2.0";
  const main = layers.at(-1)!;
  /** The first layer that has a key. */
  const at = (key: string): Node => layers.find(({ value }) => member(value, key) !== undefined) ?? main;
  const parameterNodes = merged(pathParameters, parametersIn(reading, layers));
  const own = readRequirement(reading, at("security"), inherited.find);
  const operation: Operation = {
    id: operationId(position, method),
    operationKind: position.operationKind,
    method,
    path: position.about,
    pathItem,
    operationId: textOf(at("operationId"), "operationId"),
    tags: itemsOf(reading, at("tags"), "tags").flatMap(({ value }) => (typeof value === "string" ? [value] : [])),
    deprecated: flagOf(at("deprecated"), "deprecated"),
    parameters: readParameters(reading, parameterNodes),
    requestBody: isSwagger
      ? readSwaggerBody(
          reading,
          main,
          parameterNodes.map(({ target }) => target),
          mediaTypesIn(reading, at("consumes"), "consumes"),
        )
      : readBody(reading, at("requestBody")),
    responses: readResponses(
      reading,
      at("responses"),
      isSwagger ? mediaTypesIn(reading, at("produces"), "produces") : [],
    ),
    parent: position.parent,
    servers:
      isSwagger && member(at("schemes").value, "schemes") !== undefined
        ? readSwaggerServers(reading, reading.document.root, at("schemes"))
        : (readServersOf(reading, at("servers")) ??
          (pathItem.servers.length > 0 ? pathItem.servers : inherited.servers)),
    security: own ?? inherited.security,
    access: "unstated", // decided when every requirement is known
    ...layeredElement(layers.map((layer) => elementOf(reading, "operation", layer))),
    node: main,
  };
  reading.document.budget.spendParts(partsOf(operation), main.source.file);
  found.operations.push(operation);
  if (!isSwagger) readCallbacks(reading, at("callbacks"), operation, inherited, found);
}

/** How much an operation has that it may share with every other one. */
function partsOf({ servers, security, parameters, requestBody, responses }: Operation): number {
  const alternatives = security?.alternatives ?? [];
  return (
    servers.length +
    alternatives.reduce((sum, { schemes }) => sum + 1 + schemes.length, 0) +
    parameters.length +
    (requestBody?.content.length ?? 0) +
    responses.reduce((sum, { content, headers, links }) => sum + content.length + headers.length + links.length, 0)
  );
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
function readCallbacks(reading: Reading, holder: Node, parent: Operation, inherited: Inherited, found: Found): void {
  for (const [, callback] of mapEntries(reading, holder, "callbacks")) {
    const target = dereferenced(reading, callback);
    if (target === undefined || !isExpected(reading, target, "a callback")) continue;
    if (depthOf(parent) >= DEEPEST_CALLBACK) {
      skip(reading, callback, `a callback within ${DEEPEST_CALLBACK} callbacks is not read`);
      continue;
    }
    for (const [expression, node] of membersOf(target)) {
      if (expression.startsWith("x-")) continue;
      reading.document.budget.spendCallback(node.source.file);
      readPathItem(
        reading,
        node,
        { operationKind: "callback", path: expression, about: expression, parent },
        inherited,
        found,
      );
    }
  }
}

function depthOf(operation: Operation): number {
  let depth = 0;
  for (let at = operation.parent; at !== undefined; at = at.parent) depth += 1;
  return depth;
}

/** A parameter where it is used, and where it is defined. */
interface ParameterNode {
  readonly node: Node;
  readonly target: Node;
}

/** The parameters that stand at the layers of a path item or operation. */
function parametersIn(reading: Reading, layers: readonly Node[]): readonly ParameterNode[] {
  const [first = [], ...further] = layers.map((layer) =>
    itemsOf(reading, layer, "parameters").flatMap((node): ParameterNode[] => {
      const target = dereferenced(reading, node);
      return target !== undefined && isExpected(reading, target, "a parameter") ? [{ node, target }] : [];
    }),
  );
  return further.reduce<readonly ParameterNode[]>((nearer, farther) => merged(farther, nearer), first);
}

/** A parameter is known by name and place: the operation's replaces the path item's (OpenAPI 3.1, section Operation Object). */
function merged(inherited: readonly ParameterNode[], own: readonly ParameterNode[]): readonly ParameterNode[] {
  const key = ({ target: { value } }: ParameterNode): string =>
    `${textOfValue(member(value, "in"))} ${textOfValue(member(value, "name"))}`;
  const replaced = new Set(own.map(key));
  return [...inherited.filter((parameter) => !replaced.has(key(parameter))), ...own];
}

function readParameters(reading: Reading, parameters: readonly ParameterNode[]): readonly Parameter[] {
  return parameters.flatMap(({ node, target }) => {
    const parameter = read(reading, "parameter", target, (found) => readParameter(reading, found));
    return parameter === undefined ? [] : [withOwnWords(reading, node, parameter)];
  });
}

function readBody(reading: Reading, node: Node): RequestBody | undefined {
  const body = childOf(node, "requestBody");
  return body === undefined
    ? undefined
    : read(reading, "request body", body, (target) => readRequestBody(reading, target));
}

function readResponses(reading: Reading, node: Node, produces: readonly string[]): readonly Response[] {
  const responses = entriesOf(reading, node, "responses").flatMap(([status, child]): Response[] => {
    // The same response under two statuses, or of two operations that send different types, is not one response.
    const target = dereferenced(reading, child);
    return target !== undefined && isExpected(reading, target, "a response")
      ? [withOwnWords(reading, child, readResponse(reading, target, status, produces))]
      : [];
  });
  // Beside nothing but refusals, what is called a success stands in the place of one.
  const areRefusals = responses.every(({ status, statusClass }) => status === "default" || /^[45]/.test(statusClass));
  return areRefusals && responses.length > 1
    ? responses.map((one) => (one.status === "default" && isSaidFine(one) ? { ...one, statusClass: "2xx" } : one))
    : responses;
}

/** Whether a response of any status is described as one of success, and carries something: "OK". */
function isSaidFine({ description = "", content }: Response): boolean {
  return content.length > 0 && SAID_FINE.test(description);
}

const SAID_FINE =
  /^\W{0,3}(?:ok|success(?:ful)?(?: (?:operation|response|request))?|erfolg(?:reich)?|succès|éxito|sucesso)\W*$/i;

/** `consumes` and `produces` of Swagger 2.0: the operation's, else the root's. */
export function mediaTypesIn(reading: Reading, node: Node, key: string): readonly string[] {
  const holder = member(node.value, key) === undefined ? reading.document.root : node;
  return itemsOf(reading, holder, key).flatMap(({ value }) => (typeof value === "string" ? [value] : []));
}
