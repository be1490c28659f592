import { SENSITIVITIES, type Sensitivity } from "../../core/exposure-words.ts";
import { listed } from "../../core/prose.ts";
import type { AssessedApi, AssessedFlow } from "../../exposure/assessed-api.ts";
import { wordsOf } from "../../lexicon/name-tokens.ts";
import type { Operation } from "../../model/api.ts";
import { nounOf } from "../../operations/candidates/nouns.ts";
import { resourcesOf, type Resources } from "../../operations/candidates/resources.ts";
import { pathSteps } from "../../operations/candidates/path-steps.ts";
import { carriedBy } from "../../operations/readers/readers.ts";
import { isCredential } from "../../data/taxonomy/is-credential.ts";
import { isOneKind, secretNamesOf } from "./kinds-of-secret.ts";
import { isOwnForSure, returnsWhatIsSent } from "../scope/carried.ts";
import { entityOf, type Entity } from "../scope/entity.ts";
import { isOfDeeds, type Scope } from "../scope/scope.ts";
import type { Found } from "./found.ts";

/**
 * Other operations that give what was reported: the same fields of the same kind of object, or the same kinds of data of
 * the same people or objects in another schema. What a caller gets of their own is none of it.
 */
export function sameData(scope: Scope): readonly Found[] {
  if (isOfDeeds(scope)) return [];
  return sameDataIn(scope, scope.source.api);
}

/** The same of another version of the description, which has its own operations for what was reported. */
export function sameDataIn({ source, items, operations, reads }: Scope, api: AssessedApi): readonly Found[] {
  // A credential opens what accepts it: what others open is not exposed by it, whatever that gives.
  if (reads.length === 0 || items.every(({ kind }) => kind === "credential")) return [];
  const reported = new Set(operations);
  const isOwn = reads.every((flow) => isOwnForSure(source.api, flow));
  const wanted = { ...wantedOf(reads, resourcesOf(source.api), isOwn), resources: resourcesOf(api) };
  return api.operations.flatMap((operation): Found[] => {
    if (reported.has(operation) || returnsWhatIsSent(operation)) return [];
    const flows = api
      .assessed(operation)
      .flows.filter(
        (flow) =>
          flow.direction === "read" &&
          flow.via !== "parameter" &&
          flow.field.confidence !== "possible" &&
          isOwnForSure(api, flow) === isOwn,
      );
    const same = flows.filter((flow) => isSame(flow, wanted));
    const related = same.length > 0 ? [] : flows.filter((flow) => isRelated(flow, wanted));
    const found = same.length > 0 ? same : related;
    const [first] = found;
    if (first === undefined) return [];
    return [
      {
        relation: "same-data",
        operation,
        way: wayOf(operation, found),
        why: whyOf(found, same.length > 0),
        flows: found,
      },
    ];
  });
}

/**
 * Operations that give what the reported ones gave once and give no more, by the same kinds of data of the same things: what
 * is closed in one place is open in another.
 */
export function givenStill(
  { source, items, operations, reads }: Scope,
  given: Wanted["entities"],
  known: readonly Found[],
): readonly Found[] {
  if (items.every(({ kind }) => kind === "credential")) return [];
  const { api } = source;
  const seen = new Set([
    ...operations,
    ...known.flatMap((one) => (one.relation === "same-data" ? [one.operation] : [])),
  ]);
  // What is given today was looked for by that.
  const today = new Set(reads.map(({ field }) => field.category));
  return api.operations.flatMap((operation): Found[] => {
    if (seen.has(operation) || returnsWhatIsSent(operation)) return [];
    const flows = api
      .assessed(operation)
      .flows.filter(
        (flow) =>
          flow.direction === "read" &&
          flow.via !== "parameter" &&
          flow.field.confidence !== "possible" &&
          !today.has(flow.field.category) &&
          SENSITIVITIES.indexOf(flow.field.sensitivity) >= SENSITIVITIES.indexOf("confidential") &&
          !isOwnForSure(api, flow) &&
          isSame(flow, { entities: given }),
      );
    if (flows.length === 0) return [];
    const why = `${whyOf(flows, true)}, which was reported of another operation that no longer does`;
    return [{ relation: "same-data", operation, way: wayOf(operation, flows), why, flows }];
  });
}

/** What is looked for. */
interface Wanted {
  /** By the key of the entity: what of it was reported, by category. */
  readonly entities: ReadonlyMap<string, ReadonlySet<string>>;
  readonly categories: ReadonlySet<string>;
  /** Nouns of the things whose data it is. */
  readonly nouns: ReadonlySet<string>;
  /** Whether it is data of the people that callers are. */
  readonly isOfPeople: boolean;
  /** What is milder than this alone makes nothing the same in another schema. */
  readonly least: Sensitivity;
  readonly resources: Resources;
  /** What reported credentials are called. */
  readonly secrets: readonly (readonly string[])[];
}

