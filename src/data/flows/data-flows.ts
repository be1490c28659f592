import { isCredential } from "../taxonomy/is-credential.ts";
import type { Api, MediaType, Operation, Parameter } from "../../model/api.ts";
import { targetOf, type Schema } from "../../model/schema.ts";
import type { Policy } from "../../policy/policy.ts";
import { bodyReader, type BodyReader, type Content } from "./body-flows.ts";
import type { Categories } from "../taxonomy/categories.ts";
import { categoriesOf } from "../taxonomy/default-categories.ts";
import { entitiesIn } from "../classify/entity.ts";
import type { ClassifiedField, DataFlows, Flow } from "./flow.ts";
import { fieldsOf, type Fields } from "./fields-of.ts";
import { encodedFiles, knownResource } from "../classify/resource-standards.ts";
import { canFlow, schemaGraph } from "./schema-graph.ts";
import { isLeaf } from "../../model/schema-parts.ts";

/** What the fields of an API hold, and how they get in and out of its operations. Flows are put together when they are asked for. */
export function dataFlows(api: Api, policy: Pick<Policy, "data">): DataFlows {
  const fields = fieldsOf(api, policy);
  const tables = categoriesOf(policy, api.lexicon);
  const categories = new Set(fields.fields.filter(canFlow).map(({ category }) => category));
  const bodies = bodyReader(schemaGraph(fields, entitiesIn(tables)), categories.size);
  const known = new Map<Operation, readonly Flow[]>();
  const opaque = new Map<Operation, ClassifiedField>();
  const encoded = encodedFields(api, fields, tables);
  for (const operation of api.operations) {
    const field = opaqueField(operation, tables);
    if (field !== undefined) opaque.set(operation, field);
  }
  return {
    fields: [...fields.fields, ...opaque.values(), ...new Set(encoded.values())],
    looked: fields.looked,
    declared: fields.declared,
    confirmable: fields.confirmable,
    confirmed: fields.confirmed,
    flowsOf(operation) {
      let flows = known.get(operation);
      if (flows === undefined) {
        const inBodies = [...flowsIn(operation, fields, bodies)];
        const flowing = withOpaque(operation, inBodies, opaque.get(operation));
        known.set(operation, (flows = [...flowing, ...flowsOfFiles(operation, encoded)]));
        api.document.budget.spendParts(flows.length, operation.node.source.file);
      }
      return flows;
    },
  };
}

/** The body of an operation as one field, where no schema says what is in it and its standard or its path does. */
function opaqueField(operation: Operation, tables: Categories): ClassifiedField | undefined {
  const resource = operation.operationKind === "path" ? knownResource(operation) : undefined;
  const response = operation.responses.find(({ statusClass, content }) => statusClass === "2xx" && content.length > 0);
  if (resource?.category === undefined || response === undefined) return undefined;
  const { name, standard, category, sensitivity } = resource;
  return {
    node: response.node,
    owner: undefined,
    name,
    category,
    ...tables.meaningOf(category),
    sensitivity,
    confidence: "likely",
    basis: "inferred",
    isLevelStated: false,
    declaredAs: undefined,
    because: [standard === "document" ? `the file is a ${name}` : `${standard} says what a ${name} holds`],
  };
}

/** The files in Base64 that nothing else tells the kind of, by their properties. */
function encodedFields(api: Api, fields: Fields, tables: Categories): ReadonlyMap<Schema, ClassifiedField> {
  const found = new Map<Schema, ClassifiedField>();
  for (const operation of api.operations) {
    if (operation.operationKind !== "path") continue;
    for (const { property, field, name, category, sensitivity } of encodedFiles(operation)) {
      if (category === undefined || found.has(property) || fields.ofProperty(property, field) !== undefined) continue;
      found.set(property, {
        node: property.node,
        owner: undefined,
        name: field,
        category,
        ...tables.meaningOf(category),
        sensitivity,
        confidence: "likely",
        basis: "inferred",
        isLevelStated: false,
        declaredAs: undefined,
        because: [`the file in Base64 is a ${name}`],
      });
    }
  }
  return found;
}

function* flowsOfFiles(operation: Operation, encoded: ReadonlyMap<Schema, ClassifiedField>): Generator<Flow> {
  if (encoded.size === 0 || operation.operationKind !== "path") return;
  for (const { property, path } of encodedFiles(operation)) {
    const field = encoded.get(property);
    if (field !== undefined)
      yield { field, operation, direction: "read", via: "body", witness: `2xx ${path}`, path: [] };
  }
}

