import { isAbove } from "../../core/exposure-words.ts";
import { isAmong } from "../../core/is-among.ts";
import { targetOf } from "../../model/schema.ts";
import type { ImpactSource } from "../source.ts";
import type { AssessedFlow } from "../../exposure/assessed-api.ts";
import { listed } from "../../core/prose.ts";
import type { Operation } from "../../model/api.ts";
import { categoriesWords, listedCategories } from "../../core/category-words.ts";
import { carriedBy, worstFirst } from "../../operations/readers/readers.ts";
import { withoutVersion } from "../../operations/versions.ts";
import { grouped } from "../../core/grouped.ts";
import { isOwnForSure, readsOf, writesOf } from "../scope/carried.ts";
import { entityOf } from "../scope/entity.ts";
import type { Scope } from "../scope/scope.ts";
import { reportedSchemas } from "./alike.ts";
import type { Found } from "./found.ts";
import { twinsOf } from "./twins.ts";

/** So many fields of one name two schemas of one name must share to be taken for the same: all where there are fewer. */
const LEAST_SHARED = 2;

/**
 * What another description that was given has of what was reported: the same operation, as of another version; the same
 * fields in a schema of the same name, or in one that has most of them under another name; a field that was reported in any
 * schema; and what accepts a credential called the same.
 */
export function foundInOther(scope: Scope, other: Pick<ImpactSource, "api">): readonly Found[] {
  const wanted = schemasOf(scope.reads);
  const called = new Set(
    scope.items.flatMap(({ kind, operations }) =>
      kind === "operation" ? operations.flatMap((operation) => nameWithoutVersion(operation) ?? []) : [],
    ),
  );
  const reported = reportedFields(scope);
  const twins = twinFlows(scope, other);
  return other.api.operations.flatMap((operation): readonly Found[] => {
    const accepted = acceptedAlike(scope, other, operation);
    if (accepted !== undefined) return [accepted];
    const flows = other.api
      .assessed(operation)
      .flows.filter(
        (flow) =>
          flow.direction === "read" &&
          flow.via !== "parameter" &&
          !isOwnForSure(other.api, flow) &&
          flow.field.confidence !== "possible",
      );
    const same = [...grouped(flows, (flow) => entityOf(flow).name ?? "")].flatMap(([name, own]) =>
      isAlike(wanted.get(name), own) ? own.filter(({ field }) => wanted.get(name)?.has(field.name) === true) : [],
    );
    if (called.has(nameWithoutVersion(operation) ?? ""))
      return [
        { relation: "other-version", operation, way: "response", why: "is the same operation there", flows: same },
      ];
    if (same.length === 0) {
      const alike = flows.filter(twins);
      return alike.length === 0 ? sameField(other, operation, flows, reported) : [inTwin(operation, alike)];
    }
    const names = listed([...new Set(same.flatMap((flow) => entityOf(flow).name ?? []))], 2);
    return [
      {
        relation: "same-data",
        operation,
        way: "response",
        why: `exposes ${carriedBy(same)} of a schema of the same name (${names})`,
        flows: same,
      },
    ];
  });
}

/** Tells of flows of another description whether they carry what was reported, in a schema of another name that tells the same. */
function twinFlows(scope: Scope, { api }: Pick<ImpactSource, "api">): (flow: AssessedFlow) => boolean {
  // A field is looked for as such.
  const isField = scope.items.every(({ kind }) => kind === "field");
  const wanted = isField ? [] : reportedSchemas(scope);
  const twins = new Set(wanted.length === 0 ? [] : twinsOf(api, wanted).map(({ schema }) => schema));
  const categories = new Set(
    scope.reads.flatMap(({ field }) => (isAbove(field.sensitivity, "internal") ? [field.category] : [])),
  );
  return ({ field, path }) => categories.has(field.category) && path.some(({ schema }) => twins.has(targetOf(schema)));
}

