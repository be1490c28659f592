import { fieldName } from "../../core/field-name.ts";
import { addTo } from "../../core/grouped.ts";
import { atMostLikely } from "../../core/severity.ts";
import type { Node } from "../../load/document.ts";
import type { Api, Header, Parameter } from "../../model/api.ts";
import { isEncodedFile } from "../../model/encoded-file.ts";
import { keyword, targetOf, type Schema } from "../../model/schema.ts";
import type { Policy } from "../../policy/policy.ts";
import { apiPurposeOf, apiSubjectOf } from "../classify/api-subject.ts";
import { askedFor } from "../classify/asked-for.ts";
import { classifyField, type Classification } from "../classify/classify-field.ts";
import { declarationByHolder, declarationOf, mayDeclare, type Declaration } from "../classify/declared.ts";
import { isCredential } from "../taxonomy/is-credential.ts";
import { categoriesOf } from "../taxonomy/default-categories.ts";
import { inOrderOfDocument } from "../classify/document-order.ts";
import type { Entities } from "../classify/entity.ts";
import { factsInFull, type FactsInFull } from "../classify/facts-in-full.ts";
import type { FieldFacts, ObjectFacts } from "../classify/field-facts.ts";
import type { ClassifiedField, DataFlows, WithoutConfirmation } from "./flow.ts";
import { valueFactsReader } from "../classify/value-facts.ts";
import { sentForOf } from "../classify/sent-for.ts";
import { objectsAskedByPerson, objectsListedByPerson } from "../classify/asked-by-person.ts";
import { objectContexts, type ObjectContext } from "../classify/object-contexts.ts";
import { objectFactsReader, schemaNameOf } from "../classify/object-facts.ts";
import { isOwnCredential, keysAskedFor, ownCredentialsOf } from "../classify/own-credentials.ts";
import { isUnremarkable } from "../classify/unremarkable.ts";
import { confirmationOf, settledClassification } from "../classify/settled-classification.ts";
import { calledOf } from "../taxonomy/codes.ts";

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
  /** Where something is confirmed of fields: the names by which it could be, `Owner.name` and `name`. */
  readonly confirmable: ReadonlySet<string>;
  readonly confirmed: DataFlows["confirmed"];
}

/** Classifies every property, parameter and response header of an API, each once, by its own definition. */
export function fieldsOf(api: Api, { data }: Pick<Policy, "data">): Fields {
  const { objects, parameters, pathsOf } = objectContexts(api);
  const asWritten = objectFactsReader(
    objects,
    pathsOf,
    apiSubjectOf(api),
    apiPurposeOf(api),
    objectsAskedByPerson(api),
    objectsListedByPerson(api),
    sentForOf(api),
  );
  const inFull = api.lexicon.hasShortNames ? factsInFull(asWritten, api.lexicon) : undefined;
  const reading: FieldReading = {
    data,
    categories: categoriesOf({ data }, api.lexicon),
    ownCredentials: ownCredentialsOf(api),
    keysAsked: keysAskedFor(api),
    held: valueFactsReader(),
    facts: inFull?.facts ?? asWritten,
    inFull,
    isPlain: data.confirmations.size === 0,
    fields: [],
    properties: new Map(),
    elements: new Map(),
    looked: 0,
    declared: 0,
    confirmable: new Set(),
    confirmed: new Map(),
  };
  const { budget } = api.document;
  for (const context of objects) {
    budget.checkTime(context.schema.node.source.file);
    readProperties(reading, context);
  }
  for (const context of parameters) readElement(reading, context.parameter, context.parameter.in, context);
  for (const header of headersOf(api))
    readElement(reading, header, "header", { resources: [], isOpen: false, beside: undefined });

  const { fields, properties, elements, looked, declared, confirmable, confirmed } = reading;
  return {
    fields: inOrderOfDocument(fields, api.document),
    ofProperty: (property, name) => properties.get(property)?.get(name),
    ofElement: ({ node }) => elements.get(node.value),
    askedFor: (entities) => askedFor(api, entities),
    looked,
    declared,
    confirmable,
    confirmed,
  };
}