function wantedOf(reads: readonly AssessedFlow[], resources: Resources, isOwn: boolean): Wanted {
  const entities = new Map<string, Set<string>>();
  const nouns = new Set<string>();
  // What only stands inside of something else does not say what the operation is about.
  const main = reads.filter(({ via }) => via !== "embedded");
  for (const flow of main.length === 0 ? reads : main) {
    const entity = entityOf(flow);
    const known = entities.get(entity.key);
    if (known === undefined) entities.set(entity.key, new Set([flow.field.category]));
    else known.add(flow.field.category);
    for (const noun of nounsOf(flow, entity, resources)) nouns.add(noun);
  }
  // The customer of an order is somebody, wherever the order stands.
  for (const flow of reads) for (const noun of holdersOf(flow)) nouns.add(noun);
  const worst = reads.map(({ field }) => SENSITIVITIES.indexOf(field.sensitivity)).reduce((a, b) => Math.max(a, b), 0);
  return {
    entities,
    categories: new Set(reads.map(({ field }) => field.category)),
    nouns,
    // What is the caller's own is not that of the caller's friends.
    isOfPeople:
      !isOwn &&
      reads.some((flow) => flow.principal || flow.operation.lexicon.is(entityOf(flow).noun, "person-who-calls")),
    least: SENSITIVITIES[Math.min(worst, SENSITIVITIES.indexOf("confidential"))]!,
    resources,
    secrets: reads.flatMap((flow) => (isCredential(flow.field.category) ? secretNamesOf(flow) : [])),
  };
}

function isSame(flow: AssessedFlow, { entities }: Pick<Wanted, "entities">): boolean {
  return entities.get(entityOf(flow).key)?.has(flow.field.category) === true;
}

/** Whether another schema tells the same kind of thing of the same people, or of the same kind of object. */
function isRelated(flow: AssessedFlow, wanted: Wanted): boolean {
  const { field, principal, operation } = flow;
  if (!wanted.categories.has(field.category)) return false;
  if (SENSITIVITIES.indexOf(field.sensitivity) < SENSITIVITIES.indexOf(wanted.least)) return false;
  // A password and a client secret are both credentials, and not the same data.
  if (
    isCredential(field.category) &&
    !secretNamesOf(flow).some((name) => wanted.secrets.some((other) => isOneKind(name, other)))
  )
    return false;
  const entity = entityOf(flow);
  // Users, members and riders are the same people.
  if (wanted.isOfPeople && (principal || operation.lexicon.is(entity.noun, "person-who-calls"))) return true;
  return [...nounsOf(flow, entity, wanted.resources), ...holdersOf(flow)].some((noun) => wanted.nouns.has(noun));
}

/** What the thing is called whose data a flow carries: by its schema, and by the path where the operation is about it. */
function nounsOf(
  { operation, via, path, isEmbedded }: AssessedFlow,
  { noun }: Entity,
  resources: Resources,
): readonly string[] {
  const isWhole =
    via === "body" && !isEmbedded && path.every(({ property }, index) => index === 0 || property === undefined);
  const resource = isWhole ? resourceOfPath(operation, resources) : undefined;
  return [noun, ...(resource === undefined ? [] : [resource])].filter((one) => one !== "");
}

/** Whom a business serves, where their data stands inside of something else: the customer of an order, by the property. */
function holdersOf({ operation: { lexicon }, path, field }: AssessedFlow): readonly string[] {
  const property = path.at(-1)?.property;
  if (!field.isPersonal || property === undefined) return [];
  const noun = wordsOf(nounOf(property)).at(-1) ?? "";
  return lexicon.is(noun, "clientele") ? [noun] : [];
}

/** The thing that an operation is about by its path, as one word: `user` of `/v1/users/{id}`. */
export function resourceOfPath(operation: Operation, resources: Resources): string | undefined {
  if (operation.operationKind !== "path") return undefined;
  const last = pathSteps(operation).at(-1)?.parameter;
  const found = last === undefined ? resources.ofCollection(operation) : resources.ofParameter(operation, last);
  return found?.bare;
}

function wayOf({ operationKind }: Operation, flows: readonly AssessedFlow[]): Found["way"] {
  if (operationKind !== "path") return "event";
  if (flows.some(({ via }) => via === "body" || via === "embedded" || via === "header")) return "response";
  return flows.some(({ via }) => via === "on-request") ? "on-request" : "error";
}

function whyOf(flows: readonly AssessedFlow[], isOfSame: boolean): string {
  const names = [...new Set(flows.flatMap((flow) => entityOf(flow).name ?? []))];
  const as =
    names.length === 0 ? "" : isOfSame ? ` of ${listed(names, 2)}` : `, in another schema (${listed(names, 2)})`;
  const places = flows.every(({ via }) => via === "on-request")
    ? "exposes on request "
    : flows.every(({ via }) => via === "error")
      ? "exposes in an error "
      : "exposes ";
  return `${places}${carriedBy(flows)}${as}`;
}