/** What a schema says of a body comes before what its standard does. */
function withOpaque(operation: Operation, flows: readonly Flow[], field: ClassifiedField | undefined): readonly Flow[] {
  const isKnown = flows.some(({ direction, via }) => direction === "read" && (via === "body" || via === "embedded"));
  if (field === undefined || isKnown) return flows;
  return [...flows, { field, operation, direction: "read", via: "body", witness: "2xx", path: [] }];
}

/** Whatever calls us sends what it writes and gets what it reads; of webhooks and callbacks it is the other way round. */
function* flowsIn(operation: Operation, fields: Fields, bodies: BodyReader): Generator<Flow> {
  const isEvent = operation.operationKind !== "path";
  const [sent, answered] = isEvent ? (["read", "write"] as const) : (["write", "read"] as const);

  for (const parameter of operation.parameters) {
    const field = fields.ofElement(parameter);
    if (field !== undefined || !isScalar(parameter)) yield* flowsOfParameter(operation, parameter, sent, field, bodies);
  }
  if (operation.requestBody !== undefined) {
    const content = operation.requestBody.content.flatMap(schemasOf);
    yield* bodies.flows(operation, sent, [{ word: isEvent ? "event" : "request", content }]);
  }

  const hasOthers = operation.responses.length > 1;
  const successes = operation.responses.filter(
    ({ statusClass }) => statusClass === "2xx" || (statusClass === "default" && !hasOthers),
  );
  const errors = operation.responses.filter(
    ({ statusClass }) => /^[1345]/.test(statusClass) || (statusClass === "default" && hasOthers),
  );
  const contentsOf = (responses: Operation["responses"]) =>
    responses.map(({ status, statusClass, content }) => ({
      word: statusClass,
      content: content.flatMap(schemasOf),
      isConflict: status === "409",
    }));
  yield* bodies.flows(operation, answered, contentsOf(successes));
  yield* bodies.errors(operation, answered, contentsOf(errors));
  yield* flowsOfHeaders(operation, answered, fields);
}

function schemasOf({ schema, itemSchema }: MediaType): Content[] {
  return [
    ...(schema === undefined ? [] : [{ schema, isItem: false }]),
    ...(itemSchema === undefined ? [] : [{ schema: itemSchema, isItem: true }]),
  ];
}

function* flowsOfParameter(
  operation: Operation,
  parameter: Parameter,
  direction: Flow["direction"],
  field: ClassifiedField | undefined,
  bodies: BodyReader,
): Generator<Flow> {
  // The properties of a `querystring` are the parameters (OpenAPI 3.2, section Parameter Locations).
  const isWhole = parameter.in === "querystring";
  const word = isWhole ? "query" : parameter.in;
  const witness = `${word} ${parameter.name}`;
  const canItself = field !== undefined && canFlow(field) && !isPresented(parameter, field);
  if (canItself) yield { field, operation, direction, via: "parameter", witness, path: [] };
  const schemas = [parameter.schema, ...parameter.content.map(({ schema }) => schema)];
  for (const schema of schemas) {
    if (schema === undefined) continue;
    for (const { held, path } of bodies.within(schema, canItself ? field.category : undefined))
      yield {
        field: held,
        operation,
        direction,
        via: "parameter",
        witness: isWhole
          ? `${word} ${path}`
          : `${witness}${path.startsWith("[") || path.startsWith("{") ? "" : "."}${path}`,
        path: [],
      };
  }
}

/** Whether nothing stands in the value of a parameter, as in nearly all. */
function isScalar({ schema, content }: Parameter): boolean {
  return content.length === 0 && (schema === undefined || isLeaf(targetOf(schema)));
}

/** Whether a credential only says who calls, or which one is meant: nothing comes in that was not there. */
function isPresented({ in: place, name }: Parameter, { category }: ClassifiedField): boolean {
  if (!isCredential(category)) return false;
  return place === "path" || (place === "header" && /^(?:(?:proxy-)?authorization|cookie)$/i.test(name));
}

function* flowsOfHeaders(operation: Operation, direction: Flow["direction"], fields: Fields): Generator<Flow> {
  const seen = new Set<ClassifiedField>();
  for (const { statusClass, headers } of operation.responses) {
    for (const header of headers) {
      const field = fields.ofElement(header);
      if (field === undefined || !canFlow(field) || seen.has(field)) continue;
      seen.add(field);
      yield { field, operation, direction, via: "header", witness: `${statusClass} header ${header.name}`, path: [] };
    }
  }
}