/** What is asked of each field, and what was found so far. */
interface FieldReading {
  readonly data: Policy["data"];
  readonly categories: ReturnType<typeof categoriesOf>;
  /** What the API calls what it asks callers for. */
  readonly ownCredentials: ReadonlySet<string>;
  /** What it asks for in the query or a header without declaring it as a credential. */
  readonly keysAsked: ReadonlySet<string>;
  readonly held: ReturnType<typeof valueFactsReader>;
  readonly facts: ReturnType<typeof objectFactsReader>;
  /** Where the API names things by abbreviated words. */
  readonly inFull: FactsInFull | undefined;
  /** Whether nobody confirmed anything: what somebody did is looked up for every field. */
  readonly isPlain: boolean;
  readonly fields: ClassifiedField[];
  readonly properties: Map<Schema, Map<string, ClassifiedField>>;
  /** Parameters and headers by their definitions. */
  readonly elements: Map<unknown, ClassifiedField>;
  looked: number;
  declared: number;
  readonly confirmable: Set<string>;
  readonly confirmed: Map<string, (WithoutConfirmation | undefined)[]>;
}

function readProperties(reading: FieldReading, context: ObjectContext): void {
  const object = reading.facts.ofObject(context);
  const isDeclaring = mayDeclare(context.schema);
  context.schema.properties.forEach((property, name) =>
    readProperty(reading, context, object, isDeclaring, name, property),
  );
}

function readProperty(
  reading: FieldReading,
  context: ObjectContext,
  object: ObjectFacts,
  isHolderDeclaring: boolean,
  name: string,
  property: Schema,
): void {
  const { properties, held, categories } = reading;
  const before = properties.get(property);
  if (before?.has(name) === true) return;
  const target = referredBy(property);
  const isDeclaring = isHolderDeclaring || mayDeclare(property) || (target !== undefined && mayDeclare(target));
  const isOwn = isOwnCredential(name, reading.ownCredentials);
  const read = categories.lexicon.inFull(name);
  if (!isOwn && reading.isPlain && !isDeclaring && isUnremarkable(read, property, object, held, categories)) {
    reading.looked += 1;
    return;
  }
  const facts = factsOfProperty(name, property, held(property), object, context.place);
  const given = isOwn ? { ...facts, isOwnCredential: true } : facts;
  const byHolder = isHolderDeclaring ? declarationByHolder(context.schema, name) : undefined;
  const declaration = byHolder ?? declarationOf(property, target);
  const field = classified(reading, property.node, ownerOf(context), given, declaration, property.isInferred);
  if (field === undefined) return;
  if (before === undefined) properties.set(property, new Map([[name, field]]));
  else before.set(name, field);
}

/** The headers of responses, each once. */
function headersOf(api: Api): Iterable<Header> {
  const headers = new Map<unknown, Header>();
  for (const { node, responses } of api.operations) {
    api.document.budget.checkTime(node.source.file);
    for (const response of responses)
      for (const header of response.headers)
        if (!headers.has(header.node.value)) headers.set(header.node.value, header);
  }
  return headers.values();
}

/** Reads a parameter or header. One that is nothing here may be something in another place that shares it. */
function readElement(
  reading: FieldReading,
  element: Parameter | Header,
  place: Parameter["in"] | "header",
  context: Parameters<FieldReading["facts"]["ofParameters"]>[0],
): void {
  const { elements, held } = reading;
  if (elements.has(element.node.value)) return;
  const schema = element.schema ?? element.content[0]?.schema;
  const given = factsOfElement(
    element,
    place === "querystring" ? "query" : place,
    schema,
    schema && held(schema),
    reading.facts.ofParameters(context),
  );
  const sameNode = schema?.node.value === element.node.value ? undefined : schema;
  const declaration = declarationOf(element, sameNode, schema && referredBy(schema));
  const isKey = (place === "query" || place === "header") && reading.keysAsked.has(element.name);
  const facts = isKey ? { ...given, isOwnCredential: true } : given;
  const field = classified(reading, element.node, undefined, facts, declaration);
  if (field !== undefined) elements.set(element.node.value, field);
}