function inTwin(operation: Operation, flows: readonly AssessedFlow[]): Found {
  const names = [...new Set(flows.flatMap((flow) => entityOf(flow).name ?? []))];
  const called = names.length === 0 ? "" : ` (${listed(names, 2)})`;
  return {
    relation: "same-data",
    operation,
    way: "response",
    why: `exposes ${carriedBy(flows)} of a schema with the same fields${called}`,
    flows,
  };
}

/** The fields that were reported as such, each with what it holds. */
function reportedFields({ items }: Scope): ReadonlySet<string> {
  return new Set(items.flatMap(({ kind, flows }) => (kind === "field" ? flows.map(({ field }) => keyOf(field)) : [])));
}

function keyOf({ name, category }: AssessedFlow["field"]): string {
  return `${name} ${category}`;
}

/** A field of the same name that holds the same, in whatever schema: it is given, or can be set. */
function sameField(
  { api }: Pick<ImpactSource, "api">,
  operation: Operation,
  reads: readonly AssessedFlow[],
  reported: ReadonlySet<string>,
): readonly Found[] {
  const isReported = ({ field }: AssessedFlow): boolean => reported.has(keyOf(field));
  const given = reads.filter(isReported);
  const [first] = given.length > 0 ? given : writesOf(api, operation).filter(isReported);
  if (first === undefined) return [];
  const owner = entityOf(first).name;
  const where = owner === undefined ? "" : `, in another schema (${owner})`;
  return given.length > 0
    ? [
        {
          relation: "same-data",
          operation,
          way: "response",
          why: `exposes ${first.field.name} too${where}`,
          flows: given,
        },
      ]
    : [{ relation: "same-object", operation, way: "action", why: `can set ${first.field.name}${where}`, flows: [] }];
}

/** What accepts a credential that is called and sent as the one that was reported: only its owner knows whether it is the same. */
function acceptedAlike(
  { items, source }: Scope,
  { api }: Pick<ImpactSource, "api">,
  operation: Operation,
): Found | undefined {
  const named = new Set(items.flatMap(({ kind, name }) => (kind === "credential" ? [name] : [])));
  const sentAs = (schemes: ImpactSource["api"]["securitySchemes"], name: string): string | undefined => {
    const scheme = schemes.find((one) => one.name === name);
    return scheme === undefined
      ? undefined
      : JSON.stringify([scheme.schemeKind, scheme.in, scheme.parameterName, scheme.scheme]);
  };
  const scheme = api.securitySchemes.find(
    ({ name, usedBy }) =>
      named.has(name) &&
      isAmong(usedBy, operation) &&
      sentAs(api.securitySchemes, name) === sentAs(source.api.securitySchemes, name),
  );
  if (scheme === undefined) return undefined;
  const reads = worstFirst(readsOf(api, operation)).map(({ field }) => field);
  const gives = reads.length === 0 ? "" : `; it exposes ${listedCategories(categoriesWords(reads), 4)}`;
  return {
    relation: "same-weakness",
    operation,
    way: "action",
    why: `accepts a credential of the same name, sent in the same way: ask whether it is the same credential${gives}`,
    flows: [],
  };
}

/** Reported fields by the name of the thing that they are of. */
function schemasOf(reads: readonly AssessedFlow[]): ReadonlyMap<string, ReadonlySet<string>> {
  const schemas = new Map<string, Set<string>>();
  for (const flow of reads) {
    const { name } = entityOf(flow);
    if (name === undefined) continue;
    const fields = schemas.get(name);
    if (fields === undefined) schemas.set(name, new Set([flow.field.name]));
    else fields.add(flow.field.name);
  }
  return schemas;
}

function isAlike(wanted: ReadonlySet<string> | undefined, flows: readonly AssessedFlow[]): boolean {
  if (wanted === undefined) return false;
  const shared = new Set(flows.map(({ field }) => field.name).filter((name) => wanted.has(name))).size;
  return shared >= Math.min(LEAST_SHARED, wanted.size);
}

/** What an operation is called in whatever version. */
function nameWithoutVersion(operation: Operation): string | undefined {
  return operation.operationKind === "path" ? withoutVersion(operation) : operation.id;
}
