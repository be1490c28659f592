import { allFindings } from "../../core/all-findings.ts";
import { fieldName } from "../../core/field-name.ts";
import { nearest } from "../../core/nearest.ts";
import { listed } from "../../core/prose.ts";
import type { Finding } from "../../core/review.ts";
import { NotDescribed, UserError } from "../../core/user-error.ts";
import type { ClassifiedField } from "../../data/flows/flow.ts";
import type { AssessedFlow } from "../../exposure/assessed-api.ts";
import { placeOf, type Operation } from "../../model/api.ts";
import { targetOf, type Schema } from "../../model/schema.ts";
import { actionOf } from "../../operations/candidates/action.ts";
import { shapeOf } from "../../operations/readers/returned-fields.ts";
import { siteOf, type ImpactSource } from "../source.ts";
import { carriersOf } from "./carriers.ts";
import { foreignOf, isPlainlyGiven, isShownInError, readsOf, returnsWhatIsSent, writesOf } from "./carried.ts";

/** What somebody says that a report is about, by the words of the command line. */
export interface Selection {
  readonly operations: readonly string[];
  readonly fields: readonly string[];
  readonly findings: readonly string[];
  readonly credentials: readonly string[];
  readonly schemas: readonly string[];
}

/** One thing that was reported, as the description has it. */
export interface ReportedItem {
  readonly kind: "operation" | "field" | "finding" | "credential" | "schema";
  readonly name: string;
  readonly text: string;
  readonly file: string;
  readonly line: number;
  readonly operations: readonly Operation[];
  /** What it carries there. */
  readonly flows: readonly AssessedFlow[];
  /** The schemas that it is, or that have it. */
  readonly schemas?: readonly Schema[];
  /** Of a field, its name. */
  readonly property?: string;
  /** The finding that it is. */
  readonly finding?: Finding;
  /** Of a credential: whether no operation accepts it any more, and those that did ask for none. */
  readonly isNotAskedFor?: true;
}

/** What was reported, looked up in a description. Throws a `UserError` that names what comes near where something is not there. */
export function reportedItems(source: ImpactSource, selection: Selection): readonly ReportedItem[] {
  return [
    ...selection.operations.map((word) => operationItem(source, word)),
    ...selection.fields.map((word) => fieldItem(source, word)),
    ...selection.findings.map((word) => findingItem(source, word)),
    ...selection.credentials.map((word) => credentialItem(source, word)),
    ...selection.schemas.map((word) => schemaItem(source, word)),
  ];
}

function operationItem(source: ImpactSource, word: string): ReportedItem {
  const operation = operationNamed(source, word.trim());
  return {
    kind: "operation",
    name: operation.id,
    text: operation.summary ?? "",
    ...siteOf(source, operation),
    operations: [operation],
    flows: flowsOfCall(source, operation),
  };
}

/** What comes back from a call, and what it sets where it changes data. */
function flowsOfCall({ api }: ImpactSource, operation: Operation): readonly AssessedFlow[] {
  return [...readsOf(api, operation), ...(actionOf(operation).isReading ? [] : writesOf(api, operation))];
}

function operationNamed(source: ImpactSource, word: string): Operation {
  const { operations } = source.api;
  const wanted = shapeIn(word);
  const found =
    operations.find(({ id }) => id === word) ??
    operations.find(({ operationId }) => operationId === word) ??
    operations.find(({ id }) => shapeIn(id) === wanted);
  if (found !== undefined) return found;
  const atPath = operations.filter(({ path }) => shapeIn(path) === wanted);
  if (atPath.length === 1) return atPath[0]!;
  // A report names a webhook by what it is called, or as the request that it is.
  const called = word.replace(/^[A-Za-z]+\s+/, "");
  const [event, ...others] = operations.filter(
    ({ operationKind, path }) => operationKind !== "path" && path === called,
  );
  if (event !== undefined && others.length === 0) return event;
  // Parameters may be called anything: what is compared is without their names.
  const written = new Map(operations.map(({ id }) => [shapeIn(id), id] as const));
  const alike = near(wanted, [...written.keys()]).map((name) => written.get(name)!); // its own keys
  const names = operations.flatMap(({ id, operationId }) => [id, ...(operationId === undefined ? [] : [operationId])]);
  const { message, hint } = missing(
    source,
    `operation ${word}`,
    atPath.length > 1 ? atPath.map(({ id }) => id) : alike.length > 0 ? alike : near(word, names),
    'Write method and path as the description has them, "GET /users/{id}", or its operationId.',
  );
  throw new NotDescribed({ kind: "operation", called: word }, message, hint === undefined ? {} : { hint });
}