function classified(
  reading: FieldReading,
  node: Node,
  owner: string | undefined,
  given: FieldFacts,
  declaration: Declaration | undefined,
  isByExample = false,
): ClassifiedField | undefined {
  reading.looked += 1;
  if (declaration !== undefined) reading.declared += 1;
  if (!reading.isPlain) reading.confirmable.add(given.name).add(fieldName({ owner, name: given.name }));
  const classification = classificationOf(given, reading);
  const inferred = isByExample ? byExample(classification, given.types.length === 0) : classification;
  // Most fields are nothing.
  if (inferred === undefined && declaration === undefined && reading.isPlain) return undefined;
  const confirmation = confirmationOf(reading.data, owner, given.name);
  const { meaningOf, lexicon } = reading.categories;
  if (confirmation !== undefined) {
    const otherwise = settledClassification(inferred, declaration, undefined);
    const { called } = meaningOf(otherwise?.category ?? "user");
    addTo(reading.confirmed, confirmation.key, otherwise && { ...otherwise, called });
  }
  const settled = settledClassification(inferred, declaration, confirmation?.confirmed);
  if (settled === undefined) return undefined;
  const { called, isPersonal } = meaningOf(settled.category);
  const field: ClassifiedField = {
    node,
    owner,
    name: given.name,
    ...settled,
    called: calledOf(settled.category, called, given.name, lexicon),
    isPersonal,
  };
  reading.fields.push(field);
  return field;
}

/** What a field holds by its facts, and why, by the names as they are written. */
function classificationOf(given: FieldFacts, { categories, inFull }: FieldReading): Classification | undefined {
  if (inFull === undefined) return classifyField(given, categories);
  const found = classifyField(inFull.ofField(given), categories);
  return found && { ...found, because: inFull.asWritten(found.because) };
}

/**
 * What is known by an example alone is no more than likely: it shows what a value was once. A secret that it shows as null
 * was not given to that caller, so that it is a guess.
 */
function byExample(shown: Classification | undefined, isNull: boolean): Classification | undefined {
  if (shown === undefined) return undefined;
  const isGuess = isNull && isCredential(shown.category);
  return {
    ...shown,
    confidence: isGuess ? "possible" : atMostLikely(shown.confidence),
    because: [...shown.because, isGuess ? "null in an example" : "by an example"],
  };
}

type ValueFacts = ReturnType<ReturnType<typeof valueFactsReader>>;

function factsOfElement(
  element: Parameter | Header,
  place: FieldFacts["place"],
  schema: Schema | undefined,
  own: ValueFacts | undefined,
  object: ObjectFacts,
): FieldFacts {
  return {
    name: element.name,
    place,
    object,
    types: own?.types ?? [],
    arrayOf: own?.arrayOf,
    format: own?.format,
    enum: own?.enum,
    isLong: schema !== undefined && isLong(schema),
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
}

/** Whether a value has at least sixteen characters. */
function isLong(schema: Schema): boolean {
  const least = keyword(schema, "minLength");
  if (typeof least === "number" && least >= LONG) return true;
  return schema.pattern !== undefined && FIXED_LENGTH.test(schema.pattern);
}

const LONG = 16;
const FIXED_LENGTH = /\{(?:1[6-9]|[2-9]\d)(?:,\d*)?\}/;

function factsOfProperty(
  name: string,
  property: Schema,
  held: ValueFacts,
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
    format: held.format ?? (isEncodedFile(name, property, property.lexicon) ? "byte" : undefined),
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
