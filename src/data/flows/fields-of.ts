import type { Node } from "../../load/document.ts";
import type { Api, Header } from "../../model/api.ts";
import { targetOf, type Schema } from "../../model/schema.ts";
import type { Policy } from "../../policy/policy.ts";
import { askedFor } from "../classify/asked-for.ts";
import { classifyField } from "../classify/classify-field.ts";
import { declarationByHolder, declarationOf, mayDeclare, type Declaration } from "../classify/declared.ts";
import { categoriesOf } from "../taxonomy/default-categories.ts";
import { inOrderOfDocument } from "../classify/document-order.ts";
import type { Entities } from "../classify/entity.ts";
import type { FieldFacts, ObjectFacts } from "../classify/field-facts.ts";
import type { ClassifiedField } from "./flow.ts";
import { valueFactsReader } from "../classify/value-facts.ts";
import { objectContexts, type ObjectContext, type ParameterContext } from "../classify/object-contexts.ts";
import { objectFactsReader, schemaNameOf } from "../classify/object-facts.ts";
import { isUnremarkable } from "../classify/unremarkable.ts";
import { confirmationOf, settledClassification } from "../classify/settled-classification.ts";

/** What the properties, parameters and headers of an API hold. */
export interface Fields {
  /** Every classified field, once, in the order of the document. */
  readonly fields: readonly ClassifiedField[];
  /** What a property holds, by its own schema and name. */
  readonly ofProperty: (property: Schema, name: string) => ClassifiedField | undefined;
  /** What a parameter or header holds. */
  readonly ofElement: (element: { readonly node: Node }) => ClassifiedField | undefined;
  /** The things that some operation is about. */
  readonly askedFor: (entities: Entities) => ReadonlySet<Schema>;
  /** How many were looked at, and how many of them declare a classification. */
  readonly looked: number;
  readonly declared: number;
}

/** Classifies every property, parameter and response header of an API, each once, by its own definition. */
export function fieldsOf(api: Api, { data }: Pick<Policy, "data">): Fields {
  const categories = categoriesOf({ data }, api.lexicon);
  const held = valueFactsReader();
  const { objects, parameters } = objectContexts(api);
  const facts = objectFactsReader(objects);
  const properties = new Map<Schema, Map<string, ClassifiedField>>();
  const elements = new Map<unknown, ClassifiedField>();
  const fields: ClassifiedField[] = [];
  // What somebody confirmed is looked up for every field.
  const isPlain = data.confirmations.size === 0;
  let looked = 0;
  let declared = 0;

  const classify = (node: Node, owner: string | undefined, given: FieldFacts, declaration: Declaration | undefined) => {
    looked += 1;
    if (declaration !== undefined) declared += 1;
    const inferred = classifyField(given, categories);
    // Most fields are nothing.
    if (inferred === undefined && declaration === undefined && data.confirmations.size === 0) return undefined;
    const settled = settledClassification(inferred, declaration, confirmationOf(data, owner, given.name));
    if (settled === undefined) return undefined;
    const field: ClassifiedField = { node, owner, name: given.name, ...settled };
    fields.push(field);
    return field;
  };

  const readProperty = (
    context: ObjectContext,
    object: ObjectFacts,
    isHolderDeclaring: boolean,
    name: string,
    property: Schema,
  ): void => {
    const before = properties.get(property);
    if (before?.has(name) === true) return;
    const target = referredBy(property);
    const isDeclaring = isHolderDeclaring || mayDeclare(property) || (target !== undefined && mayDeclare(target));
    if (isPlain && !isDeclaring && isUnremarkable(name, property, object, held, categories)) {
      looked += 1;
      return;
    }
    const given = factsOfProperty(name, property, held(property), object, context.place);
    const byHolder = isHolderDeclaring ? declarationByHolder(context.schema, name) : undefined;
    const declaration = byHolder ?? declarationOf(property, target);
    const field = classify(property.node, ownerOf(context), given, declaration);
    if (field === undefined) return;
    if (before === undefined) properties.set(property, new Map([[name, field]]));
    else before.set(name, field);
  };
  for (const context of objects) {
    api.document.budget.checkTime(context.schema.node.source.file);
    const object = facts.ofObject(context);
    const isDeclaring = mayDeclare(context.schema);
    context.schema.properties.forEach((property, name) => readProperty(context, object, isDeclaring, name, property));
  }

  const readElement = (
    context: ParameterContext | { readonly header: Header; readonly resources: readonly string[] },
  ): void => {
    const element = "header" in context ? context.header : context.parameter;
    if (elements.has(element.node.value)) return;
    const schema = element.schema ?? element.content[0]?.schema;
    const object = facts.ofParameters(context.resources, "header" in context ? undefined : context.beside);
    const own = schema === undefined ? undefined : held(schema);
    const place =
      "header" in context ? "header" : context.parameter.in === "querystring" ? "query" : context.parameter.in;
    const given: FieldFacts = {
      name: element.name,
      place,
      object,
      types: own?.types ?? [],
      arrayOf: own?.arrayOf,
      format: own?.format,
      enum: own?.enum,
      examples: [
        ...(own?.examples ?? []),
        ...element.examples.map(({ value }) => value),
        ...valuesOf(element, "x-example"),
      ],
      title: schema?.title,
      description: element.description ?? schema?.description,
      schemaName: schema && schemaNameOf(schema),
      children: own?.children ?? [],
    };
    const sameNode = schema?.node.value === element.node.value ? undefined : schema;
    const field = classify(
      element.node,
      undefined,
      given,
      declarationOf(element, sameNode, schema && referredBy(schema)),
    );
    if (field !== undefined) elements.set(element.node.value, field);
  };
  for (const context of parameters) readElement(context);
  const seen = new Set<unknown>();
  for (const operation of api.operations) {
    api.document.budget.checkTime(operation.node.source.file);
    for (const header of operation.responses.flatMap(({ headers }) => headers)) {
      if (seen.has(header.node.value)) continue;
      seen.add(header.node.value);
      readElement({ header, resources: [] });
    }
  }

  return {
    fields: inOrderOfDocument(fields, api.document),
    ofProperty: (property, name) => properties.get(property)?.get(name),
    ofElement: ({ node }) => elements.get(node.value),
    askedFor: (entities) => askedFor(api, entities),
    looked,
    declared,
  };
}

function factsOfProperty(
  name: string,
  property: Schema,
  held: ReturnType<ReturnType<typeof valueFactsReader>>,
  object: ObjectFacts,
  place: "property" | "form",
): FieldFacts {
  const target = referredBy(property);
  const isScalar = !held.types.includes("object") && !held.types.includes("array");
  return {
    name,
    place,
    object,
    types: held.types,
    arrayOf: held.arrayOf,
    format: held.format,
    enum: held.enum,
    examples: held.examples,
    title: property.title ?? target?.title,
    description: property.description ?? (isScalar ? target?.description : undefined),
    schemaName: schemaNameOf(property),
    children: held.children,
  };
}

/** What a property refers to, where it is a reference. */
function referredBy(schema: Schema): Schema | undefined {
  return schema.ref === undefined ? undefined : targetOf(schema);
}

function valuesOf(element: { readonly extensions: ReadonlyMap<string, Node> }, name: string): readonly unknown[] {
  const value = element.extensions.get(name)?.value;
  return value === undefined ? [] : [value];
}

/** The component, else the nearest named thing around. */
function ownerOf({ component, owners, whole }: ObjectContext): string | undefined {
  return component === undefined ? (owners[0] ?? whole.title) : owners.at(-1);
}