/** A name of an operation without what may be written otherwise: the names of parameters, capitals, a slash at its end. */
function shapeIn(id: string): string {
  return shapeOf(id).toLowerCase();
}

function fieldItem(source: ImpactSource, word: string): ReportedItem {
  const { api } = source;
  const wanted = word.trim();
  const dot = wanted.lastIndexOf(".");
  const name = wanted.slice(dot + 1);
  const owner = dot < 0 ? undefined : wanted.slice(0, dot);
  const isOwner = (one: string | undefined): boolean =>
    owner === undefined || one === owner || one === owner.slice(owner.lastIndexOf(".") + 1);
  const classified = api.data.fields.filter((field) => field.name === name && isOwner(field.owner));
  const named = [...api.components.schemas].flatMap(([key, schema]) => {
    const property = isOwner(key) ? targetOf(schema).properties.get(name) : undefined;
    return property === undefined ? [] : [{ owner: key, schema, property }];
  });
  const all = new Set([...classified.map((field) => field.owner ?? ""), ...named.map((one) => one.owner)]);
  // What stands in no schema of a name is not meant where others are.
  const called = [...all].filter((one) => one !== "");
  const declared = called.filter((one) => api.components.schemas.has(one));
  const owners = new Set([declared, called, [...all]].find((some) => some.length > 0));
  if (owners.size === 0) {
    const known = [
      ...api.data.fields.map(fieldName),
      ...[...api.components.schemas].flatMap(([key, schema]) =>
        [...targetOf(schema).properties.keys()].map((property) => `${key}.${property}`),
      ),
    ];
    const meant = near(wanted, owner === undefined ? known.map((one) => one.slice(one.lastIndexOf(".") + 1)) : known);
    const { message, hint } = missing(
      source,
      `field ${word}`,
      meant,
      "Write the schema and the property: User.location.",
    );
    throw new NotDescribed({ kind: "field", called: wanted }, message, hint === undefined ? {} : { hint });
  }
  if (owner === undefined && owners.size > 1)
    throw missing(
      source,
      `one field ${word}: ${owners.size} schemas have it`,
      [...owners].map((one) => fieldName({ owner: one, name })),
      "Write the schema and the property: User.location.",
    );
  const fields = classified.filter((field) => owners.has(field.owner ?? ""));
  const schemas = named.filter((one) => owners.has(one.owner));
  const isMeant = new Set<ClassifiedField>(fields);
  const flows = carriedBy(source, (flow) => isMeant.has(flow.field));
  const [field] = fields;
  return {
    kind: "field",
    name: fieldName({ owner: [...owners][0] || undefined, name }), // "" is no schema of a name
    text: field?.called.singular ?? "of no known category",
    ...siteOf(source, field ?? schemas[0]!.property), // one of them was found
    operations: flows.length > 0 ? operationsOf(flows) : schemas.flatMap(({ schema }) => carriersOf(api, schema)),
    flows,
    schemas: schemas.map(({ schema }) => schema),
    property: name,
  };
}

function schemaItem(source: ImpactSource, word: string): ReportedItem {
  const { api } = source;
  const wanted = word.trim();
  const known = [...api.components.schemas];
  const found =
    known.find(([name]) => name === wanted) ?? known.find(([name]) => name.toLowerCase() === wanted.toLowerCase());
  if (found === undefined) {
    const meant = near(
      wanted,
      known.map(([name]) => name),
    );
    const { message, hint } = missing(source, `schema ${word}`, meant, "Write the name of a schema under components.");
    throw new NotDescribed({ kind: "schema", called: wanted }, message, hint === undefined ? {} : { hint });
  }
  const [name, component] = found;
  const schema = targetOf(component);
  const flows = carriedBy(
    source,
    ({ path, field }) => field.owner === name || path.some((one) => isOf(one.schema, schema)),
  );
  return {
    kind: "schema",
    name,
    text: component.title ?? schema.title ?? "",
    ...siteOf(source, component),
    operations: flows.length > 0 ? operationsOf(flows) : carriersOf(api, schema),
    flows,
    schemas: [schema],
  };
}

/** Whether an object is of a schema: that, or made with it. */
function isOf(one: Schema, schema: Schema): boolean {
  return one === schema || one.allOf.some((part) => targetOf(part) === schema);
}

/** What is carried of something: what comes back of others, else what comes back at all, else what is set. */
function carriedBy({ api }: ImpactSource, isMeant: (flow: AssessedFlow) => boolean): readonly AssessedFlow[] {
  const flows = api.operations.flatMap((operation) => api.assessed(operation).flows.filter(isMeant));
  const reads = flows.filter(
    (flow) =>
      flow.direction === "read" && (isPlainlyGiven(flow) || isShownInError(flow)) && !returnsWhatIsSent(flow.operation),
  );
  return reads.length > 0 ? foreignOf(api, reads) : flows.filter(isPlainlyGiven);
}

function findingItem(source: ImpactSource, word: string): ReportedItem {
  const { api, review } = source;
  const wanted = word.trim().replace(/^sp-/, "").toLowerCase();
  const all = [...allFindings(review), ...(review.dismissed ?? [])];
  const found =
    wanted.length < 4
      ? undefined
      : (all.find(({ fingerprint }) => fingerprint.startsWith(wanted)) ??
        all.find(({ places }) => places.some(({ fingerprint }) => fingerprint.startsWith(wanted))));
  if (found === undefined)
    throw missing(
      source,
      `finding ${word}`,
      [],
      all.length === 0
        ? "Its review has no finding."
        : "Write the ID that sallyport review shows, or its first eight characters.",
    );
  const ids = new Set(found.operations);
  const named = api.operations.filter(({ id }) => ids.has(id));
  // What is of the whole description is of all its operations.
  const operations = named.length > 0 ? named : api.operations;
  const pointers = new Set(found.fields);
  const isNamed = ({ field }: AssessedFlow): boolean => {
    const { file, pointer } = placeOf(field);
    return pointers.has(`${file}${pointer}`);
  };
  const flows = operations.flatMap((operation) => flowsOfCall(source, operation));
  const about = flows.filter(isNamed);
  return {
    kind: "finding",
    name: found.fingerprint,
    text: found.message,
    file: found.file,
    line: found.line,
    operations,
    flows: about.length > 0 ? about : flows,
    finding: found,
  };
}

/** A reported credential that no operation accepts, with those that accepted it and ask for none today. */
export function notAskedFor(source: ImpactSource, item: ReportedItem, ids: readonly string[]): ReportedItem {
  const operations = source.api.operations.filter(({ id }) => ids.includes(id));
  if (operations.length === 0) return item;
  const flows = operations.flatMap((operation) => flowsOfCall(source, operation));
  return { ...item, operations, flows, isNotAskedFor: true };
}

function credentialItem(source: ImpactSource, word: string): ReportedItem {
  const { api } = source;
  const wanted = word.trim();
  const known = api.securitySchemes;
  const scheme =
    known.find(({ name }) => name === wanted) ?? known.find(({ name }) => name.toLowerCase() === wanted.toLowerCase());
  if (scheme === undefined) {
    const names = known.map(({ name }) => name);
    const has = names.length === 0 ? "The description declares none." : `There are ${listed(names, 9)}.`;
    const { message, hint } = missing(source, `credential ${word}`, near(wanted, names), has);
    throw new NotDescribed({ kind: "credential", called: wanted }, message, hint === undefined ? {} : { hint });
  }
  const used = new Set(scheme.usedBy);
  const operations = api.operations.filter((operation) => used.has(operation));
  return {
    kind: "credential",
    name: scheme.name,
    text: oneLine(scheme.description ?? ""),
    ...siteOf(source, scheme),
    operations,
    flows: operations.flatMap((operation) => flowsOfCall(source, operation)),
  };
}

function operationsOf(flows: readonly AssessedFlow[]): readonly Operation[] {
  return [...new Set(flows.map(({ operation }) => operation))];
}

/** So many names are offered. */
const MOST_OFFERED = 4;

function near(word: string, names: readonly string[]): readonly string[] {
  const one = nearest(word, names, Math.max(2, Math.floor(word.length / 5)));
  if (one !== undefined) return [one];
  // Whoever leaves out a part means what ends, or begins, in the rest.
  const wanted = word.toLowerCase().replace(/^[a-z]+ (?=\/)/, "");
  return wanted.length < 3
    ? []
    : [...new Set(names)].filter((name) => name.toLowerCase().includes(wanted)).slice(0, MOST_OFFERED);
}

function missing({ review }: ImpactSource, what: string, meant: readonly string[], otherwise: string): UserError {
  const offered = meant.slice(0, MOST_OFFERED);
  return new UserError(`${review.document.file} has no ${what}`, {
    hint:
      offered.length === 0
        ? otherwise
        : `Did you mean ${offered.length === 1 ? offered[0] : `${offered.slice(0, -1).join(", ")} or ${offered.at(-1)}`}?`,
  });
}

/** A text of several lines or paragraphs as one. */
function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, " ").trim();
}
